#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <iterator>

#include "postman/iban.h"
#include "postman/js_date.h"
#include "postman/random_text.h"
#include "postman/variables.h"

// Source of the names and of what they look like: postman-collection/lib/superstring/dynamic-variables.js and
// the faker functions that it names. tests/postman/dynamic_variables_test.py holds the shapes against it.
namespace coffer::postman {
namespace {

struct Parts {
  Clock& clock;
  crypto::Random& random;
};

int64_t seconds(std::chrono::milliseconds time) {
  return std::chrono::round<std::chrono::seconds>(time).count();
}

std::string uuid(const Parts& parts) { return parts.random.uuid(); }

std::string timestamp(const Parts& parts) {
  return fmt::format("{}", seconds(parts.clock.now().time_since_epoch()));
}

std::string iso_timestamp(const Parts& parts) { return iso_time(parts.clock.now()); }

// Newman's dates are in the machine's time zone, these are in UTC. From one second to `span` away.
std::chrono::milliseconds distance(std::chrono::milliseconds span, crypto::Random& random) {
  const auto above = static_cast<uint64_t>(span.count()) - 1000;
  return std::chrono::milliseconds(1000 + random.below(above));
}
constexpr std::chrono::milliseconds kYear = std::chrono::days(365);
constexpr std::chrono::milliseconds kDay = std::chrono::days(1);

std::string date_past(const Parts& parts) {
  return date_time_text(parts.clock.now() - distance(kYear, parts.random));
}
std::string date_future(const Parts& parts) {
  return date_time_text(parts.clock.now() + distance(kYear, parts.random));
}
std::string date_recent(const Parts& parts) {
  return date_time_text(parts.clock.now() - distance(kDay, parts.random));
}
std::string iban(const Parts& parts) { return random_iban(parts.random); }

constexpr std::string_view kImageDataUri =
    "data:image/"
    "svg+xml;charset=UTF-8,%3Csvg%20xmlns%3D%22http%3A%2F%2Fwww.w3.org%2F2000%2Fsvg%22%20version%3D%221.1%22%"
    "20"
    "baseProfile%3D%22full%22%20width%3D%22640%22%20height%3D%22480%22%3E%3Crect%20width%3D%22100%25%22%"
    "20height%3D%22100"
    "%25%22%20fill%3D%22grey%22%2F%3E%3C%2Fsvg%3E";

// A name, and what it stands for: a text of the grammar of word_lists.h, or what a function makes.
struct Dynamic {
  std::string_view name;
  std::string_view text = {};
  std::string (*make)(const Parts&) = nullptr;
};

constexpr Dynamic kDynamic[] = {
    {.name = "$guid", .make = uuid},
    {.name = "$randomUUID", .make = uuid},
    {.name = "$timestamp", .make = timestamp},
    {.name = "$isoTimestamp", .make = iso_timestamp},
    {"$randomInt", "{0-1000}"},
    {"$randomBoolean", "true|false"},
    {"$randomAlphaNumeric", "{alnum}"},
    {"$randomWord", "{word}"},
    {"$randomWords",
     "{word} {word}|{word} {word} {word}|{word} {word} {word} {word}|{word} {word} {word} {word} {word}"},
    {"$randomLocale", "{locale}"},
    {"$randomPhoneNumber", "{phone}"},
    {"$randomPhoneNumberExt", "{1-99}-{phone}"},
    {"$randomCity", "{city}"},
    {"$randomStreetName", "{street}"},
    {"$randomStreetAddress", "### {street}|#### {street}|##### {street}"},
    {"$randomCountry", "{country}"},
    {"$randomCountryCode", "{country-code}"},
    {"$randomLatitude", "{0-89}.####|-{0-89}.####"},
    {"$randomLongitude", "{0-179}.####|-{0-179}.####"},
    {"$randomColor", "{color}"},
    {"$randomDepartment", "{department}"},
    {"$randomProductName", "{product-adjective} {product-material} {product}"},
    {"$randomProductAdjective", "{product-adjective}"},
    {"$randomProductMaterial", "{product-material}"},
    {"$randomProduct", "{product}"},
    {"$randomCompanyName", "{company}"},
    {"$randomCompanySuffix", "{company-suffix}"},
    {"$randomCatchPhrase", "{phrase-adjective} {phrase-descriptor} {phrase-noun}"},
    {"$randomCatchPhraseAdjective", "{phrase-adjective}"},
    {"$randomCatchPhraseDescriptor", "{phrase-descriptor}"},
    {"$randomCatchPhraseNoun", "{phrase-noun}"},
    {"$randomBs", "{bs-verb} {bs-adjective} {bs-noun}"},
    {"$randomBsAdjective", "{bs-adjective}"},
    {"$randomBsBuzz", "{bs-verb}"},
    {"$randomBsNoun", "{bs-noun}"},
    {"$randomDatabaseColumn", "{db-column}"},
    {"$randomDatabaseType", "{db-type}"},
    {"$randomDatabaseCollation", "{db-collation}"},
    {"$randomDatabaseEngine", "{db-engine}"},
    {.name = "$randomDatePast", .make = date_past},
    {.name = "$randomDateFuture", .make = date_future},
    {.name = "$randomDateRecent", .make = date_recent},
    {"$randomMonth", "January|February|March|April|May|June|July|August|September|October|November|December"},
    {"$randomWeekday", "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"},
    {"$randomBankAccount", "########"},
    {"$randomBankAccountName", "{account-type} Account"},
    {"$randomCreditCardMask", "####"},
    {"$randomPrice", "{0-999}.##"},
    {"$randomTransactionType", "{transaction}"},
    {"$randomCurrencyCode", "{currency-code}"},
    {"$randomCurrencyName", "{currency-name}"},
    {"$randomCurrencySymbol", "{currency-symbol}"},
    {"$randomBitcoin", "1{base58*24-33}|3{base58*24-33}"},
    {.name = "$randomBankAccountIban", .make = iban},
    {"$randomBankAccountBic",
     "{upper*3}{vowel}{country-code}{upper}1|{upper*3}{vowel}{country-code}{upper}1###|{upper*3}{vowel}{"
     "country-code}{upper}1{upper}{vowel}{upper}"},
    {"$randomAbbreviation", "{abbreviation}"},
    {"$randomAdjective", "{adjective}"},
    {"$randomNoun", "{noun}"},
    {"$randomVerb", "{verb}"},
    {"$randomIngverb", "{ing-verb}"},
    {"$randomPhrase", "{phrase}"},
    {"$randomAvatarImage", "https://cdn.fakercloud.com/avatars/{_first}{_last}_128.jpg"},
    {"$randomImageUrl", "{image}"},
    {"$randomAbstractImage", "{image}/abstract"},
    {"$randomAnimalsImage", "{image}/animals"},
    {"$randomBusinessImage", "{image}/business"},
    {"$randomCatsImage", "{image}/cats"},
    {"$randomCityImage", "{image}/city"},
    {"$randomFoodImage", "{image}/food"},
    {"$randomNightlifeImage", "{image}/nightlife"},
    {"$randomFashionImage", "{image}/fashion"},
    {"$randomPeopleImage", "{image}/people"},
    {"$randomNatureImage", "{image}/nature"},
    {"$randomSportsImage", "{image}/sports"},
    {"$randomTransportImage", "{image}/transport"},
    {"$randomImageDataUri", kImageDataUri},
    {"$randomEmail", "{user-name}@{free-mail}"},
    {"$randomExampleEmail", "{user-name}@{example-domain}"},
    {"$randomUserName", "{user-name}"},
    {"$randomProtocol", "http|https"},
    {"$randomUrl", "http://{domain}|https://{domain}"},
    {"$randomDomainName", "{domain}"},
    {"$randomDomainSuffix", "{domain-suffix}"},
    {"$randomDomainWord", "{_first}"},
    {"$randomIP", "{0-255}.{0-255}.{0-255}.{0-255}"},
    {"$randomIPV6", "{hex*4}:{hex*4}:{hex*4}:{hex*4}:{hex*4}:{hex*4}:{hex*4}:{hex*4}"},
    {"$randomUserAgent", "{user-agent}"},
    {"$randomHexColor", "{sharp}{hex*6}"},
    {"$randomMACAddress", "{hex*2}:{hex*2}:{hex*2}:{hex*2}:{hex*2}:{hex*2}"},
    {"$randomPassword", "{word-char*15}"},
    {"$randomLoremWord", "{lorem}"},
    {"$randomLoremWords", "{lorem-words}"},
    {"$randomLoremSentence", "{sentence}"},
    {"$randomLoremSlug", "{lorem}-{lorem}-{lorem}"},
    {"$randomLoremSentences", "{sentences}"},
    {"$randomLoremParagraph", "{paragraph}"},
    {"$randomLoremParagraphs", "{paragraphs}"},
    {"$randomLoremText", "{lorem-text}"},
    {"$randomLoremLines", "{lines}"},
    {"$randomFirstName", "{first}"},
    {"$randomLastName", "{last}"},
    {"$randomFullName", "{full-name}"},
    {"$randomJobTitle", "{job-descriptor} {job-area} {job-type}"},
    {"$randomNamePrefix", "{prefix}"},
    {"$randomNameSuffix", "{suffix}"},
    {"$randomJobDescriptor", "{job-descriptor}"},
    {"$randomJobArea", "{job-area}"},
    {"$randomJobType", "{job-type}"},
    {"$randomFileName", "{file-stem}.{file-ext}"},
    {"$randomCommonFileName", "{file-stem}.{common-ext}"},
    {"$randomMimeType", "{mime}"},
    {"$randomCommonFileType", "{common-type}"},
    {"$randomCommonFileExt", "{common-ext}"},
    {"$randomFileType", "{file-type}"},
    {"$randomFileExt", "{file-ext}"},
    {"$randomDirectoryPath", "{directory}"},
    {"$randomFilePath", "{directory}/{file-stem}.{file-ext}"},
    {"$randomSemver", "#.#.#"},
};

}  // namespace

std::optional<std::string> dynamic_variable(std::string_view name, Clock& clock, crypto::Random& random) {
  const auto* found = std::ranges::find(kDynamic, name, &Dynamic::name);
  if (found == std::end(kDynamic)) return std::nullopt;
  return found->make != nullptr ? found->make({clock, random}) : random_text(found->text, random);
}

std::vector<std::string_view> dynamic_variable_names() {
  std::vector<std::string_view> names;
  for (const Dynamic& each : kDynamic) names.push_back(each.name);
  return names;
}

}  // namespace coffer::postman
