"""目录: the catalogue as a table with a filter, what is overdue marked in words and colour, and a form to fill in."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.catalogue import LEVELS
from kangbashi_gis.operations.catalogue import Entry, catalogue
from kangbashi_gis.ui import language
from kangbashi_gis.ui.dialogs.form import FormDialog, ask

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

ENTRY = Qt.ItemDataRole.UserRole
OVERDUE = QColor(232, 163, 23, 90)  # laid over the table's own colour, so that both palettes work
MOST_DAYS, LONGEST_OWNER = 36_500, 100


class CatalogueDialog(QDialog):
    """What came in: a row each. Enter or a double click describes it."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.setWindowTitle(self.tr("Catalogue"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1100, 520)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(self.tr("Filter: theme, file, owner, secrecy …"))
        self.filter.setClearButtonEnabled(True)
        self.table = QTableWidget(self)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.setAccessibleName(self.tr("Catalogue"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        self.edit = buttons.addButton(self.tr("Describe…"), QDialogButtonBox.ButtonRole.ActionRole)
        self.edit.setAutoDefault(False)  # Enter in the filter opens no form
        column = QVBoxLayout(self)
        for widget in (self.filter, self.table, buttons):
            column.addWidget(widget)
        buttons.rejected.connect(self.reject)
        self.edit.clicked.connect(self._describe)
        self.table.itemActivated.connect(self._describe)
        self.filter.textChanged.connect(self._sieve)
        self.show_entries()

    def show_entries(self) -> None:
        """Read the catalogue anew."""
        entries = catalogue(self._window.space) if self._window.space is not None else []
        headings = [self.tr("No."), self.tr("Theme"), self.tr("File"), self.tr("Owner"), self.tr("Date of the data"),
                    self.tr("Secrecy"), self.tr("Renewed"), self.tr("Due"), self.tr("Rows"),
                    self.tr("Coordinate system"), self.tr("Accuracy"), self.tr("Encoding")]  # fmt: skip
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for column, text in enumerate(self._cells(entry)):
                item = QTableWidgetItem(text)
                item.setData(ENTRY, entry)
                if entry.overdue:
                    item.setBackground(OVERDUE)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        may = self._window.session.may(Permission.EDIT) and not self._window.read_only
        self.edit.setEnabled(bool(entries) and may)
        if entries:
            self.table.setCurrentCell(0, 0)
        self._sieve()

    def _cells(self, entry: Entry) -> list[str]:
        due = entry.due or ""
        told = (
            entry.number, language.theme_title(themes.theme(entry.theme)), entry.file, entry.owner, entry.data_date,
            entry.secrecy, entry.renewed, self.tr("{day}, overdue").format(day=due) if entry.overdue else due,
            None if entry.rows is None else f"{entry.rows:,}", entry.crs,
            None if entry.accuracy_m is None else f"{entry.accuracy_m:g} m", entry.encoding,
        )  # fmt: skip
        return ["" if cell is None else str(cell) for cell in told]

    def _sieve(self) -> None:
        """Show the rows that have all words of the filter."""
        words = self.filter.text().lower().split()
        for row in range(self.table.rowCount()):
            items = (self.table.item(row, column) for column in range(self.table.columnCount()))
            text = " ".join(item.text().lower() for item in items if item is not None)
            self.table.setRowHidden(row, not all(word in text for word in words))

    def _describe(self) -> None:
        item = self.table.currentItem()
        if item is None or not self.edit.isEnabled():
            return
        entry: Entry = item.data(ENTRY)
        dialog = DescribeDialog(self, entry)
        if said := ask(dialog, dialog.said):
            title = QCoreApplication.translate("Tasks", "Describing {file}").format(file=entry.file)
            job = self._window.start("describe_entry", self._window.folder, entry.number, said, title=title)
            job.finished.connect(self._described)

    def _described(self) -> None:
        self._window.reload()
        self.show_entries()


class DescribeDialog(FormDialog):
    """Whose a file is, how old, how secret, and how often it is renewed."""

    def __init__(self, parent: QWidget, entry: Entry) -> None:
        super().__init__(parent, QCoreApplication.translate("DescribeDialog", "Describe data"), "")
        self.ok.setText(self.tr("Save"))
        self._entry = entry
        self.owner = QLineEdit(entry.owner or "", self)
        self.owner.setMaxLength(LONGEST_OWNER)
        self.date = QLineEdit(entry.data_date or "", self)
        self.date.setPlaceholderText("2026-06-30")
        self.secrecy = QComboBox(self)
        self.secrecy.addItem(self.tr("not said"), "")
        for level in LEVELS:
            self.secrecy.addItem(level, level)
        self.secrecy.setCurrentIndex(max(self.secrecy.findData(entry.secrecy or ""), 0))
        self.every = QSpinBox(self)
        self.every.setRange(0, MOST_DAYS)
        self.every.setSpecialValueText(self.tr("not agreed"))
        self.every.setValue(entry.every_days or 0)
        self.add_row(self.tr("Owner"), self.owner)
        self.add_row(self.tr("Date of the data"), self.date)
        self.add_row(self.tr("Secrecy"), self.secrecy)
        self.add_row(self.tr("Renewed every (days)"), self.every)

    def said(self) -> dict[str, Any]:
        """Give what is to be changed."""
        entry = self._entry
        found = {
            "owner": (self.owner.text().strip(), entry.owner or ""),
            "data_date": (self.date.text().strip(), entry.data_date or ""),
            "secrecy": (str(self.secrecy.currentData()), entry.secrecy or ""),
            "every_days": (self.every.value(), entry.every_days or 0),
        }
        return {name: now for name, (now, before) in found.items() if now != before}
