// The front of the page: every request is judged by the gate, then answered.
#pragma once

#include "page/calls.h"
#include "page/gate.h"
#include "page/message.h"

namespace coffer::page {

// GET a file of the page; POST /launch, then /session; GET /events; POST /api/NAME. Thread-safe. None is
// owned.
class Front final : public Handler {
 public:
  Front(Gate& gate, const Calls& calls) : gate_(gate), calls_(calls) {}
  Response answer(const Request& request) override;

 private:
  Response file(const Request& request) const;
  Response launch(const Request& request);
  Response session(const Request& request) const;
  Response call(const Request& request) const;

  Gate& gate_;
  const Calls& calls_;
};

}  // namespace coffer::page
