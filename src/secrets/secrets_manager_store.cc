#include <algorithm>

#include "aws/secrets_manager.h"
#include "secrets/aws_store.h"

namespace coffer::secrets {
namespace {

constexpr size_t kMostOfBatch = 20;  // BatchGetSecretValue, API reference: SecretIdList
constexpr std::string_view kCurrent = "AWSCURRENT";

bool is_current(const vault::Link& link) { return link.version.empty() || link.version == kCurrent; }

// Version IDs are 32 to 64 letters, digits and hyphens (GetSecretValue, API reference); staging labels may
// look like that too, so a version that is not found as an ID is looked for as a label, unless it is a UUID,
// as those that AWS makes.
bool may_be_version_id(std::string_view version) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  };
  return version.size() >= 32 && version.size() <= 64 && std::ranges::all_of(version, fits);
}

bool is_uuid(std::string_view version) {
  if (version.size() != 36) return false;
  for (size_t i = 0; i < version.size(); ++i) {
    const char c = version[i];
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (hyphen ? c != '-' : !hex) return false;
  }
  return true;
}

ExternalValue taken(aws::SecretValue value) {
  ExternalValue out;
  out.value = std::make_shared<const Secret>(std::move(value.value));
  out.binary = value.binary;
  out.version_id = std::move(value.version_id);
  out.stages = std::move(value.stages);
  out.created = value.created;
  return out;
}

class SecretsManager final : public AwsStore {
 public:
  Result<aws::Arn> place(const vault::Link& link) const override {
    COFFER_ASSIGN(const aws::PastedSecretArn pasted, aws::parse_secret_arn(link.secret));
    return aws::Arn(pasted.arn);
  }
  std::string version_key(const vault::Link& link) const override {
    return std::string(is_current(link) ? kCurrent : std::string_view(link.version));
  }
  bool batches(const vault::Link& link) const override { return is_current(link); }
  size_t most_in_batch() const override { return kMostOfBatch; }

  // DescribeSecret costs no decryption by KMS. A version's value never changes, but stages move.
  Result<bool> still_holds(const AwsReader& reader, const vault::Link& link,
                           const ExternalValue& value) const override {
    COFFER_ASSIGN(const aws::SecretDescription description,
                  aws::describe_secret(reader.client, reader.credentials, reader.region, link.secret));
    if (description.deleted || value.version_id.empty()) return false;
    const auto version =
        std::ranges::find(description.versions, value.version_id, &aws::SecretVersions::value_type::first);
    if (version == description.versions.end()) return false;
    return link.version == value.version_id ||
           std::ranges::find(version->second, version_key(link)) != version->second.end();
  }

  Result<ExternalValue> read(const AwsReader& reader, const vault::Link& link) const override {
    COFFER_ASSIGN(aws::SecretValue value, read_version(reader, link));
    return taken(std::move(value));
  }

  Result<std::vector<std::optional<ExternalValue>>> read_batch(
      const AwsReader& reader, const std::vector<const vault::Link*>& links) const override {
    std::vector<std::string> ids;
    for (const vault::Link* link : links) ids.push_back(link->secret);
    COFFER_ASSIGN(auto batch,
                  aws::batch_get_secret_value(reader.client, reader.credentials, reader.region, ids));
    std::vector<std::optional<ExternalValue>> values(links.size());
    for (size_t k = 0; k < std::min(values.size(), batch.size()); ++k) {
      if (batch[k]) values[k] = taken(*std::move(batch[k]));
    }
    return values;
  }

 private:
  static Result<aws::SecretValue> read_version(const AwsReader& reader, const vault::Link& link) {
    const auto get = [&](std::string id, std::string stage) {
      return aws::get_secret_value(reader.client, reader.credentials, reader.region,
                                   {link.secret, std::move(id), std::move(stage)});
    };
    if (is_current(link)) return get({}, {});
    if (!may_be_version_id(link.version)) return get({}, link.version);
    auto value = get(link.version, {});
    const bool no_such_id = !value && value.error().code == ErrorCode::kVersionNotFound;
    return no_such_id && !is_uuid(link.version) ? get({}, link.version) : std::move(value);
  }
};

}  // namespace

const AwsStore& secrets_manager() {
  static const SecretsManager store;
  return store;
}

}  // namespace coffer::secrets
