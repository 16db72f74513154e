"""SLD: what we write we read again, what it cannot say is listed, and hostile files do no harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kangbashi_gis.errors import StyleInvalid
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.expression import written as condition
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
from kangbashi_gis.styling.sld.reading import read
from kangbashi_gis.styling.sld.writing import written

NUMBERS = frozenset({"area_m2", "staff"})
KEPT: list[Symbol] = [
    Fill("#ff000080", "", 0.0),
    Fill("", "#102030", 0.3, (2.0, 1.0), Hatch("cross", "#00ff00", 30.0, 3.0, 0.4)),
    Fill("#ffffff", "#000000", 0.2, (), Hatch("dots", "#0000ff", 0.0, 2.5, 0.25)),
    Line("#00ff00", 0.5, "#000000", 0.1, most_scale=25_000.0),
    Line("#00ff00", 0.5, dash=(3.0, 1.0)),
    Marker("#123456", 3.0, "triangle", "#ffffff", turn=40.0),
    Marker("#123456", 3.0, "diamond", ""),
    Categorised(
        "class",
        {"快速路": Line("#ff0000", most_scale=9_000.0), "它's": Line("#00ff00")},
        Line("#cccccc"),
        {"快速路": "城市快速路"},
    ),
    Graduated("area_m2", (0.0, 10.5, 20.0), (Fill("#ffffff", width_mm=0.2), Fill("#000000")), None),
    Ruled((Rule("大", condition(parse('"area_m2" > 5 AND "name" IS NOT NULL')), Line(), 10.0, 5_000.0),), Line()),
]


def again(symbol: Symbol) -> Style:
    text, losses = written(Style(symbol, Label("名称", 2.8, "#202020", "#ffffff", 5_000.0, 3)), "图层")
    assert losses == ()
    return read(text.encode(), NUMBERS)[0]


@pytest.mark.parametrize("symbol", KEPT, ids=lambda one: type(one).__name__)
def test_what_sld_can_say_comes_back(symbol: Symbol) -> None:
    found = again(symbol)
    assert found.label == Label("名称", 2.8, "#202020", "#ffffff", 5_000.0, 3)
    assert found.symbol == symbol


@pytest.mark.parametrize(
    ("symbol", "losses"),
    [
        (Line(ground_m=12.0, arrow="end"), ["ground_width", "arrow"]),
        (Marker(shape="hydrant"), ["pictogram"]),
        (Heat(), ["heat"]),
        (Clustered(), ["clustered"]),
        (Proportional("staff", Marker(), 0.0, 100.0), ["proportional"]),
        (Ruled((Rule("", "\"a\" || 'b' = 'cb'", Line()), Rule("", "b = 1", Line()))), ["expression"]),
    ],
)
def test_what_sld_cannot_say_is_listed(symbol: Symbol, losses: list[str]) -> None:
    text, found = written(Style(symbol), "图层")
    assert [one.code for one in found] == losses
    assert read(text.encode(), NUMBERS)[0].symbol


@pytest.mark.parametrize(
    "text",
    [
        '"name" = \'康巴什\' OR "area_m2" IN (1, 2)',
        'NOT ("area_m2" BETWEEN 1 AND 2.5)',
        "\"name\" LIKE '%大_%' AND \"name\" ILIKE 'a%'",
        '"area_m2" / 2 + 1 >= "staff" * -3',
        '"name" IS NOT NULL',
    ],
)
def test_conditions_come_back(text: str) -> None:
    rules = Ruled((Rule("", text, Line()),))
    found = read(written(Style(rules), "图层")[0].encode(), NUMBERS)[0].symbol
    assert isinstance(found, Ruled)
    again_ = written(Style(found), "图层")[0]
    assert again_ == written(Style(rules), "图层")[0]


def test_a_pattern_that_we_cannot_say_is_listed() -> None:
    text = written(Style(Ruled((Rule("", "a LIKE 'b%'", Line()),))), "图层")[0]
    with pytest.raises(StyleInvalid):
        read(text.replace("b%", "b\\%").encode())


def test_version_1_0_of_a_map_server_is_read() -> None:
    data = """<?xml version="1.0" encoding="UTF-8"?>
    <StyledLayerDescriptor version="1.0.0" xmlns="http://www.opengis.net/sld" xmlns:ogc="http://www.opengis.net/ogc">
    <NamedLayer><Name>路</Name><UserStyle><FeatureTypeStyle><Rule><Title>主干路</Title>
    <ogc:Filter><ogc:And><ogc:PropertyIsEqualTo><ogc:PropertyName>class</ogc:PropertyName><ogc:Literal>arterial
    </ogc:Literal></ogc:PropertyIsEqualTo><ogc:PropertyIsLike wildCard="*" singleChar="#" escape="!">
    <ogc:PropertyName>name</ogc:PropertyName><ogc:Literal>*!*大街</ogc:Literal></ogc:PropertyIsLike></ogc:And>
    </ogc:Filter><LineSymbolizer uom="http://www.opengeospatial.org/se/units/metre"><Stroke>
    <CssParameter name="stroke"><ogc:Literal>#FF0000</ogc:Literal></CssParameter>
    <CssParameter name="stroke-width">12</CssParameter></Stroke></LineSymbolizer></Rule></FeatureTypeStyle>
    </UserStyle></NamedLayer></StyledLayerDescriptor>"""
    found, losses = read(data.encode())
    rule = Rule("主干路", "(\"class\" = 'arterial') AND (\"name\" LIKE '%*大街')", Line("#ff0000", 0.1, ground_m=12.0))
    assert (found.symbol, losses) == (Ruled((rule,)), ())


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<qgis/>", "style_foreign"),
        (b"<StyledLayerDescriptor/>", "style_empty"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><StyledLayerDescriptor>&b;</StyledLayerDescriptor>',
         "style_entity"),
        (b"<StyledLayerDescriptor><Rule><RasterSymbolizer/></Rule></StyledLayerDescriptor>", "style_empty"),
    ],
)  # fmt: skip
def test_a_hostile_or_empty_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(StyleInvalid) as caught:
        read(data)
    assert caught.value.values["reason"] == reason


WHOLE = [written(Style(symbol, Label("a")), "图层")[0].encode() for symbol in KEPT]


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
