"""Spec 5.2 and 8.4: every cause for which a reference does not resolve is provoked; nothing reaches the API, and the code, the message and the
exit status are right."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from standin import StandIn

ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:"
ROLE = "arn:aws:iam::111122223333:role/"
USERS = {
    "ci": ("AKIACIEXAMPLE0000001", "ciFAKE/secret+key/ForTheStandIn00000EXAMPLE", ""),
    "alice": ("AKIAALICEEXAMPLE0001", "aliceFAKE/secret+key/ForTheStandIn0EXAMPLE1", ""),
    "expired": ("ASIAYESTERDAYEXAMPLE", "yesterdayFAKE/key/ForTheStandIn0EXAMPLE", "yesterday-FAKE-session-token-of-the-stand-in"),
    "wrong-secret": ("AKIACIEXAMPLE0000001", "ciFAKE/not/the/right/one", ""),
    "wrong-id": ("AKIANOSUCHKEYEXAMPLE", "x", ""),
}


class Desk:
    def __init__(self, home):
        self.home = home
        self.cloud = StandIn()
        (home / ".aws").mkdir()
        credentials = ""
        for name, (key_id, secret, token) in USERS.items():
            credentials += f"[{name}]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n"
            credentials += f"aws_session_token = {token}\n" if token else ""
        (home / ".aws/credentials").write_text(credentials)
        (home / "pw").write_text("correct horse battery\n")
        self.environment = {
            "HOME": str(home), "PATH": "/usr/bin:/bin", "COFFER_PASSPHRASE_FILE": str(home / "pw"), "AWS_REGION": "eu-central-1",
            "AWS_ENDPOINT_URL": self.cloud.endpoint,
        }  # fmt: skip
        self.coffer("vault", "init", "--passphrase-file", str(home / "pw"))
        self.coffer("vault", "key", "--yes", stdout=home / "key")
        del self.environment["COFFER_PASSPHRASE_FILE"]
        self.environment["COFFER_VAULT_KEY"] = (home / "key").read_text().strip()  # spares each command the key derivation
        (home / "value").write_text("l0cal-value")
        self.coffer("secret", "set", "local", "--file", str(home / "value"), "--domains", "api.example.com")
        self.coffer("secret", "set", "switched-off", "--file", str(home / "value"))
        self.coffer("secret", "off", "switched-off")
        self.link("plain", "stripe-key-AbCdEf")
        self.link("missing", "no-such-secret-AAAAAA")
        self.link("going", "old-key-YzAbCd")
        self.link("version", "stripe-key-AbCdEf", "--version", "00000009-9999-4222-8333-444455556666")
        self.link("stage", "stripe-key-AbCdEf", "--version", "NOSUCHSTAGE")
        self.link("json-key", "db/main-GhIjKl", "--json-key", "nothing")
        self.link("not-json", "stripe-key-AbCdEf", "--json-key", "a")
        self.link("binary", "tls/client-certificate-QrStUv")
        self.link("sealed", "sealed-EfGhIj")
        self.link("forbidden", "payments/api-token-Xy12Zw")
        self.link("role", "payments/api-token-Xy12Zw", "--role-arn", ROLE + "payments-reader", "--external-id", "wrong")
        self.link("no-role", "payments/api-token-Xy12Zw", "--role-arn", ROLE + "no-such-role")

    def link(self, name, secret, *more):
        self.coffer("secret", "link", name, "--secret-arn", ARN + secret, *more)

    def coffer(self, *arguments, status=0, stdout=None, environment={}):
        done = subprocess.run(
            [os.environ["COFFER_BIN"], *arguments], env=self.environment | environment, cwd=self.home, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert done.returncode == status, done.stdout + done.stderr
        if stdout:
            stdout.write_text(done.stdout)
            stdout.chmod(0o600)
        return done

    def code_of(self, name, profile, environment={}):
        """The error's code, as `coffer check --json` has it."""
        item = {"name": "r", "request": {"method": "GET", "url": self.cloud.echo + "/get", "header": [{"key": "X", "value": f"{{{{vault:{name}}}}}"}]}}
        schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
        (self.home / "c.json").write_text(json.dumps({"info": {"name": "c", "schema": schema}, "item": [item]}))
        done = subprocess.run(
            [os.environ["COFFER_BIN"], "check", "c.json", "--json", "--profile", profile], env=self.environment | environment, cwd=self.home,
            stdin=subprocess.DEVNULL, capture_output=True, text=True,
        )  # fmt: skip
        return json.loads(done.stdout)[0].get("code"), done.returncode


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    home.chmod(0o700)
    desk = Desk(home)
    yield desk
    desk.cloud.stop()


CAUSES = [
    # reference, profile, code, exit status, words of the message
    ("nothing", "ci", "secret-not-found", 3, "no vault secret"),
    ("switched-off", "ci", "secret-off", 3, "off"),
    ("local", "ci", "domain-not-allowed", 3, "api.example.com"),
    ("plain", "expired", "credentials-expired", 4, "expired"),
    ("plain", "wrong-secret", "credentials-invalid", 4, "secret access key"),
    ("plain", "wrong-id", "credentials-invalid", 4, "access key ID"),
    ("plain", "alice", "mfa-required", 4, "mfa/alice-phone"),
    ("forbidden", "ci", "access-denied", 3, "secretsmanager:GetSecretValue"),
    ("missing", "ci", "access-denied", 3, "no-such-secret"),
    ("going", "ci", "secret-scheduled-for-deletion", 3, "deletion"),
    ("version", "ci", "version-not-found", 3, "00000009-9999"),
    ("stage", "ci", "version-not-found", 3, "NOSUCHSTAGE"),
    ("json-key", "ci", "json-key-missing", 3, "password"),
    ("not-json", "ci", "not-json", 3, "JSON"),
    ("sealed", "ci", "kms-denied", 3, "KMS"),
    ("role", "ci", "role-not-assumable", 3, "payments-reader"),
    ("no-role", "ci", "role-not-assumable", 3, "no-such-role"),
]


