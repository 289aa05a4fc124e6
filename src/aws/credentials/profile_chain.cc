#include "aws/credentials/profile_chain.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "aws/credentials/role.h"
#include "aws/credentials/sources.h"

namespace coffer::aws {
namespace {

using Found = Result<std::optional<Credentials>>;

// One kind of source within a profile. `profile` is null where there is none; only the first copes with that.
struct ProfileSource {
  std::string_view name;      // for people
  std::string_view settings;  // what would configure it
  Found (*ask)(const SourceParts&, const Profile&);
};

constexpr ProfileSource kSources[] = {
    {"IAM Identity Center", "sso_account_id and sso_role_name", credentials_from_sso},
    {"keys", "aws_access_key_id",
     [](const SourceParts&, const Profile& p) { return credentials_from_profile(p); }},
    {"aws login", "login_session", credentials_from_login},
    {"process", "credential_process", credentials_from_process},
};

bool is_role(const Profile& profile) {
  return profile.get("role_arn") && !profile.get("web_identity_token_file");
}

bool has_keys(const Profile& profile) {
  return !profile.access_key_id.empty() || !profile.secret_access_key.empty();
}

Error wrong(const Profile& profile, std::string_view field, std::string what, std::string mend) {
  return {ErrorCode::kInvalidArgument,
          fmt::format("the AWS profile \"{}\" ({}) {}", profile.name, profile.where, what), std::move(mend),
          std::string(field)};
}

void note(Trace* trace, std::string source, const Found& found, std::string_view settings) {
  if (trace == nullptr) return;
  SourceNote note{std::move(source), SourceOutcome::kAbsent, fmt::format("no {}", settings)};
  if (!found) {
    note = {std::move(note.source), SourceOutcome::kFailed,
            to_string(Error{{}, found.error().what, {}, found.error().field}), found.error().mend};
  } else if (*found) {
    note = {std::move(note.source), SourceOutcome::kFound, (*found)->source};
  }
  trace->push_back(std::move(note));
}

}  // namespace

Found ProfileChain::find(const Profile* profile) {
  visited_.clear();
  if (profile == nullptr || !is_role(*profile)) return ask(profile, ask_environment_);
  visited_.push_back(profile->name);
  COFFER_ASSIGN(Credentials credentials, of_role(*profile));
  return std::optional(std::move(credentials));
}

Found ProfileChain::ask(const Profile* profile, bool ask_environment) {
  const std::string prefix = profile != nullptr ? fmt::format("profile {}: ", profile->name) : "";
  Found found = credentials_from_web_identity(*parts_, profile, ask_environment);
  note(trace_, prefix + "web identity", found,
       ask_environment ? "AWS_WEB_IDENTITY_TOKEN_FILE" : "web_identity_token_file");
  if (!found || *found || profile == nullptr) return found;
  for (const ProfileSource& source : kSources) {
    found = source.ask(*parts_, *profile);
    note(trace_, prefix + std::string(source.name), found, source.settings);
    if (!found || *found) return found;
  }
  return std::optional<Credentials>();
}

Result<Credentials> ProfileChain::of_role(const Profile& profile) {
  auto role = [&]() -> Result<Credentials> {
    COFFER_ASSIGN(const Credentials source, of_source(profile));
    parts_->keep_hidden(source);
    return assume_profile_role(*parts_, profile, source);
  }();
  Found found = role ? Found(std::optional(role->clone())) : Found(role.error());
  note(trace_, fmt::format("profile {}: role", profile.name), found, "role_arn");
  return role;
}

Result<Credentials> ProfileChain::of_source(const Profile& profile) {
  const auto other = profile.get("source_profile"), named = profile.get("credential_source");
  if (other && named) {
    return wrong(profile, "source_profile", "has both source_profile and credential_source",
                 "Remove one of the two");
  }
  if (other) return of_source_profile(profile, *other);
  if (named) return of_credential_source(profile, *named);
  return wrong(
      profile, "source_profile", "has a role_arn and does not say with which credentials to assume it",
      "Add source_profile (a profile) or credential_source (Environment, Ec2InstanceMetadata, EcsContainer)");
}

Result<Credentials> ProfileChain::of_source_profile(const Profile& profile, const std::string& name) {
  const Profile* source = parts_->files->find(name);
  if (source == nullptr) {
    return wrong(profile, "source_profile", fmt::format("builds on \"{}\", which there is not", name),
                 fmt::format("There are: {}", fmt::join(parts_->files->names(), ", ")));
  }
  // A profile may build on itself: on the keys that stand in it.
  const bool seen = std::ranges::find(visited_, name) != visited_.end();
  const bool itself = name == profile.name && has_keys(profile);
  if (seen && !itself) {
    return wrong(profile, "source_profile",
                 fmt::format("goes round in a circle: {} → {}", fmt::join(visited_, " → "), name),
                 "Let one of them have keys, or another source");
  }
  visited_.push_back(name);
  if (is_role(*source) && !has_keys(*source)) return of_role(*source);
  COFFER_ASSIGN(auto found, ask(source, false));
  if (found) return std::move(*found);
  return wrong(profile, "source_profile", fmt::format("builds on \"{}\", which has no credentials", name),
               fmt::format("Give it some: aws configure --profile {}", name));
}

Result<Credentials> ProfileChain::of_credential_source(const Profile& profile, const std::string& name) {
  Found found = std::optional<Credentials>();
  if (name == "Environment") {
    found = credentials_from_environment(*parts_->environment);
  } else if (name == "Ec2InstanceMetadata") {
    found = credentials_from_instance(*parts_);
  } else if (name == "EcsContainer") {
    found = credentials_from_container(*parts_);
  } else {
    return wrong(profile, "credential_source", "names a credential_source that there is not",
                 "Write Environment, Ec2InstanceMetadata or EcsContainer");
  }
  note(trace_, name, found, "credentials there");
  if (!found) return std::move(found).error();
  if (*found) return std::move(**found);
  return Error{ErrorCode::kNotConnected,
               fmt::format("the AWS profile \"{}\" ({}) wants the credentials of {}, which has none",
                           profile.name, profile.where, name),
               "See whether the command runs where it should, or change credential_source",
               "credential_source"};
}

}  // namespace coffer::aws
