// HTTP archives, HAR 1.2. Source: http://www.softwareishard.com/blog/har-12-spec/
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "runner/events.h"
#include "secrets/redactor.h"

namespace coffer::report {

struct HarSend {
  WallTime started{};
  const runner::ItemResult* result = nullptr;  // not owned, not null
};
struct HarCreator {
  std::string name, version;
};

// The document, laid out: an entry a hop, the last with its body. Everything in it is redacted; a hop's start
// is counted from the send's.
std::string har_text(const std::vector<HarSend>& sends, const HarCreator& creator,
                     const secrets::Redactor& redactor);

}  // namespace coffer::report
