// The libraries, each in a chunk that the engine evaluates when a script, or the driver for it, first wants it.
import { bridge, root } from './bridge';
import { create, define } from './intrinsics';

// Which chunk has which library; set by build.mjs.
declare const COFFER_CHUNK_OF: Record<string, string>;
declare const require: (name: string) => any;

type Factories = Record<string, () => any>;

const chunkOf: Record<string, string> = Object.assign(create(null), COFFER_CHUNK_OF);
// Small, and used by most scripts: in main itself.
const factories: Factories = Object.assign(create(null), {
  json: () => require('liquid-json'),
  'test-runner': () => require('postman-sandbox/lib/sandbox/pmapi-setup-runner.js'),
});
const loaded: Record<string, unknown> = create(null);

// What libraries take for globals: Node's, and the timers of the script that runs. Filled by main.ts.
export const environment: Record<string, any> = create(null);

function fetchChunk(name: string): void {
  define(root, '__coffer_chunk', {
    configurable: true,
    value(_: string, start: (environment: object, require: (name: string) => any) => Factories) {
      const members = start(environment, library);
      for (const each in members) factories[each] = members[each]!;
    },
  });
  try {
    bridge.load(name);
  } finally {
    delete root.__coffer_chunk;
  }
}

// A library by its name; it must be one of chunkOf.
export function library(name: string): any {
  if (name in loaded) return loaded[name];
  if (!(name in factories)) fetchChunk(chunkOf[name]!);
  return (loaded[name] = factories[name]!());
}
