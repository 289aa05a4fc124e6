"""Who is no browser of the user's, and knocks at the page's port (spec 9.2): they get nothing, and the page goes on."""

import http.client
import json
import os
import resource
import socket
import subprocess
import sys

import pytest
from desk import Desk

VALUE = "sk_live_the-planted-one"
GUESSED = "coffer_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


@pytest.fixture(scope="module")
def desk(shared_cloud, tmp_path_factory):
    """One for all: whatever is tried, the next one finds it as it was."""
    desk = Desk(tmp_path_factory.mktemp("desk"), shared_cloud)
    desk.make_vault(stripe=VALUE)
    desk.unlock()
    yield desk
    desk.end()


@pytest.fixture(scope="module")
def ui(desk):
    return desk.start()


@pytest.fixture(scope="module")
def client(ui):
    return ui.launch()


def works(client):
    return [secret["name"] for secret in client.call("secrets/list")["secrets"]] == ["stripe"]


def raw(ui, *pieces):
    """Everything that is answered to those bytes until the server hangs up."""
    with socket.create_connection(("127.0.0.1", ui.port)) as connection:
        try:
            for piece in pieces:
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass
        return read_all(connection)


def read_all(connection):
    answer = b""
    try:
        while piece := connection.recv(65536):
            answer += piece
    except ConnectionResetError:
        pass
    return answer


def status_of(answer):
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.") else None


# Who asks.


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Origin": None, "Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": None, "Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Dest": "iframe"}, 403),
        ({"Origin": "https://{host}"}, 403),
        ({"Origin": "http://{host}.evil.example"}, 403),
        ({"Origin": "http://evil.example#{host}"}, 403),
        ({"Cookie": None}, 401),
        ({"Cookie": ""}, 401),
        ({"Cookie": "coffer_session="}, 401),
        ({"Cookie": GUESSED}, 401),
        ({"Cookie": "Coffer_Session={token}"}, 401),
        ({"Cookie": "x_coffer_session={token}"}, 401),
        ({"Cookie": "coffer_session={token}x"}, 401),
        ({"Cookie": "coffer_session={shorter}"}, 401),
        ({"Cookie": 'coffer_session="{token}"'}, 401),
        ({"Cookie": None, "Authorization": "Bearer {token}"}, 401),
        ({"Cookie": None, "X-Coffer-Session": "{token}"}, 401),
        ({"Coffer-Token": None}, 403),
        ({"Coffer-Token": ""}, 403),
        ({"Coffer-Token": "{token}"}, 403),
        ({"Coffer-Token": "A" * 43}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=application/json"}, 415),
        ({"Content-Type": "text/plain; application/json"}, 415),
        ({"Content-Type": None}, 415),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["secrets/reveal", "secrets/remove"])
def test_a_call_that_is_not_the_pages_own_is_refused(ui, client, change, status, name):
    token = client.cookie.partition("=")[2]
    shapes = {"{host}": ui.host, "{token}": token, "{shorter}": token[:-1]}
    headers = client.headers()
    for header, value in change.items():
        for shape, filled in shapes.items():
            value = value and value.replace(shape, filled)
        headers[header] = value
    headers = {header: value for header, value in headers.items() if value is not None}
    answer = ui.request("POST", "/api/" + name, json.dumps({"name": "stripe"}), headers)
    assert answer[0] == status and VALUE.encode() not in answer[2]
    assert works(client)


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "post", "QUERY"])
def test_only_post_calls(ui, client, method):
    status, headers, body = ui.request(method, "/api/secrets/reveal", json.dumps({"name": "stripe"}), client.headers())
    assert status in (400, 404, 405) and VALUE.encode() not in body
    assert not [name for name in headers if name.lower().startswith("access-control-")]
    assert works(client)


