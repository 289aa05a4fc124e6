// The requests that are open. A dot says that something of one is not saved. A list of tabs may hold tabs only (ARIA): who does not point closes
// one by the Delete key, or by the request's menu.
import { Button } from 'react-aria-components';
import { closeOpen } from './close-open';
import { isUnsaved } from './draft';
import { useDrafts } from './drafts';
import { methodOf } from './item';
import { openTab, showTab, useOpenTabs } from './open-tabs';

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
                aria-keyshortcuts="Delete"
                onClick={() => showTab(tab.id)}
                onAuxClick={(event) => event.button === 1 && closeOpen(tab, draft)}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowRight') step(at, 1);
                  else if (event.key === 'ArrowLeft') step(at, -1);
                  else if (event.key === 'Delete') closeOpen(tab, draft);
                }}
              >
                {draft?.item.request !== undefined && <span className="strip-method">{methodOf(draft.item)}</span>}
                <span className="strip-name">{name}</span>
                {isUnsaved(draft) && <span className="unsaved" role="img" aria-label="not saved" />}
              </button>
              <span className="strip-close" aria-hidden="true" title="Close" onClick={() => closeOpen(tab, draft)}>
                ×
              </span>
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
