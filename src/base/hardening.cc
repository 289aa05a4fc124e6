#include "base/hardening.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <string>

#include "base/locked_memory.h"

namespace coffer {
namespace {

constexpr const char* kSecretVariables[] = {
    "COFFER_VAULT_KEY",   "COFFER_MFA_CODE", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
    "AWS_SECURITY_TOKEN", "VAULT_TOKEN",     "VAULT_SECRET_ID",       "VAULT_PASSWORD",
    "BAO_TOKEN",          "BAO_SECRET_ID",   "BAO_PASSWORD",          "AWS_CONTAINER_AUTHORIZATION_TOKEN"};

}  // namespace

void harden_process() {
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  ::prctl(PR_SET_DUMPABLE, 0);
  rlimit lockable{};
  if (::getrlimit(RLIMIT_MEMLOCK, &lockable) == 0) {
    lockable.rlim_cur = lockable.rlim_max;
    ::setrlimit(RLIMIT_MEMLOCK, &lockable);
  }
  ::umask(077);
}

void wipe_secret_variables() {
  for (const char* name : kSecretVariables) wipe_variable(name);
}

void wipe_variable(std::string_view name) {
  const std::string terminated(name);
  char* const value = std::getenv(terminated.c_str());
  if (value == nullptr) return;
  wipe(value, std::strlen(value));  // unsetenv() only forgets where it was
  ::unsetenv(terminated.c_str());
}

}  // namespace coffer
