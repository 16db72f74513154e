"""A page, what it is about and the workspace become ink: item by item, the lowest first.

Numbers and words of the map, such as its scale, are known first, because texts speak of them.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtGui import QImage

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.page import (
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
from kangbashi_gis.model.page.filling import filled
from kangbashi_gis.model.page.subject import NOTHING, Subject
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import PLAIN, Style
from kangbashi_gis.render.lettering import to_array
from kangbashi_gis.render.page import maps
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.charts import chart
from kangbashi_gis.render.page.grids import grid
from kangbashi_gis.render.page.ink import Area, Bitmap, Group, Ink, Sheet, Stroke, line, rectangle
from kangbashi_gis.render.page.layers import Place, shown
from kangbashi_gis.render.page.legends import Entry, entries
from kangbashi_gis.render.page.legends import inks as legend_inks
from kangbashi_gis.render.page.scales import bar, north, scale_words
from kangbashi_gis.render.page.surveys import survey
from kangbashi_gis.render.page.tables import block, joined_sheets, rows
from kangbashi_gis.render.page.texts import text

ROUND = np.arange(72) * np.pi / 36
MOST_PICTURE = 60_000_000  # pixels


@dataclass(frozen=True)
class Composing:
    """What all items of a page are made from: the page, the workspace's layers, and what fills its texts."""

    page: Page
    atlas: Atlas
    subject: Subject
    places: Mapping[str, Place]
    values: dict[str, str]
    styles: Mapping[str, Style]

    def words(self, said: str) -> str:
        """Fill a text."""
        return filled(said, self.values)

    def looks(self, theme: Theme) -> Style:
        """Give how a theme looks."""
        return self.styles.get(theme.name) or Style(theme.symbol or PLAIN[theme.shape], theme.label)


def begun(
    page: Page, atlas: Atlas, values: Mapping[str, str], styles: Mapping[str, Style], subject: Subject = NOTHING
) -> Composing:
    """Say what the maps of a page show, and with it all that fills its texts. Raises PageInvalid."""
    ground = maps.Ground(subject.extent, subject.slant) if subject.extent else None
    places = maps.places(page, atlas, ground)
    said = {**page.fields, **subject.values, **values}
    if page.maps:
        said.setdefault("scale", scale_words(places[page.maps[0].name].view.scale))
    return Composing(page, atlas, subject, places, said, styles)


def composed(work: Composing) -> Sheet:
    """Make a whole page."""
    made = tuple(one for item in work.page.items for one in composed_item(item, work))
    return Sheet(work.page.width_mm, work.page.height_mm, made, work.words("{title}") or work.page.title)


def composed_item(item: Item, work: Composing) -> list[Ink]:
    """Make the ink of one item."""
    return _MAKE[type(item)](item, work)


def legend_lines(one: Legend, work: Composing) -> list[Entry]:
    """Give the lines that a legend would have, as many as it has room for or not."""
    frame, at = work.page.item(one.frame), work.places[one.frame]
    assert isinstance(frame, MapFrame)
    drawn = [layer for layer in work.atlas.layers(frame.layers, every_scale=frame.every_scale) if shown(layer, at.view)]
    return entries(one, drawn, at, work.looks)


def _map(one: MapFrame, work: Composing) -> list[Ink]:
    at = work.places[one.name]
    shape = work.subject.shape
    drawn = maps.inks(one, at, work.atlas, _named_otherwise(one, work))
    if one.only_subject and shape is not None:
        drawn += maps.cover(one, shape, at)
    return [*drawn, *grid(one, at, work.atlas.face, work.atlas.store.crs), *maps.border(one)]


def _named_otherwise(one: MapFrame, work: Composing) -> tuple[str, int | str] | None:
    """A feature that is written about over the map needs no label as well."""
    surveyed = any(isinstance(item, Survey) and item.area and item.frame == one.name for item in work.page.items)
    return (work.subject.theme, work.subject.fid) if surveyed else None


def _text(one: Text, work: Composing) -> list[Ink]:
    return text(one, work.words(one.text), work.atlas.face)


def _legend(one: Legend, work: Composing) -> list[Ink]:
    return legend_inks(one, legend_lines(one, work), work.words(one.title), work.places[one.frame], work.atlas)


def _bar(one: ScaleBar, work: Composing) -> list[Ink]:
    return bar(one, work.places[one.frame], work.atlas.face)


