"""A hundred thousand requests in one run, over an API that drops one in a hundred: memory and descriptors stay as they are,
and no request is lost, doubled, or told as something else than it was.

Every request carries an identifier of its own, two secrets of the vault, and is written down by the API. What Coffer says of
it, line by line, must be what the API saw. A GET whose connection died is repeated by design (RFC 9110 §9.2.2), a POST never.
"""

import collections
import json
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))

from standin import StandIn  # noqa: E402

ITERATIONS = int(os.environ.get("COFFER_SOAK_ITERATIONS", "1000"))
REQUESTS = 100  # in an iteration
DROP_EVERY = 99  # not the requests of an iteration: the drops wander over all of them
# Between a fifth of the run and its end. What may come and go: a page of the allocator, a failure kept for the summary.
SLACK_KIB = 1024
DESCRIPTORS = 48  # all that the process may have open: a leaked one in a thousand would be too many
SECRETS = {"token": "tok-5f1d7a90c2", "key": "key/with+signs=="}

Outcome = collections.namedtuple("Outcome", "method ok")


def collection(echo):
    def item(index):
        post = index >= REQUESTS // 2
        request = {
            "method": "POST" if post else "GET",
            "url": f"{echo}/item/{index}?id={{{{$guid}}}}",
            "header": [{"key": "Authorization", "value": "Bearer {{vault:token}}"}, {"key": "X-Key", "value": "{{vault:key}}"}],
        }
        if post:
            request["body"] = {"mode": "raw", "raw": f'{{"amount": {index}, "key": "{{{{vault:key}}}}"}}'}
        return {"name": f"item {index}", "request": request}

    return {"info": {"name": "Soak", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
            "item": [item(index) for index in range(REQUESTS)]}


class Process:
    """What the kernel tells of a running process."""

    def __init__(self, pid):
        self.folder = f"/proc/{pid}"

    def resident_kib(self):
        with open(f"{self.folder}/status", encoding="ascii") as status:
            return int(re.search(r"^VmRSS:\s*(\d+) kB", status.read(), re.MULTILINE)[1])

    def descriptors(self):
        """None where only root may look: the process is not dumpable. The limit on them then speaks alone."""
        try:
            return len(os.listdir(f"{self.folder}/fd"))
        except PermissionError:
            return None


class Run:
    """One `coffer run`, read as it goes: what it says of each request, and what it takes at the end of each iteration."""

    LINE = re.compile(r"^  (GET|POST) \S+\?id=([0-9a-f-]{36}) \[(\S+)")

    def __init__(self, command, environment):
        self.outcomes, self.resident, self.descriptors = {}, [], []
        limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, DESCRIPTORS))
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              preexec_fn=limit) as process:
            kernel = Process(process.pid)
            for line in process.stdout:
                if line.startswith("Iteration "):
                    self.resident.append(kernel.resident_kib())
                    self.descriptors.append(kernel.descriptors())
                elif match := self.LINE.match(line):
                    method, identifier, status = match.groups()
                    assert identifier not in self.outcomes, f"told twice: {line}"
                    self.outcomes[identifier] = Outcome(method, status == "200")
        self.status = process.returncode


@pytest.fixture(scope="module")
def api():
    with StandIn() as stand_in:
        stand_in.control("POST", "log-limit", {"requests": 2 * ITERATIONS * REQUESTS})
        stand_in.fault("drop", action="echo", every=DROP_EVERY)
        yield stand_in


@pytest.fixture(scope="module")
def run(api, tmp_path_factory):
    folder = tmp_path_factory.mktemp("soak")
    coffer = os.environ["COFFER_BIN"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1",
                   # Of the sanitizers' own memory, only what a run needs: the quarantine grows by design.
                   "ASAN_OPTIONS": "quarantine_size_mb=1"}
    vault = [coffer, "--no-input", "--key-file", str(folder / "key")]
    subprocess.run([coffer, "--no-input", "vault", "init", "--no-passphrase", "--write-key", str(folder / "key")],
                   env=environment, check=True, capture_output=True)
    for name, value in SECRETS.items():
        subprocess.run([*vault, "secret", "set", name], env=environment, check=True, capture_output=True, input=value.encode())
    (folder / "c.json").write_text(json.dumps(collection(api.echo)))
    return Run([*vault, "run", str(folder / "c.json"), "-n", str(ITERATIONS)], environment)


@pytest.fixture(scope="module")
def received(run, api):
    """By identifier, what the API received, in order."""
    by_identifier = collections.defaultdict(list)
    for request in api.log():
        by_identifier[request["target"].partition("?id=")[2]].append(request)
    return by_identifier


def test_every_request_is_told_once(run):
    assert len(run.outcomes) == ITERATIONS * REQUESTS
    assert run.status == 1  # some connections were dropped


def test_what_is_told_is_what_happened(run, received):
    assert set(received) == set(run.outcomes)
    for identifier, outcome in run.outcomes.items():
        answered = [request for request in received[identifier] if request["answered"]]
        assert len(answered) == (1 if outcome.ok else 0), (identifier, outcome)


def test_no_post_arrives_twice(run, received):
    failed = 0
    for identifier, outcome in run.outcomes.items():
        if outcome.method == "POST":
            assert len(received[identifier]) == 1, identifier
            failed += not outcome.ok
    assert failed > 0  # or nothing was proven


def test_a_get_is_repeated_only_after_a_dropped_connection(run, received):
    repeated = 0
    for identifier, outcome in run.outcomes.items():
        if outcome.method == "GET" and len(received[identifier]) > 1:
            assert [request["answered"] for request in received[identifier]] == [False, True], identifier
            repeated += 1
    assert repeated > 0


def test_requests_arrive_in_the_order_of_the_collection(run, received):
    first = {identifier: requests[0]["index"] for identifier, requests in received.items()}
    order = [first[identifier] for identifier in run.outcomes]  # as they were told
    assert order == sorted(order)


def test_each_carries_its_secrets(api, received):
    for requests in received.values():
        for request in requests:
            raw = request["raw"]
            assert b"\r\nAuthorization: Bearer " + SECRETS["token"].encode() + b"\r\n" in raw
            assert b"\r\nX-Key: " + SECRETS["key"].encode() + b"\r\n" in raw


def test_memory_stays_as_it_is(run):
    settled = run.resident[ITERATIONS // 5:]
    assert max(settled) - settled[0] <= SLACK_KIB, settled[:: max(1, len(settled) // 20)]


def test_descriptors_stay_as_they_are(run):
    """Where only root may count them, the limit of DESCRIPTORS stands alone: with a leak the run would have failed."""
    seen = [count for count in run.descriptors if count is not None]
    if seen:
        fifth = ITERATIONS // 5
        early, late = statistics.mode(seen[1:fifth]), statistics.mode(seen[-fifth:])
        assert early == late
        # A sample may meet a dead connection beside its successor.
        assert max(seen) <= late + 2, collections.Counter(seen)
