"""pm.test, pm.expect with all of chai, and the assertions on requests and responses."""

from scripts.making import case, checks, facts, group, raw, step

# pm.test itself.
case("pm.test", step(after="""
pm.test('passes', () => { pm.expect(1).to.equal(1); });
pm.test('fails', () => { pm.expect(1).to.equal(2); });
pm.test('throws an error of its own', () => { throw new RangeError('too far'); });
pm.test('throws a text', () => { throw 'only text'; });
pm.test('throws an object', () => { throw { code: 7, message: 'a message' }; });
pm.test('returns false', () => false);
pm.test('no function');
pm.test('not a function', 7);
pm.test(7, () => {});
pm.test(undefined, () => {});
pm.test({ toString: () => 'an object' }, () => {});
pm.test('', () => {});
pm.test('same', () => {});
pm.test('same', () => { pm.expect.fail('the second'); });
pm.test('é "quoted" <b> 世', () => {});
"""), fails=["fails", "throws an error of its own", "throws a text", "throws an object", "same"])

case("pm.test.skip and index", step(after=facts("""
pm.test.index()
: pm.test('first', () => {})
pm.test.index()
: pm.test.skip('skipped', () => { throw new Error('never'); })
pm.test.index()
pm.test('chained', () => {}).test('further', () => {}) === pm
pm.test.skip('chained skip') === pm
pm.test.index()
""")), step(before="pm.test('before the request', () => {}); pm.test.skip('not now'); console.log(pm.test.index());", after="console.log(pm.test.index());"))

case("tests in tests", step(after="""
pm.test('outer', () => {
  pm.test('inner', () => { pm.expect(true).to.be.false; });
  pm.expect(1).to.equal(1);
});
pm.test('after', () => { pm.expect(pm.test.index()).to.equal(3); });
"""), fails=["inner"])

case("tests that call back", step(after="""
pm.test('done', (done) => { setTimeout(done, 5); });
pm.test('done with an error', (done) => { setTimeout(() => done(new TypeError('came back')), 10); });
pm.test('done with a text', (done) => { setTimeout(() => done('a text'), 15); });
pm.test('done at once', (done) => done());
pm.test('throws before it is done', (done) => { setTimeout(done, 20); throw new Error('early'); });
pm.test('throws in its callback', (done) => { setTimeout(() => { try { pm.expect(1).to.equal(2); done(); } catch (e) { done(e); } }, 25); });
"""), step(after="""
pm.test('done by a request', (done) => {
  pm.sendRequest('http://{{host}}/sent', (error, response) => { try { pm.expect(response.code).to.equal(200); done(error); } catch (e) { done(e); } });
});
"""), fails=["done with an error", "done with a text", "throws before it is done", "throws in its callback"], sends="/document/json /document/json /sent")

case("a test that is never done", step(after="pm.test('never', (done) => {}); pm.test('other', () => {});"), step("/next", after="pm.test('next', () => {});"),
     sends="/document/json /next")

case("assertions outside of tests", step(after="console.log('before'); pm.expect(1, 'a reason').to.equal(2); console.log('after');"), step("/next"),
     errors=["AssertionError: a reason: expected 1 to equal 2"], sends="/document/json /next")

case("tests everywhere", group("f", step(before="pm.test('3 item', () => {});", after="pm.test('6 item', () => {});"), before="pm.test('2 folder', () => {});", after="pm.test('5 folder', () => {});"),
     before="pm.test('1 collection', () => {});", after="pm.test('4 collection', () => {});", args=["-n", "2"])

case("many tests", step(after="for (let i = 0; i < 200; i++) pm.test('number ' + i, () => { pm.expect(i % 50).to.not.equal(49); });"),
     fails=[f"number {n}" for n in (49, 99, 149, 199)])

case("errors of tests as they are told", step(after="""
const custom = new Error('first line\\nsecond line');
custom.name = 'Custom';
pm.test('name and lines', () => { throw custom; });
class Own extends Error { constructor (m) { super(m); this.name = 'Own'; } }
pm.test('own class', () => { throw new Own('of a class'); });
pm.test('without a message', () => { throw new Error(); });
pm.test('null', () => { throw null; });
pm.test('undefined', () => { throw undefined; });
pm.test('a number', () => { throw 42; });
pm.test('an array', () => { throw ['a', 'b']; });
pm.test('with a cause', () => { throw new Error('outer', { cause: new Error('inner') }); });
pm.test('a long one', () => { pm.expect('x'.repeat(200)).to.equal('y'.repeat(200)); });
"""), fails=["name and lines", "own class", "without a message", "null", "undefined", "a number", "an array", "with a cause", "a long one"])

