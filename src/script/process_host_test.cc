#include "script/process_host.h"

#include <signal.h>
#include <unistd.h>

#include "script/testing/script_test.h"

namespace coffer::script {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class ProcessHostTest : public testing::ScriptTest {};

TEST_F(ProcessHostTest, GivesTheScriptItsWorld) {
  const json::Value environment{{"id", "e"}, {"name", "Production"}, {"values", json::Array{}}};
  const json::Value data{{"user", "ada"}};
  job_.event = Event::kTest;
  job_.path = {"Shop", "Orders", "List"};
  job_.owner = "Orders";
  job_.item_id = "i-1";
  job_.item_name = "List";
  job_.iteration = 2;
  job_.iterations = 5;
  job_.environment = &environment;
  job_.data = &data;
  job_.cookies = {json::Object{{"name", "session"}}};
  job_.timeout = std::chrono::minutes(10);
  const ScriptResponse response{.code = 200,
                                .reason = "OK",
                                .headers = {json::Object{{"key", "X"}, {"value", "y"}}},
                                .body = std::string("a\0b\xff", 4),
                                .took = std::chrono::milliseconds(12)};
  job_.response = &response;
  const ScriptOutcome outcome = run("log(JSON.stringify(frame)); log(String(new Uint8Array(blob)))");
  const auto frame = json::parse(outcome.console.at(0).args.at(0));
  ASSERT_TRUE(frame.ok());
  const json::Value expected{{"type", "run"},
                             {"event", "test"},
                             {"source", job_.source},
                             {"path", json::Array{"Shop", "Orders", "List"}},
                             {"owner", "Orders"},
                             {"item", {{"id", "i-1"}, {"name", "List"}}},
                             {"iteration", 2},
                             {"iterations", 5},
                             {"timeout", 600'000},
                             {"request", request_},
                             {"response",
                              {{"code", 200},
                               {"status", "OK"},
                               {"header", json::Array{json::Object{{"key", "X"}, {"value", "y"}}}},
                               {"responseTime", 12}}},
                             {"cookies", json::Array{json::Object{{"name", "session"}}}},
                             {"environment", environment},
                             {"data", data}};
  EXPECT_EQ(json::dump(*frame), json::dump(expected));
  EXPECT_EQ(outcome.console.at(1).args.at(0), "97,0,98,255");
}

TEST_F(ProcessHostTest, BringsBackWhatTheScriptChanged) {
  const ScriptOutcome outcome = run(R"(
    assert('one', true);
    assert('two', false, { name: 'AssertionError', message: 'expected 1 to equal 2', stack: 'at 3:1' });
    log('text', { toString: () => 'shown' });
    return { environment: { id: 'e', name: 'E', values: [] }, request: { method: 'POST' }, nextRequest: null,
             skipRequest: true, visualizer: { template: '<b>', data: { a: 1 }, options: {} } })");
  ASSERT_EQ(outcome.assertions.size(), 2U);
  EXPECT_TRUE(outcome.assertions[0].passed);
  EXPECT_EQ(outcome.assertions[1].error->name, "AssertionError");
  EXPECT_EQ(outcome.assertions[1].error->stack, "at 3:1");
  ASSERT_EQ(outcome.console.size(), 1U);
  EXPECT_THAT(outcome.console[0].args, ElementsAre("text", "shown"));
  EXPECT_EQ(json::dump(*outcome.environment), R"({"id":"e","name":"E","values":[]})");
  EXPECT_EQ(json::dump(*outcome.request), R"({"method":"POST"})");
  EXPECT_FALSE(outcome.globals.has_value());
  EXPECT_TRUE(outcome.next_request_set);
  EXPECT_EQ(outcome.next_request, std::nullopt);
  EXPECT_TRUE(outcome.skip_request);
  EXPECT_EQ(outcome.visualizer->template_text, "<b>");
  EXPECT_EQ(json::dump(outcome.visualizer->data), R"({"a":1})");
  EXPECT_FALSE(outcome.error.has_value());
  EXPECT_GT(outcome.took.count(), 0);
}

TEST_F(ProcessHostTest, MembersOfAnotherKindThanTheProtocolsAreLeftOut) {
  const ScriptOutcome outcome =
      run("send({ type: 'assertion', name: 7, index: -1, error: 'x' }); send({ type: 'console', args: [1, "
          "'a', null] });"
          "return { environment: 'x', request: [], nextRequest: 5, visualizer: true, error: 'oops' }");
  EXPECT_FALSE(outcome.environment || outcome.request || outcome.visualizer || outcome.error);
  EXPECT_FALSE(outcome.next_request_set);
  ASSERT_EQ(outcome.assertions.size(), 1U);
  EXPECT_EQ(outcome.assertions[0].index, 0U);
  EXPECT_THAT(lines(outcome), ElementsAre("a"));
}

TEST_F(ProcessHostTest, ErrorsCarryTheScriptsOwnNameAndLines) {
  job_.owner = "prerequest script of Orders";
  ScriptOutcome outcome = run("const a = 1;\n\n  null.x;");
  EXPECT_EQ(outcome.error->name, "TypeError");
  EXPECT_THAT(outcome.error->stack, StartsWith("@prerequest script of Orders:3:"));
  EXPECT_THAT(outcome.error->stack, HasSubstr("line 3"));
  outcome = run("const a = 1;\nlet 2;");
  EXPECT_EQ(outcome.error->name, "SyntaxError");
  EXPECT_THAT(outcome.error->stack, HasSubstr("line 2"));
  outcome = run("await 1;\nfoo();");
  EXPECT_EQ(outcome.error->name, "ReferenceError");
  EXPECT_THAT(outcome.error->stack, HasSubstr("line 2"));
  EXPECT_FALSE(outcome.ended);
}

TEST_F(ProcessHostTest, ASourceThatClosesItsFunctionIsASyntaxError) {
  for (const char* source :
       {"}); log('out'); (async function () {", "}, log('out'), async function () {", "} {", "*/ /*"}) {
    const ScriptOutcome outcome = run(source);
    EXPECT_EQ(outcome.error->name, "SyntaxError") << source;
    EXPECT_TRUE(outcome.console.empty()) << source;
  }
  EXPECT_EQ(message(run("// a comment without an end of line")), "");
}

TEST_F(ProcessHostTest, SynchronousFunctionsCompileToo) {
  const ScriptOutcome outcome = run(R"(
    log(coffer.compile('return a + b', ['a', 'b'], 'sum', 1)(1, 2));
    for (const bad of ['await 1', 'let 1', '}); (function () {'])
      try { coffer.compile(bad, [], 'bad', 7) } catch (error) { log(error instanceof SyntaxError, error.line) }
    try { coffer.compile('\n\nthrow new Error()', [], 'later', 10)() } catch (error) { log(error.stack.split('\n')[0]) })");
  EXPECT_THAT(lines(outcome), ElementsAre("3", "true", "true", "true", "@later:12:16"));
  EXPECT_EQ(outcome.console[1].args[1], "7");
}

TEST_F(ProcessHostTest, TellsOfWhatNothingCaught) {
  ScriptOutcome outcome =
      run("setTimeout(() => { throw new RangeError('late') }, 0); await new Promise((r) => setTimeout(r, "
          "2)); log('on')");
  EXPECT_EQ(outcome.error->name, "Uncaught");
  EXPECT_EQ(outcome.error->message, "late");
  EXPECT_THAT(lines(outcome), ElementsAre("on"));
  outcome = run("Promise.reject(new Error('nobody')); await new Promise((r) => setTimeout(r, 2))");
  EXPECT_EQ(outcome.error->name, "Rejection");
  EXPECT_EQ(outcome.error->message, "nobody");
  EXPECT_FALSE(outcome.ended);
}

TEST_F(ProcessHostTest, AFurtherErrorIsALineOfTheConsole) {
  const ScriptOutcome outcome =
      run("setTimeout(() => { throw 1 }, 0); await new Promise((r) => setTimeout(r, 2)); throw new "
          "Error('last')");
  EXPECT_EQ(outcome.error->message, "1");
  ASSERT_EQ(outcome.console.size(), 1U);
  EXPECT_EQ(outcome.console[0].level, "error");
  EXPECT_THAT(outcome.console[0].args[0], StartsWith("Error: last"));
}

TEST_F(ProcessHostTest, AnswersCalls) {
  calls_.vault["key"] = std::string("v\0l\xff", 4);
  calls_.answer_send = [] {
    return Answer{{.code = 201, .reason = "Created", .headers = {}, .body = "made", .took = {}}, {}};
  };
  const ScriptOutcome outcome = run(R"(
    const sent = await call('send', { request: { url: 'https://a.example/' } });
    log(sent.response.code, sent.response.status, String.fromCharCode(...new Uint8Array(sent.blob)));
    log(String(new Uint8Array((await call('vault', { method: 'get', name: 'key' })).blob)));
    log((await call('vault', { method: 'get', name: 'none' })).found);
    await call('vault', { method: 'set', name: 'new', }, new Uint8Array([1, 0, 254]).buffer);
    await call('vault', { method: 'unset', name: 'key' });
    log(JSON.stringify((await call('cookies', { method: 'findCookie', args: ['a', null] })).result));
    await call('run-request', { id: 'login', options: { a: 1 } });)");
  EXPECT_EQ(message(outcome), "");
  EXPECT_THAT(outcome.console.at(0).args, ElementsAre("201", "Created", "made"));
  EXPECT_THAT(lines(outcome), ElementsAre("201", "118,0,108,255", "false", R"({"key":"session"})"));
  EXPECT_THAT(calls_.seen,
              ElementsAre(R"(send {"url":"https://a.example/"})", "get key", "get none", "set new",
                          "unset key", R"(cookies findCookie ["a",null])", R"(run login {"a":1})"));
  EXPECT_EQ(calls_.vault.at("new"), std::string("\x01\0\xfe", 3));
}

TEST_F(ProcessHostTest, ARefusedCallRejects) {
  calls_.denied =
      Error{ErrorCode::kAccessDenied, "scripts of this collection may not read the vault", "Grant it."};
  const ScriptOutcome outcome = run("await call('vault', { method: 'get', name: 'key' }); log('not here')");
  EXPECT_EQ(message(outcome), "scripts of this collection may not read the vault. Grant it.");
  EXPECT_TRUE(outcome.console.empty());
  EXPECT_FALSE(outcome.ended);
}

TEST_F(ProcessHostTest, ASecretIsSetByItsBytesAlone) {
  const ScriptOutcome outcome = run(R"(
    for (const blob of ['text', new Uint8Array(3), {}, 5])
      try { coffer.send('{}', blob) } catch (error) { log(error.message) })");
  EXPECT_EQ(outcome.console.size(), 4U);
  EXPECT_THAT(lines(outcome).front(), HasSubstr("ArrayBuffer"));
}

TEST_F(ProcessHostTest, LargeBodiesGoThroughBothWays) {
  ScriptResponse response{
      .code = 200, .reason = "OK", .headers = {}, .body = std::string(20'000'000, 'x'), .took = {}};
  job_.response = &response;
  const ScriptOutcome outcome = run(R"(
    log(blob.byteLength, new Uint8Array(blob)[19_999_999]);
    await call('vault', { method: 'set', name: 'large' }, blob.slice(0, 3_000_000));)");
  EXPECT_EQ(message(outcome), "");
  EXPECT_THAT(outcome.console.at(0).args, ElementsAre("20000000", "120"));
  EXPECT_EQ(calls_.vault.at("large"), std::string(3'000'000, 'x'));
}

TEST_F(ProcessHostTest, BothMayWriteMuchAtOnce) {
  ScriptResponse response{
      .code = 200, .reason = "OK", .headers = {}, .body = std::string(4'000'000, 'x'), .took = {}};
  job_.response = &response;
  calls_.answer_send = [&] { return Answer{response, {}}; };
  const ScriptOutcome outcome = run(R"(
    const all = [];
    for (let i = 0; i < 8; ++i) {
      all.push(call('send', { request: {} }));
      for (let j = 0; j < 4; ++j) log('y'.repeat(100_000));
    }
    log((await Promise.all(all)).reduce((sum, each) => sum + each.blob.byteLength, 0));)");
  EXPECT_EQ(message(outcome), "");
  EXPECT_EQ(lines(outcome).back(), "32000000");
}

TEST_F(ProcessHostTest, AResponseThatIsTooLargeForScriptsIsSaidToBe) {
  ScriptResponse response{
      .code = 200, .reason = "OK", .headers = {}, .body = std::string((64 << 20) + 1, 'x'), .took = {}};
  calls_.answer_send = [&] { return Answer{response, {}}; };
  EXPECT_THAT(message(run("await call('send', { request: {} })")), HasSubstr("64 MiB"));
  job_.response = &response;
  EXPECT_THAT(message(run("log(1)")), HasSubstr("64 MiB"));
  job_.response = nullptr;
  expect_next_script_to_run();
}

TEST_F(ProcessHostTest, BytesOfAHeaderThatAreNoUtf8BecomeLatin1) {
  const ScriptResponse response{.code = 200,
                                .reason = "",
                                .headers = {json::Object{{"key", "X"}, {"value", "caf\xe9 \xc3\xa9"}}},
                                .body = "",
                                .took = {}};
  job_.response = &response;
  EXPECT_THAT(lines(run("log(frame.response.header[0].value)")), ElementsAre("caf\xc3\xa9 \xc3\xa9"));
}

TEST_F(ProcessHostTest, TextsOfAllKindsGoThroughUnchanged) {
  const ScriptOutcome outcome =
      run("log('\\u0000', '\\u{1F600} \\u00e9 \\u2028', '\\ud800'); log('\"\\\\\\n')");
  EXPECT_THAT(outcome.console.at(0).args,
              ElementsAre(std::string(1, '\0'), "\xF0\x9F\x98\x80 \xC3\xA9 \xE2\x80\xA8", "\xEF\xBF\xBD"));
  EXPECT_EQ(outcome.console.at(1).args.at(0), "\"\\\n");
}

TEST_F(ProcessHostTest, TimersFireInTheirOrderAndCanBeCleared) {
  const ScriptOutcome outcome = run(R"(
    setTimeout(() => log('c'), 6);
    setTimeout(() => log('a'), 1);
    setTimeout(() => log('b'), 1);
    coffer.clearTimer(setTimeout(() => log('never'), 1));
    coffer.clearTimer(4711);
    const begin = coffer.now();
    await new Promise((r) => setTimeout(r, 20));
    log(coffer.now() - begin >= 20);
    for (const bad of [NaN, 'x', undefined]) try { coffer.setTimer(bad) } catch { log('refused') })");
  EXPECT_THAT(lines(outcome), ElementsAre("a", "b", "c", "true", "refused", "refused", "refused"));
}

TEST_F(ProcessHostTest, AFrameIsNotKeptWaitingByTimersThatSetTimers) {
  const ScriptOutcome outcome = run(R"(
    let going = true;
    const again = () => { if (going) setTimeout(again, 0) };
    again();
    await call('send', { request: {} });
    going = false;
    log('answered');)");
  EXPECT_THAT(lines(outcome), ElementsAre("answered"));
}

TEST_F(ProcessHostTest, LoadsABundleOnceByName) {
  const ScriptOutcome outcome = run(R"(
    coffer.load('library'); coffer.load('library'); log(loaded);
    for (const name of ['broken', 'throwing', 'none', '']) try { coffer.load(name) } catch (error) { log(error.message) })");
  EXPECT_THAT(lines(outcome), ElementsAre("1", AllOf(HasSubstr("broken"), HasSubstr("line 1")), "at load",
                                          "no such bundle: none", "no such bundle: "));
}

TEST_F(ProcessHostTest, RandomBytesAreTheKernels) {
  const ScriptOutcome outcome = run(R"(
    const hex = () => Array.from(new Uint8Array(coffer.random(16))).join();
    log(hex() !== hex(), coffer.random(0).byteLength, coffer.random(1 << 20).byteLength);
    for (const bad of [-1, (1 << 20) + 1, NaN, 'x']) try { coffer.random(bad) } catch { log('refused') })");
  EXPECT_THAT(outcome.console.at(0).args, ElementsAre("true", "0", "1048576"));
  EXPECT_EQ(outcome.console.size(), 5U);
}

TEST_F(ProcessHostTest, HasTheTimeZoneItIsGiven) {
  options_.time_zone = "Asia/Kolkata";
  const ScriptOutcome outcome =
      run("log(new Date(0).getTimezoneOffset(), Intl.DateTimeFormat().resolvedOptions().timeZone,"
          "new Date(0).toLocaleString('de-DE'))");
  EXPECT_THAT(outcome.console.at(0).args,
              ElementsAre("-330", ::testing::AnyOf("Asia/Kolkata", "Asia/Calcutta"), HasSubstr("1.1.1970")));
}

TEST_F(ProcessHostTest, WarmUpDoesNotWaitAndMayBeRepeated) {
  host_.emplace(options_);
  host_->warm_up();
  host_->warm_up();
  expect_next_script_to_run();
}

TEST_F(ProcessHostTest, AHostThatRanNothingEndsItsSandbox) {
  host_.emplace(options_);
  host_->warm_up();
  host_.reset();
}

TEST_F(ProcessHostTest, SaysWhatToDoWhereThereIsNoSandbox) {
  options_.program = "/nowhere/coffer-sandbox";
  const ScriptOutcome outcome = run("log(1)");
  EXPECT_TRUE(outcome.ended);
  EXPECT_THAT(message(outcome),
              AllOf(HasSubstr("/nowhere/coffer-sandbox"), HasSubstr("install Coffer whole")));
  EXPECT_TRUE(run("log(1)").ended);
}

TEST_F(ProcessHostTest, AProgramThatIsNoSandboxIsAnErrorOfTheScript) {
  for (const char* program : {"/bin/true", "/bin/false", "/bin/cat"}) {
    host_.reset();
    options_.program = program;
    const ScriptOutcome outcome = run("log(1)");
    EXPECT_TRUE(outcome.ended) << program;
    EXPECT_THAT(message(outcome), HasSubstr("the script engine ended")) << program;
  }
}

TEST_F(ProcessHostTest, TheSandboxLivesOnFromScriptToScript) {
  run("globalThis.kept = 1");
  EXPECT_THAT(lines(run("log(globalThis.kept)")), ElementsAre("1"));
}

TEST_F(ProcessHostTest, OutputBeyondTheBoundIsLeftOutAndCounted) {
  const ScriptOutcome outcome = run(R"(
    for (let i = 0; i < 6; ++i) log('x'.repeat(1 << 20));
    log('small');
    for (let i = 0; i < 10_005; ++i) assert('a' + i, i < 10_003);)");
  ASSERT_EQ(outcome.console.size(), 5U);  // three, and two that say what is missing
  EXPECT_THAT(lines(outcome)[3], HasSubstr("left out 4 more lines"));
  EXPECT_THAT(lines(outcome)[4], HasSubstr("left out 5 more assertions, 2 of which failed"));
  EXPECT_EQ(outcome.assertions.size(), kMostAssertions);
  EXPECT_THAT(message(outcome), HasSubstr("2 of which failed"));
}

}  // namespace
}  // namespace coffer::script
