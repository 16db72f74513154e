"""Everything about looking at the map that a window has, in one place that commands call."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kangbashi_gis.ui.views import bookmark_list, linked
from kangbashi_gis.ui.views.box import ZoomBox
from kangbashi_gis.ui.views.north import NorthArrow
from kangbashi_gis.ui.views.overview import Overview
from kangbashi_gis.ui.views.swipe import Swipe
from kangbashi_gis.ui.views.trail import Trail

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow


class Views(QObject):
    """The trail of a window's map, its box, and what else shows the same workspace."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.trail: Trail = Trail(window.canvas)
        self.box: ZoomBox = ZoomBox(window.canvas)
        self.north: NorthArrow = NorthArrow(window.canvas)
        self.swipe: Swipe | None = None
        self.overview: Overview | None = None
        self.trail.changed.connect(self._show_ways)
        self.box.ended.connect(window.commands.refresh)
        self.box.back_wanted.connect(self.trail.back)
        self.box.forward_wanted.connect(self.trail.forward)

    def open(self, _space: "Workspace | None") -> None:
        """Begin with what the map shows now: after it was given a workspace, or none."""
        self.trail.clear()
        self.north.show_on(self._window.space is not None)
        if self.box.armed:
            self.box.arm(False)
        bookmark_list.follow(self._window)
        linked.remove(self._window)
        self.compare(False)
        self.survey(False)

    def compare(self, wanted: bool) -> None:
        """Lay a second set of layers over the right half of the map, or take it away."""
        if self.swipe is not None:
            self.swipe.leave()
        self.swipe = Swipe(self._window) if wanted and self._window.space is not None else None
        if self.swipe is not None:
            self.swipe.end_wanted.connect(lambda: self._window.commands.trigger("view.compare"))
            self.north.raise_()

    def survey(self, wanted: bool) -> None:
        """Show the whole workspace in a corner of the map, or take it away."""
        if self.overview is not None:
            self.overview.leave()
        self.overview = Overview(self._window) if wanted and self._window.space is not None else None

    def _show_ways(self) -> None:
        """Grey out what leads nowhere; only these two, because a movement begins here."""
        actions, shown = self._window.commands.by_id, self._window.space is not None
        actions["view.back"].setEnabled(shown and self.trail.can_go_back)
        actions["view.forward"].setEnabled(shown and self.trail.can_go_forward)
