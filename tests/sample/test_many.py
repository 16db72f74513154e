"""Several districts side by side: nothing in one is called as in another."""

from collections.abc import Mapping

import pytest
import shapely

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.sample import names, words
from kangbashi_gis.sample.scales import MOST_DISTRICTS
from kangbashi_gis.sample.town import Town

Rows = Mapping[str, Table]


def test_they_do_not_touch(small_town: Town, next_town: Town) -> None:
    assert not shapely.intersects(small_town.divisions.outline, next_town.divisions.outline)


def test_they_differ_in_shape(small_town: Town, next_town: Town) -> None:
    assert len(small_town.network.segments) != len(next_town.network.segments) or not shapely.equals_exact(
        small_town.network.segments[0], next_town.network.segments[0], 30_000.0
    )


@pytest.mark.parametrize(
    "name", ["divisions", "water", "landuse", "parcels", "compounds", "buildings", "roads", "addresses", "entities",
             "residents"],
)  # fmt: skip
def test_their_keys_are_different(name: str, rows: Rows, next_rows: Rows) -> None:
    key = theme(name).key[0]
    assert not set(rows[name].columns[key]) & set(next_rows[name].columns[key])


@pytest.mark.parametrize(
    ("name", "column"),
    [("roads", "name"), ("compounds", "name"), ("addresses", "full"), ("entities", "name"), ("divisions", "name"),
     ("water", "name"), ("residents", "household")],
)  # fmt: skip
def test_their_names_are_different(name: str, column: str, rows: Rows, next_rows: Rows) -> None:
    assert not set(rows[name].columns[column]) & set(next_rows[name].columns[column])


def test_the_name_of_one_is_not_inside_the_name_of_another(rows: Rows, next_rows: Rows) -> None:
    """Whoever asks for 康和路 must not also find 康和苏路 by its end."""
    here = set(rows["roads"].columns["name"]) | set(rows["compounds"].columns["name"])
    there = set(next_rows["roads"].columns["name"]) | set(next_rows["compounds"].columns["name"])
    assert not [(a, b) for a in here for b in there if a in b or b in a]


def test_there_are_enough_names_for_all() -> None:
    assert len(set(words.THIRD)) == len(words.THIRD) >= MOST_DISTRICTS - 1
    stems = {names.stem(number, district) for district in (1, 2, MOST_DISTRICTS) for number in range(names.STEMS)}
    assert len(stems) == 3 * names.STEMS


def test_only_the_first_has_the_history_of_the_real_district(next_rows: Rows) -> None:
    assert "康巴什新区" not in next_rows["aliases"].columns["alias"]
