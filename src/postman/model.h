// A collection as Coffer sends it: what Postman's formats v2.1 and v2.0 say, with inheritance not yet applied
// and variables not yet substituted. Source: the schema
// "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" and Newman's behaviour.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "json/json.h"

namespace coffer::postman {

struct Variable {
  std::string key, value;  // numbers, booleans and objects as their JSON text
  bool enabled = true;
  bool secret = false;  // "type": "secret" in an environment
};

struct KeyValue {
  std::string key, value;
  bool enabled = true;
};

// `params` holds the auth type's attributes: basic {username,password}, bearer {token}, apikey
// {key,value,in}, awsv4 {accessKey,secretKey, sessionToken,region,service,addAuthDataToQuery}, oauth2
// {accessToken,addTokenTo,headerPrefix,tokenType} …
struct Auth {
  std::string type;  // "noauth", "basic", "bearer", "apikey", "awsv4", "oauth2", or one not supported yet
  std::map<std::string, std::string, std::less<>> params;
};

struct FormField {
  std::string key, value, content_type, file_name;
  std::vector<std::string> files;  // not empty: a file field, of one part a file
  bool is_file = false;
  bool enabled = true;
};

struct NoBody {};
struct RawBody {
  std::string text;
  std::string language;  // options.raw.language: "json", "xml", "html", "text", "javascript", or ""
};
struct UrlencodedBody {
  std::vector<KeyValue> fields;
};
struct FormBody {
  std::vector<FormField> fields;
};
struct FileBody {
  std::string path;  // relative to the working directory; may hold variables
};
struct GraphqlBody {
  std::string query, variables, operation_name;  // variables: JSON text
};
using Body = std::variant<NoBody, RawBody, UrlencodedBody, FormBody, FileBody, GraphqlBody>;

struct Url {
  std::string raw;  // with {{variables}}, `:path` variables and disabled query items already left out
  std::vector<KeyValue> path_variables;  // of url.variable
};

// The members of protocolProfileBehavior that change what is sent.
struct RequestBehavior {
  std::optional<bool> follow_redirects, follow_original_method, follow_authorization_header, disable_cookies,
      strict_ssl, disable_body_pruning, disable_url_encoding;
  std::optional<int> max_redirects;
  std::vector<std::string> disabled_system_headers;  // lower case
};

struct RequestTemplate {
  std::string method = "GET";
  Url url;
  std::vector<KeyValue> headers;
  Body body;
  std::optional<Auth> auth;  // none: inherit
};

struct Script {
  std::string listen;  // "prerequest" or "test"
  std::string id;      // its own, else its event's; may be empty
  std::string source;  // JavaScript, its lines joined; may be empty
};

struct Item {
  std::string id, name;
  RequestTemplate request;
  RequestBehavior behavior;
  std::vector<Script> scripts;          // its own, in order
  const json::Value* source = nullptr;  // its "request" within Collection::source; null: it has none
};

struct Folder;
using Node = std::variant<Item, std::unique_ptr<Folder>>;
struct Folder {
  std::string id, name;
  std::optional<Auth> auth;
  RequestBehavior behavior;
  std::vector<Variable> variables;  // folder-level variables of v2.1
  std::vector<Script> scripts;      // of every item below it, before the item's own
  std::vector<Node> children;
};

struct Collection {
  Folder root;  // the collection itself: its name, auth, variables and items
  std::string id;
  std::vector<std::string>
      warnings;        // what the file holds that is not supported yet, each named with its place
  json::Value source;  // the document as it was, for reports and to be written back
};

}  // namespace coffer::postman
