"""A page as JSON text and back: how templates and the sheets that somebody has laid out are kept."""

import json
from collections import Counter

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page.box import Box
from kangbashi_gis.model.page.drawn import Locator, Survey
from kangbashi_gis.model.page.map_frame import Grid, MapFrame
from kangbashi_gis.model.page.page import ITEMS, LARGEST_MM, LEAST_MM, MOST_ITEMS, PURPOSES, Item, Page
from kangbashi_gis.model.page.text import Legend, NorthArrow, ScaleBar
from kangbashi_gis.model.parts import Parts

VERSION = 1
LONGEST = 20_000_000  # characters; a picture of 10 MB fits
MOST_PT = 1000.0


def written(page: Page) -> str:
    """Give a page as JSON text, in which everything that has its usual value is left out."""
    return json.dumps({"version": VERSION, **PARTS.out(page)}, ensure_ascii=False, allow_nan=False, indent=1)


def read(text: str) -> Page:
    """Read what `written` gives. Raises PageInvalid where the text is no page, or one of a newer program."""
    if len(text) > LONGEST:
        raise PageInvalid(reason="page_long")
    try:
        data = json.loads(text)
        if not isinstance(data, dict) or data.pop("version", None) != VERSION:
            raise PageInvalid(reason="page_version")
        page: Page = PARTS.part(Page, data, "page")
    except (ValueError, RecursionError) as problem:
        raise PageInvalid(reason="page_text") from problem
    return require(page)


def require(page: Page) -> Page:
    """Give a page that can be drawn, or raise PageInvalid: its size, its items, and what they refer to."""
    if not all(LEAST_MM <= side <= LARGEST_MM for side in (page.width_mm, page.height_mm)):
        raise PageInvalid(reason="page_size", where=f"{page.width_mm:g}×{page.height_mm:g} mm")
    if page.purpose not in PURPOSES:
        raise PageInvalid(reason="page_value", where="page.purpose")
    if len(page.items) > MOST_ITEMS:
        raise PageInvalid(reason="page_items", where=str(len(page.items)))
    twice = [name for name, count in Counter(one.name for one in page.items).items() if count > 1 or not name]
    if twice:
        raise PageInvalid(reason="page_names", where=twice[0])
    for one in page.items:
        _require_item(page, one)
    return page


def _require_item(page: Page, one: Item) -> None:
    """An item is on some paper, its letters can be drawn, and the map it speaks of is there."""
    where = f"page.{one.name}"
    if not (one.box.width > 0 and one.box.height > 0 and one.box.meets(page.box)):
        raise PageInvalid(reason="page_box", where=where)
    if not 0 < getattr(one, "size_pt", 1.0) <= MOST_PT:
        raise PageInvalid(reason="page_value", where=f"{where}.size_pt")
    maps = {other.name: other for other in page.maps}
    for name in _spoken_of(one):
        if name not in maps or (isinstance(one, MapFrame) and maps[name].linked):
            raise PageInvalid(reason="page_map", where=f"{where}: {name}")
    if isinstance(one, MapFrame):
        _require_map(one, where)


def _spoken_of(one: Item) -> list[str]:
    if isinstance(one, MapFrame):
        return [one.linked] if one.linked else []
    if isinstance(one, Locator):
        return [one.frame, one.shows]
    return [one.frame] if isinstance(one, Legend | ScaleBar | NorthArrow | Survey) else []


def _require_map(one: MapFrame, where: str) -> None:
    area = one.area
    if area and not (len(area) == 4 and area[0] < area[2] and area[1] < area[3]):
        raise PageInvalid(reason="page_value", where=f"{where}.area")
    if not (0 <= one.scale <= 1e9 and 0 < one.factor <= 1e6 and 0 <= one.around <= 10):
        raise PageInvalid(reason="page_value", where=f"{where}.scale")


def _wrong(reason: str, where: str) -> PageInvalid:
    return PageInvalid(reason=f"page_{reason}", where=where)


PARTS = Parts({"page": Page, "box": Box, "grid": Grid, **ITEMS}, _wrong)
