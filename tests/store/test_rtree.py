"""The R*Tree of a layer, written in bulk: SQLite itself finds nothing amiss, and it answers as one that grew."""

from pathlib import Path

import numpy as np
import pytest
from sqlcipher3 import dbapi2
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.store import rtree

WINDOW = (396_000.0, 4_383_500.0, 398_000.0, 4_386_000.0)


@pytest.fixture
def connection(tmp_path: Path) -> Connection:
    connection = dbapi2.connect(str(tmp_path / "树.db"), isolation_level=None)
    connection.execute("CREATE VIRTUAL TABLE tree USING rtree(id, minx, maxx, miny, maxy)")
    return connection


def boxes(count: int) -> np.ndarray:
    chance = np.random.default_rng(count)
    corner = chance.uniform((394_000, 4_382_000), (402_000, 4_390_000), (count, 2))
    return np.hstack([corner, corner + chance.uniform(0, 40, (count, 2))])


def amiss(connection: Connection) -> str:
    found: str = connection.execute("SELECT rtreecheck('tree')").fetchone()[0]
    return found


def inside(connection: Connection) -> set[int]:
    command = "SELECT id FROM tree WHERE maxx >= ? AND maxy >= ? AND minx <= ? AND miny <= ?"
    return {row[0] for row in connection.execute(command, WINDOW)}


def touching(found: np.ndarray) -> set[int]:
    xmin, ymin, xmax, ymax = WINDOW
    hit = (found[:, 2] >= xmin) & (found[:, 3] >= ymin) & (found[:, 0] <= xmax) & (found[:, 1] <= ymax)
    return set((np.flatnonzero(hit) + 1).tolist())


@pytest.mark.parametrize("count", [1, 51, 52, 999, 1_000, 2_400, 120_000])
def test_a_tree_of_any_size_is_sound_and_finds_what_touches_a_window(connection: Connection, count: int) -> None:
    given = boxes(count)
    rtree.add(connection, "tree", np.arange(1, count + 1), given)
    assert amiss(connection) == "ok"
    assert connection.execute("SELECT count(*) FROM tree").fetchone() == (count,)
    # the tree rounds outwards to half a metre: it may tell too much at the edge, never too little
    found = inside(connection)
    assert touching(given) <= found
    assert len(found - touching(given)) <= 1 + count // 100


def test_rows_are_added_to_what_stands_and_the_tree_can_be_edited_afterwards(connection: Connection) -> None:
    given = boxes(6_000)
    numbers = np.arange(1, 6_001)
    for start, stop in ((0, 500), (500, 3_000), (3_000, 3_010), (3_010, 6_000)):
        rtree.add(connection, "tree", numbers[start:stop], given[start:stop])
        assert amiss(connection) == "ok"
    assert touching(given) <= inside(connection)
    connection.execute("DELETE FROM tree WHERE id % 3 = 0")
    connection.executemany("INSERT INTO tree VALUES (?, 1, 2, 3, 4)", ((number,) for number in range(7_000, 7_400)))
    assert amiss(connection) == "ok"
    assert {one for one in touching(given) if one % 3} <= inside(connection)


def test_a_packed_tree_is_taken_back_with_its_transaction(connection: Connection) -> None:
    rtree.add(connection, "tree", np.arange(1, 11), boxes(10))
    before = inside(connection)
    connection.execute("BEGIN")
    rtree.add(connection, "tree", np.arange(11, 5_011), boxes(5_000))
    connection.execute("ROLLBACK")
    assert amiss(connection) == "ok"
    assert inside(connection) == before
    assert connection.execute("SELECT count(*) FROM tree").fetchone() == (10,)
