// The runtime of Coffer's scripts: `pm` and all that goes with it (docs/script-protocol.md).
import { bridge, root } from './bridge';
import { answer } from './calls';
import { worded } from './errors';
import type { AnswerFrame, RunFrame } from './frames';
import { parse } from './intrinsics';
import { environment, library } from './modules';
import { randomBytes, uuid4 } from './random';
import { Run } from './run';
import { after } from './timers';

let current: Run | undefined;
let first = true;

// JSON of an error, as postman-sandbox has it.
Object.defineProperty(Error.prototype, 'toJSON', {
  configurable: true,
  enumerable: true,
  writable: true,
  value(this: Error) {
    return { type: 'Error', name: this.name, message: worded(this.name, this.message) };
  },
});

// What libraries take for the globals of Node. Timers are those of the script that runs.
const timed = (name: string) => (...values: unknown[]) => current?.timers.functions[name]!(...values);
// Buffer for a library that only asks for it at its start.
function lateBuffer(): void {}
for (const name of ['from', 'isBuffer', 'byteLength']) {
  (lateBuffer as any)[name] = (...values: unknown[]) => library('buffer').Buffer[name](...values);
}

Object.assign(environment, {
  uuid4,
  randomBytes,
  setTimeout: timed('setTimeout'),
  setInterval: timed('setInterval'),
  setImmediate: timed('setImmediate'),
  clearTimeout: timed('clearTimeout'),
  clearInterval: timed('clearInterval'),
  clearImmediate: timed('clearImmediate'),
});
Object.defineProperty(environment, 'Buffer', { get: () => library('buffer').Buffer });
environment.lateBuffer = lateBuffer;
Object.defineProperty(environment, 'process', { get: () => library('_process') });

// Scripts see no more of the engine than Newman's do; libraries may.
environment.root = Object.create(root as object);
for (const name of ['globalThis', 'console', 'WebAssembly', 'WeakRef', 'FinalizationRegistry', 'Iterator']) {
  environment.root[name] = root[name];
  delete root[name];
}
const silent = () => {};
environment.console = environment.root.console = { log: silent, info: silent, warn: silent, error: silent, debug: silent };
environment.global = Object.create(environment.root, Object.getOwnPropertyDescriptors(environment));

bridge.onFrame = (json, blob) => {
  const frame = parse(json) as RunFrame | AnswerFrame;
  first = false;
  if (frame.type === 'answer') return answer(frame, blob);
  current = new Run(frame, blob);
  current.start();
};

// What nothing else caught: a rejected promise of the script's, or a callback of a library's.
bridge.onError = (error) => current?.uncaught(error);

// While nothing is asked yet, what nearly every script needs is made ready, piece by piece.
const ahead = [() => library('postman-collection'), () => library('chai')];
function prepare(): void {
  const step = ahead.shift();
  if (!step || !first) return;
  step();
  after(0, prepare);
}

after(0, prepare);
