"""How shapes of a layer fit one another, against what a plain union says."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.analysis.topology import gaps, lone_edges, loose_ends, overlaps
from tests.conftest import X, Y


def blocks(side: int, width: float = 20.0) -> np.ndarray:
    """Parcels that tile a square, each with its own corners moved a little."""
    chance = np.random.default_rng(4)
    corners = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1)), -1) * width + (X, Y)
    corners = corners + chance.uniform(-3, 3, corners.shape)
    row, column = np.divmod(np.arange(side * side), side)
    rings = [corners[row, column], corners[row, column + 1], corners[row + 1, column + 1], corners[row + 1, column]]
    return np.asarray(shapely.polygons(np.stack(rings, 1)))


def test_parcels_that_tile_have_neither_overlaps_nor_gaps() -> None:
    parcels = blocks(12)
    assert len(overlaps(parcels).pairs) == 0
    assert len(gaps(parcels).shapes) == 0
    assert len(lone_edges(parcels)) == 4 * 12


def test_an_overlap_is_found_with_its_area_and_place() -> None:
    parcels = blocks(8)
    parcels[27] = shapely.buffer(parcels[27], 0.5, join_style="mitre")
    found = overlaps(parcels)
    assert set(found.pairs.ravel()) - {27} == {18, 19, 20, 26, 28, 34, 35, 36} & set(found.pairs.ravel())
    assert (found.pairs == 27).any(axis=1).all()
    for (one, other), area, place in zip(found.pairs, found.area_m2, found.places, strict=True):
        shared = shapely.intersection(parcels[one], parcels[other])
        assert area == pytest.approx(shared.area)
        assert shared.buffer(1e-6).contains(shapely.Point(place))


def test_a_parcel_inside_another_and_one_drawn_twice_overlap() -> None:
    parcels = blocks(4)
    inside = shapely.box(X + 8, Y + 8, X + 10, Y + 10)
    layer = np.append(parcels, [inside, parcels[9]])
    found = {tuple(pair) for pair in overlaps(layer).pairs.tolist()}
    assert found == {(0, 16), (9, 17)}


def test_a_missing_parcel_and_a_thin_strip_are_gaps() -> None:
    parcels = blocks(6)
    hole, whole = parcels[14], parcels[21]
    west, south, _, north = whole.bounds
    parcels[21] = shapely.difference(whole, shapely.box(west + 8, south + 6, west + 8.2, north - 6))
    found = gaps(np.delete(parcels, 14))
    lost = [hole.area, whole.area - parcels[21].area]
    assert sorted(found.area_m2) == pytest.approx(sorted(lost), abs=0.02)
    assert {hole.contains(shapely.Point(place)) for place in found.places} == {True, False}


def test_gaps_larger_than_wanted_are_left_out() -> None:
    parcels = np.delete(blocks(6), 14)
    assert len(gaps(parcels, most_m2=5.0).shapes) == 0
    assert len(gaps(parcels).shapes) == 1


def test_overlaps_equal_those_of_each_pair_compared_with_each() -> None:
    chance = np.random.default_rng(9)
    middles = chance.uniform(0, 300, (150, 2)) + np.array([X, Y])
    shapes = np.asarray(
        [shapely.Point(xy).buffer(radius) for xy, radius in zip(middles, chance.uniform(2, 25, 150), strict=True)]
    )
    by_hand = {(i, j) for i in range(150) for j in range(i + 1, 150) if shapes[i].intersection(shapes[j]).area >= 0.01}
    assert {tuple(pair) for pair in overlaps(shapes).pairs.tolist()} == by_hand


def test_broken_and_missing_polygons_do_no_harm() -> None:
    parcels = blocks(3)
    tie = shapely.Polygon([(X, Y), (X + 9, Y + 9), (X + 9, Y), (X, Y + 9)])
    layer = np.append(parcels, [tie, shapely.Polygon(), None])
    assert len(overlaps(layer).pairs) == 0
    assert len(overlaps(np.empty(0, object)).pairs) == 0
    assert len(gaps(np.empty(0, object)).shapes) == 0


def test_ends_that_fall_short_stand_on_a_line_or_lead_nowhere_are_told_apart() -> None:
    street = shapely.LineString([(X, Y), (X + 100, Y)])
    short = shapely.LineString([(X + 20, Y + 50), (X + 20, Y + 0.4)])
    on_it = shapely.LineString([(X + 40, Y + 50), (X + 40, Y)])
    joined = shapely.LineString([(X + 100, Y), (X + 100, Y + 50)])
    found = loose_ends(np.array([street, short, on_it, joined]))
    ends = {(int(line), tuple(np.round(place - (X, Y), 3))): away for line, place, away in
            zip(found.line, found.places, found.distance_m, strict=True)}  # fmt: skip
    assert ends[(1, (20.0, 0.4))] == pytest.approx(0.4)
    assert ends[(2, (40.0, 0.0))] == 0.0
    assert ends[(1, (20.0, 50.0))] == np.inf
    assert (0, (100.0, 0.0)) not in ends


def test_the_width_of_an_overlap_tells_rounding_from_a_mistake() -> None:
    wide, thin = shapely.box(X + 19, Y, X + 40, Y + 100), shapely.box(X, Y + 99.996, X + 10, Y + 200)
    found = overlaps(np.array([shapely.box(X, Y, X + 20, Y + 100), wide, thin]))
    assert found.pairs.tolist() == [[0, 1], [0, 2]]
    assert found.width_m.tolist() == pytest.approx([100 / 101, 0.004], rel=1e-3)
