// What becomes of connections when their time is over (spec 3.1, 3.2, 3.8): made again by their source
// without a word, or by a person; and how long they hold, whatever the clocks do.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "secrets/testing/session_fixture.h"

namespace coffer::secrets {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// One whose wall clock somebody sets.
class SetClock final : public Clock {
 public:
  explicit SetClock(FakeClock& clock) : clock_(&clock) {}
  WallTime now() const override { return clock_->now() + off; }
  std::chrono::nanoseconds elapsed() const override { return clock_->elapsed(); }
  void sleep(std::chrono::milliseconds duration) override { clock_->sleep(duration); }
  std::chrono::milliseconds off{0};

 private:
  FakeClock* clock_;
};

class RenewalTest : public SessionTest {
 protected:
  RenewalTest() {
    for (int i = 0; i < 50; ++i) {
      names_.push_back(fmt::format("s{}", i));
      aws_.put(test_arn(names_.back()), "value-" + names_.back());
    }
  }
  ~RenewalTest() override { session_.reset(); }  // before its clock

  void link_all() {
    for (const std::string& name : names_) link(name, test_arn(name));
    session().set_cache_duration(seconds(0));
  }
  void make_session(Clock& clock, Prompter* prompter) {
    Session::Parts parts;
    parts.transport = &aws_.transport();
    parts.clock = &clock;
    parts.random = &crypto::system_random();
    parts.environment = &environment_;
    parts.prompter = prompter;
    parts.redactor = &redactor_;
    parts.audit_log = folder_.path() / "audit.jsonl";
    session_ = std::make_unique<Session>(std::move(parts));
  }
  size_t logins() const { return aws_.calls("GetCallerIdentity").size(); }
  ConnectInput typed(const std::string& token = "") {
    ConnectInput input;
    input.credentials =
        aws::Credentials{"AKIATYPED", Secret("typed-secret-key"), Secret(token), std::nullopt, "typed"};
    return input;
  }
  // Of a profile whose keys a program prints.
  void print_keys(const std::string& key_id, const std::string& more = "") {
    const auto file = folder_.path() / "printed";
    ASSERT_TRUE(replace_file(
        file, fmt::format(R"({{"Version":1,"AccessKeyId":"{}","SecretAccessKey":"printed-key"{}}})", key_id,
                          more)));
    write_config("[default]\ncredential_process = cat " + file.string() + "\n");
  }

  SetClock set_clock_{clock_};
  std::vector<std::string> names_;
};

// Sources that nobody has to be asked for. Each lays itself ready; nobody is there to be asked.

TEST_F(RenewalTest, TheEnvironmentsKeysAreTakenAgain) {
  connected();
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(2));
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(logins(), 2U);
}

TEST_F(RenewalTest, AProfilesKeysAreReadAgainAsTheFileHasThemNow) {
  write_credentials("[default]\naws_access_key_id=AKIAOLD\naws_secret_access_key=x\n");
  session().connect_on_demand({});
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  write_credentials("[default]\naws_access_key_id=AKIANEW\naws_secret_access_key=x\n");
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(aws_.calls("GetSecretValue").back().key_id, "AKIAOLD");
  clock_.advance(hours(2));
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(aws_.calls("GetSecretValue").back().key_id, "AKIANEW");
}

TEST_F(RenewalTest, AProgramIsRunAgain) {
  print_keys("ASIAFIRST", R"(,"SessionToken":"t","Expiration":"2026-01-01T00:30:00Z")");
  session().connect_on_demand({});
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  print_keys("ASIASECOND", R"(,"SessionToken":"t","Expiration":"2026-01-01T01:00:00Z")");
  clock_.advance(minutes(30));
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(aws_.calls("GetSecretValue").back().key_id, "ASIASECOND");
  EXPECT_EQ(logins(), 2U);
}

TEST_F(RenewalTest, ARoleIsAssumedAgainOverItsSource) {
  write_credentials("[base]\naws_access_key_id=AKIABASE\naws_secret_access_key=x\n");
  write_config("[default]\nrole_arn=arn:aws:iam::123456789012:role/reader\nsource_profile=base\n");
  session().connect_on_demand({});
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(2));  // FakeAws: roles hold until 02:00
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(aws_.assumed_roles, 2);
}

TEST_F(RenewalTest, AContainerIsAskedAgain) {
  environment_.set("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/credentials");
  int asked = 0;
  aws_.others = [&](const http::RecordedRequest& request) -> std::optional<Result<http::Response>> {
    if (!request.url.ends_with("/credentials")) return std::nullopt;
    ++asked;
    return http::make_response(
        200,
        fmt::format(
            R"({{"AccessKeyId":"ASIA{}","SecretAccessKey":"x","Token":"t","Expiration":"2026-01-01T0{}:00:00Z"}})",
            asked, asked));
  };
  session().connect_on_demand({});
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(1));
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(aws_.calls("GetSecretValue").back().key_id, "ASIA2");
}

