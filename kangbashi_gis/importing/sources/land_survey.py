"""勘测定界 boundary files: [属性描述] says the reference, [地块坐标] lists parcels with the corners of their rings."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileEmpty, RowsInvalid
from kangbashi_gis.importing.national_grid import north_first, stated_crs
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.lines import Lines, open_lines
from kangbashi_gis.importing.sources.rings import polygon
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

COLUMNS = ("界址点数", "地块面积", "地块编号", "地块名称", "图形属性", "图幅号", "地块用途", "地类编码")
COORDINATES = "地块坐标"
LINE, POINT = "线", "点"
KIND, KINDS = 4, ("面", "线", "点")
LEAST_CORNERS = 3
PEEKED = 5000
MOST_CELLS = 60
_BETWEEN = re.compile(r"[,\t]")
_SECTION = re.compile(r"\s*[\[【［](.+?)[\]】］]\s*")
Corner = tuple[str, str, tuple[float, float]]  # label, ring, first and second coordinate


@dataclass
class Parcel:
    """One parcel: its cells, and the corners of each of its rings, first and second coordinate as they stand.

    ring, label: of the last ring its number, and how its first corner is called.
    """

    cells: list[str]
    rings: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    ring: str = ""
    label: str = ""


@dataclass(frozen=True)
class Survey:
    """What going through the file once has found. differing: a parcel has not as many corners as it says."""

    header: Mapping[str, str]
    columns: tuple[str, ...]
    count: int
    points: np.ndarray
    differing: bool


def is_land_survey(first_line: str) -> bool:
    """Tell by its first line whether a text is such a file."""
    found = _SECTION.fullmatch(first_line.lstrip("\ufeff"))
    return bool(found) and found[1].strip() in ("属性描述", COORDINATES)  # type: ignore[index]


def read_land_survey(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open the parcels of a boundary file. X is north, unless the size of the numbers says otherwise."""
    with readable(path):
        lines, encoding = open_lines(path, options)
        survey = _survey(path, lines)
    if not survey.count:
        raise FileEmpty(path=str(path))
    # with axes stated, the coordinates are handed on as they stand
    by_size = north_first(survey.points)
    turned = not options.axes and by_size is not False
    stated_turned = options.axes != "east_north" if options.axes else turned
    east = survey.points[:, 1 if stated_turned else 0]
    header = survey.header
    crs = stated_crs(header.get("坐标系", ""), header.get("几度分带", ""), header.get("带号", ""), east)
    return Source(
        path=path,
        layer=path.stem,
        columns=survey.columns,
        count=survey.count,
        crs=crs if "度" not in header.get("计量单位", "") else None,
        read=lambda size: _batches(path, lines, survey.columns, turned, size),
        encoding=encoding,
        notes=_notes(by_size is False and not options.axes, survey.differing),
    )


def _batches(path: Path, lines: Lines, columns: tuple[str, ...], turned: bool, size: int) -> Iterator[Table]:
    parcels = (one for one in _parts(path, lines) if isinstance(one, Parcel))
    while piece := list(islice(parcels, size)):
        shapes = np.full(len(piece), None, dtype=object)
        shapes[:] = [_shape(one, turned) for one in piece]
        cells = [[*one.cells, *[""] * len(columns)][: len(columns)] for one in piece]
        yield Table({name: [row[place] or None for row in cells] for place, name in enumerate(columns)}, shapes)


def _survey(path: Path, lines: Lines) -> Survey:
    header: dict[str, str] = {}
    width = count = 0
    points: list[tuple[float, float]] = []
    differing = False
    for one in _parts(path, lines):
        if isinstance(one, tuple):
            header.setdefault(*one)
            continue
        count += 1
        differing = differing or _differs(one)
        width = max(width, len(one.cells))
        for ring in one.rings.values() if len(points) < PEEKED else ():
            points += ring
    more = tuple(f"属性_{place}" for place in range(len(COLUMNS) + 1, min(width, MOST_CELLS) + 1))
    return Survey(header, COLUMNS + more, count, np.array(points).reshape(-1, 2), differing)


