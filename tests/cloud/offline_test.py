"""Offline: the provider goes away between two sends, and the snapshot that the vault keeps stands in; for a while, and not without a word."""

import fcntl
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

import hvac
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "vectors"))

import make_vault_vectors as vaults  # noqa: E402
from kv_standin import KvStandIn  # noqa: E402
from standin import StandIn  # noqa: E402

COFFER = os.environ["COFFER_BIN"]
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


@pytest.fixture(scope="module")
def api():
    """Where requests go; it stays when the cloud goes."""
    with StandIn() as api:
        yield api


class Desk:
    def __init__(self, folder, api):
        self.home, self.api = folder, api
        self.cloud, self.kv = StandIn(), None
        self.api.clear_requests()
        key_id, secret = self.cloud.keys("ci")
        self.environment = {
            "HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COFFER_NO_AGENT": "1", "NO_PROXY": "127.0.0.1", "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": self.cloud.endpoint, "AWS_REGION": "eu-central-1", "AWS_MAX_ATTEMPTS": "1", "AWS_ACCESS_KEY_ID": key_id, "AWS_SECRET_ACCESS_KEY": secret,
        }  # fmt: skip
        (self.home / "pw").write_text("correct horse battery\n")
        (self.home / "pw").chmod(0o600)
        self.coffer("vault", "init", "--passphrase-file", "pw")
        self.key = self.coffer("vault", "key", "--yes", "--passphrase-file", "pw").stdout.strip()
        self.environment["COFFER_VAULT_KEY"] = self.key
        self.coffer("secret", "link", "stripe", "--secret-arn", self.cloud.arn("stripe-key"))

    def coffer(self, *arguments, status=0, environment={}, stdin=""):
        done = subprocess.run([COFFER, *arguments], env=self.environment | environment, cwd=self.home, input=stdin, capture_output=True, text=True)
        assert done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def send(self, name="stripe", status=0, **options):
        return self.coffer("send", self.api.echo + "/post", "-H", f"X-Key: {{{{vault:{name}}}}}", "-v", status=status, **options)

    def arrived(self):
        return [request.header("X-Key") for request in self.api.requests()]

    def cloud_goes_away(self):
        if self.cloud:
            self.cloud.stop()
        self.cloud = None

    def close(self):
        self.coffer("agent", "stop", environment={"COFFER_NO_AGENT": ""})
        self.cloud_goes_away()
        if self.kv:
            self.kv.close()

    # The vault, by a program that shares no code with Coffer.

    @property
    def vault_file(self):
        return self.home / ".config" / "coffer" / "vault.coffer"

    def content(self):
        return vaults.read_vault(self.vault_file.read_bytes(), vaults.parse_key("coffer-key-1", self.key))

    def snapshots(self):
        return {snapshot["name"]: snapshot for snapshot in self.content().get("snapshots", [])}

    def audit(self):
        lines = (self.home / ".local" / "state" / "coffer" / "audit.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def move_snapshots_into_the_past(self, days):
        content = self.content()
        for snapshot in content["snapshots"]:
            snapshot["taken"] -= days * 86_400_000
            snapshot["expires"] -= days * 86_400_000
        _, _, generation, slots = vaults.parse_header(self.vault_file.read_bytes())
        key = vaults.parse_key("coffer-key-1", self.key)
        self.vault_file.write_bytes(vaults.write_vault(random.Random().randbytes, key, slots, content, generation + 1))


@pytest.fixture
def desk(api):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="coffer-offline-"))
    desk = Desk(folder, api)
    try:
        yield desk
    finally:
        desk.close()
        shutil.rmtree(folder)


