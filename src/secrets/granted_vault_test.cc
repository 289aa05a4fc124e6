#include "secrets/granted_vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "json/json.h"
#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const UseContext kUse{"Shop", "List orders"};

class GrantedVaultTest : public SessionTest {
 protected:
  // A vault with local secrets, a link, and one that is never for scripts.
  vault::Store& with_vault() {
    auto created =
        vault::Store::create({folder_.path() / "vault", &clock_, &crypto::system_random()}, nullptr);
    EXPECT_TRUE(created) << to_string(created.error());
    store_ = std::move(created->store);
    EXPECT_TRUE(store_->update([](vault::Content& content) -> Result<void> {
      const auto add = [&](const std::string& name) -> vault::Entry& {
        vault::Entry& entry = content.entries.emplace_back();
        entry.name = name;
        entry.value = Secret("value-of-" + name);
        return entry;
      };
      add("local");
      add("off").enabled = false;
      add("never").scripts = vault::ScriptPolicy::kNever;
      add("binary").value = Secret(std::string("\xff\xfe", 2));
      add("linked").value = vault::Link{.secret = test_arn("linked")};
      vault::Entry& hidden = add("never-linked");
      hidden.value = vault::Link{.secret = test_arn("linked")};
      hidden.scripts = vault::ScriptPolicy::kNever;
      return {};
    }));
    session().use_vault(store_.get());
    return *store_;
  }

  GrantedVault& vault() {
    if (!vault_) {
      ScriptAccess::Parts parts;
      parts.collection = "shop.json";
      parts.flag = granted_;
      access_ = std::make_unique<ScriptAccess>(std::move(parts));
      vault_ = std::make_unique<GrantedVault>(*access_, session(), open_);
    }
    return *vault_;
  }
  std::string got(const std::string& name) {
    const auto value = vault().get(name, kUse);
    if (!value) return "error: " + std::string(to_string(value.error().code));
    if (*value == nullptr) return "none";
    return (*value)->expose([](std::string_view bytes) { return std::string(bytes); });
  }
  std::string stored(const std::string& name) {
    const vault::Entry* entry = store_->content().find(name);
    if (entry == nullptr) return "none";
    if (entry->linked()) return "linked";
    return std::get<Secret>(entry->value).expose([](std::string_view bytes) { return std::string(bytes); });
  }
  std::vector<std::string> log() {
    std::vector<std::string> lines;
    const auto text = read_file(folder_.path() / "audit.jsonl");
    std::string_view rest = text ? std::string_view(*text) : std::string_view();
    while (!rest.empty()) {
      const size_t end = rest.find('\n');
      const auto event = json::parse(rest.substr(0, end));
      EXPECT_EQ(json::find_string(*event, "collection"), "Shop");
      EXPECT_EQ(json::find_string(*event, "request"), "List orders");
      EXPECT_FALSE(json::find_string(*event, "destination"));
      lines.push_back(std::string(json::find_string(*event, "action").value_or("")) + " " +
                      std::string(json::find_string(*event, "secret").value_or("")));
      rest.remove_prefix(end + 1);
    }
    return lines;
  }

  std::optional<bool> granted_ = true;
  GrantedVault::Open open_;
  std::unique_ptr<vault::Store> store_;
  std::unique_ptr<ScriptAccess> access_;
  std::unique_ptr<GrantedVault> vault_;
};

TEST_F(GrantedVaultTest, GivesLocalValuesWhichAreRedactedFromThenOn) {
  with_vault();
  EXPECT_EQ(got("local"), "value-of-local");
  EXPECT_EQ(redactor_.redact("is value-of-local."), "is {{vault:local}}.");
  EXPECT_THAT(log(), ElementsAre("script-get local"));
}

TEST_F(GrantedVaultTest, GivesLinkedValuesLiveThroughTheCache) {
  aws_.put(test_arn("linked"), "value-from-aws", "v-7");
  connected();
  with_vault();
  EXPECT_EQ(got("linked"), "value-from-aws");
  EXPECT_EQ(redactor_.redact("value-from-aws"), "{{vault:linked}}");
  aws_.put(test_arn("linked"), "rotated", "v-8");
  EXPECT_EQ(got("linked"), "value-from-aws");
  ASSERT_TRUE(session().reset_cache());
  EXPECT_EQ(got("linked"), "rotated");
  const std::string text = *read_file(folder_.path() / "audit.jsonl");
  EXPECT_THAT(
      text,
      HasSubstr("\"version\":\"v-7\",\"identity\":\"arn:aws:iam::123456789012:user/AKIAENVIRONMENT0\""));
  EXPECT_THAT(text, HasSubstr("\"cached\":true"));
  EXPECT_EQ(text.find("value-from-aws"), std::string::npos);
}

