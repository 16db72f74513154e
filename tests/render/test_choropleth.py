"""Coloured areas are few figures, whatever their number, with every corner within reach of an index."""

import numpy as np

from kangbashi_gis.render.choropleth import MOST_CORNERS, Coloured, figures

X, Y = 384_000.0, 4_383_000.0


def square(at: int) -> list[tuple[float, float]]:
    x = X + 10 * at
    return [(x, Y), (x + 8, Y), (x + 8, Y + 8), (x, Y + 8), (x, Y)]


def test_a_square_is_two_triangles_and_a_line_around() -> None:
    inside, edge = figures([Coloured("#41b6c4b0", [square(0)])])
    assert (inside.kind, len(inside.packed.vertices)) == ("fill", 6)
    assert (edge.kind, len(edge.packed.vertices)) == ("line", 5)
    assert np.allclose(inside.packed.vertices["place"].min(axis=0) + inside.origin, (X, Y))


def test_many_areas_are_few_figures() -> None:
    found = figures([Coloured("#41b6c4b0", [square(at) for at in range(30_000)])])
    assert len(found) < 10
    assert all(len(one.packed.vertices) <= MOST_CORNERS for one in found)
    assert sum(len(one.packed.vertices) for one in found if one.kind == "fill") == 6 * 30_000


def test_what_has_no_inside_is_left_out() -> None:
    assert figures([Coloured("#41b6c4b0", [square(0)[:2], []])]) == []
    assert figures([]) == []
