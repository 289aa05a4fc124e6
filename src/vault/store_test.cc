#include "vault/store.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "vault/testing/temp_vault.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class StoreTest : public TempVault {};

TEST_F(StoreTest, MakesAnEmptyVaultThatOpensInEveryWay) {
  const auto created = create();
  EXPECT_EQ(created.store->generation(), 1U);
  EXPECT_TRUE(created.store->content().entries.empty());
  EXPECT_THAT(*Store::slots(options_.file), ElementsAre(SlotKind::kPassphrase, SlotKind::kRecovery));
  EXPECT_TRUE(open_with_passphrase().ok());
  EXPECT_TRUE(open_with_recovery(created.recovery_key).ok());
  EXPECT_TRUE(open_with_key(created.store->key_text()).ok());
  struct stat status{};
  ASSERT_EQ(::stat(options_.file.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
}

TEST_F(StoreTest, WithoutAPassphraseThereIsTheRecoveryKeyOnly) {
  const auto created = Store::create(options_, nullptr);
  ASSERT_TRUE(created.ok());
  EXPECT_THAT(*Store::slots(options_.file), ElementsAre(SlotKind::kRecovery));
  const auto locked = open_with_passphrase();
  EXPECT_EQ(locked.error().code, ErrorCode::kVaultLocked);
  EXPECT_THAT(locked.error().what, HasSubstr("recovery key"));
}

TEST_F(StoreTest, MakesItsFolderPrivate) {
  options_.file = folder_ / "deep" / "er" / "vault";
  ASSERT_TRUE(Store::create(options_, nullptr).ok());
  struct stat status{};
  ASSERT_EQ(::stat((folder_ / "deep").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0700U);
}

TEST_F(StoreTest, NeverMakesOneOverAnother) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  const std::string before = bytes();
  EXPECT_EQ(Store::create(options_, nullptr).error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(bytes(), before);
  fs::remove(options_.file);
  const auto over_backup = Store::create(options_, nullptr);
  EXPECT_EQ(over_backup.error().code, ErrorCode::kAlreadyExists);
  EXPECT_THAT(over_backup.error().mend, HasSubstr("cp '"));
}

TEST_F(StoreTest, RefusesAnEmptyPassphraseBeforeItMakesAnything) {
  const Secret empty;
  EXPECT_EQ(Store::create(options_, &empty).error().field, "passphrase");
  EXPECT_FALSE(fs::exists(options_.file));
}

TEST_F(StoreTest, KeepsWhatWasAdded) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "value of a").ok());
  ASSERT_TRUE(created.store->update([](Content& content) -> Result<void> {
    Entry entry = local_entry("b", "");
    entry.domains = AllowedDomains::parse("*.example.com").value();
    entry.enabled = false;
    entry.scripts = ScriptPolicy::kNever;
    entry.value =
        Link{.secret = "arn:aws:secretsmanager:eu-west-1:1:secret:b-abcdef", .version = "AWSPREVIOUS"};
    content.entries.push_back(std::move(entry));
    content.settings.cache_minutes = 0;
    return {};
  }));
  const auto store = open_with_passphrase().value();
  EXPECT_EQ(store->generation(), 3U);
  EXPECT_EQ(store->content().settings.cache_minutes, 0);
  ASSERT_EQ(store->content().entries.size(), 2U);
  EXPECT_EQ(text_of(std::get<Secret>(store->content().find("a")->value)), "value of a");
  EXPECT_EQ(store->content().find("a")->created, clock_.now());
  EXPECT_EQ(store->content().find("a")->changed, clock_.now());
  const Entry* b = store->content().find("b");
  ASSERT_NE(b, nullptr);
  EXPECT_TRUE(b->linked());
  EXPECT_FALSE(b->enabled);
  EXPECT_EQ(b->scripts, ScriptPolicy::kNever);
  EXPECT_EQ(b->domains.text(), "*.example.com");
  EXPECT_EQ(std::get<Link>(b->value).version, "AWSPREVIOUS");
  EXPECT_EQ(store->content().find("A"), nullptr) << "names are case-sensitive";
}

