"""A project of QGIS that shows a workspace as we do: layers in our order, with our looks, names and scales."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Style
from kangbashi_gis.styling.losses import Loss, Losses
from kangbashi_gis.styling.qml.writing import VERSION, fill

GEOMETRY = {Shape.POLYGON: "Polygon", Shape.LINE: "Line", Shape.POINT: "Point"}
WKB = {Shape.POLYGON: "MultiPolygon", Shape.LINE: "MultiLineString", Shape.POINT: "Point"}
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
Extent = tuple[float, float, float, float]


@dataclass(frozen=True)
class ShownLayer:
    """A layer of a project: its theme, looks, and whether it is ticked."""

    theme: Theme
    style: Style
    visible: bool = True


@dataclass(frozen=True)
class Reference:
    """A CRS as QGIS wants to be told it: EPSG:n, its name, and its WKT."""

    authority: str
    name: str
    wkt: str


def written(
    title: str, source: str, layers: Sequence[ShownLayer], crs: Reference, extent: Extent | None, angle: float = 0.0
) -> tuple[str, tuple[Loss, ...]]:
    """Give the text of a project, and what could not be said in it.

    source: the GeoPackage, as a path from the project file. layers: top first.
    """
    losses = Losses()
    root = Element("qgis", {"projectname": title, "version": VERSION})
    SubElement(root, "title").text = title
    _reference(SubElement(root, "projectCrs"), crs)
    tree = SubElement(root, "layer-tree-group")
    for layer in layers:
        SubElement(tree, "layer-tree-layer", {
            "id": _identity(layer.theme), "name": layer.theme.title, "providerKey": "ogr", "expanded": "0",
            "source": _source(source, layer.theme), "checked": "Qt::Checked" if layer.visible else "Qt::Unchecked",
        })  # fmt: skip
    _canvas(root, crs, extent, angle)
    shown = SubElement(root, "projectlayers")
    for layer in layers:
        _layer(shown, layer, source, crs, losses)
    # without this, QGIS does not look at the CRS above
    enabled = SubElement(SubElement(SubElement(root, "properties"), "SpatialRefSys"), "ProjectionsEnabled")
    enabled.set("type", "int")
    enabled.text = "1"
    order = SubElement(root, "layerorder")
    for layer in layers:
        SubElement(order, "layer", {"id": _identity(layer.theme)})
    return DOCTYPE + tostring(root, encoding="unicode"), losses.all()


def _identity(theme: Theme) -> str:
    """Name a layer within the project; QGIS gives another name to one of 17 characters or fewer."""
    return f"{theme.name}_kangbashi_gis_layer"


def _source(source: str, theme: Theme) -> str:
    return f"{source}|layername={theme.name}"


def _layer(parent: Element, layer: ShownLayer, source: str, crs: Reference, losses: Losses) -> None:
    theme = layer.theme
    element = SubElement(parent, "maplayer", {
        "type": "vector", "geometry": GEOMETRY[theme.shape], "wkbType": WKB[theme.shape],
        "styleCategories": "AllStyleCategories", "readOnly": "0",
    })  # fmt: skip
    SubElement(element, "id").text = _identity(theme)
    SubElement(element, "datasource").text = _source(source, theme)
    SubElement(element, "layername").text = theme.title
    _reference(SubElement(element, "srs"), crs)
    SubElement(element, "provider", {"encoding": "UTF-8"}).text = "ogr"
    aliases = SubElement(element, "aliases")
    for at, field in enumerate(theme.open_fields):
        SubElement(aliases, "alias", {"field": field.name, "name": field.title, "index": str(at)})
    fill(element, layer.style, losses)


def _canvas(root: Element, crs: Reference, extent: Extent | None, angle: float) -> None:
    canvas = SubElement(root, "mapcanvas", {"name": "theMapCanvas", "annotationsVisible": "1"})
    SubElement(canvas, "units").text = "meters"
    if extent:
        box = SubElement(canvas, "extent")
        for name, value in zip(("xmin", "ymin", "xmax", "ymax"), extent, strict=True):
            SubElement(box, name).text = f"{value:.3f}"
    SubElement(canvas, "rotation").text = f"{angle:g}"
    _reference(SubElement(canvas, "destinationsrs"), crs)


def _reference(parent: Element, crs: Reference) -> None:
    element = SubElement(parent, "spatialrefsys", {"nativeFormat": "Wkt"})
    SubElement(element, "wkt").text = crs.wkt
    SubElement(element, "authid").text = crs.authority
    SubElement(element, "description").text = crs.name
