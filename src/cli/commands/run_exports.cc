#include "cli/commands/run_exports.h"

#include "postman/write.h"
#include "report/redacted_json.h"
#include "runner/cookie_file.h"

namespace coffer::cli {
namespace {

Result<void> open(std::optional<report::OutputFile>& file, const std::string& path, const char* name,
                  const Context& context) {
  if (path.empty()) return {};
  COFFER_ASSIGN(report::OutputFile opened,
                report::OutputFile::create(report::output_path(path, name, context.clock->now())));
  file.emplace(std::move(opened));
  return {};
}

Result<void> put(std::optional<report::OutputFile>& file, const std::string& text) {
  COFFER_TRY(file->write(text));
  return file->commit();
}

const json::Array& values_of(const json::Value& scope) {
  static const json::Array none;
  const json::Array* values = json::find_array(scope, "values");
  return values != nullptr ? *values : none;
}

}  // namespace

Result<RunExports> RunExports::create(const Context& context, const ExportFlags& flags) {
  RunExports exports;
  COFFER_TRY(open(exports.environment_, flags.environment, "newman-environment.json", context));
  COFFER_TRY(open(exports.globals_, flags.globals, "newman-globals.json", context));
  COFFER_TRY(open(exports.collection_, flags.collection, "newman-collection.json", context));
  COFFER_TRY(open(exports.cookies_, flags.cookie_jar, "newman-cookie-jar.json", context));
  return exports;
}

Result<void> RunExports::write(const Context& context, const postman::Collection& collection,
                               const VariableScopes& variables, const runner::RunSummary& summary,
                               const http::CookieJar& cookies) {
  const postman::ExportStamp stamp{context.clock->now(), "Coffer/" COFFER_VERSION};
  const auto text_of = [&](const postman::VariableFile& file, const json::Value& now,
                           postman::VariableKind kind) {
    return report::redacted_json(postman::write_variables(file, values_of(now), kind, stamp, *context.random),
                                 context.redactor);
  };
  if (environment_)
    COFFER_TRY(put(environment_,
                   text_of(variables.environment, summary.environment, postman::VariableKind::kEnvironment)));
  if (globals_)
    COFFER_TRY(put(globals_, text_of(variables.globals, summary.globals, postman::VariableKind::kGlobals)));
  if (collection_) {
    const std::string text =
        postman::write_collection(collection, values_of(summary.collection_variables), stamp);
    COFFER_TRY(put(collection_, report::redacted_json(text, context.redactor)));
  }
  if (cookies_)
    COFFER_TRY(put(cookies_, runner::write_cookie_file(cookies, context.clock->now(), context.redactor)));
  return {};
}

}  // namespace coffer::cli
