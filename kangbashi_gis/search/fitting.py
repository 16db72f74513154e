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
Fitted = dict[tuple[int, int], np.ndarray | None]  # for label and column the doors that fit, None for none


@dataclass(frozen=True)
class Fit:
    """Doors that fit. kept: their positions. given: per door the columns that were typed, as bits."""

    kept: np.ndarray
    given: np.ndarray
    unfinished: np.ndarray


def left_out(given: np.ndarray | None, depth: np.ndarray, named: np.ndarray) -> tuple[np.ndarray, np.ndarray | float]:
    """Count the elements of each door below the deepest one typed, and those above it that were left out.

    given: as of a `Fit`, None where no number was typed. named: whoever names the compound need not know on which
    number of which road it stands.
    """
    wanted = depth & np.where(named, ALL & ~1, ALL).astype(depth.dtype)
    if given is None:
        return BITS[wanted], 0.0
    both = (given.astype(np.intp) << len(DOOR_COLUMNS)) | wanted
    return BELOW[both], ABOVE[both]


def _counted(above: bool) -> np.ndarray:
    """Count for given and wanted columns, as bits behind one another, those wanted below or above the deepest given."""
    count = 1 << len(DOOR_COLUMNS)
    reach = [(1 << given.bit_length()) - 1 for given in range(count)]
    return np.array([
        (wanted & (reach[given] & ~given if above else ~reach[given])).bit_count()
        for given in range(count) for wanted in range(count)
    ])  # fmt: skip


BELOW, ABOVE = _counted(above=False), _counted(above=True)


def fitting(segment: Segment, doors: np.ndarray, labels: Sequence[Label], text: str) -> Fit:
    """Keep the doors that fit all labels."""
    none = np.zeros(len(doors), np.uint8)
    if not labels or not len(doors):
        return Fit(np.arange(len(doors)), none, none.astype(bool))
    fits = [_fit(segment, doors, row, text) for row in _readings(segment, labels, text)]
    if len(fits) == 1:
        return fits[0]
    kept, first = np.unique(np.concatenate([fit.kept for fit in fits]), return_index=True)
    given = np.concatenate([fit.given for fit in fits])[first]
    return Fit(kept, given, np.concatenate([fit.unfinished for fit in fits])[first])


def matching(segment: Segment, label: Label, text: str) -> np.ndarray:
    """Give the numbers of recorded labels that a typed one may be: itself first, then what may come of it."""
    return _numbers(segment, label.value, not label.whole and label.end == len(text))


def _numbers(segment: Segment, value: str, begun: bool) -> np.ndarray:
    exact = segment.label_numbers.get(value)
    found = [] if exact is None else [exact]
    if (turned := segment.label_numbers.get(_turned(value))) is not None:
        found.append(turned)
    if begun:
        found += [number for number in segment.labels_beginning(value).tolist() if number != exact]
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
    kept = np.arange(len(doors))
    if read:
        last, fits_last = tables[-1], np.zeros(len(doors), bool)
        for column in read.values():
            fits_last |= last[column]
        kept = np.flatnonzero(fits_last)
    left = doors if len(kept) == len(doors) else doors[kept]
    columns = [read[c][kept] if c in read else segment.column(name)[left] for c, name in enumerate(DOOR_COLUMNS)]
    if not len(left):
        return Fit(kept, np.empty(0, np.uint8), np.empty(0, bool))
    cost = np.full(len(kept), np.inf)
    given = np.zeros(len(kept), np.uint8)
    unfinished = np.zeros(len(kept), bool)
    known: Fitted = {}
    for price, way in _ways(labels):
        fits, whole = _along(segment, columns, labels, tables, way, known)
        if fits is None:
            continue
        prices = price + np.where(whole, 0.0, UNFINISHED)
        better = fits & (prices < cost)
        cost[better] = prices[better]
        given[better] = sum(1 << column for column in way if column != FLOOR)
        unfinished[better] = ~whole[better]
    good = np.flatnonzero(cost < np.inf)
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
    segment: Segment,
    columns: list[np.ndarray],
    labels: Sequence[Label],
    tables: list[np.ndarray],
    way: Way,
    known: Fitted,
) -> tuple[np.ndarray | None, np.ndarray]:
    """Tell which doors fit along one way (None for none), and where the last label is complete.

    known: which doors fit a label in a column, as far as it has been asked.
    """
    fits: np.ndarray | None = None
    for number, column in enumerate(way):
        here = known.get((number, column))
        if here is None:
            held = segment.on_floor(labels[number].value) if column == FLOOR else tables[number]
            here = held[columns[COLUMN_OF[Part.ROOM] if column == FLOOR else column]]
            known[number, column] = here = here if here.any() else None
        if here is None:
            return None, columns[0]
        fits = here if fits is None else fits & here
    last = next((number for number in range(len(way) - 1, -1, -1) if way[number] != FLOOR), None)
    if last is None:
        return fits, np.ones(len(columns[0]), bool)
    return fits, columns[way[last]] == segment.label_numbers.get(labels[last].value, -1)


def _table(segment: Segment, label: Label, text: str) -> np.ndarray:
    """Tell of each recorded label whether it may be the typed one; the same few are typed again and again."""
    table: np.ndarray = segment.known(_allowed, label.value, not label.whole and label.end == len(text))
    return table


def _allowed(value: str, segment: Segment, begun: bool) -> np.ndarray:
    table = np.zeros(len(segment.labels), bool)
    table[_numbers(segment, value, begun)] = True
    return table
