#include "demo/policy.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/encoding.h"

namespace coffer::demo {
namespace {

constexpr std::array<std::string_view, 13> kOperations = {"Bool",
                                                          "Null",
                                                          "StringEquals",
                                                          "StringNotEquals",
                                                          "StringEqualsIgnoreCase",
                                                          "StringLike",
                                                          "StringNotLike",
                                                          "ArnEquals",
                                                          "ArnLike",
                                                          "NumericLessThan",
                                                          "NumericLessThanEquals",
                                                          "NumericGreaterThan",
                                                          "NumericGreaterThanEquals"};

Error malformed(std::string what) { return {ErrorCode::kMalformed, std::move(what), "", "policy"}; }

// A string or a list of strings; booleans and numbers count as their text, as IAM has it in conditions.
Result<std::vector<std::string>> texts(const json::Value& value, std::string_view element) {
  std::vector<std::string> out;
  const auto add = [&](const json::Value& item) {
    if (item.is_object() || item.is_array() || item.is_null()) return false;
    out.push_back(item.is_string() ? std::string(json::view(item.get_string())) : json::dump(item));
    return true;
  };
  if (!value.is_array()) {
    if (add(value)) return out;
    return malformed(std::string(element) + " must be a string or a list of strings");
  }
  for (const auto& item : value.get_array()) {
    if (!add(item)) return malformed(std::string(element) + " must hold strings only");
  }
  return out;
}

Result<std::vector<std::string>> optional_texts(const json::Value& statement, std::string_view element) {
  const auto* value = json::find(statement, element);
  return value ? texts(*value, element) : std::vector<std::string>();
}

Result<std::vector<std::string>> parse_principal(const json::Value& statement) {
  const auto* principal = json::find(statement, "Principal");
  if (!principal) return std::vector<std::string>();
  if (principal->is_string()) return texts(*principal, "Principal");
  if (!principal->is_object()) return malformed("Principal must be \"*\" or an object");
  return optional_texts(*principal, "AWS");  // services and federated users never call the stand-in
}

Result<std::vector<Condition>> parse_conditions(const json::Value& statement) {
  std::vector<Condition> conditions;
  const auto* blocks = json::find_object(statement, "Condition");
  if (!blocks) return conditions;
  for (const auto& [name, keys] : *blocks) {
    Condition condition;
    condition.operation = std::string_view(name.data(), name.size());
    if (condition.operation.ends_with("IfExists")) {
      condition.if_exists = true;
      condition.operation.resize(condition.operation.size() - std::string_view("IfExists").size());
    }
    if (std::find(kOperations.begin(), kOperations.end(), condition.operation) == kOperations.end()) {
      return Error{ErrorCode::kUnsupported,
                   "the stand-in does not know the condition '" + condition.operation + "'"};
    }
    if (!keys.is_object()) return malformed("Condition." + condition.operation + " must be an object");
    for (const auto& [key, values] : keys.get_object()) {
      condition.key = to_lower({key.data(), key.size()});
      COFFER_ASSIGN(condition.values, texts(values, "Condition"));
      conditions.push_back(condition);
    }
  }
  return conditions;
}

Result<Statement> parse_statement(const json::Value& value) {
  Statement statement;
  const auto effect = json::find_string(value, "Effect");
  if (effect != "Allow" && effect != "Deny") return malformed("Effect must be Allow or Deny");
  statement.allow = effect == "Allow";
  COFFER_ASSIGN(statement.actions, optional_texts(value, "Action"));
  COFFER_ASSIGN(statement.not_actions, optional_texts(value, "NotAction"));
  COFFER_ASSIGN(statement.resources, optional_texts(value, "Resource"));
  COFFER_ASSIGN(statement.not_resources, optional_texts(value, "NotResource"));
  COFFER_ASSIGN(statement.principals, parse_principal(value));
  COFFER_ASSIGN(statement.conditions, parse_conditions(value));
  if (statement.actions.empty() == statement.not_actions.empty()) {
    return malformed("a statement needs either Action or NotAction");
  }
  return statement;
}

// Policy variables: ${aws:username}. One without a value makes the pattern match nothing, as in IAM.
std::optional<std::string> with_variables(std::string_view pattern, const Context& context) {
  std::string out;
  while (true) {
    const size_t start = pattern.find("${");
    out += pattern.substr(0, start);
    if (start == std::string_view::npos) return out;
    const size_t end = pattern.find('}', start);
    if (end == std::string_view::npos) return {};
    const auto found = context.find(to_lower(pattern.substr(start + 2, end - start - 2)));
    if (found == context.end()) return {};
    out += found->second;
    pattern.remove_prefix(end + 1);
  }
}

bool any_resource(const std::vector<std::string>& patterns, const Question& question) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    const auto filled = with_variables(pattern, question.context);
    return filled && matches_wildcard(*filled, question.resource);
  });
}

