// Scripts that want out: by JavaScript, and, as if they had broken the engine, by native calls in the sandbox
// (made by sandbox/testing/native_attempts.cc, after it is locked). The kernel must say no.
#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/file_descriptor.h"
#include "script/testing/script_test.h"

namespace coffer::script {
namespace {

using ::testing::AnyOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

constexpr const char* kForbidden =
    "sandbox: the script engine tried what the kernel forbids to scripts, and was ended";

// Does not reap them: that is the host's.
void wait_until_children_end() {
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task")) {
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) {
      const FileDescriptor process(static_cast<int>(::syscall(SYS_pidfd_open, child, 0)));
      pollfd ended{process.get(), POLLIN, 0};
      ::poll(&ended, 1, -1);
    }
  }
}

class NativeTest : public testing::ScriptTest, public ::testing::WithParamInterface<const char*> {
 protected:
  // Calls of JavaScript of one attempt; the argument is this process's id, or a descriptor.
  ScriptOutcome attempt(const std::string& name, long number) {
    return run("log(coffer.attempt('" + name + "', " + std::to_string(number) + "))");
  }
};

TEST_P(NativeTest, IsRefusedByTheKernel) {
  const ScriptOutcome outcome = attempt(GetParam(), ::getpid());
  if (outcome.ended) {
    EXPECT_THAT(message(outcome), HasSubstr(kForbidden));
  } else {
    EXPECT_THAT(lines(outcome), ElementsAre("EPERM"));
  }
  EXPECT_FALSE(std::filesystem::exists("/tmp/coffer-escaped"));
  expect_next_script_to_run();
}

INSTANTIATE_TEST_SUITE_P(Calls, NativeTest,
                         ::testing::Values("open", "create", "openat2", "unlink", "socket", "socket6", "unix",
                                           "netlink", "socketpair", "sendto", "recvmsg", "exec", "execveat",
                                           "fork", "vfork", "thread", "clone3", "ptrace", "process_vm_readv",
                                           "process_vm_writev", "kill", "tgkill", "tkill", "kill_group",
                                           "pidfd_open", "pidfd_getfd", "rlimit_of_parent", "raise_limit",
                                           "mprotect_exec", "mmap_exec", "memfd", "shm", "mount", "unshare",
                                           "setns", "chroot", "setuid", "io_uring", "bpf", "perf",
                                           "userfaultfd", "keyctl", "seccomp", "dumpable", "outlive",
                                           "setsid", "x32"));

class EscapeTest : public NativeTest {};

TEST_F(EscapeTest, WhatAnEngineNeedsIsPermitted) {
  EXPECT_THAT(lines(attempt("getpid", 0)), ElementsAre("done"));
}

TEST_F(EscapeTest, NoDescriptorIsInherited) {
  // One that is not closed on exec, and many that are.
  const FileDescriptor secret(::open("/etc/passwd", O_RDONLY));
  std::vector<FileDescriptor> more;
  for (int i = 0; i < 20; ++i) more.emplace_back(::open("/etc/passwd", O_RDONLY | O_CLOEXEC));
  host_.emplace(options_);
  for (int fd = 0; fd < 64; ++fd) {
    if (fd == 3) continue;
    EXPECT_THAT(lines(attempt("read", fd)), ElementsAre("EPERM")) << fd;
    EXPECT_THAT(lines(attempt("write", fd)), ElementsAre("EPERM")) << fd;
  }
  run("await 1");
}

TEST_F(EscapeTest, TheEnvironmentIsEmptyButForTheTimeZone) {
  ::setenv("COFFER_TEST_PLANTED", "planted-value", 1);
  options_.time_zone = "UTC";
  EXPECT_THAT(lines(attempt("environment", 0)), ElementsAre("TZ=UTC Malloc=1 "));
  ::unsetenv("COFFER_TEST_PLANTED");
}

TEST_F(EscapeTest, AnEngineThatCrashesIsReportedByItsSignal) {
  EXPECT_THAT(message(attempt("abort", 0)), HasSubstr("crashed (SIGABRT)"));
  expect_next_script_to_run();
  EXPECT_THAT(message(attempt("segv", 0)), HasSubstr("crashed (SIGSEGV)"));
  expect_next_script_to_run();
  EXPECT_THAT(message(attempt("exit", 0)), HasSubstr("ended (status 0)"));
  expect_next_script_to_run();
}

