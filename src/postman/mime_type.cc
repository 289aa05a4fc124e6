#include "postman/mime_type.h"

#include <algorithm>
#include <array>

#include "base/encoding.h"

namespace coffer::postman {
namespace {

struct Type {
  std::string_view extension, type;
};
constexpr auto kTypes = std::to_array<Type>({
    Type{"7z", "application/x-7z-compressed"},
    Type{"aac", "audio/x-aac"},
    Type{"avi", "video/x-msvideo"},
    Type{"avif", "image/avif"},
    Type{"bin", "application/octet-stream"},
    Type{"bmp", "image/bmp"},
    Type{"bz2", "application/x-bzip2"},
    Type{"c", "text/x-c"},
    Type{"cc", "text/x-c"},
    Type{"cer", "application/pkix-cert"},
    Type{"conf", "text/plain"},
    Type{"cpp", "text/x-c"},
    Type{"crt", "application/x-x509-ca-cert"},
    Type{"css", "text/css"},
    Type{"csv", "text/csv"},
    Type{"der", "application/x-x509-ca-cert"},
    Type{"doc", "application/msword"},
    Type{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    Type{"eot", "application/vnd.ms-fontobject"},
    Type{"epub", "application/epub+zip"},
    Type{"gif", "image/gif"},
    Type{"gz", "application/gzip"},
    Type{"h", "text/x-c"},
    Type{"htm", "text/html"},
    Type{"html", "text/html"},
    Type{"ico", "image/vnd.microsoft.icon"},
    Type{"ics", "text/calendar"},
    Type{"ini", "text/plain"},
    Type{"jar", "application/java-archive"},
    Type{"java", "text/x-java-source"},
    Type{"jpeg", "image/jpeg"},
    Type{"jpg", "image/jpeg"},
    Type{"js", "application/javascript"},
    Type{"json", "application/json"},
    Type{"jsonld", "application/ld+json"},
    Type{"key", "application/vnd.apple.keynote"},
    Type{"log", "text/plain"},
    Type{"m4a", "audio/mp4"},
    Type{"md", "text/markdown"},
    Type{"mid", "audio/midi"},
    Type{"mjs", "application/javascript"},
    Type{"mov", "video/quicktime"},
    Type{"mp3", "audio/mpeg"},
    Type{"mp4", "video/mp4"},
    Type{"mpeg", "video/mpeg"},
    Type{"mpg", "video/mpeg"},
    Type{"odp", "application/vnd.oasis.opendocument.presentation"},
    Type{"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    Type{"odt", "application/vnd.oasis.opendocument.text"},
    Type{"oga", "audio/ogg"},
    Type{"ogg", "audio/ogg"},
    Type{"ogv", "video/ogg"},
    Type{"opus", "audio/ogg"},
    Type{"otf", "font/otf"},
    Type{"p12", "application/x-pkcs12"},
    Type{"pdf", "application/pdf"},
    Type{"pem", "application/x-x509-ca-cert"},
    Type{"php", "application/x-httpd-php"},
    Type{"png", "image/png"},
    Type{"ppt", "application/vnd.ms-powerpoint"},
    Type{"pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    Type{"rar", "application/vnd.rar"},
    Type{"rs", "application/rls-services+xml"},
    Type{"rtf", "application/rtf"},
    Type{"sh", "application/x-sh"},
    Type{"sql", "application/x-sql"},
    Type{"svg", "image/svg+xml"},
    Type{"tar", "application/x-tar"},
    Type{"tif", "image/tiff"},
    Type{"tiff", "image/tiff"},
    Type{"toml", "application/toml"},
    Type{"ts", "video/mp2t"},
    Type{"tsv", "text/tab-separated-values"},
    Type{"ttf", "font/ttf"},
    Type{"txt", "text/plain"},
    Type{"wasm", "application/wasm"},
    Type{"wav", "audio/wave"},
    Type{"weba", "audio/webm"},
    Type{"webm", "video/webm"},
    Type{"webp", "image/webp"},
    Type{"woff", "font/woff"},
    Type{"woff2", "font/woff2"},
    Type{"xhtml", "application/xhtml+xml"},
    Type{"xls", "application/vnd.ms-excel"},
    Type{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    Type{"xml", "application/xml"},
    Type{"yaml", "text/yaml"},
    Type{"yml", "text/yaml"},
    Type{"zip", "application/zip"},
});
static_assert(std::ranges::is_sorted(kTypes, {}, &Type::extension));

}  // namespace

std::string_view mime_type_of(std::string_view file_name) {
  const std::string_view name = file_name.substr(file_name.find_last_of("/\\") + 1);  // npos + 1 is 0
  const size_t dot = name.rfind('.');
  if (dot != std::string_view::npos) {
    const std::string extension = to_lower(name.substr(dot + 1));
    const auto found = std::ranges::lower_bound(kTypes, extension, {}, &Type::extension);
    if (found != kTypes.end() && found->extension == extension) return found->type;
  }
  return "application/octet-stream";
}

}  // namespace coffer::postman
