"""The panel of coordinates: a place in metres, degrees, sixtieths and as a map sheet; and going to one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from kangbashi_gis.analysis.map_sheets import DENOMINATORS, sheet_at
from kangbashi_gis.analysis.whereabouts import goal, sixtieths
from kangbashi_gis.errors import BadPlace
from kangbashi_gis.model import crs
from kangbashi_gis.ui import docks, messages

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "coordinates_dock"
NEAR_M = 250.0  # half of what is shown around a place without a size
FIRST_SCALE = 10_000
CHOICE = "sheet_scale"


class CoordinatePanel(QWidget):
    """Follows the pointer until a click on the map holds a place; each way of writing can be copied."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._place: tuple[float, float] | None = None
        self.metres, self.degrees, self.sixtieths, self.sheet = (QLineEdit(self) for _ in range(4))
        self.scale = QComboBox(self)
        self.following = QCheckBox(self.tr("Follow the pointer; a click on the map holds a place"), self)
        self.wanted = QLineEdit(self)
        self.go = QPushButton(self.tr("Go there"), self)
        self.problem = QLabel(self)
        self._set_up()
        self._lay_out()

    def open(self) -> None:
        """Begin anew: another workspace has other coordinates."""
        self._place = None
        self.following.setChecked(True)
        for line in (self.metres, self.degrees, self.sixtieths, self.sheet, self.wanted):
            line.clear()
        self.problem.hide()

    def follow(self, x: float, y: float) -> None:
        """Show where the pointer is."""
        if self.following.isChecked() and self.isVisible():
            self.show_place(x, y)

    def hold(self, x: float, y: float) -> None:
        """Stay at a place that was clicked."""
        if self.isVisible():
            self.following.setChecked(False)
            self.show_place(x, y)

    def show_place(self, x: float, y: float) -> None:
        """Show a place in every way it is written."""
        space = self._window.space
        if space is None:
            return
        self._place = x, y
        (lon,), (lat,) = crs.degrees(space.project.crs, [x], [y])
        self.metres.setText(f"{x:.3f}, {y:.3f}")
        self.degrees.setText(f"{lon:.7f}, {lat:.7f}")
        self.sixtieths.setText(f"{sixtieths(float(lon))}, {sixtieths(float(lat))}")
        try:
            self.sheet.setText(sheet_at(float(lon), float(lat), self.scale.currentData()))
        except BadPlace:
            self.sheet.setText(self.tr("no sheet"))

    def go_there(self) -> None:
        """Go to what was typed: coordinates in any order that makes sense, or the number of a sheet."""
        space, canvas = self._window.space, self._window.canvas
        if space is None:
            return
        there = goal(self.wanted.text(), space.project.crs)
        self.problem.setVisible(there is None)
        if there is None:
            self.problem.setText(messages.sentence(BadPlace(text=self.wanted.text()[:60]))[0])
            return
        self.following.setChecked(False)
        self.show_place(there.x, there.y)
        canvas.show_place(there.x, there.y, None)
        x, y = there.x, there.y
        canvas.zoom_to(there.bounds or (x - NEAR_M, y - NEAR_M, x + NEAR_M, y + NEAR_M))

    def _set_up(self) -> None:
        for line in (self.metres, self.degrees, self.sixtieths, self.sheet):
            line.setReadOnly(True)
        for one in DENOMINATORS:
            self.scale.addItem(f"1:{one:,}", one)
        kept = self._window.state.kept(CHOICE, str(FIRST_SCALE))
        self.scale.setCurrentIndex(max(self.scale.findText(f"1:{int(kept):,}") if kept.isdigit() else 0, 0))
        self.scale.setAccessibleName(self.tr("Scale of the sheet"))
        self.scale.currentIndexChanged.connect(self._take_scale)
        self.wanted.setPlaceholderText(self.tr("396082,4386593 · 109.79,39.607 · 109°47′24″E 39°36′25″N · J49G010029"))
        self.wanted.returnPressed.connect(self.go_there)
        self.go.clicked.connect(self.go_there)
        self.problem.setWordWrap(True)
        self.problem.setObjectName("problem")

    def _take_scale(self) -> None:
        self._window.state.keep(CHOICE, str(self.scale.currentData()))
        if self._place is not None:
            self.show_place(*self._place)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.addRow(self.following)
        rows: tuple[tuple[str, QLineEdit, QWidget | None], ...] = (
            (self.tr("East, north (m)"), self.metres, None),
            (self.tr("Longitude, latitude (°)"), self.degrees, None),
            (self.tr("Degrees, minutes, seconds"), self.sixtieths, None),
            (self.tr("Map sheet"), self.sheet, self.scale),
        )
        for title, line, more in rows:
            form.addRow(title, self._row(title, line, more))
        wanted = QHBoxLayout()
        wanted.addWidget(self.wanted, 1)
        wanted.addWidget(self.go)
        self.wanted.setAccessibleName(self.tr("Go to"))
        form.addRow(self.tr("Go to"), wanted)
        form.addRow(self.problem)
        self.problem.hide()

    def _row(self, title: str, line: QLineEdit, more: QWidget | None) -> QHBoxLayout:
        line.setAccessibleName(title)
        copy = QPushButton(self.tr("Copy"), self)
        copy.setAccessibleName(self.tr("Copy {what}").format(what=title))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(line.text()))
        row = QHBoxLayout()
        row.addWidget(line, 1)
        if more is not None:
            row.addWidget(more)
        row.addWidget(copy)
        return row


def show(window: "MainWindow") -> CoordinatePanel:
    """Show the panel with the keyboard where one says where to go."""
    title = QCoreApplication.translate("CoordinatePanel", "Coordinates")
    panel = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    panel.wanted.setFocus()
    return panel


def _made(window: "MainWindow", parent: QWidget) -> CoordinatePanel:
    panel = CoordinatePanel(window, parent)
    panel.open()
    window.canvas.pointer_moved.connect(panel.follow)
    window.canvas.clicked.connect(lambda x, y, _reach_m: panel.hold(x, y))
    return panel
