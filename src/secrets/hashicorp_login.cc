#include "secrets/hashicorp_login.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "base/files.h"

namespace coffer::secrets {
namespace {

using hashicorp::Client;
using hashicorp::Token;

constexpr size_t kMostOfTokenFile = size_t{64} << 10;

Secret trimmed(const Secret& text) {
  return text.expose([](std::string_view bytes) { return Secret(trim(bytes)); });
}

// One login: what it is given, and who can be asked for the rest.
class Login {
 public:
  Login(const AuthenticateParts& parts, const HashicorpLogin& login, const Client& client, std::string ns,
        Credentials credentials)
      : parts_(parts),
        login_(login),
        client_(client),
        ns_(std::move(ns)),
        ambient_(credentials == Credentials::kOfEnvironment) {}

  Result<LoggedIn> run() {
    COFFER_ASSIGN(const std::string method, choose());
    auto token = method == "approle" ? by_approle() : method == "userpass" ? by_userpass() : by_token();
    if (!token && typed_would_do(token.error().code)) {  // spec 3.8: on the spot
      auto typed = ask_token(token.error().what);
      if (typed) return LoggedIn{*std::move(typed), "token"};
      if (typed.error().code != ErrorCode::kCancelled) return std::move(typed).error();
    }
    if (!token) return std::move(token).error();
    return LoggedIn{*std::move(token), method};
  }

 private:
  std::optional<std::string> variable(std::string_view name) const {
    return ambient_ ? hashicorp::variable(*parts_.environment, name) : std::nullopt;
  }
  std::optional<Secret> secret_variable(std::string_view name) const {
    return ambient_ ? hashicorp::secret_variable(*parts_.environment, name) : std::nullopt;
  }

  Result<std::string> choose() const {
    const std::string& given = login_.method;
    if (given == "token" || given == "approle" || given == "userpass") return given;
    if (!given.empty()) {
      return Error{ErrorCode::kInvalidArgument, fmt::format("“{}” is no method that is known", given),
                   "The method is token, approle or userpass", "--hashicorp-auth"};
    }
    if (secret_variable("TOKEN")) return std::string("token");
    if (variable("ROLE_ID")) return std::string("approle");
    if (variable("USERNAME")) return std::string("userpass");
    return std::string("token");
  }

  // A given method that fails is not replaced by another one; nor is a token that somebody has just typed.
  bool typed_would_do(ErrorCode code) const {
    return parts_.prompter != nullptr && login_.method.empty() && !asked_ &&
           code == ErrorCode::kCredentialsInvalid;
  }

  Result<Token> by_token() {
    if (auto token = secret_variable("TOKEN")) return take(trimmed(*token));
    if (ambient_) {
      const auto file = hashicorp::variable(*parts_.environment, "TOKEN_PATH");
      const auto path = file ? std::filesystem::path(*file) : parts_.environment->home() / ".vault-token";
      auto token = read_secret_file(path, kMostOfTokenFile);
      if (token && !trimmed(*token).empty()) return take(trimmed(*token));
      if (!token && token.error().code != ErrorCode::kNotFound) return std::move(token).error();
    }
    if (parts_.prompter == nullptr) return nothing_given();
    return ask_token({});
  }

  Result<Token> ask_token(const std::string& problem) {
    asked_ = true;
    COFFER_ASSIGN(const Secret typed, parts_.prompter->ask_secret(fmt::format("{}{}Token for {}: ", problem,
                                                                              problem.empty() ? "" : ".\n",
                                                                              client_.server().address)));
    return take(trimmed(typed));
  }

  Result<Token> take(const Secret& token) {
    hide(token);
    return hashicorp::look_up(client_, token, ns_);
  }

  Result<Token> by_approle() {
    COFFER_ASSIGN(const Secret role_id, value("ROLE_ID", "Role ID"));
    COFFER_ASSIGN(const Secret secret_id, value("SECRET_ID", "Secret ID"));
    return kept(hashicorp::log_in_by_approle(client_, ns_, login_.auth_path, role_id, secret_id));
  }

  Result<Token> by_userpass() {
    auto username = variable("USERNAME");
    if (!username && parts_.prompter == nullptr) return nothing_given();
    if (!username) {
      COFFER_ASSIGN(username,
                    parts_.prompter->ask(fmt::format("User name at {}: ", client_.server().address)));
    }
    COFFER_ASSIGN(const Secret password, value("PASSWORD", "Password"));
    return kept(hashicorp::log_in_by_userpass(client_, ns_, login_.auth_path, *username, password));
  }

  Result<Secret> value(std::string_view name, std::string_view question) {
    if (auto given = secret_variable(name)) {
      hide(*given);
      return trimmed(*given);
    }
    if (parts_.prompter == nullptr) return nothing_given();
    asked_ = true;
    COFFER_ASSIGN(Secret typed,
                  parts_.prompter->ask_secret(fmt::format("{} at {}: ", question, client_.server().address)));
    hide(typed);
    return typed;
  }

  Result<Token> kept(Result<Token> token) {
    if (token) hide(token->value);
    return token;
  }

  void hide(const Secret& secret) const {
    if (parts_.redactor != nullptr) parts_.redactor->add_labelled("HashiCorp Vault credential", secret);
  }

  Error nothing_given() const {
    if (ambient_) {
      return {ErrorCode::kNotConnected,
              fmt::format("there is nothing to log in to {} with", client_.server().address),
              "Log in (vault login, bao login), or set VAULT_TOKEN, or VAULT_ROLE_ID and VAULT_SECRET_ID, or "
              "VAULT_USERNAME and VAULT_PASSWORD (or the same with BAO_)"};
    }
    return {ErrorCode::kNotConnected,
            fmt::format("the link names the server {}, and the environment does not; its token would go to a "
                        "server that it may not be for",
                        client_.server().address),
            fmt::format("If it is your server: VAULT_ADDR={} (or BAO_ADDR)", client_.server().address)};
  }

  const AuthenticateParts& parts_;
  const HashicorpLogin& login_;
  const Client& client_;
  std::string ns_;
  bool ambient_;
  bool asked_ = false;
};

}  // namespace

Result<LoggedIn> log_in_to_hashicorp(const AuthenticateParts& parts, const HashicorpLogin& login,
                                     const Client& client, const std::string& ns, Credentials credentials) {
  return Login(parts, login, client, ns, credentials).run();
}

}  // namespace coffer::secrets
