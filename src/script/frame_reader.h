// Frames from a socket that does not block, piece by piece.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "script/frame.h"

namespace coffer::script {

// One frame from the sandbox. A blob from there is a secret's value, so it is kept as one.
struct Frame {
  std::string json;
  Secret blob;
  size_t size() const { return json.size() + blob.size(); }
};

// Keeps what has come of a frame between calls. Memory is taken as bytes come, not as the header promises
// them.
class FrameReader {
 public:
  // The next whole frame, or nullopt where there is no more to read now. kIo: the other side is gone (in the
  // midst of a frame or not); kMalformed: it broke the rules.
  Result<std::optional<Frame>> read(int socket);

 private:
  // How many bytes were read; 0: none to be had now.
  static Result<size_t> receive(int socket, char* to, size_t size);
  Result<bool> read_header(int socket);
  Result<bool> read_json(int socket);
  Result<bool> read_blob(int socket);

  FrameHeader header_{};
  size_t header_read_ = 0, json_read_ = 0;
  FrameSizes sizes_;
  std::string json_;
  SecretBuilder blob_;
};

}  // namespace coffer::script
