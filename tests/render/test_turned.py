"""A turned map: the same things, in their places, with what is written upright."""

import dataclasses
from collections.abc import Sequence

import numpy as np
import pytest
import shapely
from affine import Affine
from rasterio.features import rasterize

from kangbashi_gis.model.symbol import Fill, Hatch, Line, Marker
from kangbashi_gis.model.themes import theme
from kangbashi_gis.render import labels
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.lettering import extent
from kangbashi_gis.render.view import View
from tests.render.conftest import Make, painted
from tests.render.test_picture import district, grown, shrunk

X, Y = 384_000.0, 4_383_000.0
VIEW = View(X, Y, 2.0, 640, 480)


def truth(shapes: Sequence[shapely.Geometry], view: View, touched: bool = False) -> np.ndarray:
    """The pixels whose middle lies in a shape, by an affine map made of three corners of the window."""
    left_top, right_top, _, left_bottom = (np.array(one) for one in view.corners)
    across, down = (right_top - left_top) / view.width, (left_bottom - left_top) / view.height
    where = Affine(across[0], down[0], left_top[0], across[1], down[1], left_top[1])
    size = view.height, view.width
    return rasterize(list(shapes), size, transform=where, all_touched=touched, dtype="uint8").astype(bool)


@pytest.mark.parametrize("angle", [7.5, 90.0, 133.0, 300.0])
@pytest.mark.parametrize("metres", [0.7, 3.0, 30.0])
def test_polygons_of_a_turned_map_are_where_an_independent_rasterisation_has_them(
    graphics: Graphics, make: Make, metres: float, angle: float
):
    shapes = district()
    layer = make("parcels", shapes)
    at = shapes[int(angle)].representative_point()
    view = dataclasses.replace(VIEW, x=at.x + 11.3, y=at.y + 7.9, metres=metres).turned(angle)
    drawn, wanted = painted(graphics, view, layer)[..., 0] < 128, truth(shapes, view)
    assert not (shrunk(wanted) & ~drawn).any()
    assert not (drawn & ~grown(truth(shapes, view, touched=True))).any()
    assert wanted.any() and drawn.sum() == pytest.approx(wanted.sum(), rel=0.05, abs=12)


def test_the_pixel_over_what_is_drawn_leads_back_to_it(graphics: Graphics, make: Make):
    """What identifies under the pointer asks the store at the ground of a pixel: it is in what is drawn there."""
    shapes = district(3)
    view = dataclasses.replace(VIEW, metres=6.0).turned(217.3)
    drawn = shrunk(painted(graphics, view, make("parcels", shapes))[..., 0] < 128)
    rows, columns = np.nonzero(drawn)
    x, y = view.ground(columns[::53] + 0.5, rows[::53] + 0.5)
    tree = shapely.STRtree(shapes)
    hit = np.unique(tree.query(shapely.points(x, y), predicate="intersects")[0])
    assert len(hit) == len(rows[::53]) > 100


def test_at_90_degrees_north_is_on_the_right():
    x, y = VIEW.turned(90.0).pixel(X, Y + 100)
    assert (x, y) == pytest.approx((VIEW.width / 2 + 50, VIEW.height / 2))


@pytest.mark.parametrize("angle", [0.0, 33.0, 180.0, 271.5])
def test_the_hand_pulls_the_ground_with_it_however_the_map_is_turned(angle: float):
    view = VIEW.turned(angle)
    held = view.ground(100, 200)
    assert view.moved(31, -17).pixel(*held) == pytest.approx((131, 183))
    assert view.zoomed(2.2, 100, 200).ground(100, 200) == pytest.approx(held)
    assert view.turned(angle + 40, 100, 200).ground(100, 200) == pytest.approx(held)


def test_a_box_of_the_ground_is_seen_whole_when_the_map_is_turned():
    view = VIEW.turned(30.0).fitted((X, Y, X + 900, Y + 400), 0.0)
    pixels = [view.pixel(x, y) for x in (X, X + 900) for y in (Y, Y + 400)]
    assert all(-1e-6 <= x <= view.width + 1e-6 and -1e-6 <= y <= view.height + 1e-6 for x, y in pixels)
    assert min(y for _, y in pixels) == pytest.approx(0, abs=1e-6)  # and no farther away than that needs


def test_extent_and_angle_say_all_of_a_view():
    view = VIEW.turned(211.0)
    assert VIEW.framed(view.upright, view.angle) == view
    xs, ys = zip(*view.corners, strict=True)
    assert view.extent == pytest.approx((min(xs), min(ys), max(xs), max(ys)))


