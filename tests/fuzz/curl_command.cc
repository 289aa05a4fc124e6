// A curl command line that somebody pasted: what is taken from it becomes a collection that is read back, and
// no error quotes it. A word that is quoted for the shell is the same word to the shell's reader.
#include "postman/curl_command.h"

#include "json/json.h"
#include "postman/collection.h"
#include "postman/export_item.h"
#include "postman/literal_credentials.h"
#include "postman/shell_words.h"
#include "target.h"

namespace coffer::fuzz {
namespace {

constexpr std::string_view kPlanted = "pLaNtEd-vAlUe";

void check_word(std::string_view word) {
  if (word.contains('\0')) return;  // no shell has it
  const std::string line = fmt::format("command {}", postman::shell_quoted(word));
  const auto words = postman::split_shell_words(line);
  REQUIRE(words.ok() && words->words.size() == 2 && words->words[1] == word && words->variables.empty());
}

void check_request(postman::CurlRequest made) {
  if (const auto item = postman::item_json("id", "name", made.request, made.behavior)) {
    const auto collection =
        postman::parse_collection(json::dump(postman::collection_json("id", "name", {*item})));
    REQUIRE(collection.ok());
    REQUIRE(collection->root.children.size() == 1);
  } else {
    check_error(item.error());
  }
  postman::visit_credentials(made.request, [&](const postman::LiteralCredential& found, std::string_view) {
    REQUIRE(!found.where.empty() && !found.kind.empty());
    return std::optional<std::string>("{{vault:moved}}");
  });
  // What was moved is a reference now, and no credential any more.
  size_t left = 0;
  postman::visit_credentials(made.request, [&](const postman::LiteralCredential&, std::string_view) {
    ++left;
    return std::optional<std::string>();
  });
  REQUIRE(left == 0);
}

}  // namespace

void one_input(std::string_view bytes) {
  check_word(bytes);
  const auto command = postman::parse_curl_command(bytes);
  if (!command) return check_error(command.error());
  const postman::ReadFile read = [](const std::string&) -> Result<std::string> {
    return std::string("content");
  };
  auto made = postman::request_of(*command, read);
  if (!made) return check_error(made.error());
  check_request(*std::move(made));
  // A value at the end, as a header's and as a word that nobody expects.
  for (const std::string& more : {fmt::format("{} -H 'X: {}", bytes, kPlanted),
                                  fmt::format("{} --user {} --{}", bytes, kPlanted, "no-such-flag")}) {
    const auto other = postman::parse_curl_command(more);
    if (!other && !bytes.contains(kPlanted)) check_error(other.error(), kPlanted);
  }
}

}  // namespace coffer::fuzz