@pytest.mark.parametrize("host", ["evil.example:{port}", "127.0.0.1:{port}", "localhost:{port}", "[::1]:{port}", "{name}", "{name}:80", "{name}.:{port}", "x.{name}:{port}", "{name}:{port}@evil.example", "coffer-0000000000000000.localhost:{port}", ""])
@pytest.mark.parametrize("path", ["/", "/page.js", "/events", "/api/secrets/list", "/launch", "/session"])
def test_a_name_that_was_rebound_gets_nothing(ui, client, host, path):
    name = ui.host.rpartition(":")[0]
    host = host.format(port=ui.port, name=name)
    headers = client.headers() | {"Origin": f"http://{host}"}
    head = "".join(f"{key}: {value}\r\n" for key, value in headers.items())
    method = "GET" if path in ("/", "/page.js", "/events") else "POST"
    answer = raw(ui, f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n{head}Content-Length: 2\r\nConnection: close\r\n\r\n{{}}".encode())
    assert status_of(answer) in (400, 421) and b"<" not in answer and b"stripe" not in answer


def test_two_host_names_are_no_host_name(ui):
    answer = raw(ui, f"GET / HTTP/1.1\r\nHost: evil.example\r\nHost: {ui.host}\r\nConnection: close\r\n\r\n".encode())
    assert status_of(answer) in (400, 421)
    answer = raw(ui, f"GET http://evil.example/ HTTP/1.1\r\nHost: {ui.host}\r\nConnection: close\r\n\r\n".encode())
    assert status_of(answer) in (400, 404, 421)


# The way in.


def test_the_launch_token_is_good_once_and_no_other_is(desk):
    ui = desk.start()

    def launch(token, **headers):
        return ui.request("POST", "/launch", json.dumps({"token": token}), ui.json_headers() | headers)

    wrong = ["", ui.token[:-1], ui.token + "A", ui.token.swapcase(), "A" * len(ui.token), "A" * 20_000, "\0", None, 1, [ui.token], {"token": ui.token}]
    for token in wrong:
        status, headers, _ = launch(token)
        assert status == 401 and "Set-Cookie" not in headers, token
    # Where it may not be used it is not used up.
    for headers in {"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Content-Type": "text/plain"}:
        status, answered, _ = launch(ui.token, **headers)
        assert status in (403, 415) and "Set-Cookie" not in answered
    assert ui.request("GET", f"/launch?token={ui.token}")[0] == 404
    status, headers, body = launch(ui.token)
    assert status == 200 and body == b"{}"
    cookie = headers["Set-Cookie"]
    assert cookie.split("; ")[1:] == ["HttpOnly", "SameSite=Strict", "Path=/"]
    assert ui.token not in cookie
    status, headers, _ = launch(ui.token)
    assert status == 401 and "Set-Cookie" not in headers


def test_the_cookie_of_another_page_opens_nothing(desk, client):
    other = desk.start()
    headers = client.headers() | other.json_headers()
    for path in "/session", "/api/secrets/list", "/api/secrets/reveal":
        status, _, body = other.request("POST", path, "{}", headers)
        assert status == 401 and b"stripe" not in body and b"token" not in body
    theirs = other.launch()
    status, _, body = other.request("POST", "/api/secrets/list", "{}", theirs.headers() | {"Coffer-Token": client.token})
    assert status == 403
    assert works(client) and works(theirs)


def test_nobody_but_the_page_is_told_the_token_of_its_calls(ui, client):
    for headers in client.headers() | {"Origin": "http://evil.example"}, client.headers() | {"Cookie": GUESSED}, client.headers() | {"Sec-Fetch-Site": "cross-site"}, {"Cookie": client.cookie}:
        status, _, body = ui.request("POST", "/session", "{}", headers)
        assert status in (401, 403) and client.token.encode() not in body
    for path in "/", "/page.js", "/session", "/events?token":
        assert client.token.encode() not in ui.request("GET", path, headers={"Origin": ui.origin})[2]


def test_the_cookie_is_found_among_those_that_others_have_set(ui, client):
    """Another server below .localhost may set one of its name: it locks nobody out."""
    headers = client.headers() | {"Cookie": f"{GUESSED}; other=1; {client.cookie}"}
    assert ui.request("POST", "/api/secrets/list", "{}", headers)[0] == 200


def test_every_answer_says_what_browsers_are_to_refuse(ui, client):
    answers = [
        ui.request("GET", "/"), ui.request("GET", "/page.js"), ui.request("GET", "/no-such-thing"), ui.request("GET", "/", host="evil.example"), ui.request("PUT", "/"),
        ui.request("GET", "/events"), ui.request("POST", "/api/secrets/list", "{}", client.headers()), ui.request("POST", "/api/secrets/list", "{}"),
        ui.request("POST", "/api/no/such", "{}", client.headers()), ui.request("POST", "/api/secrets/list", "{", client.headers()), ui.request("GET", "/" + "x" * 40_000),
    ]  # fmt: skip
    for status, headers, _ in answers:
        policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
        assert "unsafe" not in headers["Content-Security-Policy"], status
        assert policy["default-src"] == "'none'" and policy["script-src"] == "'self'" and policy["frame-ancestors"] == "'none'" and policy["connect-src"] == "'self'"
        assert policy["require-trusted-types-for"] == "'script'" and policy["form-action"] == "'none'" and policy["base-uri"] == "'none'"
        assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer" and headers["X-Frame-Options"] == "DENY"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin" and headers["Cross-Origin-Resource-Policy"] == "same-origin" and headers["Cache-Control"] == "no-store"
        assert not [name for name in headers if name.lower().startswith("access-control-")]
        assert "Server" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/../../../../etc/passwd", "/..%2f..%2f..%2fetc%2fpasswd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/./page.js", "/page.js/", "/page.js%00.html", "/\\..\\..\\etc\\passwd",
        "/assets.inc", "/api", "/api/", "/index.html", "/open-page.html", "/file:///etc/passwd", "*",
    ],
)  # fmt: skip
def test_there_is_nothing_but_the_pages_files(ui, path):
    answer = raw(ui, f"GET {path} HTTP/1.1\r\nHost: {ui.host}\r\nConnection: close\r\n\r\n".encode())
    assert status_of(answer) in (400, 404) and b"root:" not in answer and len(answer) < 2000


