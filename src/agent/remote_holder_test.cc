#include "agent/remote_holder.h"

#include <sys/stat.h>

#include <atomic>
#include <thread>

#include "agent/server.h"
#include "agent/testing/agent_fixture.h"

namespace coffer::agent {
namespace {

using secrets::ValueCache;

// An agent in this process, at a place of its own.
class RemoteHolderTest : public AgentTest {
 protected:
  RemoteHolderTest() {
    ::chmod(folder_.path().c_str(), 0700);
    Environment environment;
    environment.set("COFFER_HOME", folder_.path().string());
    client_.place = place_of(environment);
    client_.clock = &system_clock();
    client_.version = "1";
    start();
  }
  ~RemoteHolderTest() override { stop(); }

  void start() {
    auto seat = Seat::take(client_.place);
    ASSERT_TRUE(seat);
    ASSERT_TRUE(*seat);
    seat_.emplace(**std::move(seat));
    Server::Parts parts;
    parts.keeper = &keeper_;
    parts.clock = &system_clock();
    parts.version = "1";
    parts.most_clients = 4;
    server_ = std::make_unique<Server>(parts, seat_->take_listener(), nullptr);
    serving_ = std::jthread([this] { server_->run(); });
  }
  void stop() {
    if (!server_) return;
    server_->stop();
    serving_.join();
    server_.reset();
    seat_->leave();
    seat_.reset();
  }

  std::unique_ptr<RemoteHolder> holder(secrets::Prompter* prompter = nullptr) {
    auto client = Client::connect(client_);
    EXPECT_TRUE(client && *client) << (client ? "no agent" : to_string(client.error()));
    RemoteHolder::Parts parts;
    parts.client = client_;
    parts.own = {
        &aws_.transport(), &clock_, &crypto::system_random(), &environment_, prompter, &redactor_, {}, {}};
    parts.lost = [this](const Error&) { ++lost_; };
    auto made = std::make_unique<RemoteHolder>(std::move(parts), **std::move(client));
    made->connect_on_demand({});
    return made;
  }
  static std::string value(RemoteHolder& holder, const std::string& name,
                           ValueCache::Freshness freshness = ValueCache::Freshness::kCached) {
    return text_of(holder.read({wanted(name)}, freshness).front());
  }

  Client::Parts client_;
  std::optional<Seat> seat_;
  std::unique_ptr<Server> server_;
  std::jthread serving_;
  secrets::Redactor redactor_;
  int lost_ = 0;
};

TEST_F(RemoteHolderTest, OneCommandReadsWhatAnotherFetched) {
  EXPECT_EQ(value(*holder(), "a"), "value-a");
  const auto second = holder();
  const auto got = second->read({wanted("a")}, ValueCache::Freshness::kCached);
  EXPECT_TRUE(got.front().cached);
  EXPECT_EQ(fetches(), 1U);
  EXPECT_EQ(logins(), 1U);
  ASSERT_TRUE(second->connections());
  EXPECT_EQ(second->connections()->size(), 1U);
  ASSERT_TRUE(second->reset_cache());
  EXPECT_EQ(value(*second, "a"), "value-a");
  EXPECT_EQ(fetches(), 2U);
}

TEST_F(RemoteHolderTest, PastTheCacheItTellsWhatWasThereBefore) {
  const auto one = holder();
  EXPECT_EQ(value(*one, "a"), "value-a");
  aws_.put(secrets::test_arn("a"), "rotated");
  const auto got = one->read({wanted("a")}, ValueCache::Freshness::kFetched);
  EXPECT_EQ(text_of(got.front()), "rotated");
  ASSERT_TRUE(got.front().before);
  EXPECT_TRUE(got.front().before->value->equals(Secret("value-a")));
}

TEST_F(RemoteHolderTest, MoreLinksThanOneRequestHas) {
  std::vector<secrets::Holder::Wanted> many;
  for (int i = 0; i < 120; ++i) {
    const std::string name = fmt::format("s{}", i);
    aws_.put(secrets::test_arn(name), "value-" + name);
    many.push_back(wanted(name));
  }
  const auto got = holder()->read(many, ValueCache::Freshness::kCached);
  ASSERT_EQ(got.size(), 120U);
  for (int i = 0; i < 120; ++i) EXPECT_EQ(text_of(got[static_cast<size_t>(i)]), fmt::format("value-s{}", i));
}

TEST_F(RemoteHolderTest, AfterALockItTellsItsEnvironmentAnew) {
  const auto one = holder();
  EXPECT_EQ(value(*one, "a"), "value-a");
  auto other = Client::connect(client_);
  ASSERT_TRUE(other && *other);
  ASSERT_TRUE((*other)->ask({{{"do", "lock"}}}));
  EXPECT_EQ(value(*one, "a"), "value-a");
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(lost_, 0);
}

TEST_F(RemoteHolderTest, CutToMakeRoomItComesBack) {
  const auto first = holder();
  EXPECT_EQ(value(*first, "a"), "value-a");
  std::vector<std::unique_ptr<RemoteHolder>> more;
  for (int i = 0; i < 10; ++i) {
    more.push_back(holder());
    EXPECT_EQ(value(*more.back(), "a"), "value-a");
  }
  EXPECT_EQ(value(*first, "a"), "value-a");
  EXPECT_EQ(lost_, 0);
  EXPECT_EQ(logins(), 1U);
}

TEST_F(RemoteHolderTest, WithoutItsAgentItGoesOnByItself) {
  const auto one = holder();
  EXPECT_EQ(value(*one, "a"), "value-a");
  stop();
  EXPECT_EQ(value(*one, "a"), "value-a");
  EXPECT_EQ(value(*one, "a"), "value-a");
  EXPECT_EQ(lost_, 1);
  EXPECT_EQ(logins(), 2U);
  EXPECT_EQ(fetches(), 2U);
  start();  // a new one is for new commands
  EXPECT_EQ(value(*one, "a"), "value-a");
  EXPECT_EQ(lost_, 1);
}

TEST_F(RemoteHolderTest, FromManyThreadsAtOnce) {
  const auto one = holder();
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i)
    threads.emplace_back([&] {
      for (int k = 0; k < 50; ++k) EXPECT_EQ(value(*one, "a"), "value-a");
    });
  threads.clear();
  EXPECT_EQ(fetches(), 1U);
}

TEST_F(RemoteHolderTest, AnotherVersionIsRefused) {
  client_.version = "2";
  const auto client = Client::connect(client_);
  ASSERT_FALSE(client);
  EXPECT_EQ(client.error().code, ErrorCode::kUnsupported);
}

TEST_F(RemoteHolderTest, NoAgentIsNoError) {
  stop();
  const auto client = Client::connect(client_);
  ASSERT_TRUE(client);
  EXPECT_FALSE(*client);
}

TEST_F(RemoteHolderTest, TypedKeysAreHiddenHereThoughTheyAreUsedThere) {
  const auto one = holder();
  secrets::ConnectInput input;
  input.credentials =
      aws::Credentials{"AKIATYPED", Secret("typed-secret-key"), Secret(), std::nullopt, "typed"};
  const auto info = one->connect(input);
  ASSERT_TRUE(info) << to_string(info.error());
  EXPECT_EQ(info->source, "typed");
  EXPECT_EQ(redactor_.redact("x typed-secret-key"), "x [AWS secret access key]");
  ASSERT_TRUE(one->disconnect("default"));
  EXPECT_TRUE(one->connections()->empty());
}

// One of two terminals. It answers an MFA question once the other one waits for it.
class Terminal final : public secrets::Prompter {
 public:
  explicit Terminal(std::atomic<int>& waiting) : waiting_(&waiting) {}
  Result<std::string> choose_mfa_device(const std::vector<std::string>& serials) override {
    return serials.front();
  }
  Result<std::string> mfa_device_by_hand(const std::string&) override { return std::string(); }
  Result<Secret> mfa_code(const std::string&, const std::string&) override {
    ++asked;
    while (*waiting_ < answers_when_waiting) std::this_thread::yield();
    if (gives_up) return Error{ErrorCode::kCancelled, "the person pressed Ctrl-C"};
    return Secret("123456");
  }
  void waiting_for_another(const std::string& connection) override {
    EXPECT_EQ(connection, "default");
    ++*waiting_;
  }
  std::atomic<int> asked = 0;
  std::atomic<int> answers_when_waiting = 1;
  bool gives_up = false;

