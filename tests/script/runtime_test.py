"""The runtime of scripts, in the real coffer-sandbox: each member of pm, each library, each older global, each flow."""

import base64
import hashlib
import json

import pytest

from sandbox import Sandbox


@pytest.fixture(scope="module", name="box")
def _box():
    box = Sandbox()
    yield box
    box.close()


def said(box, source, **members):
    """What the script printed; that it ended without an error."""
    outcome = box.run(source, **members)
    assert outcome.error is None and outcome.errors == [], outcome.frames
    return outcome.console


def values(done, scope):
    return {each["key"]: each["value"] for each in done[scope]["values"]}


def test_a_test_passes_fails_is_skipped_and_counts(box):
    outcome = box.run("""pm.test('ok', () => pm.expect(1).to.equal(1));
        pm.test('not', () => pm.expect({ a: 1 }).to.eql({ a: 2 }));
        pm.test.skip('later'); pm.test('none'); console.log(pm.test.index());""")
    assert [(each["name"], each["passed"], each["skipped"], each["index"]) for each in outcome.assertions] == [
        ("ok", True, False, 0), ("not", False, False, 1), ("later", True, True, 2), ("none", True, False, 3)]
    assert outcome.assertions[1]["error"] == {
        "name": "AssertionError", "message": "expected { a: 1 } to deeply equal { a: 2 }",
        "stack": "at test script of Folder / Request:2:56\nat test script of Folder / Request:2:16"}
    assert outcome.console == ["4"]


def test_a_test_that_takes_a_callback_is_done_when_it_says_so(box):
    outcome = box.run("pm.test('late', (done) => setTimeout(() => done(new Error('no')), 1)); pm.test('fine', (done) => setTimeout(done, 1));")
    assert outcome.asserted == {"late": "no", "fine": True}
    assert all(each["async"] for each in outcome.assertions)


def test_what_is_thrown_that_is_no_error_fails_a_test_by_its_name(box):
    outcome = box.run("pm.test('text', () => { throw 'x' }); pm.test('odd', () => { throw { message: 'm' } }); pm.test(undefined, () => {});")
    assert outcome.asserted == {"text": "text", "odd": "m", "undefined": True}
    assert {each["error"]["name"] for each in outcome.assertions if not each["passed"]} == {"AssertionError"}


@pytest.mark.parametrize("assertion, message", [
    ("to.have.status(200)", True),
    ("to.have.status(404)", "expected response to have status code 404 but got 200"),
    ("to.be.ok", True),
    ("to.be.success", True),
    ("to.be.notFound", "expected response to have status reason 'NOT FOUND' but got 'OK'"),
    ("to.have.header('x-two')", True),
    ("to.have.header('x-two', '3')", "expected 'x-two' response header to be '3' but got '2'"),
    ("to.be.json", True),
    ("to.have.jsonBody('args.foo', 'bar')", True),
    ("to.have.jsonBody('args.foo', 'baz')", "expected response body json at \"args.foo\" to contain 'baz' but got 'bar'"),
    ("to.have.jsonSchema({ required: ['args'] })", True),
    ("to.have.jsonSchema({ required: ['zz'] })", "expected data to satisfy schema but found following errors: \ndata should have required property 'zz'"),
    ("to.not.be.error", True),
    ("to.have.responseTime.below(1)", "expected 5 to be below 1"),
    ("to.beee", 'Invalid Chai property: beee. Did you mean "been"?'),
])
def test_the_assertions_of_responses(box, assertion, message):
    assert box.run(f"pm.test('it', () => pm.response.{assertion})").asserted == {"it": message}


