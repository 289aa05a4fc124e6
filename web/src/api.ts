// Calls to Coffer: POST /api/NAME, JSON there and back. A value comes only with the answer to `secret/reveal`.

export interface Problem {
  code: string; // as `coffer --json` has it: "secret-not-found"
  what: string;
  mend: string;
  field: string;
}

// What happened and how to mend it, as sentences.
export function inWords({ what, mend }: Pick<Problem, 'what' | 'mend'>): string {
  return mend ? `${ended(what)} ${mend}` : begun(what);
}

export const ended = (text: string) => (/[.!?:…]$/.test(text) || text === '' ? begun(text) : `${begun(text)}.`);

// Where it begins with a word, and not with a name such as an ARN.
export const begun = (text: string) => (/^[a-z]+[ ,]/.test(text) ? text[0]!.toUpperCase() + text.slice(1) : text);

export class CallError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.what);
  }
}

const gone: Problem = {
  code: 'page-ended',
  what: 'Coffer does not answer',
  mend: 'Start it again: coffer ui. What you typed here is still here.',
  field: '',
};
const stranger: Problem = {
  code: 'page-stranger',
  what: 'This tab is not signed in',
  mend: 'Open the page with: coffer ui',
  field: '',
};

let token = ''; // every call carries it: a page elsewhere could not have read it

async function post(path: string, body: unknown): Promise<Response> {
  try {
    return await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json', 'Coffer-Token': token }, body: JSON.stringify(body) });
  } catch {
    throw new CallError(gone);
  }
}

export async function call<Answer>(name: string, args: object = {}): Promise<Answer> {
  const response = await post(`/api/${name}`, args);
  if (response.status === 401) throw new CallError(stranger);
  const answer = await response.json();
  if (answer.error) throw new CallError(answer.error);
  return answer as Answer;
}

// Of a call that answers with a plain text, as large as it may be.
export async function callText(name: string, args: object): Promise<string> {
  const response = await post(`/api/${name}`, args);
  if (response.status === 401) throw new CallError(stranger);
  if (response.headers.get('Content-Type')?.startsWith('application/json')) throw new CallError((await response.json()).error);
  return response.text();
}

// Whether this tab may come in: with the launch token that `coffer ui` put behind the '#' of the address, which is good once and which the address bar
// forgets; or with the cookie of a launch before.
export async function launch(): Promise<boolean> {
  const launchToken = new URLSearchParams(location.hash.slice(1)).get('launch');
  if (launchToken !== null) {
    history.replaceState(null, '', location.pathname);
    const response = await post('/launch', { token: launchToken });
    if (!response.ok) return false;
  }
  const session = await post('/session', {});
  if (session.ok) token = (await session.json()).token;
  return session.ok;
}
