// The requests that are open. A dot says that something of one is not saved.
import { Button } from 'react-aria-components';
import { notify } from '../ui/notices';
import { type Draft, isUnsaved } from './draft';
import { setDraft, useDrafts } from './drafts';
import { methodOf } from './item';
import { closeTab, type OpenTab, openTab, restoreTab, showTab, useOpenTabs } from './open-tabs';
import { cancelSend, forgetSend } from './sends';

export function TabStrip() {
  const { tabs, front } = useOpenTabs();
  const drafts = useDrafts();
  const step = (from: number, by: number) => {
    const next = tabs[(from + by + tabs.length) % tabs.length]!;
    showTab(next.id);
    document.getElementById(`strip-${next.id}`)?.focus();
  };
  return (
    <div className="strip">
      <div role="tablist" aria-label="Open requests" className="strip-tabs">
        {tabs.map((tab, at) => {
          const draft = drafts.get(tab.id);
          const chosen = tab.id === front;
          const name = draft?.item.name ?? 'Reading …';
          return (
            <div key={tab.id} role="presentation" className={chosen ? 'strip-tab chosen' : 'strip-tab'}>
              <button
                id={`strip-${tab.id}`} role="tab" type="button" aria-selected={chosen} aria-controls="open-request" tabIndex={chosen ? 0 : -1} title={name}
                onClick={() => showTab(tab.id)}
                onAuxClick={(event) => event.button === 1 && close(tab, draft)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowRight') step(at, 1);
                  else if (event.key === 'ArrowLeft') step(at, -1);
                  else if (event.key === 'Delete') close(tab, draft);
                }}
              >
                {draft?.item.request !== undefined && <span className="strip-method">{methodOf(draft.item)}</span>}
                <span className="strip-name">{name}</span>
                {isUnsaved(draft) && <span className="unsaved" role="img" aria-label="not saved" />}
              </button>
              <button type="button" className="strip-close" tabIndex={chosen ? 0 : -1} aria-label={`Close ${name}`} onClick={() => close(tab, draft)}>
                <span aria-hidden="true">×</span>
              </button>
            </div>
          );
        })}
      </div>
      <Button className="quiet" aria-label="New request" onPress={() => openTab({})}>
        <span aria-hidden="true">+</span>
      </Button>
    </div>
  );
}

// What was not saved can be had back for as long as the notice is there.
function close(tab: OpenTab, draft: Draft | undefined) {
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
