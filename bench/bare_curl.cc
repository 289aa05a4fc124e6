// coffer-bench-bare COUNT URL [post BYTES | upload FILE]: what the same requests cost with nothing but
// libcurl.
//
// One handle, one connection; each response is collected in memory and thrown away. COUNT 0 only starts and
// ends.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <memory>
#include <string>

namespace {

size_t collect(char* bytes, size_t size, size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, size * count);
  return size * count;
}

struct Options {
  long count = 0;
  const char* url = nullptr;
  size_t post_bytes = 0;
  const char* upload = nullptr;
};

bool apply(CURL* handle, const Options& options, std::string& post, FILE* file) {
  curl_easy_setopt(handle, CURLOPT_URL, options.url);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, collect);
  curl_easy_setopt(handle, CURLOPT_ACCEPT_ENCODING, "");
  if (options.post_bytes > 0) {
    post.assign(options.post_bytes, 'x');
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(post.size()));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, post.data());
  }
  if (options.upload == nullptr) return true;
  struct stat status{};
  if (file == nullptr || stat(options.upload, &status) != 0) return false;
  curl_easy_setopt(handle, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(handle, CURLOPT_CUSTOMREQUEST, "POST");
  curl_easy_setopt(handle, CURLOPT_READDATA, file);
  curl_easy_setopt(handle, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(status.st_size));
  return true;
}

int run(const Options& options) {
  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
    void operator()(FILE* file) const { fclose(file); }
  };
  const std::unique_ptr<CURL, Cleanup> handle(curl_easy_init());
  std::unique_ptr<FILE, Cleanup> file;
  if (options.upload != nullptr) file.reset(fopen(options.upload, "rb"));
  std::string post;
  if (!apply(handle.get(), options, post, file.get())) return 1;
  for (long i = 0; i < options.count; ++i) {
    std::string body;
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &body);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_OK) continue;
    fprintf(stderr, "coffer-bench-bare: %s\n", curl_easy_strerror(code));
    return 1;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3 && argc != 5) {
    fputs("usage: coffer-bench-bare COUNT URL [post BYTES | upload FILE]\n", stderr);
    return 2;
  }
  Options options;
  options.count = atol(argv[1]);
  options.url = argv[2];
  if (argc == 5 && strcmp(argv[3], "post") == 0) options.post_bytes = static_cast<size_t>(atol(argv[4]));
  if (argc == 5 && strcmp(argv[3], "upload") == 0) options.upload = argv[4];
  curl_global_init(CURL_GLOBAL_DEFAULT);
  const int status = run(options);
  curl_global_cleanup();
  return status;
}
