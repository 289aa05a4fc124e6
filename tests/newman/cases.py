"""Requests, as a collection's "request" has them; "{{host}}" is the recorder. Each is sent by Newman and by Coffer.

A case is (name, request) or (name, request, behaviour). Those in WITH_VAULT hold {{vault:…}}: Newman takes their values from
variables of that name.
"""

ENVIRONMENT = {
    "id": "42",
    "stage": "eu",
    "base_eu": "http://{{host}}/base",
    "deep": "{{deep2}}",
    "deep2": "{{deep3}}",
    "deep3": "three deep",
    "number": 7,
    "yes": True,
    "empty": "",
    "odd": "a b&c=d/e?f#g+h%20'\"<>{}|\\^`é世",
    "query_part": "p=1&q=2",
    "vault:token": "s3cr3t-T0ken_~.",
    "vault:odd": "p\"a\\ss & w\u00f6rd/+=",
}


def url(*path, **more):
    return {"protocol": "http", "host": ["{{host}}"], "path": list(path), **more}


def post(body, **more):
    return {"method": "POST", "url": "http://{{host}}/post", "body": body, **more}


def raw(text, language=None):
    body = {"mode": "raw", "raw": text}
    if language:
        body["options"] = {"raw": {"language": language}}
    return body


def header(key, value, **more):
    return {"key": key, "value": value, **more}


def auth(kind, **params):
    return {"type": kind, kind: [{"key": key, "value": value} for key, value in params.items()]}


AWKWARD = "a b\"c'd<e>f`g{h}i|j\\k^l[m]n~o!p$q(r)s*t,u;v:w@x%zz%41é世"