TEST_F(StoreTest, NothingReadableIsInTheFile) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "name-of-it", "value-of-it").ok());
  for (const std::string_view text : {"name-of-it", "value-of-it", "entries", "passphrase"}) {
    EXPECT_EQ(bytes().find(text), std::string::npos) << text;
  }
}

TEST_F(StoreTest, AFailedChangeChangesNothing) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  const std::string before = bytes();
  const auto refused = created.store->update([](Content& content) -> Result<void> {
    content.entries.clear();
    return Error{ErrorCode::kCancelled, "no"};
  });
  EXPECT_EQ(refused.error().code, ErrorCode::kCancelled);
  EXPECT_EQ(add(*created.store, "a", "2").error().code, ErrorCode::kAlreadyExists);
  EXPECT_EQ(add(*created.store, "{", "2").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(bytes(), before);
  EXPECT_EQ(created.store->content().entries.size(), 1U);
}

TEST_F(StoreTest, KeepsTheGenerationBefore) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  const std::string first = bytes();
  ASSERT_TRUE(add(*created.store, "b", "2").ok());
  EXPECT_EQ(*read_file(beside(".backup")), first);
  fs::copy_file(beside(".backup"), options_.file, fs::copy_options::overwrite_existing);
  ASSERT_TRUE(created.store->refresh().ok());
  EXPECT_EQ(created.store->content().entries.size(), 1U);
  ASSERT_TRUE(add(*created.store, "c", "3").ok()) << "a restored vault can be written";
}

TEST_F(StoreTest, SeesWhatAnotherProcessWrote) {
  const auto created = create();
  auto other = open_with_passphrase().value();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  EXPECT_TRUE(other->content().entries.empty());
  ASSERT_TRUE(other->refresh().ok());
  EXPECT_EQ(other->content().entries.size(), 1U);
  ASSERT_TRUE(add(*created.store, "b", "2").ok());
  ASSERT_TRUE(add(*other, "c", "3").ok()) << "no refresh needed before an update";
  EXPECT_EQ(open_with_passphrase().value()->content().entries.size(), 3U);
}

