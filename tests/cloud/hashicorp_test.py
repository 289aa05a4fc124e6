"""HashiCorp Vault and OpenBao: the stand-in, judged by hvac, a client that others wrote; and the whole flow against the stand-in.

With COFFER_KV_ADDRESS and COFFER_KV_TOKEN (a root token) the first part runs against a real server that is empty, by hand.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

import hvac
import hvac.exceptions
import jsonschema
import pexpect
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from kv_standin import KvStandIn  # noqa: E402

COFFER = os.environ["COFFER_BIN"]
REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
POLICY = 'path "secret/data/app/*" { capabilities = ["read"] }\npath "kv1/*" { capabilities = ["read"] }'
PASSWORD = "kv-p4ssw0rd-ü\"<&"


class Server:
    """Either the stand-in or a real one, set up by hvac alone."""

    def __init__(self):
        self.stand_in = None if "COFFER_KV_ADDRESS" in os.environ else KvStandIn()
        self.address = os.environ.get("COFFER_KV_ADDRESS") or self.stand_in.address
        self.root = os.environ.get("COFFER_KV_TOKEN") or self.stand_in.root
        admin = self.admin = hvac.Client(url=self.address, token=self.root)
        admin.sys.enable_secrets_engine("kv", path="secret", options={"version": "2"})
        admin.sys.enable_secrets_engine("kv", path="kv1", options={"version": "1"})
        admin.sys.create_or_update_acl_policy("app", POLICY)
        admin.sys.enable_auth_method("approle")
        admin.sys.enable_auth_method("userpass")
        admin.auth.approle.create_or_update_approle("ci", token_policies=["app"], token_ttl="20m")
        admin.auth.userpass.create_or_update_user("ada", password="pw-of-ada", policies="app")
        self.role_id = admin.auth.approle.read_role_id("ci")["data"]["role_id"]
        self.secret_id = admin.auth.approle.generate_secret_id("ci")["data"]["secret_id"]
        for password in ("first", "second", "third", PASSWORD):
            self.put("app/db", user="ada", password=password)
        admin.secrets.kv.v2.delete_secret_versions("app/db", [2], mount_point="secret")
        admin.secrets.kv.v2.destroy_secret_versions("app/db", [1], mount_point="secret")
        self.put("other/db", password="kept away")
        admin.secrets.kv.v1.create_or_update_secret("old", {"password": "0ld-kv-value"}, method="POST", mount_point="kv1")

    def put(self, path, **data):
        self.admin.secrets.kv.v2.create_or_update_secret(path, data, mount_point="secret")

    def client(self, token=None):
        return hvac.Client(url=self.address, token=token)

    def close(self):
        if self.stand_in:
            self.stand_in.close()


@pytest.fixture(scope="module")
def server():
    server = Server()
    yield server
    server.close()


# --- what hvac says of the server ---


def test_hvac_logs_in(server):
    client = server.client()
    client.auth.approle.login(server.role_id, server.secret_id)
    token = client.auth.token.lookup_self()["data"]
    assert token["policies"] == ["app", "default"] and token["renewable"] and 0 < token["ttl"] <= 1200
    assert client.auth.token.renew_self()["auth"]["lease_duration"] == 1200
    client = server.client()
    client.auth.userpass.login("ada", "pw-of-ada")
    assert client.is_authenticated()
    for wrong in (lambda: client.auth.userpass.login("ada", "no"), lambda: client.auth.approle.login(server.role_id, "no"), lambda: client.auth.approle.login("no", "no")):
        with pytest.raises(hvac.exceptions.InvalidRequest):
            wrong()
    with pytest.raises(hvac.exceptions.Forbidden):
        client.auth.userpass.login("ada", "pw-of-ada", mount_point="nowhere")
    with pytest.raises(hvac.exceptions.Forbidden, match="permission denied"):
        server.client("hvs.wrong").auth.token.lookup_self()
    with pytest.raises(hvac.exceptions.InvalidRequest):
        server.admin.auth.token.renew_self()  # a root token is not renewable


def test_hvac_reads(server):
    client = server.client()
    client.auth.approle.login(server.role_id, server.secret_id)
    v2 = client.secrets.kv.v2
    newest = v2.read_secret_version("app/db", mount_point="secret", raise_on_deleted_version=True)["data"]
    assert newest["data"] == {"user": "ada", "password": PASSWORD}
    assert newest["metadata"]["version"] == 4 and re.match(r"20\d\d-\d\d-\d\dT[\d:.]+Z$", newest["metadata"]["created_time"])
    assert v2.read_secret_version("app/db", version=3, mount_point="secret", raise_on_deleted_version=True)["data"]["data"]["password"] == "third"
    deleted = v2.read_secret_version("app/db", version=2, mount_point="secret", raise_on_deleted_version=False)["data"]
    assert deleted["data"] is None and deleted["metadata"]["deletion_time"] and not deleted["metadata"]["destroyed"]
    with pytest.raises(hvac.exceptions.InvalidPath) as destroyed:
        v2.read_secret_version("app/db", version=1, mount_point="secret", raise_on_deleted_version=False)
    assert destroyed.value.json["data"]["data"] is None and destroyed.value.json["data"]["metadata"]["destroyed"]
    for path, version in (("app/db", 9), ("app/none", None)):
        with pytest.raises(hvac.exceptions.InvalidPath):
            v2.read_secret_version(path, version=version, mount_point="secret", raise_on_deleted_version=True)
    with pytest.raises(hvac.exceptions.Forbidden):
        v2.read_secret_version("other/db", mount_point="secret", raise_on_deleted_version=True)
    assert client.secrets.kv.v1.read_secret("old", mount_point="kv1")["data"] == {"password": "0ld-kv-value"}
    with pytest.raises(hvac.exceptions.InvalidPath):
        client.secrets.kv.v1.read_secret("none", mount_point="kv1")
    with pytest.raises(hvac.exceptions.InvalidPath, match="no handler for route"):
        server.admin.secrets.kv.v1.read_secret("x", mount_point="nowhere")


def test_hvac_asks_which_engine_is_mounted(server):
    client = server.client()
    client.auth.approle.login(server.role_id, server.secret_id)
    for path, version in (("secret/app/db", "2"), ("kv1/old", "1")):
        found = client.read(f"sys/internal/ui/mounts/{path}")["data"]
        assert (found["path"], found["type"], found["options"]["version"]) == (path.split("/")[0] + "/", "kv", version)
    with pytest.raises(hvac.exceptions.Forbidden, match="preflight capability check returned 403"):
        client.read("sys/internal/ui/mounts/nowhere/x")


# --- Coffer ---


class Home:
    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        (folder / "pw").write_text("correct horse battery\n")
        (folder / "pw").chmod(0o600)
        self.plain = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "TERM": "xterm", "COFFER_PASSPHRASE_FILE": str(folder / "pw"), "VAULT_ADDR": server.address}
        self.approle = {"VAULT_ROLE_ID": server.role_id, "VAULT_SECRET_ID": server.secret_id}
        self.coffer("vault", "init", "--passphrase-file", str(folder / "pw"))
        for name, *link in [
            ("password", "app/db", "--field", "password"),
            ("user", "app/db", "--field", "user"),
            ("all", "app/db"),
            ("third", "app/db", "--version", "3", "--field", "password"),
            ("deleted", "app/db", "--version", "2"),
            ("destroyed", "app/db", "--version", "1"),
            ("v9", "app/db", "--version", "9"),
            ("none", "app/none"),
            ("no-field", "app/db", "--field", "pin"),
            ("kept-away", "other/db"),
            ("nowhere", "x", "--mount", "nowhere"),
            ("old", "old", "--mount", "kv1", "--field", "password"),
            ("old-2", "old", "--mount", "kv1", "--version", "2"),
        ]:
            self.coffer("secret", "link", name, "--provider", "hashicorp", "--secret-path", *link)

    def coffer(self, *arguments, status=0, environment=None):
        done = subprocess.run([COFFER, *arguments], env=self.plain | (environment or {}), cwd=self.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        assert done.returncode == status, done.stdout + done.stderr
        shown = done.stdout + done.stderr
        secrets = [PASSWORD, "0ld-kv-value", "kept away", self.server.secret_id, "pw-of-ada", *self.server.stand_in.tokens]
        assert not [secret for secret in secrets if secret in shown], shown
        return done

    def type(self, *arguments, answers, environment=None):
        terminal = pexpect.spawn(COFFER, list(arguments), env=self.plain | (environment or {}), cwd=self.folder, timeout=60)
        for question, answer in answers:
            terminal.expect_exact(question)
            terminal.sendline(answer)
        terminal.expect(pexpect.EOF)
        terminal.close()
        return terminal.exitstatus, terminal.before.decode()


@pytest.fixture(scope="module")
def home(server, tmp_path_factory):
    if not server.stand_in:
        pytest.skip("the stand-in's own state is looked at")
    return Home(server, tmp_path_factory.mktemp("home"))


@pytest.fixture
def calls(server, home):
    server.stand_in.calls.clear()
    return server.stand_in.calls


def probe(home, name, environment=None):
    return json.loads(home.coffer("secret", "test", name, "--json", environment=environment or home.approle).stdout)


def test_many_fields_are_one_request(home, server, calls, tmp_path):
    request = {"method": "GET", "url": "http://127.0.0.1:9/{{vault:user}}/{{vault:third}}", "header": [{"key": name, "value": f"{{{{vault:{name}}}}}"} for name in ("password", "user", "all", "old")]}
    collection = {"info": {"name": "c", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "item": [{"name": "one", "request": request}]}
    (tmp_path / "c.json").write_text(json.dumps(collection))
    checked = json.loads(home.coffer("check", str(tmp_path / "c.json"), "--json", environment=home.approle).stdout)
    assert len(checked) == 6 and all(finding["resolves"] for finding in checked)
    paths = server.stand_in.paths()
    assert sorted(path for path in paths if path.startswith(("secret/", "kv1/"))) == ["kv1/old", "secret/data/app/db", "secret/data/app/db?version=3"]
    assert paths.count("auth/approle/login") == 1


def test_what_is_found_is_told(home):
    found = probe(home, "password")
    assert (found["source"], found["version_id"], found["size"]) == ("hashicorp secret/app/db", "4", len(PASSWORD.encode()))
    assert found["identity"] == f"approle at {home.server.address}" and found["created"].startswith("20")
    assert probe(home, "all")["size"] > found["size"]
    assert probe(home, "old").get("version_id") is None


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("deleted", "version 2 of secret/app/db is deleted"),
        ("destroyed", "version 1 of secret/app/db is destroyed"),
        ("v9", "has no version 9"),
        ("none", "there is no secret secret/app/none"),
        ("no-field", "no field “pin”"),
        ("kept-away", "may not read secret/data/other/db"),
        ("nowhere", "nothing is mounted at nowhere"),
        ("old-2", "keeps no versions"),
    ],
)
def test_each_cause_is_its_own_message_and_nothing_is_sent(home, name, says):
    done = home.coffer("send", "http://127.0.0.1:9/", "-H", f"X: {{{{vault:{name}}}}}", environment=home.approle, status=3)
    assert f"{{{{vault:{name}}}}}: " in done.stderr and says in done.stderr, done.stderr


def test_every_way_to_log_in(home, server, calls):
    ways = {
        "token": {"VAULT_TOKEN": server.root},
        "userpass": {"VAULT_USERNAME": "ada", "VAULT_PASSWORD": "pw-of-ada"},
        "approle": home.approle,
    }
    for method, environment in ways.items():
        shown = json.loads(home.coffer("hashicorp", "connect", "--json", environment=environment).stdout)
        assert (shown["method"], shown["address"]) == (method, server.address)
    (home.folder / ".vault-token").write_text(server.root + "\n")
    try:
        assert "root" in home.coffer("hashicorp", "connect").stdout
        given = home.coffer("hashicorp", "connect", "--hashicorp-auth", "approle", environment=home.approle)
        assert "approle" in given.stdout
    finally:
        (home.folder / ".vault-token").unlink()


def test_openbao_names_its_variables_otherwise(home, server):
    environment = {"VAULT_ADDR": "http://127.0.0.1:9", "BAO_ADDR": server.address, "BAO_TOKEN": server.root}
    assert probe(home, "user", environment)["identity"] == f"root at {server.address}"


@pytest.mark.parametrize(
    "environment",
    [{}, {"VAULT_TOKEN": "hvs.wrong-but-planted"}, {"VAULT_ROLE_ID": "r", "VAULT_SECRET_ID": "wrong-but-planted"}, {"VAULT_USERNAME": "ada", "VAULT_PASSWORD": "wrong-but-planted"}],
)
def test_what_does_not_open_is_exit_status_4(home, environment):
    done = home.coffer("secret", "test", "user", environment=environment, status=4)
    assert "could not log in to HashiCorp Vault" in done.stderr and "wrong-but-planted" not in done.stderr


def test_at_a_terminal_the_token_is_asked_for(home, server):
    status, shown = home.type("secret", "test", "user", answers=[(f"Token for {server.address}: ", server.root)])
    assert status == 0 and "secret/app/db" in shown and server.root not in shown
    status, shown = home.type("hashicorp", "connect", "--hashicorp-auth", "userpass", answers=[("User name", "ada"), ("Password", "pw-of-ada")])
    assert status == 0 and "userpass" in shown


def test_a_token_goes_to_no_server_that_only_a_link_names(home, server, tmp_path):
    with KvStandIn() as stranger:
        links = {"version": 1, "links": {"k": {"provider": "hashicorp", "address": stranger.address, "secret_path": "app/db"}}}
        (tmp_path / "l.json").write_text(json.dumps(links))
        for environment in ({"VAULT_TOKEN": server.root}, home.approle):
            done = home.coffer("send", "http://127.0.0.1:9/", "-H", "X: {{vault:k}}", "--links", str(tmp_path / "l.json"), environment=environment, status=4)
            assert f"VAULT_ADDR={stranger.address}" in done.stderr
        assert stranger.calls == []


def test_namespaces(home, server):
    admin = server.admin
    admin.adapter.request("POST", "v1/sys/namespaces/team")
    team = hvac.Client(url=server.address, token=server.root, namespace="team")
    team.sys.enable_secrets_engine("kv", path="kv", options={"version": "2"})
    team.secrets.kv.v2.create_or_update_secret("a", {"v": "of-the-team"}, mount_point="kv")
    home.coffer("secret", "link", "of-team", "--secret-path", "a", "--mount", "kv", "--namespace", "team", "--field", "v")
    root = {"VAULT_TOKEN": server.root}
    assert probe(home, "of-team", root)["size"] == len("of-the-team")
    home.coffer("secret", "link", "of-environment", "--secret-path", "a", "--mount", "kv", "--field", "v")
    assert probe(home, "of-environment", root | {"VAULT_NAMESPACE": "team"})["size"] == len("of-the-team")
    home.coffer("secret", "test", "of-environment", environment=root, status=3)


def test_a_standby_leads_to_the_active_server(home, server):
    with KvStandIn() as standby:
        standby.redirect_to = server.address
        assert probe(home, "user", home.approle | {"VAULT_ADDR": standby.address})["size"] == 3
        assert len(standby.calls) > 1


def test_from_one_provider_to_another_and_back(home):
    """Spec 4.6."""
    home.coffer("secret", "link", "moving", "--secret-arn", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf", "--json-key", "k")
    home.coffer("secret", "link", "moving", "--secret-path", "app/db", "--field", "user")
    shown = json.loads(home.coffer("secret", "show", "moving", "--json").stdout)["link"]
    assert shown == {"provider": "hashicorp", "secret_path": "app/db", "field": "user"}
    assert probe(home, "moving")["size"] == 3
    home.coffer("secret", "link", "moving", "--parameter", "/prod/x:3", "--region", "eu-west-1")
    shown = json.loads(home.coffer("secret", "show", "moving", "--json").stdout)["link"]
    assert shown == {"provider": "ssm", "parameter": "/prod/x", "region": "eu-west-1", "version": "3"}


def test_exported_links_are_what_their_schema_says(home, tmp_path):
    home.coffer("vault", "export", "--links", "-o", str(tmp_path / "coffer.links.json"))
    schema = json.loads((REPOSITORY / "docs/coffer.links.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema)
    links = json.loads((tmp_path / "coffer.links.json").read_text())
    validator.validate(links)
    wrong = [
        {"provider": "hashicorp"}, {"provider": "hashicorp", "secret_path": "a", "json_key": "b"}, {"secret_path": "a"}, {"provider": "ssm", "secret_arn": "x"},
        {"provider": "ssm", "parameter": "/a", "mount": "b"}, {"provider": "hashicorp", "secret_path": "a", "kv_version": 3}, {"provider": "gcp", "secret_path": "a"},
        {"provider": "hashicorp", "secret_path": "a", "address": "vault.example.com"},
    ]  # fmt: skip
    for link in wrong:
        document = {"version": 1, "links": {"k": link}}
        assert not validator.is_valid(document), link
        (tmp_path / "wrong.json").write_text(json.dumps(document))
        home.coffer("send", "http://127.0.0.1:9/{{vault:k}}", "--links", str(tmp_path / "wrong.json"), status=2)


def test_a_sealed_server(home, server):
    """Last: nobody unseals it."""
    server.admin.sys.seal()
    assert "is sealed" in home.coffer("secret", "test", "user", environment=home.approle, status=3).stderr
