"""The picture in the window: a view of the workspace, drawn by OpenGL a few milliseconds at a time."""

import math
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError, NoGraphics
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.render import choropleth, overlay
from kangbashi_gis.render.choropleth import Coloured
from kangbashi_gis.render.labels import Read
from kangbashi_gis.render.overlay import Figure, Marks, Points
from kangbashi_gis.render.reading import reader
from kangbashi_gis.render.scene import NIGHT, PAPER
from kangbashi_gis.render.stage import Lacking, Stage
from kangbashi_gis.render.view import Extent, View
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.canvas_layers import CanvasLayers
from kangbashi_gis.ui.canvas_screen import Screen

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOVING_S, RESTING_S, AHEAD_S = 0.010, 0.018, 0.006  # painting time of a frame
WAY_MS = 300  # so long nothing is painted ahead after somebody typed
TICK_MS = 8  # between two frames that nobody's hand asks for
SLOW_TICK_MS = 40  # the same while only names are on their way
ZOOM_S = 0.1  # after the last notch of the wheel this scale (or angle) is the one to be painted
REST_S = 0.12  # after the last movement the map is at rest
FIRST = View(0.0, 0.0, 10.0, 1, 1)


class MapView(QWidget):
    """Shows the layers of a workspace. Everything slow happens in threads; the last picture stays until then."""

    view_changed = Signal()
    drawn = Signal()  # all of the view is on the screen
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = FIRST
        self.layers = CanvasLayers(self)
        self.layers.changed.connect(self._take_rows)
        self.layers.failed.connect(self.failed)
        self.frames: deque[float] = deque(maxlen=600)  # seconds of the last frames
        self._states: list[LayerState] = []
        self._read: Read | None = None
        self._screen: Screen | None = None
        self._blind = False
        self._figures: dict[str, list[Figure]] = {"asked": [], "sketch": []}
        self._fids: Mapping[str, np.ndarray] = {}  # found rows
        self._chosen: Mapping[str, np.ndarray] = {}
        self._place: tuple[float, float] | None = None
        # what a change of size shows again; without a margin, the extent is one before the map was turned
        self._kept: tuple[Extent | None, float | None] | None = (None, 0.03)
        self._moved = self._zoomed = 0.0
        self._told = False
        self._tick = self._timer(TICK_MS, self.update)
        self._ahead = self._timer(2 * TICK_MS, self._paint_ahead)
        self._tell = self._timer(0, self.drawn.emit)
        self._notice = _notice(self)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def has_graphics(self) -> bool:
        """Whether OpenGL was found; it is looked for when the map is first painted."""
        return self._screen is not None

    # what is shown

    def set_workspace(self, space: "Workspace | None") -> None:
        """Show a workspace, whole, or nothing. When this returns nobody reads the former one: only now close it."""
        self.highlight({})
        self.clear_place()
        self.show_polygon(None)
        self.show_marks(())
        if space is None:
            self.layers.close()
        else:
            self.layers.open(space)
        if stage := self._stage():
            stage.set_pool(self.layers.pool)
        self._kept = (None, 0.03)
        self._set_view(self.view.turned(0.0))
        self._take_rows()

    def reload(self) -> None:
        """Take up what the store holds now."""
        self.layers.refresh()
        self._changed()

    def set_layers(self, states: Sequence[LayerState]) -> None:
        """Show these layers, top first."""
        self._states = list(states)
        self._take_layers()

    def highlight(self, fids: Mapping[str, object]) -> None:
        """Show found rows (theme name to row numbers) over the layers."""
        self._fids = {name: np.asarray(some, np.int64) for name, some in fids.items()}
        self._highlight()

    def show_chosen(self, fids: Mapping[str, np.ndarray]) -> None:
        """Show chosen rows over the layers, beside those that were found."""
        self._chosen = fids
        self._highlight()

    def show_place(self, x: float, y: float, radius_m: float | None) -> None:
        """Set the pin, and the circle around it."""
        self._place = x, y
        self._put("asked", overlay.circle(x, y, radius_m) if radius_m else [])

    def clear_place(self) -> None:
        """Take the pin and the circle away."""
        self._place = None
        self._put("asked", [])

    def show_polygon(self, corners: Points | None) -> None:
        """Show the polygon that was asked about, in place of the circle; None leaves a circle as it is."""
        if corners is not None:
            self._put("asked", overlay.polygon(corners))
        elif self._place is None:
            self._put("asked", [])

    def show_marks(self, groups: Sequence[Marks]) -> None:
        """Show coloured lines and points over the layers, such as what an import would change; () takes them away."""
        self._put("marks", overlay.marks(groups))

    def show_areas(self, groups: Sequence[Coloured]) -> None:
        """Show coloured areas over the layers, such as how many people live where; () takes them away."""
        self._put("areas", choropleth.figures(groups))

    def picture(self) -> QImage:
        """Give what is on the screen."""
        return self._screen.image.copy() if self._screen else self.grab().toImage()

    # where it is looked from

    def extent(self) -> Extent:
        """xmin, ymin, xmax, ymax of what is seen; of a turned map, the upright box around its corners."""
        return self.view.extent

    def set_extent(self, extent: Extent, angle: float | None = None) -> None:
        """Show just this much as it is before the map is turned (angle None: as it is turned now)."""
        self._set_view(self.view.turned(self.view.angle if angle is None else angle))
        self._keep(extent, None)

    def zoom_to(self, extent: Extent) -> None:
        """Show this, with a margin around it."""
        self._keep(extent, 0.08)

    def fit(self) -> None:
        """Show the whole workspace."""
        self._keep(None, 0.03)

    def scale(self) -> float:
        """The scale's denominator."""
        return self.view.scale

    def angle(self) -> float:
        """By how many degrees the map is turned, clockwise."""
        return self.view.angle

    def set_angle(self, angle: float) -> None:
        """Turn the map around its middle."""
        self.move_to(self.view.turned(angle))

    def set_scale(self, scale: float) -> None:
        """Set the scale's denominator; the middle stays."""
        if scale > 0:
            self.move_to(self.view.with_scale(scale))

    def zoom_by(self, factor: float) -> None:
        """Come so many times nearer to the middle."""
        self.move_to(self.view.zoomed(factor, self.view.width / 2, self.view.height / 2))

    def center_on(self, x: float, y: float) -> None:
        """Bring a place into the middle."""
        self.move_to(replace(self.view, x=x, y=y))

    def give_way(self) -> None:
        """Leave the processor to whoever answers a key: what lies around the view can be painted later."""
        if self._ahead.isActive():
            self._ahead.start(WAY_MS)

    def move_to(self, view: View) -> None:
        """Look from elsewhere, as the hand wants it: a change of the window's size keeps the scale."""
        self._kept = None
        if (view.metres, view.angle) != (self.view.metres, self.view.angle):
            self._zoomed = time.perf_counter()
        self._set_view(view)

    # what Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw one frame."""
        begun = time.perf_counter()
        self._follow_size()
        painter = QPainter(self)
        if self._screen is None and not self._blind:
            self._open()
        if self._screen is None:
            painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Window))
            return
        self._frame(self._screen)
        painter.drawImage(0, 0, self._screen.image)
        self.frames.append(time.perf_counter() - begun)

    def changeEvent(self, event: QEvent) -> None:
        """Change the paper with the window's palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and (stage := self._stage()):
            stage.set_background(self._background())
            self._changed()

    # inside

    def _timer(self, interval_ms: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval_ms)
        timer.timeout.connect(act)
        return timer

    def _stage(self) -> Stage | None:
        """Give the stage with its context current; None while there is none."""
        return self._screen.use() if self._screen else None

    def _open(self) -> None:
        """Look for OpenGL and put onto the stage what is to be shown."""
        try:
            self._screen = Screen(self.layers.pool, self._background())
        except NoGraphics as problem:
            self._blind = True
            self._fail(problem)
            return
        stage = self._screen.use()
        for name, figures in self._figures.items():
            stage.overlay.put(name, figures)
        stage.place = self._place
        self._take_layers()

    def _frame(self, screen: Screen) -> None:
        moving = self._moving()
        zooming_s = self._zoomed + ZOOM_S - time.perf_counter()
        seconds = None if zooming_s > 0 else MOVING_S if moving else RESTING_S
        lacking = screen.frame(self.view, seconds, moving)
        for problem in screen.use().scene.grounds.problems():
            self.failed.emit(problem)
        if seconds is None:
            self._tick.start(max(round(zooming_s * 1000), 1))
        elif lacking is not Lacking.NOTHING or moving:
            self._tick.start(TICK_MS if lacking is Lacking.PICTURE else SLOW_TICK_MS)
        elif not self.layers.busy:
            self._finish()

    def _moving(self) -> bool:
        return time.perf_counter() - self._moved < REST_S

    def _finish(self) -> None:
        self._ahead.start(2 * TICK_MS)
        if not self._told:
            self._told = True
            self._tell.start()

    def _paint_ahead(self) -> None:
        """Paint what lies around the view while nobody waits for anything."""
        stage = self._stage()
        if stage and not self._moving() and self.isVisible() and not stage.ahead(self.view, AHEAD_S):
            self._ahead.start(2 * TICK_MS)

    def _take_rows(self) -> None:
        """Take up other rows: also the texts of labels are read anew."""
        self._read = reader(self.layers.space.store) if self.layers.space else None
        self._take_layers()

    def _take_layers(self) -> None:
        if stage := self._stage():
            stage.show(self.layers.drawables(self._states), self._read)
            stage.scene.lay_under(self.layers.backdrop(self._states))
            if stage.pool:
                stage.highlight(self._lit())
        self._again()
        self._changed()

    def _highlight(self) -> None:
        stage = self._stage()
        if stage and stage.pool:
            stage.highlight(self._lit())
        self._changed()

    def _lit(self) -> dict[str, np.ndarray]:
        both = dict(self._fids)
        for name, fids in self._chosen.items():
            both[name] = np.concatenate([both[name], fids]) if name in both else fids
        return both

    def _put(self, name: str, figures: list[Figure]) -> None:
        self._figures[name] = figures
        if stage := self._stage():
            stage.overlay.put(name, figures)
            stage.place = self._place
        self._changed()

    def _changed(self) -> None:
        self._told = False
        self._tell.stop()  # what it was to tell is past
        self.update()

    def _keep(self, extent: Extent | None, margin: float | None) -> None:
        self._kept = extent, margin
        self._again()

    def _again(self) -> None:
        """Show what is to be shown whatever the window's size, as long as no hand has moved it."""
        if self._kept is None:
            return
        (extent, margin), view = self._kept, self.view
        extent = extent or self.layers.extent
        if extent is not None:
            self._set_view(view.framed(extent, view.angle) if margin is None else view.fitted(extent, margin))

    def _follow_size(self) -> None:
        ratio = self.devicePixelRatioF()
        # up to the next pixel: at 150 % a side may end in the middle of one, which would stay unpainted
        size = _whole(self.width() * ratio), _whole(self.height() * ratio)
        if (*size, ratio) != (self.view.width, self.view.height, self.view.ratio):
            self._set_view(self.view.resized(*size, ratio))
            self._again()

    def _set_view(self, view: View) -> None:
        if view == self.view:
            return
        self.view = view
        self._moved = time.perf_counter()
        self._changed()
        self.view_changed.emit()

    def _background(self) -> str:
        return PAPER if self.palette().color(QPalette.ColorRole.Window).lightness() > 127 else NIGHT

    def _fail(self, error: GisError) -> None:
        """Say in place of the map why there is none; everything else goes on."""
        self._notice.setText("\n".join(filter(None, messages.sentence(error))))
        self._notice.show()
        self.failed.emit(error)


def _whole(pixels: float) -> int:
    return max(math.ceil(pixels - 0.01), 1)


def _notice(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setMargin(24)
    label.setObjectName("canvasNotice")
    label.hide()
    box = QVBoxLayout(parent)
    box.addWidget(label)
    return label
