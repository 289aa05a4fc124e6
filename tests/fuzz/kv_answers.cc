// Answers of HashiCorp Vault and OpenBao, for each call that Coffer makes: none crashes it, none brings the
// token or what one logs in with into an error, and what is read is the JSON as it stood in the answer.
#include "aws_client.h"
#include "hashicorp/failure.h"
#include "hashicorp/kv.h"
#include "hashicorp/token.h"
#include "json/json.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kToken = "hvs.token-that-nobody-may-see";
constexpr std::string_view kSecretId = "secret-id-that-nobody-may-see";

// `secret`: what the call sent.
template <class T>
void check(const Result<T>& result, std::string_view secret = kToken) {
  if (result) return;
  check_error(result.error(), secret);
  REQUIRE(to_string(result.error()).find('\n') == std::string::npos);
}

// What is read without any of our code but the JSON parser: the same members.
void check_data(std::string_view bytes, int engine, const hashicorp::KvSecret& secret) {
  const http::Response answer = parse_answer(bytes);
  const auto body = json::parse(*answer.body->view());
  REQUIRE(body.ok());
  const json::Value* data = json::find(*body, "data");
  if (engine == 2) data = json::find(*data, "data");
  const auto read = json::parse(plain(secret.data));
  REQUIRE(read.ok() && *read == *data);
}

}  // namespace

void one_input(std::string_view bytes) {
  http::FakeTransport transport(
      [bytes](const http::Request&) -> Result<http::Response> { return parse_answer(bytes); });
  FakeClock clock{WallTime(std::chrono::seconds(1'440'938'160))};
  const hashicorp::Client client(transport, clock, *hashicorp::parse_address("https://vault.example.com"), 1);
  const Secret token(kToken);
  const Secret secret_id(kSecretId);
  check(hashicorp::look_up(client, token, "team"));
  check(hashicorp::log_in_by_approle(client, "", "", Secret("role"), secret_id), kSecretId);
  check(hashicorp::log_in_by_userpass(client, "", "people", "ada", secret_id), kSecretId);
  const auto lease = hashicorp::renew(client, token, "");
  check(lease);
  REQUIRE(!lease || lease->count() >= 0);
  for (const int engine : {1, 2}) {
    const hashicorp::KvSecretId id{"", "secret", "app/db", engine, engine == 2 ? "3" : ""};
    const auto version = hashicorp::engine_version(client, token, id);
    check(version);
    REQUIRE(!version || *version == 1 || *version == 2);
    const auto secret = hashicorp::read_kv(client, token, id, "ci");
    check(secret);
    if (secret) check_data(bytes, engine, *secret);
  }
}

}  // namespace coffer::fuzz
