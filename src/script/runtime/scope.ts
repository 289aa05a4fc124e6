// The names that a script sees. Only those that it names are made; what is heavy, when it is first touched.
import { create } from './intrinsics';
import { isLibrary, legacyNames, legacyValue } from './legacy';
import { library } from './modules';
import type { Run } from './run';
import { webNames, webValue } from './web';

const ofDriver: Record<string, (run: Run) => unknown> = {
  pm: (run) => run.pm,
  console: (run) => run.console,
  require: () => required,
  JSON: () => ({ ...library('json') }),
  Buffer: () => library('buffer').Buffer,
};
for (const each of ['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate']) {
  ofDriver[each] = (run) => run.timers.functions[each];
}

const allNames = [...Object.keys(ofDriver), ...legacyNames, ...webNames];
const isWeb: Record<string, boolean> = create(null);
for (const each of webNames) isWeb[each] = true;

// Whether a name stands in a source as a name of its own: not as a part of another, nor as a member.
function isNamed(source: string, name: string): boolean {
  return source.includes(name) && new RegExp(`(?<![\\w$]|(?<!\\.\\.)\\.)${name}(?![\\w$])`).test(source);
}

// What to give a script: code that is run from text (`eval`) may name anything. One that begins with "use sandbox2"
// has none of the older names.
export function namesOf(source: string): { names: string[]; late: boolean } {
  const late = isNamed(source, 'eval');
  const given = /^(["'])use sandbox2\1;/.test(source) ? allNames.filter((name) => !legacyNames.includes(name)) : allNames;
  return { names: late ? given : given.filter((name) => isNamed(source, name)), late };
}

export function valueOf(name: string, run: Run, late: boolean): unknown {
  if (name in ofDriver) return ofDriver[name]!(run);
  if (isWeb[name]) return late ? later(() => webValue(name)) : webValue(name);
  if (late && isLibrary(name)) return later(() => legacyValue(name, run), objects.includes(name));
  return legacyValue(name, run);
}

const objects = ['CryptoJS', 'tv4', 'Backbone'];  // the others are functions

// Stands for a library until it is touched.
function later(make: () => unknown, isObject = false): unknown {
  const real = make as () => any;
  return new Proxy(isObject ? {} : function () {}, {
    get: (_target, key) => real()[key],
    set: (_target, key, value) => Reflect.set(real(), key, value),
    has: (_target, key) => key in real(),
    apply: (_target, self, values) => Reflect.apply(real(), self, values),
    construct: (_target, values) => Reflect.construct(real(), values),
    getPrototypeOf: () => Reflect.getPrototypeOf(real()),
  });
}

const modules: Record<string, string> = Object.assign(create(null), {
  ajv: 'ajv', assert: 'assert', atob: 'atob', backbone: 'backbone', btoa: 'btoa', buffer: 'buffer', chai: 'chai', cheerio: 'cheerio',
  'crypto-js': 'crypto-js', 'csv-parse/lib/sync': 'csv-parse/lib/sync', events: 'events', fs: 'fs', json: 'json', lodash: 'lodash',
  moment: 'moment', os: 'os', path: 'path', 'postman-collection': 'postman-collection', _process: '_process', punycode: 'punycode',
  querystring: 'querystring', stream: 'stream', string_decoder: 'string_decoder', timers: 'timers', tv4: 'tv4', url: 'url', util: 'util',
  uuid: 'uuid', xml2js: 'xml2js',
});

// require() of scripts: what Postman's sandbox lists, and no more.
function required(name: unknown): unknown {
  const found = modules[String(name)];
  if (found) return library(found);
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
}
