"""A style of ours as SLD 1.1."""

from xml.etree.ElementTree import Element, SubElement, tostring

from kangbashi_gis.errors import ConditionInvalid
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.symbol import Fill, Label, Line, Marker, Simple, Style
from kangbashi_gis.styling.colours import SLD_PIXEL_MM, split
from kangbashi_gis.styling.losses import Loss, Losses
from kangbashi_gis.styling.rules import as_rules
from kangbashi_gis.styling.sld import filters

SPACES = {
    "version": "1.1.0",
    "xmlns": "http://www.opengis.net/sld",
    "xmlns:se": "http://www.opengis.net/se",
    "xmlns:ogc": "http://www.opengis.net/ogc",
}
MARKS = ("circle", "square", "triangle", "star", "cross")
OPAQUE = 255
HALO_MM = 0.7


def written(style: Style, name: str) -> tuple[str, tuple[Loss, ...]]:
    """Give the text of an SLD file for a layer of that name, and what could not be said in it."""
    losses = Losses()
    root = Element("StyledLayerDescriptor", SPACES)
    layer = SubElement(root, "NamedLayer")
    SubElement(layer, "se:Name").text = name
    user = SubElement(layer, "UserStyle")
    SubElement(user, "se:Name").text = name
    features = SubElement(user, "se:FeatureTypeStyle")
    _rules(features, style, losses)
    if style.label:
        _label(features, style.label)
    if style.blend != "normal":
        losses.add("blend", style.blend)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode"), losses.all()


def _rules(features: Element, style: Style, losses: Losses) -> None:
    ruled = as_rules(style.symbol, losses)
    if len(ruled.rules) > 1 and any(not rule.condition for rule in ruled.rules):
        losses.add("several_rules")
    for rule in ruled.rules:
        element = Element("se:Rule")
        try:
            _head(element, rule.title, rule.condition)
        except ConditionInvalid:
            losses.add("expression", rule.condition)
            continue
        features.append(element)
        _scales(element, max(rule.least_scale, style.least_scale), min(rule.most_scale, style.most_scale), rule.symbol)
        _simple(element, rule.symbol, style.opacity, losses)
    if ruled.other is not None:
        element = SubElement(features, "se:Rule")
        SubElement(element, "se:ElseFilter")
        _scales(element, style.least_scale, style.most_scale, ruled.other)
        _simple(element, ruled.other, style.opacity, losses)


def _head(element: Element, title: str, condition: str) -> None:
    if title:
        SubElement(element, "se:Name").text = title
    if condition:
        filters.write(SubElement(element, "ogc:Filter"), parse(condition))


def _scales(element: Element, least: float, most: float, simple: Simple | None = None) -> None:
    if isinstance(simple, Line):
        most = min(most, simple.most_scale)
    if least > 0:
        SubElement(element, "se:MinScaleDenominator").text = f"{least:.15g}"
    if most != float("inf"):
        SubElement(element, "se:MaxScaleDenominator").text = f"{most:.15g}"


def _simple(rule: Element, simple: Simple, opacity: float, losses: Losses) -> None:
    if isinstance(simple, Fill):
        _fill(rule, simple, opacity)
    elif isinstance(simple, Line):
        _line(rule, simple, opacity, losses)
    else:
        _marker(rule, simple, opacity, losses)


def _fill(rule: Element, fill: Fill, opacity: float) -> None:
    if fill.color or not fill.hatch:
        symbolizer = SubElement(rule, "se:PolygonSymbolizer")
        _inside(symbolizer, fill.color, opacity)
        if not fill.hatch:
            _stroke(symbolizer, fill.outline, fill.width_mm, fill.dash, opacity)
    if fill.hatch:
        symbolizer = SubElement(rule, "se:PolygonSymbolizer")
        graphic = SubElement(SubElement(SubElement(symbolizer, "se:Fill"), "se:GraphicFill"), "se:Graphic")
        mark = SubElement(graphic, "se:Mark")
        names = {"lines": "horline", "cross": "cross", "dots": "circle"}
        SubElement(mark, "se:WellKnownName").text = names[fill.hatch.pattern]
        if fill.hatch.pattern == "dots":
            _inside(mark, fill.hatch.color, opacity)
        _stroke(mark, fill.hatch.color, fill.hatch.width_mm, (), opacity)
        SubElement(graphic, "se:Size").text = _pixels(fill.hatch.spacing_mm)
        _turn(graphic, fill.hatch.angle)
        _stroke(symbolizer, fill.outline, fill.width_mm, fill.dash, opacity)


