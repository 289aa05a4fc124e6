#include "aws/profile_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"

namespace coffer::aws {
namespace {

constexpr std::string_view kBlank = " \t";

std::string_view strip(std::string_view text) { return trim(text); }

// ` #` and ` ;` begin a comment; `#` inside a word does not.
std::string_view without_comment(std::string_view value) {
  for (size_t i = 0; i < value.size(); ++i) {
    const bool mark = value[i] == '#' || value[i] == ';';
    if (mark && (i == 0 || kBlank.contains(value[i - 1]))) return strip(value.substr(0, i));
  }
  return strip(value);
}

// `profile  "my name"` → `profile my name`: the AWS CLI splits section names as a shell does.
std::string clean_section(std::string_view inside) {
  std::string name;
  char quote = 0;
  bool gap = false;
  for (const char c : strip(inside)) {
    if (quote != 0 ? c == quote : (c == '"' || c == '\'')) {
      quote = quote != 0 ? '\0' : c;
      continue;
    }
    if (quote == 0 && kBlank.contains(c)) {
      gap = true;
      continue;
    }
    if (gap) name += ' ';
    gap = false;
    name += c;
  }
  return name;
}

class Parser {
 public:
  Parser(std::string_view file, const std::function<void(const std::string&)>& on_section,
         const std::function<void(const ProfileProperty&)>& on_property)
      : file_(file), on_section_(on_section), on_property_(on_property) {}

  Result<void> line(std::string_view text) {
    ++number_;
    if (text.ends_with('\r')) text.remove_suffix(1);
    const std::string_view content = strip(text);
    if (content.empty() || content[0] == '#' || content[0] == ';') return {};
    if (content[0] == '[' && !kBlank.contains(text[0])) return header(content);
    if (!in_section_)
      return wrong("a setting stands before the first [section]", "Put it under [default] or [profile NAME]");
    return kBlank.contains(text[0]) ? indented(content) : setting(content);
  }

 private:
  Error wrong(std::string_view what, std::string_view mend) const {
    return {
        ErrorCode::kMalformed, fmt::format("{}, line {}: {}", file_, number_, what), std::string(mend), {}};
  }

  Result<void> header(std::string_view content) {
    const size_t end = content.find(']');
    if (end == std::string_view::npos) return wrong("a [section] lacks its closing bracket", "Add the ]");
    const std::string_view rest = strip(content.substr(end + 1));
    if (!rest.empty() && rest[0] != '#' && rest[0] != ';') {
      return wrong("something follows the closing bracket of a [section]", "Put it on a line of its own");
    }
    at_ = {clean_section(content.substr(1, end - 1)), {}, {}, {}, false};
    in_section_ = true;
    on_section_(at_.section);
    return {};
  }

  // `name = value`, or `name : value` as Python's configparser allows.
  Result<std::pair<std::string, std::string_view>> split(std::string_view content) const {
    const size_t separator = content.find_first_of("=:");
    if (separator == std::string_view::npos) {
      return wrong("a setting lacks its \"=\"", "Write it as: key = value");
    }
    std::string key = to_lower(strip(content.substr(0, separator)));
    if (key.empty()) return wrong("a setting has no name before its \"=\"", "Write it as: key = value");
    return std::pair(std::move(key), without_comment(content.substr(separator + 1)));
  }

  Result<void> setting(std::string_view content) {
    COFFER_ASSIGN(auto pair, split(content));
    at_ = {std::move(at_.section), std::move(pair.first), {}, pair.second, false};
    nests_ = at_.value.empty();
    on_property_(at_);
    return {};
  }

  Result<void> indented(std::string_view content) {
    if (at_.key.empty()) return wrong("an indented line belongs to no setting", "Remove its leading spaces");
    if (!nests_) {
      on_property_({at_.section, at_.key, {}, without_comment(content), true});
      return {};
    }
    COFFER_ASSIGN(const auto pair, split(content));
    on_property_({at_.section, at_.key, pair.first, pair.second, false});
    return {};
  }

  std::string_view file_;
  const std::function<void(const std::string&)>& on_section_;
  const std::function<void(const ProfileProperty&)>& on_property_;
  size_t number_ = 0;
  ProfileProperty at_ = {};
  bool in_section_ = false;
  bool nests_ = false;  // the last setting had no value: indented lines are settings inside it
};

}  // namespace

Result<void> parse_profile_text(std::string_view text, std::string_view file,
                                const std::function<void(const std::string&)>& section,
                                const std::function<void(const ProfileProperty&)>& property) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (text.contains('\0') || !is_utf8(text)) {
    return Error{ErrorCode::kMalformed, fmt::format("{} is not UTF-8 text", file), "Save it as UTF-8", {}};
  }
  Parser parser(file, section, property);
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    COFFER_TRY(parser.line(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

}  // namespace coffer::aws
