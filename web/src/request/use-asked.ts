// How many questions of Coffer wait for an answer.
import { useEffect, useState } from 'react';
import { call, CallError } from '../api';
import { useCofferEvent } from '../events';

export function useAsked(): number {
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  useCofferEvent('question', (data) => setOpen((before) => new Set(before).add((data as { number: number }).number)));
  useCofferEvent('answered', (data) => setOpen((before) => new Set([...before].filter((number) => number !== (data as { number: number }).number))));
  useEffect(() => {
    call<{ questions: { number: number }[] }>('questions/open').then(
      ({ questions }) => setOpen(new Set(questions.map(({ number }) => number))),
      (error: unknown) => {
        if (!(error instanceof CallError)) throw error;
      },
    );
  }, []);
  return open.size;
}
