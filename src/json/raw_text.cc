#include "json/raw_text.h"

#include <algorithm>

#include "json/json.h"

namespace coffer::json {
namespace {

class Walker {
 public:
  explicit Walker(std::string_view text) : text_(text) {}

  // Calls `each(name, value)` with their texts; of an array the name is empty.
  template <class Each>
  void walk(Each&& each) {
    skip_space();
    const char close = text_[at_++] == '{' ? '}' : ']';
    for (skip_space(); text_[at_] != close; skip_space()) {
      std::string_view name;
      if (close == '}') {
        name = take_value();
        skip_space();
        ++at_;  // the colon
      }
      const std::string_view value = take_value();
      each(name, value);
      skip_space();
      if (text_[at_] == ',') ++at_;
    }
  }

 private:
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

  void skip_string() {
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  std::string_view take_value() {
    skip_space();
    const size_t begin = at_;
    if (text_[at_] == '"') {
      skip_string();
    } else if (text_[at_] == '{' || text_[at_] == '[') {
      skip_nested();
    } else {
      at_ = std::min(text_.find_first_of(",]} \t\r\n", at_), text_.size());
    }
    return text_.substr(begin, at_ - begin);
  }

  void skip_nested() {
    size_t depth = 0;
    do {
      if (text_[at_] == '"') {
        skip_string();
        continue;
      }
      if (text_[at_] == '{' || text_[at_] == '[') ++depth;
      if (text_[at_] == '}' || text_[at_] == ']') --depth;
      ++at_;
    } while (depth > 0);
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

void each_raw(std::string_view text, const std::function<void(std::string_view, std::string_view)>& each) {
  Walker(text).walk(each);
}

std::string unquoted(std::string_view quoted) {
  if (quoted.find('\\') == std::string_view::npos) return std::string(quoted.substr(1, quoted.size() - 2));
  const auto parsed = parse(quoted);
  return parsed ? std::string(view(parsed->get_string())) : std::string();
}

std::string_view raw_member(std::string_view text, std::string_view name) {
  std::string_view found;
  Walker(text).walk([&](std::string_view quoted, std::string_view value) {
    if (!quoted.empty() && unquoted(quoted) == name) found = value;
  });
  return found;
}

std::string_view raw_item(std::string_view text, size_t index) {
  std::string_view found;
  size_t position = 0;
  Walker(text).walk([&](std::string_view, std::string_view value) {
    if (position++ == index) found = value;
  });
  return found;
}

}  // namespace coffer::json
