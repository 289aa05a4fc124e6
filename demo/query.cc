#include "demo/query.h"

#include <algorithm>

#include "base/encoding.h"

namespace coffer::demo {
namespace {

template <class Use>
void split(std::string_view text, std::string_view separator, Use use) {
  while (!text.empty()) {
    const size_t at = text.find(separator);
    use(text.substr(0, at));
    if (at == std::string_view::npos) return;
    text.remove_prefix(at + separator.size());
  }
}

std::string decode(std::string_view text, Plus plus) {
  if (plus == Plus::kIsPlus) return percent_decode(text);
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '+', ' ');
  return percent_decode(spaced);
}

// The value of `; name=value` or `; name="value"` in a header.
std::string parameter(std::string_view header, std::string_view name, bool* found = nullptr) {
  std::string result;
  split(header, ";", [&](std::string_view piece) {
    piece = trim(piece);
    const size_t equals = piece.find('=');
    if (equals == std::string_view::npos || !iequals(trim(piece.substr(0, equals)), name)) return;
    std::string_view value = trim(piece.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    result = value;
    if (found) *found = true;
  });
  return result;
}

Part read_part(std::string_view head, std::string_view content) {
  Part part;
  part.content = content;
  split(head, "\r\n", [&](std::string_view line) {
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const auto name = line.substr(0, colon);
    const auto value = trim(line.substr(colon + 1));
    if (iequals(name, "Content-Type")) part.content_type = value;
    if (!iequals(name, "Content-Disposition")) return;
    part.name = parameter(value, "name");
    part.file_name = parameter(value, "filename", &part.is_file);
  });
  return part;
}

}  // namespace

Pairs parse_query(std::string_view query, Plus plus) {
  Pairs pairs;
  split(query, "&", [&](std::string_view piece) {
    if (piece.empty()) return;
    const size_t equals = piece.find('=');
    const auto value = equals == std::string_view::npos ? std::string_view() : piece.substr(equals + 1);
    pairs.push_back({decode(piece.substr(0, equals), plus), decode(value, plus)});
  });
  return pairs;
}

Pairs parse_cookies(std::string_view header) {
  Pairs pairs;
  split(header, ";", [&](std::string_view piece) {
    piece = trim(piece);
    const size_t equals = piece.find('=');
    if (equals == std::string_view::npos) return;
    pairs.push_back({std::string(piece.substr(0, equals)), std::string(piece.substr(equals + 1))});
  });
  return pairs;
}

std::string_view find_value(const Pairs& pairs, std::string_view name) {
  for (const auto& pair : pairs) {
    if (pair.name == name) return pair.value;
  }
  return {};
}

bool has_name(const Pairs& pairs, std::string_view name) {
  return std::any_of(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.name == name; });
}

std::vector<Part> parse_multipart(std::string_view content_type, std::string_view body) {
  std::vector<Part> parts;
  const std::string boundary = parameter(content_type, "boundary");
  if (boundary.empty()) return parts;
  const std::string delimiter = "\r\n--" + boundary;
  const std::string framed = "\r\n" + std::string(body);  // so that the first delimiter looks like the others
  size_t at = framed.find(delimiter);
  while (at != std::string::npos) {
    at += delimiter.size();
    const size_t next = framed.find(delimiter, at);
    if (next == std::string::npos) break;
    const auto part = std::string_view(framed).substr(at, next - at);
    const size_t head_end = part.find("\r\n\r\n");
    if (head_end != std::string_view::npos)
      parts.push_back(read_part(part.substr(0, head_end), part.substr(head_end + 4)));
    at = next;
  }
  return parts;
}

}  // namespace coffer::demo
