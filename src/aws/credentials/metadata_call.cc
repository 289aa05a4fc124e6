#include "aws/credentials/metadata_call.h"

#include "base/locked_memory.h"

namespace coffer::aws {
namespace {

constexpr uint64_t kMaxAnswer = uint64_t{64} << 10;
constexpr std::chrono::seconds kPause{1};

Result<MetadataAnswer> ask_once(const SourceParts& parts, const http::Request& request,
                                const MetadataCall& call) {
  http::SendOptions options;
  options.timeout = call.timeout;
  options.connect_timeout = call.connect_timeout;
  options.proxy =
      "";  // these addresses mean this machine or this network, whatever a proxy would reach by them
  options.body_limit = options.memory_limit = kMaxAnswer;
  options.keep_body_off_disk = true;
  if (parts.ca_file) options.tls.ca_file = *parts.ca_file;
  COFFER_ASSIGN(const http::Response response, parts.transport->send(request, options));
  MetadataAnswer answer{response.status, {}};
  if (!response.body) return answer;
  COFFER_ASSIGN(std::string bytes, response.body->read(kMaxAnswer));
  answer.body = Secret(bytes);
  wipe(bytes.data(), bytes.size());
  return answer;
}

bool worth_another_try(const Result<MetadataAnswer>& answer) {
  if (answer) return answer->status >= 500;
  return answer.error().code == ErrorCode::kNetwork || answer.error().code == ErrorCode::kTimeout;
}

}  // namespace

Result<MetadataAnswer> ask_metadata(const SourceParts& parts, const http::Request& request,
                                    const MetadataCall& call) {
  for (int tried = 1;; ++tried) {
    auto answer = ask_once(parts, request, call);
    if (!worth_another_try(answer) || tried >= call.attempts) return answer;
    parts.clock->sleep(kPause);
  }
}

}  // namespace coffer::aws