def test_the_response_as_the_collection_sdk_has_it(box):
    assert said(box, """const r = pm.response; console.log(r.code, r.status, r.reason(), r.responseTime, r.responseSize, r.json().args.foo, r.text().length);
        console.log(r.headers.get('content-type'), r.headers.has('nope'), Object.keys(r).join(), r.stream.slice(0, 3));
        console.log(r.id.length, r.details().detail.slice(0, 8), r.contentInfo().charset, r.size().body); r.code = 5; console.log(r.code)""") == [
            "200 OK OK 5 43 bar 43",
            "application/json false id,_details,status,code,headers,stream,cookies,responseTime,responseSize <Buffer 7b 22 61>",
            "36 Standard utf8 43", "5"]


@pytest.mark.parametrize("body, type_, text", [
    ("żółć 😀".encode(), "text/plain", "żółć 😀"),
    ("\ufeff{}".encode(), "application/json", "{}"),
    ("café".encode("latin-1"), "text/plain; charset=iso-8859-1", "café"),
    (b"a\xffb", "text/plain", "a\ufffdb"),
    (b"", "text/plain", ""),
])
def test_a_body_is_read_in_its_charset(box, body, type_, text):
    response = {"code": 200, "status": "OK", "header": [{"key": "Content-Type", "value": type_}], "responseTime": 1}
    assert said(box, "console.log(pm.response.text())", body=body, response=response) == [text]


def test_a_body_that_is_no_json_says_where(box):
    error = box.run("pm.response.json()", body=b"{bad").error
    assert (error["name"], error["message"]) == ("JSONError", "Unexpected token 'b' at 1:2\n{bad\n ^")


def test_variables_of_each_scope(box):
    outcome = box.run("""pm.environment.set('n', { x: 1 }); pm.environment.unset('a'); pm.globals.set('h', 5); pm.collectionVariables.set('c', 'new');
        pm.variables.set('mine', true); console.log(pm.variables.get('g'), pm.variables.get('c'), pm.variables.get('row'), pm.environment.name,
        pm.iterationData.get('row'), pm.environment.has('a'), pm.variables.replaceIn('{{c}} {{row}} {{none}} {{vault:x}}'), pm.globals.toObject())""",
                      data={"row": "r"})
    assert outcome.console == ["2 new r env r false new r {{none}} {{vault:x}} { g: '2', h: 5 }"]
    assert outcome.done["environment"] == {"id": "e", "name": "env", "values": [{"type": "any", "value": {"x": 1}, "key": "n"}]}
    assert values(outcome.done, "globals") == {"g": "2", "h": 5}
    assert values(outcome.done, "collectionVariables") == {"c": "new"}
    assert values(outcome.done, "variables") == {"mine": True}


def test_a_scope_goes_out_only_if_it_was_changed(box):
    done = box.run("pm.environment.get('a'); pm.globals.toObject(); pm.variables.get('g')").done
    assert done == {"type": "done"}


def test_a_variable_keeps_its_type_and_what_else_it_has(box):
    environment = {"id": "e", "values": [{"key": "n", "value": 1, "type": "number", "enabled": True}, {"key": "d", "value": "x", "disabled": True}]}
    done = box.run("pm.environment.set('n', '7'); pm.environment.set('d', 'y')", environment=environment).done
    assert done["environment"]["values"] == [
        {"key": "n", "value": 7, "type": "number", "enabled": True}, {"key": "d", "value": "x", "disabled": True},
        {"type": "any", "value": "y", "key": "d"}]


def test_dynamic_variables(box):
    source = """const r = (name) => pm.variables.replaceIn('{{$' + name + '}}');
        console.log(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(r('guid')), /^\\d{10}$/.test(r('timestamp')), /T.*Z$/.test(r('isoTimestamp')),
        r('randomCity').length > 1, r('randomEmail').includes('@'), Number(r('randomInt')) <= 1000, r('none'))"""
    assert said(box, source) == ["true true true true true true {{$none}}"]


def test_the_request_before_it_is_sent(box):
    outcome = box.run("pm.request.headers.add({ key: 'A', value: 'b' }); pm.request.method = 'PUT'; pm.request.url.query.add({ key: 'r', value: '2' })",
                      event="prerequest")
    request = outcome.done["request"]
    assert request["method"] == "PUT"
    assert request["header"][-1] == {"key": "A", "value": "b"}
    assert [each["key"] for each in request["url"]["query"]] == ["q", "r"]
    assert box.run("console.log(pm.request.url.toString(), pm.response)", event="prerequest").done == {"type": "done"}


