// Bundles the runtime: node build.mjs --modules DIR/node_modules --out DIR
// main.js is the driver; each chunk beside it holds libraries, and is evaluated when one of them is first wanted.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';

const option = (name) => resolve(process.argv[process.argv.indexOf(`--${name}`) + 1]);
const modules = option('modules');
const out = option('out');
const here = dirname(fileURLToPath(import.meta.url));
const fromModules = createRequire(join(modules, 'build.cjs'));
const esbuild = fromModules('esbuild');

// What of postman-collection variables and responses are made of is in a chunk of its own, and all else in another.
const collectionCore = ['util', 'property-base', 'property', 'property-list', 'description', 'superstring', 'header', 'header-list', 'variable',
  'variable-list', 'variable-scope', 'mutation-tracker', 'response'];
const inCollection = (name) => `postman-collection/lib/${name === 'util' || name === 'superstring' ? name : `collection/${name}`}`;

// Each chunk: the names of its libraries, and where each is found.
const chunks = {
  ajv: { ajv: 'ajv' },
  backbone: { backbone: 'backbone' },
  buffer: { buffer: 'buffer/' },
  chai: { chai: './chunks/chai.js' },
  cheerio: { cheerio: 'cheerio' },
  collection: {
    'postman-collection': 'postman-collection', 'collection-uuid': 'coffer:uuid', 'lodash-apart': './chunks/lodash_apart.js',
    ...Object.fromEntries(collectionCore.map((name) => [`collection:${name}`, inCollection(name)])),
  },
  'chai-assert': { 'chai-assert': 'chai/lib/chai/interface/assert.js' },
  'collection-rest': { 'collection:content-info': 'postman-collection/lib/content-info' },
  cookies: { cookies: './chunks/cookies.js' },
  'crypto-js': { 'crypto-js': 'crypto-js' },
  'csv-parse': { 'csv-parse/lib/sync': 'csv-parse/lib/sync' },
  dynamic: { 'dynamic-variables': 'postman-collection/lib/superstring/dynamic-variables' },
  encodings: { 'iconv-lite': 'iconv-lite' },
  'http-reasons': { 'http-reasons': 'http-reasons' },
  faker: { faker: '@faker-js/faker/locale/en' },
  'json-words': { 'json-words': 'liquid-json/vendor/parse' },
  inspect: { inspect: './chunks/inspect.js' },
  lodash: { lodash: 'lodash' },
  'lodash-modules': { 'lodash-modules': 'coffer:lodash-modules' },
  lodash3: { lodash3: 'lodash3' },
  mime: { mime: 'mime', 'mime-format': 'mime-format', 'file-type': 'file-type' },
  moment: { moment: 'moment' },
  node: {
    assert: 'assert/', events: 'events/', fs: './chunks/fs.js',
    os: 'os-browserify/browser', path: 'path-browserify', querystring: 'querystring-es3', stream: 'stream-browserify',
    string_decoder: 'string_decoder/', timers: 'timers-browserify', url: 'url/', util: 'util/', uuid: 'postman-sandbox/lib/vendor/uuid.js',
  },
  semver: { semver: 'semver' },
  subtle: { subtle: './chunks/subtle.js' },
  process: { _process: 'process/browser.js' },
  psl: { psl: 'psl' },
  punycode: { punycode: 'punycode/' },
  sugar: { sugar: 'postman-sandbox/lib/vendor/sugar.js' },
  tv4: { tv4: 'tv4' },
  web: { web: './chunks/web.js', 'dom-exception': 'core-js-pure/actual/dom-exception', atob: 'core-js-pure/actual/atob', btoa: 'core-js-pure/actual/btoa' },
  xml2js: { xml2js: 'xml2js', xml2Json: 'postman-sandbox/lib/sandbox/xml2Json.js' },
};
// The index of postman-collection, in the first of its chunks, asks for these by name.
for (const [name, path] of Object.entries(collectionMembers())) {
  if (!collectionCore.includes(name)) chunks['collection-rest'][`collection:${name}`] = path;
}
// These are in main.js.
const inMain = ['json', 'test-runner'];

const chunkOf = {};
for (const [chunk, libraries] of Object.entries(chunks)) for (const name of Object.keys(libraries)) chunkOf[name] = chunk;

// What libraries call a library by, where it is not its name here.
const otherNames = { 'core-js-pure/actual/dom-exception': 'dom-exception', 'liquid-json': 'json', lodash: 'lodash-apart', '@faker-js/faker/locale/en': 'faker' };
// What postman-collection requires at its start and needs seldom: loaded on first use.
const seldom = ['iconv-lite', 'mime', 'mime-format', 'file-type', 'semver', 'http-reasons', '@faker-js/faker/locale/en'];

