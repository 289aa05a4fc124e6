"""pm.sendRequest: every form of a request, what its callback gets, and when."""

from scripts.making import case, facts, raw, step, variables

ECHO = "const got = (name) => (error, response) => console.log(name, error, response && response.code, response && response.text());\n"


def sent(argument, name="sent"):
    return step("/document/json", name=name, after=ECHO + f"pm.sendRequest({argument}, got({name!r}));")


case("pm.sendRequest of a text", sent("'http://{{host}}/echo/text?a=1&b=2 3'"), sends="/document/json /echo/text?a=1&b=2%203")

FORMS = {
    "a url only": "{ url: 'http://{{host}}/echo' }",
    "a method": "{ url: 'http://{{host}}/echo', method: 'DELETE' }",
    "headers as an object": "{ url: 'http://{{host}}/echo', method: 'GET', header: { 'X-A': '1', 'X-B': 'two' } }",
    "headers as a list": "{ url: 'http://{{host}}/echo', header: [{ key: 'X-A', value: '1' }, { key: 'X-Off', value: '2', disabled: true }, { key: 'X-A', value: '3' }] }",
    "headers as a text": "{ url: 'http://{{host}}/echo', header: 'X-A: 1\\nX-B: 2' }",
    "headers as texts": "{ url: 'http://{{host}}/echo', header: ['X-A: 1', 'X-B:2'] }",
    "headers by the wrong name": "{ url: 'http://{{host}}/echo', headers: { 'X-A': '1' } }",
    "a raw body": "{ url: 'http://{{host}}/echo', method: 'POST', body: { mode: 'raw', raw: JSON.stringify({ a: [1] }) } }",
    "a raw body with a type": "{ url: 'http://{{host}}/echo', method: 'POST', header: { 'Content-Type': 'application/json' }, body: { mode: 'raw', raw: '{}' } }",
    "a raw body with a language": "{ url: 'http://{{host}}/echo', method: 'POST', body: { mode: 'raw', raw: '<a/>', options: { raw: { language: 'xml' } } } }",
    "a body as a text": "{ url: 'http://{{host}}/echo', method: 'POST', body: 'only text' }",
    "a body as an object": "{ url: 'http://{{host}}/echo', method: 'POST', body: { a: 1 } }",
    "urlencoded fields as a list": "{ url: 'http://{{host}}/echo', method: 'POST', body: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1 &' }, { key: 'off', value: 'x', disabled: true }, { key: 'b', value: 'é' }] } }",
    "urlencoded fields as a text": "{ url: 'http://{{host}}/echo', method: 'POST', body: { mode: 'urlencoded', urlencoded: 'a=1&b=2' } }",
    "graphql": "{ url: 'http://{{host}}/echo', method: 'POST', body: { mode: 'graphql', graphql: { query: '{ a }', variables: '{\"x\": 1}' } } }",
    "a body with GET": "{ url: 'http://{{host}}/echo', method: 'GET', body: { mode: 'raw', raw: 'with get' } }",
    "basic auth": "{ url: 'http://{{host}}/echo', auth: { type: 'basic', basic: [{ key: 'username', value: 'u' }, { key: 'password', value: 'p' }] } }",
    "basic auth as an object": "{ url: 'http://{{host}}/echo', auth: { type: 'basic', basic: { username: 'u', password: 'p' } } }",
    "bearer auth": "{ url: 'http://{{host}}/echo', auth: { type: 'bearer', bearer: [{ key: 'token', value: 't' }] } }",
    "an api key": "{ url: 'http://{{host}}/echo', auth: { type: 'apikey', apikey: [{ key: 'key', value: 'k' }, { key: 'value', value: 'v' }, { key: 'in', value: 'query' }] } }",
    "a url in parts": "{ url: { protocol: 'http', host: '127.0.0.1', port: '{{host}}'.split(':')[1], path: ['echo', 'a b'], query: [{ key: 'q', value: '1' }, { key: 'off', value: '2', disabled: true }] } }",
    "a url without a scheme": "{ url: '{{host}}/echo' }",
    "a Request": "new (require('postman-collection').Request)({ url: 'http://{{host}}/echo', method: 'PUT', header: [{ key: 'X-A', value: '1' }], body: { mode: 'raw', raw: 'r' } })",
    "a changed clone of pm.request": "Object.assign(pm.request.clone(), { method: 'POST' })",
}
case("forms of requests for pm.sendRequest", *[sent(form, name) for name, form in FORMS.items()])

