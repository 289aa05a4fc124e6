#include "http/testing/nginx_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "base/files.h"

namespace coffer::http {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void give_up(const std::string& why) {
  fmt::print(stderr, "NginxServer: {}\n", why);
  std::abort();
}

// Debian keeps nginx where the PATH of ordinary users does not look.
std::string find_program(const std::string& name) {
  for (const fs::path folder : {"/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin"}) {
    if (::access((folder / name).c_str(), X_OK) == 0) return (folder / name).string();
  }
  return name;  // through PATH
}

// Its output goes to `log`, a file; `environment` replaces the child's.
pid_t spawn(std::vector<std::string> words, const fs::path& log, std::vector<std::string> environment = {}) {
  const auto pointers = [](std::vector<std::string>& texts) {
    std::vector<char*> list;
    for (std::string& text : texts) list.push_back(text.data());
    list.push_back(nullptr);
    return list;
  };
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(),
                                    pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) give_up("could not start " + words[0] + "; is it installed?");
  return child;
}

void run(const std::vector<std::string>& words, const fs::path& log) {
  int status = 0;
  if (::waitpid(spawn(words, log), &status, 0) < 0 || status != 0)
    give_up(words[0] + " failed; its output: " + log.string());
}

struct Listener {
  FileDescriptor socket;  // inherited by the child
  uint16_t port;
};

Listener listen_on_free_port() {
  FileDescriptor socket(::socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(socket.get(), generic, size) != 0 || ::listen(socket.get(), 64) != 0 ||
      ::getsockname(socket.get(), generic, &size) != 0) {
    give_up("could not listen on loopback");
  }
  return {std::move(socket), ntohs(address.sin_port)};
}

constexpr std::string_view kConfiguration = R"(
daemon off;
{2}worker_processes 1;
pid nginx.pid;
error_log nginx.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path bodies; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
  server {{
    listen 127.0.0.1:{0} ssl http2;
    listen 127.0.0.1:{1} http2;
    ssl_certificate server.pem;
    ssl_certificate_key server.key;
    ssl_client_certificate ca.pem;
    ssl_verify_client optional_no_ca;
    ssl_session_cache shared:tls:1m;
    location / {{
      return 200 "$server_protocol $request_method client=$ssl_client_verify session=$ssl_session_reused body=$content_length";
    }}
    location /files/ {{ alias ./; }}
  }}
}}
)";

}  // namespace

NginxServer::NginxServer() {
  std::string pattern = (fs::temp_directory_path() / "coffer-nginx-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) give_up("could not make a temporary folder");
  folder_ = pattern;
  make_certificates();
  start();
}

NginxServer::~NginxServer() {
  ::kill(child_, SIGTERM);
  ::waitpid(child_, nullptr, 0);
  fs::remove_all(folder_);
}

std::string NginxServer::tls_url(std::string_view path) const {
  return fmt::format("https://localhost:{}{}", tls_port_, path);
}

std::string NginxServer::plain_url(std::string_view path) const {
  return fmt::format("http://127.0.0.1:{}{}", plain_port_, path);
}

void NginxServer::make_certificates() const {
  const auto at = [this](std::string_view name) { return (folder_ / name).string(); };
  const fs::path log = folder_ / "openssl.log";
  std::ofstream(folder_ / "names.cnf") << "subjectAltName=DNS:localhost,IP:127.0.0.1\n";
  const std::string passphrase = fmt::format("pass:{}", kPassphrase);
  const std::vector<std::string> new_key = {
      "openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"};
  const auto request = [&](const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words = new_key;
    words.insert(words.end(), {"-keyout", at(name + ".key"), "-subj", "/CN=coffer test " + name});
    words.insert(words.end(), more.begin(), more.end());
    run(words, log);
  };
  for (const std::string ca : {"ca", "other-ca"})
    request(ca, {"-x509", "-days", "2", "-out", at(ca + ".pem")});
  for (const std::string name : {"server", "client"}) {
    request(name, {"-out", at(name + ".csr")});
    run({"openssl", "x509", "-req", "-in", at(name + ".csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"),
         "-CAcreateserial", "-days", "2", "-extfile", at("names.cnf"), "-out", at(name + ".pem")},
        log);
  }
  run({"openssl", "pkey", "-in", at("client.key"), "-aes256", "-passout", passphrase, "-out",
       at("client-locked.key")},
      log);
  run({"openssl", "pkcs12", "-export", "-in", at("client.pem"), "-inkey", at("client.key"), "-passout",
       passphrase, "-out", at("client.p12")},
      log);
}

// nginx takes listening sockets over by the NGINX variable (it is how it upgrades itself), so connections
// queue up from now on and nobody has to wait for it, or for a port to be free still.
void NginxServer::start() {
  const Listener tls = listen_on_free_port();
  const Listener plain = listen_on_free_port();
  tls_port_ = tls.port;
  plain_port_ = plain.port;
  const std::string_view user = ::geteuid() == 0 ? "user root;\n" : "";  // the folder is ours alone
  std::ofstream(folder_ / "nginx.conf") << fmt::format(kConfiguration, tls_port_, plain_port_, user);
  child_ = spawn({find_program("nginx"), "-p", folder_.string(), "-c", "nginx.conf", "-e", "nginx.log"},
                 folder_ / "nginx.out", {fmt::format("NGINX={};{};", tls.socket.get(), plain.socket.get())});
}

}  // namespace coffer::http
