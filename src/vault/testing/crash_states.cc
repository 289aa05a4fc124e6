#include "vault/testing/crash_states.h"

namespace coffer::vault {
namespace {

using Kind = DiskStep::Kind;
constexpr size_t kMostPending = 7;    // 128 subsets; more are drawn from
constexpr size_t kDrawn = 24;         // subsets drawn where there are too many
constexpr size_t kMostBlocks = 4;     // 16 subsets; more are drawn from
constexpr size_t kMostContents = 96;  // combinations of several files' contents; more are drawn from
constexpr size_t kBlockSizes[] = {512, 4096};

// Calls `use` with subsets of `count` things: all of them up to `most` things, drawn ones (and the two
// extremes) beyond.
template <class Use>
void for_each_subset(size_t count, size_t most, crypto::Random& random, Use&& use) {
  if (count <= most) {
    for (size_t mask = 0; mask < size_t{1} << count; ++mask) {
      use([mask](size_t i) { return (mask >> i & 1) != 0; });
    }
    return;
  }
  use([](size_t) { return true; });
  use([](size_t) { return false; });
  for (size_t n = 0; n < kDrawn; ++n) {
    std::vector<bool> chosen(count);
    for (size_t i = 0; i < count; ++i) chosen[i] = random.below(2) == 1;
    use([&chosen](size_t i) { return static_cast<bool>(chosen[i]); });
  }
}

}  // namespace

void CrashModel::change(Names& names, const DiskStep& step, size_t file) {
  if (step.kind == Kind::kCreate) names[step.name] = file;
  if (step.kind == Kind::kLink) names[step.target] = file;
  if (step.kind == Kind::kRemove) names.erase(step.name);
  if (step.kind != Kind::kRename) return;
  names[step.target] = file;
  if (const auto old = names.find(step.name); old != names.end() && old->second == file) names.erase(old);
}

void CrashModel::apply(const DiskStep& step) {
  switch (step.kind) {
    case Kind::kWrite:
      files_.at(step.file).bytes += step.bytes;
      return;
    case Kind::kSync:
      files_.at(step.file).synced = files_.at(step.file).bytes.size();
      return;
    case Kind::kSyncFolder:
      durable_ = now_;
      pending_.clear();
      return;
    case Kind::kCreate:
      files_.resize(step.file + 1);
      pending_.push_back({step, step.file});
      break;
    case Kind::kRename:
    case Kind::kLink:
    case Kind::kRemove:
      pending_.push_back({step, now_.at(step.name)});
      break;
  }
  change(now_, step, pending_.back().file);
}

std::vector<CrashModel::Names> CrashModel::possible_names(crypto::Random& random) const {
  std::set<Names> different;
  for_each_subset(pending_.size(), kMostPending, random, [&](const auto& happened) {
    Names names = durable_;
    for (size_t i = 0; i < pending_.size(); ++i) {
      if (happened(i)) change(names, pending_[i].step, pending_[i].file);
    }
    different.insert(std::move(names));
  });
  return {different.begin(), different.end()};
}

std::set<std::string> CrashModel::possible_bytes(const File& file, crypto::Random& random) {
  std::set<std::string> different = {file.bytes, file.bytes.substr(0, file.synced)};
  for (const size_t size : kBlockSizes) {
    const size_t first = file.synced / size;
    const size_t blocks = (file.bytes.size() + size - 1) / size - first;
    for_each_subset(file.synced == file.bytes.size() ? 0 : blocks, kMostBlocks, random,
                    [&](const auto& written) {
                      std::string bytes = file.bytes;
                      size_t end = file.synced;  // behind the last block that was written
                      for (size_t i = 0; i < blocks; ++i) {
                        const size_t from = std::max(file.synced, (first + i) * size);
                        const size_t to = std::min(bytes.size(), (first + i + 1) * size);
                        if (written(i)) {
                          end = to;
                        } else {
                          std::fill(bytes.begin() + static_cast<ptrdiff_t>(from),
                                    bytes.begin() + static_cast<ptrdiff_t>(to), '\0');
                        }
                      }
                      different.insert(bytes);                 // the length arrived before the blocks
                      different.insert(bytes.substr(0, end));  // or did not
                    });
  }
  return different;
}

std::vector<CrashModel::Contents> CrashModel::possible_contents(const Names& names, const Possible& possible,
                                                                crypto::Random& random) {
  std::set<size_t> named;  // only what has a name matters
  for (const auto& [name, file] : names) named.insert(file);
  size_t count = 1;
  for (const size_t file : named) count = std::min(count * possible[file].size(), kMostContents + 1);
  std::vector<Contents> all(std::min(count, kMostContents));
  for (size_t n = 0; n < all.size(); ++n) {
    size_t rest = n;
    for (const size_t file : named) {
      const size_t size = possible[file].size();
      all[n][file] = &possible[file][count > kMostContents ? random.below(size) : rest % size];
      rest /= size;
    }
  }
  return all;
}

void CrashModel::for_each_state(crypto::Random& random,
                                const std::function<void(const FolderState&)>& check) const {
  Possible possible;
  for (const File& file : files_) {
    const auto different = possible_bytes(file, random);
    possible.emplace_back(different.begin(), different.end());
  }
  std::set<FolderState> different;
  for (const Names& names : possible_names(random)) {
    for (const Contents& contents : possible_contents(names, possible, random)) {
      FolderState state;
      for (const auto& [name, file] : names) state[name] = *contents.at(file);
      if (different.insert(state).second) check(state);
    }
  }
}

}  // namespace coffer::vault
