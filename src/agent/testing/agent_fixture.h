// An agent over FakeAws and a clock that a test moves.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "agent/keeper.h"
#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "secrets/testing/fake_aws.h"

namespace coffer::agent {

class AgentTest : public testing::Test {
 protected:
  AgentTest() {
    environment_.set("HOME", folder_.path().string());
    environment_.set("AWS_REGION", "eu-west-1");
    environment_.set("AWS_ACCESS_KEY_ID", "AKIAENVIRONMENT0");
    environment_.set("AWS_SECRET_ACCESS_KEY", "environment-secret-key");
    aws_.put(secrets::test_arn("a"), "value-a");
  }

  // Every transport of the agent leads to the one FakeAws.
  class Forward final : public http::Transport {
   public:
    explicit Forward(http::Transport& to) : to_(&to) {}
    Result<http::Response> send(const http::Request& request, const http::SendOptions& options) override {
      return to_->send(request, options);
    }

   private:
    http::Transport* to_;
  };

  Keeper::Parts keeper_parts() {
    Keeper::Parts parts;
    parts.clock = &clock_;
    parts.random = &crypto::system_random();
    parts.make_transport = [this](const Environment&) { return std::make_unique<Forward>(aws_.transport()); };
    return parts;
  }

  static secrets::Holder::Wanted wanted(const std::string& name) {
    secrets::Holder::Wanted wanted;
    wanted.link.secret = secrets::test_arn(name);
    wanted.keep = std::chrono::hours(1);
    return wanted;
  }

  // Reads a secret as a command without flags would; the error's code where that fails.
  std::string read(Surroundings& surroundings, const std::string& name,
                   const secrets::ConnectInput& input = {}) {
    const auto core = surroundings.core(input);
    secrets::OwnHolder holder(surroundings.authenticate_parts(nullptr), *core);
    secrets::ConnectInput same;
    same.profile = input.profile;
    holder.connect_on_demand(std::move(same));
    return text_of(holder.read({wanted(name)}, secrets::ValueCache::Freshness::kCached).front());
  }

  static std::string text_of(const secrets::Holder::Got& got) {
    if (!got.value) return "error: " + std::string(to_string(got.value.error().code));
    return got.value->value->expose([](std::string_view bytes) { return std::string(bytes); });
  }

  size_t fetches() const { return aws_.calls("GetSecretValue").size(); }
  size_t logins() const { return aws_.calls("GetCallerIdentity").size(); }

  TemporaryFolder folder_;
  Environment environment_;
  FakeClock clock_{WallTime(std::chrono::sys_days(std::chrono::year(2026) / 1 / 1))};
  secrets::FakeAws aws_;
  Keeper keeper_{keeper_parts()};
};

}  // namespace coffer::agent