def test_the_request_in_a_test(box):
    assert said(box, "pm.request.to.have.header('x-own'); console.log(pm.request.url.toString(), pm.request.url.getQueryString(), pm.request.headers.get('X-Own'))") == [
        "http://api.example/get?q=1 q=1 yes"]


def test_info_and_location(box):
    assert said(box, """console.log(pm.info.eventName, pm.info.iteration, pm.info.iterationCount, pm.info.requestName, pm.info.requestId);
        console.log(pm.execution.location, pm.execution.location.current); pm.info.iteration = 9; pm.environment = 5;
        console.log(pm.info.iteration, typeof pm.environment, Object.keys(pm))""") == [
            "test 1 3 Request an-id", "[ 'Collection', 'Folder', 'Request' ] Folder / Request", "1 object [ 'test' ]"]


def test_the_next_request(box):
    assert box.run("pm.execution.setNextRequest('b')").done["nextRequest"] == "b"
    assert box.run("postman.setNextRequest(null)").done["nextRequest"] is None
    assert "nextRequest" not in box.run("1").done


def test_a_request_that_is_skipped(box):
    outcome = box.run("pm.environment.set('x', 1); console.log('on'); pm.execution.skipRequest(); console.log('off'); pm.test('no', () => {}); pm.environment.set('y', 1);"
                      "setTimeout(() => console.log('late'), 1)", event="prerequest")
    assert outcome.console == ["on"] and outcome.assertions == [] and outcome.done["skipRequest"] is True
    assert values(outcome.done, "environment") == {"a": "1", "x": 1}
    assert box.run("pm.execution.skipRequest()").error["message"] == "pm.execution.skipRequest is not a function"


def test_the_visualizer(box):
    outcome = box.run("pm.visualizer.set('<b>{{x}}</b>', { x: [1] }, { y: 2 }); try { pm.visualizer.set(5) } catch (e) { console.log(e.message) }")
    assert outcome.done["visualizer"] == {"template": "<b>{{x}}</b>", "data": {"x": [1]}, "options": {"y": 2}}
    assert outcome.console == ["Invalid template. Template must be of type string, found number"]
    assert "visualizer" not in box.run("pm.visualizer.set('a'); pm.visualizer.clear()").done


def answered(call, _blob):
    if call["do"] == "send":
        if call["request"]["url"]["host"] == ["down"]:
            return {"error": {"name": "Error", "message": "connect refused", "code": "ECONNREFUSED"}}, b""
        return {"response": {"code": 201, "status": "Created", "header": [], "responseTime": 3}, "cookies": [{"name": "k", "value": "v"}]}, b'{"a":1}'
    if call["do"] == "vault":
        if call["name"] == "denied":
            return {"error": {"name": "Error", "message": "not granted"}}, b""
        return ({"found": True}, "s3crét".encode()) if call["name"] == "known" else ({"found": False}, b"")
    if call["do"] == "run-request":
        return {"response": {"code": 202, "status": "Accepted", "header": [], "responseTime": 1}, "environment": {"values": [{"key": "from", "value": "it"}]}}, b""
    return {"result": [] if call["method"] == "findCookies" else None}, b""


def test_send_request_with_a_callback(box):
    outcome = box.run("""pm.sendRequest({ url: 'http://up/x', method: 'POST', header: { A: 'b' }, body: { mode: 'raw', raw: 'hi' } }, (error, response, history) => {
          console.log(error, response.code, response.json(), history.cookies.get('k')); response.to.have.status(201);
          pm.sendRequest('http://down/', (e, r) => console.log(e.message, e.code, r.code)); }); console.log('sent')""", answer=answered)
    assert outcome.console == ["sent", "null 201 { a: 1 } v", "connect refused ECONNREFUSED undefined"]
    assert outcome.calls[0]["request"] == {
        "url": {"protocol": "http", "path": ["x"], "host": ["up"], "query": [], "variable": []}, "method": "POST",
        "header": [{"key": "A", "value": "b"}], "body": {"mode": "raw", "raw": "hi"}}


