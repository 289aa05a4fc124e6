#include "demo/state.h"

#include <algorithm>

namespace coffer::demo {

bool SecretVersion::has_stage(std::string_view stage) const {
  return std::find(stages.begin(), stages.end(), stage) != stages.end();
}

SecretVersion* SecretRecord::find_version(std::string_view id) {
  const auto found =
      std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.id == id; });
  return found == versions.end() ? nullptr : &*found;
}

SecretVersion* SecretRecord::find_stage(std::string_view stage) {
  const auto found =
      std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one.has_stage(stage); });
  return found == versions.end() ? nullptr : &*found;
}

void SecretRecord::put_version(SecretVersion version, const std::vector<std::string>& stages) {
  const auto drop = [&](std::string_view stage) {
    for (auto& one : versions) std::erase(one.stages, stage);
  };
  for (const auto& stage : stages) {
    SecretVersion* holder = find_stage(stage);
    drop(stage);
    if (stage == kCurrentStage && holder) {
      drop(kPreviousStage);
      holder->stages.emplace_back(kPreviousStage);
    }
  }
  version.stages = stages;
  changed = version.created;
  versions.push_back(std::move(version));
}

Principal* State::find_principal(std::string_view arn) {
  const auto found = std::find_if(principals.begin(), principals.end(),
                                  [&](const auto& principal) { return principal.arn == arn; });
  return found == principals.end() ? nullptr : &*found;
}

Principal* State::find_key_owner(std::string_view access_key_id, const AccessKey** key) {
  for (auto& principal : principals) {
    for (const auto& candidate : principal.keys) {
      if (candidate.id != access_key_id) continue;
      *key = &candidate;
      return &principal;
    }
  }
  return nullptr;
}

MfaDevice* State::find_device(std::string_view serial_or_user, Principal** owner) {
  for (auto& principal : principals) {
    for (auto& device : principal.mfa_devices) {
      if (device.serial != serial_or_user && principal.name != serial_or_user) continue;
      *owner = &principal;
      return &device;
    }
  }
  return nullptr;
}

SecretRecord* State::find_secret(std::string_view id, std::string_view account, std::string_view region) {
  const bool is_arn = id.starts_with("arn:");
  for (auto& secret : secrets) {
    if (secret.region != region) continue;
    if (is_arn && (secret.arn == id || std::string_view(secret.arn).substr(0, secret.arn.size() - 7) == id))
      return &secret;
    if (!is_arn && secret.account == account && secret.name == id) return &secret;
  }
  return nullptr;
}

}  // namespace coffer::demo