TEST_F(RenewalTest, WhatWasConnectedOnPurposeIsMadeAgainAsItWasMade) {
  write_credentials(
      "[default]\naws_access_key_id=AKIADEFAULT\naws_secret_access_key=x\n"
      "[prod]\naws_access_key_id=AKIAPROD\naws_secret_access_key=x\n");
  ConnectInput input;
  input.profile = "prod";
  ASSERT_TRUE(session().connect(input));
  session().connect_on_demand({});  // which by itself would be profile default
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(2));
  EXPECT_EQ(value("s0"), "value-s0");
  for (const auto& call : aws_.calls("GetSecretValue")) EXPECT_EQ(call.key_id, "AKIAPROD");
}

TEST_F(RenewalTest, AListIsMadeByAConnectionMadeAgain) {
  connected();
  ASSERT_TRUE(session().connect({}));
  aws_.fail_next("ListSecretVersionIds", "ExpiredTokenException");
  EXPECT_NE(session().list_versions({}, test_arn("s0")).error().code, ErrorCode::kCredentialsExpired);
  EXPECT_EQ(aws_.calls("ListSecretVersionIds").size(), 2U);
  EXPECT_EQ(logins(), 2U);
}

// A source that gives what has expired.

TEST_F(RenewalTest, ASourceThatGivesExpiredCredentialsIsAskedOnce) {
  ambient_keys("ASIAENVIRONMENT", "token");
  session().connect_on_demand({});
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  aws_.ended.insert("ASIAENVIRONMENT");
  for (const std::string& name : names_) EXPECT_EQ(value(name), "error: credentials-expired");
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 2U);
}

TEST_F(RenewalTest, WhatHasExpiredAsSoonAsItIsMadeIsGivenUp) {
  connected();
  link_all();
  aws_.fail("GetSecretValue", "ExpiredTokenException");
  for (const std::string& name : names_) EXPECT_EQ(value(name), "error: credentials-expired");
  EXPECT_EQ(logins(), 2U);
}

// What only a person can give again.

TEST_F(RenewalTest, TypedKeysHoldForTwoHoursAndNothingElseTakesTheirPlace) {
  connected();
  ASSERT_TRUE(session().connect(typed()));
  link_all();
  clock_.advance(hours(2) - seconds(1));
  EXPECT_EQ(value("s0"), "value-s0");
  EXPECT_EQ(aws_.calls("GetSecretValue").back().key_id, "AKIATYPED");
  clock_.advance(seconds(1));
  const Error error = error_of("s0");
  EXPECT_EQ(error.code, ErrorCode::kCredentialsExpired);
  EXPECT_NE(error.mend.find("coffer aws connect --type long-lived"), std::string::npos) << error.mend;
  EXPECT_EQ(logins(), 1U);
  EXPECT_TRUE(session().connections()->empty());
}

TEST_F(RenewalTest, TypedTemporaryKeysHoldUntilAwsSaysSo) {
  ConnectInput input = typed("token");
  input.name = "my team";
  ASSERT_TRUE(session().connect(input));
  link_all();
  clock_.advance(hours(100));
  EXPECT_EQ(value("s0"), "value-s0");
  aws_.ended.insert("AKIATYPED");
  const Error error = error_of("s0");
  EXPECT_EQ(error.code, ErrorCode::kCredentialsExpired);
  EXPECT_NE(error.mend.find("coffer aws connect --type temporary --name 'my team'"), std::string::npos)
      << error.mend;
}

TEST_F(RenewalTest, WhereNobodyCanBeAskedForAnMfaCodeTheCommandIsNamed) {
  aws_.mfa_devices = {kDevice};
  write_credentials("[work]\naws_access_key_id=AKIAWORK\naws_secret_access_key=x\n");
  ConnectInput input;
  input.profile = "work";
  input.mfa_code = std::make_shared<const Secret>("123456");
  ASSERT_TRUE(session().connect(input));
  link_all();
  clock_.advance(hours(2) - seconds(1));
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(seconds(1));
  const Error error = error_of("s0");
  EXPECT_EQ(error.code, ErrorCode::kMfaRequired);
  EXPECT_NE(error.what.find("has expired"), std::string::npos) << error.what;
  EXPECT_NE(error.mend.find("coffer aws connect --profile 'work'"), std::string::npos) << error.mend;
  EXPECT_EQ(aws_.mfa_sessions, 1);
}

// Clocks.

TEST_F(RenewalTest, AWallClockThatIsSetNeitherProlongsNorShortensIt) {
  make_session(set_clock_, nullptr);
  ASSERT_TRUE(session().connect(typed()));
  link_all();
  set_clock_.off = hours(24 * 365);
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(1));
  set_clock_.off = -hours(24 * 365);
  EXPECT_EQ(session().connections()->front().left, hours(1));
  clock_.advance(hours(1) - seconds(1));
  EXPECT_EQ(value("s0"), "value-s0");
  set_clock_.off = -hours(2);  // as if no second had passed
  clock_.advance(seconds(1));
  EXPECT_EQ(value("s0"), "error: credentials-expired");
}

