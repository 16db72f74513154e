"""One small district, made once for all tests of this room."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kangbashi_gis.model.table import Table
from kangbashi_gis.sample.records import records
from kangbashi_gis.sample.scales import SMALL
from kangbashi_gis.sample.town import Town, town


@pytest.fixture(scope="session")
def small_town() -> Town:
    """Give the shapes of the small district."""
    return town(SMALL, 1)


@pytest.fixture(scope="session")
def rows(small_town: Town) -> Mapping[str, Table]:
    """Give all rows of the small district, by theme."""
    return records(small_town)


@pytest.fixture(scope="session")
def next_town() -> Town:
    """Give the shapes of a small second district, as it would stand beside the first."""
    return town(replace(SMALL, districts=2), 2)


@pytest.fixture(scope="session")
def next_rows(next_town: Town) -> Mapping[str, Table]:
    """Give all rows of the second district."""
    return records(next_town)
