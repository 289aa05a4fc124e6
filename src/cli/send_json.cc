#include "cli/send_json.h"

#include <algorithm>

#include "base/encoding.h"
#include "json/json.h"

namespace coffer::cli {
namespace {

constexpr std::string_view kName = "\x1b[34;1m", kText = "\x1b[32m", kNumber = "\x1b[36m", kWord = "\x1b[35m",
                           kPlain = "\x1b[0m";

class Layout {
 public:
  Layout(std::string_view text, bool colour) : text_(text), colour_(colour) {}

  std::string lay_out() {
    for (; at_ < text_.size(); ++at_) step(text_[at_]);
    return std::move(out_);
  }

 private:
  void new_line() { out_.append("\n").append(2 * depth_, ' '); }

  void step(char c) {
    if (c == '{' || c == '[') return open(c);
    if (c == '}' || c == ']') {
      --depth_;
      new_line();
      out_ += c;
    } else if (c == ',') {
      out_ += c;
      new_line();
    } else if (c == ':') {
      out_ += ": ";
    } else if (c == '"') {
      string();
    } else if (std::string_view(" \t\r\n").find(c) == std::string_view::npos) {
      word();
    }
  }

  void open(char c) {
    out_ += c;
    const size_t next = text_.find_first_not_of(" \t\r\n", at_ + 1);
    if (text_[next] == '}' || text_[next] == ']') {
      out_ += text_[next];
      at_ = next;
      return;
    }
    ++depth_;
    new_line();
  }

  void string() {
    size_t end = at_ + 1;
    while (text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    const size_t next = text_.find_first_not_of(" \t\r\n", end + 1);
    const bool name = next != std::string_view::npos && text_[next] == ':';
    paint(text_.substr(at_, end + 1 - at_), name ? kName : kText);
    at_ = end;
  }

  void word() {
    const size_t end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    const bool number = token[0] == '-' || (token[0] >= '0' && token[0] <= '9');
    paint(token, number ? kNumber : kWord);
    at_ = end - 1;
  }

  // JSON may hold DEL and C1 control characters as they are; a terminal would obey them.
  void paint(std::string_view token, std::string_view colour) {
    if (colour_) out_ += colour;
    for (size_t i = 0; i < token.size(); ++i) {
      const auto c = static_cast<unsigned char>(token[i]);
      const bool c1 = c == 0xC2 && i + 1 < token.size() && static_cast<unsigned char>(token[i + 1]) < 0xA0;
      if (c == 0x7F)
        out_ += "\\u007f";
      else if (c1)
        out_ += "\\u00" + hex_encode(token.substr(++i, 1));
      else
        out_ += token[i];
    }
    if (colour_) out_ += kPlain;
  }

  std::string_view text_;
  bool colour_;
  size_t at_ = 0, depth_ = 0;
  std::string out_;
};

}  // namespace

std::optional<std::string> laid_out_json(std::string_view text, bool colour) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text = trim(text);
  if (text.empty() || (text[0] != '{' && text[0] != '[') || !is_utf8(text) || !json::parse(text))
    return std::nullopt;
  return Layout(text, colour).lay_out();
}

}  // namespace coffer::cli
