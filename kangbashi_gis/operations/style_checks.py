"""Whether a style can be that of a theme: all that drawing it would stumble over is told before."""

import math
from itertools import pairwise

from kangbashi_gis.errors import ConditionUnfit, StyleInvalid
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.schema import FieldType, Shape, Theme
from kangbashi_gis.model.symbol import (
    MARKER_SHAPES,
    PLAIN,
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Heat,
    Line,
    Proportional,
    Ruled,
    Simple,
    Style,
    Symbol,
    simples,
)
from kangbashi_gis.store.conditions import condition
from kangbashi_gis.styling.colours import HEX

BLENDS = ("normal", "multiply", "screen")
WIDEST_MM = 200.0
MOST_RULES = 62
NUMBERS = (FieldType.INTEGER, FieldType.REAL)


def require_fit(style: Style, theme: Theme) -> None:
    """Raise StyleInvalid or ConditionUnfit where a style does not fit a theme."""
    symbol = style.symbol
    for one in simples(symbol):
        if not isinstance(one, type(PLAIN[theme.shape])):
            raise StyleInvalid(reason="style_shape")
        _require_drawable(one)
    if isinstance(symbol, Heat | Clustered) and theme.shape != Shape.POINT:
        raise StyleInvalid(reason="style_spread")
    _require_fields(symbol, theme)
    if style.label:
        _require_field(theme, style.label.field, number=False)
        _require(0 < style.label.size_mm <= WIDEST_MM, "style_value")
        _require_colors(style.label.color, style.label.halo)
    _require(style.blend in BLENDS, "style_value")
    _require(0.0 <= style.opacity <= 1.0 and style.least_scale <= style.most_scale, "style_value")


def require_open(theme: Theme, field: str) -> None:
    """Raise ConditionUnfit unless a theme has the field and everybody may see it."""
    _require_field(theme, field, number=False)


def require_number(theme: Theme, field: str) -> None:
    """Raise ConditionUnfit unless the field is open and holds numbers."""
    _require_field(theme, field, number=True)


def _require_fields(symbol: Symbol, theme: Theme) -> None:
    if isinstance(symbol, Categorised):
        _require_field(theme, symbol.field, number=False)
    elif isinstance(symbol, Graduated):
        _require_field(theme, symbol.field, number=True)
        _require(len(symbol.bounds) == len(symbol.symbols) + 1 and _ascending(symbol.bounds), "style_bounds")
    elif isinstance(symbol, Proportional):
        _require_field(theme, symbol.field, number=True)
        _require(
            _ascending((symbol.least, symbol.most)) and _ascending((0, symbol.least_mm, symbol.most_mm)), "style_value"
        )
    elif isinstance(symbol, Ruled):
        _require(len(symbol.rules) <= MOST_RULES, "style_rules")
        for rule in symbol.rules:
            if rule.condition:
                condition(theme, parse(rule.condition))
    elif isinstance(symbol, Heat):
        if symbol.weight:
            _require_field(theme, symbol.weight, number=True)
        _require(len(symbol.colors) > 1 and 0 < symbol.radius_mm <= WIDEST_MM, "style_value")
        _require_colors(*symbol.colors)


def _require_field(theme: Theme, name: str, *, number: bool) -> None:
    field = next((one for one in theme.fields if one.name == name), None)
    if field is None or field.personal:
        raise ConditionUnfit(theme=theme.title, field=name, reason="personal_field" if field else "no_such_field")
    if number and field.type not in NUMBERS:
        raise ConditionUnfit(theme=theme.title, field=name, reason="not_number")


def _require_drawable(simple: Simple) -> None:
    if isinstance(simple, Fill):
        _require_colors(simple.color, simple.outline, simple.hatch.color if simple.hatch else "")
        lengths = [simple.width_mm, *simple.dash]
        if simple.hatch:
            lengths += [simple.hatch.width_mm, simple.hatch.spacing_mm]
            _require(simple.hatch.spacing_mm > 0 and math.isfinite(simple.hatch.angle), "style_value")
    elif isinstance(simple, Line):
        _require_colors(simple.color, simple.casing)
        lengths = [simple.width_mm, simple.casing_mm, *simple.dash]
        _require(0 <= simple.ground_m < math.inf, "style_value")
    else:
        _require_colors(simple.color, simple.outline)
        _require(simple.shape in MARKER_SHAPES and math.isfinite(simple.turn), "style_value")
        lengths = [simple.size_mm]
    _require(all(0 <= one <= WIDEST_MM for one in lengths), "style_value")


def _require_colors(*colors: str) -> None:
    _require(all(not one or HEX.fullmatch(one) for one in colors), "style_value")


def _ascending(numbers: tuple[float, ...]) -> bool:
    return all(math.isfinite(one) for one in numbers) and all(one <= other for one, other in pairwise(numbers))


def _require(holds: bool, reason: str) -> None:
    if not holds:
        raise StyleInvalid(reason=reason)
