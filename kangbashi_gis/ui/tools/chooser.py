"""What is chosen in the window: asked for by the tools, shown on the map, counted in the status bar."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from kangbashi_gis.model.chosen import Chosen, Way, combined

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

Keys = Qt.KeyboardModifier


def way_of(keys: Qt.KeyboardModifier) -> Way:
    """Give what the held keys mean: Shift adds, Ctrl takes away, both turn over."""
    shift, ctrl = bool(keys & Keys.ShiftModifier), bool(keys & Keys.ControlModifier)
    return {(True, True): Way.TOGGLE, (True, False): Way.ADD, (False, True): Way.REMOVE}.get((shift, ctrl), Way.REPLACE)


class Chooser(QObject):
    """Keeps the chosen rows of the open workspace. What is chosen is data: tables and exports read `now`."""

    changed = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._way = Way.REPLACE
        self._space: Workspace | None = None
        self.now = Chosen()
        self.only = ""  # the layer that is chosen from on the map; "" for all that are shown
        self._question = window.jobs.question("choosing")
        self._question.answered.connect(self._take)
        self._question.failed.connect(window.banner.fail)
        self._again = window.jobs.question("choosing")
        self._again.answered.connect(self._put)
        self._again.failed.connect(window.banner.fail)
        window.canvas.picked.connect(self._pick)
        window.canvas.shape_drawn.connect(self._take_shape)
        self.changed.connect(self._show)

    @property
    def waiting(self) -> bool:
        """Whether an answer is on its way."""
        return self._question.waiting

    def open(self, space: "Workspace | None") -> None:
        """Choose in this workspace from now on."""
        self._question.drop()
        self._again.drop()
        self._space = space
        self._put(Chosen())

    def reload(self) -> None:
        """Let go of rows that are gone, because the data changed."""
        if self._space is not None and self.now.total:
            self._again.ask(_still_there, self._space, self.now)

    def where(self, layer: str, condition: str, way: Way) -> None:
        """Choose by a condition."""
        self._ask(way, _where, layer, condition)

    def beside(self, layer: str, within: bool, reach_m: float, way: Way) -> None:
        """Choose rows of a layer by where they lie to the chosen ones."""
        self._ask(way, _beside, layer, self.now, within, reach_m)

    def at_place(self, layer: str, within: bool, way: Way) -> None:
        """Choose rows of a layer by the place or area that was asked about."""
        import math

        inquiry = self._window.inquiry
        corners = list(inquiry.polygon or [])
        if not corners and inquiry.place is not None:
            x, y, far = inquiry.place.x, inquiry.place.y, inquiry.radius_m
            turns = [math.tau * step / 180 for step in range(180)]
            corners = [(x + far * math.cos(turn), y + far * math.sin(turn)) for turn in turns]
        if corners:
            self._ask(way, _inside, corners, [layer], within)

    def invert(self) -> None:
        """Choose all others of the layers of which something is chosen; with nothing chosen, all of the shown ones."""
        self._ask(Way.REPLACE, _inverted, self.now, list(self.now.fids) or self.layers())

    def choose(self, found: Chosen, way: Way) -> None:
        """Choose rows that are known already, such as those of a table."""
        self._question.drop()
        self._put(combined(self.now, found, way))

    def clear(self) -> None:
        """Choose nothing."""
        self._question.drop()
        self._put(Chosen())

    def layers(self) -> list[str]:
        """Give the layers that can be chosen from on the map: the shown ones, or only one."""
        if self.only:
            return [self.only]
        return [one.theme for one in self._window.layers.layers() if one.visible]

    def _pick(self, x: float, y: float, reach_m: float, keys: Qt.KeyboardModifier) -> None:
        self._ask(way_of(keys), _at, x, y, reach_m, self.layers())

    def _take_shape(self, tool: str, corners: list[tuple[float, float]], keys: Qt.KeyboardModifier) -> None:
        if tool.startswith("choose_"):
            self._ask(way_of(keys), _inside, corners, self.layers(), False)

    def _ask(self, way: Way, function: Any, *arguments: Any) -> None:
        if self._space is not None:
            self._way = way
            self._question.ask(function, self._space, *arguments)

    def _take(self, found: Chosen) -> None:
        self._put(combined(self.now, found, self._way))

    def _put(self, now: Chosen) -> None:
        self.now = now
        self.changed.emit()

    def _show(self) -> None:
        self._window.canvas.show_chosen(self.now.fids)
        self._window.status.show_chosen(self.now)
        if hasattr(self._window, "commands"):
            self._window.commands.refresh()


def _at(space: "Workspace", x: float, y: float, reach_m: float, layers: Sequence[str]) -> Chosen:
    from kangbashi_gis.operations.choosing import rows_at

    return rows_at(space, x, y, reach_m, layers)


def _inside(space: "Workspace", corners: Sequence[tuple[float, float]], layers: Sequence[str], within: bool) -> Chosen:
    from kangbashi_gis.operations.choosing import rows_in

    return rows_in(space, corners, layers, within)


def _where(space: "Workspace", layer: str, condition: str) -> Chosen:
    from kangbashi_gis.operations.choosing import rows_where

    return rows_where(space, layer, condition)


def _beside(space: "Workspace", layer: str, others: Chosen, within: bool, reach_m: float) -> Chosen:
    from kangbashi_gis.operations.choosing import rows_beside

    return rows_beside(space, layer, others, within, reach_m)


def _inverted(space: "Workspace", old: Chosen, layers: Sequence[str]) -> Chosen:
    from kangbashi_gis.operations.choosing import inverted

    return inverted(space, old, layers)


def _still_there(space: "Workspace", old: Chosen) -> Chosen:
    from kangbashi_gis.operations.choosing import still_there

    return still_there(space, old)