@pytest.mark.parametrize(("name", "profile", "code", "status", "words"), CAUSES, ids=[f"{c[0]}-{c[1]}" for c in CAUSES])
def test_nothing_is_sent_and_the_cause_is_told(desk, name, profile, code, status, words):
    before = len(desk.cloud.requests())
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", f"X: {{{{vault:{name}}}}}", "--profile", profile, status=status)
    assert len(desk.cloud.requests()) == before
    assert done.stdout == ""
    assert f"{{{{vault:{name}}}}}" in done.stderr and words in done.stderr
    assert desk.code_of(name, profile) == (code, status)


def test_a_binary_secret_is_no_text(desk):
    before = len(desk.cloud.requests())
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:binary}}", "--profile", "ci", status=3)
    assert len(desk.cloud.requests()) == before
    assert "binary" in done.stderr and "{{vault:binary}}" in done.stderr


def test_without_credentials_it_says_how_to_connect(desk):
    environment = {"AWS_SHARED_CREDENTIALS_FILE": "/dev/null", "AWS_CONFIG_FILE": "/dev/null"}
    before = len(desk.cloud.requests())
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:plain}}", status=4, environment=environment)
    assert len(desk.cloud.requests()) == before
    assert "{{vault:plain}}" in done.stderr and "--profile" in done.stderr


def test_a_cloud_that_cannot_be_reached(desk):
    environment = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_MAX_ATTEMPTS": "1"}
    before = len(desk.cloud.requests())
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:plain}}", "--profile", "ci", status=3, environment=environment)
    assert len(desk.cloud.requests()) == before
    assert "{{vault:plain}}" in done.stderr and "refused" in done.stderr
    assert desk.code_of("plain", "ci", environment) == ("network", 3)


def test_a_cloud_that_throttles(desk):
    desk.cloud.control("POST", "faults", {"kind": "throttle", "action": "secretsmanager"})
    before = len(desk.cloud.requests())
    environment = {"AWS_MAX_ATTEMPTS": "2"}
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:plain}}", "--profile", "ci", status=3, environment=environment)
    desk.cloud.control("DELETE", "faults")
    assert len(desk.cloud.requests()) == before
    assert "{{vault:plain}}" in done.stderr


def test_the_vault_must_open(desk):
    before = len(desk.cloud.requests())
    done = desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:plain}}", status=4, environment={"COFFER_VAULT_KEY": ""})
    assert len(desk.cloud.requests()) == before
    assert "locked" in done.stderr


def test_one_bad_reference_of_two_stops_the_request(desk):
    before = len(desk.cloud.requests())
    desk.coffer("send", desk.cloud.echo + "/get", "-H", "X: {{vault:plain}}", "-H", "Y: {{vault:nothing}}", "--profile", "ci", status=3)
    assert len(desk.cloud.requests()) == before


def test_a_redirect_to_a_host_that_is_not_allowed_gets_no_secret(desk):
    other = desk.cloud.echo.replace("127.0.0.1", "localhost")
    desk.coffer("secret", "domains", "plain", desk.cloud.echo)
    desk.coffer("send", f"{desk.cloud.echo}/redirect-to?url={other}/elsewhere", "-H", "X-Key: {{vault:plain}}", "--profile", "ci")
    first, second = desk.cloud.requests()[-2:]
    assert first.header("X-Key") == "sk_fake_stripe_NEW_9876543210"
    assert second.target == "/elsewhere" and second.header("X-Key") is None
    desk.coffer("secret", "domains", "plain", "")


def test_a_changed_value_is_fetched_again_on_401(desk):
    """5.6: the run has the old value cached when the secret is rotated and the API wants the new one."""
    url = desk.cloud.echo
    desk.cloud.control("POST", "accept", {"value": "sk_rotated", "header": "X-Key"})
    rotate = {"mode": "raw", "raw": json.dumps({"secret": ARN + "stripe-key-AbCdEf", "string": "sk_rotated"})}
    header = [{"key": "X-Key", "value": "{{vault:plain}}"}]
    items = [
        {"name": "old", "request": {"method": "GET", "url": url + "/get", "header": header}},
        {"name": "rotate", "request": {"method": "POST", "url": desk.cloud.endpoint + "/_control/secrets", "body": rotate}},
        {"name": "new", "request": {"method": "GET", "url": url + "/401-until", "header": header}},
    ]
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    (desk.home / "rotate.json").write_text(json.dumps({"info": {"name": "rotate", "schema": schema}, "item": items}))
    desk.coffer("run", "rotate.json", "--profile", "ci")
    sent = [request.header("X-Key") for request in desk.cloud.requests()[-3:]]
    assert sent == ["sk_fake_stripe_NEW_9876543210", "sk_fake_stripe_NEW_9876543210", "sk_rotated"]
