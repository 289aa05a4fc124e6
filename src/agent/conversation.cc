#include "agent/conversation.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace coffer::agent {
namespace {

using secrets::ConnectInput;
using secrets::ValueCache;

// A person looks for a telephone and types six digits.
constexpr std::chrono::minutes kAnswerTime{5};
// Keys must first be found, or made in the console.
constexpr std::chrono::minutes kDialogueTime{20};
// For ever: a run may compute for hours between two requests. Whoever is idle is cut when there is no room.
constexpr std::chrono::milliseconds kNextRequest{0};

Error wrong_order(const std::string& what) {
  return {ErrorCode::kMalformed, fmt::format("“{}” is not what the agent's protocol has here", what)};
}

}  // namespace

// Asks the client: whoever is at its terminal, and for what a program printed that must run there.
class Conversation::Relay final : public secrets::Prompter {
 public:
  explicit Relay(Channel& channel) : channel_(&channel) {}

  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override {
    return text_answer(
        {{{"ask", "choose-mfa-device"}, {"serials", json::Array(serials.begin(), serials.end())}}});
  }
  Result<std::string> mfa_device_by_hand(const std::string& why) override {
    return text_answer({{{"ask", "mfa-device"}, {"why", why}}});
  }
  Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) override {
    COFFER_ASSIGN(Message answer,
                  relay({{{"ask", "mfa-code"}, {"serial", serial}, {"problem", problem_with_last}}}));
    return Reader(answer).secret();
  }
  Result<ConnectInput> connect_again(ConnectInput input, const std::string& why) override {
    Message question{{{"ask", "connect-again"}, {"why", why}}};
    write_input(input, question);
    COFFER_ASSIGN(Message answer, relay(question, kDialogueTime));
    Reader reader(answer);
    return read_input(reader);
  }
  Result<void> sign_in(const aws::SignIn& sign_in) override {
    COFFER_TRY(relay({{{"ask", "sign-in"},
                       {"url", sign_in.url},
                       {"url-with-code", sign_in.url_with_code},
                       {"code", sign_in.code},
                       {"name", sign_in.name}}}));
    return {};
  }
  // What the client says to it, or that it has gone, changes nothing.
  void waiting_for_another(const std::string& connection) override {
    static_cast<void>(relay({{{"ask", "wait"}, {"connection", connection}}}).ok());
  }
  Result<aws::ProgramOutput> run_process(const aws::Profile& profile) {
    COFFER_ASSIGN(Message answer, relay({{{"ask", "credential-process"}, {"profile", profile.name}}}));
    Reader reader(answer);
    COFFER_ASSIGN(const int64_t status, reader.number("status"));
    COFFER_ASSIGN(Secret out, reader.secret());
    return aws::ProgramOutput{std::move(out), static_cast<int>(status)};
  }

 private:
  Result<Message> relay(const Message& question, std::chrono::milliseconds time = kAnswerTime) {
    COFFER_TRY(channel_->send(question));
    COFFER_ASSIGN(Message answer, channel_->receive(kRequestLimits, time));
    if (const auto* error = answer.body.if_contains("error"); error != nullptr && error->is_object())
      return read_error(Reader(error->get_object(), Reader(answer)));
    return answer;
  }
  Result<std::string> text_answer(const Message& question) {
    COFFER_ASSIGN(Message answer, relay(question));
    return Reader(answer).text("answer");
  }

  Channel* channel_;
};

Conversation::Conversation(Parts parts) : parts_(std::move(parts)) {}
Conversation::~Conversation() = default;

void Conversation::run() {
  for (;;) {
    auto request = parts_.channel->receive(kRequestLimits, kNextRequest);
    if (!request) return;
    parts_.in_work(true);
    const bool stop = Reader(*request).optional_text("do") == "stop" && greeted_;
    const Message said = answer(std::move(*request));
    if (over_) return;  // the client takes it up again, and tells its environment anew
    const Result<void> sent = parts_.channel->send(said);
    parts_.in_work(false);
    if (stop) parts_.controls->stop();
    if (!sent || !greeted_) return;
  }
}

