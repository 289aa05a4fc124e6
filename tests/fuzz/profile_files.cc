// The shared AWS files. The input is a config file and, behind a line "--8<--", a credentials file; a value
// that stands at some place of it must not come out in an error, nor in what is not secret.
#include "aws/profile_file.h"
#include "memory_file.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kCut = "--8<--\n";
constexpr std::string_view kPlanted = "pLaNtEd/sEcReT+kEy";

void check(std::string_view config, std::string_view credentials) {
  const MemoryFile config_file(config), credentials_file(credentials);
  const Environment environment({{"HOME", "/nowhere"},
                                 {"AWS_CONFIG_FILE", config_file.path()},
                                 {"AWS_SHARED_CREDENTIALS_FILE", credentials_file.path()}});
  const auto files = aws::ProfileFiles::load(environment);
  if (!files) return check_error(files.error(), kPlanted);
  for (const std::string& name : files->names()) {
    const aws::Profile* profile = files->find(name);
    REQUIRE(profile != nullptr && profile->name == name);
    for (const auto& [key, value] : profile->settings) {
      REQUIRE(key != "aws_secret_access_key" && key != "aws_session_token");
      REQUIRE(profile->get(key).value_or("") == value ||
              value.find_first_not_of(" \t\r\n") == std::string::npos);
    }
  }
  const auto fill = files->for_autofill("no such profile, whatever the files say");
  REQUIRE(!fill.ok());
  if (const auto any = files->for_autofill(std::nullopt); !any) check_error(any.error(), kPlanted);
}

}  // namespace

void one_input(std::string_view bytes) {
  if (bytes.contains(kPlanted)) return;
  const size_t cut = bytes.find(kCut);
  const std::string_view config = bytes.substr(0, cut);
  const std::string_view credentials =
      cut == std::string_view::npos ? bytes : bytes.substr(cut + kCut.size());
  check(config, credentials);
  // A secret that stands where the grammar breaks: on a line of its own, at the end, and as a value.
  check(config, fmt::format("{}\n{}", credentials, kPlanted));
  check(config, fmt::format("[default]\naws_secret_access_key = {}\n{}", kPlanted, credentials));
}

}  // namespace coffer::fuzz
