// The keyring, against a real gnome-keyring-daemon on a message bus of its own.
#include "vault/keyring.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"

namespace coffer::vault {
namespace {
namespace fs = std::filesystem;

// A child process with pipes to its standard input and output; ended, by its id, at the end.
class Process {
 public:
  explicit Process(const std::vector<std::string>& command) {
    int in[2];
    int out[2];
    if (::pipe2(in, O_CLOEXEC) != 0 || ::pipe2(out, O_CLOEXEC) != 0) std::abort();
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    id_ = ::fork();
    if (id_ == 0) {
      ::dup2(in[0], STDIN_FILENO);
      ::dup2(out[1], STDOUT_FILENO);
      ::execvp(arguments[0], arguments.data());
      ::_exit(127);
    }
    ::close(in[0]);
    ::close(out[1]);
    input_ = FileDescriptor(in[1]);
    output_ = FileDescriptor(out[0]);
  }
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process() {
    if (id_ < 0) return;
    ::kill(id_, SIGTERM);
    ::waitpid(id_, nullptr, 0);
  }

  // Until it ends by itself; its exit status, or -1.
  int wait() {
    int status = 0;
    ::waitpid(std::exchange(id_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  void write_and_close(std::string_view text) {
    if (::write(input_.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
    input_ = FileDescriptor();
  }

  // Its next line of output; empty when it ended.
  std::string read_line() {
    std::string line;
    char c = 0;
    while (::read(output_.get(), &c, 1) == 1 && c != '\n') line += c;
    return line;
  }

 private:
  pid_t id_ = -1;
  FileDescriptor input_, output_;
};

// No service folders: the bus starts no second keyring on demand.
constexpr std::string_view kBusConfig =
    R"(<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
)";

// A desktop's session: a bus with a keyring that is unlocked, in a home of its own.
class Desktop {
 public:
  Desktop() {
    std::string pattern = (fs::temp_directory_path() / "coffer-desktop-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    for (const char* name :
         {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
      ::setenv(name, folder_.c_str(), 1);
    }
    ::unsetenv("DISPLAY");
    if (!replace_file(folder_ / "bus.conf", kBusConfig)) return;
    bus_ = std::make_unique<Process>(std::vector<std::string>{
        "dbus-daemon", "--nofork", "--nopidfile", "--print-address", "--config-file", folder_ / "bus.conf"});
    ::setenv("DBUS_SESSION_BUS_ADDRESS", bus_->read_line().c_str(), 1);
    keyring_ = std::make_unique<Process>(
        std::vector<std::string>{"gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"});
    keyring_->write_and_close("login password");
    running_ =
        Process({"gdbus", "wait", "--session", "--timeout", "60", "org.freedesktop.secrets"}).wait() == 0;
  }
  Desktop(const Desktop&) = delete;
  Desktop& operator=(const Desktop&) = delete;
  ~Desktop() {
    keyring_.reset();
    bus_.reset();
    fs::remove_all(folder_);
  }
  bool running() const { return running_; }

 private:
  fs::path folder_;
  std::unique_ptr<Process> bus_, keyring_;
  bool running_ = false;
};

class KeyringTest : public testing::Test {
 protected:
  // GLib connects to one session bus per process, so there is one desktop for all tests of a process.
  static void SetUpTestSuite() { desktop_ = std::make_unique<Desktop>(); }
  static void TearDownTestSuite() { desktop_.reset(); }
  void SetUp() override {
    ASSERT_TRUE(desktop_->running()) << "dbus-daemon or gnome-keyring-daemon did not start";
  }

  static std::unique_ptr<Desktop> desktop_;
};
std::unique_ptr<Desktop> KeyringTest::desktop_;

std::string loaded(Keyring& keyring, const std::string& vault) {
  const auto key = keyring.load(vault);
  if (!key) return to_string(key.error());
  if (!key->has_value()) return "none";
  return (*key)->expose([](std::string_view text) { return std::string(text); });
}

TEST_F(KeyringTest, KeepsOneKeyForEachVault) {
  const auto keyring = make_secret_service_keyring();
  EXPECT_EQ(loaded(*keyring, "/a/vault"), "none");
  ASSERT_TRUE(keyring->store("/a/vault", Secret("coffer-key-1-a")).ok());
  ASSERT_TRUE(keyring->store("/b/vault", Secret("coffer-key-1-b")).ok());
  EXPECT_EQ(loaded(*keyring, "/a/vault"), "coffer-key-1-a");
  EXPECT_EQ(loaded(*keyring, "/b/vault"), "coffer-key-1-b");
  ASSERT_TRUE(keyring->store("/a/vault", Secret("coffer-key-1-new")).ok());
  EXPECT_EQ(loaded(*keyring, "/a/vault"), "coffer-key-1-new");
  ASSERT_TRUE(keyring->remove("/a/vault").ok());
  EXPECT_EQ(loaded(*keyring, "/a/vault"), "none");
  EXPECT_EQ(loaded(*keyring, "/b/vault"), "coffer-key-1-b");
  EXPECT_TRUE(keyring->remove("/a/vault").ok()) << "removing what is not there is no error";
  ASSERT_TRUE(keyring->remove("/b/vault").ok());
}

// What another Secret Service client sees: secret-tool stands for the keyring programs of desktops.
TEST_F(KeyringTest, IsVisibleToOtherPrograms) {
  const auto keyring = make_secret_service_keyring();
  ASSERT_TRUE(keyring->store("/c/vault", Secret("coffer-key-1-c")).ok());
  Process lookup({"secret-tool", "lookup", "vault", "/c/vault"});
  EXPECT_EQ(lookup.read_line(), "coffer-key-1-c");
  ASSERT_TRUE(keyring->remove("/c/vault").ok());
}

}  // namespace
}  // namespace coffer::vault
