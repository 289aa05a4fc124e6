// A script's source made into a function, kept for the next time: runs have the same few scripts over and over.
import { bridge } from './bridge';
import { create } from './intrinsics';
import { namesOf } from './scope';

export interface Script {
  names: string[];
  late: boolean;
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
  return (known[key] = { names, late, call: compile(source, names, url) });
}

// A source that awaits at its top is an async function's body; all else is a function's, as in Newman, so that
// `var data = data || {}` finds the `data` that it was given. Where that is no JavaScript since a name that it was
// given is declared again, the names are those of a function around it.
function compile(source: string, names: string[], url: string): Script['call'] {
  const parameters = [...names, 'arguments'];
  const waits = /\bawait\b/.test(source);
  if (waits && /\bawait\s*[([`+\-/]/.test(source)) return asyncOf(source, parameters, url);
  try {
    return bridge.compile(source, parameters, url, 1);
  } catch (error) {
    if (waits) return asyncOf(source, parameters, url);
    if (/twice|shadows/.test((error as Error).message)) {
      try {
        return bridge.compile(`return(()=>{${source}\n})()`, parameters, url, 1);
      } catch {
        // What was wrong at first is what to say.
      }
    }
    throw error;
  }
}

function asyncOf(source: string, parameters: string[], url: string): Script['call'] {
  return bridge.compile(`return(async()=>{${source}\n})()`, parameters, url, 1);
}
