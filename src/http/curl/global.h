// libcurl's process-wide start.
#pragma once

namespace coffer::http::curl {

// Once per process, however often it is called; thread-safe. From then on libcurl wipes each block of its own
// heap when it frees it (URLs, header lines and buffers of a request pass through there), unless some other
// library started libcurl first. Drops SSLKEYLOGFILE from the process environment: libcurl would write the
// session keys of every connection to that file.
void start();

}  // namespace coffer::http::curl
