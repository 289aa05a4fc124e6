#include "agent/remote_holder.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "agent/surroundings.h"

namespace coffer::agent {
namespace {

using secrets::ConnectInput;
using secrets::ConnectionInfo;

}  // namespace

RemoteHolder::RemoteHolder(Parts parts, Client client)
    : parts_(std::move(parts)),
      core_(*parts_.own.clock, parts_.own.redactor),
      own_(parts_.own, core_),
      client_(std::move(client)) {}

// The agent's own answers name no secret, but the server that is sent to might know what we typed.
void RemoteHolder::hide(const ConnectInput& input) const {
  secrets::Redactor* redactor = parts_.own.redactor;
  if (redactor == nullptr) return;
  if (input.credentials) {
    redactor->add_labelled("AWS secret access key", input.credentials->secret_access_key);
    redactor->add_labelled("AWS session token", input.credentials->session_token);
  }
  if (input.mfa_code) redactor->add_labelled("MFA code", *input.mfa_code);
}

Message RemoteHolder::opening() const {
  Message message{{{"do", "open"}, {"can_ask", parts_.own.prompter != nullptr}, {"can_run", true}}};
  const Environment told = told_environment(*parts_.own.environment);
  json::Array names;
  for (const std::string_view name : told_variables()) {
    auto value = told.get_secret(name);
    if (!value) continue;
    names.emplace_back(std::string(name));
    message.secrets.push_back(*std::move(value));
  }
  message.body["variables"] = std::move(names);
  if (parts_.own.ca_file) message.body["ca_file"] = std::filesystem::absolute(*parts_.own.ca_file).string();
  if (on_demand_) write_input(*on_demand_, message);
  return message;
}

Result<void> RemoteHolder::open() {
  if (!client_) {
    COFFER_ASSIGN(client_, Client::connect(parts_.client));
    if (!client_) return Error{ErrorCode::kIo, "there is none any more"};
    opened_ = false;
  }
  if (opened_) return {};
  COFFER_ASSIGN(Message answer, client_->call(opening(), respondent()));
  COFFER_TRY(Client::checked(std::move(answer)));
  opened_ = true;
  return {};
}

// The agent may have cut an idle conversation, or been locked: then it is taken up again, once.
std::optional<Result<Message>> RemoteHolder::call(const std::function<Message()>& request) {
  const std::lock_guard lock(mutex_);
  std::optional<Error> why;
  for (int tries = 0; tries < 2 && !lost_; ++tries) {
    if (const auto opened = open(); !opened) {
      why = opened.error();
    } else if (auto answer = client_->call(request(), respondent()); answer) {
      return Client::checked(*std::move(answer));
    } else {
      why = std::move(answer).error();
    }
    client_.reset();
  }
  if (!lost_) {
    lost_ = true;
    if (on_demand_) own_.connect_on_demand(*std::exchange(on_demand_, std::nullopt));
    if (parts_.lost) parts_.lost(*why);
  }
  return std::nullopt;
}

std::vector<secrets::Holder::Got> RemoteHolder::read(const std::vector<Wanted>& wanted,
                                                     secrets::ValueCache::Freshness freshness) {
  std::vector<Got> all;
  for (size_t from = 0; from < wanted.size(); from += kMostLinksRead) {
    const size_t to = std::min(wanted.size(), from + kMostLinksRead);
    const std::vector<Wanted> some(wanted.begin() + static_cast<ptrdiff_t>(from),
                                   wanted.begin() + static_cast<ptrdiff_t>(to));
    auto got = read_some(some, freshness);
    if (!got) got = std::vector<Got>(some.size(), Got{got.error(), false, nullptr});
    std::ranges::move(*got, std::back_inserter(all));
  }
  return all;
}

Result<std::vector<secrets::Holder::Got>> RemoteHolder::read_some(const std::vector<Wanted>& wanted,
                                                                  secrets::ValueCache::Freshness freshness) {
  auto answer = call([&] {
    Message message{{{"do", "read"}}};
    write_wanted(wanted, freshness, message);
    return message;
  });
  if (!answer) return own_.read(wanted, freshness);
  COFFER_ASSIGN(Message said, *std::move(answer));
  Reader reader(said);
  COFFER_ASSIGN(std::vector<Got> got, read_got(reader));
  if (got.size() != wanted.size())
    return Error{ErrorCode::kMalformed, "the agent answered to other links than were asked for"};
  return got;
}

void RemoteHolder::connect_on_demand(ConnectInput input) {
  hide(input);
  const std::lock_guard lock(mutex_);
  if (lost_) return own_.connect_on_demand(std::move(input));
  on_demand_ = std::move(input);
  opened_ = false;  // the next request tells it
}

Result<ConnectionInfo> RemoteHolder::connect(const ConnectInput& input) {
  hide(input);
  auto answer = call([&] {
    Message message{{{"do", "connect"}}};
    write_input(input, message);
    return message;
  });
  if (!answer) return own_.connect(input);
  COFFER_ASSIGN(Message said, *std::move(answer));
  const auto* connection = said.body.if_contains("connection");
  if (connection == nullptr || !connection->is_object())
    return Error{ErrorCode::kMalformed, "the agent's answer names no connection"};
  return read_connection(Reader(connection->get_object(), Reader(said)));
}

Result<std::vector<ConnectionInfo>> RemoteHolder::connections() {
  auto answer = call([] { return Message{{{"do", "connections"}}}; });
  if (!answer) return own_.connections();
  COFFER_ASSIGN(Message said, *std::move(answer));
  const Reader reader(said);
  COFFER_ASSIGN(const auto parts, reader.objects("connections"));
  std::vector<ConnectionInfo> infos;
  for (const json::Object* part : parts) {
    COFFER_ASSIGN(ConnectionInfo info, read_connection(Reader(*part, reader)));
    infos.push_back(std::move(info));
  }
  return infos;
}

Result<void> RemoteHolder::disconnect(const std::string& name) {
  auto answer = call([&] { return Message{{{"do", "disconnect"}, {"name", name}}}; });
  if (!answer) return own_.disconnect(name);
  return answer->ok() ? Result<void>() : std::move(*answer).error();
}

Result<void> RemoteHolder::reset_cache() {
  auto answer = call([] { return Message{{{"do", "reset-cache"}}}; });
  if (!answer) return own_.reset_cache();
  return answer->ok() ? Result<void>() : std::move(*answer).error();
}

Result<std::vector<aws::SecretDescription>> RemoteHolder::list_secrets(const ConnectInput& input,
                                                                       const std::string& region) {
  hide(input);
  auto answer = call([&] {
    Message message{{{"do", "list-secrets"}, {"in", region}}};
    write_input(input, message);
    return message;
  });
  if (!answer) return own_.list_secrets(input, region);
  COFFER_ASSIGN(Message said, *std::move(answer));
  return read_descriptions(Reader(said));
}

Result<aws::SecretVersions> RemoteHolder::list_versions(const ConnectInput& input,
                                                        const std::string& secret_arn) {
  hide(input);
  auto answer = call([&] {
    Message message{{{"do", "list-versions"}, {"secret", secret_arn}}};
    write_input(input, message);
    return message;
  });
  if (!answer) return own_.list_versions(input, secret_arn);
  COFFER_ASSIGN(Message said, *std::move(answer));
  return read_versions(Reader(said));
}

}  // namespace coffer::agent
