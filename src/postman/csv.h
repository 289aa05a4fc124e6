// A CSV file as csv-parse reads it with the options that Newman gives it: quotes doubled inside quotes, white
// space around the delimiters dropped, line ends of any kind, rows shorter or longer than the first one.
// Source: newman/lib/run/options.js (iterationData) and csv-parse 4.16.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace coffer::postman {

struct CsvCell {
  std::string text;
  bool quoted = false;  // a quoted cell is never taken for a number
};

// Keeps the text and where each row starts: eight bytes a row, whatever the number of columns.
class CsvTable {
 public:
  // kMalformed names the line; kTooLarge above kMaxColumns columns. The first row gives the columns' names.
  static Result<CsvTable> parse(std::string_view text);

  const std::vector<CsvCell>& columns() const { return columns_; }  // their names
  size_t size() const { return starts_.size(); }
  // Of as many cells as the row has, at most one a column. `index` < size().
  std::vector<CsvCell> row(size_t index) const;

  static constexpr size_t kMaxColumns = 10000;

 private:
  std::string text_, line_end_;
  std::vector<CsvCell> columns_;
  std::vector<uint64_t> starts_;  // offsets into text_
};

}  // namespace coffer::postman
