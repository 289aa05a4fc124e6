#include "aws/credentials/chain.h"

#include <fmt/format.h>

#include "aws/credentials/profile_chain.h"
#include "aws/credentials/sources.h"

namespace coffer::aws {
namespace {

using Found = Result<std::optional<Credentials>>;

struct Step {
  std::string_view name;
  std::string_view absent;  // what to say where it has none
  bool with_flag;           // asked also where the profile was named by a flag
  Found (*ask)(const SourceParts&, ProfileBy, Trace*);
};

Found ask_profile(const SourceParts& parts, ProfileBy by, Trace* trace) {
  return ProfileChain(parts, by != ProfileBy::kFlag, trace).find(parts.profile);
}

constexpr Step kChain[] = {
    {"environment", "AWS_ACCESS_KEY_ID is not set", false,
     [](const SourceParts& parts, ProfileBy, Trace*) {
       return credentials_from_environment(*parts.environment);
     }},
    {"profile", "", true, ask_profile},
    {"container",
     "neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set", false,
     [](const SourceParts& parts, ProfileBy, Trace*) { return credentials_from_container(parts); }},
    {"EC2 instance", "no instance metadata with a role", false,
     [](const SourceParts& parts, ProfileBy, Trace*) { return credentials_from_instance(parts); }},
};

SourceNote skipped(const Step& step, std::string why) {
  return {std::string(step.name), SourceOutcome::kSkipped, std::move(why)};
}

// The profile notes its own sources; the others are noted here.
void note(Trace& trace, const Step& step, const SourceParts& parts, const Found& found) {
  if (step.ask == ask_profile) {
    if (parts.profile == nullptr && found && !*found)
      trace.push_back(
          {"profile", SourceOutcome::kAbsent, "there is neither a profile \"main\" nor \"default\""});
    return;
  }
  if (!found) {
    Error bare = found.error();
    bare.mend.clear();
    trace.push_back({std::string(step.name), SourceOutcome::kFailed, to_string(bare), found.error().mend});
  } else if (*found) {
    trace.push_back({std::string(step.name), SourceOutcome::kFound, (*found)->source});
  } else {
    const bool off = step.name == "EC2 instance" && instance_metadata_is_off(*parts.environment);
    trace.push_back({std::string(step.name), SourceOutcome::kAbsent,
                     std::string(off ? "switched off by AWS_EC2_METADATA_DISABLED" : step.absent)});
  }
}

}  // namespace

std::string_view to_string(SourceOutcome outcome) {
  switch (outcome) {
    case SourceOutcome::kAbsent:
      return "not set";
    case SourceOutcome::kSkipped:
      return "skipped";
    case SourceOutcome::kFailed:
      return "failed";
    case SourceOutcome::kFound:
      return "found";
    case SourceOutcome::kUsed:
      break;
  }
  return "used";
}

Found find_credentials(const SourceParts& parts, ProfileBy by, Trace* trace) {
  Trace local;
  Trace& notes = trace != nullptr ? *trace : local;
  Found result = std::optional<Credentials>();
  bool done = false;
  for (const Step& step : kChain) {
    if (done || (by == ProfileBy::kFlag && !step.with_flag)) {
      notes.push_back(skipped(step, done ? "not asked any more" : "the profile was named on purpose"));
      continue;
    }
    result = step.ask(parts, by, &notes);
    note(notes, step, parts, result);
    done = !result || result->has_value();
    if (result && *result) notes.back().outcome = SourceOutcome::kUsed;
  }
  if (result && *result) parts.keep_hidden(**result);
  return result;
}

}  // namespace coffer::aws