// … and others of others.
const lateIn = ['psl', 'punycode'];
// Those of lodash's modules that postman-collection calls, and chunks/lodash_apart.js has no words for, or not for all.
const lodashMethods = `castArray clone cloneDeep cloneDeepWith concat endsWith filter find forEach forEachRight forOwn get has includes
  intersection isEmpty isEqual isPlainObject keys map mergeWith omit parseInt pick reduce remove split startsWith tail transform trim trimStart
  union uniq unset`.split(/\s+/);
const lodashModules = `module.exports = { ${lodashMethods.map((name) => `${name}: () => require('lodash/${name}'),`).join(' ')} };`;

// Stands for a library, at any depth (faker.address.city), until it is called.
const late = (name, chunk) => `
const at = (path) => new Proxy(function () {}, {
  get: (_, key) => typeof real(path)[key] === 'function' ? real(path)[key].bind(real(path)) : real(path)[key],
  apply: (_, self, values) => real(path)(...values),
  construct: (_, values) => new (real(path))(...values),
});
const real = () => ${chunk === 'main' ? `require(${JSON.stringify(join(here, 'modules.ts'))}).library` : 'require'}(${JSON.stringify(name)});
module.exports = at();
`;
const lateDeep = (name) => `
const real = (path) => path.reduce((object, key) => object[key], require(${JSON.stringify(name)}));
const at = (path) => new Proxy(function () {}, {
  get: (_, key) => at([...path, key]),
  apply: (_, self, values) => Reflect.apply(real(path), real(path.slice(0, -1)), values),
  construct: (_, values) => new (real(path))(...values),
});
module.exports = at([]);
`;

// The names of Postman's dynamic variables, without what makes their values.
function dynamicNames() {
  const names = Object.keys(fromModules('postman-collection/lib/superstring/dynamic-variables'));
  return `
const names = ${JSON.stringify(names)};
for (const name of names) module.exports[name] = { generator: () => require('dynamic-variables')[name].generator() };
`;
}

// The modules of postman-collection's index: { request: "postman-collection/lib/collection/request" … }.
function collectionMembers() {
  const text = readFileSync(fromModules.resolve('postman-collection/lib/index.js'), 'utf8');
  const found = [...text.matchAll(/require\('\.\/([\w/-]+)'\)\.\w+/g)].map(([, path]) => [path.split('/').pop(), `postman-collection/lib/${path}`]);
  if (found.length < 30) throw new Error('postman-collection/lib/index.js has another form than was expected');
  return Object.fromEntries(found);
}

// postman-collection's index, each class loaded when it is first asked for.
function collectionIndex(path) {
  return readFileSync(path, 'utf8').replace(/^ {4}(\w+): require\('\.\/[\w/-]*?([\w-]+)'\)(\.\w+)/gm,
    (_, name, module, member) => `get ${name}() { return require('collection:${module}')${member}; }`);
}

// chai's `assert` interface, made when it is first asked for.
function chaiIndex(path) {
  const eager = /var assert = require\('\.\/chai\/interface\/assert'\);\s*exports\.use\(assert\);/;
  const text = readFileSync(path, 'utf8');
  if (!eager.test(text)) throw new Error('chai/lib/chai.js has another form than was expected');
  return text.replace(eager, `Object.defineProperty(exports, 'assert', {
    configurable: true, enumerable: true,
    get() { exports.use(require('./chai/interface/assert')); return exports.assert; },
    set(value) { Object.defineProperty(exports, 'assert', { value, configurable: true, enumerable: true, writable: true }); },
  });`);
}

// The check for members that an assertion has not is not of each assertion (chunks/chai.js).
function proxify(path) {
  return `const proxify = (() => { const module = {}; ${readFileSync(path, 'utf8')}; return module.exports; })();
module.exports = (object, name) => (name === undefined ? object : proxify(object, name));
module.exports.proxify = proxify;`;
}

// The next assertion of a chain is a copy of the one before, made at once and not flag by flag.
function chained(path) {
  const slow = /var newAssertion = new chai\.Assertion\(\);\s*transferFlags\(this, newAssertion\);/;
  const text = readFileSync(path, 'utf8');
  if (!slow.test(text)) throw new Error(`${path} has another form than was expected`);
  return text.replace(slow, `var newAssertion = Object.create(chai.Assertion.prototype);
    newAssertion.__flags = Object.assign(Object.create(null), this.__flags);`);
}

