"""The picture of the map in tiles that stay: while the hand moves they move with it, and only new ones are painted.

Tiles of one scale form a generation. When the scale or the map changes a new generation begins, laid
out so that its tiles just fill the window; until they are painted, the old ones show through, scaled and turned.
A generation lies along the window for which it was begun: a turned map has turned tiles, as sharp as others.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil, floor

import moderngl
import numpy as np

from kangbashi_gis.render.graphics import Easel, Graphics, turned
from kangbashi_gis.render.layer import Step
from kangbashi_gis.render.palette import rgba
from kangbashi_gis.render.scene import Scene
from kangbashi_gis.render.view import View, onto

LARGEST = 512  # pixels of a tile's side
ACROSS = 4  # tiles of an atlas in each direction: 16 MB, more at once would hold up a frame
MOST_ATLASES = 16
KEPT_BEHIND = 2  # older generations that may show through
SLICE = 20_000  # vertices painted before looking at the clock

Index = tuple[int, int]
Slot = tuple[int, int, int]  # atlas, column, row


@dataclass
class Generation:
    """Tiles of one scale, turn and state of the map. left, top: the corner of tile (0, 0) in turned metres."""

    metres: float
    ratio: float
    angle: float
    version: int
    left: float
    top: float
    size: tuple[int, int]
    slots: dict[Index, Slot] = field(default_factory=dict)

    def view(self, index: Index) -> View:
        """Give the view that a tile shows."""
        (column, row), (width, height) = index, self.size
        across, up = self.left + (column + 0.5) * width * self.metres, self.top - (row + 0.5) * height * self.metres
        return View(*onto(-self.angle, across, up), self.metres, width, height, self.ratio, self.angle)

    def seen(self, view: View, ring: int = 0) -> list[Index]:
        """Give the tiles that a view touches, and `ring` more around, the middle ones first."""
        xmin, ymin, xmax, ymax = view.box(self.angle)
        width, height = self.size[0] * self.metres, self.size[1] * self.metres
        slack = 1e-6
        columns = range(
            floor((xmin - self.left) / width + slack) - ring, ceil((xmax - self.left) / width - slack) + ring
        )
        rows = range(floor((self.top - ymax) / height + slack) - ring, ceil((self.top - ymin) / height - slack) + ring)
        middle = (columns[0] + columns[-1]) / 2, (rows[0] + rows[-1]) / 2
        tiles = [(column, row) for column in columns for row in rows]
        return sorted(tiles, key=lambda one: (one[0] - middle[0]) ** 2 + (one[1] - middle[1]) ** 2)

    def lies_like(self, view: View) -> bool:
        """Tell whether tiles need only be moved to be those of a view."""
        return (self.metres, self.angle) == (view.metres, view.angle)

    def corner(self, view: View) -> tuple[float, float]:
        """Give where the corner of tile (0, 0) is, in pixels from the middle of a view that is turned as the tiles."""
        across, up = onto(self.angle, view.x, view.y)
        return (self.left - across) / view.metres, (up - self.top) / view.metres

    def hides(self, tile: View, view: View) -> bool:
        """Tell whether what a view shows of an older tile, and a pixel around it, lies under tiles of this one."""
        xmin, ymin, xmax, ymax = tile.box(self.angle)
        west, south, east, north = view.box(self.angle)
        slack = view.metres
        west, south = max(xmin, west) - slack, max(ymin, south) - slack
        east, north = min(xmax, east) + slack, min(ymax, north) + slack
        width, height = self.size[0] * self.metres, self.size[1] * self.metres
        columns = range(floor((west - self.left) / width), ceil((east - self.left) / width))
        rows = range(floor((self.top - north) / height), ceil((self.top - south) / height))
        return all((column, row) in self.slots for column in columns for row in rows)

    def covers(self, view: View) -> bool:
        """Tell whether all of a view is painted; from far away it has more tiles than anybody could count."""
        zoom = view.metres / self.metres
        least = (view.width * zoom / self.size[0]) * (view.height * zoom / self.size[1])
        return least <= len(self.slots) and all(index in self.slots for index in self.seen(view))


class Atlas:
    """Room for tiles on the graphics card, all of one size; more is taken when needed."""

    def __init__(self, graphics: Graphics) -> None:
        self._graphics = graphics
        self.textures: list[moderngl.Texture] = []
        self.sheets: list[moderngl.Framebuffer] = []
        self._free: list[Slot] = []
        self.most = MOST_ATLASES

    def take(self) -> Slot | None:
        """Give room for a tile; None when there is none left."""
        if not self._free and len(self.textures) < self.most:
            self._grow()
        return self._free.pop() if self._free else None

    def give_back(self, slot: Slot) -> None:
        """Let the room be used again."""
        self._free.append(slot)

    def keep(self, slot: Slot, easel: Easel, size: tuple[int, int]) -> None:
        """Copy what is on the easel into a slot."""
        atlas, column, row = slot
        sheet = self.sheets[atlas]
        if self._graphics.copies:
            self._graphics.copy(easel.sheet, sheet, [(0, 0, column * LARGEST, row * LARGEST, *size)])
            return
        sheet.use()
        sheet.viewport = (column * LARGEST, row * LARGEST, *size)
        self._graphics.ctx.enable_only(moderngl.NOTHING)
        part = [0, 0, size[0] / easel.size[0], size[1] / easel.size[1]]
        self._graphics.pictures(easel.texture, np.array([[-1, -1, 1, 1, *part]]))

    def release(self) -> None:
        """Give the memory back."""
        for sheet, texture in zip(self.sheets, self.textures, strict=True):
            sheet.release()
            texture.release()
        self.textures, self.sheets, self._free = [], [], []

    def _grow(self) -> None:
        texture = self._graphics.ctx.texture((ACROSS * LARGEST, ACROSS * LARGEST), 4)
        number = len(self.textures)
        self.textures.append(texture)
        self.sheets.append(self._graphics.ctx.framebuffer([texture]))
        self._free += [(number, column, row) for row in range(ACROSS) for column in range(ACROSS)]


class Tiles:
    """Paints what a view needs, a few milliseconds at a time, and shows what there is."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self._graphics = scene.graphics
        self._easel = Easel(scene.graphics, LARGEST, LARGEST)
        self.atlas = Atlas(scene.graphics)
        self._now: Generation | None = None
        self._behind: list[Generation] = []
        self._job: tuple[Index, Iterator[Step]] | None = None
        self._rehearsed = False

    def work(self, view: View, seconds: float | None, ring: int = 0) -> bool:
        """Paint for so long at most; tells whether all that the view needs (and `ring` around it) is there.

        seconds None: paint nothing, for instance because the scale will be another one in a moment.
        """
        if seconds is None:
            return self.complete(view)
        end = time.perf_counter() + seconds
        now = self._generation(view)
        wanted = now.seen(view, ring)
        if self._job and self._job[0] not in wanted:
            self._job = None
        skipped: set[Index] = set()
        while True:
            if self._job is None and not self._begin(now, wanted, skipped, end):
                break
            if self._paint(now, end):
                break
        missing = [index for index in wanted if index not in now.slots]
        if not missing:
            self._drop_behind()
        return not missing

    def complete(self, view: View) -> bool:
        """Tell whether a view can be shown as it should be."""
        now = self._now
        return bool(now and self._fits(now, view) and all(index in now.slots for index in now.seen(view)))

    def compose(self, view: View, target: moderngl.Framebuffer) -> None:
        """Show the tiles there are on a target of the view's size."""
        self._graphics.ready()
        self._graphics.ctx.disable(moderngl.BLEND)  # tiles hide what is under them, and that takes half the time
        self._rehearse(view)
        needed = self._needed(view)
        for place, generation in enumerate(needed):
            if generation.lies_like(view) and self._graphics.copies:
                self._copy(generation, view, target)
            else:
                self._show(generation, view, needed[place + 1 :])
        self._graphics.ready()

    def release(self) -> None:
        """Give the memory back."""
        self._easel.release()
        self.atlas.release()
        self._now, self._behind, self._job = None, [], None

    def _rehearse(self, view: View) -> None:
        """Scale what there is, once, and paint over it: software OpenGL translates a program when it first runs.

        Else the first notch of the wheel would wait for it.
        """
        if not self._rehearsed and self._now and self.complete(view):
            self._rehearsed = True
            self._show(self._now, view.zoomed(1.5, view.width / 2, view.height / 2).turned(view.angle + 30), [])

    def _fits(self, generation: Generation, view: View) -> bool:
        state = generation.ratio, generation.version
        return generation.lies_like(view) and state == (view.ratio, self.scene.version)

    def _generation(self, view: View) -> Generation:
        if self._now and self._fits(self._now, view):
            return self._now
        if self._now and self._now.slots:
            self._behind.append(self._now)
            while len(self._behind) > KEPT_BEHIND:
                self._free(self._behind.pop(0))
        self._job = None
        self.scene.shelf.forget()
        left, _, _, top = view.box(view.angle)
        size = _filling(view.width), _filling(view.height)
        self._now = Generation(view.metres, view.ratio, view.angle, self.scene.version, left, top, size)
        return self._now

    def _begin(self, now: Generation, wanted: list[Index], skipped: set[Index], end: float) -> bool:
        """Take up the first tile that is missing and whose pages are there."""
        for index in wanted:
            if index in now.slots or index in skipped:
                continue
            steps = self.scene.plan(now.view(index))
            if steps is None:
                skipped.add(index)
                if time.perf_counter() >= end:
                    return False
                continue
            self._easel.begin(now.view(index), rgba(self.scene.background))
            self._job = index, iter(steps)
            return True
        return False

    def _paint(self, now: Generation, end: float) -> bool:
        """Go on with the tile on the easel; tells whether the time is over."""
        assert self._job is not None
        index, steps = self._job
        self._easel.resume()
        cost = 0
        for step in steps:
            step.run(self._easel)
            cost += step.cost
            if cost >= SLICE:
                self._graphics.ctx.finish()  # software OpenGL draws only now
                cost = 0
                if time.perf_counter() >= end:
                    return True
        self._store(now, index)
        self._job = None
        self._graphics.ctx.finish()
        return time.perf_counter() >= end

    def _store(self, now: Generation, index: Index) -> None:
        slot = self.atlas.take() or self._emptied(now, index)
        self.atlas.keep(slot, self._easel, now.size)
        now.slots[index] = slot

    def _emptied(self, now: Generation, wanted: Index) -> Slot:
        """Make room: old generations go first, then the tile farthest from the wanted one."""
        for generation in self._behind:
            if generation.slots:
                return generation.slots.popitem()[1]
        far = max(now.slots, key=lambda one: (one[0] - wanted[0]) ** 2 + (one[1] - wanted[1]) ** 2)
        return now.slots.pop(far)

    def _drop_behind(self) -> None:
        while self._behind:
            self._free(self._behind.pop())

    def _free(self, generation: Generation) -> None:
        for slot in generation.slots.values():
            self.atlas.give_back(slot)
        generation.slots.clear()

    def _needed(self, view: View) -> list[Generation]:
        """The generations to show, oldest first: none that lies wholly under a newer one."""
        needed: list[Generation] = []
        for generation in reversed([*self._behind, *([self._now] if self._now else [])]):
            needed.insert(0, generation)
            if generation.covers(view):
                break
        return needed

    def _copy(self, generation: Generation, view: View, target: moderngl.Framebuffer) -> None:
        """Show tiles of the view's own scale."""
        left, top = _on_pixels(generation, view)
        (width, height), boxes = generation.size, dict[int, list[tuple[int, ...]]]()
        for (column, row), (atlas, x, y) in generation.slots.items():
            to_x, to_y = left + column * width, top + row * height
            # cut to the target: software OpenGL does not copy what reaches over its edge but draws it, ten times slower
            over_x, over_y = max(-to_x, 0), max(-to_y, 0)
            wide, high = min(width, view.width - to_x) - over_x, min(height, view.height - to_y) - over_y
            if wide > 0 and high > 0:
                box = x * LARGEST + over_x, y * LARGEST + over_y, to_x + over_x, to_y + over_y, wide, high
                boxes.setdefault(atlas, []).append(box)
        for atlas, some in boxes.items():
            self._graphics.copy(self.atlas.sheets[atlas], target, some)

    def _show(self, generation: Generation, view: View, newer: list[Generation]) -> None:
        per_atlas: dict[int, list[list[float]]] = {}
        same = generation.lies_like(view)
        west, south, east, north = view.box(generation.angle)
        for index, slot in generation.slots.items():
            tile = generation.view(index)
            xmin, ymin, xmax, ymax = tile.box(generation.angle)
            inside = xmin < east and xmax > west and ymin < north and ymax > south
            if inside and not any(one.hides(tile, view) for one in newer):
                where = _where(generation, index, view, same)
                per_atlas.setdefault(slot[0], []).append([*where, *_part(slot, generation.size, same)])
        for atlas, quads in per_atlas.items():
            texture = self.atlas.textures[atlas]
            kind = moderngl.NEAREST if same else moderngl.LINEAR
            texture.filter = kind, kind
            self._graphics.pictures(texture, np.array(quads), 1.0, turned(view, view.angle - generation.angle))


