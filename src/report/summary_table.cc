#include "report/summary_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "report/text.h"

namespace coffer::report {
namespace {

constexpr size_t kLabelWidth = 25, kNumberWidth = 18;  // Newman's

struct Border {
  std::string_view left, mid, right;
};

class Table {
 public:
  Table(const Style& style, size_t note_width) : style_(style) {
    const size_t inner = kLabelWidth + 2 * kNumberWidth + 2;
    const size_t missing = note_width + 2 > inner ? note_width + 2 - inner : 0;
    first_ = kNumberWidth + (missing + 1) / 2;
    second_ = kNumberWidth + missing / 2;
  }

  void line(const Border& border) {
    out_ += style_.dim(fmt::format("{}{}{}{}{}{}{}", border.left, bar(kLabelWidth), border.mid, bar(first_),
                                   border.mid, bar(second_), border.right)) +
            "\n";
  }
  void row(std::string_view label, std::string_view executed, std::string_view failed, bool good) {
    const std::string name = padded_left(label, kLabelWidth - 2);
    const std::string side = style_.dim(style_.box_side());
    out_ += fmt::format("{} {} {} {} {} {} {}\n", side, good ? style_.green(name) : style_.red(name), side,
                        padded_left(executed, first_ - 2), side, padded_left(failed, second_ - 2), side);
  }
  void note(std::string_view text) {
    const std::string side = style_.dim(style_.box_side());
    out_ += fmt::format("{} {} {}\n", side, padded_right(text, kLabelWidth + first_ + second_), side);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string bar(size_t width) const {
    std::string text;
    for (size_t i = 0; i < width; ++i) text += style_.unicode ? "─" : "-";
    return text;
  }

  const Style& style_;
  size_t first_ = 0, second_ = 0;
  std::string out_;
};

struct Row {
  std::string_view label;
  uint64_t executed, failed;
};

std::array<Row, 5> rows_of(const runner::RunSummary& summary) {
  return {Row{"iterations", summary.iterations, 0},
          Row{"requests", summary.requests, summary.failed_requests},
          Row{"test-scripts", summary.test_scripts, summary.failed_test_scripts},
          Row{"prerequest-scripts", summary.prerequest_scripts, summary.failed_prerequest_scripts},
          Row{"assertions", summary.assertions, summary.failed_assertions}};
}

std::vector<std::string> notes_of(const runner::RunSummary& summary, bool unicode) {
  const auto run_time = static_cast<double>((summary.completed - summary.started).count());
  const auto time = [&](double milliseconds) { return time_text(milliseconds, unicode); };
  return {
      fmt::format("total run duration: {}", time(run_time)),
      fmt::format("total data received: {} (approx)", size_text(summary.received_bytes)),
      fmt::format("average response time: {} [min: {}, max: {}, s.d.: {}]", time(summary.response_average),
                  time(summary.response_min), time(summary.response_max), time(summary.response_deviation))};
}

}  // namespace

std::string summary_table(const runner::RunSummary& summary, const Style& style) {
  const auto notes = notes_of(summary, style.unicode);
  size_t widest = 0;
  for (const auto& note : notes) widest = std::max(widest, width_of(note));
  const bool boxes = style.unicode;
  const Border top = boxes ? Border{"┌", "┬", "┐"} : Border{"-", "-", "-"};
  const Border middle = boxes ? Border{"├", "┼", "┤"} : Border{"-", "+", "-"};
  const Border merge = boxes ? Border{"├", "┴", "┤"} : Border{"-", "-", "-"};
  const Border across = boxes ? Border{"├", "─", "┤"} : Border{"-", "-", "-"};
  const Border bottom = boxes ? Border{"└", "─", "┘"} : Border{"-", "-", "-"};
  Table table(style, widest);
  table.line(top);
  table.row("", "executed", "failed", true);
  for (const Row& each : rows_of(summary)) {
    table.line(middle);
    table.row(each.label, fmt::format("{}", each.executed), fmt::format("{}", each.failed), each.failed == 0);
  }
  table.line(merge);
  for (size_t i = 0; i < notes.size(); ++i) {
    if (i > 0) table.line(across);
    table.note(notes[i]);
  }
  table.line(bottom);
  return table.take();
}

}  // namespace coffer::report
