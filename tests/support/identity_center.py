"""A stand-in for IAM Identity Center (SSO, its OIDC) and, for who one is then, STS. One sign-in: pending once, then granted."""

import contextlib
import http.server
import json
import threading

# What it hands out; none of it may be printed.
SECRETS = {
    "client secret of SSO": "client-secret-value",
    "device code of SSO": "device-code-value",
    "access token of SSO": "access-token-value",
    "refresh token of SSO": "refresh-token-value",
    "secret key of an SSO role": "role-secret-key",
    "session token of an SSO role": "role-session-token",
}
# A profile "x" of it, for ~/.aws/config.
PROFILE = """[sso-session corp]
sso_start_url = https://corp.example/start
sso_region = eu-west-1
[profile x]
region = eu-west-1
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Reader
"""
CALLER = "arn:aws:sts::123456789012:assumed-role/Reader/me"


class _Handler(http.server.BaseHTTPRequestHandler):
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
        assert self.headers["x-amz-sso_bearer_token"] == SECRETS["access token of SSO"]
        keys = {"accessKeyId": "ASIAROLEOFSSO000", "secretAccessKey": SECRETS["secret key of an SSO role"],
                "sessionToken": SECRETS["session token of an SSO role"], "expiration": 2051222400000}  # fmt: skip
        self.answer(200, {"roleCredentials": keys})

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/client/register":
            self.answer(200, {"clientId": "id", "clientSecret": SECRETS["client secret of SSO"], "clientSecretExpiresAt": 2051222400})
        elif self.path == "/device_authorization":
            uri = "https://device.example/"
            self.answer(200, {"deviceCode": SECRETS["device code of SSO"], "userCode": "ABCD-EFGH", "verificationUri": uri,
                              "verificationUriComplete": uri + "?user_code=ABCD-EFGH", "expiresIn": 600, "interval": 1})  # fmt: skip
        elif self.path == "/token":
            self.server.polls += 1
            if self.server.polls == 1:
                return self.answer(400, {"error": "authorization_pending"}, "AuthorizationPendingException")
            tokens = {"accessToken": SECRETS["access token of SSO"], "refreshToken": SECRETS["refresh token of SSO"]}
            self.answer(200, tokens | {"expiresIn": 28800})
        else:
            self.answer(200, f"<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>{CALLER}</Arn><UserId>U</UserId>"
                             "<Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>")  # fmt: skip


@contextlib.contextmanager
def identity_center():
    """A running one: `polls` counts how often it was asked for the token; address(it) is for AWS_ENDPOINT_URL."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.polls = 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def address(server):
    return f"http://127.0.0.1:{server.server_port}"
