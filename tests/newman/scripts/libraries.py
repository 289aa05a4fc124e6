"""The libraries that Postman's sandbox lists, and the ways to get at them."""

from scripts.making import case, facts, step


def library(name, text, title=None):
    case(f"library {title or name}", step("/document/json", after=facts(f": const lib = require('{name}')\n" + text)))


library("ajv", """
: const ajv = new lib({ allErrors: true, logger: false })
ajv.validate({ type: 'object', required: ['a'] }, { a: 1 })
ajv.validate({ properties: { a: { type: 'string' }, b: { maximum: 1 } } }, { a: 1, b: 2 })
ajv.errorsText()
ajv.errors
: const check = ajv.compile({ $id: 'x', type: 'array', items: { $ref: '#/definitions/d' }, definitions: { d: { type: 'integer' } } })
[check([1, 2]), check([1, 'x']), check.errors[0].dataPath, check.errors[0].message]
! ajv.compile({ type: 'wrong' })
: ajv.addKeyword('even', { validate: (schema, data) => data % 2 === 0 })
[ajv.validate({ even: true }, 2), ajv.validate({ even: true }, 3)]
ajv.validate({ format: 'email' }, 'a@b.c')
: ajv.addFormat('own', /^x+$/)
ajv.validate({ format: 'own' }, 'xy')
! new lib().validate({ $ref: 'nowhere' }, 1)
""")

library("atob", "lib('aGVsbG8=')\nlib('w6k=')\nlib('')\natob('AAEC').length")
library("btoa", "lib('hello')\nlib('')\nbtoa('\\u0000\\u0001')")

library("chai", "lib.expect(1).to.equal(1) !== undefined\n! lib.expect(1).to.equal(2)\nlib.version\ntypeof lib.assert.equal")

library("cheerio", """
: const $ = lib.load('<html><head><title>T</title></head><body><h1 class="big a">Hello <b>you</b></h1><ul><li>1</li><li data-x="y">2</li></ul><a href="/x?a=1&amp;b=2">go</a></body></html>')
$('h1').text()
$('h1').html()
$('h1').attr('class')
$('li').length
$('li').map((i, e) => $(e).text()).get()
$('li').eq(1).data('x')
$('a').attr('href')
$('h1').hasClass('big')
$('ul').children().first().text()
$('b').parent().is('h1')
: $('h1').addClass('new').append('<i>!</i>')
$('h1').toString()
$('.none').length
$.html().length
lib.load('<a><b>x</b></a>', { xmlMode: true }).xml()
""")

library("crypto-js", """
lib.MD5('message').toString()
lib.SHA1('message').toString()
lib.SHA256('message').toString()
lib.SHA512('message').toString(lib.enc.Base64)
lib.SHA3('message').toString()
lib.RIPEMD160('message').toString()
lib.HmacSHA256('message', 'key').toString(lib.enc.Hex)
lib.HmacSHA1('é世', 'ключ').toString(lib.enc.Base64)
lib.HmacSHA512('m', 'k').toString()
lib.enc.Base64.stringify(lib.enc.Utf8.parse('héllo'))
lib.enc.Utf8.stringify(lib.enc.Base64.parse('aMOpbGxv'))
lib.enc.Hex.parse('48656c6c6f').toString(lib.enc.Utf8)
lib.enc.Latin1.parse('abc').words
lib.AES.decrypt(lib.AES.encrypt('secret text', 'passphrase').toString(), 'passphrase').toString(lib.enc.Utf8)
lib.AES.encrypt('text', lib.enc.Utf8.parse('0123456789abcdef'), { iv: lib.enc.Utf8.parse('fedcba9876543210') }).toString()
lib.AES.encrypt('text', lib.enc.Utf8.parse('0123456789abcdef'), { mode: lib.mode.ECB, padding: lib.pad.Pkcs7 }).ciphertext.toString()
lib.TripleDES.encrypt('text', lib.enc.Hex.parse('0123456789abcdef0123456789abcdef0123456789abcdef'), { mode: lib.mode.ECB }).toString()
lib.PBKDF2('password', 'salt', { keySize: 4, iterations: 10 }).toString()
lib.lib.WordArray.create([1, 2]).toString()
lib.lib.WordArray.random(16).sigBytes
lib.SHA256(lib.lib.WordArray.create([0x12345678])).toString()
: const hash = lib.algo.SHA256.create(); hash.update('mes'); hash.update('sage')
hash.finalize().toString()
""")

