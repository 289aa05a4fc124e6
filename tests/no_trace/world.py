"""A user's machine with planted secrets: a HOME, a cloud, a hostile API, and a search of all that a command leaves behind.

Three folders: `inputs` holds what the user brought (AWS's credentials file, a passphrase file); it is not searched, but nothing
may be written there. `home` (HOME and the working folder) and `temporary` (TMPDIR) are searched, and so is every output.
"""

import base64
import copy
import json
import os
import pathlib
import subprocess
import sys

import pexpect

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from hostile_server import HostileServer
from kv_standin import KvStandIn
from standin import SAMPLE_STATE, StandIn
from traces import Planted

REGION = "eu-central-1"
ARN = f"arn:aws:secretsmanager:{REGION}:111122223333:secret:"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
SPECIAL = "p\"a's<s>&w%rd \\é€/+=;~|{x}"  # each encoding changes some of these

LOCAL = {
    "quoted": SPECIAL + " of the local vault",
    "short": "Zx9!kQ7~",
    "long": "".join(f"{i:04x}{SPECIAL if i % 40 == 0 else '-Long:'}" for i in range(400))[:4096],
    "token": "tok_4eC39HqLyjWDarjtT1zdp7dc",
}
LINKED = {
    "linked": SPECIAL + " of the cloud",
    "member": "m3mber \"of\" <a> & b\\c/d+é=",
    "neighbour": "the-other-member-of-the-document",  # never asked for
    "kv field": "kv-f1eld \"of\" <the> & engine/\\é=",
    "kv neighbour": "the-other-field-of-the-kv-secret",  # never asked for
    "binary": bytes(range(0x80, 0xC0)) + b"\x00\x01\"<&%\\" + bytes(range(0x10, 0x20)),
}
CREDENTIALS = {
    "AWS secret key of ci": "ciFAKE/secret+key/ForTheStandIn00000EXAMPLE",
    "AWS secret key of alice": "aliceFAKE/secret+key/ForTheStandIn0EXAMPLE1",
    "expired secret key": "yesterdayFAKE/key/ForTheStandIn0EXAMPLE",
    "expired session token": "yesterday-FAKE-session-token-of-the-stand-in",
    "wrong secret key": "wrong/FAKE+secret/key/that/opens/nothing",
    "secret ID": "wrong-s3cret-id-of-nobody",
    "userpass password": "us3rpass <of> & ada\"",
    "wrong token": "hvs.wr0ng-token-that-opens-nothing",
    "passphrase": "correct <horse> \"battery\" & staple",
    "new passphrase": "another 'horse' %41 with\\a staple",
    "key passphrase": "key-pass <of> & the=certificate",
}


