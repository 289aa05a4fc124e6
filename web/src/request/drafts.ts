// What was typed into each open tab and is not saved. A reload of the page finds it again (sessionStorage), and Coffer's end does not touch it.
import { makeStore } from '../store';
import type { Draft } from './draft';

const kPause = 400; // ms between the last stroke and the keeping
const prefix = 'draft:';
const drafts = makeStore<ReadonlyMap<string, Draft>>(restored());
const unkept = new Map<string, ReturnType<typeof setTimeout>>();

function restored(): Map<string, Draft> {
  const found = new Map<string, Draft>();
  for (const key of Object.keys(sessionStorage)) {
    if (!key.startsWith(prefix)) continue;
    try {
      found.set(key.slice(prefix.length), JSON.parse(sessionStorage.getItem(key)!) as Draft);
    } catch {
      sessionStorage.removeItem(key);
    }
  }
  return found;
}

function keep(id: string) {
  clearTimeout(unkept.get(id));
  unkept.delete(id);
  const draft = drafts.get().get(id);
  try {
    if (draft) sessionStorage.setItem(prefix + id, JSON.stringify(draft));
    else sessionStorage.removeItem(prefix + id);
  } catch {
    sessionStorage.removeItem(prefix + id); // too large to be kept: it lives as long as the page
  }
}

window.addEventListener('pagehide', () => [...unkept.keys()].forEach(keep));

export function setDraft(id: string, draft: Draft | undefined) {
  const now = new Map(drafts.get());
  if (draft) now.set(id, draft);
  else now.delete(id);
  drafts.set(now);
  clearTimeout(unkept.get(id));
  unkept.set(id, setTimeout(() => keep(id), kPause));
}

export function changeDraft(id: string, change: (draft: Draft) => Draft) {
  const draft = drafts.get().get(id);
  if (draft) setDraft(id, change(draft));
}

export const draftNow = (id: string) => drafts.get().get(id);
export const useDrafts = drafts.use;