# How they ask.


def test_what_is_too_large_is_not_read(ui, client):
    assert ui.request("GET", "/", headers={"X-Large": "x" * 40_000})[0] == 431
    assert ui.request("GET", "/", headers={f"X-{number}": "x" * 100 for number in range(90)})[0] in (200, 431)
    head = f"POST /api/secrets/list HTTP/1.1\r\nHost: {ui.host}\r\n" + "".join(f"{key}: {value}\r\n" for key, value in client.headers().items())
    assert status_of(raw(ui, f"{head}Content-Length: {(64 << 20) + 1}\r\n\r\n".encode())) == 413
    assert status_of(raw(ui, f"{head}Content-Length: 99999999999999999999999\r\n\r\n".encode())) == 400
    endless = [f"{head}Transfer-Encoding: chunked\r\n\r\n".encode()] + [b"400000\r\n" + bytes(0x400000) + b"\r\n"] * 17
    assert status_of(raw(ui, *endless)) in (413, None)  # None: what was still on its way tore the answer down
    assert works(client)


@pytest.mark.parametrize(
    "text",
    [
        b"\x16\x03\x01\x02\x00\x01\x00", b"\x00" * 100, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\nHost\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /api/secrets/list HTTP/1.1\r\nHost: {host}\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        b"POST /api/secrets/list HTTP/1.1\r\nHost: {host}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n",
        b"POST /api/secrets/list HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n{}",
        b"GET / HTTP/1.1\r\nHost: {host}\r\n folded: x\r\n\r\n", b"GET /\x01 HTTP/1.1\r\nHost: {host}\r\n\r\n",
    ],
)  # fmt: skip
def test_what_is_no_http_gets_no_page(ui, text):
    with socket.create_connection(("127.0.0.1", ui.port)) as connection:
        connection.sendall(text.replace(b"{host}", ui.host.encode()))
        connection.shutdown(socket.SHUT_WR)
        answer = read_all(connection)
    assert status_of(answer) in (None, 400, 401, 403, 421) and b"<script" not in answer