# pm.expect: chai's language.
CHAI = {
    "equality": """
pm.expect(1).to.equal(1)
! pm.expect(1).to.equal('1')
! pm.expect(1, 'why').to.equal(2)
! pm.expect(1).to.equal(2, 'why not')
! pm.expect('a').to.equals('b')
! pm.expect(1).to.eq(2)
pm.expect({ a: 1 }).to.eql({ a: 1 })
! pm.expect({ a: 1 }).to.equal({ a: 1 })
! pm.expect({ a: 1, b: [1, { c: 2 }] }).to.eql({ a: 1, b: [1, { c: 3 }] })
pm.expect({ a: 1 }).to.deep.equal({ a: 1 })
! pm.expect([1, 2, 3]).to.deep.equal([1, 2])
! pm.expect(1).to.not.equal(1)
! pm.expect({ a: 1 }).to.not.eql({ a: 1 })
pm.expect(NaN).to.eql(NaN)
! pm.expect(new Date(0)).to.eql(new Date(1))
! pm.expect(/a/g).to.eql(/a/i)
! pm.expect(undefined).to.equal(null)
! pm.expect(-0).to.eql(0)
! pm.expect(Symbol.iterator).to.equal(1)
! pm.expect(new Map([['a', 1]])).to.eql(new Map([['a', 2]]))
! pm.expect(new Set([1])).to.eql(new Set([2]))
! pm.expect(() => 1).to.equal(1)
! pm.expect(function named () {}).to.equal(1)
! pm.expect(class A {}).to.equal(1)
""",
    "truth and emptiness": """
pm.expect(true).to.be.true
! pm.expect(1).to.be.true
! pm.expect(true).to.be.false
! pm.expect(0).to.be.null
! pm.expect(null).to.be.undefined
! pm.expect('').to.be.ok
pm.expect('x').to.be.ok
! pm.expect(1).to.be.NaN
! pm.expect(null).to.exist
! pm.expect(1).to.not.exist
! pm.expect([1]).to.be.empty
! pm.expect({}).to.not.be.empty
pm.expect('').to.be.empty
! pm.expect(5).to.be.empty
! pm.expect(null).to.be.empty
! pm.expect('').to.be.finite
! pm.expect(Infinity).to.be.finite
! (function () { pm.expect(arguments).to.not.be.arguments; })()
! pm.expect(true).to.not.be.ok
""",
    "types": """
pm.expect('x').to.be.a('string')
! pm.expect('x').to.be.a('number')
! pm.expect([]).to.be.an('object')
pm.expect([]).to.be.an('array')
pm.expect(null).to.be.a('null')
pm.expect(undefined).to.be.an('undefined')
pm.expect(new Error('x')).to.be.an('error')
pm.expect(Promise.resolve()).to.be.a('promise')
pm.expect(new Map()).to.be.a('map')
pm.expect(Symbol()).to.be.a('symbol')
pm.expect(new Float32Array()).to.be.a('float32array')
! pm.expect({}, 'a reason').to.be.a('string')
! pm.expect('x').to.not.be.a('string')
pm.expect([]).to.be.an.instanceof(Array)
! pm.expect({}).to.be.an.instanceof(Array)
! pm.expect({}).to.be.instanceOf(7)
pm.expect(new Date()).instanceOf(Date)
! pm.expect(5).to.be.a('String').and.equal(6)
""",
    "numbers": """
pm.expect(2).to.be.above(1)
! pm.expect(1).to.be.above(1)
! pm.expect(1).to.be.gt(1)
! pm.expect(1).to.be.greaterThan(1)
! pm.expect(0).to.be.at.least(1)
! pm.expect(0).to.be.gte(1)
! pm.expect(1).to.be.below(1)
! pm.expect(1).to.be.lessThan(0)
! pm.expect(2).to.be.at.most(1)
! pm.expect(2).to.be.lte(1)
pm.expect(5).to.be.within(1, 10)
! pm.expect(5).to.be.within(6, 10)
! pm.expect(5).to.not.be.within(1, 10)
! pm.expect('5').to.be.above(1)
! pm.expect(5).to.be.above('1')
pm.expect(1.5).to.be.closeTo(1, 0.5)
! pm.expect(1.5).to.be.closeTo(1, 0.4)
! pm.expect(1.5).to.be.approximately(1, 0.4)
! pm.expect('1').to.be.closeTo(1, 1)
pm.expect(new Date(2)).to.be.above(new Date(1))
! pm.expect(new Date(0)).to.be.above(new Date(1))
! pm.expect([1, 2]).to.have.length.above(2)
! pm.expect([1, 2]).to.have.lengthOf.within(3, 4)
! pm.expect('abc').to.have.length.below(3)
""",
    "members": """
pm.expect([1, 2, 3]).to.include(2)
! pm.expect([1, 2, 3]).to.include(4)
! pm.expect('abc').to.include('d')
! pm.expect('abc').to.contain('d')
pm.expect({ a: 1, b: 2 }).to.include({ a: 1 })
! pm.expect({ a: 1, b: 2 }).to.include({ a: 2 })
! pm.expect([{ a: 1 }]).to.include({ a: 1 })
pm.expect([{ a: 1 }]).to.deep.include({ a: 1 })
! pm.expect([{ a: 1 }]).to.deep.include({ a: 2 })
! pm.expect(7).to.include(7)
! pm.expect('abc').to.not.include('b')
pm.expect([1, 2, 3]).to.have.members([3, 2, 1])
! pm.expect([1, 2, 3]).to.have.members([1, 2])
! pm.expect([1, 2, 3]).to.have.ordered.members([3, 2, 1])
! pm.expect([{ a: 1 }]).to.have.deep.members([{ a: 2 }])
pm.expect([1, 2, 3]).to.include.members([1, 2])
! pm.expect([1, 2, 3]).to.include.members([1, 9])
! pm.expect([1]).to.not.have.members([1])
pm.expect(2).to.be.oneOf([1, 2])
! pm.expect(3).to.be.oneOf([1, 2])
! pm.expect('b').to.be.oneOf(['a'], 'a reason')
! pm.expect('today').to.contain.oneOf(['x', 'z'])
pm.expect(new Set([1, 2])).to.include(1)
! pm.expect(new Map([['a', 1]])).to.include(2)
""",
    "properties and keys": """
pm.expect({ a: 1 }).to.have.property('a')
! pm.expect({ a: 1 }).to.have.property('b')
! pm.expect({ a: 1 }).to.have.property('a', 2)
! pm.expect({ a: 1 }).to.not.have.property('a')
! pm.expect({ a: { b: 1 } }).to.have.deep.property('a', { b: 2 })
pm.expect({ a: { b: [1, 2] } }).to.have.nested.property('a.b[1]', 2)
! pm.expect({ a: { b: [1, 2] } }).to.have.nested.property('a.b[2]')
! pm.expect(Object.create({ a: 1 })).to.have.own.property('a')
! pm.expect({}).to.haveOwnProperty('a')
! pm.expect({ a: 1 }).to.have.ownPropertyDescriptor('b')
pm.expect({ a: 1 }).to.have.property('a').that.is.a('number')
! pm.expect({ a: 1 }).to.have.property('a').that.is.a('string')
! pm.expect(undefined).to.have.property('a')
pm.expect({ a: 1, b: 2 }).to.have.all.keys('a', 'b')
! pm.expect({ a: 1, b: 2 }).to.have.all.keys('a')
! pm.expect({ a: 1 }).to.have.keys(['a', 'b'])
! pm.expect({ a: 1 }).to.have.any.keys('c', 'd')
pm.expect({ a: 1, b: 2 }).to.contain.keys('a')
! pm.expect({ a: 1 }).to.not.have.any.keys('a')
! pm.expect(new Map([['a', 1]])).to.have.keys('b')
! pm.expect({}).to.have.keys()
pm.expect([1, 2]).to.have.lengthOf(2)
! pm.expect([1, 2]).to.have.lengthOf(3)
! pm.expect('abc').to.have.length(2)
! pm.expect(5).to.have.lengthOf(1)
! pm.expect(new Set([1])).to.have.lengthOf(2)
""",
    "texts and functions": """
pm.expect('abc').to.match(/b/)
! pm.expect('abc').to.match(/d/)
! pm.expect('abc').to.not.match(/b/)
! pm.expect('abc').to.have.string('d')
! pm.expect(7).to.have.string('d')
pm.expect(() => { throw new TypeError('bad thing'); }).to.throw(TypeError, 'bad')
! pm.expect(() => {}).to.throw()
! pm.expect(() => {}).to.throw(TypeError)
! pm.expect(() => { throw new TypeError('bad'); }).to.throw(RangeError)
! pm.expect(() => { throw new TypeError('bad'); }).to.throw('good')
! pm.expect(() => { throw new TypeError('bad'); }).to.throw(/good/)
! pm.expect(() => { throw new TypeError('bad'); }).to.not.throw()
! pm.expect('no function').to.throw()
! pm.expect({ a () {} }).to.respondTo('b')
! pm.expect(class { a () {} }).to.respondTo('b')
pm.expect(7).to.satisfy((n) => n > 5)
! pm.expect(7).to.satisfy((n) => n > 8)
! pm.expect(7).to.satisfy(function big (n) { return n > 8; })
""",
    "changes": """
: const o = { n: 1, s: 'x' }
pm.expect(() => { o.n++; }).to.change(o, 'n')
! pm.expect(() => {}).to.change(o, 'n')
! pm.expect(() => { o.n += 2; }).to.change(o, 'n').by(1)
! pm.expect(() => { o.n--; }).to.increase(o, 'n')
! pm.expect(() => { o.n++; }).to.decrease(o, 'n')
! pm.expect(() => { o.n++; }).to.increase(() => o.n).by(2)
! pm.expect(() => {}).to.increase(o, 's')
! pm.expect(Object.freeze({})).to.be.extensible
! pm.expect({}).to.be.sealed
! pm.expect({}).to.be.frozen
pm.expect(Object.freeze({})).to.be.frozen
""",
    "chains and failing": """
pm.expect([1, 2]).to.be.an('array').that.includes(1).and.has.lengthOf(2)
! pm.expect([1, 2]).to.be.an('array').that.includes(3).and.has.lengthOf(9)
pm.expect(1).to.be.a('number').which.is.not.equal(2)
! pm.expect.fail()
! pm.expect.fail('a message')
! pm.expect.fail(1, 2)
! pm.expect.fail(1, 2, 'with numbers')
! pm.expect.fail(1, 2, undefined, '>')
! pm.expect(1).to.equal(1).but.not.equal(1)
! pm.expect(1).to.be.nothing.known
pm.expect(1).to.equals
! pm.expect(1).to.noSuchAssertion()
! pm.expect().to.exist
! pm.expect(1).to.still.be.also.equal(2)
! pm.expect(1).to.be.equal()
! pm.expect([1, [2, [3, [4, [5]]]]]).to.eql([])
! pm.expect({ a: { b: { c: { d: { e: 1 } } } } }).to.eql({})
! pm.expect('é世🌍 "quoted" \\n').to.equal("it's")
! pm.expect([undefined, null, NaN, -0, Infinity, Symbol('s')]).to.eql([])
! pm.expect(new Date(86400000)).to.equal(1)
! pm.expect(new Error('inside')).to.equal(1)
! pm.expect(Array.from({ length: 60 }, (_, i) => i)).to.eql([])
! pm.expect(Buffer.from('ab')).to.eql(Buffer.from('ac'))
! pm.expect(new Uint8Array([1, 2])).to.eql(new Uint8Array([1]))
""",
}
case("chai's assertions", *[step(name=topic, after=checks(text)) for topic, text in CHAI.items()])

