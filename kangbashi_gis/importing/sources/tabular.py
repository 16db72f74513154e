"""What CSV files and workbooks have in common: a heading, rows of cells, and perhaps a place among them."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import FileEmpty, FileUnreadable, RowsInvalid
from kangbashi_gis.importing import columns, coordinates
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source, distinct
from kangbashi_gis.importing.sources.placing import placing
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES

Rows = Generator[Sequence[Any], None, None]
PEEKED = 1000
LONGEST_NAME = 60  # of a column
MOST_ABOVE = 20  # rows of titles and notes above the heading
MOST_COLUMNS = 20_000  # a table of people; a line without end is none


def tabular(
    path: Path, theme: Theme, options: ImportOptions, rows: Callable[[], Rows], about: dict[str, Any]
) -> Source:
    """Make a source of a table. rows: starts reading anew, heading first; about: layer, count, encoding.

    Columns of a place are left out of the columns to match.
    """
    rows, notes = _from_heading(rows, theme)
    with closing(rows()) as start:
        heading = next(start, None)
        first = list(islice((row for row in start if any(map(_filled, row))), PEEKED))
    if heading is None or not first:
        raise FileEmpty(path=str(path))
    if len(heading) > MOST_COLUMNS:
        raise FileUnreadable(path=str(path), reason="too_large")
    names = distinct(["" if cell is None else str(cell) for cell in heading])
    place = placing(names, _table(first, names, 0, path), theme, options)
    return Source(
        path=path,
        read=lambda size: place.each(_batches(path, rows, names, size)),
        notes=(*notes, *place.notes),
        **place.about,
        **about,
    )


def _batches(path: Path, rows: Callable[[], Rows], names: Sequence[str], size: int) -> Iterator[Table]:
    start = rows()
    heading = next(start, ())
    # a table that was printed has its heading on every page
    filled = (row for row in start if any(map(_filled, row)) and list(row) != list(heading))
    done = 0
    while piece := list(islice(filled, size)):
        yield _table(piece, names, done, path)
        done += len(piece)


def _from_heading(rows: Callable[[], Rows], theme: Theme) -> tuple[Callable[[], Rows], tuple[str, ...]]:
    """Leave out titles above the heading; gives what reads the rest anew, and the notes that tell of it."""
    with closing(rows()) as start:
        first = [[str(cell).strip() for cell in row if _filled(cell)] for row in islice(start, MOST_ABOVE)]
    known = [_known(row, theme) for row in first]
    above = 0
    if first and max(known) > max(known[0], 1):
        above = known.index(max(known))  # of two rows of headings the second names more
    elif first and not known[0]:
        # a sentence with commas in it is prose, not a heading
        several = (at for at, row in enumerate(first) if len(row) > 1 and max(map(len, row)) <= LONGEST_NAME)
        above = next(several, 0) if len(first[0]) == 1 else 0
    if not above:
        return rows, ()
    return lambda: _below(rows, above), ("titles_left_out",)


def _below(rows: Callable[[], Rows], above: int) -> Rows:
    with closing(rows()) as start:
        yield from islice(start, above, None)


def _known(cells: Sequence[str], theme: Theme) -> int:
    """Count the cells that name a field of the theme, or of any where none is said, or a coordinate."""
    themes = (theme,) if theme.fields else THEMES
    places = sum(bool(coordinates.meaning(cell)) for cell in cells)
    return places + max(len(columns.known(cells, one)) for one in themes)


def _table(rows: list[Sequence[Any]], names: Sequence[str], done: int, path: Path) -> Table:
    """Turn rows into columns. A row with more cells than the heading has slipped: nothing in it can be trusted."""
    width = len(names)
    slipped = [place for place, row in enumerate(rows) if len(row) > width and any(map(_filled, row[width:]))]
    if slipped:
        # the heading is row 1
        example = f"#{done + slipped[0] + 2}"
        raise RowsInvalid(path=str(path), count=len(slipped), example=example, reason="longer_than_heading")
    even = [row if len(row) == width else [*row[:width], *[None] * (width - len(row))] for row in rows]
    return Table(dict(zip(names, map(list, zip(*even, strict=True)), strict=True)))


def _filled(cell: Any) -> bool:
    return cell is not None and cell != ""
