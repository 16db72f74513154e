"""Order, chunks and pages."""

import numpy as np

from kangbashi_gis.render.order import (
    CHUNK_PIECES,
    CHUNK_VERTICES,
    PAGE_VERTICES,
    biggest_first,
    chunks,
    drawing_order,
    hilbert,
    pages,
)


def test_neighbours_on_the_curve_are_neighbours_on_the_ground():
    column, line = (axis.ravel().astype(float) for axis in np.meshgrid(np.arange(64), np.arange(64)))
    order = np.argsort(hilbert(column, line), kind="stable")
    step = np.hypot(np.diff(column[order]), np.diff(line[order]))
    assert (step == 1).mean() > 0.95


def test_one_place_and_no_place_have_an_order():
    assert hilbert(np.ones(3), np.ones(3)).tolist() == [0, 0, 0] and len(hilbert(np.empty(0), np.empty(0))) == 0


def test_higher_ranks_are_drawn_later_and_big_pieces_stand_apart():
    rank, size = np.array([1, 0, 0, 1]), np.array([10.0, 10.0, 90_000.0, 10.0])
    order, group = drawing_order(rank, size, np.zeros((4, 2)))
    assert rank[order].tolist() == [0, 0, 1, 1]
    assert order[0] == 2 and len(set(group.tolist())) == 3


def test_chunks_and_pages_stay_small():
    vertices = np.random.default_rng(1).integers(3, 400, 20_000)
    group = np.repeat([0, 1], 10_000)
    chunk = chunks(group, vertices)
    sums = np.add.reduceat(vertices, chunk[:-1])
    assert chunk[0] == 0 and chunk[-1] == 20_000 and 10_000 in chunk
    assert np.diff(chunk).max() <= CHUNK_PIECES and sums.max() <= CHUNK_VERTICES + 400
    page = pages(sums)
    assert page[-1] == len(sums) and np.add.reduceat(sums, page[:-1]).max() <= PAGE_VERTICES + CHUNK_VERTICES + 400


def test_the_biggest_pieces_of_a_chunk_come_first():
    size = np.array([1.0, 5.0, 3.0, 2.0, 9.0])
    order = biggest_first(np.array([0, 3, 5]), size)
    assert size[order].tolist() == [5.0, 3.0, 1.0, 9.0, 2.0]


def test_nothing_has_no_chunks():
    nothing = np.empty(0, np.int64)
    assert chunks(nothing, nothing).tolist() == pages(nothing).tolist() == [0]
