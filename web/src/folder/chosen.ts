// Which environment and globals requests are sent with: paths within the folder.
import { useSyncExternalStore } from 'react';

interface Chosen {
  environment?: string;
  globals?: string;
}

let chosen: Chosen = {};
const listeners = new Set<() => void>();

export function choose(next: Chosen) {
  chosen = next;
  for (const listener of listeners) listener();
}

export function useChosen(): Chosen {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}
