"""A stand-in for HashiCorp Vault and OpenBao: KV engines (v1, v2), tokens, AppRole, userpass, policies, namespaces.

    with KvStandIn() as server:
        client = hvac.Client(url=server.address, token=server.root)

It follows the published API descriptions, https://developer.hashicorp.com/vault/api-docs (OpenBao's, https://openbao.org/api-docs, are the
same for these): secret/kv/kv-v1, secret/kv/kv-v2, auth/token, auth/approle, auth/userpass, system/mounts, system/auth, system/policies,
system/seal; and "HTTP status codes" of its front page. sys/internal/ui/mounts is described there as internal; what it answers is what
HashiCorp Vault 1.14 answers. tests/cloud/hashicorp_test.py holds it against hvac, a client that others wrote.

Not there: leases of secrets, wrapping, identities, MFA, every other engine and method. Tokens do not expire by themselves (`forget`).
"""

import datetime
import http.server
import json
import re
import threading
import urllib.parse
import uuid


class Refusal(Exception):
    def __init__(self, status, *errors, data=None):
        super().__init__(status, *errors)
        self.status, self.body = status, {"data": data} if data else {"errors": list(errors)}


def denied():
    return Refusal(403, "1 error occurred:\n\t* permission denied\n\n")


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f000Z")


class Namespace:
    def __init__(self):
        self.mounts = {}  # "secret/" → {"version": 1 or 2, "type": …, "data": {path: …}}
        self.methods = {}  # "approle/" → {"type": …, "roles" or "users": {…}}
        self.policies = {"root": [("*", {"read", "write"})], "default": [("auth/token/lookup-self", {"read"}), ("auth/token/renew-self", {"write"})]}


