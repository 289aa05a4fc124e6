// What a client of the agent might send: bytes that should be a frame, and a conversation of messages, one a
// line.
#include <sys/socket.h>

#include "agent/conversation.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

class NoNetwork final : public http::Transport {
 public:
  Result<http::Response> send(const http::Request&, const http::SendOptions&) override {
    return Error{ErrorCode::kNetwork, "there is no network"};
  }
};

class NoControls final : public agent::Controls {
 public:
  void stop() override {}
  void cut_the_others() override {}
};

// What is accepted is written and read back to the same.
void frame(std::string_view bytes) {
  if (bytes.size() < agent::kFrameHeaderSize) return;
  const auto sizes =
      agent::read_frame_header(bytes.substr(0, agent::kFrameHeaderSize), agent::kRequestLimits);
  if (!sizes) return check_error(sizes.error());
  bytes.remove_prefix(agent::kFrameHeaderSize);
  if (bytes.size() < sizes->text || bytes.size() - sizes->text < sizes->secrets) return;
  const auto message =
      agent::read_frame(bytes.substr(0, sizes->text), Secret(bytes.substr(sizes->text, sizes->secrets)));
  if (!message) return check_error(message.error());
  const std::string again = plain(agent::frame_of(*message));
  const auto read =
      agent::read_frame(std::string_view(again).substr(
                            agent::kFrameHeaderSize, again.size() - agent::kFrameHeaderSize - sizes->secrets),
                        Secret(std::string_view(again).substr(again.size() - sizes->secrets)));
  REQUIRE(read.ok());
  REQUIRE(read->secrets.size() == message->secrets.size());
}

// Values are not the input's to choose. Variables name files, and this machine's are not to be read; what
// they say (a region) may be shown. Anything else that is secret may not.
constexpr std::string_view kPlanted = "planted-secret";

agent::Message with_secrets(json::Object body) {
  agent::Message message{std::move(body)};
  const bool variables = agent::Reader(message).optional_text("do") == "open";
  for (int i = 0; i < 3; ++i) message.secrets.emplace_back(variables ? "/nowhere/at-all" : kPlanted);
  return message;
}

// `private_text` must be in no error; the fuzzer may have found it out and said it itself.
void conversation(Pieces lines, std::string_view private_text) {
  FakeClock clock{WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))};
  crypto::SeededRandom random(1);
  agent::Keeper keeper({.clock = &clock, .random = &random, .make_transport = [](const Environment&) {
                          return std::make_unique<NoNetwork>();
                        }});
  NoControls controls;
  agent::Channel nobody(FileDescriptor(), system_clock());
  agent::Conversation::Parts parts;
  parts.keeper = &keeper;
  parts.controls = &controls;
  parts.channel = &nobody;
  parts.version = "1";
  parts.in_work = [](bool) {};
  agent::Conversation talk(std::move(parts));
  talk.answer({{{"do", "hello"}, {"version", "1"}, {"protocol", agent::kProtocol}}});
  talk.answer(with_secrets({{"do", "open"}, {"variables", {"HOME"}}, {"name", "default"}}));
  for (int i = 0; i < 20 && !lines.empty(); ++i) {
    auto root = json::parse(lines.line(), {.depth = 16, .bytes = agent::kRequestLimits.text});
    if (!root || !root->is_object()) continue;
    agent::Message answer = talk.answer(with_secrets(root->get_object()));
    if (const auto* error = answer.body.if_contains("error"); error != nullptr && error->is_object())
      check_error(agent::read_error(agent::Reader(error->get_object(), agent::Reader(answer))), private_text);
  }
}

}  // namespace

void one_input(std::string_view bytes) {
  frame(bytes);
  conversation(Pieces(bytes), bytes.contains(kPlanted) ? std::string_view() : kPlanted);
}

}  // namespace coffer::fuzz
