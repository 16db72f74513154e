"""The panel of the measuring tools: grid, ellipsoid and ground beside each other, live while drawing."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.analysis.measuring import HEIGHT_M, LEAST_M, MOST_M, Measured, Segment
from kangbashi_gis.analysis.whereabouts import sixtieths
from kangbashi_gis.errors import GisError
from kangbashi_gis.ui import docks, messages
from kangbashi_gis.ui.state import file_name

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "measure_dock"
TOOLS = ("measure_line", "measure_area")
Corners = list[tuple[float, float]]


class MeasurePanel(QWidget):
    """Numbers of what is being drawn, or was drawn last; the mean height of the ground is kept per workspace."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        super().__init__(parent)
        self._window = window
        self._space: Workspace | None = None
        self._corners: Corners = []
        self._closed = False
        self.measured: Measured | None = None
        self._question = window.jobs.question("measuring")
        self._question.answered.connect(self._show)
        self._question.failed.connect(self._fail)
        self.height_m = QDoubleSpinBox(self)
        self.numbers = [[QLabel("–", self) for _ in range(3)] for _ in range(2)]
        self._length = QLabel(self.tr("Length"), self)
        self.told = QLabel(self)
        self.segments = QTableWidget(0, 6, self)
        self.copy = QPushButton(self.tr("Copy"), self)
        self.back = QPushButton(self.tr("Take the last corner back"), self)
        self.fresh = QPushButton(self.tr("New"), self)
        self._set_up()
        self._lay_out()

    def open(self, space: "Workspace | None") -> None:
        """Measure in this workspace, at the height that was set for it."""
        self._space = space
        self.clear()
        if space is not None:
            kept = self._window.state.kept(self._choice(), str(HEIGHT_M))
            self.height_m.blockSignals(True)
            self.height_m.setValue(float(kept) if _is_number(kept) else HEIGHT_M)
            self.height_m.blockSignals(False)

    def clear(self) -> None:
        """Forget what was measured."""
        self._question.drop()
        self._corners, self.measured = [], None
        self._window.canvas.show_measured([], False)
        for row in self.numbers:
            for label in row:
                label.setText("–")
        self.segments.setRowCount(0)
        self.told.setText(self.tr("Click corners on the map; Enter or a double click ends, Backspace takes one back."))
        self.copy.setEnabled(False)

    def text(self) -> str:
        """Give what is measured as it goes to the clipboard: columns with tabs, as tables take them."""
        if self.measured is None:
            return ""
        names = [self.tr("Grid"), self.tr("Ellipsoid"), self.tr("Ground")]
        lines = ["\t".join(["", *names])]
        lengths, areas = _lengths(self.measured), _areas(self.measured)
        lines.append("\t".join([f"{self._length.text()} (m)", *(f"{one:.3f}" for one in lengths)]))
        if areas:
            lines.append("\t".join([f"{self.tr('Area')} (m²)", *(f"{one:.2f}" for one in areas)]))
        lines.append(self.told.text())
        lines.append("\t".join(self._heads()))
        lines += ["\t".join(_cells(number, one)) for number, one in enumerate(self.measured.segments, 1)]
        return "\n".join(lines)

    def changeEvent(self, event: QEvent) -> None:
        """Grow the table's rows with the letters."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.segments.resizeRowsToContents()

    def follow(self) -> None:
        """Measure what is being drawn, with the pointer as its next corner."""
        canvas = self._window.canvas
        if canvas.tool not in TOOLS or not canvas.sketch.corners:
            return
        canvas.show_measured([], False)
        pointer = canvas.sketch.pointer
        corners = [*canvas.sketch.corners, *([pointer] if pointer else [])]
        self._measure(corners, canvas.sketch.way.closed)

    def take(self, tool: str, corners: Corners) -> None:
        """Measure what was drawn, and leave it on the map."""
        if tool in TOOLS:
            closed = tool == "measure_area"
            self._window.canvas.show_measured(corners, closed)
            self._measure(corners, closed)

    def put_away(self, shown: bool) -> None:
        """Forget all and move the map again, when the panel is closed."""
        if not shown:
            self.clear()
            if self._window.tool in TOOLS:
                self._window.set_tool("pan")

    def _measure(self, corners: Corners, closed: bool) -> None:
        self._corners, self._closed = corners, closed
        if self._space is not None and len(corners) > 1:
            closed = closed and len(corners) > 2
            self._question.ask(_measured, self._space, corners, closed, self.height_m.value())

    def _show(self, measured: Measured) -> None:
        self.measured = measured
        areas = _areas(measured)
        self._length.setText(self.tr("Border") if areas else self.tr("Length"))
        for label, number in zip(self.numbers[0], _lengths(measured), strict=True):
            label.setText(f"{number:,.3f} m")
        for label, number in zip(self.numbers[1], areas or (math.nan,) * 3, strict=True):
            label.setText("–" if math.isnan(number) else f"{number:,.2f} m²")
        rate = measured.cm_per_km
        words = self.tr("Grid minus ground: {rate} cm per km")
        self.told.setText("" if math.isnan(rate) else words.format(rate=f"{rate:+.1f}"))
        self.copy.setEnabled(True)
        self._show_segments(measured.segments)

    def _show_segments(self, segments: tuple[Segment, ...]) -> None:
        self.segments.setRowCount(len(segments))
        for row, one in enumerate(segments):
            for column, text in enumerate(_cells(row + 1, one)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.segments.setItem(row, column, item)
        self.segments.scrollToBottom()

    def _fail(self, error: GisError) -> None:
        self.measured = None
        self.copy.setEnabled(False)
        for row in self.numbers:
            for label in row:
                label.setText("–")
        self.told.setText(" ".join(messages.sentence(error)))

    def _keep_height(self) -> None:
        if self._space is not None:
            self._window.state.keep(self._choice(), str(self.height_m.value()))
            self._measure(self._corners, self._closed)

    def _choice(self) -> str:
        return f"height/{file_name(self._window.folder)}"

    def _heads(self) -> list[str]:
        return [
            self.tr("No."), self.tr("Grid (m)"), self.tr("Ellipsoid (m)"), self.tr("Ground (m)"),
            self.tr("Grid bearing"), self.tr("True bearing"),
        ]  # fmt: skip

    def _set_up(self) -> None:
        self.height_m.setRange(LEAST_M, MOST_M)
        self.height_m.setDecimals(1)
        self.height_m.setSuffix(" m")
        self.height_m.setAccessibleName(self.tr("Mean height of the ground"))
        self.height_m.valueChanged.connect(lambda _value: self._keep_height())
        self.segments.setHorizontalHeaderLabels(self._heads())
        self.segments.verticalHeader().hide()
        self.segments.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.segments.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.segments.setAccessibleName(self.tr("Pieces"))
        self.segments.setTabKeyNavigation(False)
        self.told.setWordWrap(True)
        self.copy.clicked.connect(lambda: _clipboard(self.text()))
        self.back.clicked.connect(self._window.canvas.sketch.take_back)
        self.fresh.clicked.connect(self._begin_anew)

    def _begin_anew(self) -> None:
        self._window.canvas.sketch.clear()
        self.clear()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        for column, title in enumerate((self.tr("Grid"), self.tr("Ellipsoid"), self.tr("Ground")), 1):
            grid.addWidget(QLabel(title, self), 0, column, Qt.AlignmentFlag.AlignRight)
        for row, (name, labels) in enumerate(
            zip((self._length, QLabel(self.tr("Area"), self)), self.numbers, strict=True), 1
        ):
            grid.addWidget(name, row, 0)
            for column, label in enumerate(labels, 1):
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignRight)
        height = QHBoxLayout()
        height.addWidget(QLabel(self.tr("Mean height of the ground"), self))
        height.addWidget(self.height_m, 1)
        buttons = QHBoxLayout()
        for button in (self.copy, self.back, self.fresh):
            buttons.addWidget(button)
        left = QVBoxLayout()
        for part in (grid, height, buttons):
            left.addLayout(part)
        left.addWidget(self.told)
        left.addStretch(1)
        row_ = QHBoxLayout(self)
        row_.addLayout(left, 2)
        row_.addWidget(self.segments, 3)


def show(window: "MainWindow", tool: str) -> MeasurePanel:
    """Take a measuring tool into the hand and show its panel."""
    title = QCoreApplication.translate("MeasurePanel", "Measure")
    panel = docks.raised(window, NAME, title, lambda dock: _made(window, dock))
    panel.clear()
    window.set_tool(tool)
    window.canvas.setFocus()
    return panel


def _made(window: "MainWindow", parent: QWidget) -> MeasurePanel:
    panel = MeasurePanel(window, parent)
    panel.open(window.space)
    window.canvas.sketch.changed.connect(panel.follow)
    window.canvas.shape_drawn.connect(lambda tool, corners, _keys: panel.take(tool, corners))
    parent.visibilityChanged.connect(panel.put_away)  # type: ignore[attr-defined]
    return panel


def _measured(space: "Workspace", corners: Corners, closed: bool, height_m: float) -> Measured:
    from kangbashi_gis.operations import measuring

    measure = measuring.measure_area if closed else measuring.measure_line
    return measure(space, corners, height_m)


def _lengths(measured: Measured) -> tuple[float, float, float]:
    return measured.grid_m, measured.ellipsoid_m, measured.ground_m


def _areas(measured: Measured) -> tuple[float, float, float] | None:
    if measured.grid_m2 is None or measured.ellipsoid_m2 is None or measured.ground_m2 is None:
        return None
    return measured.grid_m2, measured.ellipsoid_m2, measured.ground_m2


def _cells(number: int, one: Segment) -> list[str]:
    lengths = (one.grid_m, one.ellipsoid_m, one.ground_m)
    bearings = (sixtieths(one.grid_bearing), sixtieths(one.true_bearing))
    return [str(number), *(f"{length:.3f}" for length in lengths), *bearings]


def _clipboard(text: str) -> None:
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText(text)


def _is_number(text: str) -> bool:
    try:
        return LEAST_M <= float(text) <= MOST_M
    except ValueError:
        return False
