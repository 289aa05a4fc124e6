// Where credentials come from: one function a source, each in a file of its own. chain.h chooses among them
// (docs/aws.md says the order). All block where the source is not a file; nullopt means that nothing is
// configured there, an error that something is and does not work. No message holds anything of a credential,
// a token or what a program printed.
#pragma once

#include <optional>
#include <string>

#include "aws/credentials/source_parts.h"

namespace coffer::aws {

// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN. nullopt where the first two are unset or
// blank; kInvalidArgument where just one of them is set.
Result<std::optional<Credentials>> credentials_from_environment(const Environment& environment);

// The keys that stand in the profile itself. nullopt where it has none; kInvalidArgument where half is
// missing.
Result<std::optional<Credentials>> credentials_from_profile(const Profile& profile);

// AssumeRoleWithWebIdentity with a token from a file, which is read anew each time: EKS, GitHub's OIDC.
// AWS_WEB_IDENTITY_TOKEN_FILE, AWS_ROLE_ARN and AWS_ROLE_SESSION_NAME (if `ask_environment`), else the
// profile's web_identity_token_file, role_arn and role_session_name. `profile` may be null.
Result<std::optional<Credentials>> credentials_from_web_identity(const SourceParts& parts,
                                                                 const Profile* profile,
                                                                 bool ask_environment);

// IAM Identity Center: sso_account_id and sso_role_name with the token that `aws sso login` or `coffer aws
// login` left, renewed where it can be. With parts.sign_in the person is asked to sign in; else
// kCredentialsExpired.
Result<std::optional<Credentials>> credentials_from_sso(const SourceParts& parts, const Profile& profile);

// What `aws login` left for the profile's login_session, while it is good: it is not renewed here.
Result<std::optional<Credentials>> credentials_from_login(const SourceParts& parts, const Profile& profile);

// The program of credential_process, run without a shell; its standard error goes where ours does.
Result<std::optional<Credentials>> credentials_from_process(const SourceParts& parts, const Profile& profile);

// ECS, EKS Pod Identity: AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI,
// AWS_CONTAINER_AUTHORIZATION_TOKEN or _TOKEN_FILE. In clear only to loopback and the addresses of the two
// services. Source: "Container credential provider", AWS SDKs and Tools Reference Guide; botocore/utils.py,
// ContainerMetadataFetcher.
Result<std::optional<Credentials>> credentials_from_container(const SourceParts& parts);

// EC2 instance metadata, version 2 only. nullopt where there is no metadata service, or no role. Source: "Use
// the Instance Metadata Service", EC2 User Guide; "IMDS credential provider", AWS SDKs and Tools Reference
// Guide.
Result<std::optional<Credentials>> credentials_from_instance(const SourceParts& parts);
bool instance_metadata_is_off(const Environment& environment);  // AWS_EC2_METADATA_DISABLED

// AWS_REGION, AWS_DEFAULT_REGION, then the profile's `region`.
std::optional<std::string> region_from(const Environment& environment, const Profile* profile);
// AWS_PROFILE, then AWS_DEFAULT_PROFILE (botocore).
std::optional<std::string> profile_name_from(const Environment& environment);

}  // namespace coffer::aws
