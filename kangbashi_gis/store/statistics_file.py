"""`statistics.gpkg`: the published releases, a file of its own that anybody may read, and hand on.

It is no part of `city.gpkg`, because a release is no edit: undo, history and exports of the layers have nothing to do
with it, and who may change the layers may not change it. It is a GeoPackage, so that QGIS shows the newest release as
the layer `population_blocks`. A new release is written into a copy aside, synced and swapped in whole, so that a
reader sees all of it or nothing, and no journal is ever left beside it.
"""

import os
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import WorkspaceDamaged, WorkspaceHeld
from kangbashi_gis.model.statistics import (
    AGE_SEX,
    CELLS,
    HIDDEN,
    MOVED,
    PEOPLE,
    WHOLE,
    BlockTable,
    Breakdown,
    Release,
    ReleaseLine,
)
from kangbashi_gis.store import blobs
from kangbashi_gis.store.connection import connect, create, require_length, require_table, translated
from kangbashi_gis.store.gpkg_schema import create_geopackage, equip, register, widen
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import statement

FORMAT = 1
TABLES = (
    "CREATE TABLE kbs_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE releases (number INTEGER PRIMARY KEY, released TEXT NOT NULL, unplaced INTEGER)",
    "CREATE TABLE blocks (block INTEGER PRIMARY KEY, community TEXT NOT NULL, x REAL NOT NULL, y REAL NOT NULL)",
    "CREATE TABLE block_buildings (building TEXT PRIMARY KEY, block INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE block_numbers (release INTEGER, block INTEGER, cell TEXT, people INTEGER,"
    " PRIMARY KEY (release, block, cell)) WITHOUT ROWID",
    "CREATE TABLE community_numbers (release INTEGER, breakdown TEXT, community TEXT, cell TEXT, people INTEGER,"
    " PRIMARY KEY (release, breakdown, community, cell)) WITHOUT ROWID",
)
FIELDS = {"block": "INTEGER", "community": "TEXT", "released": "TEXT", **dict.fromkeys(CELLS, "INTEGER")}
LAYER = Layout("population_blocks", "人口统计小块", FIELDS, (), "MULTIPOLYGON")
NAMED_OR_NEWEST = (
    "SELECT number, released, unplaced FROM releases WHERE number = ? OR ? IS NULL ORDER BY number DESC LIMIT 1"
)
BLOCKS = "SELECT block, cell, people, release FROM block_numbers WHERE release = :release"
COMMUNITIES = (
    "SELECT community, cell, people, release FROM community_numbers WHERE release = :release AND breakdown = :breakdown"
)
# of each cell the newest number that was told; SQLite takes `people` from the row with the greatest `release`
BLOCKS_TOLD = "SELECT block, cell, people, max(release) FROM block_numbers WHERE people NOT NULL GROUP BY block, cell"
COMMUNITIES_TOLD = (
    "SELECT community, cell, people, max(release) FROM community_numbers"
    " WHERE people NOT NULL AND breakdown = :breakdown GROUP BY community, cell"
)
SWAP_TRIES, SWAP_PAUSE_S = 20, 0.1  # on Windows a reader holds the file for a moment


def read(path: Path, number: int | None = None) -> Release | None:
    """Give a release, the newest unless another is named; None where there is none. Raises WorkspaceDamaged."""
    if not path.exists():
        return None
    with translated(path), closing(_opened(path)) as connection:
        row = connection.execute(NAMED_OR_NEWEST, (number, number)).fetchone()
        if row is None:
            return None
        tables = (_breakdown(connection, row[0], name) for name in (WHOLE, AGE_SEX, MOVED))
        return Release(row[0], row[1], _number(row[2]), _blocks(connection, row[0]), *tables)


def remembered(path: Path) -> Release | None:
    """Give the newest release, with the number last told of each cell also where it is held back now."""
    newest = read(path)
    if newest is None:
        return None
    with translated(path), closing(_opened(path)) as connection:
        blocks = replace(newest.blocks, cells=_block_cells(connection, newest.blocks.numbers, None))
        tables = (_breakdown(connection, None, name) for name in (WHOLE, AGE_SEX, MOVED))
        row = connection.execute("SELECT unplaced, max(number) FROM releases WHERE unplaced NOT NULL").fetchone()
        return Release(newest.number, newest.released, _number(row[0]), blocks, *tables)


