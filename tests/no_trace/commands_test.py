"""Every command, with secrets at hand: nothing of them in what it prints, in its files, or in the audit log."""

import json
import pathlib
import re
import sys
import threading

import identity_center
import pexpect
import pytest
from world import ARN, CREDENTIALS, LINKED, LOCAL

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "page"))
from ui import Ui

PROFILE = ("--profile", "ci")


def request(name, url, headers=(), **members):
    header = [{"key": key, "value": value} for key, value in headers]
    return {"name": name, "request": {"method": "POST", "url": url, "header": header} | members}


@pytest.fixture
def everything(world):
    """A collection that has every secret in every place where one may stand."""
    items = []
    for name in (*LOCAL, "linked", "member"):
        reference = f"{{{{vault:{name}}}}}"
        raw = {"mode": "raw", "raw": json.dumps({"value": reference}), "options": {"raw": {"language": "json"}}}
        form = {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": reference}]}
        parts = {"mode": "formdata", "formdata": [{"key": "a", "value": reference, "type": "text"}]}
        basic = {"type": "basic", "basic": [{"key": "username", "value": "user"}, {"key": "password", "value": reference}]}
        items += [
            request(f"{name} as a header", world.api.url + "/echo/raw/body", [("X-Key", reference)]),
            request(f"{name} in the query", world.api.url + "/echo/json/body?q=" + reference),
            request(f"{name} in JSON", world.api.url + "/echo/base64-1/body", body=raw),
            request(f"{name} in a form", world.api.url + "/echo/hex/header", body=form),
            request(f"{name} in parts", world.cloud.echo + "/post", body=parts),
            request(f"{name} as a password", world.cloud.echo + "/post", auth=basic),
            request(f"{name} through a variable", world.cloud.echo + "/anything", [("X", "{{through}}")]),
        ]
    items.append(request("binary", world.cloud.echo + "/post", body={"mode": "raw", "raw": "{{vault:binary}}"}))
    variables = [{"key": "through", "value": "{{vault:quoted}}"}]
    return world.collection(items, "everything.json", variable=variables)


def test_secrets(world):
    for secret in (*LOCAL, "linked", "member", "binary", "kv"):
        world.coffer("secret", "show", secret)
        world.coffer("secret", "show", secret, "--json")
        world.coffer("secret", "test", secret, *PROFILE, environment=world.approle)
        world.coffer("secret", "test", secret, *PROFILE, "--json", environment=world.approle)
    world.coffer("secret", "list")
    world.coffer("secret", "list", "--json")
    world.coffer("secret", "set", "piped", stdin=LOCAL["token"].encode() + b"\n")
    world.coffer("secret", "set", "from-env", "--from-env", "PLANTED", environment={"PLANTED": LOCAL["quoted"]})
    world.coffer("secret", "rename", "piped", "renamed")
    world.coffer("secret", "off", "renamed")
    world.coffer("send", world.api.url, "-H", "X-Key: {{vault:renamed}}", status=3)
    world.coffer("secret", "on", "renamed")
    world.coffer("secret", "domains", "renamed", "api.example.com")
    world.coffer("secret", "domains", "renamed")
    world.coffer("secret", "link", "renamed", "--secret-arn", ARN + "planted/plain-PlAiN1")
    world.coffer("secret", "unlink", "renamed", stdin=LOCAL["token"].encode())
    world.coffer("secret", "rm", "renamed")
    world.coffer("secret", "rm", "from-env")
    world.coffer("secret", "set", "quoted", "--file", str(world.inputs / "quoted"))  # there is one of that name already


def test_snapshots_for_use_offline(world):
    """In the vault's file and its backup they are sealed; nothing that is said of them holds the value."""
    away = {"AWS_ENDPOINT_URL": "http://127.0.0.1:9", "VAULT_ADDR": "http://127.0.0.1:9"}
    linked = ("linked", "member", "binary", "kv")
    world.coffer("settings")
    world.coffer("settings", "cache-minutes", "5")
    for name in linked:
        world.coffer("secret", "cache", name)
        world.coffer("secret", "offline", name, "on", "--for", "2h")
        world.coffer("secret", "test", name, *PROFILE, environment=world.approle)
        assert "snapshot from" in world.coffer("secret", "show", name).stdout.decode()
        world.coffer("secret", "show", name, "--json")
        world.coffer("secret", "offline", name)
        world.coffer("secret", "offline", name, "--json")
    for name in ("linked", "member"):
        done = world.coffer("send", world.api.url + "/echo/raw/body", "-H", f"X-Key: {{{{vault:{name}}}}}", "-v", *PROFILE, environment=away)
        assert b"snapshot from" in done.stderr
    world.coffer("vault", "export", "-o", "snapshots.coffer-export", "--password-file", str(world.inputs / "passphrase"))
    world.search_files()
    for name in linked:
        world.coffer("secret", "offline", name, "off")
    world.search_files()


def test_agent(world):
    with_agent = {"COFFER_NO_AGENT": "", "COFFER_VAULT_KEY": "", "COFFER_PASSPHRASE_FILE": ""}
    passphrase = ("--passphrase-file", str(world.inputs / "passphrase"))
    try:
        world.coffer("agent", "start", environment=with_agent)
        world.coffer("vault", "unlock", *passphrase, environment=with_agent)
        world.coffer("aws", "connect", *PROFILE, environment=with_agent)
        for shown in ((), ("--json",)):
            world.coffer("agent", "status", *shown, environment=with_agent)
            world.coffer("aws", "status", *shown, environment=with_agent)
            world.coffer("secret", "test", "linked", *PROFILE, *shown, environment=with_agent)
        for name in ("quoted", "linked", "member"):
            world.coffer("send", world.api.url + "/echo/raw/body", "-H", f"X-Key: {{{{vault:{name}}}}}", "-v", *PROFILE, environment=with_agent)
        world.coffer("agent", "reset-cache", environment=with_agent)
        world.coffer("agent", "lock", environment=with_agent)
        world.coffer("send", world.api.url, "-H", "X-Key: {{vault:quoted}}", status=4, environment=with_agent)
    finally:
        world.coffer("agent", "stop", environment=with_agent)
    world.search_files()


def test_hashicorp_vault(world):
    """Every way to log in, and every way in which that and a read go wrong."""
    url = world.cloud.echo + "/anything"
    ways = [
        world.approle,
        {"VAULT_USERNAME": "ada", "VAULT_PASSWORD": CREDENTIALS["userpass password"]},
        {"VAULT_TOKEN": world.kv.root},
        {"BAO_TOKEN": world.kv.root, "BAO_ADDR": world.kv.address},
    ]
    for environment in ways:
        world.coffer("hashicorp", "connect", environment=environment)
        world.coffer("hashicorp", "connect", "--json", environment=environment)
        world.coffer("send", "POST", url, "-H", "X-Key: {{vault:kv}}", "-H", "Content-Type: text/plain", "-d", "{{vault:kv}}", "-v", "-i", environment=environment)
    (world.inputs / "token").write_text(world.kv.root + "\n")
    world.coffer("hashicorp", "connect", environment={"VAULT_TOKEN_PATH": str(world.inputs / "token")})
    wrong = [
        {"VAULT_TOKEN": CREDENTIALS["wrong token"]},
        {"VAULT_ROLE_ID": world.approle["VAULT_ROLE_ID"], "VAULT_SECRET_ID": CREDENTIALS["secret ID"]},
        {"VAULT_USERNAME": "eve", "VAULT_PASSWORD": CREDENTIALS["userpass password"]},
        {"VAULT_TOKEN": world.kv.root, "VAULT_ADDR": "http://127.0.0.1:9"},
        {"VAULT_TOKEN": world.kv.root, "VAULT_ADDR": world.api.url},  # repeats what it gets
        {"VAULT_ROLE_ID": "r", "VAULT_SECRET_ID": CREDENTIALS["secret ID"], "VAULT_ADDR": world.api.url + "/echo/raw/body"},
    ]
    for environment in wrong:
        assert world.coffer("hashicorp", "connect", environment=environment, status=None).returncode != 0
        assert world.coffer("send", url, "-H", "X-Key: {{vault:kv}}", "-v", environment=environment, status=None).returncode in (3, 4)
    for name, flags in {"kv-none": ("none",), "kv-version": ("app", "--version", "9"), "kv-field": ("app", "--field", "pin"), "kv-away": ("x", "--mount", "nowhere")}.items():
        world.coffer("secret", "link", name, "--secret-path", *flags)
        world.coffer("secret", "test", name, environment=world.approle, status=3)
        world.coffer("secret", "rm", name)
    world.plant_kv_tokens()
    world.search_files()


def test_a_value_is_shown_to_who_asks_for_it_and_stays_out_of_all_else(world):
    done = world.coffer("secret", "show", "token", "--reveal", shows=["token"])
    assert LOCAL["token"].encode() in done.stdout
    world.search_files()


@pytest.mark.parametrize("secret", [*LOCAL, "linked", "member"])
def test_send(world, secret):
    reference = f"{{{{vault:{secret}}}}}"
    url = world.cloud.echo + "/anything"
    # As plain text: a form's body would be split by the server at & and =, and half a value is not known (docs/threat-model.md).
    plain = ("-H", "Content-Type: text/plain", "-d", reference)
    world.coffer("send", "POST", url, "-H", f"X-Key: {reference}", *plain, "-v", "-i", "--har", "send.har", *PROFILE)
    world.coffer("send", "POST", url, "-H", f"X-Key: {reference}", *plain, "--curl", *PROFILE)
    world.coffer("send", url, "--json", f"key={reference}", "-w", "%{http_code}", "-s", "-b", f"cookie={reference}", status=None)
    world.coffer("send", url + "?q=" + reference, "-u", f"user:{reference}", "-v", "-i", *PROFILE)
    world.coffer("send", url, "--bearer", reference, "-F", f"part={reference}", "-v", "-i", *PROFILE)
    world.coffer("send", f"{url}/{reference}/end", "-v", *PROFILE)


def test_send_to_a_file_writes_what_came(world):
    """-o writes the response byte for byte: that the server echoed the secret is the user's to know (docs/threat-model.md)."""
    output = world.home / "echoed"
    world.coffer("send", world.api.url + "/echo/raw/body", "-H", "X-Key: {{vault:token}}", "-o", str(output), "-v")
    assert LOCAL["token"].encode() in output.read_bytes()
    world.held_by_right.append(output)


@pytest.mark.parametrize("verbose", [(), ("--verbose",)])
def test_run_with_every_reporter(world, everything, verbose):
    before = len(world.api.received)
    reporters = re.search(rb"--reporters NAMES\s+([a-z, ]+);", world.coffer("run", "--help").stdout)[1].decode().split(", ")
    assert {"cli", "json", "junit", "html"} <= set(reporters)
    exports = [flag for reporter in ("json", "junit", "html") for flag in (f"--reporter-{reporter}-export", f"report.{reporter}")]
    for kind in "collection", "environment", "globals", "cookie-jar":
        exports += [f"--export-{kind}", f"exported.{kind}"]
    world.coffer("run", everything, "-n", "2", "-r", ",".join(reporters), *exports, *verbose, *PROFILE)
    assert any(LOCAL["token"].encode() in sent for sent in world.api.received[before:])  # it was sent, so it could have leaked
    assert any(LINKED["linked"].encode() in sent for sent in world.api.received[before:])
    for export in exports[1::2]:
        assert (world.home / export).exists()
    for report in "report.json", "report.junit", "report.html":
        assert (world.home / report).stat().st_size > 1000
    world.search_files()


def test_check_and_trust(world, everything):
    world.coffer("check", everything, *PROFILE)
    world.coffer("check", everything, "--json", *PROFILE)
    links = {"version": 1, "links": {"from-file": {"secret_arn": ARN + "planted/plain-PlAiN1"}}}
    (world.home / "coffer.links.json").write_text(json.dumps(links))
    use = world.collection([request("a", world.cloud.echo + "/post", [("X", "{{vault:from-file}}")])], "linked.json")
    world.coffer("run", use, "--verbose", *PROFILE, status=3)
    world.coffer("trust")
    world.coffer("trust", "--list")
    world.coffer("run", use, "--verbose", *PROFILE)
    world.coffer("trust", "--revoke")
    (world.home / "coffer.links.json").unlink()


def test_the_page(world, everything):
    """All that its calls answer, and all that it is told: the page sends every secret from every place, and a run does."""
    world.commands.append(("ui",))
    ui = Ui(world.environment, world.home, str(world.home))
    try:
        client = ui.launch()

        def call(name, /, shows=(), **arguments):
            said = client.answer(name, **arguments)
            found = world.planted.find(said, name, shows)
            assert not found, f"{name} {arguments}\n" + "\n".join(map(str, found))
            return said if name == "responses/body" else json.loads(said)

        def answer_questions():
            """Whether these keys have an MFA device, which they may not list: they have none."""
            for name, data in client.events():
                if name == "question":
                    client.call("questions/answer", number=data["number"], text="")

        threading.Thread(target=answer_questions, daemon=True).start()
        client.call("connections/connect", type="profile", profile="ci", region="eu-central-1")
        for name in "secrets/list", "vault/state", "connections/list", "aws/profiles", "settings/get", "folder/state":
            call(name)
        for profile in "ci", "alice", "expired":
            call("aws/autofill", profile=profile)
        for secret in "linked", "member", "binary":
            assert "version_id" in call("secrets/test", name=secret)
            call("secrets/details", name=secret)
        call("collections/read", path=everything)
        items = json.loads((world.home / everything).read_text())["item"]
        before = len(world.api.received)
        for number, item in enumerate(items):
            place = {"item": item, "collection": everything, "at": str(number)}
            call("requests/look", **place)
            call("requests/look", fetch=True, **place)
            call("requests/curl", **place)
            sent = call("requests/send", send=f"send {number}", **place)
            if response := sent.get("response"):
                for view in "raw", "pretty":
                    call("responses/body", response=response["number"], view=view)
                call("responses/save", response=response["number"])
                call("requests/har", response=response["number"])
        assert any(LOCAL["token"].encode() in received for received in world.api.received[before:])  # they did go where they should
        run = call("runs/start", collection=everything)["run"]
        client.wait_for("run", lambda data: data["run"] == run and data["state"] != "running")
        ran = call("runs/items", run=run, **{"from": 0})["items"]
        assert len(ran) >= len(items)
        for item in ran:
            call("runs/item", run=run, number=item["number"])
        for kind in "json", "junit", "html":
            call("runs/export", run=run, format=kind)
        call("secrets/reveal", shows=("token",), name="token")
        client.call("secrets/edit", name="token", scripts="never")  # the last thing that the events tell of
        for name, data in client.events():
            found = world.planted.find(json.dumps(data, ensure_ascii=False).encode(), f"event {name}")
            assert not found, "\n".join(map(str, found))
            if name == "vault":
                break
    finally:
        said, status = ui.end()
    assert status == 0
    world.search_output(("ui",), said.encode(), b"")


def test_grant(world):
    script = {"listen": "test", "script": {"exec": ["pm.vault.get('token')"]}}
    scripted = world.collection([{"name": "a", "request": world.cloud.echo, "event": [script]}], "scripted.json")
    for arguments in ([scripted], ["--list"], ["--list", "--json"], ["--deny", scripted], ["--list"], ["--revoke", scripted]):
        world.coffer("grant", *arguments)
    world.coffer("secret", "scripts", "token", "never")
    world.coffer("secret", "scripts", "token")
    world.coffer("secret", "scripts", "token", "ask")
    world.search_files()


def test_aws(world):
    world.coffer("aws", "connect", *PROFILE)
    world.coffer("aws", "connect", *PROFILE, "--json")
    world.coffer("aws", "status", status=None)
    world.coffer("aws", "disconnect", status=None)
    world.coffer("aws", "profiles")
    world.coffer("aws", "profiles", "--json")
    world.coffer("aws", "sources", *PROFILE)
    world.coffer("aws", "sources", *PROFILE, "--json")
    world.coffer("aws", "whoami", *PROFILE)
    world.coffer("aws", "whoami", *PROFILE, "--json")
    world.coffer("aws", "secrets", *PROFILE)
    world.coffer("aws", "versions", ARN + "planted/plain-PlAiN1", *PROFILE)
    keys = {"AWS_ACCESS_KEY_ID": "AKIACIEXAMPLE0000001", "AWS_SECRET_ACCESS_KEY": CREDENTIALS["AWS secret key of ci"]}
    world.coffer("aws", "connect", environment=keys)
    session = world.cloud.mfa_session("alice")
    world.planted.add("session secret key", session["SecretAccessKey"])
    world.planted.add("session token", session["SessionToken"])
    keys = {"AWS_ACCESS_KEY_ID": session["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": session["SecretAccessKey"], "AWS_SESSION_TOKEN": session["SessionToken"]}
    world.coffer("aws", "connect", environment=keys)
    world.coffer("send", world.cloud.echo + "/get", "-H", "X: {{vault:linked}}", "-v", environment=keys)


def test_sign_in_to_iam_identity_center(world):
    """The token's own file holds it, as the AWS CLI's does; nothing else."""
    for name, value in identity_center.SECRETS.items():
        world.planted.add(name, value)
    config = world.give("sso config", identity_center.PROFILE)
    with identity_center.identity_center() as server:
        environment = {"AWS_ENDPOINT_URL": identity_center.address(server), "AWS_CONFIG_FILE": config}
        world.coffer("aws", "login", "--profile", "x", environment=environment)
        [file] = (world.home / ".aws" / "sso" / "cache").iterdir()
        assert identity_center.SECRETS["access token of SSO"] in file.read_text()
        world.held_by_right.append(file)
        for arguments in (["whoami"], ["sources"], ["sources", "--json"], ["connect"]):
            world.coffer("aws", *arguments, "--profile", "x", environment=environment)
    world.search_files()


def test_mfa(world):
    code = world.cloud.mfa_code("alice")
    world.planted.add("MFA code", code)
    world.coffer("aws", "connect", "--profile", "alice", environment={"COFFER_MFA_CODE": code})
    code = world.cloud.mfa_code("alice")
    world.planted.add("second MFA code", code)
    world.coffer("aws", "connect", "--profile", "alice", "--mfa-code-file", "-", stdin=code.encode() + b"\n")
    world.coffer("aws", "connect", "--profile", "alice", "--mfa-code-file", "-", stdin=code.encode() + b"\n", status=4)  # used already
    role = ("--role-arn", "arn:aws:iam::111122223333:role/payments-reader", "--external-id", "coffer-demo")
    world.planted.add("value read by a role", "pay_fake_token_31415926535")
    world.coffer("secret", "link", "by-role", "--secret-arn", ARN + "payments/api-token-Xy12Zw", *role)
    code = world.cloud.mfa_code("alice")
    world.planted.add("third MFA code", code)
    url = world.cloud.echo + "/anything"
    world.coffer("send", url, "-H", "X-Key: {{vault:by-role}}", "-v", "-i", "--profile", "alice", environment={"COFFER_MFA_CODE": code})


def test_at_a_terminal(world):
    """What is typed is not echoed."""
    keys = [("ccess key ID", "AKIACIEXAMPLE0000001"), ("ecret access key", CREDENTIALS["AWS secret key of ci"]), ("MFA device ARN (empty: none)", "")]
    passphrase = CREDENTIALS["new passphrase"]
    steps = {
        ("secret", "set", "typed"): [("Value of typed: ", LOCAL["token"])],
        ("aws", "connect", "--type", "long-lived"): keys,
        ("vault", "passphrase"): [("New passphrase: ", passphrase), ("again: ", passphrase)],
    }
    for command, answers in steps.items():
        terminal = world.type(*command)
        seen = b""
        for question, answer in answers:
            terminal.expect_exact(question)
            seen += terminal.before + terminal.after
            terminal.sendline(answer)
        terminal.expect(pexpect.EOF)
        seen += terminal.before
        terminal.close()
        assert terminal.exitstatus == 0, seen
        world.search_output(command, seen, b"")


def test_import_of_a_curl_command(world):
    """Literal credentials go to the vault, and references to the collection."""
    command = f"curl https://api.example.com/ -H 'Authorization: Bearer {LOCAL['token']}' -u 'me:{LOCAL['short']}'"
    world.coffer("import", "curl", "--to-vault", "moved", "-o", "imported.json", stdin=command.encode())
    assert "{{vault:moved" in (world.home / "imported.json").read_text()
    world.search_files()


def test_export_and_import_of_the_vault(world):
    password = world.give("password", "an export's <password> & more\n")
    world.planted.add("export password", "an export's <password> & more")
    world.coffer("vault", "export", "-o", "vault.export", "--password-file", password)
    world.coffer("vault", "import", "vault.export", "--password-file", password, "--on-conflict", "rename")
    world.coffer("vault", "import", "vault.export", "--password-file", str(world.inputs / "quoted"), status=None)
    world.coffer("vault", "export", "-o", "links.json", "--links")
    world.coffer("vault", "import", "links.json", "--on-conflict", "keep")
    for kind, text in ("dotenv", f"A={LOCAL['token']}\nB='{LOCAL['short']}'\nbroken {LOCAL['token']}\n"), ("json", json.dumps({"a": LOCAL["quoted"]}) + "}"):
        world.coffer("vault", "import", world.give(kind, text), "--format", kind, status=None)
    world.coffer("vault", "import", world.give("good", f"NEW={LOCAL['token']}\n"), "--format", "dotenv")
    # Readable, because the user asked for that, and said yes.
    done = world.coffer("vault", "export", "--plain", "--yes", shows=list(LOCAL))
    assert LOCAL["token"].encode() in done.stdout
    world.search_files()


def test_the_vault(world):
    """Last: it makes the key anew, and removes the vault."""
    world.coffer("vault", "status")
    world.coffer("vault", "status", "--json")
    world.coffer("vault", "unlock", status=None)  # there is no keyring here
    world.coffer("vault", "lock", status=None)
    done = world.coffer("vault", "key", "--yes", shows=["vault key"])
    assert world.environment["COFFER_VAULT_KEY"].encode() in done.stdout
    del world.environment["COFFER_VAULT_KEY"]
    given = ("--passphrase-file", str(world.inputs / "new passphrase"))  # set in test_at_a_terminal
    recovery = world.remember_recovery_key(world.coffer("vault", "rotate", *given))
    world.coffer("secret", "list", "--passphrase-file", str(world.inputs / "passphrase"), status=None)  # it opens nothing any more
    key_file = world.give("recovery key", recovery + "\n")
    world.coffer("vault", "recover", "--file", key_file, "--passphrase-file", str(world.inputs / "passphrase"))
    world.search_files()
    world.coffer("vault", "reset", status=None)
    world.coffer("vault", "reset", "--yes-remove-everything")


def test_completion_and_manual(world):
    world.coffer("completion", "bash")
    world.coffer("man", "coffer", status=None)


def test_no_command_is_left_out(world):
    """`coffer --help` lists them; each of them ran above, but for the demo, which has values of its own to show."""
    def subcommands(*words):
        text = world.coffer(*words, "--help").stdout.decode()
        listed = text.partition("Subcommands:\n")[2].partition("\n\n")[0]
        return [(*words, line.split()[0]) for line in listed.splitlines() if re.match(r"  [a-z]", line)]

    commands = []
    for command in subcommands():
        commands += subcommands(*command) or [command]
    driven = {words[: len(command)] for words in world.commands if "--help" not in words for command in commands}
    assert set(commands) - driven - {("demo",)} == set()
