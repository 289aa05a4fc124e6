#include "agent/remote_holder.h"

#include <sys/stat.h>

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

  std::unique_ptr<RemoteHolder> holder() {
    auto client = Client::connect(client_);
    EXPECT_TRUE(client && *client);
    RemoteHolder::Parts parts;
    parts.client = client_;
    parts.own = {&aws_.transport(), &clock_, &crypto::system_random(), &environment_, nullptr,
                 &redactor_,        {}};
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

}  // namespace
}  // namespace coffer::agent
