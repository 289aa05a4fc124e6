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

# RFC 7515 §A.2: an RSA key that protects nothing.
RSA_KEY = """-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQCh+BYK4uPJtGXO
jS1lYmM2K5J9vinh8CR3/BYlzJChNuOL2TSXxbbqY913EeZ8dCn5VrD7io8ImtxL
aYk8wTM/U+3QGbh3hCUv7JFP5IV3aVlL6kKA0ywPVb9ilE8TA5a8bpvfbr3SvaNn
juygxmj3AbONv/s4yDQs4v5tJ/reSlpIdJed1LnPmt7Ex1sFhSwsD174pcF1A5L5
ROjtZMEQxrZHYJqkeDrrnGya11UxMFBji4NmXG9veoKjlnAqH2QbgtPr8jkiGUkf
toaHLFcW9Qr4NY2ai50Xw0Byj3+H2JoY2PyrZ62EWQwuz3WTOTY8BwNNb2BvniHg
VFbK5emhAgMBAAECggEAEq5xpGnNCivDflJsRQBXHx1hdR1k6Ulwe2JZD50LpXyW
PEAeP88vLNO97IjlA7/GQ5sLKMgvfTeXZx9SE+7YwVol2NXOoAJe46sui395IW/G
O+pWJ1O0BkTGoVEn2bKVRUCgu+GjBVaYLU6f3l9kJfFNS3E0QbVdxzubSu3Mkqzj
kn439X0M/V51gfpRLI9JYanrC4D4qAdGcopV/0ZHHzQlBjudU2QvXt4ehNYTCBr6
XCLQUShb1juUO1ZdiYoFaFQT5Tw8bGUl/x/jTj3ccPDVZFD9pIuhLhBOneufuBiB
4cS98l2SR/RQyGWSeWjnczT0QU91p1DhOVRuOopznQKBgQDgHMQQ60imZV1URk0K
pLttoLhyt3SmqdEf/kgHePDdtzEafpAu+cS191R2JiuoF2yzWXnwFDcqGigp5BNr
0AHQfD8/Lk8l1Mk09jxxCfui5nYooNyac8YFjm3vItzVCVDnEd3BbVWG8qf6deqE
lMGAg+C2V0L4oNXnP7LZcPAZRwKBgQC5A8R+CZW2MvRTLLHzwZkUXV866cff7tx6
kqa0finGG0KgeqlaZPxgCZnFp7AeAcCMtiynVlJ7vMVgePsLq6XtON4tB5kP9jAP
rq3rbAOal78eUH5OcED6eNuCV8ixEu1eWcPNCS/l1OW1EnXUEoEHKl54Xrrz2uNw
kgMTP1FZ1wKBgAcCn1dwJKufzBWQxWQp1vsM5fggqPN1qGb5y0MAk3g7/Ls5bkUp
5u9SN0Ai3Ya6hNnvWJMb7sXQX6U/zyO2M/hTip7tUeh7CXgwo59dkpN75gJLVds2
9+DAncu3KXU4f2Fa+7bLNrur53k8KwPOq2bbuTG69QtV7Jr5MR0AHWKNAoGBAIf/
evpitUf+4JYbLpvNXWcY052Mpz22aR84mY3nh3F2LF2mjMJDpTg7FmuyPcVw6EcG
yoAe9fa65iNqCq+jdw6PVNGo2hxfjSiZ8IIzHdsPXI89//pMjZcQK9r+CCoRjaZj
OYiIDktVWZzmevJuv6WywUqd57LE3Zar3dLSIkx1AoGAIYd7DHOhrWvxkwPQsRM2
tOgrjbcrfvtQJipd+DlcxyVuuM9sQLdgjVk2oy26F0EmpScGLq2MowX7fhd/QJQ3
ydy5cY7YIBi87w93IKLEdfnbJtoOPLUW0ITrJReOgo1cq9SbsxYawBgfp/gh6A56
03k2+ZQwVK0JKSHuLFkuQ3U=
-----END PRIVATE KEY-----"""

OAUTH1 = {"consumerKey": "ck &{{id}}", "consumerSecret": "c s&", "token": "t/k", "tokenSecret": "ts=", "timestamp": "1191242096", "nonce": "kllo9940pd9333jh",
          "version": "1.0", "addParamsToHeader": True}