case("pm.sendRequest with form-data", step("/document/json", after="""
pm.sendRequest({ url: 'http://{{host}}/form', method: 'POST', body: { mode: 'formdata', formdata: [{ key: 'a', value: '1' }, { key: 'b', value: 'é', type: 'text' }, { key: 'off', value: 'x', disabled: true }] } }, (error, response) => console.log(error, response.code));
pm.sendRequest({ url: 'http://{{host}}/object', method: 'POST', body: { mode: 'formdata', formdata: { a: '1', b: '2' } } }, (error, response) => console.log(error, response.code));
"""), unordered=True)

case("pm.sendRequest with files", step("/document/json", after="""
pm.sendRequest({ url: 'http://{{host}}/form', method: 'POST', body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: 'note.txt' }, { key: 'a', value: '1' }] } }, (error, response) => {
  console.log('form', error, response.code);
  pm.sendRequest({ url: 'http://{{host}}/file', method: 'POST', body: { mode: 'file', file: { src: 'note.txt' } } }, (error, response) => console.log('file', error, response.code));
});
"""), files={"note.txt": b"a note"}, args=["--working-dir", "{dir}"], says=["uploading files from scripts is not allowed"])

case("what pm.sendRequest gives its callback", step("/x", after=facts("""
pm.sendRequest('http://{{host}}/document/json', (error, response, history) => {
  console.log(error, response.code, response.status, response.json().name, response.headers.get('X-Number'), response.responseSize, typeof response.responseTime);
  console.log(response.reason(), Object.keys(history), history.cookies.count(), pm.response.text(), response.text === pm.response.text);
}) === pm
""")))

case("pm.sendRequest to where nobody is", step("/x", after="""
pm.sendRequest('http://{{dead}}/', (error, response) => {
  console.log(error.code, error.syscall || error.message.slice(0, 20), Object.keys(error).sort().join(), typeof response);
  pm.test('has an error', () => { pm.expect(error.code).to.be.undefined; });
});
"""), step("/next"), fails=["has an error"], sends="/x /next")

case("the error of pm.sendRequest", step("/x", after="pm.sendRequest('http://{{dead}}/', (error) => console.log(error instanceof Error, typeof error.message));"),
     step("/y", after="pm.sendRequest(new (require('postman-collection').Url)('http://{{host}}/echo?u=1'), (error) => console.log(error instanceof Error, typeof error.message));"))

case("pm.sendRequest of nothing", step("/x", after=facts("""
: pm.sendRequest(undefined, (error) => console.log('nothing', error.name, error.message))
: pm.sendRequest('', (error) => console.log('empty', error.name, error.message))
: pm.sendRequest(null, (error) => console.log('null', error.name, error.message))
: pm.sendRequest({}, (error, response) => console.log('an object', Boolean(error), response && response.code))
: pm.sendRequest({ url: '' }, (error, response) => console.log('no url', Boolean(error)))
""")), sends="/x")

case("pm.sendRequest without a callback", step("/x", after="pm.sendRequest('http://{{host}}/sent'); console.log('goes on');"), step("/next"))

case("pm.sendRequest in turn", step("/x", after="""
const urls = ['/a', '/b', '/c'];
const next = () => { const path = urls.shift(); if (path) pm.sendRequest('http://{{host}}' + path, (error, response) => { console.log(path, response.code); next(); }); else console.log('done'); };
next();
"""), step("/next"), sends="/x /a /b /c /next", says=["done"])

