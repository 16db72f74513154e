"""What makes an SQLite file a GeoPackage 1.3 (OGC 12-128r17): its own tables, the layers, and their R*Trees."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.crs import require_workspace
from kangbashi_gis.model.schema import GEOMETRY
from kangbashi_gis.store.blobs import EMPTY_FLAG, one_box
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.sql import Fragment, literal, statement

if TYPE_CHECKING:
    import pyproj

APPLICATION_ID = 0x47504B47  # "GPKG"
USER_VERSION = 10300
RTREE_DEFINITION = "http://www.geopackage.org/spec120/#extension_rtree"
OWN_SRS_ID = 100_000  # for a CRS that no authority has numbered

# the table definitions of the standard, Annex C
TABLES = (
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,"
    " organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT)",
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,"
    " description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
    " min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,"
    " CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id))",
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,"
    " geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
    " CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
    " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id))",
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
    " definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))",
)
INSERT_CRS = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)"
UNDEFINED = (
    ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
    ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
)

FULL = "(NEW.{geom} NOT NULL AND NOT ST_IsEmpty(NEW.{geom}))"
BARE = "(NEW.{geom} IS NULL OR ST_IsEmpty(NEW.{geom}))"
PUT = (
    "INSERT OR REPLACE INTO {rtree} VALUES"
    " (NEW.fid, ST_MinX(NEW.{geom}), ST_MaxX(NEW.{geom}), ST_MinY(NEW.{geom}), ST_MaxY(NEW.{geom}))"
)
# the triggers of Annex F.3; QGIS and GDAL know them by name
RTREE_TRIGGERS = {
    "insert": "AFTER INSERT ON {table} WHEN {full} BEGIN {put}; END",
    "update1": "AFTER UPDATE OF {geom} ON {table} WHEN OLD.fid = NEW.fid AND {full} BEGIN {put}; END",
    "update2": "AFTER UPDATE OF {geom} ON {table} WHEN OLD.fid = NEW.fid AND {bare} BEGIN"
    " DELETE FROM {rtree} WHERE id = OLD.fid; END",
    "update3": "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {full} BEGIN"
    " DELETE FROM {rtree} WHERE id = OLD.fid; {put}; END",
    "update4": "AFTER UPDATE ON {table} WHEN OLD.fid != NEW.fid AND {bare} BEGIN"
    " DELETE FROM {rtree} WHERE id IN (OLD.fid, NEW.fid); END",
    "delete": "AFTER DELETE ON {table} WHEN OLD.{geom} NOT NULL BEGIN DELETE FROM {rtree} WHERE id = OLD.fid; END",
}


def create_geopackage(connection: Connection, crs: str) -> None:
    """Make an empty file a GeoPackage with the workspace's CRS."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    for command in TABLES:
        connection.execute(command)
    own = _crs_row(require_workspace(crs))
    rows = [*UNDEFINED, _degrees(), own]
    connection.executemany(INSERT_CRS, {row[1]: row for row in rows}.values())
    connection.execute("INSERT INTO kbs_meta VALUES ('crs', ?)", (crs,))
    connection.execute("INSERT INTO kbs_meta VALUES ('srs_id', ?)", (str(own[1]),))


def register(connection: Connection, layout: Layout) -> None:
    """Make a table known as a layer, or as a table of attributes where it has no shapes."""
    srs_id = int(connection.execute("SELECT value FROM kbs_meta WHERE name = 'srs_id'").fetchone()[0])
    kind = "features" if layout.geometry else "attributes"
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES (?, ?, ?, ?)",
        (layout.table, kind, layout.title, srs_id if layout.geometry else None),
    )
    if not layout.geometry:
        return
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
        (layout.table, GEOMETRY, layout.geometry, srs_id),
    )
    connection.execute(
        "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', ?, 'write-only')",
        (layout.table, GEOMETRY, RTREE_DEFINITION),
    )
    connection.execute(
        statement("CREATE VIRTUAL TABLE {rtree} USING rtree(id, minx, maxx, miny, maxy)", rtree=layout.rtree)
    )
    for name in RTREE_TRIGGERS:
        create_rtree_trigger(connection, layout, name)


def create_rtree_trigger(connection: Connection, layout: Layout, name: str) -> None:
    """Put one of the R*Tree's triggers in place."""
    names = {"table": layout.table, "rtree": layout.rtree, "geom": GEOMETRY}
    full, bare, put = (Fragment(statement(part, **names)) for part in (FULL, BARE, PUT))
    command = statement(RTREE_TRIGGERS[name], full=full, bare=bare, put=put, **names)
    connection.execute(statement("CREATE TRIGGER {name}", name=f"{layout.rtree}_{name}") + " " + command)


def drop_rtree_trigger(connection: Connection, layout: Layout, name: str) -> None:
    """Take one of the R*Tree's triggers away, until the end of a bulk append."""
    connection.execute(statement("DROP TRIGGER {name}", name=f"{layout.rtree}_{name}"))


def widen(connection: Connection, layout: Layout, box: tuple[float, float, float, float] | None) -> None:
    """Note that a layer has changed, and that it reaches over a box too."""
    if box is None:
        change = Fragment("")
        values: tuple[float, ...] = ()
    else:
        change = Fragment(
            ", min_x = min(coalesce(min_x, 1e99), ?), min_y = min(coalesce(min_y, 1e99), ?)"
            ", max_x = max(coalesce(max_x, -1e99), ?), max_y = max(coalesce(max_y, -1e99), ?)"
        )
        values = box
    connection.execute(
        statement(
            "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now'){change}"
            " WHERE table_name = {table}",
            change=change,
            table=literal(layout.table),
        ),
        values,
    )


def raise_layer(connection: Connection, layout: Layout) -> None:
    """Note that shapes of a layer may have heights, as GDAL does when the first one comes; that they must not."""
    connection.execute("UPDATE gpkg_geometry_columns SET z = 2 WHERE table_name = ? AND z = 0", (layout.table,))


def equip(connection: Connection) -> None:
    """Give a connection the functions that the triggers of the R*Tree ask for."""
    connection.create_function("ST_IsEmpty", 1, _is_empty, deterministic=True)
    for position, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        connection.create_function(name, 1, _edge(position), deterministic=True)


def _is_empty(blob: bytes | None) -> int | None:
    """Read the flag that every header has."""
    return None if blob is None else int(blob[3] & EMPTY_FLAG > 0)


def _edge(position: int) -> Callable[[bytes | None], float | None]:
    def edge(blob: bytes | None) -> float | None:
        return None if blob is None else one_box(blob)[position]

    return edge


def _degrees() -> tuple[str, int, str, int, str, str]:
    """Give the row for WGS 84 that the standard asks for."""
    import pyproj

    wgs84 = pyproj.CRS.from_epsg(4326)
    return ("WGS 84 geodetic", 4326, "EPSG", 4326, wgs84.to_wkt("WKT1_GDAL"), "longitude/latitude in degrees")


def _crs_row(crs: "pyproj.CRS") -> tuple[str, int, str, int, str, str]:
    authority = crs.to_authority()
    organization, number = (
        (authority[0], int(authority[1])) if authority and authority[1].isdigit() else ("NONE", OWN_SRS_ID)
    )
    return (crs.name, number, organization, number, crs.to_wkt("WKT1_GDAL"), "")
