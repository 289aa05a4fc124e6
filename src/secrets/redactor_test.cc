#include "secrets/redactor.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

#include "base/encoding.h"
#include "crypto/random.h"

namespace coffer::secrets {
namespace {

using namespace std::string_literals;

std::string redacted(std::string_view value, std::string_view text) {
  Redactor redactor;
  redactor.add("k", Secret(value));
  return redactor.redact(text);
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

// Every byte escaped, whether it needs it or not.
std::string all_percent(std::string_view value) {
  std::string out;
  for (const char c : value) out += fmt::format("%{:02x}", static_cast<unsigned char>(c));
  return out;
}
std::string all_unicode(std::string_view value) {
  std::string out;
  for (const char c : value) out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
  return out;
}
std::string all_entities(std::string_view value) {
  std::string out;
  for (const char c : value) out += fmt::format("&#x{:X};", static_cast<unsigned char>(c));
  return out;
}
std::string slashes_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '/' ? std::string("\\/") : std::string(1, c);
  return out;
}

TEST(RedactorTest, PutsTheReferenceInThePlaceOfTheValue) {
  EXPECT_EQ(redacted("s3cr3t!", "a s3cr3t! b s3cr3t!"), "a {{vault:k}} b {{vault:k}}");
  EXPECT_EQ(redacted("s3cr3t!", "nothing here"), "nothing here");
}

TEST(RedactorTest, KnowsNothingAtFirst) {
  const Redactor redactor;
  EXPECT_TRUE(redactor.empty());
  EXPECT_EQ(redactor.redact("text"), "text");
  EXPECT_FALSE(redactor.contains_secret("text"));
}

TEST(RedactorTest, IgnoresAnEmptyValue) { EXPECT_EQ(redacted("", "text"), "text"); }

TEST(RedactorTest, LabelsCredentials) {
  Redactor redactor;
  redactor.add_labelled("AWS session token", Secret("tokentoken"));
  EXPECT_EQ(redactor.redact("x=tokentoken"), "x=[AWS session token]");
  EXPECT_TRUE(redactor.contains_secret("tokentoken"));
}

TEST(RedactorTest, TakesOverWhatAnotherKnows) {
  Redactor first, second;
  first.add("key", Secret("value-1"));
  first.add_labelled("token", Secret("value-2"));
  second.add("own", Secret("value-3"));
  second.add_all(first);
  first.add("later", Secret("value-4"));
  EXPECT_EQ(second.redact("value-1 value-2 value-3 value-4"), "{{vault:key}} [token] {{vault:own}} value-4");
}

TEST(RedactorTest, FindsEveryEncoding) {
  const std::string value = "p/ss \"w&rd\"+<é>\n\\%41=";
  const std::pair<const char*, std::string> forms[] = {
      {"raw", value},
      {"percent", percent_encode(value)},
      {"percent, lower hex", to_lower(percent_encode(value, "A"))},
      {"encodeURIComponent", percent_encode(value, "!'()*")},
      {"encodeURI", percent_encode(value, "/+=&")},
      {"all percent", all_percent(value)},
      {"json", json_escape(value)},
      {"json with \\/", slashes_escaped(json_escape(value))},
      {"html", html_escape(value)},
      {"hex", hex_encode(value)},
      {"HEX", upper(hex_encode(value))},
      {"base64", base64_encode(value)},
      {"base64url", base64url_encode(value)},
      {"percent(base64)", percent_encode(base64_encode(value))},
      {"json(base64)", slashes_escaped(base64_encode(value))},
      {"json(html)", json_escape(html_escape(value))},
      {"html(json)", html_escape(json_escape(value))},
      {"json(json)", json_escape(json_escape(value))},
      {"percent(percent)", percent_encode(percent_encode(value))},
      {"percent(json)", percent_encode(json_escape(value))},
      {"base64(json)", base64_encode("{\"a\":\"" + json_escape(value) + "\"}")},
      {"base64(percent)", base64_encode("grant=1&secret=" + percent_encode(value))},
      {"base64(base64)", base64_encode(base64_encode(value))},
  };
  for (const auto& [name, form] : forms) {
    const std::string out = redacted(value, "<" + form + ">");
    EXPECT_NE(out.find("{{vault:k}}"), std::string::npos) << name << ": " << out;
    EXPECT_EQ(out.find(form), std::string::npos) << name;
  }
}

TEST(RedactorTest, TakesPlusForASpaceInForms) {
  EXPECT_EQ(redacted("a b+c d", "q=a+b%2Bc+d&x=1"), "q={{vault:k}}&x=1");
}

TEST(RedactorTest, FindsPartlyEscapedValues) {
  EXPECT_EQ(redacted("aa/bb:cc", "u=aa%2fbb:cc"), "u={{vault:k}}");
  EXPECT_EQ(redacted("abcdef", "\\u0061bc\\x64ef"), "{{vault:k}}");
  EXPECT_EQ(redacted("it's", "it&#39;s it&#x0027;s it&apos;s it\\'s"),
            "{{vault:k}} {{vault:k}} {{vault:k}} {{vault:k}}");
}

TEST(RedactorTest, FindsCharactersBeyondAsciiAsEscapes) {
  EXPECT_EQ(redacted("schlüssel€😀", "schl\\u00fcssel\\u20AC\\ud83d\\ude00"), "{{vault:k}}");
  EXPECT_EQ(redacted("schlüssel€😀", "schl&#252;ssel&#x20ac;&#128512;"), "{{vault:k}}");
}

TEST(RedactorTest, TakesAllDigitsThatCarryAnyOfItOutOfBase64) {
  const std::string value = "correct horse";
  for (const std::string before : {"", "u", "us", "usr", "user:"}) {
    for (const std::string after : {"", "1", "22", "333"}) {
      const std::string out = redacted(value, "Basic " + base64_encode(before + value + after) + " end");
      const size_t at = out.find("{{vault:k}}");
      ASSERT_NE(at, std::string::npos) << before << ' ' << after;
      // What stays decodes to the neighbours alone.
      const size_t left = at - std::string("Basic ").size();
      EXPECT_EQ(left, before.size() * 8 / 6) << out;
      EXPECT_TRUE(out.ends_with(" end")) << out;
    }
  }
}

TEST(RedactorTest, HidesThePasswordOfBasicAuthentication) {
  EXPECT_EQ(redacted("hunter22", "Authorization: Basic " + base64_encode("me:hunter22")),
            "Authorization: Basic bWU6{{vault:k}}");
}

TEST(RedactorTest, FindsBase64AfterAPathSegmentAndAcrossLines) {
  const std::string value(90, 'x');
  EXPECT_EQ(redacted("hunter22", "/api/v1/" + base64url_encode("hunter22") + "."), "/api/v1/{{vault:k}}.");
  std::string lines = base64_encode(value);
  lines.insert(76, "\r\n");
  EXPECT_EQ(redacted(value, "\n" + lines + "\n"), "\n{{vault:k}}\n");
}

TEST(RedactorTest, FindsHexAtAnyPlace) {
  EXPECT_EQ(redacted("hunter22", "0x" + hex_encode("hunter22")), "0x{{vault:k}}");
  EXPECT_EQ(redacted("hunter22", "f" + hex_encode("hunter22") + "0"), "f{{vault:k}}0");
}

// chai shows the first 37 characters of a value that differs.
TEST(RedactorTest, FindsTheBeginningOfAValueThatOthersCut) {
  const std::string value = "wJalr\"XUtn/FEMI'K7MDENG%bPxR+fiCYEX=AMPLEKEY-and-much-more";
  EXPECT_EQ(
      redacted(value, "expected '" + value.substr(0, 37) + "…' to equal 'x" + value.substr(0, 36) + "…'"),
      "expected '{{vault:k}}…' to equal 'x{{vault:k}}…'");
  EXPECT_EQ(redacted(value, value.substr(0, 12) + "..."), "{{vault:k}}...");
  EXPECT_EQ(redacted(value, value.substr(0, 11) + "..."), value.substr(0, 11) + "...");
  EXPECT_EQ(redacted(value, value.substr(0, 20) + " ends"), value.substr(0, 20) + " ends");
  EXPECT_EQ(redacted("another value, " + value, "another value, …"), "{{vault:k}}…");
  Redactor two;
  two.add("first", Secret("https://one.example/hook"));
  two.add("second", Secret("https://two.example/hook"));
  EXPECT_EQ(two.redact("https://two.e... https://one.e… https://…"),
            "{{vault:second}}... {{vault:first}}… https://…");
}

TEST(RedactorTest, FindsTheBeginningOfAValueCutInAnyEncoding) {
  const std::string value = "wJalr\"XUtn/FEMI'K7MDENG%bPxR+fiCYEX=AMPLEKEY-and-much-more";
  for (const std::string& form :
       {base64_encode(value), base64_encode("me:" + value), base64url_encode(value), hex_encode(value),
        percent_encode(value), json_escape(value), json_escape(json_escape(value)), all_percent(value),
        all_unicode(value), all_entities(value), percent_encode(base64_encode(value))}) {
    for (size_t cut = form.size() / 2; cut < form.size() / 2 + 12; ++cut) {
      const std::string out = redacted(value, "'" + form.substr(0, cut) + "…' and on");
      EXPECT_NE(out.find("{{vault:k}}"), std::string::npos) << out;
      EXPECT_EQ(out.find(form.substr(8, 12)), std::string::npos) << out;
      EXPECT_TRUE(out.ends_with("…' and on")) << out;
    }
  }
}

TEST(RedactorTest, NamesAllThatOverlap) {
  Redactor redactor;
  redactor.add("a", Secret("abcdef"));
  redactor.add("b", Secret("defghi"));
  redactor.add("inner", Secret("bcde"));
  EXPECT_EQ(redactor.redact("-abcdefghi-"), "-{{vault:a}}{{vault:b}}-");
  EXPECT_EQ(redactor.redact("-bcde-"), "-{{vault:inner}}-");
}

TEST(RedactorTest, PrefersTheLongestOfThoseThatBeginTogether) {
  Redactor redactor;
  redactor.add("short", Secret("token"));
  redactor.add("long", Secret("token-of-mine"));
  EXPECT_EQ(redactor.redact("token-of-mine token"), "{{vault:long}} {{vault:short}}");
}

TEST(RedactorTest, KnowsBothValuesOfAName) {
  Redactor redactor;
  redactor.add("k", Secret("old-value"));
  EXPECT_EQ(redactor.redact("new-value"), "new-value");
  redactor.add("k", Secret("new-value"));
  EXPECT_EQ(redactor.redact("old-value new-value"), "{{vault:k}} {{vault:k}}");
}

TEST(RedactorTest, MatchesShortValuesAsWholeTokensOnly) {
  EXPECT_EQ(redacted("1", "1 a1 11 -1- 1"), "{{vault:k}} a1 11 -{{vault:k}}- {{vault:k}}");
  EXPECT_EQ(redacted("ab", "ab cab ab_ éab \"ab\""), "{{vault:k}} cab ab_ éab \"{{vault:k}}\"");
  EXPECT_EQ(redacted("abc", "Basic " + base64_encode("user:abc")), "Basic dXNlcj{{vault:k}}");
  EXPECT_EQ(redacted("1", "number 31313131 and word Password"), "number 31313131 and word Password");
}

TEST(RedactorTest, FindsAValueThatLostItsWhiteSpaceOrItsCase) {
  EXPECT_EQ(redacted("value\n", "h: value;"), "h: {{vault:k}};");
  EXPECT_EQ(redacted("TeNaNt-42", "tenant-42.example TENANT-42"), "{{vault:k}}.example {{vault:k}}");
  EXPECT_EQ(redacted("Test", "test"), "test");
}

TEST(RedactorTest, SurvivesBrokenEscapesAndBytesThatAreNoText) {
  const std::string odd = "%4 %zz \\u12 \\ &#; &#x110000; &amp \xff\xfe\0 ==="s;
  EXPECT_EQ(redacted("hunter22", odd), odd);
  EXPECT_EQ(redacted(std::string("\xff\x00\xfe\x01\x02", 5), "x" + std::string("\xff\x00\xfe\x01\x02", 5)),
            "x{{vault:k}}");
}

TEST(RedactorTest, FindsALongValueAmongManyOthers) {
  crypto::SeededRandom random(7);
  Redactor redactor;
  for (int i = 0; i < 200; ++i) redactor.add(fmt::format("n{}", i), Secret(base64_encode(random.bytes(24))));
  const std::string key = base64_encode(random.bytes(48 * 1024));
  redactor.add("long", Secret(key));
  EXPECT_EQ(redactor.redact("a " + key + " b"), "a {{vault:long}} b");
  EXPECT_EQ(redactor.redact("a " + key.substr(1) + " b"), "a " + key.substr(1) + " b");
}

// Whatever the value and however it is wrapped, the whole of it is gone.
TEST(RedactorTest, LeavesNoFormOfRandomValues) {
  crypto::SeededRandom random(2026);
  const auto pick = [&](std::string_view text) -> std::string {
    switch (random.below(9)) {
      case 0:
        return percent_encode(text);
      case 1:
        return to_lower(percent_encode(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")) == text ? std::string(text)
                                                                                    : all_percent(text);
      case 2:
        return json_escape(text);
      case 3:
        return html_escape(text);
      case 4:
        return hex_encode(text);
      case 5:
        return all_unicode(text);
      case 6:
        return all_entities(text);
      case 7:
        return base64url_encode("pad:" + std::string(text));
      default:
        return base64_encode(std::string(random.below(4), '#') + std::string(text) + "!");
    }
  };
  for (int round = 0; round < 500; ++round) {
    std::string value;
    for (size_t size = 6 + random.below(40); size > 0; --size)
      value += static_cast<char>(0x20 + random.below(0x5F));
    Redactor redactor;
    redactor.add("k", Secret(value));
    const std::string once = pick(value);
    const std::string twice = pick(once);
    EXPECT_NE(redactor.redact("[" + once + "]").find("{{vault:k}}"), std::string::npos)
        << value << " as " << once;
    EXPECT_NE(redactor.redact("[" + twice + "]").find("{{vault:k}}"), std::string::npos)
        << value << " as " << twice;
    const std::string both = redactor.redact(once + " " + twice);
    EXPECT_FALSE(redactor.contains_secret(both)) << value << " in " << both;
  }
}

TEST(RedactorTest, MayBeUsedByManyThreads) {
  Redactor redactor;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&redactor, t] {
      for (int i = 0; i < 50; ++i) {
        const std::string value = fmt::format("value-{}-{}-end", t, i);
        redactor.add("k", Secret(value));
        EXPECT_EQ(redactor.redact(value), "{{vault:k}}");
      }
    });
  }
}

}  // namespace
}  // namespace coffer::secrets
