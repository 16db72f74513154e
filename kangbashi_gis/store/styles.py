"""How layers look, kept beside them in `city.gpkg`: as data of ours, and as QML and SLD in QGIS's own table.

QGIS takes `layer_styles` for the looks of a layer that it opens, and writes there what a person saves in it. So each
style of ours remembers which QML went with it: another one there is newer, and somebody's work.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.schema import GEOMETRY

LAYER_STYLES = "layer_styles"
TABLES = (
    "CREATE TABLE IF NOT EXISTS layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256),"
    " styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30),"
    " ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')))",
    "CREATE TABLE IF NOT EXISTS kbs_styles (number INTEGER PRIMARY KEY, theme TEXT NOT NULL, style TEXT NOT NULL,"
    " qml TEXT NOT NULL, made TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), user TEXT NOT NULL)",
    "INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier) VALUES"
    " ('layer_styles', 'attributes', 'layer_styles')",
)


@dataclass(frozen=True)
class KeptStyle:
    """A style as it is kept: our text, and QML and SLD that say the same as far as they can. user: whose it is."""

    style: str
    qml: str
    sld: str
    user: str = ""


@dataclass(frozen=True)
class Looks:
    """What is known of a layer's looks. style: our text; "" where none was ever set. foreign: a QML newer than it."""

    style: str
    foreign: str


def are_kept(connection: Connection) -> bool:
    """Tell whether the file has a place for styles at all."""
    command = "SELECT count(*) FROM sqlite_master WHERE name IN ('layer_styles', 'kbs_styles')"
    return bool(connection.execute(command).fetchone()[0] == 2)


def provide(connection: Connection) -> None:
    """Make the tables where they are not there."""
    for command in TABLES:
        connection.execute(command)


def keep(connection: Connection, table: str, kept: KeptStyle) -> None:
    """Make a style that of a layer; the former ones stay, in order."""
    provide(connection)
    connection.execute("DELETE FROM layer_styles WHERE f_table_name = ? AND useAsDefault", (table,))
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
        " styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, ?, ?, ?, ?, 1, '', '')",
        (table, GEOMETRY, table, kept.qml, kept.sld),
    )
    connection.execute(
        "INSERT INTO kbs_styles (theme, style, qml, user) VALUES (?, ?, ?, ?)",
        (table, kept.style, _digest(kept.qml), kept.user),
    )


def are_known(connection: Connection, table: str) -> bool:
    """Tell whether anybody has said how a layer looks, here or in QGIS."""
    return table in looks(connection)


def looks(connection: Connection) -> Mapping[str, Looks]:
    """Give the looks of all layers that have any, by table."""
    if not are_kept(connection):
        return {}
    latest = (
        "SELECT theme, style, qml FROM kbs_styles WHERE number IN (SELECT max(number) FROM kbs_styles GROUP BY theme)"
    )
    ours = {theme: (style, qml) for theme, style, qml in connection.execute(latest)}
    theirs = dict(
        connection.execute(
            "SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault AND styleQML <> '' ORDER BY id"
        ).fetchall()
    )
    found = {}
    for table in {**ours, **theirs}:
        style, digest = ours.get(table, ("", ""))
        qml = theirs.get(table, "")
        found[table] = Looks(style, qml if qml and _digest(qml) != digest else "")
    return found


def former(connection: Connection, table: str) -> list[tuple[int, str, str, str]]:
    """Give the styles a layer has had, the newest first: number, time, user, our text."""
    if not are_kept(connection):
        return []
    command = "SELECT number, made, user, style FROM kbs_styles WHERE theme = ? ORDER BY number DESC"
    return [tuple(row) for row in connection.execute(command, (table,))]


def _digest(qml: str) -> str:
    return hashlib.sha256(qml.encode()).hexdigest()
