"""VCT, the exchange format for land data (GB/T 17798-2007, versions 2 and 3; the older layout too)."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileUnreadable, LayerUnclear, LayerUnknown, RowsInvalid
from kangbashi_gis.importing.national_grid import north_first, stated_crs
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct, readable
from kangbashi_gis.importing.sources.lines import Lines, open_lines
from kangbashi_gis.importing.sources.vct_shapes import Reader, Store, read_objects, shapes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

FIGURES = ("point", "line", "polygon", "annotation")
TEXT = "注记内容"
MAYBE = ("A", "a", " ")  # how the first and last line of the attributes may begin
SAMPLE_POINTS = 5000
KILO = {"K": 1000.0, "KM": 1000.0}
ELLIPSOIDS = {"6378137": "2000", "6378140": "1980", "6378245": "1954"}
CGCS2000_FLATTENING = "298.257222"
CGCS2000_DEGREES = "EPSG:4490"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass
class Content:
    """What a file holds. features: code to (name, table); tables: name to its fields."""

    head: dict[str, str] = field(default_factory=dict)
    features: dict[str, tuple[str, str]] = field(default_factory=dict)
    tables: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def separator(self) -> str:
        """What parts the cells of a line."""
        return self.head.get("separator", ",") or ","


def read_vct(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open a layer: a table with the objects of its feature codes. options.layer: table, feature name or code."""
    with ExitStack() as hidden:
        with readable(path):
            lines, encoding = open_lines(path, options)
            content = Content()
            file = hidden.enter_context(tempfile.NamedTemporaryFile(prefix="kangbashi-gis-"))
            store = Store(file)
            _read(path, lines, content, store, options.layer)
            table = _choose(path, content, store, theme, options.layer)
            numbers = _numbers(content, store, table)
            sample = _sample(store, numbers)
        turned, crs, notes = _reference(content, sample, options)
        move = partial(_moved, content=content, turned=turned)
        columns = _columns(content, store, table, numbers)
        return Source(
            path=path,
            layer=table,
            columns=distinct(columns),
            count=len(numbers),
            crs=crs,
            read=lambda size: _batches(path, lines, (content, store, table, columns), move, size),
            encoding=encoding,
            notes=notes,
            hidden=hidden.pop_all(),
        )


def _read(path: Path, lines: Lines, content: Content, store: Store, layer: str | None) -> None:
    """Read all but the attributes."""
    source = lines()
    reader = Reader(path, source, ",")
    if reader.line().lstrip("\ufeff").lower() != "headbegin":
        raise FileUnreadable(path=str(path), reason="foreign")
    _head(reader, content)
    reader.separator = content.separator
    ended = False
    for line in source:
        section = line.strip().lower()
        ended = ended or section == "attributebegin"
        if section == "featurecodebegin":
            _features(reader, content)
        elif section == "tablestructurebegin":
            _tables(reader, content)
        elif section.removesuffix("begin") in FIGURES and section.endswith("begin"):
            read_objects(reader, section.removesuffix("begin"), store, _wanted(content, layer))
    if not ended:
        raise FileUnreadable(path=str(path), reason="truncated")


def _wanted(content: Content, layer: str | None) -> frozenset[str] | None:
    """Give all feature codes that share the table of the layer; None where that is not known yet."""
    tables = {table for code, (name, table) in content.features.items() if layer in (code, name, table)}
    return frozenset(code for code, (_, table) in content.features.items() if table in tables) or None


def _head(reader: Reader, content: Content) -> None:
    while (line := reader.line()).lower() != "headend":
        key, _, value = line.replace("：", ":").partition(":")
        content.head[key.strip().lower()] = value.strip()


def _features(reader: Reader, content: Content) -> None:
    """Read the feature codes: code, name, kind of shape, perhaps colours, table."""
    while (line := reader.line()).lower() != "featurecodeend":
        cells = [cell.strip() for cell in line.split(reader.separator)]
        if len(cells) >= 3:
            content.features[cells[0]] = (cells[1], cells[-1] if len(cells) > 3 else cells[1])


