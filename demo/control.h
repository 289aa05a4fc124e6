// /_control/: what tests do to the stand-in behind the client's back. No authentication, loopback only.
#pragma once

#include "demo/cloud.h"
#include "demo/echo.h"
#include "demo/http_server.h"

namespace coffer::demo {

inline constexpr std::string_view kControlPrefix = "/_control/";

class Control {
 public:
  Control(Cloud& cloud, Echo& echo) : cloud_(cloud), echo_(echo) {}
  // The commands are listed in demo/README.md.
  HttpResponse handle(const HttpRequest& request);

 private:
  Result<json::Value> run(std::string_view method, std::string_view command, const Pairs& query,
                          const json::Value& body);
  Result<json::Value> faults(std::string_view method, const json::Value& body);
  Result<json::Value> clock(std::string_view method, const json::Value& body);
  Result<json::Value> calls(std::string_view method);
  Result<json::Value> expire(const json::Value& body);
  Result<json::Value> key(const json::Value& body);
  Result<json::Value> secrets(std::string_view method, const json::Value& body);
  Result<json::Value> mfa(std::string_view method, const Pairs& query, const json::Value& body);
  Result<json::Value> delay(const json::Value& body);
  Result<json::Value> mismatch() const;

  Cloud& cloud_;
  Echo& echo_;
};

}  // namespace coffer::demo