def test_live_then_from_the_snapshot_then_expired(desk):
    desk.coffer("secret", "offline", "stripe", "on")
    assert desk.snapshots() == {}
    live = desk.send()
    assert "warning" not in live.stderr
    (value,) = desk.arrived()
    assert desk.snapshots()["stripe"]["value"] == value
    assert [event["action"] for event in desk.audit()][-2:] == ["snapshot", "use"]

    desk.cloud_goes_away()
    stale = desk.send()
    assert desk.arrived() == [value, value]
    assert re.search(r"^warning: \{\{vault:stripe\}\}: .*could not connect.*snapshot from 20\S+Z, expires 20\S+Z", stale.stderr, re.M), stale.stderr
    assert re.search(r"^\* \{\{vault:stripe\}\} from snapshot from 20\S+Z, expires 20\S+Z, of aws arn:", stale.stderr, re.M), stale.stderr
    assert value not in stale.stderr + stale.stdout
    assert desk.audit()[-1]["source"].startswith("snapshot from 20")

    desk.move_snapshots_into_the_past(days=2)
    refused = desk.send(status=3)
    assert desk.arrived() == [value, value]
    assert "could not connect" in refused.stderr and re.search(r"snapshot from 20\S+Z expired 20", refused.stderr), refused.stderr
    desk.coffer("secret", "set", "another", stdin="x")  # any write
    assert desk.snapshots() == {}
    assert "no snapshot of it" in desk.send(status=3).stderr


def test_off_unless_switched_on(desk):
    desk.send()
    assert "snapshots" not in desk.content()
    desk.cloud_goes_away()
    assert "snapshot" not in desk.send(status=3).stderr


@pytest.mark.parametrize("fault", [
    {"kind": "error", "status": 400, "code": "AccessDeniedException", "message": "no"},
    {"kind": "error", "status": 400, "code": "ResourceNotFoundException", "message": "no"},
    {"kind": "error", "status": 400, "code": "ExpiredTokenException", "message": "no"},
    {"kind": "throttle"},
    {"kind": "html"},
])  # fmt: skip
def test_not_where_the_provider_was_reached(desk, fault):
    desk.coffer("secret", "offline", "stripe", "on")
    desk.send()
    desk.cloud.fault(action="GetSecretValue", **fault)
    refused = desk.coffer("send", desk.api.echo + "/post", "-H", "X-Key: {{vault:stripe}}", status=4 if "Expired" in fault.get("code", "") else 3)
    assert "snapshot" not in refused.stderr
    assert len(desk.arrived()) == 1


def test_a_run_says_so_in_every_report(desk):
    items = [{"name": f"r{n}", "request": {"method": "POST", "url": desk.api.echo + "/post", "header": [{"key": "X-Key", "value": "{{vault:stripe}}"}]}} for n in range(3)]
    (desk.home / "c.json").write_text(json.dumps({"info": {"name": "c", "schema": SCHEMA}, "item": items}))
    run = ("run", "c.json", "-r", "cli,json,html", "--reporter-json-export", "r.json", "--reporter-html-export", "r.html")
    desk.coffer("secret", "offline", "stripe", "on", "--for", "3h")
    desk.coffer(*run)
    desk.cloud_goes_away()
    done = desk.coffer(*run)
    assert len(set(desk.arrived())) == 1 and len(desk.arrived()) == 6
    assert done.stderr.count("warning:") == 1, "once, not at each request"
    assert len(re.findall(r"vault stripe \(snapshot from 20\S+Z, expires 20\S+Z", done.stdout)) == 3, done.stdout
    executions = json.loads((desk.home / "r.json").read_text())["run"]["executions"]
    assert all("snapshot from" in execution["coffer"]["references"][0]["snapshot"] for execution in executions)
    assert (desk.home / "r.html").read_text().count("snapshot from 20") >= 3
    assert "snapshot" in desk.coffer("check", "c.json").stderr


def test_a_json_key_keeps_that_member_only(desk):
    arn = desk.cloud.arn("db/main")
    desk.coffer("secret", "link", "user", "--secret-arn", arn, "--json-key", "username")
    desk.coffer("secret", "offline", "user", "on")
    desk.coffer("secret", "test", "user")
    desk.send("user")
    assert desk.snapshots()["user"]["value"] == desk.arrived()[0]
    password = json.loads(desk.cloud.client("secretsmanager", "ci").get_secret_value(SecretId=arn)["SecretString"])["password"]
    assert password not in json.dumps(desk.content())


