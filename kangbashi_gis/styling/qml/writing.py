"""A style of ours as QML, for `layer_styles` of a GeoPackage, a file, or a project of QGIS."""

from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element, SubElement, tostring

from kangbashi_gis.model.symbol import (
    Categorised,
    Clustered,
    Graduated,
    Heat,
    Line,
    Proportional,
    Ruled,
    Simple,
    Style,
    simples,
)
from kangbashi_gis.styling.colours import to_rgba
from kangbashi_gis.styling.losses import Loss, Losses
from kangbashi_gis.styling.qml import label as labels
from kangbashi_gis.styling.qml.growing import Sized
from kangbashi_gis.styling.qml.symbol_writing import add

VERSION = "3.16.0-Hannover"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
BLENDS = {"normal": "0", "multiply": "6", "screen": "4"}
METHODS = {"equal": "EqualInterval", "quantile": "Quantile", "natural": "Jenks", "hand": "Custom"}
RENDERER = {"symbollevels": "0", "enableorderby": "0", "forceraster": "0"}
ELSE = "ELSE"


def written(style: Style) -> tuple[str, tuple[Loss, ...]]:
    """Give the text of a QML file, and what could not be said in it."""
    losses = Losses()
    root = Element("qgis", {"version": VERSION, "styleCategories": "Symbology|Labeling|Rendering"})
    fill(root, style, losses)
    return DOCTYPE + tostring(root, encoding="unicode"), losses.all()


def fill(root: Element, style: Style, losses: Losses) -> None:
    """Say a style within an element: a QML file, or a layer of a project."""
    bounded = style.least_scale > 0 or style.most_scale != float("inf")
    root.set("hasScaleBasedVisibilityFlag", "1" if bounded else "0")
    root.set("maxScale", f"{style.least_scale:.15g}")
    root.set("minScale", f"{style.most_scale if style.most_scale != float('inf') else 1e9:.15g}")
    _renderer(root, style, losses)
    along = any(isinstance(one, Line) for one in simples(style.symbol))
    if along:
        for renderer in root.iter("renderer-v2"):
            renderer.set("symbollevels", "1")
    labels.write(root, style.label, along=along)
    SubElement(root, "blendMode").text = BLENDS.get(style.blend, "0")
    SubElement(root, "layerOpacity").text = f"{style.opacity:g}"


def _renderer(root: Element, style: Style, losses: Losses) -> None:
    symbol = style.symbol
    if isinstance(symbol, Categorised):
        _categorised(root, symbol, losses)
    elif isinstance(symbol, Graduated):
        _graduated(root, symbol, losses)
    elif isinstance(symbol, Ruled):
        _ruled(root, symbol, losses)
    elif isinstance(symbol, Heat):
        _heat(root, symbol)
    elif isinstance(symbol, Clustered):
        _clustered(root, symbol, losses)
    elif isinstance(symbol, Proportional):
        sized = Sized(symbol.field, symbol.least, symbol.most, symbol.least_mm, symbol.most_mm)
        _single(root, symbol.marker, losses, sized)
    else:
        _single(root, symbol, losses)


def _single(root: Element, simple: Simple, losses: Losses, sized: Sized | None = None) -> None:
    renderer = SubElement(root, "renderer-v2", {"type": "singleSymbol", **RENDERER})
    add(SubElement(renderer, "symbols"), "0", simple, losses, sized)


def _categorised(root: Element, symbol: Categorised, losses: Losses) -> None:
    renderer = SubElement(root, "renderer-v2", {"type": "categorizedSymbol", "attr": symbol.field, **RENDERER})
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    titles = symbol.titles or {}
    # QGIS takes the category of no value for all the values that are not named
    for number, (value, one) in enumerate([*symbol.cases.items(), (None, symbol.other)]):
        title = titles.get(value, value) if value is not None else ""
        SubElement(categories, "category", {
            "value": value or "", "type": "string" if value is not None else "NULL", "symbol": str(number),
            "label": title, "render": "true",
        })  # fmt: skip
        add(symbols, str(number), one, losses)


