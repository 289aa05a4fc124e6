#include "postman/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

constexpr std::string_view kBom = "\xEF\xBB\xBF";

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n' || byte == '\f';
}

// At the end JavaScript trims all of Unicode's white space (ECMA-262, WhiteSpace and LineTerminator).
std::string_view trimmed_end(std::string_view text) {
  static constexpr std::array<std::string_view, 25> kSpaces{
      " ",      "\t",     "\r",     "\n",     "\f",     "\v",     "\u00a0", "\u1680", "\u2000",
      "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008", "\u2009",
      "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000", "\ufeff"};
  const auto ends = [&](std::string_view space) { return text.ends_with(space); };
  for (auto space = std::ranges::find_if(kSpaces, ends); space != kSpaces.end();
       space = std::ranges::find_if(kSpaces, ends)) {
    text.remove_suffix(space->size());
  }
  return text;
}

// Reads cell by cell from an offset on.
class Reader {
 public:
  Reader(std::string_view text, std::string_view line_end, size_t at)
      : text_(text), line_end_(line_end), at_(at) {}

  enum class After { kCell, kRow, kEnd };
  // Null where only the reading is wanted. The error says what is wrong, not yet where.
  Result<After> cell(CsvCell* out);
  size_t at() const { return at_; }
  // Nothing but white space is left of the last line: it is no row.
  bool finished() const {
    size_t at = at_;
    while (at < text_.size() && is_blank(text_[at]) && !text_.substr(at).starts_with(line_end_)) ++at;
    return at == text_.size();
  }

 private:
  Result<void> quoted(CsvCell* out);
  void plain(CsvCell* out);
  bool at_line_end() const { return text_.substr(at_).starts_with(line_end_); }

  std::string_view text_, line_end_;
  size_t at_;
};

Result<Reader::After> Reader::cell(CsvCell* out) {
  while (at_ < text_.size() && is_blank(text_[at_]) && !at_line_end()) ++at_;
  if (at_ < text_.size() && text_[at_] == '"') {
    COFFER_TRY(quoted(out));
  } else {
    plain(out);
  }
  if (at_ == text_.size()) return After::kEnd;
  if (text_[at_] == ',') return ++at_, After::kCell;
  at_ += line_end_.size();
  return After::kRow;
}

Result<void> Reader::quoted(CsvCell* out) {
  for (++at_;;) {
    const size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      at_ = text_.size();
      return Error{ErrorCode::kMalformed, "a quote is opened and never closed",
                   "close it, or double it: \"\""};
    }
    const bool doubled = text_.substr(quote + 1).starts_with('"');
    if (out != nullptr) out->text.append(text_.substr(at_, quote - at_)).append(doubled ? "\"" : "");
    at_ = quote + (doubled ? 2 : 1);
    if (!doubled) break;
  }
  if (out != nullptr) out->quoted = true;
  for (; at_ < text_.size() && text_[at_] != ',' && !at_line_end(); ++at_) {
    if (!is_blank(text_[at_])) {
      return Error{ErrorCode::kMalformed, "there is text after a closing quote",
                   "a quote inside a quoted field is doubled: \"\""};
    }
  }
  return {};
}

void Reader::plain(CsvCell* out) {
  const size_t begin = at_;
  const std::string_view stops = line_end_.starts_with('\r') ? ",\r" : ",\n";
  for (;; ++at_) {
    at_ = std::min(text_.find_first_of(stops, at_), text_.size());
    if (at_ == text_.size() || text_[at_] == ',' || at_line_end()) break;
  }
  if (out != nullptr) out->text = trimmed_end(text_.substr(begin, at_ - begin));
}

// The first line end outside quotes is that of the whole file.
std::string_view find_line_end(std::string_view text) {
  bool at_start = true;  // of a cell: only there does a quote quote
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') return "\n";
    if (text[i] == '\r') return text.substr(i + 1).starts_with('\n') ? "\r\n" : "\r";
    if (text[i] == '"' && at_start) {
      i = text.find('"', i + 1);
      while (i != std::string_view::npos && text.substr(i + 1).starts_with('"')) i = text.find('"', i + 2);
      if (i == std::string_view::npos) return "\n";
    }
    at_start = text[i] == ',' || (at_start && is_blank(text[i]));
  }
  return "\n";
}

Error at_line(Error error, std::string_view text, size_t at) {
  const std::string_view before = text.substr(0, at);
  const auto breaks = std::max(std::ranges::count(before, '\n'), std::ranges::count(before, '\r'));
  error.what = fmt::format("line {}: {}", breaks + 1, error.what);
  return error;
}

}  // namespace

Result<CsvTable> CsvTable::parse(std::string_view text) {
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  if (!is_utf8(text)) {
    return Error{ErrorCode::kMalformed, "the file is not UTF-8", "save it as \"CSV UTF-8\""};
  }
  CsvTable table;
  table.text_ = text;
  table.line_end_ = find_line_end(text);
  Reader reader(table.text_, table.line_end_, 0);
  bool header = true;
  while (!reader.finished()) {
    if (!header) table.starts_.push_back(reader.at());
    for (auto after = Reader::After::kCell; after == Reader::After::kCell;) {
      CsvCell name;
      const size_t begin = reader.at();
      auto read = reader.cell(header ? &name : nullptr);
      if (!read) return at_line(std::move(read).error(), text, begin);
      after = *read;
      if (!header) continue;
      table.columns_.push_back(std::move(name));
      if (table.columns_.size() > kMaxColumns) {
        return Error{ErrorCode::kTooLarge, fmt::format("more than {} columns", kMaxColumns)};
      }
    }
    header = false;
  }
  return table;
}

std::vector<CsvCell> CsvTable::row(size_t index) const {
  std::vector<CsvCell> cells;
  Reader reader(text_, line_end_, starts_[index]);
  while (cells.size() < columns_.size()) {
    CsvCell cell;
    const auto after = reader.cell(&cell);
    if (!after) break;  // never: parse() has read it
    cells.push_back(std::move(cell));
    if (*after != Reader::After::kCell) break;
  }
  return cells;
}

}  // namespace coffer::postman
