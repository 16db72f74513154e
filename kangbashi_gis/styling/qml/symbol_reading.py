"""A symbol of QGIS as one of ours."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from kangbashi_gis.model.symbol import Arrow, Fill, Hatch, Line, Marker, Simple
from kangbashi_gis.styling.colours import ON_THE_GROUND, faded, from_rgba, millimetres
from kangbashi_gis.styling.document import number
from kangbashi_gis.styling.losses import Losses
from kangbashi_gis.styling.qml import growing
from kangbashi_gis.styling.qml.growing import Sized
from kangbashi_gis.styling.qml.parts import Given, given
from kangbashi_gis.styling.qml.symbol_writing import DOTS_MM, SHAPES

OUR_SHAPES = {theirs: ours for ours, theirs in SHAPES.items()} | {
    "rectangle": "square", "equilateral_triangle": "triangle", "cross2": "cross", "x": "cross", "filled_cross": "cross",
}  # fmt: skip
STYLE_DASHES = {
    "dash": (4.0, 2.0), "dot": (1.0, 2.0), "dash dot": (4.0, 2.0, 1.0, 2.0),
    "dash dot dot": (4.0, 2.0, 1.0, 2.0, 1.0, 2.0),
}  # fmt: skip
BRUSHES = {  # of a simple fill: angle, and whether crossed
    "horizontal": (0.0, False), "vertical": (90.0, False), "f_diagonal": (135.0, False), "b_diagonal": (45.0, False),
    "cross": (0.0, True), "diagonal_x": (45.0, True),
}  # fmt: skip
BRUSH_MM, BRUSH_WIDTH_MM = 2.0, 0.25
STROKES, HATCHES = ("SimpleLine", "SimpleLineSymbolLayer"), ("LinePatternFill", "PointPatternFill")


def symbol(element: Element, losses: Losses) -> tuple[Simple, Sized | None] | None:
    """Read a symbol; None where nothing of it can be drawn. With it how its size follows a number, if it does."""
    opacity = number(element.get("alpha"), 1.0)
    layers = [given(one) for one in element.findall("layer") if _switched_on(one, losses)]
    kind = element.get("type")
    if kind == "marker":
        found = _markers(layers, opacity, losses)
        return found
    simple = _fills(layers, opacity, losses) if kind == "fill" else _lines(layers, opacity, losses)
    return (simple, None) if simple else None


def _switched_on(layer: Element, losses: Losses) -> bool:
    if layer.get("enabled", "1") == "0":
        losses.add("disabled", layer.get("class", ""))
        return False
    return True


def _fills(layers: Sequence[Given], opacity: float, losses: Losses) -> Fill | None:
    plain = [one for one in layers if one.kind == "SimpleFill"]
    hatches = [one for one in layers if one.kind in HATCHES]
    strokes = [one for one in layers if one.kind in STROKES]
    _tell_others(layers, ("SimpleFill", *HATCHES, *STROKES), losses)
    if not plain and not hatches and not strokes:
        return None
    if len(plain) > 1:
        losses.add("several_layers")
    found = _plain_fill(plain[0], opacity, losses) if plain else Fill("", "")
    if hatches:
        found = Fill(found.color, found.outline, found.width_mm, found.dash, _hatch(hatches, opacity, losses))
    if strokes:
        line = _stroke(strokes[-1], opacity, losses)
        if not found.outline or not plain:
            found = Fill(found.color, line.color, line.width_mm, line.dash, found.hatch)
        else:
            losses.add("several_layers")
    return found


def _plain_fill(one: Given, opacity: float, losses: Losses) -> Fill:
    one.told(losses)
    color = faded(from_rgba(one.get("color")), opacity)
    style = one.get("style", other="solid")
    hatch = None
    if style in BRUSHES:
        angle, crossed = BRUSHES[style]
        hatch = Hatch("cross" if crossed else "lines", color, angle, BRUSH_MM, BRUSH_WIDTH_MM)
    elif style not in ("solid", "no"):
        losses.add("symbol_layer", style)
    outline_style = one.get("outline_style", "style_border", other="solid")
    outline = from_rgba(one.get("outline_color", "color_border"))
    width = number(one.get("outline_width", "width_border"), 0.26)
    return Fill(
        color if style == "solid" else "",
        "" if outline_style == "no" else faded(outline, opacity),
        millimetres(width, one.get("outline_width_unit", other="MM"), losses),
        STYLE_DASHES.get(outline_style, ()),
        hatch,
    )


def _hatch(layers: Sequence[Given], opacity: float, losses: Losses) -> Hatch:
    first = layers[0]
    first.told(losses)
    unit = first.get("distance_unit", "distance_x_unit", other="MM")
    spacing = millimetres(number(first.get("distance", "distance_x"), 2.0), unit, losses)
    angle = number(first.get("angle", "lineangle"), 0.0)
    inner = _inner(first, losses)
    if first.kind == "PointPatternFill":
        size = inner.size_mm if isinstance(inner, Marker) else 1.0
        color = inner.color if inner else "#606060"
        return Hatch("dots", faded(color, opacity), angle, spacing, size / DOTS_MM)
    color = inner.color if isinstance(inner, Line) else from_rgba(first.get("color"))
    width = inner.width_mm if isinstance(inner, Line) else number(first.get("line_width", "linewidth"), 0.26)
    crossed = len(layers) == 2 and layers[1].kind == first.kind
    if len(layers) > 2 or (len(layers) == 2 and not crossed):
        losses.add("several_layers")
    return Hatch("cross" if crossed else "lines", faded(color, opacity), angle, spacing, width)


def _inner(layer: Given, losses: Losses) -> Simple | None:
    found = symbol(layer.inner, losses) if layer.inner is not None else None
    return found[0] if found else None


def _lines(layers: Sequence[Given], opacity: float, losses: Losses) -> Line | None:
    strokes = [one for one in layers if one.kind in STROKES]
    arrows = [one for one in layers if one.kind == "MarkerLine"]
    _tell_others(layers, (*STROKES, "MarkerLine"), losses)
    if not strokes:
        return None
    if len(strokes) > 2:
        losses.add("several_layers")
    top = _stroke(strokes[-1], opacity, losses)
    arrow = _arrow(arrows, losses)
    casing, casing_mm = "", 0.0
    if len(strokes) > 1:
        under = _stroke(strokes[-2], opacity, losses)
        grown = growing.read_width(strokes[-2].expressions.get("outlineWidth", ""))
        casing, casing_mm = under.color, grown[2] if grown else max((under.width_mm - top.width_mm) / 2, 0.0)
    return Line(top.color, top.width_mm, casing, round(casing_mm, 6), top.ground_m, top.most_scale, top.dash, arrow)


def _arrow(layers: Sequence[Given], losses: Losses) -> Arrow:
    for one in layers:
        inner = one.inner.find("layer") if one.inner is not None else None
        if inner is None or not given(inner).get("name").endswith("arrowhead"):
            losses.add("symbol_layer", "MarkerLine")
            continue
        return "end" if one.get("placement") in ("lastvertex", "LastVertex") else "along"
    return ""


def _stroke(one: Given, opacity: float, losses: Losses) -> Line:
    one.told(losses, "outlineWidth", "enabled")
    color = faded(from_rgba(one.get("line_color", "color")), opacity)
    unit = one.get("line_width_unit", "width_unit", other="MM")
    width = number(one.get("line_width", "width"), 0.26)
    width_mm, ground_m = (0.1, width) if unit in ON_THE_GROUND else (millimetres(width, unit, losses), 0.0)
    most_scale = _most_scale(one, losses)
    grown = one.expressions.get("outlineWidth")
    if grown is not None:
        known = growing.read_width(grown)
        if known:
            width_mm, ground_m = known[0], known[1]
        else:
            losses.add("data_defined", "outlineWidth")
    if number(one.get("offset"), 0.0):
        losses.add("offset")
    style = one.get("line_style", "penstyle", other="solid")
    return Line("" if style == "no" else color, width_mm, "", 0.0, ground_m, most_scale, _dash(one, style, losses))


def _most_scale(one: Given, losses: Losses) -> float:
    if "enabled" not in one.expressions:
        return float("inf")
    known = growing.read_scale(one.expressions["enabled"])
    if known is None:
        losses.add("data_defined", "enabled")
    return float("inf") if known is None else known


def _dash(one: Given, style: str, losses: Losses) -> tuple[float, ...]:
    if one.get("use_custom_dash") != "1":
        return STYLE_DASHES.get(style, ())
    unit = one.get("customdash_unit", other="MM")
    return tuple(millimetres(number(part, 1.0), unit, losses) for part in one.get("customdash").split(";") if part)


def _markers(layers: Sequence[Given], opacity: float, losses: Losses) -> tuple[Marker, Sized | None] | None:
    plain = [one for one in layers if one.kind in ("SimpleMarker", "SvgMarker", "FontMarker", "FilledMarker")]
    _tell_others(layers, ("SimpleMarker", "SvgMarker", "FontMarker", "FilledMarker"), losses)
    if not plain:
        return None
    if len(plain) > 1:
        losses.add("several_layers")
    one = plain[-1]
    one.told(losses, "size")
    sized = growing.read_size(one.expressions["size"]) if "size" in one.expressions else None
    if "size" in one.expressions and sized is None:
        losses.add("data_defined", "size")
    size = millimetres(number(one.get("size"), 2.0), one.get("size_unit", other="MM"), losses)
    outline = from_rgba(one.get("outline_color", "color_border"))
    lined = one.get("outline_style", other="solid") != "no"
    turn = -number(one.get("angle"), 0.0) % 360
    color = faded(from_rgba(one.get("color")), opacity)
    return Marker(color, size, _shape(one, losses), faded(outline, opacity) if lined else "", turn), sized


def _shape(one: Given, losses: Losses) -> str:
    name = one.get("name")
    if one.kind != "SimpleMarker":
        losses.add("pictogram", one.kind)
        return "circle"
    if name not in OUR_SHAPES:
        losses.add("marker_shape", name)
    return OUR_SHAPES.get(name, "circle")


def _tell_others(layers: Sequence[Given], known: Sequence[str], losses: Losses) -> None:
    for one in layers:
        if one.kind not in known:
            losses.add("symbol_layer", one.kind)