def test_send_request_as_a_promise(box):
    outcome = box.run("""const [a, b] = await Promise.all([pm.sendRequest('http://up/1'), pm.sendRequest('http://up/2')]); console.log(a.code + b.code);
        try { await pm.sendRequest('http://down/') } catch (e) { console.log(e.name, e.message) }
        try { await pm.sendRequest() } catch (e) { console.log(e.message) }""", answer=answered)
    assert outcome.console == ["402", "Error connect refused", "sendrequest: nothing to request"]


def test_scripts_send_no_files(box):
    outcome = box.run("""pm.sendRequest({ url: 'http://up/', method: 'POST', body: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: '/x' }, { key: 't', value: 'v' }] } },
        () => {})""", answer=answered)
    assert outcome.warned == ["uploading files from scripts is not allowed"]
    assert [each["key"] for each in outcome.calls[0]["request"]["body"]["formdata"]] == ["t"]


def test_an_error_in_a_callback_is_said_while_the_script_goes_on(box):
    outcome = box.run("pm.sendRequest('http://up/', () => { throw new TypeError('in it') }); setTimeout(() => console.log('on'), 5)", answer=answered)
    assert [each["message"] for each in outcome.errors] == ["in it"] and outcome.console == ["on"] and outcome.error is None


def test_the_vault(box):
    outcome = box.run("console.log(await pm.vault.get('known'), await pm.vault.get('none')); await pm.vault.set('n', 5); await pm.vault.unset('n')", answer=answered)
    assert outcome.console == ["s3crét undefined"]
    assert [(each["method"], each["name"], each.get("blob")) for each in outcome.calls] == [
        ("get", "known", None), ("get", "none", None), ("set", "n", b"5"), ("unset", "n", None)]


def test_a_vault_that_is_denied_ends_the_script(box):
    outcome = box.run("await pm.vault.get('denied'); console.log('not reached')", answer=answered)
    assert outcome.console == [] and outcome.error["message"] == "not granted"


def test_a_request_of_the_collection_sees_and_changes_the_variables(box):
    outcome = box.run("""pm.environment.set('mine', 1); const r = await pm.execution.runRequest('its-id', { variables: { v: 1 } });
        console.log(r.code, pm.environment.get('from'), pm.environment.has('mine'))""", answer=answered)
    assert outcome.console == ["202 it false"]
    call = outcome.calls[0]
    assert (call["id"], call["options"]) == ("its-id", {"variables": {"v": 1}}) and values(call, "environment") == {"a": "1", "mine": 1}
    assert outcome.done == {"type": "done"}


def test_cookies(box):
    assert said(box, "console.log(pm.cookies.get('sid'), pm.cookies.has('no'), pm.cookies.toObject(), pm.cookies.count())") == ["abc false { sid: 'abc' } 1"]


def test_the_cookie_jar_asks_for_each_of_the_stores_methods(box):
    kept = []

    def jar(call, _blob):
        method, args = call["method"], call["args"]
        if method == "putCookie":
            kept.append(args[0])
        if method == "removeCookie":
            kept[:] = [each for each in kept if each["key"] != args[2]]
        return {"result": kept if method == "findCookies" else None}, b""

    outcome = box.run("""const jar = pm.cookies.jar(); jar.set('http://api.example/', 'a', 'b', (error, cookie) => { console.log(error, cookie.value);
        jar.get('http://api.example/', 'a', (e, value) => { console.log(value); jar.unset('http://api.example/', 'a', async (e2) => {
        console.log(e2, await jar.get('http://api.example/', 'a'), (await jar.getAll('http://api.example/')).count()); await jar.clear('http://api.example/'); }) }) })""", answer=jar)
    assert outcome.console == ["null b", "b", "null null 0"] and outcome.errors == []
    assert [each["method"] for each in outcome.calls][:3] == ["findCookie", "putCookie", "findCookies"]


