"""An API that gives away what it was sent: in each encoding, at each place of a response, and in broken ones.

    POST /echo/FORM/PLACE    the header X-Key and the body, as FORM, at PLACE ("body", "header", "reason", "cookie", "location")
    /reset                   a reset in the middle of the body      /cut    an end in the middle of the body
    /malformed               the value where a status line should be
    /hold                    no answer until release() is called
"""

import base64
import html
import json
import socket
import struct
import threading
import urllib.parse

FORMS = {
    "raw": lambda value: value,
    "percent": lambda value: urllib.parse.quote_from_bytes(value, safe="").encode(),
    "plus": lambda value: urllib.parse.quote_plus(value).encode(),
    "base64": base64.standard_b64encode,
    "base64-1": lambda value: base64.standard_b64encode(b"u" + value + b"!"),
    "base64-2": lambda value: base64.standard_b64encode(b"us" + value + b"!!"),
    "base64url": base64.urlsafe_b64encode,
    "json": lambda value: json.dumps(value.decode(errors="replace")).encode(),
    "json-utf8": lambda value: json.dumps(value.decode(errors="replace"), ensure_ascii=False).encode(),
    "html": lambda value: html.escape(value.decode(errors="replace")).encode(),
    "hex": lambda value: value.hex().encode(),
    "HEX": lambda value: value.hex().upper().encode(),
}
PLACES = ("body", "header", "reason", "cookie", "location")


def answer(form, place, value):
    told = FORMS[form](value)
    reason, headers, body = b"OK", [b"Content-Type: text/plain"], b"{}"
    status = 200
    if place == "body":
        body = b"you sent <" + told + b">"
    elif place == "header":
        headers.append(b"X-Told: " + told)
    elif place == "reason":
        status, reason = 400, b"bad " + told
    elif place == "cookie":
        headers.append(b"Set-Cookie: told=" + told)
    else:
        status, reason = 302, b"Found"
        headers.append(b"Location: /told?" + told)
    headers.append(b"Content-Length: %d" % len(body))
    return b"HTTP/1.1 %d %s\r\n" % (status, reason) + b"\r\n".join(headers) + b"\r\n\r\n" + body


class HostileServer:
    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.received = []  # every byte that came, one entry a request
        self.holding = threading.Event()
        self._release = threading.Event()
        self._threads = []
        self._sockets = []
        self._acceptor = threading.Thread(target=self._accept)
        self._acceptor.start()

    def close(self):
        self._release.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._acceptor.join()
        self._listener.close()
        for connection in self._sockets:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # it has ended already
        for thread in self._threads:
            thread.join()

    def hold_again(self):
        self.holding.clear()
        self._release.clear()

    def release(self):
        self._release.set()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self._sockets.append(connection)
            self._threads.append(threading.Thread(target=self._serve, args=(connection,)))
            self._threads[-1].start()

    def _serve(self, connection):
        with connection, connection.makefile("rb") as stream:
            try:
                while request := self._read(stream):
                    if not self._respond(connection, *request):
                        return
            except (ConnectionError, OSError):
                return  # the client was killed

    def _read(self, stream):
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            line = stream.readline()
            if not line:
                return None
            head += line
        lines = head.split(b"\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(b":") for line in lines[1:] if line)}
        body = stream.read(int(headers.get(b"content-length", 0)))
        self.received.append(head + body)
        return lines[0].split(b" ")[1].decode(), headers, body

    def _respond(self, connection, target, headers, body):
        value = headers.get(b"x-key", b"") or body
        parts = target.split("?")[0].split("/")
        if parts[1] == "echo":
            connection.sendall(answer(parts[2], parts[3], value))
        elif parts[1] == "hold":
            self.holding.set()
            self._release.wait()
            connection.sendall(answer("raw", "body", b"released"))
        elif parts[1] == "malformed":
            connection.sendall(value + b"\r\n\r\n")
            return False
        elif parts[1] in ("cut", "reset"):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nhalf of it: " + value)
            if parts[1] == "reset":
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        else:
            connection.sendall(answer("raw", "body", b"nothing"))
        return True
