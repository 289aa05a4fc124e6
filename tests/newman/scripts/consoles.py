"""console: levels, and how values of every kind are told."""

from scripts.making import case, facts, step

case("console levels", step("/document/json", before="console.log('l'); console.info('i'); console.warn('w'); console.error('e'); console.debug('d');", after="console.clear(); console.log('after');"), says=["l", "i", "w", "e", "d", "after"])

case("console members", step("/document/json", after=facts("""
Object.keys(console).sort()
typeof console.table
! console.table([])
? console.log('said')
! console.trace()
! console.group('x')
! console.assert(false)
! console.time('x')
! console.dir({})
console.log.name !== undefined
""")))

VALUES = {
    "texts": ["'text'", "''", "'two\\nlines'", "'tab\\t and \"quotes\" and \\'single\\''", "'é世🌍'", "'\\u0000\\u001b[31m'", "'%s %d'", "'x'.repeat(500)"],
    "numbers": ["0", "-0", "1.5", "1e21", "NaN", "Infinity", "-Infinity", "0xff", "1e-7"],
    "others": ["true", "null", "undefined", "Symbol('s')", "Symbol()"],
    "objects": ["{}", "{ a: 1 }", "{ a: { b: { c: { d: { e: 1 } } } } }", "{ 'with-dash': 1, 2: 'two', ok_name: 3 }", "{ undef: undefined, nul: null }", "{ f () {}, g: () => 1, h: function named () {} }",
                "{ text: 'it\\'s', long: 'x'.repeat(100) }", "Object.create(null)", "{ toString () { return 'custom'; } }", "{ get a () { return 'got'; } }", "{ toJSON () { return 'as JSON'; } }",
                "Object.fromEntries(Array.from({ length: 30 }, (_, i) => ['key' + i, i]))"],
    "arrays": ["[]", "[1, 2, 3]", "['a', null, undefined, [1, [2, [3]]]]", "Array.from({ length: 150 }, (_, i) => i)", "[,1,,2]", "Array.from({ length: 30 }, (_, i) => 'item ' + i)", "[{ a: 1 }, { a: 2 }]"],
    "collections": ["new Map([['a', 1], [{ k: 1 }, [2]]])", "new Set([1, 'a', { b: 2 }])", "new WeakMap()", "new WeakSet()", "new Map()", "new Set()"],
    "dates and patterns": ["new Date(0)", "new Date(NaN)", "/a+b/gi", "new RegExp('/')"],
    "functions": ["function named (a) { return a; }", "() => 1", "class A {}", "class B extends Array {}", "async () => {}", "function* gen () {}", "Math.max", "pm.test"],
    "bytes": ["Buffer.from('abc')", "new Uint8Array([1, 2, 3])", "new ArrayBuffer(4)", "new Float64Array([1.5, -0])", "new DataView(new ArrayBuffer(2))"],
    "boxes": ["new String('boxed')", "new Number(5)", "new Boolean(false)"],
    "instances": ["new (class Point { constructor () { this.x = 1; } })()", "Object.assign(() => 1, { extra: 1 })", "Object.assign([1], { extra: 1 })", "Promise.resolve(1)", "new Proxy({ a: 1 }, {})", "Math", "JSON", "(function () { return arguments; })(1, 2)"],
    "texts of errors": ["new Error('plain').message", "{ error: new Error('inside').message }", "String(new TypeError('typed'))"],
}
case("console of values", *[step("/document/json", name=kind, after="\n".join(f"console.log({value});" for value in values)) for kind, values in VALUES.items()])

case("console of errors", step("/document/json", after="""
console.log(new Error('plain'));
console.log(new TypeError('typed'));
console.log({ error: new RangeError('inside') });
const own = new Error('own'); own.name = 'Own'; own.code = 7;
console.log(own);
try { pm.expect(1).to.equal(2); } catch (e) { console.log(e.message); }
"""))

case("console of BigInt", step("/document/json", after="console.log('before'); console.log(10n);"))

case("console of several arguments", step("/document/json", after="console.log('a', 1, { b: 2 }, [3], null, undefined, 'c'); console.log(); console.log('%s is %d', 'x', 5); console.warn('w', { x: 1 }); console.error('e', 'f');"))

case("console of circles", step("/document/json", after="""
const circle = { name: 'c' }; circle.self = circle;
console.log(circle);
const a = { b: {} }; a.b.a = a;
console.log(a, [circle]);
const list = [1]; list.push(list);
console.log(list);
const shared = { s: 1 };
console.log({ x: shared, y: shared });
"""))

case("console of what pm has", step("/document/json", header=[{"key": "X-A", "value": "1"}], after="""
console.log(pm.info);
console.log(pm.iterationData.toObject());
console.log(pm.environment.toObject());
console.log(pm.response.json());
console.log(pm.response.headers.get('X-Number'), pm.response.code);
console.log(pm.request.headers.get('X-A'), pm.request.method);
console.log(pm.execution.location);
console.log(typeof pm, typeof pm.response);
"""))

case("console in order", step("/document/json", before="for (let i = 0; i < 50; i++) console.log(i);", after="""
console.log('first');
setTimeout(() => console.log('timer'), 5);
Promise.resolve().then(() => console.log('job'));
console.log('second');
pm.test('a test', () => { console.log('in the test'); });
"""), says=["first", "second", "in the test", "job", "timer"])

case("much console", step("/document/json", after="for (let i = 0; i < 500; i++) console.log('line ' + i, { i });"), says=["line 499 { i: 499 }"])
