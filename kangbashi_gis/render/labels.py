"""Which names a view shows and where: without overlaps, important ones first, those shown before again.

Runs in a thread: texts are read from the store for what is seen only, and kept. The same names stay in
place while the hand moves the map, because each is fixed to the ground.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Marker
from kangbashi_gis.render.along import Spot, named_lines, spots
from kangbashi_gis.render.cache import Prepared
from kangbashi_gis.render.lettering import LINE_HEIGHT, Style, Words, extent, length
from kangbashi_gis.render.palette import pixels, simple_for
from kangbashi_gis.render.view import View

Read = Callable[[Theme, np.ndarray], Sequence[str | None]]

Key = tuple[str, int | str]  # theme, and row or the name of a line

LINES_OF_A_NAME = 4
WRAPPED = 9  # characters of a line at a point
KEPT_TEXTS = 200_000


@dataclass(frozen=True)
class Limits:
    """How much is written over a picture.

    asked: pieces of a layer whose texts are read; lines: the same for lines, as a road is many pieces; shown: names.
    apart_px: between two labels of the same text; least_px: Chinese characters smaller than this cannot be read; both
    in logical pixels.
    """

    asked: int = 300
    lines: int = 1_200
    shown: int = 250
    apart_px: float = 320.0
    least_px: float = 11.0


SCREEN = Limits()


@dataclass(frozen=True)
class Placed:
    """A name fixed to the ground at x, y, moved from there by so many pixels."""

    key: Key
    words: Words
    x: float
    y: float
    move: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True)
class Candidate:
    """A name that could be shown: places to try in order, the boxes it would cover relative to them."""

    order: tuple[float | str, ...]
    text: str
    tries: tuple[tuple[Placed, np.ndarray], ...]


class Texts:
    """Texts of rows, read once."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._known: dict[str, dict[int, str]] = {}

    def of(self, theme: Theme, fids: np.ndarray) -> list[str]:
        """Give the texts of rows; empty where there is none."""
        known = self._known.setdefault(theme.name, {})
        if len(known) > KEPT_TEXTS:
            known.clear()
        missing = np.array(sorted({fid for fid in fids.tolist() if fid not in known}), np.int64)
        if len(missing):
            known.update(zip(missing.tolist(), (text or "" for text in self._read(theme, missing)), strict=True))
        return [known[fid] for fid in fids.tolist()]


@dataclass
class Taken:
    """The boxes on the picture that are covered already."""

    boxes: np.ndarray = field(default_factory=lambda: np.empty((0, 4)))

    def free(self, boxes: np.ndarray) -> bool:
        """Tell whether none of some boxes (n, 4) overlaps what is covered."""
        if not len(self.boxes):
            return True
        mine, other = boxes[:, None], self.boxes[None]
        clear = (mine[..., 0] >= other[..., 2]) | (mine[..., 2] <= other[..., 0])
        clear |= (mine[..., 1] >= other[..., 3]) | (mine[..., 3] <= other[..., 1])
        return bool(clear.all())

    def take(self, boxes: np.ndarray) -> None:
        """Cover boxes."""
        self.boxes = np.concatenate([self.boxes, boxes])


def layout(
    view: View,
    layers: Sequence[tuple[Prepared, Theme]],
    texts: Texts,
    before: Iterable[Placed] = (),
    limits: Limits = SCREEN,
) -> list[Placed]:
    """Give the names that a view shows; layers that are drawn, top first."""
    shown = {one.key for one in before}
    candidates = [
        candidate
        for prepared, theme in layers
        if theme.label is not None and view.scale <= theme.label.most_scale
        for candidate in _candidates(view, prepared, theme, _Ask(texts, shown, limits))
    ]
    taken = Taken()
    placed: list[Placed] = []
    used: dict[str, list[tuple[float, float]]] = {}
    for candidate in sorted(candidates, key=lambda one: one.order):
        if len(placed) >= limits.shown:
            break
        chosen = _settle(candidate, view, taken, used.setdefault(candidate.text, []), limits.apart_px * view.ratio)
        if chosen:
            placed.append(chosen)
    return placed


def _settle(
    candidate: Candidate, view: View, taken: Taken, used: list[tuple[float, float]], apart: float
) -> Placed | None:
    """Put a name where there is room, not too near to the same one."""
    for placed, boxes in candidate.tries:
        x, y = view.pixel(placed.x, placed.y)
        if any((x - a) ** 2 + (y - b) ** 2 < apart**2 for a, b in used):
            continue
        there = boxes + np.array([x, y, x, y])
        if taken.free(there):
            taken.take(there)
            used.append((x, y))
            return placed
    return None


@dataclass(frozen=True)
class _Ask:
    """What is the same for all layers of a picture: texts, names shown before, how much is written."""

    texts: Texts
    shown: set[Key]
    limits: Limits


