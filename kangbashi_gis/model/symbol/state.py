"""One layer as a user has set it, and how a layer is dressed as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kangbashi_gis.model.symbol.classed import Categorised, Graduated, Proportional, Ruled
from kangbashi_gis.model.symbol.label import Label
from kangbashi_gis.model.symbol.simple import Fill, Line, Marker, Simple
from kangbashi_gis.model.symbol.spread import Clustered, Heat

Plain = Simple | Categorised  # what a theme comes with
Symbol = Plain | Graduated | Ruled | Proportional | Heat | Clustered


def simples(symbol: Symbol) -> Iterator[Simple]:
    """Give all simple symbols in a symbol."""
    if isinstance(symbol, Fill | Line | Marker):
        yield symbol
    elif isinstance(symbol, Categorised):
        yield from (*symbol.cases.values(), symbol.other)
    elif isinstance(symbol, Graduated):
        yield from (*symbol.symbols, *([symbol.other] if symbol.other else []))
    elif isinstance(symbol, Ruled):
        yield from (*(one.symbol for one in symbol.rules), *([symbol.other] if symbol.other else []))
    elif isinstance(symbol, Proportional):
        yield symbol.marker
    elif isinstance(symbol, Clustered):
        yield from (symbol.group, symbol.single)


@dataclass(frozen=True)
class Style:
    """How a layer looks: its symbol, its label (None for no text), and how much of what is under it shows through.

    blend: how it is laid over what is under it: "normal", "multiply" or "screen".
    """

    symbol: Symbol
    label: Label | None = None
    opacity: float = 1.0
    blend: str = "normal"
    least_scale: float = 0.0
    most_scale: float = float("inf")


@dataclass(frozen=True)
class LayerState:
    """One layer as the user has set it: order is the order of the list that holds it, top first.

    A scale limit left at its default means the theme's own limit.
    """

    theme: str
    visible: bool = True
    opacity: float = 1.0
    least_scale: float = 0.0
    most_scale: float = field(default=float("inf"))
