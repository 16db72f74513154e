"""QML: what we write we read again, what we cannot say is listed, and hostile files do no harm."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

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
)
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.styling.qml.reading import read
from kangbashi_gis.styling.qml.writing import written

CONDITION = '"area_m2" > 5'
SYMBOLS: list[Symbol] = [
    Fill("#ff000080", "", 0.3),
    Fill("", "#102030", 0.3, (2.0, 1.0), Hatch("cross", "#00ff00", 30.0, 3.0, 0.4)),
    Fill("#ffffff", "#000000", 0.2, (), Hatch("dots", "#0000ff", 0.0, 2.5, 0.25)),
    Line("#00ff00", 0.5, "#000000", 0.1, ground_m=12.0, most_scale=25_000.0),
    Line("#00ff00", 0.5, dash=(3.0, 1.0), arrow="along"),
    Marker("#123456", 3.0, "triangle", "#ffffff", turn=45.0),
    Categorised("用途", {"0701": Fill("#ffff2d"), "它's": Fill()}, Fill("#eeeeee"), {"0701": "城镇住宅用地"}),
    Graduated("area_m2", (0.0, 10.5, 20.0), (Fill("#ffffff"), Fill("#000000")), None, "natural"),
    Ruled((Rule("大", CONDITION, Line(), 10.0, 5_000.0), Rule("", "", Line("#111111"))), Line("#cccccc")),
    Proportional("staff", Marker(size_mm=2.0), 1.0, 900.0, 1.5, 12.0),
    Heat(4.0, weight="staff", most=7.5),
    Clustered(9.0),
]


def again(style: Style) -> Style:
    text, _ = written(style)
    found, _ = read(text.encode())
    return found


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda one: type(one).__name__)
def test_every_kind_of_symbol_comes_back(symbol: Symbol) -> None:
    style = Style(symbol, Label("名称", 2.8, "#202020", "#ffffff", 5_000.0, 3), 0.8, "multiply", 100.0, 25_000.0)
    assert again(style) == style


@pytest.mark.parametrize("theme", [one for one in THEMES if one.symbol], ids=lambda one: one.name)
def test_the_styles_of_all_themes_come_back(theme) -> None:  # type: ignore[no-untyped-def]
    style = Style(theme.symbol, theme.label, 1.0, "normal", theme.least_scale, theme.most_scale)
    found = again(style)
    assert replace(found, label=None) == replace(style, label=None)
    assert (found.label is None) == (style.label is None)


def test_a_pictogram_is_told_to_be_lost() -> None:
    _, losses = written(Style(Marker(shape="hydrant")))
    assert [(one.code, one.detail) for one in losses] == [("pictogram", "hydrant")]
    assert "hydrant" in losses[0].words("zh")


def test_a_bound_that_is_left_out_keeps_its_place() -> None:
    text, _ = written(Style(Graduated("a", (0.0, 1.0, 2.0, 3.0), (Fill(), Fill("#000000"), Fill("#ffffff")))))
    found, _ = read(text.replace('lower="1.000000000000000"', 'lower="1.500000000000000"').encode())
    assert isinstance(found.symbol, Ruled)
    assert [one.condition for one in found.symbol.rules] == [
        '("a" >= 0.0) AND ("a" <= 1.0)',
        '("a" > 1.5) AND ("a" <= 2.0)',
        '("a" > 2.0) AND ("a" <= 3.0)',
    ]


def wrapped(renderer: str) -> bytes:
    return f'<qgis version="3.22">{renderer}</qgis>'.encode()


def test_rules_within_rules_are_written_out_and_told() -> None:
    line = (
        '<symbol name="0" type="line"><layer class="SimpleLine"><prop k="line_color" v="1,2,3,255"/></layer></symbol>'
    )
    found, losses = read(
        wrapped(
            '<renderer-v2 type="RuleRenderer"><rules><rule filter="&quot;a&quot; = 1" label="外" scalemaxdenom="500">'
            '<rule filter="b &lt; 2" symbol="0" scalemaxdenom="900"/></rule><rule filter="$length &gt; 5" symbol="0"/>'
            f'<rule symbol="0" checkstate="0"/></rules><symbols>{line}</symbols></renderer-v2>'
        )
    )
    assert isinstance(found.symbol, Ruled)
    assert [(one.title, one.condition, one.most_scale) for one in found.symbol.rules] == [
        ("外", '("a" = 1) AND ("b" < 2)', 500.0)
    ]
    assert [one.code for one in losses] == ["nested_rules", "expression", "disabled"]


def test_what_has_no_counterpart_is_listed() -> None:
    layers = '<layer class="SimpleFill"><prop k="color" v="9,9,9,255"/></layer><layer class="GradientFill"/>'
    _, losses = read(
        wrapped(
            f'<renderer-v2 type="mergedFeatureRenderer"><symbols><symbol name="0" type="fill">{layers}</symbol>'
            '</symbols></renderer-v2><blendMode>12</blendMode><labeling type="rule-based"/>'
        )
    )
    assert [one.code for one in losses] == ["symbol_layer", "renderer", "label_kind", "blend"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "style_xml"),
        (b"<qgis>", "style_xml"),
        (b"<kml/>", "style_foreign"),
        (b"<qgis/>", "style_empty"),
        (b'<qgis><renderer-v2 type="singleSymbol"/></qgis>', "style_empty"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><qgis>&b;</qgis>', "style_entity"),
        (b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><qgis>&c;</qgis>', "style_entity"),
        (b"<a>" * 5_000, "style_large"),
    ],
)
def test_a_hostile_or_empty_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(StyleInvalid) as caught:
        read(data)
    assert caught.value.values["reason"] == reason


WHOLE = [written(Style(symbol, Label("a")))[0].encode() for symbol in SYMBOLS]


@given(some.sampled_from(WHOLE), some.lists(some.tuples(some.integers(0, 10**6), some.binary(max_size=3)), max_size=4))
def test_a_damaged_file_is_read_or_refused(whole: bytes, wounds: list[tuple[int, bytes]]) -> None:
    data = whole
    for at, cut in wounds:
        place = at % len(data)
        data = data[:place] + cut + data[place + 1 :]
    try:
        read(data)
    except StyleInvalid as problem:
        assert str(problem.values["reason"]).startswith("style_")