def test_packages_of_postmans_library_cannot_be_had(box):
    assert box.run("pm.require('@team/x')").error["message"].startswith("pm.require('@team/x'): Postman's package library is not reached from here")


@pytest.mark.parametrize("name, use, shown", [
    ("ajv", "new it({ allErrors: true }).validate({ type: 'number' }, 'x')", "false"),
    ("assert", "(() => { try { it.strictEqual(1, 2) } catch (e) { return e.name } })()", "AssertionError"),
    ("atob", "it('aGk=')", "hi"),
    ("backbone", "new it.Model({ a: 1 }).get('a')", "1"),
    ("btoa", "it('hi')", "aGk="),
    ("buffer", "it.Buffer.from('héllo').toString('base64')", base64.b64encode("héllo".encode()).decode()),
    ("chai", "it.version", "4.3.8"),
    ("cheerio", "it.load('<p class=x>y</p>')('.x').text()", "y"),
    ("crypto-js", "it.HmacSHA256('a', 'b').toString()", "cb448b440c42ac8ad084fc8a8795c98f5b7802359c305eabd57ecdb20e248896"),
    ("csv-parse/lib/sync", "JSON.stringify(it('a,b\\n1,2', { columns: true }))", '[{"a":"1","b":"2"}]'),
    ("events", "(() => { let got; const e = new it(); e.on('x', (v) => { got = v }); e.emit('x', 7); return got })()", "7"),
    ("lodash", "it.chunk([1, 2, 3], 2).length + it.VERSION", "24.18.1"),
    ("moment", "it.utc(0).format('YYYY-MM-DD')", "1970-01-01"),
    ("path", "it.join('a', '..', 'b')", "b"),
    ("postman-collection", "new it.Url('http://h/p?a=1').query.get('a')", "1"),
    ("punycode", "it.toASCII('mañana.com')", "xn--maana-pta.com"),
    ("querystring", "it.stringify({ a: [1, 2] })", "a=1&a=2"),
    ("stream", "typeof it.Readable", "function"),
    ("string_decoder", "new it.StringDecoder('utf8').write(Buffer.from('é'))", "é"),
    ("timers", "typeof it.setTimeout", "function"),
    ("tv4", "it.validate(1, { type: 'string' })", "false"),
    ("url", "it.parse('http://h:8/p').port", "8"),
    ("util", "it.format('%s-%d', 'a', 1)", "a-1"),
    ("uuid", "it.v4().length", "36"),
    ("xml2js", "(() => { let out; it.parseString('<a>1</a>', (e, r) => { out = r.a }); return out })()", "1"),
])
def test_each_library(box, name, use, shown):
    assert said(box, f"const it = require('{name}'); console.log({use})") == [shown]


def test_a_library_that_there_is_not(box):
    assert said(box, "try { require('net') } catch (e) { console.log(e.name, e.message, e.code) }") == ["Error Cannot find module 'net' MODULE_NOT_FOUND"]


