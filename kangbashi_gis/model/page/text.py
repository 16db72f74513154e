"""What is written on a sheet: texts, the legend, the scale, north, tables, and the block of facts.

Texts may hold {names} that are filled in when the sheet is made (`model/page/filling.py`). Sizes are in points.
"""

from dataclasses import dataclass
from typing import Literal

from kangbashi_gis.model.page.box import Box as Box

Across = Literal["left", "middle", "right"]
Down = Literal["top", "middle", "bottom"]


@dataclass(frozen=True)
class Text:
    """Words, wrapped within their box."""

    name: str
    box: Box
    text: str
    size_pt: float = 10.0
    color: str = "#000000"
    bold: bool = False
    across: Across = "left"
    down: Down = "top"
    turn: float = 0.0


@dataclass(frozen=True)
class Legend:
    """The symbols of a map and what they stand for. frame: the map's name.

    themes: () for all layers of the map. seen: only what really occurs in it.
    """

    name: str
    box: Box
    frame: str
    title: str = "图例"
    themes: tuple[str, ...] = ()
    columns: int = 1
    size_pt: float = 8.0
    seen: bool = True


@dataclass(frozen=True)
class ScaleBar:
    """The scale of a map as figures and as a bar. parts: of the bar, right of nought. step_m: of one; 0 for a fit."""

    name: str
    box: Box
    frame: str
    parts: int = 4
    step_m: float = 0.0
    figures: bool = True
    size_pt: float = 8.0


@dataclass(frozen=True)
class NorthArrow:
    """Where north is. With true and magnetic north, the angles between them are drawn and written.

    norths: grid north alone, or the three norths. declination: of magnetic from true north in degrees, east positive,
    as somebody gives it; None while nobody has. Where true north lies is computed.
    """

    name: str
    box: Box
    frame: str
    norths: Literal["grid", "three"] = "grid"
    declination: float | None = None
    size_pt: float = 7.0


@dataclass(frozen=True)
class Block:
    """Facts about the sheet, a line each: a title and a text with {names}. Lines that say nothing may be left out."""

    name: str
    box: Box
    lines: tuple[tuple[str, str], ...]
    size_pt: float = 7.5
    ruled: bool = True
    skip_empty: bool = False


@dataclass(frozen=True)
class Rows:
    """A table.

    of: "theme" for rows of a theme (columns, condition, order), "points" for the boundary points of the page's feature
    with coordinates and lengths of sides, "fields" for the values of the feature, "given" for the cells that stand in
    `cells`, the first row being the titles.
    """

    name: str
    box: Box
    of: Literal["theme", "points", "fields", "given"] = "given"
    theme: str = ""
    columns: tuple[str, ...] = ()
    condition: str = ""
    cells: tuple[tuple[str, ...], ...] = ()
    most: int = 30
    title: str = ""
    size_pt: float = 7.0


@dataclass(frozen=True)
class JoinedSheets:
    """The index of the eight sheets around this one (接图表), after GB/T 13989."""

    name: str
    box: Box
    size_pt: float = 5.0