library("csv-parse/lib/sync", """
lib('a,b\\n1,2\\n3,4')
lib('a,b\\n1,"x ""y"" , z"\\n', { columns: true })
lib('a;b\\n1;2', { delimiter: ';', columns: true })
lib('# no\\n1,2', { comment: '#' })
lib(' a , b ', { trim: true })
lib('')
lib('a,b\\n1', { columns: true })
! lib('"open')
lib('1,2\\n3', { relax_column_count: true })
""")

library("lodash", """
lib.get({ a: [{ b: 1 }] }, 'a[0].b')
lib.set({}, 'a.b[1]', 2)
lib.groupBy([1, 2, 3], (n) => n % 2 ? 'odd' : 'even')
lib.chunk([1, 2, 3], 2)
lib.uniq([1, 1, 2])
lib.isEqual({ a: [1] }, { a: [1] })
lib.cloneDeep({ a: { b: new Date(0) } }).a.b.getTime()
lib.merge({ a: { b: 1 } }, { a: { c: 2 } })
lib.template('Hi <%= name %>')({ name: 'Ada' })
lib.chain([3, 1, 2]).sortBy().reverse().value()
lib.camelCase('some words here')
lib.padStart('5', 3, '0')
lib.flattenDeep([1, [2, [3]]])
lib.sumBy([{ n: 1 }, { n: 2 }], 'n')
lib.keyBy([{ id: 'a' }], 'id')
lib.debounce.length
lib.isPlainObject({})
lib.random(5, 5)
lib.now() > 0
lib.omit({ a: 1, b: 2 }, 'a')
typeof lib.uniqueId()
""")

library("moment", """
lib.version
lib.utc(0).format()
lib.utc('2020-02-29T12:34:56Z').format('YYYY-MM-DD HH:mm:ss dddd Do MMMM')
lib.utc('2020-01-31').add(1, 'month').format('YYYY-MM-DD')
lib.utc('2020-01-01').diff(lib.utc('2019-01-01'), 'days')
lib.utc('2020-01-01').isBefore('2021-01-01')
lib('13/02/2020', 'DD/MM/YYYY').isValid()
lib('99/99/2020', 'DD/MM/YYYY', true).isValid()
lib.duration(90, 'minutes').humanize()
lib.duration('PT1H30M').asMinutes()
lib.unix(1).utc().toISOString()
lib.utc([2020, 5, 1]).endOf('month').toISOString()
lib.isMoment(lib())
lib.locale()
lib.utc('2020-06-15').startOf('week').format('YYYY-MM-DD')
lib.utc(0).toObject()
lib.utc(0).from(lib.utc(86400000))
typeof moment
""")

library("tv4", """
lib.validate({ a: 1 }, { type: 'object', required: ['a'] })
lib.validate({ a: 'x' }, { properties: { a: { type: 'number' } } })
lib.error.message
lib.error.dataPath
lib.error.code
lib.validateMultiple({ a: 'x', b: 1 }, { properties: { a: { type: 'number' }, b: { type: 'string' } } }).errors.length
lib.validateResult(5, { minimum: 10 }).valid
lib.validateResult(5, { minimum: 10 }).error.message
: lib.addSchema('http://x/s', { type: 'string' })
lib.validate(5, { $ref: 'http://x/s' })
lib.missing
""")

library("uuid", """
/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(lib())
lib() !== lib()
/^[0-9a-f-]{36}$/.test(lib.v4())
Object.keys(lib).sort()
typeof lib.v1
""")

