#include "page/collection_calls.h"

#include <fmt/format.h>

#include "page/collection_view.h"
#include "page/folder_edit.h"
#include "page/links_beside.h"
#include "postman/export_item.h"
#include "postman/script_digest.h"
#include "secrets/grants.h"

namespace coffer::page {
namespace {

Result<ItemPath> place(const Arguments& arguments, std::string_view name) {
  COFFER_ASSIGN(const std::string at, arguments.text(name));
  auto path = parse_at(at);
  if (path) return path;
  Error error = std::move(path).error();
  error.field = std::string(name);
  return error;
}

std::optional<size_t> position(const Arguments& arguments) {
  const auto given = arguments.number("position");
  return given ? std::optional<size_t>(*given) : std::nullopt;
}

std::string_view to_string(secrets::Grant grant) {
  switch (grant) {
    case secrets::Grant::kNone:
      return "none";
    case secrets::Grant::kChanged:
      return "changed";
    case secrets::Grant::kGranted:
      return "granted";
    case secrets::Grant::kDenied:
      return "denied";
  }
  return "";
}

}  // namespace

void CollectionCalls::add_to(Calls& calls) {
  calls.add("collections/read", [this](const Arguments& arguments) { return read(arguments); });
  calls.add("collections/item", [this](const Arguments& arguments) { return item(arguments); });
  calls.add("collections/save", [this](const Arguments& arguments) { return save(arguments); });
  calls.add("collections/add", [this](const Arguments& arguments) { return add(arguments); });
  calls.add("collections/remove", [this](const Arguments& arguments) { return remove(arguments); });
  calls.add("collections/move", [this](const Arguments& arguments) { return move(arguments); });
  calls.add("collections/create", [this](const Arguments& arguments) { return create(arguments); });
  calls.add("links_file/trust", [this](const Arguments& arguments) { return trust(arguments); });
}

Answer CollectionCalls::read(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const auto open, folder_.collection(path));
  const postman::Collection& collection = open->collection;
  const std::filesystem::path state = desk_.environment().state_folder();
  json::Array warnings;
  for (const std::string& warning : collection.warnings) warnings.emplace_back(warning);
  // Where others could have said it, nothing was said; the collection is shown all the same.
  const auto grant = secrets::GrantStore(state).find(open->file, postman::script_digest(collection));
  if (!grant) warnings.emplace_back(coffer::to_string(grant.error()));
  json::Object said{{"path", path},
                    {"digest", open->digest},
                    {"name", collection.root.name},
                    {"id", collection.id},
                    {"tree", tree_json(collection.source)},
                    {"variables", variables_json(collection.root.variables)},
                    {"document", without_items(collection.source)},
                    {"warnings", std::move(warnings)},
                    {"grant", to_string(grant ? *grant : secrets::Grant::kNone)}};
  if (json::Object links = links_beside_json(*open, state); !links.empty())
    said["links_file"] = std::move(links);
  return answer(said);
}

Answer CollectionCalls::item(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const ItemPath at, place(arguments, "at"));
  COFFER_ASSIGN(const auto open, folder_.collection(path));
  const json::Value& collection = open->collection.source;
  COFFER_ASSIGN(const json::Value* node, node_at(collection, at));
  json::Object said{{"digest", open->digest}, {"folders", folders_json(collection, at)}};
  said["item"] = arguments.flag("whole").value_or(false) ? *node : json::Value(without_items(*node));
  if (json::Object auth = inherited_auth_json(collection, at); !auth.empty())
    said["inherited_auth"] = std::move(auth);
  return answer(said);
}

Result<std::string> CollectionCalls::change(const Arguments& arguments, const ChangeCollection& change) {
  return edit_as_told(folder_, events_, arguments,
                      [&](const FolderFile& file) { return changed_collection(file.text, change); });
}

Answer CollectionCalls::save(const Arguments& arguments) {
  COFFER_ASSIGN(const ItemPath at, place(arguments, "at"));
  COFFER_ASSIGN(json::Object item, arguments.object("item"));
  COFFER_ASSIGN(const std::string digest, change(arguments, [&](json::Value& collection) {
                  return replace_node(collection, at, std::move(item));
                }));
  return answer({{"digest", digest}});
}

Answer CollectionCalls::add(const Arguments& arguments) {
  COFFER_ASSIGN(const ItemPath folder, place(arguments, "at"));
  COFFER_ASSIGN(json::Object item, arguments.object("item"));
  ItemPath at;
  COFFER_ASSIGN(const std::string digest, change(arguments, [&](json::Value& collection) -> Result<void> {
                  COFFER_ASSIGN(at, insert_node(collection, folder, position(arguments), std::move(item)));
                  return {};
                }));
  return answer({{"digest", digest}, {"at", at_text(at)}});
}

Answer CollectionCalls::remove(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const ItemPath at, place(arguments, "at"));
  std::string before;
  json::Value taken;
  COFFER_ASSIGN(const std::string digest,
                edit_as_told(folder_, events_, arguments, [&](const FolderFile& file) {
                  before = file.text;
                  return changed_collection(file.text, [&](json::Value& collection) -> Result<void> {
                    COFFER_ASSIGN(taken, take_node(collection, at));
                    return {};
                  });
                }));
  // The old text comes back where nobody has changed the file since; else the item, to its old place.
  const auto restore = [this, path, at, digest, before = std::move(before), taken = std::move(taken)] {
    const auto put_back = [&](const FolderFile& file) -> Result<std::string> {
      if (file.digest == digest) return before;
      return changed_collection(file.text, [&](json::Value& collection) -> Result<void> {
        COFFER_TRY(insert_node(collection, ItemPath(at.begin(), at.end() - 1), at.back(), taken));
        return {};
      });
    };
    Result<std::string> restored = folder_.edit(path, std::nullopt, put_back);
    if (!restored) return Result<void>(std::move(restored).error());
    tell_changed(events_, path);
    return Result<void>();
  };
  return answer({{"digest", digest}, {"undo", undo_.keep(restore)}});
}

Answer CollectionCalls::move(const Arguments& arguments) {
  COFFER_ASSIGN(const ItemPath from, place(arguments, "at"));
  COFFER_ASSIGN(const ItemPath to, place(arguments, "to"));
  ItemPath at;
  COFFER_ASSIGN(const std::string digest, change(arguments, [&](json::Value& collection) -> Result<void> {
                  COFFER_ASSIGN(at, move_node(collection, from, to, position(arguments)));
                  return {};
                }));
  return answer({{"digest", digest}, {"at", at_text(at)}});
}

Answer CollectionCalls::create(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string name, name_argument(arguments));
  const json::Object document = postman::collection_json(desk_.random().uuid(), name, {});
  return create_file_named(folder_, events_, name, ".postman_collection.json", document);
}

Answer CollectionCalls::trust(const Arguments& arguments) {
  COFFER_ASSIGN(const std::string path, arguments.text("path"));
  COFFER_ASSIGN(const auto open, folder_.collection(path));
  COFFER_TRY(
      trust_links_beside(*open, desk_.environment().state_folder(), arguments.optional_text("digest")));
  tell_changed(events_, path);
  return done();
}

}  // namespace coffer::page
