"""What Newman's sandbox is too old for: judged by Newman with a newer one, postman-sandbox 6.7.4, which Coffer's runtime is made of."""

from functools import partial

from scripts import making
from scripts.making import facts, step

case = partial(making.case, newer=True)

case("await in a script", step("/{{token}}", before="""
console.log('before');
const answer = await pm.sendRequest({ url: 'http://{{host}}/echo/login', method: 'POST', body: { mode: 'raw', raw: 'x' } });
console.log(answer.code, answer.json().method);
pm.environment.set('token', await new Promise((resolve) => setTimeout(() => resolve('waited'), 10)));
console.log('after');
""", after="""
const list = (await pm.sendRequest('http://{{host}}/document/list')).json();
for await (const x of list) console.log(x.name);
pm.test('after await', () => { pm.expect(list).to.have.lengthOf(3); });
pm.test('await in a test', async () => { await null; pm.expect(1).to.equal(1); });
"""), says=["after", "three"], sends="/echo/login /waited /document/list")

case("await and errors", step("/1", after="console.log('before'); await Promise.reject(new RangeError('awaited')); console.log('never');"), step("/2", after="await null; throw new TypeError('thrown after await');"), step("/3", after="console.log('next');"),
     errors=["RangeError: awaited", "TypeError: thrown after await"], says=["next"], sends="/1 /2 /3")

case("await and setNextRequest", step("/1", after="await new Promise((r) => setTimeout(r, 5)); pm.execution.setNextRequest('/3');"), step("/2"), step("/3"), sends="/1 /3")

case("await and skipRequest", step("/1", before="await pm.sendRequest('http://{{host}}/sent'); pm.execution.skipRequest(); console.log('never');", after="console.log('never');"), step("/2"), sends="/sent /2")

case("pm.sendRequest as a promise", step("/1", after="""
pm.sendRequest('http://{{host}}/document/json').then((response) => { console.log(response.code, response.json().name, response.headers.get('X-Number')); });
"""), step("/2", after="""
try { await pm.sendRequest('http://{{dead}}/'); } catch (error) { console.log(error.code, error.name, error.message); }
try { await pm.sendRequest(''); } catch (error) { console.log(error.name, error.message); }
const [a, b] = [await pm.sendRequest('http://{{host}}/a'), await pm.sendRequest({ url: 'http://{{host}}/b', header: { 'X-A': '1' } })];
pm.test('both', () => { pm.expect(a).to.have.status(200); pm.expect(b).to.have.status(404); });
"""), fails=["both"])

case("the jar as promises", step("/1", before="""
const jar = pm.cookies.jar();
const cookie = await jar.set('http://{{host}}', 'a', '1');
console.log(cookie.name, cookie.value);
console.log(await jar.get('http://{{host}}', 'a'), await jar.get('http://{{host}}', 'gone'));
console.log((await jar.getAll('http://{{host}}')).map((c) => c.name).join());
await jar.unset('http://{{host}}', 'a');
await jar.set('http://{{host}}', { name: 'b', value: '2' });
console.log((await jar.getAll('http://{{host}}')).count());
for (const call of [() => jar.get('', 'a'), () => jar.get('http://{{host}}', 5), () => jar.getAll(), () => jar.set('http://{{host}}')]) { try { await call(); console.log('no error'); } catch (e) { console.log(e.name, e.message); } }
"""), step("/echo", after="console.log(pm.response.json().headers.cookie); await pm.cookies.jar().clear('http://{{host}}'); console.log((await pm.cookies.jar().getAll('http://{{host}}')).count());"), says=["b=2", "0"])

case("globals of the newer sandbox", step("/1", after=facts("""
new URL('http://u:p@x.example:8080/a/../b?c=1#d').href
new URL('../y', 'http://x.example/a/b').pathname
! new URL('nonsense')
new URLSearchParams('a=1&b=2&a=3').getAll('a')
new URLSearchParams({ a: 'x y', b: '&' }).toString()
[...new TextEncoder().encode('é')]
new TextDecoder().decode(new Uint8Array([0xc3, 0xa9]))
structuredClone({ a: new Date(0), b: new Map([[1, 2]]) }).b.get(1)
typeof queueMicrotask
new AbortController().signal.aborted
typeof AbortSignal.abort
new DOMException('m', 'AbortError').name
new Event('x').type
typeof new EventTarget().addEventListener
crypto.getRandomValues(new Uint8Array(4)).length
/^[0-9a-f-]{36}$/.test(crypto.randomUUID())
typeof crypto.subtle.digest
typeof Blob
typeof File
typeof Intl.DateTimeFormat
new AggregateError([new Error('a')], 'm').errors.length
typeof fetch
typeof globalThis
typeof WebAssembly
typeof process
""")))

case("streams and shared memory of the newer sandbox", step("/1", after=facts("""
typeof ReadableStream
typeof WritableStream
typeof TransformStream
typeof SharedArrayBuffer
""")))

case("crypto.subtle", step("/1", after="""
const hex = (buffer) => [...new Uint8Array(buffer)].map((b) => b.toString(16).padStart(2, '0')).join('');
const text = new TextEncoder().encode('message');
for (const name of ['SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) console.log(name, hex(await crypto.subtle.digest(name, text)));
const hmac = await crypto.subtle.importKey('raw', new TextEncoder().encode('key'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
const signature = await crypto.subtle.sign('HMAC', hmac, text);
console.log(hex(signature), await crypto.subtle.verify('HMAC', hmac, signature, text), await crypto.subtle.verify('HMAC', hmac, signature, new Uint8Array(3)));
const aes = await crypto.subtle.importKey('raw', new Uint8Array(16).fill(7), 'AES-CBC', true, ['encrypt', 'decrypt']);
const sealed = await crypto.subtle.encrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, aes, text);
console.log(hex(sealed), new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-CBC', iv: new Uint8Array(16) }, aes, sealed)));
const gcm = await crypto.subtle.importKey('raw', new Uint8Array(32).fill(1), 'AES-GCM', false, ['encrypt']);
console.log(hex(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: new Uint8Array(12) }, gcm, text)));
const base = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
console.log(hex(await crypto.subtle.deriveBits({ name: 'PBKDF2', salt: text, iterations: 10, hash: 'SHA-256' }, base, 128)));
try { await crypto.subtle.digest('MD5', text); } catch (e) { console.log(e.name); }
"""), says=["SHA-1 6f9b9af3cd6e8b8a73c2cdced37fe9f59226e27d"])

making.case("the wording of warnings", step("/document/json", before="_.VERSION; postman.setEnvironmentVariable('x', 1); postman.getEnvironmentVariable('x'); postman.clearEnvironmentVariable('x'); postman.clearEnvironmentVariables(); environment.x; data.z;", after="""
tests['a'] = true; globals.y; request.url; responseHeaders['X']; responseCode.code; responseCookies.count(); responseTime; responseBody; iteration;
CryptoJS.MD5; tv4.error; xml2Json('<a/>'); cheerio.load('x'); Backbone.VERSION; atob(btoa('x'));
postman.getResponseHeader('X'); postman.getResponseCookie('x');
postman.setGlobalVariable('x', 1); postman.getGlobalVariable('x'); postman.clearGlobalVariable('x'); postman.clearGlobalVariables(); postman.setNextRequest(null);
"""), says=['Using "tests" is deprecated. Use "pm.test()" instead.'])
