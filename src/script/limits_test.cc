// Scripts that do not end, or eat memory: ended and reported, and the next one runs.
#include <chrono>

#include "script/testing/script_test.h"

namespace coffer::script {
namespace {

using std::chrono::milliseconds;
using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// A script that never returns, in one place after another.
constexpr const char* kEndless[] = {
    "for (;;);",
    "for (;;) await 1;",
    "(async () => { for (;;) await 1 })();",
    "const again = () => Promise.resolve().then(again); again();",
    "setTimeout(() => { for (;;); }, 0); await new Promise(() => {});",
    "const again = () => setTimeout(again, 0); again(); await new Promise(() => {});",
    "const o = { get x() { for (;;); } }; o.x;",
    "log({ toString() { for (;;); } });",
    "`${{ [Symbol.toPrimitive]() { for (;;); } }}`;",
    "/^(a+)+$/.test('a'.repeat(64) + '!');",
    "JSON.stringify({ toJSON() { for (;;); } });",
    "new Proxy({}, { get() { for (;;); } }).x;",
    "[3, 2, 1].sort(() => { for (;;); });",
    "for (const each of { [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) });",
    "'x'.repeat(1 << 20).replace(/x/g, () => { for (;;); });",
    "(function* () { for (;;) yield 1 })().toArray();",
    "new Array(2 ** 31).join('x');",
    "let n = 2n; for (;;) n = n ** 3n % (10n ** 4000n);",
    "await { then() { for (;;); } };",
    "throw { get message() { for (;;); }, toString() { for (;;); } };",
    "for (;;) log('flood');",
    "for (;;) try { for (;;) null.x } catch {}",
    "const e = new Error(); Error.prepareStackTrace = () => { for (;;); }; e.stack; for (;;);",
    "for (;;) new Function('return ' + Math.random())();",
    "Atomics.wait(new Int32Array(new ArrayBuffer(8)), 0, 0); for (;;);",
};

class EndlessTest : public testing::ScriptTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(EndlessTest, IsEndedByTheTimeout) {
  job_.timeout = milliseconds(80);
  const ScriptOutcome outcome = run(GetParam());
  if (outcome.ended) {
    EXPECT_EQ(message(outcome), "sandbox: synchronous script execution timeout");
  } else {
    // The engine refused in time what would have taken for ever.
    EXPECT_TRUE(outcome.error.has_value());
  }
  expect_next_script_to_run();
}

TEST_P(EndlessTest, IsEndedByTheLimitOfProcessorTime) {
  options_.processor_time = milliseconds(150);
  const ScriptOutcome outcome = run(GetParam());
  if (outcome.ended) {
    EXPECT_THAT(message(outcome),
                AnyOf(HasSubstr("more than 0.15 s of processor time"), HasSubstr("MB of memory")));
  } else {
    EXPECT_TRUE(outcome.error.has_value());
  }
  expect_next_script_to_run();
}

INSTANTIATE_TEST_SUITE_P(Places, EndlessTest, ::testing::ValuesIn(kEndless));

class TimeoutTest : public testing::ScriptTest {};

TEST_F(TimeoutTest, WaitingForEverIsEndedToo) {
  job_.timeout = milliseconds(50);
  EXPECT_EQ(message(run("await new Promise(() => {})")), "sandbox: synchronous script execution timeout");
  EXPECT_EQ(message(run("send({ type: 'waiting' }); await new Promise(() => {})")),
            "sandbox: asynchronous script execution timeout");
  EXPECT_EQ(message(run("await call('send', { request: {} }); for (;;);")),
            "sandbox: asynchronous script execution timeout");
  expect_next_script_to_run();
}

TEST_F(TimeoutTest, TheRuntimeHasAMomentToEndAnAsynchronousScriptWithWhatItChanged) {
  job_.timeout = milliseconds(30);
  const ScriptOutcome outcome = run(R"(
    send({ type: 'waiting' });
    setTimeout(() => done({ error: { name: 'Error', message: 'in time' }, globals: {} }), 60);
    await new Promise(() => {});)");
  EXPECT_EQ(message(outcome), "in time");
  EXPECT_TRUE(outcome.globals.has_value());
  EXPECT_FALSE(outcome.ended);
}

TEST_F(TimeoutTest, AStopEndsAScriptAndTheNextOneRuns) {
  std::stop_source stop;
  job_.stop = stop.get_token();
  stop.request_stop();
  EXPECT_EQ(message(run("for (;;);")), "sandbox: the script was stopped");
  job_.stop = {};
  expect_next_script_to_run();
}

TEST_F(TimeoutTest, NoCallIsMadeAfterTheEnd) {
  FakeClock clock({});
  options_.clock = &clock;
  job_.timeout = milliseconds(40);
  calls_.answer_send = [&] {
    clock.advance(milliseconds(60));
    return Answer{};
  };
  const ScriptOutcome outcome =
      run("await call('send', { request: {} }); try { await call('send', { request: {} }) } catch (e) { "
          "log(e.message) }");
  EXPECT_THAT(lines(outcome), ElementsAre("sandbox: asynchronous script execution timeout"));
  EXPECT_EQ(calls_.seen.size(), 1U);
}

TEST_F(TimeoutTest, AScriptCannotBuyTimeByCalls) {
  job_.timeout = milliseconds(40);
  EXPECT_EQ(message(run("for (;;) try { await call('send', { request: {} }) } catch {}")),
            "sandbox: asynchronous script execution timeout");
  expect_next_script_to_run();
}

TEST_F(TimeoutTest, WhatWasSaidBeforeTheEndIsKept) {
  job_.timeout = milliseconds(60);
  const ScriptOutcome outcome = run("log('before'); assert('passed', true); for (;;);");
  EXPECT_THAT(lines(outcome), ElementsAre("before"));
  EXPECT_EQ(outcome.assertions.size(), 1U);
}

TEST_F(TimeoutTest, ASandboxThatDoesNotReadIsEndedToo) {
  ScriptResponse response{
      .code = 200, .reason = "OK", .headers = {}, .body = std::string(8'000'000, 'x'), .took = {}};
  calls_.answer_send = [&] { return Answer{response, {}}; };
  job_.timeout = milliseconds(80);
  EXPECT_TRUE(run("call('send', { request: {} }); for (;;);").ended);
  expect_next_script_to_run();
}

TEST_F(TimeoutTest, AScriptThatLeavesALoopBehindIsTheOneThatIsBlamed) {
  options_.processor_time = milliseconds(150);
  EXPECT_TRUE(run("Promise.resolve().then(async () => { for (;;) await 1 }); return {};").ended);
  expect_next_script_to_run();
}

TEST_F(TimeoutTest, EachScriptHasTheWholeProcessorTime) {
  options_.processor_time = milliseconds(400);
  for (int i = 0; i < 4; ++i)
    EXPECT_EQ(message(run("const end = coffer.now() + 150; while (coffer.now() < end);")), "");
}

// Memory: the engine either throws an error that scripts can catch, or is ended. Coffer is not harmed, and
// goes on.
constexpr const char* kHungry[] = {
    "let s = 'x'; for (;;) s += s;",
    "let s = ['x']; for (;;) s = s.concat(s);",
    "const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));",
    "const all = []; for (;;) all.push(new ArrayBuffer(1 << 24));",
    "new Uint8Array(2 ** 31);",
    "const all = []; for (let i = 0;; ++i) all.push({ ['k' + i]: i });",
    "const all = []; for (;;) all.push(String(Math.random()).repeat(1000).split('').join('-'));",
    "const map = new Map(); for (let i = 0;; ++i) map.set(i, [i]);",
    "let o = {}; for (;;) o = { o, p: [o, o] };",
    "const all = []; for (;;) all.push(() => all);",
    "const all = []; for (;;) all.push(Symbol(Math.random()));",
    "const all = []; for (;;) all.push(Promise.resolve(all).then(() => all));",
    "for (;;) setTimeout(() => {}, 1e6);",
    "'x'.padEnd(2 ** 30, 'ab').replace(/./g, 'yy');",
    "JSON.stringify(new Array(1e8).fill('x'.repeat(100)));",
    "let n = 3n; for (;;) n *= n;",
    "const all = []; for (;;) all.push(new RegExp('a{1,50}'.repeat(all.length % 99 + 1)));",
    "const all = []; for (;;) all.push(new Function('return ' + 'x+'.repeat(9999) + all.length));",
    "coffer.send(JSON.stringify({ type: 'console', args: ['x'.repeat(2 ** 27)] }));",
    "const all = []; for (;;) all.push(coffer.random(1 << 20));",
    "await Promise.all(Array.from({ length: 1e9 }, () => 1));",
    "const all = []; for (;;) all.push(new Error('x'.repeat(1000)));",
};

class HungryTest : public testing::ScriptTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(HungryTest, IsEndedOrThrowsAndTheNextScriptRuns) {
  options_.memory = size_t{96} << 20;
  options_.processor_time = std::chrono::seconds(4);
  const ScriptOutcome outcome = run(GetParam());
  ASSERT_TRUE(outcome.error.has_value());
  if (outcome.ended) {
    EXPECT_THAT(message(outcome), AnyOf(HasSubstr("more than 96 MB of memory"), HasSubstr("processor time")));
  } else {
    EXPECT_TRUE(outcome.error->name == "RangeError" || message(outcome) == "out of memory")
        << message(outcome);
  }
  expect_next_script_to_run();
}

INSTANTIATE_TEST_SUITE_P(Kinds, HungryTest, ::testing::ValuesIn(kHungry));

TEST_F(TimeoutTest, WhatAScriptLeavesInMemoryDoesNotStarveTheNext) {
  options_.memory = size_t{96} << 20;
  EXPECT_EQ(run("globalThis.all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1))").error->name,
            "RangeError");
  EXPECT_EQ(message(run("new Uint8Array(60 << 20).fill(1)")), "");
}

class DepthTest : public testing::ScriptTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(DepthTest, IsAnErrorOfTheScript) {
  options_.processor_time = std::chrono::seconds(20);
  const ScriptOutcome outcome = run(GetParam());
  EXPECT_FALSE(outcome.ended) << message(outcome);
  expect_next_script_to_run();
}

INSTANTIATE_TEST_SUITE_P(
    Kinds, DepthTest,
    ::testing::Values(
        "const f = () => f(); f();", "const o = { get x() { return this.x } }; o.x;",
        "let a = []; for (let i = 0; i < 1e6; ++i) a = [a]; JSON.stringify(a);",
        "JSON.parse('['.repeat(1e6) + ']'.repeat(1e6));", "new Function('('.repeat(1e5) + ')'.repeat(1e5));",
        "new RegExp('('.repeat(1e5) + ')'.repeat(1e5)).test('');",
        "let p = {}; for (let i = 0; i < 1e5; ++i) p = new Proxy(p, {}); p.x;",
        "let n = 0; const f = () => { ++n; f(); ++n }; for (let i = 0; i < 20; ++i) try { f() } catch {}",
        "class A extends (function f() { return f() + 1 })() {}",
        "let s = ''; for (let i = 0; i < 1e5; ++i) s = (x => x + s)('a'); s.at(-1);"));

TEST_F(TimeoutTest, AThrowableEndOfMemoryCanBeCaughtAndTheScriptGoesOn) {
  options_.memory = size_t{96} << 20;
  const ScriptOutcome outcome =
      run("try { 'x'.padEnd(2 ** 30).split('') } catch (error) { log(error.name) } log('on')");
  EXPECT_FALSE(outcome.ended) << message(outcome);
  EXPECT_EQ(lines(outcome).back(), "on");
}

TEST_F(TimeoutTest, GarbageIsCollectedWithinTheLimit) {
  options_.memory = size_t{96} << 20;
  const ScriptOutcome outcome = run(R"(
    let length = 0;
    for (let i = 0; i < 40; ++i) length += 'x'.repeat(1 << 20).split('').join('').length;
    for (let i = 0; i < 1000; ++i) length += new Uint8Array(1 << 20).length;
    log(length);)");
  EXPECT_EQ(message(outcome), "");
  EXPECT_EQ(lines(outcome).back(), std::to_string(1040U << 20));
}

}  // namespace
}  // namespace coffer::script
