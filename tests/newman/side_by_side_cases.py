"""Collections of many shapes, and the flags that they are run with.

In texts, collections as well as arguments: {{host}} is the recorder as 127.0.0.1, {{other}} the same by the name localhost, {{tls}}
one that speaks TLS, {{mutual}} one that wants a client certificate, {{dead}} a port where nobody listens. In arguments {dir} is a
folder with FILES and the case's own `files`, {out} one for what the program writes, {certificate} and {key} are the client's.
"""

import json as _json

import building
from building import auth, fields, folder, get, header, raw, scope, send, to, variables

CASES = {}


def case(name, *items, args=(), files=None, environment=None, globals=None, process=False, **more):
    building.case(CASES, name, building.collection(name, items, **more), args, files, environment, globals, process)


# What is sent.
case("one request", get("/one"), process=True)
case("an empty collection")
case("an empty folder", folder("nothing"), folder("something", get("/one")))
case("methods", *[send(method, "/m") for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "COPY", "LOCK", "PURGE")])
case("url forms", to("{{host}}/no-scheme"), to("http://{{host}}"), to("http://{{host}}?q"), to("http://{{host}}/#fragment"),
     to({"protocol": "http", "host": ["{{host}}"], "path": ["a", "b c"], "query": [{"key": "x", "value": "1 2"}, {"key": "off", "value": "", "disabled": True}]}, "parts"),
     to({"raw": "http://{{host}}/raw?a=b", "host": "{{host}}", "path": "raw", "query": [{"key": "a", "value": "b"}]}, "raw and parts"))
case("path variables", to({"raw": "", "protocol": "http", "host": ["{{host}}"], "path": ["u", ":id", ":missing"], "variable": [{"key": "id", "value": "4 2"}]}, "path"))
case("headers", get("/h", header=[header("X-A", "1"), header("X-Off", "2", disabled=True), header("X-A", "3"), header("x-Case", "{{v}}")]), variable=variables(v="ü"))
case("a disabled body", send("POST", "/b", body={**raw("gone"), "disabled": True}))
case("raw bodies", *[send("POST", "/b", f"raw {language}", body=raw(text, language)) for language, text in
                     [(None, "plain"), ("json", '{"a": [1, 2]}'), ("xml", "<a/>"), ("html", "<p>"), ("text", "t"), ("javascript", "f()")]])
case("urlencoded body", send("POST", "/b", body=fields("urlencoded", a="1 2", b="é&=", c="")))
case("form-data body", send("POST", "/b", body=fields("formdata", a="1", b="é\r\n", c="")))
case("form-data with files", send("POST", "/b", body={"mode": "formdata", "formdata": [
    {"key": "f", "type": "file", "src": "note.txt"}, {"key": "t", "type": "text", "value": "x"}]}), args=["--working-dir", "{dir}"])
case("file body", send("POST", "/b", body={"mode": "file", "file": {"src": "data.bin"}}), args=["--working-dir", "{dir}"])
case("graphql body", send("POST", "/b", body={"mode": "graphql", "graphql": {"query": "{ a }", "variables": "{\"x\": 1}"}}))
case("a missing file", send("POST", "/b", "form", body={"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": "gone.txt"}]}), get("/after"),
     args=["--working-dir", "{dir}"])
case("a large body up", send("POST", "/b", body=raw("0123456789" * 30000)))
case("unicode names", folder("Ördner 世", get("/u", "Anfrage ☂ <&>\"'")), environment=scope(**{"schlüssel": "wert"}))
case("markup in names", get("/c", "<a> & ]]> \"end\""))
case("control characters in names", get("/c", "bell \x07 end"), process=True)
case("names that repeat", get("/1", "same"), {**get("/2", "same"), "id": "other"}, folder("same", {**get("/3", "inner"), "id": "third"}))
case("no ids", {"name": "a", "request": "http://{{host}}/a"}, {"name": "f", "item": [{"name": "b", "request": {"url": "http://{{host}}/b"}}]})
case("nameless", {"id": "n1", "request": {"url": "http://{{host}}/a", "method": "GET"}},
     {"id": "n2", "item": [{"id": "n3", "request": {"url": "http://{{host}}/b", "method": "GET"}}]})

