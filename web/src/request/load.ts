// An item from its file, and back into it.
import { call, CallError } from '../api';
import { type Draft, refreshed } from './draft';
import { changeDraft, draftNow, setDraft } from './drafts';
import { emptyItem, type Item } from './item';
import { moveTab, type OpenTab } from './open-tabs';

interface ItemAnswer {
  digest: string;
  item: Item & { info?: { schema?: string } };
  inherited_auth?: { type: string; from: string };
  folders: string[];
}

// Into its draft; a draft that holds something unsaved stays.
export async function load(tab: OpenTab) {
  if (tab.collection === undefined || tab.at === undefined) {
    const draft = draftNow(tab.id); // of an item that has been removed, perhaps
    if (!draft || draft.saved) setDraft(tab.id, { item: draft?.item ?? { ...emptyItem, ...tab.item }, folders: [], lists: draft?.lists ?? true });
    return;
  }
  const [answer, collection] = await Promise.all([
    call<ItemAnswer>('collections/item', { path: tab.collection, at: tab.at }),
    call<ItemAnswer>('collections/item', { path: tab.collection, at: '' }),
  ]);
  const read = {
    saved: answer.item, digest: answer.digest, folders: answer.folders, lists: !collection.item.info?.schema?.includes('v2.0'),
    ...(answer.inherited_auth && { inherited: answer.inherited_auth }),
  };
  setDraft(tab.id, refreshed(draftNow(tab.id), read));
}

export function reload(tab: OpenTab) {
  setDraft(tab.id, undefined);
  return load(tab);
}

// False where the file has another version of the item than the one that was edited: nothing was written then. What else has changed in the file
// does no harm.
export async function save(tab: OpenTab, draft: Draft, force = false): Promise<boolean> {
  if (await written(tab, draft, force)) return true;
  await load(tab);
  const now = draftNow(tab.id)!;
  if (!now.elsewhere && (await written(tab, { ...now, item: draft.item }, false))) return true;
  changeDraft(tab.id, (last) => ({ ...last, elsewhere: true }));
  return false;
}

async function written(tab: OpenTab, { item, digest }: Draft, force: boolean): Promise<boolean> {
  try {
    const answer = await call<{ digest: string }>('collections/save', { path: tab.collection, at: tab.at, digest, item, ...(force && { force }) });
    changeDraft(tab.id, ({ elsewhere: _, ...now }) => ({ ...now, saved: item, digest: answer.digest }));
    return true;
  } catch (error) {
    if (!(error instanceof CallError) || error.problem.code !== 'conflict') throw error;
    return false;
  }
}

// Into a collection or a folder of it, at the end; from then on the tab is that item.
export async function saveAs(tab: OpenTab, item: Item, to: { collection: string; digest: string; folder: string }) {
  const { at } = await call<{ at: string }>('collections/add', { path: to.collection, digest: to.digest, at: to.folder, item });
  const moved = { id: tab.id, collection: to.collection, at };
  setDraft(tab.id, undefined);
  moveTab(tab.id, moved);
  await load(moved);
}
