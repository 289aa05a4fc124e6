// The connections as they are now: one copy for the whole page.
import { useEffect, useState } from 'react';
import { call, CallError, type Problem } from '../api';
import { useCofferEvent } from '../events';
import { makeStore } from '../store';
import { onceMore } from '../ui/once-more';
import type { Connections } from './connection';

interface Known extends Connections {
  asked: number; // by performance.now(), in ms
  problem?: Problem;
}

const known = makeStore<Known | undefined>(undefined);

export const useConnections = known.use;

export const lookAtConnections = onceMore(async () => {
  try {
    const answer = await call<Connections>('connections/list');
    known.set({ ...answer, asked: performance.now() });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (error.problem.code !== 'page-ended') known.set({ connections: [], agent: false, asked: 0, problem: error.problem });
  }
});

// Once, in the frame.
export function useConnectionsKept() {
  useEffect(() => void lookAtConnections(), []);
  for (const event of ['connections', 'agent', 'vault'] as const) useCofferEvent(event, () => void lookAtConnections());
}

// performance.now(), every second.
export function useNow(): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
