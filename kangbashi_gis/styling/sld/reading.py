"""An SLD file, 1.0 or 1.1, as a style of ours, with a list of what it says and we cannot."""

from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from kangbashi_gis.errors import ConditionInvalid, StyleInvalid
from kangbashi_gis.model.expression import written
from kangbashi_gis.model.schema import Shape
from kangbashi_gis.model.symbol import Fill, Hatch, Label, Line, Marker, Pattern, Rule, Ruled, Simple, Style
from kangbashi_gis.styling import document
from kangbashi_gis.styling.colours import SLD_PIXEL_MM, faded, from_rgba
from kangbashi_gis.styling.document import number
from kangbashi_gis.styling.losses import Loss, Losses
from kangbashi_gis.styling.rules import simplest
from kangbashi_gis.styling.sld import filters

SHAPES = ("circle", "square", "triangle", "star", "cross", "diamond", "pentagon")
PATTERNS: dict[str, tuple[Pattern, float]] = {
    "horline": ("lines", 0.0), "vertline": ("lines", 90.0), "slash": ("lines", 45.0), "backslash": ("lines", 135.0),
    "line": ("lines", 90.0), "cross": ("cross", 0.0), "plus": ("cross", 0.0), "times": ("cross", 45.0),
    "x": ("cross", 45.0), "cross2": ("cross", 45.0), "circle": ("dots", 0.0), "dot": ("dots", 0.0),
}  # fmt: skip
METRE = "metre"
INFINITE = float("inf")
Read = tuple[tuple[Rule, ...], tuple[Rule, ...], Label | None]


def read(
    data: bytes, numbers: frozenset[str] = frozenset(), shape: Shape = Shape.NONE
) -> tuple[Style, tuple[Loss, ...]]:
    """Read the bytes of an SLD file. numbers: the fields of the layer whose values are numbers.

    shape: that of the layer; then a line that is meant for polygons is their outline.

    Raises StyleInvalid where it is none, or nothing in it can be drawn.
    """
    root = document.parse(data)
    if root.tag != "StyledLayerDescriptor":
        raise StyleInvalid(reason="style_foreign")
    losses = Losses()
    rules, otherwise, label = _rules(root, numbers, shape, losses)
    every = [*rules, *otherwise[:1]]
    if not every:
        raise StyleInvalid(reason="style_empty")
    least, most = every[0].least_scale, every[0].most_scale
    if all((one.least_scale, one.most_scale) == (least, most) for one in every):
        rules = tuple(replace(one, least_scale=0.0, most_scale=INFINITE) for one in rules)
    else:
        least, most = 0.0, INFINITE
    symbol = simplest(rules, otherwise[0].symbol if otherwise else None)
    if isinstance(symbol, Ruled) and len(symbol.rules) > 1:
        losses.add("several_rules")
    return Style(symbol, label, least_scale=least, most_scale=most), losses.all()


def _rules(root: Element, numbers: frozenset[str], shape: Shape, losses: Losses) -> Read:
    rules: list[Rule] = []
    otherwise: list[Rule] = []
    label: Label | None = None
    for element in root.iter("Rule"):
        least = number(element.findtext("MinScaleDenominator"), 0.0)
        most = number(element.findtext("MaxScaleDenominator"), INFINITE)
        text = element.find("TextSymbolizer")
        if text is not None and label is None:
            label = _label(text, most, losses)
        simple = _simple(element, shape, losses)
        if simple is None:
            continue
        if isinstance(simple, Line) and least <= 0 and most != INFINITE:
            simple, most = replace(simple, most_scale=most), INFINITE
        if element.find("ElseFilter") is not None:
            otherwise.append(Rule("", "", simple, least, most))
            continue
        condition = _condition(element, numbers, losses)
        if condition is not None:
            title = element.findtext("Title") or element.findtext("Description/Title") or element.findtext("Name") or ""
            rules.append(Rule(title.strip(), condition, simple, least, most))
    return tuple(rules), tuple(otherwise), label


def _condition(element: Element, numbers: frozenset[str], losses: Losses) -> str | None:
    """Give the condition of a rule; None where it is not understood, because the rule is then left out."""
    found = element.find("Filter/*")
    if found is None:
        return ""
    try:
        return written(filters.read(found, numbers))
    except ConditionInvalid as problem:
        losses.add("expression", str(problem.values["text"]))
        return None


def _simple(rule: Element, shape: Shape, losses: Losses) -> Simple | None:
    for tag in ("RasterSymbolizer", "CoverageStyle"):
        if rule.find(tag) is not None:
            losses.add("raster")
    fills, lines, points = (rule.findall(f"{kind}Symbolizer") for kind in ("Polygon", "Line", "Point"))
    if fills or (lines and shape == Shape.POLYGON):
        if points or len(fills) > 2:
            losses.add("several_layers")
        return _fill(fills, lines, losses)
    if lines:
        return _line(lines, losses)
    if len(points) > 1:
        losses.add("several_layers")
    return _marker(points[-1], losses) if points else None


def _said(parent: Element | None) -> dict[str, str]:
    """Give the parameters of a fill, a stroke or a font."""
    found = {}
    for one in parent if parent is not None else ():
        if one.tag in ("SvgParameter", "CssParameter"):
            literal = one.find("Literal")
            found[one.get("name", "")] = ((literal.text if literal is not None else one.text) or "").strip()
    return found