// What Sugar adds to the language's types, as sugar.ts takes it.
function sugarMembers() {
  const context = createContext({});
  const types = ['Object', 'Array', 'String', 'Number', 'Function', 'Date', 'RegExp', 'Boolean'];
  const members = () => types.flatMap((type) => [type, `${type}.prototype`]).map((path) => [path, runInContext(`Object.getOwnPropertyNames(${path})`, context)]);
  const before = Object.fromEntries(members());
  runInContext(readFileSync(fromModules.resolve('postman-sandbox/lib/vendor/sugar.js'), 'utf8'), context);
  const added = members().map(([path, names]) => [path, names.filter((name) => !before[path].includes(name))]);
  return added.filter(([, names]) => names.length).map(([path, names]) => `${path}: ${names.join(' ')} `).join(';');
}

// What JavaScriptCore's errors have beside V8's is not shown.
function loupe(path) {
  const known = "'columnNumber',";
  const text = readFileSync(path, 'utf8');
  if (!text.includes(known)) throw new Error('loupe/loupe.js has another form than was expected');
  return text.replace(known, `${known} 'sourceURL',`);
}

// What is wrong with a URL is told as Node tells it.
function urlConstructor(path) {
  const failure = 'throw new TypeError(failure)';
  const text = readFileSync(path, 'utf8');
  if (!text.includes(failure)) throw new Error(`${path} has another form than was expected`);
  return text.replaceAll(failure, "throw new TypeError('Invalid URL')");
}

