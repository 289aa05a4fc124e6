"""The language itself, as far as two engines of different makers may differ."""

from scripts.making import case, facts, step

TOPICS = {
    "numbers": "0.1 + 0.2\n(1234.5678).toFixed(2)\n(255).toString(16)\nparseInt('12px')\nparseFloat('1e3')\nNumber('')\nMath.round(-0.5)\n1 / 0\n(25).toString(36)\n(0.000001234).toString()\n1e21 + 1\n"
               "Number.MAX_SAFE_INTEGER\n(1.005).toFixed(2)\n(123.456).toPrecision(4)\n2 ** 53 + 1\n0.1.toString(2).length\n10n ** 20n\nBigInt.asUintN(8, 257n)\nMath.hypot(3, 4)\nMath.fround(5.5)\nMath.clz32(1)",
    "texts": "'é'.length + '🌍'.length\n'🌍'.codePointAt(0)\n'a-b-c'.split('-')\n'abc'.at(-1)\n'x'.padStart(3, 'ab')\n'aXbX'.replaceAll('X', '-')\n'İ'.toLowerCase().length\n'ß'.toUpperCase()\n"
             "'a\\u0301'.normalize('NFC').length\n[...'é🌍'].length\n'b'.localeCompare('a')\n' x '.trim()\n'abc'.substr(-2, 1)\nescape('é ')\nunescape('%u4e16')\nencodeURI('é /?')\nencodeURIComponent('é /?')\n"
             "'%E9' === encodeURIComponent('é')\n`a${1 + 1}b`\nString.raw`\\n`\n'abc'.match(/b/).index\n'x'.repeat(3)\n'a,b'.concat('c')",
    "patterns": "'2020-01-02'.match(/(?<y>\\d+)-(?<m>\\d+)/).groups.y\n'aBc'.replace(/b/i, (m) => m + m)\n[...'a1b2'.matchAll(/\\d/g)].map((m) => m[0])\n/^\\p{L}+$/u.test('héllo')\n'x\\ny'.match(/x.y/s) !== null\n"
                "'abab'.lastIndexOf('b')\n/(?<=\\$)\\d+/.exec('a$42')[0]\n/a{2,}?/.exec('aaaa')[0]\n/\\bfoo\\b/.test('a foo b')\n'a.b.c'.split(/(\\.)/)\n/[\\u4e00-\\u9fff]/.test('世')\n/(a)|(b)/.exec('b')\n"
                "'aaa'.replace(/a/g, '$&$&')\n/x/y.sticky\nnew RegExp('a/b').source\n/(?:)/.toString()\n'A-B'.replace(/(\\w)-(\\w)/, '$2-$1')",
    "arrays": "[3, 1, 10].sort()\n[3, 1, 10].sort((a, b) => a - b)\n[1, [2, [3]]].flat(Infinity)\n[1, 2, 3].includes(2)\n[1, 2, 3].findLast((n) => n < 3)\n[1, 2].flatMap((n) => [n, n])\nArray.from('abc')\n"
              "[1, 2, 3].reduceRight((a, b) => a + '-' + b)\n[,1].length\n[1, 2, 3].copyWithin(0, 1)\n[5, 1].toString()\n[1, 2, 3].fill(0, 1)\n[1, 2, 3, 4].splice(1, 2)\n[undefined, 3, null].sort()\n[1, 2, 3].at(-1)\n"
              "[{ k: 2, i: 0 }, { k: 1, i: 1 }, { k: 2, i: 2 }].sort((a, b) => a.k - b.k).map((x) => x.i)\nArray.isArray(new Proxy([], {}))\nnew Array(3).join('-')\n[1, 2, 3].lastIndexOf(3)\nArray.of(7)\n[3, 4].entries().next()",
    "objects": "Object.entries({ b: 1, a: 2, 1: 3 })\n({ ...{ a: 1 }, b: 2 })\nObject.assign({}, null, { a: 1 })\nObject.fromEntries([['a', 1]])\n({ a: 1 }).hasOwnProperty('a')\nObject.getOwnPropertyNames(class { static s () {} }).sort()\n"
               "({}).toString()\nObject.prototype.toString.call([])\nObject.prototype.toString.call(null)\n(({ a, ...rest }) => rest)({ a: 1, b: 2 })\nObject.keys('ab')\nJSON.stringify({ a: [1, { b: undefined }], d: new Date(0) })\n"
               "({ get x () { return 1; } }).x\n({ ['a' + 1]: 2 })\n({ a: { b: null } }).a?.b?.c === undefined\nnull ?? 'default'\nObject.is(NaN, NaN)\n({ __proto__: { p: 1 } }).p",
    "functions and classes": "((a, b = 2, ...c) => [a, b, c])(1, undefined, 3, 4)\n(function () { return arguments.length; })(1, 2)\n(function f (a, b) {}).length\n(() => {}).name\nnew (class { #p = 1; get p () { return this.#p; } })().p\n"
                             "(class { static x = 1; }).x\n(class extends Array {}).from([1]).length\nnew Function('a', 'b', 'return a + b')(1, 2)\neval('1 + 1')\n[1, 2].map(Number)\n(function () { return typeof this; })()\n"
                             "(() => typeof this)()\n(function () { 'use strict'; return this === undefined; })()\n((f) => f.call({ x: 1 }))(function () { return this.x; })\n(new (class { constructor () { this.t = new.target.name; } })()).t === ''\nMath.max.apply(null, [1, 3, 2])\n"
                             "(function () {}).constructor === Function\n(async () => {})() instanceof Promise",
    "dates": "new Date(0).toISOString()\nnew Date(Date.UTC(2020, 1, 29)).toJSON()\nDate.parse('2020-02-29T12:00:00Z')\nDate.parse('2020-02-29')\nDate.parse('Sat, 29 Feb 2020 12:00:00 GMT')\nDate.parse('nonsense')\nnew Date('2020-01-01T00:00:00Z').getUTCDay()\n"
             "new Date(0).toUTCString()\nnew Date(2020, 0, 1).getTimezoneOffset()\nnew Date(8.64e15 + 1).getTime()\ntypeof Date.now()\nnew Date('2020-06-15T10:20:30.456Z').getMilliseconds()\nnew Date(2020, 5, 15, 10).toString()\n"
             "new Date('2020-06-15T10:20:30').toISOString()\nnew Date(0).toLocaleDateString('en-US', { timeZone: 'UTC' })\nnew Date(0).toLocaleTimeString('en-US', { timeZone: 'UTC' })\nDate.parse('2020/06/15')\nDate.parse('Jun 15, 2020 10:20')\nDate.parse('15 June 2020')",
    "localised texts": "(1234567.891).toLocaleString()\n(1234567.891).toLocaleString('en-US', { maximumFractionDigits: 1 })\n(0.5).toLocaleString('en-US', { style: 'percent' })\n(1234.5).toLocaleString('en-US', { style: 'currency', currency: 'USD' })\n'ä'.localeCompare('z', 'de')\n'I'.toLocaleLowerCase('tr')",
    "collections": "[...new Set([1, 1, 2])]\nnew Map([['a', 1]]).get('a')\nnew Map([[NaN, 1]]).get(NaN)\n[...new Map([[1, 2]]).keys()]\nnew WeakMap([[Object, 1]]).get(Object)\nnew Set([1, 2]).size\n[...new Set('abc')].join()\ntypeof WeakRef",
    "bytes": "new Uint8Array([1, 256, -1]).join()\nnew Uint8ClampedArray([300]).join()\nnew DataView(new ArrayBuffer(4)).getInt32(0)\nnew Float32Array([0.1])[0]\nUint8Array.from('123').join()\nnew Uint16Array(new Uint8Array([1, 2]).buffer)[0]\nnew Int8Array(2).fill(5).join()\n"
             "new ArrayBuffer(8).slice(2).byteLength\nnew Uint8Array([3, 1, 2]).sort().join()\n[...new Uint8Array([1, 2]).subarray(1)]\nBigInt64Array.of(5n)[0]",
    "symbols and proxies": "Symbol('x').toString()\nSymbol.for('a') === Symbol.for('a')\nSymbol('d').description\nnew Proxy({}, { get: (t, k) => 'got ' + String(k) }).anything\nReflect.ownKeys({ a: 1, [Symbol.iterator]: 2 }).length\nReflect.has({ a: 1 }, 'a')\n"
                           "({ [Symbol.toPrimitive]: () => 42 }) + 1\n[...{ *[Symbol.iterator] () { yield 7; } }]\n({ [Symbol.toStringTag]: 'Own' }).toString()",
}
case("language: values", *[step("/document/json", name=topic, after=facts(text)) for topic, text in TOPICS.items()])

