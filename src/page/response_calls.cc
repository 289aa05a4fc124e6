#include "page/response_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/encoding.h"
#include "http/url.h"
#include "json/layout.h"
#include "report/har.h"
#include "report/text.h"

namespace coffer::page {
namespace {

constexpr std::string_view kHarmless = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";

void copy_token(json::Token, std::string_view text, std::string& out) { out += text; }

std::string pretty(const KeptResponse& response) {
  if (response.language != "json") return report::unicode_text(response.body);
  const std::string_view document = json::json_document(response.body);
  if (document.empty()) return report::unicode_text(response.body);
  return json::lay_out(document, copy_token);
}

bool is_text(const KeptResponse& response) { return is_utf8(response.body) && response.language != "image"; }

std::string extension_of(const KeptResponse& response) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kKnown{
      {{"image/svg", ".svg"},
       {"image/png", ".png"},
       {"image/jpeg", ".jpg"},
       {"image/gif", ".gif"},
       {"image/webp", ".webp"},
       {"application/pdf", ".pdf"},
       {"application/zip", ".zip"},
       {"text/csv", ".csv"},
       {"text/css", ".css"}}};
  const std::string type = to_lower(response.type);
  const auto found =
      std::ranges::find_if(kKnown, [&](const auto& each) { return type.starts_with(each.first); });
  if (found != kKnown.end()) return std::string(found->second);
  if (response.language == "json" || response.language == "xml" || response.language == "html")
    return "." + response.language;
  return is_text(response) ? ".txt" : ".bin";
}

// The last part of the URL's path, of harmless characters, with the extension that fits what it is.
std::string file_name_of(const KeptResponse& response) {
  const std::string path =
      response.exchanges.empty() ? "" : http::split_url(response.exchanges.back().url).path;
  std::string name = path.substr(path.rfind('/') + 1).substr(0, 80);
  std::ranges::replace_if(name, [](char c) { return !kHarmless.contains(c); }, '-');
  name.erase(0, name.find_first_not_of('.'));
  if (name.empty()) name = "response";
  const std::string extension = extension_of(response);
  return to_lower(name).ends_with(extension) ? name : name + extension;
}

Error too_large(size_t size) {
  return {ErrorCode::kTooLarge, fmt::format("the body has {} bytes, too many for the page", size),
          "Save it with: coffer send -o FILE URL"};
}

}  // namespace

Answer ResponseCalls::body(const Arguments& arguments) const {
  COFFER_ASSIGN(const uint64_t number, arguments.number("response"));
  COFFER_ASSIGN(const std::string view, arguments.text("view"));
  COFFER_ASSIGN(const auto response, responses_.find(number));
  if (view == "pretty") return plain_answer(pretty(*response));
  if (view == "raw") return plain_answer(report::unicode_text(response->body));
  return Error{ErrorCode::kInvalidArgument, "\"view\" is \"raw\" or \"pretty\"", "", "view"};
}

Answer ResponseCalls::save(const Arguments& arguments) const {
  COFFER_ASSIGN(const uint64_t number, arguments.number("response"));
  COFFER_ASSIGN(const auto response, responses_.find(number));
  json::Object saved{{"file_name", file_name_of(*response)}, {"type", report::unicode_text(response->type)}};
  if (is_text(*response)) {
    saved["text"] = response->body;
  } else if (response->body.size() <= kLargestBinary) {
    saved["base64"] = base64_encode(response->body);
  } else {
    return too_large(response->body.size());
  }
  return answer(saved);
}

Answer ResponseCalls::har(const Arguments& arguments) const {
  COFFER_ASSIGN(const uint64_t number, arguments.number("response"));
  COFFER_ASSIGN(const auto response, responses_.find(number));
  runner::ItemResult result;
  result.exchanges = response->exchanges;
  result.response_body = response->body;
  const secrets::Redactor nothing_more;  // what is kept is redacted
  const std::string text =
      report::har_text({{response->started, &result}}, {"Coffer", version_}, nothing_more);
  const std::string name = file_name_of(*response);
  return answer({{"file_name", name.substr(0, name.rfind('.')) + ".har"}, {"text", text}});
}

void ResponseCalls::add_to(Calls& calls) {
  calls.add("responses/body", [this](const Arguments& arguments) { return body(arguments); });
  calls.add("responses/save", [this](const Arguments& arguments) { return save(arguments); });
  calls.add("requests/har", [this](const Arguments& arguments) { return har(arguments); });
}

}  // namespace coffer::page
