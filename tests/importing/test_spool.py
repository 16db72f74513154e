"""Rows that wait to be swapped in: few in memory, many on disk and unreadable there."""

from pathlib import Path

import numpy as np
import shapely

from kangbashi_gis.importing.spool import Spool
from kangbashi_gis.model.table import Table


def batch(first: int, count: int) -> Table:
    shapes = np.array([None if place % 3 == 2 else shapely.Point(place, 2) for place in range(count)], dtype=object)
    columns = {"name": [f"居民{first + place}" for place in range(count)], "floors": [None, *range(1, count)]}
    return Table(columns, shapes)


def test_tables_come_out_as_they_went_in_from_memory_and_from_disk(tmp_path: Path) -> None:
    given = [batch(0, 4), batch(4, 5), batch(9, 3)]
    with Spool(tmp_path, in_memory=5) as spool:
        for table in given:
            spool.add(table)
        assert spool.rows == 12
        for _ in range(2):
            for table, found in zip(given, spool, strict=True):
                assert found.columns == table.columns
                assert shapely.equals_identical(found.geometry, table.geometry)[:2].all()
                assert shapely.is_missing(found.geometry).tolist() == shapely.is_missing(table.geometry).tolist()


def test_a_table_without_shapes_stays_without(tmp_path: Path) -> None:
    with Spool(tmp_path, in_memory=0) as spool:
        spool.add(Table({"name": ["甲"]}))
        assert [table.geometry for table in spool] == [None]


def test_nothing_personal_stands_on_the_disk_in_the_clear_and_nothing_stays(tmp_path: Path) -> None:
    with Spool(tmp_path, in_memory=0) as spool:
        spool.add(batch(0, 1000))
        written = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert len(written) > 10_000
        assert "居民".encode() not in written
        assert b"name" not in written
    assert list(tmp_path.iterdir()) == []
