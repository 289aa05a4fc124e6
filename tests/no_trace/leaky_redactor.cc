// A redactor that redacts nothing, in place of the real one: the deliberate leak that
// tests/no_trace/search_test.py must find. Linked into coffer-that-leaks, a program for that test only; never
// installed.
#include "secrets/redactor.h"

namespace coffer::secrets {

struct Redactor::State {};

Redactor::Redactor() = default;
Redactor::~Redactor() = default;
void Redactor::add(std::string_view, const Secret&) {}
void Redactor::add_labelled(std::string_view, const Secret&) {}
void Redactor::add_all(const Redactor&) {}
std::string Redactor::redact(std::string_view text) const { return std::string(text); }
bool Redactor::contains_secret(std::string_view) const { return false; }
bool Redactor::empty() const { return true; }

}  // namespace coffer::secrets
