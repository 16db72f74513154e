"""From the rows of a file to rows of a theme: matched, converted, in the workspace's CRS. Nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import ColumnMissing, HeightsUnkept, RowsInvalid
from kangbashi_gis.importing import columns, georeference, heading_units, repairing, shapes, values
from kangbashi_gis.importing.doubts import AREA, AREA_UNITS, DROP_OUTSIDE, DROP_TOTALS, Doubts, sums
from kangbashi_gis.importing.keys import NO_KEY, marks_of
from kangbashi_gis.importing.options import LOCAL, ImportOptions
from kangbashi_gis.importing.personal import SAMPLE
from kangbashi_gis.importing.source import BATCH, Source
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.progress import Progress
from kangbashi_gis.store import heights

HEADING_ROWS = 1  # people count rows of a table with its heading
EXAMPLES = 3
MOST_POINTS = 200_000  # that the reference is told from


@dataclass
class Tally:
    """What was seen on the way through a file.

    invalid: shapes kept although they cross themselves. heights_dropped: shapes that had a Z and have none any more;
    heights_kept: those that still have it.
    closed: lines that were made polygons, if that was asked for. points: the first coordinates, as the file has them.
    incomplete: rows kept although a value is missing that the theme needs; the first are named as in `refuse`.
    left_out: how many rows a person's answer leaves out, by the name of the repair. kept: the numbers of the others,
    batch by batch, once any was left out. areas: how many were brought to square metres.
    """

    read: int = 0
    invalid: int = 0
    heights_dropped: int = 0
    heights_kept: int = 0
    incomplete: int = 0
    incomplete_rows: list[str] = field(default_factory=list)
    closed: int = 0
    closed_places: list[tuple[float, float]] = field(default_factory=list)
    points: list[np.ndarray] = field(default_factory=list, repr=False)
    left_out: dict[str, int] = field(default_factory=dict)
    kept: list[np.ndarray] = field(default_factory=list, repr=False)
    areas: int = 0
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
    doubts: Doubts = field(default_factory=lambda: Doubts(None))
    wishes: frozenset[str] = frozenset()
    _aside: ThreadPoolExecutor | None = field(default=None, repr=False)
    _counted_aside: list["Future[int]"] = field(default_factory=list, repr=False)

    def tables(self, progress: Progress) -> Iterator[Table]:
        """Yield batches of theme rows; shapes are None where the file has none.

        Raises RowsInvalid at the end when any row broke a rule, with their number, or when a value
        that the theme needs is missing in all of them.
        """
        with ThreadPoolExecutor(1) as self._aside:
            for table in chain(self.first, self.rest):
                progress(min(self.tally.read / max(self.source.count, 1), 1.0), "read")
                yield self._convert(table)
            self.tally.invalid += sum(count.result() for count in self._counted_aside)
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
        start, count = self.tally.read, len(table)
        places = np.arange(count)
        if self.doubts.sums(start, table).any() and DROP_TOTALS in self.wishes:
            places = np.flatnonzero(~sums(table))
            self._leave_out(DROP_TOTALS, count - len(places))
            table = table.take(places)
        broken = np.zeros(len(table), dtype=bool)
        kept = self._values(table, places, broken)
        self.doubts.keyed(marks_of(self.theme, Table(kept)) if kept else np.full(len(table), NO_KEY))
        self._look_for_gaps(kept, places)
        geometry = self._shapes(table, broken) if self.theme.shape is not Shape.NONE else None
        self._look_at_areas(kept, geometry)
        self.tally.read += count
        return self._inside(Table(kept, geometry), start + places)

    def _values(self, table: Table, places: np.ndarray, broken: np.ndarray) -> dict[str, list[Any]]:
        """Convert the columns that fields take; places: which row of the batch each row is."""
        kept, start = {}, self.tally.read
        for name, column in self.matching.fields.items():
            one = self.theme.field(name)
            read, unreadable = values.convert(self.doubts.tidied(start, _plain(table.columns[column]), one), one)
            kept[name] = heading_units.converted(read, column, one)
            for place in unreadable:
                if not broken[place]:
                    self.tally.refuse(start + int(places[place]), column, "value_not_readable")
                broken[place] = True
        return kept

    def _look_at_areas(self, kept: dict[str, list[Any]], geometry: np.ndarray | None) -> None:
        """Hold areas, brought to square metres if a person said what they are in, against those of the shapes."""
        if self.doubts.areas is None or geometry is None or AREA not in kept:
            return
        for name in self.wishes & AREA_UNITS.keys():
            self.tally.areas += len(kept[AREA]) - kept[AREA].count(None)
            kept[AREA] = [one and one * AREA_UNITS[name] for one in kept[AREA]]
        self.doubts.areas.add(self.tally.read, kept[AREA], geometry)

    def _inside(self, table: Table, numbers: np.ndarray) -> Table:
        """Leave out what lies far outside the workspace, if a person wants that; numbers: which rows of the file."""
        near, geometry = self.options.near, table.geometry
        if DROP_OUTSIDE in self.wishes and near is not None and geometry is not None:
            inside = ~shapes.outside(geometry, near)
            self._leave_out(DROP_OUTSIDE, len(table) - int(inside.sum()))
            table, numbers = table.take(inside), numbers[inside]
        if self.wishes & {DROP_OUTSIDE, DROP_TOTALS}:
            self.tally.kept.append(numbers)
        return table

    def _leave_out(self, name: str, count: int) -> None:
        self.tally.left_out[name] = self.tally.left_out.get(name, 0) + count

    def _look_for_gaps(self, kept: Mapping[str, Sequence[Any]], places: np.ndarray) -> None:
        """Count the rows in which a needed value is missing."""
        gaps = np.zeros(len(places), dtype=bool)
        for one in self.theme.fields:
            if one.required and one.name in kept:
                empty = np.array([value is None for value in kept[one.name]], dtype=bool)
                self.tally.note(places[empty & ~gaps] + self.tally.read, self.matching.fields[one.name])
                gaps |= empty
        self.tally.incomplete += int(gaps.sum())

    def _shapes(self, table: Table, broken: np.ndarray) -> np.ndarray:
        if table.geometry is None or not self._way_of(table.geometry):
            return np.full(len(table), None, dtype=object)
        assert self.way is not None
        self._keep_points(table.geometry)
        self.doubts.heights(self.tally.read, table.geometry)
        given = self._at_height(table.geometry)
        given = given if (self.options.crs or "").startswith(LOCAL) else self.doubts.placed(self.tally.read, given)
        moved, nowhere = self._moved(given)
        for place in np.flatnonzero(nowhere & ~broken):
            self.tally.refuse(self.tally.read + int(place), "", "coordinates_not_usable")
        if self.theme.shape is Shape.POLYGON:
            # GEOS lets Python go on with the next rows meanwhile
            assert self._aside is not None
            self._counted_aside.append(self._aside.submit(shapes.invalid, moved))
        return moved

    def _at_height(self, geometry: np.ndarray) -> np.ndarray:
        """Give shapes with their heights if a person wants that, else flat; raises HeightsUnkept."""
        given, high = shapes.flattened(geometry)
        if repairing.KEEP_HEIGHTS not in self.wishes:
            self.tally.heights_dropped += high
            return given
        raised, meant = shapes.raised(geometry) if high else (given, 0)
        if meant and self.theme.flat:
            raise HeightsUnkept(path=str(self.source.path), count=meant, theme=self.theme.title, reason="theme_is_flat")
        assert self.way is not None
        if meant and not self.way.in_metres(self.options.unit):
            raise HeightsUnkept(path=str(self.source.path), count=meant, theme=self.theme.title, reason="unit_unknown")
        self.tally.heights_kept += meant
        self.tally.heights_dropped += high - meant
        return raised

    def _moved(self, given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Bring shapes into the workspace as the theme wants them, and tell which have no place there."""
        assert self.way is not None
        wishes = {wish.name: wish.reach_m for wish in repairing.parse(self.options.repairs)}
        reach_m = wishes.get(repairing.CLOSE)
        if reach_m is None and self.theme.shape is Shape.POLYGON and self.way.move is not None:
            made = shapes.moved_rings(given, self.way.move)
            if made is not None:
                return self.way.apply(given, made)
        if reach_m is None or self.theme.shape is not Shape.POLYGON:
            return self.way.apply(shapes.fit(given, self.theme, self.source.path))
        moved, nowhere = self.way.apply(given)
        made, which = repairing.closed(moved, reach_m)
        made = heights.carried(made, moved)
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
    wishes = frozenset(wish.name for wish in repairing.parse(options.repairs))
    doubtful = Doubts(theme)
    doubtful.look_for_twins(matching.fields, first, {*options.mapping, *_titled(theme, options.mapping)})
    return Rows(source, theme, options, crs, matching, way, [first], batches, doubts=doubtful, wishes=wishes)


def _titled(theme: Theme, mapping: Mapping[str, str]) -> set[str]:
    """Give the names of fields that a person has called by their title."""
    return {one.name for one in theme.fields if one.title in mapping}


def _plain(column: Sequence[Any] | np.ndarray) -> Sequence[Any]:
    return column.tolist() if isinstance(column, np.ndarray) else column


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