case("chai: the module", step(after=facts("""
: const chai = require('chai')
typeof chai.expect
pm.expect === chai.expect
typeof chai.should
typeof chai.assert
chai.version
! chai.assert.equal(1, 2, 'by assert')
! chai.assert.deepEqual([1], [2])
! chai.assert(false, 'asserted')
! chai.assert.isTrue(1)
: chai.should()
! (5).should.equal(6)
! 'text'.should.be.a('number')
chai.util.inspect({ a: [1] })
chai.config.truncateThreshold
: chai.use((c, utils) => c.Assertion.addMethod('even', function () { this.assert(this._obj % 2 === 0, 'expected #{this} to be even', 'expected #{this} to be odd'); }))
! pm.expect(3).to.be.even()
new chai.AssertionError('m').name
: try { pm.expect(1).to.equal(2); } catch (e) { var caught = e; }
[caught.name, caught.message, caught.actual, caught.expected, caught.operator, caught.showDiff, caught instanceof Error]
""")))

case("a chai method added in one script", step(before="require('chai').use((c) => c.Assertion.addProperty('own', function () { this.assert(false, 'own says no', ''); }));",
    after=checks("! pm.expect(1).to.be.own")), step(after=checks("! pm.expect(1).to.be.own")))

# Responses.
case("pm.response assertions: status", step("/document/json", after=checks("""
pm.response.to.have.status(200)
pm.response.to.have.status('OK')
! pm.response.to.have.status(201)
! pm.response.to.have.status('Created')
! pm.response.to.not.have.status(200)
pm.response.to.be.ok
! pm.response.to.not.be.ok
pm.response.to.be.success
! pm.response.to.be.error
! pm.response.to.be.clientError
! pm.response.to.be.serverError
! pm.response.to.be.redirection
! pm.response.to.be.info
! pm.response.to.be.accepted
! pm.response.to.be.withoutContent
! pm.response.to.be.badRequest
! pm.response.to.be.unauthorized
! pm.response.to.be.unauthorised
! pm.response.to.be.forbidden
! pm.response.to.be.notFound
! pm.response.to.be.notAcceptable
! pm.response.to.be.rateLimited
! pm.response.to.have.statusCode(404)
! pm.response.to.have.statusReason('NOT OK')
! pm.response.to.have.statusCodeClass(3)
pm.response.to.be.postmanResponse
! pm.response.to.be.postmanRequest
pm.expect(pm.response).to.have.status(200)
! pm.expect(pm.response).to.have.property('code', 201)
! pm.expect({}).to.have.status(200)
! pm.expect(7).to.be.a.postmanRequestOrResponse
pm.expect(1).to.be.ok
! pm.expect(0).to.be.ok
! pm.expect(1).to.be.success
""")))