// Action names are compared without regard to case.
bool any_action(const std::vector<std::string>& patterns, const std::string& action) {
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return matches_wildcard(to_lower(pattern), to_lower(action));
  });
}

bool compare_numbers(std::string_view operation, std::string_view actual, std::string_view wanted) {
  long a = 0, b = 0;
  if (std::from_chars(actual.data(), actual.data() + actual.size(), a).ec != std::errc()) return false;
  if (std::from_chars(wanted.data(), wanted.data() + wanted.size(), b).ec != std::errc()) return false;
  if (operation == "NumericLessThan") return a < b;
  if (operation == "NumericLessThanEquals") return a <= b;
  if (operation == "NumericGreaterThan") return a > b;
  return a >= b;
}

bool holds_for(const Condition& condition, const std::string& actual, const std::string& wanted) {
  const std::string& operation = condition.operation;
  if (operation == "Bool" || operation == "StringEqualsIgnoreCase") return iequals(actual, wanted);
  if (operation == "StringEquals" || operation == "StringNotEquals") return actual == wanted;
  if (operation.starts_with("Numeric")) return compare_numbers(operation, actual, wanted);
  return matches_wildcard(wanted, actual);
}

bool holds(const Condition& condition, const Context& context) {
  const auto actual = context.find(condition.key);
  const bool present = actual != context.end();
  if (condition.operation == "Null") return iequals(condition.values.at(0), "true") != present;
  const bool negated = condition.operation == "StringNotEquals" || condition.operation == "StringNotLike";
  if (!present) return condition.if_exists || negated;
  const bool any =
      std::any_of(condition.values.begin(), condition.values.end(),
                  [&](const std::string& wanted) { return holds_for(condition, actual->second, wanted); });
  return any != negated;
}

bool applies(const Statement& statement, const Question& question) {
  const bool action = statement.actions.empty() ? !any_action(statement.not_actions, question.action)
                                                : any_action(statement.actions, question.action);
  if (!action) return false;
  if (!statement.resources.empty() && !any_resource(statement.resources, question)) return false;
  if (!statement.not_resources.empty() && any_resource(statement.not_resources, question)) return false;
  return std::all_of(statement.conditions.begin(), statement.conditions.end(),
                     [&](const Condition& condition) { return holds(condition, question.context); });
}

Grant principal_grant(const Statement& statement, const Caller& caller) {
  Grant grant = Grant::kNone;
  for (const auto& principal : statement.principals) {
    const bool exact = std::find(caller.arns.begin(), caller.arns.end(), principal) != caller.arns.end();
    if (principal == "*" || exact) return Grant::kToPrincipal;
    const bool root = principal.ends_with(":" + caller.account + ":root");
    if (root || principal == caller.account) grant = Grant::kToAccount;
  }
  return grant;
}

}  // namespace

Result<Policy> parse_policy(const json::Value& document) {
  Policy policy;
  const auto* statements = json::find(document, "Statement");
  if (!statements) return malformed("a policy needs a Statement");
  if (statements->is_object()) {
    COFFER_ASSIGN(auto statement, parse_statement(*statements));
    return Policy{std::move(statement)};
  }
  if (!statements->is_array()) return malformed("Statement must be an object or a list");
  for (const auto& item : statements->get_array()) {
    COFFER_ASSIGN(auto statement, parse_statement(item));
    policy.push_back(std::move(statement));
  }
  return policy;
}

Decision evaluate(const std::vector<Policy>& policies, const Question& question) {
  Decision decision = Decision::kNotMentioned;
  for (const auto& policy : policies) {
    for (const auto& statement : policy) {
      if (!applies(statement, question)) continue;
      if (!statement.allow) return Decision::kDenied;
      decision = Decision::kAllowed;
    }
  }
  return decision;
}

Grant evaluate(const Policy& policy, const Question& question, const Caller& caller) {
  Grant best = Grant::kNone;
  for (const auto& statement : policy) {
    const Grant grant = principal_grant(statement, caller);
    if (grant == Grant::kNone || !applies(statement, question)) continue;
    if (!statement.allow) return Grant::kDenied;
    best = std::max(best, grant);
  }
  return best;
}

bool matches_wildcard(std::string_view pattern, std::string_view text) {
  size_t p = 0, t = 0, star = std::string_view::npos, resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace coffer::demo
