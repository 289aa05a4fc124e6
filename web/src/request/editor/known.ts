// What is known of each {{…}}: as `requests/look` tells it, in words for people.
import { inWords } from '../../api';

export type State = 'resolves' | 'empty' | 'unresolved' | 'off' | 'not-allowed' | 'authenticate';

export interface LookVariable {
  name: string;
  value: string;
  source: string; // "environment", "folder NAME", … "unresolved"
  where?: string[];
}

export interface LookReference {
  name: string;
  state: State;
  source?: string;
  code?: string;
  what?: string;
  mend?: string;
  where?: string[];
}

export interface Look {
  url: string;
  variables: LookVariable[];
  references: LookReference[];
  warnings: string[];
}

export interface Fact {
  state: State;
  why: string; // one or two sentences
}

export type Known = ReadonlyMap<string, Fact>; // by what stands between the braces

export const stateWords: Record<State, string> = {
  resolves: 'resolves',
  empty: 'empty',
  unresolved: 'does not resolve',
  off: 'is off',
  'not-allowed': 'not allowed here',
  authenticate: 'authenticate first',
};

export const bare = (name: string) => name.replace(/^vault:/, '');

function ofReference(reference: LookReference): Fact {
  const words = inWords({ what: reference.what ?? '', mend: reference.mend ?? '' });
  const source = reference.source ? `From ${reference.source}.` : 'Resolves.';
  return { state: reference.state, why: words || (reference.state === 'empty' ? 'Its value is empty.' : source) };
}

// A variable is as good as the references in its value.
function ofVariable(variable: LookVariable, secrets: ReadonlyMap<string, Fact>): Fact {
  if (variable.source === 'unresolved') return { state: 'unresolved', why: 'No such variable in the environment, the collection or the globals.' };
  const nested = [...variable.value.matchAll(/\{\{vault:([^{}]*)\}\}/g)].map((match) => secrets.get(match[1]!.trim()));
  const troubled = nested.find((fact) => fact && fact.state !== 'resolves');
  if (troubled) return { state: troubled.state, why: `${variable.value}: ${troubled.why}` };
  if (variable.value === '' && variable.source !== 'dynamic') return { state: 'empty', why: `Empty, from ${variable.source}.` };
  return { state: 'resolves', why: variable.source === 'dynamic' ? 'Made anew for each send.' : `${variable.value} (from ${variable.source})` };
}

export function knownOf(look: Look | undefined): Known {
  const secrets = new Map((look?.references ?? []).map((reference) => [bare(reference.name), ofReference(reference)]));
  const known = new Map<string, Fact>([...secrets].map(([name, fact]) => [`vault:${name}`, fact]));
  for (const variable of look?.variables ?? []) known.set(variable.name, ofVariable(variable, secrets));
  return known;
}

export interface Found {
  from: number;
  to: number;
  name: string; // between the braces, without outer spaces
}

export function referencesIn(text: string): Found[] {
  return [...text.matchAll(/\{\{([^{}\n]+)\}\}/g)].map((match) => ({ from: match.index, to: match.index + match[0].length, name: match[1]!.trim() }));
}

// For who does not see colours: the references of a text that will not do, each with its reason.
export function troubles(text: string, known: Known): string {
  if (known.size === 0 || text.length > kMostRead) return '';
  const names = new Set(referencesIn(text).map(({ name }) => name));
  return [...names]
    .flatMap((name) => {
      const fact = known.get(name);
      return fact && fact.state !== 'resolves' ? [`{{${name}}} ${stateWords[fact.state]}: ${fact.why}`] : [];
    })
    .join(' ');
}

const kMostRead = 200_000; // characters that are looked through at each stroke
