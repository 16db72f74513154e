"""All that a row ever was: the images that the triggers have kept of it, beside what is noted of its changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.schema import FID, GEOMETRY, Theme
from kangbashi_gis.store import blobs
from kangbashi_gis.store.connection import translated
from kangbashi_gis.store.geopackage import GeoPackageStore
from kangbashi_gis.store.layout import Layout, open_layout
from kangbashi_gis.store.sql import Fragment, quoted, statement
from kangbashi_gis.store.undoing import image, reinsert
from kangbashi_gis.store.values import pick

GONE = "SELECT id FROM {history} WHERE fid = ? ORDER BY hid DESC LIMIT 1"
NOTED = """SELECT kind, operation, at FROM kbs_changes
  WHERE theme = ? AND ? BETWEEN fid AND last AND kind IN ('I', 'U', 'D') ORDER BY seq"""
RESTORE = """UPDATE {table} SET {assignments}, version = {table}.version + 1
  FROM {history} AS h WHERE h.hid = ? AND {table}.fid = h.fid"""


@dataclass(frozen=True, eq=False)
class State:
    """What a row was for a while. image: the number of what was kept of it, 0 for what holds now."""

    image: int
    values: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Step:
    """One change: kind "I" inserted, "U" updated or "D" deleted, and the row before and after it."""

    kind: str
    operation: int | None
    at: str
    before: State | None
    after: State | None


def identity(store: GeoPackageStore, theme: Theme, fid: int) -> str | None:
    """Give the id of the row that has or had a number; None where there never was one."""
    layout = open_layout(theme)
    with translated(store.path):
        reader = store.database.reader()
        found = reader.execute(statement("SELECT id FROM {table} WHERE fid = ?", table=layout.table), (fid,)).fetchone()
        found = found or reader.execute(statement(GONE, history=layout.history), (fid,)).fetchone()
    return None if found is None else str(found[0])


def number_of(store: GeoPackageStore, theme: Theme, id: str) -> int | None:
    """Give the number of the row that has or had an id; None where there never was one."""
    layout = open_layout(theme)
    with translated(store.path):
        for table in (layout.table, layout.history):
            command = statement("SELECT fid FROM {table} WHERE id = ? LIMIT 1", table=table)
            if found := store.database.reader().execute(command, (id,)).fetchone():
                return int(found[0])
    return None


def steps(store: GeoPackageStore, theme: Theme, fid: int) -> list[Step]:
    """Give all changes of a row, the oldest first; none where there never was one."""
    layout, id = open_layout(theme), identity(store, theme, fid)
    if id is None:
        return []
    with translated(store.path):
        reader = store.database.reader()
        noted = reader.execute(NOTED, (layout.table, fid)).fetchall()
        states: list[State | None] = [*_images(reader, layout, id, fid)]
        states.append(_present(reader, layout, fid))
    return _paired(noted, states)


def shape(state: State | None) -> "shapely.Geometry | None":
    """Give the shape a row had; None where it had none."""
    blob = None if state is None else state.values.get(GEOMETRY)
    return None if blob is None else blobs.decode([blob])[0]


def same_shape(one: State, other: State) -> bool:
    """Tell whether a row had the same shape, whichever program wrote it."""
    first, second = (state.values.get(GEOMETRY) for state in (one, other))
    if first is None or second is None:
        return first is second
    return bool(first[blobs.body_start(first) :] == second[blobs.body_start(second) :])


def restore(connection: Connection, theme: Theme, state: State, names: Sequence[str]) -> None:
    """Give columns of a row back what they held in a state before."""
    layout = open_layout(theme)
    assignments = Fragment(", ".join(f"{quoted(name)} = {image(name)}" for name in names))
    command = statement(RESTORE, table=layout.table, history=layout.history, assignments=assignments)
    connection.execute(command, (state.image,))


def bring_back(connection: Connection, theme: Theme, fid: int, state: State) -> None:
    """Put a deleted row back as it was, under its number and id."""
    pick(connection, np.array([fid]), np.array([state.image]))
    connection.execute(reinsert(open_layout(theme)))


def _images(reader: Connection, layout: Layout, id: str, fid: int) -> list[State]:
    names = list(layout.stored)
    wanted = Fragment(", ".join(["h.hid", *(image(name) for name in names)]))
    command = "SELECT {columns} FROM {history} AS h WHERE h.id = ? AND h.fid = ? ORDER BY h.hid"
    rows = reader.execute(statement(command, columns=wanted, history=layout.history), (id, fid)).fetchall()
    return [State(row[0], dict(zip(names, row[1:], strict=True))) for row in rows]


def _present(reader: Connection, layout: Layout, fid: int) -> State | None:
    names = list(layout.stored)
    command = statement("SELECT {columns} FROM {table} WHERE {fid} = ?", columns=names, table=layout.table, fid=FID)
    row = reader.execute(command, (fid,)).fetchone()
    return None if row is None else State(0, dict(zip(names, row, strict=True)))


def _paired(noted: Sequence[tuple[str, int | None, str]], states: Sequence[State | None]) -> list[Step]:
    """Say of each change what stood before and after it: every one but an addition has left an image."""
    found, at = [], 0
    for kind, operation, moment in noted:
        before = None
        if kind != "I":
            before, at = states[min(at, len(states) - 1)], at + 1
        after = None if kind == "D" or at >= len(states) else states[at]
        found.append(Step(kind, operation, moment, before, after))
    return found
