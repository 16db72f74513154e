"""One symbol of ours as a symbol of QGIS."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement

from kangbashi_gis.model.symbol import Fill, Hatch, Line, Marker, Simple
from kangbashi_gis.styling.colours import to_rgba
from kangbashi_gis.styling.losses import Losses
from kangbashi_gis.styling.qml import growing
from kangbashi_gis.styling.qml.growing import Sized
from kangbashi_gis.styling.qml.parts import put

KINDS = {Fill: "fill", Line: "line", Marker: "marker"}
SHAPES = {
    "circle": "circle", "square": "square", "diamond": "diamond", "triangle": "triangle", "star": "star",
    "cross": "cross_fill", "pentagon": "pentagon",
}  # fmt: skip
ARROW_MM, ARROW_EVERY_MM = 3.0, 20.0
RIM = 0.148  # the width of a marker's outline, as a share of its size: what our canvas draws
DOTS_MM = 4.0


def add(symbols: Element, name: str, simple: Simple, losses: Losses, sized: Sized | None = None) -> None:
    """Add a symbol to a list of them. sized: a marker's size follows a number."""
    symbol = SubElement(
        symbols, "symbol",
        {"name": name, "type": KINDS[type(simple)], "alpha": "1", "clip_to_extent": "1", "force_rhr": "0"},
    )  # fmt: skip
    if isinstance(simple, Fill):
        _fill(symbol, simple)
    elif isinstance(simple, Line):
        _line(symbol, simple)
    else:
        _marker(symbol, simple, losses, sized)


def _fill(symbol: Element, fill: Fill) -> None:
    put(symbol, "SimpleFill", {
        "color": to_rgba(fill.color), "style": "solid" if fill.color else "no",
        "outline_style": "no" if not fill.outline or fill.dash else "solid",
        "outline_color": to_rgba(fill.outline), "outline_width": f"{fill.width_mm:g}", "outline_width_unit": "MM",
    })  # fmt: skip
    if fill.hatch:
        _hatch(symbol, fill.hatch)
    if fill.dash and fill.outline:
        put(symbol, "SimpleLine", _stroke(fill.outline, fill.width_mm, fill.dash))


def _hatch(symbol: Element, hatch: Hatch) -> None:
    if hatch.pattern == "dots":
        spacing = f"{hatch.spacing_mm:g}"
        layer = put(symbol, "PointPatternFill", {
            "distance_x": spacing, "distance_x_unit": "MM", "distance_y": spacing, "distance_y_unit": "MM",
            "angle": f"{hatch.angle:g}",
        })  # fmt: skip
        inner = SubElement(layer, "symbol", {"name": "@dots", "type": "marker", "alpha": "1"})
        put(inner, "SimpleMarker", {
            "name": "circle", "color": to_rgba(hatch.color), "outline_style": "no",
            "size": f"{hatch.width_mm * DOTS_MM:g}", "size_unit": "MM",
        })  # fmt: skip
        return
    for angle in (hatch.angle,) if hatch.pattern == "lines" else (hatch.angle, hatch.angle + 90):
        layer = put(symbol, "LinePatternFill", {
            "angle": f"{angle:g}", "distance": f"{hatch.spacing_mm:g}", "distance_unit": "MM",
            "color": to_rgba(hatch.color), "line_width": f"{hatch.width_mm:g}", "line_width_unit": "MM",
        })  # fmt: skip
        inner = SubElement(layer, "symbol", {"name": "@lines", "type": "line", "alpha": "1"})
        put(inner, "SimpleLine", _stroke(hatch.color, hatch.width_mm, ()))


def _line(symbol: Element, line: Line) -> None:
    if line.casing and line.casing_mm > 0:
        wide = line.width_mm + 2 * line.casing_mm
        put(symbol, "SimpleLine", _stroke(line.casing, wide, ()), _grown(line, line.casing_mm))
    # every casing lies under every line, so that streets run into each other
    put(symbol, "SimpleLine", _stroke(line.color, line.width_mm, line.dash), _grown(line, 0.0), turn=1)
    if line.arrow:
        layer = put(symbol, "MarkerLine", {
            "placement": "lastvertex" if line.arrow == "end" else "interval",
            "interval": f"{ARROW_EVERY_MM:g}", "interval_unit": "MM", "rotate": "1",
        }, turn=2)  # fmt: skip
        inner = SubElement(layer, "symbol", {"name": "@arrow", "type": "marker", "alpha": "1"})
        put(inner, "SimpleMarker", {
            "name": "filled_arrowhead", "color": to_rgba(line.color), "outline_style": "no",
            "size": f"{ARROW_MM:g}", "size_unit": "MM",
        })  # fmt: skip


def _grown(line: Line, casing_mm: float) -> dict[str, str]:
    found = {"outlineWidth": growing.width(line.width_mm, line.ground_m, casing_mm)}
    if line.most_scale != float("inf"):
        found["enabled"] = growing.scale(line.most_scale)
    return found


def _stroke(color: str, width_mm: float, dash: tuple[float, ...]) -> Mapping[str, str]:
    return {
        "line_color": to_rgba(color), "line_width": f"{width_mm:g}", "line_width_unit": "MM",
        "line_style": "solid" if color else "no", "capstyle": "flat" if dash else "round", "joinstyle": "round",
        "use_custom_dash": "1" if dash else "0", "customdash": ";".join(f"{one:g}" for one in dash) or "5;2",
        "customdash_unit": "MM",
    }  # fmt: skip


def _marker(symbol: Element, marker: Marker, losses: Losses, sized: Sized | None) -> None:
    if marker.shape not in SHAPES:
        losses.add("pictogram", marker.shape)
    values = {
        "name": SHAPES.get(marker.shape, "circle"), "color": to_rgba(marker.color),
        "outline_color": to_rgba(marker.outline), "outline_style": "solid" if marker.outline else "no",
        "outline_width": f"{marker.size_mm * RIM:.3g}", "outline_width_unit": "MM",
        "size": f"{marker.size_mm:g}", "size_unit": "MM", "scale_method": "diameter",
        "angle": f"{-marker.turn % 360:g}",  # QGIS turns clockwise
    }  # fmt: skip
    put(symbol, "SimpleMarker", values, {"size": growing.size(sized)} if sized else None)
