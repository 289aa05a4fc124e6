// How the references of the edited item stand: asked a moment after the last stroke, and again when something has changed that they hang on.
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { call, CallError, type Problem } from '../api';
import { useCofferEvent } from '../events';
import type { Look } from './editor/known';
import type { Item } from './item';
import type { SendPlace } from './sends';

const kPause = 300; // ms

export interface Looked {
  look?: Look;
  problem?: Problem;
  checking: boolean; // with the network
  check: () => void;
}

export function useLook(item: Item | undefined, place: SendPlace): Looked {
  const [answer, setAnswer] = useState<{ look?: Look; problem?: Problem }>({});
  const [checking, setChecking] = useState(false);
  const last = useRef(0); // answers to older questions are dropped
  const ask = useEffectEvent(async (fetch: boolean) => {
    const number = ++last.current;
    if (!item?.request) return;
    setChecking(fetch);
    const next = await answered(call<Look>('requests/look', { item, ...place, ...(fetch && { fetch }) }));
    if (number !== last.current) return;
    setAnswer(next);
    setChecking(false);
  });
  const { collection, at, environment, globals } = place;
  useEffect(() => {
    const timer = setTimeout(() => void ask(false), kPause);
    return () => clearTimeout(timer);
  }, [item, collection, at, environment, globals]);
  const again = () => void ask(false);
  useCofferEvent('vault', again);
  useCofferEvent('connections', again);
  useCofferEvent('settings', again);
  useCofferEvent('folder', again);
  return { ...answer, checking, check: () => void ask(true) };
}

async function answered(question: Promise<Look>): Promise<{ look?: Look; problem?: Problem }> {
  try {
    return { look: await question };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    return { problem: error.problem };
  }
}
