// What Coffer asks in the middle of a call, as docs/page-calls.md has it.

interface Numbered {
  number: number;
}

export type Question = Numbered &
  (
    | { kind: 'choose-mfa-device'; serials: string[] }
    | { kind: 'mfa-device'; why: string }
    | { kind: 'mfa-code'; serial: string; problem: string }
    | { kind: 'connect'; connection: string; why: string }
    | { kind: 'grant'; collection: string; use: string; changed: boolean; lasting: boolean }
    | { kind: 'text'; question: string }
    | { kind: 'secret'; question: string }
  );

// What the window of one kind of question gets.
export interface Asked<Kind extends Question['kind']> {
  question: Extract<Question, { kind: Kind }>;
  say: (text: string) => Promise<void>; // the answer
  close: () => void; // without one
}

export interface SignIn {
  name: string;
  url: string;
  'url-with-code': string;
  code: string;
}

export function withoutQuestion(open: readonly Question[], number: number): readonly Question[] {
  return open.filter((each) => each.number !== number);
}
