"""Every way in which a request with a secret goes wrong: the secret is in no message, no report, no file."""

import socket
import ssl
import subprocess
import threading

import pytest
from hostile_server import FORMS, PLACES
from world import ARN, CREDENTIALS, LOCAL

PROFILE = ("--profile", "ci")
KEY = ("-H", "X-Key: {{vault:quoted}}")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_server_that_gives_the_secret_away(world, form, place):
    world.coffer("send", f"{world.api.url}/echo/{form}/{place}", *KEY, "-v", "-i", status=None)
    items = [{"name": "a", "request": {"method": "GET", "url": f"{world.api.url}/echo/{form}/{place}", "header": [{"key": "X-Key", "value": "{{vault:quoted}}"}]}}]
    world.coffer("run", world.collection(items), "-r", "cli,json", "--reporter-json-export", "given-away.json", "--verbose", status=None)
    assert LOCAL["quoted"].encode() in world.api.received[-1] or LOCAL["quoted"].encode() in world.api.received[-2]


@pytest.mark.parametrize("secret", ["short", "long", "binary"])
@pytest.mark.parametrize("form", FORMS)
def test_values_of_other_kinds_given_away(world, form, secret):
    item = {"name": "a", "request": {"method": "POST", "url": f"{world.api.url}/echo/{form}/body", "body": {"mode": "raw", "raw": f"{{{{vault:{secret}}}}}"}}}
    world.coffer("run", world.collection([item]), "-r", "cli,json", "--reporter-json-export", "given-away.json", "--verbose", *PROFILE)


@pytest.mark.parametrize("path", ["/reset", "/cut", "/malformed", "/echo/raw/location"])
def test_a_response_that_breaks_off(world, path):
    world.coffer("send", world.api.url + path, *KEY, "-v", "-i", status=None)
    items = [{"name": "a", "request": {"method": "GET", "url": world.api.url + path, "header": [{"key": "X-Key", "value": "{{vault:quoted}}"}]}}]
    world.coffer("run", world.collection(items), "-r", "cli,json", "--reporter-json-export", "broken.json", "--verbose", status=None)


def test_a_redirect_away(world):
    other = world.cloud.echo.replace("127.0.0.1", "localhost")
    world.coffer("secret", "domains", "token", world.api.url + "," + world.cloud.echo)
    away = f"{world.cloud.echo}/redirect-to?url={other}/elsewhere"
    world.coffer("send", away, "-H", "X-Key: {{vault:token}}", "-v", "-i")
    world.coffer("send", "POST", away + "&status_code=307", "-d", "{{vault:token}}", "-v", "-i", status=None)
    world.coffer("send", f"{world.cloud.echo}/redirect-to?url={other}/{{{{vault:token}}}}", "-v", "-i", status=None)
    world.coffer("send", other + "/get", "-H", "X-Key: {{vault:token}}", "-v", status=3)
    world.coffer("secret", "domains", "token", "")


def test_no_connection_and_no_tls(world):
    world.coffer("send", "http://127.0.0.1:9/{{vault:quoted}}", *KEY, "-v", status=1)
    world.coffer("send", "http://no-such-host.invalid/{{vault:quoted}}", "-u", "a:{{vault:quoted}}", "-v", status=1)
    world.coffer("send", "http://{{vault:token}}.invalid/", "-v", status=None)
    world.coffer("send", world.api.url.replace("http:", "https:") + "/{{vault:quoted}}", *KEY, "-v", status=1)
    world.coffer("send", "--timeout", "200", world.cloud.echo + "/delay/5", *KEY, "-v", status=1)


def certificate(world):
    key, chain = world.inputs / "server.key", world.inputs / "server.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", chain, "-subj", "/CN=other.example"],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, chain


def test_a_certificate_that_is_not_trusted_and_a_key_with_a_passphrase(world):
    key, chain = certificate(world)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain, key)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve():
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            try:
                context.wrap_socket(connection, server_side=True).close()
            except (OSError, ssl.SSLError):
                connection.close()

    server = threading.Thread(target=serve)
    server.start()
    url = f"https://127.0.0.1:{listener.getsockname()[1]}/{{{{vault:quoted}}}}"
    try:
        world.coffer("send", url, *KEY, "-v", status=1)
        locked = world.inputs / "locked.key"
        subprocess.run(["openssl", "pkey", "-in", key, "-aes256", "-passout", "stdin", "-out", locked], input=CREDENTIALS["key passphrase"].encode(), check=True)
        given = world.give("key passphrase", CREDENTIALS["key passphrase"] + "\n")
        for passphrase_file in given, str(world.inputs / "passphrase"):
            flags = ("--cert", str(chain), "--key", str(locked), "--key-passphrase-file", passphrase_file, "-k")
            world.coffer("send", url, *KEY, *flags, "-v", status=1)
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        server.join()
        listener.close()