@pytest.mark.parametrize("use, shown", [
    ("responseBody.length", "43"),
    ("responseCode.code", "200"),
    ("responseTime", "5"),
    ("responseHeaders['X-Two']", "2"),
    ("responseCookies.length === undefined", "true"),
    ("iteration", "1"),
    ("data.row", "r"),
    ("environment.a + globals.g", "12"),
    ("request.url + request.method", "http://api.example/get?q=1GET"),
    ("postman.getEnvironmentVariable('a')", "1"),
    ("postman.getGlobalVariable('g')", "2"),
    ("postman.getResponseHeader('x-two')", "2"),
    ("postman.getResponseCookie('sid').value", "abc"),
    ("_.pluck([{ x: 1 }], 'x')[0] + _.VERSION", "13.10.2"),
    ("CryptoJS.MD5('a').toString()", "0cc175b9c0f1b6a831c399e269772661"),
    ("xml2Json('<a><b>1</b></a>').a.b", "1"),
    ("cheerio.load('<p>x</p>')('p').text()", "x"),
    ("tv4.validate(1, { type: 'string' })", "false"),
    ("Backbone.VERSION", "1.6.0"),
    ("atob(btoa('hi'))", "hi"),
])
def test_the_older_globals(box, use, shown):
    outcome = box.run(f"console.log({use})", data={"row": "r"})
    assert outcome.console[-1] == shown and outcome.error is None


def test_older_tests_and_variables(box):
    outcome = box.run("tests['is 200'] = responseCode.code === 200; tests['no'] = false; postman.setEnvironmentVariable('n', 5); console.log(environment.n);"
                      "postman.clearGlobalVariables()")
    assert outcome.asserted == {"is 200": True, "no": "expected false to be truthy"}
    assert values(outcome.done, "environment") == {"a": "1", "n": "5"} and values(outcome.done, "globals") == {}
    assert 'Using "tests" is deprecated. Use "pm.test()" instead.' in outcome.warned
    assert len(outcome.warned) == len(set(outcome.warned))


def test_shared_code_by_eval(box):
    outcome = box.run("eval(pm.globals.get('code'))", globals={"values": [{"key": "code", "value":
                      "tests['by eval'] = _.VERSION === '3.10.2' && JSON.parse(responseBody).args.foo === 'bar' && new URL('http://h/').host === 'h'"}]})
    assert outcome.asserted == {"by eval": True} and outcome.error is None


def test_the_names_that_newman_has_and_those_it_has_not(box):
    assert said(box, "console.log([typeof globalThis, typeof window, typeof process, typeof global, typeof require, typeof Buffer, typeof fetch, typeof __coffer,"
                     "typeof __coffer_chunk, typeof console.table, typeof arguments, typeof this].join())") == [
        "undefined,undefined,undefined,undefined,function,function,undefined,undefined,undefined,undefined,undefined,object"]


def test_globals_are_kept_for_the_scripts_that_come(box):
    said(box, "kept = { x: 1 }; var own = 2")
    assert said(box, "console.log(kept.x, typeof own)") == ["1 undefined"]


@pytest.mark.parametrize("use, shown", [
    ("new URL('http://mañana.com:8080/é?q=1#x').href", "http://xn--maana-pta.com:8080/%C3%A9?q=1#x"),
    ("new URLSearchParams({ a: '1 2' }).toString()", "a=1+2"),
    ("new TextDecoder().decode(new TextEncoder().encode('żó'))", "żó"),
    ("structuredClone({ d: new Date(0), m: new Map([[1, 2]]) }).m.get(1)", "2"),
    ("crypto.randomUUID().length", "36"),
    ("crypto.getRandomValues(new Uint8Array(8)).some((each) => each > 0)", "true"),
    ("await new Blob(['a', 'b']).text()", "ab"),
    ("(() => { const c = new AbortController(); c.abort(); return c.signal.aborted })()", "true"),
    ("(() => { const t = new EventTarget(); let n = 0; t.addEventListener('x', () => { ++n }); t.dispatchEvent(new Event('x')); return n })()", "1"),
    ("await new Promise((resolve) => queueMicrotask(() => resolve('m')))", "m"),
    ("Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode('abc'))).toString('hex')",
     "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
])
def test_what_browsers_have(box, use, shown):
    assert said(box, f"console.log({use})") == [shown]


def test_keys_of_the_web_crypto_api(box):
    assert said(box, """const bytes = (text) => new TextEncoder().encode(text); const hex = (data) => Buffer.from(data).toString('hex');
        const key = await crypto.subtle.importKey('raw', bytes('a'), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']);
        const mac = await crypto.subtle.sign('HMAC', key, bytes('b')); console.log(hex(mac), await crypto.subtle.verify('HMAC', key, mac, bytes('c')));
        const aes = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['encrypt', 'decrypt']); const iv = new Uint8Array(12);
        const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, aes, bytes('x'));
        console.log(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, aes, sealed)));
        const pass = await crypto.subtle.importKey('raw', bytes('password'), 'PBKDF2', false, ['deriveBits']);
        console.log(hex(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-1', salt: bytes('salt'), iterations: 2 }, pass, 160)));
        try { await crypto.subtle.exportKey('raw', key) } catch (e) { console.log(e.name, e instanceof DOMException) }""") == [
            "08de329931e295683776aa9a43529bd0b275286df3160300c49ba4e841833013 false", "x",
            hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 2, 20).hex(), "InvalidAccessError true"]