class KvStandIn:
    def __init__(self):
        self.root = "hvs.root-" + uuid.uuid4().hex
        self.tokens = {self.root: {"accessor": uuid.uuid4().hex, "name": "root", "policies": ["root"], "ttl": 0, "renewable": False, "namespace": ""}}
        self.namespaces = {"": Namespace()}
        self.sealed = False
        self.redirect_to = None  # an address: this is a standby that leads there
        self.calls = []  # (method, path with its query, namespace, token or None)
        stand_in = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = self.rfile.read(length)
                status, answer, headers = stand_in.answer(self.command, self.path, self.headers, body)
                data = b"" if answer is None else json.dumps(answer).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if data:
                    self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = do_LIST = do

            def log_message(self, *_):
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self):
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # Behind the client's back.

    def forget(self, token):
        """As if its lease had ended."""
        del self.tokens[token]

    def paths(self):
        return [path for _, path, _, _ in self.calls]

    # The API.

    def answer(self, method, target, headers, body):
        parts = urllib.parse.urlsplit(target)
        path = urllib.parse.unquote(parts.path.removeprefix("/v1/"))
        space = (headers.get("X-Vault-Namespace") or "").strip("/")
        token = headers.get("X-Vault-Token")
        self.calls.append((method, path + ("?" + parts.query if parts.query else ""), space, token))
        if self.redirect_to:
            return 307, None, {"Location": self.redirect_to + target}
        try:
            query = {name: values[-1] for name, values in urllib.parse.parse_qs(parts.query).items()}
            given = json.loads(body) if body else {}
            result = self._carry_out("GET" if method == "LIST" else method, path, query, given, space, token)
        except Refusal as refusal:
            return refusal.status, refusal.body, {}
        if result is None:
            return 204, None, {}
        return 200, {"request_id": str(uuid.uuid4()), "lease_id": "", "renewable": False, "lease_duration": 0, "wrap_info": None, "warnings": None} | result, {}

    def _carry_out(self, method, path, query, given, space, token):
        if path == "sys/seal-status":
            return {"sealed": self.sealed, "initialized": True, "t": 1, "n": 1, "progress": 0, "type": "shamir", "version": "1.14.10"}
        if self.sealed:
            raise Refusal(503, "Vault is sealed")
        if space not in self.namespaces:
            raise Refusal(404, f'no handler for route "{path}". route entry not found.')
        here = self.namespaces[space]
        if login := re.fullmatch(r"auth/(.+/)login(?:/(.+))?", path):
            return self._log_in(here, space, *login.groups(), given)
        if token not in self.tokens:
            raise Refusal(403, "permission denied")
        who = self.tokens[token]
        if path.startswith("sys/internal/ui/mounts/"):
            return self._which_mount(here, who, path.removeprefix("sys/internal/ui/mounts/"))
        self._check(here, who, path, "read" if method == "GET" else "write")
        if path == "auth/token/lookup-self":
            return {"data": {"accessor": who["accessor"], "display_name": who["name"], "policies": who["policies"], "ttl": who["ttl"],
                             "renewable": who["renewable"], "id": token, "meta": None, "path": "auth/token/create"}}  # fmt: skip
        if path == "auth/token/renew-self":
            if not who["renewable"]:
                raise Refusal(400, "lease is not renewable")
            return {"auth": self._auth(token)}
        if path.startswith("sys/"):
            return self._administer(here, path, given)
        if path.startswith("auth/"):
            return self._set_up_method(here, path, method, given)
        return self._kv(here, method, path, query, given)

    def _check(self, here, who, path, wanted):
        for name in who["policies"]:
            for pattern, capabilities in here.policies.get(name, []) + (self.namespaces[""].policies["root"] if name == "root" else []):
                if (path == pattern or (pattern.endswith("*") and path.startswith(pattern[:-1]))) and wanted in capabilities:
                    return
        raise denied()

    def _issue(self, space, name, policies, ttl):
        token = "hvs." + uuid.uuid4().hex
        self.tokens[token] = {"accessor": uuid.uuid4().hex, "name": name, "policies": sorted({"default", *policies}), "ttl": ttl, "renewable": True, "namespace": space}
        return {"auth": self._auth(token)}

    def _auth(self, token):
        who = self.tokens[token]
        return {"client_token": token, "accessor": who["accessor"], "policies": who["policies"], "token_policies": who["policies"], "metadata": {},
                "lease_duration": who["ttl"], "renewable": who["renewable"], "entity_id": "", "token_type": "service", "orphan": True, "mfa_requirement": None}  # fmt: skip

    def _log_in(self, here, space, mount, name, given):
        method = here.methods.get(mount)
        if method is None:
            raise denied()
        if method["type"] == "approle":
            for role in method["roles"].values():
                if given.get("role_id") == role["role_id"]:
                    if given.get("secret_id") in role["secret_ids"]:
                        return self._issue(space, "approle", role["policies"], role["ttl"])
                    raise Refusal(400, f'invalid secret_id "{given.get("secret_id")}"')
            raise Refusal(400, "invalid role or secret ID")
        user = method["users"].get(name)
        if user is None or user["password"] != given.get("password"):
            raise Refusal(400, "invalid username or password")
        return self._issue(space, f"userpass-{name}", user["policies"], 2764800)

    def _which_mount(self, here, who, path):
        mount = self._mount_of(here, path)
        if mount is None or not self._reaches(here, who, mount):
            raise Refusal(403, f'preflight capability check returned 403, please ensure client\'s policies grant access to path "{path}"')
        kept = here.mounts[mount]
        return {"data": {"path": mount, "type": kept["type"], "options": {"version": str(kept["version"])} if kept["version"] else None}}

    @staticmethod
    def _mount_of(here, path):
        return next((mount for mount in here.mounts if (path + "/").startswith(mount)), None)

    def _reaches(self, here, who, mount):
        return "root" in who["policies"] or any(pattern.startswith(mount) for name in who["policies"] for pattern, _ in here.policies.get(name, []))

    # What administrators do.

    def _administer(self, here, path, given):
        area, _, name = path.removeprefix("sys/").partition("/")
        if path == "sys/seal":
            self.sealed = True
        elif area == "mounts":
            version = int((given.get("options") or {}).get("version") or 1) if given["type"] == "kv" else 0
            here.mounts[name.strip("/") + "/"] = {"type": given["type"], "version": version, "data": {}}
        elif area == "auth":
            here.methods[name.strip("/") + "/"] = {"type": given["type"], "roles": {}, "users": {}}
        elif area == "namespaces":
            self.namespaces[name.strip("/")] = Namespace()
        elif name.startswith("acl/"):
            rules = re.findall(r'path\s+"([^"]+)"\s*\{\s*capabilities\s*=\s*\[([^\]]*)\]\s*\}', given["policy"])
            here.policies[name.removeprefix("acl/")] = [(pattern, {"read"} if "read" in words else set()) for pattern, words in rules]
        else:
            raise Refusal(404, f'no handler for route "{path}". route entry not found.')
        return None

    def _set_up_method(self, here, path, method, given):
        mount = next((mount for mount in here.methods if path.startswith("auth/" + mount)), None)
        if mount is None:
            raise Refusal(404, f'no handler for route "{path}". route entry not found.')
        kept, (kind, name, *rest) = here.methods[mount], path.removeprefix("auth/" + mount).split("/")
        if kind == "users":
            kept["users"][name] = {"password": given["password"], "policies": self._listed(given)}
            return None
        if not rest:
            kept["roles"][name] = {"role_id": str(uuid.uuid4()), "secret_ids": set(), "policies": self._listed(given), "ttl": 1200}
            return None
        role = kept["roles"][name]
        if rest == ["role-id"]:
            return {"data": {"role_id": role["role_id"]}}
        secret_id = str(uuid.uuid4())
        role["secret_ids"].add(secret_id)
        return {"data": {"secret_id": secret_id, "secret_id_accessor": str(uuid.uuid4()), "secret_id_ttl": 0, "secret_id_num_uses": 0}}

    @staticmethod
    def _listed(given):
        policies = given.get("token_policies") or given.get("policies") or []
        return policies.split(",") if isinstance(policies, str) else policies

    # KV engines.

    def _kv(self, here, method, path, query, given):
        mount = self._mount_of(here, path)
        if mount is None:
            raise Refusal(404, f'no handler for route "{path}". route entry not found.')
        kept, rest = here.mounts[mount], path.removeprefix(mount)
        if kept["version"] == 2:
            return self._kv2(kept["data"], method, *rest.split("/", 1), query, given)
        if method == "GET":
            if rest not in kept["data"]:
                raise Refusal(404)
            return {"data": kept["data"][rest], "lease_duration": 2764800}
        kept["data"][rest] = given
        return None

    def _kv2(self, data, method, area, name, query, given):
        versions = data.setdefault(name, []) if method != "GET" else data.get(name, [])
        if area == "data" and method in ("POST", "PUT"):
            versions.append({"data": given["data"], "metadata": {"created_time": now(), "custom_metadata": None, "deletion_time": "", "destroyed": False, "version": len(versions) + 1}})
            return {"data": versions[-1]["metadata"]}
        if area in ("delete", "destroy"):
            for number in given["versions"]:
                versions[number - 1]["metadata"] |= {"deletion_time": now()} if area == "delete" else {"destroyed": True}
                if area == "destroy":
                    versions[number - 1]["data"] = None
            return None
        number = int(query.get("version") or 0) or len(versions)
        if area != "data" or not 0 < number <= len(versions):
            raise Refusal(404)
        version = versions[number - 1]
        if version["metadata"]["deletion_time"] or version["metadata"]["destroyed"]:
            raise Refusal(404, data=version | {"data": None})
        return {"data": version}
