#include "postman/script_digest.h"

#include <fmt/format.h>

#include <functional>
#include <string_view>

#include "crypto/hash.h"
#include "postman/read.h"

namespace coffer::postman {
namespace {

struct FoundScript {
  std::string path, listen, code;
  bool enabled = true;
};

std::string joined(const json::Value& code) {
  const auto* lines = code.if_array();
  if (lines == nullptr) return text_of(code);
  std::string text;
  for (const json::Value& line : *lines) text += (&line == lines->begin() ? "" : "\n") + text_of(line);
  return text;
}

// postman-collection 4, Event.update and Script.update: a script may also be its lines or its text, and one
// that names a source has no other code.
std::string code_of(const json::Value& script) {
  if (!script.is_object()) return joined(script);
  std::string code;
  for (const char* member : {"exec", "src"})
    if (const json::Value* found = json::find(script, member)) code += joined(*found);
  return code;
}

bool blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

// The events of a collection, folder or item, then those below it. It goes as deep as JSON may.
void visit(const json::Value& owner, const Place& place,
           const std::function<void(const FoundScript&)>& found) {
  if (const json::Array* events = json::find_array(owner, "event")) {
    for (const json::Value& event : *events) {
      const json::Value* script = json::find(event, "script");
      if (script == nullptr) continue;
      const FoundScript each{place.path, text_member(event, "listen"), code_of(*script),
                             !is_true(event, "disabled")};
      if (!blank(each.code)) found(each);
    }
  }
  const json::Array* items = json::find_array(owner, "item");
  if (items == nullptr) return;
  for (size_t i = 0; i < items->size(); ++i) {
    const json::Value& item = (*items)[i];
    const std::string name = text_member(item, "name");
    visit(item, place.below(name.empty() ? fmt::format("item {}", i + 1) : name), found);
  }
}

}  // namespace

std::vector<ScriptPlace> script_places(const Collection& collection) {
  std::vector<ScriptPlace> places;
  visit(collection.source, Place{}, [&](const FoundScript& script) {
    if (!script.enabled) return;
    if (places.empty() || places.back().path != script.path) places.push_back({script.path, {}});
    places.back().listens.push_back(script.listen);
  });
  return places;
}

std::string script_digest(const Collection& collection) {
  // Lengths stand before the texts, so that no two lists of scripts make up the same bytes.
  std::string all;
  visit(collection.source, Place{}, [&](const FoundScript& script) {
    all += fmt::format("{}{}:{}{}:{}", script.enabled ? "+" : "-", script.listen.size(), script.listen,
                       script.code.size(), script.code);
  });
  return crypto::sha256_hex(all);
}

}  // namespace coffer::postman