def _north(one: NorthArrow, work: Composing) -> list[Ink]:
    return north(one, work.places[one.frame], work.atlas.face, work.atlas.store.crs)


def _block(one: Block, work: Composing) -> list[Ink]:
    return block(one, work.values, work.atlas.face)


def _rows(one: Rows, work: Composing) -> list[Ink]:
    return rows(one, work.subject, work.atlas, work.words(one.title))


def _joined(one: JoinedSheets, work: Composing) -> list[Ink]:
    return joined_sheets(one, work.subject, work.atlas.face)


def _frame(one: Frame, work: Composing) -> list[Ink]:
    found: list[Ink] = [Area(*rectangle(one.box), one.fill)] if one.fill else []
    if one.color and one.width_mm:
        found.append(Stroke(*rectangle(one.box), one.color, one.width_mm, closed=True, flat=True))
        if one.second_mm:
            inner = rectangle(one.box.shrunk(one.second_mm))
            found.append(Stroke(*inner, one.color, one.width_mm / 3, closed=True, flat=True))
    return found


def _shape(one: Shape, work: Composing) -> list[Ink]:
    box = one.box
    if one.form == "line":
        ends = ((box.x, box.y), (box.right, box.bottom)) if one.falling else ((box.x, box.bottom), (box.right, box.y))
        return [Stroke(*line(*ends), one.color, one.width_mm)]
    ring = np.stack([np.cos(ROUND) * box.width / 2, np.sin(ROUND) * box.height / 2], axis=1) + box.middle
    found: list[Ink] = [Area(ring, np.array([0, len(ring)]), one.fill)] if one.fill else []
    return [*found, Stroke(ring, np.array([0, len(ring)]), one.color, one.width_mm, closed=True)]


def _picture(one: Picture, work: Composing) -> list[Ink]:
    """Draw a picture in the middle of its box, in proportion. Raises PageInvalid for what is none."""
    image = picture(one)
    share = min(one.box.width / image.width(), one.box.height / image.height())
    wide, high = image.width() * share, image.height() * share
    (x, y), pixels = one.box.middle, image.convertToFormat(QImage.Format.Format_RGBA8888_Premultiplied)
    return [Bitmap(to_array(pixels), Box(x - wide / 2, y - high / 2, wide, high))]


def picture(one: Picture) -> QImage:
    """Read a picture. Raises PageInvalid."""
    try:
        image = QImage.fromData(base64.b64decode(one.data, validate=True))
    except (binascii.Error, ValueError) as problem:
        raise PageInvalid(reason="page_picture", where=one.name) from problem
    if image.isNull() or image.width() * image.height() > MOST_PICTURE:
        raise PageInvalid(reason="page_picture", where=one.name)
    return image


def _locator(one: Locator, work: Composing) -> list[Ink]:
    """Draw the outline of what another map shows."""
    inner, outer = work.places[one.shows], work.places[one.frame]
    corners = outer.paper(np.array(inner.view.corners))
    ring = np.array([0, len(corners)])
    outline: tuple[Ink, ...] = (Stroke(corners, ring, one.color, one.width_mm, closed=True),)
    wide, high = np.ptp(corners, axis=0).tolist()
    if max(wide, high) < 3.0:  # too small to be found: a ring around it
        circle = np.stack([np.cos(ROUND), np.sin(ROUND)], axis=1) * 2.5 + corners.mean(axis=0)
        outline = (*outline, Stroke(circle, np.array([0, len(circle)]), one.color, one.width_mm, closed=True))
    return [Group(outline, clip=work.page.item(one.frame).box)]


def _chart(one: Chart, work: Composing) -> list[Ink]:
    return chart(one, work.places.get(one.within), work.atlas, work.words(one.title))


def _survey(one: Survey, work: Composing) -> list[Ink]:
    return survey(one, work.places[one.frame], work.subject, work.atlas)


_MAKE: Mapping[type, Callable[[Any, Composing], list[Ink]]] = {
    MapFrame: _map, Text: _text, Legend: _legend, ScaleBar: _bar, NorthArrow: _north, Block: _block, Rows: _rows,
    JoinedSheets: _joined, Frame: _frame, Shape: _shape, Picture: _picture, Locator: _locator, Chart: _chart,
    Survey: _survey,
}  # fmt: skip
