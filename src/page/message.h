// What the page's server reads and answers.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/secret.h"

namespace coffer::page {

struct Header {
  std::string name, value;
};

struct Request {
  std::string method;           // as sent: "GET"
  std::string path;             // up to the query, as sent; begins with '/'
  std::vector<Header> headers;  // as sent
  Secret body;                  // typed values come here: it never is in other memory

  // Of several headers of that name (in any case) the first; empty where there is none.
  std::string_view header(std::string_view name) const;
  size_t count(std::string_view name) const;
};

// A text that lives as long as the program, one of this answer's own, or one that must be wiped.
using Body = std::variant<std::string_view, std::string, Secret>;

struct Response {
  int status = 200;
  std::string type = "application/json";
  std::vector<Header> headers = {};  // beside those that every answer has
  Body body = std::string_view();
  bool events = false;  // the answer is the stream of events (text/event-stream), and has no body
};

// Somebody who answers. Called by several threads at once; may take its time.
class Handler {
 public:
  virtual ~Handler() = default;
  virtual Response answer(const Request& request) = 0;
};

}  // namespace coffer::page
