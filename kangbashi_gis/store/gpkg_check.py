"""Looks over what makes our file a GeoPackage: layers known, and an R*Tree that agrees with the shapes."""

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.schema import GEOMETRY
from kangbashi_gis.store.layout import Layout
from kangbashi_gis.store.reading import ROUNDING_M
from kangbashi_gis.store.sql import statement
from kangbashi_gis.store.upkeep import Finding

LISTED = "SELECT count(*) FROM gpkg_contents WHERE table_name = ?"
SOURCELESS = "SELECT count(*) FROM {table} WHERE source IS NOT NULL AND source NOT IN (SELECT number FROM sources)"
BOXES = """SELECT fid, ST_MinX({geom}), ST_MaxX({geom}), ST_MinY({geom}), ST_MaxY({geom}) FROM {table}
  WHERE {geom} IS NOT NULL AND NOT ST_IsEmpty({geom}) ORDER BY fid"""
ENTRIES = "SELECT id, minx, maxx, miny, maxy FROM {rtree} ORDER BY id"


def check_layers(connection: Connection, layouts: list[Layout]) -> list[Finding]:
    """Give what is wrong, as (what, where); the connection must have the ST_ functions."""
    findings = []
    for layout in layouts:
        if not connection.execute(LISTED, (layout.table,)).fetchone()[0]:
            findings.append(("layer_unlisted", layout.table))
        if connection.execute(statement(SOURCELESS, table=layout.table)).fetchone()[0]:
            findings.append(("source_unknown", layout.table))
        if layout.geometry and not _rtree_agrees(connection, layout):
            findings.append(("rtree", layout.table))
    return findings


def _rtree_agrees(connection: Connection, layout: Layout) -> bool:
    """Tell whether the R*Tree has one entry for each shape, which encloses it closely."""
    boxes = _array(connection, statement(BOXES, geom=GEOMETRY, table=layout.table))
    entries = _array(connection, statement(ENTRIES, rtree=layout.rtree))
    if boxes.shape != entries.shape or not np.array_equal(boxes[:, 0], entries[:, 0]):
        return False
    return bool(np.all(np.abs(boxes - entries) <= ROUNDING_M))


def _array(connection: Connection, command: str) -> np.ndarray:
    return np.array(connection.execute(command).fetchall(), dtype=np.float64).reshape(-1, 5)