TEST_F(GrantedVaultTest, GivesNothingWhereNoSuchSecretIsAndAnErrorForWhatMayNotBeHad) {
  with_vault();
  EXPECT_EQ(got("nothing"), "none");
  EXPECT_EQ(got("a{b"), "none");
  EXPECT_EQ(got("off"), "error: secret-off");
  EXPECT_EQ(got("never"), "error: access-denied");
  EXPECT_EQ(got("binary"), "error: binary-as-text");
  EXPECT_TRUE(log().empty());
  const Error never = vault().get("never", kUse).error();
  EXPECT_THAT(never.what, testing::StartsWith("Vault access denied: "));
  EXPECT_THAT(never.mend, HasSubstr("coffer secret scripts 'never' ask"));
}

TEST_F(GrantedVaultTest, DoesNotReadASecretThatIsNeverForScripts) {
  aws_.put(test_arn("linked"), "value-from-aws");
  connected();
  with_vault();
  EXPECT_EQ(got("never-linked"), "error: access-denied");
  EXPECT_TRUE(aws_.calls("GetSecretValue").empty());
  EXPECT_TRUE(aws_.calls("BatchGetSecretValue").empty());
  EXPECT_EQ(value("never-linked"), "value-from-aws");  // a request's reference to it resolves all the same
}

TEST_F(GrantedVaultTest, SetsAndUnsetsLocalSecrets) {
  with_vault();
  const WallTime before = store_->content().find("local")->created;
  clock_.advance(std::chrono::minutes(1));
  ASSERT_TRUE(vault().set("local", Secret("changed-value"), kUse));
  EXPECT_EQ(stored("local"), "changed-value");
  EXPECT_EQ(store_->content().find("local")->created, before);
  EXPECT_EQ(store_->content().find("local")->changed, clock_.now());
  EXPECT_EQ(redactor_.redact("changed-value"), "{{vault:local}}");
  EXPECT_EQ(got("local"), "changed-value");
  EXPECT_EQ(value("local"), "changed-value");  // and so does a reference
  ASSERT_TRUE(vault().set("fresh", Secret("fresh-value"), kUse));
  EXPECT_EQ(got("fresh"), "fresh-value");
  ASSERT_TRUE(vault().unset("local", kUse));
  EXPECT_EQ(stored("local"), "none");
  EXPECT_EQ(got("local"), "none");
  ASSERT_TRUE(vault().unset("local", kUse));
  EXPECT_EQ(redactor_.redact("value-of-off changed-value"), "value-of-off {{vault:local}}");
  EXPECT_THAT(log(), ElementsAre("script-set local", "script-get local", "script-set fresh",
                                 "script-get fresh", "script-unset local", "script-unset local"));
}

TEST_F(GrantedVaultTest, KeepsWhatElseTheVaultSaysOfASecret) {
  vault::Store& store = with_vault();
  ASSERT_TRUE(store.update([](vault::Content& content) -> Result<void> {
    content.find("local")->domains = *vault::AllowedDomains::parse("api.example.com");
    return {};
  }));
  ASSERT_TRUE(vault().set("local", Secret("changed-value"), kUse));
  EXPECT_EQ(store.content().find("local")->domains.text(), "api.example.com");
}

TEST_F(GrantedVaultTest, NeverWritesToALinkedSecret) {
  connected();
  with_vault();
  link("in-a-file", test_arn("other"));
  for (const std::string name : {"linked", "in-a-file"}) {
    const std::string arn = test_arn(name == "linked" ? "linked" : "other");
    for (const Error& error :
         {vault().set(name, Secret("new-value"), kUse).error(), vault().unset(name, kUse).error()}) {
      EXPECT_EQ(error.code, ErrorCode::kUnsupported);
      EXPECT_THAT(error.what, HasSubstr(arn));
      EXPECT_THAT(error.mend, HasSubstr("AWS Secrets Manager"));
    }
  }
  EXPECT_EQ(stored("linked"), "linked");
  EXPECT_EQ(stored("in-a-file"), "none");
  EXPECT_TRUE(log().empty());
}

