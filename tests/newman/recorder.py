"""An HTTP/1.1 server on loopback that keeps every request as the bytes that came in, and answers 200, or what it is told to.

Every answer ends its connection: a client that waits for idle connections then has none to wait for."""

import socketserver
import threading
from dataclasses import dataclass

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n"


@dataclass
class Request:
    line: bytes
    headers: list  # of (name, value), as sent
    body: bytes

    def header(self, name):
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        if line := self.rfile.readline():
            headers = []
            while (raw := self.rfile.readline()) not in (b"\r\n", b""):
                name, _, value = raw.rstrip(b"\r\n").partition(b":")
                headers.append((name.decode("latin-1"), value.strip().decode("latin-1")))
            request = Request(line.rstrip(b"\r\n"), headers, b"")
            if (request.header("Expect") or "").lower() == "100-continue":
                self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            request.body = self.read_body(request)
            self.server.requests.append(request)
            self.answer(request)

    def answer(self, request):
        if self.server.script is not None:
            answer = self.server.script(request)
            if answer is None:  # no answer until the client gives up
                self.rfile.read()
            else:
                self.wfile.write(answer)
        else:
            self.wfile.write(ANSWER if request.line.startswith(b"HEAD ") else ANSWER + b"{}")

    def read_body(self, request):
        if (request.header("Transfer-Encoding") or "").lower() != "chunked":
            return self.rfile.read(int(request.header("Content-Length") or 0))
        body = b""
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body


class Recorder(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, script=None, tls=None):
        """`script` makes the bytes of an answer of a Request (None: never); `tls` is a server's SSLContext."""
        super().__init__(("127.0.0.1", 0), Handler)
        self.requests = []
        self.script = script
        self.tls = tls
        threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True).start()

    def get_request(self):
        connection, address = super().get_request()
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
        return connection, address

    def handle_error(self, request, client_address):
        """Clients that leave in the middle are what some tests are about."""

    @property
    def authority(self):
        return f"127.0.0.1:{self.server_address[1]}"

    def take(self):
        taken, self.requests = self.requests, []
        return taken