def _line(rule: Element, line: Line, opacity: float, losses: Losses) -> None:
    if line.ground_m > 0:
        losses.add("ground_width")
    if line.arrow:
        losses.add("arrow")
    if line.casing and line.casing_mm > 0:
        symbolizer = SubElement(rule, "se:LineSymbolizer")
        _stroke(symbolizer, line.casing, line.width_mm + 2 * line.casing_mm, (), opacity)
    _stroke(SubElement(rule, "se:LineSymbolizer"), line.color, line.width_mm, line.dash, opacity)


def _marker(rule: Element, marker: Marker, opacity: float, losses: Losses) -> None:
    graphic = SubElement(SubElement(rule, "se:PointSymbolizer"), "se:Graphic")
    mark = SubElement(graphic, "se:Mark")
    shape, turn = ("square", marker.turn + 45) if marker.shape == "diamond" else (marker.shape, marker.turn)
    if shape not in MARKS:
        losses.add("pictogram", shape)
    SubElement(mark, "se:WellKnownName").text = shape if shape in MARKS else "circle"
    _inside(mark, marker.color, opacity)
    _stroke(mark, marker.outline, 0.15 * marker.size_mm, (), opacity)
    SubElement(graphic, "se:Size").text = _pixels(marker.size_mm)
    _turn(graphic, turn)


def _turn(graphic: Element, angle: float) -> None:
    if angle % 360:
        SubElement(graphic, "se:Rotation").text = f"{-angle % 360:g}"  # clockwise


def _inside(parent: Element, color: str, opacity: float) -> None:
    if color:
        fill = SubElement(parent, "se:Fill")
        _color(fill, "fill", color, opacity)


def _stroke(parent: Element, color: str, width_mm: float, dash: tuple[float, ...], opacity: float) -> None:
    if not color:
        return
    stroke = SubElement(parent, "se:Stroke")
    _color(stroke, "stroke", color, opacity)
    _say(stroke, "stroke-width", _pixels(width_mm))
    _say(stroke, "stroke-linejoin", "round")
    if dash:
        _say(stroke, "stroke-dasharray", " ".join(_pixels(one) for one in dash))


def _color(parent: Element, name: str, color: str, opacity: float) -> None:
    red, green, blue, alpha = split(color)
    _say(parent, name, f"#{red:02x}{green:02x}{blue:02x}")
    if alpha < OPAQUE or opacity < 1:
        _say(parent, f"{name}-opacity", f"{alpha / OPAQUE * opacity:.4g}")


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, "se:SvgParameter", {"name": name}).text = text


def _pixels(millimetres: float) -> str:
    return f"{millimetres / SLD_PIXEL_MM:.6g}"


def _label(features: Element, label: Label) -> None:
    rule = SubElement(features, "se:Rule")
    _scales(rule, 0.0, label.most_scale)
    text = SubElement(rule, "se:TextSymbolizer")
    SubElement(SubElement(text, "se:Label"), "ogc:PropertyName").text = label.field
    _say(SubElement(text, "se:Font"), "font-size", _pixels(label.size_mm))
    if label.halo:
        halo = SubElement(text, "se:Halo")
        SubElement(halo, "se:Radius").text = _pixels(HALO_MM)
        _inside(halo, label.halo, 1.0)
    _inside(text, label.color, 1.0)
    SubElement(text, "se:Priority").text = str(1000 - label.priority)