TEST_F(GrantedVaultTest, NeverChangesWhatIsNeverForScriptsOrHasNoProperName) {
  with_vault();
  EXPECT_EQ(vault().set("never", Secret("x"), kUse).error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(vault().unset("never", kUse).error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(stored("never"), "value-of-never");
  EXPECT_EQ(vault().set("a}b", Secret("x"), kUse).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(vault().set("large", Secret(std::string((size_t{1} << 20) + 1, 'x')), kUse).error().code,
            ErrorCode::kTooLarge);
}

TEST_F(GrantedVaultTest, SeesALinkThatAnotherProcessMadeMeanwhile) {
  with_vault();
  const Secret key = store_->key_text();
  const auto other =
      vault::Store::open({folder_.path() / "vault", &clock_, &crypto::system_random()}, {.key = &key});
  ASSERT_TRUE(other) << to_string(other.error());
  ASSERT_TRUE((*other)->update([](vault::Content& content) -> Result<void> {
    content.find("local")->value = vault::Link{.secret = test_arn("linked")};
    return {};
  }));
  EXPECT_EQ(vault().set("local", Secret("new-value"), kUse).error().code, ErrorCode::kUnsupported);
  EXPECT_EQ(vault().unset("local", kUse).error().code, ErrorCode::kUnsupported);
}

TEST_F(GrantedVaultTest, WithoutAVaultReadsLinksAndChangesNothing) {
  aws_.put(test_arn("a"), "value-a");
  connected();
  link("a", test_arn("a"));
  EXPECT_EQ(got("a"), "value-a");
  EXPECT_EQ(got("b"), "none");
  EXPECT_EQ(vault().set("b", Secret("x"), kUse).error().code, ErrorCode::kVaultMissing);
  EXPECT_EQ(vault().unset("b", kUse).error().code, ErrorCode::kVaultMissing);
}

TEST_F(GrantedVaultTest, SaysThatALinksFileIsNotTrusted) {
  ASSERT_TRUE(replace_file(folder_.path() / "coffer.links.json",
                           R"({"version":1,"links":{"a":{"secret_arn":")" + test_arn("a") + "\"}}}"));
  session().note_untrusted_links(folder_.path() / "coffer.links.json");
  EXPECT_EQ(got("a"), "error: links-not-trusted");
  EXPECT_EQ(vault().set("a", Secret("x"), kUse).error().code, ErrorCode::kLinksNotTrusted);
}

TEST_F(GrantedVaultTest, NothingIsDoneWhereItIsNotGranted) {
  with_vault();
  granted_ = false;
  bool opened = false;
  open_ = [&]() -> Result<void> {
    opened = true;
    return {};
  };
  EXPECT_EQ(got("local"), "error: access-denied");
  EXPECT_EQ(got("nothing"), "error: access-denied");
  EXPECT_EQ(vault().set("local", Secret("x"), kUse).error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(vault().unset("local", kUse).error().code, ErrorCode::kAccessDenied);
  EXPECT_EQ(vault().granted().error().code, ErrorCode::kAccessDenied);
  EXPECT_FALSE(vault().granted_already());
  EXPECT_EQ(stored("local"), "value-of-local");
  EXPECT_EQ(redactor_.redact("value-of-local"), "value-of-local");  // nobody has read it
  EXPECT_TRUE(log().empty());
  EXPECT_FALSE(opened);
}

TEST_F(GrantedVaultTest, OpensTheVaultOnceWhenItIsFirstNeeded) {
  int opened = 0;
  open_ = [&]() -> Result<void> {
    ++opened;
    with_vault();
    return {};
  };
  EXPECT_TRUE(vault().granted_already());
  EXPECT_EQ(opened, 0);
  ASSERT_TRUE(vault().granted());
  EXPECT_EQ(value("local"), "value-of-local");  // a reference in a script's own request
  EXPECT_EQ(got("local"), "value-of-local");
  EXPECT_EQ(got("nothing"), "none");
  EXPECT_EQ(opened, 1);
}

TEST_F(GrantedVaultTest, AVaultThatDoesNotOpenIsTheErrorOfEveryUse) {
  int opened = 0;
  open_ = [&]() -> Result<void> {
    ++opened;
    return Error{ErrorCode::kVaultLocked, "the vault is locked"};
  };
  EXPECT_EQ(got("local"), "error: vault-locked");
  EXPECT_EQ(vault().set("local", Secret("x"), kUse).error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(opened, 1);
}

TEST_F(GrantedVaultTest, GivesNothingThatTheAuditLogCannotNote) {
  with_vault();
  std::filesystem::create_directory(folder_.path() / "audit.jsonl");
  EXPECT_EQ(got("local"), "error: io");
  EXPECT_EQ(vault().set("local", Secret("new-value"), kUse).error().code, ErrorCode::kIo);
  EXPECT_EQ(vault().unset("local", kUse).error().code, ErrorCode::kIo);
  EXPECT_EQ(stored("local"), "value-of-local");
}

TEST_F(GrantedVaultTest, ASecretUsedAsANameIsNotInTheAuditLog) {
  with_vault();
  EXPECT_EQ(got("local"), "value-of-local");
  ASSERT_TRUE(vault().set("value-of-local", Secret("x-value"), kUse));
  EXPECT_EQ(read_file(folder_.path() / "audit.jsonl")->find("value-of-local"), std::string::npos);
}

}  // namespace
}  // namespace coffer::secrets
