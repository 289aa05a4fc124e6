"""pm.request: what scripts see of it, and what becomes of what they change."""

from scripts.making import case, facts, group, raw, step, variables

FULL = {"method": "POST", "header": [{"key": "X-A", "value": "1"}, {"key": "X-Off", "value": "2", "disabled": True}, {"key": "X-V", "value": "{{v}}"}],
        "body": raw('{"v": "{{v}}"}', "json"), "description": "About it"}

case("pm.request before it is sent", step("/echo/{{v}}/x?q=1&r={{v}}&s", **FULL, before=facts("""
pm.request.method
pm.request.url.toString()
String(pm.request.url)
pm.request.url.getPath()
pm.request.url.getPathWithQuery()
pm.request.url.getQueryString()
pm.request.url.path
pm.request.url.protocol
pm.request.url.query.all().map((q) => [q.key, q.value])
pm.request.url.query.get('q')
pm.request.url.query.toObject()
pm.request.url.query.count()
pm.request.headers.all().map((h) => [h.key, h.value, h.disabled])
pm.request.headers.get('x-a')
pm.request.headers.has('X-Off')
pm.request.headers.get('X-Off')
? pm.request.headers.get('gone')
pm.request.headers.toObject()
pm.request.headers.toObject(true)
pm.request.getHeaders()
pm.request.getHeaders({ enabled: true })
pm.request.body.mode
pm.request.body.raw
pm.request.body.toString()
pm.request.body.isEmpty()
pm.request.body.options
pm.request.description.toString()
? pm.request.auth
? pm.request.certificate
? pm.request.name
pm.request.size().body
Object.keys(pm.request.toJSON()).sort()
pm.request.toJSON().body
pm.request.id === pm.request.id
! pm.request.json()
""")), variable=variables(v="a b"))

case("pm.request after it was sent", step("/echo/{{v}}?q={{v}}", **FULL, after=facts("""
pm.request.method
pm.request.url.getPathWithQuery()
pm.request.url.query.toObject()
pm.request.url.path
pm.request.headers.get('X-V')
pm.request.headers.has('User-Agent')
pm.request.headers.has('Host')
pm.request.headers.get('Content-Type')
pm.request.headers.get('Content-Length')
pm.request.headers.has('Postman-Token')
pm.request.headers.map((h) => h.key).join()
pm.request.headers.map((h) => Boolean(h.system)).join()
pm.request.headers.has('X-Off')
pm.request.body.raw
""")), variable=variables(v="ab"))

BODIES = [
    ("urlencoded", {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "{{v}} 2"}, {"key": "off", "value": "x", "disabled": True}, {"key": "b", "value": "é"}]}, """
pm.request.body.mode
pm.request.body.urlencoded.all().map((p) => [p.key, p.value, p.disabled])
pm.request.body.urlencoded.get('a')
pm.request.body.urlencoded.toObject()
pm.request.body.urlencoded.toString()
pm.request.body.toString()
pm.request.body.isEmpty()
"""), ("formdata", {"mode": "formdata", "formdata": [{"key": "a", "value": "{{v}}", "type": "text"}, {"key": "off", "value": "x", "type": "text", "disabled": True}]}, """
pm.request.body.mode
pm.request.body.formdata.map((p) => [p.key, p.value, p.type, p.disabled])
pm.request.body.formdata.get('a')
pm.request.body.toString()
"""), ("graphql", {"mode": "graphql", "graphql": {"query": "{ a(x: 1) }", "variables": "{\"y\": \"{{v}}\"}"}}, """
pm.request.body.mode
pm.request.body.graphql
pm.request.body.isEmpty()
"""), ("none", None, """
pm.request.body
pm.request.toJSON().method
"""), ("empty raw", raw(""), """
pm.request.body.isEmpty()
pm.request.body.raw
""")]
case("pm.request with bodies", *[step("/document/json" if mode == "formdata" else "/echo", name=mode, method="POST", body=body, before=facts(texts)) for mode, body, texts in BODIES], variable=variables(v="1"))

