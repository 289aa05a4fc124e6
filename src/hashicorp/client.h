// Calls to the HTTP API of HashiCorp Vault, which OpenBao shares
// (https://developer.hashicorp.com/vault/api-docs, https://openbao.org/api-docs).
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "hashicorp/server.h"
#include "http/transport.h"

namespace coffer::hashicorp {

struct Call {
  std::string method = "GET";
  std::string path;               // below /v1/, not encoded: "secret/data/app/db"
  std::string query = {};         // encoded, without '?'
  std::string ns = {};            // the namespace; empty: the root
  const Secret* token = nullptr;  // null: none is sent
  Secret body = {};               // JSON; empty: none
};

struct Answer {
  int status = 0;
  Secret body;  // in locked memory: it may hold values and tokens
};

// Thread-safe. Every call blocks.
class Client {
 public:
  // Neither is owned; both must outlive the client. `retries`: of a read that failed in passing.
  Client(http::Transport& transport, Clock& clock, Server server, int retries = 2)
      : transport_(&transport), clock_(&clock), server_(std::move(server)), retries_(retries) {}

  const Server& server() const { return server_; }

  // Any answer of the server is a success, whatever its status. A standby's redirect to the active node is
  // followed once, never from https to http, as the projects' own clients do; so the token goes where the
  // server that it is for says. Reads are tried again after 412, 429 and 5xx (but not where the server is
  // sealed) and after a broken connection, a second apart. Errors: kNetwork, kTimeout, kTls, kTooLarge.
  Result<Answer> send(const Call& call) const;

 private:
  Result<Answer> send_once(const Call& call) const;

  http::Transport* transport_;
  Clock* clock_;
  Server server_;
  int retries_;
};

}  // namespace coffer::hashicorp
