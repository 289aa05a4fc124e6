// Writing environments, globals and collections back, as `newman run --export-…` does: the document is what
// was read, changed only where a variable changed. Descriptions, members that Coffer does not know and their
// order stay.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "crypto/random.h"
#include "postman/model.h"
#include "postman/variables.h"

namespace coffer::postman {

// What an export says of itself: "_postman_exported_at" and "_postman_exported_using".
struct ExportStamp {
  WallTime at = {};
  std::string program = {};  // "Coffer/1.0.0"
};

// `now`: Postman's list of variables, [ { key, value, type, enabled } ] (LiveScope::values()).
// Variables that changed get their new value, ones that are gone are left out, new ones are added at the end.
// A value that is a reference stays one; values that a script took from the vault are for the caller's
// redactor: the text is JSON with two spaces a level and no end of line at its end.
enum class VariableKind { kEnvironment, kGlobals };
std::string write_variables(const VariableFile& file, const json::Array& now, VariableKind kind,
                            const ExportStamp& stamp, crypto::Random& random);
// The same for variables that are texts.
std::string write_variables(const VariableFile& file, const Scope& now, VariableKind kind,
                            const ExportStamp& stamp, crypto::Random& random);

// `variables`: the collection's own, as they are now.
std::string write_collection(const Collection& collection, const json::Array& variables,
                             const ExportStamp& stamp);

}  // namespace coffer::postman
