// The items of a run, as far as it is: read on from where one is, and again when the run says that there is more.
import { useEffect, useReducer, useRef } from 'react';
import { call } from '../api';
import { tried } from '../ui/tried';
import type { RunItem } from './runs';

const kept = new Map<number, RunItem[]>(); // by run: a run that one comes back to is there at once
const kKeptRuns = 5;

interface Page {
  items: RunItem[];
  total: number;
}

// `told` changes whenever the run has told something of itself.
export function useRunItems(run: number, told: unknown): readonly RunItem[] {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const busy = useRef(false);
  const again = useRef(false);
  const shown = useRef(run);
  useEffect(() => {
    shown.current = run;
    if (busy.current) {
      again.current = true;
      return;
    }
    busy.current = true;
    void tried(read).finally(() => (busy.current = false));

    async function read() {
      do {
        again.current = false;
        while (await readMore(shown.current)) redraw();
      } while (again.current);
    }
  }, [run, told]);
  return kept.get(run) ?? none;
}

const none: readonly RunItem[] = [];

// Whether there was anything new.
async function readMore(run: number): Promise<boolean> {
  const known = kept.get(run) ?? [];
  const page = await call<Page>('runs/items', { run, from: known.length });
  if (page.items.length === 0) return false;
  kept.delete(run);
  kept.set(run, [...known, ...page.items]); // the one that was read last is the last to go
  if (kept.size > kKeptRuns) kept.delete(kept.keys().next().value!);
  return true;
}