@pytest.mark.parametrize("value, shown", [
    ("'text'", "text"),
    ("-0", "0"),
    ("10n", "10n"),
    ("undefined, null, true", "undefined null true"),
    ("{ a: 1, b: ['x', { c: null }] }", "{ a: 1, b: [ 'x', { c: null } ] }"),
    ("new Error('x')", "{ type: 'Error', name: 'Error', message: 'x' }"),
    ("() => {}, function f() {}, class A {}", "[Function] [Function: f] [Function: A]"),
    ("new Map([[1, 2]]), new Set([1]), new Date(0), /x/g, Symbol('s')", "Map(1) { 1 => 2 } Set(1) { 1 } 1970-01-01T00:00:00.000Z /x/g Symbol(s)"),
    ("(() => { const o = {}; o.o = o; return o })()", "<ref *1> { o: [Circular *1] }"),
    ("new Uint8Array(2), Buffer.from('a'), new ArrayBuffer(3)", "Uint8Array(2) [ 0, 0 ] <Buffer 61> [ArrayBuffer { byteLength: 3 }]"),
    ("{ get x() { throw new Error('no') } }", "[cannot be shown: no]"),
])
def test_what_the_console_shows(box, value, shown):
    assert said(box, f"console.log({value})") == [shown]


def test_the_levels_of_the_console(box):
    outcome = box.run("for (const each of ['log', 'info', 'warn', 'error', 'debug', 'clear']) console[each](each)")
    assert [each["level"] for each in outcome.frames if each["type"] == "console"] == ["log", "info", "warn", "error", "debug", "clear"]


@pytest.mark.parametrize("source, name, message, stack", [
    ("\n\n  missing.x", "ReferenceError", "missing is not defined", "at test script of Folder / Request:3:10"),
    ("let a = {};\na.b.c", "TypeError", "Cannot read properties of undefined (reading 'c')", "at test script of Folder / Request:2:4"),
    ("null.x = 1", "TypeError", "Cannot set properties of null (setting 'x')", None),
    ("const o = {}; o.f(1)", "TypeError", "o.f is not a function", None),
    ("pm.response.json().args.nope.x", "TypeError", "Cannot read properties of undefined (reading 'x')", None),
    ("pm.response.json(1).nope()", "TypeError", "pm.response.json(...).nope is not a function", None),
    ("const c = 1; c = 2", "TypeError", "Attempted to assign to readonly property.", None),
    ("for (const x of 5) {}", "TypeError", "5 is not iterable", None),
    ("\nvar a = ;", "SyntaxError", "Unexpected token ';'", "at test script of Folder / Request:2"),
    ("if (true) {", "SyntaxError", "Unexpected token ')'", None),
    ("let a; let a", "SyntaxError", "Identifier 'a' has already been declared", None),
    ("throw new RangeError('mine')", "RangeError", "mine", "at test script of Folder / Request:1:21"),
    ("throw 5", "Error", "5", ""),
    ("await 1;\nthrow new Error('late')", "Error", "late", "at test script of Folder / Request:2:16"),
    ("function f() {\n f() }\nf()", "RangeError", "Maximum call stack size exceeded", None),
    ("}); (function () {", "SyntaxError", None, None),
])
def test_an_error_has_newmans_words_and_the_scripts_own_lines(box, source, name, message, stack):
    error = box.run(source).error
    assert error["name"] == name
    assert message is None or error["message"] == message
    assert stack is None or error["stack"].split("\n")[0] == stack


