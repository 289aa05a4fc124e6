"""The page's calls without a browser: connections, links and settings (issue 6, items 2, 3 and 7)."""

import base64
import concurrent.futures
import json

import pytest
from standin import REGION
from ui import CallError

PHONE = "arn:aws:iam::111122223333:mfa/alice-phone"


@pytest.fixture
def client(desk):
    desk.make_vault(local="local value")
    desk.unlock()
    return desk.start().launch()


@pytest.fixture
def begin():
    """A call that goes on in a thread of its own: it asks meanwhile."""
    with concurrent.futures.ThreadPoolExecutor() as threads:
        yield lambda client, name, **arguments: threads.submit(client.call, name, **arguments)


def keys(desk, user):
    key_id, secret = desk.cloud.keys(user)
    return {"type": "long-lived", "access_key_id": key_id, "secret_access_key": secret, "region": REGION}


def connect_with_mfa(desk, client, begin, user="alice"):
    connecting = begin(client, "connections/connect", **keys(desk, user))
    question = client.wait_for("question", lambda each: each["kind"] == "mfa-code")
    assert question["serial"] == PHONE
    client.call("questions/answer", number=question["number"], text=desk.cloud.mfa_code(PHONE))
    return connecting.result()


def test_from_keys_and_a_code_to_a_link_that_resolves(desk, client, begin):
    connection = connect_with_mfa(desk, client, begin)
    assert (connection["account"], connection["kind"], connection["provider"]) == ("111122223333", "MFA session", "aws")
    assert 7100 < connection["left_seconds"] <= 7200
    assert client.call("questions/open") == {"questions": []}

    listed = {each["name"]: each["secret"] for each in client.call("links/secrets", provider="aws")["secrets"]}
    assert listed["db/main"] == desk.cloud.arn("db/main")
    elsewhere = client.call("links/secrets", provider="aws", region="us-east-1")["secrets"]
    assert [each["secret"] for each in elsewhere if each["name"] == "stripe-key"] == [desk.cloud.arn("stripe-key", region="us-east-1")]

    versions = client.call("links/versions", secret=listed["db/main"])["versions"]
    assert any("AWSCURRENT" in version["stages"] for version in versions)
    test = client.call("links/test", secret=listed["db/main"])
    assert "password" in test["json_keys"] and test["stages"] == ["AWSCURRENT"] and test["size"] > 0

    client.call("secrets/link", name="database", add=True, secret=listed["db/main"], json_key="password")
    client.call("secrets/test", name="database")
    details = client.call("secrets/details", name="database")
    assert details["last"]["version_id"] == test["version_id"] and "mfa" not in json.dumps(details["last"])
    assert desk.coffer("secret", "test", "database", "--json", environment=desk.unlocked).stdout, "the command line has the same connection"

    client.call("connections/disconnect", name="default")
    assert client.call("connections/list")["connections"] == []
    said = b"".join(client.answer(name) for name in ("secrets/list", "connections/list", "settings/get"))
    value = json.loads(desk.cloud.client("secretsmanager", "admin").get_secret_value(SecretId="db/main")["SecretString"])["password"]
    for secret in (desk.cloud.keys("alice")[1], value):
        assert secret.encode() not in said


def test_a_wrong_code_is_asked_for_again_and_cancelled_from_another_tab(desk, client, begin):
    connecting = begin(client, "connections/connect", **keys(desk, "alice"))
    first = client.wait_for("question")
    with pytest.raises(CallError) as refused:
        client.call("questions/answer", number=first["number"], text="12")
    assert refused.value.field == "text"
    client.call("questions/answer", number=first["number"], text="000000")
    second = client.wait_for("question", lambda each: each["number"] > first["number"])
    assert second["problem"]
    client.call("questions/cancel", number=second["number"])
    with pytest.raises(CallError) as cancelled:
        connecting.result()
    assert cancelled.value.code == "cancelled"


def test_keys_that_aws_refuses_are_told_beside_their_field(desk, client):
    for change, field in (({"access_key_id": "AKIANOSUCHKEYEXAMPLE"}, "access_key_id"), ({"secret_access_key": "wrong"}, "secret_access_key")):
        with pytest.raises(CallError) as refused:
            client.call("connections/connect", **(keys(desk, "ci") | change))
        assert (refused.value.code, refused.value.field) == ("credentials-invalid", field)


def test_a_profile_fills_what_never_comes_to_the_page(desk, client):
    desk.write_profiles(main="admin", default="ci")
    assert client.call("aws/profiles")["autofill"] == "main"
    filled = client.call("aws/autofill")
    key_id, secret = desk.cloud.keys("admin")
    assert filled == {"profile": "main", "access_key_id": key_id, "region": REGION, "has_secret_access_key": True, "has_session_token": False}
    made = client.call("connections/connect", type="long-lived", access_key_id=key_id, region=REGION, fill_from={"secret_access_key": "main"})
    assert made["arn"].endswith("user/admin") and made["profile"] == "main"
    assert secret.encode() not in client.answer("connections/list")


def test_what_the_command_line_does_is_told(desk, client):
    desk.coffer("secret", "set", "another", stdin="x", environment=desk.unlocked)
    client.wait_for("vault")
    desk.write_profiles(default="ci")
    desk.coffer("aws", "connect")
    client.wait_for("connections")
    assert [each["name"] for each in client.call("connections/list")["connections"]] == ["default"]
    desk.coffer("agent", "stop")
    assert client.wait_for("agent") == {"running": False}
    assert client.call("connections/list") == {"connections": [], "agent": False}


def test_without_an_agent_the_page_keeps_its_own_connection(desk, begin):
    desk.make_vault()
    client = desk.start(environment={"COFFER_NO_AGENT": "1"} | desk.unlocked).launch()
    connect_with_mfa(desk, client, begin)
    assert [each["kind"] for each in client.call("connections/list")["connections"]] == ["MFA session"]
    assert client.call("links/test", secret=desk.cloud.arn("db/main"))["version_id"]


def test_lock_forgets_the_key_the_connections_and_the_values(desk, client, begin):
    connect_with_mfa(desk, client, begin)
    client.call("vault/lock")
    assert client.call("vault/state")["state"] == "locked"
    assert client.call("connections/list")["connections"] == []
    assert json.loads(desk.coffer("agent", "status", "--json").stdout)["locked"]


def test_settings_are_the_command_lines_too(desk, client):
    client.call("settings/set", cache_minutes=7, agent_idle_minutes=9, theme="dark")
    assert json.loads(desk.coffer("settings", "--json", environment=desk.unlocked).stdout) == {"cache-minutes": 7, "agent-idle": 9}
    settings = client.call("settings/get")
    assert settings["theme"] == "dark" and settings["agent"]["process"] == desk.agent() and not settings["scripts"]


def test_an_export_is_the_command_lines_file(desk, client):
    exported = client.call("secrets/export", kind="encrypted", password="twelve letters")
    file, password = desk.work / exported["file_name"], desk.home / "password"
    file.write_bytes(base64.b64decode(exported["base64"]))
    password.write_text("twelve letters\n")
    client.call("secrets/remove", name="local")
    desk.coffer("vault", "import", str(file), "--password-file", str(password), environment=desk.unlocked)
    assert client.call("secrets/reveal", name="local")["value"] == "local value"