HAWK = {"authId": "dh37fgj492je", "authKey": "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn", "algorithm": "sha256", "timestamp": "1353832234", "nonce": "j4h3g2"}
DIGEST = {"username": "us er", "password": "p:{{id}}é", "realm": "the realm", "nonce": "abc/def=", "opaque": "op", "qop": "auth", "nonceCount": "00000007",
          "clientNonce": "0a4f113b"}
JWT = {"algorithm": "HS256", "secret": "s {{id}}", "header": '{"typ": "JWT", "kid": "{{stage}}"}',
       "payload": '{"sub": "{{id}}", "n": {{number}}, "2": [1.50, 1e21, -0, null, true], "1": "é\\u0041\\n/", "big": 12345678901234567890}'}
FORM = {"mode": "urlencoded", "urlencoded": [{"key": "b b", "value": AWKWARD}, {"key": "a", "value": "1"}, {"key": "oauth_token", "value": "old"}]}

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
    ("digest", {"url": "http://{{host}}/dir/i.html?a=b c&d", "auth": auth("digest", **DIGEST)}),
    ("digest over a header", {"url": "http://{{host}}/a", "header": [header("authorization", "old"), header("X-A", "1")], "auth": auth("digest", **DIGEST)}),
    ("digest MD5-sess", {"url": "http://{{host}}", "auth": auth("digest", **DIGEST, algorithm="MD5-sess")}),
    ("digest SHA-256", post(raw("{}", "json"), auth=auth("digest", **DIGEST, algorithm="SHA-256"))),
    ("digest SHA-256-sess", post(raw("x"), auth=auth("digest", **DIGEST, algorithm="SHA-256-sess"))),
    ("digest SHA-512-256", {"url": "http://{{host}}/a#f", "auth": auth("digest", **DIGEST, algorithm="SHA-512-256")}),
    ("digest auth-int", post(raw("{}", "json"), auth=auth("digest", **{**DIGEST, "qop": "auth-int"}))),
    ("digest auth-int, form", post(FORM, auth=auth("digest", **{**DIGEST, "qop": "auth-int", "algorithm": "SHA-256"}))),
    ("digest auth-int, file", post({"mode": "file", "file": {"src": "unknown.zzz"}}, auth=auth("digest", **{**DIGEST, "qop": "auth-int"}))),
    ("digest auth-int, no body", {"url": "http://{{host}}/a", "auth": auth("digest", **{**DIGEST, "qop": "auth-int"})}),
    ("digest without qop", {"url": "http://{{host}}/a", "auth": auth("digest", username="u", password="", realm="r", nonce="n")}),
    ("digest before it is asked", {"url": "http://{{host}}/a", "auth": auth("digest", username="u", password="p")}),
    ("oauth1 in the header", {"url": "http://{{host}}/photos?size=original&file=vacation.jpg", "auth": auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA1", realm="a b")}),
    ("oauth1, awkward query", {"url": "http://{{host}}/p%20q?b=" + AWKWARD.replace("%zz", "") + "&a&c=&&a=%2B+x", "auth": auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA1")}),
    ("oauth1 over a header", {"url": "http://{{host}}/a?oauth_nonce=old&z=1", "header": [header("Authorization", "old"), header("X-A", "1")],
                              "auth": auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA256", callback="http://cb/?x=1", verifier="v")}),
    ("oauth1 HMAC-SHA512", post(raw("x"), auth=auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA512", disableHeaderEncoding=True))),
    ("oauth1 PLAINTEXT", {"url": "http://{{host}}/a", "auth": auth("oauth1", **OAUTH1, signatureMethod="PLAINTEXT", includeBodyHash=True)}),
    ("oauth1 RSA-SHA1", {"url": "http://{{host}}/a", "auth": auth("oauth1", **OAUTH1, signatureMethod="RSA-SHA1", privateKey=RSA_KEY)}),
    ("oauth1 RSA-SHA256", {"url": "http://{{host}}/a", "auth": auth("oauth1", **OAUTH1, signatureMethod="RSA-SHA256", privateKey=RSA_KEY)}),
    ("oauth1 RSA-SHA512", {"url": "http://{{host}}/a", "auth": auth("oauth1", **OAUTH1, signatureMethod="RSA-SHA512", privateKey=RSA_KEY)}),
    ("oauth1 with a body hash", post(raw("{}", "json"), auth=auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA1", includeBodyHash=True))),
    ("oauth1 with the hash of no body", {"url": "http://{{host}}/a", "auth": auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA1", includeBodyHash=True)}),
    ("oauth1 and a form", post(FORM, auth=auth("oauth1", **OAUTH1, signatureMethod="HMAC-SHA1", includeBodyHash=True))),
    ("oauth1 in a form", post(FORM, auth=auth("oauth1", **{**OAUTH1, "addParamsToHeader": False}, signatureMethod="HMAC-SHA1"))),
    ("oauth1 in the query", post(raw("x"), auth=auth("oauth1", **{**OAUTH1, "addParamsToHeader": False}, signatureMethod="HMAC-SHA1", realm="r"))),
    ("oauth1 in the query, not encoded", {"url": "http://{{host}}/a?b=c'd", "auth": auth("oauth1", **{**OAUTH1, "addParamsToHeader": False, "consumerKey": "ck/"}, signatureMethod="HMAC-SHA1")},
     {"disableUrlEncoding": True}),
    ("oauth1 with empty parameters", {"url": "http://{{host}}/a", "auth": auth("oauth1", **{**OAUTH1, "token": ""}, signatureMethod="HMAC-SHA1", addEmptyParamsToSign=True)}),
    ("oauth1 without empty parameters", {"url": "http://{{host}}/a", "auth": auth("oauth1", **{**OAUTH1, "token": " ", "tokenSecret": "", "version": ""}, signatureMethod="HMAC-SHA1")}),
    ("hawk", {"url": "http://{{host}}/resource/1?b=1&a=2", "auth": auth("hawk", **HAWK, extraData="some-app-ext-data")}),
    ("hawk sha1 with everything", {"url": "http://{{host}}/r 1?x=y z#f", "auth": auth("hawk", **{**HAWK, "algorithm": "sha1"}, extraData='a\\b\\"c', app="app", delegation="d", user="u")}),
    ("hawk with a payload hash", post(raw('{"a": 1}', "json"), auth=auth("hawk", **HAWK, includePayloadHash=True))),
    ("hawk with a payload hash and one's own type", post(FORM, header=[header("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
                                                         auth=auth("hawk", **HAWK, includePayloadHash=True))),
    ("hawk with the payload hash of a file", post({"mode": "file", "file": {"src": "unknown.zzz"}}, header=[header("Content-Type", "application/x-own")],
                                                  auth=auth("hawk", **HAWK, includePayloadHash=True))),
    ("hawk with the payload hash of nothing", {"url": "http://{{host}}", "auth": auth("hawk", **HAWK, includePayloadHash=True)}),
    ("jwt", {"url": "http://{{host}}/a", "header": [header("authorization", "old"), header("X-A", "1")], "auth": auth("jwt", **JWT)}),
    ("jwt HS384 in base64", {"url": "http://{{host}}/a", "auth": auth("jwt", **{**JWT, "algorithm": "HS384", "secret": "c2VjcmV0LV9_"}, isSecretBase64Encoded=True)}),
    ("jwt HS512 in the query", {"url": "http://{{host}}/a?jwt=old&b=1", "auth": auth("jwt", **{**JWT, "algorithm": "HS512"}, addTokenTo="queryParam", queryParamKey="jwt")}),
    ("jwt as objects", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="HS256", secret="s", header={"a": 1}, payload={"b": {"c": [0.1]}}, headerPrefix="")}),
    ("jwt with nothing in it", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="HS256", secret="s", header=" ", payload="", headerPrefix="JWT")}),
    ("jwt RS256", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="RS256", privateKey=RSA_KEY, payload='{"a": 1}')}),
    ("jwt RS384", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="RS384", privateKey=RSA_KEY, payload='{"a": 1}')}),
    ("jwt RS512", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="RS512", privateKey=RSA_KEY, payload='{"a": 1}')}),
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
    ("vault in digest auth", {"url": "http://{{host}}/a", "auth": auth("digest", **{**DIGEST, "password": "{{vault:odd}}"})}),
    ("vault in oauth1", {"url": "http://{{host}}/a", "auth": auth("oauth1", **{**OAUTH1, "consumerSecret": "{{vault:odd}}", "token": "{{vault:token}}"}, signatureMethod="HMAC-SHA1")}),
    ("vault in hawk", {"url": "http://{{host}}/a", "auth": auth("hawk", **{**HAWK, "authKey": "{{vault:odd}}"})}),
    ("vault in a jwt", {"url": "http://{{host}}/a", "auth": auth("jwt", algorithm="HS256", secret="{{vault:odd}}", payload='{"sub": "{{vault:token}}"}')}),
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
