"""What a layer wears: each row has the symbol that its style says, and the picture shows it."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.errors import ConditionUnfit, StyleInvalid
from kangbashi_gis.model.symbol import (
    Categorised,
    Fill,
    Graduated,
    Hatch,
    Line,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Style,
    Symbol,
)
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.render.dressing import Dress, dress
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.scene import Drawable
from kangbashi_gis.render.view import View
from tests.render.conftest import drawable, painted
from tests.render.memory_store import MemoryStore

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X, Y, 1.0, 640, 480)
RED, GREEN, BLUE = Fill("#ff0000", ""), Fill("#00ff00", ""), Fill("#0000ff", "")
AREAS = [5.0, 10.0, 15.0, None, 99.0]
CODES = ["甲", "乙", "丙", "丁", None]


def worn(tmp_path: Path, name: str, shapes: list, symbol: Symbol, /, **columns: object) -> Drawable:
    """Make a layer that wears a symbol."""
    kind = dataclasses.replace(theme(name), least_scale=0.0, most_scale=float("inf"))
    table = Table(columns, np.array(shapes, object))
    made = drawable(kind, table, tmp_path / f"缓存{name}")
    return dataclasses.replace(made, wear=dress(Style(symbol), kind, made.prepared, MemoryStore(**{name: table})))


def five(tmp_path: Path, symbol: Symbol) -> Drawable:
    """Make five parcels side by side, of 60 metres, 100 metres apart."""
    boxes = [shapely.box(X - 230 + 100 * at, Y - 30, X - 170 + 100 * at, Y + 30) for at in range(5)]
    return worn(tmp_path, "parcels", boxes, symbol, area_m2=AREAS, code=CODES)


def colours(graphics: Graphics, layer: Drawable, view: View = VIEW) -> list[tuple[int, ...]]:
    """Give the colours in the middles of the five parcels."""
    picture = painted(graphics, view, layer)
    spots = [view.pixel(X - 200 + 100 * at, Y) for at in range(5)]
    return [tuple(picture[int(y), int(x)].tolist()) for x, y in spots]


WHITE, R, G, B = (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255)


def test_classes_hold_their_upper_bound_and_what_has_no_number_is_other(graphics: Graphics, tmp_path: Path) -> None:
    layer = five(tmp_path, Graduated("area_m2", (5.0, 10.0, 20.0), (RED, GREEN), BLUE))
    assert colours(graphics, layer) == [R, R, G, B, B]


def test_what_is_in_no_class_is_not_drawn_without_an_other(graphics: Graphics, tmp_path: Path) -> None:
    layer = five(tmp_path, Graduated("area_m2", (5.0, 10.0, 20.0), (RED, GREEN)))
    assert colours(graphics, layer) == [R, R, G, WHITE, WHITE]


def test_values_of_any_field_are_told_apart(graphics: Graphics, tmp_path: Path) -> None:
    assert colours(graphics, five(tmp_path, Categorised("code", {"乙": RED, "丁": GREEN}, BLUE))) == [B, R, B, G, B]
    numbers = five(tmp_path, Categorised("area_m2", {"10": RED, "99.0": GREEN}, BLUE))
    assert colours(graphics, numbers) == [B, R, B, B, G]


def test_the_first_rule_that_is_met_and_drawn_at_the_scale_is_taken(graphics: Graphics, tmp_path: Path) -> None:
    rules = (Rule("", "area_m2 > 9", RED, most_scale=5_000.0), Rule("", "code IN ('乙', '甲')", GREEN))
    layer = five(tmp_path, Ruled(rules, BLUE))
    assert colours(graphics, layer) == [G, R, R, B, R]
    far = dataclasses.replace(VIEW, metres=4.0)
    assert far.scale > 5_000 > VIEW.scale
    assert colours(graphics, layer, far) == [G, G, WHITE, B, WHITE]


def test_a_marker_grows_in_area_with_its_number(graphics: Graphics, tmp_path: Path) -> None:
    symbol = Proportional("staff", Marker("#000000", outline=""), 0.0, 100.0, 0.0, 20.0)
    spots = [shapely.Point(X - 200 + 100 * at, Y) for at in range(4)]
    layer = worn(tmp_path, "entities", spots, symbol, staff=[25, 50, 100, None])
    dark = painted(graphics, VIEW, layer)[..., 0] < 128
    drawn = [dark[:, 70 + 100 * at : 170 + 100 * at].sum() for at in range(4)]
    assert drawn[1] / drawn[2] == pytest.approx(0.5, abs=0.05)
    assert drawn[0] / drawn[2] == pytest.approx(0.25, abs=0.05)
    assert drawn[3] == 0


@pytest.mark.parametrize(
    ("hatch", "share"),
    [
        (Hatch("lines", "#000000", 30.0, 3.0, 1.0), 1 / 3),
        (Hatch("cross", "#000000", 45.0, 3.0, 1.0), 1 - (2 / 3) ** 2),
        (Hatch("dots", "#000000", 0.0, 3.0, 0.4), np.pi * 0.8**2 / 9),
    ],
)
def test_a_hatch_covers_as_much_as_it_says(graphics: Graphics, tmp_path: Path, hatch: Hatch, share: float) -> None:
    layer = worn(tmp_path, "parcels", [shapely.box(X - 200, Y - 200, X + 200, Y + 200)], Fill("", "", hatch=hatch))
    picture = painted(graphics, VIEW, layer)[60:420, 140:500, 0]
    assert 1 - picture.mean() / 255 == pytest.approx(share, abs=0.03)


def test_a_hatch_stays_on_the_ground_while_the_map_moves(graphics: Graphics, tmp_path: Path) -> None:
    fill = Fill("", "", hatch=Hatch("cross", "#000000", 20.0, 3.0, 0.5))
    layer = worn(tmp_path, "parcels", [shapely.box(X - 900, Y - 900, X + 900, Y + 900)], fill)
    here = painted(graphics, VIEW, layer).astype(int)
    there = painted(graphics, dataclasses.replace(VIEW, x=X + 37, y=Y - 21), layer).astype(int)
    assert np.abs(here[21:, 37:] - there[:-21, :-37]).max() < 40


def test_a_dash_is_drawn_as_long_as_it_says(graphics: Graphics, tmp_path: Path) -> None:
    line = Line("#000000", 1.0, ground_m=6.0, dash=(6.0, 2.0))
    bent = [(X - 250, Y), (X - 100, Y), (X - 99, Y), (X + 250, Y)]  # dashes go on round a vertex
    layer = worn(tmp_path, "roads", [shapely.LineString(bent)], line)
    drawn = painted(graphics, VIEW, layer)[240, 75:565, 0] < 128
    assert drawn.mean() == pytest.approx(0.75, abs=0.04)
    assert np.count_nonzero(drawn[1:] != drawn[:-1]) == pytest.approx(2 * 490 / (8.0 / 25.4 * 96), abs=2)


def test_an_arrow_points_to_the_end_of_its_line(graphics: Graphics, tmp_path: Path) -> None:
    line = Line("#000000", 0.3, arrow="end")
    layer = worn(tmp_path, "roads", [shapely.LineString([(X - 100, Y), (X, Y), (X + 100, Y)])], line)
    dark = painted(graphics, VIEW, layer)[..., 0] < 128
    assert dark[236:245, 410:420].sum() >= 2 * dark[236:245, 220:230].sum()
    assert dark[236:245, 315:325].sum() == dark[236:245, 225:235].sum()


@pytest.mark.parametrize("at", range(5))
def test_a_piece_wears_what_its_row_does(at: int, tmp_path: Path) -> None:
    layer = five(tmp_path, Ruled((Rule("", f"fid = {at + 1}", RED),), BLUE))
    assert isinstance(layer.wear, Dress)
    assert layer.wear.number is not None
    simples = layer.wear.at(1_000, "polygon")
    by_row = {fid: simples[number] for fid, number in zip(layer.prepared.fid, layer.wear.number, strict=True)}
    assert by_row == {row + 1: RED if row == at else BLUE for row in range(5)}


@pytest.mark.parametrize(
    ("symbol", "problem", "reason"),
    [
        (Line(), StyleInvalid, "style_shape"),
        (Categorised("holder", {}, RED), ConditionUnfit, "personal_field"),
        (Graduated("nothing", (0.0, 1.0), (RED,)), ConditionUnfit, "no_such_field"),
        (Graduated("code", (0.0, 1.0), (RED,)), ConditionUnfit, "not_number"),
        (Graduated("area_m2", (0.0,), (RED,)), StyleInvalid, "style_bounds"),
        (Ruled(tuple(Rule("", "fid > 1", RED) for _ in range(63))), StyleInvalid, "style_rules"),
        (Ruled((Rule("", "holder = 'a'", RED),)), ConditionUnfit, "personal_field"),
    ],
)
def test_what_does_not_fit_the_theme_is_refused(
    tmp_path: Path, symbol: Symbol, problem: type[StyleInvalid], reason: str
) -> None:
    with pytest.raises(problem) as caught:
        five(tmp_path, symbol)
    assert caught.value.values["reason"] == reason
