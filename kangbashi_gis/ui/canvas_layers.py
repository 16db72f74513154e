"""What of a workspace is ready to be drawn, found or made in the background whenever the store has changed."""

import logging
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kangbashi_gis.errors import Cancelled, GisError, LayerUndrawable
from kangbashi_gis.imagery.ground import Backdrop, seen
from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.symbol import LayerState, Style
from kangbashi_gis.operations import base_maps
from kangbashi_gis.operations import styles as style_operations
from kangbashi_gis.progress import reporting
from kangbashi_gis.render import cache, prepare
from kangbashi_gis.render.offscreen import drawable
from kangbashi_gis.render.scene import Drawable, worn
from kangbashi_gis.render.view import Extent
from kangbashi_gis.store.base import Store

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

logger = logging.getLogger(__name__)
Worn = Mapping[str, tuple[Style, Drawable] | None]

SWITCH_S = 0.0005  # a thread that lays out names gives way to the window's after this, not after Python's 5 ms
SMALL = 20_000  # rows that are prepared in a thread without anyone noticing


class CanvasLayers(QObject):
    """The prepared layers of the open workspace.

    Where `outsourced` is set, themes of many rows are not prepared here: `unprepared` names them, and
    whoever prepared them (`render.prepare.prepare` in a worker process) calls `refresh`.
    """

    changed = Signal()
    unprepared = Signal(list)
    failed = Signal(object)
    _arrived = Signal(object, object, object)
    _grounded = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outsourced = False
        self.space: Workspace | None = None
        self.pool: ThreadPoolExecutor | None = None
        self.extent: Extent | None = None
        self._ready: dict[str, cache.Prepared] = {}
        self._worn: dict[str, tuple[Style, Drawable]] = {}
        self._tried: dict[str, Style] = {}
        self._stopping = threading.Event()
        self._folder: Path | None = None
        self._moment: tempfile.TemporaryDirectory[str] | None = None
        self._work: Future[None] | None = None
        self._arrived.connect(self._take)
        self._backdrop = Backdrop()
        self._grounded.connect(self._take_ground)

    @property
    def busy(self) -> bool:
        """Whether layers are still being found or made."""
        return self._work is not None and not self._work.done()

    def open(self, space: "Workspace") -> None:
        """Begin with a workspace."""
        self.close()
        self.space = space
        self._folder = cache.folder_in(space.folder)
        if self._folder is None:
            self._moment = tempfile.TemporaryDirectory(prefix="kangbashi-gis-")
            self._folder = Path(self._moment.name)
        sys.setswitchinterval(SWITCH_S)
        self.pool = ThreadPoolExecutor(3, thread_name_prefix="canvas")
        self.refresh()

    def close(self) -> None:
        """Forget the workspace; threads have ended when this returns."""
        self._stopping.set()
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)
        self._stopping = threading.Event()
        self.space, self.pool, self.extent, self._work = None, None, None, None
        self._ready, self._worn, self._tried = {}, {}, {}
        self._backdrop = Backdrop()
        if self._moment:
            self._moment.cleanup()
            self._moment = None

    def refresh(self) -> None:
        """Look whether the store has changed, and take up what it holds now."""
        if self.pool and self.space:
            self._stopping.set()
            self._stopping = threading.Event()
            self._work = self.pool.submit(self._run, self.space, self._stopping)

    def try_style(self, theme: str, style: Style | None) -> None:
        """Show a layer in a style that is not kept, until another one is tried or None given."""
        if style is None:
            self._tried.pop(theme, None)
        else:
            self._tried[theme] = style
        self.refresh()

    def drawables(self, states: Sequence[LayerState]) -> list[Drawable]:
        """Give what can be drawn of the layers, in their order."""
        return [self._drawable(state) for state in states if state.theme in self._ready]

    def backdrop(self, states: Sequence[LayerState]) -> Backdrop:
        """Give the rasters that lie under layers."""
        return seen(self._backdrop, states)

    @property
    def styles(self) -> dict[str, Style]:
        """The styles of the layers that do not look as their themes come."""
        return {name: style for name, (style, _) in self._worn.items()}

    def _drawable(self, state: LayerState) -> Drawable:
        bare = Drawable(themes.theme(state.theme), self._ready[state.theme], state)
        if state.theme not in self._worn:
            return bare
        style, dressed = self._worn[state.theme]
        if dressed.prepared is not bare.prepared:
            return bare  # the rows have changed; what they wear is on its way
        return replace(dressed, state=replace(state, opacity=state.opacity * style.opacity))

    def _run(self, space: "Workspace", stopping: threading.Event) -> None:
        """The door of the thread: a failure is shown, not lost."""
        try:
            self._find(space, stopping)
        except GisError as problem:
            self.failed.emit(problem)
        except Exception:
            logger.exception("the layers of the map cannot be found")
            self.failed.emit(GisError())

    def _find(self, space: "Workspace", stopping: threading.Event) -> None:
        """In a thread: find, else make, each theme; what is stale is shown until the new is there."""
        folder = self._folder
        assert folder is not None
        try:
            self._grounded.emit(stopping, base_maps.backdrop(space))
        except GisError as problem:
            self.failed.emit(problem)
        for wrong in style_operations.unusable(space):
            self.failed.emit(wrong)
        known, late = [], []
        for theme in (one for one in themes.THEMES if drawable(one)):
            ready = cache.find(folder, theme, space.store.stamp(theme))
            if ready is None:
                late.append(theme)
                ready = cache.find(folder, theme)
            if ready:
                known.append(ready)
        self._arrived.emit(stopping, known, self._dressed(space, known))
        self._make(space.store, folder, late, stopping)

    def _make(self, store: Store, folder: Path, late: Sequence[Theme], stopping: threading.Event) -> None:
        big = [one.name for one in late if self.outsourced and store.count(one) > SMALL]
        if big:
            self.unprepared.emit(big)
        progress = reporting(lambda _fraction, _step: None, stopping.is_set)
        for theme in (one for one in late if one.name not in big):
            try:
                made = prepare.build(store, folder, theme, progress)
            except Cancelled:
                return
            except GisError as problem:
                self.failed.emit(problem)
                continue
            except Exception:  # whatever one layer holds, all others are drawn
                logger.exception("a layer cannot be made ready: %s", theme.name)
                self.failed.emit(LayerUndrawable(layer=theme.title))
                continue
            ready = cache.find(made.parent.parent, theme)
            if ready and self.space:
                self._arrived.emit(stopping, [ready], self._dressed(self.space, [ready]))

    def _dressed(self, space: "Workspace", known: Sequence[cache.Prepared]) -> Worn:
        """Fit the styles of layers; one that does not fit any more is told, and the layer drawn as its theme comes."""
        styles = {**style_operations.styles(space), **self._tried}
        found = dict[str, tuple[Style, Drawable] | None]()
        for ready in known:
            style = styles.get(ready.theme)
            before = self._worn.get(ready.theme)
            if style is None or (before and before[0] == style and before[1].prepared is ready):
                found[ready.theme] = before if style else None
                continue
            bare = Drawable(themes.theme(ready.theme), ready, LayerState(ready.theme))
            try:
                found[ready.theme] = style, worn(bare, style, space.store)
            except GisError as problem:
                found[ready.theme] = None
                self.failed.emit(problem)
        return found

    def _take_ground(self, asked: threading.Event, backdrop: Backdrop) -> None:
        if asked is self._stopping and backdrop != self._backdrop:
            self._backdrop = backdrop
            self.changed.emit()

    def _take(self, asked: threading.Event, ready: list[cache.Prepared], dressed: Worn) -> None:
        if asked is not self._stopping:
            return  # of a workspace that is closed, or a state that is past
        for name, one in dressed.items():
            self._worn.pop(name, None)
            if one:
                self._worn[name] = one
        self._ready.update({one.theme: one for one in ready})
        extents = [one.extent for one in self._ready.values() if one.extent]
        if extents:
            xmin, ymin, xmax, ymax = zip(*extents, strict=True)
            self.extent = min(xmin), min(ymin), max(xmax), max(ymax)
        self.changed.emit()
