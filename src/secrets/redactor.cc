#include "secrets/redactor.h"

#include <algorithm>
#include <cstdint>
#include <mutex>
#include <vector>

#include "base/encoding.h"
#include "secrets/decoded_view.h"
#include "secrets/pattern_automaton.h"
#include "secrets/reference.h"

namespace coffer::secrets {
namespace {

// How many escapings and how many base64/hex layers are looked through. More is no accident any more.
constexpr int kEscapings = 2;
constexpr int kLayers = 2;
constexpr size_t kShortestBase64Run = 6;  // digits of a value of kShortest bytes
constexpr size_t kShortestHexRun = 8;
constexpr size_t kShortestText = 4;  // decoded bytes that can be judged to be text

// A stretch of the text to take out.
struct Span {
  uint32_t begin = 0, end = 0;
  uint32_t label = 0;
};

// Whether decoded bytes look like text: only then is it worth to decode on, and only then do whole tokens
// mean something.
bool is_text(std::string_view bytes) {
  const auto is_control = [](char c) {
    return static_cast<uint8_t>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n';
  };
  return bytes.size() >= kShortestText && std::ranges::none_of(bytes, is_control) && is_utf8(bytes);
}

// One walk over a text and its decodings.
class Search {
 public:
  explicit Search(const PatternAutomaton& automaton) : automaton_(automaton) {}

  std::vector<Span> run(std::string_view text) {
    look(DecodedView::of(text), kEscapings, kLayers, true, false);
    return std::move(spans_);
  }

 private:
  // `cut`: the text that was decoded goes on behind an ellipsis.
  void look(const DecodedView& view, int escapings, int layers, bool tokens, bool cut) {
    automaton_.scan(view.bytes(), tokens, cut, [&](const PatternAutomaton::Found& found) {
      spans_.push_back({view.begin(found.begin), view.end(found.end - 1), found.label});
    });
    if (layers > 0) look_into_runs(view, layers - 1, cut);
    if (escapings > 0) look_behind_escapes(view, escapings - 1, layers, tokens, cut);
  }

  void look_behind_escapes(const DecodedView& view, int escapings, int layers, bool tokens, bool cut) {
    if (const auto plain = unescape_percent(view, false)) look(*plain, escapings, layers, tokens, cut);
    if (automaton_.has_space()) {
      if (const auto form = unescape_percent(view, true)) look(*form, escapings, layers, tokens, cut);
    }
    if (const auto plain = unescape_json(view)) look(*plain, escapings, layers, tokens, cut);
    if (const auto plain = unescape_html(view)) look(*plain, escapings, layers, tokens, cut);
  }

  void look_into_runs(const DecodedView& view, int layers, bool cut) {
    DecodedView decoded;
    const auto is_cut = [&](size_t end) {
      return PatternAutomaton::is_cut(view.bytes(), end) || (cut && end == view.bytes().size());
    };
    for (auto run = next_base64_run(view, 0, kShortestBase64Run); run;
         run = next_base64_run(view, run->end, kShortestBase64Run)) {
      for (size_t skip = 0; skip < 4; ++skip) {
        decode_base64(view, *run, skip, decoded);
        look_into(decoded, layers, is_cut(run->end));
      }
    }
    for (auto run = next_hex_run(view, 0, kShortestHexRun); run;
         run = next_hex_run(view, run->end, kShortestHexRun)) {
      for (size_t skip = 0; skip < 2; ++skip) {
        decode_hex(view, *run, skip, decoded);
        look_into(decoded, layers, is_cut(run->end));
      }
    }
  }

  void look_into(const DecodedView& decoded, int layers, bool cut) {
    const bool text = is_text(decoded.bytes());
    look(decoded, text ? kEscapings - 1 : 0, text ? layers : 0, text, cut);
  }

  const PatternAutomaton& automaton_;
  std::vector<Span> spans_;
};

}  // namespace

struct Redactor::State {
  struct Known {
    std::string replacement;
    Secret value;
  };

  void add(std::string replacement, const Secret& value) {
    if (value.empty()) return;
    const std::lock_guard lock(mutex);
    const auto same = [&](const Known& each) {
      return each.replacement == replacement && each.value.equals(value);
    };
    if (std::ranges::any_of(known, same)) return;
    known.push_back({std::move(replacement), value.clone()});
    automaton.reset();
  }

  // What is needed for one text; the automaton is made when a text is first redacted after an add().
  std::shared_ptr<const PatternAutomaton> current() {
    const std::lock_guard lock(mutex);
    if (!automaton) automaton = build();
    return automaton;
  }

  std::shared_ptr<const PatternAutomaton> build() const {
    auto built = std::make_shared<PatternAutomaton>();
    for (uint32_t label = 0; label < known.size(); ++label) {
      known[label].value.expose([&](std::string_view value) { add_forms(*built, value, label); });
    }
    built->build();
    return built;
  }

  static void add_forms(PatternAutomaton& to, std::string_view value, uint32_t label) {
    to.add(value, label, value.size() < kShortest);
    const std::string_view bare = trim(value);
    if (bare.size() != value.size() && !bare.empty()) to.add(bare, label, bare.size() < kShortest);
    if (bare.size() < kCaseless) return;
    LockedVector<char> cased(bare.begin(), bare.end());
    const auto fold = [&](char first, char last, int by) {
      std::ranges::transform(bare, cased.begin(),
                             [&](char c) { return c >= first && c <= last ? static_cast<char>(c + by) : c; });
      to.add({cased.data(), cased.size()}, label, false);
    };
    fold('A', 'Z', 'a' - 'A');
    fold('a', 'z', 'A' - 'a');
  }

  std::vector<Known> all() {
    const std::lock_guard lock(mutex);
    std::vector<Known> copy;
    for (const Known& each : known) copy.push_back({each.replacement, each.value.clone()});
    return copy;
  }

  std::string replacement(uint32_t label) {
    const std::lock_guard lock(mutex);
    return known[label].replacement;
  }

  std::mutex mutex;
  std::vector<Known> known;
  std::shared_ptr<const PatternAutomaton> automaton;
};

Redactor::Redactor() : state_(std::make_unique<State>()) {}
Redactor::~Redactor() = default;

void Redactor::add(std::string_view name, const Secret& value) { state_->add(reference_text(name), value); }

void Redactor::add_labelled(std::string_view label, const Secret& value) {
  state_->add("[" + std::string(label) + "]", value);
}

void Redactor::add_all(const Redactor& other) {
  for (const State::Known& each : other.state_->all()) state_->add(each.replacement, each.value);
}

std::string Redactor::redact(std::string_view text) const {
  const auto automaton = state_->current();
  if (automaton->empty() || text.empty()) return std::string(text);
  std::vector<Span> spans = Search(*automaton).run(text);
  std::ranges::sort(spans, [](const Span& a, const Span& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end != b.end ? a.end > b.end : a.label < b.label;
  });
  std::string out;
  size_t done = 0;
  uint32_t last_label = UINT32_MAX;
  for (const Span& span : spans) {
    if (span.end <= done) continue;
    const bool overlaps = span.begin < done;
    if (!overlaps) out.append(text.substr(done, span.begin - done));
    if (!overlaps || span.label != last_label) out += state_->replacement(span.label);
    last_label = span.label;
    done = span.end;
  }
  return out.append(text.substr(done));
}

bool Redactor::contains_secret(std::string_view text) const {
  const auto automaton = state_->current();
  return !automaton->empty() && !Search(*automaton).run(text).empty();
}

bool Redactor::empty() const {
  const std::lock_guard lock(state_->mutex);
  return state_->known.empty();
}

}  // namespace coffer::secrets
