#include "report/request_view.h"

namespace coffer::report {

RequestView view_of(const runner::ItemResult& result) {
  RequestView view{.method = result.item->item->request.method,
                   .url = result.item->item->request.url.raw,
                   .references = &result.references,
                   .exchanges = &result.exchanges,
                   .error = &result.error,
                   .skipped = result.skipped};
  if (!result.exchanges.empty()) {
    view.method = result.exchanges.front().method;
    view.url = result.exchanges.front().url;
  } else if (result.prepared != nullptr) {
    view.method = result.prepared->method;
    view.url = result.prepared->url;
  }
  return view;
}

RequestView view_of(const runner::ScriptRequest& request) {
  return {.method = request.method,
          .url = request.url,
          .references = &request.references,
          .exchanges = &request.exchanges,
          .error = &request.error};
}

}  // namespace coffer::report
