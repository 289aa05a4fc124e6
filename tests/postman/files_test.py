"""Postman's files and dynamic variables are read and made as Newman reads and makes them; the oracle is Newman's own code."""

import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "newman"))

import cases  # noqa: E402
from compare import comparable  # noqa: E402
from recorder import Recorder  # noqa: E402

from shapes import SHAPES  # noqa: E402

NEWMAN = pathlib.Path(os.environ["COFFER_NEWMAN"])
MODULES = NEWMAN.parent.parent


def newman_says(what, *more, text=""):
    done = subprocess.run(["node", str(HERE / "newman_says.js"), str(MODULES), what, *map(str, more)], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else None


def coffer_says(*arguments, text):
    done = subprocess.run([os.environ["COFFER_POSTMAN_SUBJECT"], *arguments], input=text if isinstance(text, bytes) else text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    assert (done.returncode == 0) != bool(done.stderr), done.stderr.decode()
    return done.stdout.decode() if done.returncode == 0 else None


# Dynamic variables.

@pytest.fixture(scope="module")
def theirs():
    return newman_says("dynamic")


@pytest.fixture(scope="module")
def ours(theirs):
    lines = coffer_says("dynamic", "200", text="".join(name + "\n" for name in theirs)).splitlines()
    return dict(zip(theirs, map(json.loads, lines)))


def test_coffer_knows_every_dynamic_variable_of_newman(theirs, ours):
    assert set(theirs) == set(SHAPES)
    assert [name for name, values in ours.items() if None in values] == []


@pytest.mark.parametrize("name", SHAPES)
def test_a_dynamic_variable_has_newmans_shape(name, theirs, ours):
    shape = re.compile(SHAPES[name], re.ASCII)
    assert [value for value in theirs[name] if not shape.fullmatch(value)] == [], "the shape is not Newman's"
    assert [value for value in ours[name] if not shape.fullmatch(value)] == []


def test_random_values_differ_where_newmans_do(theirs, ours):
    fixed = {name for name, values in theirs.items() if len(set(values)) == 1}
    assert {name for name, values in ours.items() if len(set(values)) == 1} - {"$timestamp", "$isoTimestamp"} == fixed - {"$timestamp", "$isoTimestamp"}


def test_bank_account_numbers_have_right_check_digits(theirs, ours):
    for iban in theirs["$randomBankAccountIban"] + ours["$randomBankAccountIban"]:
        assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1, iban


# Iteration data.

DATA = [
    "a,b\n1,2\n", "a,b\r\n1,2\r\n3,4", "a\r1\r2\r", '\ufeffa,b\n1,"x ""y"" z"\n', 'a,b\n"1" , x y \n', "a,b\n\n1\n1,2,3\n\n",
    "a,a\n1,2\n", "a,\n1,2\n", 'a,b\n1,x"y"z\n', 'a,b\n  ,""\n', "", "a,b", "a,b\n", 'a,b\n" x ",\u00a0y\u00a0\n', ' a , b\n 007 , 1e3 \n',
    "a\n0x10\n+5\n-0\n 1.50\n.5\n5.\nInfinity\n1e400\n12345678901234567890\n100\n0\n1_0\n1e21\n1e-7\n-12.5e+3\n0b11\n0o7\n0xZ\ntrue\nnull\n",
    '"a""b",c\n"q""r",2\n', "a\r1\r2\n3\r", "a;b\n1;2\n", "a,b\n1,\"two\nlines\"\n", "é,世\n🌍,1\n", "a,b,c\n,,\n1,,3", '"a\r\nb",c\n1,2\n',
    "a\tb,c\n1\t2,3\n", "a\n1\n \n \t", " \n\f", "a,b\n\"x,y\",\"\"\"\"\n", '[{"a": 1, "b": "x"}, {"a": true, "n": 1.5}]', '\ufeff [ {"a": [1, null, "x", [2, 3]]} ]\n', "[]",
    '[{"a": null, "b": false, "c": 0, "d": ""}]', '[{"whole": 9007199254740991, "e": 1E2, "tiny": 1e-9, "huge": 1e30}]',
]
BAD_DATA = ['0xba,,\n', 'a,b\n"x"y,2\n', 'a\n"un', '"a', '1,2\n3,4\n', 'a,"b"x\n1,2', 'a,b\n"x" y,2\n', 'a,b\r\n1,"x"\n3,4\r\n']


@pytest.mark.parametrize("text", DATA)
def test_iteration_data_is_read_as_newman_reads_it(text, tmp_path):
    file = tmp_path / "data"
    file.write_text(text, encoding="utf-8", newline="")
    expected = newman_says("data", file)
    assert expected is not None
    assert json.loads(coffer_says("data", text=file.read_bytes())) == expected


@pytest.mark.parametrize("text", BAD_DATA)
def test_bad_iteration_data_is_refused_where_newman_refuses_it(text, tmp_path):
    file = tmp_path / "data"
    file.write_text(text, encoding="utf-8", newline="")
    assert newman_says("data", file) is None
    assert coffer_says("data", text=text) is None


# Collections of format v2.0.

def as_v2_0(collection):
    """The transformer's conversion, by way of v1; what v1 did not have is put back, auth parameters in the form of v2.0."""
    converted = newman_says("v2.0", text=json.dumps(collection))
    assert "v2.0.0" in converted["info"]["schema"]
    for before, after in zip(collection["item"], converted["item"], strict=True):
        if not isinstance(before.get("request"), dict):
            continue
        if isinstance(before["request"].get("header"), str):
            after["request"]["header"] = before["request"]["header"]
        auth = before["request"].get("auth")
        if auth and auth["type"] in auth:
            after["request"]["auth"] = {"type": auth["type"], auth["type"]: {each["key"]: each["value"] for each in auth[auth["type"]]}}
    return converted


def test_a_collection_of_format_v2_0_makes_the_requests_that_newman_makes_of_it(tmp_path):
    lost = {"a request that is a text"}  # the transformer drops its URL
    chosen = [case for case in cases.CASES if case[0] not in lost]
    recorder = Recorder()
    try:
        collection, environment = tmp_path / "collection.json", tmp_path / "environment.json"
        collection.write_text(json.dumps(as_v2_0(cases.collection(chosen))))
        environment.write_text(json.dumps(cases.environment(recorder.authority)))
        for name, content in cases.FILES.items():
            (tmp_path / name).write_bytes(content)
        requests = []
        for command in (["node", NEWMAN, "run", collection, "-e", environment, "--working-dir", tmp_path, "--color", "off"],
                        [os.environ["COFFER_NEWMAN_SUBJECT"], collection, environment, tmp_path]):
            done = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
            requests.append([comparable(request) for request in recorder.take()])
            assert len(requests[-1]) == len(chosen) + 3, done.stdout.decode()
        for expected, actual in zip(*requests, strict=True):
            assert actual == expected
    finally:
        recorder.shutdown()
        recorder.server_close()


# Writing back.

def test_an_environment_that_newman_exports_and_one_that_coffer_writes_hold_the_same(tmp_path):
    source = {"id": "e", "name": "E", "values": [{"key": "a", "value": "1", "enabled": True}, {"key": "off", "value": "2", "enabled": False},
                                                 {"key": "s", "value": "{{vault:s}}", "type": "secret", "enabled": True}], "own": {"kept": 1}}
    script = {"listen": "prerequest", "script": {"exec": ["pm.environment.set('added', 'new')"]}}
    file, collection, exported = tmp_path / "e.json", tmp_path / "c.json", tmp_path / "exported.json"
    file.write_text(json.dumps(source))
    # The script runs before a request that goes nowhere; what it set is exported all the same.
    collection.write_text(json.dumps({"info": {"name": "c"}, "item": [{"name": "r", "event": [script], "request": "http://127.0.0.1:1/"}]}))
    subprocess.run(["node", str(NEWMAN), "run", str(collection), "-e", str(file), "--export-environment", str(exported)],
                   stdout=subprocess.DEVNULL, check=False)
    theirs, ours = json.loads(exported.read_text()), json.loads(coffer_says("environment", text=json.dumps(source)))

    def meaning(document):
        return [(value["key"], value["value"]) for value in document["values"]]

    assert meaning(ours) == meaning(theirs)
    for member in ("id", "name", "_postman_variable_scope"):
        assert ours[member] == theirs[member]
    assert {"_postman_exported_at", "_postman_exported_using"} <= set(ours) & set(theirs)
    # Newman drops these.
    assert ours["values"][2]["type"] == "secret"
    assert ours["own"] == {"kept": 1}
    assert [value["enabled"] for value in ours["values"]] == [True, False, True, True]
