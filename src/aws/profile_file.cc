#include "aws/profile_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>

#include "aws/profile_parser.h"
#include "base/encoding.h"
#include "base/files.h"

namespace coffer::aws {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kServices = "services";
constexpr std::string_view kSsoSession = "sso-session";

fs::path path_from(const Environment& environment, std::string_view variable, std::string_view name) {
  const auto given = environment.get(variable);
  if (!given) return environment.home() / ".aws" / name;
  if (given->starts_with("~/")) return environment.home() / given->substr(2);
  return *given;
}

// The file's text; empty where there is no file.
Result<Secret> text_of(const fs::path& path) {
  auto text = read_secret_file(path);
  if (text || text.error().code != ErrorCode::kNotFound) return text;
  return Secret();
}

// "profile x" → "x" for kind "profile"; nullopt where it is no such section.
std::optional<std::string> name_after(std::string_view section, std::string_view kind) {
  if (!section.starts_with(kind) || section.size() <= kind.size() + 1 || section[kind.size()] != ' ') {
    return std::nullopt;
  }
  return std::string(section.substr(kind.size() + 1));
}

void put_secret(Secret& target, const ProfileProperty& property) {
  SecretBuilder value;
  if (property.continues) value.append(target);
  target = value.append(property.value).take();
}

void put_text(std::string& target, const ProfileProperty& property) {
  if (property.continues) {
    target.append("\n").append(property.value);
  } else {
    target = property.value;
  }
}

void put(Profile& profile, const ProfileProperty& property) {
  if (!property.sub_key.empty()) {
    profile.nested[property.key][property.sub_key] = property.value;
  } else if (property.key == "aws_secret_access_key") {
    put_secret(profile.secret_access_key, property);
  } else if (property.key == "aws_session_token" ||
             property.key == "aws_security_token") {  // the latter: old boto
    put_secret(profile.session_token, property);
  } else if (property.key == "aws_access_key_id") {
    put_text(profile.access_key_id, property);
  } else {
    put_text(profile.settings[property.key], property);
  }
}

void overlay(Profile& base, Profile&& over) {
  for (auto& [key, value] : over.settings) base.settings[key] = std::move(value);
  for (auto& [key, values] : over.nested) {
    for (auto& [name, value] : values) base.nested[key][name] = std::move(value);
  }
  if (!over.access_key_id.empty()) base.access_key_id = std::move(over.access_key_id);
  if (!over.secret_access_key.empty()) base.secret_access_key = std::move(over.secret_access_key);
  if (!over.session_token.empty()) base.session_token = std::move(over.session_token);
}

// "~/.aws/config" where it is below HOME.
std::string short_path(const fs::path& path, const Environment& environment) {
  const std::string home = environment.home().string() + "/";
  return path.string().starts_with(home) ? "~/" + path.string().substr(home.size()) : path.string();
}

void add_place(Profile& profile, const std::string& section, const std::string& file) {
  profile.where += fmt::format("{}[{}] of {}", profile.where.empty() ? "" : " and ", section, file);
}

using Profiles = std::map<std::string, Profile, std::less<>>;
using Settings = std::map<std::string, std::string, std::less<>>;

struct ConfigFile {
  Profiles profiles;
  Profile bare_default;  // [default]: counts only where there is no [profile default]
  bool has_bare_default = false;
  std::map<std::string, Settings, std::less<>> sections;
};

// The profile that a section of the config file stands for, made if it is new; nullptr where it is none.
Profile* config_profile(ConfigFile& config, const std::string& section) {
  if (section == "default") {
    config.has_bare_default = true;
    return &config.bare_default;
  }
  const auto name = name_after(section, "profile");
  return name ? &config.profiles[*name] : nullptr;
}

Result<ConfigFile> read_config(const Secret& text, const fs::path& path) {
  ConfigFile config;
  const auto on_section = [&](const std::string& section) {
    if (name_after(section, kServices) || name_after(section, kSsoSession)) config.sections[section];
    config_profile(config, section);
  };
  const auto on_property = [&](const ProfileProperty& property) {
    if (const auto found = config.sections.find(property.section); found != config.sections.end()) {
      const std::string dot = property.sub_key.empty() ? "" : ".";
      put_text(found->second[property.key + dot + property.sub_key], property);
    } else if (Profile* profile = config_profile(config, property.section); profile != nullptr) {
      put(*profile, property);
    }
  };
  COFFER_TRY(text.expose([&](std::string_view view) {
    return parse_profile_text(view, path.string(), on_section, on_property);
  }));
  if (config.has_bare_default) config.profiles.try_emplace("default", std::move(config.bare_default));
  return config;
}

// Every section is a profile, but for those that belong into the config file.
Result<Profiles> read_credentials(const Secret& text, const fs::path& path) {
  Profiles profiles;
  const auto counts = [](std::string_view section) { return !section.empty() && !section.contains(' '); };
  const auto on_section = [&](const std::string& section) {
    if (counts(section)) profiles[section];
  };
  const auto on_property = [&](const ProfileProperty& property) {
    if (counts(property.section)) put(profiles[property.section], property);
  };
  COFFER_TRY(text.expose([&](std::string_view view) {
    return parse_profile_text(view, path.string(), on_section, on_property);
  }));
  return profiles;
}

}  // namespace

