"""What is exported: a theme's open fields, in batches that can be gone through more than once."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import BadReference, LetterUnwritable
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heights

DEGREES = "EPSG:4326"  # what GeoJSON and KML prescribe; within centimetres of CGCS2000
ROUNDED, ROUNDED_M = 9, 4  # decimals of a degree and of a metre: a tenth of a millimetre
AROUND = 10  # characters told on either side of one that cannot be written
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
EAST, NORTH, LON, LAT, WKT, HEIGHT = "东坐标", "北坐标", "经度", "纬度", "WKT", "高程（米）"
TYPES = {Shape.POINT: "Point", Shape.LINE: "MultiLineString", Shape.POLYGON: "MultiPolygon"}


@dataclass(frozen=True)
class Dataset:
    """A theme of a store. start: begins going through its rows; bare: the same without shapes, where that is quicker.

    count: how many rows there are.

    encoding: UTF-8, GBK or GB18030. target: the CRS of the file, "" for the format's own. names: the fields that are
    wanted, in order, () for all. mark: whether a CSV begins with a byte order mark. elevation: the field that says how
    high a thing of a drawing lies, "" for none. high: some of the shapes have heights of their own.
    """

    theme: Theme
    crs: str
    count: int
    start: Callable[[], Iterator[Table]]
    encoding: str = "UTF-8"
    target: str = ""
    names: tuple[str, ...] = ()
    mark: bool = True
    elevation: str = ""
    bare: Callable[[], Iterator[Table]] | None = None
    high: bool = False

    @property
    def kind(self) -> str:
        """The type of the layer of the file, as GDAL names it."""
        return TYPES[self.theme.shape] + (" Z" if self.high else "")

    @property
    def file_crs(self) -> str:
        """The CRS of the file, in formats that may have any."""
        return self.target or self.crs

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that may leave the house: never a personal one."""
        known = {one.name: one for one in self.theme.open_fields}
        return tuple(known[name] for name in self.names) if self.names else self.theme.open_fields

    @property
    def label(self) -> str:
        """The field that names a thing on a map, "" where the theme has none or it is not wanted."""
        label = self.theme.label.field if self.theme.label else ""
        return label if label in {one.name for one in self.fields} else ""

    def shapes(self, table: Table) -> np.ndarray:
        """Give the shapes of rows in the CRS of the file; None each where the theme has none."""
        if table.geometry is None:
            return np.full(len(table), None, dtype=object)
        return moved(table.geometry, self.crs, self.file_crs)

    def read(self) -> Iterator[Table]:
        """Go through the rows in batches: at least one, which may be empty, so that an empty file has its headings."""
        tables = self.start()
        yield next(tables, Table({one.name: [] for one in self.fields}, np.empty(0, dtype=object)))
        yield from tables

    def read_bare(self) -> Iterator[Table]:
        """Go through the rows without their shapes."""
        return self.bare() if self.bare else self.read()


def is_degrees(crs: str) -> bool:
    """Tell whether the numbers of a CRS are degrees."""
    return references.read(crs).is_geographic


def moved(shapes: np.ndarray, source: str, target: str) -> np.ndarray:
    """Give shapes in another CRS, rounded to a tenth of a millimetre; as they are where it is the same.

    Heights stay as they are: they are above the sea, not above an ellipsoid.
    Raises BadReference where no way between the datums is known, or a place has no coordinates there.
    """
    if source == target or references.read(source).equals(references.read(target), ignore_axis_order=True):
        return shapes
    transformer = references.transformer(source, target)
    decimals = ROUNDED if is_degrees(target) else ROUNDED_M

    def move(points: np.ndarray) -> np.ndarray:
        found = np.column_stack(transformer.transform(points[:, 0], points[:, 1])).round(decimals)
        if not np.isfinite(found).all():
            raise BadReference(crs=references.read(target).name, reason="beyond_the_system")
        return found

    return heights.moved(shapes, move)


def in_degrees(shapes: np.ndarray, crs: str) -> np.ndarray:
    """Give shapes as longitude and latitude, rounded to a tenth of a millimetre."""
    return moved(shapes, crs, DEGREES)


def place_headings(dataset: Dataset) -> tuple[str, ...]:
    """Name the columns that a table without shapes says the place in, each with its CRS: a table has no other place."""
    if dataset.theme.shape is Shape.NONE:
        return ()
    if dataset.theme.shape is not Shape.POINT:
        return (_in(WKT, dataset.file_crs),)
    degrees, height = (_in(LON, DEGREES), _in(LAT, DEGREES)), (HEIGHT,) if dataset.high else ()
    if is_degrees(dataset.file_crs):
        return (_in(LON, dataset.file_crs), _in(LAT, dataset.file_crs), *height)
    return (_in(EAST, dataset.file_crs), _in(NORTH, dataset.file_crs), *degrees, *height)


def _in(heading: str, crs: str) -> str:
    return f"{heading}（{crs}）" if crs.startswith("EPSG:") else heading


def places(table: Table, dataset: Dataset) -> list[tuple[Any, ...]]:
    """Give the cells of those columns for each row."""
    import shapely

    if dataset.theme.shape is Shape.NONE or table.geometry is None:
        return [()] * len(table)
    shapes, degrees = dataset.shapes(table), is_degrees(dataset.file_crs)
    if dataset.theme.shape is not Shape.POINT:
        return [(text,) for text in shapely.to_wkt(shapes, rounding_precision=ROUNDED if degrees else ROUNDED_M)]
    decimals = ROUNDED if degrees else ROUNDED_M
    columns = [shapely.get_x(shapes).round(decimals), shapely.get_y(shapes).round(decimals)]
    if not degrees:
        there = in_degrees(table.geometry, dataset.crs)
        columns += [shapely.get_x(there), shapely.get_y(there)]
    if dataset.high:
        columns.append(shapely.get_z(shapes).round(ROUNDED_M))
    return [
        tuple(None if cell != cell else cell for cell in row)
        for row in zip(*(column.tolist() for column in columns), strict=True)
    ]


def letter_of(problem: UnicodeEncodeError, path: Path, encoding: str) -> LetterUnwritable:
    """Give the error that names the character which an encoding lacks, and what stands around it."""
    text, at = problem.object, problem.start
    around = text[max(at - AROUND, 0) : at + AROUND + 1].strip()
    return LetterUnwritable(path=str(path), encoding=encoding, letter=shown(text[at]), text=shown(around))


def require_printable(text: str, path: Path, format_name: str) -> str:
    """Give a text as it is; raises LetterUnwritable for control characters, which XML cannot hold."""
    if found := _CONTROL.search(text):
        around = text[max(found.start() - AROUND, 0) : found.start() + AROUND + 1]
        raise LetterUnwritable(path=str(path), encoding=format_name, letter=shown(found[0]), text=shown(around))
    return text


def shown(text: str) -> str:
    """Give a text in which what cannot be seen, or be written anywhere, stands as `U+0007`."""
    return "".join(one if one.isprintable() else f"U+{ord(one):04X}" for one in text)


def harmless(value: Any) -> Any:
    """Put an apostrophe before text that a spreadsheet would run as a formula; importing takes it away again."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value
