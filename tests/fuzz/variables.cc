// An environment file up to a line "--8<--", and behind it a text with {{…}} in it: substitution ends, its
// output is bounded, and vault references come out of it as they went in.
#include "postman/variables.h"

#include "postman/text_tokens.h"
#include "secrets/reference.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kCut = "\n--8<--\n";
constexpr size_t kMostGrowth = size_t{9} << 20;

void check_file(const postman::VariableFile& file) {
  for (const postman::Variable& variable : file.scope.all()) {
    const auto value = file.scope.get(variable.key);
    REQUIRE(!variable.enabled || value.has_value());
  }
}

void check_substitution(const postman::Scope& scope, std::string_view text) {
  FakeClock clock(WallTime(std::chrono::seconds(1'440'938'160)));
  crypto::SeededRandom random(7);
  postman::Scopes scopes;
  scopes.environment = &scope;
  postman::Substitutor substitute(scopes, clock, random);
  const std::string out = substitute(text);
  REQUIRE(out.size() <= text.size() + kMostGrowth);
  if (scope.all().empty() && !text.contains("{{$")) REQUIRE(out == text);
  for (const std::string& name : substitute.unresolved()) REQUIRE(!postman::is_vault_name(name));
  // A reference is two braces, a name, two braces; around it may have stood others.
  const auto references = secrets::find_references(text);
  for (const secrets::Reference& reference : references)
    REQUIRE(out.contains(text.substr(reference.begin, reference.end - reference.begin)));
  REQUIRE(postman::without_tokens(text).size() == text.size());
}

}  // namespace

void one_input(std::string_view bytes) {
  const size_t cut = bytes.find(kCut);
  const auto file = postman::parse_variable_file(bytes.substr(0, cut));
  if (!file) check_error(file.error());
  if (file) check_file(*file);
  const std::string_view text = cut == std::string_view::npos ? bytes : bytes.substr(cut + kCut.size());
  check_substitution(file ? file->scope : postman::Scope(), text);
}

}  // namespace coffer::fuzz
