#include "postman/curl_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "postman/curl_printer.h"
#include "postman/export_item.h"
#include "postman/literal_credentials.h"
#include "postman/shell_words.h"

namespace coffer::postman {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<std::string> words(std::string_view text) {
  auto split = split_shell_words(text);
  return split ? split->words : std::vector<std::string>{"(" + split.error().what + ")"};
}

TEST(ShellWordsTest, QuotesMeanWhatTheyMeanToBash) {
  EXPECT_THAT(words(R"(curl 'a b' "c \"d\" \e" f\ g '' "x"'y'z)"),
              ElementsAre("curl", "a b", R"(c "d" \e)", "f g", "", "xyz"));
  EXPECT_THAT(words(R"(curl $'a\n\x41\u00e9\101\'b\q')"), ElementsAre("curl",
                                                                      "a\nA\xC3\xA9"
                                                                      "A'b\\q"));
  EXPECT_THAT(words("curl \\\n  -H 'X: 1' \\\r\n  http://h  # a remark\n\n"),
              ElementsAre("curl", "-H", "X: 1", "http://h"));
  EXPECT_THAT(words("  $ curl http://h"), ElementsAre("curl", "http://h"));
}

TEST(ShellWordsTest, VariablesOfTheShellBecomePostmans) {
  auto split = split_shell_words(R"(curl -H "Bearer $TOKEN" ${HOST}/x '$NOT' \$NEITHER "a$ b" $TOKEN)");
  ASSERT_TRUE(split);
  EXPECT_THAT(split->words, ElementsAre("curl", "-H", "Bearer {{TOKEN}}", "{{HOST}}/x", "$NOT", "$NEITHER",
                                        "a$ b", "{{TOKEN}}"));
  EXPECT_THAT(split->variables, ElementsAre("TOKEN", "HOST"));
}

TEST(ShellWordsTest, WhatFollowsTheCommandIsSetAside) {
  auto split = split_shell_words("curl http://h 2>/dev/null | jq .");
  ASSERT_TRUE(split);
  EXPECT_THAT(split->words, ElementsAre("curl", "http://h"));
  EXPECT_EQ(split->rest, ">/dev/null | jq .");
}

TEST(ShellWordsTest, WhatCannotBeDoneWithoutAShellIsRefusedWithoutQuotingIt) {
  for (const char* text :
       {"curl $(cat secret)", "curl `cat secret`", "curl h; rm secret", "curl a?b=secret&c=d",
        "curl h && secret", "curl -d @- <<secret", "curl h\ncurl secret", "curl 'secret", "curl \"secret",
        "curl $'secret", "curl ${secret:-x}", "curl $1"}) {
    auto split = split_shell_words(text);
    ASSERT_FALSE(split) << text;
    EXPECT_THAT(to_string(split.error()), Not(HasSubstr("secret"))) << text;
  }
}

TEST(ShellWordsTest, CommandsOfBrowsersOnWindowsAreRead) {
  EXPECT_THAT(words("curl \"https://h/?a=b\" ^\r\n  -H \"accept: */*\" ^\r\n  --data-raw \"x\\\"y\""),
              ElementsAre("curl", "https://h/?a=b", "-H", "accept: */*", "--data-raw", "x\"y"));
  EXPECT_THAT(
      words("curl ^\"https://h/?a=b^&c=d^\" ^\n  --data-raw ^\"^{^\\^\"k^\\^\":^\\^\"50^%^\\^\"^}^\""),
      ElementsAre("curl", "https://h/?a=b&c=d", "--data-raw", R"({"k":"50%"})"));
  EXPECT_THAT(words("curl ^\"h^\" ^\n  -d ^\"a^\n\nb^\""), ElementsAre("curl", "h", "-d", "a\nb"));
}

// A caret that is quoted for bash is no sign of cmd.
TEST(ShellWordsTest, CaretsInQuotesAreBashs) {
  EXPECT_THAT(words("curl -d 'a ^\"b\" ^\nc' \"d ^\ne\" $'it\\'s ^\nf' g"),
              ElementsAre("curl", "-d", "a ^\"b\" ^\nc", "d ^\ne", "it's ^\nf", "g"));
}

TEST(ShellWordsTest, QuotedWordsAreReadBackAsTheyWere) {
  for (const std::string word :
       {"", "plain", "a b", "it's", "$x `y` \\ \"z\"", "{{vault:k}}", "l1\nl2", "ü", "it's ^\"x^\" ^\n y"}) {
    EXPECT_THAT(words("curl " + shell_quoted(word)), ElementsAre("curl", word));
  }
}

Result<CurlRequest> imported(std::string_view text, const std::map<std::string, std::string>& files = {}) {
  COFFER_ASSIGN(const CurlCommand command, parse_curl_command(text));
  return request_of(command, [&files](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return Error{ErrorCode::kNotFound, "no file " + path};
    return found->second;
  });
}

std::string header(const RequestTemplate& request, std::string_view name) {
  for (const KeyValue& each : request.headers)
    if (each.key == name) return each.value;
  return "(none)";
}

TEST(CurlCommandTest, ReadsWhatBrowsersCopy) {
  auto made = imported(
      "curl 'https://api.example.com/v1/items?x=1' -X 'PUT' -H 'accept: application/json' "
      "-H 'content-type: application/json' -b 'sid=abc; t=1' --data-raw $'{\"a\":\"it\\'s\"}' --compressed");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.method, "PUT");
  EXPECT_EQ(made->request.url.raw, "https://api.example.com/v1/items?x=1");
  EXPECT_EQ(header(made->request, "Cookie"), "sid=abc; t=1");
  EXPECT_EQ(std::get<RawBody>(made->request.body).text, R"({"a":"it's"})");
  EXPECT_TRUE(made->notes.empty());
}

TEST(CurlCommandTest, JoinsDataAsCurlDoes) {
  const std::map<std::string, std::string> files{{"f", "x\r\ny\n"}};
  auto made =
      imported("curl h -d a=1 -d @f --data-urlencode 'q=a b&c' --data-urlencode '=ü' --data-raw @r", files);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.method, "POST");
  EXPECT_EQ(std::get<RawBody>(made->request.body).text, "a=1&xy&q=a+b%26c&%C3%BC&@r");
  EXPECT_EQ(header(made->request, "Content-Type"), "application/x-www-form-urlencoded");

