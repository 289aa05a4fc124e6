#include "agent/client.h"

#include <fmt/format.h>

#include <thread>

#include "aws/credentials/process.h"
#include "aws/profile_file.h"

namespace coffer::agent {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kGreetingTime = std::chrono::seconds(5);
constexpr milliseconds kBusyTime = std::chrono::seconds(1);
// Whatever AWS calls and a person at the telephone may take together. An agent that dies is noticed at once.
constexpr milliseconds kAnswerTime = std::chrono::minutes(30);

Error nobody() { return {ErrorCode::kCancelled, "there is nobody to ask"}; }

// The agent names a profile, not a program: nothing is run but what this command itself would run.
Result<aws::ProgramOutput> run_process(const Environment* environment, const std::string& name) {
  if (environment == nullptr) return nobody();
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(*environment));
  const aws::Profile* profile = files.find(name);
  if (profile != nullptr) return aws::run_credential_process(*profile);
  return Error{ErrorCode::kNotFound, fmt::format("there is no AWS profile \"{}\" any more", name)};
}

Message process_answer(const Environment* environment, const std::string& profile) {
  auto output = run_process(environment, profile);
  if (!output) return {{{"error", write_error(output.error())}}};
  Message answer{{{"status", output->status}}};
  answer.secrets.push_back(std::move(output->out));
  return answer;
}

Message connect_again(Reader& question, secrets::Prompter& prompter) {
  auto input = read_input(question);
  if (input) input = prompter.connect_again(*std::move(input), question.optional_text("why").value_or(""));
  if (!input) return {{{"error", write_error(input.error())}}};
  Message answer;
  write_input(*input, answer);
  return answer;
}

}  // namespace

Message answer_to(const Message& question, const Respondent& who) {
  Message copy{question.body};
  Reader reader(copy);
  const std::string what = reader.optional_text("ask").value_or("");
  const auto with_text = [](const Result<std::string>& text) {
    if (!text) return Message{{{"error", write_error(text.error())}}};
    return Message{{{"answer", *text}}};
  };
  if (what == "credential-process")
    return process_answer(who.environment, reader.optional_text("profile").value_or(""));
  secrets::Prompter* prompter = who.prompter;
  if (prompter == nullptr) return with_text(nobody());
  if (what == "choose-mfa-device") {
    const auto serials = reader.texts("serials");
    return with_text(serials ? prompter->choose_mfa_device(*serials) : serials.error());
  }
  if (what == "mfa-device")
    return with_text(prompter->mfa_device_by_hand(reader.optional_text("why").value_or("")));
  if (what == "wait") {
    prompter->waiting_for_another(reader.optional_text("connection").value_or(""));
    return with_text(std::string());
  }
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
  const auto deadline = parts.clock->elapsed() + kBusyTime;
  for (milliseconds pause{2};; pause *= 2) {
    COFFER_ASSIGN(auto socket, connect_to(parts.place));
    if (!socket) return std::optional<Client>();
    auto client = greet(*std::move(socket), parts);
    if (client) return std::optional(*std::move(client));
    const bool may_pass =
        client.error().code == ErrorCode::kThrottled || client.error().code == ErrorCode::kIo;
    if (!may_pass || parts.clock->elapsed() + pause > deadline) return std::move(client).error();
    std::this_thread::sleep_for(pause);
  }
}

Result<Client> Client::greet(FileDescriptor socket, const Parts& parts) {
  COFFER_ASSIGN(const Peer peer, peer_of(socket));
  Client client(Channel(std::move(socket), *parts.clock), peer.process);
  // Whoever is refused is told why, and may be cut off before having said a word: so the answer is read
  // whatever became of the greeting.
  const Result<void> sent =
      client.channel_.send({{{"do", "hello"}, {"version", parts.version}, {"protocol", kProtocol}}});
  COFFER_ASSIGN(Message answer, client.channel_.receive(kAnswerLimits, kGreetingTime));
  COFFER_TRY(checked(std::move(answer)));
  COFFER_TRY(sent);
  return client;
}

Result<Message> Client::call(const Message& request, const Respondent& who) {
  COFFER_TRY(channel_.send(request));
  for (;;) {
    COFFER_ASSIGN(Message answer, channel_.receive(kAnswerLimits, kAnswerTime));
    if (!answer.body.contains("ask")) return answer;
    COFFER_TRY(channel_.send(answer_to(answer, who)));
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
