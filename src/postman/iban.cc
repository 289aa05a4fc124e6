#include "postman/iban.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "postman/random_text.h"

namespace coffer::postman {
namespace {

// The account number as the registry gives it, in the grammar of word_lists.h.
struct Format {
  std::string_view country, account;
};
constexpr std::array kFormats{
    Format{"AT", "################"},
    Format{"BE", "############"},
    Format{"CH", "#####{upper-alnum*12}"},
    Format{"CY", "########{upper-alnum*16}"},
    Format{"CZ", "####################"},
    Format{"DE", "##################"},
    Format{"DK", "##############"},
    Format{"EE", "################"},
    Format{"ES", "####################"},
    Format{"FI", "##############"},
    Format{"FR", "##########{upper-alnum*11}##"},
    Format{"GB", "{upper*4}##############"},
    Format{"GR", "#######{upper-alnum*16}"},
    Format{"HU", "########################"},
    Format{"IE", "{upper*4}##############"},
    Format{"IT", "{upper}##########{upper-alnum*12}"},
    Format{"MT", "{upper*4}#####{upper-alnum*18}"},
    Format{"NL", "{upper*4}##########"},
    Format{"NO", "###########"},
    Format{"PL", "########################"},
    Format{"PT", "#####################"},
    Format{"SE", "####################"},
};

// ISO 7064, MOD 97-10, with A as 10 … Z as 35.
unsigned mod97(std::string_view text) {
  unsigned rest = 0;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    const auto value = static_cast<unsigned>(digit ? c - '0' : c - 'A' + 10);
    rest = (rest * (digit ? 10U : 100U) + value) % 97U;
  }
  return rest;
}

}  // namespace

std::string random_iban(crypto::Random& random) {
  const Format& format = kFormats[random.below(kFormats.size())];
  const std::string account = random_text(format.account, random);
  return fmt::format("{}{:02}{}", format.country, 98 - mod97(fmt::format("{}{}00", account, format.country)),
                     account);
}

}  // namespace coffer::postman
