// What was sent from each tab, and what came back: for as long as the page lives, whichever tab is in front.
import { call, CallError, type Problem } from '../api';
import { makeStore } from '../store';
import type { Item } from './item';
import type { Sent } from './sent';

export interface Send {
  name?: string; // while it is under way
  since?: number; // ms
  sent?: Sent;
  problem?: Problem; // it could not even be tried
}

export interface SendPlace {
  collection?: string;
  at?: string;
  environment?: string;
  globals?: string;
}

const sends = makeStore<ReadonlyMap<string, Send>>(new Map());

function put(tab: string, send: Send) {
  sends.set(new Map(sends.get()).set(tab, send));
}

export function useSend(tab: string): Send {
  return sends.use().get(tab) ?? nothing;
}

const nothing: Send = {};

export async function sendFrom(tab: string, item: Item, place: SendPlace) {
  if (sends.get().get(tab)?.name) return;
  const name = crypto.randomUUID();
  put(tab, { name, since: Date.now() });
  try {
    const sent = await call<Sent>('requests/send', { send: name, item, ...place });
    if (sends.get().has(tab)) put(tab, { sent });
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (sends.get().has(tab)) put(tab, { problem: error.problem });
  }
}

export async function cancelSend(tab: string) {
  const name = sends.get().get(tab)?.name;
  if (name) await call('requests/cancel', { send: name });
}

export function forgetSend(tab: string) {
  const left = new Map(sends.get());
  left.delete(tab);
  sends.set(left);
}
