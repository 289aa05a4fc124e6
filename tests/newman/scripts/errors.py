"""Errors of scripts of every kind: their types and messages, and that the run goes on."""

from scripts.making import case, facts, step

THROWN = {
    "an Error": "throw new Error('a message');",
    "a TypeError": "throw new TypeError('typed');",
    "a RangeError": "throw new RangeError('ranged');",
    "an EvalError": "throw new EvalError('evaluated');",
    "an Error without a message": "throw new Error();",
    "an Error of two lines": "throw new Error('first\\nsecond');",
    "an Error with a name": "const e = new Error('m'); e.name = 'Named'; throw e;",
    "an Error of a class": "class Own extends Error { constructor (m) { super(m); this.name = 'Own'; this.code = 7; } }\nthrow new Own('of a class');",
    "an Error with markup": "throw new Error('<a href=\"x\">& \\'é世\\' {{v}}');",
    "an error of chai": "pm.expect([1, 2]).to.include(3);",
    "an error of a response assertion": "pm.response.to.have.status(404);",
    "an error of JSON": "JSON.parse('{');",
    "an error of pm.response.json": "pm.response.json().name; JSON.parse(pm.response.text() + '}');",
    "an error of lodash": "require('lodash').template('<%= gone.x %>')();",
    "an error of an unknown module": "require('nothing');",
    "a long message": "throw new Error('x'.repeat(3000));",
}
case("throwing errors", *[step("/document/json", name=kind, after=f"console.log('before');\n{source}\nconsole.log('never');") for kind, source in THROWN.items()],
     errors=["Error: a message", "TypeError: typed", "RangeError: ranged", "EvalError: evaluated", "Error: ", "Error: first\nsecond", "Named: m", "Own: of a class", "Error: <a href", "AssertionError: expected [ 1, 2 ] to include 3",
             "AssertionError: expected response to have status code 404", "JSONError: Unexpected end of input", "JSONError: Unexpected token", "ReferenceError: ", "Error: Cannot find module", "Error: xxx"])

case("throwing what is no error", *[step("/1", name=kind, after=f"console.log('before');\nthrow {value};") for kind, value in {
    "a text": "'only text'", "a number": "42", "an array": "[1, 'two']", "an object": "{ code: 7, message: 'in an object' }", "null": "null", "undefined": "undefined"}.items()], errors=[": ", ": ", ": ", ": in an object"])

# What the engine itself throws.
ENGINE = {
    "ReferenceError": {
        "an unknown name": "noSuchName;",
        "an unknown function": "noSuchFunction();",
        "a name before its time": "early; let early = 1;",
        "super before this": "class A {} class B extends A { constructor () { this.x = 1; } } new B();",
    },
    "TypeError": {
        "a member of undefined": "const o = {}; o.a.b;",
        "a member of null": "null.x;",
        "setting a member of undefined": "let u; u.x = 1;",
        "calling undefined": "const o = {}; o.f();",
        "calling a number": "const n = 5; n();",
        "calling a member of pm": "pm.noSuchThing();",
        "a constant assigned": "const c = 1; c = 2;",
        "not iterable": "const [a] = 5;",
        "not a constructor": "new (() => {})();",
        "destructuring undefined": "const { a } = undefined;",
        "in of a text": "'a' in 'b';",
        "instanceof of nothing": "1 instanceof 1;",
        "mixed BigInt": "1n + 1;",
        "a Symbol as text": "'' + Symbol('x');",
        "a frozen object in strict code": "(function () { 'use strict'; Object.freeze({ a: 1 }).a = 2; })();",
        "a class without new": "class A {} A();",
    },
    "RangeError": {
        "an invalid array length": "new Array(-1);",
        "too much repetition": "'x'.repeat(-1);",
        "endless recursion": "(function f () { f(); })();",
        "an invalid date": "new Date(NaN).toISOString();",
        "a bad number format": "(1).toFixed(200);",
    },
    "SyntaxError": {
        "a bad pattern": "new RegExp('(');",
    },
    "URIError": {
        "a malformed uri": "decodeURIComponent('%');",
    },
}
case("what the engine refuses", *[step("/1", name=kind, after=f"console.log('before');\n{source}\nconsole.log('never');") for sources in ENGINE.values() for kind, source in sources.items()],
     errors=[name + ": " for name, sources in ENGINE.items() for _ in sources])