case("language: control flow", step("/document/json", after="""
outer: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j === 1) continue outer; if (i === 2) break outer; console.log(i, j); } }
switch (2) { case 1: console.log('one'); case 2: console.log('two'); case 3: console.log('three'); break; default: console.log('default'); }
let n = 0; do { n++; } while (n < 3); console.log(n);
for (const k in { a: 1, b: 2 }) console.log(k);
for (const c of 'ab') console.log(c);
var hoisted; console.log(typeof later); function later () {}
{ function inBlock () { return 1; } } console.log(typeof inBlock);
with_ = 1; console.log(typeof with_);
console.log(void 0, (1, 2), !!'' , +'3', -'x', ~5, 7 % -3, 2 ** 3 ** 0, 1 < 2 < 3, '5' * '2', [] + {}, null + 1);
label: { console.log('in'); break label; }
try { throw 1; } catch { console.log('caught'); } finally { console.log('finally'); }
"""), says=["two", "three", "caught"])

case("language: comments and ends", step("/document/json", after="// a comment\n/* over\nlines */ console.log('after comments') // at the end\n<!-- html comment\nconsole.log('last')\n// the end"), says=["last"])

case("language: strict scripts", step("/document/json", after="'use strict';\ntry { undeclared = 1; } catch (e) { console.log(e.name); }\nconsole.log(typeof this);"), says=["object"])

