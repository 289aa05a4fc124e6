// The language's own functions as they were before any script ran. The driver uses these, so that a script that
// changes prototypes cannot stop the driver; for the libraries and the next script, restore() puts them back.
import { root } from './bridge';

export const stringify = JSON.stringify as (value: unknown) => string;
export const parse = JSON.parse as (text: string) => any;
export const apply = Reflect.apply as (target: Function, self: unknown, values: unknown[]) => any;
export const define = Object.defineProperty;
export const create = Object.create as (prototype: object | null, members?: PropertyDescriptorMap) => any;
export const PromiseOf = Promise;

const promiseThen = Promise.prototype.then;
export function then(promise: Promise<unknown>, kept: (value: any) => void, broken: (reason: unknown) => void): void {
  apply(promiseThen, promise, [kept, broken]);
}

const hasOwnProperty = Object.prototype.hasOwnProperty;
export function has(object: object, key: PropertyKey): boolean {
  return apply(hasOwnProperty, object, [key]);
}

const kept = ['Object', 'Function', 'Array', 'String', 'Number', 'Boolean', 'Symbol', 'Date', 'RegExp', 'Error', 'TypeError',
  'Promise', 'Map', 'Set', 'WeakMap', 'Proxy', 'Reflect', 'JSON', 'Math', 'ArrayBuffer', 'Uint8Array'];
const objects: any[] = [];
const keys: PropertyKey[] = [];
const values: unknown[] = [];

function keep(object: any, key: PropertyKey): void {
  const member = Object.getOwnPropertyDescriptor(object, key);
  if (typeof member?.value !== 'function' || !member.writable || !member.configurable) return;
  objects[objects.length] = object;
  keys[keys.length] = key;
  values[values.length] = member.value;
}

// A source that may change them. Whoever hides it spoils no more than Newman's users' next script.
export function mayTamper(source: string): boolean {
  return /prototype|__proto__|constructor|definePropert|getPrototypeOf|\beval\b|\b(?:Object|Function|Array|String|Number|RegExp|Error|Promise|Map|Set|WeakMap|Proxy|Reflect|JSON|Math|Date|Symbol)\b\s*(?:\.\s*\w+|\[[^\]]*\])?\s*=[^=]/.test(source);
}

// Called before the first such script runs.
export function remember(): void {
  if (objects.length) return;
  for (const name of kept) {
    const object: any = root[name];
    objects[objects.length] = root;
    keys[keys.length] = name;
    values[values.length] = object;
    for (const each of [object, object.prototype]) {
      if (each) for (const key of Reflect.ownKeys(each)) keep(each, key);
    }
  }
}

export function restore(): void {
  for (let i = 0; i < values.length; ++i) {
    if (objects[i][keys[i]!] !== values[i]) {
      define(objects[i], keys[i]!, { value: values[i], writable: true, enumerable: false, configurable: true });
    }
  }
}
