"""What is measured: for each case, the command of each contender."""

import dataclasses
import json
import pathlib

KIB, MIB = 2**10, 2**20
SECRETS = 20
ACCOUNT, REGION = "111122223333", "eu-central-1"
KEY_ID, KEY = "AKIABENCHEXAMPLE0001", "bench+example+key+that+opens+nothing+000"
SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


@dataclasses.dataclass
class Case:
    title: str
    commands: dict  # contender → command line
    rounds: int
    note: str = ""


def collection(items):
    return {"info": {"name": "Bench", "schema": SCHEMA}, "item": items}


def item(name, url, method="GET", events=(), **more):
    return {"name": name, "event": list(events), "request": {"method": method, "url": url, "header": [], **more}}


def script(listen, source):
    return {"listen": listen, "script": {"type": "text/javascript", "exec": source.strip().splitlines()}}


def cloud_state():
    """One account with as many secrets as one run links, and one user who may read them."""
    secrets = [{"name": f"bench/{i}", "region": REGION, "suffix": f"Benc{i:02}",
                "versions": [{"id": f"00000000-0000-4000-8000-{i:012}", "stages": ["AWSCURRENT"],
                              "string": f"value-of-secret-{i}"}]} for i in range(SECRETS)]
    policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
    user = {"name": "bench", "access_keys": [{"id": KEY_ID, "secret": KEY}], "policies": [policy]}
    return {"regions": ["us-east-1", REGION], "accounts": [{"id": ACCOUNT, "users": [user], "secrets": secrets}]}


class Files:
    """The inputs, written below `folder`."""

    def __init__(self, folder, echo):
        self.folder, self.echo = pathlib.Path(folder), echo
        self.get = self._write("get.json", collection([item("get", f"{echo}/get")]))
        body = {"mode": "raw", "raw": "x" * (10 * 1000)}
        self.post = self._write("post.json", collection([item("post", f"{echo}/post", "POST", body=body)]))
        self.payload = self.folder / "payload.bin"
        self.payload.write_bytes(bytes(range(256)) * (100 * MIB // 256))
        body = {"mode": "file", "file": {"src": str(self.payload)}}
        self.upload = self._write("upload.json", collection([item("upload", f"{echo}/upload", "POST", body=body)]))
        self.download = self._write("download.json", collection([item("download", f"{echo}/bytes/{100 * MIB}")]))
        self.large = self._write("large.json", self._large())
        self.secrets = self._write("secrets.json", self._with_secrets())
        self.links = self._write("coffer.links.json", self._links())

    def _write(self, name, value):
        path = self.folder / name
        path.write_text(json.dumps(value))
        return path

    def _large(self):
        """20 MB of requests as people keep them, and one small folder, which alone is run."""
        header = [{"key": f"X-Header-{i}", "value": f"value {i} of {{{{variable}}}}"} for i in range(8)]
        body = {"mode": "raw", "raw": json.dumps({"text": "lorem ipsum dolor sit amet " * 20})}
        items, size = [], 0
        while size < 20 * MIB:
            items.append(item(f"request {len(items)}", f"{self.echo}/post?n={len(items)}", "POST", body=body, header=header))
            size += len(json.dumps(items[-1])) + 2
        return collection([{"name": "Archive", "item": items}, {"name": "One", "item": [item("one", f"{self.echo}/get")]}])

    def _with_secrets(self):
        return collection([item(f"get {i}", f"{self.echo}/get", header=[{"key": "X-Key", "value": f"{{{{vault:key-{i}}}}}"}])
                           for i in range(SECRETS)])

    def _links(self):
        suffixes = [secret["suffix"] for secret in cloud_state()["accounts"][0]["secrets"]]
        arns = [f"arn:aws:secretsmanager:{REGION}:{ACCOUNT}:secret:bench/{i}-{suffixes[i]}" for i in range(SECRETS)]
        return {"version": 1, "links": {f"key-{i}": {"secret_arn": arn} for i, arn in enumerate(arns)}}


def cases(files, coffer, newman, bare):
    run = lambda path, *more: {"coffer": [coffer, "run", path, *more], "newman": [newman, "run", path, *more]}
    echo = files.echo
    return [
        Case("Start: `--version`", {"coffer": [coffer, "--version"], "newman": [newman, "--version"],
                                    "bare libcurl": [bare, "0", echo]}, 15,
             "bare libcurl: a program that starts libcurl and ends"),
        Case("1 GET", {**run(files.get), "bare libcurl": [bare, "1", f"{echo}/get"]}, 9),
        Case("1000 GETs", {**run(files.get, "-n", "1000"), "bare libcurl": [bare, "1000", f"{echo}/get"]}, 5),
        Case("1000 POSTs of 10 kB", {**run(files.post, "-n", "1000"),
                                     "bare libcurl": [bare, "1000", f"{echo}/post", "post", "10000"]}, 5),
        Case("Upload of 100 MiB", {**run(files.upload), "bare libcurl": [bare, "1", f"{echo}/upload", "upload", files.payload]}, 5),
        Case("Download of 100 MiB", {**run(files.download), "bare libcurl": [bare, "1", f"{echo}/bytes/{100 * MIB}"]}, 5,
             "the bare loop and newman hold the body in memory; Coffer spills what is over 8 MiB to an unnamed file"),
        Case("A collection of 20 MB, 1 GET of it", run(files.large, "--folder", "One"), 5),
    ]
