#include "page/connect_arguments.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/partitions.h"
#include "aws/profile_file.h"
#include "aws/sts.h"
#include "base/encoding.h"
#include "secrets/key_fields.h"
#include "secrets/link_checks.h"

namespace coffer::page {
namespace {

using secrets::ConnectInput;
using secrets::KeyAnswers;

constexpr size_t kLongestName = 254;  // as vault::Link's `connection`

// Errors call them so, the page so.
constexpr std::pair<std::string_view, std::string_view> kFields[] = {
    {secrets::kAccessKeyId, "access_key_id"},
    {secrets::kSecretAccessKey, "secret_access_key"},
    {secrets::kSessionToken, "session_token"},
    {"MFA code", "mfa_code"},
    {"MFA device", "mfa_serial"}};

Error wrong(std::string field, std::string what, std::string mend = {}) {
  return {ErrorCode::kInvalidArgument, std::move(what), std::move(mend), std::move(field)};
}

template <class T>
Result<T> named(Result<T> result, std::string_view field) {
  if (result) return result;
  Error error = std::move(result).error();
  error.field = std::string(field);
  return error;
}

std::optional<std::string> filled_text(const Arguments& arguments, std::string_view name) {
  const auto text = arguments.optional_text(name);
  const std::string_view bare = text ? trim(*text) : std::string_view();
  return bare.empty() ? std::nullopt : std::optional(std::string(bare));
}

// A secret that a profile has, for the access key ID that it belongs to.
Result<Secret> secret_of_profile(const aws::ProfileFiles& files, const std::string& profile_name,
                                 const KeyAnswers& answers, Secret aws::Profile::* member) {
  COFFER_ASSIGN(const aws::Profile* profile, files.for_autofill(profile_name));
  if ((profile->*member).empty())
    return wrong("", fmt::format("the profile {} has none", profile->name), "Type it.");
  if (profile->access_key_id != answers.access_key_id) {
    return wrong("", fmt::format("that of the profile {} belongs to another access key ID", profile->name),
                 "Fill all fields from the same profile, or type it.");
  }
  return (profile->*member).clone();
}

class KeyReader {
 public:
  KeyReader(const Arguments& arguments, const Environment& environment, WallTime now)
      : arguments_(arguments), environment_(environment), now_(now) {}

  Result<aws::Credentials> read(const std::string& type) {
    answers_.type = type;
    if (const auto id = filled_text(arguments_, "access_key_id")) {
      COFFER_TRY(named(secrets::check_access_key_id(*id), "access_key_id"));
      answers_.access_key_id = *id;
    }
    COFFER_ASSIGN(answers_.secret_access_key, secret("secret_access_key", &aws::Profile::secret_access_key));
    if (type == "temporary") {
      COFFER_ASSIGN(answers_.session_token, secret("session_token", &aws::Profile::session_token));
      if (const auto expires = filled_text(arguments_, "expires")) {
        COFFER_ASSIGN(answers_.expires, named(secrets::parse_expiry(*expires, now_), "expires"));
      }
    }
    if (const char* what = secrets::missing_key_field(answers_)) return missing(what);
    return secrets::credentials_of(std::move(answers_), source_);
  }

 private:
  Result<std::optional<Secret>> secret(std::string_view name, Secret aws::Profile::* member) {
    const auto fill = arguments_.part("fill_from");
    if (const auto profile = fill ? filled_text(*fill, name) : std::nullopt) {
      COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(environment_));
      COFFER_ASSIGN(Secret filled, named(secret_of_profile(files, *profile, answers_, member), name));
      source_ = fmt::format("profile {}", *profile);
      return std::optional(std::move(filled));
    }
    if (!arguments_.has(name)) return std::optional<Secret>();
    COFFER_ASSIGN(const Secret typed, arguments_.secret(name));
    if (typed.empty()) return std::optional<Secret>();
    COFFER_ASSIGN(Secret taken, named(secrets::take_key_secret(typed, ""), name));
    return std::optional(std::move(taken));
  }

  Error missing(const char* what) const {
    const bool token = std::string_view(what) == secrets::kSessionToken && answers_.type != "temporary";
    return with_connect_field(token ? wrong(what,
                                            "this access key is a temporary one, and needs its session token",
                                            "Choose temporary credentials.")
                                    : wrong(what, "it is empty"));
  }

  const Arguments& arguments_;
  const Environment& environment_;
  WallTime now_;
  KeyAnswers answers_;
  std::string source_ = "typed keys";
};

Result<void> read_credentials(const Arguments& arguments, const std::string& type,
                              const Environment& environment, WallTime now, ConnectInput& input) {
  if (type == "long-lived" || type == "temporary") {
    COFFER_ASSIGN(input.credentials, KeyReader(arguments, environment, now).read(type));
  } else if (type == "profile") {
    input.profile = filled_text(arguments, "profile");
    if (!input.profile) return wrong("profile", "no profile is chosen");
    COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(environment));
    COFFER_TRY(named(files.for_autofill(input.profile), "profile"));
  } else if (type != "ambient") {
    return wrong("type", "this is no kind of credentials",
                 "long-lived, temporary, profile, ambient or hashicorp.");
  }
  return {};
}

}  // namespace

bool connects_to_hashicorp(const Arguments& arguments) {
  return arguments.optional_text("type") == "hashicorp";
}

Result<ConnectInput> read_connect_arguments(const Arguments& arguments, const Environment& environment,
                                            WallTime now) {
  COFFER_ASSIGN(const std::string type, arguments.text("type"));
  ConnectInput input;
  if (type == "hashicorp") {
    input.hashicorp = {filled_text(arguments, "method").value_or(""),
                       filled_text(arguments, "auth_path").value_or("")};
    return input;
  }
  if (auto name = filled_text(arguments, "name")) input.name = *std::move(name);
  COFFER_TRY(secrets::check_link_text(input.name, "name", kLongestName));
  input.region = filled_text(arguments, "region");
  if (input.region) COFFER_TRY(named(aws::check_region(*input.region), "region"));
  input.mfa_serial = filled_text(arguments, "mfa_serial");
  if (input.mfa_serial) COFFER_TRY(named(aws::check_mfa_serial(*input.mfa_serial), "mfa_serial"));
  COFFER_TRY(read_credentials(arguments, type, environment, now, input));
  return input;
}

Error with_connect_field(Error error) {
  const auto* known =
      std::ranges::find(kFields, error.field, &std::pair<std::string_view, std::string_view>::first);
  if (known != std::end(kFields)) error.field = std::string(known->second);
  return error;
}

}  // namespace coffer::page
