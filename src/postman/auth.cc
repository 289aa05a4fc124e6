#include "postman/auth.h"

#include <algorithm>
#include <array>

#include "postman/auth/types.h"
#include "postman/template_url.h"

namespace coffer::postman {
namespace {

struct Type {
  std::string_view name;
  Result<void> (*apply)(const Auth&, Draft&) = nullptr;
  Result<void> (*sign)(const Auth&, Draft&) = nullptr;
};
constexpr std::array<Type, 11> kTypes{{{"noauth"},
                                       {"apikey", apply_api_key},
                                       {"awsv4", nullptr, sign_aws_sigv4},
                                       {"basic", apply_basic},
                                       {"bearer", apply_bearer},
                                       {"digest", apply_digest, sign_digest},
                                       {"hawk", apply_hawk, sign_hawk},
                                       {"jwt", apply_jwt, sign_jwt},
                                       {"ntlm", apply_ntlm},
                                       {"oauth1", apply_oauth1, sign_oauth1},
                                       {"oauth2", apply_oauth2, sign_oauth2}}};

const Type* find_type(std::string_view name) {
  const auto* found = std::ranges::find(kTypes, name, &Type::name);
  return found != kTypes.end() ? found : nullptr;
}

}  // namespace

Result<void> apply_auth(const Auth& auth, Draft& draft) {
  const Type* type = find_type(auth.type);
  return type != nullptr && type->apply != nullptr ? type->apply(auth, draft) : Result<void>();
}

Result<void> sign_request(const Auth& auth, Draft& draft) {
  const Type* type = find_type(auth.type);
  return type != nullptr && type->sign != nullptr ? type->sign(auth, draft) : Result<void>();
}

Result<void> apply_user_info(Draft& draft) {
  const TemplateUrl url = parse_template_url(draft.url);
  if (!url.user || draft.has_header(kAuthorization)) return {};
  std::vector<std::string> used;
  COFFER_ASSIGN(const Secret username, fill(*url.user, Setting::kUserInfo, "url", draft.value_of, used));
  COFFER_ASSIGN(const Secret password,
                fill(url.password.value_or(""), Setting::kUserInfo, "url", draft.value_of, used));
  return set_basic(draft, username, password, used);
}

bool is_supported_auth(std::string_view type) { return find_type(type) != nullptr; }

}  // namespace coffer::postman
