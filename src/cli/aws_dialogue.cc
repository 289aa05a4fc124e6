#include "cli/aws_dialogue.h"

#include <fmt/format.h>

#include "aws/credentials/sources.h"
#include "aws/endpoints.h"
#include "aws/profile_file.h"
#include "aws/service_error.h"
#include "cli/choice.h"
#include "cli/field_questions.h"
#include "secrets/key_fields.h"

namespace coffer::cli {
namespace {

using secrets::ConnectInput;
using secrets::KeyType;

constexpr const char* kTyped = "typed keys";

class Dialogue {
 public:
  Dialogue(Context& context, ConnectInput input, KeyAnswers known, const aws::ProfileFiles& files)
      : context_(context),
        terminal_(context.terminal),
        input_(std::move(input)),
        known_(std::move(known)),
        files_(files),
        questions_(terminal_, files_, settings_profile()) {}

  Result<ConnectInput> run() {
    if (known_.type.empty()) COFFER_TRY(find_type());
    if (known_.type == "profile") {
      COFFER_TRY(ask_profile());
    } else {
      temporary_ = known_.type == "temporary";
      COFFER_TRY(ask_keys());
    }
    COFFER_TRY(ask_region());
    if (input_.credentials) {
      context_.redactor.add_labelled("AWS secret access key", input_.credentials->secret_access_key);
      context_.redactor.add_labelled("AWS session token", input_.credentials->session_token);
    }
    return std::move(input_);
  }

 private:
  const aws::Profile* profile() const { return questions_.profile(); }

  Result<void> find_type() {
    if (!known_.any()) return ask_type();
    known_.type = known_.session_token || known_.expires ? "temporary" : "long-lived";
    return {};
  }

  Result<void> ask_type() {
    std::vector<std::pair<std::string, std::string>> types{
        {"long-lived", "the access key of an IAM user; Coffer holds it for 2 hours"},
        {"temporary", "an access key with a session token, until it expires"}};
    if (!files_.names().empty())
      types.emplace_back("profile",
                         "what the AWS CLI has set up: IAM Identity Center (SSO), a role, a program");
    terminal_.message("How do you authenticate to AWS?");
    terminal_.message(numbered(types));
    terminal_.message("What you type stays in memory only. `?` explains each question, Ctrl-D ends.");
    Field field{
        .name = "Type",
        .help =
            "  Type a number or a name. Access key IDs begin with AKIA where they are long-lived, with "
            "ASIA where they\n  are temporary.",
        .take = [&](const Secret& answer) -> Result<void> {
          COFFER_ASSIGN(const size_t chosen, choose(text_of(answer), types));
          known_.type = types[chosen].first;
          return {};
        }};
    field.offered = [this] { return usual_type(); };
    field.take_offered = [this] { known_.type = usual_type(); };
    return questions_.ask(field);
  }

  std::string usual_type() const {
    if (profile() == nullptr) return "long-lived";
    if (profile()->access_key_id.empty()) return "profile";
    return profile()->session_token.empty() ? "long-lived" : "temporary";
  }

  Result<void> ask_profile() {
    std::vector<std::pair<std::string, std::string>> profiles;
    for (const std::string& name : files_.names())
      profiles.emplace_back(name, secrets::kind_of_profile(*files_.find(name)));
    if (profiles.empty())
      return Error{ErrorCode::kNotFound, "there are no AWS profiles", "Make one: aws configure.", "profile"};
    terminal_.message(numbered(profiles));
    Field field{.name = "Profile",
                .help = "  Type a number or a name. `aws configure` and `aws configure sso` make profiles.",
                .take = [&](const Secret& answer) -> Result<void> {
                  COFFER_ASSIGN(const size_t chosen, choose(text_of(answer), profiles));
                  input_.profile = profiles[chosen].first;
                  return {};
                }};
    field.offered = [this] { return profile() == nullptr ? "" : profile()->name; };
    field.take_offered = [this] { input_.profile = profile()->name; };
    COFFER_TRY(questions_.ask(field));
    questions_.use_profile(files_.find(*input_.profile));
    return {};
  }

  Result<void> ask_keys() {
    keys_.source = kTyped;
    if (has_keys() && !known_.access_key_id)
      terminal_.message(
          fmt::format("In [brackets]: what the profile {} has. Enter takes it, `autofill all` takes all.",
                      profile()->name));
    COFFER_TRY(ask_access_key_id());
    COFFER_TRY(ask_secret(known_.secret_access_key, secret_access_key_field()));
    if (temporary_) COFFER_TRY(ask_secret(known_.session_token, session_token_field()));
    if (temporary_) COFFER_TRY(ask_expiry());
    input_.credentials = std::move(keys_);
    return {};
  }

  Result<void> ask_access_key_id() {
    if (known_.access_key_id) {
      keys_.access_key_id = *known_.access_key_id;
    } else {
      Field field{
          .name = "Access key ID",
          .help =
              "  It begins with AKIA (long-lived) or ASIA (temporary). The AWS console has it in IAM: "
              "Users, Security\n  credentials.",
          .take = [this](const Secret& answer) -> Result<void> {
            COFFER_TRY(secrets::check_access_key_id(text_of(answer)));
            keys_.access_key_id = text_of(answer);
            return {};
          }};
      field.offered = [this] { return has_keys() ? aws::masked_key_id(profile()->access_key_id) : ""; };
      field.take_offered = [this] { keys_.access_key_id = profile()->access_key_id; };
      field.by_profile = true;
      COFFER_TRY(questions_.ask(field));
    }
    follow_type();
    return {};
  }

