"""A user's machine with an agent: a HOME, a runtime folder, the stand-in cloud, and raw conversations with the agent."""

import json
import os
import pathlib
import re
import signal
import socket
import struct
import subprocess
import sys

import pexpect

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from standin import StandIn

COFFER = os.environ["COFFER_BIN"]
PROTOCOL = 6
VERSION = subprocess.run([COFFER, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
PASSPHRASE = "correct horse battery"
LOCAL = "the-l0cal-value-of-the-vault"


class Desk:
    def __init__(self, folder, cloud):
        self.home = folder / "home"
        self.runtime = folder / "run"
        for each in (self.home, self.runtime, self.home / ".aws"):
            each.mkdir(mode=0o700)
        self.cloud = cloud
        self.environment = {
            "HOME": str(self.home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm", "NO_PROXY": "127.0.0.1",
            "XDG_RUNTIME_DIR": str(self.runtime), "AWS_ENDPOINT_URL": cloud.endpoint, "AWS_REGION": "eu-central-1", "AWS_MAX_ATTEMPTS": "1",
        }  # fmt: skip
        self.socket_path = self.runtime / "coffer" / "agent.sock"
        self.write_profiles(main="ci", alice="alice")
        (self.home / "pw").write_text(PASSPHRASE + "\n")
        (self.home / "pw").chmod(0o600)

    def write_profiles(self, **users):
        text = ""
        for profile, user in users.items():
            key_id, secret = self.cloud.keys(user)
            text += f"[{profile}]\naws_access_key_id = {key_id}\naws_secret_access_key = {secret}\n"
        (self.home / ".aws" / "credentials").write_text(text)

    def make_vault(self):
        """With a local secret `local`, and `stripe`, which is linked; returns the key."""
        self.coffer("vault", "init", "--passphrase-file", "pw")
        key = self.coffer("vault", "key", "--yes", "--passphrase-file", "pw").stdout.strip()
        unlocked = {"COFFER_VAULT_KEY": key}
        self.coffer("secret", "set", "local", stdin=LOCAL, environment=unlocked)
        self.coffer("secret", "link", "stripe", "--secret-arn", self.cloud.arn("stripe-key"), environment=unlocked)
        return key

    def coffer(self, *arguments, status=0, stdin="", environment={}, program=COFFER, **options):
        done = subprocess.run([program, *arguments], env=self.environment | environment, cwd=self.home, input=stdin, capture_output=True, text=True, **options)
        assert status is None or done.returncode == status, (arguments, done.returncode, done.stdout, done.stderr)
        return done

    def type(self, *arguments, environment={}):
        return pexpect.spawn(COFFER, list(arguments), env=self.environment | environment, cwd=self.home, encoding="utf-8", timeout=60)

    def send(self, name, **options):
        """Sends a request with that secret; whether it arrived with a value is the cloud's log to say."""
        return self.coffer("send", self.cloud.echo + "/post", "-H", f"X-Key: {{{{vault:{name}}}}}", **options)

    # The agent.

    def status(self):
        return json.loads(self.coffer("agent", "status", "--json").stdout)

    def agent(self):
        """Its process; it is started if none runs."""
        self.coffer("agent", "start")
        return self.status()["process"]

    def connections(self, **options):
        return json.loads(self.coffer("aws", "status", "--json", **options).stdout)

    def end(self):
        self.coffer("agent", "stop", status=None)

    def talk(self, greet=True):
        return Talk(self.socket_path, greet)


class Talk:
    """A conversation with the agent, frame by frame (docs/agent-protocol.md)."""

    def __init__(self, path, greet=True):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(path))
        if greet:
            assert "error" not in self.ask(do="hello", version=VERSION, protocol=PROTOCOL)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    def close(self):
        self.socket.close()

    @staticmethod
    def frame(message, secrets=()):
        text = json.dumps(message).encode()
        blob = b"".join(struct.pack("<I", len(secret)) + secret for secret in secrets)
        return struct.pack("<II", len(text), len(blob)) + text + blob

    def write(self, message, secrets=()):
        self.socket.sendall(self.frame(message, secrets))

    def read(self):
        """The next message, or None where the agent has hung up."""
        header = self._read(8)
        if header is None:
            return None
        text, secrets = struct.unpack("<II", header)
        message = json.loads(self._read(text))
        self.secrets = self._read(secrets) if secrets else b""
        return message

    def _read(self, size):
        read = b""
        while len(read) < size:
            try:
                piece = self.socket.recv(size - len(read))
            except ConnectionResetError:
                return None
            if not piece:
                return None
            read += piece
        return read

    def ask(self, secrets=(), **message):
        self.write(message, secrets)
        return self.read()


def is_running(process):
    """Whether it lives; one that has ended and is not reaped does not."""
    try:
        state = pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def wait_until(condition):
    """Without a limit: who starts the tests has one."""
    import time

    while not condition():
        time.sleep(0.02)


def kill(process):
    os.kill(process, signal.SIGKILL)
    wait_until(lambda: not is_running(process))


def readable_maps(process):
    """(begin, end, flags) of the process's memory."""
    current = None
    for line in pathlib.Path(f"/proc/{process}/smaps").read_text().splitlines():
        if match := re.match(r"([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)", line):
            current = (int(match[1], 16), int(match[2], 16), match[4], match[3])
        elif line.startswith("VmFlags:") and "r" in current[3] and not current[2].startswith("[v"):
            yield (current[0], current[1], set(line.split()[1:]))


def copies_in_memory(process, what):
    """The flags of each mapping that holds `what`."""
    found = []
    with open(f"/proc/{process}/mem", "rb", buffering=0) as memory:
        for begin, end, flags in list(readable_maps(process)):
            memory.seek(begin)
            try:
                content = memory.read(end - begin)
            except OSError:
                continue  # a page that is mapped but not there
            if what in content:
                found.append(flags)
    return found
