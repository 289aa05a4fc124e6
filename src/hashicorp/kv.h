// Secrets of a KV engine, reading only (spec 4.8):
// https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v1 and …/kv-v2.
#pragma once

#include <string>

#include "hashicorp/client.h"

namespace coffer::hashicorp {

struct KvSecretId {
  std::string ns, mount, path;  // without slashes at their ends
  int engine = 2;               // the KV engine's version
  std::string version = {};     // a number; empty: the newest. KV v1 keeps none
};

struct KvSecret {
  Secret data;                   // the secret's keys and values: a JSON object, byte for byte as it came
  std::string version, created;  // RFC 3339; both empty for KV v1
};

// Which KV engine is mounted there: 1 or 2, by sys/internal/ui/mounts, as the projects' own `kv` commands
// ask. kAccessDenied (also where nothing is mounted: the server does not tell the two apart),
// kExternalSecretNotFound where it is another kind of engine or another mount, and those of explain().
Result<int> engine_version(const Client& client, const Secret& token, const KvSecretId& id);

// `who` is named where the server denies. Errors: kAccessDenied, kExternalSecretNotFound,
// kSecretScheduledForDeletion (the version is deleted, and could be undeleted), kVersionNotFound (also
// destroyed), and those of explain().
Result<KvSecret> read_kv(const Client& client, const Secret& token, const KvSecretId& id,
                         const std::string& who);

}  // namespace coffer::hashicorp
