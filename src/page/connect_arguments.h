// The arguments of `connections/connect`, and of the answer to a `connect` question, as a session takes them.
#pragma once

#include "base/clock.h"
#include "base/environment.h"
#include "page/calls.h"
#include "secrets/connect_input.h"

namespace coffer::page {

// Every field is checked before any call is made (spec 3.1, 3.2). A secret that was filled from a profile is
// read from the shared AWS files here. Errors name the argument. kInvalidArgument; kNotFound for a profile.
Result<secrets::ConnectInput> read_connect_arguments(const Arguments& arguments,
                                                     const Environment& environment, WallTime now);
// Whether they are about HashiCorp Vault: then ConnectInput::hashicorp counts, and nothing else.
bool connects_to_hashicorp(const Arguments& arguments);

// What authenticating says, with the page's names of the fields ("secret_access_key").
Error with_connect_field(Error error);

}  // namespace coffer::page
