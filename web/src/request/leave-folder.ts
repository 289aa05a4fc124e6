// Another folder was opened: a place within the folder before means nothing in this one, or something else. What was not saved stays, as requests
// that stand nowhere.
import { isUnsaved } from './draft';
import { draftNow } from './drafts';
import { closeTab, moveTab, openTabsNow } from './open-tabs';

export function leaveFolder() {
  for (const tab of openTabsNow()) {
    if (tab.collection === undefined) continue;
    if (isUnsaved(draftNow(tab.id))) moveTab(tab.id, {});
    else closeTab(tab.id);
  }
}
