#include "http/message.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::http {
namespace {

class MemoryBody final : public ResponseBody {
 public:
  explicit MemoryBody(std::string bytes) : bytes_(std::move(bytes)) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<std::string> read(uint64_t limit) const override {
    return bytes_.substr(0, static_cast<size_t>(std::min<uint64_t>(limit, bytes_.size())));
  }
  std::optional<std::string_view> view() const override { return bytes_; }

 private:
  std::string bytes_;
};

class SecretBody final : public ResponseBody {
 public:
  explicit SecretBody(Secret bytes) : bytes_(std::move(bytes)) {}
  uint64_t size() const override { return bytes_.size(); }
  Result<std::string> read(uint64_t limit) const override {
    return std::string(view()->substr(0, static_cast<size_t>(std::min<uint64_t>(limit, bytes_.size()))));
  }
  std::optional<std::string_view> view() const override {
    return bytes_.expose(
        [](std::string_view bytes) { return bytes; });  // the Secret lives as long as this object
  }

 private:
  Secret bytes_;
};

FormPart clone_part(const FormPart& part) {
  FormPart copy;
  copy.name = part.name;
  copy.content_type = part.content_type;
  copy.file_name = part.file_name;
  if (const auto* file = std::get_if<FileBody>(&part.content)) {
    copy.content = *file;
  } else {
    copy.content = std::get<Secret>(part.content).clone();
  }
  return copy;
}

Body clone_body(const Body& body) {
  if (const auto* bytes = std::get_if<Secret>(&body)) return bytes->clone();
  if (const auto* file = std::get_if<FileBody>(&body)) return *file;
  if (const auto* parts = std::get_if<std::vector<FormPart>>(&body)) {
    std::vector<FormPart> copies;
    copies.reserve(parts->size());
    for (const FormPart& part : *parts) copies.push_back(clone_part(part));
    return copies;
  }
  return {};
}

}  // namespace

const RequestHeader* Request::find_header(std::string_view name) const {
  const auto found =
      std::ranges::find_if(headers, [&](const RequestHeader& header) { return iequals(header.name, name); });
  return found == headers.end() ? nullptr : &*found;
}

void Request::set_header(std::string_view name, Secret value) {
  const auto first =
      std::ranges::find_if(headers, [&](const RequestHeader& header) { return iequals(header.name, name); });
  if (first == headers.end()) {
    headers.push_back({std::string(name), std::move(value)});
    return;
  }
  first->name = name;
  first->value = std::move(value);
  headers.erase(std::remove_if(std::next(first), headers.end(),
                               [&](const RequestHeader& header) { return iequals(header.name, name); }),
                headers.end());
}

void Request::add_header(std::string_view name, std::string_view value) {
  headers.push_back({std::string(name), Secret(value)});
}

void Request::remove_header(std::string_view name) {
  std::erase_if(headers, [&](const RequestHeader& header) { return iequals(header.name, name); });
}

Request Request::clone() const {
  Request copy;
  copy.method = method;
  copy.url = url.clone();
  copy.headers.reserve(headers.size());
  for (const RequestHeader& header : headers) copy.headers.push_back({header.name, header.value.clone()});
  copy.body = clone_body(body);
  return copy;
}

std::optional<std::string_view> find_header(const Headers& headers, std::string_view name) {
  const auto found =
      std::ranges::find_if(headers, [&](const Header& header) { return iequals(header.name, name); });
  if (found == headers.end()) return std::nullopt;
  return found->value;
}

std::unique_ptr<ResponseBody> memory_body(std::string bytes) {
  return std::make_unique<MemoryBody>(std::move(bytes));
}

std::unique_ptr<ResponseBody> secret_body(Secret bytes) {
  return std::make_unique<SecretBody>(std::move(bytes));
}

}  // namespace coffer::http
