#include "script/frame_reader.h"

#include <errno.h>
#include <fmt/format.h>
#include <string.h>
#include <sys/socket.h>

#include <algorithm>

#include "base/locked_memory.h"

namespace coffer::script {
namespace {

constexpr size_t kFirstPiece = size_t{64} << 10;

}  // namespace

Result<size_t> FrameReader::receive(int socket, char* to, size_t size) {
  for (;;) {
    const ssize_t got = ::recv(socket, to, size, MSG_DONTWAIT);
    if (got > 0) return static_cast<size_t>(got);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return size_t{0};
    return Error{ErrorCode::kIo, "sandbox: the script engine is gone"};
  }
}

// The three below: whether that part is complete.
Result<bool> FrameReader::read_header(int socket) {
  while (header_read_ < header_.size()) {
    auto* const to = reinterpret_cast<char*>(header_.data()) + header_read_;
    COFFER_ASSIGN(const size_t got, receive(socket, to, header_.size() - header_read_));
    if (got == 0) return false;
    header_read_ += got;
    if (header_read_ < header_.size()) continue;
    const auto sizes = read_frame_header(header_);
    if (!sizes) return Error{ErrorCode::kMalformed, "a frame of more than 64 MiB"};
    sizes_ = *sizes;
  }
  return true;
}

Result<bool> FrameReader::read_json(int socket) {
  while (json_read_ < sizes_.json) {
    if (json_.size() == json_read_)
      json_.resize(std::min(sizes_.json, std::max(kFirstPiece, 2 * json_read_)));
    COFFER_ASSIGN(const size_t got, receive(socket, json_.data() + json_read_, json_.size() - json_read_));
    if (got == 0) return false;
    json_read_ += got;
  }
  return true;
}

Result<bool> FrameReader::read_blob(int socket) {
  char piece[4096];
  while (blob_.size() < sizes_.blob) {
    Result<size_t> got = receive(socket, piece, std::min(sizeof piece, sizes_.blob - blob_.size()));
    if (!got) return std::move(got).error();
    if (*got == 0) return false;
    blob_.append({piece, *got});
    wipe(piece, *got);
  }
  return true;
}

Result<std::optional<Frame>> FrameReader::read(int socket) {
  for (const auto part : {&FrameReader::read_header, &FrameReader::read_json, &FrameReader::read_blob}) {
    COFFER_ASSIGN(const bool complete, (this->*part)(socket));
    if (!complete) return std::optional<Frame>();
  }
  Frame frame{std::move(json_), blob_.take()};
  json_.clear();
  header_read_ = json_read_ = 0;
  sizes_ = {};
  return std::optional(std::move(frame));
}

}  // namespace coffer::script
