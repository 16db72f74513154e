"""A sheet on other paper: everything grows alike, as on an enlarging copier, but fills the new form."""

from dataclasses import fields, replace
from typing import Any

from kangbashi_gis.model.page.box import Box
from kangbashi_gis.model.page.map_frame import MapFrame
from kangbashi_gis.model.page.page import Item, Page

GROWING = ("size_pt", "width_mm", "border_mm", "second_mm")


def resized(page: Page, width_mm: float, height_mm: float) -> Page:
    """Give the page on paper of another size; letters and lines grow with its shorter side."""
    across, down = width_mm / page.width_mm, height_mm / page.height_mm
    grown = min(across, down)
    return replace(
        page,
        width_mm=width_mm,
        height_mm=height_mm,
        margin_mm=page.margin_mm * grown,
        items=tuple(_item(one, across, down, grown) for one in page.items),
        guides=tuple((axis, at * (across if axis == "x" else down)) for axis, at in page.guides),
    )


def _item(one: Item, across: float, down: float, grown: float) -> Item:
    box = Box(one.box.x * across, one.box.y * down, one.box.width * across, one.box.height * down)
    changed: dict[str, Any] = {"box": box}
    for part in fields(one):
        if part.name in GROWING:
            changed[part.name] = getattr(one, part.name) * grown
    if isinstance(one, MapFrame) and one.grid:
        grid = one.grid
        changed["grid"] = replace(grid, size_pt=grid.size_pt * grown, width_mm=grid.width_mm * grown)
    return replace(one, **changed)