def _differs(parcel: Parcel) -> bool:
    """Tell whether a parcel has another number of corners than it says; closing corners may count or not."""
    said = parcel.cells[0] if parcel.cells else ""
    corners = sum(map(len, parcel.rings.values()))
    return said.isdigit() and len(said) < 9 and abs(int(said) - corners) > len(parcel.rings)


def _notes(east_first: bool, differing: bool) -> tuple[str, ...]:
    return (*(("east_first",) if east_first else ()), *(("corners_differ",) if differing else ()))


def _parts(path: Path, lines: Lines) -> Iterator[tuple[str, str] | Parcel]:
    """Yield the lines of the header as key and value, then the parcels."""
    section, parcel = COORDINATES, None
    for number, line in enumerate(lines(), start=1):
        plain = line.strip().strip("\ufeff").replace("，", ",")
        if not plain:
            if parcel is not None and not parcel.cells and parcel.rings:
                yield parcel
                parcel = None
        elif found := _SECTION.fullmatch(plain):
            section = found[1].strip()
        elif section != COORDINATES:
            key, _, value = plain.partition("=")
            yield key.strip(), value.strip()
        elif (cells := _heading(plain)) is not None:
            if parcel is not None:
                yield parcel
            parcel = Parcel(cells)
        else:
            corner = _corner(path, plain, number)
            if parcel is not None and _begins_anew(parcel, corner):
                yield parcel
                parcel = None
            parcel = parcel or Parcel([])
            _add(parcel, corner)
    if parcel is not None:
        yield parcel


def _cells(line: str) -> list[str]:
    """Give the cells of a line: between commas or tabs, or where it has neither, between blanks."""
    return [cell.strip() for cell in (_BETWEEN.split(line) if _BETWEEN.search(line) else line.split())]


def _heading(line: str) -> list[str] | None:
    """Give the cells of the line above a parcel's corners, which some write without the @ at its end."""
    cells = _cells(line.removesuffix("@"))
    if line.endswith("@"):
        return cells[:-1] if cells and not cells[-1] else cells
    is_told = len(cells) > KIND and cells[KIND] in KINDS
    return cells if is_told and cells[0].isdigit() else None


def _corner(path: Path, line: str, number: int) -> Corner:
    try:
        label, ring, x, y = _cells(line)[:4]
        return label, ring, (float(x), float(y))
    except ValueError:
        example = f"#{number}"
        raise RowsInvalid(path=str(path), count=1, example=example, reason="coordinates_not_usable") from None


def _begins_anew(parcel: Parcel, corner: Corner) -> bool:
    """Tell where parcels that have no line above them meet: numbers of rings or corners begin again."""
    label, number, point = corner
    if parcel.cells or not parcel.rings:
        return False
    if number != parcel.ring:
        return number in parcel.rings
    ring = parcel.rings[number]
    closed = len(ring) > LEAST_CORNERS and ring[0] == ring[-1]
    return closed or (label == parcel.label and point != ring[0])


def _add(parcel: Parcel, corner: Corner) -> None:
    """Add a corner: its name, its ring, X and Y."""
    label, ring, point = corner
    if ring not in parcel.rings:
        parcel.label = label
    parcel.ring = ring
    parcel.rings.setdefault(ring, []).append(point)


def _shape(parcel: Parcel, turned: bool) -> Any:
    import shapely

    rings = [np.array(ring)[:, ::-1] if turned else np.array(ring) for ring in parcel.rings.values()]
    kind = parcel.cells[KIND] if len(parcel.cells) > KIND else ""
    if not rings:
        return None
    if kind == POINT:
        points = np.concatenate(rings)
        return shapely.Point(points[0]) if len(points) == 1 else shapely.MultiPoint(points)
    if kind == LINE:
        lines = [shapely.LineString(ring) for ring in rings if len(ring) > 1]
        return lines[0] if len(lines) == 1 else shapely.MultiLineString(lines)
    return polygon(rings)
