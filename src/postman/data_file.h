// Iteration data: a row of variables for each iteration of a run.
#pragma once

#include <string_view>
#include <variant>

#include "base/result.h"
#include "json/json.h"
#include "postman/csv.h"
#include "postman/variables.h"

namespace coffer::postman {

enum class DataFormat { kJson, kCsv };

// Newman tries JSON first; a file that begins as a JSON array or object does is meant to be one.
DataFormat guess_data_format(std::string_view text);

// A million rows of CSV cost their text and eight bytes each; a row becomes variables when it is asked for.
class DataFile {
 public:
  explicit DataFile(std::variant<CsvTable, json::Array> rows) : rows_(std::move(rows)) {}

  size_t size() const;
  // The variables of an iteration, counted from 0, as they are substituted. An iteration past the last row
  // has the last row's, as in Newman; of a file without rows it has none.
  Scope row(size_t iteration) const;
  // The same with their types, as scripts see them (pm.iterationData).
  json::Object values(size_t iteration) const;

 private:
  std::variant<CsvTable, json::Array> rows_;
};

// As Newman 6 reads them. CSV: see csv.h; unquoted numbers become numbers (007 is 7, 1e3 is 1000; quote what
// must stay as it is); of two columns of one name the last counts. JSON: an array of objects; a null is a
// variable without a value, an array substitutes as its items joined by commas. Other than in Newman, a
// nested object substitutes as JSON (not as "[object Object]"), and JSON that is no array of objects, which
// Newman ignores, is an error. kMalformed names the line or the row; kTooLarge above 256 MiB.
Result<DataFile> parse_data_file(std::string_view text, DataFormat format);

}  // namespace coffer::postman