def _tables(reader: Reader, content: Content) -> None:
    while (line := reader.line()).lower() != "tablestructureend":
        cells = [cell.strip() for cell in line.split(reader.separator)]
        if len(cells) < 2:
            continue  # the 0 after a table
        fields = [reader.line().split(reader.separator)[0].strip() for _ in range(int(cells[1]))]
        content.tables[cells[0]] = tuple(fields)


def _choose(path: Path, content: Content, store: Store, theme: Theme, layer: str | None) -> str:
    """Give the table that is meant. Raises LayerUnclear, LayerUnknown, FileEmpty."""
    counts = Counter(_table_of(content, kept.code) for kept in store.objects.values())
    known = tuple(dict.fromkeys(table for _, table in content.features.values() if counts[table])) or tuple(counts)
    names = {name: table for code, (name, table) in content.features.items()}
    if layer is not None:
        found = next((one for one in (layer, names.get(layer), _table_of(content, layer)) if counts[one or ""]), None)
        if found is None:
            raise LayerUnknown(path=str(path), layer=layer, known=tuple(dict.fromkeys(names.values())))
        return found
    if not known:
        raise FileEmpty(path=str(path))
    called = {theme.name, theme.title, *theme.aliases}
    likely = tuple(dict.fromkeys(table for name, table in names.items() if counts[table] and called & {name, table}))
    if len(known) == 1 or len(likely) == 1:
        return known[0] if len(known) == 1 else likely[0]
    raise LayerUnclear(path=str(path), known=known)


def _table_of(content: Content, code: str) -> str:
    """Give the table of a feature code; an unknown code stands for itself."""
    return content.features.get(code, ("", code))[1]


def _numbers(content: Content, store: Store, table: str) -> list[int]:
    return [number for number, kept in store.objects.items() if _table_of(content, kept.code) == table]


def _columns(content: Content, store: Store, table: str, numbers: Sequence[int]) -> tuple[str, ...]:
    fields = content.tables.get(table, ())
    return (*fields, TEXT) if any(store.objects[number].text for number in numbers) else fields


def _batches(
    path: Path, lines: Lines, about: tuple[Content, Store, str, tuple[str, ...]], move: Any, size: int
) -> Iterator[Table]:
    """Yield the rows of the attributes with their shapes, then the objects without a row."""
    content, store, table, columns = about
    rows = _joined(path, lines, content, store, table)
    while piece := list(islice(rows, size)):
        found = shapes(store, [number for number, _ in piece])
        texts = [store.objects[number].text if number in store.objects else None for number, _ in piece]
        cells = [values for _, values in piece]
        named = {name: [row[place] or None for row in cells] for place, name in enumerate(columns) if name != TEXT}
        more = {TEXT: texts} if TEXT in columns else {}
        yield Table(dict(zip(distinct(columns), {**named, **more}.values(), strict=True)), move(found))


def _joined(
    path: Path, lines: Lines, content: Content, store: Store, table: str
) -> Iterator[tuple[int, Sequence[str]]]:
    width = len(content.tables.get(table, ()))
    rest = set(_numbers(content, store, table))
    for number, cells in _attributes(path, lines(), content.separator, table, width):
        rest.discard(number)
        yield number, cells
    empty = [""] * width
    for number in sorted(rest):
        yield number, empty


