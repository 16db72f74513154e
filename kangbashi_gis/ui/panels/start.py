"""The start page: what to do while no workspace is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal, SignalInstance
from PySide6.QtWidgets import (
    QCommandLinkButton,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.ui import icons, messages
from kangbashi_gis.ui.jobs import Job

WIDTH = 560
PATH = Qt.ItemDataRole.UserRole


class StartPage(QWidget):
    """Three ways to begin, the workspaces of before, and the progress while the sample is built."""

    sample_wanted = Signal()
    open_wanted = Signal()
    new_wanted = Signal()
    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = _label(self, "startTitle", self.tr("Kangbashi GIS Workstation"))
        self.subtitle = _label(
            self, "startSubtitle", self.tr("Type an address and see the roads, people, companies and parcel around it.")
        )
        self.buttons = {
            "map-2": self._button(
                self.tr("Open the sample district"),
                self.tr("A made-up district to try everything with"),
                self.sample_wanted,
            ),
            "folder-open": self._button(
                self.tr("Open a workspace"), self.tr("A folder with the data of your district"), self.open_wanted
            ),
            "folder-plus": self._button(
                self.tr("New workspace"), self.tr("Begin empty, then import your files"), self.new_wanted
            ),
        }
        self.recent_title = _label(self, "section", self.tr("Recent workspaces"))
        self.recent = QListWidget(self)
        self.working = _label(self, "working", "")
        self.bar = QProgressBar(self)
        self.stop = QPushButton(self.tr("Cancel"), self)
        self._job: Job | None = None
        self.stop.clicked.connect(lambda: self._job and self._job.cancel())
        self._set_up()
        self._lay_out()
        self.follow(None)

    def show_recent(self, folders: Sequence[Path]) -> None:
        """List the workspaces that were open before."""
        self.recent.clear()
        for folder in folders:
            item = QListWidgetItem(icons.icon("folder"), f"{folder.name}\n{folder.parent}")
            item.setData(PATH, folder)
            self.recent.addItem(item)
        self._show_parts(self._job is not None)

    def follow(self, job: Job | None) -> None:
        """Show the progress of a job that builds a workspace; None when there is none."""
        self._job = job
        self._show_parts(job is not None)
        if job is not None:
            self.bar.setValue(0)
            self.working.setText(job.title)
            job.progressed.connect(self._progress)
            job.ended.connect(lambda: self.follow(None))

    def _show_parts(self, working: bool) -> None:
        during: tuple[QWidget, ...] = (self.working, self.bar, self.stop)
        otherwise: tuple[QWidget, ...] = (*self.buttons.values(), self.subtitle)
        for part in during:
            part.setVisible(working)
        for part in otherwise:
            part.setVisible(not working)
        for part in (self.recent_title, self.recent):
            part.setVisible(not working and self.recent.count() > 0)

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icons again when the colours change."""
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_logo"):
            self._paint_icons()
        super().changeEvent(event)

    def _progress(self, fraction: float, step: str) -> None:
        self.bar.setValue(round(fraction * 1000))
        if self._job is not None:
            self.working.setText(" · ".join(filter(None, (self._job.title, messages.step(step)))))

    def _button(self, text: str, help: str, signal: SignalInstance) -> QCommandLinkButton:
        button = QCommandLinkButton(text, help, self)
        button.setIconSize(QSize(28, 28))
        button.clicked.connect(signal)
        return button

    def _set_up(self) -> None:
        self._logo = QLabel(self)
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self.title, self.subtitle):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.recent.setObjectName("recent")
        self.recent.setAccessibleName(self.tr("Recent workspaces"))
        self.recent.setIconSize(QSize(22, 22))
        self.recent.itemActivated.connect(lambda item: self.chosen.emit(item.data(PATH)))
        self.recent.itemClicked.connect(lambda item: self.chosen.emit(item.data(PATH)))
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self._paint_icons()

    def _paint_icons(self) -> None:
        accent = self.palette().link().color().name()
        self._logo.setPixmap(icons.pixmap("map-pin", 56, accent))
        for name, button in self.buttons.items():
            button.setIcon(icons.icon(name, accent))

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addStretch(2)
        for label in (self._logo, self.title, self.subtitle):
            column.addWidget(label)
        column.addSpacing(18)
        for button in self.buttons.values():
            column.addWidget(button)
        column.addWidget(self.working)
        column.addWidget(self.bar)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        column.addSpacing(10)
        column.addWidget(self.recent_title)
        column.addWidget(self.recent, 3)
        column.addStretch(2)
        middle = QWidget(self)
        middle.setMaximumWidth(WIDTH)
        middle.setLayout(column)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)


def _label(parent: QWidget, name: str, text: str) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    return label