def state_with_planted_secrets():
    state = copy.deepcopy(json.loads(SAMPLE_STATE.read_text()))
    account = state["accounts"][0]
    version = {"id": "00000099-1111-4222-8333-444455556666", "stages": ["AWSCURRENT"]}
    document = {"member": LINKED["member"], "neighbour": LINKED["neighbour"], "list": [LINKED["neighbour"]]}
    binary = {"binary_base64": base64.b64encode(LINKED["binary"]).decode()}
    for name, suffix, value in ("plain", "PlAiN1", {"string": LINKED["linked"]}), ("document", "DoCuM1", {"json": document}), ("bytes", "ByTeS1", binary):
        account["secrets"].append({"name": f"planted/{name}", "suffix": suffix, "region": REGION, "versions": [version | value]})
    user = next(user for user in account["users"] if user["name"] == "ci")
    user["policies"] = [{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*"}}]
    return state


class World:
    def __init__(self, folder):
        folder.chmod(0o700)
        self.inputs, self.home, self.temporary = folder / "inputs", folder / "home", folder / "temporary"
        for each in (self.inputs, self.home, self.temporary):
            each.mkdir(mode=0o700)
        self.planted = Planted(LOCAL | LINKED | CREDENTIALS)
        self.binary = os.environ["COFFER_BIN"]
        self.cloud = StandIn(state_with_planted_secrets())
        self.kv = KvStandIn()
        self._fill_kv()
        self.api = HostileServer()
        self.held_by_right = []  # files in `home` and `temporary` that hold values because the user asked for them
        self.commands = []  # every command line that ran, without flags' values
        self.environment = {
            "HOME": str(self.home), "TMPDIR": str(self.temporary), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", "COFFER_NO_AGENT": "1",
            "AWS_REGION": REGION, "AWS_ENDPOINT_URL": self.cloud.endpoint, "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true", "VAULT_ADDR": self.kv.address, "VAULT_MAX_RETRIES": "0", "NO_PROXY": "127.0.0.1,localhost",
            "AWS_SHARED_CREDENTIALS_FILE": str(self.inputs / "credentials"), "AWS_CONFIG_FILE": str(self.inputs / "config"),
        }  # fmt: skip
        self._write_inputs()

    def _fill_kv(self):
        """A KV engine, a user and a role; the root token is planted, too."""
        import hvac

        admin = hvac.Client(url=self.kv.address, token=self.kv.root)
        admin.sys.enable_secrets_engine("kv", path="secret", options={"version": "2"})
        admin.secrets.kv.v2.create_or_update_secret("app", {"field": LINKED["kv field"], "neighbour": LINKED["kv neighbour"]}, mount_point="secret")
        admin.sys.create_or_update_acl_policy("app", 'path "secret/data/*" { capabilities = ["read"] }')
        admin.sys.enable_auth_method("approle")
        admin.sys.enable_auth_method("userpass")
        admin.auth.approle.create_or_update_approle("ci", token_policies=["app"])
        admin.auth.userpass.create_or_update_user("ada", password=CREDENTIALS["userpass password"], policies="app")
        self.approle = {"VAULT_ROLE_ID": admin.auth.approle.read_role_id("ci")["data"]["role_id"], "VAULT_SECRET_ID": admin.auth.approle.generate_secret_id("ci")["data"]["secret_id"]}
        self.planted.add("AppRole's secret ID", self.approle["VAULT_SECRET_ID"])
        self.planted.add("root token", self.kv.root)

    def plant_kv_tokens(self):
        """The tokens that logins have given out meanwhile."""
        for token in set(self.kv.tokens) - {self.kv.root}:
            self.planted.add(f"token {token[4:12]}", token)

    def _write_inputs(self):
        keys = {
            "ci": ("AKIACIEXAMPLE0000001", "AWS secret key of ci", None),
            "alice": ("AKIAALICEEXAMPLE0001", "AWS secret key of alice", None),
            "nobody": ("AKIACIEXAMPLE0000001", "wrong secret key", None),
            "expired": ("ASIAYESTERDAYEXAMPLE", "expired secret key", "expired session token"),
        }
        text = ""
        for profile, (key_id, secret, token) in keys.items():
            text += f"[{profile}]\naws_access_key_id = {key_id}\naws_secret_access_key = {CREDENTIALS[secret]}\n"
            text += f"aws_session_token = {CREDENTIALS[token]}\n" if token else ""
        self.give("credentials", text)
        self.give("config", "")
        self.give("passphrase", CREDENTIALS["passphrase"] + "\n")
        self.give("new passphrase", CREDENTIALS["new passphrase"] + "\n")
        for name, value in LOCAL.items():
            self.give(name, value)

    def give(self, name, content):
        """A file that the user brought; returns its path."""
        path = self.inputs / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        path.chmod(0o600)
        return str(path)

    def close(self):
        self.api.close()
        self.cloud.stop()
        self.kv.close()

    # Commands. Each output is searched at once.

    def coffer(self, *arguments, status=0, stdin=b"", environment={}, shows=(), program=None):
        """Runs a command; `shows` names the values that it prints because it was asked to. `status` None: any."""
        self.commands.append(arguments)
        done = subprocess.run([program or self.binary, *arguments], env=self.environment | environment, cwd=self.home, input=stdin, capture_output=True)
        if status is not None:
            assert done.returncode == status, (arguments, done.stdout, done.stderr)
        self.search_output(arguments, done.stdout, done.stderr, but=shows)
        return done

    def search_output(self, arguments, stdout, stderr, but=()):
        found = self.planted.find(stdout, "standard output", but) + self.planted.find(stderr, "standard error", but)
        assert not found, f"{' '.join(map(str, arguments))}\n" + "\n".join(map(str, found))

    def type(self, *arguments, environment={}):
        """A command at a terminal."""
        self.commands.append(arguments)
        return pexpect.spawn(self.binary, list(arguments), env=self.environment | environment, cwd=self.home, timeout=60)

    def start(self, *arguments, environment={}, **popen):
        """A command that goes on while the test looks at it."""
        self.commands.append(arguments)
        return subprocess.Popen(
            [self.binary, *arguments], env=self.environment | environment, cwd=self.home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, **popen,
        )  # fmt: skip

    def search_files(self):
        found = [trace for folder in (self.home, self.temporary) for trace in self.planted.find_in_files(folder, but=self.held_by_right)]
        assert not found, "\n".join(map(str, found))

    # What the tests begin with.

    def make_vault(self):
        """A vault with all local values and links; its key is planted, too."""
        key_file = self.inputs / "vault key"
        done = self.coffer("vault", "init", "--passphrase-file", str(self.inputs / "passphrase"), "--write-key", str(key_file))
        self.remember_recovery_key(done)
        self.environment["COFFER_VAULT_KEY"] = key_file.read_text().strip()  # it spares each command the key derivation
        self.plant_key("vault key", self.environment["COFFER_VAULT_KEY"])
        for name in LOCAL:
            self.coffer("secret", "set", name, "--file", str(self.inputs / name))
        self.coffer("secret", "link", "linked", "--secret-arn", ARN + "planted/plain-PlAiN1")
        self.coffer("secret", "link", "member", "--secret-arn", ARN + "planted/document-DoCuM1", "--json-key", "member")
        self.coffer("secret", "link", "kv", "--secret-path", "app", "--field", "field")
        self.coffer("secret", "link", "binary", "--secret-arn", ARN + "planted/bytes-ByTeS1")

    def plant_key(self, name, text):
        """The digits of a key's text, and the 32 bytes that they stand for (docs/vault-format.md, "Keys as text")."""
        digits = "".join(text.upper().split("-")[3:])
        self.planted.add(name, text.split("-", 3)[3])
        bits = "".join(f"{'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.index(digit):05b}" for digit in digits[:52])
        self.planted.add(name + " as bytes", int(bits[:256], 2).to_bytes(32, "big"))

    def remember_recovery_key(self, done):
        """It is shown once, by `vault init`, `vault rotate` and `vault recover`; from then on it is planted."""
        words = (done.stdout + done.stderr).decode().split()
        key = next(word for word in words if word.startswith("coffer-recovery-1-"))
        self.plant_key(f"recovery key {len(self.planted.names())}", key)
        return key

    def collection(self, items, name="c.json", **members):
        path = self.home / name
        path.write_text(json.dumps({"info": {"name": "c", "schema": SCHEMA}, "item": items} | members))
        return name
