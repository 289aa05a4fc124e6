// What Boost.JSON's parser calls while it reads: as its own handler, but for numbers.
#pragma once

#include <boost/json.hpp>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/secret.h"

namespace coffer::json {

// The parser of Boost.JSON 1.81 misses the nearest double of about every fifth number of 17 digits by one
// unit in the last place, so that 0.9809778140020573 would be sent as …572. std::from_chars does not. The
// rest follows boost/json/detail/handler.hpp.
class DocumentBuilder {
 public:
  using Text = boost::json::string_view;
  using Failure = boost::json::error_code;
  static constexpr size_t max_object_size = SIZE_MAX, max_array_size = SIZE_MAX, max_key_size = SIZE_MAX,
                          max_string_size = SIZE_MAX;

  // The document's memory comes from `storage`, and so does what is needed on the way.
  explicit DocumentBuilder(const boost::json::storage_ptr& storage) : stack_(storage) {
    stack_.reset(storage);
  }
  boost::json::value release() { return stack_.release(); }

  static bool on_document_begin(Failure&) { return true; }
  static bool on_document_end(Failure&) { return true; }
  static bool on_object_begin(Failure&) { return true; }
  static bool on_array_begin(Failure&) { return true; }
  static bool on_comment_part(Text, Failure&) { return true; }
  static bool on_comment(Text, Failure&) { return true; }

  bool on_object_end(size_t count, Failure&) { return stack_.push_object(count), true; }
  bool on_array_end(size_t count, Failure&) { return stack_.push_array(count), true; }
  bool on_key_part(Text text, size_t, Failure&) { return stack_.push_chars(text), true; }
  bool on_key(Text text, size_t, Failure&) { return stack_.push_key(text), true; }
  bool on_string_part(Text text, size_t, Failure&) { return stack_.push_chars(text), true; }
  bool on_string(Text text, size_t, Failure&) { return stack_.push_string(text), true; }
  bool on_bool(bool value, Failure&) { return stack_.push_bool(value), true; }
  bool on_null(Failure&) { return stack_.push_null(), true; }

  bool on_number_part(Text text, Failure&) { return number_.append({text.data(), text.size()}), true; }
  bool on_int64(int64_t value, Text, Failure&) { return number_.take(), stack_.push_int64(value), true; }
  bool on_uint64(uint64_t value, Text, Failure&) { return number_.take(), stack_.push_uint64(value), true; }
  bool on_double(double rough, Text text, Failure&) {
    const Secret number = number_.append({text.data(), text.size()}).take();
    stack_.push_double(number.expose([&](std::string_view digits) {
      double exact = rough;  // stays where it is too large or too small for a double
      std::from_chars(digits.data(), digits.data() + digits.size(), exact);
      return exact;
    }));
    return true;
  }

 private:
  boost::json::value_stack stack_;
  SecretBuilder number_;  // the beginning of one that came in parts
};

}  // namespace coffer::json