// The engine calls whom it called before, whatever stands on prototypes, in globals and in its table now.
TEST_F(EscapeTest, PollutedPrototypesDoNotReachTheBridge) {
  const ScriptOutcome outcome = run(R"(
    for (const name of ['onFrame', 'onTimer', 'onError', 'send', 'load', '0', 'length', 'constructor', '__proto__'])
      for (const target of [Object, Array, String, Function, ArrayBuffer])
        try {
          Object.defineProperty(target.prototype, name, { get() { return () => 'polluted' }, set() {}, configurable: true });
        } catch {}
    for (const name of ['parse', 'stringify']) JSON[name] = () => 'polluted';
    globalThis.__coffer = { send: () => {} };
    globalThis.SyntaxError = globalThis.Function = globalThis.ArrayBuffer = undefined;
    coffer.onFrame = coffer.onTimer = coffer.onError = () => {};)");
  EXPECT_EQ(message(outcome), "");
  expect_next_script_to_run();
  EXPECT_THAT(lines(run("try { coffer.compile('let 1', [], 'x', 3) } catch (error) { log(error.line) }")),
              ElementsAre("3"));
}

// Its own frames, or its own end, a script may spoil: that is as far as it gets.
TEST_F(EscapeTest, AScriptThatSpoilsItsRuntimeIsEnded) {
  for (const char* source :
       {"Object.prototype.toJSON = () => 'polluted'", "Promise.prototype.then = () => {}",
        "Map.prototype.get = () => { for (;;); }", "coffer.send = () => {}",
        "Object.defineProperty(Object.prototype, 'type', { value: 'x' }); globalThis.onFrame = null",
        "for (const name of Object.getOwnPropertyNames(globalThis)) try { globalThis[name] = undefined } "
        "catch {}"}) {
    job_.timeout = std::chrono::milliseconds(100);
    ScriptOutcome outcome = run(source);
    for (int i = 0; i < 2 && !outcome.ended; ++i)
      outcome = run("log('x'); await call('send', { request: {} })");
    host_.reset();
    expect_next_script_to_run();
  }
}

TEST_F(EscapeTest, FunctionConstructorsReachNothingButJavaScript) {
  const ScriptOutcome outcome = run(R"(
    const global = Function('return this')();
    log(global === globalThis, typeof global.process, typeof global.require, typeof global.__coffer, typeof global.fetch);
    log(typeof (async () => {}).constructor('return this'), typeof coffer.send.constructor('return this')().process);
    log(typeof WebAssembly, typeof SharedArrayBuffer, typeof global.$vm, typeof global.load);
    try { await import('/etc/passwd'); log('imported') } catch (error) { log('no modules') })");
  EXPECT_THAT(outcome.console.at(0).args,
              ElementsAre("true", "undefined", "undefined", "undefined", "undefined"));
  EXPECT_THAT(outcome.console.at(1).args, ElementsAre("function", "undefined"));
  EXPECT_THAT(outcome.console.at(2).args, ElementsAre("undefined", "undefined", "undefined", "undefined"));
  EXPECT_THAT(lines(outcome).back(), "no modules");
  expect_next_script_to_run();
}

TEST_F(EscapeTest, AScriptThatIsCompiledByRubbishIsRefused) {
  const ScriptOutcome outcome = run(R"(
    for (const args of [[], [1, 2, 3, 4], ['x'], ['x', null, 'u', 1], ['x', [Symbol()], 'u', 1], ['x', ['a b'], 'u', 1],
                        ['x', ['a){}); log("out"); (function('], 'u', 1, true], ['x', { length: 1e9 }, 'u', NaN],
                        ['x', new Proxy([], { get() { throw 1 } }), 'u', 1]])
      try { coffer.compile(...args); log('made') } catch (error) { log('refused') })");
  EXPECT_FALSE(outcome.ended) << message(outcome);
  for (const std::string& each : lines(outcome)) EXPECT_THAT(each, AnyOf("made", "refused"));
}

// What the sandbox says may be anything once its engine is broken.
class RubbishTest : public NativeTest {};

INSTANTIATE_TEST_SUITE_P(Frames, RubbishTest, ::testing::Values("huge_header", "no_json"));

