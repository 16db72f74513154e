"""What can be read of a file and yet may be wrong: sums among the rows, areas in another unit, texts that were tidied.

The doctor and the import look with the same eyes. What changes what a layer means is a question; a person answers it
with a repair (`ANSWERS`), as `drop-totals` or `keep-totals`.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kangbashi_gis.importing import tidying
from kangbashi_gis.importing.digits import Digits, is_identifier
from kangbashi_gis.importing.heading_units import MU_M2
from kangbashi_gis.importing.keys import NO_KEY
from kangbashi_gis.importing.places import Places
from kangbashi_gis.importing.tally import Tally
from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.model.schema import Field, Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heights

DROP_TOTALS, KEEP_TOTALS = "drop-totals", "keep-totals"
DROP_OUTSIDE, KEEP_OUTSIDE = "drop-outside", "keep-outside"
AREAS_MU, AREAS_HECTARE, KEEP_AREAS = "areas-mu", "areas-hectare", "keep-areas"
KEEP_DIGITS = "keep-digits"
AREA_UNITS: Mapping[str, float] = {AREAS_MU: MU_M2, AREAS_HECTARE: 1e4}
UNIT_NAMES: Mapping[str, tuple[str, str]] = {AREAS_MU: ("亩", "mu"), AREAS_HECTARE: ("公顷", "hectares")}
AREA, AREA_THEMES = "area_m2", frozenset({"parcels", "landuse"})
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "row_total": (DROP_TOTALS, KEEP_TOTALS),
    "shape_outside": (DROP_OUTSIDE, KEEP_OUTSIDE),
    "shape_nowhere_corner": (DROP_OUTSIDE, KEEP_OUTSIDE),
    "reference_mixed": (DROP_OUTSIDE, KEEP_OUTSIDE),
    "row_area_unit": (AREAS_MU, AREAS_HECTARE, KEEP_AREAS),
    "row_area_mixed": (KEEP_AREAS,),
    "row_digits_lost": (KEEP_DIGITS,),
    "shape_heights": ("drop-z", "keep-z"),
}
NOWHERE = np.array([0, -1, -9, -99, -999, -9999, -99999, -999999, -9999999], dtype=float)
MOST_DEGREES = 180.0
SAME, DIFFERENT = 0.02, 0.05  # of an area: as good as equal; more than surveys differ
MOSTLY = 0.9
_SUM = re.compile(
    r"(?:本页|本表|全表|全区|全部|全市|面积|数量|人数)?(?:合计|小计|总计|共计|累计|总和|汇总)(?:数|值|面积|人数)?:?"
    r"|(?:grand|sub)?total:?|sum:?",
    re.IGNORECASE,
)
_TWIN = re.compile(r".+_[2-9]")  # how a name that came before is told apart
_SUM_WORDS = ("计", "总", "汇", "otal", "OTAL", "um", "UM", "ｏｔａｌ", "ＯＴＡＬ", "ｕｍ", "ＵＭ")


class Doubts:
    """Collects what is doubtful while the batches of a layer go by."""

    def __init__(self, theme: Theme | None) -> None:
        warn, ask, info = Severity.WARNING, Severity.QUESTION, Severity.INFO
        self.totals = Tally("row_total", ask)
        self.nowhere = Tally("shape_nowhere", warn)
        self.corners = Tally("shape_nowhere_corner", ask)
        self.high = Tally("shape_heights", ask)
        self.level = Tally("shape_heights_zero", info)
        self.measured = Tally("shape_measures", warn)
        self.areas = Areas() if theme and theme.name in AREA_THEMES and theme.shape is Shape.POLYGON else None
        self.places = Places()
        self._twins: list[Finding] = []
        self._tidied: dict[str, Tally] = {}
        self._failed: dict[str, Tally] = {}
        self._digits: dict[str, Digits] = {}
        self._keys: list[np.ndarray] = []

    def look_for_twins(self, fields: Mapping[str, str], sample: Table, stated: Container[str]) -> None:
        """Ask where a field takes a column that the file has twice, with other values. fields: field to column."""
        for field, column in fields.items():
            twins = [name for name in sample.columns if _TWIN.fullmatch(name) and name.rpartition("_")[0] == column]
            if field not in stated and any(list(sample.columns[one]) != list(sample.columns[column]) for one in twins):
                values = {"column": column, "field": field, "twins": "、".join(twins)}
                self._twins.append(Finding("field_name_twice", Severity.QUESTION, len(twins) + 1, values))

    def keyed(self, marks: np.ndarray) -> None:
        """Take the marks of the keys of the next rows, `NO_KEY` for none."""
        self._keys.append(marks)

    def sums(self, start: int, table: Table) -> np.ndarray:
        """Tell which rows are a sum of others by their own word, and count them."""
        found = sums(table)
        self.totals.add(start, np.flatnonzero(found))
        return found

    def tidied(self, start: int, cells: Sequence[Any], field: Field) -> Sequence[Any]:
        """Give a column with its texts tidied and without what stands for a value that could not be shown."""
        values: dict[str, object] = {"field": field.title}
        if len(broken := tidying.failed(cells)):
            stars = np.array([str(cells[at]).startswith("*") for at in broken.tolist()])
            cells = tidying.without(cells, broken)
            for code, places in (("row_value_stars", broken[stars]), ("row_value_failed", broken[~stars])):
                severity = Severity.INFO if code == "row_value_stars" else Severity.WARNING
                self._failed.setdefault(code + field.name, Tally(code, severity, values)).add(start, places)
        cells, changed = tidying.tidy(cells, field)
        if is_identifier(field):
            self._digits.setdefault(field.name, Digits(field)).add(start, cells)
        if len(changed):
            self._tidied.setdefault(field.name, Tally("row_tidied", Severity.INFO, values)).add(start, changed)
        return cells

    def placed(self, start: int, shapes: np.ndarray) -> np.ndarray:
        """Give shapes with None for points that are nowhere; lines and polygons with such a corner are counted."""
        import shapely

        found = nowhere(shapes)
        if not found.any():
            self.places.add(start, shapes)
            return shapes
        points = found & (shapely.get_type_id(shapes) == 0)
        self.nowhere.add(start, np.flatnonzero(points))
        self.corners.add(start, np.flatnonzero(found & ~points))
        kept = shapes.copy()
        kept[points] = None
        self.places.add(start, kept)
        return kept

    def heights(self, start: int, shapes: np.ndarray) -> None:
        """Count shapes with heights; that all are nought is told, others are asked about."""
        import shapely

        deep = shapely.has_z(shapes)
        if deep.any():
            some = heights.meaning(shapes)[deep]
            self._note_heights(shapes[deep][some])
            self.high.add(start, np.flatnonzero(deep)[some])
            self.level.add(start, np.flatnonzero(deep)[~some])
        self.measured.add(start, np.flatnonzero(shapely.has_m(shapes)))

    def _note_heights(self, shapes: np.ndarray) -> None:
        """Keep the lowest and the highest height: by them a person sees whether they are heights of the ground."""
        found = heights.ranges(shapes)
        known = self.high.values
        if len(found):
            low, high = float(np.nanmin(found)), float(np.nanmax(found))
            known["low"] = round(min(low, float(str(known.get("low", low)))), 3)
            known["high"] = round(max(high, float(str(known.get("high", high)))), 3)

    def _same_keys(self) -> Iterator[Finding]:
        marks = np.concatenate(self._keys) if self._keys else np.empty(0, dtype=np.int64)
        again = marks != NO_KEY
        again[np.unique(marks, return_index=True)[1]] = False
        if again.any():
            twice = Tally("row_key_twice", Severity.WARNING)
            twice.add(0, np.flatnonzero(again))
            yield from twice.findings()

    def findings(self) -> Iterator[Finding]:
        """Give what was found."""
        yield from self._twins
        yield from self._same_keys()
        for digits in self._digits.values():
            yield from digits.findings()
        yield from self.high.findings()
        yield from self.measured.findings()
        yield from self.level.findings()
        for one in (self.totals, self.corners, *self._failed.values(), self.nowhere, *self._tidied.values()):
            yield from one.findings()
        yield from self.places.findings()
        if self.areas is not None:
            yield from self.areas.findings()


class Areas:
    """Holds the areas that rows state against those of their shapes."""

    def __init__(self) -> None:
        self._like = dict.fromkeys(("", *AREA_UNITS), 0)
        self._odd = Tally("row_area_mixed", Severity.QUESTION)
        self._differ = Tally("row_area_differs", Severity.WARNING)

    def add(self, start: int, stated: Sequence[float | None], shapes: np.ndarray) -> None:
        """Compare one batch, whose shapes are in metres."""
        import shapely

        drawn = shapely.area(shapes)
        numbers = np.array([np.nan if one is None else one for one in stated], dtype=float)
        given = np.isfinite(numbers) & (drawn > 1.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(given, drawn / numbers, 1.0)
        odd = np.zeros(len(drawn), dtype=bool)
        for name, unit_m2 in AREA_UNITS.items():
            like = given & (np.abs(ratio / unit_m2 - 1) < SAME)
            self._like[name] += int(like.sum())
            odd |= like
        differ = given & ~odd & ~(np.abs(ratio - 1) < DIFFERENT)
        self._like[""] += int((given & ~odd & ~differ).sum())
        self._odd.add(start, np.flatnonzero(odd))
        self._differ.add(start, np.flatnonzero(differ))

    def findings(self) -> Iterator[Finding]:
        """Ask where all areas are in another unit, or some of them; tell where they merely differ."""
        total = sum(self._like.values()) + self._differ.count
        for name, count in self._like.items():
            if name and count >= MOSTLY * total and count:
                unit, unit_en = UNIT_NAMES[name]
                yield Finding("row_area_unit", Severity.QUESTION, count, {"unit": unit, "unit_en": unit_en})
                yield from self._differ.findings()
                return
        yield from self._odd.findings()
        yield from self._differ.findings()


def sums(table: Table) -> np.ndarray:
    """Tell which rows without a shape say in a cell that they are a sum: 合计, 小 计, Total."""
    import shapely

    found = np.zeros(len(table), dtype=bool)
    if table.geometry is not None:
        found = shapely.is_missing(table.geometry) | shapely.is_empty(table.geometry)
        if not found.any():
            return found
    bare, found = found if table.geometry is not None else ~found, np.zeros(len(table), dtype=bool)
    for column in table.columns.values():
        cells = column.tolist() if isinstance(column, np.ndarray) else column
        joined = "".join([cell for cell in cells if type(cell) is str])
        if any(word in joined for word in _SUM_WORDS):
            found |= np.fromiter(map(_is_sum, cells), dtype=bool, count=len(cells))
    both: np.ndarray = np.asarray(found) & np.asarray(bare)
    return both


def _is_sum(cell: Any) -> bool:
    if type(cell) is not str or len(cell) > 20:
        return False
    return _SUM.fullmatch("".join(unicodedata.normalize("NFKC", cell).split())) is not None


def nowhere(shapes: np.ndarray) -> np.ndarray:
    """Tell which shapes have a corner that programs write for "no place": 0, 0, -9999, -9999, or 384000, 0."""
    import shapely

    points, owner = shapely.get_coordinates(shapes, return_index=True)
    found: np.ndarray = np.zeros(len(shapes), dtype=bool)
    found[owner[nowhere_points(points)]] = True
    return found


def nowhere_points(points: np.ndarray) -> np.ndarray:
    """Tell which points are nowhere: both numbers say so, or one does beside a number of metres."""
    if not len(points):
        return np.zeros(0, dtype=bool)
    low: np.ndarray = np.asarray((points <= 0).any(axis=1))
    if not low.any():
        return low
    marks = np.isin(points, NOWHERE)
    metres = np.abs(points).max(axis=1) > MOST_DEGREES
    return np.asarray(marks.all(axis=1) | (marks.any(axis=1) & metres))


def answered(findings: Iterable[Finding], repairs: Sequence[str]) -> tuple[Finding, ...]:
    """Turn the questions that a person has answered with a repair into what is told."""
    given = {word.strip().partition("=")[0] for word in repairs}
    return tuple(
        replace(one, severity=Severity.WARNING)
        if one.severity is Severity.QUESTION and given & set(ANSWERS.get(one.code, ()))
        else one
        for one in findings
    )
