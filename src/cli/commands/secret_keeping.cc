#include "cli/commands/secret_keeping.h"

#include <fmt/format.h>

#include <charconv>

#include "base/encoding.h"
#include "cli/commands/secret_edit.h"
#include "cli/listing.h"
#include "cli/vault_access.h"
#include "secrets/link_text.h"
#include "secrets/snapshots.h"
#include "vault/payload.h"

namespace coffer::cli {
namespace {

using std::chrono::seconds;
using vault::Entry;
using vault::Link;

std::optional<int64_t> whole_number(std::string_view text) {
  int64_t number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// "90m", "24h", "7d".
Result<seconds> parse_span(std::string_view text) {
  constexpr std::pair<char, int64_t> kUnits[] = {{'m', 60}, {'h', 3600}, {'d', 86400}};
  for (const auto& [letter, size] : kUnits) {
    if (!text.ends_with(letter)) continue;
    const auto number = whole_number(text.substr(0, text.size() - 1));
    const int64_t most = vault::kLongestOffline.count() / size;
    if (number && *number > 0 && *number <= most) return seconds(*number * size);
  }
  return Error{ErrorCode::kInvalidArgument, "it must be a time from 1m to 30d", "Such as 90m, 24h or 7d.",
               "--for"};
}

std::string span_text(seconds span) {
  const int64_t count = span.count();
  if (count % 86400 == 0 && count > 86400) return fmt::format("{}d", count / 86400);
  if (count % 3600 == 0) return fmt::format("{}h", count / 3600);
  return count % 60 == 0 ? fmt::format("{}m", count / 60) : fmt::format("{}s", count);
}

Error not_linked(const std::string& name) {
  return {ErrorCode::kInvalidArgument, fmt::format("\"{}\" is local: its value is in the vault anyway", name),
          "", "name"};
}

Result<void> show_offline(Context& context, const std::string& name) {
  COFFER_ASSIGN(const auto store, open_vault(context));
  COFFER_ASSIGN(const Entry* entry, find_entry(*store, name));
  if (!entry->linked()) return not_linked(name);
  if (context.flags.json) {
    context.terminal.line(json::dump_pretty(offline_json(store->content(), *entry)));
    return {};
  }
  const std::string text = offline_text(store->content(), *entry, context.clock->now());
  context.terminal.line(text.empty() ? "off" : text);
  return {};
}

Result<void> switch_on(Context& context, const std::string& name, seconds span) {
  std::string provider;
  const auto edit = [&](Entry& entry) -> Result<void> {
    const auto* link = std::get_if<Link>(&entry.value);
    if (link == nullptr) return not_linked(name);
    provider = secrets::provider_title(*link);
    entry.offline = span;
    return secrets::check_offline(*link);
  };
  COFFER_TRY(edit_entry(context, name, edit));
  context.terminal.message(fmt::format(
      "From now on the vault keeps the value of \"{0}\" when it is read, and for {2} it is used where {1} "
      "cannot be reached, with a warning. `coffer secret test` reads it now.",
      name, provider, span_text(span)));
  return {};
}

Result<void> switch_off(Context& context, const std::string& name) {
  const auto edit = [](Entry& entry) -> Result<void> {
    entry.offline = {};
    return {};
  };
  COFFER_TRY(edit_entry(context, name, edit));
  context.terminal.message(
      fmt::format("No snapshot of \"{}\" is kept any more; one that there was is gone.", name));
  return {};
}

}  // namespace

Result<void> show_or_set_offline(Context& context, const std::string& name, const OfflineFlags& flags) {
  if (flags.span && flags.word != "on")
    return Error{ErrorCode::kUsage, "it says how long a snapshot is good", "Use it with `on`.", "--for"};
  if (!flags.word) return show_offline(context, name);
  if (*flags.word == "off") return switch_off(context, name);
  seconds span = vault::kDefaultOffline;
  if (flags.span) {
    COFFER_ASSIGN(span, parse_span(trim(*flags.span)));
  }
  return switch_on(context, name, span);
}

Result<void> show_or_set_cache_time(Context& context, const std::string& name,
                                    const std::optional<std::string>& given) {
  if (!given) {
    COFFER_ASSIGN(const auto store, open_vault(context));
    COFFER_ASSIGN(const Entry* entry, find_entry(*store, name));
    const auto* link = std::get_if<Link>(&entry->value);
    if (link == nullptr) return not_linked(name);
    context.terminal.line(link->cache_seconds >= 0 ? fmt::format("{} s", link->cache_seconds) : "default");
    return {};
  }
  const auto number = whole_number(*given);
  if (*given != "default" && (!number || *number > vault::kMaxCacheSeconds)) {
    return Error{ErrorCode::kInvalidArgument,
                 fmt::format("it must be a number of seconds from 0 (not at all) to {}, or default",
                             vault::kMaxCacheSeconds),
                 "", "seconds"};
  }
  return edit_entry(context, name, [&](Entry& entry) -> Result<void> {
    auto* link = std::get_if<Link>(&entry.value);
    if (link == nullptr) return not_linked(name);
    link->cache_seconds = number ? static_cast<int>(*number) : -1;
    return {};
  });
}

std::string offline_text(const vault::Content& content, const Entry& entry, WallTime now) {
  if (!entry.linked() || entry.offline.count() == 0) return {};
  const std::string on = fmt::format("on, for {}", span_text(entry.offline));
  const vault::Snapshot* snapshot = content.snapshot_of(entry.name);
  if (snapshot == nullptr || !vault::belongs_to(*snapshot, entry)) return on + "; no snapshot yet";
  const WallTime end = vault::end_of(*snapshot, entry);
  return fmt::format("{}; snapshot from {}, {} {}", on, format_time(snapshot->taken),
                     end <= now ? "expired" : "expires", format_time(end));
}

json::Object offline_json(const vault::Content& content, const Entry& entry) {
  json::Object object{{"on", entry.offline.count() > 0}};
  if (entry.offline.count() == 0) return object;
  object["seconds"] = entry.offline.count();
  const vault::Snapshot* snapshot = content.snapshot_of(entry.name);
  if (snapshot == nullptr || !vault::belongs_to(*snapshot, entry)) return object;
  object["snapshot"] = json::Object{{"version", snapshot->version},
                                    {"identity", snapshot->identity},
                                    {"taken", format_time(snapshot->taken)},
                                    {"expires", format_time(vault::end_of(*snapshot, entry))}};
  return object;
}

}  // namespace coffer::cli