case("pm.sendRequest before the request", step("/{{token}}", before="""
pm.sendRequest({ url: 'http://{{host}}/echo/login', method: 'POST', body: { mode: 'raw', raw: 'secret' } }, (error, response) => { pm.environment.set('token', response.json().path.split('/').pop()); });
"""), sends="/echo/login /login")

case("pm.sendRequest and tests", step("/x", after="""
pm.sendRequest('http://{{host}}/document/list', (error, response) => {
  pm.test('inside', () => { pm.expect(error).to.equal(null); pm.expect(response).to.have.status(200); pm.expect(response.json()).to.have.lengthOf(3); });
  pm.test('fails inside', () => { pm.expect(response).to.have.status(404); });
  pm.test('response assertions', () => { pm.expect(response).to.have.jsonBody('[0].name', 'one'); });
});
pm.test('outside, first', () => {});
"""), fails=["fails inside"])

case("an error in a callback of pm.sendRequest", step("/x", after="pm.sendRequest('http://{{host}}/sent', () => { console.log('in it'); throw new Error('thrown inside'); });"), step("/next"),
     errors=["Error: thrown inside"], sends="/x /sent /next", status=0)

case("variables in pm.sendRequest", step("/x", after=ECHO + """
pm.environment.set('fresh', 'f');
pm.sendRequest({ url: 'http://{{host}}/echo/{{v}}/{{e}}', header: { 'X-V': '{{v}}', 'X-Fresh': '{{fresh}}' }, method: 'POST', body: { mode: 'raw', raw: '{{v}} {{gone}}' } }, got('as it is'));
""", before="pm.environment.set('e', 'env'); pm.variables.set('l', 'local');"), variable=variables(v="collection"))

case("cookies in pm.sendRequest", step("/set-cookie?1=a%3D1%3B%20Path%3D/", after="""
pm.sendRequest('http://{{host}}/set-cookie?1=b%3D2%3B%20Path%3D/', (error, response, history) => {
  console.log(history.cookies.map((c) => c.name + '=' + c.value).join(), response.cookies.count(), response.headers.get('Set-Cookie'));
  pm.sendRequest('http://{{host}}/echo', (error, response) => console.log(response.json().headers.cookie));
});
"""), step("/echo", after="console.log(pm.response.json().headers.cookie);"), says=["a=1; b=2"])

case("redirects in pm.sendRequest", step("/x", after="""
pm.sendRequest('http://{{host}}/redirect/302?to=/document/list', (error, response) => {
  console.log(response.code, response.json().length);
  pm.sendRequest('http://{{host}}/loop', (error, response) => console.log('loop', Boolean(error), response && response.code));
});
"""))

case("statuses in pm.sendRequest", step("/x", after="""
const codes = [204, 404, 500];
const next = () => { const code = codes.shift(); code && pm.sendRequest('http://{{host}}/status/' + code, (error, response) => { console.log(error, response.code, response.status, response.text()); next(); }); };
next();
"""))

case("pm.sendRequest for each iteration", step("/x", before="pm.sendRequest('http://{{host}}/before/' + pm.info.iteration, () => {});", after="pm.sendRequest('http://{{host}}/after/' + pm.info.iteration, () => {});"),
     args=["-n", "2"], sends="/before/0 /x /after/0 /before/1 /x /after/1")

case("pm.sendRequest with a changed argument", step("/x", after="""
const asked = { url: 'http://{{host}}/echo', method: 'POST', header: { 'X-A': '1' }, body: { mode: 'raw', raw: 'before' } };
pm.sendRequest(asked, (error, response) => console.log(response.json().body, response.json().headers['x-a']));
asked.body.raw = 'after'; asked.header['X-A'] = '2';
"""), says=["before 1"])