library("xml2js", """
: lib.parseString('<a x="1"><b>t</b><b>u &amp; v</b><c/></a>', (error, result) => { globalResult = [error, result]; })
: var globalResult
: lib.parseString('<a x="1"><b>t</b><b>u &amp; v</b><c/></a>', { async: false }, (error, result) => { globalResult = [error, result]; })
globalResult
: lib.parseString('<a x="1"><b>t</b></a>', { explicitArray: false, mergeAttrs: true, ignoreAttrs: false, trim: true }, (error, result) => { globalResult = result; })
globalResult
: lib.parseString('<a><b></a>', (error, result) => { globalResult = error && error.message.split('\\n')[0]; })
globalResult
new lib.Builder({ headless: true, renderOpts: { pretty: false } }).buildObject({ a: { $: { x: 1 }, b: ['t', 'u & v'] } })
typeof lib.Parser
typeof lib.parseStringPromise
xml2Json('<a x="1"><b> t </b><b>u</b></a>')
xml2Json('<shop><item>1</item></shop>').shop.item
""")

library("postman-collection", """
Object.keys(lib).filter((k) => /^[A-Z]/.test(k)).sort()
new lib.Url('http://x.example:8080/a/:b?c=1#d').getHost()
new lib.Url('http://x.example/a?b=1').query.toObject()
new lib.Collection({ info: { name: 'n' }, item: [{ name: 'i', request: 'http://x' }] }).items.count()
lib.Header.parse('A: 1\\nB: 2')
new lib.Request('http://x/y').url.toString()
lib.QueryParam.parse('a=1&b')
new lib.Variable({ key: 'k', value: '7', type: 'number' }).get()
new lib.VariableScope({ values: [{ key: 'a', value: 'b' }] }).replaceIn('{{a}}')
new lib.Response({ code: 201, body: 'x' }).reason()
lib.Cookie.parse ? new lib.Cookie('a=b; Path=/; HttpOnly').toJSON().httpOnly : 0
new lib.PropertyList(lib.Header, null, [{ key: 'a', value: '1' }]).get('A')
new lib.UrlMatchPattern('https://*.example.com/*').test('https://a.example.com/x')
typeof lib.Property.replaceSubstitutions
""")

library("backbone", """
lib.VERSION
new lib.Model({ a: 1 }).get('a')
new lib.Collection([{ id: 1 }, { id: 2 }]).length
: const model = new lib.Model(); let changed = 0; model.on('change:a', () => { changed++; })
: model.set('a', 5)
changed
typeof lib.Events.on
""")

case("what require refuses", step("/document/json", after=facts("""
! require('http')
! require('child_process')
! require('axios')
! require('no-such-thing')
! require('./script.js')
! require('')
! require()
! require('vm')
! require('net')
! require('worker_threads')
! require('node:fs')
typeof require
""")))

case("modules that are empty", step("/document/json", after=facts("Object.keys(require('fs')).length\nrequire('os').EOL")))

case("require gives the same each time", step("/document/json", before="require('lodash').mark = 'of the first script';", after=facts("""
require('lodash') === require('lodash')
require('moment') === require('moment')
require('lodash') === _
require('crypto-js') === CryptoJS
require('chai').expect === pm.expect
require('buffer').Buffer === Buffer
require('lodash').mark
""")))

case("pm.require", step("/document/json", after=facts("! pm.require('@team/package')\ntypeof pm.require")))

case("several libraries together", step("/document/xml", after="""
const _l = require('lodash'), moment = require('moment'), cryptoJs = require('crypto-js'), ajv = require('ajv');
xmlResult = null;
require('xml2js').parseString(pm.response.text(), { explicitArray: false }, (error, result) => {
  pm.test('parsed', () => { pm.expect(error).to.be.null; pm.expect(result.shop.item).to.have.lengthOf(2); });
  console.log(_l.map(result.shop.item, 'name').join(), cryptoJs.MD5(result.shop.item[0].price).toString(), moment.utc(0).year());
});
"""), says=["tea,a & b 73cdf608d1ee898d0b5ef68f1869a851 1970"])
