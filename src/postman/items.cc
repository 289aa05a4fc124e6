#include <fmt/format.h>

#include <algorithm>

#include "postman/collection.h"

namespace coffer::postman {
namespace {

// The folder or item that a node is, in one view.
struct Named {
  const std::string* id;
  const std::string* name;
};
Named named(const Node& node) {
  if (const auto* item = std::get_if<Item>(&node)) return {&item->id, &item->name};
  const Folder& folder = *std::get<std::unique_ptr<Folder>>(node);
  return {&folder.id, &folder.name};
}

// Walks in the collection's order. Each wanted name stands for the first folder or item of that id or name;
// one that stands below another wanted one adds nothing. Source: postman-runtime, extract-runnable-items
// (multipleIdOrName).
class Walk {
 public:
  explicit Walk(std::vector<std::string> wanted) : wanted_(std::move(wanted)), everything_(wanted_.empty()) {}

  void folder(const Folder& folder, std::vector<const Folder*> above, bool taken) {
    above.push_back(&folder);
    for (const Node& node : folder.children) {
      const bool take = taken || everything_ || matches(node);
      if (taken) matches(node);
      if (const auto* item = std::get_if<Item>(&node)) {
        if (take) items_.push_back({item, above});
      } else {
        this->folder(*std::get<std::unique_ptr<Folder>>(node), above, take);
      }
    }
  }
  const std::vector<std::string>& missing() const { return wanted_; }
  std::vector<PlacedItem> take() { return std::move(items_); }

 private:
  bool matches(const Node& node) {
    const Named its = named(node);
    for (const std::string* text : {its.id, its.name}) {
      const auto found = std::find(wanted_.begin(), wanted_.end(), *text);
      if (text->empty() || found == wanted_.end()) continue;
      wanted_.erase(std::remove(wanted_.begin(), wanted_.end(), std::string(*text)), wanted_.end());
      return true;
    }
    return false;
  }

  std::vector<std::string> wanted_;
  bool everything_;
  std::vector<PlacedItem> items_;
};

void list_names(const Folder& folder, const std::string& indent, std::vector<std::string>& names) {
  for (const Node& node : folder.children) {
    names.push_back(indent + "\"" + *named(node).name + "\"");
    if (const auto* inner = std::get_if<std::unique_ptr<Folder>>(&node)) list_names(**inner, indent, names);
  }
}

Error not_found(const Collection& collection, const std::string& name) {
  constexpr size_t kShown = 20;
  std::vector<std::string> names;
  list_names(collection.root, "", names);
  std::string shown = fmt::format(
      "{}", fmt::join(names.begin(),
                      names.begin() + static_cast<std::ptrdiff_t>(std::min(names.size(), kShown)), ", "));
  if (names.size() > kShown) shown += fmt::format(" and {} more", names.size() - kShown);
  return {ErrorCode::kNotFound, fmt::format("the collection has no folder or request \"{}\"", name),
          names.empty() ? "the collection is empty" : "it has " + shown, "--folder"};
}

template <class T>
void inherit(std::optional<T>& mine, const std::optional<T>& above) {
  if (!mine) mine = above;
}

void inherit(RequestBehavior& mine, const RequestBehavior& above) {
  inherit(mine.follow_redirects, above.follow_redirects);
  inherit(mine.follow_original_method, above.follow_original_method);
  inherit(mine.follow_authorization_header, above.follow_authorization_header);
  inherit(mine.disable_cookies, above.disable_cookies);
  inherit(mine.strict_ssl, above.strict_ssl);
  inherit(mine.disable_body_pruning, above.disable_body_pruning);
  inherit(mine.disable_url_encoding, above.disable_url_encoding);
  inherit(mine.max_redirects, above.max_redirects);
  if (mine.disabled_system_headers.empty()) mine.disabled_system_headers = above.disabled_system_headers;
}

}  // namespace

const Auth* PlacedItem::effective_auth(const RequestTemplate& request) const {
  const Auth* found = request.auth ? &*request.auth : nullptr;
  for (auto folder = folders.rbegin(); found == nullptr && folder != folders.rend(); ++folder) {
    if ((*folder)->auth) found = &*(*folder)->auth;
  }
  return found != nullptr && found->type != "noauth" ? found : nullptr;
}

RequestBehavior PlacedItem::effective_behavior() const {
  RequestBehavior behavior = item->behavior;
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    inherit(behavior, (*folder)->behavior);
  return behavior;
}

Result<std::vector<PlacedItem>> items_of(const Collection& collection,
                                         const std::vector<std::string>& folder) {
  Walk walk(folder);
  walk.folder(collection.root, {}, false);
  if (!walk.missing().empty()) return not_found(collection, walk.missing().front());
  return walk.take();
}

}  // namespace coffer::postman
