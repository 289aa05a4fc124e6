// Texts for a terminal: sizes and times as Newman prints them, and nothing in them that a terminal would
// obey.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace coffer::report {

// What came from outside must not move the cursor, set the title or colour the screen: control characters (C0
// but for line feed and tab, DEL, C1) and malformed UTF-8 become "\xNN". Tabs stay.
std::string printable(std::string_view text);
// The same on one line: line feeds too.
std::string printable_line(std::string_view text);

// Headers may be of any bytes, a JSON text may not: what is no UTF-8 is read as Latin-1.
std::string unicode_text(std::string_view bytes);

// At most `bytes` of it, no character broken; with "..." where there was more. Redact before.
std::string beginning_of(std::string_view text, size_t bytes);

std::string size_text(uint64_t bytes);  // "574B", "2.27kB": decimal units, as Newman
std::string time_text(double milliseconds,
                      bool unicode = true);  // "421µs", "43ms", "2.5s", "1m 5s": as Newman
size_t width_of(
    std::string_view text);  // columns: code points, which is right for what the reports themselves print
std::string padded_left(std::string_view text, size_t width);
std::string padded_right(std::string_view text, size_t width);

}  // namespace coffer::report
