"""The picture is right: compared with an independent rasterisation of the same shapes."""

import dataclasses

import numpy as np
import pytest
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin

from kangbashi_gis.model.symbol import Categorised, Fill, LayerState, Line, Marker
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.view import View
from tests.render.conftest import Make, painted

X, Y = 384_000.0, 4_383_000.0
ANYWHERE = View(X, Y, 1.0, 640, 480)


def district(seed: int = 7) -> np.ndarray:
    """Give polygons of all sorts: with bends, holes, parts, tiny and huge ones."""
    rng = np.random.default_rng(seed)
    shapes: list[shapely.Geometry] = []
    for x, y in rng.uniform(-4000, 4000, (400, 2)):
        size = 10 ** rng.uniform(0.8, 2.6)
        shape = shapely.Point(X + x, Y + y).buffer(size, int(rng.integers(1, 12)))
        if rng.random() < 0.4:
            shape = shape.difference(shapely.Point(X + x, Y + y).buffer(size * rng.uniform(0.3, 0.8), 6))
        if rng.random() < 0.2:
            shape = shape.difference(shapely.box(X + x - size, Y + y - size / 9, X + x + size, Y + y + size / 9))
        shapes.append(shape)
    return np.array(shapes, object)


def grown(mask: np.ndarray, pixels: int = 1) -> np.ndarray:
    """Add the neighbours of all pixels, some times over."""
    for _ in range(pixels):
        padded = np.pad(mask, 1)
        mask = np.logical_or.reduce(
            [padded[y : y + mask.shape[0], x : x + mask.shape[1]] for y in range(3) for x in range(3)]
        )
    return mask


def shrunk(mask: np.ndarray) -> np.ndarray:
    """Take away all pixels beside others that are not in the mask."""
    return ~grown(~mask)


def truth(shapes: np.ndarray, view: View, touched: bool = False) -> np.ndarray:
    """The pixels whose middle lies in a shape, or all that a shape touches."""
    xmin, _, _, ymax = view.extent
    where = from_origin(xmin, ymax, view.metres, view.metres)
    size = view.height, view.width
    return rasterize(list(shapes), size, transform=where, all_touched=touched, dtype="uint8").astype(bool)


@pytest.mark.parametrize("metres", [0.06, 0.7, 3.0, 9.0, 10.0, 30.0, 32.0])
def test_polygons_are_where_they_are_and_holes_are_not_filled(graphics: Graphics, make: Make, metres: float):
    shapes = district()
    layer = make("parcels", shapes)
    rng = np.random.default_rng(int(metres * 100))
    for dx, dy in rng.uniform(-3000, 3000, (3, 2)):
        at = rng.choice(shapes).representative_point() if metres < 1 else shapely.Point(X + dx, Y + dy)
        view = dataclasses.replace(ANYWHERE, x=at.x, y=at.y, metres=metres)
        drawn, wanted = painted(graphics, view, layer)[..., 0] < 128, truth(shapes, view)
        # a pixel more or less at an edge, where dots stand for shapes of two pixels and vertices are left out
        # where most shapes are dots, the squares of a few slits beside each other leave a pixel free
        assert (shrunk(wanted) & ~drawn).sum() <= (2 if metres >= 10 else 0)
        assert not (drawn & ~grown(truth(shapes, view, touched=True))).any()
        assert wanted.any() and drawn.sum() == pytest.approx(wanted.sum(), rel=0.05, abs=12)


@pytest.mark.parametrize("metres", [0.5, 4.0, 16.0, 60.0, 300.0])
def test_no_parcel_is_missing_at_any_level(graphics: Graphics, make: Make, metres: float):
    far = max(20.0, metres * 6)
    spots = [(X + column * far, Y + row * far) for column in range(-25, 26) for row in range(-15, 16)]
    layer = make("parcels", [shapely.Point(x, y).buffer(8.0, 4) for x, y in spots])
    view = dataclasses.replace(ANYWHERE, metres=metres)
    drawn = painted(graphics, view, layer)[..., 0] < 250
    seen = [
        (x, y) for x, y in (view.pixel(*spot) for spot in spots) if 3 < x < view.width - 3 and 3 < y < view.height - 3
    ]
    missing = [(x, y) for x, y in seen if not drawn[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3].any()]
    assert len(seen) > 80 and missing == []


