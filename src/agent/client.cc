#include "agent/client.h"

namespace coffer::agent {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kGreetingTime = std::chrono::seconds(5);
// Whatever AWS calls and a person at the telephone may take together. An agent that dies is noticed at once.
constexpr milliseconds kAnswerTime = std::chrono::minutes(30);

Error nobody() { return {ErrorCode::kCancelled, "there is nobody to ask"}; }

Message connect_again(Reader& question, secrets::Prompter& prompter) {
  auto input = read_input(question);
  if (input) input = prompter.connect_again(*std::move(input), question.optional_text("why").value_or(""));
  if (!input) return {{{"error", write_error(input.error())}}};
  Message answer;
  write_input(*input, answer);
  return answer;
}

}  // namespace

Message answer_to(const Message& question, secrets::Prompter* prompter) {
  Message copy{question.body};
  Reader reader(copy);
  const std::string what = reader.optional_text("ask").value_or("");
  const auto with_text = [](const Result<std::string>& text) {
    if (!text) return Message{{{"error", write_error(text.error())}}};
    return Message{{{"answer", *text}}};
  };
  if (prompter == nullptr) return with_text(nobody());
  if (what == "choose-mfa-device") {
    const auto serials = reader.texts("serials");
    return with_text(serials ? prompter->choose_mfa_device(*serials) : serials.error());
  }
  if (what == "mfa-device")
    return with_text(prompter->mfa_device_by_hand(reader.optional_text("why").value_or("")));
  if (what == "connect-again") return connect_again(reader, *prompter);
  if (what == "sign-in") {
    const auto text = [&](const char* member) { return reader.optional_text(member).value_or(""); };
    const Result<void> shown =
        prompter->sign_in({text("url"), text("url-with-code"), text("code"), text("name")});
    return with_text(shown ? Result<std::string>("") : shown.error());
  }
  if (what != "mfa-code") return with_text(nobody());
  auto code = prompter->mfa_code(reader.optional_text("serial").value_or(""),
                                 reader.optional_text("problem").value_or(""));
  if (!code) return with_text(std::move(code).error());
  Message answer;
  answer.secrets.push_back(*std::move(code));
  return answer;
}

Result<std::optional<Client>> Client::connect(const Parts& parts) {
  COFFER_ASSIGN(auto socket, connect_to(parts.place));
  if (!socket) return std::optional<Client>();
  COFFER_ASSIGN(const Peer peer, peer_of(*socket));
  Client client(Channel(*std::move(socket), *parts.clock), peer.process);
  COFFER_TRY(client.channel_.send({{{"do", "hello"}, {"version", parts.version}, {"protocol", kProtocol}}}));
  COFFER_ASSIGN(Message answer, client.channel_.receive(kAnswerLimits, kGreetingTime));
  COFFER_TRY(checked(std::move(answer)));
  return std::optional(std::move(client));
}

Result<Message> Client::call(const Message& request, secrets::Prompter* prompter) {
  COFFER_TRY(channel_.send(request));
  for (;;) {
    COFFER_ASSIGN(Message answer, channel_.receive(kAnswerLimits, kAnswerTime));
    if (!answer.body.contains("ask")) return answer;
    COFFER_TRY(channel_.send(answer_to(answer, prompter)));
  }
}

Result<Message> Client::checked(Message answer) {
  const auto* error = answer.body.if_contains("error");
  if (error == nullptr || !error->is_object()) return answer;
  return read_error(Reader(error->get_object(), Reader(answer)));
}

Result<Message> Client::ask(const Message& request) {
  COFFER_ASSIGN(Message answer, call(request));
  return checked(std::move(answer));
}

}  // namespace coffer::agent
