"""Scripts do in Coffer what they do in Newman.

Each collection of scripts/ goes through both, to the same recording server. Compared are the requests as they arrived, what scripts
printed, asserted and threw, the exported scopes, the reports and the exit status (scripts_compare.py). That Newman did with a case what
the case is about is a test of its own. Where they differ on purpose DIFFERENCES says why; docs/scripts.md has the same list for people.
What only the newer sandbox has, which Coffer's runtime is made of, is judged by Newman with that sandbox (newer/package.json).
"""

import importlib
import pathlib

import pytest

from scripts.making import CASES
from scripts_compare import faults, script_differences, told_lines
from scripts_differences import DIFFERENCES
from side_by_side_world import run_all, wanted

HERE = pathlib.Path(__file__).parent
for module in sorted(HERE.glob("scripts/*.py")):
    importlib.import_module(f"scripts.{module.stem}")


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, request):
    return run_all(wanted(request.session.items, CASES), tmp_path_factory.mktemp("scripts"))


def allowed(name, what):
    return any(what in each.what and name in each.cases for each in DIFFERENCES)


def test_there_are_enough():
    assert len(CASES) >= 120


@pytest.mark.parametrize("name", CASES)
def test_newman_shows_what_the_case_is_about(outcomes, name):
    found = faults(CASES[name], outcomes[name][0])
    if found:
        pytest.fail("\n".join(found), pytrace=False)


@pytest.mark.parametrize("name", CASES)
def test_scripts_do_what_they_do_in_newman(outcomes, name):
    theirs, ours = outcomes[name]
    found = [each for each in script_differences(CASES[name], theirs, ours) if not allowed(name, each[0])]
    if found:
        pytest.fail("\n".join(told_lines(*each) for each in found) + f"\n\nNewman said: {theirs.said}\nCoffer said: {ours.said}", pytrace=False)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: each.reason[:40])
def test_what_differs_on_purpose_does_differ(outcomes, difference):
    found = {what for name in difference.cases for what, _, _ in script_differences(CASES[name], *outcomes[name])}
    missing = set(difference.what) - found
    assert not missing, f"{missing} are the same by now"


def test_the_differences_are_written_down_for_people():
    page = " ".join((HERE.parents[1] / "docs" / "scripts.md").read_text().split())
    for difference in DIFFERENCES:
        assert difference.reason in page, f"docs/scripts.md does not say: {difference.reason}"