def test_hashicorp_vault(desk):
    desk.kv = KvStandIn()
    admin = hvac.Client(url=desk.kv.address, token=desk.kv.root)
    admin.sys.enable_secrets_engine("kv", path="secret", options={"version": "2"})
    admin.secrets.kv.v2.create_or_update_secret("app", {"password": "kv-value"}, mount_point="secret")
    with_token = {"VAULT_ADDR": desk.kv.address, "VAULT_TOKEN": desk.kv.root, "VAULT_MAX_RETRIES": "0"}
    desk.coffer("secret", "link", "kv", "--secret-path", "app", "--field", "password")
    desk.coffer("secret", "offline", "kv", "on")
    desk.send("kv", environment=with_token)
    assert desk.snapshots()["kv"]["link"]["address"] == desk.kv.address
    desk.kv.close()
    desk.kv = None
    assert "expires" in desk.send("kv", environment=with_token).stderr
    assert desk.arrived() == ["kv-value"] * 2
    desk.send("kv", status=3, environment=with_token | {"VAULT_ADDR": "http://127.0.0.1:9"})  # not that server's


def test_the_vault_in_other_hands_keeps_no_send_waiting(desk):
    desk.coffer("secret", "offline", "stripe", "on")
    with open(f"{desk.vault_file}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = desk.send()
    assert "no snapshot of “stripe” could be kept" in done.stderr
    assert len(desk.arrived()) == 1 and desk.snapshots() == {}
    desk.send()
    assert set(desk.snapshots()) == {"stripe"}


@pytest.mark.parametrize("command", [
    ("secret", "offline", "stripe", "off"), ("secret", "off", "stripe"), ("secret", "rm", "stripe"), ("secret", "rename", "stripe", "other"),
    ("secret", "unlink", "stripe"), ("secret", "link", "stripe", "--secret-path", "app"),
])  # fmt: skip
def test_it_goes_with_what_it_was_made_from(desk, command):
    desk.coffer("secret", "offline", "stripe", "on")
    desk.coffer("secret", "test", "stripe")
    assert set(desk.snapshots()) == {"stripe"}
    desk.coffer(*command, stdin="local")
    assert "snapshots" not in desk.content()


def test_no_export_has_it(desk):
    desk.coffer("secret", "offline", "stripe", "on")
    desk.send()
    (value,) = desk.arrived()
    plain = desk.coffer("vault", "export", "--plain", "--yes").stdout
    assert value not in plain and json.loads(plain)["entries"][0]["offline_seconds"] == 86400
    assert "offline" not in desk.coffer("vault", "export", "--links").stdout


def test_an_unchanged_value_is_not_written_again(desk):
    desk.coffer("secret", "offline", "stripe", "on")
    desk.send()
    before = desk.vault_file.read_bytes()
    desk.send()
    assert desk.vault_file.read_bytes() == before
    desk.cloud.rotate(desk.cloud.arn("stripe-key"), "a-new-value")
    desk.send()
    assert desk.snapshots()["stripe"]["value"] == desk.arrived()[-1] == "a-new-value"


def test_a_links_file_has_none(desk):
    links = {"version": 1, "links": {"of-file": {"secret_arn": desk.cloud.arn("stripe-key")}}}
    (desk.home / "l.json").write_text(json.dumps(links))
    desk.coffer("send", desk.api.echo + "/post", "-H", "X-Key: {{vault:of-file}}", "--links", "l.json", "--no-vault")
    desk.coffer("send", desk.api.echo + "/post", "-H", "X-Key: {{vault:of-file}}", "--links", "l.json")
    assert "snapshots" not in desk.content()


def test_with_an_agent_its_cache_comes_first_then_the_snapshot(desk):
    with_agent = {"COFFER_NO_AGENT": ""}
    desk.coffer("agent", "start", environment=with_agent)
    desk.send(environment=with_agent)  # read before it is switched on: the agent has it
    desk.coffer("secret", "offline", "stripe", "on", environment=with_agent)
    assert "(cached)" in desk.send(environment=with_agent).stderr
    assert set(desk.snapshots()) == {"stripe"}
    desk.cloud_goes_away()
    assert "warning" not in desk.send(environment=with_agent).stderr
    desk.coffer("agent", "reset-cache", environment=with_agent)
    assert "snapshot from" in desk.send(environment=with_agent).stderr
    assert len(set(desk.arrived())) == 1 and len(desk.arrived()) == 4