def _graduated(root: Element, symbol: Graduated, losses: Losses) -> None:
    renderer = SubElement(
        root, "renderer-v2",
        {"type": "graduatedSymbol", "attr": symbol.field, "graduatedMethod": "GraduatedColor", **RENDERER},
    )  # fmt: skip
    ranges, symbols = SubElement(renderer, "ranges"), SubElement(renderer, "symbols")
    for number, ((lower, upper), one) in enumerate(zip(pairwise(symbol.bounds), symbol.symbols, strict=True)):
        SubElement(ranges, "range", {
            "lower": f"{lower:.15f}", "upper": f"{upper:.15f}", "symbol": str(number), "render": "true",
            "label": f"{lower:g} - {upper:g}",
        })  # fmt: skip
        add(symbols, str(number), one, losses)
    SubElement(renderer, "classificationMethod", {"id": METHODS[symbol.method]})
    if symbol.other is not None:
        losses.add("renderer", "other")


def _ruled(root: Element, symbol: Ruled, losses: Losses) -> None:
    renderer = SubElement(root, "renderer-v2", {"type": "RuleRenderer", **RENDERER})
    rules, symbols = SubElement(renderer, "rules", {"key": "{0}"}), SubElement(renderer, "symbols")
    for number, rule in enumerate(symbol.rules):
        said = {"key": f"{{{number + 1}}}", "symbol": str(number), "label": rule.title, "filter": rule.condition}
        if rule.least_scale > 0:
            said["scalemindenom"] = f"{rule.least_scale:.15g}"
        if rule.most_scale != float("inf"):
            said["scalemaxdenom"] = f"{rule.most_scale:.15g}"
        SubElement(rules, "rule", {name: value for name, value in said.items() if value})
        add(symbols, str(number), rule.symbol, losses)
    if len(symbol.rules) > 1:
        losses.add("several_rules")
    if symbol.other is not None:
        number = len(symbol.rules)
        SubElement(rules, "rule", {"key": f"{{{number + 1}}}", "symbol": str(number), "filter": ELSE})
        add(symbols, str(number), symbol.other, losses)


def _heat(root: Element, symbol: Heat) -> None:
    renderer = SubElement(root, "renderer-v2", {
        "type": "heatmapRenderer", "radius": f"{symbol.radius_mm:g}", "radius_unit": "0", "quality": "2",
        "max_value": f"{symbol.most:.15g}", "weight_expression": f'"{symbol.weight}"' if symbol.weight else "",
        **RENDERER,
    })  # fmt: skip
    ramp = SubElement(renderer, "colorramp", {"name": "[source]", "type": "gradient"})
    options = SubElement(ramp, "Option", {"type": "Map"})
    for name, value in _ramp(symbol.colors).items():
        SubElement(options, "Option", {"name": name, "value": value, "type": "QString"})
        SubElement(ramp, "prop", {"k": name, "v": value})


def _ramp(colors: Sequence[str]) -> dict[str, str]:
    stops = [f"{at / (len(colors) - 1):g};{to_rgba(colors[at])}" for at in range(1, len(colors) - 1)]
    found = {"color1": to_rgba(colors[0]), "color2": to_rgba(colors[-1]), "discrete": "0", "rampType": "gradient"}
    return {**found, "stops": ":".join(stops)} if stops else found


def _clustered(root: Element, symbol: Clustered, losses: Losses) -> None:
    renderer = SubElement(root, "renderer-v2", {
        "type": "pointCluster", "tolerance": f"{symbol.distance_mm:g}", "toleranceUnit": "MM", **RENDERER,
    })  # fmt: skip
    _single(renderer, symbol.single, losses)
    add(renderer, "centerSymbol", symbol.group, losses)