@pytest.mark.parametrize("document", ["", "null", "[]", '"text"', "{", '{"name":1}', '{"name":null}', "[" * 100_000, '{"name":"' + "x" * 1_000_000 + '"}', '\ufeff{}', '{"name":"\\ud800"}'])
@pytest.mark.parametrize("name", ["secrets/reveal", "secrets/add", "secrets/edit", "vault/unlock", "no/such", "", "../launch", "secrets/list/../reveal"])
def test_a_document_that_is_none_of_the_contract_is_an_error_in_words(ui, client, name, document):
    status, _, body = ui.request("POST", f"/api/{name}", document.encode("utf-8", "surrogatepass"), client.headers())
    assert status in (200, 404)
    if status == 200:
        error = json.loads(body)["error"]
        assert error["code"] and error["what"]
    assert works(client)


def test_who_is_slow_is_cut_off_and_delays_nobody(ui, client):
    beginnings = [b"", b"G", b"GET / HTTP/1.1\r\nHost: ", f"POST /launch HTTP/1.1\r\nHost: {ui.host}\r\nContent-Length: 100\r\n\r\n".encode()]
    slow = [socket.create_connection(("127.0.0.1", ui.port)) for _ in range(100)]
    for number, connection in enumerate(slow):
        connection.sendall(beginnings[number % 3])  # a body may take longer: those are the last
    assert works(client)
    for connection in slow:
        assert read_all(connection) == b""
        connection.close()
    assert works(client)


def test_a_thousand_connections_leave_the_page_as_it_was(ui, client):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    kept = http.client.HTTPConnection("127.0.0.1", ui.port)  # as a browser that is there already

    def call():
        kept.request("POST", "/api/secrets/list", "{}", client.headers() | {"Host": ui.host})
        return b"stripe" in kept.getresponse().read()

    assert call()
    crowd = [socket.create_connection(("127.0.0.1", ui.port)) for _ in range(1000)]
    answers = [read_all(connection) for connection in crowd]  # each is told so, or cut off for saying nothing
    refused = [answer for answer in answers if answer]
    assert refused and all(status_of(answer) == 503 for answer in refused)
    assert len(answers) - len(refused) <= 256
    assert call()
    kept.close()
    for connection in crowd:
        connection.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert works(client)


def test_another_user_of_the_machine_hears_not_a_word(ui, client):
    if os.geteuid() != 0:
        pytest.skip("only root can be another user")
    request = f"GET / HTTP/1.1\r\nHost: {ui.host}\r\nConnection: close\r\n\r\n"
    program = f"import socket; s = socket.create_connection(('127.0.0.1', {ui.port})); s.sendall({request!r}.encode())\ntry: print(s.recv(100))\nexcept ConnectionResetError: print(b'')"
    assert status_of(raw(ui, request.encode())) == 200
    interpreter = "/usr/bin/python3" if os.path.exists("/usr/bin/python3") else sys.executable
    done = subprocess.run([interpreter, "-c", program], user=65534, group=65534, extra_groups=[], cwd="/", capture_output=True, text=True, env={})
    assert done.stdout == "b''\n", done
    assert works(client)


def test_it_listens_on_loopback_only(ui):
    listening = [line.split() for table in ("tcp", "tcp6") for line in open(f"/proc/net/{table}").readlines()[1:]]
    addresses = [line[1] for line in listening if line[3] == "0A" and int(line[1].split(":")[1], 16) == ui.port]
    assert addresses == [f"0100007F:{ui.port:04X}"]


def test_the_launch_token_is_in_no_ones_command_line(desk):
    ui = desk.start()
    for process in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                assert ui.token.encode() not in file.read()
        except (FileNotFoundError, ProcessLookupError):
            pass
