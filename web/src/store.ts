// A value that the whole page shares, beyond the life of the parts that show it.
import { useSyncExternalStore } from 'react';

export interface Store<Value> {
  get: () => Value;
  set: (next: Value) => void;
  use: () => Value; // in a component: it is drawn again when the value changes
}

export function makeStore<Value>(first: Value): Store<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  const get = () => value;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
  return {
    get,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, get),
  };
}

// The same, and a reload of the page finds it again; with sessionStorage each tab of the browser has its own. What does not fit there (no room, no
// storage) lives as long as the page.
export function makeKeptStore<Value>(key: string, first: Value, storage = 'localStorage' as 'localStorage' | 'sessionStorage'): Store<Value> {
  const store = makeStore(kept(key) ?? first);
  return {
    ...store,
    set(next) {
      store.set(next);
      try {
        window[storage].setItem(key, JSON.stringify(next));
      } catch {
        return;
      }
    },
  };

  function kept(name: string): Value | undefined {
    try {
      const text = window[storage].getItem(name);
      return text === null ? undefined : (JSON.parse(text) as Value);
    } catch {
      return undefined;
    }
  }
}
