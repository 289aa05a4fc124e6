// One flat JSON object, written into wiped memory.
#pragma once

#include <string_view>

#include "base/secret.h"
#include "base/secret_encoding.h"

namespace coffer::aws {

class SecretObject {
 public:
  SecretObject& text(std::string_view name, const Secret& value) {
    out_.append(out_.size() == 0 ? "{\"" : ", \"").append(name).append("\": \"");
    out_.append(json_escape(value)).append('"');
    return *this;
  }
  SecretObject& text(std::string_view name, std::string_view value) { return text(name, Secret(value)); }
  // `value` is JSON already.
  SecretObject& raw(std::string_view name, std::string_view value) {
    out_.append(out_.size() == 0 ? "{\"" : ", \"").append(name).append("\": ").append(value);
    return *this;
  }
  Secret take() { return out_.append(out_.size() == 0 ? "{}" : "}").take(); }

 private:
  SecretBuilder out_;
};

}  // namespace coffer::aws
