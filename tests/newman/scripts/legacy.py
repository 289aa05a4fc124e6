"""The globals of older scripts."""

from scripts.making import case, facts, raw, scope, step

case("tests", step("/document/json", after="""
tests['passes'] = true;
tests['fails'] = false;
tests["also fails: 0"] = 0;
tests.truthy = 'text';
tests['status is ' + responseCode.code] = responseCode.code === 200;
tests['undefined'] = undefined;
tests['overwritten'] = false;
tests['overwritten'] = true;
"""), fails=["fails", "also fails: 0", "undefined"])

case("tests beside pm.test", step("/document/json", before="tests['before the request'] = true;", after="tests['old'] = true; pm.test('new', () => {}); tests['old, later'] = false; pm.test('newer', () => {});"), fails=["old, later"])

case("tests replaced", step("/document/json", after="tests = { a: true, b: false }; console.log(Object.keys(tests).join());"), says=["a,b"])

case("tests set in callbacks", step("/document/json", after="setTimeout(() => { tests['late'] = false; }, 5); tests['early'] = true;"), step("/next"))

case("legacy globals of the response", step("/document/json", after=facts("""
responseBody.length
JSON.parse(responseBody).name
responseCode.code
responseCode.name
responseCode.detail
responseHeaders['Content-Type']
responseHeaders['X-Own']
Object.keys(responseHeaders)
typeof responseTime
responseTime === pm.response.responseTime
? responseCookies.length
responseCookies.count()
iteration
""")), step("/set-cookie?1=a%3D1%3B%20Path%3D/", after=facts("""
postman.getResponseCookie('a').value
? postman.getResponseCookie('gone')
responseCookies.count()
responseCookies.one('a').name
postman.getResponseHeader('Set-Cookie')
? postman.getResponseHeader('gone')
postman.getResponseHeader('content-length')
""")), step("/status/404", after=facts("responseCode\nresponseBody")))

case("legacy globals of the request", step("/echo?a=1", method="POST", header=[{"key": "X-A", "value": "1"}, {"key": "X-Off", "value": "2", "disabled": True}], body=raw('{"a": 1}'), description="About it", before=facts("""
request.method
request.url.replace(/\\d+\\.\\d+\\.\\d+\\.\\d+:\\d+/, 'HOST')
request.headers
request.data
request.name
request.id
request.description
typeof responseBody
typeof responseCode
typeof responseHeaders
"""), after=facts("request.method\nrequest.headers['x-a']\nrequest.data")),
    step("/form", method="POST", body={"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}, {"key": "b", "value": "3"}, {"key": "off", "value": "4", "disabled": True}]}, before=facts("request.data")),
    step("/multipart", method="POST", body={"mode": "formdata", "formdata": [{"key": "a", "value": "1", "type": "text"}]}, before=facts("request.data")),
    step("/none", before=facts("request.data\n? request.description")))

case("legacy globals of variables", step("/{{x}}", before=facts("""
environment
globals
data
environment.e
globals.g
data.row
iteration
environment['gone'] === undefined
: environment.e = 'changed here only'
pm.environment.get('e')
: postman.setEnvironmentVariable('x', 'set'); postman.setGlobalVariable('y', 7); postman.setEnvironmentVariable('f', false); postman.setEnvironmentVariable('o', { a: 1 })
environment.x
postman.getEnvironmentVariable('x')
postman.getGlobalVariable('y')
pm.environment.toObject()
pm.globals.toObject()
? postman.getEnvironmentVariable('gone')
: postman.clearEnvironmentVariable('f'); postman.clearGlobalVariable('g')
pm.environment.toObject()
pm.globals.toObject()
"""), after=facts("""
environment.x
: postman.clearEnvironmentVariables(); postman.clearGlobalVariables()
environment
pm.environment.toObject()
pm.globals.toObject()
""")), environment=scope(e="1"), globals=scope(g="2"), args=["-d", "{dir}/rows.json"], files={"rows.json": b'[{"row": "r"}]'})

case("legacy libraries", step("/document/xml", after=facts("""
_.VERSION
_.pluck([{ a: 1 }, { a: 2 }], 'a')
_.contains([1, 2], 2)
CryptoJS.MD5('x').toString()
CryptoJS.HmacSHA256('m', 'k').toString(CryptoJS.enc.Base64)
tv4.validate({ a: 1 }, { type: 'object' })
tv4.error
xml2Json(responseBody).shop.item.length
xml2Json(responseBody)
? xml2Json('broken <')
cheerio.load('<p>x</p>')('p').text()
atob(btoa('text'))
new Backbone.Model({ a: 1 }).get('a')
typeof postman.setNextRequest
""")))

case("legacy JSON", step("/document/broken", after=facts("""
JSON.parse('{"a": 1}')
JSON.stringify({ a: [1, undefined, () => 1], b: undefined })
! JSON.parse('{"a": 1,}')
! JSON.parse('nonsense')
! JSON.parse('')
! JSON.parse('{"a": 1} x')
! JSON.parse('[1, 2')
! JSON.parse('{"a"\\n: tru}')
JSON.stringify({ a: 1 }, null, 2)
JSON.parse('[1,2]', (k, v) => Array.isArray(v) ? v : v * 2)
JSON.stringify(new Date(0))
JSON.stringify('\\u2028é')
! JSON.stringify((() => { const o = {}; o.o = o; return o; })())
""")))

case("the marker of the newer sandbox", step("/document/json", after='"use sandbox2";\nconsole.log(typeof tests, typeof responseBody, typeof _, typeof pm.test, typeof postman);'), says=["undefined undefined undefined function undefined"])

case("warnings of legacy globals", step("/document/json", after="""
tests['a'] = true; tests['b'] = true;
environment.x; environment.x; globals.y; data.z; request.url; responseHeaders['X']; responseCode.code; responseCookies.length; responseTime; responseBody; iteration;
_.VERSION; CryptoJS.MD5; tv4.error; xml2Json('<a/>'); cheerio.load('x'); Backbone.VERSION; postman.getResponseHeader('X');
"""), step("/document/json", after="tests['c'] = true;"))
