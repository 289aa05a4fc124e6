#include "page/look.h"

#include <algorithm>
#include <map>

#include "page/sent.h"
#include "page/template_texts.h"
#include "page/variables_in_reach.h"
#include "postman/request_builder.h"
#include "postman/text_tokens.h"
#include "report/redacted_json.h"
#include "runner/reference_places.h"
#include "secrets/reference.h"

namespace coffer::page {
namespace {

constexpr int kDeepest = 20;  // variables within variables, as substitution has it

std::string_view state_of(ErrorCode code) {
  if (code == ErrorCode::kSecretOff) return "off";
  if (code == ErrorCode::kDomainNotAllowed) return "not-allowed";
  return needs_authentication(code) ? "authenticate" : "unresolved";
}

void add_once(json::Array& list, std::string_view text) {
  const auto same = [&](const json::Value& each) { return json::view(each.as_string()) == text; };
  if (std::ranges::none_of(list, same)) list.emplace_back(text);
}

class Look {
 public:
  Look(const Place& place, const SendMemory& memory, Desk& desk, bool fetch)
      : item_(place.placed_item()),
        desk_(desk),
        fetch_(fetch),
        session_(desk.open_session(place.folder)),
        start_(memory.begin(place, session_->redactor())),
        reach_(place, item_, start_.current) {}

  json::Object run() {
    for (const TemplateText& text : template_texts(item_)) note_variables(text.text, text.where, 0);
    postman::Substitutor substitute(reach_.scopes(), desk_.clock(), desk_.random());
    auto prepared = postman::prepare(item_, substitute);
    if (prepared) {
      url_ = prepared->url;
      warnings_ = prepared->warnings;
      for (const runner::ReferenceGroup& group : runner::reference_groups(*prepared)) note_references(group);
    } else {
      warnings_.push_back(to_string(prepared.error()));
      note_references({std::nullopt, loose_});
    }
    return take();
  }

 private:
  // Those in the text, and in their values.
  void note_variables(std::string_view text, const std::string& where, int depth) {
    for (const postman::Token& token : postman::find_tokens(text)) {
      if (postman::is_vault_name(token.name)) {
        for (const auto& reference :
             secrets::find_references(text.substr(token.begin, token.end - token.begin)))
          loose_.push_back({reference.name, where});
        continue;
      }
      const auto found = reach_.find(token.name);
      note_variable(std::string(token.name), found, where);
      if (found && depth < kDeepest) note_variables(found->value, where, depth + 1);
    }
  }

  void note_variable(const std::string& name, const std::optional<VariableInReach>& found,
                     const std::string& where) {
    auto [place, fresh] = variables_.try_emplace(name);
    json::Object& variable = place->second;
    if (fresh) {
      order_.push_back(name);
      const bool dynamic = !found && postman::dynamic_variable(name, desk_.clock(), desk_.random());
      variable = {{"name", name},
                  {"value", found ? found->value : ""},
                  {"source", found     ? found->source
                             : dynamic ? "dynamic"
                                       : "unresolved"},
                  {"where", json::Array()}};
    }
    add_once(variable["where"].as_array(), where);
  }

  void note_references(const runner::ReferenceGroup& group) {
    if (group.uses.empty()) return;
    std::vector<std::string> names;
    for (const auto& use : group.uses)
      if (std::ranges::find(names, use.name) == names.end()) names.push_back(use.name);
    const std::vector<json::Object> states = states_of(names, group.origin);
    for (size_t i = 0; i < names.size(); ++i) {
      json::Object reference = states[i];
      json::Array where;
      for (const auto& use : group.uses)
        if (use.name == names[i]) add_once(where, use.where);
      reference["name"] = names[i];
      reference["where"] = std::move(where);
      references_.push_back(std::move(reference));
    }
  }

  std::vector<json::Object> states_of(const std::vector<std::string>& names,
                                      const std::optional<http::Origin>& origin) {
    std::vector<json::Object> states;
    if (auto opened = session_->open_secrets(); !opened) {
      states.assign(names.size(), failed(opened.error()));
    } else if (fetch_) {
      for (const auto& resolved : session_->session().resolve(names, origin))
        states.push_back(resolved ? stands(resolved->source, resolved->value->empty())
                                  : failed(resolved.error()));
    } else {
      for (const std::string& name : names) states.push_back(seen(session_->session().look(name, origin)));
    }
    return states;
  }

  static json::Object seen(const Result<secrets::Session::Look>& look) {
    if (!look) return failed(look.error());
    json::Object state = stands(look->source, look->empty);
    if (look->connected) return state;
    state["state"] = "authenticate";
    state["code"] = to_string(ErrorCode::kNotConnected);
    state["what"] = "not connected yet";
    state["mend"] =
        "Connect in Settings; or send: then it is asked for, where the profile has not all of it.";
    return state;
  }
  static json::Object stands(const std::string& source, bool empty) {
    return {{"state", empty ? "empty" : "resolves"}, {"source", source}};
  }
  static json::Object failed(const Error& error) {
    json::Object state = failure_json(error);
    state.erase("field");
    state["state"] = state_of(error.code);
    return state;
  }

  json::Object take() {
    json::Array variables, warnings;
    for (const std::string& name : order_) variables.push_back(std::move(variables_.at(name)));
    for (const std::string& text : warnings_) warnings.emplace_back(text);
    for (const std::string& text : session_->take_warnings()) warnings.emplace_back(text);
    const json::Object answer{{"url", url_},
                              {"variables", std::move(variables)},
                              {"references", std::move(references_)},
                              {"warnings", std::move(warnings)}};
    return report::redacted(answer, session_->redactor()).as_object();
  }

  const postman::PlacedItem item_;
  Desk& desk_;
  const bool fetch_;
  const std::unique_ptr<OpenedSession> session_;
  const SendMemory::Start start_;
  const VariablesInReach reach_;
  std::string url_;
  std::vector<std::string> order_, warnings_;
  std::map<std::string, json::Object> variables_;
  std::vector<postman::PreparedRequest::Use> loose_;  // references, as far as they can be told without a URL
  json::Array references_;
};

}  // namespace

json::Object look_at(const Place& place, const SendMemory& memory, Desk& desk, bool fetch) {
  return Look(place, memory, desk, fetch).run();
}

}  // namespace coffer::page
