#include "http/names.h"

#include <algorithm>
#include <utility>

#include "base/encoding.h"

namespace coffer::http {
namespace {

constexpr std::pair<int, std::string_view> kReasons[] = {{100, "Continue"},
                                                         {101, "Switching Protocols"},
                                                         {102, "Processing"},
                                                         {103, "Early Hints"},
                                                         {200, "OK"},
                                                         {201, "Created"},
                                                         {202, "Accepted"},
                                                         {203, "Non-Authoritative Information"},
                                                         {204, "No Content"},
                                                         {205, "Reset Content"},
                                                         {206, "Partial Content"},
                                                         {207, "Multi-Status"},
                                                         {208, "Already Reported"},
                                                         {226, "IM Used"},
                                                         {300, "Multiple Choices"},
                                                         {301, "Moved Permanently"},
                                                         {302, "Found"},
                                                         {303, "See Other"},
                                                         {304, "Not Modified"},
                                                         {305, "Use Proxy"},
                                                         {307, "Temporary Redirect"},
                                                         {308, "Permanent Redirect"},
                                                         {400, "Bad Request"},
                                                         {401, "Unauthorized"},
                                                         {402, "Payment Required"},
                                                         {403, "Forbidden"},
                                                         {404, "Not Found"},
                                                         {405, "Method Not Allowed"},
                                                         {406, "Not Acceptable"},
                                                         {407, "Proxy Authentication Required"},
                                                         {408, "Request Timeout"},
                                                         {409, "Conflict"},
                                                         {410, "Gone"},
                                                         {411, "Length Required"},
                                                         {412, "Precondition Failed"},
                                                         {413, "Content Too Large"},
                                                         {414, "URI Too Long"},
                                                         {415, "Unsupported Media Type"},
                                                         {416, "Range Not Satisfiable"},
                                                         {417, "Expectation Failed"},
                                                         {418, "I'm a teapot"},
                                                         {421, "Misdirected Request"},
                                                         {422, "Unprocessable Content"},
                                                         {423, "Locked"},
                                                         {424, "Failed Dependency"},
                                                         {425, "Too Early"},
                                                         {426, "Upgrade Required"},
                                                         {428, "Precondition Required"},
                                                         {429, "Too Many Requests"},
                                                         {431, "Request Header Fields Too Large"},
                                                         {451, "Unavailable For Legal Reasons"},
                                                         {500, "Internal Server Error"},
                                                         {501, "Not Implemented"},
                                                         {502, "Bad Gateway"},
                                                         {503, "Service Unavailable"},
                                                         {504, "Gateway Timeout"},
                                                         {505, "HTTP Version Not Supported"},
                                                         {506, "Variant Also Negotiates"},
                                                         {507, "Insufficient Storage"},
                                                         {508, "Loop Detected"},
                                                         {510, "Not Extended"},
                                                         {511, "Network Authentication Required"}};

constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {"bin", "application/octet-stream"},
    {"bmp", "image/bmp"},
    {"css", "text/css"},
    {"csv", "text/csv"},
    {"doc", "application/msword"},
    {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"gif", "image/gif"},
    {"gz", "application/gzip"},
    {"htm", "text/html"},
    {"html", "text/html"},
    {"ico", "image/x-icon"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "application/javascript"},
    {"json", "application/json"},
    {"md", "text/markdown"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"pdf", "application/pdf"},
    {"png", "image/png"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"txt", "text/plain"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"webm", "video/webm"},
    {"webp", "image/webp"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "application/xml"},
    {"yaml", "text/yaml"},
    {"yml", "text/yaml"},
    {"zip", "application/zip"}};

}  // namespace

std::string_view reason_phrase(int status) {
  const auto* found =
      std::ranges::lower_bound(kReasons, status, {}, [](const auto& entry) { return entry.first; });
  return found != std::end(kReasons) && found->first == status ? found->second : std::string_view();
}

std::string_view content_type_of_file(std::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  const std::string extension = dot == std::string_view::npos ? "" : to_lower(file_name.substr(dot + 1));
  const auto* found = std::ranges::find_if(
      kTypes, [&](const auto& entry) { return entry.first == std::string_view(extension); });
  return found != std::end(kTypes) ? found->second : "application/octet-stream";
}

bool is_token(std::string_view text) {
  constexpr std::string_view kToken =
      "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && text.find_first_not_of(kToken) == std::string_view::npos;
}

}  // namespace coffer::http
