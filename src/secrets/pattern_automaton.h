// Finds many byte strings at once (Aho and Corasick, "Efficient string matching", CACM 18, 1975).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "secrets/wiped_vector.h"

namespace coffer::secrets {

// The patterns are secrets, and the tables spell them: all of it lies in locked memory. Build it, then scan
// it from any number of threads.
class PatternAutomaton {
 public:
  struct Found {
    size_t begin = 0, end = 0;  // in the bytes scanned
    uint32_t label = 0;
  };

  PatternAutomaton();

  // `whole_token`: a match counts only where neither neighbour is a letter, a digit, `_` or a byte of a
  // non-ASCII character. Of two equal patterns the first one's label counts. `bytes` must not be empty.
  void add(std::string_view bytes, uint32_t label, bool whole_token);
  void build();

  bool empty() const { return patterns_.empty(); }
  bool has_space() const { return has_space_; }  // in some pattern

  // Calls `found(Found)` for matches in the order of their ends. Of those that end at one place only the
  // longest is told, as it covers the others. `tokens`: whether whole-token patterns count. The beginning of
  // a pattern counts, too, where the text was cut in it: before "…" or "...", and with `cut` at the end of
  // the bytes. (Assertions of chai show the first 37 characters of a longer value.)
  template <class OnFound>
  void scan(std::string_view bytes, bool tokens, bool cut, OnFound&& found) const {
    uint32_t node = kRoot;
    Escape escape;
    for (size_t i = 0; i < bytes.size(); ++i) {
      if (nodes_[node].depth >= kShortestCut && begins_escape(bytes[i])) escape = {node, i};
      if ((node != kRoot || escape.node != kRoot) && is_cut(bytes, i)) tell_cut(node, escape, i, found);
      node = next(node, static_cast<uint8_t>(bytes[i]));
      for (uint32_t at = nodes_[node].pattern != 0 ? node : nodes_[node].shorter; at != kRoot;
           at = nodes_[at].shorter) {
        const Pattern& pattern = patterns_[nodes_[at].pattern - 1];
        const size_t begin = i + 1 - pattern.size;
        if (pattern.whole_token && !(tokens && is_token(bytes, begin, i + 1))) continue;
        found(Found{begin, i + 1, pattern.label});
        break;
      }
    }
    if (cut) tell_cut(node, escape, bytes.size(), found);
  }

  // Whether the text was cut at this place, as an ellipsis stands there.
  static bool is_cut(std::string_view bytes, size_t at);

 private:
  static constexpr uint32_t kRoot = 0;
  static constexpr uint32_t kShortestCut = 12;  // bytes of a pattern that give it away
  static constexpr size_t kLongestEscape = 6;   // bytes: a JSON escape by number, &quot;

  struct Node {
    uint32_t first_child = 0, next_sibling = 0;
    uint32_t fail = 0;     // the longest proper suffix that is a node
    uint32_t pattern = 0;  // index + 1 of the pattern that ends here; 0: none
    uint32_t shorter = 0;  // the next node along the fail links where a pattern ends
    uint32_t depth = 0;    // bytes from the root
    uint32_t label = 0;    // of the first pattern that goes through here
    uint8_t byte = 0;
  };
  struct Pattern {
    size_t size = 0;
    uint32_t label = 0;
    bool whole_token = false;
  };

  // Where an escape begins that may be cut itself, and what was read before it.
  struct Escape {
    uint32_t node = kRoot;
    size_t at = 0;
  };

  static bool begins_escape(char c) { return c == '%' || c == '\\' || c == '&'; }

  template <class OnFound>
  void tell_cut(uint32_t node, const Escape& escape, size_t end, OnFound&& found) const {
    size_t read = end;
    if (nodes_[node].depth < kShortestCut && end - escape.at <= kLongestEscape) {
      node = escape.node;
      read = escape.at;
    }
    if (nodes_[node].depth >= kShortestCut) found(Found{read - nodes_[node].depth, end, nodes_[node].label});
  }

  static bool is_token(std::string_view bytes, size_t begin, size_t end);
  uint32_t child(uint32_t node, uint8_t byte) const;
  uint32_t next(uint32_t node, uint8_t byte) const;

  LockedVector<Node> nodes_;
  LockedVector<Pattern> patterns_;
  std::array<uint32_t, 256> first_{};  // the root's children: most bytes of a text begin no pattern
  bool has_space_ = false;
};

}  // namespace coffer::secrets
