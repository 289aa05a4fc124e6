// An item as it is edited, beside what stands in its file.
import { emptyItem, type Item, same } from './item';

export interface Draft {
  item: Item; // as it is edited
  saved?: Item; // as it stands in the file
  digest?: string; // of that file, when `saved` was read
  inherited?: { type: string; from: string }; // its auth, if it says nothing of its own
  folders: string[]; // it stands in
  lists: boolean; // the collection writes auth as lists (v2.1)
  elsewhere?: boolean; // the file has another item by now than `saved`
}

export function isUnsaved(draft: Draft | undefined): boolean {
  return draft !== undefined && !same(draft.item, draft.saved ?? emptyItem);
}

// The file was read again: what nobody has edited here follows it, what somebody has stays, and says so if the file has another item now.
export function refreshed(draft: Draft | undefined, read: Omit<Draft, 'item'> & { saved: Item }): Draft {
  if (!draft || !isUnsaved(draft)) return { ...read, item: read.saved };
  if (same(read.saved, draft.item) || same(read.saved, draft.saved)) return { ...read, item: draft.item };
  return { ...draft, elsewhere: true };
}
