"""Coffer runs collections as Newman runs them.

Each collection of side_by_side_cases.py goes through both, with the same flags, to the same recording server. Compared are the
requests that arrive (compare.py), the exit status, and what the JSON and JUnit reports and the exported files say. Where they differ
on purpose DIFFERENCES says why; docs/newman.md has the same list for people.
"""

import concurrent.futures
import datetime
import ipaddress
import json
import os
import pathlib
import re
import socket
import ssl
import subprocess
import threading
import xml.etree.ElementTree

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import answers
from compare import VOLATILE, comparable
from recorder import Recorder
from side_by_side_cases import CASES, FILES
from side_by_side_differences import DIFFERENCES, SHAPES

HERE = pathlib.Path(__file__).parent
REPOSITORY = HERE.parents[1]
NEWMAN = pathlib.Path(os.environ.get("COFFER_NEWMAN", HERE / "node_modules" / ".bin" / "newman"))
WORKERS = 2


def program(name):
    path = pathlib.Path(os.environ[name])
    assert path.exists(), f"{name} is {path}, which is not there: build it first"
    return str(path)


# The world that both send to.

def make_certificate(folder, name, issuer=None, authority=False):
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer[0] if issuer else subject).public_key(key.public_key())
               .serial_number(x509.random_serial_number()).not_valid_before(now - datetime.timedelta(days=1))
               .not_valid_after(now + datetime.timedelta(days=30)).add_extension(x509.BasicConstraints(authority, None), True))
    if not authority:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
    made = builder.sign(issuer[1] if issuer else key, hashes.SHA256())
    (folder / f"{name}.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / f"{name}.key").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    return subject, key


class World:
    """Servers, and the folders of a worker."""

    def __init__(self, folder):
        self.folder = folder
        authority = make_certificate(folder, "authority", authority=True)
        make_certificate(folder, "server", authority)
        make_certificate(folder, "client", authority)
        self.plain = Recorder(answers.script)
        self.tls = Recorder(answers.script, self.context())
        self.mutual = Recorder(answers.script, self.context(mutual=True))
        self.dead = socket.socket()
        self.dead.bind(("127.0.0.1", 0))  # bound and not listening: refused, and nobody else's
        self.port = self.plain.server_address[1]

    def context(self, mutual=False):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.maximum_version = ssl.TLSVersion.TLSv1_2  # a certificate that is missing fails the handshake itself
        context.load_cert_chain(self.folder / "server.pem", self.folder / "server.key")
        if mutual:
            context.verify_mode = ssl.CERT_REQUIRED
            context.load_verify_locations(self.folder / "authority.pem")
        return context

    def fill(self, text, **more):
        hosts = {"host": self.plain.authority, "other": f"localhost:{self.port}", "tls": self.tls.authority,
                 "mutual": self.mutual.authority, "dead": f"127.0.0.1:{self.dead.getsockname()[1]}"}
        for key, value in hosts.items():
            text = text.replace("{{%s}}" % key, value)
        own = {"ca": self.folder / "authority.pem", "certificate": self.folder / "client.pem", "key": self.folder / "client.key", **more}
        for key, value in own.items():
            text = text.replace("{%s}" % key, str(value))
        return text

    def take(self):
        return [(name, request) for name in ("plain", "tls", "mutual") for request in getattr(self, name).take()]

    def close(self):
        for server in (self.plain, self.tls, self.mutual):
            server.shutdown()
            server.server_close()
        self.dead.close()


# The two programs.

def clean_environment(home):
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}