# What scripts change is sent.
CHANGES = {
    "the method": ("pm.request.method = 'PUT';", "/echo"),
    "a whole url": ("pm.request.url = 'http://{{host}}/other?x=1';", "/echo"),
    "an updated url": ("pm.request.url.update('http://{{host}}/updated/{{v}}?y=2#f');", "/echo"),
    "a part of the path": ("pm.request.url.path[1] = 'second';", "/first/one/three"),
    "a longer path": ("pm.request.url.path.push('more', 'a b');", "/first"),
    "parameters": ("pm.request.url.query.add({key: 'new', value: '{{v}} &'}); pm.request.url.query.remove('old'); pm.request.url.query.upsert({key: 'kept', value: 'changed'});", "/echo?old=1&kept=2"),
    "parameters, the older way": ("pm.request.addQueryParams('a=1&b=2'); pm.request.removeQueryParams(['old']);", "/echo?old=1"),
    "parameters by addQueryParams": ("pm.request.url.addQueryParams([{key: 'a', value: '1'}, {key: 'b', value: null}]); pm.request.url.removeQueryParams('old');", "/echo?old=1"),
    "headers": ("pm.request.headers.add({key: 'X-New', value: '{{v}}'}); pm.request.headers.upsert({key: 'X-A', value: 'changed'}); pm.request.headers.remove('X-B'); pm.request.headers.add({key: 'X-Off', value: 'x', disabled: true});", "/echo"),
    "headers, the older way": ("pm.request.addHeader({key: 'X-New', value: '1'}); pm.request.addHeader('X-Text: of text'); pm.request.upsertHeader({key: 'x-a', value: 'changed'}); pm.request.removeHeader('X-B');", "/echo"),
    "a header twice": ("pm.request.headers.add({key: 'X-A', value: 'second'}); pm.request.headers.add({key: 'X-A', value: 'third'});", "/echo"),
    "all headers": ("pm.request.headers.clear(); pm.request.headers.populate([{key: 'X-Only', value: '1'}]);", "/echo"),
    "headers from a text": ("pm.request.headers.populate('X-One: 1\\nX-Two: 2');", "/echo"),
    "the order of headers": ("pm.request.headers.prepend({key: 'X-First', value: '1'}); pm.request.headers.insert({key: 'X-Between', value: '2'}, 'X-B'); pm.request.headers.append({key: 'X-Last', value: '3'});", "/echo"),
    "headers that the client makes": ("pm.request.headers.add({key: 'User-Agent', value: 'Own'}); pm.request.headers.add({key: 'Accept', value: 'text/x'}); pm.request.headers.add({key: 'Host', value: 'own.example'}); pm.request.headers.add({key: 'Connection', value: 'close'});", "/echo"),
    "a raw body": ("pm.request.body.raw = '{\"changed\": \"{{v}}\"}';", "/echo"),
    "an updated body": ("pm.request.body.update({mode: 'raw', raw: JSON.stringify({a: [1, '{{v}}']}), options: {raw: {language: 'json'}}});", "/echo"),
    "a body of another mode": ("pm.request.body.update({mode: 'urlencoded', urlencoded: [{key: 'k', value: '{{v}} &'}]});", "/echo"),
    "a body from a text": ("pm.request.body.update('only text {{v}}');", "/echo"),
    "no body": ("pm.request.body = undefined;", "/echo"),
    "a body emptied": ("pm.request.body.raw = '';", "/echo"),
    "an object as raw body": ("pm.request.body.raw = {a: 1};", "/echo"),
    "a bearer token": ("pm.request.auth = {type: 'bearer', bearer: [{key: 'token', value: 't-{{v}}', type: 'string'}]};", "/echo"),
    "a basic auth": ("pm.request.authorizeUsing('basic', {username: 'u', password: '{{v}}'});", "/echo"),
    "no auth": ("pm.request.authorizeUsing('noauth');", "/echo"),
    "everything at once": ("pm.request.update({url: 'http://{{host}}/updated', method: 'PATCH', header: [{key: 'X-U', value: 'u'}], body: {mode: 'raw', raw: 'updated'}});", "/echo"),
    "a description": ("pm.request.description = 'other'; pm.request.name = 'x'; pm.request.extra = 1;", "/echo"),
}
case("changing pm.request", *[step(path, name=name, method="POST", before=change, header=[{"key": "X-A", "value": "1"}, {"key": "X-B", "value": "2"}], body=raw("body {{v}}"),
     after=facts("pm.request.method\npm.request.url.getPathWithQuery()\npm.request.headers.map((h) => h.key).filter((k) => k.startsWith('X')).join()")) for name, (change, path) in CHANGES.items()], variable=variables(v="value"))

case("changing pm.request: replaced", step("/echo", before=facts("""
: pm.request = { method: 'PUT' }
pm.request.method
"""), after="console.log(pm.request.method);"), sends="/echo")

case("changing pm.request: path variables", step("/u/:id", before="pm.request.url.variables.add({key: 'id', value: 'new {{v}}'}); console.log(pm.request.url.variables.toObject());"), variable=variables(v="1"), sends="/u/new%201")