  made = imported("curl -G h?z=1#top -d a=1 --data-urlencode 'b=c d' --url-query 'e=f g'");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.method, "GET");
  EXPECT_EQ(made->request.url.raw, "h?z=1&a=1&b=c+d&e=f+g");

  made = imported("curl h --json '{\"a\":' --json '1}'");
  ASSERT_TRUE(made);
  EXPECT_EQ(std::get<RawBody>(made->request.body).text, "{\"a\":1}");
  EXPECT_EQ(header(made->request, "Accept"), "application/json");
}

TEST(CurlCommandTest, SquashesDotSegmentsAsCurlDoes) {
  for (const auto& [given, sent] : std::map<std::string, std::string>{{"http://h/a/../b/./c", "http://h/b/c"},
                                                                      {"h/../..", "h/"},
                                                                      {"h/a/.?x=/../y", "h/a/?x=/../y"},
                                                                      {"h/{{a}}/../.b", "h/.b"},
                                                                      {"h", "h"}}) {
    auto made = imported("curl '" + given + "'");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->request.url.raw, sent);
  }
}

TEST(CurlCommandTest, AReferenceInDataToEncodeIsEncodedAtTheSend) {
  auto made = imported("curl h -d 'user=a+b%21' --data-urlencode 'password={{vault:pw}}'");
  ASSERT_TRUE(made);
  const auto& fields = std::get<UrlencodedBody>(made->request.body).fields;
  ASSERT_EQ(fields.size(), 2);
  EXPECT_EQ(fields[0].value, "a b!");
  EXPECT_EQ(fields[1].key, "password");
  EXPECT_EQ(fields[1].value, "{{vault:pw}}");
}

TEST(CurlCommandTest, ReadsFormsAsCurlDoes) {
  auto made =
      imported(R"(curl h -F 'a=b;type=text/html; charset=x;filename="q\"r"' -F 'c="d;e"' -F f=@x,y;type=t/u
)");
  EXPECT_FALSE(made) << "an unquoted semicolon ends the command";
  made = imported(
      R"(curl h -F 'a=b;type=text/html; charset=x;filename="q\"r"' -F 'c="d;e"' -F 'f=@x,y' --form-string g=@z)");
  ASSERT_TRUE(made);
  const auto& fields = std::get<FormBody>(made->request.body).fields;
  ASSERT_EQ(fields.size(), 4);
  EXPECT_EQ(fields[0].value, "b");
  EXPECT_EQ(fields[0].content_type, "text/html; charset=x");
  EXPECT_EQ(fields[0].file_name, "q\"r");
  EXPECT_EQ(fields[1].value, "d;e");
  EXPECT_THAT(fields[2].files, ElementsAre("x", "y"));
  EXPECT_EQ(fields[3].value, "@z");
}

TEST(CurlCommandTest, AHeaderCanBeTakenAwayOrSentEmpty) {
  auto made = imported("curl h -H 'Accept:' -H 'X-Empty;' -A '' -e 'http://from;auto'");
  ASSERT_TRUE(made);
  EXPECT_THAT(made->behavior.disabled_system_headers, ElementsAre("accept", "user-agent"));
  EXPECT_EQ(header(made->request, "X-Empty"), "");
  EXPECT_EQ(header(made->request, "Referer"), "http://from");
}

TEST(CurlCommandTest, ReadsCredentialsIntoAuth) {
  auto made = imported("curl h -u 'me:{{vault:pw}}'");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.auth->params["password"], "{{vault:pw}}");
  made = imported("curl h --digest -u '{{vault:user}}:x:y'");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.auth->type, "digest");
  EXPECT_EQ(made->request.auth->params["username"], "{{vault:user}}");
  EXPECT_EQ(made->request.auth->params["password"], "x:y");
  made = imported(
      "curl https://es.eu-west-1.amazonaws.com/ --aws-sigv4 aws:amz -u k:s -H 'x-amz-security-token: t'");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->request.auth->type, "awsv4");
  EXPECT_EQ(made->request.auth->params["region"], "eu-west-1");
  EXPECT_EQ(made->request.auth->params["service"], "es");
  EXPECT_EQ(made->request.auth->params["sessionToken"], "t");
}