def _candidates(view: View, prepared: Prepared, theme: Theme, ask: _Ask) -> list[Candidate]:
    label = theme.label
    assert label is not None
    style = Style(
        max(round(pixels(label.size_mm, view)), round(ask.limits.least_px * view.ratio)), label.color, label.halo
    )
    pieces = _seen(view, prepared, style, ask.limits)
    names = ask.texts.of(theme, np.array(prepared.fid[pieces]))
    if prepared.kind == Shape.LINE:
        return list(_on_lines(view, theme, named_lines(view, prepared, pieces, names), style, ask.shown))
    found = []
    for piece, text in zip(pieces.tolist(), names, strict=True):
        key = theme.name, int(prepared.fid[piece])
        name = Placed(key, Words((text,), style), *(prepared.centre[piece] + np.array(prepared.origin)).tolist())
        tries = _tries(view, prepared, theme, piece, name) if text else []
        if tries:
            order = (label.priority, key not in ask.shown, -float(prepared.size[piece]), key[1])
            found.append(Candidate(order, text, tuple(tries)))
    return found


def _on_lines(
    view: View, theme: Theme, lines: Mapping[str, list[np.ndarray]], style: Style, shown: set[Key]
) -> Iterator[Candidate]:
    """Names along lines: one candidate for each long enough line of a name."""
    assert theme.label is not None
    for text, some in lines.items():
        for number, line in enumerate(some[:LINES_OF_A_NAME]):
            name = Placed((theme.name, f"{text}/{number}"), Words((text,), style), 0.0, 0.0)
            tries = tuple(_along(view, spot, name) for spot in spots(view, line, name.words))
            if tries:
                order = (theme.label.priority, name.key not in shown, -len(line), text)
                yield Candidate(order, text, tries)


def _seen(view: View, prepared: Prepared, style: Style, limits: Limits) -> np.ndarray:
    """Give the pieces in view that are big enough for a name, the biggest first, not too many."""
    chunks = np.flatnonzero(view.touches(prepared.chunk_bounds))
    if not len(chunks):
        return np.empty(0, np.int64)
    pieces = np.concatenate([np.arange(prepared.chunk[one], prepared.chunk[one + 1]) for one in chunks])
    size = prepared.size[pieces]
    least = {Shape.POLYGON: 1.5, Shape.LINE: 0.5}.get(Shape(prepared.kind), 0.0) * style.pixels
    fits = size >= least * view.metres
    x, y = view.pixel(*(prepared.centre[pieces] + np.array(prepared.origin)).T)
    beyond = size / view.metres if prepared.kind == Shape.LINE else 0.0  # a line may reach into view from outside
    fits &= (x >= -beyond) & (x <= view.width + beyond) & (y >= -beyond) & (y <= view.height + beyond)
    pieces, size = pieces[fits], size[fits]
    # points have no size: their number decides, so that the same ones are chosen after a move
    rank = np.lexsort((prepared.fid[pieces] * 2_654_435_761 % 1_000_003, -size))
    picked: np.ndarray = pieces[rank[: limits.lines if prepared.kind == Shape.LINE else limits.asked]]
    return picked


def _tries(
    view: View, prepared: Prepared, theme: Theme, piece: int, name: Placed
) -> list[tuple[Placed, np.ndarray]]:  # fmt: skip
    if prepared.kind == Shape.POLYGON:
        words = _wrapped(name.words, float(prepared.size[piece]) / view.metres)
        width, height = extent(words)
        room = float(prepared.size[piece]) / view.metres, float(prepared.side[piece]) / view.metres
        if width > room[0] * 1.15 or height > room[1]:
            return []
        return [(Placed(name.key, words, name.x, name.y), _box(width, height))]
    return _beside(
        view, theme, Placed(name.key, _wrapped(name.words, WRAPPED * name.words.style.pixels), name.x, name.y)
    )


def _beside(view: View, theme: Theme, name: Placed) -> list[tuple[Placed, np.ndarray]]:
    """Beside a marker: to the right, to the left, above, below."""
    simple = simple_for(theme, None)
    away = pixels(simple.size_mm / 2, view) if isinstance(simple, Marker) else 0.0
    width, height = extent(name.words)
    across, up = width / 2 + away + 3 * view.ratio, height / 2 + away
    moves = (across, 0.0), (-across, 0.0), (0.0, -up), (0.0, up)
    return [
        (Placed(name.key, name.words, name.x, name.y, move), _box(width, height) + np.array([*move, *move]))
        for move in moves
    ]


def _along(view: View, spot: Spot, name: Placed) -> tuple[Placed, np.ndarray]:
    words = Words(spot.lines, name.words.style, spot.angle)
    width, height = extent(words)
    # a turned name covers a row of small boxes rather than one big one
    count = max(round(max(width, height) / words.style.pixels), 1)
    share = (np.arange(count) + 0.5) / count - 0.5
    turn = np.radians(spot.angle)
    along = (np.cos(turn), np.sin(turn)) if width >= height else (-np.sin(turn), np.cos(turn))
    middles = np.outer(share * max(width, height), along)
    half = words.style.pixels * LINE_HEIGHT / 2 + 1
    return Placed(name.key, words, spot.x, spot.y), np.hstack([middles - half, middles + half])


def _box(width: float, height: float) -> np.ndarray:
    return np.array([[-width / 2 - 2, -height / 2 - 1, width / 2 + 2, height / 2 + 1]])


def _wrapped(words: Words, room: float) -> Words:
    """Break a long name into two or three lines of about the same length."""
    text, style = words.lines[0], words.style
    wide = length(text, style.pixels)
    if wide <= room or len(text) < 4:
        return words
    count = min(int(np.ceil(wide / max(room, style.pixels * 3))), 3)
    step = -(-len(text) // count)
    return Words(tuple(text[start : start + step] for start in range(0, len(text), step)), style, words.angle)
