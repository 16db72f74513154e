"""Which rows of a sheet are wanted, and in which order."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from kangbashi_gis.index.coded import NONE, Coded
from kangbashi_gis.index.coded_texts import holding
from kangbashi_gis.index.coding import coded_values
from kangbashi_gis.index.sheet import Rows, Sheet
from kangbashi_gis.model.rows import Ask, Comparison, Sorting, Value, Wanted
from kangbashi_gis.model.schema import Field, FieldType
from kangbashi_gis.progress import Progress, silent

NUMBERS = (FieldType.INTEGER, FieldType.REAL)
PIECE = 1 << 20


def ordered(sheet: Sheet, ask: Ask, among: np.ndarray | None = None, progress: Progress = silent) -> np.ndarray:
    """Give the numbers of the rows that are wanted, in their order. among: only these, ascending."""
    masks = wanted(sheet, ask, among, progress)
    if not ask.sortings:
        if sheet.is_whole and masks[0].all():
            return sheet.base.fids
        fids = np.concatenate([part.fids[mask] for part, mask in zip(sheet.parts, masks, strict=True)])
        return fids if len(sheet.parts) == 1 else np.sort(fids)
    if sheet.is_whole:
        return sheet.base.fids[_by_several(sheet.base, ask.sortings, masks[0])]
    return _sorted(sheet, ask.sortings, masks)


def wanted(sheet: Sheet, ask: Ask, among: np.ndarray | None = None, progress: Progress = silent) -> list[np.ndarray]:
    """Tell for each part of a sheet which of its rows are wanted."""
    found = []
    for part in sheet.parts:
        mask = part.mask()
        for only in (among, ask.only):
            if only is not None:
                mask &= np.isin(part.fids, only)
        for one in ask.wanted:
            progress(0.0)
            mask &= meeting(part.column(one.field), sheet.theme.field(one.field), one)[part.column(one.field).code]
        for word in ask.typed.split():
            mask &= _typed(part, sheet.theme.open_fields, word, progress)
        found.append(mask)
    return found


def meeting(column: Coded, field: Field, test: Wanted) -> np.ndarray:
    """Tell for each code of a column whether its value is wanted."""
    if test.comparison in (Comparison.DIFFERENT, Comparison.FILLED):
        opposite = {Comparison.DIFFERENT: Comparison.EQUAL, Comparison.FILLED: Comparison.EMPTY}[test.comparison]
        return ~meeting(column, field, Wanted(test.field, opposite, test.values))
    met = np.zeros(column.size, bool)
    if test.comparison is Comparison.EMPTY:
        met[NONE] = True
        _mark(met, column, [""])
    elif test.comparison is Comparison.CONTAINS:
        for value in test.values:
            met |= containing(column, field, str(value))
    elif test.comparison in (Comparison.RANGE, Comparison.ABOVE, Comparison.BELOW):
        _mark_range(met, column, field, test)
    else:
        _mark(met, column, [one for value in test.values for one in _meant(field, value)])
    return met


def containing(column: Coded, field: Field, typed: str) -> np.ndarray:
    """Tell for each code of a column whether its value, or its title in a code list, holds what was typed."""
    met = np.zeros(column.size, bool)
    met[column.first_text :] = holding(column, typed)
    if field.type in NUMBERS and (number := _number(typed)) is not None:
        _mark(met, column, [number])
    if field.codes is not None:
        titles = coded_values(list(field.codes.titles.values()))
        found = {titles.text_of(int(at)) for at in np.flatnonzero(holding(titles, typed))}
        _mark(met, column, [code for code, title in field.codes.titles.items() if title in found])
    return met


def _typed(part: Rows, fields: Sequence[Field], word: str, progress: Progress) -> np.ndarray:
    found = np.zeros(len(part.fids), bool)
    for field in fields:
        progress(0.0)
        column = part.column(field.name)
        met = containing(column, field, word)
        if met.all():
            return np.ones(len(part.fids), bool)
        if met.any():
            found |= met[column.code]
    return found


def _mark(met: np.ndarray, column: Coded, values: Sequence[Value]) -> None:
    for value in values:
        code = column.code_of(value)
        if code is not None:
            met[code] = True


def _mark_range(met: np.ndarray, column: Coded, field: Field, test: Wanted) -> None:
    least, most = test.values
    is_number = field.type in NUMBERS
    low, high = (1, column.first_text) if is_number else (column.first_text, column.size)
    if least is not None:
        low = max(low, column.first_not_before(least) + _shift(column, least, test.comparison is Comparison.ABOVE))
    if most is not None:
        high = min(high, column.first_not_before(most) + _shift(column, most, test.comparison is not Comparison.BELOW))
    met[low:high] = True


def _shift(column: Coded, value: Value, counts: bool) -> int:
    """Give 1 where a value that rows have is to be stepped over."""
    return int(counts and column.code_of(value) is not None)


def _meant(field: Field, value: Value) -> list[Value]:
    """Give what a value may stand for: itself, or the codes that bear it as their title."""
    codes = field.codes.titles if field.codes is not None else {}
    return [value, *(code for code, title in codes.items() if title == value)]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _in_kept_order(part: Rows, sorting: Sorting, mask: np.ndarray) -> np.ndarray:
    """Give places in the order that was kept with the column."""
    column = part.column(sorting.field)
    order = np.asarray(column.order) if mask.all() else column.order[mask[column.order]]
    if not sorting.descending:
        return order
    return _turned_over(column, order)


def _turned_over(column: Coded, order: np.ndarray) -> np.ndarray:
    """Give rows in the opposite order of their values; equal ones stay in theirs: each run of them moves as a whole."""
    counts = np.zeros(column.size, np.int64)
    for piece in _pieces(order):
        counts += np.bincount(column.code[piece], minlength=column.size)
    ends = np.cumsum(counts)
    shift = (len(order) - ends) - (ends - counts)
    turned = np.empty_like(order)
    for start in range(0, len(order), PIECE):
        piece = order[start : start + PIECE]
        turned[np.arange(start, start + len(piece)) + shift[column.code[piece]]] = piece
    return turned


def _pieces(rows: np.ndarray) -> Iterator[np.ndarray]:
    """Give rows piece by piece: what is counted of ten million at once takes more memory than all that is kept."""
    return (rows[start : start + PIECE] for start in range(0, len(rows), PIECE))


def _by_several(part: Rows, sortings: Sequence[Sorting], mask: np.ndarray) -> np.ndarray:
    """Sort by the last of several first: each sort before it keeps what is equal as it is."""
    order = _in_kept_order(part, sortings[-1], mask)
    for one in reversed(sortings[:-1]):
        codes = part.column(one.field).code[order]
        if one.descending:
            np.subtract(codes.max(initial=0), codes, out=codes)
        order = order[np.argsort(codes, kind="stable")]
    return order


def _sorted(sheet: Sheet, sortings: Sequence[Sorting], masks: Sequence[np.ndarray]) -> np.ndarray:
    fids = np.concatenate([part.fids[mask] for part, mask in zip(sheet.parts, masks, strict=True)])
    keys: list[np.ndarray] = [] if len(sheet.parts) == 1 else [fids]
    for one in reversed(sortings):
        codes = sheet.base.column(one.field).code[masks[0]]
        if len(sheet.parts) > 1:
            late = _codes_among(sheet.base.column(one.field), sheet.since.column(one.field))
            codes = np.concatenate([codes, late[sheet.since.column(one.field).code[masks[1]]]])
        keys.append(_turned(codes) if one.descending else codes)
    order: np.ndarray = np.lexsort(keys)
    return fids[order]


def _turned(codes: np.ndarray) -> np.ndarray:
    turned: np.ndarray = codes.max(initial=0) - codes
    return turned


def _codes_among(base: Coded, since: Coded) -> np.ndarray:
    """Give for each code of the one column where its value stands among the codes of the other, as float64."""
    found = np.zeros(since.size)
    first: Callable[[Value], int] = base.first_not_before
    for code in range(1, since.size):
        value = since.value(code)
        place = first(value)
        same = place < base.size and base.value(place) == value
        # between two codes, several new values stay apart by their own order
        found[code] = place if same else place - 1 + code / (since.size + 1)
    return found