def test_parcels_side_by_side_leave_no_gap_at_any_level(graphics: Graphics, make: Make):
    rng = np.random.default_rng(3)
    side, count = 30.0, 80
    nodes = np.stack(np.meshgrid(np.arange(2 * count + 1.0), np.arange(2 * count + 1.0)), axis=-1) * side / 2
    nodes += rng.uniform(-2.5, 2.5, nodes.shape) + np.array([X, Y])
    steps = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1)]
    layer = make(
        "parcels",
        [shapely.Polygon([nodes[2 * j + b, 2 * i + a] for a, b in steps]) for i in range(count) for j in range(count)],
    )
    middle = X + count * side / 2, Y + count * side / 2
    for metres, holes in ((0.4, 0.0), (2.2, 0.0), (8.5, 0.002), (14.9, 0.002)):
        pixels = int(count * side * 0.8 / metres)
        view = View(*middle, metres, min(pixels, 800), min(pixels, 600))
        assert (painted(graphics, view, layer)[..., 0] > 128).mean() <= holes


def test_a_polygon_too_big_for_one_piece_is_drawn_whole(graphics: Graphics, make: Make):
    turn = np.linspace(0, 2 * np.pi, 30_000, endpoint=False)
    far = 200 + 20 * np.sin(40 * turn)
    shape = shapely.Polygon(np.stack([X + far * np.cos(turn), Y + far * np.sin(turn)], axis=1))
    layer = make("parcels", [shape.difference(shapely.Point(X, Y).buffer(50))])
    drawn, wanted = painted(graphics, ANYWHERE, layer)[..., 0] < 128, truth(np.array([layer_shape(shape)]), ANYWHERE)
    assert not (shrunk(wanted) & ~drawn).any() and not (drawn & ~grown(wanted)).any()


def layer_shape(shape: shapely.Polygon) -> shapely.Geometry:
    return shape.difference(shapely.Point(X, Y).buffer(50))


def test_the_cuts_of_a_big_polygon_have_no_outline(graphics: Graphics, make: Make):
    turn = np.linspace(0, 2 * np.pi, 30_000, endpoint=False)
    shape = shapely.Polygon(np.stack([X + 200 * np.cos(turn), Y + 200 * np.sin(turn)], axis=1))
    drawn = painted(graphics, ANYWHERE, make("parcels", [shape], Fill("#ffffff", "#000000", 0.5)))[..., 0] < 200
    inside = truth(np.array([shapely.Point(X, Y).buffer(196)]), ANYWHERE)
    assert not (drawn & inside).any()
    assert drawn.any()


def test_at_1_to_200_a_centimetre_is_a_centimetre(graphics: Graphics, make: Make):
    """A boundary far from the layer's middle is drawn within a tenth of a pixel of where it is."""
    metres = View(0, 0, 1, 1, 1).with_scale(200).metres
    far = X + 18_000.0
    layer = make("parcels", [shapely.box(far, Y, far + 10, Y + 10), shapely.box(X, Y, X + 1, Y + 1)])
    edges = []
    for shift in np.arange(0, 1, 0.1):
        view = View(far + 5 + shift * metres, Y + 5, metres, 256, 64)
        column = np.flatnonzero(painted(graphics, view, layer)[32, :, 0] < 128)[0]
        edges.append(view.pixel(far, Y)[0] - column)
    # the first filled pixel is the first whose middle lies inside: between 0.5 before and 0.5 after the edge
    assert max(edges) <= 0.6 and min(edges) >= -0.6


def test_a_line_is_as_wide_as_its_symbol_says(graphics: Graphics, make: Make):
    shape = shapely.LineString([(X - 100, Y + 0.5), (X + 100, Y + 0.5)])
    layer = make("roads", [shape], Line("#000000", 2.0))
    column = painted(graphics, ANYWHERE, layer)[:, 320, 0] / 255
    assert (1 - column).sum() == pytest.approx(2.0 / 25.4 * 96, abs=0.2)


def test_a_road_is_as_wide_as_on_the_ground_when_that_is_wider(graphics: Graphics, make: Make):
    shape = shapely.LineString([(X - 100, Y), (X + 100, Y)])
    column = painted(graphics, ANYWHERE, make("roads", [shape], Line("#000000", 0.5, ground_m=30)))[:, 320, 0] / 255
    assert (1 - column).sum() == pytest.approx(30, abs=0.2)