class Driver:
    """Newman in a node process that runs one collection after the other."""

    def __init__(self, folder):
        self.process = subprocess.Popen(
            ["node", str(HERE / "side_by_side_driver.js"), str(NEWMAN.parents[1] if NEWMAN.parent.name == ".bin" else NEWMAN.parents[2])],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=clean_environment(folder))
        self.complaints = []
        self.reader = threading.Thread(target=lambda: self.complaints.extend(self.process.stderr), daemon=True)
        self.reader.start()

    def run(self, args):
        self.process.stdin.write(json.dumps(args) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, "".join(self.complaints)
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()
        self.reader.join()
        self.process.stderr.close()


class Outcome:
    """What a program did with a case."""

    def __init__(self, status, said, requests, folder):
        self.status = status
        self.said = said
        self.requests = [(server, comparable(request)) for server, request in requests]
        self.report = json.loads(text) if (text := self._read(folder / "report.json")) else None
        self.junit = xml.etree.ElementTree.fromstring(text) if (text := self._read(folder / "report.xml")) else None
        self.exports = {file.name: json.loads(file.read_text()) for file in sorted(folder.glob("*.json")) if file.name != "report.json"}

    @staticmethod
    def _read(path):
        return path.read_text() if path.exists() else None


def arguments(world, case, folder, out):
    made = ["run", str(folder / "collection.json"), "-r", "json,junit", "--reporter-json-export", str(out / "report.json"),
            "--reporter-junit-export", str(out / "report.xml")]
    for flag, content in (("-e", case["environment"]), ("-g", case["globals"])):
        if content is not None:
            path = folder / f"scope{flag}.json"
            path.write_text(world.fill(json.dumps(content)))
            made += [flag, str(path)]
    return made + [world.fill(each, dir=folder, out=out) for each in case["args"]]


def run_case(world, driver, name):
    case = CASES[name]
    folder = world.folder / re.sub(r"\W", "_", name) / "files"
    folder.mkdir(parents=True)
    (folder / "collection.json").write_text(world.fill(json.dumps(case["collection"])))
    for file, content in {**FILES, **case["files"]}.items():
        text = content if file.endswith(".bin") else world.fill(content.decode(), dir=folder).encode()
        (folder / file).write_bytes(text)
    outcomes = []
    for who in ("newman", "coffer"):
        out = folder.parent / who
        out.mkdir()
        args = arguments(world, case, folder, out)
        if who == "newman" and not case["process"]:
            answer = driver.run(args)
            outcomes.append(Outcome(answer["status"], answer["said"], world.take(), out))
            continue
        command = [str(NEWMAN)] if who == "newman" else [program("COFFER_BIN")]
        done = subprocess.run(command + args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
                              env=clean_environment(folder), stdin=subprocess.DEVNULL, check=False)
        outcomes.append(Outcome(done.returncode, done.stdout.decode(errors="replace"), world.take(), out))
    return outcomes


def run_share(names, folder):
    folder.mkdir()
    world, driver = World(folder), Driver(folder)
    try:
        return {name: run_case(world, driver, name) for name in names}
    finally:
        driver.close()
        world.close()


def wanted_cases(items):
    """Those that the chosen tests look at, in their order."""
    wanted = set()
    for params in (item.callspec.params for item in items if hasattr(item, "callspec")):
        if "name" in params:
            wanted.add(params["name"])
        elif "difference" in params:
            wanted.update(params["difference"].cases)
    return [name for name in CASES if name in wanted]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, request):
    assert NEWMAN.exists(), f"Newman is not at {NEWMAN}: run `npm ci` in {HERE}"
    folder = tmp_path_factory.mktemp("side_by_side")
    names = wanted_cases(request.session.items)
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        shares = pool.map(run_share, [names[at::WORKERS] for at in range(WORKERS)], [folder / str(at) for at in range(WORKERS)])
        return {name: pair for share in shares for name, pair in share.items()}


# What is compared.

def cursor(source):
    return {key: source.get(key) for key in ("position", "iteration", "length", "cycles")}


MADE_BY_THE_CLIENT = ("content-length", "content-type")


def headers(source):
    return [(each["key"], "…" if each["key"].lower() in VOLATILE else each["value"], each.get("system", False))
            for each in source or [] if each["key"].lower() not in MADE_BY_THE_CLIENT]


def request_view(source):
    # Where Host stands, and Content-Type and Content-Length altogether, is the HTTP client's business.
    return {"method": source["method"], "url": source["url"], "header": sorted(headers(source.get("header"))), "body": source.get("body")}


def response_view(source):
    if source is None:
        return None
    return {key: source.get(key) for key in ("status", "code", "header", "stream", "responseSize", "cookie")}


def scope_view(source):
    return sorted((each["key"], each["value"], each.get("type", "any"), each.get("disabled", not each.get("enabled", True))) for each in source.get("values", []))


def shape(value, at=""):
    """The paths of all members, those of a list's elements together."""
    if isinstance(value, dict):
        return set().union({at}, *(shape(member, f"{at}.{key}") for key, member in value.items()))
    if isinstance(value, list):
        return set().union({at}, *(shape(member, at + "[]") for member in value))
    return {at}


