"""Everything a window's map has on the graphics card, and what happens in one frame of it."""

import time
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, Future
from enum import Enum

import moderngl
import numpy as np

from kangbashi_gis.model import themes
from kangbashi_gis.render.graphics import Graphics
from kangbashi_gis.render.labels import Read, Texts
from kangbashi_gis.render.names import Names
from kangbashi_gis.render.overlay import Figure, Overlay, found
from kangbashi_gis.render.palette import rgba
from kangbashi_gis.render.pin import PIN, pin
from kangbashi_gis.render.scene import PAPER, Drawable, Scene
from kangbashi_gis.render.shelf import ROOM
from kangbashi_gis.render.tiles import MOST_ATLASES, Tiles
from kangbashi_gis.render.view import View

UPLOAD_S = 0.003  # of a frame for pages that have come from disk
NAMES_S = 0.4  # between two layouts of names while the map moves
ORDER = ("polygon", "line", "point")  # found areas lie under found lines and points


class Lacking(Enum):
    """What a frame does not show yet."""

    NOTHING = 0
    NAMES = 1
    PICTURE = 2


class Stage:
    """Scene, tiles, names and overlay of one window, all in one OpenGL context."""

    def __init__(self, graphics: Graphics, pool: Executor | None, background: str = PAPER) -> None:
        self.graphics = graphics
        self.scene = Scene(self.graphics, pool, background)
        self.scene.grounds.at_once = False
        self.tiles = Tiles(self.scene)
        self.names = Names(self.graphics, pool)
        self.overlay = Overlay(self.graphics)
        for name in ("asked", "found", "sketch"):  # in the order in which they are drawn
            self.overlay.put(name, [])
        self.place: tuple[float, float] | None = None
        self._read: Read | None = None
        self._texts: Texts | None = None
        self._finding: Future[list[Figure]] | None = None
        self._asked_names = 0.0

    @property
    def pool(self) -> Executor | None:
        """The threads that read for this stage; None while no workspace is open."""
        return self.scene.shelf.pool

    def set_pool(self, pool: Executor | None) -> None:
        """Use other threads; whatever the former ones were at is forgotten."""
        self._finding = None
        self.names.forget()
        self.names.pool = pool
        self.scene.grounds.rest()
        self.scene.shelf.forget()
        self.scene.shelf.pool = pool

    def show(self, drawables: Sequence[Drawable], read: Read | None) -> None:
        """Take these layers, top first. read: gives the texts of labels; another one, when they have changed."""
        self.scene.show(drawables)
        if read is not self._read:
            self._read, self._texts = read, Texts(read) if read else None
        if drawables:
            self.names.again()
        else:
            self.names.forget()

    def spare(self) -> None:
        """Live in a quarter of the memory, as a second map does."""
        self.scene.shelf.room = ROOM // 4
        self.tiles.atlas.most = MOST_ATLASES // 4

    def set_background(self, color: str) -> None:
        """Change the colour of the paper, and of what is drawn and written on it."""
        self.scene.set_background(color)
        self.names.again()

    def highlight(self, fids: Mapping[str, np.ndarray]) -> None:
        """Show found rows over the layers; they are gathered in a thread."""
        layers = {layer.prepared.theme: layer.prepared for layer in self.scene.layers}
        wanted = [(layers[name], fids[name]) for name in fids if name in layers and len(fids[name])]
        wanted.sort(key=lambda one: ORDER.index(one[0].kind))
        if self._finding:
            self._finding.cancel()
        if self.pool is None:
            self.overlay.put("found", [])
            return
        self._finding = self.pool.submit(
            lambda: [figure for ready, some in wanted for figure in found(ready, themes.theme(ready.theme), some)]
        )

    def frame(self, target: moderngl.Framebuffer, view: View, seconds: float | None, moving: bool) -> Lacking:
        """Work for so long (None: not at all), then show what there is; tells what of the view is not shown yet."""
        self.scene.shelf.settle(UPLOAD_S)
        self.scene.settle()
        whole = self.tiles.work(view, seconds)
        self._take_found()
        self.names.settle()
        self._ask_names(view, whole, moving)
        target.use()
        target.viewport = (0, 0, view.width, view.height)
        target.clear(*rgba(self.scene.background))
        self.tiles.compose(view, target)
        self.overlay.draw(view)
        self.names.draw(view)
        if self.place:
            self._draw_pin(view)
        if not whole or self._finding or self.scene.grounds.busy:
            return Lacking.PICTURE
        return Lacking.NOTHING if self._texts is None or self.names.fits(view) else Lacking.NAMES

    def ahead(self, view: View, seconds: float) -> bool:
        """Paint tiles around the view that nobody has asked for yet; tells whether all are there."""
        self.scene.shelf.settle(UPLOAD_S)
        return self.tiles.work(view, seconds, ring=1)

    def release(self) -> None:
        """Give all memory back."""
        self.names.release()
        self.overlay.release()
        self.tiles.release()
        self.scene.release()

    def _take_found(self) -> None:
        if self._finding and self._finding.done():
            done, self._finding = self._finding, None
            self.overlay.put("found", done.result())

    def _ask_names(self, view: View, whole: bool, moving: bool) -> None:
        if self._texts is None or self.names.fits(view):
            return
        now = time.perf_counter()
        if (whole and not moving) or now - self._asked_names > NAMES_S:
            shown = [(layer.prepared, layer.theme) for layer in self.scene.shown(view)]
            self.names.ask(view, shown, self._texts)
            self._asked_names = now

    def _draw_pin(self, view: View) -> None:
        assert self.place is not None
        key = PIN, view.ratio
        if not self.names.letters.holds(key):
            self.names.letters.put(key, pin(view.ratio))
        x, y = view.pixel(*self.place)
        self.names.letters.draw([(key, x, y)], view.width, view.height)
