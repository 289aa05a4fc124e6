#include "demo/service.h"

#include <fmt/format.h>

#include "base/encoding.h"
#include "demo/digest.h"

namespace coffer::demo {
namespace {

std::string_view xml_namespace(Service service) {
  return service == Service::kIam ? "https://iam.amazonaws.com/doc/2010-05-08/"
                                  : "https://sts.amazonaws.com/doc/2011-06-15/";
}

HttpResponse xml_response(int status, std::string body, const std::string& request_id) {
  return {status, {{"x-amzn-RequestId", request_id}, {"Content-Type", "text/xml"}}, std::move(body)};
}

}  // namespace

std::string_view scope_name(Service service) {
  if (service == Service::kSecretsManager) return "secretsmanager";
  return service == Service::kSts ? "sts" : "iam";
}

ServiceError spelled_for(Service service, const AuthError& error) {
  const bool json = service == Service::kSecretsManager;
  const auto make = [&](int xml_status, std::string_view json_code, std::string_view xml_code,
                        std::string message) {
    return ServiceError{json ? 400 : xml_status, std::string(json ? json_code : xml_code), std::move(message),
                        true};
  };
  switch (error.kind) {
    case AuthFailure::kMissing:
      return make(403, "MissingAuthenticationTokenException", "MissingAuthenticationToken",
                  json ? "Missing Authentication Token" : "Request is missing Authentication Token");
    case AuthFailure::kIncomplete:
      return make(400, "IncompleteSignatureException", "IncompleteSignature", error.message);
    case AuthFailure::kUnknownKey:
      return make(403, "UnrecognizedClientException", "InvalidClientTokenId", error.message);
    case AuthFailure::kExpiredToken:
      return make(403, "ExpiredTokenException", "ExpiredToken", error.message);
    case AuthFailure::kBadSignature:
      break;
  }
  return make(403, "InvalidSignatureException", "SignatureDoesNotMatch", error.message);
}

ServiceError access_denied(Service service, const Identity& caller, std::string_view action,
                           std::string_view resource, std::string_view reason) {
  std::string message = fmt::format("User: {} is not authorized to perform: {}", caller.arn, action);
  if (!resource.empty()) message += fmt::format(" on resource: {}", resource);
  if (!reason.empty()) message += fmt::format(" {}", reason);
  if (service == Service::kSecretsManager) return {400, "AccessDeniedException", std::move(message)};
  return {403, "AccessDenied", std::move(message)};
}

ServiceError validation_error(Service service, std::string_view value, std::string_view member,
                              std::string_view constraint) {
  return {400, service == Service::kSecretsManager ? "ValidationException" : "ValidationError",
          fmt::format(
              "1 validation error detected: Value '{}' at '{}' failed to satisfy constraint: Member must {}",
              value, member, constraint)};
}

HttpResponse write_json(const json::Object& answer) {
  return {200,
          {{"x-amzn-RequestId", random_uuid()}, {"Content-Type", "application/x-amz-json-1.1"}},
          json::dump(answer)};
}

HttpResponse write_xml(Service service, std::string_view action, std::string_view result) {
  const std::string id = random_uuid();
  return xml_response(
      200,
      fmt::format("<{0}Response xmlns=\"{1}\">\n  <{0}Result>{2}</{0}Result>\n  <ResponseMetadata>\n"
                  "    <RequestId>{3}</RequestId>\n  </ResponseMetadata>\n</{0}Response>\n",
                  action, xml_namespace(service), result, id),
      id);
}

HttpResponse write_error(Service service, const ServiceError& error) {
  const std::string id = random_uuid();
  if (service == Service::kSecretsManager) {
    json::Object body = {{"__type", error.code}};
    if (!error.message.empty()) body[error.from_gateway ? "message" : "Message"] = error.message;
    // The header carries a URI after a colon, which clients must cut off (awsJson1_1 protocol, "Operation
    // error").
    const std::string plain = error.code.substr(error.code.find('#') + 1);
    return {error.status,
            {{"x-amzn-RequestId", id},
             {"x-amzn-errortype", plain + ":http://internal.amazon.com/coral/com.amazon.coral.service/"},
             {"Content-Type", "application/x-amz-json-1.1"}},
            json::dump(body)};
  }
  return xml_response(
      error.status,
      fmt::format("<ErrorResponse xmlns=\"{}\">\n  <Error>\n    <Type>{}</Type>\n    {}\n    {}\n  "
                  "</Error>\n  <RequestId>{}</RequestId>\n</ErrorResponse>\n",
                  xml_namespace(service), error.status >= 500 ? "Receiver" : "Sender",
                  xml_element("Code", error.code), xml_element("Message", error.message), id),
      id);
}

std::string xml_element(std::string_view name, std::string_view text) {
  return fmt::format("<{0}>{1}</{0}>", name, html_escape(text));
}

}  // namespace coffer::demo
