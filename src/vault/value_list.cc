#include "vault/value_list.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "json/json.h"
#include "vault/format.h"
#include "vault/payload.h"

namespace coffer::vault {
namespace {

Error malformed(std::string what, std::string mend = {}) {
  return {ErrorCode::kMalformed, std::move(what), std::move(mend)};
}

Result<void> put(std::vector<Entry>& entries, std::string_view name, Secret value) {
  if (const auto valid = check_name(name); !valid)
    return malformed(fmt::format("entry {}: its name: {}", entries.size() + 1, valid.error().what));
  auto entry = std::ranges::find(entries, name, &Entry::name);
  if (entry == entries.end()) {
    if (entries.size() == kMaxEntries)
      return malformed(fmt::format("it has more than {} entries", kMaxEntries));
    entry = entries.emplace(entries.end());
    entry->name = name;
  }
  entry->value = std::move(value);
  return {};
}

// Walks through the text; nothing of it is copied but into Secrets, and names.
class DotenvReader {
 public:
  explicit DotenvReader(std::string_view text) : rest_(text), whole_(text) {}

  Result<std::vector<Entry>> read() {
    std::vector<Entry> entries;
    for (skip_space(); !rest_.empty(); skip_space()) {
      if (rest_.starts_with('#')) {
        take_line();
        continue;
      }
      const std::string_view line = rest_.substr(0, rest_.find('\n'));
      const size_t equals = line.find('=');
      if (equals == std::string_view::npos) return wrong("is no NAME=value");
      std::string_view name = trim(line.substr(0, equals));
      if (name.starts_with("export ")) name = trim(name.substr(7));
      rest_.remove_prefix(equals + 1);
      COFFER_ASSIGN(Secret value, read_value());
      COFFER_TRY(put(entries, name, std::move(value)));
    }
    return entries;
  }

 private:
  void skip_space() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }
  std::string_view take_line() {
    const std::string_view line = rest_.substr(0, rest_.find('\n'));
    rest_.remove_prefix(line.size());
    return line;
  }
  Error wrong(std::string_view what) const {
    const std::string_view before = whole_.substr(0, whole_.size() - rest_.size());
    return malformed(fmt::format("line {} {}", std::ranges::count(before, '\n') + 1, what));
  }

  Result<Secret> read_value() {
    while (rest_.starts_with(' ') || rest_.starts_with('\t')) rest_.remove_prefix(1);
    if (rest_.starts_with('"') || rest_.starts_with('\'')) return read_quoted();
    std::string_view value = take_line();
    if (value.starts_with('#')) value = {};
    return Secret(trim(value.substr(0, value.find(" #"))));
  }

  Result<Secret> read_quoted() {
    const char quote = rest_[0];
    size_t at = 1;
    SecretBuilder value;
    for (; at < rest_.size() && rest_[at] != quote; ++at) {
      const bool escape = quote == '"' && rest_[at] == '\\' && at + 1 < rest_.size();
      value.append(escape ? unescaped(rest_[++at]) : rest_[at]);
    }
    if (at >= rest_.size()) return wrong("begins a quoted value that does not end");
    rest_.remove_prefix(at + 1);
    const std::string_view tail = trim(take_line());
    if (!tail.empty() && !tail.starts_with('#')) return wrong("has something after a quoted value");
    return value.take();
  }

  static char unescaped(char c) {
    if (c == 'n') return '\n';
    if (c == 'r') return '\r';
    return c == 't' ? '\t' : c;
  }

  std::string_view rest_, whole_;
};

}  // namespace

Result<std::vector<Entry>> read_dotenv(const Secret& text) {
  return text.expose([](std::string_view bytes) { return DotenvReader(bytes).read(); });
}

Result<std::vector<Entry>> read_value_map(const Secret& text) {
  COFFER_ASSIGN(const auto document,
                json::SecretDocument::parse(text, {.depth = 2, .bytes = kMaxPlaintextSize}));
  const auto* object = document.root().if_object();
  if (object == nullptr) return malformed("it is no JSON object of names and values");
  std::vector<Entry> entries;
  for (const auto& member : *object) {
    const std::string_view name(member.key().data(), member.key().size());
    if (!member.value().is_string())
      return malformed(fmt::format("entry {}: its value is not a string", entries.size() + 1));
    COFFER_TRY(put(entries, name, Secret(json::view(member.value().get_string()))));
  }
  return entries;
}

}  // namespace coffer::vault
