#include "postman/curl_form.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/encoding.h"
#include "http/names.h"

namespace coffer::postman {
namespace {

// Reads "content;type=…;filename=…" from the left.
class PartReader {
 public:
  explicit PartReader(std::string_view text) : text_(text) {}

  // Up to a semicolon (or `stop`, if that is not NUL), or what stands in double quotes.
  std::string word(char stop) {
    if (peek() == '"') {
      if (auto quoted = quoted_word(stop)) return *quoted;
    }
    const size_t begin = at_;
    while (at_ < text_.size() && !ends(stop)) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  // To the end or a semicolon, without the space around it unless that stands in quotes.
  std::string padded_word() {
    skip_space();
    const bool quoted = peek() == '"';
    std::string text = word('\0');
    return quoted ? text : text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
  }

  bool take(char c) {
    if (peek() != c || at_ >= text_.size()) return false;
    ++at_;
    return true;
  }
  bool take_word(std::string_view prefix) {
    if (!text_.substr(at_).starts_with(prefix)) return false;
    at_ += prefix.size();
    return true;
  }
  void skip_space() {
    while (peek() == ' ' || peek() == '\t') ++at_;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool ends(char stop) const { return text_[at_] == ';' || (stop != '\0' && text_[at_] == stop); }

  std::optional<std::string> quoted_word(char stop) {
    std::string word;
    for (size_t i = at_ + 1; i < text_.size(); ++i) {
      if (text_[i] == '\\' && i + 1 < text_.size() && (text_[i + 1] == '"' || text_[i + 1] == '\\'))
        ++i;
      else if (text_[i] == '"') {
        at_ = i + 1;
        while (at_ < text_.size() && !ends(stop)) ++at_;
        return word;
      }
      word += text_[i];
    }
    return std::nullopt;
  }

  std::string_view text_;
  size_t at_ = 0;
};

// A content type has parameters of its own: "type=text/plain; charset=utf-8;filename=x".
void read_attributes(PartReader& reader, char stop, FormField& field, std::vector<std::string>& notes) {
  bool after_type = false;
  while (reader.take(';')) {
    reader.skip_space();
    if (reader.take_word("type=")) {
      reader.skip_space();
      field.content_type = reader.word(stop);
      after_type = true;
    } else if (reader.take_word("filename=")) {
      reader.skip_space();
      field.file_name = reader.word(stop);
      after_type = false;
    } else if (reader.take_word("headers=") || reader.take_word("encoder=")) {
      reader.word(stop);
      notes.push_back(fmt::format("left out: headers and encoder of form field \"{}\"", field.key));
      after_type = false;
    } else {
      const std::string word = reader.word(stop);
      if (after_type)
        field.content_type += "; " + word;
      else
        notes.push_back(
            fmt::format("form field \"{}\": what follows the semicolon is left out, as curl does; "
                        "put the content in double quotes",
                        field.key));
    }
  }
}

std::string without_outer_space(const std::string& text) { return std::string(trim(text)); }

Result<void> read_files(std::string_view text, FormField& field, const ReadFile& read,
                        std::vector<std::string>& notes) {
  PartReader reader(text);
  do {
    reader.skip_space();
    field.files.push_back(without_outer_space(reader.word(',')));
    read_attributes(reader, ',', field, notes);
  } while (reader.take(','));
  if (field.files != std::vector<std::string>{"-"}) return field.is_file = true, Result<void>();
  COFFER_ASSIGN(field.value, read("-"));
  field.files.clear();
  if (field.file_name.empty()) field.file_name = "-";
  if (field.content_type.empty()) field.content_type = "application/octet-stream";
  return {};
}

}  // namespace

Result<FormField> form_field_of(const CurlFormPart& part, const ReadFile& read,
                                std::vector<std::string>& notes) {
  const size_t equals = part.text.find('=');
  if (equals == std::string::npos || equals == 0)
    return Error{ErrorCode::kUsage, "a part is NAME=VALUE or NAME=@FILE", "", "-F"};
  FormField field;
  field.key = part.text.substr(0, equals);
  const std::string_view content = std::string_view(part.text).substr(equals + 1);
  if (part.literal) {
    field.value = content;
  } else if (content.starts_with('@')) {
    COFFER_TRY(read_files(content.substr(1), field, read, notes));
  } else if (content.starts_with('<')) {
    PartReader reader(content.substr(1));
    const std::string file = reader.padded_word();
    read_attributes(reader, '\0', field, notes);
    COFFER_ASSIGN(field.value, read(file));
  } else {
    PartReader reader(content);
    field.value = reader.padded_word();
    read_attributes(reader, '\0', field, notes);
  }
  return field;
}

}  // namespace coffer::postman
