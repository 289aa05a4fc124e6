// Where Coffer finds credentials, one JSON case a line in (environment, profile named by a flag), one JSON
// answer a line out; and how it splits command lines and reads the shared files. For
// same_chain_as_botocore_test.py.
#include <string>

#include "answer_lines.h"
#include "aws/credentials/chain.h"
#include "aws/credentials/command_words.h"
#include "aws/credentials/sources.h"
#include "crypto/random.h"
#include "json/json.h"

namespace coffer::aws {
namespace {

Environment environment_in(const json::Value& test) {
  Environment environment;
  if (const json::Object* variables = json::find_object(test, "environment")) {
    for (const auto& [name, value] : *variables)
      environment.set(std::string(name), json::view(value.get_string()));
  }
  return environment;
}

json::Object failed(const Error& error) {
  return {{"error", to_string(error.code)}, {"said", to_string(error)}};
}

json::Object chain(const json::Value& test) {
  const Environment environment = environment_in(test);
  const auto files = ProfileFiles::load(environment);
  if (!files) return failed(files.error());
  const auto transport = http::make_curl_transport(environment);
  SourceParts parts;
  parts.transport = transport.get();
  parts.clock = &system_clock();
  parts.random = &crypto::system_random();
  parts.environment = &environment;
  parts.files = &*files;
  std::optional<std::string> name = profile_name_from(environment);
  ProfileBy by = name ? ProfileBy::kVariable : ProfileBy::kDefault;
  if (const auto flag = json::find_string(test, "profile"); flag && !flag->empty()) {
    name = *flag;
    by = ProfileBy::kFlag;
  }
  const auto profile = files->for_autofill(name);
  if (!profile && name) return failed(profile.error());
  if (profile) parts.profile = *profile;
  parts.region = region_from(environment, parts.profile).value_or("");
  const auto found = find_credentials(parts, by, nullptr);
  if (!found) return failed(found.error());
  if (!*found) return {{"key", nullptr}};
  return {{"key", (*found)->access_key_id}};
}

json::Object words(const json::Value& test) {
  const auto split = command_words(json::find_string(test, "line").value_or(""));
  if (!split) return failed(split.error());
  return {{"words", json::Array(split->begin(), split->end())}};
}

json::Object text_map(const std::map<std::string, std::string, std::less<>>& map) {
  json::Object object;
  for (const auto& [name, value] : map) object[name] = value;
  return object;
}

json::Object profiles(const json::Value& test) {
  const auto files = ProfileFiles::load(environment_in(test));
  if (!files) return failed(files.error());
  json::Object all;
  for (const std::string& name : files->names()) {
    const Profile& profile = *files->find(name);
    json::Object settings = text_map(profile.settings);
    for (const auto& [key, values] : profile.nested) settings[key] = text_map(values);
    if (!profile.access_key_id.empty()) settings["aws_access_key_id"] = profile.access_key_id;
    profile.secret_access_key.expose([&](std::string_view text) {
      if (!text.empty()) settings["aws_secret_access_key"] = text;
    });
    profile.session_token.expose([&](std::string_view text) {
      if (!text.empty()) settings["aws_session_token"] = text;
    });
    all[name] = std::move(settings);
  }
  return {{"profiles", std::move(all)}};
}

json::Object answer(const json::Value& test) {
  const std::string_view kind = json::find_string(test, "kind").value_or("");
  if (kind == "chain") return chain(test);
  return kind == "words" ? words(test) : profiles(test);
}

}  // namespace
}  // namespace coffer::aws

int main() { return coffer::aws::answer_lines(coffer::aws::answer); }
