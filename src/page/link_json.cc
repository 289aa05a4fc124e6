#include "page/link_json.h"

#include <algorithm>

#include "secrets/link_input.h"
#include "secrets/link_text.h"

namespace coffer::page {
namespace {

using secrets::LinkFields;

struct TextField {
  const char* name;
  std::string LinkFields::* place;
};
constexpr TextField kTexts[] = {{"provider", &LinkFields::provider},
                                {"secret", &LinkFields::secret},
                                {"role", &LinkFields::role},
                                {"external_id", &LinkFields::external_id},
                                {"version", &LinkFields::version},
                                {"json_key", &LinkFields::json_key},
                                {"connection", &LinkFields::connection},
                                {"region", &LinkFields::region},
                                {"address", &LinkFields::address},
                                {"namespace", &LinkFields::ns},
                                {"mount", &LinkFields::mount}};

// secrets::make_link() calls them so, the page so.
constexpr std::pair<std::string_view, std::string_view> kFields[] = {{"Provider", "provider"},
                                                                     {"Secret ARN", "secret"},
                                                                     {"Parameter", "secret"},
                                                                     {"Secret path", "secret"},
                                                                     {"Role ARN", "role"},
                                                                     {"External ID", "external_id"},
                                                                     {"Version", "version"},
                                                                     {"JSON key", "json_key"},
                                                                     {"Field", "json_key"},
                                                                     {"Connection", "connection"},
                                                                     {"Region", "region"},
                                                                     {"Cache duration", "cache_seconds"},
                                                                     {"Address", "address"},
                                                                     {"Namespace", "namespace"},
                                                                     {"Mount", "mount"},
                                                                     {"KV version", "kv_version"},
                                                                     {"Session policy", "narrow_role"}};

// A number, or nothing at all; what is beyond make_link()'s limits is refused there.
Result<void> read_number(const Arguments& arguments, const char* name, int& into) {
  constexpr uint64_t kMost = 1'000'000'000;
  const json::Value* given = json::find(arguments.document(), name);
  if (given == nullptr || given->is_null()) return {};
  COFFER_ASSIGN(const uint64_t number, arguments.number(name));
  into = static_cast<int>(std::min(number, kMost));
  return {};
}

}  // namespace

json::Object link_json(const vault::Link& link) {
  const LinkFields fields = secrets::fields_of(link);
  json::Object all{{"target", secrets::link_target(link)}};
  for (const TextField& field : kTexts) {
    const std::string& text = fields.*field.place;
    if (!text.empty()) all[field.name] = text;
  }
  if (fields.narrow_role) all["narrow_role"] = true;
  if (fields.cache_seconds >= 0) all["cache_seconds"] = fields.cache_seconds;
  if (fields.kv_version != 0) all["kv_version"] = fields.kv_version;
  return all;
}

Result<vault::Link> read_link(const Arguments& arguments) {
  LinkFields fields;
  for (const TextField& field : kTexts)
    if (auto text = arguments.optional_text(field.name)) fields.*field.place = *std::move(text);
  fields.narrow_role = arguments.flag("narrow_role").value_or(false);
  COFFER_TRY(read_number(arguments, "cache_seconds", fields.cache_seconds));
  COFFER_TRY(read_number(arguments, "kv_version", fields.kv_version));
  auto link = secrets::make_link(fields);
  if (!link) return with_link_field(std::move(link).error());
  return link;
}

Error with_link_field(Error error) {
  const auto* known =
      std::ranges::find(kFields, error.field, &std::pair<std::string_view, std::string_view>::first);
  if (known != std::end(kFields)) error.field = std::string(known->second);
  return error;
}

}  // namespace coffer::page
