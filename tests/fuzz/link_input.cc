// What a person pastes for a link: ARNs, and all the fields, one a line. What is accepted can be written to
// the vault and to a links file, and comes back the same.
#include "secrets/link_input.h"

#include "aws/arn.h"
#include "memory_file.h"
#include "secrets/links_file.h"
#include "target.h"
#include "vault/payload.h"

namespace coffer::fuzz {
namespace {

void check_arns(std::string_view text) {
  if (const auto pasted = aws::parse_secret_arn(text); pasted) {
    const auto again = aws::parse_secret_arn(pasted->arn.text);
    REQUIRE(again.ok() && again->arn.text == pasted->arn.text && again->json_key.empty());
    REQUIRE(pasted->arn.text == fmt::format("arn:{}:secretsmanager:{}:{}:secret:{}", pasted->arn.partition,
                                            pasted->arn.region, pasted->arn.account,
                                            pasted->arn.name_with_suffix));
  } else {
    check_error(pasted.error());
    REQUIRE(pasted.error().field == "Secret ARN");
  }
  if (const auto role = aws::parse_role_arn(text); role) {
    REQUIRE(aws::parse_role_arn(role->text).ok());
    REQUIRE(aws::account_of(role->text) == role->account);
  } else {
    REQUIRE(role.error().field == "Role ARN");
  }
  REQUIRE(aws::account_of(text).size() <= text.size());
  if (const auto parameter = aws::parse_parameter(text); parameter) {
    const auto again = aws::parse_parameter(parameter->id.arn.text);
    REQUIRE(again.ok() && again->id.arn.text == parameter->id.arn.text && again->version.empty());
  } else {
    check_error(parameter.error());
    REQUIRE(parameter.error().field == "Parameter");
  }
}

void check_stored(const vault::Link& link) {
  vault::Content content;
  content.entries.push_back({.name = "linked", .value = link});
  REQUIRE(vault::check_content(content).ok());
  const auto payload = vault::encode_payload(content);
  REQUIRE(payload.ok());
  const auto read = vault::decode_payload(*payload);
  REQUIRE(read.ok() && std::get<vault::Link>(read->entries[0].value) == link);
  const MemoryFile file(secrets::links_file_text({{"linked", link, {}}}));
  const auto links = secrets::load_links_file(file.path());
  REQUIRE(links.ok() && links->entries.size() == 1 && links->entries[0].link == link);
}

}  // namespace

void one_input(std::string_view bytes) {
  Pieces pieces(bytes);
  secrets::LinkFields fields;
  fields.secret = pieces.line();
  check_arns(fields.secret);
  for (std::string* field :
       {&fields.role, &fields.external_id, &fields.version, &fields.json_key, &fields.connection})
    *field = pieces.line();
  fields.narrow_role = pieces.number(2) == 1;
  fields.cache_seconds = static_cast<int>(pieces.number(100'000)) - 1;
  constexpr const char* kProviders[] = {vault::kAws, vault::kSsm, vault::kHashicorp};
  fields.provider = kProviders[pieces.number(3)];
  for (std::string* field : {&fields.region, &fields.address, &fields.ns, &fields.mount})
    *field = pieces.line();
  fields.kv_version = static_cast<int>(pieces.number(4));
  const auto link = secrets::make_link(fields);
  if (!link) {
    check_error(link.error());
    REQUIRE(!link.error().field.empty());
    return;
  }
  check_stored(*link);
}

}  // namespace coffer::fuzz
