// Names and values as other tools keep them, to be imported: dotenv files and flat JSON objects.
#pragma once

#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "vault/entry.h"

namespace coffer::vault {

// NAME=value lines as `dotenv` reads them: `export ` before a name, comments, '…' as it stands, "…" with \n,
// \r,
// \t, \" and \\, both over several lines, else the value trimmed and up to " #". No variables are
// substituted. A name that stands twice has its last value. kMalformed with the line; no message quotes a
// value.
Result<std::vector<Entry>> read_dotenv(const Secret& text);

// {"NAME": "value", …}: strings only. kMalformed.
Result<std::vector<Entry>> read_value_map(const Secret& text);

}  // namespace coffer::vault
