import pathlib
import shutil
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from desk import Desk, StandIn


@pytest.fixture(scope="session")
def shared_cloud():
    with StandIn() as cloud:
        yield cloud


@pytest.fixture
def cloud(shared_cloud):
    shared_cloud.reset()
    return shared_cloud


@pytest.fixture
def desk(cloud):
    folder = pathlib.Path(tempfile.mkdtemp(prefix="coffer-agent-"))
    desk = Desk(folder, cloud)
    try:
        yield desk
    finally:
        desk.end()
        shutil.rmtree(folder)
