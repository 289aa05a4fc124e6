// A script's source made into a function, kept for the next time: runs have the same few scripts over and over.
import { bridge } from './bridge';
import { create, mayTamper, remember } from './intrinsics';
import { namesOf } from './scope';
import { awaitSugar } from './sugar';

export interface Script {
  names: string[];
  late: boolean;
  tampers: boolean;
  call: (...values: unknown[]) => unknown;
  before: number; // columns that stand before the source on its first line
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
  awaitSugar(source);
  return (known[key] = { names, late, tampers, ...compile(source, names, url) });
}

// A source that awaits is an async function's body, all else a function's, as in Newman: `var data = data || {}` finds the
// `data` that it was given. Where that is no JavaScript since a name that it was given is declared again, the names
// are those of a function around it.
function compile(source: string, names: string[], url: string): { call: Script['call']; before: number } {
  const waits = /\bawait\b/.test(source);
  const parameters = [...names, 'arguments'];
  const made = (text: string, async: boolean) => ({
    call: bridge.compile(text, parameters, url, 1, async),
    before: `(${async ? 'async ' : ''}function(${parameters.join(',')}){`.length,
  });
  try {
    return made(source, waits);
  } catch (error) {
    try {
      if (/twice|shadows/.test((error as Error).message)) return inner(made, source, waits);
      // In Newman "use strict" is no directive, for it is not the first that stands in the function.
      if (/in strict mode/.test((error as Error).message)) return later(made(`;${source}`, waits), 1);
      if (waits) return made(source, false);
    } catch {
      // What was wrong at first is what to say.
    }
    throw error;
  }
}

const later = <Made extends { before: number }>(made: Made, columns: number) => ({ ...made, before: made.before + columns });

function inner(made: (text: string, async: boolean) => { call: Script['call']; before: number }, source: string, waits: boolean) {
  const start = `return(${waits ? 'async' : ''}()=>{`;
  return later(made(`${start}${source}\n})()`, false), start.length);
}
