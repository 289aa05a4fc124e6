// What an unlocked, connected Coffer holds: the open vault, trusted links, connections and the value cache.
// `coffer run` makes one for a run; the agent will own one for hours.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/client.h"
#include "aws/credentials.h"
#include "aws/secrets_manager.h"
#include "aws/sts.h"
#include "base/clock.h"
#include "base/environment.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "secrets/links_file.h"
#include "secrets/redactor.h"
#include "secrets/secret_source.h"
#include "vault/store.h"

namespace coffer::secrets {

inline constexpr std::chrono::hours kLongLivedValidity{2};  // spec 3.1

// How to authenticate; what is missing is asked for through Prompter, or is an error where there is none.
struct ConnectInput {
  std::string name = "default";          // the connection's
  std::optional<aws::Credentials> credentials;  // typed; else the profile's, else the environment's, else profile main, default
  std::optional<std::string> profile;    // --profile
  std::optional<std::string> region;     // --region; else the environment's, the profile's
  std::optional<std::string> mfa_serial;  // else iam:ListMFADevices, else the profile's mfa_serial
  std::shared_ptr<const Secret> mfa_code;
  bool ask_mfa = true;                   // long-lived keys: look for an MFA device (spec 3.4)
};

// Somebody to ask. All of it may answer kCancelled. `coffer`'s terminal is one, the page will be another.
class Prompter {
 public:
  virtual ~Prompter() = default;
  virtual Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) = 0;
  virtual Result<std::string> mfa_device_by_hand(const std::string& why) = 0;
  virtual Result<Secret> mfa_code(const std::string& serial, const std::string& problem_with_last) = 0;
};

// Spec 3.3, 7.2: what `aws connect` and `aws status` show.
struct ConnectionInfo {
  std::string name, kind;  // "long-lived", "temporary", "MFA session"
  std::string account, arn, region, source;
  std::optional<WallTime> expires;
};

// Spec 7.1, `secret test`: everything but the value.
struct SecretDetails {
  std::string name, source, version_id, identity;
  std::vector<std::string> stages;
  std::optional<WallTime> created;
  size_t size = 0;  // bytes of the value that would be used
  bool binary = false;
};

class Session final : public SecretSource {
 public:
  // None is owned; all must outlive the session. `prompter` may be null: then nothing is asked.
  struct Parts {
    http::Transport* transport = nullptr;
    Clock* clock = nullptr;
    crypto::Random* random = nullptr;
    const Environment* environment = nullptr;
    Prompter* prompter = nullptr;
    Redactor* redactor = nullptr;
    std::optional<std::string> ca_file;  // --cacert
    std::filesystem::path audit_log;     // empty: none is kept
  };
  explicit Session(Parts parts);
  ~Session() override;

  void use_vault(vault::Store* store);          // not owned; may be null (CI has none)
  void use_links(LinksFile links);              // trusted by the caller; a vault secret of the same name wins
  void set_cache_duration(std::chrono::seconds duration);  // 0: off; default: the vault's setting, 60 minutes
  // How a connection is made when a link first needs one; without it, kNotConnected.
  void connect_on_demand(ConnectInput input);

  Result<ConnectionInfo> connect(const ConnectInput& input);  // spec 3.3, 3.4
  std::vector<ConnectionInfo> connections() const;
  void disconnect(const std::string& name);

  std::vector<Result<ResolvedSecret>> resolve(const std::vector<std::string>& names, const std::optional<http::Origin>& origin) override;
  Result<void> check_domain(const std::string& name, const http::Origin& origin) override;
  Result<bool> refetch(const std::vector<std::string>& names) override;
  Result<void> record_use(const std::vector<ResolvedSecret>& secrets, const http::Origin& origin, const UseContext& context) override;

  Result<SecretDetails> test(const std::string& name);  // spec 4.7

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace coffer::secrets