def test_names_that_a_script_declares_again(box):
    assert said(box, "const _ = require('lodash'); let pm2 = pm; console.log(_.VERSION)") == ["4.18.1"]
    assert box.run("var data = data || { x: 1 }; console.log(data.y)", data={"y": "given"}).console[-1] == "given"


def test_timers(box):
    outcome = box.run("""let n = 0; const id = setInterval(() => { console.log('i', ++n); if (n === 2) clearInterval(id) }, 2); setImmediate(() => console.log('immediate'));
        const dead = setTimeout(() => console.log('never'), 1); clearTimeout(dead); Promise.resolve().then(() => console.log('job'));
        setTimeout((given) => console.log('given', given), 1, 'x'); console.log(typeof id)""")
    assert outcome.console[:3] == ["number", "job", "immediate"]
    assert sorted(outcome.console[3:]) == ["given undefined", "i 1", "i 2"]


def test_an_error_while_timers_run_leaves_them_running(box):
    outcome = box.run("setTimeout(() => console.log('on'), 2); throw new Error('sync')")
    assert outcome.console == ["on"] and [each["message"] for each in outcome.errors] == ["sync"] and outcome.error is None


def test_a_rejection_that_nothing_handles(box):
    outcome = box.run("Promise.reject(new Error('lost')); (async () => { null.x })(); console.log('on')")
    assert outcome.console == ["on"]
    assert [each["message"] for each in outcome.errors] == ["lost", "Cannot read properties of null (reading 'x')"]


def test_what_never_comes_is_not_waited_for(box):
    assert box.run("tests['before'] = true; await new Promise(() => {}); console.log('never')").asserted == {"before": True}


def test_a_timeout_of_what_waits(box):
    outcome = box.run("setInterval(() => {}, 5); pm.environment.set('kept', 1)", timeout=50)
    assert outcome.error["message"] == "sandbox: asynchronous script execution timeout"
    assert values(outcome.done, "environment")["kept"] == 1


def test_a_script_that_spoils_prototypes_spoils_no_other(box):
    spoiling = """Array.prototype.map = null; Array.prototype.push = 5; Object.keys = () => { throw 1 }; JSON.stringify = null; Promise.prototype.then = null;
        String.prototype.replace = null; RegExp.prototype.exec = null; Reflect.apply = null; pm.test('its own', () => {});"""
    assert box.run(spoiling).asserted == {"its own": True}
    assert said(box, "pm.test('next', () => pm.response.to.have.status(200)); console.log([1].map((x) => x), JSON.stringify({ a: 1 }), 'a'.replace('a', 'b'))") == [
        "[ 1 ] {\"a\":1} b"]


def test_what_comes_after_the_end_of_a_script_is_not_heard(box):
    box.run("held = pm; heldConsole = console")
    outcome = box.run("held.test('late', () => {}); heldConsole.log('late'); held.environment.set('late', 1)")
    assert outcome.frames == [{"type": "done"}]


def test_many_scripts_leave_no_heap(box):
    for each in range(300):
        box.run(f"pm.test('{each}', () => pm.response.to.have.status(200)); pm.environment.set('n', {each})")
    with open(f"/proc/{box.process.pid}/status", encoding="ascii") as status:
        size = next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
    assert size < 100_000, f"{size} kB"


def test_the_frames_are_json_whatever_is_in_them(box):
    outcome = box.run("console.log('\\u0000 \\u2028 \\ud800', '\"'); pm.test('\\n\"', () => {})")
    assert json.loads(json.dumps(outcome.asserted)) == {'\n"': True}
