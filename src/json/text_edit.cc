#include "json/text_edit.h"

#include <unordered_map>

#include "json/item_match.h"
#include "json/raw_text.h"
#include "json/removed_texts.h"
#include "json/same.h"
#include "json/text_parts.h"
#include "json/text_style.h"

namespace coffer::json {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

std::string_view key_of(const boost::json::key_value_pair& member) {
  return {member.key().data(), member.key().size()};
}

// How new values are laid out somewhere: over lines or on one, and the indentation of the line where they
// begin.
struct Layout {
  bool lines = false;
  std::string indent;
};

// What a new text of an object or list is put together by.
struct Frame {
  std::string first, between, tail;  // before the first part, before an added one, before the closing bracket
  Layout inside;
};

Frame frame_of(const TextParts& parts, const Layout& around, const TextStyle& style) {
  if (parts.all().empty()) {
    if (!around.lines) return {"", style.comma, "", around};
    const std::string inside = style.newline + around.indent + style.unit;
    return {inside, "," + inside, style.newline + around.indent, {true, around.indent + style.unit}};
  }
  const size_t last = parts.all().size() - 1;
  const std::string_view gap = parts.gap(last);
  const size_t line = gap.rfind('\n');
  Frame frame{std::string(parts.gap(0)), std::string(gap), std::string(parts.tail()), around};
  frame.inside.lines = parts.spans_lines();
  if (line != std::string_view::npos)
    frame.inside.indent = gap.substr(line + 1, gap.find_first_not_of(" \t", line + 1) - line - 1);
  if (last == 0) frame.between = line != std::string_view::npos ? "," + std::string(gap) : style.comma;
  return frame;
}

class Editor {
 public:
  Editor(TextStyle style, RemovedTexts removed) : style_(std::move(style)), removed_(std::move(removed)) {}

  void edit(std::string_view raw, const Value& before, const Value& wanted, const Layout& around) {
    if (same(before, wanted)) {
      out_ += raw;
    } else if (before.is_object() && wanted.is_object()) {
      edit_object(raw, before.get_object(), wanted.get_object(), around);
    } else if (before.is_array() && wanted.is_array()) {
      edit_list(raw, before.get_array(), wanted.get_array(), around);
    } else {
      write_new(wanted, around);
    }
  }
  std::string take() { return std::move(out_); }

 private:
  void edit_object(std::string_view raw, const Object& before, const Object& wanted, const Layout& around) {
    const TextParts parts(raw);
    const Frame frame = frame_of(parts, around, style_);
    std::vector<std::string> names;
    std::unordered_map<std::string_view, size_t> last;  // of several of one name the last one counts
    for (const TextParts::Part& part : parts.all()) names.push_back(unquoted(part.name));
    for (size_t i = 0; i < names.size(); ++i) last[names[i]] = i;
    out_ += '{';
    bool any = false;
    const auto begin_part = [&](std::string_view gap) {
      out_ += any ? gap : std::string_view(frame.first);
      any = true;
    };
    for (size_t i = 0; i < names.size(); ++i) {
      const Value* value = wanted.if_contains(names[i]);
      if (value == nullptr) continue;
      begin_part(parts.gap(i));
      const TextParts::Part& part = parts.all()[i];
      out_ += part.before_value();
      if (last[names[i]] == i)
        edit(part.value, before.at(names[i]), *value, frame.inside);
      else
        out_ += part.value;
    }
    const std::string colon = colon_of(parts);
    for (const auto& member : wanted) {
      if (last.contains(key_of(member))) continue;
      begin_part(frame.between);
      out_ += quoted(key_of(member)) + colon;
      write_new(member.value(), frame.inside);
    }
    end(any, frame, '}');
  }

  void edit_list(std::string_view raw, const Array& before, const Array& wanted, const Layout& around) {
    const TextParts parts(raw);
    const Frame frame = frame_of(parts, around, style_);
    const auto made_of = matched_items(before, wanted);
    out_ += '[';
    for (size_t i = 0; i < wanted.size(); ++i) {
      const auto old = made_of[i];
      out_ += i == 0 ? frame.first : old && *old > 0 ? parts.gap(*old) : std::string_view(frame.between);
      if (old)
        edit(parts.all()[*old].value, before[*old], wanted[i], frame.inside);
      else
        write_new(wanted[i], frame.inside);
    }
    end(!wanted.empty(), frame, ']');
  }

  std::string colon_of(const TextParts& parts) const {
    if (parts.all().empty()) return style_.colon;
    const TextParts::Part& part = parts.all().back();
    return std::string(part.before_value().substr(part.name.size()));
  }

  void end(bool any, const Frame& frame, char bracket) {
    if (any) out_ += frame.tail;
    out_ += bracket;
  }

  // What stood elsewhere keeps its text.
  void write_new(const Value& value, const Layout& layout) {
    const auto raw = removed_.take(value);
    out_ += raw ? reindented(*raw, layout.indent) : written(value, style_, layout.lines, layout.indent);
  }

  TextStyle style_;
  RemovedTexts removed_;
  std::string out_;
};

}  // namespace

Result<std::string> updated(std::string_view text, const Value& wanted) {
  COFFER_ASSIGN(const Value before, parse(text));
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const size_t mark = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  const size_t begin = text.find_first_not_of(kSpace, mark), end = text.find_last_not_of(kSpace) + 1;
  const std::string_view root = text.substr(begin, end - begin);
  const TextStyle style = style_of(root);
  Editor editor(style, RemovedTexts(root, before, wanted));
  editor.edit(root, before, wanted, {style.lines, ""});
  return std::string(text.substr(0, begin)) + editor.take() + std::string(text.substr(end));
}

}  // namespace coffer::json
