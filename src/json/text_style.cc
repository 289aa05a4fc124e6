#include "json/text_style.h"

#include "base/encoding.h"

namespace coffer::json {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

// The first colon outside of texts, with the white space around it; empty where there is none.
std::string_view first_colon(std::string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '"') {
      for (++at; text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
    } else if (text[at] == ':') {
      const size_t begin = text.find_last_not_of(kSpace, at - 1) + 1;
      return text.substr(begin, text.find_first_not_of(kSpace, at + 1) - begin);
    }
  }
  return {};
}

// The white space of the first line that begins with some.
std::string_view first_indentation(std::string_view text) {
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    const size_t end = text.find_first_not_of(" \t", at + 1);
    if (end != std::string_view::npos && end > at + 1 && kSpace.find(text[end]) == std::string_view::npos)
      return text.substr(at + 1, end - at - 1);
  }
  return {};
}

class Writer {
 public:
  Writer(const TextStyle& style, bool lines) : style_(style), lines_(lines) {}

  void write(const Value& value, const std::string& indent) {
    if (const auto* object = value.if_object()) {
      items(*object, "{}", indent, [&](const auto& member, const std::string& deeper) {
        out_ += quoted({member.key().data(), member.key().size()}) + style_.colon;
        write(member.value(), deeper);
      });
    } else if (const auto* array = value.if_array()) {
      items(*array, "[]", indent, [&](const Value& item, const std::string& deeper) { write(item, deeper); });
    } else {
      out_ += dump(value);
    }
  }
  std::string take() { return std::move(out_); }

 private:
  template <class Items, class Each>
  void items(const Items& all, std::string_view brackets, const std::string& indent, Each&& each) {
    out_ += brackets[0];
    const std::string deeper = lines_ ? indent + style_.unit : "";
    for (auto item = all.begin(); item != all.end(); ++item) {
      if (item != all.begin()) out_ += lines_ ? "," : style_.comma;
      if (lines_) out_ += style_.newline + deeper;
      each(*item, deeper);
    }
    if (lines_ && !all.empty()) out_ += style_.newline + indent;
    out_ += brackets[1];
  }

  const TextStyle& style_;
  const bool lines_;
  std::string out_;
};

}  // namespace

TextStyle style_of(std::string_view text) {
  TextStyle style;
  const size_t line = text.find('\n');
  style.lines = line != std::string_view::npos;
  if (style.lines) {
    style.newline = line > 0 && text[line - 1] == '\r' ? "\r\n" : "\n";
    style.unit = first_indentation(text);
  }
  const std::string_view colon = first_colon(text);
  if (!colon.empty() && colon.find('\n') == std::string_view::npos)
    style.colon = colon;
  else if (style.lines)
    style.colon = ": ";
  style.comma = style.colon.ends_with(' ') ? ", " : ",";
  return style;
}

std::string written(const Value& value, const TextStyle& style, bool lines, const std::string& indent) {
  Writer writer(style, lines);
  writer.write(value, indent);
  return writer.take();
}

std::string quoted(std::string_view text) { return "\"" + json_escape(text) + "\""; }

}  // namespace coffer::json
