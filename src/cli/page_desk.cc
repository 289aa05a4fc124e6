#include "cli/page_desk.h"

#include "cli/agent_access.h"
#include "cli/session_flags.h"
#include "cli/vault_access.h"
#include "page/send_settings.h"
#include "vault/keyring.h"

namespace coffer::cli {
namespace {

// A session as a command has one, with a context of its own.
class PageSession final : public page::OpenedSession {
 public:
  PageSession(const Context& from, std::shared_ptr<http::Transport> transport, secrets::Prompter& prompter,
              secrets::Core& core, page::Desk& desk, std::filesystem::path folder)
      : desk_(desk), folder_(std::move(folder)) {
    const auto settings = page::load_page_settings(from.environment);
    if (settings) flags_.ca_file = settings->ca_file;
    context_.environment = from.environment;
    context_.clock = from.clock;
    context_.random = from.random;
    context_.flags = from.flags;
    context_.prompter = &prompter;
    context_.core = &core;
    context_.share_transport(std::move(transport));
    context_.terminal.configure(context_.environment, Colour::kOff, false);
    context_.seen = [this](const std::string& name, const vault::Link& link, const secrets::Seen& seen) {
      desk_.last_seen().record(name, link, seen);
    };
    open_ =
        bare_session(context_, flags_, true, [this](const std::string& text) { warnings_.push_back(text); });
    open_.session->connect_on_demand({});
  }

  secrets::Session& session() override { return *open_.session; }
  secrets::Redactor& redactor() override { return context_.redactor; }

  Result<void> open_secrets() override {
    if (open_.has_secrets) return {};
    auto vault = desk_.open_vault();
    if (!vault && vault.error().code != ErrorCode::kVaultMissing) return std::move(vault).error();
    if (vault) open_.vault = *std::move(vault);
    return cli::open_secrets(context_, flags_, folder_, open_);
  }

  std::vector<std::string> take_warnings() override { return std::exchange(warnings_, {}); }

 private:
  page::Desk& desk_;
  std::filesystem::path folder_;
  Context context_;
  SessionFlags flags_;
  OpenSession open_;
  std::vector<std::string> warnings_;
};

}  // namespace

PageDesk::PageDesk(Context& context, secrets::Prompter& prompter)
    : context_(context),
      prompter_(prompter),
      audit_(audit_log(context), *context.clock),
      transport_(http::make_curl_transport(context.environment)),
      core_(*context.clock, &redactor_) {
  context_.terminal.configure(context_.environment, Colour::kOff, false);
}

vault::Store::Options PageDesk::vault() const { return vault_options(context_); }

Result<std::unique_ptr<vault::Store>> PageDesk::open_vault() {
  const std::lock_guard lock(mutex_);
  if (key_) {
    auto opened = vault::Store::open(vault_options(context_), {.key = &*key_});
    if (opened || opened.error().code != ErrorCode::kVaultLocked) return opened;
    key_.reset();  // it was changed meanwhile
  }
  return cli::open_vault(context_);
}

Result<void> PageDesk::keep_key(const vault::Store& store) {
  const std::lock_guard lock(mutex_);
  COFFER_ASSIGN(auto agent, agent_to_keep(context_));
  if (agent) return keep_in_agent(*agent, keyring_name(context_), store.key_text());
  key_ = store.key_text();
  return {};
}

Result<void> PageDesk::lock() {
  const std::lock_guard lock(mutex_);
  key_.reset();
  core_.clear();
  last_seen_.clear();
  if (auto agent = agent_if_any(context_)) COFFER_TRY(agent->ask({{{"do", "lock"}}}));
  // As `coffer vault lock`: else it opens again by itself. Most servers have no keyring.
  const auto removed = vault::make_secret_service_keyring()->remove(keyring_name(context_));
  return removed || removed.error().code == ErrorCode::kKeyringUnavailable ? Result<void>() : removed;
}

Result<page::Desk::AgentState> PageDesk::agent() {
  const std::lock_guard lock(mutex_);
  AgentState state;
  auto agent = agent_if_any(context_);
  if (!agent) {
    COFFER_ASSIGN(state.idle, idle_time(context_, std::nullopt));
    return state;
  }
  COFFER_ASSIGN(agent::Message answer, agent->ask({{{"do", "status"}}}));
  const agent::Reader said(answer);
  state.running = true;
  state.process = agent->process();
  COFFER_ASSIGN(const int64_t vaults, said.number("vaults"));
  COFFER_ASSIGN(const int64_t connections, said.number("connections"));
  COFFER_ASSIGN(const int64_t idle, said.number("idle_minutes"));
  state.vaults = static_cast<size_t>(vaults);
  state.connections = static_cast<size_t>(connections);
  state.idle = std::chrono::minutes(idle);
  return state;
}

Result<void> PageDesk::set_agent_idle(std::optional<std::chrono::minutes> idle) {
  const std::lock_guard lock(mutex_);
  return keep_agent_idle(context_, idle);
}

std::unique_ptr<page::OpenedSession> PageDesk::open_session(const std::filesystem::path& folder) {
  return std::make_unique<PageSession>(context_, transport_, prompter_, core_, *this, folder);
}

}  // namespace coffer::cli