case("language: names that scripts use", step("/document/json", after="const response = pm.response.json(), url = 'u', name = 'n', status = 1, body = {}, headers = [], token = 't', result = 1, self = 2, window = 3, global = 4, module = 5, process = 6;\nconsole.log(response.id, url, name, status, token, result, self, window, global, module, process);"),
     says=["7 u n 1 t 1 2 3 4 5 6"])

case("language: names that are taken", *[step("/1", name=name, after=f"let {name} = 1; console.log('declared');") for name in ("pm", "tests", "data", "request", "environment", "globals", "iteration", "postman", "_", "Buffer", "JSON", "responseBody")],
     errors=["SyntaxError: "] * 12)

case("language: names that are taken, by var", *[step("/1", name=name, after=f"var {name} = 1; console.log(typeof {name});") for name in ("data", "request", "environment", "responseBody", "pm")])

case("language: functions declared over globals", step("/1", after="function request () { return 'own'; }\nconsole.log(request());"))

case("language: heavy work", step("/document/json", after="""
let s = 0; for (let i = 0; i < 2e6; i++) s = (s * 31 + i) % 1000003; console.log(s);
const primes = []; for (let i = 2; primes.length < 500; i++) if (primes.every((p) => i % p)) primes.push(i); console.log(primes[499]);
const big = Array.from({ length: 1e5 }, (_, i) => i ^ 0x5555).sort((a, b) => a - b); console.log(big[5], big[99999]);
console.log('x'.repeat(1e6).length, JSON.stringify(Array.from({ length: 1e4 }, (_, i) => ({ i }))).length);
"""), says=["3571"])
