"""Symbols are data with colours that every drawer can read."""

import re
from collections.abc import Iterator

import pytest

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Categorised, Fill, LayerState, Line, Marker, Simple
from kangbashi_gis.model.themes import THEMES

COLOUR = re.compile(r"#[0-9a-f]{6}([0-9a-f]{2})?")
KIND = {Shape.POINT: Marker, Shape.LINE: Line, Shape.POLYGON: Fill}
DRAWN = [theme for theme in THEMES if theme.symbol]


def simple(theme: Theme) -> Iterator[Simple]:
    if isinstance(theme.symbol, Categorised):
        yield from theme.symbol.cases.values()
        yield theme.symbol.other
    elif theme.symbol:
        yield theme.symbol


def colours(symbol: Simple) -> list[str]:
    if isinstance(symbol, Line):
        return [symbol.color, symbol.casing]
    return [symbol.color, symbol.outline]


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_the_first_symbol_of_a_theme_fits_its_shape_and_can_be_drawn(theme: Theme) -> None:
    for symbol in simple(theme):
        assert isinstance(symbol, KIND[theme.shape])
        assert [colour for colour in colours(symbol) if colour and not COLOUR.fullmatch(colour)] == []


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_categories_and_labels_name_fields_that_everybody_may_see(theme: Theme) -> None:
    named = [theme.symbol.field] if isinstance(theme.symbol, Categorised) else []
    named += [theme.label.field] if theme.label else []
    assert set(named) <= {field.name for field in theme.open_fields}


@pytest.mark.parametrize("theme", DRAWN, ids=lambda theme: theme.name)
def test_categories_of_a_field_with_codes_are_such_codes(theme: Theme) -> None:
    if isinstance(theme.symbol, Categorised):
        codes = theme.field(theme.symbol.field).codes
        assert set(theme.symbol.cases) <= set(codes.titles if codes else theme.symbol.cases)


def test_a_layer_is_first_shown_whole_at_every_scale() -> None:
    layer = LayerState("roads")
    assert layer.visible
    assert layer.opacity == 1.0
    assert layer.least_scale < 1 < 1e12 < layer.most_scale
