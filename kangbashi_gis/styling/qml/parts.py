"""The small pieces of QML: properties of a symbol layer, in the words of QGIS 3 and of QGIS 2."""

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

from kangbashi_gis.styling.losses import Losses

EXPRESSION = "3"  # the kind of a property that is an expression
FIELD = "2"


@dataclass(frozen=True)
class Given:
    """One symbol layer as it was written: its class, its values, what expressions decide, and a symbol within it."""

    kind: str
    values: Mapping[str, str]
    expressions: Mapping[str, str]
    inner: Element | None

    def get(self, *names: str, other: str = "") -> str:
        """Give the first value there is: QGIS has called the same thing by several names."""
        return next((self.values[name] for name in names if name in self.values), other)

    def told(self, losses: Losses, *read: str) -> None:
        """Note the expressions that nobody has read."""
        for name in self.expressions:
            if name not in read:
                losses.add("data_defined", name)


def given(layer: Element) -> Given:
    """Read a symbol layer."""
    values = {one.get("k", ""): one.get("v", "") for one in layer.findall("prop")}
    values |= {one.get("name", ""): one.get("value", "") for one in layer.findall("Option/Option")}
    return Given(layer.get("class", ""), values, _expressions(layer), layer.find("symbol"))


def _expressions(layer: Element) -> dict[str, str]:
    found = {}
    for option in layer.findall("data_defined_properties/Option/Option"):
        if option.get("name") != "properties":
            continue
        for one in option.findall("Option"):
            said = {part.get("name"): part.get("value", "") for part in one.findall("Option")}
            if said.get("active", "true") == "true":
                text = said.get("expression", "")
                if said.get("type") == FIELD:
                    text = '"' + said.get("field", "") + '"'
                found[one.get("name", "")] = text
    return found


def put(
    symbol: Element,
    kind: str,
    values: Mapping[str, str],
    expressions: Mapping[str, str] | None = None,
    *,
    turn: int = 0,
) -> Element:
    """Add a symbol layer, in both words, so that every QGIS from 3.0 on reads it.

    turn: when it is drawn; all of a layer's symbols with a lower one come before.
    """
    layer = SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0", "pass": str(turn)})
    options = SubElement(layer, "Option", {"type": "Map"})
    for name, value in values.items():
        SubElement(options, "Option", {"name": name, "value": value, "type": "QString"})
    for name, value in values.items():
        SubElement(layer, "prop", {"k": name, "v": value})
    if expressions:
        _put_expressions(layer, expressions)
    return layer


def _put_expressions(layer: Element, expressions: Mapping[str, str]) -> None:
    whole = SubElement(SubElement(layer, "data_defined_properties"), "Option", {"type": "Map"})
    SubElement(whole, "Option", {"name": "name", "value": "", "type": "QString"})
    properties = SubElement(whole, "Option", {"name": "properties", "type": "Map"})
    for name, text in expressions.items():
        one = SubElement(properties, "Option", {"name": name, "type": "Map"})
        SubElement(one, "Option", {"name": "active", "value": "true", "type": "bool"})
        SubElement(one, "Option", {"name": "expression", "value": text, "type": "QString"})
        SubElement(one, "Option", {"name": "type", "value": EXPRESSION, "type": "int"})
    SubElement(whole, "Option", {"name": "type", "value": "collection", "type": "QString"})
