#include "secrets/role_credentials.h"

#include <algorithm>

#include "aws/sts.h"
#include "json/json.h"

namespace coffer::secrets {
namespace {

constexpr std::chrono::hours kDuration{
    1};  // a role's default maximum, and the most that a chained role may have
constexpr std::chrono::minutes kMargin{5};

// What AWS handed out just now lasts as long as was asked, unless it says less; a wrong wall clock must not
// make it seem expired.
std::chrono::nanoseconds life_of(const aws::Credentials& credentials, const Clock& clock) {
  std::chrono::nanoseconds life = kDuration;
  if (credentials.expires && *credentials.expires > clock.now()) {
    life = std::min<std::chrono::nanoseconds>(life, *credentials.expires - clock.now());
  }
  return life;
}

}  // namespace

std::string one_secret_policy(const std::string& secret_arn) {
  const json::Value read = {{"Effect", "Allow"},
                            {"Action", {"secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"}},
                            {"Resource", secret_arn}};
  // Secrets Manager decrypts with the ARN as encryption context ("Secret encryption and decryption", its User
  // Guide).
  const json::Value decrypt = {
      {"Effect", "Allow"},
      {"Action", "kms:Decrypt"},
      {"Resource", "*"},
      {"Condition", {{"StringEquals", {{"kms:EncryptionContext:SecretARN", secret_arn}}}}}};
  json::Object policy;
  policy["Version"] = "2012-10-17";
  policy["Statement"] = json::Array{read, decrypt};
  return json::dump(policy);
}

std::string RoleCredentials::key_of(const vault::Link& link) {
  return link.role + '\n' + link.external_id + '\n' + (link.narrow_role ? link.secret : "");
}

std::string RoleCredentials::full_key(const Connection& connection, const vault::Link& link) {
  return connection.info.arn + '\n' + key_of(link);
}

Result<CredentialsPtr> RoleCredentials::get(const Connection& connection, const vault::Link& link) {
  const std::string key = full_key(connection, link);
  {
    const std::lock_guard lock(mutex_);
    std::erase_if(kept_, [now = clock_->elapsed()](const auto& each) { return each.second.until <= now; });
    if (const auto found = kept_.find(key); found != kept_.end()) return found->second.credentials;
  }
  aws::AssumeRoleInput input;
  input.role_arn = link.role;
  if (!link.external_id.empty()) input.external_id = link.external_id;
  if (link.narrow_role) input.session_policy = one_secret_policy(link.secret);
  input.duration = kDuration;
  COFFER_ASSIGN(aws::Credentials assumed,
                aws::assume_role(*connection.client, connection.credentials, connection.info.region, input));
  if (redactor_ != nullptr) {
    redactor_->add_labelled("AWS secret access key", assumed.secret_access_key);
    redactor_->add_labelled("AWS session token", assumed.session_token);
  }
  const auto until = clock_->elapsed() + life_of(assumed, *clock_) - kMargin;
  auto credentials = std::make_shared<const aws::Credentials>(std::move(assumed));
  const std::lock_guard lock(mutex_);
  kept_[key] = {credentials, until};
  return CredentialsPtr(credentials);
}

void RoleCredentials::drop_expired() {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [now = clock_->elapsed()](const auto& each) { return each.second.until <= now; });
}

void RoleCredentials::drop(const Connection& connection, const vault::Link& link) {
  const std::lock_guard lock(mutex_);
  kept_.erase(full_key(connection, link));
}

void RoleCredentials::drop_all(const std::string& identity) {
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [&](const auto& each) { return each.first.starts_with(identity + '\n'); });
}

}  // namespace coffer::secrets
