"""The whole flow against moto, an AWS emulator that others wrote, with its checks of signatures and identity policies on."""

import http.server
import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

import boto3
import pytest

REGION = "eu-west-1"
COFFER = os.environ["COFFER_BIN"]


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Moto:
    def __init__(self):
        self.url = f"http://127.0.0.1:{free_port()}"
        port = self.url.rsplit(":", 1)[1]
        environment = os.environ | {"INITIAL_NO_AUTH_ACTION_COUNT": "1000"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", port], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            try:
                urllib.request.urlopen(self.url + "/moto-api/data.json").close()
                return
            except OSError:
                assert self.process.poll() is None, "moto ended"
                time.sleep(0.1)
        raise AssertionError("moto did not start")

    def client(self, service):
        return boto3.client(service, region_name=REGION, endpoint_url=self.url, aws_access_key_id="setup", aws_secret_access_key="setup")

    def switch_checks_on(self):
        request = urllib.request.Request(self.url + "/moto-api/reset-auth", data=b"0", method="POST", headers={"Content-Type": "text/plain"})
        urllib.request.urlopen(request).close()

    def close(self):
        self.process.terminate()
        self.process.wait()


class Api(http.server.ThreadingHTTPServer):
    """Keeps what it receives."""

    def __init__(self):
        received = self.received = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                received.append((self.command, self.path, dict(self.headers), body.decode()))
                self.send_response(200)
                self.send_header("Content-Length", "2")
                self.end_headers()
                self.wfile.write(b"ok")

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class World:
    def __init__(self):
        self.moto = Moto()
        self.api = Api()
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="coffer-moto-"))
        self.set_up_account()
        (self.home / "pw").write_text("correct horse battery\n")
        (self.home / "pw").chmod(0o600)
        self.environment = {
            "HOME": str(self.home),
            "PATH": "/usr/bin:/bin",
            "AWS_ENDPOINT_URL": self.moto.url,
            "COFFER_NO_AGENT": "1",
            "COFFER_PASSPHRASE_FILE": str(self.home / "pw"),
        }

    def set_up_account(self):
        iam, secrets = self.moto.client("iam"), self.moto.client("secretsmanager")
        self.plain = secrets.create_secret(Name="plain", SecretString="pl4in-v4lue-öß")["ARN"]
        self.document = secrets.create_secret(Name="document", SecretString='{"user": "bob", "pass.word": "d0cument-s3cret"}')["ARN"]
        self.secret_of_role = secrets.create_secret(Name="of-role", SecretString="r0le-s3cret")["ARN"]
        self.binary = secrets.create_secret(Name="binary", SecretBinary=b"\x00\xff\x01")["ARN"]
        parameters = self.moto.client("ssm")
        parameters.put_parameter(Name="/prod/key", Type="SecureString", Value="0ld-p4rameter-ü")
        parameters.put_parameter(Name="/prod/key", Type="SecureString", Value="p4rameter-s3cret-ü", Overwrite=True)
        parameters.label_parameter_version(Name="/prod/key", ParameterVersion=1, Labels=["before"])
        parameters.put_parameter(Name="document", Type="String", Value='{"user": "p4rameter-user"}')
        self.parameter_arn = parameters.get_parameter(Name="/prod/key")["Parameter"]["ARN"]
        self.forbidden = "arn:aws:iam::123456789012:role/forbidden"
        reader = {
            "Version": "2012-10-17",
            "Statement": [{"Effect": "Allow", "Action": ["secretsmanager:*", "ssm:GetParameter*", "sts:*", "iam:ListMFADevices"], "Resource": "*"}],
        }
        iam.create_user(UserName="reader")
        iam.put_user_policy(UserName="reader", PolicyName="read", PolicyDocument=json.dumps(reader))
        iam.create_user(UserName="nobody")
        trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
        self.role = iam.create_role(RoleName="of-secret", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        iam.put_role_policy(RoleName="of-secret", PolicyName="read", PolicyDocument=json.dumps(reader))
        sections = []
        for user in ("reader", "nobody"):
            key = iam.create_access_key(UserName=user)["AccessKey"]
            sections.append(f"[{user}]\naws_access_key_id = {key['AccessKeyId']}\naws_secret_access_key = {key['SecretAccessKey']}\n")
        key_id = sections[0].split("aws_access_key_id = ")[1].split("\n")[0]
        sections.append(f"[wrong]\naws_access_key_id = {key_id}\naws_secret_access_key = wrongwrongwrongwrong\n")
        (self.home / ".aws").mkdir()
        (self.home / ".aws/credentials").write_text("\n".join(sections))
        (self.home / ".aws/config").write_text("".join(f"[profile {name}]\nregion = {REGION}\n" for name in ("reader", "nobody", "wrong")))
        self.moto.switch_checks_on()

    def coffer(self, *arguments, status=0):
        done = subprocess.run([COFFER, *arguments], env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def close(self):
        self.api.shutdown()
        self.moto.close()
        shutil.rmtree(self.home)


@pytest.fixture(scope="module")
def world():
    world = World()
    world.coffer("vault", "init", "--passphrase-file", str(world.home / "pw"))
    for name, *link in [
        ("plain", world.plain),
        ("password", world.document, "--json-key", "pass.word"),
        ("user", world.document, "--json-key", "user"),
        ("of-role", world.secret_of_role, "--role-arn", world.role),
        ("binary", world.binary),
        ("no-such-key", world.document, "--json-key", "nothing"),
        ("missing", world.plain[:-6] + "AAAAAA"),
    ]:
        world.coffer("secret", "link", name, "--secret-arn", *link)
    for name, *link in [
        ("parameter", "/prod/key"),
        ("parameter-by-arn", world.parameter_arn),
        ("parameter-before", "/prod/key:before"),
        ("parameter-1", "/prod/key", "--version", "1"),
        ("parameter-9", "/prod/key", "--version", "9"),
        ("parameter-of-role", "/prod/key", "--role-arn", world.role),
        ("parameter-user", "document", "--json-key", "user"),
        ("parameter-missing", "/prod/none"),
    ]:
        world.coffer("secret", "link", name, "--parameter", *link)
    yield world
    world.close()


def test_connects_and_shows_who_it_is(world):
    shown = json.loads(world.coffer("aws", "connect", "--profile", "reader", "--json").stdout)
    assert shown["account"] == "123456789012"
    assert shown["arn"].endswith(":user/reader")
    assert shown["region"] == REGION


def test_a_wrong_secret_key_is_told(world):
    assert "secret access key" in world.coffer("aws", "connect", "--profile", "wrong", status=4).stderr


def test_sends_values_that_arrive_and_are_not_shown(world):
    world.api.received.clear()
    done = world.coffer(
        "send", "POST", world.api.url + "/x?k={{vault:password}}", "--profile", "reader", "-v", "-u", "{{vault:user}}:{{vault:plain}}",
        "-H", "X-Role: {{vault:of-role}}", "-d", '{"p": "{{vault:plain}}"}',
    )  # fmt: skip
    (method, path, headers, body) = world.api.received[0]
    assert (method, path) == ("POST", "/x?k=d0cument-s3cret")
    assert headers["X-Role"] == "r0le-s3cret"
    assert body == '{"p": "pl4in-v4lue-öß"}'
    import base64

    assert base64.b64decode(headers["Authorization"].split()[1]).decode() == "bob:pl4in-v4lue-öß"
    for value in ("d0cument-s3cret", "r0le-s3cret", "pl4in-v4lue", headers["Authorization"].split()[1]):
        assert value not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("name", "profile", "status", "says"),
    [
        ("plain", "nobody", 3, "denied"),
        ("plain", "wrong", 4, "secret access key"),
        ("no-such-key", "reader", 3, "pass.word"),
        ("missing", "reader", 3, "AAAAAA"),
        ("binary", "reader", 3, "binary"),
    ],
)
def test_fails_closed(world, name, profile, status, says):
    world.api.received.clear()
    done = world.coffer("send", world.api.url, "-H", f"X: {{{{vault:{name}}}}}", "--profile", profile, status=status)
    assert world.api.received == []
    assert says in done.stderr and f"{{{{vault:{name}}}}}" in done.stderr


def test_parameters_of_systems_manager_are_sent(world):
    world.api.received.clear()
    names = ["parameter", "parameter-by-arn", "parameter-before", "parameter-1", "parameter-of-role", "parameter-user"]
    headers = [word for name in names for word in ("-H", f"X-{name}: {{{{vault:{name}}}}}")]
    done = world.coffer("send", world.api.url, *headers, "--profile", "reader", "-v")
    sent = {name: world.api.received[0][2][f"X-{name}"].encode("latin-1").decode() for name in names}
    new, old = "p4rameter-s3cret-ü", "0ld-p4rameter-ü"
    assert list(sent.values()) == [new, new, old, old, new, "p4rameter-user"]
    assert not any(value in done.stdout + done.stderr for value in (new, old, "p4rameter-user"))


def test_a_parameter_is_tested(world):
    shown = json.loads(world.coffer("secret", "test", "parameter", "--profile", "reader", "--json").stdout)
    assert (shown["source"], shown["version_id"], shown["size"]) == ("ssm /prod/key", "2", len("p4rameter-s3cret-ü".encode()))


@pytest.mark.parametrize(
    ("name", "profile", "status", "says"),
    [
        ("parameter", "nobody", 3, "denied"),
        ("parameter", "wrong", 4, "secret access key"),
        ("parameter-9", "reader", 3, "no such version"),
        ("parameter-missing", "reader", 3, "there is no parameter /prod/none"),
    ],
)
def test_parameters_fail_closed(world, name, profile, status, says):
    world.api.received.clear()
    done = world.coffer("send", world.api.url, "-H", f"X: {{{{vault:{name}}}}}", "--profile", profile, status=status)
    assert world.api.received == []
    assert says in done.stderr and f"{{{{vault:{name}}}}}" in done.stderr


def test_a_collection_with_a_links_file_needs_no_vault(world, tmp_path):
    links = {"version": 1, "links": {"token": {"secret_arn": world.plain}}}
    (tmp_path / "coffer.links.json").write_text(json.dumps(links))
    request = {"method": "GET", "url": world.api.url + "/run", "header": [{"key": "X-Token", "value": "{{vault:token}}"}]}
    collection = {
        "info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
        "item": [{"name": "one", "request": request}],
    }
    (tmp_path / "c.json").write_text(json.dumps(collection))
    world.api.received.clear()
    arguments = ["run", str(tmp_path / "c.json"), "--profile", "reader", "--no-vault"]
    assert "coffer trust" in world.coffer(*arguments, status=3).stderr + world.coffer(*arguments, status=3).stdout
    assert world.api.received == []
    world.coffer(*arguments, "--links", str(tmp_path / "coffer.links.json"))
    assert world.api.received[0][2]["X-Token"].encode("latin-1").decode() == "pl4in-v4lue-öß"


def test_a_links_file_names_parameters(world, tmp_path):
    links = {"version": 1, "links": {"p": {"provider": "ssm", "parameter": "/prod/key", "region": REGION}}}
    (tmp_path / "coffer.links.json").write_text(json.dumps(links))
    world.api.received.clear()
    world.coffer("send", world.api.url, "-H", "X: {{vault:p}}", "--links", str(tmp_path / "coffer.links.json"), "--no-vault", "--profile", "reader")
    assert world.api.received[0][2]["X"].encode("latin-1").decode() == "p4rameter-s3cret-ü"


def test_lists_secrets_and_versions(world):
    listed = json.loads(world.coffer("aws", "secrets", "--profile", "reader", "--json").stdout)
    assert {"plain", "document"} <= {secret["name"] for secret in listed}
    versions = json.loads(world.coffer("aws", "versions", world.plain, "--profile", "reader", "--json").stdout)
    assert versions[0]["stages"] == ["AWSCURRENT"]