CASES = [
    ("the smallest", {"url": "http://{{host}}/get"}),
    ("a request that is a text", "http://{{host}}/text"),
    ("no scheme", {"url": "{{host}}/no-scheme"}),
    ("no path", {"url": "http://{{host}}"}),
    ("no path but a query", {"url": "http://{{host}}?a=1"}),
    ("an empty query", {"url": "http://{{host}}/x?"}),
    ("a fragment", {"url": "http://{{host}}/x?a=1#frag?ment"}),
    ("upper-case scheme", {"url": "HTTP://{{host}}/UPPER"}),
    ("awkward path", {"url": "http://{{host}}/" + AWKWARD}),
    ("awkward query", {"url": "http://{{host}}/q?a=" + AWKWARD + "&b=1+2"}),
    ("backslashes", {"url": "http:\\\\{{host}}\\a\\b?c=\\"}),
    ("extra slashes", {"url": "http:////{{host}}//a//b/"}),
    ("spaces before", {"url": "  http://{{host}}/lead"}),
    ("query without values", {"url": "http://{{host}}/q?a&b=&=c&&d"}),
    ("url object", {"url": url("a", "b c", "", "d")}),
    ("url object, empty path", {"url": url("")}),
    ("url object with a query", {"url": url("q", query=[
        {"key": "a", "value": "1"}, {"key": "off", "value": "x", "disabled": True}, {"key": "b&c=d#e", "value": "f&g=h#i"},
        {"key": "null", "value": None}, {"key": "", "value": "no key"}, {"key": "empty", "value": ""}, {"key": "a", "value": "2"}])}),
    ("url object, all disabled", {"url": url("q", query=[{"key": "off", "value": "x", "disabled": True}])}),
    ("url object with variables in its query", {"url": url("q", query=[{"key": "x", "value": "{{odd}}"}, {"key": "{{stage}}", "value": "{{deep}}"}])}),
    ("path variables", {"url": url("users", ":id", ":file.json", ":none", ":var", "a:id", variable=[
        {"key": "id", "value": "1 2/3"}, {"key": "file", "value": "f"}, {"key": "var", "value": "{{id}}"}])}),
    ("string path with path variables", {"url": {"host": "{{host}}", "path": "/a/:id", "variable": [{"key": "id", "value": "9"}]}}),
    ("variables in a url", {"url": "{{base_{{stage}}}}/{{id}}?{{query_part}}&n={{number}}&y={{yes}}&e={{empty}}"}),
    ("odd variable in a path", {"url": "http://{{host}}/{{odd}}"}),
    ("unknown variables", {"url": "http://{{host}}/{{gone}}?x={{gone}}", "header": [header("X-Gone", "{{gone}}")]}),
    ("collection variables", {"url": "http://{{host}}/{{from_collection}}/{{stage}}"}),
    ("methods", {"method": "delete", "url": "http://{{host}}/m"}),
    ("method of one's own", {"method": "Purge", "url": "http://{{host}}/m"}),
    ("PATCH without a body", {"method": "PATCH", "url": "http://{{host}}/m"}),
    ("COPY", {"method": "COPY", "url": "http://{{host}}/m"}),
    ("PROPFIND", {"method": "PROPFIND", "url": "http://{{host}}/m"}),
    ("HEAD", {"method": "HEAD", "url": "http://{{host}}/head"}),
    ("OPTIONS", {"method": "OPTIONS", "url": "http://{{host}}/options"}),
    ("headers", {"url": "http://{{host}}/h", "header": [
        header("X-One", "1"), header("X-Off", "x", disabled=True), header("x-two", "{{deep}}"), header("", "no name"),
        header("X-{{stage}}", "v"), header("X-Empty", ""), header("X-One", "again")]}),
    ("headers of two spellings", {"url": "http://{{host}}/h", "header": [header("X-A", "1"), header("X-B", "2"), header("x-a", "3")]}),
    ("system headers replaced", {"url": "http://{{host}}/h", "header": [
        header("accept", "text/html"), header("Cache-Control", "max-age=0"), header("Accept-Encoding", "identity"), header("Connection", "close")]}),
    ("system headers switched off", {"url": "http://{{host}}/h"}, {"disabledSystemHeaders": {"accept": True, "cache-control": True, "postman-token": True}}),
    ("header text", {"url": "http://{{host}}/h", "header": "X-A: 1\nX-B: two words"}),
    ("raw text", post(raw("hello\r\nworld\n"))),
    ("raw json", post(raw('{"a": "{{deep}}", "n": {{number}}}', "json"))),
    ("raw json with comments", post(raw('{ // one\n "a": "// no {{id}}", /* two */ "b": "\\"/*"\r\n // three\r\n}', "json"))),
    ("raw json by header", post(raw('{"a": 1} // gone'), header=[header("Content-Type", "application/problem+json")])),
    ("raw xml", post(raw("<a>&amp;</a>", "xml"))),
    ("raw html", post(raw("<p>", "html"))),
    ("raw javascript", post(raw("f()", "javascript"))),
    ("raw of a type of one's own", post(raw("x", "json"), header=[header("content-type", "application/vnd.own")])),
    ("raw unicode", post(raw("é世🌍"))),
    ("raw empty", post(raw("", "json"))),
    ("raw that a variable empties", post(raw("{{empty}}", "json"))),
    ("body disabled", post({**raw("x"), "disabled": True})),
    ("body null", post(None)),
    ("body of a GET is pruned", {"method": "GET", "url": "http://{{host}}/prune", "body": raw("x", "json")}),
    ("body of a GET that is kept", {"method": "GET", "url": "http://{{host}}/prune", "body": raw("x", "json")}, {"disableBodyPruning": True}),
    ("body of a DELETE", {"method": "DELETE", "url": "http://{{host}}/d", "body": raw("x")}),
    ("PUT without a body", {"method": "PUT", "url": "http://{{host}}/put"}),
    ("urlencoded", post({"mode": "urlencoded", "urlencoded": [
        {"key": "b", "value": AWKWARD}, {"key": "a", "value": "{{odd}}"}, {"key": "off", "value": "x", "disabled": True}, {"key": "b", "value": "+ +"},
        {"key": "10", "value": "ten"}, {"key": "9", "value": "nine"}, {"key": "e", "value": ""}, {"key": "n", "value": None}]})),
    ("urlencoded over another type", post({"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1"}]}, header=[header("content-type", "text/plain"), header("X-After", "1")])),
    ("urlencoded, all disabled", post({"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "1", "disabled": True}]})),
    ("urlencoded as a text", post({"mode": "urlencoded", "urlencoded": "a=1&b=two words&c"})),
    ("form-data", post({"mode": "formdata", "formdata": [
        {"key": "t", "value": "text {{deep}}", "type": "text"}, {"key": "off", "value": "x", "type": "text", "disabled": True},
        {"key": "j", "value": "{}", "type": "text", "contentType": "application/json"}, {"key": "e", "value": "", "type": "text"}]})),
    ("form-data with a file", post({"mode": "formdata", "formdata": [
        {"key": "before", "value": "1", "type": "text"}, {"key": "f", "type": "file", "src": "note.txt"}]})),
    ("form-data with files", post({"mode": "formdata", "formdata": [{"key": "f", "type": "file", "src": ["note.txt", "data.json", "unknown.zzz"]}]})),
    ("form-data with a named file", post({"mode": "formdata", "formdata": [
        {"key": "f", "type": "file", "src": "note.txt", "fileName": "other.md", "contentType": "text/x-own"}]})),
    ("form-data over another type", post({"mode": "formdata", "formdata": [{"key": "a", "value": "1", "type": "text"}]}, header=[header("Content-Type", "application/json")])),
    ("file", post({"mode": "file", "file": {"src": "data.json"}})),
    ("file of no known type", post({"mode": "file", "file": {"src": "unknown.zzz"}})),
    ("file of a type of one's own", post({"mode": "file", "file": {"src": "note.txt"}}, header=[header("Content-Type", "application/x-own")])),
    ("graphql", post({"mode": "graphql", "graphql": {"query": "query Q($a: Int) {\n  x(a: $a, s: \"é\\n\")\t}", "operationName": "Q", "variables": "{\"a\": {{number}}}"}})),
    ("graphql, query alone", post({"mode": "graphql", "graphql": {"query": "{ x }", "variables": ""}})),
    ("graphql, variables as an object", post({"mode": "graphql", "graphql": {"query": "{ x }", "variables": {"a": [1, 0.5, "b"], "c": None}}})),
    ("basic", {"url": "http://{{host}}/a", "auth": auth("basic", username="us er", password="p:{{id}}é")}),
    ("basic over a header", {"url": "http://{{host}}/a", "header": [header("authorization", "old"), header("X-A", "1")], "auth": auth("basic", username="u", password="")}),
    ("bearer", {"url": "http://{{host}}/a", "auth": auth("bearer", token="t {{id}}")}),
    ("bearer without a token", {"url": "http://{{host}}/a", "auth": auth("bearer", token="")}),
    ("bearer and a JSON body", post(raw("{}", "json"), auth=auth("bearer", token="t"))),
    ("bearer and a text body", post(raw("x"), auth=auth("bearer", token="t"))),
    ("api key in a header", {"url": "http://{{host}}/a", "header": [header("x-api-key", "old")], "auth": auth("apikey", key="X-Api-Key", value="k {{id}}")}),
    ("api key in the query", {"url": "http://{{host}}/a?x=1&key=old", "auth": auth("apikey", key="key", value="a b&c#d=e+f%20'", **{"in": "query"})}),
    ("oauth2 in the header", {"url": "http://{{host}}/a", "auth": auth("oauth2", accessToken="tok", headerPrefix=" Own ")}),
    ("oauth2 in the query", {"url": "http://{{host}}/a?access_token=old&b=1", "auth": auth("oauth2", accessToken="t&k", addTokenTo="queryParams")}),
    ("noauth", {"url": "http://{{host}}/a", "auth": {"type": "noauth"}}),
    ("inherits", {"url": "http://{{host}}/inherits", "auth": None}),
    ("user info", {"url": "http://us%20er:p;w@{{host}}/a"}),
    ("url encoding switched off", {"url": "http://{{host}}/a'b?c='d'"}, {"disableUrlEncoding": True}),
]

WITH_VAULT = [
    ("vault in a url", {"url": "http://{{host}}/{{vault:token}}/x?k={{vault:token}}"}),
    ("vault in a header", {"url": "http://{{host}}/h", "header": [header("X-K", "a {{vault:token}} b")]}),
    ("vault in basic auth", {"url": "http://{{host}}/a", "auth": auth("basic", username="{{id}}", password="{{vault:odd}}")}),
    ("vault in bearer auth", {"url": "http://{{host}}/a", "auth": auth("bearer", token="{{vault:token}}")}),
    ("vault in an api key", {"url": "http://{{host}}/a", "auth": auth("apikey", key="k", value="{{vault:token}}", **{"in": "query"})}),
    ("vault in raw", post(raw("<{{vault:odd}}>"))),
    ("vault in json", post(raw('{"k": "{{vault:token}}"}', "json"))),
    ("vault in urlencoded", post({"mode": "urlencoded", "urlencoded": [{"key": "k", "value": "x {{vault:odd}}"}]})),
    ("vault in form-data", post({"mode": "formdata", "formdata": [{"key": "k", "value": "{{vault:odd}}", "type": "text"}]})),
    ("vault in graphql", post({"mode": "graphql", "graphql": {"query": "{ a(x: \"{{vault:odd}}\") }"}})),
]

FILES = {"note.txt": b"a note\r\n", "data.json": b'{"a": 1}\n', "unknown.zzz": bytes(range(256)) * 400}


def item(case):
    name, request, *behaviour = case
    made = {"name": name, "request": request}
    if behaviour:
        made["protocolProfileBehavior"] = behaviour[0]
    return made


def collection(cases):
    return {
        "info": {"name": "Oracle", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "variable": [{"key": "from_collection", "value": "collection value"}, {"key": "stage", "value": "weaker"}],
        "item": [
            {"name": "folder", "auth": auth("bearer", token="folder-{{id}}"), "item": [
                {"name": "inner", "item": [item(("inherits from two above", {"url": "http://{{host}}/inherited"}))]},
                item(("has its own", {"url": "http://{{host}}/own", "auth": auth("basic", username="u", password="p")})),
                item(("has none", {"url": "http://{{host}}/none", "auth": {"type": "noauth"}}))]},
            *[item(case) for case in cases],
        ],
    }


def environment(authority):
    values = [{"key": key, "value": value, "enabled": True} for key, value in {**ENVIRONMENT, "host": authority}.items()]
    return {"id": "e", "name": "Oracle", "values": values}