std::optional<std::string> Profile::get(std::string_view key) const {
  const auto found = settings.find(key);
  if (found == settings.end() || trim(found->second).empty()) return std::nullopt;
  return found->second;
}

Result<ProfileFiles> ProfileFiles::load(const Environment& environment) {
  const fs::path config_path = path_from(environment, "AWS_CONFIG_FILE", "config");
  const fs::path credentials_path = path_from(environment, "AWS_SHARED_CREDENTIALS_FILE", "credentials");
  COFFER_ASSIGN(const Secret config_text, text_of(config_path));
  COFFER_ASSIGN(const Secret credentials_text, text_of(credentials_path));
  COFFER_ASSIGN(ConfigFile config, read_config(config_text, config_path));
  COFFER_ASSIGN(Profiles credentials, read_credentials(credentials_text, credentials_path));

  ProfileFiles files;
  files.profiles_ = std::move(config.profiles);
  files.sections_ = std::move(config.sections);
  for (auto& [name, profile] : files.profiles_)
    add_place(profile, name == "default" ? name : "profile " + name, short_path(config_path, environment));
  for (auto& [name, profile] : credentials) {
    overlay(files.profiles_[name], std::move(profile));
    add_place(files.profiles_[name], name, short_path(credentials_path, environment));
  }
  for (auto& [name, profile] : files.profiles_) {
    profile.name = name;
    const Settings* services = files.section(kServices, profile.get("services").value_or(""));
    if (services != nullptr) profile.services = *services;
  }
  return files;
}

std::vector<std::string> ProfileFiles::names() const {
  std::vector<std::string> names;
  for (const auto& [name, profile] : profiles_) names.push_back(name);
  return names;
}

const Profile* ProfileFiles::find(std::string_view name) const {
  const auto found = profiles_.find(name);
  return found == profiles_.end() ? nullptr : &found->second;
}

Result<const Profile*> ProfileFiles::for_autofill(const std::optional<std::string>& name) const {
  const std::string known = profiles_.empty() ? "The AWS files have no profiles; `aws configure` makes one"
                                              : fmt::format("There are: {}", fmt::join(names(), ", "));
  if (name) {
    if (const Profile* profile = find(*name)) return profile;
    return Error{ErrorCode::kNotFound, fmt::format("there is no AWS profile \"{}\"", *name), known,
                 "profile"};
  }
  for (const std::string_view usual : {"main", "default"}) {
    if (const Profile* profile = find(usual)) return profile;
  }
  return Error{ErrorCode::kNotFound, "there is neither an AWS profile \"main\" nor \"default\"",
               known + (profiles_.empty() ? "" : "; name one with --profile"), "profile"};
}

const std::map<std::string, std::string, std::less<>>* ProfileFiles::section(std::string_view kind,
                                                                             std::string_view name) const {
  const auto found = sections_.find(fmt::format("{} {}", kind, name));
  return found == sections_.end() ? nullptr : &found->second;
}

}  // namespace coffer::aws
