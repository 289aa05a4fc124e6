"""Coffer sends the bytes that Newman sends.

The same collection goes through Newman and through Coffer, to a server that keeps what came in. Compared are the request line, the
headers in their order, and the body, all byte for byte (compare.py).
"""

import json
import os
import pathlib
import subprocess

import pytest

import cases
from compare import comparable
from recorder import Recorder

HERE = pathlib.Path(__file__).parent
NEWMAN = pathlib.Path(os.environ.get("COFFER_NEWMAN", HERE / "node_modules" / "newman" / "bin" / "newman.js"))
FIRST = ["inherits from two above", "has its own", "has none"]


def run(command, recorder):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    return recorder.take(), done.stdout.decode(errors="replace")


def program(name):
    path = pathlib.Path(os.environ[name])
    assert path.exists(), f"{name} is {path}, which is not there: build it first"
    return str(path)


class Comparison:
    def __init__(self, folder, chosen):
        assert NEWMAN.exists(), f"Newman is not at {NEWMAN}: run `npm ci` in {HERE}"
        self.recorder = Recorder()
        self.folder = folder
        self.names = FIRST + [case[0] for case in chosen]
        self.collection = folder / "collection.json"
        self.collection.write_text(json.dumps(cases.collection(chosen)))
        self.environment = folder / "environment.json"
        self.environment.write_text(json.dumps(cases.environment(self.recorder.authority)))
        for name, content in cases.FILES.items():
            (folder / name).write_bytes(content)

    def close(self):
        self.recorder.shutdown()
        self.recorder.server_close()

    def newman(self):
        return run(["node", str(NEWMAN), "run", str(self.collection), "-e", str(self.environment),
                    "--working-dir", str(self.folder), "--color", "off", "--disable-unicode"], self.recorder)

    def subject(self):
        return run([program("COFFER_NEWMAN_SUBJECT"), str(self.collection), str(self.environment), str(self.folder)], self.recorder)

    def coffer(self):
        return run([program("COFFER_BIN"), "run", str(self.collection), "-e", str(self.environment),
                    "--working-dir", str(self.folder), "--color", "off"], self.recorder)

    def check(self, theirs, ours):
        (expected, their_output), (actual, our_output) = theirs, ours
        assert len(expected) == len(self.names), their_output
        assert len(actual) == len(self.names), our_output
        differences = []
        for name, expected_one, actual_one in zip(self.names, expected, actual):
            want, have = comparable(expected_one), comparable(actual_one)
            differences += [f"{name}, {part}:\n  Newman {want[part]}\n  Coffer {have[part]}" for part in want if want[part] != have[part]]
        assert not differences, "\n".join(differences)


@pytest.fixture
def comparison(tmp_path):
    made = []

    def make(chosen):
        made.append(Comparison(tmp_path, chosen))
        return made[-1]

    yield make
    for each in made:
        each.close()


def test_the_request_builder_makes_the_requests_of_newman(comparison):
    both = comparison(cases.CASES + cases.WITH_VAULT)
    both.check(both.newman(), both.subject())


def test_coffer_run_sends_the_requests_of_newman(comparison):
    both = comparison(cases.CASES)
    both.check(both.newman(), both.coffer())
