"""Authentication through the whole program: `coffer run` with secrets from the vault, judged by servers that others' libraries make."""

import json
import os
import pathlib
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from judge import Judge

SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
PASSWORD = 'pa"ss \u00fc:word/+1'
# mohawk knows ASCII keys alone, and oauthlib no PLAINTEXT with escapes in it: the comparison with Newman has the odd ones.
SECRETS = {"password": PASSWORD, "other-password": "another-one-of-them", "shared": "Sh4red-" * 6}


def pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()


def public(key):
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()


def auth(kind, **params):
    return {"type": kind, kind: [{"key": key, "value": value} for key, value in params.items()]}


def raw(text):
    return {"mode": "raw", "raw": text}


class Desk:
    """A vault with secrets, and a judge that knows the same."""

    def __init__(self, home):
        rsa_key, ec_key = rsa.generate_private_key(65537, 2048), ec.generate_private_key(ec.SECP256R1())
        self.judge = Judge({"alice": PASSWORD, "bob": SECRETS["other-password"], "client": SECRETS["shared"], "jwt": SECRETS["shared"],
                            "rsa public": public(rsa_key), "ec public": public(ec_key)})  # fmt: skip
        self.home = home
        self.secrets = SECRETS | {"rsa": pem(rsa_key), "ec": pem(ec_key)}
        (home / "pw").write_text("correct horse battery\n")
        (home / "pw").chmod(0o600)
        self.environment = {"HOME": str(home), "PATH": os.environ["PATH"], "COFFER_PASSPHRASE_FILE": str(home / "pw")}
        self.coffer("vault", "init", "--passphrase-file", str(home / "pw"))
        self.environment["COFFER_VAULT_KEY"] = self.coffer("vault", "key", "--yes").stdout.strip()
        del self.environment["COFFER_PASSPHRASE_FILE"]
        for name, value in self.secrets.items():
            self.keep(name, value, self.judge.origin)

    def keep(self, name, value, domains):
        path = self.home / "value"
        path.write_text(value)
        self.coffer("secret", "set", name, "--file", str(path), "--domains", domains)
        path.unlink()

    def coffer(self, *arguments, status=0):
        done = subprocess.run([os.environ["COFFER_BIN"], *arguments], env=self.environment, cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        return done

    def collection(self, requests):
        items = []
        for number, (path, its_auth, *more) in enumerate(requests):
            body = {"method": "POST", "body": more[0]} if more else {"method": "GET"}
            items.append({"name": f"{number} {path}", "request": {"url": self.judge.origin + path, "auth": its_auth, **body}})
        path = self.home / "collection.json"
        path.write_text(json.dumps({"info": {"name": "Judged", "schema": SCHEMA}, "item": items}))
        return str(path)

    def run(self, *requests, status=0, flags=()):
        """The answer's status and body of each request, and what was printed and reported, as one text."""
        report = self.home / "report.json"
        report.unlink(missing_ok=True)
        done = self.coffer("run", self.collection(requests), "-r", "cli,json", "--reporter-json-export", str(report), "--verbose", "--no-input", *flags, status=status)
        text = report.read_text()
        answers = []
        for execution in json.loads(text)["run"]["executions"]:
            response = execution.get("response")
            answers.append((response["code"], bytes(response["stream"]["data"]).decode()) if response else None)
        everything = done.stdout + done.stderr + text
        for value in self.secrets.values():
            assert value not in everything, "a secret was printed"
        return answers, everything


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path)
    yield made
    made.judge.shutdown()
    made.judge.server_close()


ALICE = {"username": "alice", "password": "{{vault:password}}"}


@pytest.mark.parametrize("algorithm", ["none", "MD5", "MD5-sess", "SHA-256", "SHA-256-sess", "SHA-512-256", "SHA-512-256-sess"])
def test_digest_answers_every_algorithm(desk, algorithm):
    answers, _ = desk.run(
        (f"/digest/{algorithm}/auth?a=b%20c&d", auth("digest", **ALICE)),
        (f"/digest/{algorithm}/auth,auth-int", auth("digest", **ALICE, qop="auth-int"), raw("a body é")),
        (f"/digest/{algorithm}/auth-int", auth("digest", **ALICE)),
    )
    assert answers == [(200, "alice")] * 3
    assert len(desk.judge.seen) == 6, "each asked once"


