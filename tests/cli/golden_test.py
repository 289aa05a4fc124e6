import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import golden


@pytest.mark.parametrize("path", golden.SCRIPTS, ids=lambda path: path.stem)
def test_prints_what_the_script_says(path):
    assert golden.run(path) == []


def test_a_wrong_expectation_is_found():
    assert golden.differences(["a … c"], ["a b c"]) is None
    assert golden.differences(["a"], ["b"])
    assert golden.differences(["a"], ["a", "[3]"])