TEST(CurlCommandTest, NamesWhatItLeavesOut) {
  auto command = parse_curl_command("curl -sSLo out.json --retry 3 --no-buffer https://h | jq . ");
  ASSERT_TRUE(command);
  EXPECT_TRUE(command->follow);
  EXPECT_THAT(command->notes, ElementsAre(HasSubstr("-s -S -o --retry --no-buffer"), HasSubstr("output")));
}

TEST(CurlCommandTest, RefusesWhatItDoesNotKnowAndNamesTheFlagOnly) {
  for (const auto& [text, field] :
       std::map<std::string, std::string>{{"curl h --frobnicate secret", "--frobnicate"},
                                          {"curl h --SECRET", "--"},
                                          {"curl h -sW", "-W"},
                                          {"curl h --next g", "--next"},
                                          {"curl h -K secret", "-K"},
                                          {"curl h --resolve secret", "--resolve"},
                                          {"curl h -m secret", "--max-time"},
                                          {"curl h -H", "-H"},
                                          {"curl h secret", "URL"},
                                          {"curl", "URL"},
                                          {"wget secret", "command"},
                                          {"", "command"}}) {
    auto command = parse_curl_command(text);
    ASSERT_FALSE(command) << text;
    EXPECT_EQ(command.error().field, field) << text;
    EXPECT_THAT(to_string(command.error()), Not(HasSubstr("secret"))) << text;
  }
  EXPECT_FALSE(imported("curl h -d a -F b=c"));
  EXPECT_FALSE(imported("curl h -I -d a"));
  EXPECT_FALSE(imported("curl h -H nocolon"));
  EXPECT_FALSE(imported("curl h -d @missing"));
}

TEST(LiteralCredentialsTest, FindsAndReplacesThemWhereverTheyStand) {
  auto made = imported(
      "curl 'https://u:p%40ss@h/?api_key=abc&page=2' -H 'Authorization: Bearer tok' -H 'X-Api-Key: k' -b "
      "sid=1 "
      "-H 'X-Fine: {{vault:x}}' -d 'user=me&password=s%20t'");
  ASSERT_TRUE(made);
  std::vector<std::string> found;
  visit_credentials(made->request, [&](const LiteralCredential& at, std::string_view value) {
    found.push_back(at.where + "=" + std::string(value));
    return std::optional<std::string>("{{vault:" + at.kind + "}}");
  });
  EXPECT_THAT(found, ElementsAre("password in the URL=p@ss", "query parameter api_key=abc",
                                 "header Authorization=tok", "header X-Api-Key=k", "header Cookie=sid=1",
                                 "body field password=s t"));
  EXPECT_EQ(made->request.url.raw, "https://u:{{vault:password}}@h/?api_key={{vault:api-key}}&page=2");
  EXPECT_EQ(header(made->request, "Authorization"), "Bearer {{vault:authorization}}");
  EXPECT_EQ(std::get<RawBody>(made->request.body).text, "user=me&password={{vault:password}}");
  visit_credentials(made->request, [](const LiteralCredential& at, std::string_view) {
    ADD_FAILURE() << at.where << " is a reference already";
    return std::optional<std::string>();
  });
}

TEST(LiteralCredentialsTest, ThePasswordOfAUrlIsTheOneBeforeItsHost) {
  auto made = imported("curl 'user:secret@://u:secret@h/:secret@'");
  ASSERT_TRUE(made);
  visit_credentials(made->request, [](const LiteralCredential&, std::string_view value) {
    EXPECT_EQ(value, "secret");
    return std::optional<std::string>("{{vault:moved}}");
  });
  EXPECT_EQ(made->request.url.raw, "user:secret@://u:{{vault:moved}}@h/:secret@");
}

