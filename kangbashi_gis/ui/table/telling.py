"""What is told of columns: statistics with a histogram, and groups with counts and sums."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model.rows import Group, Histogram, Statistics
from kangbashi_gis.model.schema import Field
from kangbashi_gis.operations.table import shown

MOST_LISTED = 2_000
BARS_HEIGHT = 120


class Bars(QWidget):
    """A histogram: a bar for each class, with the ends of the scale below."""

    def __init__(self, histogram: Histogram, parent: QWidget) -> None:
        super().__init__(parent)
        self._histogram = histogram
        self.setMinimumHeight(BARS_HEIGHT)
        counts = ", ".join(f"{count:,}" for count in histogram.counts)
        self.setAccessibleName(self.tr("Histogram: {counts}").format(counts=counts))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        counts, edges = self._histogram.counts, self._histogram.edges
        line = self.fontMetrics().height() + 4
        width, height = self.width() / max(len(counts), 1), self.height() - line
        for at, count in enumerate(counts):
            tall = (height - 4) * count / max(max(counts), 1)
            painter.fillRect(QRectF(at * width + 1, height - tall, width - 2, tall), self.palette().highlight())
        if edges:
            below = self.rect().adjusted(0, round(height), 0, 0)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, f"{edges[0]:,.6g}")
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{edges[-1]:,.6g}")
        painter.end()


class TellingDialog(QDialog):
    """A table of what was told, which can be copied whole."""

    def __init__(self, parent: QWidget, title: str, head: Sequence[str], lines: Sequence[Sequence[Any]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 480)
        self.table = QTableWidget(min(len(lines), MOST_LISTED), len(head), self)
        self.table.setHorizontalHeaderLabels(list(head))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(title)
        self._lines = [list(head), *lines]
        for row, line in enumerate(lines[:MOST_LISTED]):
            for column, value in enumerate(line):
                self.table.setItem(row, column, _item(value))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        self.column = QVBoxLayout(self)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(buttons)

    def copy(self) -> None:
        """Copy everything, with tabs between the cells."""
        text = "\n".join("\t".join(_text(value) for value in line) for line in self._lines)
        QApplication.clipboard().setText(text)


def statistics_dialog(parent: QWidget, field: Field, told: Statistics, bars: Histogram | None) -> TellingDialog:
    """Make the dialog of what a column holds."""
    words = _words()
    pairs = (
        (words["rows"], told.count), (words["empty"], told.empty), (words["distinct"], told.distinct),
        (words["least"], shown(field, told.least)), (words["greatest"], shown(field, told.greatest)),
        (words["sum"], told.total), (words["mean"], told.mean), (words["median"], told.median),
        (words["deviation"], told.deviation), (words["odd"], told.odd or None),
    )  # fmt: skip
    lines: list[Sequence[Any]] = [pair for pair in pairs if pair[1] not in (None, "")]
    lines += [(f"{words['most']}: {shown(field, value) or '—'}", count) for value, count in told.most]
    dialog = TellingDialog(parent, f"{words['statistics']}: {field.title}", (words["what"], words["value"]), lines)
    if bars is not None and bars.counts:
        dialog.column.insertWidget(0, Bars(bars, dialog))
    return dialog


def groups_dialog(
    parent: QWidget, by: Sequence[Field], sums: Sequence[Field], groups: Sequence[Group]
) -> TellingDialog:
    """Make the dialog of groups."""
    words = _words()
    head = [*(one.title for one in by), words["rows"], *(f"{words['sum']}: {one.title}" for one in sums)]
    lines = [
        [*(shown(field, value) or "—" for field, value in zip(by, one.values, strict=True)), one.count, *one.sums]
        for one in groups
    ]
    return TellingDialog(parent, f"{words['groups']}: {len(groups):,}", head, lines)


def _words() -> dict[str, str]:
    return {
        "rows": QCoreApplication.translate("TableTelling", "Rows"),
        "empty": QCoreApplication.translate("TableTelling", "Empty"),
        "distinct": QCoreApplication.translate("TableTelling", "Different values"),
        "least": QCoreApplication.translate("TableTelling", "Least"),
        "greatest": QCoreApplication.translate("TableTelling", "Greatest"),
        "sum": QCoreApplication.translate("TableTelling", "Sum"),
        "mean": QCoreApplication.translate("TableTelling", "Mean"),
        "median": QCoreApplication.translate("TableTelling", "Median"),
        "deviation": QCoreApplication.translate("TableTelling", "Standard deviation"),
        "odd": QCoreApplication.translate("TableTelling", "Cells of another kind"),
        "most": QCoreApplication.translate("TableTelling", "Common"),
        "statistics": QCoreApplication.translate("TableTelling", "Statistics"),
        "groups": QCoreApplication.translate("TableTelling", "Groups"),
        "what": QCoreApplication.translate("TableTelling", "What"),
        "value": QCoreApplication.translate("TableTelling", "Value"),
    }


def _text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.6g}" if abs(value) < 1e6 else f"{value:,.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _item(value: Any) -> QTableWidgetItem:
    item = QTableWidgetItem(_text(value))
    if isinstance(value, int | float):
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item
