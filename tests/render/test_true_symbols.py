"""The symbols of styles are right, not only fast: compared with what shapely and rasterio make of the same shapes."""

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import shapely
import shapely.affinity
import shapely.ops

from kangbashi_gis.model.symbol import Clustered, Fill, Graduated, Hatch, Heat, Line, Marker, Rule, Ruled, Symbol
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.scene import Drawable, Scene
from kangbashi_gis.render.view import PIXEL_MM, View
from tests.render.conftest import painted
from tests.render.test_dressing import worn
from tests.render.test_picture import X, Y, district, grown, shrunk, truth

COLOURS = ("#ff0000", "#00ff00", "#0000ff")
SCALES = [0.06, 3.0, 9.0, 30.0, 140.0]
VIEW = View(X, Y, 1.0, 320, 240)


def apart(count: int = 300) -> np.ndarray:
    """Give polygons that do not lie over each other, with holes and in two parts, each of its own size."""
    found = []
    for number, shape in enumerate(district(11)[:count]):
        middle = shapely.centroid(shape)
        column, row = number % 20, number // 20
        size = max(shapely.length(shapely.envelope(shape)) / 8, 1.0)
        factor = min(190.0 / size, 1.0)
        small = shapely.transform(shape, lambda xy, m=middle, f=factor: (xy - (m.x, m.y)) * f)
        found.append(shapely.affinity.translate(small, X + (column - 10) * 420, Y + (row - 7) * 420))
    return np.array(found, object)


def somewhere(metres: float, shapes: np.ndarray, turn: int) -> View:
    """Give a view at a random place: when it is near, one that shows a shape."""
    rng = np.random.default_rng(int(metres * 100) + turn)
    at = (
        rng.choice(shapes).representative_point()
        if metres < 3
        else shapely.Point(rng.uniform(-900, 900, 2) + np.array([X, Y]))
    )
    return dataclasses.replace(VIEW, x=at.x, y=at.y, metres=metres)


@pytest.fixture()
def areas(tmp_path: Path) -> tuple[np.ndarray, Drawable]:
    """Give polygons and a layer of them that is coloured by their areas in three classes."""
    shapes = apart()
    area = shapely.area(shapes)
    bounds = 0.0, *np.quantile(area, (1 / 3, 2 / 3)).tolist(), float(area.max())
    symbol = Graduated("area_m2", bounds, tuple(Fill(color, "") for color in COLOURS))
    return shapes, worn(tmp_path, "parcels", list(shapes), symbol, area_m2=area.tolist())


@pytest.mark.parametrize("metres", SCALES)
def test_each_class_is_where_its_polygons_are(
    graphics: Graphics, areas: tuple[np.ndarray, Drawable], metres: float
) -> None:
    shapes, layer = areas
    area = shapely.area(shapes)
    place = np.searchsorted(np.quantile(area, (1 / 3, 2 / 3)), area)
    view = somewhere(metres, shapes, 0)
    picture = painted(graphics, view, layer, background="#000000")
    seen = 0
    for number in range(3):
        own = shapes[place == number]
        drawn, wanted = picture[..., number] > 128, truth(own, view)
        others = grown(truth(shapes[place != number], view, touched=True))  # a dot may lie over its neighbour
        assert not (shrunk(wanted) & ~drawn & ~others).any()
        assert not (drawn & ~grown(truth(own, view, touched=True))).any()
        seen += int(wanted.sum())
    assert seen > 0


@pytest.mark.parametrize("metres", SCALES)
def test_a_rule_draws_what_meets_it_and_nothing_else(graphics: Graphics, tmp_path: Path, metres: float) -> None:
    shapes = apart()
    area = shapely.area(shapes)
    limit = float(np.median(area))
    symbol: Symbol = Ruled((Rule("大", f"area_m2 > {limit}", Fill("#000000", "")),))
    layer = worn(tmp_path, "parcels", list(shapes), symbol, area_m2=area.tolist())
    view = somewhere(metres, shapes[area > limit], 1)
    drawn, own = painted(graphics, view, layer)[..., 0] < 128, shapes[area > limit]
    assert not (shrunk(truth(own, view)) & ~drawn).any()
    assert not (drawn & ~grown(truth(own, view, touched=True))).any()
    assert drawn.any()


@pytest.mark.parametrize("angle", [0.0, 45.0, 100.0])
@pytest.mark.parametrize("metres", [0.06, 0.7, 3.0])
def test_the_lines_of_a_hatch_are_where_geometry_puts_them(
    graphics: Graphics, tmp_path: Path, angle: float, metres: float
) -> None:
    shapes = apart()
    hatch = Hatch("lines", "#000000", angle, 4.0, 1.2)
    layer = worn(tmp_path, "parcels", list(shapes), Fill("", "", hatch=hatch))
    view = somewhere(metres, shapes[:50], 2)
    drawn = painted(graphics, view, layer)[..., 0] < 128
    inside = shrunk(truth(shapes, view))
    share = drawn[inside].mean()
    assert not (drawn & ~grown(truth(shapes, view, touched=True))).any()
    assert inside.sum() > 300
    if inside.sum() > 5_000:
        assert share == pytest.approx(1.2 / 4.0, abs=0.06)
    strokes = _strokes(layer, view, angle, 4.0 / PIXEL_MM * metres, 1.2 / PIXEL_MM * metres)
    wanted = truth(np.array([strokes], object), view)
    assert not (shrunk(wanted) & inside & ~drawn).any()
    assert not (drawn & ~grown(wanted)).any()