def lines(path: Path) -> list[ReleaseLine]:
    """List the releases, the newest first."""
    if not path.exists():
        return []
    with translated(path), closing(_opened(path)) as connection:
        rows = connection.execute(
            "SELECT number, released, count(block), sum(people) FROM releases"
            " JOIN block_numbers ON release = number AND cell = ? GROUP BY number ORDER BY number DESC",
            (PEOPLE,),
        )
        return [ReleaseLine(row[0], row[1], row[2], row[3] or 0) for row in rows.fetchall()]


def check(path: Path) -> list[str]:
    """Look the file over; gives what is wrong. Raises WorkspaceDamaged for what cannot be opened at all."""
    if not path.exists():
        return []
    with translated(path), closing(_opened(path)) as connection:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    return [] if found == "ok" else ["integrity"]


def grounds(path: Path) -> dict[int, Any]:
    """Give the ground of each block of the newest release, as a shape."""
    if not path.exists():
        return {}
    with translated(path), closing(_opened(path)) as connection:
        rows = connection.execute("SELECT block, geom FROM population_blocks").fetchall()
    return dict(zip((row[0] for row in rows), blobs.decode([row[1] for row in rows]), strict=True))


def buildings(path: Path) -> dict[str, int]:
    """Give the block of each building that was joined to one."""
    if not path.exists():
        return {}
    with translated(path), closing(_opened(path)) as connection:
        return dict(connection.execute("SELECT building, block FROM block_buildings").fetchall())


def add(path: Path, aside: Path, crs: str, release: Release, blocks_of: dict[str, int], shapes: np.ndarray) -> None:
    """Write a release into a copy aside and swap it in. blocks_of: all buildings; shapes: of the blocks, in order."""
    with translated(aside):
        aside.unlink(missing_ok=True)
        if path.exists():
            aside.write_bytes(path.read_bytes())
        with closing(create(aside)) as connection:
            equip(connection)
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN IMMEDIATE")
            if not path.exists():
                _make(connection, crs)
            _put(connection, release, blocks_of)
            _draw(connection, release, shapes)
            connection.execute("COMMIT")
        _swap(aside, path)


def _opened(path: Path) -> Connection:
    require_length(path)
    connection = connect(path, read_only=True)
    try:
        require_table(connection, path, "releases")
        found = connection.execute("SELECT value FROM kbs_meta WHERE name = 'statistics'").fetchone()
        if found is None or int(found[0]) != FORMAT:
            raise WorkspaceDamaged(path=str(path), reason="not_ours")
    except BaseException:
        connection.close()
        raise
    return connection


def _make(connection: Connection, crs: str) -> None:
    for command in TABLES:
        connection.execute(command)
    create_geopackage(connection, crs)
    connection.execute("INSERT INTO kbs_meta VALUES ('statistics', ?)", (str(FORMAT),))
    fields = ", ".join(f'"{name}" {kind}' for name, kind in FIELDS.items())
    connection.execute(f"CREATE TABLE population_blocks (fid INTEGER PRIMARY KEY, geom MULTIPOLYGON, {fields})")
    register(connection, LAYER)


def _put(connection: Connection, release: Release, blocks_of: dict[str, int]) -> None:
    blocks = release.blocks
    connection.execute(
        "INSERT INTO releases VALUES (?, ?, ?)", (release.number, release.released, _stored(release.unplaced))
    )
    places = zip(blocks.numbers.tolist(), blocks.communities, *blocks.centres.T.tolist(), strict=True)
    connection.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", places)
    connection.executemany("INSERT INTO block_buildings VALUES (?, ?) ON CONFLICT DO NOTHING", blocks_of.items())
    cells = (
        (release.number, block, name, _stored(cell))
        for block, row in zip(blocks.numbers.tolist(), blocks.cells.tolist(), strict=True)
        for name, cell in zip(CELLS, row, strict=True)
    )
    connection.executemany("INSERT INTO block_numbers VALUES (?, ?, ?, ?)", cells)
    for name, table in ((WHOLE, release.whole), (AGE_SEX, release.age_sex), (MOVED, release.moved)):
        connection.executemany(
            "INSERT INTO community_numbers VALUES (?, ?, ?, ?, ?)", _cells(release.number, name, table)
        )


