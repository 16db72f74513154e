"""From the rows of a file to rows of a theme: matched, converted, in the workspace's CRS. Nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import ColumnMissing, HeightsUnkept, RowsInvalid
from kangbashi_gis.importing import columns, georeference, heading_units, repairing, shapes, values
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.personal import SAMPLE
from kangbashi_gis.importing.source import BATCH, Source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import Progress

HEADING_ROWS = 1  # people count rows of a table with its heading
EXAMPLES = 3
MOST_POINTS = 200_000  # that the reference is told from


@dataclass
class Tally:
    """What was seen on the way through a file.

    invalid: shapes kept although they cross themselves. heights_dropped: shapes that had a Z.
    closed: lines that were made polygons, if that was asked for. points: the first coordinates, as the file has them.
    incomplete: rows kept although a value is missing that the theme needs; the first are named as in `refuse`.
    """

    read: int = 0
    invalid: int = 0
    heights_dropped: int = 0
    incomplete: int = 0
    incomplete_rows: list[str] = field(default_factory=list)
    closed: int = 0
    closed_places: list[tuple[float, float]] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list, repr=False)
    broken: int = 0
    example: str = ""
    reason: str = ""

    def refuse(self, row: int, column: str, reason: str) -> None:
        """Count a row that breaks a rule; the example names its row and column, never its value."""
        self.broken += 1
        self.reason = self.reason or reason
        self.example = self.example or _named(row, column)

    def note(self, lacking: np.ndarray, column: str) -> None:
        """Name the first rows, by their numbers, in which a needed value is missing."""
        for row in lacking[: EXAMPLES - len(self.incomplete_rows)].tolist():
            self.incomplete_rows.append(_named(row, column))


def _named(row: int, column: str) -> str:
    return f"#{row + HEADING_ROWS + 1} {column}".strip()


@dataclass
class Rows:
    """The rows of a file as rows of a theme. Going through `tables` fills the tally."""

    source: Source
    theme: Theme
    options: ImportOptions
    crs: str
    matching: columns.Matching
    way: georeference.Way | None
    first: list[Table] = field(repr=False)
    rest: Iterator[Table] = field(repr=False)
    tally: Tally = field(default_factory=Tally)

    def tables(self, progress: Progress) -> Iterator[Table]:
        """Yield batches of theme rows; shapes are None where the file has none.

        Raises RowsInvalid at the end when any row broke a rule, with their number, or when a value
        that the theme needs is missing in all of them.
        """
        for table in chain(self.first, self.rest):
            progress(min(self.tally.read / max(self.source.count, 1), 1.0), "read")
            yield self._convert(table)
        if self.tally.broken:
            raise RowsInvalid(
                path=str(self.source.path),
                count=self.tally.broken,
                example=self.tally.example,
                reason=self.tally.reason,
            )
        if self.tally.read and self.tally.incomplete == self.tally.read:
            self._refuse_all()

    def _refuse_all(self) -> None:
        raise RowsInvalid(
            path=str(self.source.path),
            count=self.tally.read,
            example=self.tally.incomplete_rows[0],
            reason="value_missing",
        )

    def _convert(self, table: Table) -> Table:
        start, broken = self.tally.read, np.zeros(len(table), dtype=bool)
        kept = {}
        for name, column in self.matching.fields.items():
            read, places = values.convert(table.columns[column], self.theme.field(name))
            kept[name] = heading_units.converted(read, column, self.theme.field(name))
            for place in places:
                if not broken[place]:
                    self.tally.refuse(start + place, column, "value_not_readable")
                broken[place] = True
        self._look_for_gaps(kept, len(table))
        geometry = self._shapes(table, broken) if self.theme.shape is not Shape.NONE else None
        self.tally.read += len(table)
        return Table(kept, geometry)

    def _look_for_gaps(self, kept: Mapping[str, Sequence[Any]], count: int) -> None:
        """Count the rows in which a needed value is missing."""
        gaps = np.zeros(count, dtype=bool)
        for one in self.theme.fields:
            if one.required and one.name in kept:
                empty = np.array([value is None for value in kept[one.name]], dtype=bool)
                self.tally.note(np.flatnonzero(empty & ~gaps) + self.tally.read, self.matching.fields[one.name])
                gaps |= empty
        self.tally.incomplete += int(gaps.sum())

    def _shapes(self, table: Table, broken: np.ndarray) -> np.ndarray:
        if table.geometry is None or not self._way_of(table.geometry):
            return np.full(len(table), None, dtype=object)
        assert self.way is not None
        self._keep_points(table.geometry)
        flat, high = shapes.flattened(table.geometry)
        flat = shapes.placed(flat) if self.theme.shape is Shape.POINT else flat
        moved, nowhere = self._moved(flat, high)
        for place in np.flatnonzero(nowhere & ~broken):
            self.tally.refuse(self.tally.read + int(place), "", "coordinates_not_usable")
        self.tally.heights_dropped += high
        self.tally.invalid += shapes.invalid(moved) if self.theme.shape is Shape.POLYGON else 0
        return moved

    def _moved(self, flat: np.ndarray, high: int) -> tuple[np.ndarray, np.ndarray]:
        """Bring flat shapes into the workspace as the theme wants them, and tell which have no place there."""
        assert self.way is not None
        wishes = {wish.name: wish.reach_m for wish in repairing.parse(self.options.repairs)}
        if high and repairing.KEEP_HEIGHTS in wishes:
            raise HeightsUnkept(path=str(self.source.path), count=high)
        reach_m = wishes.get(repairing.CLOSE)
        if reach_m is None or self.theme.shape is not Shape.POLYGON:
            return self.way.apply(shapes.fit(flat, self.theme, self.source.path))
        moved, nowhere = self.way.apply(flat)
        made, which = repairing.closed(moved, reach_m)
        self.tally.closed += int(which.sum())
        self.tally.closed_places += repairing.middles(moved[which])
        return shapes.fit(made, self.theme, self.source.path), nowhere

    def _keep_points(self, geometry: np.ndarray) -> None:
        """Keep the first coordinates, by which a CRS is told."""
        import shapely

        room = MOST_POINTS - sum(map(len, self.tally.points))
        if room > 0:
            self.tally.points.append(shapely.get_coordinates(geometry)[:room])

    def _way_of(self, geometry: np.ndarray) -> bool:
        """Tell whether rows have a way into the workspace; the first place may stand after many rows without one."""
        if self.way is None and any(shape is not None for shape in geometry):
            self.way = _way(self.source, self.options, self.crs, geometry)
        return self.way is not None


def prepare(source: Source, theme: Theme, options: ImportOptions, crs: str, size: int = BATCH) -> Rows:
    """Match columns and find the way into the workspace's CRS, by names and by a look at the first rows.

    Raises ColumnMissing, UsageError, NoReference, BadReference and what reading raises.
    """
    matching = columns.match(source.columns, theme, _chosen(source, theme, options), source.path)
    batches = source.batches(size)
    first = next(batches, Table({name: [] for name in source.columns}))
    sample = first.take(np.arange(min(SAMPLE, len(first))))
    matching = columns.look_inside(matching, theme, sample, options.mapping)
    _require_something(matching, theme, first, source.path)
    way = None
    if first.geometry is not None and theme.shape is not Shape.NONE and _placed(first, source):
        way = _way(source, options, crs, first.geometry)
    return Rows(source, theme, options, crs, matching, way, [first], batches)


def _chosen(source: Source, theme: Theme, options: ImportOptions) -> dict[str, str]:
    """Give what a person states, and what was chosen earlier for fields that nothing else fills."""
    known = columns.known(source.columns, theme)
    taken = {columns.folded(column) for column in (*known.values(), *options.mapping.values())}
    stated = {one.name for one in theme.fields if one.name in options.mapping or one.title in options.mapping}
    earlier = {
        field: column
        for column, field in options.remembered.items()
        if column in source.columns and columns.folded(column) not in taken
    }
    fields = {one.name for one in theme.fields} - stated - known.keys()
    return {**{field: column for field, column in earlier.items() if field in fields}, **options.mapping}


def _way(source: Source, options: ImportOptions, crs: str, geometry: np.ndarray) -> georeference.Way:
    georeference.check_degrees(source, options, geometry)
    return georeference.way(source, options, crs)


def _placed(first: Table, source: Source) -> bool:
    """Tell whether a layer has shapes from the start: a CRS, or a shape among its first rows."""
    return bool(source.crs) or any(shape is not None for shape in first.geometry)  # type: ignore[union-attr]


def _require_something(matching: columns.Matching, theme: Theme, first: Table, path: Path) -> None:
    """A table without shapes of which no column is known belongs to another theme."""
    if not matching.fields and (first.geometry is None or theme.shape is Shape.NONE):
        raise ColumnMissing(path=str(path), theme=theme.title, column=theme.fields[0].title)
