"""How a layer is drawn, as data: the same value feeds the canvas, the legend and the printed sheet."""

from kangbashi_gis.model.symbol.classed import METHODS, Categorised, Graduated, Method, Proportional, Rule, Ruled
from kangbashi_gis.model.symbol.label import Label
from kangbashi_gis.model.symbol.simple import (
    MARKER_SHAPES,
    PLAIN,
    Arrow,
    Dash,
    Fill,
    Hatch,
    Line,
    Marker,
    Pattern,
    Simple,
)
from kangbashi_gis.model.symbol.spread import HEAT_COLORS, Clustered, Heat
from kangbashi_gis.model.symbol.state import LayerState, Plain, Style, Symbol, simples

__all__ = [
    "HEAT_COLORS",
    "MARKER_SHAPES",
    "METHODS",
    "PLAIN",
    "Arrow",
    "Categorised",
    "Clustered",
    "Dash",
    "Fill",
    "Graduated",
    "Hatch",
    "Heat",
    "Label",
    "LayerState",
    "Line",
    "Marker",
    "Method",
    "Pattern",
    "Plain",
    "Proportional",
    "Rule",
    "Ruled",
    "Simple",
    "Style",
    "Symbol",
    "simples",
]