def _fill(fills: Sequence[Element], lines: Sequence[Element], losses: Losses) -> Fill:
    found = Fill("", "", 0.0)
    for one in fills:
        inside = one.find("Fill")
        hatched = inside.find("GraphicFill/Graphic") if inside is not None else None
        if hatched is not None:
            found = replace(found, hatch=_hatch(hatched, losses))
        elif inside is not None:
            found = replace(found, color=_color(inside, "fill", "#808080"))
        found = _outlined(found, one)
    for one in lines:
        found = _outlined(found, one)
    return found


def _outlined(fill: Fill, symbolizer: Element) -> Fill:
    stroke = symbolizer.find("Stroke")
    if stroke is None:
        return fill
    width, dash = _width(stroke, symbolizer), _dash(stroke)
    return replace(fill, outline=_color(stroke, "stroke", "#000000"), width_mm=width, dash=dash)


def _hatch(graphic: Element, losses: Losses) -> Hatch | None:
    mark = graphic.find("Mark")
    name = (mark.findtext("WellKnownName") or "").rpartition("://")[2].lower() if mark is not None else ""
    if mark is None or name not in PATTERNS:
        losses.add("hatch")
        return None
    pattern, angle = PATTERNS[name]
    stroke = mark.find("Stroke")
    color = _color(stroke, "stroke", "#000000") if stroke is not None else _color(mark.find("Fill"), "fill", "#808080")
    turned = (angle - number(graphic.findtext("Rotation"), 0.0)) % 360
    spacing = number(graphic.findtext("Size"), 7.0) * SLD_PIXEL_MM
    return Hatch(pattern, color, turned, round(spacing, 4), _width(stroke, None) if stroke is not None else 0.25)


def _line(lines: Sequence[Element], losses: Losses) -> Line | None:
    strokes = [(one.find("Stroke"), one) for one in lines]
    drawn = [(stroke, one) for stroke, one in strokes if stroke is not None]
    if not drawn:
        return None
    if len(drawn) > 2:
        losses.add("several_layers")
    if any(stroke.find("GraphicStroke") is not None for stroke, _ in drawn):
        losses.add("graphic", "GraphicStroke")
    stroke, symbolizer = drawn[-1]
    width = _width(stroke, symbolizer)
    ground = _ground(stroke, symbolizer)
    casing, casing_mm = "", 0.0
    if len(drawn) > 1:
        casing = _color(drawn[-2][0], "stroke", "#000000")
        casing_mm = round(max((_width(*drawn[-2]) - width) / 2, 0.0), 4)
    if any(one.find("PerpendicularOffset") is not None for one in lines):
        losses.add("offset")
    return Line(_color(stroke, "stroke", "#000000"), width, casing, casing_mm, ground, dash=_dash(stroke))


def _marker(point: Element, losses: Losses) -> Marker | None:
    graphic = point.find("Graphic")
    mark = graphic.find("Mark") if graphic is not None else None
    if graphic is None or mark is None:
        losses.add("graphic", "ExternalGraphic")
        return Marker() if graphic is not None else None
    name = (mark.findtext("WellKnownName") or "square").strip().lower()
    if name not in SHAPES:
        losses.add("marker_shape", name)
    stroke = mark.find("Stroke")
    turn = -number(graphic.findtext("Rotation"), 0.0) % 360
    shape = name if name in SHAPES else "circle"
    if shape == "square" and turn % 90 == 45:
        shape, turn = "diamond", (turn - 45) % 360
    size = number(graphic.findtext("Size"), 6.0) * SLD_PIXEL_MM
    outline = _color(stroke, "stroke", "#000000") if stroke is not None else ""
    return Marker(_color(mark.find("Fill"), "fill", "#808080"), round(size, 4), shape, outline, turn)


def _color(parent: Element | None, name: str, usual: str) -> str:
    if parent is None:
        return ""
    said = _said(parent)
    return faded(from_rgba(said.get(name, usual)), number(said.get(f"{name}-opacity"), 1.0))


def _width(stroke: Element, symbolizer: Element | None) -> float:
    if symbolizer is not None and symbolizer.get("uom", "").endswith(METRE):
        return 0.1
    return round(number(_said(stroke).get("stroke-width"), 1.0) * SLD_PIXEL_MM, 4)


def _ground(stroke: Element, symbolizer: Element) -> float:
    if not symbolizer.get("uom", "").endswith(METRE):
        return 0.0
    return number(_said(stroke).get("stroke-width"), 1.0)


def _dash(stroke: Element) -> tuple[float, ...]:
    parts = _said(stroke).get("stroke-dasharray", "").replace(",", " ").split()
    return tuple(round(number(part, 1.0) * SLD_PIXEL_MM, 4) for part in parts)


def _label(text: Element, most: float, losses: Losses) -> Label | None:
    parts = list(text.find("Label") or ())
    name = text.findtext("Label/PropertyName")
    if name is None or len(parts) != 1:
        losses.add("label_expression", "Label")
        return None
    said = _said(text.find("Font"))
    size = number(said.get("font-size"), 10.0) * SLD_PIXEL_MM
    halo = text.find("Halo")
    inside = text.find("Fill")
    priority = 1000 - number(text.findtext("Priority"), 995.0)
    return Label(
        name.strip(),
        round(size, 3),
        _color(inside, "fill", "#000000") if inside is not None else "#000000",
        _color(halo.find("Fill"), "fill", "#ffffff") if halo is not None else "",
        most,
        int(min(max(priority, 0), 10)),
    )
