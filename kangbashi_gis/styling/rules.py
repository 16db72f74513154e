"""Any symbol as a list of rules, and rules as the simplest symbol that says the same."""

from collections.abc import Sequence
from itertools import pairwise

from kangbashi_gis.model.expression import Binary, Constant, Expression, FieldOf, parse, written
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Graduated,
    Heat,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Simple,
    Symbol,
)
from kangbashi_gis.styling.losses import Losses

STEPS = 5  # classes that stand for a size that follows a number


def as_rules(symbol: Symbol, losses: Losses) -> Ruled:
    """Give rules; `other` where a symbol has one."""
    if isinstance(symbol, Ruled):
        return symbol
    if isinstance(symbol, Categorised):
        titles = symbol.titles or {}
        return Ruled(
            tuple(
                Rule(titles.get(value, value), equals(symbol.field, value), one) for value, one in symbol.cases.items()
            ),
            symbol.other,
        )
    if isinstance(symbol, Graduated):
        return Ruled(tuple(_classes(symbol.field, symbol.bounds, symbol.symbols)), symbol.other)
    if isinstance(symbol, Proportional):
        losses.add("proportional")
        return _sizes(symbol)
    if isinstance(symbol, Heat | Clustered):
        losses.add("heat" if isinstance(symbol, Heat) else "clustered")
        return Ruled((Rule("", "", symbol.single if isinstance(symbol, Clustered) else Marker()),))
    return Ruled((Rule("", "", symbol),))


def simplest(rules: Sequence[Rule], other: Simple | None) -> Symbol:
    """Give one symbol, values, classes, or the rules themselves."""
    if len(rules) == 1 and not rules[0].condition and rules[0].least_scale <= 0 and rules[0].most_scale == float("inf"):
        return rules[0].symbol
    if not rules and other is not None:
        return other
    plain = all(one.condition and one.least_scale <= 0 and one.most_scale == float("inf") for one in rules)
    found = _values(rules, other) or _ranges(rules, other) if plain else None
    return found or Ruled(tuple(rules), other)


def equals(field: str, value: str) -> str:
    """Say as a condition that a field has a value."""
    return written(Binary("=", FieldOf(field), Constant(value)))


def _classes(field: str, bounds: Sequence[float], symbols: Sequence[Simple]) -> list[Rule]:
    return [
        Rule(f"{lower:g} - {upper:g}", written(within(field, lower, upper, not at)), one)
        for at, ((lower, upper), one) in enumerate(zip(pairwise(bounds), symbols, strict=True))
    ]


def within(field: str, lower: float, upper: float, first: bool) -> Expression:
    """Say as a condition that a number is in a class: which holds its upper bound, the first one both."""
    least = Binary(">=" if first else ">", FieldOf(field), Constant(lower))
    return Binary("AND", least, Binary("<=", FieldOf(field), Constant(upper)))


def _sizes(symbol: Proportional) -> Ruled:
    """Say a size that follows a number as five classes, each of the size of its middle."""
    step = (symbol.most - symbol.least) / STEPS
    bounds = [symbol.least + step * at for at in range(STEPS + 1)]
    square = (symbol.most_mm**2 - symbol.least_mm**2) / STEPS
    sizes = [(symbol.least_mm**2 + square * (at + 0.5)) ** 0.5 for at in range(STEPS)]
    marker = symbol.marker
    markers = [Marker(marker.color, round(size, 3), marker.shape, marker.outline, marker.turn) for size in sizes]
    return Ruled(tuple(_classes(symbol.field, bounds, markers)))


def _values(rules: Sequence[Rule], other: Simple | None) -> Categorised | None:
    if other is None:
        return None  # values that are not named are not drawn: only rules can say that
    cases: dict[str, Simple] = {}
    titles: dict[str, str] = {}
    fields = set()
    for rule in rules:
        found = parse(rule.condition)
        if not (isinstance(found, Binary) and found.sign == "=" and isinstance(found.left, FieldOf)):
            return None
        if not (isinstance(found.right, Constant) and isinstance(found.right.value, str)):
            return None
        fields.add(found.left.name)
        cases.setdefault(found.right.value, rule.symbol)
        if rule.title and rule.title != found.right.value:
            titles.setdefault(found.right.value, rule.title)
    return Categorised(fields.pop(), cases, other, titles or None) if len(fields) == 1 else None


def _ranges(rules: Sequence[Rule], other: Simple | None) -> Graduated | None:
    found = [_range(parse(rule.condition)) for rule in rules]
    ranges = [one for one in found if one]
    if len(ranges) != len(rules) or len({field for field, _, _ in ranges}) != 1:
        return None
    if any(upper != lower for (_, _, upper), (_, lower, _) in pairwise(ranges)):
        return None
    bounds = (*(lower for _, lower, _ in ranges), ranges[-1][2])
    wanted = [written(within(ranges[0][0], lower, upper, not at)) for at, (lower, upper) in enumerate(pairwise(bounds))]
    if wanted != [written(parse(rule.condition)) for rule in rules]:
        return None  # other bounds belong to the classes than with us
    return Graduated(ranges[0][0], bounds, tuple(rule.symbol for rule in rules), other)


def _range(found: Expression) -> tuple[str, float, float] | None:
    if not (isinstance(found, Binary) and found.sign == "AND"):
        return None
    sides = [found.left, found.right]
    ends = [
        (one.left.name, one.sign, float(one.right.value))
        for one in sides
        if isinstance(one, Binary)
        and isinstance(one.left, FieldOf)
        and isinstance(one.right, Constant)
        and isinstance(one.right.value, int | float)
    ]
    if len(ends) != 2 or ends[0][0] != ends[1][0] or ends[0][1] not in (">", ">=") or ends[1][1] != "<=":
        return None
    return ends[0][0], ends[0][2], ends[1][2]