def _strokes(layer: Drawable, view: View, angle: float, spacing_m: float, width_m: float) -> shapely.Geometry:
    """Give the lines of a hatch as areas: fixed to the layer's origin, turned against the clock, over a view."""
    ox, oy = layer.prepared.origin
    turn = np.radians(angle)
    along, across = np.array([np.cos(turn), np.sin(turn)]), np.array([-np.sin(turn), np.cos(turn)])
    middle = np.array([view.x - ox, view.y - oy])
    first = int((middle @ across) // spacing_m)
    far = 400 * view.metres
    lines = [
        shapely.LineString([across * n * spacing_m + along * (middle @ along + way) + (ox, oy) for way in (-far, far)])
        for n in range(first - int(far / spacing_m) - 1, first + int(far / spacing_m) + 2)
    ]  # fmt: skip
    return shapely.union_all(shapely.buffer(np.array(lines, object), width_m / 2, cap_style="flat"))


@pytest.mark.parametrize("metres", [0.06, 0.5, 3.0, 9.0])
def test_dashes_are_where_the_length_along_the_line_puts_them(
    graphics: Graphics, tmp_path: Path, metres: float
) -> None:
    rng = np.random.default_rng(5)
    line = shapely.LineString(np.cumsum(rng.uniform(5, 60, (40, 2)) * metres, axis=0) - 1200 * metres + (X, Y))
    on, off = 5.0, 3.0
    layer = worn(tmp_path, "roads", [line], Line("#000000", 1.0, dash=(on, off), ground_m=4 * metres))
    at = line.interpolate(0.5, normalized=True)
    view = dataclasses.replace(VIEW, x=at.x, y=at.y, metres=metres)
    drawn = painted(graphics, view, layer)[..., 0] < 128
    step, dash = (on + off) / PIXEL_MM * metres, on / PIXEL_MM * metres
    starts = np.arange(0, line.length, step)
    pieces = [shapely.ops.substring(line, one, min(one + dash, line.length)) for one in starts]
    wanted = truth(shapely.buffer(np.array(pieces, object), 2 * metres, cap_style="flat"), view)
    assert wanted.sum() > 200
    assert (wanted & ~grown(drawn)).mean() < 0.0005
    assert (drawn & ~grown(wanted)).mean() < 0.0005


@pytest.mark.parametrize("symbol", [Heat(), Clustered(), Marker("#000000", 3.0)])
def test_one_point_is_drawn_beside_one_that_is_nowhere_also_in_a_window_without_size(
    graphics: Graphics, tmp_path: Path, symbol: Symbol
) -> None:
    layer = worn(tmp_path, "addresses", [shapely.Point(X, Y), shapely.Point(np.nan, np.inf)], symbol)
    assert (painted(graphics, VIEW, layer) < 250).any()
    assert (painted(graphics, dataclasses.replace(VIEW, width=1, height=1), layer) < 250).any()


@pytest.mark.parametrize("far", [np.nan, np.inf, -np.inf])
def test_what_lies_nowhere_is_left_out_and_its_neighbours_are_drawn(
    graphics: Graphics, tmp_path: Path, far: float
) -> None:
    road = shapely.LineString([(X - 50, Y), (X + 50, Y)])
    lost = shapely.LineString([(X, Y), (X + 5, far)])
    layer = worn(tmp_path, "roads", [lost, road], Line("#000000", 1.0, dash=(2.0, 1.0), arrow="along"))
    assert layer.prepared.extent == (X - 50, Y, X + 50, Y)
    assert (painted(graphics, VIEW, layer)[120, 115:205, 0] < 128).mean() > 0.5


def test_a_window_waits_for_one_program_at_a_time(graphics: Graphics, tmp_path: Path) -> None:
    fill = Fill("#ffffff", "#000000", 0.5, dash=(2.0, 1.0), hatch=Hatch("lines", "#000000", 45.0, 4.0, 1.0))
    layer = worn(tmp_path, "parcels", [shapely.box(X, Y, X + 90, Y + 90)], fill)
    known = set(vars(graphics))
    with ThreadPoolExecutor(1) as pool:
        scene = Scene(graphics, pool)
        scene.show([layer])
        made = []
        while scene.plan(VIEW) is None:
            scene.shelf.settle(1.0)
            made.append(len({"hatch", "dash"} & (set(vars(graphics)) - known)))
        scene.release()
    assert sorted(set(made)) == [0, 1, 2]
