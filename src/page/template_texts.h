// The texts of a request in which variables may stand.
#pragma once

#include <string>
#include <vector>

#include "postman/collection.h"

namespace coffer::page {

struct TemplateText {
  std::string where;  // "url", "header Accept", "body", "auth token": as references are told of
  std::string text;
};

// What is switched off is left out; the auth is the one that counts.
std::vector<TemplateText> template_texts(const postman::PlacedItem& item);

}  // namespace coffer::page
