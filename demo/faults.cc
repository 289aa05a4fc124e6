#include "demo/faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "demo/digest.h"
#include "demo/times.h"

namespace coffer::demo {
namespace {

struct KindName {
  std::string_view name;
  FaultKind kind;
};
constexpr std::array kKinds = {
    KindName{"throttle", FaultKind::kThrottle}, KindName{"error", FaultKind::kError},
    KindName{"slow", FaultKind::kSlow},         KindName{"cut", FaultKind::kCut},
    KindName{"drop", FaultKind::kDrop},         KindName{"date", FaultKind::kDate},
    KindName{"oversize", FaultKind::kOversize}, KindName{"malformed", FaultKind::kMalformed},
    KindName{"html", FaultKind::kHtml},         KindName{"xml", FaultKind::kXml}};

bool happens(double probability) {
  if (probability >= 1) return true;
  uint32_t number = 0;
  std::memcpy(&number, random_bytes(sizeof number).data(), sizeof number);
  return number < probability * 4294967296.0;
}

}  // namespace

Result<Fault> Fault::parse(const json::Value& value) {
  Fault fault;
  const auto name = json::find_string(value, "kind").value_or("");
  const auto kind =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& one) { return one.name == name; });
  if (kind == kKinds.end()) {
    std::string known;
    for (const auto& one : kKinds) known.append(known.empty() ? "" : ", ").append(one.name);
    return Error{ErrorCode::kInvalidArgument, fmt::format("'{}' is no kind of fault", name),
                 "Known are " + known + ".", "kind"};
  }
  fault.kind = kind->kind;
  const auto number = [&](std::string_view member, double fallback) {
    return json::find_number(value, member).value_or(fallback);
  };
  fault.action = json::find_string(value, "action").value_or("*");
  if (const auto count = json::find_number(value, "count")) fault.count = static_cast<int>(*count);
  fault.probability = number("probability", 1);
  fault.every = std::max(uint64_t{1}, static_cast<uint64_t>(number("every", 1)));
  fault.status = static_cast<int>(number("status", fault.kind == FaultKind::kHtml ? 502 : 503));
  fault.code = json::find_string(value, "code").value_or(fault.code);
  fault.message = json::find_string(value, "message").value_or(fault.message);
  fault.delay = std::chrono::milliseconds(static_cast<long>(number("ms", 1000)));
  if (const auto bytes = json::find_number(value, "after_bytes"))
    fault.after_bytes = static_cast<size_t>(*bytes);
  fault.offset = std::chrono::seconds(static_cast<long>(number("offset_seconds", 3600)));
  fault.bytes = static_cast<size_t>(number("bytes", static_cast<double>(fault.bytes)));
  return fault;
}

json::Object Fault::describe() const {
  const auto name =
      std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& one) { return one.kind == kind; });
  json::Object description = {
      {"kind", name->name}, {"action", action}, {"probability", probability}, {"every", every}};
  description["count"] = count ? json::Value(*count) : json::Value(nullptr);
  return description;
}

bool Fault::replaces_answer() const {
  return kind == FaultKind::kThrottle || kind == FaultKind::kError || kind == FaultKind::kDrop ||
         kind == FaultKind::kHtml || kind == FaultKind::kXml;
}

bool Fault::concerns(std::string_view service, std::string_view called) const {
  return action == "*" || action == called || action == service ||
         action == fmt::format("{}:{}", service, called);
}

bool Fault::strikes(std::string_view service, std::string_view called) {
  if (!concerns(service, called) || ++concerned_ % every != 0) return false;
  return happens(probability);
}

json::Array FaultBox::describe() const {
  json::Array list;
  for (const auto& fault : faults_) list.push_back(fault.describe());
  return list;
}

std::vector<Fault> FaultBox::strike(std::string_view service, std::string_view action) {
  std::vector<Fault> struck;
  bool replaced = false;
  for (auto& fault : faults_) {
    if ((replaced && fault.replaces_answer()) || !fault.strikes(service, action)) continue;
    replaced = replaced || fault.replaces_answer();
    struck.push_back(fault);
    if (fault.count) --*fault.count;
  }
  std::erase_if(faults_, [](const Fault& fault) { return fault.count && *fault.count <= 0; });
  return struck;
}

HttpResponse fault_answer(const Fault& fault, Service service) {
  const bool json = service == Service::kSecretsManager;
  switch (fault.kind) {
    case FaultKind::kThrottle:
      return write_error(service, {400, json ? "ThrottlingException" : "Throttling", "Rate exceeded", true});
    case FaultKind::kDrop: {
      HttpResponse response;
      response.drop = true;
      return response;
    }
    case FaultKind::kHtml:
      return {fault.status,
              {{"Content-Type", "text/html"}},
              fmt::format("<html>\n<head><title>{0}</title></head>\n<body><h1>{0}</h1></body>\n</html>\n",
                          fault.status)};
    case FaultKind::kXml:  // as an emulator or a gateway of the query protocol would say it
      return write_error(Service::kSts, {fault.status, fault.code, fault.message, true});
    default:
      return write_error(service, {fault.status, fault.code, fault.message, true});
  }
}

void apply_fault(const Fault& fault, HttpResponse& response, WallTime now) {
  switch (fault.kind) {
    case FaultKind::kSlow:
      response.delay += fault.delay;
      break;
    case FaultKind::kCut:
      response.cut_after = fault.after_bytes.value_or(response.body.size() / 2);
      break;
    case FaultKind::kDate:
      response.headers.push_back({"Date", http_date(now + fault.offset)});
      break;
    case FaultKind::kMalformed:
      response.body.resize(response.body.size() / 2);
      break;
    case FaultKind::kOversize: {
      response.stream_length = fault.bytes;
      response.body.clear();
      response.stream = [left = fault.bytes]() mutable -> std::optional<std::string> {
        const size_t piece = std::min(left, size_t{64} << 10);
        left -= piece;
        return piece == 0 ? std::nullopt
                          : std::optional(std::string(piece, ' '));  // white space is valid JSON and XML
      };
      break;
    }
    default:
      break;
  }
}

}  // namespace coffer::demo