function parts(chunk) {
  return {
    name: 'coffer',
    setup(build) {
      build.onResolve({ filter: /^coffer:/ }, ({ path }) => ({ path, namespace: 'coffer' }));
      build.onResolve({ filter: /\/dynamic-variables$/ }, ({ path, kind }) =>
        kind === 'require-call' && path === './dynamic-variables' && chunk === 'collection' ? { path: 'coffer:dynamic', namespace: 'coffer' } : undefined);
      build.onResolve({ filter: /^\.\.?\/(?:request|cookie-list|content-info)$/ }, ({ path, importer }) =>
        importer.endsWith('/postman-collection/lib/collection/response.js') ? { path: `coffer:late:collection:${path.split('/').pop()}`, namespace: 'coffer' } : undefined);
      build.onResolve({ filter: /^\.\.?\// }, ({ path, importer }) => {
        if (!/\/postman-collection\/lib\//.test(importer)) return undefined;
        const name = `collection:${path.split('/').pop()}`;
        return chunkOf[name] && chunkOf[name] !== chunk ? { path: name, external: true } : undefined;
      });
      build.onResolve({ filter: /^\.\.\/vendor\/parse$/ }, () => chunk === 'main' ? { path: 'coffer:late:json-words', namespace: 'coffer' } : undefined);
      build.onResolve({ filter: /^\.\/chai\/interface\/assert$/ }, () => ({ path: 'chai-assert', external: true }));
      build.onResolve({ filter: /^collection:/ }, ({ path }) => chunkOf[path] === chunk ? { path: fromModules.resolve(chunks[chunk][path]) } : { path, external: true });
      build.onResolve({ filter: /^[@a-z_]/ }, ({ path, importer, namespace, kind }) => {
        if (kind === 'entry-point') return undefined;
        const name = path.replace(/\/$/, '');
        if (namespace === 'coffer' || importer.endsWith('coffer-entry.js')) {
          return chunkOf[name] && chunkOf[name] !== chunk ? { path: name, external: true } : undefined;
        }
        if (name === 'uuid' && importer.includes('/postman-collection/')) return { path: 'coffer:uuid', namespace: 'coffer' };
        // These are not for browsers, and their packages say so.
        if (name === 'util' && /\/(?:loupe|object-inspect)\//.test(importer)) return undefined;
        if ((seldom.includes(name) && importer.includes('/postman-collection/')) || (lateIn.includes(name) && importer.includes('/node_modules/'))) {
          return { path: `coffer:late:${otherNames[name] ?? name}`, namespace: 'coffer' };
        }
        const library = otherNames[name] ?? name;
        if (library === 'lodash-apart' && chunk === 'collection') return { path: join(here, 'chunks/lodash_apart.js') };
        if (chunk === 'lodash' && name === 'lodash') return undefined;
        if (chunkOf[library] !== chunk && (chunkOf[library] || (chunk !== 'main' && inMain.includes(library)))) return { path: library, external: true };
        return undefined;
      });
      build.onLoad({ filter: /./, namespace: 'coffer' }, ({ path }) => {
        const contents = path === 'coffer:lodash-modules' ? lodashModules
          : path === 'coffer:uuid' ? 'module.exports = { v4: () => coffer.uuid4() };'
          : path === 'coffer:dynamic' ? dynamicNames()
          : path === 'coffer:late:faker' || path.startsWith('coffer:late:collection:') ? lateDeep(path.slice('coffer:late:'.length))
          : late(path.slice('coffer:late:'.length), chunk);
        return { contents, resolveDir: here };
      });
      build.onLoad({ filter: /\/chai\/lib\/chai\/utils\/proxify\.js$/ }, ({ path }) => ({ contents: proxify(path) }));
      build.onLoad({ filter: /\/chai\/lib\/chai\/utils\/add(?:Property|Method|ChainableMethod)\.js$/ }, ({ path }) => ({ contents: chained(path) }));
      build.onLoad({ filter: /\/core-js-pure\/modules\/web\.url\.constructor\.js$/ }, ({ path }) => ({ contents: urlConstructor(path) }));
      build.onLoad({ filter: /\/loupe\/loupe\.js$/ }, ({ path }) => ({ contents: loupe(path) }));
      build.onLoad({ filter: /\/chai\/lib\/chai\.js$/ }, ({ path }) => ({ contents: chaiIndex(path) }));
      build.onLoad({ filter: /postman-collection\/lib\/index\.js$/ }, ({ path }) => ({ contents: collectionIndex(path) }));
    },
  };
}

const common = {
  bundle: true,
  write: false,
  metafile: true,
  nodePaths: [modules],
  platform: 'browser',
  target: 'es2022',
  charset: 'ascii',
  legalComments: 'none',
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
};

// For bundles.cc.
const embedded = [];

// ASCII only: what the engine keeps at a byte for each character. esbuild leaves regular expressions as they are.
function write(name, { outputFiles: [{ text }], metafile }) {
  if (process.env.COFFER_META) writeFileSync(join(process.env.COFFER_META, `${name}.json`), JSON.stringify(metafile));
  const ascii = text.replace(/[^\x00-\x7f]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const path = join(out, `${name}.js`);
  writeFileSync(path, ascii);
  const digest = createHash('sha256').update(ascii).digest('hex');
  embedded.push(`COFFER_BUNDLE(${embedded.length}, ${JSON.stringify(name)}, ${JSON.stringify(path)})  // ${digest}`);
}

// The names of postman-collection's classes are in what scripts print and in messages, as in Postman's own bundle.
const named = ['collection', 'collection-rest', 'cookies'];

async function buildChunk(chunk, libraries) {
  const members = Object.entries(libraries).map(([name, path]) => `${JSON.stringify(name)}: () => require(${JSON.stringify(path)}),`);
  const environment = ['Buffer', 'process', 'global', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'];
  write(chunk, await esbuild.build({
    ...common,
    stdin: { contents: `module.exports = {\n${members.join('\n')}\n};\n`, resolveDir: here, sourcefile: 'coffer-entry.js' },
    format: 'cjs',
    minifyIdentifiers: !named.includes(chunk),
    minifySyntax: !named.includes(chunk),
    define: { ...Object.fromEntries(environment.map((name) => [name, `coffer.${name}`])), globalThis: 'coffer.root', COFFER_LODASH_METHODS: JSON.stringify(lodashMethods), ...(chunk === 'collection' && { Buffer: 'coffer.lateBuffer' }), ...(chunk === 'chai' && { process: 'undefined' }) },
    banner: { js: `__coffer_chunk(${JSON.stringify(chunk)},function(coffer,require){var module={exports:{}},exports=module.exports;` },
    footer: { js: 'return module.exports});' },
    plugins: [parts(chunk)],
  }));
}

if (!existsSync(modules)) throw new Error(`${modules} is missing: tools/setup installs it`);
mkdirSync(out, { recursive: true });
write('main', await esbuild.build({
  ...common,
  entryPoints: [join(here, 'main.ts')],
  format: 'iife',
  minifyIdentifiers: true,
  define: { COFFER_CHUNK_OF: JSON.stringify(chunkOf), COFFER_SUGAR: JSON.stringify(sugarMembers()) },
  plugins: [parts('main')],
}));
for (const [chunk, libraries] of Object.entries(chunks)) await buildChunk(chunk, libraries);
writeFileSync(join(out, 'bundles.inc'), embedded.join('\n') + '\n');
