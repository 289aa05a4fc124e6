#include "secrets/split_holder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace coffer::secrets {
namespace {

// Answers each link with its own name and that of the secret.
class NamedHolder final : public Holder {
 public:
  explicit NamedHolder(std::string name) : name_(std::move(name)) {}

  std::vector<Got> read(const std::vector<Wanted>& wanted, ValueCache::Freshness) override {
    std::vector<Got> got;
    for (const Wanted& each : wanted) {
      ExternalValue value;
      value.value = std::make_shared<const Secret>(name_ + " " + each.link.secret);
      got.push_back({value, true, nullptr});
    }
    ++reads;
    return got;
  }
  void connect_on_demand(ConnectInput input) override { on_demand = std::move(input); }
  Result<ConnectionInfo> connect(const ConnectInput&) override {
    ConnectionInfo info;
    info.name = name_;
    return info;
  }
  Result<std::vector<ConnectionInfo>> connections() override { return std::vector<ConnectionInfo>(); }
  Result<void> disconnect(const std::string&) override { return {}; }
  Result<void> reset_cache() override { return ++resets, Result<void>(); }
  Result<std::vector<aws::SecretDescription>> list_secrets(const ConnectInput&, const std::string&) override {
    return Error{ErrorCode::kUnsupported, name_};
  }
  Result<aws::SecretVersions> list_versions(const ConnectInput&, const std::string&) override {
    return Error{ErrorCode::kUnsupported, name_};
  }

  int reads = 0, resets = 0;
  ConnectInput on_demand;

 private:
  std::string name_;
};

class SplitHolderTest : public testing::Test {
 protected:
  std::vector<std::string> read(const std::vector<std::string>& providers) {
    std::vector<Holder::Wanted> wanted;
    for (const std::string& provider : providers) {
      Holder::Wanted& each = wanted.emplace_back();
      each.link.provider = provider;
      each.link.secret = std::to_string(wanted.size());
    }
    std::vector<std::string> texts;
    for (const Holder::Got& got : split_.read(wanted, ValueCache::Freshness::kCached)) {
      texts.push_back((*got.value).value->expose([](std::string_view bytes) { return std::string(bytes); }));
    }
    return texts;
  }

  NamedHolder agent_{"agent"}, own_{"own"};
  SplitHolder split_{agent_, own_};
};

TEST_F(SplitHolderTest, EachLinkIsReadByItsHolderAndComesBackInOrder) {
  EXPECT_THAT(read({"hashicorp", "aws", "ssm", "tomorrow", "hashicorp"}),
              testing::ElementsAre("own 1", "agent 2", "agent 3", "own 4", "own 5"));
  EXPECT_EQ(agent_.reads, 1);
  EXPECT_EQ(own_.reads, 1);
}

TEST_F(SplitHolderTest, WhoHasNothingToReadIsNotAsked) {
  EXPECT_THAT(read({"aws"}), testing::ElementsAre("agent 1"));
  EXPECT_EQ(own_.reads, 0);
  EXPECT_TRUE(read({}).empty());
  EXPECT_EQ(agent_.reads, 1);
}

TEST_F(SplitHolderTest, EachGetsItsPartOfTheLogin) {
  ConnectInput input;
  input.profile = "prod";
  input.hashicorp = {"approle", "ci"};
  split_.connect_on_demand(std::move(input));
  EXPECT_EQ(agent_.on_demand.profile, "prod");
  EXPECT_EQ(own_.on_demand.hashicorp.method, "approle");
  EXPECT_EQ(own_.on_demand.profile, std::nullopt);
}

TEST_F(SplitHolderTest, ConnectionsAreTheAgentsAndBothCachesAreReset) {
  EXPECT_EQ(split_.connect({})->name, "agent");
  EXPECT_TRUE(split_.reset_cache());
  EXPECT_EQ(agent_.resets + own_.resets, 2);
}

}  // namespace
}  // namespace coffer::secrets
