"""What became of a list of addresses, and the queue in which a person settles what is doubtful."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui import docks, icons
from kangbashi_gis.ui.panels.hits import HitDelegate, HitModel

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.dialogs.geocoding import GeocodeChoice
    from kangbashi_gis.ui.jobs import Job
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "geocoding_dock"
TEXT = Qt.ItemDataRole.UserRole
PIN_M, ROOM_M = 30.0, 150.0  # how wide a candidate is marked, and how much is shown around all of them
Report = Mapping[str, Any]


class GeocodingPanel(QWidget):
    """Summary, the doubtful texts on the left, what each may mean on the right and on the map."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._choice: GeocodeChoice | None = None
        self._settled = 0
        self.summary = QLabel(self)
        self.queue = QListWidget(self)
        self.candidates = HitModel(self)
        self.list = QListView(self)
        self.box = QLineEdit(self)
        self.take = QPushButton(self.tr("This one"), self)
        self.again = QPushButton(self.tr("Do the list again"), self)
        self._question = window.jobs.question("candidates")
        self._question.answered.connect(self._show_candidates)
        self._question.failed.connect(window.banner.fail)
        self._set_up()

    def show_report(self, choice: "GeocodeChoice", report: Report) -> None:
        """Show what became of a list."""
        self._choice, self._settled = choice, 0
        counts = {name: f"{report[name]:,}" for name in ("rows", "matched", "doubtful", "unmatched", "empty")}
        words = self.tr(
            "{rows} rows: {matched} matched, {doubtful} doubtful, {unmatched} unmatched, {empty} without an address"
        )
        levels = " · ".join(f"{level} {count:,}" for level, count in report["levels"].items() if count)
        self.summary.setText(f"{words.format(**counts)}\n{levels}\n{report['out']}")
        self.queue.clear()
        for text, rows in report["queue"]:
            item = QListWidgetItem(f"{text}  ×{rows:,}" if rows > 1 else str(text))
            item.setData(TEXT, text)
            self.queue.addItem(item)
        self._show_candidates(())
        self._refresh()
        self.queue.setCurrentRow(0)

    def settle(self) -> None:
        """Remember the chosen candidate for the chosen text."""
        item, hit = self.queue.currentItem(), self.candidates.hit(self.list.currentIndex().row())
        if item is None or hit is None or not self.take.isEnabled():
            return
        name = hit.detail if hit.kind == "addresses" else hit.title
        title = QCoreApplication.translate("Tasks", "Remembering the choice")
        job = self._window.start("add_alias", self._window.folder, item.data(TEXT), name, title=title)
        job.finished.connect(lambda _answer: self._mark(item, hit))

    def repeat(self) -> None:
        """Do the whole list again with what was settled."""
        if self._choice is not None:
            run(self._window, self._choice, again=True)

    def _mark(self, item: QListWidgetItem, hit: SearchHit) -> None:
        self._settled += 1
        item.setText(f"{item.data(TEXT)}  →  {hit.title}")
        item.setIcon(icons.icon("circle-check"))
        self._window.reload()
        self._refresh()
        if self.queue.currentItem() is item and self.queue.currentRow() + 1 < self.queue.count():
            self.queue.setCurrentRow(self.queue.currentRow() + 1)

    def _ask(self) -> None:
        item, space = self.queue.currentItem(), self._window.space
        self._show_candidates(())
        self.box.blockSignals(True)
        self.box.clear()
        self.box.blockSignals(False)
        if item is not None and space is not None:
            self._question.ask(_candidates, space, item.data(TEXT))

    def _ask_typed(self, typed: str) -> None:
        """Look for what the person types in place of the text; an emptied box goes back to it."""
        if not typed.strip():
            self._ask()
        elif self._window.space is not None:
            self._question.ask(_candidates, self._window.space, typed)

    def _show_candidates(self, hits: tuple[SearchHit, ...]) -> None:
        self.candidates.fill(hits, "")
        canvas = self._window.canvas
        fids: dict[str, list[int]] = {}
        for hit in hits:
            fids.setdefault(hit.kind, []).append(hit.fid)
        canvas.highlight({kind: np.array(some, np.int64) for kind, some in fids.items()})
        placed = [hit.place for hit in hits if hit.place is not None]
        if placed:
            xs, ys = [one.x for one in placed], [one.y for one in placed]
            canvas.zoom_to((min(xs) - ROOM_M, min(ys) - ROOM_M, max(xs) + ROOM_M, max(ys) + ROOM_M))
            self.list.setCurrentIndex(self.candidates.index(0, 0))
        self._refresh()

    def _point(self) -> None:
        hit = self.candidates.hit(self.list.currentIndex().row())
        if hit is not None and hit.place is not None:
            self._window.canvas.show_place(hit.place.x, hit.place.y, PIN_M)
        self._refresh()

    def _refresh(self) -> None:
        free = not self._window.read_only and self._window.jobs.current is None
        self.take.setEnabled(free and self.list.currentIndex().isValid())
        self.again.setEnabled(free and self._settled > 0)

    def _set_up(self) -> None:
        self.summary.setWordWrap(True)
        self.summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.queue.setAccessibleName(self.tr("Doubtful addresses"))
        self.list.setAccessibleName(self.tr("What it may mean"))
        self.list.setModel(self.candidates)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.queue.currentItemChanged.connect(lambda *_: self._ask())
        self.list.selectionModel().currentChanged.connect(lambda *_: self._point())
        self.list.activated.connect(lambda _index: self.settle())
        self.take.clicked.connect(self.settle)
        self.again.clicked.connect(self.repeat)
        self._window.jobs.changed.connect(self._refresh)
        self.box.setPlaceholderText(self.tr("Or type what it should be"))
        self.box.setAccessibleName(self.box.placeholderText())
        self.box.setClearButtonEnabled(True)
        self.box.textChanged.connect(self._ask_typed)
        columns = QHBoxLayout()
        for title, view in ((self.tr("Doubtful addresses"), self.queue), (self.tr("What it may mean"), self.list)):
            label = QLabel(title, self)
            label.setBuddy(view)
            side = QVBoxLayout()
            side.addWidget(label)
            if view is self.list:
                side.addWidget(self.box)
            side.addWidget(view, 1)
            columns.addLayout(side, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.again)
        buttons.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.summary)
        column.addLayout(columns, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:
        """Ask for room for a few lines."""
        return QSize(760, 340)


def start(window: "MainWindow") -> None:
    """Ask for a list and geocode it."""
    from kangbashi_gis.ui.dialogs.geocoding import GeocodeDialog

    if choice := GeocodeDialog.ask(window):
        run(window, choice)


def run(window: "MainWindow", choice: "GeocodeChoice", again: bool = False) -> "Job":
    """Geocode a list in the background, then show what became of it."""
    task = {
        "path": str(choice.path), "column": choice.column, "out": str(choice.out), "layer": choice.layer,
        "again": again,
    }  # fmt: skip
    title = QCoreApplication.translate("Tasks", "Finding the addresses of {file}").format(file=choice.path.name)
    job = window.start("geocode", window.folder, task, title=title)
    job.finished.connect(lambda report: _show(window, choice, report))
    return job


def _show(window: "MainWindow", choice: "GeocodeChoice", report: Report) -> None:
    title = QCoreApplication.translate("GeocodingPanel", "Geocoded list")
    window.reload()
    panel = docks.raised(window, NAME, title, lambda dock: GeocodingPanel(window, dock))
    panel.show_report(choice, report)


def _candidates(space: "Workspace", text: str) -> tuple[SearchHit, ...]:
    from kangbashi_gis.operations.geocoding import candidates

    return candidates(space, text)
