"""A style is kept as text and comes back as it was."""

import pytest

from kangbashi_gis.errors import StyleInvalid
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Fill,
    Graduated,
    Hatch,
    Heat,
    Label,
    Line,
    Marker,
    Proportional,
    Rule,
    Ruled,
    Style,
    Symbol,
)  # fmt: skip
from kangbashi_gis.model.symbol.codec import read, written
from kangbashi_gis.model.themes import THEMES

SYMBOLS: list[Symbol] = [
    Fill("#ff000080", "", 0.3, (2.0, 1.0), Hatch("cross", angle=30.0)),
    Line("#00ff00", 0.5, "#000000", 0.1, ground_m=12.0, most_scale=25_000.0, dash=(3.0, 1.0), arrow="along"),
    Marker("#123456", 3.0, "valve", turn=45.0),
    Categorised("用途", {"0701": Fill("#ffff2d"), "": Fill()}, Fill("#eeeeee"), {"0701": "城镇住宅用地"}),
    Graduated("area_m2", (0.0, 10.5, 20.0), (Fill("#ffffff"), Fill("#000000")), None, "natural"),
    Ruled((Rule("大", "area_m2 > 5", Line(), 0.0, 5_000.0),), Line("#cccccc")),
    Proportional("staff", Marker(), 1.0, 900.0),
    Heat(4.0, weight="staff"),
    Clustered(),
]


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda one: type(one).__name__)
def test_every_kind_of_symbol_comes_back(symbol: Symbol) -> None:
    style = Style(symbol, Label("name", most_scale=5_000.0), 0.8, "multiply", 100.0)
    assert read(written(style)) == style


def test_the_styles_of_all_themes_come_back() -> None:
    styles = [Style(one.symbol, one.label) for one in THEMES if one.symbol]
    assert styles
    assert [read(written(style)) for style in styles] == styles


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "style_text"),
        ("[" * 100_000, "style_text"),
        ("[]", "style_version"),
        ('{"version": 2, "kind": "style"}', "style_version"),
        ('{"version": 1, "kind": "fill"}', "style_part"),
        ('{"version": 1, "kind": "style"}', "style_part"),
        ('{"version": 1, "kind": "style", "symbol": {"kind": "fill", "colour": "#000000"}}', "style_part"),
        ('{"version": 1, "kind": "style", "symbol": {"kind": "fill", "color": 5}}', "style_value"),
        ('{"version": 1, "kind": "style", "symbol": {"kind": "line", "arrow": "both"}}', "style_value"),
        ('{"version": 1, "kind": "style", "symbol": {"kind": "label", "field": "a"}}', "style_part"),
        ('{"version": 1, "kind": "style", "symbol": null}', "style_part"),
        ('{"version": 1, "kind": "style", "symbol": {"kind": "line", "width_mm": true}}', "style_value"),
    ],
)
def test_what_is_no_style_is_refused(text: str, reason: str) -> None:
    with pytest.raises(StyleInvalid) as caught:
        read(text)
    assert caught.value.values["reason"] == reason