Message Conversation::answer(Message request) {
  Reader reader(request);
  const auto what = reader.text("do");
  Answer answer = what ? dispatch(*what, reader) : Answer(what.error());
  if (answer) return *std::move(answer);
  return {{{"error", write_error(answer.error())}}};
}

Conversation::Answer Conversation::dispatch(const std::string& what, Reader& reader) {
  if (!greeted_) return what == "hello" ? hello(reader) : Answer(wrong_order(what));
  // What the time has locked is not handed out, however long nobody looked; this conversation has a share in
  // it.
  if (parts_.keeper->tick()) {
    parts_.controls->cut_the_others();
    over_ = holder_ != nullptr;
    forget();
    if (over_) return Error{ErrorCode::kCancelled, "the agent has locked itself"};
  }
  if (what == "status") return status();
  const Keeper::Use use(*parts_.keeper);
  if (what == "open") return open(reader);
  if (what.starts_with("vault-key-")) return vault_key(what, reader);
  if (what == "lock" || what == "idle" || what == "stop" || what == "reset-cache")
    return control(what, reader);
  return aws(what, reader);
}

Conversation::Answer Conversation::hello(Reader& reader) {
  COFFER_ASSIGN(const std::string version, reader.text("version"));
  COFFER_ASSIGN(const int64_t protocol, reader.number("protocol"));
  if (protocol != kProtocol || version != parts_.version) {
    return Error{
        ErrorCode::kUnsupported,
        fmt::format("the agent that runs is of Coffer {} (protocol {}), this is Coffer {} (protocol {})",
                    parts_.version, kProtocol, version, protocol),
        "End it: coffer agent stop. The next `coffer vault unlock` or `coffer aws connect` starts one "
        "of this version."};
  }
  greeted_ = true;
  return Message{{{"version", parts_.version}, {"protocol", kProtocol}, {"process", ::getpid()}}};
}

Conversation::Answer Conversation::open(Reader& reader) {
  COFFER_ASSIGN(const auto names, reader.texts("variables"));
  Environment environment;
  for (const std::string& name : names) {
    COFFER_ASSIGN(const Secret value, reader.secret());
    if (std::ranges::find(told_variables(), name) == told_variables().end()) continue;
    value.expose([&](std::string_view text) { environment.set(name, text); });
  }
  const bool on_demand = reader.has("name");
  ConnectInput input;
  if (on_demand) {
    COFFER_ASSIGN(input, read_input(reader));
  }
  COFFER_ASSIGN(surroundings_, parts_.keeper->surroundings(environment, reader.optional_text("ca_file")));
  holder_.reset();
  can_ask_ = reader.flag("can_ask");
  can_run_ = reader.flag("can_run");
  relay_ = std::make_unique<Relay>(*parts_.channel);
  core_ = surroundings_->core(input);
  holder_ = std::make_unique<secrets::OwnHolder>(authenticate_parts(), *core_);
  if (on_demand) holder_->connect_on_demand(std::move(input));
  return Message{};
}

Conversation::Answer Conversation::control(const std::string& what, Reader& reader) {
  if (what == "idle") {
    COFFER_ASSIGN(const int64_t minutes, reader.number("minutes"));
    if (minutes < 0 || minutes > kMostIdle.count())
      return Error{ErrorCode::kInvalidArgument,
                   fmt::format("it must be a number of minutes from 0 (never) to {}", kMostIdle.count()), "",
                   "--idle"};
    parts_.keeper->set_idle(std::chrono::minutes(minutes));
    return Message{};
  }
  if (what == "reset-cache") {
    parts_.keeper->reset_caches();
    return Message{};
  }
  parts_.keeper->lock();
  parts_.controls->cut_the_others();
  forget();
  return Message{};
}

void Conversation::forget() {
  holder_.reset();
  core_.reset();
  surroundings_.reset();
}

