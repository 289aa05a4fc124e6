"""Starts `coffer-stand-in` on free ports and talks to its control API.

    with StandIn() as cloud:
        client = cloud.client("secretsmanager", "ci")
        cloud.control("POST", "faults", {"kind": "throttle", "count": 2})
        assert [call["action"] for call in cloud.calls()] == ["GetSecretValue"]

Needs the environment variable COFFER_STAND_IN: the path of the program (ctest sets it).
"""

import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import boto3
import botocore.config

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
SAMPLE_STATE = REPOSITORY / "demo" / "sample_state.json"
REGION = "eu-central-1"
# Proxies of the machine that runs the tests have no business on loopback.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Request:
    """One request that the echo API received."""

    def __init__(self, entry):
        self.index = entry["index"]
        self.method = entry["method"]
        self.target = entry["target"]
        self.raw = base64.b64decode(entry["raw_base64"])
        head, _, self.body = self.raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.start_line = lines[0]
        self.headers = [tuple(line.split(": ", 1)) for line in lines[1:]]

    def header(self, name):
        """The first header of that name, in any case; None if there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    def __repr__(self):
        return f"<{self.method} {self.target}>"


class StandIn:
    """The stand-in cloud and echo API as a child process, with a HOME of its own for its clients."""

    _session = boto3.session.Session()  # one for all: it keeps the parsed service models

    def __init__(self, state=SAMPLE_STATE, arguments=()):
        self._folder = tempfile.TemporaryDirectory(prefix="coffer-stand-in-")
        self.home = pathlib.Path(self._folder.name) / "home"
        self.home.mkdir()
        if isinstance(state, dict):
            self.state = state
            path = pathlib.Path(self._folder.name) / "state.json"
            path.write_text(json.dumps(state))
        else:
            path = pathlib.Path(state)
            self.state = json.loads(path.read_text())
        program = os.environ.get("COFFER_STAND_IN")
        if not program:
            raise RuntimeError("set COFFER_STAND_IN to the path of coffer-stand-in")
        # Its standard input is a pipe of ours: if we die, it ends too.
        self.process = subprocess.Popen(
            [program, "--state", str(path), "--until-stdin-closes", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if not line:
            self.stop()
            raise RuntimeError("coffer-stand-in did not start")
        ports = json.loads(line)
        self.endpoint = ports["endpoint"]
        self.echo = ports["echo"]

    def stop(self):
        if self.process.stdin:
            self.process.stdin.close()
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()
        self._folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.stop()

    # Behind the client's back.

    def control(self, method, command, body=None, **query):
        """Runs a control command (demo/README.md) and returns its answer."""
        url = f"{self.endpoint}/_control/{command}"
        if query:
            url += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        data = None if body is None else json.dumps(body).encode()
        with _OPENER.open(urllib.request.Request(url, data=data, method=method)) as answer:
            return json.load(answer)

    def reset(self):
        """Back to the state file: no faults, sessions, calls, requests or clock offset."""
        self.control("POST", "reset")

    def calls(self):
        """The calls that the cloud received, in order."""
        return self.control("GET", "calls")

    def clear_calls(self):
        self.control("DELETE", "calls")

    def actions(self):
        return [call["action"] for call in self.calls()]

    def fault(self, kind, **settings):
        self.control("POST", "faults", {"kind": kind, **settings})

    def requests(self):
        """The requests that the echo API received, in order, byte for byte."""
        with _OPENER.open(self.echo + "/_log") as answer:
            return [Request(entry) for entry in json.load(answer)["requests"]]

    def log(self):
        """The same as plain members: `index`, `target`, `raw`, `answered`; for very many."""
        with _OPENER.open(self.echo + "/_log") as answer:
            requests = json.load(answer)["requests"]
        for request in requests:
            request["raw"] = base64.b64decode(request.pop("raw_base64"))
        return requests

    def clear_requests(self):
        with _OPENER.open(urllib.request.Request(self.echo + "/_log", method="DELETE")):
            pass

    def mfa_code(self, device):
        """A code that will be taken now; `device` is a serial number or a user's name."""
        try:
            return self.control("GET", "mfa", device=device)["code"]
        except urllib.error.HTTPError as error:
            error.close()
            if error.code != 409:
                raise
            return self.control("DELETE", "mfa", device=device)["code"]

    def rotate(self, secret, value):
        """Puts a new version on a secret (ARN or name); returns its ID."""
        part = {"binary_base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else {"string": value}
        return self.control("POST", "secrets", {"secret": secret, **part})["version_id"]

    def arn(self, name, region=REGION, account="111122223333"):
        for secret in self.control("GET", "secrets"):
            if (secret["name"], secret["region"], secret["account"]) == (name, region, account):
                return secret["arn"]
        raise KeyError(name)

    # For its clients.

    def keys(self, user, index=0):
        """(access key ID, secret access key) of a user of the state file."""
        for account in self.state["accounts"]:
            for candidate in account.get("users", []):
                if candidate["name"] == user:
                    key = candidate["access_keys"][index]
                    return key["id"], key["secret"]
        raise KeyError(user)

    def environment(self, user=None, credentials=None, region=REGION):
        """A clean environment for a child process: own HOME, this endpoint, the keys of a user or of STS."""
        variables = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8",
                     "AWS_ENDPOINT_URL": self.endpoint, "AWS_REGION": region, "AWS_DEFAULT_REGION": region,
                     "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1", "AWS_PAGER": ""}
        if user:
            variables["AWS_ACCESS_KEY_ID"], variables["AWS_SECRET_ACCESS_KEY"] = self.keys(user)
        if credentials:
            variables["AWS_ACCESS_KEY_ID"] = credentials["AccessKeyId"]
            variables["AWS_SECRET_ACCESS_KEY"] = credentials["SecretAccessKey"]
            variables["AWS_SESSION_TOKEN"] = credentials["SessionToken"]
        return variables

    def client(self, service, user=None, credentials=None, region=REGION, key=None, **config):
        """A boto3 client that tries once; `key` is (ID, secret) where it is not a user's."""
        if credentials:
            key = (credentials["AccessKeyId"], credentials["SecretAccessKey"])
        elif key is None:
            key = self.keys(user)
        settings = {"retries": {"total_max_attempts": 1}, "proxies": {}, **config}
        return StandIn._session.client(
            service, region_name=region, endpoint_url=self.endpoint, aws_access_key_id=key[0],
            aws_secret_access_key=key[1], aws_session_token=credentials["SessionToken"] if credentials else None,
            config=botocore.config.Config(**settings))

    def mfa_session(self, user, serial=None, **parameters):
        """Credentials of GetSessionToken with a right MFA code."""
        serial = serial or self.control("GET", "mfa", device=user)["serial"]
        return self.client("sts", user).get_session_token(
            SerialNumber=serial, TokenCode=self.mfa_code(serial), **parameters)["Credentials"]

    def aws(self, *arguments, **environment):
        """Runs the AWS CLI; returns the finished process."""
        return subprocess.run([sys.executable, "-m", "awscli", *arguments], env=self.environment(**environment),
                              capture_output=True, text=True, check=False)


