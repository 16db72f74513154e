"""What a symbol says to a reader: a title and a picture per class, the same on screen, on paper and in a panel."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from kangbashi_gis.model.symbol.classed import Categorised, Graduated, Proportional, Ruled
from kangbashi_gis.model.symbol.simple import Marker, Simple
from kangbashi_gis.model.symbol.spread import Clustered, Heat
from kangbashi_gis.model.symbol.state import Symbol

OTHER = ""  # the title of what is in no class; whoever shows it has a word for it
SIZES = 3


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend. title: `OTHER` for what is in no class."""

    title: str
    simple: Simple


def legend(symbol: Symbol, title_of: Callable[[str], str] = str) -> list[LegendEntry]:
    """Give the lines of a legend below a layer's own; none for a layer that looks the same everywhere.

    title_of: gives the words for a value of the field, where it is a code.
    """
    if isinstance(symbol, Categorised):
        titles = symbol.titles or {}
        found = [LegendEntry(titles.get(value) or title_of(value), one) for value, one in symbol.cases.items()]
        return [*found, LegendEntry(OTHER, symbol.other)]
    if isinstance(symbol, Graduated):
        found = [
            LegendEntry(f"{_figure(lower)} – {_figure(upper)}", one)
            for (lower, upper), one in zip(pairwise(symbol.bounds), symbol.symbols, strict=True)
        ]
        return [*found, *([LegendEntry(OTHER, symbol.other)] if symbol.other else [])]
    if isinstance(symbol, Ruled):
        found = [LegendEntry(rule.title or rule.condition, rule.symbol) for rule in symbol.rules]
        return [*found, *([LegendEntry(OTHER, symbol.other)] if symbol.other else [])]
    return _sizes(symbol) if isinstance(symbol, Proportional) else []


def key_symbol(symbol: Symbol) -> list[Simple]:
    """Give up to three simple symbols that stand for a layer as a whole."""
    if isinstance(symbol, Heat):
        return [Marker(color[:7], 3.0, outline="") for color in symbol.colors[-3:]]
    if isinstance(symbol, Clustered):
        return [symbol.group]
    if isinstance(symbol, Proportional):
        return [symbol.marker]
    entries = legend(symbol)
    if not entries:
        return [symbol]  # type: ignore[list-item]  # what has no classes is simple
    return list({one.simple.color: one.simple for one in entries}.values())[:3]


def _sizes(symbol: Proportional) -> list[LegendEntry]:
    wide = symbol.most - symbol.least
    found = []
    for step in range(SIZES):
        share = step / (SIZES - 1)
        size = (symbol.least_mm**2 + share * (symbol.most_mm**2 - symbol.least_mm**2)) ** 0.5
        found.append(LegendEntry(_figure(symbol.least + share * wide), replace(symbol.marker, size_mm=size)))
    return found


def _figure(number: float) -> str:
    return f"{number:,.6g}" if abs(number) < 1e6 else f"{number:,.0f}"
