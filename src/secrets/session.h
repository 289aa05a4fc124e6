// What an unlocked, connected Coffer holds: the open vault, trusted links, connections and the value cache.
// Each command has one. What lives longer, the connections and the value cache, is behind Holder: in the
// agent, or in the session itself.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "aws/secrets_manager.h"
#include "base/clock.h"
#include "base/environment.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "secrets/connect_input.h"
#include "secrets/hashicorp_connections.h"
#include "secrets/holder.h"
#include "secrets/links_file.h"
#include "secrets/redactor.h"
#include "secrets/secret_source.h"
#include "secrets/seen.h"
#include "vault/store.h"

namespace coffer::secrets {

struct Core;

// Spec 7.1, `secret test`: everything but the value.
struct SecretDetails {
  std::string name, source, version_id, identity;
  std::vector<std::string> stages;
  std::optional<WallTime> created;
  size_t size = 0;  // bytes of the value that would be used
  bool binary = false;
  // Of a linked secret that is a JSON object, whatever its link's JSON key: the names of its members.
  std::vector<std::string> json_keys;
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
    Holder* holder = nullptr;            // the agent; null: the session holds all itself, or `core` does
    // Where what the agent does not hold is kept, in place of the session itself: the page's, which outlives
    // it.
    Core* core = nullptr;
    // Told, once for each secret, that a snapshot is used in place of a value that could not be read, or that
    // none can be kept. One line; null: nobody is told.
    std::function<void(const std::string&)> warn = nullptr;
    SeenFunction seen = nullptr;  // told of each read of a linked secret, in whatever thread; null: nobody is
  };
  explicit Session(Parts parts);
  ~Session() override;

  void use_vault(vault::Store* store);  // not owned; may be null (CI has none)
  void use_links(LinksFile links);  // trusted by the caller; a vault secret, or an earlier file's link, of
                                    // the same name wins
  // A links file that is not trusted: a name that only it has says how to trust it (kLinksNotTrusted). One
  // that can't be read says nothing.
  void note_untrusted_links(const std::filesystem::path& path);
  void set_cache_duration(std::chrono::seconds duration);  // 0: off; default: the vault's setting, 60 minutes
  Result<void> reset_cache();                              // spec 5.5: by hand
  // How a connection is made when a link first needs one; without it, kNotConnected. Used once: if it fails,
  // its error is that of every link that needs it. With a prompter, an expired connection is made again in
  // the same way. A link that names a connection that does not exist is tried with the AWS profile of that
  // name.
  void connect_on_demand(ConnectInput input);

  Result<ConnectionInfo> connect(const ConnectInput& input);  // spec 3.3, 3.4
  Result<std::vector<ConnectionInfo>> connections() const;    // those that are valid
  Result<void> disconnect(const std::string& name);  // wipes its credentials and the values read through it

  Result<HashicorpInfo> connect_to_hashicorp(HashicorpLogin login);  // the server of the environment
  std::vector<HashicorpInfo> hashicorp_connections() const;          // those that hold
  // False where there is none. What was read by it is forgotten, too.
  bool disconnect_hashicorp(const std::string& address, const std::string& ns);

  std::vector<Result<ResolvedSecret>> resolve(const std::vector<std::string>& names,
                                              const std::optional<http::Origin>& origin) override;
  Result<void> check_domain(const std::string& name, const http::Origin& origin) override;
  Result<bool> refetch(const std::vector<std::string>& names) override;
  Result<void> record_use(const std::vector<ResolvedSecret>& secrets, const http::Origin& origin,
                          const UseContext& context) override;

  // Spec 6.1, for pm.vault; whether the collection's scripts may is ScriptAccess's to say. Each is in the
  // audit log before it happens: without a destination, as nobody knows where a script takes a value. Null:
  // there is no such secret. kAccessDenied for a secret that is never for scripts; kBinaryAsText.
  Result<std::shared_ptr<const Secret>> get_for_script(const std::string& name, const UseContext& context);
  // Local secrets of the vault only. kUnsupported for a linked one, kVaultMissing without a vault.
  Result<void> set_for_script(const std::string& name, const Secret& value, const UseContext& context);
  Result<void> unset_for_script(const std::string& name, const UseContext& context);

  // What can be told of a reference without reading it, and so without the network: of a link, whether it is
  // sound and whether what it needs is connected. Errors as resolve().
  struct Look {
    std::string source;
    bool empty = false;      // a local value without a byte
    bool connected = false;  // nothing has to be connected first, as far as that is known
  };
  Result<Look> look(const std::string& name, const std::optional<http::Origin>& origin);

  // Spec 4.7: read once, past the cache, also when it is off.
  Result<SecretDetails> test(const std::string& name);
  Result<SecretDetails> test(const vault::Link& link);  // of one that stands nowhere yet; it has no name

  // What the caller may list, for choosing what to link. Both use the connection that `input` names (but for
  // "default": the one of the ARN's account, or the default one), and connect with `input` where there is
  // none. `region`: empty: the connection's.
  Result<std::vector<aws::SecretDescription>> list_secrets(const ConnectInput& input,
                                                           const std::string& region = {});
  Result<aws::SecretVersions> list_versions(const ConnectInput& input, const std::string& secret_arn);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace coffer::secrets
