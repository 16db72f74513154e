"""Tables of boundary points: rows of label, X and Y that make one parcel after the other. X is north."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import FileEmpty, RowsInvalid
from kangbashi_gis.importing import coordinates
from kangbashi_gis.importing.national_grid import north_first
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct
from kangbashi_gis.importing.sources.rings import polygon
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table

Row = Sequence[Any]
Rows = Callable[[], Iterator[Row]]
WGS84 = "EPSG:4326"
PEEKED, HEADING_ROWS = 2000, 20
LEAST_CORNERS = 3
MOST = 0.8
NAME, CORNERS = "地块", "界址点数"
_LABEL = re.compile(r"界址点|点号|点名|拐点|桩号|点编号")
_BOUNDARY = re.compile(r"界址|拐点")
_PARCEL = re.compile(r"地块|宗地|图斑|不动产单元|parcel|zddm|dkbh|dkmc", re.IGNORECASE)
_RING = re.compile(r"圈号|环号|圈序")
_CORNER = re.compile(r"[Jj][A-Za-z]{0,2}[-_]?\d+(-\d+)?")  # J1, JZ12, J3-1


@dataclass(frozen=True)
class Layout:
    """Where things stand in a row. first, second: the coordinates in the order of the file.

    turned: the first is north. above: rows up to and with the heading. parcel, ring, label: -1 where there is none.
    """

    first: int
    second: int
    turned: bool
    above: int
    names: tuple[str, ...]
    label: int = -1
    parcel: int = -1
    ring: int = -1
    degrees: bool = False

    @cached_property
    def kept(self) -> tuple[int, ...]:
        """The columns that belong to the parcel and not to its corners."""
        corner = (self.first, self.second, self.label, self.ring)
        return tuple(place for place in range(len(self.names)) if place not in corner)


@dataclass
class Parcel:
    """The rows of one parcel so far. key: what stands in the column of parcels."""

    name: str
    cells: list[Any]
    key: Any = None
    rings: list[list[tuple[float, float]]] = field(default_factory=lambda: [[]])
    ring: Any = None

    @property
    def corners(self) -> int:
        """How many corners it has; one that closes a ring does not count."""
        return sum(len(ring) - (len(ring) > 1 and ring[0] == ring[-1]) for ring in self.rings)


def boundary_table(
    path: Path, theme: Theme, options: ImportOptions, rows: Rows, about: dict[str, Any]
) -> Source | None:
    """Make parcels of a table of their corners; None where it is another table, or the theme wants another shape.

    rows: starts reading anew, with blank rows. about: layer, encoding.
    """
    layout = _layout(list(islice(rows(), PEEKED)), theme)
    if layout is None:
        return None
    parcels = sum(1 for _ in _parcels(path, rows, layout))
    if not parcels:
        raise FileEmpty(path=str(path))
    return Source(
        path=path,
        columns=_columns(layout),
        count=parcels,
        crs=WGS84 if layout.degrees else None,
        guessed=layout.degrees,
        read=lambda size: _batches(path, rows, layout, layout.turned and not options.axes, size),
        notes=("corners_joined",),
        **about,
    )


def may_be_boundary(theme: Theme) -> bool:
    """Tell whether corners are looked for: a theme of areas, or none that was named."""
    return theme.shape is Shape.POLYGON or not theme.name


def split(line: str) -> list[str]:
    """Give the cells of a line of text whose cells are parted by commas, blanks or tabs."""
    plain = line.strip().replace("，", ",")
    return [cell.strip() for cell in (plain.split(",") if "," in plain else plain.split())]


def without_heading(rows: Sequence[Row]) -> bool:
    """Tell whether rows are corners from the start: a label, and two numbers that may be metres."""
    filled = [row for row in rows if any(map(_filled, row))]
    corners = [
        row for row in filled if len(row) >= LEAST_CORNERS and _CORNER.fullmatch(str(row[0])) and _point(row, 1, 2)
    ]
    return len(corners) >= LEAST_CORNERS and len(corners) >= MOST * len([row for row in filled if len(row) > 1])


def _layout(rows: Sequence[Row], theme: Theme) -> Layout | None:
    anything = not theme.name
    if not may_be_boundary(theme):
        return None
    if without_heading(rows):
        return _settled(Layout(1, 2, True, 0, ("", "", ""), label=0), rows)
    for above, row in enumerate(rows[:HEADING_ROWS], start=1):
        names = distinct(["" if cell is None else str(cell) for cell in row])
        where = coordinates.find(names, None)
        if where is None or not where.second:
            continue
        layout = _headed(names, where, above, rows[above:])
        is_boundary = layout.label >= 0 and (
            any(_BOUNDARY.search(name) for name in names) or _labels(rows[above:], layout.label) >= MOST
        )
        if is_boundary or (not anything and max(layout.label, layout.parcel) >= 0 and _repeats(rows[above:], layout)):
            return _settled(layout, rows)
        return None
    return None


def _headed(names: tuple[str, ...], where: coordinates.Coordinates, above: int, rows: Sequence[Row]) -> Layout:
    east, north = names.index(where.first), names.index(where.second)
    # called just X and Y, X is north, as in all that surveyors write
    turned = east < north if where.plain else north < east
    label = _named(names, _LABEL, (east, north))
    if label < 0:
        free = [place for place in range(len(names)) if place not in (east, north)]
        label = next((place for place in free if _labels(rows, place) >= MOST), -1)
    ring = _named(names, _RING, (east, north, label))
    parcel = _named(names, _PARCEL, (east, north, label, ring))
    return Layout(min(east, north), max(east, north), turned, above, names, label, parcel, ring, where.lonlat)


def _named(names: Sequence[str], words: re.Pattern[str], taken: Sequence[int]) -> int:
    return next((place for place, name in enumerate(names) if place not in taken and words.search(name)), -1)


def _settled(layout: Layout, rows: Sequence[Row]) -> Layout:
    """Let the size of the coordinates decide on their order, where it can."""
    points = [point for row in rows[layout.above :] if (point := _point(row, layout.first, layout.second))]
    told = None if layout.degrees else north_first(np.array(points).reshape(-1, 2))
    return layout if told is None else replace(layout, turned=told)


def _labels(rows: Sequence[Row], place: int) -> float:
    """Give the share of filled rows that have a label such as J1 at a place."""
    cells = [str(row[place]).strip() for row in rows if len(row) > place and _filled(row[place])]
    return sum(bool(_CORNER.fullmatch(cell)) for cell in cells) / max(len(cells), 1)


def _repeats(rows: Sequence[Row], layout: Layout) -> bool:
    """Tell whether rows make parcels: the same parcel three times in a row, or no parcel column at all."""
    if layout.parcel < 0:
        return True
    cells = [str(row[layout.parcel]).strip() if len(row) > layout.parcel else "" for row in rows]
    runs = [cells[place] in (cells[place - 1], "") for place in range(1, len(cells))]
    return sum(runs) * 2 >= len(cells) - 1 and len(cells) >= LEAST_CORNERS


def _columns(layout: Layout) -> tuple[str, ...]:
    own = (layout.names[place] for place in layout.kept)
    return distinct((*own, *(() if layout.parcel >= 0 else (NAME,)), CORNERS))


def _batches(path: Path, rows: Rows, layout: Layout, turned: bool, size: int) -> Iterator[Table]:
    names = _columns(layout)
    parcels = _parcels(path, rows, layout)
    while piece := list(islice(parcels, size)):
        shapes = np.full(len(piece), None, dtype=object)
        for place, one in enumerate(piece):
            rings = [np.array(ring) for ring in one.rings if ring]
            shapes[place] = polygon([ring[:, ::-1] for ring in rings] if turned else rings)
        named = [] if layout.parcel >= 0 else [[one.name for one in piece]]
        own = [[one.cells[place] for one in piece] for place in range(len(layout.kept))]
        yield Table(dict(zip(names, (*own, *named, [one.corners for one in piece]), strict=True)), shapes)


def _parcels(path: Path, rows: Rows, layout: Layout) -> Iterator[Parcel]:
    """Yield parcels: a new one begins after a blank row, a row of words, or with another value in its column."""
    parcel: Parcel | None = None
    title, turn = "", 0
    for number, row in enumerate(islice(rows(), layout.above, None), start=layout.above + 1):
        point = _point(row, layout.first, layout.second)
        if point is None and not any(map(_filled, row)):
            parcel, done = (parcel, None) if layout.parcel >= 0 else (None, parcel)
            yield from _whole(done)
            continue
        if point is None:
            if _is_corner(row, layout):
                raise RowsInvalid(path=str(path), count=1, example=f"#{number}", reason="coordinates_not_usable")
            yield from _whole(parcel)
            parcel, title = None, next((str(cell).strip() for cell in row if _filled(cell)), "")
            continue
        if parcel is None or _differs(parcel, row, layout):
            yield from _whole(parcel)
            turn += 1
            cells = [_cell(row, place) for place in layout.kept]
            parcel, title = Parcel(title or str(turn), cells, _cell(row, layout.parcel)), ""
        _add(parcel, row, point, layout)
    yield from _whole(parcel)


def _add(parcel: Parcel, row: Row, point: tuple[float, float], layout: Layout) -> None:
    """Add a corner; a ring ends where it comes back to its first corner, or where the ring's number changes."""
    last = parcel.rings[-1]
    number = _cell(row, layout.ring) if layout.ring >= 0 else parcel.ring
    closed = len(last) > LEAST_CORNERS and last[0] == last[-1]
    if last and (closed or (parcel.ring is not None and number != parcel.ring)):
        parcel.rings.append([])
    parcel.ring = number
    parcel.rings[-1].append(point)


