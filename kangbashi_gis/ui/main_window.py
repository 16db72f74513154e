"""The main window: where everything stands. What it does is in commands, inquiry and jobs."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kangbashi_gis import paths, settings
from kangbashi_gis.settings import Settings
from kangbashi_gis.ui import entrance, icons
from kangbashi_gis.ui.banner import Banner
from kangbashi_gis.ui.canvas import MapCanvas
from kangbashi_gis.ui.commands import COMMANDS
from kangbashi_gis.ui.commands.install import Actions
from kangbashi_gis.ui.dropping import Dropping
from kangbashi_gis.ui.facts import Facts
from kangbashi_gis.ui.history import History
from kangbashi_gis.ui.inquiry import Inquiry
from kangbashi_gis.ui.jobs import Job, Jobs
from kangbashi_gis.ui.page.opening import Pages
from kangbashi_gis.ui.panels.card import Card
from kangbashi_gis.ui.panels.layers import LayerPanel
from kangbashi_gis.ui.panels.search import SearchPanel
from kangbashi_gis.ui.panels.start import StartPage
from kangbashi_gis.ui.panels.status import Status
from kangbashi_gis.ui.session import Session
from kangbashi_gis.ui.showing import Showing
from kangbashi_gis.ui.state import LAYOUT, View, WindowState
from kangbashi_gis.ui.styling.opening import Styles
from kangbashi_gis.ui.tools.chooser import Chooser
from kangbashi_gis.ui.views.views import Views

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

SIZE = (1440, 900)
Area = Qt.DockWidgetArea


class MainWindow(QMainWindow):
    """Search and layers on the left, the map in the middle, the card on the right."""

    def __init__(self, chosen: Settings, state: WindowState) -> None:
        super().__init__()
        self.settings = chosen
        self.state = state
        self.space: Workspace | None = None
        self.tool = "pan"
        self._docks_kept: QByteArray | None = None  # how they stood when the start page hid them
        self.facts: Facts = Facts({})
        self.jobs = Jobs(self)
        self.session: Session = Session(self.jobs, chosen.idle_minutes, self)
        self.inquiry = Inquiry(self.jobs, self)
        self.banner = Banner(self)
        self.start_page = StartPage(self)
        self.canvas: MapCanvas = MapCanvas(self)
        self.search = SearchPanel(self.jobs, chosen.results, History(state.folder), self)
        self.layers = LayerPanel(self)
        self.card: Card = Card(self.jobs, chosen.radius_m, self)
        self.status = Status(self.jobs, self)
        self.chooser: Chooser = Chooser(self)
        self._lay_out()
        self.commands = Actions(self, COMMANDS)
        self.showing = Showing(self)
        self.styles = Styles(self)
        self.pages: Pages = Pages(self)
        self.views: Views = Views(self)
        self.dropping = Dropping(self)
        self.status.user.setMenu(self.commands.menus["user"])
        entrance.attach(self)
        self._restore_layout()
        self.set_workspace(None)

    @property
    def read_only(self) -> bool:
        """Whether what is open cannot be changed."""
        return self.space is not None and self.space.read_only

    @property
    def folder(self) -> Path:
        """The folder of the open workspace, as the user named it; only to be asked while one is open."""
        if self.space is None:
            raise RuntimeError("no workspace is open")
        return self.space.origin

    def set_workspace(self, space: "Workspace | None") -> None:
        """Show a workspace in every part of the window, or the start page."""
        self.styles.close()
        self.pages.close()
        self.space = space
        self.facts = Facts({})
        self.banner.hide()
        self.session.open(space)
        self.setWindowTitle(self._title())
        self.showing.open(space)
        self.views.open(space)
        self._pages.setCurrentWidget(self.canvas if space else self.start_page)
        self._show_docks(space is not None)
        self.commands.toolbar.setVisible(space is not None)
        self.commands.refresh()

    def start(self, function: str, *arguments: object, title: str) -> Job:
        """Start long work in the worker process; failures are told in the banner."""
        job = self.jobs.start(function, *[str(one) if isinstance(one, Path) else one for one in arguments], title=title)
        job.failed.connect(self.banner.fail)
        return job

    def reload(self) -> None:
        """Show what the data are now, after a change."""
        self.showing.reload()
        self.commands.refresh()

    def set_tool(self, tool: str) -> None:
        """Take a tool of the canvas into the hand: `pan`, `choose`, or one of `DRAWINGS`."""
        self.tool = tool
        self.canvas.set_tool(tool)
        self.commands.refresh()

    def zoom_to_answer(self) -> None:
        """Show the place that was asked about, with its surroundings."""
        self.showing.zoom_to_answer()

    def take_settings(self, chosen: Settings) -> None:
        """Use settings from now on and keep them; the language changes at the next start."""
        from kangbashi_gis.ui.app import apply_settings

        self.settings = chosen
        settings.save(chosen, paths.config_folder() / "settings.toml")
        self.search.most = chosen.results
        self.canvas.zoom_step = chosen.zoom_step
        self.session.set_idle_minutes(chosen.idle_minutes)
        apply_settings(chosen)

    def save_view(self) -> None:
        """Remember the layers and the view of the open workspace."""
        if self.space is not None:
            layers, seen = tuple(self.layers.layers()), self.canvas.view
            self.state.save_view(self.folder, View(layers, seen.upright, self.inquiry.radius_m, seen.angle))

    def reset_layout(self) -> None:
        """Put every panel back to its usual place."""
        for dock, area in self._docks():
            dock.setFloating(False)
            self.addDockWidget(area, dock)
            dock.show()
        self.resizeDocks([self.search_dock, self.card_dock], [300, 360], Qt.Orientation.Horizontal)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember everything, end all work, close the workspace."""
        self.save_view()
        self.state.save_layout(self.saveGeometry(), self._docks_as_kept())
        self.jobs.close()
        if self.space is not None:
            space = self.space
            self.set_workspace(None)
            space.close()
        event.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons again when the colours change."""
        super().changeEvent(event)
        if not hasattr(self, "showing"):
            return
        if event.type() == QEvent.Type.PaletteChange:
            self.commands.repaint()
        elif event.type() == QEvent.Type.ActivationChange and self.isActiveWindow():
            self.showing.look_for_changes()

    def _show_docks(self, shown: bool) -> None:
        """Hide the panels while there is nothing to show in them, and bring them back as they were."""
        if not shown:
            self._docks_kept = self._docks_as_kept()
            for dock, _area in self._docks():
                dock.hide()
        elif self._docks_kept is not None:
            self.restoreState(self._docks_kept, LAYOUT)
            self._docks_kept = None

    def _docks_as_kept(self) -> QByteArray:
        return self.saveState(LAYOUT) if self._docks_kept is None else self._docks_kept

    def _title(self) -> str:
        name = self.tr("Kangbashi GIS Workstation")
        return f"{self.space.project.name} – {name}" if self.space else name

    def _lay_out(self) -> None:
        self.setObjectName("window")
        self.setWindowIcon(icons.icon("map-pin", "#1f6fb2"))
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize() * 0.95))
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.start_page)
        self._pages.addWidget(self.canvas)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.search_dock = self._dock("search_dock", self.tr("Search"), self.search)
        self.search_dock.setTitleBarWidget(QWidget(self))  # the box says by itself what it is
        self.layers_dock = self._dock("layers_dock", self.tr("Layers"), self.layers)
        self.card_dock = self._dock("card_dock", self.tr("Place"), self.card)
        self.setCorner(Qt.Corner.BottomLeftCorner, Area.LeftDockWidgetArea)
        self.setCorner(Qt.Corner.BottomRightCorner, Area.RightDockWidgetArea)
        self.setTabOrder(self.search.box, self.layers.tree)
        self.setTabOrder(self.layers.slider, self.canvas)
        self.setTabOrder(self.canvas, self.card)

    def _dock(self, name: str, title: str, content: QWidget) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(content)
        dock.visibilityChanged.connect(self._refresh_commands)
        return dock

    def _refresh_commands(self) -> None:
        if hasattr(self, "commands"):
            self.commands.refresh()

    def _docks(self) -> tuple[tuple[QDockWidget, Area], ...]:
        return (
            (self.search_dock, Area.LeftDockWidgetArea),
            (self.layers_dock, Area.LeftDockWidgetArea),
            (self.card_dock, Area.RightDockWidgetArea),
        )

    def _restore_layout(self) -> None:
        self.reset_layout()
        geometry, docks = self.state.layout()
        if geometry is not None:
            self.restoreGeometry(geometry)
        self._docks_kept = docks  # put in place when there is something to show in them
