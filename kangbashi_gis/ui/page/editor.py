"""The window in which a sheet is laid out: the page in the middle, what it consists of and what is wrong beside it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDockWidget, QLabel, QMainWindow, QPushButton, QToolBar, QToolButton, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.page import MapFrame, Page, placed, written
from kangbashi_gis.model.page.subject import NOTHING, Subject
from kangbashi_gis.model.symbol import LayerState
from kangbashi_gis.operations.printing import on_printer
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.jobs import Job
from kangbashi_gis.ui.page import actions, keeping, kinds, output
from kangbashi_gis.ui.page.composer import Composer, Picture, Wanted
from kangbashi_gis.ui.page.draft import Draft
from kangbashi_gis.ui.page.lists import FieldList, FindingList, ItemList
from kangbashi_gis.ui.page.properties import Properties
from kangbashi_gis.ui.page.view import PageView

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

Area = Qt.DockWidgetArea
LATER_MS = 120


@dataclass(frozen=True)
class About:
    """What a page is made about: the subject, how the worker finds it again, and the name that it is kept under."""

    subject: Subject = NOTHING
    found: dict[str, Any] | None = None
    kept: str = ""


class PageEditor(QMainWindow):
    """Everything is shown as it will be printed; the picture is made in a thread, and the old one stays until then."""

    pictured = Signal()
    remembered = Signal(str, str)
    closing = Signal()

    def __init__(self, window: "MainWindow", page: Page, about: About) -> None:
        super().__init__(window)
        assert window.space is not None
        self.main, self.space, self.about = window, window.space, about
        self.draft: Draft = Draft(page, self)
        self.states: tuple[LayerState, ...] = tuple(window.layers.layers())
        self.composer = Composer(self.space, self.states, window.canvas.layers.backdrop(self.states))
        self._question = window.jobs.question("pages")
        self._printing = window.jobs.question("pages")
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self.view: PageView = PageView(self.draft, self)
        self.items = ItemList(self.draft, self)
        self.properties = Properties(self.draft, self)
        self.findings = FindingList(self.draft, self)
        self.fields = FieldList(self.draft, self)
        self.told, self.place = QLabel(self), QLabel(self)
        self._lay_out()
        self._actions = actions.install(self)
        self._connect()
        self._refresh()

    @property
    def options(self) -> dict[str, Any]:
        """What the worker process is told beside the page."""
        states = [{"theme": one.theme, "visible": one.visible, "opacity": one.opacity} for one in self.states]
        return {"layers": states, "subject": self.about.found or {}}

    def add(self, kind: str) -> None:
        """Put a new item on the page; a picture is asked for."""
        from kangbashi_gis.ui.page.editors import ask_picture

        data = ask_picture(self) if kind == "picture" else ""
        if kind == "picture" and not data:
            return
        if items := kinds.made(kind, self.draft.page, data):
            self.draft.add(items)
            self.view.setFocus()
        else:
            self.say(self.tr("Put a map on the page first."))

    def double(self) -> None:
        """Put copies of what is chosen beside it."""
        page, names = self.draft.page, []
        for one in self.draft.movable:
            copy = replace(
                one, name=kinds.free_name(page, one.name), box=replace(one.box, x=one.box.x + 5, y=one.box.y + 5)
            )
            page = placed(page, copy)
            names.append(copy.name)
        self.draft.change(page)
        self.draft.choose(names)

    def clear_guides(self) -> None:
        """Remove all guides."""
        self.draft.change(replace(self.draft.page, guides=()))

    def ask_size(self) -> None:
        """Ask for the paper's size and what the page is for."""
        from kangbashi_gis.ui.page.paper import PaperDialog

        if changed := PaperDialog.ask(self, self.draft.page):
            self.draft.change(changed)
            self.view.fit()

    def keep(self, *, ask: bool = False) -> None:
        """Keep the page in the workspace; a name is asked for where it has none yet."""
        keeping.keep(self, ask=ask)

    def save_file(self) -> None:
        """Write the page as a file that can be a template elsewhere."""
        keeping.save_file(self)

    def write(self) -> None:
        """Ask for a file, then write the sheet in the worker process."""
        output.write(self)

    def write_each(self) -> None:
        """Ask for what, then write a sheet for each in the worker process."""
        output.write_each(self)

    def print(self) -> None:
        """Ask for the printer, then print."""
        from kangbashi_gis.ui.page import printer

        printer.print_page(self)

    def show_seen(self) -> None:
        """Let the chosen map show what the window shows: its ground, its scale and its angle."""
        items = self.draft.items
        view = self.main.canvas.view
        if len(items) == 1 and isinstance(one := items[0], MapFrame):
            self.draft.put([replace(one, area=tuple(view.upright), scale=0.0, linked="", angle=view.angle, around=0.0)])

    def draw_again(self) -> None:
        """Read layers and styles anew, as after a change of the data."""
        self.states = tuple(self.main.layers.layers())
        self.composer.close()
        self.composer = Composer(self.space, self.states, self.main.canvas.layers.backdrop(self.states))
        self.draw()

    def draw(self) -> None:
        """Ask for a picture of what is seen."""
        area = self.view.area
        if area.width <= 0 or area.height <= 0:
            return
        self.told.setText(self.tr("Drawing…"))
        unit = self.view.sight.unit * self.view.devicePixelRatioF()
        self._question.ask(self.composer.picture, Wanted(self.draft.page, self.about.subject, area, unit))

    def follow(self, job: Job) -> None:
        """Offer to stop a job as long as it runs."""
        self.stop.setVisible(True)
        self.stop.clicked.connect(job.cancel)
        job.ended.connect(self.stop.hide)

    def print_with(self, put: Callable[..., bool], printer: object) -> None:
        """Print in the thread in which pages are drawn, what the operation lets through."""
        self._printing.ask(_printed, put, self, printer)

    def say(self, text: str) -> None:
        """Say something in the line below."""
        self.told.setText(text)
        self.told.setToolTip(text)

    def fail(self, problem: GisError) -> None:
        """Say what went wrong; the picture before stays."""
        self.say(" ".join(filter(None, messages.sentence(problem))))

    def json(self) -> str:
        """Give the page as text, as the worker process takes it."""
        return written(self.draft.page)

    @property
    def is_saved(self) -> bool:
        """Whether the page is as it was kept."""
        return self.draft.page == self.draft.saved

    def end(self) -> None:
        """Let everything go: before the workspace is closed, or when the window is."""
        self._later.stop()
        self._question.drop()
        self._printing.drop()
        self.composer.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask whether to keep what is not kept."""
        if not self.is_saved and self.isVisible() and not keeping.may_close(self):
            event.ignore()
            return
        self.closing.emit()
        self.end()
        event.accept()

    def _take(self, picture: object) -> None:
        if not isinstance(picture, Picture):
            return
        self.view.show_picture(picture)
        self.fields.show_said(picture.said)
        self.findings.show_findings(picture.findings, picture.problems)
        scales = "  ".join(f"{name} 1:{scale:,.0f}" for name, scale in picture.scales.items())
        self.say(scales)
        self.pictured.emit()

    def _refresh(self) -> None:
        for action, row in self._actions:
            action.setEnabled(row.enabled(self))
        mark = "" if self.is_saved else " *"
        kind = self.tr("Printed sheet")
        self.setWindowTitle(f"{self.about.kept or self.draft.page.title}{mark} – {kind}")

    def _connect(self) -> None:
        self.draft.changed.connect(self._later.start)
        self.draft.changed.connect(self._refresh)
        self.draft.chosen_changed.connect(self._refresh)
        self.view.seen_changed.connect(self._later.start)
        self.view.pointed.connect(lambda x, y: self.place.setText(f"{x:.1f}, {y:.1f} mm"))
        self.view.opened.connect(lambda name: self._edit(name))
        self._later.timeout.connect(self.draw)
        self._question.answered.connect(self._take)
        self._printing.answered.connect(lambda _done: self.say(self.tr("The sheet was sent to the printer.")))
        self._printing.failed.connect(self.fail)
        self._question.failed.connect(self.fail)
        self.properties.seen_wanted.connect(self.show_seen)
        self.fields.remembered.connect(self.remembered)

    def _edit(self, name: str) -> None:
        self.draft.choose([name])
        own = [one for key, one in self.properties.editors.items() if not key.startswith("box.")]
        if own:
            own[0].setFocus()

    def _lay_out(self) -> None:
        self.setObjectName("page_editor")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1400, 900)
        self.setCentralWidget(self.view)
        self.bar = QToolBar(self.tr("Tools"), self)
        self.bar.setObjectName("page_bar")
        self.bar.setMovable(False)
        self.addToolBar(self.bar)
        self.add_button = QToolButton(self)
        self.add_button.setText(self.tr("Add"))
        self.add_button.setAccessibleName(self.tr("Add something to the page"))
        self.add_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.bar.addWidget(self.add_button)
        self._dock(self.tr("What is written on it"), self.fields, Area.LeftDockWidgetArea)
        self._dock(self.tr("Items"), self.items, Area.LeftDockWidgetArea)
        docks = [
            self._dock(self.tr("Properties"), self.properties, Area.RightDockWidgetArea),
            self._dock(self.tr("Check"), self.findings, Area.RightDockWidgetArea),
        ]
        self.resizeDocks(docks, [520, 240], Qt.Orientation.Vertical)
        self.resizeDocks([docks[0]], [330], Qt.Orientation.Horizontal)
        self.statusBar().addWidget(self.told, 1)
        self.stop = QPushButton(self.tr("Stop"), self)
        self.stop.hide()
        self.statusBar().addPermanentWidget(self.stop)
        self.statusBar().addPermanentWidget(self.place)

    def _dock(self, title: str, content: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(f"page_{type(content).__name__}")
        dock.setWidget(content)
        dock.setFeatures(QDockWidget.DockWidgetFeature.DockWidgetMovable)
        self.addDockWidget(area, dock)
        return dock


def _printed(put: Callable[..., bool], editor: PageEditor, printer: object) -> bool:
    """In a thread: ask the operation, then print."""
    page = on_printer(editor.space, editor.draft.page)
    return put(editor.composer, page, editor.about.subject, printer)
