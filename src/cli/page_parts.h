// All that answers the page's calls, put together.
#pragma once

#include <filesystem>
#include <memory>

#include "cli/page_desk.h"
#include "page/calls.h"
#include "page/connection_calls.h"
#include "page/event_hub.h"
#include "page/folder.h"
#include "page/folder_calls.h"
#include "page/link_calls.h"
#include "page/questions.h"
#include "page/sending.h"
#include "page/settings_calls.h"
#include "page/transfer_calls.h"
#include "page/vault_calls.h"
#include "page/watch.h"
#include "script/process_host.h"

namespace coffer::cli {

// In the order in which it is made; what stands on other members stands below them.
struct PageParts {
  explicit PageParts(Context& context)  // not owned; used by nobody else meanwhile
      : questions(events, context.environment, *context.clock),
        desk(context, questions),
        sending({.desk = &desk,
                 .make_grants =
                     [this](const secrets::Redactor& redactor) {
                       return std::make_unique<page::GrantQuestions>(questions, redactor);
                     },
                 .make_scripts =
                     [options = script::sandbox_options(context.environment)] {
                       return std::make_unique<script::ProcessScriptHost>(options);
                     },
                 .version = COFFER_VERSION},
                events, folder) {
    questions.add_to(calls);
    vault.add_to(calls);
    connections.add_to(calls);
    links.add_to(calls);
    transfer.add_to(calls);
    settings.add_to(calls);
    folders.add_to(calls);
    sending.add_to(calls);
    vault.at_lock([this] { sending.forget(); });
    page::watch_desk(watch, desk);
    watch.add("folder", [this] { return folders.fingerprint(); });
  }

  page::EventHub events;
  page::Questions questions;
  PageDesk desk;
  page::VaultCalls vault{desk, events};
  page::ConnectionCalls connections{desk, events};
  page::LinkCalls links{desk, events};
  page::TransferCalls transfer{desk, events};
  page::SettingsCalls settings{desk, events};
  page::Folder folder;
  page::FolderCalls folders{desk, events, folder};
  page::Sending sending;
  page::Calls calls;
  page::Watch watch{events};
};

}  // namespace coffer::cli
