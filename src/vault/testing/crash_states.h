// Every state that a power cut may leave of a folder, from the record of what was done to it.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "crypto/random.h"
#include "vault/testing/recording_disk.h"

namespace coffer::vault {

using FolderState = std::map<std::string, std::string>;  // name → bytes

// The model is what POSIX promises and no more, as in Pillai et al., "All File Systems Are Not Created Equal"
// (OSDI 2014): what fsync of a file returned for is there; of what was written since, any blocks are (a block
// that is not reads as zeros, or the file is cut off there); of the folder's changes since its own fsync, any
// subset happened, in their order.
class CrashModel {
 public:
  // Takes over one step that was done.
  void apply(const DiskStep& step);
  // Calls `check` for each state in which a power cut right now may leave the folder; different ones only.
  // With many unsynced blocks, or many unsynced changes, a part of their subsets drawn by `random`.
  void for_each_state(crypto::Random& random, const std::function<void(const FolderState&)>& check) const;

 private:
  struct File {
    std::string bytes = {};
    size_t synced = 0;  // bytes of it that would survive
  };
  using Names = std::map<std::string, size_t>;             // name → file
  using Possible = std::vector<std::vector<std::string>>;  // file → the bytes that it may have
  using Contents = std::map<size_t, const std::string*>;   // file → the bytes that it has

  static void change(Names& names, const DiskStep& step, size_t file);
  std::vector<Names> possible_names(crypto::Random& random) const;
  static std::set<std::string> possible_bytes(const File& file, crypto::Random& random);
  static std::vector<Contents> possible_contents(const Names& names, const Possible& possible,
                                                 crypto::Random& random);

  struct Pending {
    DiskStep step;
    size_t file = 0;  // the one that the step's name led to when it was done
  };
  std::vector<File> files_;
  Names now_, durable_;
  std::vector<Pending> pending_;
};

}  // namespace coffer::vault
