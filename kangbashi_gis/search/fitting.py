"""Which doors fit the numbers that were typed, whatever each number stands for.

12-2-501 may be number, building and room or building, unit and room: every way that keeps the order
is tried on all doors at once, and the one that leaves least over counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kangbashi_gis.index.draft import DOOR_COLUMNS
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Label, Part

COLUMN_OF = {Part.NUMBER: 0, Part.BUILDING: 1, Part.UNIT: 2, Part.ROOM: 3}
FLOOR = -1  # stands in no column, but a room's number begins with it
ALL = (1 << len(DOOR_COLUMNS)) - 1
BITS = np.array([bits.bit_count() for bits in range(1 << len(DOOR_COLUMNS))])
UNFINISHED = 0.3  # of 1837 and 1 the whole number is meant, though 1 may go on
_LETTERED = re.compile(r"(\d+)([甲乙丙丁戊己庚辛])|([甲乙丙丁戊己庚辛])(\d+)")
Way = tuple[int, ...]  # for each label its column


@dataclass(frozen=True)
class Fit:
    """Doors that fit. kept: their positions. given: per door the columns that were typed, as bits."""

    kept: np.ndarray
    given: np.ndarray
    unfinished: np.ndarray

    def left_out(self, depth: np.ndarray, compound_named: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Count the elements of each door below the deepest one typed, and those above it that were left out.

        Whoever names the compound need not know on which number of which road it stands.
        """
        wanted = np.where(compound_named, depth & ~np.uint8(1), depth)
        above = (1 << np.frexp(self.given.astype(float))[1]) - 1  # all columns down to the deepest given
        return BITS[wanted & ~above & ALL], BITS[wanted & above & ~self.given & ALL]


def fitting(segment: Segment, doors: np.ndarray, labels: Sequence[Label], text: str) -> Fit:
    """Keep the doors that fit all labels."""
    none = np.zeros(len(doors), np.uint8)
    if not labels or not len(doors):
        return Fit(np.arange(len(doors)), none, none.astype(bool))
    fits = [_fit(segment, doors, row, text) for row in _readings(segment, labels, text)]
    kept, first = np.unique(np.concatenate([fit.kept for fit in fits]), return_index=True)
    given = np.concatenate([fit.given for fit in fits])[first]
    return Fit(kept, given, np.concatenate([fit.unfinished for fit in fits])[first])


def matching(segment: Segment, label: Label, text: str) -> np.ndarray:
    """Give the numbers of recorded labels that a typed one may be: itself first, then what may come of it."""
    exact = segment.label_numbers.get(label.value)
    found = [] if exact is None else [exact]
    if (turned := segment.label_numbers.get(_turned(label.value))) is not None:
        found.append(turned)
    if not label.whole and label.end == len(text):
        found += [number for number in segment.labels_beginning(label.value).tolist() if number != exact]
    return np.array(found, np.int64)


def _turned(value: str) -> str:
    """Give 18甲 for 甲18 and the other way round, as both are written for one door; a sign for nothing else."""
    found = _LETTERED.fullmatch(value)
    return "".join(part for part in (found[2], found[1], found[4], found[3]) if part) if found else "?"


def _readings(segment: Segment, labels: Sequence[Label], text: str) -> Iterator[tuple[Label, ...]]:
    """Give the labels; in their usual order, if they were typed in another; and neighbours recorded as one (21-23)."""
    yield tuple(labels)
    usual = sorted(labels, key=lambda label: COLUMN_OF.get(label.parts[0], 0) if label.whole else len(DOOR_COLUMNS))
    if usual != list(labels):
        yield tuple(usual)
    for i in range(len(labels) - 1):
        left, right = labels[i], labels[i + 1]
        value = f"{left.value}-{right.value}"
        if text[left.end : right.start] == "-" and value in segment.label_numbers:
            both = replace(right, value=value, start=left.start)
            yield (*labels[:i], both, *labels[i + 2 :])


def _fit(segment: Segment, doors: np.ndarray, labels: Sequence[Label], text: str) -> Fit:
    tables = [_table(segment, label, text) for label in labels]
    # first what fits the last label anywhere: it mostly leaves few
    read = {
        c: segment.column(DOOR_COLUMNS[c])[doors] for part in labels[-1].parts if (c := COLUMN_OF.get(part, -1)) >= 0
    }
    fits_last = np.any([tables[-1][column] for column in read.values()], axis=0) if read else np.ones(len(doors), bool)
    kept = np.flatnonzero(fits_last)
    left = doors if len(kept) == len(doors) else doors[kept]
    columns = [
        read[c][kept] if c in read else np.asarray(segment.column(name)[left]) for c, name in enumerate(DOOR_COLUMNS)
    ]
    cost = np.full(len(kept), np.inf)
    given = np.zeros(len(kept), np.uint8)
    unfinished = np.zeros(len(kept), bool)
    for price, way in _ways(labels):
        fits, whole = _along(segment, columns, labels, tables, way)
        prices = price + np.where(whole, 0.0, UNFINISHED)
        better = fits & (prices < cost)
        cost[better] = prices[better]
        given[better] = sum(1 << column for column in way if column != FLOOR)
        unfinished[better] = ~whole[better]
    good = np.isfinite(cost)
    return Fit(kept[good], given[good], unfinished[good])


def _ways(labels: Sequence[Label], after: int = -1) -> Iterator[tuple[float, Way]]:
    """Give every assignment of labels to columns that keeps their order, and how unlikely it is."""
    if not labels:
        yield 0.0, ()
        return
    for dislike, part in enumerate(labels[0].parts):
        column = COLUMN_OF.get(part, FLOOR)
        if column != FLOOR and column <= after:
            continue
        step = 0 if after < 0 or column == FLOOR else column - after - 1
        for price, rest in _ways(labels[1:], max(after, column)):
            yield price + 0.1 * dislike + step, (column, *rest)


def _along(
    segment: Segment, columns: list[np.ndarray], labels: Sequence[Label], tables: list[np.ndarray], way: Way
) -> tuple[np.ndarray, np.ndarray]:
    """Tell which doors fit along one way, and where the last label is complete."""
    fits = np.ones(len(columns[0]), bool)
    whole = fits
    for label, table, column in zip(labels, tables, way, strict=True):
        if column == FLOOR:
            fits = fits & segment.on_floor(label.value)[columns[COLUMN_OF[Part.ROOM]]]
        else:
            fits = fits & table[columns[column]]
            whole = columns[column] == segment.label_numbers.get(label.value, -1)
    return fits, whole


def _table(segment: Segment, label: Label, text: str) -> np.ndarray:
    table = np.zeros(len(segment.labels), bool)
    table[matching(segment, label, text)] = True
    return table
