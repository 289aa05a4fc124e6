#include "runner/reference_places.h"

namespace coffer::runner {
namespace {

std::optional<http::Origin> known_origin(const postman::PreparedRequest& prepared) {
  auto origin = http::origin_of(prepared.url);
  return origin && origin->host.find("{{") == std::string::npos ? std::optional(*origin) : std::nullopt;
}

}  // namespace

std::vector<ReferenceGroup> reference_groups(const postman::PreparedRequest& prepared) {
  std::vector<ReferenceGroup> groups;
  if (prepared.token_request) {
    groups = reference_groups(*prepared.token_request);
    for (ReferenceGroup& group : groups)
      for (auto& use : group.uses) use.where = "token request: " + use.where;
  }
  auto uses = prepared.places();
  if (!uses.empty()) groups.push_back({known_origin(prepared), std::move(uses)});
  return groups;
}

std::vector<postman::Scope> folder_scopes(const postman::PlacedItem& item) {
  std::vector<postman::Scope> nearest_first;
  for (auto folder = item.folders.rbegin(); folder != item.folders.rend(); ++folder)
    nearest_first.emplace_back((*folder)->variables);
  return nearest_first;
}

}  // namespace coffer::runner