# Auth and its inheritance.
case("basic", get("/a", auth=auth("basic", username="me", password="p w:é")))
case("bearer", get("/a", auth=auth("bearer", token="{{t}}")), variable=variables(t="tok"))
case("api key", get("/a", "in header", auth=auth("apikey", key="K", value="v")), get("/a", "in query", auth=auth("apikey", key="k", value="v", **{"in": "query"})))
case("oauth 2 token", get("/a", "in header", auth=auth("oauth2", accessToken="t", addTokenTo="header")), get("/a", "in query", auth=auth("oauth2", accessToken="t", addTokenTo="queryParams")))
case("digest without a challenge", get("/a", auth=auth("digest", username="u", password="p")))
case("auth of folders", folder("outer", get("/1", auth={"type": "noauth"}), folder("inner", get("/2"), get("/3", auth=auth("bearer", token="own"))), auth=auth("basic", username="u", password="p")),
     get("/4"), auth=auth("bearer", token="of the collection"))

# Variables.
case("precedence", get("/{{a}}/{{b}}/{{c}}/{{d}}"), variable=variables(a="collection", b="collection", c="collection"),
     globals=scope(a="global", d="global"), environment=scope(a="environment", b="environment"), args=["-d", "{dir}/one-row.json"])
case("flags over files", get("/{{a}}/{{b}}/{{new}}/{{g}}"), environment=scope(a="file", b="file"), globals=scope(g="file"),
     args=["--env-var", "a=flag", "--env-var", "new=x=y", "--global-var", "g=flag"])
case("variables switched off", get("/{{a}}"), environment={"id": "e", "name": "E", "values": [{"key": "a", "value": "on", "enabled": True}, {"key": "a", "value": "off", "enabled": False}]})
case("nested variables", get("/{{a}}/{{x_{{n}}}}"), variable=variables(a="{{b}}", b="{{c}}", c="deep", x_1="one", n="1"))
case("unknown variables", get("/{{gone}}", header=[header("X", "{{gone}}")]), variable=variables(a="1"))
case("typed variables", get("/{{n}}/{{t}}/{{f}}"), environment=scope(n=7, t=True, f=1.5))
case("folder variables", folder("f", get("/{{v}}"), variable=variables(v="of the folder")), variable=variables(v="of the collection"))

# Data and iterations.
case("data as csv", get("/{{name}}/{{n}}"), args=["-d", "{dir}/rows.csv"])
case("data as json", get("/{{name}}/{{n}}"), args=["-d", "{dir}/rows.json"])
case("fewer iterations than rows", get("/{{name}}"), args=["-d", "{dir}/rows.csv", "-n", "2"])
case("more iterations than rows", get("/{{name}}"), args=["-d", "{dir}/rows.json", "-n", "5"])
case("no rows", get("/{{name}}"), args=["-d", "{dir}/empty.json"])
case("csv with quotes and types", get("/{{a}}/{{b}}/{{c}}"), args=["-d", "{dir}/quoted.csv"])
case("csv of windows", get("/{{a}}/{{b}}"), args=["-d", "{dir}/windows.csv"])
case("iterations", get("/1"), folder("f", get("/2")), args=["-n", "3"])
case("iterations with failures", get("/1"), to("http://{{dead}}/x", "dead"), get("/3"), args=["-n", "2"])

