#include "page/responses.h"

#include <utility>

#include "page/sent.h"

namespace coffer::page {
namespace {

uint64_t size_of(const KeptResponse& response) {
  uint64_t size = response.body.size();
  for (const runner::Exchange& exchange : response.exchanges) {
    size += exchange.url.size() + (exchange.request_body ? exchange.request_body->size() : 0);
    for (const auto* headers : {&exchange.request_headers, &exchange.response_headers})
      for (const http::Header& header : *headers) size += header.name.size() + header.value.size();
  }
  return size;
}

}  // namespace

KeptResponse kept(const runner::ItemResult& result, WallTime started) {
  const std::string type(
      http::find_header(result.exchanges.back().response_headers, "Content-Type").value_or(""));
  return {started, result.exchanges, result.response_body, type, language_of(type, result.response_body)};
}

uint64_t Responses::keep(KeptResponse response, Shelf shelf) {
  const std::lock_guard lock(mutex_);
  const bool send = shelf == Shelf::kSends;
  Stock& stock = send ? sends_ : runs_;
  stock.bytes += size_of(response);
  stock.kept.emplace(++last_, std::make_shared<const KeptResponse>(std::move(response)));
  drop_oldest(stock, send ? kMostSends : kMostOfRuns, send ? kSendBytes : kRunBytes);
  return last_;
}

void Responses::drop_oldest(Stock& stock, size_t most, uint64_t most_bytes) {
  while (stock.kept.size() > 1 && (stock.kept.size() > most || stock.bytes > most_bytes)) {
    stock.bytes -= size_of(*stock.kept.begin()->second);
    stock.kept.erase(stock.kept.begin());
  }
}

Result<std::shared_ptr<const KeptResponse>> Responses::find(uint64_t number) const {
  const std::lock_guard lock(mutex_);
  for (const Stock* stock : {&sends_, &runs_}) {
    const auto found = stock->kept.find(number);
    if (found != stock->kept.end()) return found->second;
  }
  return Error{ErrorCode::kNotFound, "that response is not kept any more", "Send the request again.",
               "response"};
}

}  // namespace coffer::page
