#include <fmt/format.h>

#include "postman/read.h"

namespace coffer::postman {
namespace {

// Postman splits a text at line ends of both kinds, and joins the lines again.
std::string with_plain_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i];
  }
  return out;
}

std::string source_of(const json::Value& exec) {
  if (const auto* text = exec.if_string()) return with_plain_line_ends(json::view(*text));
  std::string source;
  const auto* lines = exec.if_array();
  if (lines == nullptr) return source;
  for (const json::Value& line : *lines) {
    if (&line != &lines->front()) source += '\n';
    source += text_of(line);
  }
  return source;
}

}  // namespace

// Source: postman-collection, Event and Script: a script is an object, or its code alone; one with "src" has
// no code of its own, and Newman does not load it.
std::vector<Script> read_scripts(const json::Value& owner, const Place& place) {
  std::vector<Script> scripts;
  const json::Array* events = json::find_array(owner, "event");
  if (events == nullptr) return scripts;
  for (const json::Value& event : *events) {
    const json::Value* script = json::find(event, "script");
    const std::string listen = text_member(event, "listen");
    const bool known = listen == "prerequest" || listen == "test";
    if (script == nullptr || script->is_null() || !known || is_true(event, "disabled")) continue;
    if (json::find(*script, "src") != nullptr) {
      place.warn(fmt::format("its {} script is not run: it is only named (\"src\"), and Coffer loads none",
                             listen == "prerequest" ? "pre-request" : "test"));
      continue;
    }
    const json::Value* exec = script->is_object() ? json::find(*script, "exec") : script;
    std::string id = text_member(*script, "id");
    if (id.empty()) id = text_member(event, "id");
    scripts.push_back({listen, std::move(id), exec != nullptr ? source_of(*exec) : std::string()});
  }
  return scripts;
}

}  // namespace coffer::postman