# Redirects.
case("redirect statuses", *[send("POST", f"/redirect/{code}?to=/end", body=raw("{}", "json"), header=[header("X-Own", "1")]) for code in (301, 302, 303, 307, 308)])
case("redirects of other methods", *[send(method, f"/redirect/{code}?to=/end") for method in ("GET", "HEAD", "PUT", "DELETE") for code in (301, 303, 307)])
case("redirect with the original method", send("POST", "/redirect/302?to=/end", None, {"followOriginalHttpMethod": True}, body=raw("kept")))
case("redirect to another host", get("/redirect/302?to=http%3A%2F%2F{{other}}%2Fend", "cross", auth=auth("bearer", token="t"), header=[header("X-Own", "1")]))
case("redirect to another host with the header", to("http://{{host}}/redirect/302?to=http%3A%2F%2F{{other}}%2Fend", "cross", {"followAuthorizationHeader": True}, auth=auth("bearer", token="t")))
case("redirect on the same host with auth", get("/redirect/307?to=/end", auth=auth("basic", username="u", password="p")))
case("nine redirects", get("/chain/9"))
case("eleven redirects", get("/chain/11"))
case("redirects in a circle", get("/loop"), get("/after"))
case("fewer redirects allowed", to("http://{{host}}/chain/3", "chain", {"maxRedirects": 2}))
case("redirects ignored", get("/redirect/302?to=/end"), get("/after"), args=["--ignore-redirects"])
case("redirects not followed by an item", to("http://{{host}}/redirect/302?to=/end", "item", {"followRedirects": False}))
case("a redirect to nowhere", get("/redirect/302?to=http%3A%2F%2F{{dead}}%2F"), get("/after"))
case("a redirect with a relative path", get("/redirect/302?to=end/x%3Fa%3Db"), get("/redirect/302?to=..%2Fup"))
case("300 and 304", get("/redirect/300?to=/end"), get("/status/304"))

# Cookies.
case("cookies", get("/set-cookie?1=a%3D1%3B%20Path%3D/&2=b%3D2%3B%20Path%3D/sub&3=c%3D3%3B%20Secure"), get("/sub/x"), get("/other"), to("http://{{other}}/x", "other host"))
case("cookies that end", get("/set-cookie?1=a%3D1&2=b%3D2%3B%20Max-Age%3D100"), get("/set-cookie?1=a%3D%3B%20Max-Age%3D0"), get("/x"))
case("cookies beside a header", get("/set-cookie?1=a%3D1"), get("/x", header=[header("Cookie", "own=1")]))
case("cookies of a redirect", get("/move-with-cookie"), get("/x"))
case("cookies switched off", get("/set-cookie?1=a%3D1"), to("http://{{host}}/x", "off", {"disableCookies": True}), get("/y"))
case("cookies through iterations", get("/set-cookie?1=a%3D1"), get("/x"), args=["-n", "2"])
case("a cookie jar", get("/x"), args=["--cookie-jar", "{dir}/jar.json", "--export-cookie-jar", "{out}/jar.json"])

# Answers.
case("packed answers", get("/gzip"), get("/deflate"))
case("statuses", *[get(f"/status/{code}") for code in (200, 201, 204, 400, 401, 404, 418, 429, 500, 503)])
case("answers of all kinds", get("/chunked"), get("/until-close"), get("/binary"), get("/utf-8"), get("/no-reason"), get("/many-headers"), get("/large/400000"))

# What goes wrong.
case("refused", to("http://{{dead}}/x", "dead"), get("/after"), process=True)
case("no such host", to("http://nowhere.invalid/x", "nowhere"), get("/after"))
case("no request at all", to("", "empty"), get("/after"))
case("no answer in time", get("/silent"), get("/after"), args=["--timeout-request", "1000"])
case("no HTTP", get("/garbage"), get("/drop"), get("/short"), get("/after"))
case("a certificate that nobody knows", to("https://{{tls}}/x", "tls"), get("/after"))
case("a certificate that nobody checks", to("https://{{tls}}/x", "tls"), args=["-k"])
case("a certificate that an item does not check", to("https://{{tls}}/x", "tls", {"strictSSL": False}))
case("extra ca certificates", to("https://{{tls}}/x", "tls"), args=["--ssl-extra-ca-certs", "{ca}"])
case("no client certificate", to("https://{{mutual}}/x", "mutual"), args=["-k"])
case("a client certificate", to("https://{{mutual}}/x", "mutual"), args=["-k", "--ssl-client-cert", "{certificate}", "--ssl-client-key", "{key}"])
case("a list of client certificates", to("https://{{mutual}}/x", "mutual"), args=["-k", "--ssl-client-cert-list", "{dir}/list.json"])
case("a list of client certificates for others", to("https://{{mutual}}/x", "mutual"), args=["-k", "--ssl-client-cert-list", "{dir}/others.json"])

