"""What both programs are run with: servers, folders, Newman in a node process of its own, and what each left behind."""

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

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

import answers
from compare import comparable
from recorder import Recorder

HERE = pathlib.Path(__file__).parent
NEWMAN = pathlib.Path(os.environ.get("COFFER_NEWMAN", HERE / "node_modules" / ".bin" / "newman"))
# The same Newman with the runtime and the sandbox that Postman has by now (newer/package.json).
NEWER_NEWMAN = pathlib.Path(os.environ.get("COFFER_NEWER_NEWMAN", HERE / "newer" / "node_modules" / ".bin" / "newman"))
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

    def hosts(self, text):
        """`text` with the servers' addresses in it."""
        hosts = {"host": self.plain.authority, "other": f"localhost:{self.port}", "tls": self.tls.authority,
                 "mutual": self.mutual.authority, "dead": f"127.0.0.1:{self.dead.getsockname()[1]}"}
        for key, value in hosts.items():
            text = text.replace("{{%s}}" % key, value)
        return text

    def fill(self, text, **more):
        """`text` with addresses and paths in it."""
        text = self.hosts(text)
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
    """A Newman in a node process that runs one collection after the other."""

    def __init__(self, newman, folder):
        self.process = subprocess.Popen(
            ["node", str(HERE / "side_by_side_driver.js"), str(newman.parents[1] if newman.parent.name == ".bin" else newman.parents[2])],
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
        self.process.kill()  # the newer sandbox leaves threads behind
        self.process.wait()
        self.reader.join()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            stream.close()


class Drivers:
    """Newman, and the newer one, each started when it is first wanted."""

    def __init__(self, folder):
        self.folder = folder
        self.started = {}

    def of(self, newman):
        if newman not in self.started:
            self.started[newman] = Driver(newman, self.folder)
        return self.started[newman]

    def close(self):
        for driver in self.started.values():
            driver.close()


class Outcome:
    """What a program did with a case. Of Newman there are its events, too (side_by_side_driver.js)."""

    def __init__(self, status, said, requests, folder, events=None):
        self.status = status
        self.said = said
        self.events = events
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
            path.write_text(world.hosts(json.dumps(content)))
            made += [flag, str(path)]
    return made + [world.fill(each, dir=folder, out=out) for each in case["args"]]


def run_case(world, drivers, name, case, files):
    folder = world.folder / re.sub(r"\W", "_", name) / "files"
    folder.mkdir(parents=True)
    (folder / "collection.json").write_text(world.hosts(json.dumps(case["collection"])))
    for file, content in {**files, **case["files"]}.items():
        text = content if file.endswith(".bin") else world.fill(content.decode(), dir=folder).encode()
        (folder / file).write_bytes(text)
    outcomes = []
    for who in ("newman", "coffer"):
        out = folder.parent / who
        out.mkdir()
        args = arguments(world, case, folder, out)
        if who == "newman" and not case["process"]:
            answer = drivers.of(NEWER_NEWMAN if case.get("newer") else NEWMAN).run(args)
            outcomes.append(Outcome(answer["status"], answer["said"], world.take(), out, answer["events"]))
            continue
        command = [str(NEWMAN)] if who == "newman" else [program("COFFER_BIN")]
        done = subprocess.run(command + args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
                              env=clean_environment(folder), stdin=subprocess.DEVNULL, check=False)
        outcomes.append(Outcome(done.returncode, done.stdout.decode(errors="replace"), world.take(), out))
    return outcomes


def run_share(names, cases, files, folder):
    folder.mkdir()
    world, drivers = World(folder), Drivers(folder)
    try:
        return {name: run_case(world, drivers, name, cases[name], files) for name in names}
    finally:
        drivers.close()
        world.close()


def run_all(cases, folder, files=None):
    """Runs `cases` (of building.case()'s shape, by name) through both, each with `files` beside it: {name: [Newman's Outcome, Coffer's]}."""
    for newman in (NEWMAN, NEWER_NEWMAN):
        assert newman.exists(), f"Newman is not at {newman}: run tools/setup --tests"
    names = list(cases)
    shares = [names[at::WORKERS] for at in range(WORKERS)]
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        done = pool.map(lambda at: run_share(shares[at], cases, files or {}, folder / str(at)), range(WORKERS))
        return {name: outcomes for share in done for name, outcomes in share.items()}


def wanted(items, cases):
    """Of `cases`, in their order, those that the chosen tests look at."""
    names = set()
    for params in (item.callspec.params for item in items if hasattr(item, "callspec")):
        if "name" in params:
            names.add(params["name"])
        elif "difference" in params:
            names.update(params["difference"].cases)
    return {name: case for name, case in cases.items() if name in names}