def report_views(report):
    run = report["run"]
    yield "stats", run["stats"]
    yield "executions", [(cursor(each["cursor"]), each["item"].get("name"), "requestError" in each) for each in run["executions"]]
    yield "requests in the report", [request_view(each["request"]) for each in run["executions"]]
    yield "responses", [response_view(each.get("response")) for each in run["executions"]]
    yield "failures", [(each["at"], cursor(each["cursor"]), each.get("source", {}).get("name"), (each.get("parent") or {}).get("name"))
                       for each in run["failures"]]
    yield "run error", run["error"] is not None
    yield "transfers", run["transfers"]
    yield "scopes", [scope_view(report[scope]) for scope in ("environment", "globals")]


def junit_views(root):
    # An element in each of which errors are told, in the program's own words.
    yield "junit", [(suite.tag, sorted(suite.attrib), [suite.get(key) for key in ("name", "tests", "failures", "errors")],
                     [(each.tag, sorted(each.attrib), re.findall(r"Iteration: \d+", each.text or "")) for each in suite]) for suite in root]
    yield "junit root", (root.tag, {key: root.get(key) for key in root.attrib if key != "time"}, "time" in root.attrib)


def export_view(content):
    if "cookies" in content:
        told = ("key", "value", "domain", "path", "hostOnly", "secure", "httpOnly")
        return sorted([str(each.get(key)) for key in told] for each in content["cookies"])
    if "values" in content:
        return {"name": content["name"], "scope": content["_postman_variable_scope"], "values": scope_view(content), "members": sorted(content)}
    return {"members": sorted(content), "items": [each.get("name") for each in content["item"]]}


def differences(theirs, ours):
    """(what, Newman's, Coffer's) of all that is not the same."""
    pairs = [("status", theirs.status, ours.status),
             ("requests", theirs.requests, ours.requests),
             ("json report", theirs.report is not None, ours.report is not None),
             ("junit report", theirs.junit is not None, ours.junit is not None),
             ("exports", {name: export_view(each) for name, each in theirs.exports.items()},
              {name: export_view(each) for name, each in ours.exports.items()})]
    if theirs.report and ours.report:
        pairs += [(what, want, have) for (what, want), (_, have) in zip(report_views(theirs.report), report_views(ours.report))]
        wanted, had = shape(theirs.report), shape(ours.report)
        known = lambda path: any(re.fullmatch(pattern, path) for pattern in SHAPES)
        pairs.append(("members", sorted(path for path in wanted - had if not known(path)), sorted(path for path in had - wanted if not known(path))))
    if theirs.junit is not None and ours.junit is not None:
        pairs += [(what, want, have) for (what, want), (_, have) in zip(junit_views(theirs.junit), junit_views(ours.junit))]
    return [each for each in pairs if each[1] != each[2] and not (each[0] == "members" and not each[1] and not each[2])]


def told(what, theirs, ours):
    if isinstance(theirs, list) and isinstance(ours, list) and len(theirs) == len(ours) and what != "members":
        theirs, ours = zip(*[(a, b) for a, b in zip(theirs, ours) if a != b])
    return f"{what}:\n  Newman {theirs}\n  Coffer {ours}"


def allowed(name, what):
    return any(what in each.what and name in each.cases for each in DIFFERENCES)


@pytest.mark.parametrize("name", CASES)
def test_runs_as_newman_runs_it(outcomes, name):
    theirs, ours = outcomes[name]
    found = [each for each in differences(theirs, ours) if not allowed(name, each[0])]
    assert not found, "\n".join(told(*each) for each in found) + f"\n\nNewman said: {theirs.said}\nCoffer said: {ours.said}"


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: each.reason[:40])
def test_what_differs_on_purpose_does_differ(outcomes, difference):
    found = {what for name in difference.cases for what, _, _ in differences(*outcomes[name])}
    missing = set(difference.what) - found
    assert not missing, f"{missing} are the same by now"


def test_the_differences_are_written_down_for_people():
    page = " ".join((REPOSITORY / "docs" / "newman.md").read_text().split())
    for reason in [each.reason for each in DIFFERENCES] + list(SHAPES.values()):
        assert reason in page, f"docs/newman.md does not say: {reason}"