TEST_F(StoreTest, TellsAWrongPassphraseFromEverythingElse) {
  const auto created = create();
  const std::string before = bytes();
  EXPECT_EQ(open_with_passphrase("Passphrase").error().code, ErrorCode::kWrongPassphrase);
  EXPECT_EQ(Store::open(options_, {}).error().code, ErrorCode::kVaultLocked);
  EXPECT_THAT(Store::open(options_, {}).error().what, HasSubstr("passphrase, recovery key"));
  const Secret typo("coffer-recovery-1-0000");
  EXPECT_EQ(open_with_recovery(typo).error().code, ErrorCode::kInvalidArgument);
  options_.file = folder_ / "other";
  const auto other = create();
  options_.file = folder_ / "vault";
  EXPECT_EQ(open_with_key(other.store->key_text()).error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(open_with_recovery(other.recovery_key).error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(bytes(), before);
}

TEST_F(StoreTest, TheFirstWayThatFitsOpens) {
  const auto created = create();
  const Secret stale("coffer-key-1-nonsense");
  const Secret passphrase("passphrase");
  const Secret wrong("wrong");
  EXPECT_TRUE(Store::open(options_, {.key = &stale, .passphrase = &passphrase}).ok());
  EXPECT_TRUE(Store::open(options_, {.passphrase = &wrong, .recovery = &created.recovery_key}).ok());
  EXPECT_EQ(Store::open(options_, {.key = &stale, .passphrase = &wrong}).error().code,
            ErrorCode::kWrongPassphrase);
}

TEST_F(StoreTest, SaysWhatIsMissing) {
  const auto none = open_with_passphrase();
  EXPECT_EQ(none.error().code, ErrorCode::kVaultMissing);
  EXPECT_THAT(none.error().mend, HasSubstr("vault init"));
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  fs::remove(options_.file);
  const auto backed_up = open_with_passphrase();
  EXPECT_EQ(backed_up.error().code, ErrorCode::kVaultMissing);
  EXPECT_THAT(backed_up.error().mend,
              HasSubstr(fmt::format("cp '{}' '{}'", beside(".backup").string(), options_.file.string())));
  EXPECT_EQ(add(*created.store, "b", "2").error().code, ErrorCode::kVaultMissing);
  fs::remove_all(folder_);
  EXPECT_EQ(add(*created.store, "b", "2").error().code, ErrorCode::kVaultMissing);
}

TEST_F(StoreTest, SaysHowToGoBackFromADamagedFile) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  std::string damaged = bytes();
  damaged.back() = static_cast<char>(damaged.back() ^ 1);
  ASSERT_TRUE(replace_file(options_.file, damaged).ok());
  for (const auto& code_and_mend : {open_with_passphrase().error(), add(*created.store, "b", "2").error()}) {
    EXPECT_EQ(code_and_mend.code, ErrorCode::kVaultDamaged);
    EXPECT_THAT(code_and_mend.mend, HasSubstr("cp '"));
  }
  EXPECT_EQ(bytes(), damaged) << "a damaged file is not touched";
  ASSERT_TRUE(replace_file(beside(".backup"), "nonsense").ok());
  EXPECT_EQ(open_with_passphrase().error().mend.find("cp '"), std::string::npos);
}

TEST_F(StoreTest, RefusesFilesAndFoldersThatOthersMayWrite) {
  const auto created = create();
  ::chmod(options_.file.c_str(), 0640);
  const auto shared = open_with_passphrase();
  EXPECT_EQ(shared.error().code, ErrorCode::kPermissions);
  EXPECT_THAT(shared.error().mend, HasSubstr("chmod 600"));
  ::chmod(options_.file.c_str(), 0600);
  ::chmod(folder_.c_str(), 0770);
  const auto open_folder = open_with_passphrase();
  EXPECT_EQ(open_folder.error().code, ErrorCode::kPermissions);
  EXPECT_THAT(open_folder.error().mend, HasSubstr("chmod go-w"));
  options_.file = folder_ / "new";
  EXPECT_EQ(Store::create(options_, nullptr).error().code, ErrorCode::kPermissions);
  options_.file = folder_ / "vault";
  ::chmod(folder_.c_str(), 01777);
  EXPECT_TRUE(open_with_passphrase().ok()) << "a sticky folder keeps the file ours";
}

TEST_F(StoreTest, RefusesWhatIsNoPlainFile) {
  fs::create_directory(options_.file);
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kIo);
  fs::remove(options_.file);
  ASSERT_EQ(::mkfifo(options_.file.c_str(), 0600), 0);
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kIo) << "and does not wait for a writer";
}

TEST_F(StoreTest, FollowsASymbolicLinkAndKeepsIt) {
  const auto created = create();
  const fs::path link = folder_ / "link";
  fs::create_symlink(options_.file, link);
  options_.file = link;
  auto store = open_with_passphrase().value();
  ASSERT_TRUE(add(*store, "a", "1").ok());
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_TRUE(fs::exists(folder_ / "vault.backup"));
  EXPECT_EQ(open_with_passphrase().value()->content().entries.size(), 1U);
}

TEST_F(StoreTest, ChangesThePassphrase) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  ASSERT_TRUE(created.store->set_passphrase(Secret("another")).ok());
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kWrongPassphrase);
  EXPECT_EQ(open_with_passphrase("another").value()->content().entries.size(), 1U);
  EXPECT_TRUE(open_with_recovery(created.recovery_key).ok());
  options_.file = beside(".backup");
  EXPECT_EQ(open_with_passphrase().error().code, ErrorCode::kWrongPassphrase)
      << "the old one opens the backup no more";
  EXPECT_TRUE(open_with_passphrase("another").ok());
}

TEST_F(StoreTest, ReplacesTheRecoveryKey) {
  auto created = create();
  const Secret fresh = new_recovery_key(*created.store).value();
  EXPECT_EQ(open_with_recovery(created.recovery_key).error().code, ErrorCode::kVaultLocked);
  EXPECT_TRUE(open_with_recovery(fresh).ok());
}

