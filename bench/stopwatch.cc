// coffer-bench-stopwatch RESULT PROGRAM [ARGUMENT…]: runs the program and writes what it took.
//
// Not in Python: a child's peak resident memory starts with that of the process that it was forked from
// (getrusage(2)), so the parent must be small; and starting a process there costs more than `coffer
// --version`.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

namespace {

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

double now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fputs("usage: coffer-bench-stopwatch RESULT PROGRAM [ARGUMENT...]\n", stderr);
    return 2;
  }
  const double start = now();
  const pid_t child = fork();
  if (child == 0) {
    execvp(argv[2], argv + 2);
    perror(argv[2]);
    _exit(127);
  }
  int status = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("coffer-bench-stopwatch");
    return 1;
  }
  const double wall = now() - start;
  FILE* const result = fopen(argv[1], "w");
  if (result == nullptr) {
    perror(argv[1]);
    return 1;
  }
  fprintf(result, "{\"wall\": %.6f, \"cpu\": %.6f, \"peak_kib\": %ld, \"status\": %d}\n", wall,
          seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss,
          WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return fclose(result) == 0 ? 0 : 1;
}
