// Sugar, by which Postman's oldest scripts say responseBody.has('x'): it adds methods to the language's own types. It is
// heavy, so stand-ins are put in its methods' places for scripts that name one, and it comes when one of them is touched.
import { root } from './bridge';
import { create, define, has } from './intrinsics';
import { library } from './modules';

// "String.prototype:has first …;Array:…"; found by build.mjs.
declare const COFFER_SUGAR: string;

let state: 'away' | 'awaited' | 'here' = 'away';
let names: Record<string, boolean> | undefined;

function each(call: (type: any, name: string) => void): void {
  for (const part of COFFER_SUGAR.split(';')) {
    const [path, members] = part.split(':') as [string, string];
    const type: any = root[path.split('.')[0]!];
    for (const name of members.split(' ')) call(path.endsWith('.prototype') ? type.prototype : type, name);
  }
}

function isNamed(source: string): boolean {
  if (!names) {
    names = create(null) as Record<string, boolean>;
    each((_, name) => (names![name] = true));
  }
  for (const [, member] of source.matchAll(/\.\s*([A-Za-z]\w*)/g)) if (names[member!]) return true;
  return /\beval\b/.test(source);
}

// Called before a script runs for the first time.
export function awaitSugar(source: string): void {
  if (state !== 'away' || !isNamed(source)) return;
  state = 'awaited';
  each((type, name) => {
    if (has(type, name)) return;
    define(type, name, {
      configurable: true,
      get() {
        bring();
        return this[name];
      },
      set(value) {
        define(this, name, { value, configurable: true, enumerable: true, writable: true });
      },
    });
  });
}

function bring(): void {
  state = 'here';
  each((type, name) => {
    if (Object.getOwnPropertyDescriptor(type, name)?.get) delete type[name];
  });
  library('sugar');
}
