// The environment that a command runs in, as far as connections hang on it. Connections made in one are never
// seen from another.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/environment.h"
#include "crypto/random.h"
#include "http/transport.h"
#include "secrets/own_holder.h"

namespace coffer::agent {

// The variables that the agent is told: all that decide who one is, where AWS is and how it is reached. A
// test holds the list against what the sources read.
std::span<const std::string_view> told_variables();
// Those that are set, with relative paths made absolute: the agent is in another folder.
Environment told_environment(const Environment& environment);

// Two are the same where this is: a hash of these variables, and of --cacert.
std::string fingerprint(const Environment& environment, const std::optional<std::string>& ca_file);

// Thread-safe.
class Surroundings {
 public:
  struct Parts {
    Clock* clock = nullptr;            // not owned
    crypto::Random* random = nullptr;  // not owned
    Environment environment;           // as told
    std::optional<std::string> ca_file;
    std::unique_ptr<http::Transport> transport;
  };
  explicit Surroundings(Parts parts) : parts_(std::move(parts)) {}

  // Whatever flags say of credentials makes another core: `run --profile a` must not read through what `run
  // --profile b` connected. What a user connected on purpose is in the core without flags as well. A core is
  // made anew once the shared AWS files have changed, as a new command would read them anew; connections that
  // were made on purpose stay, also expired ones with how to make them again.
  std::shared_ptr<secrets::Core> core(const secrets::ConnectInput& input);
  // A connection made by `coffer aws connect` in the core of `input`.
  void connected_on_purpose(const secrets::ConnectInput& input, const secrets::ConnectionPtr& connection);

  std::vector<secrets::ConnectionInfo> connections();  // of all cores, each once
  size_t disconnect(const std::string& name);          // in all cores; empty: all. How many there were
  void reset_caches();
  size_t values();  // that are cached
  void sweep();

  // What a client's holder stands on; `prompter` may be null.
  secrets::AuthenticateParts authenticate_parts(secrets::Prompter* prompter);

 private:
  struct Kept {
    std::shared_ptr<secrets::Core> core;
    std::string stamp;                 // of the shared files
    std::set<std::string> on_purpose;  // names of connections
  };
  Kept& kept(const std::string& flags);
  std::string stamp() const;

  Parts parts_;
  std::mutex mutex_;
  std::map<std::string, Kept> cores_;  // by what flags say
};

}  // namespace coffer::agent
