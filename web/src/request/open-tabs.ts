// The requests that are open, and which of them is in front. The folder's tree opens them, the builder shows them.
import { makeKeptStore } from '../store';

// Where an item stands. Without a collection it is a request of its own, that stands nowhere yet.
export interface Place {
  collection?: string; // path within the folder
  at?: string; // "0.2.1"
}

export interface OpenTab extends Place {
  id: string;
  item?: object; // of a request that stands nowhere: as it was imported
}

interface State {
  tabs: readonly OpenTab[];
  front: string | undefined; // its id
}

const open = makeKeptStore<State>('open-requests', { tabs: [], front: undefined }, 'sessionStorage');

export function openTab(place: Place, item?: object) {
  const there = place.collection !== undefined && open.get().tabs.find((tab) => tab.collection === place.collection && tab.at === place.at);
  if (there) return open.set({ ...open.get(), front: there.id });
  const tab: OpenTab = { ...place, id: `tab-${crypto.randomUUID()}`, ...(item && { item }) };
  open.set({ tabs: [...open.get().tabs, tab], front: tab.id });
}

export function closeTab(id: string) {
  const index = open.get().tabs.findIndex((tab) => tab.id === id);
  const tabs = open.get().tabs.filter((tab) => tab.id !== id);
  open.set({ tabs, front: open.get().front === id ? tabs[Math.max(0, index - 1)]?.id : open.get().front });
}

export function showTab(id: string) {
  open.set({ ...open.get(), front: id });
}

// The item of this tab stands somewhere else now: it was saved, or moved.
export function moveTab(id: string, place: Place) {
  open.set({ ...open.get(), tabs: open.get().tabs.map((tab) => (tab.id === id ? { id, ...place } : tab)) });
}

// Items of that collection stand elsewhere now, since others were added, moved or removed: `where` says for each place the new one,
// undefined if the item is gone. Its tab stays, with what was typed there, as a request that stands nowhere.
export function itemsMoved(collection: string, where: (at: string) => string | undefined) {
  const moved = (tab: OpenTab): OpenTab => {
    if (tab.collection !== collection || tab.at === undefined) return tab;
    const at = where(tab.at);
    const { collection: _collection, at: _at, ...rest } = tab;
    return at === undefined ? rest : { ...tab, at };
  };
  open.set({ ...open.get(), tabs: open.get().tabs.map(moved) });
}

export const useOpenTabs = open.use;
export const openTabsNow = () => open.get().tabs;

// A tab that was closed is there again, in front.
export function restoreTab(tab: OpenTab) {
  open.set({ tabs: [...open.get().tabs, tab], front: tab.id });
}
