// What the agent and its clients say, as JSON and back (docs/agent-protocol.md). Everything read is checked:
// kMalformed names the member that is missing or of a wrong kind.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agent/frame.h"
#include "secrets/holder.h"

namespace coffer::agent {

inline constexpr int kProtocol = 6;           // changed with every change of what is said
inline constexpr size_t kMostLinksRead = 50;  // in one request

// Takes a message apart, its secrets one after the other. The message must outlive it.
class Reader {
 public:
  explicit Reader(Message& message) : body_(&message.body), secrets_(&message.secrets) {}
  // Of a member that is an object; secrets are still taken from the whole.
  Reader(const json::Object& body, const Reader& whole)
      : body_(&body), secrets_(whole.secrets_), next_(whole.next_) {}

  bool has(std::string_view member) const { return body_->contains({member.data(), member.size()}); }
  Result<std::string> text(std::string_view member) const;
  std::optional<std::string> optional_text(std::string_view member) const;
  Result<int64_t> number(std::string_view member) const;
  std::optional<int64_t> optional_number(std::string_view member) const;
  bool flag(std::string_view member) const;  // false where it is missing
  Result<std::vector<std::string>> texts(std::string_view member) const;
  Result<std::vector<int64_t>> numbers(std::string_view member) const;
  Result<std::vector<const json::Object*>> objects(std::string_view member) const;
  Result<Secret> secret();  // the next one
  void go_on_after(const Reader& part) { next_ = part.next_; }

 private:
  const json::Object* body_;
  std::vector<Secret>* secrets_;
  size_t next_ = 0;
};

json::Object write_error(const Error& error);
Error read_error(const Reader& reader);

json::Object write_connection(const secrets::ConnectionInfo& info);
Result<secrets::ConnectionInfo> read_connection(const Reader& reader);

// Secrets of typed credentials and the MFA code are appended to `message`.
void write_input(const secrets::ConnectInput& input, Message& message);
Result<secrets::ConnectInput> read_input(Reader& reader);

void write_wanted(const std::vector<secrets::Holder::Wanted>& wanted,
                  secrets::ValueCache::Freshness freshness, Message& message);
Result<std::vector<secrets::Holder::Wanted>> read_wanted(const Reader& reader);

void write_got(const std::vector<secrets::Holder::Got>& got, Message& message);
Result<std::vector<secrets::Holder::Got>> read_got(Reader& reader);

json::Array write_descriptions(const std::vector<aws::SecretDescription>& descriptions);
Result<std::vector<aws::SecretDescription>> read_descriptions(const Reader& reader);
json::Array write_versions(const aws::SecretVersions& versions);
Result<aws::SecretVersions> read_versions(const Reader& reader);

}  // namespace coffer::agent
