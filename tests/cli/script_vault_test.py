"""Scripts that use the vault, on a terminal and without one: who is asked what, what is remembered, and what a denial says (spec 6.1, 6.2)."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import pexpect
import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from standin import StandIn

ARN = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:stripe-key-AbCdEf"
QUESTION = "Allow? [y]es once / [a]lways / [N]o / ne[v]er: "
SHORT_QUESTION = "Allow? [y]es once / [N]o: "


def collection(*codes, name="Shop"):
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    events = [{"listen": "test", "script": {"exec": [code]}} for code in codes]
    return json.dumps({"info": {"name": name, "schema": schema}, "item": [{"name": "List", "request": "https://a.example", "event": events}]})


class Desk:
    """A HOME with a vault, a collection, and a terminal."""

    def __init__(self):
        self.home = pathlib.Path(tempfile.mkdtemp(prefix="coffer-desk-")).resolve()
        self.environment = {"HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm"}
        self.shop = self.home / "shop.json"
        self.shop.write_text(collection("a()"))
        (self.home / "pw").write_text("correct horse battery\n")
        (self.home / "value").write_text("l0cal-value")
        self.coffer("vault", "init", "--passphrase-file", "pw")
        key = self.coffer("vault", "key", "--yes", "--passphrase-file", "pw").strip()
        self.environment["COFFER_VAULT_KEY"] = key  # spares each command the key derivation
        self.coffer("secret", "set", "token", "--file", "value")

    def coffer(self, *arguments, stdin=""):
        done = subprocess.run([os.environ["COFFER_BIN"], *arguments], env=self.environment, cwd=self.home, input=stdin, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def piped(self, *arguments, stdin="", **variables):
        """The same without a terminal; returns the lines for the uses."""
        command = [os.environ["COFFER_SCRIPT_VAULT_SUBJECT"], *arguments]
        done = subprocess.run(command, env=self.environment | variables, cwd=self.home, input=stdin, capture_output=True, text=True, start_new_session=True)
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    def typed(self, *arguments):
        return pexpect.spawn(os.environ["COFFER_SCRIPT_VAULT_SUBJECT"], list(arguments), env=self.environment, cwd=self.home, encoding="utf-8", timeout=60)

    def granted(self):
        return {each["collection"]: each["vault"] for each in json.loads(self.coffer("grant", "--list", "--json"))}

    def audit(self):
        log = self.home / ".local/state/coffer/audit.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    shutil.rmtree(desk.home)


def answer(terminal, question, text):
    terminal.expect_exact(question)
    terminal.sendline(text)


def rest(terminal):
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    return terminal.before.replace("\r\n", "\n")


def test_yes_holds_for_one_run_and_is_asked_for_once(desk):
    for _ in range(2):
        terminal = desk.typed("shop.json", "get", "token", "get", "token")
        terminal.expect_exact(f'Scripts of {desk.shop} want to use the vault (first: get "token").')
        answer(terminal, QUESTION, "y")
        assert rest(terminal).count("get: {{vault:token}} (11)") == 2
    assert desk.granted() == {}


def test_always_is_kept_until_the_scripts_change(desk):
    terminal = desk.typed("shop.json", "get", "token")
    answer(terminal, QUESTION, "a")
    rest(terminal)
    assert desk.granted() == {str(desk.shop): "granted"}
    assert desk.piped("shop.json", "get", "token") == ["get: {{vault:token}} (11)"]
    desk.shop.write_text(collection("a()", name="Renamed"))
    assert desk.piped("shop.json", "get", "token") == ["get: {{vault:token}} (11)"]
    desk.shop.write_text(collection("a()", "b()"))
    denied = desk.piped("shop.json", "get", "token")[0]
    assert denied.startswith("get: access-denied: Vault access denied: ") and "have changed" in denied
    terminal = desk.typed("shop.json", "get", "token")
    terminal.expect_exact("They have changed since it was granted to them.")
    answer(terminal, QUESTION, "always")
    assert "{{vault:token}}" in rest(terminal)
    assert desk.piped("shop.json", "get", "token") == ["get: {{vault:token}} (11)"]


def test_another_path_is_another_collection(desk):
    desk.coffer("grant", "shop.json")
    shutil.copy(desk.shop, desk.home / "copy.json")
    assert "access-denied" in desk.piped("copy.json", "get", "token")[0]
    desk.coffer("grant", "--revoke", "shop.json")
    assert "access-denied" in desk.piped("shop.json", "get", "token")[0]


@pytest.mark.parametrize("typed", ["n", "", "NO"])
def test_no_is_no_for_the_run(desk, typed):
    terminal = desk.typed("shop.json", "get", "token", "set", "a", "b")
    answer(terminal, QUESTION, typed)
    said = rest(terminal)
    assert said.count("access-denied: Vault access denied: ") == 2
    assert "Allow?" not in said
    assert desk.granted() == {}
    assert desk.audit() == []


def test_never_is_kept_whatever_the_scripts_become(desk):
    terminal = desk.typed("shop.json", "get", "token")
    answer(terminal, QUESTION, "v")
    rest(terminal)
    assert desk.granted() == {str(desk.shop): "denied"}
    desk.shop.write_text(collection("b()"))
    terminal = desk.typed("shop.json", "get", "token")
    said = rest(terminal)
    assert "access-denied" in said and "Allow?" not in said
    desk.coffer("grant", "shop.json")
    assert desk.piped("shop.json", "get", "token") == ["get: {{vault:token}} (11)"]


def test_an_answer_that_is_none_is_asked_for_again_and_ctrl_d_is_no(desk):
    terminal = desk.typed("shop.json", "get", "token")
    answer(terminal, QUESTION, "perhaps")
    terminal.expect_exact(QUESTION)
    terminal.sendeof()
    assert "access-denied" in rest(terminal)
    assert desk.granted() == {}


def test_nobody_is_asked_before_a_script_needs_the_vault_and_the_vault_opens_after_the_answer(desk):
    del desk.environment["COFFER_VAULT_KEY"]
    assert "Allow?" not in rest(desk.typed("shop.json"))
    terminal = desk.typed("shop.json", "granted", "get", "token")
    terminal.expect_exact("want to use the vault.")
    answer(terminal, QUESTION, "y")
    answer(terminal, "Vault passphrase: ", "correct horse battery")
    terminal.expect_exact("granted: done")
    assert "get: {{vault:token}} (11)" in rest(terminal)
    terminal = desk.typed("shop.json", "get", "token")
    answer(terminal, QUESTION, "n")
    assert "passphrase" not in rest(terminal)


def test_without_a_terminal_it_is_denied_and_the_mend_is_named(desk):
    for flags in ((), ("--no-input",)):
        said = desk.piped(*flags, "shop.json", "get", "token", "set", "token", "x", "unset", "token")
        assert len(said) == 3
        for line in said:
            assert f"coffer grant '{desk.shop}'" in line and "--grant-vault" in line
    assert "Allow?" not in rest(desk.typed("--no-input", "shop.json", "get", "token"))
    assert desk.audit() == []


def test_flags_hold_for_one_run(desk):
    assert desk.piped("--grant-vault", "shop.json", "get", "token") == ["get: {{vault:token}} (11)"]
    assert desk.granted() == {}
    desk.coffer("grant", "shop.json")
    assert "--deny-vault" in desk.piped("--deny-vault", "shop.json", "get", "token")[0]
    assert desk.granted() == {str(desk.shop): "granted"}


def test_a_collection_from_standard_input_is_granted_by_the_flag_only(desk):
    desk.coffer("grant", "shop.json")
    text = desk.shop.read_text()
    said = desk.piped("-", "get", "token", stdin=text)[0]
    assert "the scripts of Shop" in said and "--grant-vault" in said and "coffer grant " not in said
    assert desk.piped("--grant-vault", "-", "get", "token", stdin=text) == ["get: {{vault:token}} (11)"]
    terminal = desk.typed("/dev/fd/0", "get", "token")
    terminal.send(text + "\n")
    terminal.sendeof()
    answer(terminal, SHORT_QUESTION, "a")
    answer(terminal, SHORT_QUESTION, "y")
    assert "get: {{vault:token}} (11)" in rest(terminal)
    assert desk.granted() == {str(desk.shop): "granted"}


def test_a_script_cannot_steer_the_question(desk):
    name = "\x1b[2Jtoken\").\nAllow? yes\r" + "x" * 1000
    terminal = desk.typed("shop.json", "get", name)
    terminal.expect_exact(QUESTION)
    shown = terminal.before.partition("Scripts of")[2]
    terminal.sendline("n")
    rest(terminal)
    assert "\x1b" not in shown and len(shown) < 400
    assert shown.count("\n") == 1


def test_values_are_set_and_unset_and_each_use_is_in_the_audit_log(desk):
    desk.coffer("grant", "shop.json")
    said = desk.piped("shop.json", "set", "fresh", "a-new-value", "get", "fresh", "unset", "token", "get", "token")
    assert said == ["set: done", "get: {{vault:fresh}} (11)", "unset: done", "get: none"]
    listed = json.loads(desk.coffer("secret", "list", "--json"))
    assert [each["name"] for each in listed] == ["fresh"]
    events = [(each["action"], each["secret"], each["collection"], each["request"]) for each in desk.audit()]
    assert events == [(action, name, "Shop", "List") for action, name in (("script-set", "fresh"), ("script-get", "fresh"), ("script-unset", "token"))]
    assert not any("destination" in each for each in desk.audit())
    assert "a-new-value" not in (desk.home / ".local/state/coffer/audit.jsonl").read_text()


def test_a_secret_that_is_never_for_scripts(desk):
    desk.coffer("secret", "scripts", "token", "never")
    for use in (("get", "token"), ("set", "token", "x"), ("unset", "token")):
        said = desk.piped("--grant-vault", "shop.json", *use)[0]
        assert "access-denied: Vault access denied: " in said and "coffer secret scripts 'token' ask" in said
    desk.coffer("secret", "scripts", "token", "ask")
    assert desk.piped("--grant-vault", "shop.json", "get", "token") == ["get: {{vault:token}} (11)"]


def test_in_ci_links_are_read_live_and_nothing_can_be_set(desk):
    with StandIn() as cloud:
        keys = {
            "AWS_ENDPOINT_URL": cloud.endpoint, "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "AKIACIEXAMPLE0000001",
            "AWS_SECRET_ACCESS_KEY": "ciFAKE/secret+key/ForTheStandIn00000EXAMPLE",
        }  # fmt: skip
        (desk.home / "links.json").write_text(json.dumps({"version": 1, "links": {"linked": {"secret_arn": ARN}}}))
        flags = ("--grant-vault", "--links", "links.json", "--no-vault")
        said = desk.piped(*flags, "shop.json", "get", "linked", "get", "token", "set", "linked", "x", "set", "a", "b", **keys)
        assert said[0].startswith("get: {{vault:linked}} (")
        assert said[1] == "get: none"
        assert said[2].startswith("set: unsupported: ") and ARN in said[2] and "AWS Secrets Manager" in said[2]
        assert said[3].startswith("set: vault-missing: ")
        assert desk.audit()[0]["source"] == "aws " + ARN
