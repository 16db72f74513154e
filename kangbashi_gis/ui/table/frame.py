"""The widgets of the table's panel and how they lie: filters above, the grid below."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kangbashi_gis.ui import icons
from kangbashi_gis.ui.table.grid import Grid


class Frame(QWidget):
    """Theme, filter over all columns, condition, what is told, and the grid."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.themes, self.filter, self.where = QComboBox(self), QLineEdit(self), QLineEdit(self)
        self.only = QCheckBox(self.tr("Selected only"), self)
        self.cancel = QPushButton(icons.icon("x"), self.tr("Stop"), self)
        self.told, self.complaint = QLabel(self), QLabel(self)
        self.grid = Grid(self)
        self._set_up()
        self._lay_out()

    def sizeHint(self) -> QSize:
        """Be a third of the window high."""
        return QSize(900, 320)

    def _set_up(self) -> None:
        self.themes.setAccessibleName(self.tr("Theme"))
        self.filter.setPlaceholderText(self.tr("Filter: text, pinyin or initials"))
        self.filter.setAccessibleName(self.tr("Filter over all columns"))
        self.filter.setClearButtonEnabled(True)
        self.where.setPlaceholderText(self.tr("Condition, such as area_m2 > 500 AND use LIKE '07%'"))
        self.where.setAccessibleName(self.tr("Condition"))
        self.where.setClearButtonEnabled(True)
        self.complaint.setWordWrap(True)
        self.complaint.setStyleSheet("color: #c0392b")
        self.complaint.hide()
        self.cancel.hide()
        self.told.setMinimumWidth(260)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.themes)
        row.addWidget(self.filter, 2)
        row.addWidget(self.where, 2)
        row.addWidget(self.only)
        row.addWidget(self.cancel)
        row.addWidget(self.told)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 6)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self.complaint)
        column.addWidget(self.grid, 1)
