"""The word index of the small town."""

from collections.abc import Iterator

import pytest

from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.store.geopackage import GeoPackageStore
from tests.index.town import make_store
from tests.search.asking import Town


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GeoPackageStore]:
    """Give a store with the town, not to be changed."""
    store = make_store(tmp_path_factory.mktemp("小城") / "city.gpkg")
    yield store
    store.close()


@pytest.fixture(scope="session")
def indexes(town: GeoPackageStore, tmp_path_factory: pytest.TempPathFactory) -> Indexes:
    """Give the indexes of the town."""
    return Indexes(tmp_path_factory.mktemp("索引"), town)


@pytest.fixture(scope="session")
def asked(town: GeoPackageStore, indexes: Indexes) -> Town:
    """Give who asks the town."""
    return Town(town, indexes)
