#include "report/item_path.h"

namespace coffer::report {

std::string folder_path(const postman::PlacedItem& item) {
  std::string path;
  for (size_t i = 1; i < item.folders.size(); ++i) path += (i > 1 ? " / " : "") + item.folders[i]->name;
  return path;
}

std::string item_path(const postman::PlacedItem& item) {
  const std::string folder = folder_path(item);
  return folder.empty() ? item.item->name : folder + " / " + item.item->name;
}

}  // namespace coffer::report
