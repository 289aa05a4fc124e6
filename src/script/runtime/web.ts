// What browsers and Node have and JavaScriptCore alone has not: from libraries, when a script first names it.
import { library } from './modules';
import { randomBytes, uuid4 } from './random';
import { PromiseOf, then } from './intrinsics';

const fromWeb = ['URL', 'URLSearchParams', 'structuredClone', 'DOMException', 'Event', 'EventTarget', 'AbortController', 'AbortSignal',
  'TextEncoder', 'TextDecoder', 'Blob', 'File'];

const crypto = {
  // As the Web Crypto API has it: whole numbers only, and no more than 65536 bytes at once.
  getRandomValues(view: ArrayBufferView) {
    if (!ArrayBuffer.isView(view) || view instanceof DataView || /^Float/.test((view as any)[Symbol.toStringTag])) {
      throw new TypeError('The data argument must be an integer-type TypedArray');
    }
    if (view.byteLength > 65536) {
      throw new (webValue('DOMException') as any)('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    new Uint8Array(view.buffer, view.byteOffset, view.byteLength).set(randomBytes(view.byteLength));
    return view;
  },
  randomUUID: uuid4,
  get subtle() {
    return library('subtle');
  },
};

function queueMicrotask(callback: () => void): void {
  if (typeof callback !== 'function') throw new TypeError('The "callback" argument must be of type function');
  then(PromiseOf.resolve(), callback, () => {});
}

export const webNames = [...fromWeb, 'crypto', 'queueMicrotask'];

export function webValue(name: string): unknown {
  if (name === 'crypto') return crypto;
  if (name === 'queueMicrotask') return queueMicrotask;
  return library('web')[name];
}
