#include "demo/identity.h"

#include <fmt/format.h>

#include "demo/digest.h"

namespace coffer::demo {
namespace {

std::unexpected<AuthError> unknown_key() {
  return std::unexpected(
      AuthError{AuthFailure::kUnknownKey, "The security token included in the request is invalid."});
}

struct Signer {
  Identity identity;
  std::string secret;
};

std::expected<Signer, AuthError> find_session(State& state, const SignatureClaim& claim, WallTime now) {
  const auto found = state.sessions.find(claim.access_key_id);
  if (found == state.sessions.end() || !equal_in_constant_time(found->second.token, claim.token))
    return unknown_key();
  const Session& session = found->second;
  Identity identity;
  identity.principal = state.find_principal(session.principal_arn);
  if (!identity.principal) return unknown_key();
  if (now >= session.expires) {
    return std::unexpected(
        AuthError{AuthFailure::kExpiredToken, "The security token included in the request is expired"});
  }
  identity.session = &session;
  identity.arn = identity.principal->arn;
  identity.user_id = identity.principal->id;
  if (identity.is_role()) {
    identity.arn = fmt::format("arn:{}:sts::{}:assumed-role/{}/{}", identity.principal->partition,
                               identity.principal->account, identity.principal->name, session.session_name);
    identity.user_id += ":" + session.session_name;
  }
  return Signer{std::move(identity), session.secret};
}

std::expected<Signer, AuthError> find_signer(State& state, const SignatureClaim& claim, WallTime now) {
  if (!claim.token.empty()) return find_session(state, claim, now);
  const AccessKey* key = nullptr;
  Identity identity;
  identity.principal = state.find_key_owner(claim.access_key_id, &key);
  if (!identity.principal || !key->active) return unknown_key();
  identity.arn = identity.principal->arn;
  identity.user_id = identity.principal->id;
  return Signer{std::move(identity), key->secret};
}

// IAM is global and has one signing region in each partition; but the AWS CLI and botocore sign with their
// own region where the endpoint is overridden, so that is taken too. The call log shows which it was.
bool is_right_region(const State& state, const Identity& identity, const SignatureClaim& claim,
                     std::string_view service) {
  if (state.regions.contains(claim.region)) return true;
  const std::string& partition = identity.principal->partition;
  if (service != "iam") return false;
  if (partition == "aws-cn") return claim.region == "cn-north-1";
  return claim.region == (partition == "aws-us-gov" ? "us-gov-west-1" : "us-east-1");
}

std::string because(std::string_view policy_kind, const std::string& action) {
  return fmt::format("because no {} policy allows the {} action", policy_kind, action);
}

}  // namespace

Authenticated authenticate(State& state, const HttpRequest& request, std::string_view service, WallTime now) {
  auto claim = read_claim(request);
  if (!claim) return {std::unexpected(claim.error())};
  auto signer = find_signer(state, *claim, now);
  if (!signer) return {std::unexpected(signer.error())};
  if (auto checked = check_claim(request, *claim, now); !checked) return {std::unexpected(checked.error())};
  if (claim->service != service) {
    return {std::unexpected(
        AuthError{AuthFailure::kBadSignature,
                  fmt::format("Credential should be scoped to correct service: '{}'. ", service)})};
  }
  if (!is_right_region(state, signer->identity, *claim, service)) {
    return {std::unexpected(
        AuthError{AuthFailure::kBadSignature, "Credential should be scoped to a valid region. "})};
  }
  auto parts = compute_signature(request, *claim, signer->secret);
  if (!equal_in_constant_time(parts.signature, claim->signature)) {
    return {std::unexpected(
                AuthError{AuthFailure::kBadSignature,
                          "The request signature we calculated does not match the signature you provided. "
                          "Check your AWS Secret "
                          "Access Key and signing method. Consult the service documentation for details."}),
            std::move(parts)};
  }
  signer->identity.access_key_id = claim->access_key_id;
  signer->identity.region = claim->region;
  return {std::move(signer->identity)};
}

Caller Identity::caller() const {
  Caller caller{principal->account, {principal->arn}};
  if (arn != principal->arn) caller.arns.push_back(arn);
  return caller;
}

Context Identity::context(WallTime now) const {
  Context context = {{"aws:principalarn", principal->arn},
                     {"aws:principalaccount", principal->account},
                     {"aws:userid", user_id},
                     {"aws:requestedregion", region}};
  if (!is_role()) context["aws:username"] = principal->name;
  // Long-lived keys have no such key at all (IAM's documentation): hence BoolIfExists in many policies.
  if (session) context["aws:multifactorauthpresent"] = session->mfa ? "true" : "false";
  if (session && session->mfa) {
    const auto age = std::chrono::floor<std::chrono::seconds>(now - session->mfa_at);
    context["aws:multifactorauthage"] = std::to_string(age.count());
  }
  return context;
}

std::string refusal(const Identity& identity, const Access& access, WallTime now) {
  Question question{access.action, access.resource, identity.context(now)};
  question.context.insert(access.extra.begin(), access.extra.end());
  const Grant grant =
      access.resource_policy ? evaluate(*access.resource_policy, question, identity.caller()) : Grant::kNone;
  if (grant == Grant::kDenied) return "with an explicit deny in a resource-based policy";
  const Decision own = evaluate(identity.principal->policies, question);
  if (own == Decision::kDenied) return "with an explicit deny in an identity-based policy";
  const Decision session = identity.session && identity.session->policy
                               ? evaluate({*identity.session->policy}, question)
                               : Decision::kAllowed;
  if (session == Decision::kDenied) return "with an explicit deny in a session policy";
  const bool foreign = access.resource_account != identity.principal->account;
  if (foreign && grant == Grant::kNone) return because("resource-based", access.action);
  const bool granted_directly = grant == Grant::kToPrincipal && !foreign;
  if (own != Decision::kAllowed && !granted_directly) return because("identity-based", access.action);
  if (session != Decision::kAllowed) return because("session", access.action);
  return {};
}

}  // namespace coffer::demo
