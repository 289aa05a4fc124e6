#include "json/item_match.h"

#include <algorithm>
#include <deque>
#include <functional>
#include <unordered_map>

#include "json/same.h"

namespace coffer::json {
namespace {

// What an item is known by, though its content changes; 0 where it has nothing of the kind.
size_t identity_of(const Value& item) {
  for (const char* member : {"id", "key", "name", "listen"}) {
    const auto text = find_string(item, member);
    if (text) return std::hash<std::string_view>()(*text) + static_cast<size_t>(member[0]);
  }
  return 0;
}

class Matching {
 public:
  Matching(const Array& before, const Array& after)
      : before_(before), after_(after), taken_(before.size()), made_of_(after.size()) {}

  std::vector<std::optional<size_t>> take() {
    // What stands at both ends is matched there, so that of equal items none seems to be moved.
    size_t first = 0;
    const size_t common = std::min(before_.size(), after_.size());
    while (first < common && same(before_[first], after_[first])) match(first, first), ++first;
    for (size_t last = 1;
         last + first <= common && same(before_[before_.size() - last], after_[after_.size() - last]); ++last)
      match(after_.size() - last, before_.size() - last);
    by(hash_of, [](const Value& one, const Value& other) { return same(one, other); });
    by(identity_of, [](const Value& one, const Value&) { return identity_of(one) != 0; });
    by_neighbours();
    return std::move(made_of_);
  }

 private:
  void match(size_t after, size_t before) {
    made_of_[after] = before;
    taken_[before] = true;
  }

  template <class Number, class Fits>
  void by(Number&& number, Fits&& fits) {
    std::unordered_map<size_t, std::deque<size_t>> waiting;
    for (size_t i = 0; i < before_.size(); ++i)
      if (!taken_[i]) waiting[number(before_[i])].push_back(i);
    for (size_t i = 0; i < after_.size() && !waiting.empty(); ++i) {
      if (made_of_[i]) continue;
      const auto found = waiting.find(number(after_[i]));
      if (found == waiting.end() || found->second.empty()) continue;
      if (!fits(before_[found->second.front()], after_[i])) continue;
      match(i, found->second.front());
      found->second.pop_front();
    }
  }

  bool is_free(size_t before) const { return before < before_.size() && !taken_[before]; }

  // What stands before, or after, an item that is known already.
  void by_neighbours() {
    for (size_t i = after_.size(); i-- > 1;)
      if (!made_of_[i - 1] && made_of_[i] && *made_of_[i] > 0 && is_free(*made_of_[i] - 1))
        match(i - 1, *made_of_[i] - 1);
    for (size_t i = 0; i < after_.size(); ++i) {
      if (made_of_[i] || (i > 0 && !made_of_[i - 1])) continue;
      const size_t next = i == 0 ? 0 : *made_of_[i - 1] + 1;
      if (is_free(next)) match(i, next);
    }
  }

  const Array& before_;
  const Array& after_;
  std::vector<bool> taken_;
  std::vector<std::optional<size_t>> made_of_;
};

}  // namespace

std::vector<std::optional<size_t>> matched_items(const Array& before, const Array& after) {
  return Matching(before, after).take();
}

}  // namespace coffer::json
