// The questions that are open, and the sign-in that is under way. Another tab may answer: then they are open no more.
import { useEffect } from 'react';
import { call, CallError } from '../api';
import { useCofferEvent, useConnected } from '../events';
import { makeKeptStore, makeStore } from '../store';
import { onceMore } from '../ui/once-more';
import { type Question, type SignIn, withoutQuestion } from './question';

const open = makeStore<readonly Question[]>([]);
const signIn = makeStore<SignIn | undefined>(undefined);
const endedCode = makeKeptStore('sign-in ended', ''); // a page that is loaded again is told of old ones

export const useOpenQuestions = open.use;
export const useSignIn = signIn.use;
export function endSignIn() {
  const ended = signIn.get();
  if (!ended) return;
  endedCode.set(ended.code);
  signIn.set(undefined);
}

const settled = (number: number) => open.set(withoutQuestion(open.get(), number));

async function settle(name: string, args: { number: number; text?: string }) {
  try {
    await call(name, args);
  } catch (error) {
    // Another tab was faster, or whoever asked is gone: nobody waits for it any more.
    if (!(error instanceof CallError) || error.problem.code !== 'not-found') throw error;
  }
  settled(args.number);
}

export const answer = (question: Question, text: string) => settle('questions/answer', { number: question.number, text });
export const cancel = (question: Question) => settle('questions/cancel', { number: question.number });

// Events of long ago come again when the page is loaded: what is open is what Coffer says is open.
const look = onceMore(async () => {
  try {
    open.set((await call<{ questions: Question[] }>('questions/open')).questions);
  } catch (error) {
    if (!(error instanceof CallError)) throw error; // the frame says so
  }
});

// Once, in the frame.
export function useQuestionsKept() {
  useEffect(() => void look(), []);
  useConnected((connected) => connected && void look());
  useCofferEvent('question', () => void look());
  useCofferEvent('answered', (data) => settled((data as { number: number }).number));
  useCofferEvent('sign-in', (data) => {
    const begun = data as SignIn;
    if (begun.code !== endedCode.get()) signIn.set(begun);
  });
  useCofferEvent('connections', endSignIn);
}