TEST_P(RubbishTest, EndsTheSandboxAndNoMore) {
  const ScriptOutcome outcome = attempt(GetParam(), 0);
  EXPECT_TRUE(outcome.ended);
  EXPECT_THAT(message(outcome), HasSubstr("broke the protocol"));
  expect_next_script_to_run();
}

TEST_F(EscapeTest, RubbishInJsonEndsTheSandboxToo) {
  for (const char* frame :
       {"", "[]", "7", "{", "{\"type\":7}", "{}", "{\"type\":\"unknown\"}", "{\"type\":\"call\"}",
        "{\"type\":\"call\",\"call\":-1,\"do\":\"send\"}",
        "{\"type\":\"call\",\"call\":1e300,\"do\":\"send\",\"request\":{}}", "{\"type\":\"call\",\"call\":1}",
        "{\"type\":\"call\",\"call\":1,\"do\":\"everything\"}",
        "{\"type\":\"call\",\"call\":1,\"do\":\"vault\"}",
        "{\"type\":\"call\",\"call\":1,\"do\":\"vault\",\"method\":\"list\",\"name\":\"\"}",
        "{\"type\":\"call\",\"call\":1,\"do\":\"cookies\",\"method\":\"a\"}",
        "{\"type\":\"call\",\"call\":1,\"do\":\"send\"}"}) {
    const ScriptOutcome outcome =
        run("coffer.send('" + std::string(frame) + "'); await new Promise(() => {})");
    EXPECT_TRUE(outcome.ended) << frame;
    EXPECT_THAT(message(outcome), HasSubstr("broke the protocol")) << frame;
  }
  EXPECT_THAT(message(run("coffer.send('['.repeat(1e6)); await new Promise(() => {})")),
              HasSubstr("broke the protocol"));
  EXPECT_TRUE(calls_.seen.empty());
  expect_next_script_to_run();
}

TEST_F(EscapeTest, HalfAFrameIsWaitedForAsLongAsTheScriptMayRun) {
  job_.timeout = std::chrono::milliseconds(60);
  EXPECT_THAT(message(run("coffer.attempt('half_frame'); await new Promise(() => {})")),
              HasSubstr("timeout"));
  expect_next_script_to_run();
  EXPECT_TRUE(run("coffer.attempt('half_frame'); coffer.attempt('exit', 9)").ended);
  expect_next_script_to_run();
}

TEST_F(EscapeTest, AFrameOfTheLargestSizeIsTakenAndALargerOneIsNotSent) {
  options_.memory = size_t{1} << 30;
  const ScriptOutcome outcome = run(R"(
    const around = JSON.stringify({ type: 'console', level: 'log', args: [''] }).length;
    coffer.send(JSON.stringify({ type: 'console', level: 'log', args: ['x'.repeat((64 << 20) - around)] }));
    try { coffer.send('x'.repeat((64 << 20) + 1)) } catch (error) { log(error.message) })");
  EXPECT_EQ(message(outcome), "");
  EXPECT_THAT(lines(outcome).front(), HasSubstr("left out"));  // both lines: the first was beyond the bound
}

TEST_F(EscapeTest, ASandboxThatDiesIsReplacedAtWhateverMoment) {
  for (const char* source :
       {"coffer.attempt('exit', 9)", "log(1); coffer.attempt('segv')",
        "call('send', { request: {} }); coffer.attempt('exit', 9)",
        "await call('send', { request: {} }); coffer.attempt('abort')", "await 1; coffer.attempt('exit', 9)",
        "setTimeout(() => coffer.attempt('exit', 9), 1); await new Promise(() => {})",
        "Promise.reject(1); setTimeout(() => coffer.attempt('segv'), 0); await new Promise(() => {})"}) {
    EXPECT_TRUE(run(source).ended) << source;
    expect_next_script_to_run();
  }
}

TEST_F(EscapeTest, ASandboxThatDiesBetweenScriptsIsReplacedInSilence) {
  run("setTimeout(() => coffer.attempt('exit', 9), 1); return {}");
  wait_until_children_end();
  expect_next_script_to_run();
}

TEST_F(EscapeTest, WhatComesBetweenScriptsIsDropped) {
  const ScriptOutcome outcome =
      run("setTimeout(() => { log('late'); call('vault', { method: 'get', name: 'x' }) }, 0); return {}");
  EXPECT_FALSE(outcome.ended);
  expect_next_script_to_run();
}

}  // namespace
}  // namespace coffer::script
