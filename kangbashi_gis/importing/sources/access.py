"""Access databases (.mdb), also personal geodatabases of ArcGIS: through mdbtools, where they are installed."""

import csv
import shutil
import struct
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources import foreign, rings
from kangbashi_gis.importing.sources.tabular import Rows, tabular
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

SHAPE = "shape"
SYSTEM = ("MSys", "GDB_", "~", "Selections", "SelectedObjects")
LONGEST_CELL = 256_000_000
# Kinds of shapes, flat and with heights or measures, as ArcGIS numbers them.
POINTS, LINES, AREAS = (1, 9, 11, 21, 52), (3, 10, 13, 23, 50), (5, 15, 19, 25, 51)
HEAD = 44  # bytes before the parts: kind, box, two counts


def read_access(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a table; options.layer names it. A column of ArcGIS shapes becomes the shapes, in the CRS it names."""
    tables, export = shutil.which("mdb-tables"), shutil.which("mdb-export")
    if foreign.recognised(path) != "access" or tables is None or export is None:
        return foreign.refuse(path, theme, options)
    with ExitStack() as hidden:
        folder = Path(hidden.enter_context(tempfile.TemporaryDirectory(prefix="kangbashi-gis-")))
        with readable(path):
            names = _tables(path, tables, folder)
            table = _choose(path, tuple(name for name in names if not name.startswith(SYSTEM)), theme, options)
            out = folder / "table.csv"
            foreign.run([export, "-b", "hex", "-D", "%Y-%m-%d", str(path.resolve()), table], path, out)
            with closing(_rows(out)) as start:
                heading = next(start, ())
            shaped = next((place for place, name in enumerate(heading) if str(name).lower() == SHAPE), -1)
            about = {"layer": table, "count": _count(out), "encoding": "UTF-8"}
            if shaped < 0:
                source = tabular(path, theme, options, lambda: _rows(out), about)
            else:
                crs = _reference(path, export, names, table, folder)
                source = _shaped(path, out, tuple(map(str, heading)), shaped, {**about, "crs": crs})
        return replace(source, hidden=hidden.pop_all())


def _tables(path: Path, command: str, folder: Path) -> tuple[str, ...]:
    out = folder / "tables"
    foreign.run([command, "-1", str(path.resolve())], path, out)
    return tuple(filter(None, out.read_text(encoding="utf-8", errors="replace").splitlines()))


def _choose(path: Path, names: tuple[str, ...], theme: Theme, options: ImportOptions) -> str:
    if options.layer is not None:
        if options.layer not in names:
            raise LayerUnknown(path=str(path), layer=options.layer, known=names)
        return options.layer
    called = [name for name in names if name in (theme.name, theme.title, *theme.aliases)]
    if not names:
        raise FileEmpty(path=str(path))
    if len(names) > 1 and len(called) != 1:
        raise LayerUnclear(path=str(path), known=names)
    return called[0] if len(called) == 1 else names[0]


def _rows(out: Path) -> Rows:
    csv.field_size_limit(LONGEST_CELL)
    with out.open(encoding="utf-8", newline="") as file:
        yield from csv.reader(file)


def _count(out: Path) -> int:
    with closing(_rows(out)) as rows:
        return max(sum(1 for _ in rows) - 1, 0)


def _shaped(path: Path, out: Path, heading: Sequence[str], place: int, about: dict[str, Any]) -> Source:
    if not about["count"]:
        raise FileEmpty(path=str(path))
    names = distinct([name for at, name in enumerate(heading) if at != place])
    return Source(path=path, columns=names, read=lambda size: _batches(path, out, names, place, size), **about)


def _batches(path: Path, out: Path, names: Sequence[str], place: int, size: int) -> Iterator[Table]:
    rows = islice(_rows(out), 1, None)
    while piece := list(islice(rows, size)):
        if any(len(row) != len(names) + 1 for row in piece):
            raise FileUnreadable(path=str(path), reason="damaged")
        shapes = np.full(len(piece), None, dtype=object)
        try:
            shapes[:] = [shape(bytes.fromhex(row[place])) for row in piece]
        except struct.error as problem:
            raise FileUnreadable(path=str(path), reason="damaged") from problem
        others = [[cell or None for at, cell in enumerate(row) if at != place] for row in piece]
        yield Table(dict(zip(names, map(list, zip(*others, strict=True)), strict=True)), shapes)


def shape(octets: bytes) -> Any:
    """Build a shape from the bytes that ArcGIS keeps: those of a record of a shapefile. None for an empty one."""
    import shapely

    kind = struct.unpack_from("<i", octets)[0] & 0xFF if octets else 0
    if kind in POINTS:
        return shapely.Point(struct.unpack_from("<2d", octets, 4))
    if kind not in LINES + AREAS:
        return None
    parts, count = struct.unpack_from("<2i", octets, HEAD - 8)
    starts = struct.unpack_from(f"<{parts}i", octets, HEAD)
    points = np.frombuffer(octets, dtype="<f8", count=2 * count, offset=HEAD + 4 * parts).reshape(-1, 2)
    runs = [points[start:end] for start, end in zip(starts, (*starts[1:], count), strict=True)]
    if kind in AREAS:
        return rings.polygon(runs)
    lines = [shapely.LineString(run) for run in runs if len(run) > 1]
    return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)


def _reference(path: Path, export: str, names: Sequence[str], table: str, folder: Path) -> str | None:
    """Give the CRS of a table of a personal geodatabase, from its two tables about it."""
    if not {"GDB_GeomColumns", "GDB_SpatialRefs"} <= set(names):
        return None
    found = []
    for name in ("GDB_GeomColumns", "GDB_SpatialRefs"):
        out = folder / name
        foreign.run([export, str(path.resolve()), name], path, out)
        with closing(_rows(out)) as rows:
            heading = next(rows, [])
            found.append([dict(zip(heading, row, strict=False)) for row in rows])
    number = next((one.get("SRID") for one in found[0] if one.get("TableName") == table), None)
    return next((one.get("SRTEXT") for one in found[1] if one.get("SRID") == number), None) or None
