#include "json/layout.h"

#include <algorithm>

#include "base/encoding.h"
#include "json/json.h"

namespace coffer::json {
namespace {

constexpr std::string_view kSpace = " \t\r\n";

class Layout {
 public:
  Layout(std::string_view text, const Painter& paint) : text_(text), paint_(paint) {}

  std::string lay_out() {
    for (; at_ < text_.size(); ++at_) step(text_[at_]);
    return std::move(out_);
  }

 private:
  void other(std::string_view text) { paint_(Token::kOther, text, out_); }
  void new_line() {
    const size_t size = 1 + 2 * depth_;
    if (line_.size() < size) line_.resize(size, ' ');
    other(std::string_view(line_).substr(0, size));
  }

  void step(char c) {
    if (c == '{' || c == '[') return open();
    if (c == '}' || c == ']') {
      --depth_;
      new_line();
      other(text_.substr(at_, 1));
    } else if (c == ',') {
      other(",");
      new_line();
    } else if (c == ':') {
      other(": ");
    } else if (c == '"') {
      string();
    } else if (kSpace.find(c) == std::string_view::npos) {
      word();
    }
  }

  void open() {
    other(text_.substr(at_, 1));
    const size_t next = text_.find_first_not_of(kSpace, at_ + 1);
    if (text_[next] == '}' || text_[next] == ']') {
      other(text_.substr(next, 1));
      at_ = next;
      return;
    }
    ++depth_;
    new_line();
  }

  void string() {
    size_t end = at_ + 1;
    while (text_[end] != '"') end += text_[end] == '\\' ? 2 : 1;
    const size_t next = text_.find_first_not_of(kSpace, end + 1);
    const bool name = next != std::string_view::npos && text_[next] == ':';
    paint_(name ? Token::kName : Token::kText, text_.substr(at_, end + 1 - at_), out_);
    at_ = end;
  }

  void word() {
    const size_t end = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    const std::string_view token = text_.substr(at_, end - at_);
    const bool number = token[0] == '-' || (token[0] >= '0' && token[0] <= '9');
    paint_(number ? Token::kNumber : Token::kWord, token, out_);
    at_ = end - 1;
  }

  std::string_view text_;
  const Painter& paint_;
  size_t at_ = 0, depth_ = 0;
  std::string line_ = "\n";  // and as much indentation as was needed so far
  std::string out_;
};

}  // namespace

std::string lay_out(std::string_view text, const Painter& paint) { return Layout(text, paint).lay_out(); }

std::string_view json_document(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  text = trim(text);
  const bool may_be = !text.empty() && (text[0] == '{' || text[0] == '[') && is_utf8(text);
  return may_be && parse(text) ? text : std::string_view();
}

}  // namespace coffer::json
