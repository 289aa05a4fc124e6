"""The man pages: made from the tree of --help, and without a fault that mandoc's linter knows."""

import os
import re
import shutil
import subprocess

import pytest

BIN = os.environ["COFFER_BIN"]


def coffer(*arguments):
    return subprocess.run([BIN, *arguments], capture_output=True, text=True, check=True, env={"HOME": "/nonexistent", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}).stdout


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("man") / "man1"
    coffer("man", "--all", str(folder))
    return sorted(folder.iterdir())


def rendered(page):
    assert shutil.which("mandoc"), "mandoc is missing: tools/setup --tests installs it"
    text = subprocess.run(["mandoc", "-T", "utf8", page], capture_output=True, text=True, check=True).stdout
    return re.sub(".\b", "", text)


def test_there_is_a_page_for_every_command(pages):
    names = {page.name for page in pages}
    shown = re.findall(r"^  ([a-z]+) ", coffer("--help").split("Subcommands:")[1], re.M)
    assert len(shown) > 8
    assert names == {"coffer.1"} | {f"coffer-{name}.1" for name in shown}


def test_mandoc_finds_nothing_to_complain_of(pages):
    # References to our own pages are not installed here, nor is curl's everywhere.
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "all", *pages], capture_output=True, text=True)
    complaints = [line for line in done.stdout.splitlines() + done.stderr.splitlines() if "referenced manual not found" not in line]
    assert complaints == []


def test_a_page_has_the_parts_that_a_reader_looks_for(pages):
    for page in pages:
        sections = re.findall(r"^\.SH (.*)", page.read_text(), re.M)
        for name in ("NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS", "EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"):
            assert sections.count(name) == 1, (page.name, name)
    for name in ("coffer", "coffer-send", "coffer-run", "coffer-secret"):
        assert "EXAMPLES" in (pages[0].parent / f"{name}.1").read_text()


def test_every_flag_of_the_help_is_in_the_page():
    for command in ("send", "run", "check", "trust", "grant"):
        flags = set(re.findall(r"(?<=[ ,])--[a-z][-a-z0-9.]+", re.sub(r"(?s)Examples:.*", "", coffer(command, "--help"))))
        flags = {flag for flag in flags if flag not in ("--help",)}
        text = subprocess.run(["mandoc", "-T", "utf8"], input=coffer("man", command), capture_output=True, text=True, check=True).stdout
        text = re.sub(".\b", "", text)
        assert flags <= set(re.findall(r"--[a-z][-a-z0-9.]+", text)), command


def test_examples_are_shown_as_they_are_typed(pages):
    assert "--bearer '{{vault:token}}'" in rendered(pages[0].parent / "coffer.1")
    assert "coffer send --from-curl -" in rendered(pages[0].parent / "coffer-send.1")


def test_help_ends_with_the_same_examples():
    assert "# JSON, member by member." in coffer("send", "--help")
    assert "--json-key password" in coffer("secret", "link", "--help")
