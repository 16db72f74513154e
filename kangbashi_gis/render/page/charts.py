"""Counts and sums of a theme as bars or slices, drawn with the same ink as the rest, so that text stays text."""

import math

import numpy as np

from kangbashi_gis.model import themes
from kangbashi_gis.model.page import Box, Chart
from kangbashi_gis.model.symbol.ramps import kinds
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.ink import Area, Ink, Stroke, Writing, rectangle, segments
from kangbashi_gis.render.page.layers import Place, seen
from kangbashi_gis.render.page.tables import open_field, said
from kangbashi_gis.render.page.texts import POINT_MM, line, shortened

REST = "其他"
BATCH = 50_000


def chart(one: Chart, place: Place | None, atlas: Atlas, title: str) -> list[Ink]:
    """Draw a chart. Raises ThemeUnknown, FieldUnknown."""
    found, size, box = list[Ink](), one.size_pt * POINT_MM, one.box
    if title:
        head = line(title, Box(box.x, box.y, box.width, size * 1.8), size * 1.1, atlas.face, "middle")
        found.append(Writing(head.text, head.x, head.y, head.size_mm, bold=True))
        box = Box(box.x, box.y + size * 2, box.width, box.height - size * 2)
    values = counted(one, place, atlas)
    if not values:
        return [*found, line("（没有数据）", box, size, atlas.face, "middle")]
    return [*found, *(_bars if one.form == "bars" else _slices)(values, box, size, atlas)]


def counted(one: Chart, place: Place | None, atlas: Atlas) -> list[tuple[str, float]]:
    """Give the kinds and how much there is of each, most first; what is beyond `most` is put together."""
    theme = themes.theme(one.theme)
    layer = atlas.drawable(theme.name)
    if layer is None:
        return []
    field = open_field(theme, one.field)
    number = open_field(theme, one.number) if one.number else None
    columns = [field.name, *([number.name] if number else [])]
    fids = seen(layer, place.view).fids if place else None
    sums: dict[str, float] = {}
    tables = (
        atlas.store.batches(theme, BATCH, columns, False)
        if fids is None
        else [atlas.store.read(theme, fids, columns, geometry=False)]
    )
    for table in tables:
        amounts = table.columns[number.name] if number else [1] * len(table)
        for value, amount in zip(table.columns[field.name], amounts, strict=True):
            name = said(field, value) or "（空）"
            sums[name] = sums.get(name, 0.0) + float(amount or 0)
    ordered = sorted(sums.items(), key=lambda one: -one[1])
    rest = sum(amount for _, amount in ordered[one.most :])
    return [*ordered[: one.most], *([(REST, rest)] if rest else [])]


def _bars(values: list[tuple[str, float]], box: Box, size: float, atlas: Atlas) -> list[Ink]:
    """Bars that lie, because Chinese names are read along the line."""
    high = min(box.height / len(values), size * 2.2)
    label = min(max(atlas.face.length(name, size) for name, _ in values) + size * 0.5, box.width * 0.4)
    figure = max(atlas.face.length(_figure(amount), size) for _, amount in values) + size * 0.5
    most, wide = max(amount for _, amount in values) or 1.0, box.width - label - figure
    found: list[Ink] = []
    for row, (name, amount) in enumerate(values):
        top = box.y + row * high
        words = Box(box.x, top, label - size * 0.3, high)
        found.append(line(shortened(name, size, words.width, atlas.face), words, size, atlas.face, "right"))
        bar = Box(box.x + label, top + high * 0.18, max(wide * amount / most, 0.05), high * 0.64)
        found.append(Area(*rectangle(bar), "#4c78a8"))
        found.append(line(_figure(amount), Box(bar.right + size * 0.3, top, figure, high), size, atlas.face))
    axis = (box.x + label, box.y, box.x + label, box.y + high * len(values))
    return [*found, Stroke(*segments([axis]), "#000000", 0.15, flat=True)]


def _slices(values: list[tuple[str, float]], box: Box, size: float, atlas: Atlas) -> list[Ink]:
    radius = min(box.height / 2, box.width * 0.28)
    middle, total = np.array([box.x + radius, box.y + radius]), sum(amount for _, amount in values) or 1.0
    found, start = list[Ink](), -math.pi / 2
    colors = kinds(len(values))
    for row, ((name, amount), color) in enumerate(zip(values, colors, strict=True)):
        end = start + 2 * math.pi * amount / total
        turns = np.linspace(start, end, max(int((end - start) * 20), 2))
        rim = middle + radius * np.stack([np.cos(turns), np.sin(turns)], axis=1)
        found.append(Area(np.vstack([middle, rim]), np.array([0, len(rim) + 1]), color))
        top = box.y + row * size * 1.5
        patch = Box(box.x + radius * 2 + size, top + size * 0.25, size, size)
        words = Box(patch.right + size * 0.4, top, box.right - patch.right - size * 0.4, size * 1.5)
        said_ = f"{name} {100 * amount / total:.1f}%"
        found += [
            Area(*rectangle(patch), color),
            line(shortened(said_, size, words.width, atlas.face), words, size, atlas.face),
        ]
        start = end
    return found


def _figure(amount: float) -> str:
    return f"{amount:,.0f}" if abs(amount) >= 100 or amount == int(amount) else f"{amount:.2f}"
