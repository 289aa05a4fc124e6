#include "aws/parameter_store.h"

#include "secrets/aws_store.h"

namespace coffer::secrets {
namespace {

ExternalValue taken(aws::Parameter parameter) {
  ExternalValue out;
  out.value = std::make_shared<const Secret>(std::move(parameter.value));
  out.version_id = std::move(parameter.version);
  out.created = parameter.modified;
  return out;
}

class ParameterStore final : public AwsStore {
 public:
  Result<aws::Arn> place(const vault::Link& link) const override {
    COFFER_ASSIGN(const aws::PastedParameter pasted, aws::parse_parameter(link.secret));
    aws::Arn place = pasted.id.arn;
    if (pasted.id.by_name()) place.region = link.region;
    return place;
  }
  std::string version_key(const vault::Link& link) const override { return link.version; }
  bool batches(const vault::Link& link) const override { return link.version.empty(); }
  size_t most_in_batch() const override { return aws::kMostParameters; }

  Result<ExternalValue> read(const AwsReader& reader, const vault::Link& link) const override {
    COFFER_ASSIGN(aws::Parameter parameter, aws::get_parameter(reader.client, reader.credentials,
                                                               reader.region, link.secret, link.version));
    return taken(std::move(parameter));
  }

  Result<std::vector<std::optional<ExternalValue>>> read_batch(
      const AwsReader& reader, const std::vector<const vault::Link*>& links) const override {
    std::vector<std::string> ids;
    for (const vault::Link* link : links) ids.push_back(link->secret);
    COFFER_ASSIGN(auto found, aws::get_parameters(reader.client, reader.credentials, reader.region, ids));
    std::vector<std::optional<ExternalValue>> values(links.size());
    for (size_t k = 0; k < values.size(); ++k) {
      if (found[k]) values[k] = taken(*std::move(found[k]));
    }
    return values;
  }
};

}  // namespace

const AwsStore& parameter_store() {
  static const ParameterStore store;
  return store;
}

}  // namespace coffer::secrets
