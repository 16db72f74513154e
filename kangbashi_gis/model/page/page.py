"""The sheet as a whole, and how it is changed: every change gives another page, so that undo is keeping the old one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kangbashi_gis.model.page.box import Box
from kangbashi_gis.model.page.drawn import Chart, Frame, Locator, Picture, Shape, Survey
from kangbashi_gis.model.page.map_frame import MapFrame
from kangbashi_gis.model.page.text import Block, JoinedSheets, Legend, NorthArrow, Rows, ScaleBar, Text

Item = (
    MapFrame | Text | Legend | ScaleBar | NorthArrow | Block | Rows | JoinedSheets
    | Frame | Shape | Picture | Locator | Chart | Survey
)  # fmt: skip
ITEMS: Mapping[str, type] = {
    "map": MapFrame, "text": Text, "legend": Legend, "scale_bar": ScaleBar, "north": NorthArrow, "block": Block,
    "rows": Rows, "joined_sheets": JoinedSheets, "frame": Frame, "shape": Shape, "picture": Picture,
    "locator": Locator, "chart": Chart, "survey": Survey,
}  # fmt: skip
PURPOSES = ("public", "internal", "secret")
LEAST_MM, LARGEST_MM = 20.0, 3000.0
MOST_ITEMS = 500


@dataclass(frozen=True)
class Page:
    """A sheet of paper with what stands on it, the lowest first.

    title: of the template or of the sheet. about: what kind of thing it is made for: a feature of a theme, a sheet of
    the national series of a scale ("sheet:500"), or nothing. purpose: "public", "internal" or "secret"; what a sheet
    must say depends on it. fields: what fills {names} in texts unless somebody says otherwise. guides: where edges
    stick to in the editor, in millimetres: ("x", 20.0).
    """

    title: str
    width_mm: float
    height_mm: float
    items: tuple[Item, ...] = ()
    about: str = ""
    purpose: str = "internal"
    fields: Mapping[str, str] = field(default_factory=dict)
    guides: tuple[tuple[str, float], ...] = ()
    margin_mm: float = 10.0
    title_en: str = ""

    @property
    def box(self) -> Box:
        """All of the paper."""
        return Box(0.0, 0.0, self.width_mm, self.height_mm)

    @property
    def maps(self) -> tuple[MapFrame, ...]:
        """The maps, those first that others are linked to."""
        found = [one for one in self.items if isinstance(one, MapFrame)]
        return tuple(sorted(found, key=lambda one: bool(one.linked)))

    @property
    def first_map(self) -> MapFrame | None:
        """The map that others follow: the first that is linked to none."""
        return next((one for one in self.maps if not one.linked), None)

    def item(self, name: str) -> Item:
        """Give the item of that name; KeyError when there is none."""
        for one in self.items:
            if one.name == name:
                return one
        raise KeyError(name)


def placed(page: Page, item: Item, at: int | None = None) -> Page:
    """Give the page with an item instead of the one of its name; a new one goes on top, or at a place from below."""
    names = [one.name for one in page.items]
    if item.name in names and at is None:
        return replace(page, items=tuple(item if one.name == item.name else one for one in page.items))
    others = [one for one in page.items if one.name != item.name]
    others.insert(len(others) if at is None else at, item)
    return replace(page, items=tuple(others))


def without(page: Page, names: set[str]) -> Page:
    """Give the page without some items."""
    return replace(page, items=tuple(one for one in page.items if one.name not in names))
