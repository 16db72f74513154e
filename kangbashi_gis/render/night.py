"""How a theme is drawn on a dark map: ground as dark as it is light by day, names light with a dark halo."""

import colorsys
from dataclasses import replace
from typing import NamedTuple

from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Categorised, Fill, Graduated, Label, Line, Marker, Ruled, Simple, Symbol

HALO = "#16191d"


class _Turn(NamedTuple):
    """The lightness at night of what is white and of what is black by day, and how much of the saturation is left."""

    white: float
    black: float
    left: float


GROUND, OUTLINE, LINE, CASING = (
    _Turn(0.17, 0.60, 0.35),
    _Turn(0.32, 0.6, 0.5),
    _Turn(0.42, 0.62, 0.5),
    _Turn(0.1, 0.2, 0),
)
NAME = _Turn(0.72, 0.92, 1.0)


def is_dark(color: str) -> bool:
    """Tell whether a background wants the colours of the night."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return colorsys.rgb_to_hls(red, green, blue)[1] < 0.5


def by_night(theme: Theme) -> Theme:
    """Give a theme with the colours of the night; markers keep theirs, they stand out on any ground."""
    symbol = symbol_by_night(theme.symbol) if theme.symbol is not None else None
    assert symbol is None or isinstance(symbol, Fill | Line | Marker | Categorised)  # it stays what it is
    return replace(theme, symbol=symbol, label=_label(theme.label) if theme.label else None)


def symbol_by_night(symbol: Symbol) -> Symbol:
    """Give any symbol with the colours of the night; markers keep theirs."""
    if isinstance(symbol, Fill | Line | Marker):
        return simple_by_night(symbol)
    if isinstance(symbol, Categorised):
        cases = {value: simple_by_night(one) for value, one in symbol.cases.items()}
        return replace(symbol, cases=cases, other=simple_by_night(symbol.other))
    if isinstance(symbol, Graduated | Ruled):
        symbol = replace(symbol, other=simple_by_night(symbol.other) if symbol.other else None)
    if isinstance(symbol, Graduated):
        return replace(symbol, symbols=tuple(simple_by_night(one) for one in symbol.symbols))
    if isinstance(symbol, Ruled):
        return replace(symbol, rules=tuple(replace(one, symbol=simple_by_night(one.symbol)) for one in symbol.rules))
    return symbol


def simple_by_night(simple: Simple) -> Simple:
    """Give one symbol with the colours of the night."""
    if isinstance(simple, Fill):
        hatch = replace(simple.hatch, color=_turned(simple.hatch.color, OUTLINE)) if simple.hatch else None
        color, outline = _turned(simple.color, GROUND), _turned(simple.outline, OUTLINE)
        return replace(simple, color=color, outline=outline, hatch=hatch)
    if isinstance(simple, Line):
        return replace(simple, color=_turned(simple.color, LINE), casing=_turned(simple.casing, CASING))
    return simple


def _label(label: Label) -> Label:
    return replace(label, color=_turned(label.color, NAME), halo=HALO if label.halo else "")


def _turned(color: str, turn: _Turn) -> str:
    """Change lightness and saturation; the hue stays."""
    digits = color.removeprefix("#")
    if not digits:
        return color
    hue, lightness, saturation = colorsys.rgb_to_hls(*(int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)))
    turned = colorsys.hls_to_rgb(hue, turn.black + lightness * (turn.white - turn.black), saturation * turn.left)
    return "#" + "".join(f"{round(part * 255):02x}" for part in turned) + digits[6:]