Conversation::Answer Conversation::vault_key(const std::string& what, Reader& reader) {
  COFFER_ASSIGN(const std::string vault, reader.text("vault"));
  Message answer;
  if (what == "vault-key-put") {
    COFFER_ASSIGN(Secret key, reader.secret());
    COFFER_TRY(parts_.keeper->put_key(vault, std::move(key)));
  } else if (what == "vault-key-get") {
    auto key = parts_.keeper->key(vault);
    answer.body["there"] = key.has_value();
    if (key) answer.secrets.push_back(*std::move(key));
  } else if (what == "vault-key-forget") {
    answer.body["there"] = parts_.keeper->forget_key(vault);
  } else {
    return wrong_order(what);
  }
  return answer;
}

Conversation::Answer Conversation::aws(const std::string& what, Reader& reader) {
  if (!holder_) return wrong_order(what);
  Message answer;
  if (what == "read") {
    COFFER_ASSIGN(const auto wanted, read_wanted(reader));
    const auto freshness =
        reader.flag("fresh") ? ValueCache::Freshness::kFetched : ValueCache::Freshness::kCached;
    write_got(holder_->read(wanted, freshness), answer);
  } else if (what == "connect") {
    return connect(reader);
  } else if (what == "connections") {
    json::Array list;
    for (const auto& info : surroundings_->connections()) list.emplace_back(write_connection(info));
    answer.body["connections"] = std::move(list);
  } else if (what == "disconnect") {
    COFFER_ASSIGN(const std::string name, reader.text("name"));
    answer.body["count"] = surroundings_->disconnect(name);
    parts_.controls->cut_the_others();  // they may hold older cores
  } else if (what == "list-secrets") {
    COFFER_ASSIGN(const ConnectInput input, read_input(reader));
    COFFER_ASSIGN(const std::string region, reader.text("in"));
    const auto core = surroundings_->core(input);
    COFFER_ASSIGN(const auto secrets, own_holder(*core).list_secrets(input, region));
    answer.body["secrets"] = write_descriptions(secrets);
  } else if (what == "list-versions") {
    COFFER_ASSIGN(const ConnectInput input, read_input(reader));
    COFFER_ASSIGN(const std::string arn, reader.text("secret"));
    const auto core = surroundings_->core(input);
    COFFER_ASSIGN(const auto versions, own_holder(*core).list_versions(input, arn));
    answer.body["versions"] = write_versions(versions);
  } else {
    return wrong_order(what);
  }
  return answer;
}

secrets::OwnHolder Conversation::own_holder(secrets::Core& core) {
  return secrets::OwnHolder(authenticate_parts(), core);
}

// A credential_process runs where its command was typed: the agent has neither its variables nor its
// terminal.
secrets::AuthenticateParts Conversation::authenticate_parts() {
  secrets::AuthenticateParts parts = surroundings_->authenticate_parts(can_ask_ ? relay_.get() : nullptr);
  parts.run_process = [this](const aws::Profile& profile) -> Result<aws::ProgramOutput> {
    if (can_run_) return relay_->run_process(profile);
    return Error{ErrorCode::kNotConnected,
                 "the agent runs no programs itself, and this client of it cannot run them either",
                 "Connect with another command: coffer aws connect --profile " + profile.name};
  };
  return parts;
}

Conversation::Answer Conversation::connect(Reader& reader) {
  COFFER_ASSIGN(const ConnectInput input, read_input(reader));
  COFFER_ASSIGN(const secrets::ConnectionPtr connection, holder_->make_connection(input));
  surroundings_->connected_on_purpose(input, connection);
  return Message{{{"connection", write_connection(connection->info)}}};
}

Conversation::Answer Conversation::status() {
  const Keeper::Status status = parts_.keeper->status();
  json::Object body{{"version", parts_.version}, {"process", ::getpid()},
                    {"vaults", status.vaults},   {"connections", status.connections},
                    {"values", status.values},   {"idle_minutes", status.idle.count()}};
  if (status.locks_in) body["locks_in"] = status.locks_in->count();
  return Message{std::move(body)};
}

}  // namespace coffer::agent
