import pytest
from world import World


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    world = World(tmp_path_factory.mktemp("world"))
    try:
        world.make_vault()
        yield world
        world.search_files()
    finally:
        world.close()
