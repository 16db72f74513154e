"""Ground is counted in sheets of 250 m; pieces are told apart, and what they enclose belongs to them."""

import numpy as np
import pytest
import shapely

from kangbashi_gis.analysis import sheets

X, Y = 384_000.0, 4_383_000.0


def of(*shapes: shapely.Geometry) -> np.ndarray:
    return sheets.of_shapes(np.array(shapes, dtype=object))


def square(east: float, north: float, side: float) -> shapely.Geometry:
    return shapely.box(X + east, Y + north, X + east + side, Y + north + side)


def test_a_building_counts_as_the_sheet_it_stands_on() -> None:
    found = sheets.of_boxes(np.array([[X + 10, Y + 10, X + 30, Y + 30]]))
    assert sheets.largest_piece_km2(found, found) == 0.0625


def test_a_box_over_a_corner_of_four_sheets_counts_as_four() -> None:
    assert len(sheets.of_boxes(np.array([[X - 5, Y - 5, X + 5, Y + 5]]))) == 4


def test_ground_that_an_outline_encloses_counts() -> None:
    found = of(square(0, 0, 4_999))
    assert sheets.largest_piece_km2(found, found) == 25.0


def test_streets_cover_the_blocks_between_them() -> None:
    lines = [shapely.LineString([(X, Y + at), (X + 4_999, Y + at)]) for at in range(0, 5_000, 999)]
    lines += [shapely.LineString([(X + at, Y), (X + at, Y + 4_999)]) for at in range(0, 5_000, 999)]
    found = of(*lines)
    assert sheets.largest_piece_km2(found, found) == pytest.approx(25.0, abs=0.1)


def test_pieces_apart_do_not_add_up() -> None:
    near, far = of(square(0, 0, 900)), of(square(3_000, 0, 1_900))
    whole = sheets.joined(near, far)
    assert sheets.largest_piece_km2(whole, near) == 1.0
    assert sheets.largest_piece_km2(whole, far) == 4.0


def test_sheets_that_touch_at_a_corner_are_one_piece() -> None:
    found = np.array([(0, 0), (1, 1)])
    assert sheets.largest_piece_km2(found, found) == 0.125


def test_ground_between_streets_half_a_kilometre_apart_is_covered_and_beyond_is_not() -> None:
    def streets(apart: int) -> np.ndarray:
        return of(*(shapely.LineString([(X, Y + at), (X + 1_999, Y + at)]) for at in range(0, 3_001, apart)))

    close, far = streets(500), streets(1_000)
    assert sheets.largest_piece_km2(close, close) == 13 * 8 * 0.0625
    assert sheets.largest_piece_km2(far, far) == 8 * 0.0625


def test_every_second_sheet_covers_all_of_them() -> None:
    board = np.array([(east, north) for east in range(9) for north in range(9) if (east + north) % 2 == 0])
    assert sheets.largest_piece_km2(board, board) == 81 * 0.0625


def test_adding_only_makes_it_larger() -> None:
    generator = np.random.default_rng(7)
    given, before = np.empty((0, 2), dtype=np.int64), 0.0
    for _ in range(30):
        given = sheets.joined(given, generator.integers(0, 12, (4, 2)))
        area = sheets.largest_piece_km2(given, given)
        assert area >= before
        before = area


def test_a_piece_too_long_to_be_filled_is_counted_as_it_is() -> None:
    diagonal = np.array([(at, at) for at in range(1_000)])
    assert sheets.largest_piece_km2(diagonal, diagonal) == 62.5


def test_nothing_covers_nothing() -> None:
    nothing = np.empty((0, 2), dtype=np.int64)
    assert sheets.largest_piece_km2(nothing, nothing) == 0.0
    assert len(of()) == 0
