#include "page/connection_calls.h"

#include <fmt/format.h>

#include <algorithm>

#include "aws/partitions.h"
#include "aws/profile_file.h"
#include "page/connect_arguments.h"
#include "secrets/key_fields.h"

namespace coffer::page {
namespace {

using secrets::ConnectionInfo;
using secrets::HashicorpInfo;
using secrets::ProfileKind;

// A source that is a profile is told as "profile NAME" (aws/credentials/sources.h).
constexpr std::string_view kProfileSource = "profile ";

void put_expiry(json::Object& object, const std::optional<WallTime>& expires, WallTime now) {
  if (!expires) return;
  object["expires"] = iso_date(*expires);
  const auto left = std::chrono::floor<std::chrono::seconds>(*expires - now);
  object["left_seconds"] = std::max<int64_t>(0, left.count());
}

json::Object connection_json(const ConnectionInfo& info, WallTime now) {
  json::Object object{{"name", info.name},       {"provider", "aws"}, {"kind", info.kind},
                      {"account", info.account}, {"arn", info.arn},   {"region", info.region},
                      {"source", info.source}};
  if (info.source.starts_with(kProfileSource)) object["profile"] = info.source.substr(kProfileSource.size());
  put_expiry(object, info.expires, now);
  if (info.left) object["left_seconds"] = info.left->count();  // by the clock that nobody sets
  return object;
}

// A token has no name of its own: it is its server's, and its namespace's there.
std::string name_of(const HashicorpInfo& info) {
  return info.ns.empty() ? info.address : fmt::format("{} ({})", info.address, info.ns);
}

json::Object connection_json(const HashicorpInfo& info, WallTime now) {
  json::Object object{{"name", name_of(info)}, {"provider", "hashicorp"}, {"kind", info.method},
                      {"account", info.ns},    {"arn", info.who},         {"region", ""},
                      {"source", info.address}};
  put_expiry(object, info.expires, now);
  return object;
}

const char* word_of(ProfileKind kind) {
  switch (kind) {
    case ProfileKind::kKeys:
      return "keys";
    case ProfileKind::kTemporary:
      return "temporary";
    case ProfileKind::kRole:
      return "role";
    case ProfileKind::kSso:
      return "sso";
    case ProfileKind::kProcess:
      return "process";
    case ProfileKind::kWebIdentity:
      return "web-identity";
    case ProfileKind::kLogin:
    case ProfileKind::kNone:
      break;
  }
  return "other";
}

Answer regions() {
  json::Array all;
  for (const aws::Region& region : aws::known_regions())
    all.emplace_back(json::Object{{"name", region.name}, {"description", region.description}});
  return answer({{"regions", std::move(all)}});
}

}  // namespace

void ConnectionCalls::add_to(Calls& calls) {
  calls.add("connections/list", [this](const Arguments&) { return list(); });
  calls.add("connections/connect", [this](const Arguments& arguments) { return connect(arguments); });
  calls.add("connections/disconnect", [this](const Arguments& arguments) { return disconnect(arguments); });
  calls.add("aws/profiles", [this](const Arguments&) { return profiles(); });
  calls.add("aws/autofill", [this](const Arguments& arguments) { return autofill(arguments); });
  calls.add("aws/regions", [](const Arguments&) { return regions(); });
}

Answer ConnectionCalls::list() {
  const auto open = desk_.open_session({});
  COFFER_ASSIGN(const auto connections, open->session().connections());
  COFFER_ASSIGN(const Desk::AgentState agent, desk_.agent());
  json::Array all;
  for (const ConnectionInfo& info : connections) all.emplace_back(connection_json(info, desk_.clock().now()));
  for (const HashicorpInfo& info : open->session().hashicorp_connections())
    all.emplace_back(connection_json(info, desk_.clock().now()));
  return answer({{"connections", std::move(all)}, {"agent", agent.running}});
}

Answer ConnectionCalls::connect(const Arguments& arguments) {
  COFFER_ASSIGN(const secrets::ConnectInput input,
                read_connect_arguments(arguments, desk_.environment(), desk_.clock().now()));
  const auto open = desk_.open_session({});
  json::Object made;
  if (connects_to_hashicorp(arguments)) {
    COFFER_ASSIGN(const HashicorpInfo info, open->session().connect_to_hashicorp(input.hashicorp));
    made = connection_json(info, desk_.clock().now());
  } else {
    const auto info = open->session().connect(input);
    if (!info) return with_connect_field(info.error());
    made = connection_json(*info, desk_.clock().now());
  }
  events_.tell("connections", "{}");
  return answer(made);
}

Answer ConnectionCalls::disconnect(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, arguments.text("name"));
  const auto open = desk_.open_session({});
  secrets::Session& session = open->session();
  COFFER_ASSIGN(const auto connections, session.connections());
  const auto tokens = session.hashicorp_connections();
  const auto token = std::ranges::find(tokens, name, name_of);
  if (std::ranges::find(connections, name, &ConnectionInfo::name) != connections.end()) {
    COFFER_TRY(session.disconnect(name));
  } else if (token == tokens.end() || !session.disconnect_hashicorp(token->address, token->ns)) {
    return Error{ErrorCode::kNotFound, fmt::format("there is no connection \"{}\" any more", name), "",
                 "name"};
  }
  events_.tell("connections", "{}");
  return done();
}

Answer ConnectionCalls::profiles() const {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(desk_.environment()));
  json::Array all;
  for (const std::string& name : files.names()) {
    const aws::Profile& profile = *files.find(name);
    json::Object object{{"name", name}, {"kind", word_of(secrets::kind_of(profile))}};
    if (const auto region = profile.get("region")) object["region"] = *region;
    all.emplace_back(std::move(object));
  }
  json::Object said{{"profiles", std::move(all)}};
  if (const auto usual = files.for_autofill(std::nullopt)) said["autofill"] = (*usual)->name;
  return answer(said);
}

Answer ConnectionCalls::autofill(const Arguments& arguments) const {
  COFFER_ASSIGN(const aws::ProfileFiles files, aws::ProfileFiles::load(desk_.environment()));
  COFFER_ASSIGN(const aws::Profile* profile, files.for_autofill(arguments.optional_text("profile")));
  json::Object said{{"profile", profile->name},
                    {"has_secret_access_key", !profile->secret_access_key.empty()},
                    {"has_session_token", !profile->session_token.empty()}};
  if (!profile->access_key_id.empty()) said["access_key_id"] = profile->access_key_id;
  if (const auto region = profile->get("region")) said["region"] = *region;
  return answer(said);
}

}  // namespace coffer::page