def test_digest_answers_a_stale_nonce_and_a_wrong_password_once(desk):
    answers, _ = desk.run(("/digest/MD5/auth/stale", auth("digest", **ALICE)))
    assert answers == [(200, "alice")]
    assert len(desk.judge.seen) == 3
    answers, _ = desk.run(("/digest/MD5/auth", auth("digest", username="alice", password="{{vault:other-password}}")))
    assert answers == [(401, "wrong")]
    assert len(desk.judge.seen) == 5


def test_digest_sends_the_requests_of_newman(desk):
    """Newman takes the value of a variable of that name for {{vault:…}}."""
    requests = [("/digest/MD5/auth?x=1", auth("digest", **ALICE)), ("/digest/SHA-256/auth", auth("digest", **ALICE, algorithm="SHA-256"), raw("x"))]
    collection = json.loads(pathlib.Path(desk.collection(requests)).read_text())
    collection["auth"] = auth("digest", **ALICE)
    collection["item"] += [{"name": name, "request": {"url": desk.judge.origin + "/digest/MD5/auth"}} for name in ("inherits", "inherits too")]
    path = desk.home / "c.json"
    path.write_text(json.dumps(collection))

    def outcome():
        seen = [(method, target, "Authorization" in headers, body) for method, target, headers, body in desk.judge.seen]
        counts = [headers["Authorization"].split("nc=")[1][:8] for _, _, headers, _ in desk.judge.seen if "Authorization" in headers]
        desk.judge.seen.clear()
        return seen, counts

    subprocess.run([os.environ["COFFER_NEWMAN"], "run", str(path), "--env-var", f"vault:password={PASSWORD}"], check=True, stdout=subprocess.DEVNULL)
    newman = outcome()
    desk.coffer("run", str(path), "--no-input")
    assert outcome() == newman
    assert newman[1] == ["00000001", "00000001", "00000001", "00000002"]


OAUTH1 = {"consumerKey": "client", "consumerSecret": "{{vault:shared}}", "version": "1.0"}


@pytest.mark.parametrize("method", ["HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT"])
def test_oauth1_convinces_oauthlib(desk, method):
    params = OAUTH1 | {"signatureMethod": method, "privateKey": "{{vault:rsa}}"}
    form = {"mode": "urlencoded", "urlencoded": [{"key": "a b", "value": "c&d=é"}, {"key": "a", "value": ""}]}
    answers, _ = desk.run(
        ("/oauth1?x=a%20b&y=%2B+", auth("oauth1", **params, addParamsToHeader=True)),
        ("/oauth1?x=1", auth("oauth1", **params)),
        ("/oauth1", auth("oauth1", **params), form),
        ("/oauth1", auth("oauth1", **params, addParamsToHeader=True), form),
    )
    assert answers == [(200, "client")] * 4


