import { notify } from '../ui/notices';
import { type Draft, isUnsaved } from './draft';
import { setDraft } from './drafts';
import { closeTab, type OpenTab, restoreTab } from './open-tabs';
import { cancelSend, forgetSend } from './sends';

// What was not saved can be had back for as long as the notice is there.
export function closeOpen(tab: OpenTab, draft: Draft | undefined) {
  void cancelSend(tab.id).catch(() => undefined); // whether it was under way or not
  closeTab(tab.id);
  forgetSend(tab.id);
  setDraft(tab.id, undefined);
  if (draft === undefined || !isUnsaved(draft)) return;
  notify({
    text: `“${draft.item.name}” is closed; what was not saved of it is gone.`,
    undo() {
      setDraft(tab.id, draft);
      restoreTab(tab);
    },
  });
}
