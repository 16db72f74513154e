"""Buildings are joined to compact blocks of ten people or more, always the same, and stay in them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kangbashi_gis.analysis.blocks import SPREAD_M, Buildings, centres, extend, join

X, Y = 384_000.0, 4_383_000.0


def street(count: int, seed: int = 1, communities: int = 3) -> Buildings:
    """Houses at random, with up to forty people of both sexes and three ages."""
    chance = np.random.default_rng(seed)
    xy = np.column_stack([chance.uniform(X, X + 3000, count), chance.uniform(Y, Y + 3000, count)]).round(1)
    people = chance.integers(0, 40, count)
    men = chance.binomial(people, 0.5)
    young = chance.binomial(people, 0.15)
    old = chance.binomial(people - young, 0.2)
    cells = np.column_stack([people, men, people - men, young, people - young - old, old])
    return Buildings(xy, np.floor((xy[:, 0] - X) / 3000 * communities).astype(np.int64), cells)


def people_of(blocks: np.ndarray, buildings: Buildings) -> np.ndarray:
    inside = blocks >= 0
    return np.bincount(blocks[inside], weights=buildings.people[inside, 0]).astype(int)


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 120), st.integers(0, 1000), st.integers(1, 6))
def test_every_block_has_ten_people_and_every_building_has_a_block(count: int, seed: int, communities: int) -> None:
    buildings = street(count, seed, communities)
    blocks = join(buildings)
    if buildings.people[:, 0].sum() < 10:
        assert (blocks == -1).all()
    else:
        assert blocks.min() == 0
        assert people_of(blocks, buildings).min() >= 10


def test_the_order_in_which_buildings_come_changes_nothing() -> None:
    buildings = street(300)
    shuffled = np.random.default_rng(2).permutation(300)
    again = np.empty(300, np.int64)
    again[shuffled] = join(buildings.take(shuffled))
    assert again.tolist() == join(buildings).tolist()


def test_a_block_lies_within_one_community_that_has_enough_people() -> None:
    buildings = street(300)
    blocks = join(buildings)
    assert all(len(set(buildings.community[blocks == one])) == 1 for one in range(blocks.max() + 1))


def test_a_community_with_too_few_people_goes_with_its_neighbour() -> None:
    xy = np.array([[X, Y], [X + 50, Y], [X + 900, Y]])
    people = np.array([[30, 15], [4, 2], [40, 20]])
    blocks = join(Buildings(xy, np.array([0, 1, 2]), people))
    assert blocks[0] == blocks[1] != blocks[2]


def test_houses_far_apart_are_told_apart_though_few_children_live_there() -> None:
    xy = np.array([[X, Y], [X + SPREAD_M + 100, Y]])
    people = np.array([[20, 1], [20, 1]])
    assert join(Buildings(xy, np.zeros(2, np.int64), people)).tolist() == [0, 1]
    near = np.array([[X, Y], [X + 100, Y]])
    assert join(Buildings(near, np.zeros(2, np.int64), people)).tolist() == [0, 0]


def test_a_building_without_a_place_belongs_to_no_block() -> None:
    xy = np.array([[X, Y], [np.nan, np.nan]])
    assert join(Buildings(xy, np.zeros(2, np.int64), np.array([[20], [50]]))).tolist() == [0, -1]


def test_a_new_building_goes_to_its_neighbours_block_and_moves_nobody() -> None:
    known, new = street(200, 3, 1), street(5, 4, 1)
    blocks = join(known)
    added = extend(known, blocks, new)
    assert set(added) <= set(blocks)
    away = np.hypot(*(known.xy - new.xy[0]).T)
    assert added[0] == blocks[np.argmin(away)]


def test_a_new_quarter_far_away_has_blocks_of_its_own() -> None:
    known, quarter = street(100, 5, 1), street(100, 6, 1)
    far = Buildings(quarter.xy + 20_000, quarter.community, quarter.people)
    blocks = join(known)
    added = extend(known, blocks, far)
    assert added.min() > blocks.max()
    assert people_of(added, far)[blocks.max() + 1 :].min() >= 10


def test_a_lonely_new_farm_is_too_small_for_a_block() -> None:
    known = street(100, 7, 1)
    farm = Buildings(np.array([[X + 30_000, Y]]), np.zeros(1, np.int64), np.array([[4, 2, 2, 1, 2, 1]]))
    assert extend(known, join(known), farm)[0] in join(known)


def test_the_centre_of_a_block_does_not_tell_where_its_people_live() -> None:
    xy = np.array([[0.0, 0.0], [100.0, 0.0]])
    assert centres(xy, np.array([0, 0]), 1).tolist() == [[50.0, 0.0]]


@pytest.mark.parametrize("count", [0, 1])
def test_hardly_anybody_makes_no_block(count: int) -> None:
    assert (join(Buildings(np.zeros((count, 2)), np.zeros(count, np.int64), np.full((count, 1), 3))) == -1).all()
