// A request as scripts see it before it is sent.
#pragma once

#include "json/json.h"
#include "postman/model.h"

namespace coffer::postman {

// The item's request as the collection has it, of format v2.1: variables, references and what is switched off
// stand in it. A request of format v2.0 is converted; one that is a text, or missing, becomes an object.
// Source: the Collection SDK's Request, which Newman's pm.request is before the send.
json::Object script_request(const Item& item);

}  // namespace coffer::postman
