// The requests that are open, and which of them is in front. The folder's tree opens them, the builder shows them.
import { useSyncExternalStore } from 'react';

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

let state: State = { tabs: [], front: undefined };
let last = 0;
const listeners = new Set<() => void>();

function set(next: State) {
  state = next;
  for (const listener of listeners) listener();
}

export function openTab(place: Place, item?: object) {
  const there = place.collection !== undefined && state.tabs.find((tab) => tab.collection === place.collection && tab.at === place.at);
  if (there) return set({ ...state, front: there.id });
  const tab: OpenTab = { ...place, id: `tab-${++last}`, ...(item && { item }) };
  set({ tabs: [...state.tabs, tab], front: tab.id });
}

export function closeTab(id: string) {
  const index = state.tabs.findIndex((tab) => tab.id === id);
  const tabs = state.tabs.filter((tab) => tab.id !== id);
  set({ tabs, front: state.front === id ? tabs[Math.max(0, index - 1)]?.id : state.front });
}

export function showTab(id: string) {
  set({ ...state, front: id });
}

// The item of this tab stands somewhere else now: it was saved, or moved.
export function moveTab(id: string, place: Place) {
  set({ ...state, tabs: state.tabs.map((tab) => (tab.id === id ? { id, ...place } : tab)) });
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
  set({ ...state, tabs: state.tabs.map(moved) });
}

export function useOpenTabs(): State {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}
