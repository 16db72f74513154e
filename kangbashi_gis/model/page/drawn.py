"""What is drawn on a sheet beside the map: frames, shapes, pictures, charts, where another map lies."""

from dataclasses import dataclass
from typing import Literal

from kangbashi_gis.model.page.box import Box


@dataclass(frozen=True)
class Frame:
    """A rectangle, such as the sheet's outer border. second_mm: how far within a second, thin line runs; 0 for none."""

    name: str
    box: Box
    width_mm: float = 0.5
    color: str = "#000000"
    fill: str = ""
    second_mm: float = 0.0


@dataclass(frozen=True)
class Shape:
    """A line or an ellipse over the whole of a box. falling: from its top left to its bottom right."""

    name: str
    box: Box
    form: Literal["line", "ellipse"] = "line"
    width_mm: float = 0.25
    color: str = "#000000"
    fill: str = ""
    falling: bool = True


@dataclass(frozen=True)
class Picture:
    """A picture: its data as base64 of a PNG, JPEG or SVG file, kept whole and in proportion."""

    name: str
    box: Box
    data: str
    title: str = ""


@dataclass(frozen=True)
class Locator:
    """Where another map of the page lies: its outline, drawn over `frame`."""

    name: str
    box: Box
    frame: str
    shows: str
    color: str = "#d62f2f"
    width_mm: float = 0.5


@dataclass(frozen=True)
class Chart:
    """How many rows of a theme there are of each kind, or how much of a number, as bars or slices.

    field: whose values are the kinds. number: a field that is summed; empty to count rows. within: only rows that the
    map named so shows.
    """

    name: str
    box: Box
    theme: str
    field: str
    number: str = ""
    form: Literal["bars", "slices"] = "bars"
    most: int = 8
    title: str = ""
    within: str = ""
    size_pt: float = 7.0


@dataclass(frozen=True)
class Survey:
    """The page's feature over a map, as a cadastral sheet shows it: its boundary, points, lengths and neighbours.

    prefix: of the points' numbers, J1, J2 …, clockwise from the northwest. neighbours: what lies beyond each side.
    """

    name: str
    box: Box
    frame: str
    points: bool = True
    lengths: bool = True
    area: bool = True
    neighbours: bool = True
    prefix: str = "J"
    color: str = "#d60000"
    width_mm: float = 0.4
    size_pt: float = 7.0
