// Links, as the page reads and writes them (docs/page-calls.md, "Link").
#pragma once

#include "base/error.h"
#include "json/json.h"
#include "page/calls.h"
#include "vault/link.h"

namespace coffer::page {

json::Object link_json(const vault::Link& link);  // with `target`
// The link fields among the arguments, checked (spec 4.1); what was pasted in one is split. kInvalidArgument
// names the argument.
Result<vault::Link> read_link(const Arguments& arguments);

// What is said of a link, with the page's names of the fields ("json_key").
Error with_link_field(Error error);

}  // namespace coffer::page
