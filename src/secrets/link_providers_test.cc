// Links to Parameter Store and to KV engines: what is taken, what is refused, and their way through a links
// file.
#include <gtest/gtest.h>

#include "secrets/link_input.h"
#include "secrets/link_text.h"
#include "secrets/links_file.h"

namespace coffer::secrets {
namespace {

LinkFields of(const std::string& provider, const std::string& secret) {
  LinkFields fields;
  fields.provider = provider;
  fields.secret = secret;
  return fields;
}
LinkFields kv(const std::string& path = "app/db") { return of(vault::kHashicorp, path); }
LinkFields parameter(const std::string& name = "/prod/db") { return of(vault::kSsm, name); }

std::string field_of(const LinkFields& fields) {
  const auto link = make_link(fields);
  EXPECT_TRUE(link || !link.error().mend.empty());
  return link ? "" : link.error().field;
}

constexpr const char* kParameterArn = "arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db";
constexpr const char* kRole = "arn:aws:iam::123456789012:role/reader";

TEST(LinkProvidersTest, TakesAParameterByNameAndByArn) {
  LinkFields fields = parameter("/prod/db:blue");
  fields.region = "eu-west-1";
  fields.role = kRole;
  fields.external_id = "x-1";
  fields.json_key = "password";
  fields.connection = "prod";
  const auto link = make_link(fields);
  ASSERT_TRUE(link) << to_string(link.error());
  EXPECT_EQ(link->provider, "ssm");
  EXPECT_EQ(link->secret, "/prod/db");
  EXPECT_EQ(link->version, "blue");
  EXPECT_EQ(link->region, "eu-west-1");
  EXPECT_EQ(link->role, kRole);
  EXPECT_EQ(link_target(*link), "/prod/db (eu-west-1)");
  EXPECT_EQ(make_link(fields_of(*link)).value(), *link);

  fields = parameter(std::string(kParameterArn) + ":3");
  fields.region = "eu-west-1";
  const auto by_arn = make_link(fields);
  ASSERT_TRUE(by_arn) << to_string(by_arn.error());
  EXPECT_EQ(by_arn->version, "3");
  EXPECT_EQ(by_arn->region, "") << "the ARN says it";
}

TEST(LinkProvidersTest, RefusesAParameterThatContradictsItself) {
  LinkFields fields = parameter(kParameterArn);
  fields.region = "us-east-1";
  EXPECT_EQ(field_of(fields), "Region");
  fields = parameter();
  fields.region = "no region!";
  EXPECT_EQ(field_of(fields), "Region");
  fields = parameter("/prod/db:3");
  fields.version = "4";
  EXPECT_EQ(field_of(fields), "Version");
  fields = parameter();
  fields.version = "a:b";
  EXPECT_EQ(field_of(fields), "Version");
  fields = parameter();
  fields.region = "cn-north-1";
  fields.role = kRole;
  EXPECT_EQ(field_of(fields), "Role ARN");
  EXPECT_EQ(field_of(parameter("no/slash/first")), "Parameter");
  EXPECT_EQ(field_of(parameter("")), "Parameter");
}

TEST(LinkProvidersTest, TakesASecretOfAKvEngine) {
  LinkFields fields = kv(" / app/db one /");
  fields.mount = "kv/";
  fields.ns = "/team/a/";
  fields.address = "https://vault.example.com:8200/";
  fields.kv_version = 2;
  fields.version = " 7 ";
  fields.json_key = "pass.word";
  fields.cache_seconds = 0;
  const auto link = make_link(fields);
  ASSERT_TRUE(link) << to_string(link.error());
  EXPECT_EQ(link->secret, "app/db one");
  EXPECT_EQ(link->mount, "kv");
  EXPECT_EQ(link->ns, "team/a");
  EXPECT_EQ(link->address, "https://vault.example.com:8200");
  EXPECT_EQ(link->version, "7");
  EXPECT_EQ(link->kv_version, 2);
  EXPECT_EQ(link->json_key, "pass.word");
  EXPECT_EQ(link->cache_seconds, 0);
  EXPECT_EQ(link_target(*link), "kv/app/db one in team/a at https://vault.example.com:8200");
  EXPECT_EQ(make_link(fields_of(*link)).value(), *link);
  EXPECT_EQ(link_target(make_link(kv()).value()), "secret/app/db");
}

TEST(LinkProvidersTest, RefusesPathsThatLeadElsewhere) {
  for (const char* path : {"", "/", "a//b", "../sys/seal", "a/../b", "a/.", "a\nb", "a\xff"}) {
    EXPECT_EQ(field_of(kv(path)), "Secret path") << path;
    LinkFields fields = kv();
    fields.mount = path;
    if (!std::string(path).empty() && std::string(path) != "/") {
      EXPECT_EQ(field_of(fields), "Mount") << path;
    }
  }
  EXPECT_EQ(field_of(kv(std::string(1025, 'a'))), "Secret path");
}

TEST(LinkProvidersTest, NamesTheFieldOfAKvLinkThatIsWrong) {
  const auto with = [](auto member, const auto& value) {
    LinkFields fields = kv();
    fields.*member = value;
    return field_of(fields);
  };
  EXPECT_EQ(with(&LinkFields::ns, "team\r\nX-Header: 1"), "Namespace");
  EXPECT_EQ(with(&LinkFields::ns, "te am"), "Namespace");
  EXPECT_EQ(with(&LinkFields::address, "vault.example.com"), "Address");
  EXPECT_EQ(with(&LinkFields::address, "https://user:pass@vault"), "Address");
  for (const char* version : {"0", "-1", "01", "1.0", "AWSCURRENT", "99999999999"})
    EXPECT_EQ(with(&LinkFields::version, version), "Version") << version;
  EXPECT_EQ(with(&LinkFields::kv_version, 3), "KV version");
  EXPECT_EQ(with(&LinkFields::json_key, std::string(1025, 'a')), "Field");
  LinkFields fields = kv();
  fields.kv_version = 1;
  fields.version = "1";
  EXPECT_EQ(field_of(fields), "Version");
}

TEST(LinkProvidersTest, AFieldOfAnotherProviderIsRefused) {
  const auto with = [](LinkFields fields, auto member, const auto& value) {
    fields.*member = value;
    return field_of(fields);
  };
  EXPECT_EQ(with(kv(), &LinkFields::role, kRole), "Role ARN");
  EXPECT_EQ(with(kv(), &LinkFields::external_id, "x-1"), "External ID");
  EXPECT_EQ(with(kv(), &LinkFields::connection, "prod"), "Connection");
  EXPECT_EQ(with(kv(), &LinkFields::region, "eu-west-1"), "Region");
  EXPECT_EQ(with(kv(), &LinkFields::narrow_role, true), "Session policy");
  EXPECT_EQ(with(parameter(), &LinkFields::narrow_role, true), "Session policy");
  EXPECT_EQ(with(parameter(), &LinkFields::mount, "kv"), "Mount");
  const LinkFields aws = of("aws", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf");
  EXPECT_EQ(with(aws, &LinkFields::address, "https://x"), "Address");
  EXPECT_EQ(with(aws, &LinkFields::ns, "x"), "Namespace");
  EXPECT_EQ(with(aws, &LinkFields::kv_version, 1), "KV version");
  EXPECT_EQ(with(aws, &LinkFields::region, "eu-west-1"), "Region");
  EXPECT_EQ(field_of(of("gcp", "x")), "Provider");
}

std::string entry(const std::string& members) { return R"({"version":1,"links":{"k":{)" + members + "}}}"; }

TEST(LinkProvidersTest, ALinksFileHoldsThem) {
  const auto entries = parse_links(R"({"version":1,"links":{
      "a":{"provider":"ssm","parameter":"/prod/db:blue","region":"eu-west-1","json_key":"p"},
      "b":{"provider":"hashicorp","address":"https://vault.example.com","namespace":"team","mount":"kv",
           "secret_path":"app/db","field":"password","version":"2","kv_version":2,"cache_seconds":30}}})");
  ASSERT_TRUE(entries) << to_string(entries.error());
  EXPECT_EQ((*entries)[0].link.version, "blue");
  EXPECT_EQ((*entries)[0].link.region, "eu-west-1");
  EXPECT_EQ((*entries)[1].link.json_key, "password");
  EXPECT_EQ((*entries)[1].link.ns, "team");
  EXPECT_EQ((*entries)[1].link.kv_version, 2);
  const auto again = parse_links(links_file_text(*entries));
  ASSERT_TRUE(again) << to_string(again.error());
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ((*again)[i].link, (*entries)[i].link);
}

TEST(LinkProvidersTest, ALinksFileNamesTheMemberThatIsWrong) {
  const std::pair<const char*, const char*> cases[] = {
      {R"("provider":"ssm","secret_arn":"x")", "k.secret_arn"},
      {R"("provider":"ssm")", "k.parameter"},
      {R"("provider":"hashicorp","parameter":"x")", "k.parameter"},
      {R"("provider":"hashicorp","secret_path":"a","json_key":"x")", "k.json_key"},
      {R"("provider":"hashicorp","secret_path":"a","role_arn":"x")", "k.role_arn"},
      {R"("provider":"hashicorp","secret_path":"a/../b")", "k.secret_path"},
      {R"("provider":"hashicorp","secret_path":"a","kv_version":0)", "k.kv_version"},
      {R"("provider":"hashicorp","secret_path":"a","mount":1)", "k.mount"},
      {R"("provider":"ssm","parameter":"a","region":"A B")", "k.region"},
      {R"("provider":"tomorrow","secret_arn":"a")", "k.provider"}};
  for (const auto& [members, field] : cases) {
    const auto entries = parse_links(entry(members));
    ASSERT_FALSE(entries) << members;
    EXPECT_EQ(entries.error().field, field) << to_string(entries.error());
  }
}

}  // namespace
}  // namespace coffer::secrets
