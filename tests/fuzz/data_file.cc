// Iteration data, read as CSV and as JSON: every row has variables, and they are no larger than the file
// allows.
#include "postman/data_file.h"

#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr size_t kMostRows = 200;

void check(std::string_view bytes, postman::DataFormat format) {
  const auto data = postman::parse_data_file(bytes, format);
  if (!data) return check_error(data.error());
  REQUIRE(data->size() <= bytes.size() + 1);
  for (size_t i = 0; i < std::min(data->size(), kMostRows); ++i) {
    const postman::Scope row = data->row(i);
    const json::Object values = data->values(i);
    for (const auto& member : values)
      REQUIRE(row.get(std::string_view(member.key().data(), member.key().size())).has_value());
    for (const postman::Variable& variable : row.all())
      REQUIRE(variable.value.size() <= bytes.size() * 6 + 32);
  }
  if (data->size() == 0) return;
  const size_t last = data->size() - 1;
  REQUIRE(data->values(last) == data->values(last + 7));
}

}  // namespace

void one_input(std::string_view bytes) {
  check(bytes, postman::DataFormat::kCsv);
  check(bytes, postman::DataFormat::kJson);
  postman::guess_data_format(bytes);
}

}  // namespace coffer::fuzz
