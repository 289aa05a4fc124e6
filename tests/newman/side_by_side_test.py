"""Coffer runs collections as Newman runs them.

Each collection of side_by_side_cases.py goes through both, with the same flags, to the same recording server. Compared are the
requests that arrive (compare.py), the exit status, and what the JSON and JUnit reports and the exported files say. Where they differ
on purpose DIFFERENCES says why; docs/newman.md has the same list for people.
"""

import pathlib

import pytest

from side_by_side_cases import CASES, FILES
from side_by_side_compare import differences, told
from side_by_side_differences import DIFFERENCES, SHAPES
from side_by_side_world import run_all, wanted

REPOSITORY = pathlib.Path(__file__).parents[2]


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, request):
    return run_all(wanted(request.session.items, CASES), tmp_path_factory.mktemp("side_by_side"), FILES)


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