 private:
  std::atomic<int>* waiting_;
};

class TwoTerminalsTest : public RemoteHolderTest {
 protected:
  TwoTerminalsTest() { aws_.mfa_devices = {"arn:aws:iam::123456789012:mfa/me"}; }

  // Both want the same connection, the other one once the first is being asked. What each got.
  std::pair<std::string, std::string> both() {
    const auto first = holder(&terminals_[0]), other = holder(&terminals_[1]);
    std::pair<std::string, std::string> values;
    {
      const std::jthread one([&] { values.first = value(*first, "a"); });
      while (terminals_[0].asked == 0) std::this_thread::yield();
      const std::jthread two([&] { values.second = value(*other, "a"); });
    }
    return values;
  }

  std::atomic<int> waiting_ = 0;
  Terminal terminals_[2]{Terminal(waiting_), Terminal(waiting_)};
};

TEST_F(TwoTerminalsTest, OneIsAskedAndTheOtherGoesOnWithWhatItGot) {
  EXPECT_EQ(both(), std::pair(std::string("value-a"), std::string("value-a")));
  EXPECT_EQ(terminals_[0].asked, 1);
  EXPECT_EQ(terminals_[1].asked, 0);
  EXPECT_EQ(aws_.mfa_sessions, 1);
}

TEST_F(TwoTerminalsTest, WhereAllPlacesAreAtWorkANewcomerIsToldSo) {
  terminals_[0].answers_when_waiting = 4;  // one more than there are
  std::vector<std::unique_ptr<RemoteHolder>> four;
  std::vector<std::jthread> threads;
  for (size_t i = 0; i < 4; ++i) {
    four.push_back(holder(&terminals_[std::min<size_t>(i, 1)]));
    threads.emplace_back([&, i] { EXPECT_EQ(value(*four[i], "a"), "value-a"); });
    while (terminals_[0].asked == 0) std::this_thread::yield();
  }
  while (waiting_ < 3) std::this_thread::yield();
  const auto fifth = Client::connect(client_);
  ASSERT_FALSE(fifth);
  EXPECT_EQ(fifth.error().code, ErrorCode::kThrottled);
  terminals_[0].answers_when_waiting = 0;
  threads.clear();
  EXPECT_TRUE(Client::connect(client_));
  EXPECT_EQ(lost_, 0);
}

TEST_F(TwoTerminalsTest, WhereTheFirstGivesUpTheOtherIsAsked) {
  terminals_[0].gives_up = true;
  EXPECT_EQ(both(), std::pair(std::string("error: cancelled"), std::string("value-a")));
  EXPECT_EQ(terminals_[1].asked, 1);
  EXPECT_EQ(aws_.mfa_sessions, 1);
}

}  // namespace
}  // namespace coffer::agent
