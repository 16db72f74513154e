"""The events of the log as a table: who, when, what, and why. No name of anybody stands in it."""

from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableWidget, QTableWidgetItem, QWidget

from kangbashi_gis.model.account import Role
from kangbashi_gis.model.alarms import words_of
from kangbashi_gis.model.events import TITLES, Event, EventKind
from kangbashi_gis.model.moments import local_time
from kangbashi_gis.terms import TERMS
from kangbashi_gis.ui import language
from kangbashi_gis.ui.panels.user import role_title

EVENT = Qt.ItemDataRole.UserRole
WIDEST = 260
# what people were looked up by; a role and a limit have their own words, everything else stands as it is
SUBJECTS: dict[str, Any] = {
    "name": QT_TRANSLATE_NOOP("EventTable", "by name"),
    "id_number": QT_TRANSLATE_NOOP("EventTable", "by ID number"),
    "phone": QT_TRANSLATE_NOOP("EventTable", "by phone"),
    "tail": QT_TRANSLATE_NOOP("EventTable", "by the last digits"),
    "number": QT_TRANSLATE_NOOP("EventTable", "by number"),
    "room": QT_TRANSLATE_NOOP("EventTable", "by room"),
    "card": QT_TRANSLATE_NOOP("EventTable", "a person's sheet"),
}
ROLES = frozenset(role.value for role in Role)


class EventTable(QTableWidget):
    """A row each, newest first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)  # Tab goes on to the buttons
        self.verticalHeader().hide()
        self.setAccessibleName(self.tr("Events"))
        headings = [self.tr("No."), self.tr("Time"), self.tr("Account"), self.tr("Event"), self.tr("Subject"),
                    self.tr("Reason"), self.tr("Number"), self.tr("Person"), self.tr("Query")]  # fmt: skip
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        self.horizontalHeader().setStretchLastSection(True)

    def show_events(self, events: list[Event]) -> None:
        """Show these events in place of those before."""
        self.setRowCount(len(events))
        for row, event in enumerate(events):
            for column, text in enumerate(self._cells(event)):
                item = QTableWidgetItem(text)
                item.setData(EVENT, event)
                item.setToolTip(text)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        for column in range(self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column), WIDEST))
        if events:
            self.setCurrentCell(0, 0)

    def event_at(self, row: int) -> Event | None:
        """Give the event of a row."""
        item = self.item(row, 0)
        found: Event | None = item.data(EVENT) if item is not None else None
        return found

    def chosen(self) -> Event | None:
        """Give the event that is chosen."""
        return self.event_at(self.currentRow())

    def _cells(self, event: Event) -> list[str]:
        words = 0 if language.current() == language.CHINESE else 1
        kinds = {kind.value: titles for kind, titles in TITLES.items()}
        reason = words_of(event)[words]
        kind = kinds[event.kind][words] if event.kind in kinds else event.kind
        person = event.person if event.kind != EventKind.ACCOUNTS_KEPT.value else ""
        return [
            str(event.number), local_time(event.at), event.user, kind, _subject(event), reason,
            f"{event.count:,}" if event.count else "", person, self.tr("sealed") if event.sealed else "",
        ]  # fmt: skip


def _subject(event: Event) -> str:
    """Give what an event was about, in words where it is a code of ours."""
    text = event.subject
    if event.kind == EventKind.LOOKUP.value and text in SUBJECTS:
        return QCoreApplication.translate("EventTable", SUBJECTS[text])
    if text in ROLES:
        return role_title(Role(text))
    return TERMS[text][0 if language.current() == language.CHINESE else 1] if text in TERMS else text