def test_what_lies_only_in_the_box_around_a_turned_view_is_left_out():
    view = VIEW.turned(45.0)
    xmin, ymin, xmax, ymax = view.extent
    bounds = np.array([(xmin, ymin, xmin + 9, ymin + 9), (X - 5, Y - 5, X + 5, Y + 5), (xmin, ymin, xmax, ymax)])
    assert view.touches(bounds).tolist() == [False, True, True]
    assert dataclasses.replace(view, angle=0.0).touches(bounds).tolist() == [False, True, True]


def test_parcels_too_small_to_be_drawn_leave_no_holes_when_turned(graphics: Graphics, make: Make):
    side, count = 30.0, 60
    layer = make(
        "parcels",
        [
            shapely.box(X + i * side, Y + j * side, X + (i + 1) * side, Y + (j + 1) * side)
            for i in range(count)
            for j in range(count)
        ],
    )
    middle = X + count * side / 2, Y + count * side / 2
    for metres in (8.5, 14.9):
        pixels = int(count * side * 0.6 / metres)
        view = View(*middle, metres, pixels, pixels, angle=45.0)
        assert (painted(graphics, view, layer)[..., 0] > 128).mean() <= 0.002


def test_lines_are_as_wide_as_before(graphics: Graphics, make: Make):
    layer = make("roads", [shapely.LineString([(X - 200, Y), (X + 200, Y)])], Line("#000000", 2.0))
    across = painted(graphics, VIEW.turned(90.0), layer)[240, :, 0] / 255
    assert (1 - across).sum() == pytest.approx(2.0 / 25.4 * 96, abs=0.2)


def test_markers_and_the_numbers_of_groups_stay_upright(graphics: Graphics, make: Make):
    for symbol in (Marker("#ff0000", 6.0, "triangle", "#000000"), Marker("#ff0000", 6.0, "school", "#000000")):
        layer = make("addresses", [shapely.Point(X, Y)], symbol)
        upright = painted(graphics, VIEW, layer)
        assert (painted(graphics, VIEW.turned(62.0), layer) == upright).all() and (upright != 255).any()


def test_hatches_keep_the_angle_that_the_legend_shows(graphics: Graphics, make: Make):
    layer = make(
        "parcels", [shapely.Point(X, Y).buffer(2000)], Fill("#ffffff", "", 0.0, hatch=Hatch("lines", "#000000"))
    )
    upright, turned = (painted(graphics, view, layer)[..., 0] < 128 for view in (VIEW, VIEW.turned(45.0)))
    steepness = [_slope(one) for one in (upright, turned)]
    assert steepness[0] == pytest.approx(steepness[1], abs=0.05)


def _slope(mask: np.ndarray) -> float:
    """How alike a picture is to itself one pixel down and right, beside one down and left."""
    inner = mask[40:-40, 40:-40]
    return float((inner == mask[41:-39, 41:-39]).mean() - (inner == mask[41:-39, 39:-41]).mean())


@pytest.mark.parametrize("angle", [0.0, 40.0, 135.0, 180.0, 260.0])
def test_names_never_stand_on_their_heads_nor_on_each_other(make: Make, angle: float):
    rng = np.random.default_rng(5)
    ways = [shapely.LineString(rng.uniform(-600, 600, (2, 2)) + np.array([X, Y])) for _ in range(30)]
    kind = dataclasses.replace(theme("roads"), least_scale=0.0, most_scale=float("inf"))
    ready = make("roads", ways).prepared
    texts = labels.Texts(lambda _theme, fids: [f"鄂尔多斯第{fid}大街" for fid in fids.tolist()])
    view = View(X, Y, 1.0, 900, 700, angle=angle)
    placed = labels.layout(view, [(ready, kind)], texts)
    assert len(placed) > 5 and all(abs(one.words.angle) <= 90 for one in placed)
    boxes = [_turned_box(view, one) for one in placed]
    assert not any(boxes[a].buffer(-3).intersects(boxes[b]) for a in range(len(boxes)) for b in range(a))


def _turned_box(view: View, name: labels.Placed) -> shapely.Polygon:
    (width, height), (x, y) = extent(name.words), view.pixel(name.x, name.y)
    box = shapely.box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    turn = np.radians(name.words.angle)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return shapely.transform(box, lambda xy: (xy - (x, y)) @ spin + (x, y))
