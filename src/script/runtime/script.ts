// A script's source made into a function, kept for the next time: runs have the same few scripts over and over.
import { bridge } from './bridge';
import { create, mayTamper, remember } from './intrinsics';
import { namesOf } from './scope';

export interface Script {
  names: string[];
  late: boolean;
  tampers: boolean;
  call: (...values: unknown[]) => unknown;
}

const most = 500;
let known: Record<string, Script> = create(null);
let count = 0;

export function scriptOf(source: string, url: string): Script {
  const key = `${url}\n${source}`;
  if (known[key]) return known[key]!;
  if (++count > most) {
    known = create(null);
    count = 1;
  }
  const { names, late } = namesOf(source);
  const tampers = mayTamper(source);
  if (tampers) remember();
  return (known[key] = { names, late, tampers, call: compile(source, names, url) });
}

// A source that awaits is an async function's body, all else a function's, as in Newman: `var data = data || {}` finds the
// `data` that it was given. Where that is no JavaScript since a name that it was given is declared again, the names
// are those of a function around it.
function compile(source: string, names: string[], url: string): Script['call'] {
  const waits = /\bawait\b/.test(source);
  try {
    return bridge.compile(source, [...names, 'arguments'], url, 1, waits);
  } catch (error) {
    const inner = /twice|shadows/.test((error as Error).message);
    const again = inner ? `return(${waits ? 'async' : ''}()=>{${source}\n})()` : source;
    try {
      if (inner || waits) return bridge.compile(again, [...names, 'arguments'], url, 1);
    } catch {
      // What was wrong at first is what to say.
    }
    throw error;
  }
}