def _attributes(
    path: Path, lines: Iterator[str], separator: str, table: str, width: int
) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the rows of a table: the number of the object, and its cells; the number may be the first cell itself."""
    ours = False
    for place, line in _of_attributes(path, lines):
        plain = line.strip()
        if not ours:
            ours = plain == table
        elif plain.lower() == "tableend":
            ours = False
        elif plain:
            cells = line.rstrip("\r").split(separator)
            first = 0 if len(cells) == width else 1
            if len(cells) - first > width and any(cell.strip() for cell in cells[first + width :]):
                raise RowsInvalid(path=str(path), count=1, example=f"#{place}", reason="longer_than_heading")
            values = [cell.strip() for cell in cells[first : first + width]]
            yield int(cells[0]), values + [""] * (width - len(values))


def _of_attributes(path: Path, lines: Iterator[str]) -> Iterator[tuple[int, str]]:
    """Yield the lines of the attributes with their numbers."""
    numbered = enumerate(lines, start=1)
    for _, line in numbered:
        if line[:1] in MAYBE and line.strip().lower() == "attributebegin":
            break
    for place, line in numbered:
        if line[:1] in MAYBE and line.strip().lower() == "attributeend":
            return
        yield place, line
    raise FileUnreadable(path=str(path), reason="truncated")


def _sample(store: Store, numbers: Sequence[int]) -> np.ndarray:
    """Give some points of a layer, as they stand in the file."""
    runs = [run for number in numbers[:SAMPLE_POINTS] for run in _runs(store, number)]
    points: list[np.ndarray] = []
    for run in runs[:SAMPLE_POINTS]:
        points.append(store.run(run)[:10])
    return np.concatenate(points) if points else np.empty((0, 2))


def _runs(store: Store, number: int) -> Iterator[Any]:
    kept = store.objects[number]
    yield from kept.runs
    for line in kept.lines[:2]:
        if abs(line) in store.objects:
            yield from store.objects[abs(line)].runs


def _reference(
    content: Content, sample: np.ndarray, options: ImportOptions
) -> tuple[bool, str | None, tuple[str, ...]]:
    """Give whether X is north, the CRS where head and coordinates leave no doubt, and what is to be told."""
    head = content.head
    points = _scaled(sample, head)
    by_size = north_first(points)
    said = head.get("xaxisdirection", "E").upper().startswith(("N", "北"))
    north = said if by_size is None else by_size
    notes = (("axes_other_than_stated",) if by_size is not None and by_size != said else ()) + (
        ("offset_added",) if _offset(head).any() else ()
    )
    turned = north and not options.axes
    east = points[:, 1 if north else 0]
    if head.get("coordinatesystemtype", head.get("coordinate", "")).upper().startswith("D"):
        return turned, CGCS2000_DEGREES if _datum(head) == "2000" else None, notes
    return turned, stated_crs(_datum(head), "", _zone(head), east), notes


def _datum(head: Mapping[str, str]) -> str:
    """Give 2000, 1980 or 1954 for the ellipsoid; "" where it may be another."""
    text = head.get("spheroid", "") + "," + head.get("parameters", "")
    for axis, datum in ELLIPSOIDS.items():
        if axis in text:
            return datum if datum != "2000" or CGCS2000_FLATTENING in text or "2000" in text else ""
    return next((datum for datum in ELLIPSOIDS.values() if datum in head.get("spheroid", "")), "")


def _zone(head: Mapping[str, str]) -> str:
    """Give the central meridian where the head names exactly one."""
    text = head.get("meridian", head.get("meridinan", "")) or head.get("parameters", "")
    found = {float(number) for number in _NUMBER.findall(text)}
    meridians = {number for number in found if 75 <= number <= 135 and number % 3 == 0}
    return str(int(meridians.pop())) if len(meridians) == 1 else ""


def _offset(head: Mapping[str, str]) -> np.ndarray:
    numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", head.get("offset", ""))[:2]]
    return np.array(numbers) if len(numbers) == 2 else np.zeros(2)


def _scaled(points: np.ndarray, head: Mapping[str, str]) -> np.ndarray:
    return points * KILO.get(head.get("xyunit", "").upper(), 1.0) + _offset(head)


def _moved(shapes: np.ndarray, content: Content, turned: bool) -> np.ndarray:
    """Bring shapes where they belong: unit, offset and axes of the head are honoured."""
    import shapely

    head = content.head
    if not turned and not _offset(head).any() and head.get("xyunit", "").upper() not in KILO:
        return shapes
    return shapely.transform(shapes, lambda xy: _scaled(xy, head)[:, ::-1] if turned else _scaled(xy, head))
