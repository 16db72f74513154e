"""Heat maps and groups: against what a reader can count."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import StyleInvalid
from kangbashi_gis.model.symbol import Clustered, Heat, Marker, Style, Symbol
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.render.density import densest, grouped
from kangbashi_gis.render.dressing import dress
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.scene import Drawable
from kangbashi_gis.render.view import View
from tests.render.conftest import drawable, painted
from tests.render.memory_store import MemoryStore

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X, Y, 1.0, 640, 480)
GREY = ("#ffffff00", "#000000")


def worn(tmp_path: Path, spots: list[tuple[float, float]], symbol: Symbol, /, **columns: object) -> Drawable:
    """Make a layer of points that wears a symbol."""
    kind = dataclasses.replace(theme("entities"), least_scale=0.0, most_scale=float("inf"))
    table = Table(columns, np.array([shapely.Point(X + x, Y + y) for x, y in spots], object))
    made = drawable(kind, table, tmp_path / "缓存")
    return dataclasses.replace(made, wear=dress(Style(symbol), kind, made.prepared, MemoryStore(entities=table)))


def test_the_densest_place_is_where_most_points_are() -> None:
    rng = np.random.default_rng(4)
    spots = np.concatenate([rng.uniform(-5000, 5000, (3000, 2)), rng.normal((700, -300), 20, (400, 2))])
    found = densest(spots, np.ones(len(spots)), 100.0)
    grid = np.stack(np.meshgrid(np.arange(600, 800, 4.0), np.arange(-400, -200, 4.0)), axis=-1).reshape(-1, 2)
    shares = np.clip(1 - ((spots[None] - grid[:, None]) ** 2).sum(axis=2) / 100.0**2, 0, None) ** 2
    assert found == pytest.approx(shares.sum(axis=1).max(), rel=0.03)
    assert densest(np.empty((0, 2)), np.empty(0), 9.0) == 0.0


def test_a_hill_is_as_high_as_its_weight_says(graphics: Graphics, tmp_path: Path) -> None:
    heat = Heat(15.0, GREY, "staff", most=100.0)
    layer = worn(tmp_path, [(-150, 0), (150, 0)], heat, staff=[100, 50])
    picture = painted(graphics, VIEW, layer)[..., 0].astype(int)
    assert picture[240, 170] == pytest.approx(0, abs=3)
    assert picture[240, 470] == pytest.approx(127, abs=3)
    radius = 15.0 / 25.4 * 96
    half = round(radius * np.sqrt(1 - np.sqrt(0.5)))  # where a hill is half as high
    assert picture[240, 170 + half] == pytest.approx(127, abs=8)
    assert picture[240, 170 + round(radius) + 2] == 255
    assert picture[100, 320] == 255


def test_hills_add_up_and_the_last_colour_is_the_densest_place(graphics: Graphics, tmp_path: Path) -> None:
    layer = worn(tmp_path, [(0, 0), (0, 0), (0, 0), (200, 0)], Heat(10.0, GREY))
    picture = painted(graphics, VIEW, layer)[..., 0].astype(int)
    assert picture[240, 320] == pytest.approx(0, abs=3)
    assert picture[240, 520] == pytest.approx(170, abs=3)


def test_neighbours_are_one_group_and_nobody_is_lost() -> None:
    rng = np.random.default_rng(5)
    spots = rng.uniform(-3000, 3000, (5000, 2))
    found = grouped(spots, 400.0)
    assert found.count.sum() == 5000
    assert len(found.xy) < 400
    assert grouped(spots, 0.001).count.max() == 1
    alone = found.count == 1
    assert np.allclose(found.xy[alone], spots[found.member[alone]])


def test_a_group_is_drawn_once_with_its_number_and_the_single_one_plainly(graphics: Graphics, tmp_path: Path) -> None:
    single, group = Marker("#00ff00", 3.0, outline=""), Marker("#ff0000", 9.0, outline="")
    spots = [(-100 + x, 0 + y) for x in range(3) for y in range(4)] + [(150, 60)]
    picture = painted(graphics, VIEW, worn(tmp_path, spots, Clustered(10.0, group, single)))
    red = (picture[..., 0] > 200) & (picture[..., 1] < 80)
    green = (picture[..., 1] > 200) & (picture[..., 0] < 80)
    wide = 9.0 / 25.4 * 96 * 1.22
    assert red.sum() == pytest.approx(np.pi * (wide / 2) ** 2, rel=0.35)  # without the number in it
    assert green.sum() == pytest.approx(np.pi * (3.0 / 25.4 * 48) ** 2, rel=0.25)
    rows, columns = np.nonzero(red)
    within = picture[rows.min() : rows.max(), columns.min() : columns.max()]
    assert (within[8:-8, 8:-8].min(axis=2) > 200).sum() > 10  # the white number


def test_only_points_are_put_together(tmp_path: Path) -> None:
    table = Table({}, np.array([shapely.box(X, Y, X + 9, Y + 9)], object))
    made = drawable(theme("parcels"), table, tmp_path / "缓存")
    with pytest.raises(StyleInvalid):
        dress(Style(Heat()), theme("parcels"), made.prepared, MemoryStore(parcels=table))
