"""A QML file as a style of ours, with a list of what it says and we cannot."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from kangbashi_gis.errors import ConditionInvalid, StyleInvalid
from kangbashi_gis.model.expression import Binary, Expression, FieldOf, parse, written
from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Graduated,
    Heat,
    Marker,
    Method,
    Proportional,
    Rule,
    Ruled,
    Simple,
    Style,
    Symbol,
)
from kangbashi_gis.styling import document
from kangbashi_gis.styling.colours import stop_from_rgba
from kangbashi_gis.styling.document import number
from kangbashi_gis.styling.losses import Loss, Losses
from kangbashi_gis.styling.qml import label as labels
from kangbashi_gis.styling.qml.growing import Sized
from kangbashi_gis.styling.qml.symbol_reading import symbol
from kangbashi_gis.styling.qml.writing import BLENDS, ELSE, METHODS
from kangbashi_gis.styling.rules import equals, within

ANY_SCALE = 1e9
INFINITE = float("inf")
Symbols = Mapping[str, tuple[Simple, Sized | None]]


class Found(NamedTuple):
    """A rule as it was written, with those around it put together."""

    title: str
    condition: Expression | None
    otherwise: bool
    symbol: str
    least: float
    most: float


def read(data: bytes) -> tuple[Style, tuple[Loss, ...]]:
    """Read the bytes of a QML file. Raises StyleInvalid where it is none, or nothing in it can be drawn."""
    root = document.parse(data)
    if root.tag != "qgis":
        raise StyleInvalid(reason="style_foreign")
    losses = Losses()
    renderer = root.find("renderer-v2")
    if renderer is None:
        if root.find("pipe") is not None:
            losses.add("raster")
        raise StyleInvalid(reason="style_empty")
    least, most = _scales(root)
    opacity = number(root.findtext("layerOpacity"), 1.0)
    style = Style(
        _symbol(renderer, losses), labels.read(root, losses), min(max(opacity, 0.0), 1.0), _blend(root, losses),
        least, most,
    )  # fmt: skip
    return style, losses.all()


def _scales(root: Element) -> tuple[float, float]:
    """Give the least and the most denominator; QGIS calls the largest scale the maximum."""
    if root.get("hasScaleBasedVisibilityFlag", "0") != "1":
        return 0.0, INFINITE
    one, other = number(root.get("maxScale"), 0.0), number(root.get("minScale"), ANY_SCALE)
    least, most = min(one, other), max(one, other)
    return least, most if most < ANY_SCALE else INFINITE


def _blend(root: Element, losses: Losses) -> str:
    said = root.findtext("blendMode") or "0"
    names = {theirs: ours for ours, theirs in BLENDS.items()}
    if said not in names:
        losses.add("blend", said)
    return names.get(said, "normal")


def _symbol(renderer: Element, losses: Losses) -> Symbol:
    kind = renderer.get("type", "")
    if kind == "heatmapRenderer":
        return _heat(renderer)
    if kind == "pointCluster":
        return _clustered(renderer, losses)
    symbols = {
        one.get("name", ""): found for one in renderer.findall("symbols/symbol") if (found := symbol(one, losses))
    }
    if not symbols:
        raise StyleInvalid(reason="style_empty")
    if kind == "categorizedSymbol":
        return _categorised(renderer, symbols, losses)
    if kind == "graduatedSymbol":
        return _graduated(renderer, symbols, losses)
    if kind == "RuleRenderer":
        return _ruled(renderer, symbols, losses)
    if kind != "singleSymbol":
        losses.add("renderer", kind)
    simple, sized = symbols.get("0") or next(iter(symbols.values()))
    if sized and isinstance(simple, Marker):
        return Proportional(sized.field, simple, sized.least, sized.most, sized.least_mm, sized.most_mm)
    return simple


def _field(renderer: Element, losses: Losses) -> str:
    """Give the field that a renderer asks; where it is an expression, that is told and the text kept."""
    text = renderer.get("attr", "")
    try:
        found = parse(text)
    except ConditionInvalid:
        found = None
    if isinstance(found, FieldOf):
        return found.name
    losses.add("expression", text)
    return text


def _categorised(renderer: Element, symbols: Symbols, losses: Losses) -> Symbol:
    cases: dict[str, Simple] = {}
    titles: dict[str, str] = {}
    other: Simple | None = None
    for one in renderer.findall("categories/category"):
        found = symbols.get(one.get("symbol", ""))
        if found is None or one.get("render", "true") != "true":
            losses.add("disabled", one.get("label", ""))
            continue
        value = one.get("value", "")
        if value == "" or one.get("type") == "NULL":
            other = found[0]
            continue
        cases[value] = found[0]
        titles[value] = one.get("label") or value
    if not cases:
        if other is None:
            raise StyleInvalid(reason="style_empty")
        return other
    named = {value: title for value, title in titles.items() if title != value}
    field = _field(renderer, losses)
    if other is None:  # QGIS does not draw what is not named
        return Ruled(tuple(_case(field, value, titles[value], one) for value, one in cases.items()))
    return Categorised(field, cases, other, named or None)


def _case(field: str, value: str, title: str, one: Simple) -> Rule:
    return Rule(title, equals(field, value), one)


def _graduated(renderer: Element, symbols: Symbols, losses: Losses) -> Symbol:
    ranges = [
        (number(one.get("lower"), 0.0), number(one.get("upper"), 0.0), symbols[one.get("symbol", "")][0])
        for one in renderer.findall("ranges/range")
        if one.get("symbol", "") in symbols and one.get("render", "true") == "true"
    ]
    ranges.sort(key=lambda one: one[:2])
    if not ranges:
        raise StyleInvalid(reason="style_empty")
    field = _field(renderer, losses)
    if any(upper != lower for (_, upper, _), (lower, _, _) in pairwise(ranges)):
        return Ruled(tuple(_range(field, *one, first=not at) for at, one in enumerate(ranges)))
    said = renderer.find("classificationMethod")
    mode = {theirs: ours for ours, theirs in METHODS.items()}
    method: Method = mode.get(said.get("id", ""), "hand") if said is not None else "hand"  # type: ignore[assignment]
    bounds = (*(lower for lower, _, _ in ranges), ranges[-1][1])
    return Graduated(field, bounds, tuple(one for _, _, one in ranges), None, method)


def _range(field: str, lower: float, upper: float, one: Simple, *, first: bool) -> Rule:
    """Say a class that does not join the next one as a rule: like QGIS, with its upper bound, the first with both."""
    return Rule(f"{lower:g} - {upper:g}", written(within(field, lower, upper, first)), one)


def _ruled(renderer: Element, symbols: Symbols, losses: Losses) -> Symbol:
    top = renderer.find("rules")
    found = list(_rules(top, Found("", None, False, "", 0.0, INFINITE), losses)) if top is not None else []
    drawn = [(one, symbols[one.symbol][0]) for one in found if one.symbol in symbols]
    rules = [
        Rule(one.title, written(one.condition) if one.condition else "", simple, one.least, one.most)
        for one, simple in drawn
        if not one.otherwise
    ]
    others = [simple for one, simple in drawn if one.otherwise]
    if not rules and not others:
        raise StyleInvalid(reason="style_empty")
    if not rules:
        return others[0]
    if len(rules) > 1:
        losses.add("several_rules")
    return Ruled(tuple(rules), others[0] if others else None)


def _rules(parent: Element, around: Found, losses: Losses) -> Iterator[Found]:
    for one in parent.findall("rule"):
        title = one.get("label", "") or around.title
        if one.get("checkstate", "1") == "0":
            losses.add("disabled", title)
            continue
        text = one.get("filter", "")
        try:
            condition = parse(text) if text and text != ELSE else None
        except ConditionInvalid:
            losses.add("expression", text)
            continue
        here = Found(
            title,
            _both(around.condition, condition),
            text == ELSE,
            one.get("symbol", ""),
            max(around.least, number(one.get("scalemindenom"), 0.0)),
            min(around.most, number(one.get("scalemaxdenom"), 0.0) or INFINITE),
        )
        if one.find("rule") is not None:
            losses.add("nested_rules")
        yield here
        yield from _rules(one, here, losses)


def _both(one: Expression | None, other: Expression | None) -> Expression | None:
    return Binary("AND", one, other) if one and other else one or other


def _heat(renderer: Element) -> Heat:
    ramp = renderer.find("colorramp")
    said = {one.get("k", ""): one.get("v", "") for one in ramp.findall("prop")} if ramp is not None else {}
    if ramp is not None:
        said |= {one.get("name", ""): one.get("value", "") for one in ramp.findall("Option/Option")}
    stops = [stop.split(";")[1] for stop in said.get("stops", "").split(":") if stop.count(";") >= 1]
    said_colors = (said.get("color1", ""), *stops, said.get("color2", ""))
    colors = [color for one in said_colors if (color := stop_from_rgba(one))]
    weight = renderer.get("weight_expression", "").strip('"')
    most = number(renderer.get("max_value"), 0.0)
    radius = number(renderer.get("radius"), 5.0)
    return Heat(radius, tuple(colors), weight, most) if len(colors) > 1 else Heat(radius, weight=weight, most=most)


def _clustered(renderer: Element, losses: Losses) -> Symbol:
    inner = renderer.find("renderer-v2")
    group = next((found for one in renderer.findall("symbol") if (found := symbol(one, losses))), None)
    single = _symbol(inner, losses) if inner is not None else None
    distance = number(renderer.get("tolerance"), 8.0)
    usual = Clustered()
    return Clustered(
        distance,
        group[0] if group and isinstance(group[0], Marker) else usual.group,
        single if isinstance(single, Marker) else usual.single,
    )
