"""Labels, from and to QML."""

from xml.etree.ElementTree import Element, SubElement

from kangbashi_gis.model.symbol import Label
from kangbashi_gis.styling.colours import MILLIMETRES, faded, from_rgba, millimetres, to_rgba
from kangbashi_gis.styling.document import number
from kangbashi_gis.styling.losses import Losses

ALWAYS = 1e9  # a scale denominator that means: on every scale
MOST_PRIORITY = 10
CURVED, ON_LINE = "3", "1"  # of QGIS


def write(root: Element, label: Label | None, *, along: bool = False) -> None:
    """Add the labels of a layer. along: they are written along lines, once for all pieces of a street."""
    root.set("labelsEnabled", "1" if label else "0")
    if label is None:
        return
    settings = SubElement(SubElement(root, "labeling", {"type": "simple"}), "settings")
    text = SubElement(settings, "text-style", {
        "fieldName": label.field, "isExpression": "0", "textColor": to_rgba(label.color), "textOpacity": "1",
        "fontSize": f"{label.size_mm / MILLIMETRES['Point']:g}", "fontSizeUnit": "Point",
    })  # fmt: skip
    SubElement(text, "text-buffer", {
        "bufferDraw": "1" if label.halo else "0", "bufferColor": to_rgba(label.halo), "bufferSize": "0.7",
        "bufferSizeUnits": "MM", "bufferOpacity": "1",
    })  # fmt: skip
    # in QGIS a higher number comes first, with us a lower one
    placement = {"priority": str(max(MOST_PRIORITY - label.priority, 0))}
    if along:
        placement |= {"placement": CURVED, "placementFlags": ON_LINE}
    SubElement(settings, "placement", placement)
    bounded = label.most_scale != float("inf")
    SubElement(settings, "rendering", {
        "scaleVisibility": "1" if bounded else "0", "scaleMin": "0",
        "scaleMax": f"{label.most_scale if bounded else ALWAYS:.15g}", "drawLabels": "1",
        "mergeLines": "1" if along else "0",
    })  # fmt: skip


def read(root: Element, losses: Losses) -> Label | None:
    """Read the labels of a layer; None where there are none, or none that we can draw."""
    labeling = root.find("labeling")
    if labeling is None or root.get("labelsEnabled", "1") == "0":
        return None
    if labeling.get("type") != "simple":
        losses.add("label_kind", labeling.get("type", ""))
        return None
    text = labeling.find("settings/text-style")
    if text is None:
        return None
    name = text.get("fieldName", "")
    if text.get("isExpression") == "1":
        if not (name.startswith('"') and name.endswith('"') and name.count('"') == 2):
            losses.add("label_expression", name)
            return None
        name = name[1:-1]
    return _label(name, labeling, text, losses)


def _label(name: str, labeling: Element, text: Element, losses: Losses) -> Label:
    size = millimetres(number(text.get("fontSize"), 8.0), text.get("fontSizeUnit", "Point"), losses)
    buffer = text.find("text-buffer")
    haloed = buffer is not None and buffer.get("bufferDraw") == "1"
    placement, rendering = labeling.find("settings/placement"), labeling.find("settings/rendering")
    most = float("inf")
    if rendering is not None and rendering.get("scaleVisibility") == "1":
        # QGIS 3 calls the larger denominator scaleMax, QGIS 2 wrote them the same way
        most = max(number(rendering.get("scaleMax"), 0.0), number(rendering.get("scaleMin"), 0.0)) or float("inf")
    priority = number(placement.get("priority") if placement is not None else None, 5.0)
    return Label(
        name,
        round(size, 3),
        faded(from_rgba(text.get("textColor", "0,0,0,255")), number(text.get("textOpacity"), 1.0)),
        from_rgba(buffer.get("bufferColor", "")) if haloed and buffer is not None else "",
        float("inf") if most >= ALWAYS else most,
        int(min(max(MOST_PRIORITY - priority, 0), MOST_PRIORITY)),
    )