TEST_F(StoreTest, RotatesTheKeyOfEverything) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  ASSERT_TRUE(created.store->note_slot(SlotKind::kKeyring).ok());
  const Secret old_key = created.store->key_text();
  EXPECT_EQ(rotate(*created.store, nullptr).error().field, "passphrase");
  const Secret wrong("wrong");
  EXPECT_EQ(rotate(*created.store, &wrong).error().code, ErrorCode::kWrongPassphrase);
  EXPECT_TRUE(created.store->key_text().equals(old_key));
  auto other = open_with_key(old_key).value();

  const Secret passphrase("passphrase");
  const auto fresh = rotate(*created.store, &passphrase);
  ASSERT_TRUE(fresh.ok());
  EXPECT_FALSE(created.store->key_text().equals(old_key));
  EXPECT_THAT(*Store::slots(options_.file), ElementsAre(SlotKind::kPassphrase, SlotKind::kRecovery));
  EXPECT_EQ(open_with_key(old_key).error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(open_with_recovery(created.recovery_key).error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(open_with_recovery(*fresh).value()->content().entries.size(), 1U);
  EXPECT_TRUE(open_with_passphrase().ok());
  EXPECT_TRUE(add(*created.store, "b", "2").ok());
  EXPECT_EQ(other->refresh().error().code, ErrorCode::kVaultLocked);
  EXPECT_EQ(add(*other, "c", "3").error().code, ErrorCode::kVaultLocked);
  options_.file = beside(".backup");
  EXPECT_EQ(open_with_key(old_key).error().code, ErrorCode::kVaultLocked);
}

TEST_F(StoreTest, ARecoveryKeyThatCannotBeShownChangesNothing) {
  auto created = create();
  const std::string before = bytes();
  const auto refuse = [](const Secret&) -> Result<void> { return Error{ErrorCode::kCancelled, "no"}; };
  const Secret passphrase("passphrase");
  EXPECT_EQ(created.store->rotate_key(&passphrase, refuse).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(created.store->new_recovery_key(refuse).error().code, ErrorCode::kCancelled);
  EXPECT_EQ(bytes(), before);
  EXPECT_TRUE(open_with_recovery(created.recovery_key).ok());
}

TEST_F(StoreTest, AReadOnlyVaultIsReadButNotChanged) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  const std::string before = bytes();
  ::chmod(options_.file.c_str(), 0400);
  EXPECT_TRUE(open_with_passphrase().ok());
  const auto refused = add(*created.store, "b", "2");
  EXPECT_EQ(refused.error().code, ErrorCode::kPermissions);
  EXPECT_THAT(refused.error().mend, HasSubstr("chmod u+w"));
  EXPECT_EQ(created.store->set_passphrase(Secret("another")).error().code, ErrorCode::kPermissions);
  EXPECT_EQ(bytes(), before);
}

TEST_F(StoreTest, KeepsOneWayIn) {
  auto created = create();
  ASSERT_TRUE(created.store->note_slot(SlotKind::kKeyring).ok());
  EXPECT_THAT(*Store::slots(options_.file),
              ElementsAre(SlotKind::kPassphrase, SlotKind::kRecovery, SlotKind::kKeyring));
  EXPECT_EQ(created.store->note_slot(SlotKind::kPassphrase).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(created.store->remove_slot(SlotKind::kPassphrase).ok());
  EXPECT_EQ(created.store->remove_slot(SlotKind::kPassphrase).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(created.store->remove_slot(SlotKind::kRecovery).error().code, ErrorCode::kInvalidArgument);
  ASSERT_TRUE(created.store->remove_slot(SlotKind::kKeyring).ok());
  EXPECT_THAT(*Store::slots(options_.file), ElementsAre(SlotKind::kRecovery));
  EXPECT_TRUE(open_with_recovery(created.recovery_key).ok());
}

TEST_F(StoreTest, RemovesEverything) {
  auto created = create();
  ASSERT_TRUE(add(*created.store, "a", "1").ok());
  ASSERT_TRUE(Store::remove_files(options_.file).ok());
  EXPECT_TRUE(fs::is_empty(folder_));
  EXPECT_EQ(Store::remove_files(options_.file).error().code, ErrorCode::kVaultMissing);
}

}  // namespace
}  // namespace coffer::vault
