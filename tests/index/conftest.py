"""A store with the small town, its own for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kangbashi_gis.store.geopackage import GeoPackageStore
from tests.index.town import make_store


@pytest.fixture(scope="session")
def town_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a GeoPackage with the town; tests work on copies of it."""
    path = tmp_path_factory.mktemp("小城") / "city.gpkg"
    make_store(path).close()
    return path


@pytest.fixture
def store(town_file: Path, tmp_path: Path) -> Iterator[GeoPackageStore]:
    """Give a store with the town that a test may change."""
    opened = GeoPackageStore(Path(shutil.copy(town_file, tmp_path / "城.gpkg")))
    yield opened
    opened.close()
