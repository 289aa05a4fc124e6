#include "postman/curl_data.h"

#include <algorithm>

#include "base/encoding.h"
#include "postman/text_tokens.h"

namespace coffer::postman {
namespace {

using Kind = CurlData::Kind;

template <class Encode>
std::string encode_between_tokens(std::string_view text, Encode&& encode) {
  std::string encoded;
  size_t at = 0;
  for (const Token& token : find_tokens(text)) {
    encoded += encode(text.substr(at, token.begin - at));
    encoded += text.substr(token.begin, token.end - token.begin);
    at = token.end;
  }
  return encoded + encode(text.substr(at));
}

struct Field {
  std::string name, content;
};

Result<Field> field_of(const std::string& text, const ReadFile& read) {
  size_t divider = without_tokens(text).find('=');
  if (divider == std::string::npos) divider = without_tokens(text).find('@');
  if (divider == std::string::npos) return Field{"", text};
  Field field{text.substr(0, divider), text.substr(divider + 1)};
  if (text[divider] != '@') return field;
  COFFER_ASSIGN(field.content, read(field.content));
  return field;
}

Result<std::string> encoded_content(const std::string& text, const ReadFile& read) {
  COFFER_ASSIGN(const Field field, field_of(text, read));
  const std::string content = form_encode_template(field.content);
  return field.name.empty() ? content : field.name + "=" + content;
}

Result<std::string> content_of(const CurlData& piece, const ReadFile& read) {
  if (piece.kind == Kind::kUrlencode) return encoded_content(piece.text, read);
  if (piece.kind == Kind::kRaw || !piece.text.starts_with('@')) return piece.text;
  COFFER_ASSIGN(std::string content, read(piece.text.substr(1)));
  if (piece.kind == Kind::kData)
    std::erase_if(content, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
  return content;
}

}  // namespace

std::string percent_encode_template(std::string_view text) {
  return encode_between_tokens(text, [](std::string_view piece) { return percent_encode(piece); });
}

std::string form_encode_template(std::string_view text) {
  return encode_between_tokens(text, [](std::string_view piece) {
    std::string encoded = percent_encode(piece);
    for (size_t at = encoded.find("%20"); at != std::string::npos; at = encoded.find("%20", at + 1))
      encoded.replace(at, 3, "+");
    return encoded;
  });
}

Result<std::string> joined_data(const std::vector<CurlData>& data, const ReadFile& read) {
  std::string text;
  for (const CurlData& piece : data) {
    if (!text.empty() && piece.kind != Kind::kJson) text += '&';
    COFFER_ASSIGN(const std::string content, content_of(piece, read));
    text += content;
  }
  return text;
}

bool encodes_references(const std::vector<CurlData>& data) {
  return std::ranges::any_of(data, [](const CurlData& piece) {
    return piece.kind == Kind::kUrlencode && !find_tokens(piece.text).empty();
  });
}

Result<UrlencodedBody> encoded_fields(const std::vector<CurlData>& data, const ReadFile& read) {
  UrlencodedBody body;
  const auto decoded = [](std::string_view text) {
    std::string spaced(text);
    std::ranges::replace(spaced, '+', ' ');
    return percent_decode(spaced);
  };
  for (const CurlData& piece : data) {
    if (piece.kind == Kind::kUrlencode) {
      COFFER_ASSIGN(const Field field, field_of(piece.text, read));
      body.fields.push_back({field.name, field.content});
      continue;
    }
    COFFER_ASSIGN(const std::string text, content_of(piece, read));
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view pair = rest.substr(0, rest.find('&'));
      rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
      const size_t equals = std::min(pair.find('='), pair.size());
      body.fields.push_back(
          {decoded(pair.substr(0, equals)), decoded(pair.substr(std::min(equals + 1, pair.size())))});
    }
  }
  return body;
}

}  // namespace coffer::postman
