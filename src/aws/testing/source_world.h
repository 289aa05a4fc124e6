// Files, environment and recorded HTTP answers for the tests of the credential sources.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <string>
#include <vector>

#include "aws/credentials/chain.h"
#include "base/encoding.h"
#include "base/files.h"
#include "base/testing/temporary_folder.h"
#include "crypto/random.h"
#include "http/testing/fake_transport.h"

namespace coffer::aws {

// An answer to the first request whose "METHOD URL\nheaders\n\nbody" holds `request`.
struct Recorded {
  std::string request;
  int status = 200;
  std::string body;
};

inline std::string credentials_xml(const std::string& action, const std::string& key_id) {
  return "<" + action + "Response><" + action + "Result><Credentials><AccessKeyId>" + key_id +
         "</AccessKeyId><SecretAccessKey>sEcReT-of-" + key_id + "</SecretAccessKey><SessionToken>tOkEn-of-" +
         key_id + "</SessionToken><Expiration>2026-01-01T01:00:00Z</Expiration></Credentials></" + action +
         "Result></" + action + "Response>";
}

inline std::string metadata_json(const std::string& key_id) {
  return R"({"AccessKeyId":")" + key_id + R"(","SecretAccessKey":"sEcReT-of-)" + key_id +
         R"(","Token":"tOkEn-of-)" + key_id + R"(","Expiration":"2026-01-01T06:00:00Z"})";
}

class SourceWorld : public ::testing::Test {
 protected:
  static constexpr WallTime kNow{std::chrono::sys_days(std::chrono::year(2026) / 1 / 1)};

  SourceWorld() : transport_([this](const http::Request& request) { return answer(request); }) {
    environment_.set("HOME", folder_.path().string());
    std::filesystem::create_directories(folder_.path() / ".aws");
  }

  std::filesystem::path home() const { return folder_.path(); }
  std::string write(const std::string& name, const std::string& text) {
    const auto path = home() / name;
    std::filesystem::create_directories(path.parent_path());
    EXPECT_TRUE(replace_file(path, text));
    return path.string();
  }
  void config(const std::string& text) { write(".aws/config", text); }
  void credentials(const std::string& text) { write(".aws/credentials", text); }

  // Searches as a session does: `flag` is --profile.
  Result<std::optional<Credentials>> find(const std::string& flag = "") {
    auto files = ProfileFiles::load(environment_);
    if (!files) return files.error();
    files_.emplace(std::move(*files));
    SourceParts parts = source_parts();
    ProfileBy by = ProfileBy::kFlag;
    std::optional<std::string> name = flag;
    if (flag.empty()) {
      name = environment_.get("AWS_PROFILE");
      by = name ? ProfileBy::kVariable : ProfileBy::kDefault;
    }
    auto profile = files_->for_autofill(name);
    if (!profile && name) return profile.error();
    if (profile) parts.profile = *profile;
    trace_.clear();
    return find_credentials(parts, by, &trace_);
  }
  SourceParts source_parts() {
    SourceParts parts;
    parts.transport = &transport_;
    parts.clock = &clock_;
    parts.random = &random_;
    parts.environment = &environment_;
    parts.files = &*files_;
    parts.region = "eu-west-1";
    if (!codes_.empty()) {
      parts.mfa_code = [this](const std::string& serial, const std::string& problem) -> Result<Secret> {
        asked_.push_back(serial + "|" + problem);
        if (codes_.empty()) return Error{ErrorCode::kCancelled, "cancelled"};
        const std::string code = codes_.front();
        codes_.pop_front();
        return Secret(code);
      };
    }
    if (signs_in_) {
      parts.sign_in = [this](const SignIn& sign_in) -> Result<void> {
        shown_.push_back(sign_in);
        return {};
      };
    }
    parts.hide = [this](std::string_view, const Secret& secret) {
      secret.expose([&](std::string_view bytes) { hidden_.emplace_back(bytes); });
    };
    return parts;
  }

  // The key ID that was found; "none"; or "error CODE FIELD".
  std::string found(const std::string& flag = "") {
    last_ = find(flag);
    if (!last_) {
      const Error& error = last_.error();
      check_public(to_string(error));
      return "error " + std::string(to_string(error.code)) + (error.field.empty() ? "" : " " + error.field);
    }
    for (const SourceNote& note : trace_) check_public(note.source + note.said + note.mend);
    return *last_ ? (*last_)->access_key_id : "none";
  }
  // Whatever is shown: nothing of a secret, all of which begin with these words in the tests.
  static void check_public(const std::string& text) {
    EXPECT_EQ(text.find("sEcReT"), std::string::npos) << text;
    EXPECT_EQ(text.find("tOkEn"), std::string::npos) << text;
  }

  Result<http::Response> answer(const http::Request& request) {
    const http::RecordedRequest record = http::record_of(request, {});
    std::string text = record.method + " " + record.url + "\n";
    for (const http::Header& header : record.headers) text += header.name + ": " + header.value + "\n";
    text += "\n" + record.body;
    for (size_t i = 0; i < answers_.size(); ++i) {
      if (!text.contains(answers_[i].request)) continue;
      const Recorded recorded = answers_[i];
      if (once_) answers_.erase(answers_.begin() + static_cast<std::ptrdiff_t>(i));
      return http::make_response(recorded.status, recorded.body);
    }
    return Error{ErrorCode::kNetwork, "could not connect"};
  }

  TemporaryFolder folder_;
  Environment environment_;
  std::optional<ProfileFiles> files_;
  FakeClock clock_{kNow};
  crypto::SeededRandom random_{7};
  std::vector<Recorded> answers_;
  bool once_ = false;  // each answer is given once
  http::FakeTransport transport_;
  std::deque<std::string> codes_;
  std::vector<std::string> asked_, hidden_;
  bool signs_in_ = false;
  std::vector<SignIn> shown_;
  Trace trace_;
  Result<std::optional<Credentials>> last_ = std::optional<Credentials>();
};

}  // namespace coffer::aws
