// The connection that a link is read through, made when it is first needed (spec 3.7, 3.8).
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "aws/arn.h"
#include "secrets/authenticate.h"
#include "secrets/connections.h"
#include "vault/link.h"

namespace coffer::secrets {

// Thread-safe: one thread connects, the others wait for what it gets.
class Connector {
 public:
  Connector(AuthenticateParts parts, Connections& connections)
      : parts_(std::move(parts)), connections_(&connections) {}

  // See Session::connect_on_demand.
  void connect_on_demand(ConnectInput input);
  Result<ConnectionPtr> connect(const ConnectInput& input, const std::string& fallback_region);

  // The one that `input` names, unless that is "default", else the one that choose() finds for the account;
  // else a new one made with `input`.
  Result<ConnectionPtr> connect_if_needed(const ConnectInput& input, const std::string& account,
                                          const std::string& fallback_region);

  // Chooses as Connections::choose. Where that finds nothing: the on-demand input; for a link that names a
  // connection, the AWS profile of that name. An expired one is made again as it was made, by whatever its
  // source says now. Where there are no credentials (any more), or they were typed, somebody to ask is asked
  // for some (spec 3.8). What failed once fails again with the same error, so that nobody is asked for each
  // of twenty links. If another command is making it, that is waited for.
  Result<ConnectionPtr> for_link(const vault::Link& link, const aws::Arn& arn);

  // AWS says that what was made just now has expired: it is of no use to make it once more.
  void give_up(const std::string& name, const Error& error);

 private:
  // What is to be made, and how.
  struct Goal {
    ConnectInput input;
    std::string region;            // where nobody says one
    RenewalPtr renewal = nullptr;  // null: there never was one
    bool for_link = true;          // its errors are a link's
    bool by_person = false;        // only somebody who is asked can give the keys
  };
  using FirstTime = std::function<std::optional<Goal>()>;  // none: it cannot be made

  Result<ConnectionPtr> choose_or_make(const std::string& name, const std::string& account,
                                       const std::string& region, const FirstTime& first_time);
  std::optional<Goal> goal_of_link(const vault::Link& link, const std::string& region) const;
  // `missing`: why there is none (any more).
  Result<ConnectionPtr> make(const Goal& goal, const Error& missing);
  // Asks whoever there is. `problem` is for people; `otherwise` is the error where nobody answers.
  Result<ConnectionPtr> ask(const Goal& goal, std::string problem, Error otherwise);
  std::unique_lock<std::timed_mutex> wait_for_turn(const std::string& name);
  bool has_profile(const std::string& name) const;

  AuthenticateParts parts_;
  Connections* connections_;
  std::mutex mutex_;  // held while connecting
  std::optional<ConnectInput> on_demand_;
  std::shared_ptr<const Secret> mfa_code_;  // given along, good for one use
  std::map<std::string, Error> failed_;     // by the connection's name
};

}  // namespace coffer::secrets
