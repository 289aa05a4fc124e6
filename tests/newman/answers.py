"""What the recording server answers: the request's path says it."""

import gzip
import urllib.parse
import zlib

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


def script(request):
    method, target, _ = request.line.decode("latin-1").split(" ", 2)
    url = urllib.parse.urlsplit(target)
    query = dict(urllib.parse.parse_qsl(url.query))
    made = _made(url.path.strip("/").split("/"), query)
    if method == "HEAD" and made:
        made = made.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    return made


def _made(words, query):
    json = "Content-Type: application/json"
    first = words[0]
    if first == "redirect" and words[1].isdigit():  # /redirect/CODE?to=URL
        return answer(int(words[1]), b"", "Location: " + query["to"])
    if first == "chain":  # /chain/N: N redirects, then /end
        left = int(words[1])
        return answer(302, b"", f"Location: /chain/{left - 1}" if left > 1 else "Location: /end")
    if first == "loop":
        return answer(302, b"", "Location: /loop")
    if first == "status":
        return answer(int(words[1]), b"" if words[1] in ("204", "304") else b'{"status": 1}', json, length=words[1] not in ("204", "304"))
    if first == "set-cookie":  # /set-cookie?1=…&2=…
        return answer(200, b"{}", *[f"Set-Cookie: {value}" for value in query.values()])
    if first == "move-with-cookie":
        return answer(302, b"", "Set-Cookie: hop=1; Path=/", "Location: /end")
    if first == "gzip":
        return answer(200, gzip.compress(b'{"packed": true}'), json, "Content-Encoding: gzip")
    if first == "deflate":
        return answer(200, zlib.compress(b'{"packed": true}'), json, "Content-Encoding: deflate")
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
        return answer(200, b"{}", json, reason="")
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
    return answer(200, b"{}", json)
