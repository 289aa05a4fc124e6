"""Coffer finds the credentials that botocore finds.

Random profiles, environments and endpoints; a server on loopback plays STS, IAM Identity Center, a container's endpoint and instance
metadata, and says in each access key ID who was asked with which credentials: `R(K-base)` is a role assumed with the keys of the profile
base. Where the two are meant to differ (docs/aws.md) the cases keep away from it.
"""

import hashlib
import http.server
import json
import os
import pathlib
import random
import re
import shlex
import subprocess
import tempfile
import threading
from unittest import mock
from urllib.parse import parse_qs

HOME = tempfile.TemporaryDirectory(prefix="coffer-chain-")  # botocore reads HOME when it is imported
os.environ["HOME"] = HOME.name

import botocore.configloader  # noqa: E402
import botocore.exceptions  # noqa: E402
import botocore.session  # noqa: E402
import pytest  # noqa: E402

SEED = 20260131
CASES = 400
LATER = "2035-01-01T00:00:00Z"
START_URL = "https://corp.example/start"


class Cloud(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def answer(self, status, body):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def metadata(self, key):
        self.answer(200, json.dumps({"AccessKeyId": key, "SecretAccessKey": "s", "Token": "t", "Expiration": LATER}))

    def do_PUT(self):
        self.answer(200, "token")

    def do_GET(self):
        if self.path.startswith("/federation/credentials"):
            bearer = self.headers["x-amz-sso_bearer_token"]
            keys = {"accessKeyId": f"S({bearer})", "secretAccessKey": "s", "sessionToken": "t", "expiration": 2051222400000}
            return self.answer(200, json.dumps({"roleCredentials": keys}))
        if self.path == "/container":
            return self.metadata("C")
        if self.path.endswith("/security-credentials/"):
            return self.answer(200, "my-role")
        if self.path.endswith("/security-credentials/my-role"):
            return self.metadata("I")
        return self.answer(404, "")

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        action = form["Action"][0]
        if action == "AssumeRole":
            caller = re.search("Credential=([^/]*)/", self.headers["Authorization"]).group(1)
            key = f"R({caller})"
        else:
            key = f"W({form['WebIdentityToken'][0]})"
        self.answer(
            200,
            f"<{action}Response><{action}Result><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
            f"<SessionToken>t</SessionToken><Expiration>{LATER}</Expiration></Credentials></{action}Result></{action}Response>",
        )


@pytest.fixture(scope="module")
def cloud():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Cloud)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def ask(cases):
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    done = subprocess.run([os.environ["COFFER_CHAIN_SUBJECT"]], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(answers) == len(cases)
    return answers


# ── The chain ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = ["default", "a", "b", "c"]
ROLE = "role_arn = arn:aws:iam::123456789012:role/r"


def random_profile(rng, name, folder):
    """Lines of a profile in the config file, and of its section in the credentials file."""
    config, keys = [], []
    if rng.random() < 0.45:
        config.append(ROLE)
    if rng.random() < 0.4:
        config.append(f"source_profile = {rng.choice(NAMES + ['missing'])}")
    if rng.random() < 0.15:
        config.append(f"credential_source = {rng.choice(['Environment', 'EcsContainer', 'Ec2InstanceMetadata', 'Nonsense'])}")
    if rng.random() < 0.12:
        config.append(f"web_identity_token_file = {folder}/web-{rng.choice(['a', 'b'])}")
    if rng.random() < 0.15:
        config += rng.choice(
            [
                ["sso_session = corp"],
                [f"sso_start_url = {START_URL}", "sso_region = eu-west-1"],
            ]
        )
        config += [line for line in ("sso_account_id = 1", "sso_role_name = r") if rng.random() < 0.85]
    if rng.random() < 0.15:
        config.append(f"credential_process = {folder}/process '{name}'")
    if rng.random() < 0.35:
        keys = [f"aws_access_key_id = K-{name}", "aws_secret_access_key = s"]
    return config, keys


def random_case(rng, folder, cloud):
    config, credentials = [f"[sso-session corp]\nsso_start_url = {START_URL}\nsso_region = eu-west-1\n"], []
    for name in NAMES:
        lines, keys = random_profile(rng, name, folder)
        config.append("\n".join([f"[{name if name == 'default' else 'profile ' + name}]", "region = eu-west-1", *lines, ""]))
        if keys:
            credentials.append("\n".join([f"[{name}]", *keys, ""]))
    environment = {
        "HOME": HOME.name,
        "PATH": "/usr/bin:/bin",
        "AWS_CONFIG_FILE": f"{folder}/config",
        "AWS_SHARED_CREDENTIALS_FILE": f"{folder}/credentials",
        "AWS_ENDPOINT_URL": cloud,
        "AWS_MAX_ATTEMPTS": "1",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": cloud,
        "AWS_EC2_METADATA_DISABLED": rng.choice(["true", "false", "TRUE"]),
    }
    if rng.random() < 0.3:
        environment |= {"AWS_ACCESS_KEY_ID": "E", "AWS_SECRET_ACCESS_KEY": "s"}
    if rng.random() < 0.2:
        environment |= {"AWS_WEB_IDENTITY_TOKEN_FILE": f"{folder}/web-env"}
        if rng.random() < 0.8:
            environment |= {"AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/e"}
    if rng.random() < 0.3:
        environment |= {"AWS_CONTAINER_CREDENTIALS_FULL_URI": f"{cloud}/container"}
    if rng.random() < 0.5:
        environment |= {"AWS_PROFILE": rng.choice(NAMES)}
    flag = rng.choice(["", "", *NAMES])
    return {"kind": "chain", "environment": environment, "profile": flag}, "\n".join(config), "\n".join(credentials)


def prepare(folder):
    for name in ("a", "b", "env"):
        (folder / f"web-{name}").write_text(f"token-{name}")
    process = folder / "process"
    process.write_text('#!/bin/sh\nprintf \'{"Version":1,"AccessKeyId":"P-%s","SecretAccessKey":"s"}\' "$1"\n')
    process.chmod(0o700)
    cache = pathlib.Path(HOME.name) / ".aws" / "sso" / "cache"
    cache.mkdir(parents=True, exist_ok=True)
    for key, token in (("corp", "session"), (START_URL, "legacy")):
        file = cache / (hashlib.sha1(key.encode()).hexdigest() + ".json")
        file.write_text(json.dumps({"accessToken": token, "expiresAt": LATER, "startUrl": START_URL, "region": "eu-west-1"}))


def botocore_key(case):
    """The access key ID that botocore finds; None for none; "error" where it raises."""
    with mock.patch.dict(os.environ, case["environment"], clear=True):
        session = botocore.session.Session(profile=case["profile"] or None)
        try:
            credentials = session.get_credentials()
            return credentials.get_frozen_credentials().access_key if credentials else None
        except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError):
            return "error"


