"""What `coffer send` shows a person, and hands on to a pipe byte for byte."""

import http.server
import os
import pathlib
import subprocess
import threading

import pexpect
import pytest

JSON = b'{"n":1.50, "big":12345678901234567890123,"s":"\\u00e9 \xc2\x9b2J","e":[],"l":[true,null,{"k":-1e9}]}'
ANSWERS = {
    "/json": ("application/json", JSON),
    "/text": ("text/plain", b"up \x1b[2J and \xc2\x9bdown\n"),
    "/binary": ("application/octet-stream", b"\x00\x01\xff"),
    "/broken": ("application/json", b'{"a":'),
}


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        kind, body = ANSWERS[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def shown(*arguments, status=0, **environment):
    variables = {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm"} | environment
    terminal = pexpect.spawn(os.environ["COFFER_BIN"], ["send", *arguments], env=variables, timeout=60)
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == status, terminal.before
    return terminal.before.replace(b"\r\n", b"\n")


def piped(*arguments):
    environment = {"HOME": "/nonexistent", "PATH": "/usr/bin:/bin"}
    return subprocess.run([os.environ["COFFER_BIN"], "send", *arguments], env=environment, capture_output=True, check=True).stdout


LAID_OUT = b"""{
  "n": 1.50,
  "big": 12345678901234567890123,
  "s": "\\u00e9 \\u009b2J",
  "e": [],
  "l": [
    true,
    null,
    {
      "k": -1e9
    }
  ]
}
"""


def test_json_is_laid_out_on_a_terminal_and_no_number_is_changed(server):
    assert shown(server + "/json", NO_COLOR="1") == LAID_OUT


def test_json_is_coloured(server):
    coloured = shown(server + "/json")
    assert b'\x1b[34;1m"n"\x1b[0m: \x1b[36m1.50\x1b[0m,' in coloured
    plain = coloured
    for code in (b"\x1b[34;1m", b"\x1b[32m", b"\x1b[36m", b"\x1b[35m", b"\x1b[0m"):
        plain = plain.replace(code, b"")
    assert plain == LAID_OUT


def test_what_is_no_json_stands_as_it_is(server):
    assert shown(server + "/broken") == b'{"a":\n'


def test_a_response_cannot_give_the_terminal_orders(server):
    text = shown(server + "/text")
    assert b"\x1b" not in text and b"\xc2\x9b" not in text and b"up" in text and b"down" in text


def test_a_binary_body_is_not_shown_unless_asked_for(server):
    refused = shown(server + "/binary", status=1)
    assert b"binary (3 bytes)" in refused and b"-o -" in refused and b"\x00" not in refused
    assert b"\x00\x01\xff" in shown(server + "/binary", "-o", "-")


@pytest.mark.parametrize("path", ANSWERS)
def test_a_pipe_gets_the_bytes_that_came(server, path, tmp_path):
    assert piped(server + path) == ANSWERS[path][1]
    piped(server + path, "-o", str(tmp_path / "out"))
    assert pathlib.Path(tmp_path / "out").read_bytes() == ANSWERS[path][1]
