"""DXF drawings: a layer named after the theme, its labels on another, fields beside each thing as extended data.

Text in GBK makes a drawing of AutoCAD 2000 (ANSI_936), which older programs read; UTF-8 one of AutoCAD 2007. An area
without holes is a closed polyline; with holes it is a hatch, the only thing of a drawing that has holes. The structure
follows the DXF reference of 2000, section by section, as AutoCAD wants it.
"""

from collections.abc import Iterator, Sequence
from itertools import count as counting
from pathlib import Path
from typing import IO, Any

import numpy as np

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.writers.dataset import Dataset, is_degrees
from kangbashi_gis.importing.writers.dxf_frame import APPLICATION, MODEL, before, behind
from kangbashi_gis.model.table import Table
from kangbashi_gis.store.heights import ranges

VERSIONS = {"UTF-8": ("AC1021", "utf-8"), "GBK": ("AC1015", "gbk")}
LABELS = "_注记"
LABEL_M = 2.5  # 2.5 mm at 1:1,000
PIECE = 60  # characters of extended data in one string: 255 bytes are the most
METRES, DEGREES = 6, 0
FIRST_HANDLE = 0x100
IN_SPACE, CORNER_IN_SPACE = 8, 32

Thing = tuple[str, str]  # what stands before and behind the extended data


def write_dxf(out: Path, dataset: Dataset) -> int:
    """Write the rows that have a shape. A character that GBK lacks becomes an escape of AutoCAD's own.

    Raises EncodingUnclear.
    """
    known = VERSIONS.get(dataset.encoding.upper())
    if known is None:
        raise EncodingUnclear(path=str(out), encoding=dataset.encoding)
    version, codec = known
    with out.open("w", encoding=codec, newline="\r\n") as file:
        return _Drawing(file, dataset, codec).write(version)