def _cells(number: int, name: str, table: Breakdown) -> Iterable[tuple[Any, ...]]:
    for community, row in zip(table.communities, table.cells.tolist(), strict=True):
        for column, cell in zip(table.columns, row, strict=True):
            yield number, name, community, column, _stored(cell)


def _draw(connection: Connection, release: Release, shapes: np.ndarray) -> None:
    """Let the layer show the newest release."""
    import shapely

    blocks = release.blocks
    srs_id = int(connection.execute("SELECT value FROM kbs_meta WHERE name = 'srs_id'").fetchone()[0])
    connection.execute("DELETE FROM population_blocks")
    command = statement(
        "INSERT INTO population_blocks (geom, {names}) VALUES ({values})", names=(*FIELDS,), values=len(FIELDS) + 1
    )
    stored = blobs.encode(shapes, srs_id)
    for at, row in enumerate(blocks.cells.tolist()):
        head = (stored[at], int(blocks.numbers[at]), blocks.communities[at], release.released)
        connection.execute(command, (*head, *map(_stored, row)))
    widen(connection, LAYER, tuple(shapely.total_bounds(shapes).tolist()))


def _swap(aside: Path, path: Path) -> None:
    with aside.open("rb+") as file:
        os.fsync(file.fileno())
    for attempt in range(SWAP_TRIES):
        try:
            aside.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or attempt == SWAP_TRIES - 1:
                raise
            time.sleep(SWAP_PAUSE_S)
    else:
        raise WorkspaceHeld(path=str(path), holder="")
    if os.name != "nt":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _blocks(connection: Connection, number: int) -> BlockTable:
    rows = connection.execute(
        "SELECT block, community, x, y FROM blocks WHERE block IN (SELECT block FROM block_numbers WHERE release = ?)"
        " ORDER BY block", (number,)
    ).fetchall()  # fmt: skip
    numbers = np.array([row[0] for row in rows], np.int64)
    centres = np.array([row[2:] for row in rows], np.float64).reshape(-1, 2)
    cells = _block_cells(connection, numbers, number)
    return BlockTable(numbers, tuple(row[1] for row in rows), centres, cells)


def _block_cells(connection: Connection, numbers: np.ndarray, number: int | None) -> np.ndarray:
    """Give the cells of blocks in a release; without one, the number that was told last."""
    found = connection.execute(BLOCKS_TOLD if number is None else BLOCKS, {"release": number}).fetchall()
    cells = np.full((len(numbers), len(CELLS)), HIDDEN, np.int64)
    place = {block: at for at, block in enumerate(numbers.tolist())}
    column = {name: at for at, name in enumerate(CELLS)}
    for block, cell, people, _ in found:
        cells[place[block], column[cell]] = _number(people)
    return cells


def _breakdown(connection: Connection, number: int | None, name: str) -> Breakdown:
    command = COMMUNITIES_TOLD if number is None else COMMUNITIES
    rows = connection.execute(command, {"release": number, "breakdown": name}).fetchall()
    communities = tuple(sorted({row[0] for row in rows}))
    columns = tuple(sorted({row[1] for row in rows}))
    cells = np.full((len(communities), len(columns)), HIDDEN, np.int64)
    row_of, column_of = ({one: at for at, one in enumerate(names)} for names in (communities, columns))
    for community, cell, people, _ in rows:
        cells[row_of[community], column_of[cell]] = _number(people)
    return Breakdown(communities, columns, cells)


def _stored(number: int) -> int | None:
    return None if number == HIDDEN else int(number)


def _number(stored: int | None) -> int:
    return HIDDEN if stored is None else int(stored)