  // The key knows better of which type it is.
  void follow_type() {
    auto type = secrets::type_of_access_key(keys_.access_key_id);
    if (is_of_profile() && !profile()->session_token.empty()) type = KeyType::kTemporary;
    if (!type || temporary_ == (*type == KeyType::kTemporary)) return;
    temporary_ = !temporary_;
    terminal_.message(temporary_ ? "  This key is a temporary one, so its session token is needed, too."
                                 : "  This key is a long-lived one: it has no session token.");
  }

  Field secret_access_key_field() {
    Field field =
        secret_field(secrets::kSecretAccessKey, keys_.secret_access_key, &aws::Profile::secret_access_key);
    field.name = "Secret access key";
    field.help =
        "  The other half of the access key, 40 characters. AWS shows it once, when the key is made. It is "
        "not shown\n"
        "  as you type.";
    return field;
  }

  Field session_token_field() {
    Field field = secret_field(secrets::kSessionToken, keys_.session_token, &aws::Profile::session_token);
    field.name = "Session token";
    field.help =
        "  A long text that came with the temporary key: aws_session_token or AWS_SESSION_TOKEN. It is not "
        "shown\n"
        "  as you type.";
    return field;
  }

  Field secret_field(const char* in_errors, Secret& into, Secret aws::Profile::* member) {
    Field field;
    field.take = [&into, in_errors](const Secret& answer) -> Result<void> {
      COFFER_ASSIGN(into, secrets::take_key_secret(answer, in_errors));
      return {};
    };
    field.offered = [this, member] { return offered_secret(member); };
    field.take_offered = [this, &into, member] {
      into = (profile()->*member).clone();
      keys_.source = fmt::format("profile {}", profile()->name);
    };
    return field;
  }

  Result<void> ask_secret(const std::optional<Secret>& given, Field field) {
    if (given) return field.take(*given);
    field.by_profile = true;
    field.hidden = true;
    return questions_.ask(field);
  }

  // Offered only with the access key ID that it belongs to.
  std::string offered_secret(Secret aws::Profile::* member) const {
    if (!is_of_profile() || (profile()->*member).empty()) return "";
    return fmt::format("of profile {}", profile()->name);
  }

  Result<void> ask_expiry() {
    keys_.expires = known_.expires;
    if (keys_.expires || keys_.source != kTyped) return {};
    Field field{
        .name = "Valid until (Enter: not known)",
        .help =
            "  A time in UTC, such as 2026-01-31T12:00:00Z, or how long they still hold: 45m, 12h. Where "
            "it is not known\n  they are held until AWS says that they have expired.",
        .take = [this](const Secret& answer) -> Result<void> {
          if (text_of(answer).empty()) return {};
          COFFER_ASSIGN(keys_.expires, secrets::parse_expiry(text_of(answer), context_.clock->now()));
          return {};
        }};
    return questions_.ask(field);
  }

  Result<void> ask_region() {
    if (input_.region) return check_region(*input_.region);
    if (const auto region = aws::region_from(context_.environment, nullptr)) {
      terminal_.message(fmt::format("Region: {} (of the environment)", *region));
      return check_region(*region);
    }
    if (known_.type == "profile" && profile()->get("region")) return {};
    Field field{
        .name = "Region",
        .help =
            "  Where AWS is asked who you are, such as eu-west-1. A secret is always read in the region "
            "of its ARN.",
        .take = [this](const Secret& answer) -> Result<void> {
          COFFER_TRY(check_region(text_of(answer)));
          input_.region = text_of(answer);
          return {};
        }};
    field.offered = [this] { return profile() == nullptr ? "" : profile()->get("region").value_or(""); };
    field.take_offered = [this] { input_.region = profile()->get("region"); };
    field.by_profile = true;
    return questions_.ask(field);
  }

  // That whose endpoints count, beside typed keys as well, as authenticate() has it; null: none.
  const aws::Profile* settings_profile() const {
    const auto found =
        files_.for_autofill(input_.profile ? input_.profile : aws::profile_name_from(context_.environment));
    return found ? *found : nullptr;
  }

  Result<void> check_region(const std::string& region) const {
    COFFER_TRY(aws::resolve_endpoint(aws::endpoint_settings(context_.environment, settings_profile()),
                                     aws::Service::kSts, region));
    return {};
  }

  bool has_keys() const { return profile() != nullptr && !profile()->access_key_id.empty(); }
  bool is_of_profile() const { return has_keys() && profile()->access_key_id == keys_.access_key_id; }

  Context& context_;
  Terminal& terminal_;
  ConnectInput input_;
  KeyAnswers known_;
  const aws::ProfileFiles& files_;
  FieldQuestions questions_;
  bool temporary_ = false;
  aws::Credentials keys_;
};

}  // namespace

Result<ConnectInput> ask_for_credentials(Context& context, ConnectInput input, KeyAnswers known) {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(context.environment));
  return Dialogue(context, std::move(input), std::move(known), files).run();
}

}  // namespace coffer::cli
