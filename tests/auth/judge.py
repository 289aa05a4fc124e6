"""An HTTP/1.1 server on loopback that checks how a request authenticates, with the libraries of others: oauthlib, mohawk, PyJWT.

What it answers says who it took the caller for: 200 and the name, or 401 and why not. NTLM authenticates a connection, so a connection has a name.
"""

import base64
import hashlib
import hmac
import http.server
import json
import re
import secrets
import struct
import threading
import urllib.parse

import jwt
import mohawk
from oauthlib.oauth1 import RequestValidator, SignatureOnlyEndpoint
from requests.auth import parse_dict_header

HASHES = {"MD5": "md5", "SHA-256": "sha256", "SHA-512-256": "sha512_256"}


def md4(data):
    """RFC 1320. OpenSSL 3 has it no more, and NTLM still hashes the password with it."""
    left = lambda x, n: ((x << n) | (x >> (32 - n))) & 0xFFFFFFFF
    functions = [lambda x, y, z: (x & y) | (~x & z), lambda x, y, z: (x & y) | (x & z) | (y & z), lambda x, y, z: x ^ y ^ z]
    orders = [range(16), [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15], [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15]]
    shifts, constants = [(3, 7, 11, 19), (3, 5, 9, 13), (3, 9, 11, 15)], [0, 0x5A827999, 0x6ED9EBA1]
    state = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476]
    padded = data + b"\x80" + bytes((55 - len(data)) % 64) + struct.pack("<Q", 8 * len(data))
    for start in range(0, len(padded), 64):
        block = struct.unpack("<16I", padded[start : start + 64])
        a, b, c, d = state
        for function, order, shift, constant in zip(functions, orders, shifts, constants):
            for i, index in enumerate(order):
                a = left((a + function(b, c, d) + block[index] + constant) & 0xFFFFFFFF, shift[i % 4])
                a, b, c, d = d, a, b, c
        state = [(old + new) & 0xFFFFFFFF for old, new in zip(state, (a, b, c, d))]
    return struct.pack("<4I", *state)