def _filling(pixels: int) -> int:
    """The size of equal tiles that fill a side of the window."""
    return max(ceil(pixels / ceil(max(pixels, 1) / LARGEST)), 64)


def _on_pixels(generation: Generation, view: View) -> tuple[int, int]:
    """Where the corner of tile (0, 0) lies on a view that it need only be moved for, on whole pixels."""
    left, top = generation.corner(view)
    return round(left + view.width / 2), round(top + view.height / 2)


def _where(generation: Generation, index: Index, view: View, same: bool) -> list[float]:
    """Where a tile lies, in pixels from the middle of the view before it is turned; on whole ones if only moved."""
    left, top = generation.corner(view)
    if same:
        left, top = (
            at - side / 2 for at, side in zip(_on_pixels(generation, view), (view.width, view.height), strict=True)
        )
    zoom = generation.metres / view.metres
    width, height = generation.size[0] * zoom, generation.size[1] * zoom
    x0, y0 = left + index[0] * width, top + index[1] * height
    return [x0, y0, left + (index[0] + 1) * width, top + (index[1] + 1) * height]


def _part(slot: Slot, size: tuple[int, int], same: bool) -> list[float]:
    """Which part of its atlas a tile is; half a pixel less when neighbours in the atlas could bleed in."""
    whole, inset = ACROSS * LARGEST, 0.0 if same else 0.5
    x, y = slot[1] * LARGEST, slot[2] * LARGEST
    return [(x + inset) / whole, (y + inset) / whole, (x + size[0] - inset) / whole, (y + size[1] - inset) / whole]
