// Where the references of a request stand, for whoever looks at them without sending it (spec 5.9).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "http/url.h"
#include "postman/request_builder.h"

namespace coffer::runner {

// The references that go to one place.
struct ReferenceGroup {
  std::optional<http::Origin> origin;               // nullopt: it can't be told without resolving something
  std::vector<postman::PreparedRequest::Use> uses;  // each where it stands; never empty
};

// First those of the request for its access token, if there is one, as "token request: body"; then its own.
std::vector<ReferenceGroup> reference_groups(const postman::PreparedRequest& prepared);

// The variables of an item's folders, the nearest first, the collection's last.
std::vector<postman::Scope> folder_scopes(const postman::PlacedItem& item);

}  // namespace coffer::runner
