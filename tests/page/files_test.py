"""The folder's files as the page edits them: what was not changed stays, byte for byte, and nothing outside is reached."""

import difflib
import json
import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / each) for each in ("newman", "postman")]
import cases
from ui import CallError, Ui

LAYOUTS = {
    "tabs": lambda document: json.dumps(document, indent="\t"),
    "two spaces, as Newman writes": lambda document: json.dumps(document, indent=2, ensure_ascii=False) + "\n",
    "four spaces, escaped": lambda document: json.dumps(document, indent=4) + "\n",
    "one line": lambda document: json.dumps(document, separators=(",", ":"), ensure_ascii=False),
    "one line, spaced": lambda document: json.dumps(document) + "\r\n",
    "Windows": lambda document: "\ufeff" + json.dumps(document, indent=2).replace("\n", "\r\n") + "\r\n",
}
ODD = {"x-number": 1.0, "x-large": 12345678901234567890, "x-exponent": 1e22, "x-empty": {}, "x-list": [], "x-null": None, "x-deep": [[{"a": [1, 2.50]}]]}


def as_javascript(value):
    """What JSON.stringify(JSON.parse(text)) makes of a number: the page has no other."""
    if isinstance(value, dict):
        return {key: as_javascript(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_javascript(each) for each in value]
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        number = float(value)
        return int(number) if number.is_integer() and abs(number) < 1e21 else number
    return value


@pytest.fixture
def client(folder):
    home, work = folder / "home", folder / "work"
    home.mkdir(mode=0o700)
    work.mkdir()
    ui = Ui({"HOME": str(home), "PATH": "/usr/bin:/bin", "AWS_EC2_METADATA_DISABLED": "true"}, work, str(work))
    client = ui.launch()
    client.work = work
    yield client
    ui.end()


def all_places(tree):
    return [place for node in tree for place in [node["at"], *all_places(node.get("children", []))]]


def example():
    return json.loads((ROOT / "examples" / "payments.postman_collection.json").read_text())


DOCUMENTS = {"newman": cases.collection(cases.CASES + cases.WITH_VAULT) | ODD, "example": example() | ODD}


def write(client, document, layout):
    file = client.work / "c.json"
    file.write_bytes(LAYOUTS[layout](document).encode())
    return file


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_saved_as_it_was_read_the_file_is_the_same(client, name, layout):
    file = write(client, DOCUMENTS[name], layout)
    before = file.read_bytes()
    collection = client.call("collections/read", path="c.json")
    places = all_places(collection["tree"])
    assert len(places) > 5
    for at in ["", *places]:
        read = client.call("collections/item", path="c.json", at=at)
        saved = client.call("collections/save", path="c.json", at=at, digest=read["digest"], item=as_javascript(read["item"]))
        assert saved["digest"] == collection["digest"], at
    assert file.read_bytes() == before


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if not each.startswith("one line")])
def test_one_changed_header_is_one_changed_line(client, layout):
    file = write(client, DOCUMENTS["newman"], layout)
    before = file.read_bytes().decode().splitlines(keepends=True)
    tried = 0
    for at in all_places(client.call("collections/read", path="c.json")["tree"]):
        item = client.call("collections/item", path="c.json", at=at)["item"]
        request = item.get("request")
        headers = request.get("header") if isinstance(request, dict) else None
        if not isinstance(headers, list) or not headers or not isinstance(headers[0].get("value"), str):
            continue
        read = client.call("collections/item", path="c.json", at=at)
        changed = as_javascript(read["item"])
        changed["request"]["header"][0]["value"] += "-changed"
        client.call("collections/save", path="c.json", at=at, digest=read["digest"], item=changed)
        lines = list(difflib.unified_diff(before, file.read_bytes().decode().splitlines(keepends=True), n=0))[3:]
        assert [line[0] for line in lines] == ["-", "+"] and "-changed" in lines[1], lines
        client.call("collections/save", path="c.json", at=at, digest="", item=as_javascript(read["item"]), force=True)
        assert file.read_bytes().decode().splitlines(keepends=True) == before
        tried += 1
    assert tried > 5


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_item_added_and_removed_leaves_the_file_as_it_was(client, layout):
    file = write(client, DOCUMENTS["example"], layout)
    before = file.read_bytes()
    digest = client.call("collections/read", path="c.json")["digest"]
    for place, position in [("", 0), ("", 1), ("", None), ("0", 0), ("0", None)]:
        item = {"name": "<script>alert(1)</script>", "request": {"method": "GET", "url": "http://h/"}}
        more = {} if position is None else {"position": position}
        added = client.call("collections/add", path="c.json", digest=digest, at=place, item=item, **more)
        assert client.call("collections/item", path="c.json", at=added["at"])["item"] == item
        removed = client.call("collections/remove", path="c.json", digest=added["digest"], at=added["at"])
        assert file.read_bytes() == before, (place, position)
        digest = removed["digest"]


def test_nothing_outside_of_the_folder_is_reached(client, folder):
    outside = folder / "outside.json"
    outside.write_text(json.dumps(DOCUMENTS["example"]))
    (client.work / "link.json").symlink_to(outside)
    (client.work / "out").symlink_to(folder)
    before = outside.read_bytes()
    for path in ["../outside.json", str(outside), "link.json", "out/outside.json", "/etc/passwd", "../../etc/passwd", "%2e%2e/outside.json", "..\\outside.json"]:
        for name, more in [
            ("collections/read", {}), ("collections/item", {"at": "0"}), ("collections/save", {"at": "0", "item": {"name": "x"}, "force": True}),
            ("collections/remove", {"at": "0", "force": True}), ("environments/read", {}), ("environments/save", {"name": "x", "values": [], "force": True}),
            ("files/remove", {}), ("links_file/trust", {}),
        ]:  # fmt: skip
            with pytest.raises(CallError) as refused:
                client.call(name, path=path, **more)
            assert refused.value.field == "path", (name, path, refused.value)
    assert outside.read_bytes() == before
    assert client.call("folder/state")["files"] == []


def test_another_process_s_change_is_a_conflict_and_its_file_keeps_its_mode(client):
    file = write(client, DOCUMENTS["example"], "tabs")
    file.chmod(0o640)
    read = client.call("collections/item", path="c.json", at="0")
    file.write_bytes(file.read_bytes() + b"\n")
    with pytest.raises(CallError) as refused:
        client.call("collections/save", path="c.json", at="0", digest=read["digest"], item=read["item"] | {"name": "lost"})
    assert refused.value.code == "conflict"
    client.call("collections/save", path="c.json", at="0", digest=read["digest"], item=read["item"] | {"name": "kept"}, force=True)
    assert json.loads(file.read_text())["item"][0]["name"] == "kept"
    assert os.stat(file).st_mode & 0o777 == 0o640
    assert [each.name for each in client.work.iterdir()] == ["c.json"]
