"""What can be put on a page: its title, and what a new one looks like."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.model.page import (
    ITEMS,
    Block,
    Box,
    Chart,
    Frame,
    Item,
    JoinedSheets,
    Legend,
    Locator,
    MapFrame,
    NorthArrow,
    Page,
    Picture,
    Rows,
    ScaleBar,
    Shape,
    Survey,
    Text,
)

TITLES: Mapping[str, Any] = {
    "map": QT_TRANSLATE_NOOP("PageKinds", "Map"),
    "text": QT_TRANSLATE_NOOP("PageKinds", "Text"),
    "legend": QT_TRANSLATE_NOOP("PageKinds", "Legend"),
    "scale_bar": QT_TRANSLATE_NOOP("PageKinds", "Scale bar"),
    "north": QT_TRANSLATE_NOOP("PageKinds", "North arrow"),
    "locator": QT_TRANSLATE_NOOP("PageKinds", "Locator map"),
    "block": QT_TRANSLATE_NOOP("PageKinds", "Facts about the sheet"),
    "rows": QT_TRANSLATE_NOOP("PageKinds", "Table"),
    "chart": QT_TRANSLATE_NOOP("PageKinds", "Chart"),
    "picture": QT_TRANSLATE_NOOP("PageKinds", "Picture"),
    "frame": QT_TRANSLATE_NOOP("PageKinds", "Border"),
    "line": QT_TRANSLATE_NOOP("PageKinds", "Line"),
    "ellipse": QT_TRANSLATE_NOOP("PageKinds", "Ellipse"),
    "joined_sheets": QT_TRANSLATE_NOOP("PageKinds", "Joined sheets"),
    "survey": QT_TRANSLATE_NOOP("PageKinds", "Boundary of the feature"),
    "shape": QT_TRANSLATE_NOOP("PageKinds", "Shape"),
}
SIZES: Mapping[str, tuple[float, float]] = {  # millimetres on A4; larger on larger paper
    "map": (110, 90), "text": (60, 10), "legend": (45, 60), "scale_bar": (60, 12), "north": (20, 20),
    "locator": (45, 40), "block": (70, 34), "rows": (90, 40), "chart": (70, 50), "picture": (40, 40),
    "frame": (80, 60), "line": (60, 0.5), "ellipse": (40, 40), "joined_sheets": (36, 24), "survey": (110, 90),
}  # fmt: skip
NEEDS_MAP = ("legend", "scale_bar", "north", "locator", "survey")
FACTS = (
    ("审图号", "{approval_number}"), ("密级", "{secrecy}"), ("坐标系", "{crs}"), ("高程基准", "{heights}"),
    ("制图单位", "{maker}"), ("制图日期", "{date}"),
)  # fmt: skip


@dataclass(frozen=True)
class New:
    """What a new item is made from: its name, its place, and the maps that are on the page."""

    name: str
    box: Box
    frame: str


def title(kind: str) -> str:
    """Give the title of a kind in the language of the window."""
    return QCoreApplication.translate("PageKinds", TITLES[kind])


def kind_of(item: Item) -> str:
    """Give the kind of an item."""
    return next(kind for kind, one in ITEMS.items() if isinstance(item, one))


def free_name(page: Page, wanted: str) -> str:
    """Give a name that no item has: the wanted one, or with a number."""
    taken = {one.name for one in page.items}
    return next(name for name in (wanted, *(f"{wanted} {at}" for at in range(2, 1000))) if name not in taken)


def made(kind: str, page: Page, data: str = "") -> list[Item]:
    """Give new items of a kind in the middle of a page, the last the one to be chosen; none where it needs a map.

    data: of a picture, base64.
    """
    first = page.first_map.name if page.first_map else ""
    if kind in NEEDS_MAP and not first:
        return []
    grown = max(min(page.width_mm, page.height_mm) / 210, 0.3)
    wide, high = (side * grown for side in SIZES[kind])
    new = New(free_name(page, title(kind)), _middle(page, wide, high), first)
    if kind == "locator":
        return _locator(page, new, grown)
    one = _one(kind, page, new, data)
    return [replace(one, size_pt=round(one.size_pt * grown, 1)) if hasattr(one, "size_pt") else one]  # type: ignore[arg-type]


def _one(kind: str, page: Page, new: New, data: str) -> Item:
    name, box, frame = new.name, new.box, new.frame
    if kind == "survey":
        return Survey(name, page.item(frame).box, frame)
    plain: dict[str, Item] = {
        "map": MapFrame(name, box), "text": Text(name, box, title("text")), "legend": Legend(name, box, frame),
        "scale_bar": ScaleBar(name, box, frame), "north": NorthArrow(name, box, frame),
        "block": Block(name, box, FACTS), "rows": Rows(name, box, cells=(("1", "2"), ("", ""))),
        "chart": Chart(name, box, "landuse", "use", title=title("chart")), "picture": Picture(name, box, data),
        "frame": Frame(name, box), "line": Shape(name, box), "ellipse": Shape(name, box, "ellipse"),
        "joined_sheets": JoinedSheets(name, box),
    }  # fmt: skip
    return plain[kind]


def _locator(page: Page, new: New, grown: float) -> list[Item]:
    """A small map of all there is, and on it where the first map lies."""
    small = MapFrame(new.name, new.box, layers=("divisions", "roads"), labels=False, rasters=False, every_scale=True)
    mark = Locator(free_name(page, f"{new.name} ▭"), new.box, new.name, new.frame, width_mm=0.5 * grown)
    return [small, mark]


def _middle(page: Page, wide: float, high: float) -> Box:
    wide, high = min(wide, page.width_mm * 0.9), min(high, page.height_mm * 0.9)
    return Box(
        round((page.width_mm - wide) / 2, 1), round((page.height_mm - high) / 2, 1), round(wide, 1), round(high, 1)
    )
