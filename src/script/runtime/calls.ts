// What a script asks of Coffer: a call goes out under a number, and its answer finds the one who asked.
import { bridge } from './bridge';
import { create } from './intrinsics';
import type { AnswerFrame } from './frames';

export type Answered = (error: Error | undefined, answer: AnswerFrame, blob: ArrayBuffer) => void;

const waiting: Record<number, Answered> = create(null);
let last = 0;

// `members` is JSON without braces: what the frame says beside "type" and "call".
export function ask(members: string, answered: Answered, blob?: ArrayBuffer): void {
  waiting[++last] = answered;
  bridge.send(`{"type":"call","call":${last},${members}}`, blob);
}

export function answer(frame: AnswerFrame, blob: ArrayBuffer): void {
  const answered = waiting[frame.call];
  delete waiting[frame.call];
  if (answered) answered(frame.error && errorOf(frame.error), frame, blob);
}

// With all that Coffer says of it: `code` as Node's errors have it, for one.
function errorOf({ name, message, ...rest }: { name?: string; message?: string }): Error {
  const error = new Error(message);
  if (name && name !== 'Error') error.name = name;
  return Object.assign(error, rest);
}