# What of it is run, and how.
TREE = [folder("A", get("/a1"), folder("B", get("/b1"), get("/b2"))), folder("C", get("/c1")), get("/root")]
case("one folder", *TREE, args=["--folder", "B"])
case("two folders", *TREE, args=["--folder", "C", "--folder", "B"])
case("a folder and one in it", *TREE, args=["--folder", "B", "--folder", "A"])
case("a request as a folder", *TREE, args=["--folder", "/root"])
case("a folder by its id", *TREE, args=["--folder", "id of folder C"])
case("a folder that is not there", *TREE, args=["--folder", "Z"], process=True)
case("two folders, one not there", *TREE, args=["--folder", "A", "--folder", "Z"])
FAILING = [get("/1"), to("http://{{dead}}/x", "dead"), get("/3")]
case("bail", *FAILING, args=["-n", "2", "--bail"])
case("bail failure", *FAILING, args=["--bail", "failure"])
case("bail folder", *FAILING, args=["--bail", "folder"])
case("suppressed exit status", *FAILING, args=["-x"], process=True)
case("delay", get("/1"), get("/2"), args=["--delay-request", "50"])
case("exports", get("/1"), environment=scope(a="1"), globals=scope(g="2"), variable=variables(c="3"),
     args=["--export-environment", "{out}/environment.json", "--export-globals", "{out}/globals.json", "--export-collection", "{out}/collection.json"])
case("a file outside of the working folder", send("POST", "/b", body={"mode": "file", "file": {"src": "../outside.txt"}}), get("/after"),
     args=["--working-dir", "{dir}", "--no-insecure-file-read"])

FILES = {
    "note.txt": b"a note\r\n",
    "data.bin": bytes(range(256)) * 10,
    "../outside.txt": b"outside",
    "one-row.json": b'[{"c": "data"}]',
    "rows.csv": b"name,n\none,1\ntwo,2\nthree,3\n",
    "rows.json": b'[{"name": "one", "n": 1}, {"name": "two", "n": true}, {"name": "three", "n": null}]',
    "empty.json": b"[]",
    "quoted.csv": 'a,b,c\n"x ""y"" z",007,1e3\n"1,5", 2 ,true\né,,-3\nless\n'.encode(),
    "windows.csv": b"\xef\xbb\xbfa,b\r\n1,2\r\n3,4\r\n",
    "jar.json": _json.dumps({"version": "tough-cookie@4.1.3-postman.1", "storeType": "MemoryCookieStore", "rejectPublicSuffixes": True, "cookies": [
        {"key": "kept", "value": "1", "domain": "127.0.0.1", "path": "/", "hostOnly": True, "creation": "2026-01-01T00:00:00.000Z", "lastAccessed": "2026-01-01T00:00:00.000Z"},
        {"key": "late", "value": "2", "expires": "2085-01-01T00:00:00.000Z", "domain": "127.0.0.1", "path": "/x", "hostOnly": True, "creation": "2026-01-01T00:00:00.000Z"},
        {"key": "over", "value": "3", "expires": "2001-01-01T00:00:00.000Z", "domain": "127.0.0.1", "path": "/", "hostOnly": True, "creation": "2001-01-01T00:00:00.000Z"},
    ]}).encode(),
    "list.json": _json.dumps([
        {"name": "other", "matches": ["https://*.example.com/*"], "cert": {"src": "gone.pem"}, "key": {"src": "gone.pem"}},
        {"name": "ours", "matches": ["https://127.0.0.1:*/*"], "cert": {"src": "{certificate}"}, "key": {"src": "{key}"}}]).encode(),
    "others.json": _json.dumps([{"name": "other", "matches": ["https://*.example.com/*"], "cert": {"src": "{certificate}"}, "key": {"src": "{key}"}}]).encode(),
}