class _Drawing:
    """One drawing while it is written."""

    def __init__(self, file: IO[str], dataset: Dataset, codec: str) -> None:
        self._file, self._dataset, self._codec = file, dataset, codec
        self._handles = counting(FIRST_HANDLE)
        self._layer = dataset.theme.title
        degrees = is_degrees(dataset.file_crs)
        self._unit, self._decimals = (DEGREES, 9) if degrees else (METRES, 4)
        self._label_height = LABEL_M / (111_000 if degrees else 1)

    def write(self, version: str) -> int:
        layers = ("0", self._layer, self._layer + LABELS)
        self._file.write(before(version, self._unit, layers))
        count = sum(self._rows(table) for table in self._dataset.read())
        self._file.write(behind())
        return count

    def _rows(self, table: Table) -> int:
        """Write a batch; gives how many rows had a shape."""
        import shapely

        dataset = self._dataset
        shapes = dataset.shapes(table)
        standing = np.flatnonzero(~(shapely.is_missing(shapes) | shapely.is_empty(shapes)))
        heights = self._heights(table, shapes)
        things: list[list[Thing]] = [[] for _ in range(len(table))]
        parts, owners = shapely.get_parts(shapes[standing], return_index=True)
        for owner, thing in zip(standing[owners].tolist(), self._things(parts, heights, standing[owners]), strict=True):
            things[owner].append(thing)
        beside, labels = self._beside(table), self._labels(table, shapes, standing, heights)
        for row in standing.tolist():
            extended = beside[row]
            self._file.write("".join(head + extended + tail for head, tail in things[row]) + labels.get(row, ""))
        return len(standing)

    def _heights(self, table: Table, shapes: np.ndarray) -> Any:
        """Give the height of each row: what the chosen field says, or the lowest of its shape."""
        if self._dataset.elevation:
            return table.columns[self._dataset.elevation]
        return np.nan_to_num(ranges(shapes)[:, 0]).tolist() if self._dataset.high else [0.0] * len(table)

    def _things(self, parts: np.ndarray, heights: Any, owners: np.ndarray) -> Iterator[Thing]:
        """Write out points, lines and areas, one each."""
        import shapely

        points, places = shapely.get_coordinates(parts, include_z=True, return_index=True)
        runs = np.split(points, np.flatnonzero(np.diff(places)) + 1) if len(parts) else []
        steep = self._steep(parts)
        kinds, holed = shapely.get_type_id(parts).tolist(), shapely.get_num_interior_rings(parts).tolist()
        for at, (part, run, kind, holes, owner) in enumerate(
            zip(parts, runs, kinds, holed, owners.tolist(), strict=True)
        ):
            height = heights[owner] or 0.0
            if kind == shapely.GeometryType.POINT:
                yield self._entity("POINT", "AcDbPoint") + self._place(*run[0, :2]) + f"30\n{height}\n", ""
            elif holes:
                yield self._hatch([part.exterior, *part.interiors], height), ""
            elif steep[at]:
                yield self._in_space(np.nan_to_num(run).tolist(), closed=kind == shapely.GeometryType.POLYGON)
            else:
                yield self._polyline(run[:, :2].tolist(), height, closed=kind == shapely.GeometryType.POLYGON), ""

    def _polyline(self, points: Sequence[Any], height: float, *, closed: bool) -> str:
        corners = points[:-1] if closed else points
        head = f"90\n{len(corners)}\n70\n{int(closed)}\n38\n{height}\n"
        return self._entity("LWPOLYLINE", "AcDbPolyline") + head + self._points(corners)

    def _steep(self, parts: np.ndarray) -> np.ndarray:
        """Tell which parts are not level, unless a field says how high things are."""
        if self._dataset.elevation or not self._dataset.high:
            return np.zeros(len(parts), dtype=bool)
        low, high = ranges(parts).T
        return np.asarray(low < high)

    def _in_space(self, points: Sequence[Any], *, closed: bool) -> Thing:
        """Write a polyline whose corners differ in height; what is known of it stands before its corners."""
        head = f"66\n1\n10\n0.0\n20\n0.0\n30\n0.0\n70\n{IN_SPACE | int(closed)}\n"
        corners = "".join(
            self._entity("VERTEX", "AcDbVertex")
            + f"100\nAcDb3dPolylineVertex\n{self._place(x, y)}30\n{z:.4f}\n70\n{CORNER_IN_SPACE}\n"
            for x, y, z in (points[:-1] if closed else points)
        )
        end = f"0\nSEQEND\n5\n{next(self._handles):X}\n330\n{MODEL}\n100\nAcDbEntity\n8\n{self._layer}\n"
        return self._entity("POLYLINE", "AcDb3dPolyline") + head, corners + end

    def _hatch(self, rings: Sequence[Any], height: float) -> str:
        """Fill an area: the outer ring, then the holes, each a path of corners."""
        text = self._entity("HATCH", "AcDbHatch")
        text += f"10\n0.0\n20\n0.0\n30\n{height}\n210\n0.0\n220\n0.0\n230\n1.0\n2\nSOLID\n70\n1\n71\n0\n"
        text += f"91\n{len(rings)}\n"
        for place, ring in enumerate(rings):
            points = [point[:2] for point in ring.coords[:-1]]
            flags = 1 | 2 if place == 0 else 2 | 16  # external, outermost; a polyline each
            text += f"92\n{flags}\n72\n0\n73\n1\n93\n{len(points)}\n{self._points(points)}97\n0\n"
        return text + "75\n0\n76\n1\n98\n0\n"

    def _labels(self, table: Table, shapes: np.ndarray, standing: np.ndarray, heights: Any) -> dict[int, str]:
        """Write the names of things, each at a place within its thing; by row."""
        import shapely

        if not self._dataset.label:
            return {}
        names = table.columns[self._dataset.label]
        places = shapely.get_coordinates(shapely.point_on_surface(shapes[standing])).tolist()
        found = {}
        for row, place in zip(standing.tolist(), places, strict=True):
            if names[row] not in (None, ""):
                text = self._entity("TEXT", "AcDbText", self._layer + LABELS) + self._place(*place)
                text += f"30\n{heights[row] or 0.0}\n40\n{self._label_height:.9g}\n1\n{self._text(str(names[row]))}\n"
                found[row] = text + "100\nAcDbText\n"
        return found

    def _entity(self, kind: str, marker: str, layer: str = "") -> str:
        return (
            f"0\n{kind}\n5\n{next(self._handles):X}\n330\n{MODEL}\n100\nAcDbEntity\n8\n{layer or self._layer}\n"
            f"100\n{marker}\n"
        )

    def _points(self, points: Sequence[Any]) -> str:
        return "".join(self._place(x, y) for x, y in points)

    def _place(self, x: float, y: float) -> str:
        return f"10\n{x:.{self._decimals}f}\n20\n{y:.{self._decimals}f}\n"

    def _beside(self, table: Table) -> list[str]:
        """Give what is known of each row, as extended data."""
        told = [f"1001\n{APPLICATION}\n"] * len(table)
        for field in self._dataset.fields:
            values = table.columns[field.name]
            told = [
                one if value is None else one + self._pair(field.title, value)
                for one, value in zip(told, values, strict=True)
            ]
        return told

    def _pair(self, title: str, value: Any) -> str:
        text = f"{title}={value}"
        if len(text) <= PIECE:
            return f"1000\n{self._text(text)}\n"
        pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
        return "".join(f"1000\n{self._text(piece)}\n" for piece in pieces)

    def _text(self, text: str) -> str:
        """Give a text on one line, with escapes for what the encoding of the drawing lacks."""
        plain = text if text.isprintable() else "".join(one if one >= " " else " " for one in text)
        if self._has(plain):
            return plain
        return "".join(one if self._has(one) else _escaped(one) for one in plain)

    def _has(self, text: str) -> bool:
        try:
            text.encode(self._codec)
        except UnicodeEncodeError:
            return False
        return True


def _escaped(letter: str) -> str:
    """Give a character as AutoCAD does, by its UTF-16 units."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\U+{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
