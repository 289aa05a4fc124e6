#include "postman/data_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "postman/read.h"

namespace coffer::postman {
namespace {

constexpr size_t kLimit = size_t{256} << 20;  // bytes

size_t digits_at(std::string_view text, size_t at) {
  const size_t end = std::min(text.find_first_not_of("0123456789", at), text.size());
  return end > at ? end - at : 0;
}

// ECMA-262, StrDecimalLiteral without Infinity.
bool is_decimal(std::string_view text) {
  size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
  size_t digits = digits_at(text, at);
  at += digits;
  if (text.substr(at).starts_with('.')) {
    const size_t fraction = digits_at(text, ++at);
    digits += fraction;
    at += fraction;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const size_t exponent = digits_at(text, at);
    if (exponent == 0) return false;
    at += exponent;
  }
  return at == text.size();
}

// Newman's test for a number is (value - parseFloat(value) + 1) >= 0 and takes parseFloat(value):
// hexadecimal, octal and binary numbers pass it and become 0, whatever they are.
bool is_other_base(std::string_view text) {
  if (text.size() < 3 || text[0] != '0') return false;
  const std::string_view digits = text[1] == 'x' || text[1] == 'X'   ? "0123456789abcdefABCDEF"
                                  : text[1] == 'o' || text[1] == 'O' ? "01234567"
                                  : text[1] == 'b' || text[1] == 'B' ? "01"
                                                                     : "";
  return text.find_first_not_of(digits, 2) == std::string_view::npos;
}

json::Value cast(const CsvCell& cell) {
  if (!cell.quoted && is_decimal(cell.text)) {
    const char* begin = cell.text.data() + (cell.text.starts_with('+') ? 1 : 0);
    double number = 0;
    const auto read = std::from_chars(begin, cell.text.data() + cell.text.size(), number);
    if (read.ec == std::errc()) return number;
  }
  if (!cell.quoted && is_other_base(cell.text)) return 0.0;
  return json::Value(cell.text);
}

json::Object csv_values(const CsvTable& table, size_t index) {
  json::Object values;
  const std::vector<CsvCell> cells = table.row(index);
  for (size_t i = 0; i < cells.size(); ++i) values.insert_or_assign(table.columns()[i].text, cast(cells[i]));
  return values;
}

Result<DataFile> parse_csv(std::string_view text) {
  COFFER_ASSIGN(CsvTable table, CsvTable::parse(text));
  for (size_t i = 0; i < table.columns().size(); ++i) {
    if (cast(table.columns()[i]).is_string()) continue;
    return Error{
        ErrorCode::kMalformed,
        fmt::format("line 1: the first line names the columns, but what stands in column {} is a number",
                    i + 1),
        "add a line with the variables' names above it"};
  }
  return DataFile(std::move(table));
}

Result<DataFile> parse_json(std::string_view text) {
  COFFER_ASSIGN(json::Value document, json::parse(text));
  auto* rows = document.if_array();
  if (rows == nullptr) {
    return Error{ErrorCode::kMalformed, "the data is not a JSON array",
                 "write it as [ { \"name\": \"value\" } ]"};
  }
  const auto odd = std::ranges::find_if(*rows, [](const json::Value& row) { return !row.is_object(); });
  if (odd != rows->end()) {
    return Error{ErrorCode::kMalformed, fmt::format("row {} is not an object", odd - rows->begin() + 1),
                 "write each row as { \"name\": \"value\" }"};
  }
  return DataFile(std::move(*rows));
}

}  // namespace

DataFormat guess_data_format(std::string_view text) {
  constexpr std::string_view kBom = "\xEF\xBB\xBF";
  if (text.starts_with(kBom)) text.remove_prefix(kBom.size());
  const size_t first = text.find_first_not_of(" \t\r\n");
  const bool json = first != std::string_view::npos && (text[first] == '[' || text[first] == '{');
  return json ? DataFormat::kJson : DataFormat::kCsv;
}

Result<DataFile> parse_data_file(std::string_view text, DataFormat format) {
  if (text.size() > kLimit) {
    return Error{ErrorCode::kTooLarge,
                 fmt::format("iteration data of {} bytes, the limit is {}", text.size(), kLimit)};
  }
  return format == DataFormat::kCsv ? parse_csv(text) : parse_json(text);
}

size_t DataFile::size() const {
  return std::visit([](const auto& rows) { return rows.size(); }, rows_);
}

json::Object DataFile::values(size_t iteration) const {
  if (size() == 0) return {};
  const size_t index = std::min(iteration, size() - 1);
  if (const auto* table = std::get_if<CsvTable>(&rows_)) return csv_values(*table, index);
  return std::get<json::Array>(rows_)[index].get_object();
}

Scope DataFile::row(size_t iteration) const {
  std::vector<Variable> variables;
  for (const auto& member : values(iteration)) {
    std::string key(member.key());
    // In Newman a null hides the weaker scopes and leaves the name as it stands.
    std::string value = member.value().is_null() ? "{{" + key + "}}" : substituted_text(member.value());
    variables.push_back({std::move(key), std::move(value)});
  }
  return Scope(std::move(variables));
}

}  // namespace coffer::postman