case("pm.response assertions: other statuses", *[step(f"/status/{code}", after=checks(text)) for code, text in {
    201: "pm.response.to.have.status(201)\n! pm.response.to.be.ok\npm.response.to.be.success",
    204: "pm.response.to.have.status('No Content')\npm.response.to.be.withoutContent\n! pm.response.to.have.body()\n! pm.response.to.be.withBody",
    400: "pm.response.to.be.badRequest\npm.response.to.be.clientError\npm.response.to.be.error\n! pm.response.to.be.success",
    401: "pm.response.to.be.unauthorized\n! pm.response.to.be.unauthorised",
    404: "pm.response.to.be.notFound\n! pm.response.to.not.be.notFound\n! pm.response.to.not.be.error",
    418: "pm.response.to.have.status(\"I'm a Teapot\")\npm.response.to.be.clientError",
    429: "pm.response.to.be.rateLimited",
    500: "pm.response.to.be.serverError\n! pm.response.to.not.be.serverError\npm.response.to.have.status('Internal Server Error')",
    503: "pm.response.to.have.statusCodeClass(5)"}.items()], step("/no-reason", after=checks("pm.response.to.have.status(200)\npm.response.to.have.status('OK')\npm.response.to.be.ok")))

case("pm.response assertions: headers", step("/document/json", after=checks("""
pm.response.to.have.header('Content-Type')
pm.response.to.have.header('content-type')
pm.response.to.have.header('X-Number', '42')
! pm.response.to.have.header('X-Number', 42)
! pm.response.to.have.header('X-Number', '43')
! pm.response.to.have.header('X-Gone')
! pm.response.to.not.have.header('X-Own')
! pm.response.to.not.have.header('X-Number', '42')
! pm.response.to.have.header()
! pm.expect(pm.response.headers.get('X-Own')).to.equal('three')
pm.expect(pm.response.headers.get('Content-Type')).to.include('application/json')
""")))