class Validator(RequestValidator):
    enforce_ssl = False
    client_key_length = nonce_length = (1, 60)

    def __init__(self, people):
        super().__init__()
        self.people = people

    @property
    def allowed_signature_methods(self):
        return ("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512", "RSA-SHA1", "RSA-SHA256", "RSA-SHA512", "PLAINTEXT")

    def check_client_key(self, client_key):
        return True

    def check_nonce(self, nonce):
        return True

    def validate_client_key(self, client_key, request):
        return client_key in self.people

    def validate_timestamp_and_nonce(self, *args, **kwargs):
        return True

    def get_client_secret(self, client_key, request):
        return self.people[client_key]

    def get_rsa_key(self, client_key, request):
        return self.people["rsa public"]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    ntlm_challenge = ntlm_user = None  # of this connection

    def handle_one(self):
        self.body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.seen.append((self.command, self.path, dict(self.headers), self.body))
        judge = getattr(self, "judge_" + urllib.parse.urlsplit(self.path).path.split("/")[1])
        status, answer, headers = judge(self.headers.get("Authorization") or "")
        content = answer if isinstance(answer, bytes) else answer.encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = handle_one

    def log_message(self, *args):
        pass

    @property
    def url(self):
        return f"http://{self.headers['Host']}{self.path}"

    def judge_plain(self, authorization):
        return 200, authorization, []

    def judge_digest(self, authorization):
        """/digest/ALGORITHM/QOP, RFC 7616. "stale" as the third part: the first answer is told that its nonce is too old."""
        _, _, algorithm, qop, *stale = urllib.parse.urlsplit(self.path).path.split("/")
        challenge = f'Digest realm="judge", qop="{qop}", nonce="{secrets.token_hex(8)}", opaque="o/p"' + (f", algorithm={algorithm}" if algorithm != "none" else "")
        if not authorization:
            return 401, "who are you?", [("WWW-Authenticate", challenge)]
        given = parse_dict_header(authorization.removeprefix("Digest "))
        name = algorithm.removesuffix("-sess") if algorithm != "none" else "MD5"
        digest = lambda *parts: hashlib.new(HASHES[name], ":".join(parts).encode()).hexdigest()
        first = digest(given["username"], "judge", self.server.people[given["username"]])
        if algorithm.endswith("-sess"):
            first = digest(first, given["nonce"], given["cnonce"])
        second = [self.command, given["uri"]]
        if given["qop"] == "auth-int":
            second.append(hashlib.new(HASHES[name], self.body).hexdigest())
        expected = digest(first, given["nonce"], given["nc"], given["cnonce"], given["qop"], digest(*second))
        if stale and not self.server.staled:
            self.server.staled = True
            return 401, "too old", [("WWW-Authenticate", challenge + ", stale=true")]
        fine = given["response"] == expected and given["uri"] == self.path and given["opaque"] == "o/p"
        return (200, given["username"], []) if fine else (401, "wrong", [("WWW-Authenticate", challenge)])

    def judge_oauth1(self, authorization):
        fine, request = SignatureOnlyEndpoint(Validator(self.server.people)).validate_request(self.url, self.command, self.body.decode(), dict(self.headers))
        return (200, request.client_key, []) if fine else (401, "wrong", [])

    def judge_hawk(self, authorization):
        credentials = lambda identity: {"id": identity, "key": self.server.people[identity], "algorithm": "sha256"}
        try:
            receiver = mohawk.Receiver(credentials, authorization, self.url, self.command, content=self.body, content_type=self.headers.get("Content-Type") or "")
        except mohawk.exc.HawkFail as failure:
            return 401, repr(failure), []
        return 200, receiver.resource.credentials["id"], []

    def judge_jwt(self, authorization):
        token = authorization.removeprefix("Bearer ")
        algorithm = jwt.get_unverified_header(token)["alg"]
        key = self.server.people["jwt"] if algorithm.startswith("HS") else self.server.people["ec public" if algorithm.startswith("ES") else "rsa public"]
        try:
            return 200, jwt.decode(token, key, algorithms=[algorithm])["sub"], []
        except jwt.PyJWTError as failure:
            return 401, repr(failure), []

    def judge_ntlm(self, authorization):
        """[MS-NTHT] and [MS-NLMP]: NTLMv2 alone."""
        if not authorization:
            if self.ntlm_user:
                return 200, self.ntlm_user, []
            return 401, "who are you?", [("WWW-Authenticate", "NTLM")]
        message = base64.b64decode(authorization.removeprefix("NTLM "))
        kind = struct.unpack("<I", message[8:12])[0]
        if kind == 1:
            self.ntlm_user, self.ntlm_challenge = None, secrets.token_bytes(8)
            info = b"".join(struct.pack("<HH", key, len(text) * 2) + text.encode("utf-16-le") for key, text in ((2, "JUDGE"), (1, "SERVER"))) + bytes(4)
            flags = 0x00000001 | 0x00000200 | 0x00000004 | 0x00010000 | 0x00080000 | 0x00800000  # Unicode, NTLM, target, domain, NTLM2, target info
            target = "JUDGE".encode("utf-16-le")
            head = b"NTLMSSP\0" + struct.pack("<IHHII", 2, len(target), len(target), 48, flags) + self.ntlm_challenge + bytes(8)
            head += struct.pack("<HHI", len(info), len(info), 48 + len(target))
            return 401, "prove it", [("WWW-Authenticate", "NTLM " + base64.b64encode(head + target + info).decode())]
        field = lambda at: message[(place := struct.unpack("<HHI", message[at : at + 8]))[2] : place[2] + place[0]]
        nt, domain, user, workstation = field(20), field(28).decode("utf-16-le"), field(36).decode("utf-16-le"), field(44)
        self.server.workstations.append(workstation.decode("utf-16-le"))
        password = self.server.people.get(user, "")
        key = hmac.digest(md4(password.encode("utf-16-le")), (user.upper() + domain).encode("utf-16-le"), "md5")
        if self.ntlm_challenge is None or hmac.digest(key, self.ntlm_challenge + nt[16:], "md5") != nt[:16]:
            return 401, "wrong", [("WWW-Authenticate", "NTLM")]
        self.ntlm_user = f"{domain}\\{user}"
        return 200, self.ntlm_user, []

    def judge_token(self, authorization):
        """RFC 6749 §4.3 and §4.4."""
        form = dict(urllib.parse.parse_qsl(self.body.decode()))
        client, _, secret = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":") if authorization else (form.get("client_id"), "", form.get("client_secret", ""))
        refuse = lambda error: (400, json.dumps({"error": error, "error_description": f"{client}:{secret} is not what we want"}), [("Content-Type", "application/json")])
        if self.server.people.get(client) != secret:
            return refuse("invalid_client")
        if form["grant_type"] == "password" and self.server.people.get(form["username"]) != form["password"]:
            return refuse("invalid_grant")
        self.server.tokens.append("granted-token-" + secrets.token_hex(12))
        return 200, json.dumps({"access_token": self.server.tokens[-1], "token_type": "Bearer", "expires_in": 3600, "scope": form.get("scope")}), [("Content-Type", "application/json")]

    def judge_api(self, authorization):
        fine = authorization.removeprefix("Bearer ") in self.server.tokens
        return (200, "you sent " + authorization, []) if fine else (401, "no such token", [])


class Judge(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, people):
        super().__init__(("127.0.0.1", 0), Handler)
        self.people, self.seen, self.tokens, self.workstations, self.staled = people, [], [], [], False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.server_address[1]}"

    def taken(self, prefix):
        return [each for each in self.seen if re.match(prefix, each[1])]
