// One send, and a whole run.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crypto/random.h"
#include "http/cookies.h"
#include "http/transport.h"
#include "postman/collection.h"
#include "postman/data_file.h"
#include "postman/request_builder.h"
#include "postman/variables.h"
#include "runner/auth_memory.h"
#include "runner/client_certificates.h"
#include "runner/events.h"
#include "script/host.h"
#include "secrets/redactor.h"
#include "secrets/script_vault.h"
#include "secrets/secret_source.h"

namespace coffer::runner {

class ScriptShaping;

// What a send needs; none of it is owned, none may be null but what scripts need.
struct Parts {
  http::Transport* transport = nullptr;
  secrets::SecretSource* secrets = nullptr;
  secrets::Redactor* redactor = nullptr;
  Clock* clock = nullptr;
  crypto::Random* random = nullptr;
  secrets::ScriptVault* vault = nullptr;  // pm.vault; null: scripts have none
  script::ScriptHost* scripts = nullptr;  // of a run; null: its scripts are not run, and a warning says so
  // Makes a further host, for what runs while another script waits: requests that scripts run, workers of a
  // parallel run. Called from one thread at a time; may be empty, then there is none of that.
  std::function<std::unique_ptr<script::ScriptHost>()> more_scripts = {};
};

struct SendSettings {
  std::shared_ptr<AuthMemory> auth = std::make_shared<AuthMemory>();  // never null; of the whole run
  // Its timeout counts for a request together with its redirects; its `stop` also ends a script under way,
  // and the run.
  http::SendOptions http;
  const ClientCertificates* certificates = nullptr;  // by URL, before http.tls's own; not owned
  std::filesystem::path working_folder;
  bool files_outside = true;    // a request may name files outside of working_folder
  std::string collection_name;  // for the audit log
  std::string user_agent = "Coffer";
  bool follow_redirects = true;
  int max_redirects = 10;                         // Postman's default
  uint64_t shown_body_limit = uint64_t{1} << 20;  // bytes of a body that events carry
  bool show = true;                        // events carry headers and bodies; off where nobody looks at them
  bool show_request = false;               // at least those of the request: scripts look at them
  const ScriptShaping* shaping = nullptr;  // where scripts had a hand in the request; not owned
};

// Spec 5.1-5.3, 5.6: references resolved together, domains checked on the final URL and on every hop, sent,
// refetched on a 401 if a cached value was used. Nothing is sent if a reference fails. `on_response`, if
// given, gets the final response unredacted (the caller writes it to the user's file).
ItemResult send(const Parts& parts, const postman::PlacedItem& item, const postman::PreparedRequest& prepared,
                http::CookieJar& cookies, const SendSettings& settings,
                const std::function<Result<void>(const http::Response&)>& on_response = {});

// What ends a run before its end. The item that failed is still told.
enum class Bail {
  kNever,
  kOnError,    // --bail folder: a request or a script that failed
  kOnFailure,  // --bail, --bail failure: a failed assertion, too
};

struct RunOptions {
  SendSettings send;
  uint64_t iterations = 1;
  size_t parallel = 1;  // so many iterations side by side, each for itself; see parallel.h
  const postman::DataFile* data = nullptr;  // a row an iteration, the last one for all beyond it; not owned
  http::CookieJar* cookies = nullptr;       // where the run begins and what it leaves; null: a jar of its own
  std::chrono::milliseconds delay{0};       // --delay-request: between two requests
  std::chrono::milliseconds timeout{0};     // of the whole run; 0: none
  std::chrono::milliseconds script_timeout{0};  // of each script, waiting included; 0: none
  Bail bail = Bail::kNever;
  std::vector<std::string> folders;
  // These alone, in the collection's order, whatever `folders` says; empty: all. Not owned.
  std::vector<const postman::Item*> only;
  const std::atomic<bool>* stop = nullptr;     // set by a signal: the run ends after the request under way
  postman::VariableFile environment, globals;  // scripts change them for the run: see RunSummary
  // What scripts of earlier runs left of the scopes (Postman's current values), lists of variables: the run
  // goes on with them. SAFETY: the files' own values stay what the user wrote (script_shaping.h).
  struct CurrentValues {
    json::Array environment, globals, collection;
  };
  std::optional<CurrentValues> current;
};

// Runs and tells `listeners`. An error only for what makes a run impossible (no such folder); failed items
// are in the events. Memory does not grow with the number of iterations.
Result<RunSummary> run(const Parts& parts, const postman::Collection& collection, const RunOptions& options,
                       const std::vector<Listener*>& listeners);

}  // namespace coffer::runner
