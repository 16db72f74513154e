"""CASS coordinate files (.dat): point number, code, east, north, height; some write north first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from kangbashi_gis.errors import FileEmpty, FileUnreadable, RowsInvalid
from kangbashi_gis.importing.national_grid import north_first
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, readable
from kangbashi_gis.importing.sources.lines import Lines, estimate, open_lines
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table

PEEKED = 1000
COLUMNS = ("点号", "CASS编码", "高程")
LEAST_CELLS = 3
MOST_BROKEN = 0.2  # of the first lines; with more it is another kind of file


@dataclass(frozen=True)
class Layout:
    """How a line is written. code, height: whether there are such cells; blanks part the cells, or commas."""

    separator: str | None
    code: bool
    height: bool

    @property
    def cells(self) -> int:
        """How many cells a line has."""
        return LEAST_CELLS + self.code + self.height


def read_cass(path: Path, theme: Theme, options: ImportOptions) -> Source:
    """Open the points of a survey. The file never says its CRS; the order of its axes is told by their size."""
    with readable(path):
        lines, encoding = open_lines(path, options)
        first = list(islice(_filled(lines), PEEKED))
        if not first:
            raise FileEmpty(path=str(path))
        layout = _layout(path, first)
        rows = [cells for line in first if (cells := _cells(line, layout)) is not None]
        turned = not options.axes and bool(north_first(_points(rows, layout, path, 0)))
    return Source(
        path=path,
        layer=path.stem,
        columns=COLUMNS,
        count=estimate(path),
        crs=None,
        read=lambda size: _batches(path, lines, layout, turned, size),
        encoding=encoding,
        notes=("north_first",) if turned else (),
    )


def _batches(path: Path, lines: Lines, layout: Layout, turned: bool, size: int) -> Iterator[Table]:
    import shapely

    done = 0
    filled = _filled(lines)
    while piece := list(islice(filled, size)):
        rows = [_cells(line, layout) for line in piece]
        broken = [place for place, row in enumerate(rows) if row is None]
        if broken:
            raise _refused(path, done + broken[0], len(broken))
        even = [row for row in rows if row is not None]
        points = _points(even, layout, path, done)
        done += len(piece)
        heights = [_height(row[-1]) for row in even] if layout.height else [None] * len(even)
        codes = [row[1].strip() or None for row in even] if layout.code else [None] * len(even)
        names = [row[0].strip() for row in even]
        shapes = shapely.points(points[:, ::-1] if turned else points)
        yield Table(dict(zip(COLUMNS, (names, codes, heights), strict=True)), shapes)


def _filled(lines: Lines) -> Iterator[str]:
    """Give the lines with points; older versions write their number, or END, on a line of its own."""
    for line in lines():
        plain = line.strip()
        if plain and not plain.isdigit() and plain.upper() != "END":
            yield plain


def _layout(path: Path, lines: Sequence[str]) -> Layout:
    """Find the layout that fits most lines; with commas a code may be empty, with blanks it is left out."""
    comma = sum("," in line for line in lines) * 2 >= len(lines)
    best = Layout("," if comma else None, True, True)
    fits = -1
    for code, height in ((True, True), (False, True), (False, False)):
        layout = Layout(best.separator, code, height)
        found = sum(_cells(line, layout) is not None for line in lines)
        if found > fits:
            best, fits = layout, found
    if fits < (1 - MOST_BROKEN) * len(lines):
        raise FileUnreadable(path=str(path), reason="foreign")
    return best


def _cells(line: str, layout: Layout) -> list[str] | None:
    """Give the cells of a line, or None where it is written otherwise or its coordinates are no numbers."""
    cells = line.replace("，", ",").split(layout.separator) if layout.separator else line.split()
    if len(cells) == layout.cells + 1 and not cells[-1].strip():
        cells.pop()
    if len(cells) != layout.cells:
        return None
    try:
        for cell in cells[1 + layout.code : 3 + layout.code]:
            float(cell)
    except ValueError:
        return None
    return cells


def _points(rows: Sequence[Sequence[str]], layout: Layout, path: Path, done: int) -> np.ndarray:
    first = 1 + layout.code
    points = np.array([row[first : first + 2] for row in rows], dtype=float).reshape(-1, 2)
    broken = ~np.isfinite(points).all(axis=1)
    if broken.any():
        raise _refused(path, done + int(np.flatnonzero(broken)[0]), int(broken.sum()))
    return points


def _height(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _refused(path: Path, place: int, count: int) -> RowsInvalid:
    return RowsInvalid(path=str(path), count=count, example=f"#{place + 1}", reason="coordinates_not_usable")