case("pm.response assertions: bodies", step("/document/json", after=checks("""
pm.response.to.have.body()
pm.response.to.be.withBody
pm.response.to.be.json
! pm.response.to.not.be.json
pm.response.to.have.jsonBody()
pm.response.to.have.jsonBody('owner.admin', true)
pm.response.to.have.jsonBody('tags[1]', 'b')
! pm.response.to.have.jsonBody('owner.gone')
! pm.response.to.have.jsonBody('owner.admin', false)
! pm.response.to.have.jsonBody('name', 'Bob')
! pm.response.to.not.have.jsonBody('name')
! pm.response.to.not.have.jsonBody()
pm.response.to.have.jsonBody({ anything: 1 })
! pm.response.to.have.body('other')
! pm.response.to.have.body({ id: 7 })
pm.response.to.have.body(/Ada/)
! pm.response.to.have.body(/Bob/)
! pm.response.to.not.have.body(/Ada/)
! pm.response.to.not.have.body()
""")), step("/document/text", after=checks("""
! pm.response.to.be.json
! pm.response.to.have.jsonBody()
! pm.response.to.have.jsonBody('a')
pm.response.to.have.body('only text, no JSON')
! pm.response.to.not.have.body('only text, no JSON')
! pm.response.to.have.body({ a: 1 })
""")), step("/document/broken", after=checks("! pm.response.to.be.json\n! pm.response.to.have.jsonBody('a')\n! pm.expect(pm.response.json()).to.eql({})")),
    step("/document/empty", after=checks("! pm.response.to.have.body()\n! pm.response.to.be.withBody\n! pm.response.to.be.json\npm.response.to.have.body('')")))

