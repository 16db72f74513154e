"""DXF drawings: a layer named after the theme, its labels on another, fields beside each thing as extended data.

Text in GBK makes a drawing of AutoCAD 2000 (ANSI_936), which older programs read; UTF-8 one of AutoCAD 2007. An area
without holes is a closed polyline; with holes it is a hatch, the only thing of a drawing that has holes. The structure
follows the DXF reference of 2000, section by section, as AutoCAD wants it.
"""

from collections.abc import Iterator, Sequence
from itertools import count as counting
from pathlib import Path
from typing import IO, Any

from kangbashi_gis.errors import EncodingUnclear
from kangbashi_gis.importing.writers.dataset import Dataset, is_degrees
from kangbashi_gis.importing.writers.dxf_frame import APPLICATION, MODEL, before, behind
from kangbashi_gis.model.schema import Field
from kangbashi_gis.model.table import Table

VERSIONS = {"UTF-8": ("AC1021", "utf-8"), "GBK": ("AC1015", "gbk")}
LABELS = "_注记"
LABEL_M = 2.5  # 2.5 mm at 1:1,000
PIECE = 60  # characters of extended data in one string: 255 bytes are the most
METRES, DEGREES = 6, 0
FIRST_HANDLE = 0x100


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
        dataset, drawn = self._dataset, 0
        columns = [table.columns[one.name] for one in dataset.fields]
        heights = table.columns[dataset.elevation] if dataset.elevation else [0.0] * len(table)
        labels = table.columns[dataset.label] if dataset.label else [None] * len(table)
        cells = zip(*columns, strict=True)
        for shape, height, label, row in zip(dataset.shapes(table), heights, labels, cells, strict=True):
            if shape is None or shape.is_empty:
                continue
            drawn += 1
            beside = "".join(self._beside(dataset.fields, row))
            for part in getattr(shape, "geoms", (shape,)):
                self._file.write(self._thing(part, height or 0.0) + beside)
            if label not in (None, ""):
                self._file.write(self._label(shape, str(label), height or 0.0))
        return drawn

    def _thing(self, part: Any, height: float) -> str:
        if part.geom_type == "Point":
            return self._entity("POINT", "AcDbPoint") + f"10\n{self._n(part.x)}\n20\n{self._n(part.y)}\n30\n{height}\n"
        if part.geom_type == "LineString":
            return self._polyline(part.coords, height, closed=False)
        if not part.interiors:
            return self._polyline(part.exterior.coords[:-1], height, closed=True)
        return self._hatch([part.exterior, *part.interiors], height)

    def _polyline(self, points: Sequence[Any], height: float, *, closed: bool) -> str:
        head = f"90\n{len(points)}\n70\n{int(closed)}\n38\n{height}\n"
        return self._entity("LWPOLYLINE", "AcDbPolyline") + head + self._points(points)

    def _hatch(self, rings: Sequence[Any], height: float) -> str:
        """Fill an area: the outer ring, then the holes, each a path of corners."""
        text = self._entity("HATCH", "AcDbHatch")
        text += f"10\n0.0\n20\n0.0\n30\n{height}\n210\n0.0\n220\n0.0\n230\n1.0\n2\nSOLID\n70\n1\n71\n0\n"
        text += f"91\n{len(rings)}\n"
        for place, ring in enumerate(rings):
            points = ring.coords[:-1]
            flags = 1 | 2 if place == 0 else 2 | 16  # external, outermost; a polyline each
            text += f"92\n{flags}\n72\n0\n73\n1\n93\n{len(points)}\n{self._points(points)}97\n0\n"
        return text + "75\n0\n76\n1\n98\n0\n"

    def _label(self, shape: Any, label: str, height: float) -> str:
        """Write the name of a thing at a place within it."""
        place = shape.representative_point()
        text = self._entity("TEXT", "AcDbText", self._layer + LABELS)
        text += f"10\n{self._n(place.x)}\n20\n{self._n(place.y)}\n30\n{height}\n40\n{self._label_height:.9g}\n"
        return text + f"1\n{self._text(label)}\n100\nAcDbText\n"

    def _entity(self, kind: str, marker: str, layer: str = "") -> str:
        return (
            f"0\n{kind}\n5\n{next(self._handles):X}\n330\n{MODEL}\n100\nAcDbEntity\n8\n{layer or self._layer}\n"
            f"100\n{marker}\n"
        )

    def _points(self, points: Sequence[Any]) -> str:
        return "".join(f"10\n{self._n(x)}\n20\n{self._n(y)}\n" for x, y, *_ in points)

    def _beside(self, fields: Sequence[Field], row: Sequence[Any]) -> Iterator[str]:
        yield f"1001\n{APPLICATION}\n"
        for field, value in zip(fields, row, strict=True):
            if value is not None:
                text = f"{field.title}={value}"
                pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
                yield "".join(f"1000\n{self._text(piece)}\n" for piece in pieces)

    def _text(self, text: str) -> str:
        """Give a text on one line, with escapes for what the encoding of the drawing lacks."""
        plain = "".join(one if one >= " " else " " for one in text)
        return plain if plain.isascii() else "".join(one if self._has(one) else _escaped(one) for one in plain)

    def _has(self, letter: str) -> bool:
        try:
            letter.encode(self._codec)
        except UnicodeEncodeError:
            return False
        return True

    def _n(self, number: float) -> str:
        return f"{number:.{self._decimals}f}"


def _escaped(letter: str) -> str:
    """Give a character as AutoCAD does, by its UTF-16 units."""
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\U+{units[at : at + 2].hex().upper()}" for at in range(0, len(units), 2))
