#include "secrets/audit_log.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "json/json.h"

namespace coffer::secrets {
namespace {

class AuditLogTest : public testing::Test {
 protected:
  static AuditEvent event(const std::string& secret) {
    AuditEvent made;
    made.secret = secret;
    made.destination = "https://api.example.com";
    return made;
  }
  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "state" / "audit.jsonl";
  FakeClock clock_{WallTime(std::chrono::milliseconds(1767225600123))};
  AuditLog log_{path_, clock_};
};

TEST_F(AuditLogTest, WritesOneJsonLineAnEvent) {
  AuditEvent full = event("a \"b\"\n");
  full.source = "aws arn:x";
  full.cached = true;
  ASSERT_TRUE(log_.append({full, event("c")}));
  ASSERT_TRUE(log_.append({event("d")}));
  EXPECT_EQ(*read_file(path_),
            "{\"time\":\"2026-01-01T00:00:00.123Z\",\"action\":\"use\",\"secret\":\"a "
            "\\\"b\\\"\\n\",\"source\":\"aws arn:x\","
            "\"destination\":\"https://api.example.com\",\"cached\":true}\n"
            "{\"time\":\"2026-01-01T00:00:00.123Z\",\"action\":\"use\",\"secret\":\"c\",\"destination\":"
            "\"https://api.example.com\"}\n"
            "{\"time\":\"2026-01-01T00:00:00.123Z\",\"action\":\"use\",\"secret\":\"d\",\"destination\":"
            "\"https://api.example.com\"}\n");
}

TEST_F(AuditLogTest, IsPrivate) {
  ASSERT_TRUE(log_.append({event("a")}));
  struct stat status{};
  ASSERT_EQ(stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

TEST_F(AuditLogTest, RefusesALogThatOthersMayRead) {
  ASSERT_TRUE(log_.append({event("a")}));
  ASSERT_EQ(chmod(path_.c_str(), 0644), 0);
  EXPECT_EQ(log_.append({event("b")}).error().code, ErrorCode::kPermissions);
}

TEST_F(AuditLogTest, FailsWhereItCannotWrite) {
  EXPECT_EQ(AuditLog("/dev/full", clock_).append({event("a")}).error().code, ErrorCode::kIo);
  EXPECT_EQ(AuditLog(folder_.path(), clock_).append({event("a")}).error().code, ErrorCode::kIo);
  std::filesystem::create_symlink(folder_.path() / "elsewhere", folder_.path() / "link");
  EXPECT_FALSE(AuditLog(folder_.path() / "link", clock_).append({event("a")}));
  EXPECT_FALSE(std::filesystem::exists(folder_.path() / "elsewhere"));
}

TEST_F(AuditLogTest, KeepsNoneWithoutAPath) { EXPECT_TRUE(AuditLog({}, clock_).append({event("a")})); }

}  // namespace
}  // namespace coffer::secrets
