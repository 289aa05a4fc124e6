// For tests of what is built: a request as a collection has it, made ready and built with secrets from a
// table.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "crypto/random.h"
#include "postman/request_builder.h"

namespace coffer::postman {

class BuildFixture : public testing::Test {
 protected:
  static std::string revealed(const Secret& secret) {
    return secret.expose([](std::string_view bytes) { return std::string(bytes); });
  }
  void secret(const std::string& name, std::string_view value) {
    secrets_.insert_or_assign(name, Secret(value));
  }

  Result<PreparedRequest> prepared(const std::string& request, const std::string& behavior = "{}") {
    auto collection =
        parse_collection(R"({"info": {"name": "C"}, "item": [{"name": "r", "protocolProfileBehavior": )" +
                         behavior + R"(, "request": )" + request + "}]}");
    EXPECT_TRUE(collection) << to_string(collection.error());
    collection_ = std::move(*collection);
    Substitutor substitute(Scopes{nullptr, &environment_, {}, nullptr}, clock_, random_);
    return prepare(items_of(collection_, {}).value().at(0), substitute);
  }
  Result<BuiltRequest> built(const std::string& request, const std::string& behavior = "{}") {
    COFFER_ASSIGN(const PreparedRequest ready, prepared(request, behavior));
    const ValueOf value_of = [this](std::string_view name, bool&) -> const Secret* {
      const auto found = secrets_.find(name);
      return found != secrets_.end() ? &found->second : nullptr;
    };
    BuildOptions options;
    options.user_agent = "coffer/1";
    options.clock = &clock_;
    options.random = &random_;
    options.auth = input_;
    return build(ready, value_of, options);
  }
  static std::string header(const BuiltRequest& request, std::string_view name) {
    const auto* found = request.request.find_header(name);
    return found != nullptr ? revealed(found->value) : "(none)";
  }
  // The Authorization header of a request, or the error.
  std::string authorization(const std::string& request) {
    const auto made = built(request);
    return made ? header(*made, "Authorization") : to_string(made.error());
  }

  FakeClock clock_{WallTime(std::chrono::milliseconds(1440938160000))};
  crypto::SeededRandom random_{1};
  Scope environment_;
  Collection collection_;
  std::map<std::string, Secret, std::less<>> secrets_;
  AuthInput input_;
};

}  // namespace coffer::postman
