#include "page/event_hub.h"

#include <fmt/format.h>

namespace coffer::page {

void EventHub::tell(std::string name, std::string data) {
  const std::lock_guard lock(mutex_);
  events_.push_back({++last_, std::move(name), std::move(data)});
  if (events_.size() > kKept) events_.pop_front();
  for (const auto& [subscription, wake] : subscribers_) wake();
}

std::vector<Event> EventHub::after(uint64_t number) const {
  const std::lock_guard lock(mutex_);
  std::vector<Event> news;
  for (const Event& event : events_)
    if (event.number > number) news.push_back(event);
  return news;
}

uint64_t EventHub::subscribe(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  subscribers_.emplace(++last_subscription_, std::move(wake));
  return last_subscription_;
}

void EventHub::unsubscribe(uint64_t subscription) {
  const std::lock_guard lock(mutex_);
  subscribers_.erase(subscription);
}

bool EventHub::has_listeners() const {
  const std::lock_guard lock(mutex_);
  return !subscribers_.empty();
}

std::string event_text(const Event& event) {
  return fmt::format("id: {}\nevent: {}\ndata: {}\n\n", event.number, event.name, event.data);
}

}  // namespace coffer::page
