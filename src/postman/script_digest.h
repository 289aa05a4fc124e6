// The scripts of a collection, as the user is asked about them: where there are some, and one number for all
// of their code.
#pragma once

#include <string>
#include <vector>

#include "postman/model.h"

namespace coffer::postman {

struct ScriptPlace {
  std::string path;                  // "Folder / Request"; empty: the collection's own
  std::vector<std::string> listens;  // "prerequest", "test"
};

// Whatever has a script that is not blank and not switched off, in the order of the document.
std::vector<ScriptPlace> script_places(const Collection& collection);

// SHA-256, hex, of all their code in that order (and of the switched-off ones'), each with when it runs.
// Names, ids, requests and variables do not change it; so code that a script evaluates out of a variable or a
// response is not in it.
std::string script_digest(const Collection& collection);

}  // namespace coffer::postman
