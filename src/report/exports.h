// The files of --export-environment, --export-globals and --export-collection, as Newman writes them: what
// Postman imports. Source: newman/lib/run/index.js.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "crypto/random.h"
#include "postman/collection.h"
#include "postman/variables.h"
#include "secrets/redactor.h"

namespace coffer::report {

// None is owned.
struct ExportParts {
  const secrets::Redactor* redactor = nullptr;
  crypto::Random* random = nullptr;
  Clock* clock = nullptr;
  std::string_view exported_using = {};  // "Coffer/1.0"
};

// `scope` is "environment" or "globals". Values of type secret are in it: the file stands for the one that
// was read.
std::string variables_export(const postman::VariableFile& file, std::string_view scope,
                             const ExportParts& parts);
std::string collection_export(const postman::Collection& collection, const ExportParts& parts);

}  // namespace coffer::report
