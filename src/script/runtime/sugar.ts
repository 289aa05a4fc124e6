// Sugar, by which Postman's oldest scripts say responseBody.has('x'): it adds methods to the language's own types. It is
// heavy, so a stand-in is put in the place of each method that a script names, and it comes when one of them is touched.
import { root } from './bridge';
import { create, define, has } from './intrinsics';
import { library } from './modules';

// "String.prototype: has first … ;Array: … "; found by build.mjs.
declare const COFFER_SUGAR: string;

// What has methods of these names, and is none of the language's types.
const others = /^(?:console|pm|postman|environment|globals|variables|collectionVariables|iterationData|headers|cookies|jar|query|url|_|lodash|Math|Reflect|Promise|moment|CryptoJS|require|expect|to|be|not|have|visualizer|execution|vault)$/;

let here = false;
let owners: Record<string, any[]> | undefined;  // of each name: the types that get it
let placed: [any, string][] = [];

function ownersOf(name: string): any[] | undefined {
  if (!COFFER_SUGAR.includes(` ${name} `)) return undefined;
  if (!owners) {
    owners = create(null) as Record<string, any[]>;
    for (const part of COFFER_SUGAR.split(';')) {
      const [path, members] = part.split(':') as [string, string];
      const type: any = root[path.split('.')[0]!];
      for (const each of members.trim().split(' ')) (owners[each] ??= []).push(path.endsWith('.prototype') ? type.prototype : type);
    }
  }
  return owners[name];
}

// Called before a script runs for the first time.
export function awaitSugar(source: string): void {
  if (here) return;
  if (/\beval\b/.test(source)) {
    ownersOf('has');
    for (const name in owners) place(name);
  }
  for (const [, owner, name] of source.matchAll(/([\w$]*)['"`)\]}]?\s*\.\s*([a-zA-Z]\w*)\s*\(/g)) if (!others.test(owner!)) place(name!);
}

function place(name: string): void {
  for (const type of ownersOf(name) ?? []) {
    if (has(type, name)) continue;
    placed.push([type, name]);
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
  }
}

function bring(): void {
  here = true;
  for (const [type, name] of placed) if (Object.getOwnPropertyDescriptor(type, name)?.get) delete type[name];
  placed = [];
  library('sugar');
}
