#include "secrets/pattern_automaton.h"

#include <algorithm>

namespace coffer::secrets {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<uint8_t>(c) & 0x80) != 0;
}

}  // namespace

PatternAutomaton::PatternAutomaton() { nodes_.emplace_back(); }

void PatternAutomaton::add(std::string_view bytes, uint32_t label, bool whole_token) {
  uint32_t node = kRoot;
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    has_space_ = has_space_ || c == ' ';
    uint32_t following = child(node, byte);
    if (following == kRoot) {
      following = static_cast<uint32_t>(nodes_.size());
      Node fresh;
      fresh.byte = byte;
      fresh.depth = nodes_[node].depth + 1;
      fresh.label = label;
      fresh.next_sibling = nodes_[node].first_child;
      nodes_.push_back(fresh);
      nodes_[node].first_child = following;
      if (node == kRoot) first_[byte] = following;
    }
    node = following;
  }
  if (nodes_[node].pattern != 0) return;
  patterns_.push_back({bytes.size(), label, whole_token});
  nodes_[node].pattern = static_cast<uint32_t>(patterns_.size());
}

// Breadth first, as a fail link leads to a shallower node.
void PatternAutomaton::build() {
  LockedVector<uint32_t> queue;
  queue.reserve(nodes_.size());
  for (uint32_t at = nodes_[kRoot].first_child; at != kRoot; at = nodes_[at].next_sibling)
    queue.push_back(at);
  for (size_t i = 0; i < queue.size(); ++i) {
    const uint32_t parent = queue[i];
    const uint32_t fail = nodes_[parent].fail;
    nodes_[parent].shorter = nodes_[fail].pattern != 0 ? fail : nodes_[fail].shorter;
    for (uint32_t at = nodes_[parent].first_child; at != kRoot; at = nodes_[at].next_sibling) {
      nodes_[at].fail = next(fail, nodes_[at].byte);
      queue.push_back(at);
    }
  }
}

bool PatternAutomaton::is_cut(std::string_view bytes, size_t at) {
  const std::string_view rest = bytes.substr(std::min(at, bytes.size()));
  return rest.starts_with("\xE2\x80\xA6") || rest.starts_with("...");
}

bool PatternAutomaton::is_token(std::string_view bytes, size_t begin, size_t end) {
  return (begin == 0 || !is_word(bytes[begin - 1])) && (end == bytes.size() || !is_word(bytes[end]));
}

uint32_t PatternAutomaton::child(uint32_t node, uint8_t byte) const {
  if (node == kRoot) return first_[byte];
  uint32_t at = nodes_[node].first_child;
  while (at != kRoot && nodes_[at].byte != byte) at = nodes_[at].next_sibling;
  return at;
}

uint32_t PatternAutomaton::next(uint32_t node, uint8_t byte) const {
  for (;;) {
    const uint32_t following = child(node, byte);
    if (following != kRoot || node == kRoot) return following;
    node = nodes_[node].fail;
  }
}

}  // namespace coffer::secrets
