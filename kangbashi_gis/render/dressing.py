"""A style fitted to a prepared layer: which simple symbols it needs, and which of them each piece has.

Where the symbol differs by the value that the layer was prepared for, and where it does not differ at all, nothing is
computed. Else the values of one field, or which rules each row meets, are read from the store: a second for a million
rows, in a thread. Nothing of the shapes is made anew.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np

from kangbashi_gis.analysis.classes import class_of
from kangbashi_gis.errors import ConditionUnfit, StyleInvalid
from kangbashi_gis.model.expression import Constant, parse
from kangbashi_gis.model.schema import FieldType, Shape, Theme
from kangbashi_gis.model.symbol import (
    PLAIN,
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Heat,
    Line,
    Marker,
    Proportional,
    Ruled,
    Simple,
    Style,
)
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.store.base import Store

INFINITE = float("inf")
MOST_CLASSES = 4096
PIECES_AT_ONCE = 50_000
AT_ONCE = 5_000  # rows read while no other thread runs: some milliseconds
GROUP_SIZES = 5
MOST_RULES = 62  # a row's rules are bits of one number
SIZES = 48  # steps of a marker that grows with a number
NOTHING: dict[str, Simple] = {
    Shape.POLYGON: Fill("", "", 0.0), Shape.LINE: Line("", 0.0), Shape.POINT: Marker("", 0.0, outline=""),
}  # fmt: skip
_NUMBERS = itertools.count(1)


class Choice(NamedTuple):
    """A simple symbol, and the scales between which it is drawn."""

    simple: Simple
    least_scale: float = 0.0
    most_scale: float = INFINITE

    def at(self, scale: float) -> bool:
        """Tell whether it is drawn at a scale."""
        return self.least_scale <= scale <= self.most_scale


@dataclass(frozen=True, eq=False)
class Dress:
    """What a layer wears. entries: per class, symbols of which the first drawn at a scale is taken.

    number: the class of each piece (uint16); None where it is the category that the layer was prepared with.
    key: another one for each other `number`, so that what lies on the graphics card can be told apart.
    spread: where points are shown together; weights: of a point, by its class.
    """

    entries: tuple[tuple[Choice, ...], ...]
    number: np.ndarray | None = None
    key: int = 0
    spread: Heat | Clustered | None = None
    weights: np.ndarray = field(default_factory=lambda: np.ones(1, np.float32))

    @property
    def simples(self) -> tuple[Simple, ...]:
        """All simple symbols, for what depends on whether any has a dash, a hatch or an arrow."""
        return tuple(choice.simple for entry in self.entries for choice in entry)

    def at(self, scale: float, shape: str) -> list[Simple]:
        """Give the symbol of each class at a scale."""
        nothing = NOTHING[shape]
        return [next((one.simple for one in entry if one.at(scale)), nothing) for entry in self.entries]


def plain(theme: Theme, prepared: Prepared) -> Dress:
    """Give what a theme comes with."""
    return _by_category(theme.symbol or PLAIN[theme.shape], prepared)


def dress(style: Style, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    """Fit a style. Raises StyleInvalid and ConditionUnfit where the theme has not what the style asks for."""
    symbol = style.symbol
    if isinstance(symbol, Fill | Line | Marker):
        _require_shape(theme, [symbol])
        return _by_category(symbol, prepared)
    if isinstance(symbol, Categorised):
        _require_shape(theme, [*symbol.cases.values(), symbol.other])
        if symbol.field == prepared.field:
            return _by_category(symbol, prepared)
        return _categorised(symbol, theme, prepared, store)
    if isinstance(symbol, Graduated):
        return _graduated(symbol, theme, prepared, store)
    if isinstance(symbol, Proportional):
        return _proportional(symbol, theme, prepared, store)
    if isinstance(symbol, Ruled):
        return _ruled(symbol, theme, prepared, store)
    if theme.shape != Shape.POINT:
        raise StyleInvalid(reason="style_spread")
    return _heat(symbol, theme, prepared, store) if isinstance(symbol, Heat) else _clustered(symbol, prepared)


def _by_category(symbol: Simple | Categorised, prepared: Prepared) -> Dress:
    values = prepared.values or (None,)
    if isinstance(symbol, Categorised):
        return Dress(tuple((Choice(symbol.cases.get(value, symbol.other)),) for value in values))
    return Dress(((Choice(symbol),),) * len(values))


def _categorised(symbol: Categorised, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    fids, values = _values(theme, symbol.field, store)
    known: dict[Any, int] = {value: number for number, value in enumerate(symbol.cases, 1)}
    known |= {figure: number for value, number in known.items() if (figure := _figure(value)) is not None}
    classes = np.fromiter((known.get(value, 0) for value in values), np.uint16, len(fids))
    return _numbered([symbol.other, *symbol.cases.values()], fids, classes, prepared)


def _figure(text: str) -> float | None:
    """Give the number that a case names: cases are texts, also of a field of numbers."""
    try:
        return float(text)
    except ValueError:
        return None


def _graduated(symbol: Graduated, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    if len(symbol.bounds) != len(symbol.symbols) + 1:
        raise StyleInvalid(reason="style_bounds")
    fids, numbers = _numbers(theme, symbol.field, store)
    other = symbol.other or NOTHING[theme.shape]
    _require_shape(theme, [other, *symbol.symbols])
    return _numbered([other, *symbol.symbols], fids, class_of(numbers, symbol.bounds) + 1, prepared)


def _proportional(symbol: Proportional, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    _require_shape(theme, [symbol.marker])
    fids, numbers = _numbers(theme, symbol.field, store)
    wide = symbol.most - symbol.least
    share = np.clip((numbers - symbol.least) / wide, 0.0, 1.0) if wide > 0 else np.zeros(len(numbers))
    steps = np.where(np.isnan(share), -1, np.round(np.nan_to_num(share) * (SIZES - 1))).astype(np.int64)
    squares = np.linspace(symbol.least_mm**2, symbol.most_mm**2, SIZES)
    one = symbol.marker
    sized = [Marker(one.color, float(size), one.shape, one.outline, one.turn) for size in np.sqrt(squares)]
    return _numbered([NOTHING[Shape.POINT], *sized], fids, steps + 1, prepared)


def _ruled(symbol: Ruled, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    """Each set of rules that some row meets is a class, because which is the first depends on the scale."""
    _require_shape(theme, [*(one.symbol for one in symbol.rules), *([symbol.other] if symbol.other else [])])
    if len(symbol.rules) > MOST_RULES:
        raise StyleInvalid(reason="style_rules")
    conditions = [parse(one.condition) if one.condition else Constant(True) for one in symbol.rules]
    fids, met = store.met(theme, conditions)
    sets, classes = np.unique(met, return_inverse=True)
    if len(sets) > MOST_CLASSES:
        raise StyleInvalid(reason="style_rules")
    choices = [Choice(one.symbol, one.least_scale, one.most_scale) for one in symbol.rules]
    other = (Choice(symbol.other),) if symbol.other else ()
    entries = [
        (*(choice for bit, choice in enumerate(choices) if bits >> bit & 1), *(other if not bits else ()))
        for bits in sets.tolist()
    ]
    return _spread([(), *entries], fids, classes + 1, prepared)


def _heat(symbol: Heat, theme: Theme, prepared: Prepared, store: Store) -> Dress:
    one = (Choice(Marker()),)
    if not symbol.weight:
        count = max(len(prepared.values), 1)
        return Dress((one,) * count, spread=symbol, weights=np.ones(count, np.float32))
    fids, numbers = _numbers(theme, symbol.weight, store)
    known = np.clip(np.nan_to_num(numbers, nan=0.0), 0.0, None)
    values = np.unique(known)
    if len(values) > MOST_CLASSES - 1:
        values = np.linspace(0.0, float(known.max()), MOST_CLASSES - 1)
    classes = np.minimum(np.searchsorted(values, known), len(values) - 1)
    made = _spread((one,) * (len(values) + 1), fids, classes + 1, prepared)
    return replace(made, spread=symbol, weights=np.concatenate([[0.0], values]).astype(np.float32))


def _clustered(symbol: Clustered, prepared: Prepared) -> Dress:
    """Class 0 is a single point, the others are groups of growing size."""
    groups = ((Choice(symbol.group),),) * GROUP_SIZES
    zeros = np.zeros(prepared.pieces, np.uint16)
    return Dress(((Choice(symbol.single),), *groups), zeros, next(_NUMBERS), spread=symbol)


def _numbered(simples: Sequence[Simple], fids: np.ndarray, classes: np.ndarray, prepared: Prepared) -> Dress:
    return _spread([(Choice(one),) for one in simples], fids, classes, prepared)


def _spread(entries: Sequence[tuple[Choice, ...]], fids: np.ndarray, classes: np.ndarray, prepared: Prepared) -> Dress:
    """Give the classes of rows to their pieces; pieces of rows that are gone are of the first class."""
    number = np.zeros(len(prepared.fid), np.uint16)
    for start in range(0, len(number) if len(fids) else 0, PIECES_AT_ONCE):
        pieces = np.asarray(prepared.fid[start : start + PIECES_AT_ONCE])
        at = np.minimum(np.searchsorted(fids, pieces), len(fids) - 1)
        number[start : start + PIECES_AT_ONCE] = np.where(fids[at] == pieces, classes[at], 0)
    return Dress(tuple(entries), number, next(_NUMBERS))


def _values(theme: Theme, field: str, store: Store) -> tuple[np.ndarray, list[Any]]:
    """Give row numbers, ascending, and the values of a field that may be seen."""
    pieces = list(_read(theme, field, store))
    fids = np.concatenate([np.empty(0, np.int64), *(fids for fids, _ in pieces)])
    return fids, [value for _, values in pieces for value in values]


def _numbers(theme: Theme, field: str, store: Store) -> tuple[np.ndarray, np.ndarray]:
    """Give row numbers and the numbers of a field, NaN for none."""
    _require_open(theme, field)
    if theme.field(field).type not in (FieldType.INTEGER, FieldType.REAL):
        raise ConditionUnfit(theme=theme.title, field=field, reason="not_number")
    all_fids, numbers = [np.empty(0, np.int64)], [np.empty(0)]
    for fids, values in _read(theme, field, store):
        all_fids.append(fids)
        numbers.append(np.array([np.nan if one is None else one for one in values], np.float64))
    return np.concatenate(all_fids), np.concatenate(numbers)


def _read(theme: Theme, field: str, store: Store) -> Iterator[tuple[np.ndarray, Sequence[Any]]]:
    """Read a field a few rows at a time: one statement for all would hold the window's thread up for a second."""
    _require_open(theme, field)
    for table in store.batches(theme, AT_ONCE, columns=[field], geometry=False):
        assert table.fid is not None
        yield table.fid, table.columns[field]  # type: ignore[misc]


def _require_open(theme: Theme, field: str) -> None:
    if field not in {one.name for one in theme.open_fields}:
        personal = any(one.name == field for one in theme.personal_fields)
        raise ConditionUnfit(theme=theme.title, field=field, reason="personal_field" if personal else "no_such_field")


def _require_shape(theme: Theme, simples: Sequence[Simple]) -> None:
    if not all(isinstance(one, type(PLAIN[theme.shape])) for one in simples):
        raise StyleInvalid(reason="style_shape")