TEST_F(RenewalTest, TheTimeThatTheMachineSleepsCounts) {
  make_session(set_clock_, nullptr);
  ASSERT_TRUE(session().connect(typed()));
  link_all();
  EXPECT_EQ(value("s0"), "value-s0");
  clock_.advance(hours(9));
  set_clock_.off = -hours(9);  // even where the wall clock has not noticed yet
  EXPECT_EQ(value("s0"), "error: credentials-expired");
}

// Runs.

TEST_F(RenewalTest, ARunOfAHundredRequestsGoesOnOverAnExpiry) {
  connected();
  link_all();
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(value(names_[static_cast<size_t>(i) % 50]), fmt::format("value-s{}", i % 50)) << i;
    clock_.advance(minutes(3));
  }
  EXPECT_EQ(logins(), 3U);  // 297 minutes
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 100U);
}

TEST_F(RenewalTest, ATokenThatAwsEndsInTheMiddleOfARunCostsNoRequest) {
  print_keys("ASIAFIRST", R"(,"SessionToken":"t")");
  session().connect_on_demand({});
  link_all();
  for (int i = 0; i < 100; ++i) {
    if (i == 40) {
      aws_.ended.insert("ASIAFIRST");
      print_keys("ASIASECOND", R"(,"SessionToken":"t")");
    }
    EXPECT_EQ(value(names_[static_cast<size_t>(i) % 50]), fmt::format("value-s{}", i % 50)) << i;
  }
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 101U);
}

TEST_F(RenewalTest, NorDoesItCostABatchOrARole) {
  print_keys("ASIAFIRST", R"(,"SessionToken":"t")");
  session().connect_on_demand({});
  link_all();
  vault::Link by_role;
  by_role.role = "arn:aws:iam::210987654321:role/reader";
  by_role.secret = test_arn("s0");
  link("by-role", by_role);
  ASSERT_TRUE(session().connect({}));
  aws_.ended.insert("ASIAFIRST");
  print_keys("ASIASECOND", R"(,"SessionToken":"t")");
  std::vector<std::string> all = names_, expected;
  all.emplace_back("by-role");
  for (const std::string& name : names_) expected.push_back("value-" + name);
  expected.emplace_back("value-s0");
  EXPECT_EQ(values(all), expected);
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(aws_.calls("GetSecretValue").size(), 1U);  // by the role: batches stay batches
}

// Many at once: whoever has to be asked is asked once.
class WaitingTest : public RenewalTest {
 protected:
  static constexpr int kThreads = 50;

  // Does not answer before all threads are under way.
  class SlowPrompter final : public Prompter {
   public:
    explicit SlowPrompter(std::atomic<int>& under_way) : under_way_(&under_way) {}
    Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override {
      return serials.front();
    }
    Result<std::string> mfa_device_by_hand(const std::string&) override { return std::string(); }
    Result<Secret> mfa_code(const std::string&, const std::string&) override {
      ++asked;
      while (wait && *under_way_ < kThreads) std::this_thread::yield();
      return Secret("123456");
    }
    int asked = 0;
    bool wait = false;

   private:
    std::atomic<int>* under_way_;
  };

  void connect_by_mfa() {
    aws_.mfa_devices = {kDevice};
    ambient_keys();
    make_session(clock_, &slow_);
    session().connect_on_demand({});
    link_all();
    EXPECT_EQ(value("s0"), "value-s0");
    EXPECT_EQ(slow_.asked, 1);
    slow_.wait = true;
  }
  // Every thread gets its value.
  void resolve_by_many() {
    std::vector<std::jthread> threads;
    for (int t = 0; t < kThreads; ++t)
      threads.emplace_back([this, t] {
        const std::string& name = names_[static_cast<size_t>(t)];
        ++under_way_;
        EXPECT_EQ(value(name), "value-" + name);
      });
  }

  std::atomic<int> under_way_ = 0;
  SlowPrompter slow_{under_way_};
};

TEST_F(WaitingTest, AnExpiredSessionIsAskedForOnceWhileFiftyRequestsWait) {
  connect_by_mfa();
  clock_.advance(hours(2));
  resolve_by_many();
  EXPECT_EQ(slow_.asked, 2);
  EXPECT_EQ(aws_.mfa_sessions, 2);
  EXPECT_EQ(logins(), 2U);
}

TEST_F(WaitingTest, SoIsOneThatAwsHasEnded) {
  connect_by_mfa();
  aws_.ended.insert("ASIAMFASESSION00");
  resolve_by_many();
  EXPECT_EQ(slow_.asked, 2);
  EXPECT_EQ(aws_.mfa_sessions, 2);
  EXPECT_EQ(logins(), 2U);
}

}  // namespace
}  // namespace coffer::secrets
