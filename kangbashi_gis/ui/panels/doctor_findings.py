"""What was found in a layer: a list to filter by kind and severity, each place on the map, walked through by keys."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kangbashi_gis.model.diagnosis import Finding, Severity
from kangbashi_gis.ui import icons

DATA = Qt.ItemDataRole.UserRole
SEVERITIES = {
    Severity.ERROR: ("alert-circle", "#c62828"),
    Severity.QUESTION: ("info-circle", "#b26a00"),
    Severity.WARNING: ("alert-triangle", "#b28900"),
    Severity.INFO: ("info-circle", "#607d8b"),
}
LEVELS: tuple[tuple[Any, tuple[Severity, ...]], ...] = (
    (QT_TRANSLATE_NOOP("FindingsBox", "All severities"), tuple(Severity)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Errors and questions"), (Severity.ERROR, Severity.QUESTION)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Warnings"), (Severity.WARNING,)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Notes"), (Severity.INFO,)),
)
KINDS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (QT_TRANSLATE_NOOP("FindingsBox", "All kinds"), ()),
    (QT_TRANSLATE_NOOP("FindingsBox", "Encoding"), ("encoding_",)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Coordinates"), ("reference_", "datum_")),
    (QT_TRANSLATE_NOOP("FindingsBox", "Columns"), ("field_",)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Rows"), ("row_",)),
    (QT_TRANSLATE_NOOP("FindingsBox", "Shapes"), ("shape_",)),
    (QT_TRANSLATE_NOOP("FindingsBox", "The file itself"), ("file_", "note_")),
)


class FindingsBox(QWidget):
    """The findings of one layer. Choosing one shows its first place; the steps go through all places of all shown."""

    placed = Signal(float, float)
    filtered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level, self.kind = QComboBox(self), QComboBox(self)
        self.rows = QListWidget(self)
        self._findings: tuple[Finding, ...] = ()
        self._at = (-1, -1)  # finding of the list, place of it
        self._set_up()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found in a layer."""
        self._findings, self._at = tuple(findings), (-1, -1)
        self.rows.blockSignals(True)
        self.rows.clear()
        for one in filter(self.shows, self._findings):
            self.rows.addItem(_item(one))
        if not self.rows.count():
            nothing = self.tr("Nothing was found; it can be imported as it is.")
            self.rows.addItem(self.tr("Nothing of this kind was found.") if self._findings else nothing)
        self.rows.blockSignals(False)

    def shows(self, finding: Finding) -> bool:
        """Tell whether a finding passes what is chosen above the list."""
        kinds = self.kind.currentData()
        return finding.severity in self.level.currentData() and (not kinds or finding.code.startswith(tuple(kinds)))

    def step(self, by: int) -> bool:
        """Go to the next (1) or the previous (-1) place; False beyond the last or the first."""
        places = [
            (row, place)
            for row in range(self.rows.count())
            if isinstance(finding := self.rows.item(row).data(DATA), Finding)
            for place in range(len(finding.places))
        ]
        beyond = [one for one in places if (one > self._at if by > 0 else one < self._at)]
        if not beyond:
            return False
        self._go(beyond[0] if by > 0 else beyond[-1])
        return True

    def from_the_end(self) -> None:
        """Begin behind the last place, for going backwards."""
        self._at = (self.rows.count(), 0)

    def _go(self, at: tuple[int, int]) -> None:
        self._at = at
        self.rows.blockSignals(True)
        self.rows.setCurrentRow(at[0])
        self.rows.blockSignals(False)
        finding: Finding = self.rows.item(at[0]).data(DATA)
        self.placed.emit(*finding.places[at[1]])

    def _choose(self) -> None:
        item = self.rows.currentItem()
        finding = item.data(DATA) if item is not None else None
        if isinstance(finding, Finding) and finding.places:
            self._go((self.rows.currentRow(), 0))

    def _activate(self) -> None:
        """Go on to the next place of the same finding, and from its last to its first."""
        item, row = self.rows.currentItem(), self.rows.currentRow()
        finding = item.data(DATA) if item is not None else None
        if isinstance(finding, Finding) and finding.places:
            last = self._at[1] if self._at[0] == row else -1
            self._go((row, (last + 1) % len(finding.places)))

    def _filter(self) -> None:
        self.show_findings(self._findings)
        self.filtered.emit()

    def _set_up(self) -> None:
        for box, name, entries in ((self.level, self.tr("Severity"), LEVELS), (self.kind, self.tr("Kind"), KINDS)):
            for title, value in entries:
                box.addItem(QCoreApplication.translate("FindingsBox", title), value)
            box.setAccessibleName(name)
            box.setToolTip(name)
            box.currentIndexChanged.connect(self._filter)
        self.rows.setAccessibleName(self.tr("What was found"))
        self.rows.setWordWrap(True)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.rows.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.currentItemChanged.connect(lambda *_: self._choose())
        self.rows.itemActivated.connect(lambda *_: self._activate())
        filters = QHBoxLayout()
        filters.addWidget(self.level)
        filters.addWidget(self.kind)
        filters.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(filters)
        column.addWidget(self.rows, 1)


def _item(finding: Finding) -> QListWidgetItem:
    from kangbashi_gis.diagnosis.wording import worded
    from kangbashi_gis.ui import language

    message, action = worded(finding, language.current())
    item = QListWidgetItem(f"{message}\n{action}" if action else message)
    item.setIcon(icons.icon(*SEVERITIES[finding.severity]))
    item.setData(DATA, finding)
    return item
