// What is to be run, and how: kept while one looks at something else.
import { call } from '../api';
import { chosenNow } from '../folder/chosen';
import { showPage } from '../shown-page';
import { makeStore } from '../store';
import { type Run, showRun } from './runs';

export interface RunForm {
  collection?: string;
  at: string; // "": all of it
  data?: { name: string; text: string };
  iterations: string; // as typed; empty: one for each row of the data
  delay: string; // ms
  timeout: string; // ms, of each request
  bail: boolean;
}

const empty: RunForm = { at: '', iterations: '', delay: '', timeout: '', bail: false };
const form = makeStore(empty);
export const useRunForm = form.use;

export function changeForm(change: Partial<RunForm>) {
  form.set({ ...form.get(), ...change });
}

// From the tree: this is what to run.
export function runOf(collection: string, at: string) {
  changeForm({ collection, at });
  showRun(undefined);
  showPage('runs');
}

export function argumentsOf(given: RunForm, chosen: { environment?: string; globals?: string }) {
  return {
    collection: given.collection,
    ...(given.at !== '' && { at: [given.at] }),
    ...(chosen.environment && { environment: chosen.environment }),
    ...(chosen.globals && { globals: chosen.globals }),
    ...(given.data && { data: given.data.text }),
    ...numberOf('iterations', given.iterations),
    ...numberOf('delay_ms', given.delay),
    ...numberOf('timeout_ms', given.timeout),
    ...(given.bail && { bail: true }),
  };
}

const numberOf = (name: string, typed: string) => (typed.trim() === '' ? {} : { [name]: Number(typed) });

// What is wrong with a number that was typed, where something is.
export function numberProblem(typed: string, least: number): string | undefined {
  if (typed.trim() === '') return undefined;
  const number = Number(typed);
  return Number.isInteger(number) && number >= least ? undefined : `A whole number, ${least} or more.`;
}

const given = new Map<number, RunArguments>(); // of the runs that this page has started
type RunArguments = ReturnType<typeof argumentsOf>;

async function start(args: RunArguments) {
  const { run } = await call<{ run: number }>('runs/start', args);
  given.set(run, args);
  showRun(run);
}

export const startRun = () => start(argumentsOf(form.get(), chosenNow()));

// The same once more; of a run that another tab has started, as far as it can be known.
export const runAgain = (run: Run) => start(given.get(run.run) ?? argumentsOf({ ...empty, collection: run.collection }, chosenNow()));
