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
def folder():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="coffer-page-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def desk(folder, cloud):
    desk = Desk(folder, cloud)
    try:
        yield desk
    finally:
        desk.end()


@pytest.fixture(scope="session")
def browser():
    from browser import Browser  # not for tests that do without: those need no Chromium

    home = pathlib.Path(tempfile.mkdtemp(prefix="coffer-browser-"))
    browser = Browser(home)
    yield browser
    browser.close()
    shutil.rmtree(home)


@pytest.fixture
def open_tab(browser):
    """browser.tab(), checked at the end, and closed."""
    tabs = []

    def open_tab(*arguments, **options):
        tabs.append(browser.tab(*arguments, **options))
        return tabs[-1]

    yield open_tab
    try:
        for tab in tabs:
            tab.check()  # before: what is under way fails when its tab is closed
    finally:
        contexts = {id(tab.context): tab.context for tab in tabs}
        for context in contexts.values():
            context.close()
