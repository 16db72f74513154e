"""What is put on paper, in the order in which it is put there: areas, strokes, stamps, writing, pictures.

Flat arrays, in millimetres from the top left corner of the paper, y downwards. The same ink is played by a painter
(window, preview, PNG, TIFF, printer) and written as PDF and SVG, so that all show the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from kangbashi_gis.model.page import Box

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, eq=False)
class Area:
    """Rings filled with one colour by the winding rule; each ring's last vertex is joined to its first.

    xy: float64 (v, 2). starts: offsets (r + 1). seam_mm: a line of the same colour around it, so that no paper shines
    through between neighbours.
    """

    xy: np.ndarray
    starts: np.ndarray
    color: str
    seam_mm: float = 0.0

    @cached_property
    def box(self) -> Box:
        """Where it is."""
        return _around(self.xy, self.seam_mm / 2)


@dataclass(frozen=True, eq=False)
class Stroke:
    """Lines of one colour and width, with round joins. closed: each line's end is joined to its beginning.

    dash: in millimetres. flat: the ends are cut off straight rather than round.
    """

    xy: np.ndarray
    starts: np.ndarray
    color: str
    width_mm: float
    dash: tuple[float, ...] = ()
    closed: bool = False
    flat: bool = False

    @cached_property
    def box(self) -> Box:
        """Where it is."""
        return _around(self.xy, self.width_mm / 2)


@dataclass(frozen=True, eq=False)
class Stamps:
    """The same small drawing at many places: `parts` lie around 0, 0."""

    xy: np.ndarray
    parts: tuple[Area | Stroke, ...]

    @cached_property
    def box(self) -> Box:
        """Where they are."""
        return _around(self.xy, self.reach)

    @cached_property
    def reach(self) -> float:
        """How far the drawing reaches from its middle."""
        corners = [(one.box.x, one.box.y, one.box.right, one.box.bottom) for one in self.parts]
        return max((abs(side) for some in corners for side in some), default=0.0)


@dataclass(frozen=True)
class Writing:
    """A line of text whose baseline begins at x, y; turned clockwise around there, by degrees.

    halo: the colour of a border of `halo_mm` around the letters; empty for none.
    """

    text: str
    x: float
    y: float
    size_mm: float
    color: str = "#000000"
    halo: str = ""
    halo_mm: float = 0.0
    angle: float = 0.0
    bold: bool = False

    @property
    def box(self) -> Box:
        """Where it certainly is: no letter is wider than it is high by much."""
        far = self.size_mm * (len(self.text) + 1) * 1.1 + self.halo_mm
        return Box(self.x - far, self.y - far, 2 * far, 2 * far)


@dataclass(frozen=True, eq=False)
class Bitmap:
    """A picture in pixels: uint8 (height, width, 4), alpha multiplied in, over the whole of a box."""

    pixels: np.ndarray
    box: Box


@dataclass(frozen=True, eq=False)
class Group:
    """Inks laid down together: cut off at the clip, as a sheet of their own where they are not opaque or are blended.

    title: of the layer in a PDF that can be shown and hidden; empty for none.
    """

    inks: tuple["Ink", ...]
    clip: Box | None = None
    opacity: float = 1.0
    blend: str = "normal"
    title: str = ""

    @cached_property
    def box(self) -> Box:
        """Where it is."""
        return self.clip or around([one.box for one in self.inks])


Ink = Area | Stroke | Stamps | Writing | Bitmap | Group


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper and what is on it. title, keywords: what a file says of itself."""

    width_mm: float
    height_mm: float
    inks: tuple[Ink, ...]
    title: str = ""
    keywords: tuple[str, ...] = field(default=())


def around(boxes: Sequence[Box]) -> Box:
    """Give the box around boxes."""
    if not boxes:
        return NOWHERE
    x, y = min(one.x for one in boxes), min(one.y for one in boxes)
    return Box(x, y, max(one.right for one in boxes) - x, max(one.bottom for one in boxes) - y)


def every(inks: Sequence[Ink]) -> Iterator[Area | Stroke | Stamps | Writing | Bitmap]:
    """Give all inks, those in groups too."""
    for one in inks:
        if isinstance(one, Group):
            yield from every(one.inks)
        else:
            yield one


def repeated(part: Area | Stroke, places: np.ndarray) -> Area | Stroke:
    """Give a drawing around 0, 0 at many places, as one."""
    xy = (places[:, None] + part.xy[None]).reshape(-1, 2)
    steps = np.tile(np.diff(part.starts), len(places))
    return replace(part, xy=xy, starts=np.concatenate([[0], np.cumsum(steps)]))


def rectangle(box: Box) -> tuple[np.ndarray, np.ndarray]:
    """Give the corners of a box as a ring."""
    corners = [(box.x, box.y), (box.right, box.y), (box.right, box.bottom), (box.x, box.bottom)]
    return np.array(corners), np.array([0, 4])


def line(*places: tuple[float, float]) -> tuple[np.ndarray, np.ndarray]:
    """Give places as one line."""
    return np.array(places, np.float64), np.array([0, len(places)])


def segments(ends: Sequence[tuple[float, float, float, float]]) -> tuple[np.ndarray, np.ndarray]:
    """Give straight pieces, x and y of one end and of the other."""
    xy = np.array(ends, np.float64).reshape(-1, 2)
    return xy, np.arange(0, len(xy) + 1, 2)


def _around(xy: np.ndarray, by: float) -> Box:
    if not len(xy):
        return NOWHERE
    (x, y), (right, bottom) = xy.min(axis=0).tolist(), xy.max(axis=0).tolist()
    return Box(x - by, y - by, right - x + 2 * by, bottom - y + 2 * by)
