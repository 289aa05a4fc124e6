"""coffer aws login against a stand-in for IAM Identity Center: the token file is one that botocore reads, private, and used by the next command."""

import http.server
import json
import os
import pathlib
import stat
import subprocess
import threading

from botocore.utils import JSONFileCache, SSOTokenLoader

COFFER = os.environ["COFFER_BIN"]
SECRETS = ["client-secret-value", "device-code-value", "access-token-value", "refresh-token-value", "role-secret-key", "role-session-token"]
CONFIG = """[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile x]
region = eu-west-1
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader
"""


class IdentityCenter(http.server.BaseHTTPRequestHandler):
    polls = 0

    def log_message(self, *args):
        pass

    def answer(self, status, body, kind=None):
        data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        if kind:
            self.send_header("x-amzn-ErrorType", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        assert self.headers["x-amz-sso_bearer_token"] == "access-token-value"
        keys = {"accessKeyId": "ASIAROLEOFSSO000", "secretAccessKey": "role-secret-key", "sessionToken": "role-session-token", "expiration": 2051222400000}
        self.answer(200, {"roleCredentials": keys})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/client/register":
            self.answer(200, {"clientId": "id", "clientSecret": "client-secret-value", "clientSecretExpiresAt": 2051222400})
        elif self.path == "/device_authorization":
            uri = "https://device.example/"
            self.answer(200, {"deviceCode": "device-code-value", "userCode": "ABCD-EFGH", "verificationUri": uri,
                              "verificationUriComplete": uri + "?user_code=ABCD-EFGH", "expiresIn": 600, "interval": 1})  # fmt: skip
        elif self.path == "/token":
            IdentityCenter.polls += 1
            if IdentityCenter.polls == 1:
                return self.answer(400, {"error": "authorization_pending"}, "AuthorizationPendingException")
            self.answer(200, {"accessToken": "access-token-value", "refreshToken": "refresh-token-value", "expiresIn": 28800})
        else:
            self.answer(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:sts::123456789012:assumed-role/Reader/me</Arn>"
                             "<UserId>U</UserId><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")  # fmt: skip


def test_one_sign_in_serves_coffer_and_botocore(tmp_path):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), IdentityCenter)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}",
                   "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": "127.0.0.1"}  # fmt: skip
    (tmp_path / ".aws").mkdir()
    (tmp_path / ".aws" / "config").write_text(CONFIG)

    def coffer(*arguments):
        done = subprocess.run([COFFER, *arguments], env=environment, cwd=tmp_path, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        for secret in SECRETS:
            assert secret not in done.stdout + done.stderr
        return done

    before = coffer("aws", "whoami", "--profile", "x")
    assert before.returncode == 4 and "coffer aws login --profile x" in before.stderr
    login = coffer("aws", "login", "--profile", "x")
    assert login.returncode == 0, login.stderr
    assert "https://device.example/?user_code=ABCD-EFGH" in login.stderr and "ABCD-EFGH" in login.stderr
    assert IdentityCenter.polls == 2

    cache = pathlib.Path(tmp_path) / ".aws" / "sso" / "cache"
    token = SSOTokenLoader(JSONFileCache(str(cache)))("https://corp.example/start", session_name="corp")
    assert token["accessToken"] == "access-token-value" and token["refreshToken"] == "refresh-token-value"
    assert token["registrationExpiresAt"] == "2035-01-01T00:00:00Z"
    [file] = cache.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    after = coffer("aws", "whoami", "--profile", "x", "--json")
    assert after.returncode == 0, after.stderr
    assert json.loads(after.stdout)["arn"] == "arn:aws:sts::123456789012:assumed-role/Reader/me"
    server.shutdown()
    server.server_close()