def test_hawk_convinces_mohawk(desk):
    params = {"authId": "client", "authKey": "{{vault:shared}}", "algorithm": "sha256"}
    form = {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b c"}]}
    answers, _ = desk.run(
        ("/hawk/a?b=1&a=%20", auth("hawk", **params, extraData="ext", app="app", delegation="dlg", includePayloadHash=True)),
        ("/hawk", auth("hawk", **params, includePayloadHash=True), raw("a text without a type of its own")),
        ("/hawk", auth("hawk", **params, includePayloadHash=True), form),
    )
    assert answers == [(200, "client")] * 3


@pytest.mark.parametrize("algorithm", ["HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256"])
def test_jwt_convinces_pyjwt(desk, algorithm):
    params = {"algorithm": algorithm, "payload": '{"sub": "user {{vault:password}}"}', "secret": "{{vault:shared}}",
              "privateKey": "{{vault:ec}}" if algorithm == "ES256" else "{{vault:rsa}}"}  # fmt: skip
    answers, _ = desk.run(("/jwt", auth("jwt", **params)))
    assert answers == [(200, "user {{vault:password}}")], "the judge read the value, and the report shows the reference"


def test_ntlm_logs_in_and_no_login_is_used_for_another(desk):
    alice = auth("ntlm", **ALICE, domain="CORP", workstation="MINE")
    bob = auth("ntlm", username="CORP\\bob", password="{{vault:other-password}}")
    answers, everything = desk.run(
        ("/ntlm", alice), ("/ntlm", bob), ("/ntlm", auth("noauth")), ("/ntlm", alice, raw("a body")),
        ("/ntlm", auth("ntlm", username="alice", password="{{vault:other-password}}")), ("/plain", auth("noauth")),
    )  # fmt: skip
    assert answers == [(200, "CORP\\alice"), (200, "CORP\\bob"), (401, "who are you?"), (200, "CORP\\alice"), (401, "wrong"), (200, "")]
    assert [body for method, _, headers, body in desk.judge.seen if method == "POST"][-1] == b"a body"
    assert "workstation is not sent" in everything


GRANT = {"grant_type": "client_credentials", "clientId": "client", "clientSecret": "{{vault:shared}}"}


def test_a_token_is_fetched_once_for_the_run_and_shown_nowhere(desk):
    grant = auth("oauth2", **GRANT, accessTokenUrl=desk.judge.origin + "/token")
    password = auth("oauth2", **GRANT | {"grant_type": "password_credentials", "client_authentication": "body", **ALICE}, accessTokenUrl=desk.judge.origin + "/token")
    answers, everything = desk.run(("/api", grant), ("/api", grant), ("/api", password), flags=("-n", "2"))
    assert answers == [(200, "you sent Bearer [OAuth 2.0 access token]")] * 6
    assert len(desk.judge.taken("/token")) == 2
    audit = (desk.home / ".local/state/coffer/audit.jsonl").read_text()
    for token in desk.judge.tokens:
        assert token not in everything + audit
    uses = [json.loads(line) for line in audit.splitlines()]
    assert [use["secret"] for use in uses if use.get("request", "").endswith("(access token)")].count("shared") == 2


def test_a_token_endpoint_that_may_not_have_the_secret_gets_nothing(desk):
    desk.keep("shared", SECRETS["shared"], "api.example.com")
    _, everything = desk.run(("/api", auth("oauth2", **GRANT, accessTokenUrl=desk.judge.origin + "/token")), status=3)
    assert desk.judge.seen == []
    assert "domain-not-allowed" in everything
    check = desk.coffer("check", str(desk.home / "collection.json"), "--no-input", status=3)
    assert "token request" in check.stdout


def test_a_refused_client_is_told_without_values(desk):
    grant = auth("oauth2", **GRANT | {"clientSecret": "{{vault:other-password}}"}, accessTokenUrl=desk.judge.origin + "/token")
    _, everything = desk.run(("/api", grant), status=1)
    assert "invalid_client" in everything and "client:{{vault:other-password}} is not what we want" in everything
    assert desk.judge.taken("/api") == []


@pytest.mark.parametrize("its_auth", [
    auth("digest", username="alice", password="{{vault:gone}}"), auth("hawk", authId="client", authKey="{{vault:gone}}"),
    auth("oauth1", consumerKey="client", consumerSecret="{{vault:gone}}"), auth("jwt", algorithm="HS256", secret="x", payload='{"a": "{{vault:gone}}"}'),
    auth("ntlm", username="alice", password="{{vault:gone}}"), auth("oauth2", accessToken="{{vault:gone}}"),
])  # fmt: skip
def test_nothing_is_sent_where_a_reference_of_the_auth_fails(desk, its_auth):
    desk.run(("/plain", its_auth), status=3)
    assert desk.judge.seen == []
