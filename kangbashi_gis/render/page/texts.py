"""Words on a sheet: wrapped within their box; tables and blocks of facts with rules between their cells."""

import math
from collections.abc import Sequence
from itertools import accumulate

from kangbashi_gis.model.page import Box, Text
from kangbashi_gis.render.page.fonts import Typeface
from kangbashi_gis.render.page.ink import Ink, Stroke, Writing, segments

POINT_MM = 25.4 / 72
LEADING = 1.35  # from line to line, of the size
RULE_MM = 0.12
PADDING = 0.35  # within a cell, of the size
NEVER_FIRST = "，。、；：？！）》」』”’%‰℃,.;:?!)]}"


def text(one: Text, words: str, face: Typeface) -> list[Ink]:
    """Write words into a box; what does not fit in below is written all the same, and the lint tells."""
    size = one.size_pt * POINT_MM
    lines = wrapped(words, size, one.box.width, face)
    high = len(lines) * size * LEADING
    room = one.box.height - high
    top = {"top": 0.0, "middle": room / 2, "bottom": room}[one.down]
    found = []
    for row, line in enumerate(lines):
        left = _left(line, size, one.box.width, one.across, face)
        down = top + row * size * LEADING + baseline(size, face)
        x, y = _turned(one, left, down)
        found.append(Writing(line, x, y, size, one.color, angle=one.turn, bold=one.bold))
    return list(found)


def wrapped(words: str, size: float, width: float, face: Typeface) -> list[str]:
    """Break words into lines: between Chinese characters anywhere but before a stop, else at spaces where there are."""
    lines = []
    for paragraph in words.split("\n"):
        rest = paragraph
        while rest and face.length(rest, size) > width:
            most = next(
                (at for at, far in enumerate(accumulate(face.length(one, size) for one in rest)) if far > width), 1
            )  # fmt: skip
            at = _break(rest, max(most, 1))
            lines.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
        lines.append(rest)
    return lines


def baseline(size: float, face: Typeface) -> float:
    """Give how far below the top of its line a text's baseline lies."""
    return size * (LEADING / 2 + (face.ascent - face.descent) / 2)


def line(words: str, box: Box, size: float, face: Typeface, across: str = "left") -> Writing:
    """Write one line in the middle of a box's height."""
    left = _left(words, size, box.width, across, face)
    middle = box.y + box.height / 2 + size * (face.ascent - face.descent) / 2
    return Writing(words, box.x + left, middle, size)


def table(
    cells: Sequence[Sequence[str]], box: Box, size: float, face: Typeface, *, ruled: bool = True, head: bool = True
) -> list[Ink]:
    """Write rows of cells, as many as there is room for, columns as wide as what stands in them."""
    if not cells:
        return []
    widths = columns(cells, box.width, size, face)
    high = size * (LEADING + PADDING)
    rows = cells[: max(int(box.height / high + 1e-6), 0)]
    across = [box.x, *accumulate(widths, initial=box.x)][1:]
    edges = [box.x, *across[1:]] if len(across) > len(widths) else [box.x, *across]
    found: list[Ink] = []
    for number, row in enumerate(rows):
        for column, words in enumerate(row):
            cell = Box(edges[column] + PADDING * size, box.y + number * high, widths[column] - 2 * PADDING * size, high)
            placed = line(shortened(words, size, cell.width, face), cell, size, face, "middle" if ruled else "left")
            found.append(Writing(placed.text, placed.x, placed.y, size, bold=head and number == 0))
    if ruled:
        low = box.y + len(rows) * high
        rules = [(edges[0], box.y + n * high, edges[-1], box.y + n * high) for n in range(len(rows) + 1)]
        rules += [(edge, box.y, edge, low) for edge in edges]
        found.append(Stroke(*segments(rules), "#000000", RULE_MM, flat=True))
    return found


def columns(cells: Sequence[Sequence[str]], width: float, size: float, face: Typeface) -> list[float]:
    """Share a width among columns by the longest of their cells."""
    count = max(len(row) for row in cells)
    needed = [
        max(face.length(row[at], size) if at < len(row) else 0.0 for row in cells) + 2 * PADDING * size + 0.5
        for at in range(count)
    ]
    return [one * width / sum(needed) for one in needed]


def shortened(words: str, size: float, width: float, face: Typeface) -> str:
    """Give a text that fits into a width, its end left out where it must be."""
    words = words.replace("\n", " ")[:300]
    if face.length(words, size) <= width:
        return words
    while words and face.length(words + "…", size) > width:
        words = words[:-1]
    return words + "…"


def _break(words: str, most: int) -> int:
    """Find where a line of at most so many characters ends."""
    at = most
    if words[at - 1 : at + 1].isascii() and words[at - 1 : at + 1].isalnum():
        space = words.rfind(" ", 1, at)
        at = space + 1 if space > 0 else at
    while at > 1 and at < len(words) and words[at] in NEVER_FIRST:
        at -= 1
    return at


def _left(words: str, size: float, width: float, across: str, face: Typeface) -> float:
    room = width - face.length(words, size)
    return {"left": 0.0, "middle": room / 2, "right": room}[across]


def _turned(one: Text, left: float, down: float) -> tuple[float, float]:
    """Turn a place within a text's box around the middle of the box."""
    (x, y), turn = one.box.middle, math.radians(one.turn)
    across, below = one.box.x + left - x, one.box.y + down - y
    return x + across * math.cos(turn) - below * math.sin(turn), y + across * math.sin(turn) + below * math.cos(turn)