def test_no_casing_crosses_a_junction(graphics: Graphics, make: Make):
    cross = [
        shapely.LineString([(X - 99, Y), (X, Y)]),
        shapely.LineString([(X, Y), (X + 99, Y)]),
        shapely.LineString([(X, Y - 99), (X, Y)]),
    ]
    picture = painted(
        graphics, ANYWHERE, make("roads", cross, Line("#ffffff", 3.0, "#000000", 0.5)), background="#808080"
    )
    assert (picture[237:243, 250:390] == 255).all()
    assert (picture[230:233, 250:390] < 60).any()


def test_a_higher_class_of_road_lies_on_top(graphics: Graphics, make: Make):
    symbol = Categorised(
        "class", {"arterial": Line("#ff0000", 3.0), "lane": Line("#0000ff", 3.0)}, Line("#00ff00", 3.0)
    )
    cross = [
        shapely.LineString([(X - 99, Y), (X + 99, Y)]),
        shapely.LineString([(X, Y - 99), (X, Y + 99)]),
        shapely.LineString([(X - 99, Y - 99), (X + 99, Y + 99)]),
    ]
    picture = painted(graphics, ANYWHERE, make("roads", cross, symbol, **{"class": ["arterial", "lane", None]}))
    assert picture[240, 320].tolist() == [255, 0, 0]


def test_lines_of_a_see_through_layer_do_not_show_through_each_other(graphics: Graphics, make: Make):
    cross = [shapely.LineString([(X - 99, Y), (X + 99, Y)]), shapely.LineString([(X, Y - 99), (X, Y + 99)])]
    layer = dataclasses.replace(make("roads", cross, Line("#000000", 3.0)), state=LayerState("roads", opacity=0.5))
    picture = painted(graphics, ANYWHERE, layer)
    assert picture[240, 320, 0] == picture[240, 280, 0] == pytest.approx(128, abs=2)


@pytest.mark.parametrize("shape, corner", [("circle", False), ("square", True), ("diamond", False)])
def test_a_marker_has_its_colour_and_its_shape(graphics: Graphics, make: Make, shape: str, corner: bool):
    layer = make("addresses", [shapely.Point(X, Y)], Marker("#ff0000", 5.0, shape, "#ffffff"))
    picture = painted(graphics, ANYWHERE, layer, background="#000000")
    assert picture[240, 320].tolist() == [255, 0, 0]
    assert (picture[240 - 7, 320 + 7].tolist() == [255, 0, 0]) is corner


def test_layers_lie_over_each_other_in_their_order(graphics: Graphics, make: Make):
    low = make("parcels", [shapely.box(X - 50, Y - 50, X + 50, Y + 50)], Fill("#00ff00", ""))
    high = make("buildings", [shapely.box(X - 10, Y - 10, X + 10, Y + 10)], Fill("#0000ff", ""))
    assert painted(graphics, ANYWHERE, high, low)[240, 320].tolist() == [0, 0, 255]
    assert painted(graphics, ANYWHERE, low, high)[240, 320].tolist() == [0, 255, 0]


def test_a_layer_is_drawn_only_between_its_scales(graphics: Graphics, make: Make):
    layer = make("parcels", [shapely.box(X - 50, Y - 50, X + 50, Y + 50)])
    scale = ANYWHERE.scale
    for state, there in (
        (LayerState("parcels", most_scale=scale - 1), False),
        (LayerState("parcels", most_scale=scale + 1), True),
        (LayerState("parcels", least_scale=scale + 1), False),
        (LayerState("parcels", visible=False), False),
    ):
        shown = painted(graphics, ANYWHERE, dataclasses.replace(layer, state=state))
        assert bool(shown[240, 320, 0] == 0) is there


def test_a_layer_of_one_point_and_an_empty_one_are_drawn(graphics: Graphics, make: Make):
    point = make("addresses", [shapely.Point(X, Y)], Marker("#ff0000"))
    assert (painted(graphics, ANYWHERE, make("parcels", []), point)[240, 320] == (255, 0, 0)).all()