def _differs(parcel: Parcel, row: Row, layout: Layout) -> bool:
    if layout.parcel < 0:
        return False
    # a merged cell has its value in its first row only
    value = _cell(row, layout.parcel)
    return value is not None and value != parcel.key


def _is_corner(row: Row, layout: Layout) -> bool:
    """Tell whether a row was meant as a corner: it has a label, or something beside it where numbers belong."""
    label = str(_cell(row, layout.label) or "") if layout.label >= 0 else ""
    numbers = [_cell(row, layout.first), _cell(row, layout.second)]
    return bool(_CORNER.fullmatch(label)) and any(cell is not None for cell in numbers)


def _whole(parcel: Parcel | None) -> Iterator[Parcel]:
    if parcel is not None:
        yield parcel


def _point(row: Row, first: int, second: int) -> tuple[float, float] | None:
    if len(row) <= second:
        return None
    x, y = _number(row[first]), _number(row[second])
    return None if x != x or y != y else (x, y)


def _number(cell: Any) -> float:
    """Read a coordinate; most are plain numbers, and the rest is looked at more closely."""
    try:
        return float(cell)
    except (TypeError, ValueError):
        return coordinates.number(cell) if _filled(cell) else float("nan")


def _cell(row: Row, place: int) -> Any:
    cell = row[place] if 0 <= place < len(row) else None
    if isinstance(cell, str):
        cell = cell.strip()
    return cell if _filled(cell) else None


def _filled(cell: Any) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))