TEST(ExportItemTest, AnItemIsReadBackAsTheSameRequest) {
  auto made = imported(
      "curl 'https://api.example.com:8443/a/b?x=1&y' -H 'A: 1' -F 'f=@x;type=t/u' -F 'g=\"h;i\"' -u me:pw "
      "-k");
  ASSERT_TRUE(made);
  const auto item = item_json("id", "name", made->request, made->behavior);
  ASSERT_TRUE(item) << to_string(item.error());
  auto read = parse_collection(json::dump(collection_json("c", "C", {*item})));
  ASSERT_TRUE(read) << to_string(read.error());
  EXPECT_TRUE(read->warnings.empty()) << read->warnings.front();
  const auto& back = std::get<Item>(read->root.children.front());
  EXPECT_EQ(back.request.url.raw, made->request.url.raw);
  EXPECT_EQ(back.request.auth->params, made->request.auth->params);
  EXPECT_EQ(std::get<FormBody>(back.request.body).fields[0].files, std::vector<std::string>{"x"});
  EXPECT_EQ(std::get<FormBody>(back.request.body).fields[1].value, "h;i");
  EXPECT_EQ(back.behavior.strict_ssl, false);
}

TEST(ExportItemTest, BytesThatAreNoTextStayEncodedOrAreRefused) {
  auto made = imported("curl h -d a=%FF");
  ASSERT_TRUE(made);
  const auto item = item_json("id", "name", made->request, made->behavior);
  ASSERT_TRUE(item) << to_string(item.error());
  EXPECT_THAT(json::dump(*item), HasSubstr("a=%FF"));
  for (const char* command : {"curl h/\xFF", "curl h -H $'X: \\xff'", "curl h -d @latin-1"}) {
    made = imported(command, {{"latin-1", "caf\xE9"}});
    ASSERT_TRUE(made) << command;
    const auto refused = item_json("id", "name", made->request, made->behavior);
    ASSERT_FALSE(refused) << command;
    EXPECT_EQ(refused.error().code, ErrorCode::kUnsupported);
    EXPECT_EQ(refused.error().field, "request");
  }
}

TEST(ExportItemTest, AnItemIsAddedAndNothingElseChanges) {
  const std::string info =
      R"("info":{"name":"c","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"})";
  const json::Object item{{"name", "new"}, {"request", "http://h"}};
  auto one_line = with_item("{" + info + ",\"item\":[{\"item\":[],\"name\":\"f]\"}],\"x\":[1]}", item);
  ASSERT_TRUE(one_line) << to_string(one_line.error());
  EXPECT_THAT(*one_line,
              HasSubstr(R"(,"item":[{"item":[],"name":"f]"},{"name":"new","request":"http://h"}],"x":[1]})"));
  auto laid_out = with_item(
      "{\n\t" + info + ",\n\t\"item\": [\n\t\t{\"name\": \"a\", \"request\": \"b\"}\n\t]\n}\n", item);
  ASSERT_TRUE(laid_out) << to_string(laid_out.error());
  EXPECT_THAT(
      *laid_out,
      HasSubstr(
          "\"b\"},\n\t\t{\n\t\t\t\"name\": \"new\",\n\t\t\t\"request\": \"http://h\"\n\t\t}\n\t]\n}\n"));
  auto empty = with_item("{" + info + ", \"item\": []}", item);
  ASSERT_TRUE(empty) << to_string(empty.error());
  EXPECT_FALSE(with_item("{" + info + "}", item));
}

TEST(CurlPrinterTest, PrintsACommandThatReadsBackAsTheSame) {
  PreparedRequest prepared;
  prepared.method = "PUT";
  prepared.url = "http://h/{{vault:id}}?a=1";
  prepared.headers = {{"X", "it's {{vault:k}}"}, {"Content-Type", "application/json"}, {"Empty", ""}};
  prepared.body = RawBody{"@{\"a\":1}\n", "text"};
  prepared.auth = Auth{"basic", {{"username", "me"}, {"password", "{{vault:pw}}"}}};
  auto text = curl_text(prepared, {});
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("curl -g 'http://h/{{vault:id}}?a=1' \\\n  -X PUT"));
  auto back = imported(*text);
  ASSERT_TRUE(back) << to_string(back.error());
  EXPECT_EQ(back->request.method, "PUT");
  EXPECT_EQ(back->request.url.raw, prepared.url);
  EXPECT_EQ(header(back->request, "X"), "it's {{vault:k}}");
  EXPECT_EQ(header(back->request, "Empty"), "");
  EXPECT_EQ(std::get<RawBody>(back->request.body).text, "@{\"a\":1}\n");
  EXPECT_EQ(back->request.auth->params["password"], "{{vault:pw}}");
}

}  // namespace
}  // namespace coffer::postman