case("changing pm.request: urlencoded fields", step("/echo", method="POST", body={"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}, {"key": "b", "value": "2"}]},
     before="pm.request.body.urlencoded.add({key: 'c', value: '{{v}}'}); pm.request.body.urlencoded.remove('a'); pm.request.body.urlencoded.one('b').value = 'é &';"), variable=variables(v="3"), sends="/echo")

case("changing pm.request: formdata fields", step("/document/json", method="POST", body={"mode": "formdata", "formdata": [{"key": "a", "value": "1", "type": "text"}]},
     before="pm.request.body.formdata.add({key: 'c', value: '{{v}}', type: 'text'}); pm.request.body.formdata.one('a').value = 'changed'; pm.request.body.formdata.upsert({key: 'a', value: 'x', type: 'text'});"),
     variable=variables(v="3"), errors=["Error: collection: unable to upsert into a list"], sends="/document/json")

case("changing pm.request: graphql", step("/echo", method="POST", body={"mode": "graphql", "graphql": {"query": "{ a }", "variables": "{}"}},
     before="pm.request.body.graphql.variables = JSON.stringify({x: '{{v}}'}); pm.request.body.graphql.query = '{ b }';"), variable=variables(v="3"), sends="/echo")

case("changing pm.request: in every script", group("f", step("/echo", header=[], before="pm.request.headers.add({key: 'X-Item', value: pm.request.headers.get('X-Folder') + '+item'});"),
     before="pm.request.headers.add({key: 'X-Folder', value: pm.request.headers.get('X-Collection') + '+folder'});"), before="pm.request.headers.add({key: 'X-Collection', value: 'collection'});", sends="/echo")

case("changing pm.request: not beyond the request", step("/echo", header=[], before="if (pm.info.iteration === 0) { pm.request.headers.add({key: 'X-New', value: '1'}); pm.request.url.path.push('new'); }"),
     step("/next"), args=["-n", "2"], sends="/echo/new /next /echo /next")

case("changing pm.request: after it was sent", step("/echo", after="pm.request.headers.add({key: 'X-Late', value: '1'}); pm.request.url = 'http://{{host}}/late';"), step("/next", after="console.log(pm.request.headers.has('X-Late'));"), args=["-n", "2"],
     sends="/echo /next /echo /next", says=["false"])

case("changing pm.request: auth of a folder", group("f", step("/echo", before=facts("""
? pm.request.auth
: pm.request.auth = { type: 'apikey', apikey: [{ key: 'key', value: 'X-Key' }, { key: 'value', value: 'v' }] }
pm.request.auth.type
"""), after=facts("pm.request.auth.type\npm.request.headers.get('X-Key')")), auth={"type": "basic", "basic": [{"key": "username", "value": "u"}, {"key": "password", "value": "p"}]}))

case("pm.request with auth", step("/echo", auth={"type": "basic", "basic": [{"key": "username", "value": "{{v}}"}, {"key": "password", "value": "p"}]}, before=facts("""
pm.request.auth.type
pm.request.auth.parameters().toObject()
pm.request.auth.basic.get('username')
: pm.request.auth.update({ username: 'changed', password: 'q' })
pm.request.auth.parameters().toObject()
"""), after=facts("pm.request.auth.type\nObject.entries(pm.request.auth.basic.toObject()).sort()\npm.request.headers.get('Authorization')")), variable=variables(v="me"))

case("changing pm.request: values that are no texts", step("/echo", method="POST", before="pm.request.headers.add({key: 'X-Number', value: 5});"
     " pm.request.headers.add({key: 'X-True', value: true});"), sends="/echo")

case("changing pm.request: a number and nothing", step("/document/json", method="POST", before="pm.request.url.query.add({key: 'n', value: 7}); pm.request.headers.add({key: 'X-Null', value: null});"), sends="/document/json?n")

case("pm.request and redirects", step("/redirect/302?to=/end", after=facts("pm.request.url.getPath()\npm.response.code\npm.request.method")), sends="/redirect/302?to=/end /end")

case("pm.request: methods of all kinds", *[step("/echo", method=method, name=method, before="console.log(pm.request.method);", after="console.log(pm.request.method, pm.response.code);") for method in
     ("get", "DELETE", "PATCH", "OPTIONS", "HEAD", "Custom")])

case("pm.request: forms of urls", *[step(url, name=url, before=facts("pm.request.url.toString().replace('{{host}}', 'HOST')\nString(pm.request.url.path)\npm.request.url.getQueryString()\npm.request.url.hash || ''\npm.request.url.getRaw === undefined"))
     for url in ("/a/b/../c", "/a//b", "/?", "/?a=&b&=c", "/a%20b/é?x=%26&y=a+b", "/#frag?x", "http://{{host}}", "{{host}}/bare", "/a;p=1/b:c@d")])
