"""What is told of the columns of a sheet: groups with counts and sums, statistics, histograms."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from kangbashi_gis.index.coded import Coded
from kangbashi_gis.index.sheet import Rows, Sheet
from kangbashi_gis.model.rows import Group, Histogram, Statistics, Value, ranked, value_key
from kangbashi_gis.model.schema import FieldType

MOST_GROUPS = 100_000
PIECE = 1 << 20
COMMONEST = 10


def groups(sheet: Sheet, masks: Sequence[np.ndarray], by: Sequence[str], sums: Sequence[str] = ()) -> list[Group]:
    """Group rows by fields, the largest group first; at most MOST_GROUPS of them."""
    found: dict[tuple[Value, ...], Group] = {}
    for part, mask in zip(sheet.parts, masks, strict=True):
        for one in _groups(part, mask, by, sums):
            before = found.get(one.values)
            found[one.values] = one if before is None else _together(before, one)
    return ranked(list(found.values()))[:MOST_GROUPS]


def statistics(sheet: Sheet, masks: Sequence[np.ndarray], name: str) -> Statistics:
    """Tell what a column holds."""
    column, per_code, others = _counted(sheet, masks, name)
    there = np.flatnonzero(per_code[1:]) + 1
    ends = [column.value(int(at)) for at in (*there[:1], *there[-1:])] + list(others)
    ends.sort(key=value_key)
    best = there[np.argsort(-per_code[there], kind="stable")[:COMMONEST]]
    common = [(column.value(int(at)), int(per_code[at])) for at in best] + list(others.items())
    is_number = sheet.theme.field(name).type in (FieldType.INTEGER, FieldType.REAL)
    texts = int(per_code[column.first_text :].sum()) + sum(n for value, n in others.items() if isinstance(value, str))
    count = int(per_code.sum()) + sum(others.values())
    nothing = column.code_of("")
    told = Statistics(
        count,
        int(per_code[0]) + (0 if nothing is None else int(per_code[nothing])) + others.get("", 0),
        len(there) + len(others),
        ends[0] if ends else None,
        ends[-1] if ends else None,
        odd=texts if is_number else count - texts - int(per_code[0]),
        most=tuple(sorted(common, key=lambda one: (-one[1], value_key(one[0])))[:COMMONEST]),
    )
    numbers, weights = _numbers(column, per_code, others)
    return _with_numbers(told, numbers, weights) if is_number and weights.sum() else told


def histogram(sheet: Sheet, masks: Sequence[np.ndarray], name: str, classes: int = 20) -> Histogram:
    """Count the numbers of a column in classes of equal width."""
    column, per_code, others = _counted(sheet, masks, name)
    number, weight = _numbers(column, per_code, others)
    there = (weight > 0) & np.isfinite(number)
    number, weight = number[there], weight[there]
    empty = int(per_code.sum()) + sum(others.values()) - int(weight.sum())
    if not len(number):
        return Histogram((), (), empty)
    counts, edges = np.histogram(number, classes, weights=weight)
    return Histogram(tuple(edges.tolist()), tuple(counts.astype(int).tolist()), empty)


def _counted(sheet: Sheet, masks: Sequence[np.ndarray], name: str) -> "tuple[Coded, np.ndarray, Counter[Value]]":
    """Give how many wanted rows have each code of the base, and each value that no row of the base has."""
    column = sheet.base.column(name)
    per_code = np.zeros(column.size, np.int64)
    for start in range(0, len(masks[0]), PIECE):
        piece = slice(start, start + PIECE)
        per_code += np.bincount(column.code[piece][masks[0][piece]], minlength=column.size)
    others: Counter[Value] = Counter()
    if len(sheet.parts) > 1:
        late = sheet.since.column(name)
        counts = np.bincount(late.code[masks[1]], minlength=late.size)
        for at in np.flatnonzero(counts).tolist():
            value = late.value(at)
            code = column.code_of(value)
            if code is None:
                others[value] += int(counts[at])
            else:
                per_code[code] += counts[at]
    return column, per_code, others


def _numbers(column: Coded, per_code: np.ndarray, others: "Counter[Value]") -> tuple[np.ndarray, np.ndarray]:
    """Give the different numbers, ascending, and how often each occurs."""
    more = [(value, n) for value, n in others.items() if isinstance(value, int | float)]
    number = np.concatenate([np.asarray(column.number, float), [float(value) for value, _ in more]])
    weight = np.concatenate([per_code[1 : column.first_text], np.array([n for _, n in more], np.int64)])
    if not more:
        return number, weight
    order = np.argsort(number, kind="stable")
    return number[order], weight[order]


def _with_numbers(told: Statistics, number: np.ndarray, weight: np.ndarray) -> Statistics:
    total, count = float(number @ weight), int(weight.sum())
    mean = total / count
    so_far = np.cumsum(weight)
    middle = [number[np.searchsorted(so_far, at, "right")] for at in ((count - 1) // 2, count // 2)]
    spread = float(weight @ (number - mean) ** 2)
    deviation = math.sqrt(spread / (count - 1)) if count > 1 else 0.0
    return replace(told, total=total, mean=mean, median=float(sum(middle)) / 2, deviation=deviation)


def _groups(part: Rows, mask: np.ndarray, by: Sequence[str], sums: Sequence[str]) -> Iterator[Group]:
    columns, summed = [part.column(name) for name in by], [part.column(name) for name in sums]
    keys, counts, totals = _counted_groups(columns, summed, np.flatnonzero(mask).astype(np.uint32))
    best = np.argsort(-counts, kind="stable")[:MOST_GROUPS]
    for at in best.tolist():
        left, values = int(keys[at]), []
        for column in reversed(columns):
            left, code = divmod(left, column.size)
            values.append(column.value(code))
        yield Group(tuple(reversed(values)), int(counts[at]), tuple(float(one[at]) for one in totals))


def _counted_groups(
    columns: Sequence[Coded], summed: Sequence[Coded], rows: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
    """Give the keys of groups, how many rows each has, and the sums; piece by piece, in bounded memory."""
    numbers = [np.nan_to_num(column.numbers_by_code()) for column in summed]
    keys = np.empty(0, np.int64)
    for piece in _pieces(rows):
        keys = np.union1d(keys, _key(columns, piece))
    counts, totals = np.zeros(len(keys), np.int64), [np.zeros(len(keys)) for _ in summed]
    for piece in _pieces(rows):
        place = np.searchsorted(keys, _key(columns, piece))
        counts += np.bincount(place, minlength=len(keys))
        for total, number, column in zip(totals, numbers, summed, strict=True):
            total += np.bincount(place, number[column.code[piece]], len(keys))
    return keys, counts, totals


def _key(columns: Sequence[Coded], rows: np.ndarray) -> np.ndarray:
    key = np.zeros(len(rows), np.int64)
    for column in columns:
        key = key * column.size + column.code[rows]
    return key


def _pieces(rows: np.ndarray) -> Iterator[np.ndarray]:
    return (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))


def _together(one: Group, other: Group) -> Group:
    sums = tuple(a + b for a, b in zip(one.sums, other.sums, strict=True))
    return Group(one.values, one.count + other.count, sums)
