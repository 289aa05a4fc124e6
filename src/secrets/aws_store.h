// AWS's services that keep secrets, as AwsProvider asks them.
#pragma once

#include <optional>
#include <vector>

#include "aws/arn.h"
#include "aws/client.h"
#include "aws/credentials.h"
#include "secrets/provider.h"

namespace coffer::secrets {

// With what, and where, a call is made.
struct AwsReader {
  aws::Client& client;
  const aws::Credentials& credentials;
  const std::string& region;
};

// Stateless. What is read has no identity yet: AwsProvider knows it.
class AwsStore {
 public:
  virtual ~AwsStore() = default;

  // Where the secret is: region and account are empty where the link does not say. kInvalidArgument.
  virtual Result<aws::Arn> place(const vault::Link& link) const = 0;
  // What tells versions apart; the same for all ways to say "the current one".
  virtual std::string version_key(const vault::Link& link) const = 0;
  // Whether it can be read together with others, and with how many at most in one call.
  virtual bool batches(const vault::Link& link) const = 0;
  virtual size_t most_in_batch() const = 0;

  // Whether `value` still is what the link stands for, told without reading it. kUnsupported where that
  // cannot be, or costs as much as reading.
  virtual Result<bool> still_holds(const AwsReader& /*reader*/, const vault::Link& /*link*/,
                                   const ExternalValue& /*value*/) const {
    return Error{ErrorCode::kUnsupported, "it is told by reading only"};
  }

  virtual Result<ExternalValue> read(const AwsReader& reader, const vault::Link& link) const = 0;
  // One for each link, in order; nullopt: read singly, it says why, or succeeds where the batch was short.
  virtual Result<std::vector<std::optional<ExternalValue>>> read_batch(
      const AwsReader& reader, const std::vector<const vault::Link*>& links) const = 0;
};

const AwsStore& secrets_manager();
const AwsStore& parameter_store();

}  // namespace coffer::secrets