def test_the_same_source_wins(cloud, tmp_path):
    rng = random.Random(SEED)
    seen = set()
    for number in range(CASES):
        folder = tmp_path / str(number)
        folder.mkdir()
        prepare(folder)
        case, config, credentials = random_case(rng, folder, cloud)
        (folder / "config").write_text(config)
        (folder / "credentials").write_text(credentials)
        expected = botocore_key(case)
        [answer] = ask([case])
        got = "error" if "error" in answer else answer["key"]
        # A profile named on purpose that has no credentials: botocore goes on to the container and the instance, Coffer does not.
        if case["profile"] and got is None and expected in ("C", "I"):
            continue
        assert got == expected, f"{json.dumps(case, indent=1)}\n{config}\n{credentials}\n{answer}"
        seen.add(got if got in (None, "error") else got.split("(")[0].split("-")[0])
    assert seen == {None, "error", "E", "K", "R", "W", "S", "P", "C", "I"}


# ── The words of credential_process ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_commands_are_split_into_the_same_words():
    rng = random.Random(SEED)
    lines = ["".join(rng.choice("ab \t'\"\\$#\n é=/") for _ in range(rng.randint(0, 24))) for _ in range(3000)]
    for line, answer in zip(lines, ask([{"kind": "words", "line": line} for line in lines])):
        try:
            expected = {"words": shlex.split(line)}
        except ValueError:
            expected = "error"
        assert (answer if "words" in answer else "error") == expected, repr(line)


# ── The shared files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

KEYS = ["region", "Output", "ROLE_ARN", "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "x y"]
VALUES = ["eu-west-1", "a = b", "a#b", "a;b", "%s", '"quoted"', "a:b", "ü", "", "a  b", "[x]"]
SECTIONS = ["default", "profile default", "profile a", 'profile "b c"', "profile  d", "a", "plugins", "sso-session s", "services v", "profile"]


def random_file(rng, of_config):
    """Each section once, no comment behind a value, and no empty value that would hide the other file's: there the two are meant to differ."""
    lines = []
    sections = rng.sample(SECTIONS if of_config else ["default", "a", "d"], rng.randint(0, 3))
    if "default" in sections and "profile default" in sections:
        sections.remove("default")
    for section in sections:
        lines.append(f"[{section}]")
        for key in rng.sample(KEYS, rng.randint(0, 4)):
            lines.append(f"{key}{rng.choice(['=', ' = ', ' =', ': '])}{rng.choice(VALUES if of_config else [value for value in VALUES if value])}")
            if rng.random() < 0.15:
                lines.append(rng.choice(["# comment", "; comment", "", "  "]))
        if of_config and rng.random() < 0.4:
            lines += ["s3 =", "  max_queue_size = 10", "  addressing_style = path"]
    return rng.choice(["\n", "\r\n"]).join(lines) + rng.choice(["", "\n"])


def botocore_profiles(config, credentials):
    parsed = botocore.configloader.load_config(str(config))["profiles"]
    for name, keys in botocore.configloader.raw_config_parse(str(credentials)).items():
        parsed.setdefault(name, {}).update(keys)
    return parsed


def tidy(profiles):
    """What Coffer does not tell apart: a setting without a value, and none."""
    return {name: {key: value for key, value in settings.items() if value not in ("", {})} for name, settings in profiles.items()}


def test_the_shared_files_are_read_alike(tmp_path):
    rng = random.Random(SEED)
    compared = 0
    for number in range(400):
        folder = tmp_path / str(number)
        folder.mkdir()
        config, credentials = folder / "config", folder / "credentials"
        config.write_bytes(random_file(rng, True).encode())
        credentials.write_bytes(random_file(rng, False).encode())
        environment = {"HOME": HOME.name, "AWS_CONFIG_FILE": str(config), "AWS_SHARED_CREDENTIALS_FILE": str(credentials)}
        [answer] = ask([{"kind": "profiles", "environment": environment}])
        text = f"{config.read_text()}\n---\n{credentials.read_text()}\n{answer}"
        try:
            expected = botocore_profiles(config, credentials)
        except botocore.exceptions.ConfigParseError:
            continue  # Coffer is more lenient in places; what it refuses is in profile_file_test.cc
        assert "profiles" in answer, text
        assert tidy(answer["profiles"]) == tidy(expected), text
        compared += 1
    assert compared > 200
