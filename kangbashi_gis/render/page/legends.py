"""The legend of a map: a sample of each symbol and what it stands for, from the symbols that the map is drawn with."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model.page import Box, Legend
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import Categorised, Marker, Simple, Style, Symbol
from kangbashi_gis.model.symbol.legend import OTHER, key_symbol, legend
from kangbashi_gis.render.page.atlas import Atlas
from kangbashi_gis.render.page.ink import Ink, Writing
from kangbashi_gis.render.page.layers import Place, seen
from kangbashi_gis.render.page.symbols import sample
from kangbashi_gis.render.page.texts import POINT_MM, line, shortened
from kangbashi_gis.render.scene import Drawable

OTHER_ZH = "其他"
STEP, SAMPLE = 1.75, 2.6  # height of a line and width of a sample, of the letters' size


@dataclass(frozen=True)
class Entry:
    """A line of a legend; without a symbol it is a heading."""

    words: str
    simples: tuple[Simple, ...]
    inset: bool = False


def entries(one: Legend, drawn: list[Drawable], at: Place, looks: Callable[[Theme], Style]) -> list[Entry]:
    """Give the lines of a legend, in the order of the layers, top first."""
    found: list[Entry] = []
    for layer in drawn:
        if not one.themes or layer.theme.name in one.themes:
            symbol = looks(layer.theme).symbol
            found += _lines(layer, symbol, at, seen_only=one.seen)
    return found


def inks(one: Legend, lines: list[Entry], title: str, at: Place, atlas: Atlas) -> list[Ink]:
    """Draw a legend in columns; what has no room is left out, and the lint tells."""
    size = one.size_pt * POINT_MM
    found: list[Ink] = []
    top = one.box.y
    if title:
        head = Box(one.box.x, top, one.box.width, size * STEP * 1.2)
        placed = line(title, head, size * 1.25, atlas.face, "middle")
        found.append(Writing(placed.text, placed.x, placed.y, placed.size_mm, bold=True))
        top += size * STEP * 1.3
    wide = one.box.width / max(one.columns, 1)
    for number, entry in enumerate(lines[: room(one, title)]):
        column, row = divmod(number, max(room(one, title) // max(one.columns, 1), 1))
        cell = Box(one.box.x + column * wide, top + row * size * STEP, wide - size * 0.5, size * STEP)
        found += _entry(entry, cell, size, at, atlas)
    return found


def room(one: Legend, title: str) -> int:
    """Give how many lines a legend's box holds."""
    size = one.size_pt * POINT_MM
    high = one.box.height - (size * STEP * 1.3 if title else 0.0)
    return max(int(high / (size * STEP) + 1e-6), 0) * max(one.columns, 1)


def _lines(layer: Drawable, symbol: Symbol, at: Place, *, seen_only: bool) -> Iterator[Entry]:
    theme = layer.theme
    worn = seen(layer, at.view) if seen_only else None
    if worn is not None and not len(worn.fids):
        return
    used = {worn.simples[number] for number in np.unique(worn.classes).tolist()} if worn else None
    codes = theme.field(symbol.field).codes if isinstance(symbol, Categorised) else None
    parts = legend(symbol, codes.title if codes else str)
    if not parts:
        yield Entry(theme.title, tuple(key_symbol(symbol)))
        return
    kept = [one for one in parts if used is None or one.simple in used or isinstance(one.simple, Marker)]
    merged: dict[Simple, list[str]] = {}
    for one in kept:
        merged.setdefault(one.simple, []).append(one.title if one.title != OTHER else OTHER_ZH)
    if merged:
        yield Entry(theme.title, ())
    for simple, titles in merged.items():
        yield Entry("、".join(dict.fromkeys(titles)), (simple,), inset=True)


def _entry(entry: Entry, cell: Box, size: float, at: Place, atlas: Atlas) -> list[Ink]:
    left = cell.x + (size * 0.8 if entry.inset else 0.0)
    found: list[Ink] = []
    for number, simple in enumerate(entry.simples):
        wide = size * SAMPLE / len(entry.simples)
        found += sample(simple, Box(left + number * wide, cell.y + size * 0.3, wide, cell.height - size * 0.6), at.view)
    after = left + (size * (SAMPLE + 0.6) if entry.simples else 0.0)
    words = Box(after, cell.y, max(cell.right - after, size), cell.height)
    placed = line(shortened(entry.words, size, words.width, atlas.face), words, size, atlas.face)
    found.append(Writing(placed.text, placed.x, placed.y, size, bold=not entry.simples))
    return found