SYNTAX = {
    "an unclosed text": "console.log('x);",
    "a reserved word": "const if = 1;",
    "a name declared twice": "let a = 1; let a = 2;",
    "a bad assignment": "1 = 2;",
    "a bad pattern in the source": "const r = /(/;",
    "a stray else": "else { }",
    "html": "<!DOCTYPE html><p>",
    "json": "{\"a\": 1, \"b\": 2}",
}
# Each engine notices these at a place of its own, and says what stands there.
NOTICED_ELSEWHERE = {
    "an unclosed bracket": "console.log('x'",
    "a stray bracket": "}",
    "await outside of async": "function f () { await 1; }",
    "an import": "import x from 'y';",
    "a broken template": "`${",
}
for label, sources in (("what cannot be read", SYNTAX), ("what cannot be read, noticed elsewhere", NOTICED_ELSEWHERE)):
    case(label, *[step("/1", name=kind, after="console.log('never');\n" + source) for kind, source in sources.items()], step("/next", after="console.log('next');"), errors=["SyntaxError: "] * len(sources), says=["next"])

case("a return outside of functions", step("/1", after="console.log('x'); if (pm.response.code) return; console.log('never');"), says=["x"])

case("an error in a timer", step("/1", after="setTimeout(() => { throw new TypeError('late'); }, 5); setTimeout(() => console.log('goes on'), 20);"), step("/next"), errors=["TypeError: late"], says=["goes on"], sends="/1 /next", status=0)
case("errors in several timers", step("/1", after="setTimeout(() => { throw new Error('one'); }, 5); setTimeout(() => { throw new Error('two'); }, 15); throw new Error('at once');"), step("/next"),
     errors=["Error: at once", "Error: one", "Error: two"], sends="/1 /next", status=0)
case("an error in an interval", step("/1", after="let n = 0; const id = setInterval(() => { if (++n === 3) clearInterval(id); throw new Error('number ' + n); }, 5);"), step("/next"),
     errors=["Error: number 1", "Error: number 2", "Error: number 3"], sends="/1 /next", status=0)
case("an error while a timer waits", step("/1", after="setTimeout(() => { console.log('still'); pm.test('late', () => {}); }, 10); throw new Error('at once');"), step("/next"), errors=["Error: at once"], says=["still"], sends="/1 /next", status=0)
case("an error that is caught", step("/1", after=facts("! noSuchName\n! null.x\n! JSON.parse('{')\n! pm.expect(1).to.equal(2)\n! new Array(-1)\n! decodeURIComponent('%')\n! (undefined)()\n! ({}).a.b.c")), step("/next"))
case("tests before and after an error", step("/1", after="pm.test('before', () => {}); noSuchName; pm.test('after', () => {});"), errors=["ReferenceError: "])
case("variables before an error", step("/{{x}}", before="pm.environment.set('x', 'kept'); pm.request.headers.add({ key: 'X-Kept', value: '1' }); throw new Error('after it');"), errors=["Error: after it"], sends="/kept")
case("a nested error", step("/1", after="try { null.x; } catch (e) { throw new Error('wrapped: ' + e.name, { cause: e }); }"), errors=["Error: wrapped: TypeError"])
case("finally and errors", step("/1", after="try { throw new Error('first'); } finally { console.log('finally'); }"), errors=["Error: first"], says=["finally"])
case("errors of async functions that are awaited", step("/1", after="(async () => { try { await Promise.reject(new RangeError('rejected')); } catch (e) { console.log(e.name, e.message); } })();"), says=["RangeError rejected"])
case("a very large script", step("/1", after="console.log('begins');\n" + "// a comment that makes it long\n" * 20000 + "pm.test('ends', () => {});"), says=["begins"])