case("pm.response assertions: sizes and times", step("/document/text", after=checks("""
pm.response.to.have.responseTime.below(60000)
pm.expect(pm.response.responseTime).to.be.below(60000)
pm.expect(() => pm.response.to.have.responseTime('x')).to.throw(/valid response time but got [0-9]+$/)
pm.response.to.have.responseSize.above(10)
! pm.response.to.have.responseSize.below(5)
! pm.response.to.have.responseSize(1)
pm.expect(pm.response.responseSize).to.equal(18)
! pm.expect(pm.response.responseSize).to.be.above(100)
""")), fails=[])

case("pm.response assertions: jsonSchema", step("/document/json", after=checks("""
: const schema = { type: 'object', required: ['id', 'name'], properties: { id: { type: 'integer' }, name: { type: 'string', minLength: 2 } } }
pm.response.to.have.jsonSchema(schema)
! pm.response.to.not.have.jsonSchema(schema)
! pm.response.to.have.jsonSchema({ type: 'array' })
! pm.response.to.have.jsonSchema({ required: ['gone', 'lost'] })
! pm.response.to.have.jsonSchema({ properties: { id: { type: 'string' }, tags: { items: { type: 'number' } }, owner: { properties: { admin: { const: false } } } } })
! pm.response.to.have.jsonSchema({ additionalProperties: false, properties: { id: {} } })
! pm.response.to.have.jsonSchema('no schema')
! pm.response.to.have.jsonSchema()
! pm.response.to.have.jsonSchema({ type: 'nonsense' })
! pm.response.to.have.jsonSchema({ properties: { id: { minimum: 10 }, name: { pattern: '^B' }, price: { multipleOf: 1 } } }, { allErrors: false })
! pm.expect({ a: 1 }).to.have.jsonSchema({ properties: { a: { enum: [2, 3] } } })
pm.expect([1, 2]).to.have.jsonSchema({ type: 'array', items: { type: 'number' }, minItems: 2 })
! pm.expect([1, 1]).to.have.jsonSchema({ uniqueItems: true })
! pm.expect({ d: 'x', e: 'y' }).to.have.jsonSchema({ properties: { d: { format: 'date' }, e: { format: 'email' } } })
! pm.expect(5).to.have.jsonSchema({ oneOf: [{ type: 'number' }, { minimum: 2 }] })
! pm.expect(5).to.have.jsonSchema({ not: { type: 'number' } })
""")))

case("pm.request assertions", step("/echo", method="POST", header=[{"key": "X-A", "value": "1"}], body=raw("{}", "json"), before=checks("""
pm.request.to.have.header('X-A')
pm.request.to.have.header('x-a', '1')
! pm.request.to.have.header('X-A', '2')
! pm.request.to.have.header('X-B')
pm.request.to.be.postmanRequest
! pm.request.to.be.postmanResponse
! pm.request.to.have.status(200)
! pm.expect(pm.request.method).to.equal('GET')
"""), after=checks("""
pm.request.to.have.header('X-A')
pm.request.to.have.header('Content-Type', 'application/json')
! pm.request.to.not.have.header('Content-Type')
""")))