FAULTS = {
    "xml": {"status": 400, "code": "AccessDenied", "message": "denied"},
    "html": {"status": 502}, "drop": {}, "cut": {}, "malformed": {}, "throttle": {}, "oversize": {"bytes": 70_000_000},
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
@pytest.mark.parametrize("action", ["GetSecretValue", "sts"])
def test_a_cloud_that_answers_badly(world, kind, action):
    world.cloud.fault(kind, action=action, **FAULTS[kind])
    try:
        for command in ("secret", "test", "linked"), ("secret", "test", "member", "--json"), ("send", world.api.url, "-H", "X: {{vault:linked}}", "-v"):
            world.coffer(*command, *PROFILE, status=None)
    finally:
        world.cloud.control("DELETE", "faults")


@pytest.mark.parametrize("profile", ["nobody", "expired", "alice", "no-such-profile"])
def test_credentials_that_do_not_open(world, profile):
    for command in ("aws", "connect"), ("secret", "test", "linked"), ("send", world.api.url, "-H", "X: {{vault:linked}}", "-v"):
        done = world.coffer(*command, "--profile", profile, "--no-input", status=None)
        assert done.returncode != 0


def test_values_that_are_not_what_the_link_says(world):
    wrong = {
        "no-such-member": ("planted/document-DoCuM1", "--json-key", "nothing"),
        "no-document": ("planted/plain-PlAiN1", "--json-key", "a"),
        "past-the-end": ("planted/document-DoCuM1", "--json-key", "list[7]"),
        "no-such-version": ("planted/plain-PlAiN1", "--version", "00000009-9999-4222-8333-444455556666"),
        "no-such-secret": ("planted/none-AAAAAA",),
    }
    for name, (secret, *more) in wrong.items():
        world.coffer("secret", "link", name, "--secret-arn", ARN + secret, *more)
        world.coffer("secret", "test", name, *PROFILE, status=3)
        world.coffer("send", world.api.url, "-H", f"X: {{{{vault:{name}}}}}", "-H", "Y: {{vault:quoted}}", "-v", *PROFILE, status=3)
    world.coffer("send", world.api.url, "-H", "X: {{vault:binary}}", "-v", *PROFILE, status=3)  # binary as text


def test_a_vault_that_does_not_open(world):
    damaged = world.home / "damaged.coffer"
    content = bytearray((world.home / ".config/coffer/vault.coffer").read_bytes())
    content[-20] ^= 1
    damaged.write_bytes(content)
    damaged.chmod(0o600)
    world.coffer("--vault", str(damaged), "secret", "list", status=None)
    wrong_key = {"COFFER_VAULT_KEY": world.environment["COFFER_VAULT_KEY"][:-4] + "AAAA"}
    world.coffer("secret", "list", status=None, environment=wrong_key)
    world.coffer("secret", "list", "--passphrase-file", str(world.inputs / "new passphrase"), status=None, environment={"COFFER_VAULT_KEY": ""})
    world.coffer("secret", "list", "--key-file", str(world.inputs / "quoted"), status=None, environment={"COFFER_VAULT_KEY": ""})


def test_files_that_are_not_what_they_should_be(world):
    """A value where a collection, an environment, a links file or an AWS file should be: no message quotes it."""
    value = str(world.inputs / "quoted")
    for command in (
        ("run", value), ("check", value), ("run", world.collection([]), "-e", value), ("send", world.api.url, "--links", value),
        ("send", world.api.url, "--cacert", value), ("send", world.api.url, "-H", "X: {{vault:quoted}}", "--cert", value, "-v"),
    ):  # fmt: skip
        world.coffer(*command, status=None)
    for variable in "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE", "COFFER_VAULT", "COFFER_VAULT_KEY_FILE":
        world.coffer("aws", "connect", "--profile", "main", status=None, environment={variable: value})
        world.coffer("secret", "list", "--no-input", status=None, environment={variable: value, "COFFER_VAULT_KEY": ""})
    world.coffer("secret", "set", "b{d", "--file", value, status=2)
    world.coffer("secret", "set", "x", "--domains", "{{", "--file", value, status=2)
