// Colours and symbols, as Newman's: both can be switched off.
#pragma once

#include <string>
#include <string_view>

namespace coffer::report {

struct Style {
  bool colour = false;
  bool unicode = true;

  std::string dim(std::string_view text) const { return paint("90", text); }
  std::string red(std::string_view text) const { return paint("31", text); }
  std::string green(std::string_view text) const { return paint("32", text); }
  std::string yellow(std::string_view text) const { return paint("33", text); }
  std::string blue(std::string_view text) const { return paint("34", text); }
  std::string cyan(std::string_view text) const { return paint("36", text); }
  std::string bold_red(std::string_view text) const { return paint("1;31", text); }
  std::string bold(std::string_view text) const { return paint("1", text); }

  std::string_view folder() const { return unicode ? "❏" : "#"; }
  std::string_view root_item() const { return unicode ? "→" : "->"; }
  std::string_view sub_item() const { return unicode ? "↳" : "=>"; }
  std::string_view ok() const { return unicode ? "✓" : "Pass"; }
  std::string_view script_error() const { return unicode ? "⠄" : ":"; }
  std::string_view vault() const { return unicode ? "⌁" : "*"; }
  std::string_view hop() const { return unicode ? "↪" : "~>"; }
  std::string_view mend() const { return unicode ? "→" : "=>"; }
  std::string_view separator() const { return unicode ? "·" : "-"; }
  std::string_view star() const { return unicode ? "★" : "*"; }
  std::string_view up() const { return unicode ? "↑" : "^"; }
  std::string_view down() const { return unicode ? "↓" : "v"; }
  std::string_view box_top() const { return unicode ? "┌" : "-"; }
  std::string_view box_side() const { return unicode ? "│" : "|"; }
  std::string_view box_bottom() const { return unicode ? "└" : "-"; }

 private:
  std::string paint(const char* code, std::string_view text) const {
    if (!colour || text.empty()) return std::string(text);
    return std::string("\x1b[").append(code).append("m").append(text).append("\x1b[0m");
  }
};

}  // namespace coffer::report
