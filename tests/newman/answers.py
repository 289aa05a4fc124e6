"""What the recording server answers: the request's path says it."""

import gzip
import json
import urllib.parse
import zlib

from compare import VOLATILE

REASONS = {200: "OK", 201: "Created", 204: "No Content", 301: "Moved Permanently", 302: "Found", 303: "See Other", 304: "Not Modified",
           307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request", 401: "Unauthorized", 404: "Not Found",
           418: "I'm a Teapot", 429: "Too Many Requests", 500: "Internal Server Error", 503: "Service Unavailable"}


def answer(status=200, body=b"{}", *headers, reason=None, length=True):
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Own') if reason is None else reason}", "Connection: close", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def chunks(body, size):
    pieces = [body[at:at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


# What scripts look at: /document/NAME.
DOCUMENTS = {
    "json": ("application/json; charset=utf-8", '{"id": 7, "name": "Ada", "tags": ["a", "b"], "owner": {"admin": true, "age": null}, "price": 1.5, "unicode": "é世🌍"}'),
    "list": ("application/json", '[{"id": 1, "name": "one"}, {"id": 2, "name": "two"}, {"id": 3, "name": "three"}]'),
    "xml": ("application/xml", '<?xml version="1.0"?><shop open="yes"><item id="1"><name>tea</name><price>2.50</price></item><item id="2"><name>a &amp; b</name></item></shop>'),
    "html": ("text/html; charset=utf-8", '<html><head><title>A page</title></head><body><h1 class="big">Hello</h1><ul><li>one</li><li>two</li></ul></body></html>'),
    "text": ("text/plain", "only text, no JSON"),
    "csv": ("text/csv", 'name,n\nAda,1\n"Bob, the ""builder""",2\n'),
    "jsonp": ("application/javascript", 'callback({"a": 1})'),
    "broken": ("application/json", '{"a": 1,}'),
    "empty": ("application/json", ""),
}


def echo(method, url, query, request):
    """The request as JSON, but for what two clients may differ in."""
    headers = {name.lower(): value for name, value in request.headers if name.lower() not in VOLATILE | {"host", "content-length"}}
    if headers.get("content-type", "").startswith("multipart/"):
        del headers["content-type"]  # its boundary is made anew each time
    told = {"method": method, "path": url.path, "query": query, "headers": headers, "body": request.body.decode("latin-1")}
    return answer(200, json.dumps(told).encode(), "Content-Type: application/json")


def script(request):
    method, target, _ = request.line.decode("latin-1").split(" ", 2)
    url = urllib.parse.urlsplit(target)
    query = dict(urllib.parse.parse_qsl(url.query))
    words = url.path.strip("/").split("/")
    made = echo(method, url, query, request) if words[0] == "echo" else _made(words, query)
    if method == "HEAD" and made:
        made = made.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return made


def _made(words, query):
    kind = "Content-Type: application/json"
    first = words[0]
    if first == "redirect" and words[1].isdigit():  # /redirect/CODE?to=URL
        return answer(int(words[1]), b"", "Location: " + query["to"])
    if first == "chain":  # /chain/N: N redirects, then /end
        left = int(words[1])
        return answer(302, b"", f"Location: /chain/{left - 1}" if left > 1 else "Location: /end")
    if first == "loop":
        return answer(302, b"", "Location: /loop")
    if first == "status":
        return answer(int(words[1]), b"" if words[1] in ("204", "304") else b'{"status": 1}', kind, length=words[1] not in ("204", "304"))
    if first == "document":
        content_type, text = DOCUMENTS[words[1]]
        return answer(200, text.encode(), "Content-Type: " + content_type, "X-Own: one", "X-Own: two", "X-Number: 42")
    if first == "set-cookie":  # /set-cookie?1=…&2=…
        return answer(200, b"{}", *[f"Set-Cookie: {value}" for value in query.values()])
    if first == "move-with-cookie":
        return answer(302, b"", "Set-Cookie: hop=1; Path=/", "Location: /end")
    if first == "gzip":
        return answer(200, gzip.compress(b'{"packed": true}'), kind, "Content-Encoding: gzip")
    if first == "deflate":
        return answer(200, zlib.compress(b'{"packed": true}'), kind, "Content-Encoding: deflate")
    if first == "large":
        return answer(200, b"0123456789abcdef" * (int(words[1]) // 16), "Content-Type: text/plain")
    if first == "chunked":
        return answer(200, b"", "Transfer-Encoding: chunked", "Content-Type: text/plain", length=False) + chunks(b"a chunked body", 5)
    if first == "until-close":
        return answer(200, b"until the end", "Content-Type: text/plain", length=False)
    if first == "binary":
        return answer(200, bytes(range(256)), "Content-Type: application/octet-stream")
    if first == "utf-8":
        return answer(200, "é世🌍".encode(), "Content-Type: text/plain; charset=utf-8")
    if first == "no-reason":
        return answer(200, b"{}", kind, reason="")
    if first == "many-headers":
        return answer(200, b"{}", *[f"X-Number-{n}: {n}" for n in range(40)], "X-Same: 1", "X-Same: 2", "x-lower:   spaces  ")
    if first == "garbage":
        return b"this is no HTTP\r\n\r\n"
    if first == "drop":
        return b""
    if first == "short":
        return answer(200, b"abc", length=False).replace(b"\r\n\r\n", b"\r\nContent-Length: 10\r\n\r\n")
    if first == "silent":
        return None
    return answer(200, b"{}", kind)
