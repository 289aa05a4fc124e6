// An object or list as it stands in a text: its members and what is between them.
#pragma once

#include <string_view>
#include <vector>

#include "json/raw_text.h"

namespace coffer::json {

// Views into the text that it was made of.
class TextParts {
 public:
  explicit TextParts(std::string_view raw) : raw_(raw) {
    each_raw(raw, [&](std::string_view name, std::string_view value) { all_.push_back({name, value}); });
  }

  struct Part {
    std::string_view name, value;  // the name as it is quoted; empty in a list
    std::string_view text() const {
      const char* begin = name.empty() ? value.data() : name.data();
      return {begin, value.data() + value.size()};
    }
    std::string_view before_value() const { return text().substr(0, text().size() - value.size()); }
  };
  const std::vector<Part>& all() const { return all_; }

  // What stands before a part: white space, and but for the first a comma.
  std::string_view gap(size_t index) const {
    const char* begin = index == 0 ? raw_.data() + 1 : end_of(index - 1);
    return {begin, all_[index].text().data()};
  }
  // What stands between the last part and the closing bracket.
  std::string_view tail() const { return {end_of(all_.size() - 1), raw_.data() + raw_.size() - 1}; }
  bool spans_lines() const { return raw_.find('\n') != std::string_view::npos; }

 private:
  const char* end_of(size_t index) const { return all_[index].value.data() + all_[index].value.size(); }

  std::string_view raw_;
  std::vector<Part> all_;
};

}  // namespace coffer::json
