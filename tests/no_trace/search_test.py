"""The search itself: it finds a value in each form, and in a real leak of a real program."""

import os

import pytest
from hostile_server import FORMS, PLACES
from traces import Planted, encodings
from world import LOCAL, SPECIAL, World

VALUE = LOCAL["quoted"].encode()


def test_finds_every_form_wherever_it_stands():
    planted = Planted({"v": VALUE})
    forms = encodings(VALUE)
    assert len(forms) > 20
    for name, form in forms.items():
        assert planted.find(b"abc" + form + b"xyz"), name
        assert not Planted({"v": VALUE[:-1] + b"?"}).find(form), name
    assert not planted.find(b"nothing of it")


@pytest.mark.parametrize("before", [b"", b"u", b"us", b"use", b"user"])
@pytest.mark.parametrize("after", [b"", b"1", b"22"])
@pytest.mark.parametrize("form", FORMS)
def test_finds_what_a_server_makes_of_a_longer_text(form, before, after):
    assert Planted({"v": VALUE}).find(FORMS[form](before + VALUE + after))


def test_finds_a_piece_of_a_long_value():
    planted = Planted({"long": LOCAL["long"]})
    assert planted.find(LOCAL["long"][:100].encode()) and planted.find(LOCAL["long"][-100:].encode())


def test_finds_a_value_in_a_list_of_bytes():
    planted = Planted({"v": VALUE})
    assert planted.find(str(list(b"<" + VALUE.hex().encode() + b">")).encode())
    assert not planted.find(b"[1, 2, 3, 4, 999]")


def test_finds_a_code_as_a_word_only():
    planted = Planted({"code": "123456"})
    assert planted.find(b"code=123456;") and not planted.find(b"9123456") and not planted.find(b"a123456")


def test_finds_values_in_files_and_their_names(tmp_path):
    planted = Planted({"v": b"planted-value"})
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b").write_bytes(b"\0\0planted-value\0")
    (tmp_path / "planted-value.txt").touch()
    assert len(planted.find_in_files(tmp_path)) == 2
    assert len(planted.find_in_files(tmp_path, but=[tmp_path / "a" / "b"])) == 1


@pytest.fixture(scope="module")
def leaky(tmp_path_factory):
    """A world whose coffer has a redactor that redacts nothing."""
    world = World(tmp_path_factory.mktemp("leaky"))
    world.binary = os.environ["COFFER_LEAKY_BIN"]
    try:
        world.make_vault()
        yield world
    finally:
        world.close()


@pytest.mark.parametrize("form", FORMS)
def test_finds_the_leak_of_a_program_that_does_not_redact(leaky, form):
    for place in PLACES if form not in ("raw", "json-utf8", "html") else ("body",):
        with pytest.raises(AssertionError, match="quoted, "):
            leaky.coffer("send", f"{leaky.api.url}/echo/{form}/{place}", "-H", "X-Key: {{vault:quoted}}", "-v", "-i", status=None)


def test_finds_the_leak_in_a_report(leaky):
    request = {"method": "POST", "url": leaky.api.url + "/echo/base64-1/body", "header": [{"key": "X-Key", "value": "{{vault:quoted}}"}]}
    collection = leaky.collection([{"name": "a", "request": request}])
    with pytest.raises(AssertionError, match="quoted, "):
        leaky.coffer("run", collection, "-r", "cli,json", "--reporter-json-export", "report.json", "--verbose", status=None)
    with pytest.raises(AssertionError, match="quoted, .* of .*report.json"):
        leaky.search_files()


def test_the_planted_values_differ_in_every_encoding():
    assert len(set(encodings(SPECIAL.encode()).values())) == len(encodings(SPECIAL.encode())) > 25
