// A links file that came with somebody's collection: what is accepted is written and read back to the same
// entries.
#include "secrets/links_file.h"

#include "memory_file.h"
#include "target.h"

namespace coffer::fuzz {

void one_input(std::string_view bytes) {
  const MemoryFile file(bytes);
  const auto links = secrets::load_links_file(file.path());
  if (!links) return check_error(links.error());
  const MemoryFile copy(secrets::links_file_text(links->entries));
  const auto again = secrets::load_links_file(copy.path());
  REQUIRE(again.ok());
  REQUIRE(again->entries.size() == links->entries.size());
  for (size_t i = 0; i < links->entries.size(); ++i) {
    REQUIRE(again->entries[i].name == links->entries[i].name);
    REQUIRE(again->entries[i].link == links->entries[i].link);
    REQUIRE(again->entries[i].domains == links->entries[i].domains);
  }
}

}  // namespace coffer::fuzz
