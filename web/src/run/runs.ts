// The runs of this session, as Coffer tells them.
import { call, type Problem } from '../api';
import { makeStore } from '../store';
import type { TestResult } from './sent';

export interface Run {
  run: number;
  collection: string;
  name: string;
  state: 'running' | 'finished' | 'stopped' | 'failed';
  started: string;
  took_ms: number;
  iterations: number;
  done: number; // iterations that are over
  items: number; // that are over
  expected: number; // items, as long as no script leads elsewhere
  requests: number;
  failed_requests: number;
  assertions: number;
  failed_assertions: number;
  unresolved: number;
  exit_status?: number; // as of `coffer run`: 0 is success
  error?: Problem;
}

export interface RunItem {
  number: number;
  iteration: number;
  name: string;
  folders: string[];
  method: string;
  url: string;
  status: number;
  time_ms: number;
  size: number;
  passed: number;
  failed: number;
  skipped: boolean;
  error?: string;
  tests: TestResult[];
}

const runs = makeStore<readonly Run[]>([]);
export const useRuns = runs.use;

const front = makeStore<number | undefined>(undefined);
export const useFrontRun = front.use;
export const showRun = front.set;

export async function lookAtRuns() {
  const answer = await call<{ runs: Run[] }>('runs/list');
  runs.set(newestFirst(answer.runs));
}

export function tookRun(run: Run) {
  runs.set(newestFirst([...runs.get().filter((each) => each.run !== run.run), run]));
}

const newestFirst = (all: readonly Run[]) => all.toSorted((one, other) => other.run - one.run);

export const hasFailed = (item: RunItem) => item.failed > 0 || item.error !== undefined;

export const succeeded = (run: Run) => run.state === 'finished' && run.exit_status === 0;
