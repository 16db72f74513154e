"""日志: what happened, filtered; whether the log is whole; and two people who sign how far it has come."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.events import Anchor, Event, Verdict, finding_words
from kangbashi_gis.operations import auditing
from kangbashi_gis.operations.noting import anchor_file
from kangbashi_gis.ui import language, messages
from kangbashi_gis.ui.dialogs.audit_events import EventTable
from kangbashi_gis.ui.dialogs.audit_filter import EventFilter
from kangbashi_gis.ui.dialogs.audit_signature import SecondSignature
from kangbashi_gis.ui.dialogs.files import ask_save

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow


class AuditDialog(QDialog):
    """The log. Reading it is an event of its own, and so is opening the text of a query."""

    def __init__(self, window: "MainWindow", space: "Workspace") -> None:
        super().__init__(window)
        self._window, self._space = window, space
        self.setWindowTitle(self.tr("Log"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1120, 640)
        self.filter = EventFilter(self)
        self.table = EventTable(self)
        self.query = QLabel(self)
        self.query.setWordWrap(True)
        self.query.setTextFormat(Qt.TextFormat.PlainText)
        self.query.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.query.hide()
        self.findings = QListWidget(self)
        self.findings.setAccessibleName(self.tr("Findings"))
        self.findings.setMaximumHeight(130)
        self.findings.hide()
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self._lay_out()
        self._read = window.jobs.question("audit")
        self._read.answered.connect(self._show)
        self._read.failed.connect(self._fail)
        self._check = window.jobs.question("audit")
        self._check.answered.connect(self._tell)
        self._check.failed.connect(self._fail)
        self.finished.connect(self._forget)
        self.show_events()

    def show_events(self) -> None:
        """Read the events that the filter asks for."""
        if problem := self.filter.problem():
            self._say(problem)
            return
        self._say(self.tr("Reading …"))
        self._read.ask(auditing.show, self._space, self.filter.wanted())

    def open_query(self) -> None:
        """Show the text of the query of the chosen event; that it was opened is noted."""
        event = self.table.chosen()
        if event is None or not event.sealed:
            return
        try:
            text = auditing.query_text(self._space, event)
        except GisError as problem:
            self._fail(problem)
            return
        self.query.setText(
            self.tr("Query of event {number}: {text}").format(number=event.number, text=text)
            if text
            else self.tr("The query of event {number} was not sealed to this account.").format(number=event.number)
        )
        self.query.show()

    def verify(self) -> None:
        """Check the whole log, in a thread: of a million events that takes a while."""
        self.check.setEnabled(False)
        self._say(self.tr("Checking …"))
        self._check.ask(auditing.verify, self._space)

    def sign(self) -> None:
        """Let a second person sign with who is logged in."""
        dialog = SecondSignature(self, self._window, self._space)
        dialog.signed.connect(self._signed)
        dialog.open()

    def export(self) -> None:
        """Write what the filter asks for into a table."""
        path = ask_save(self, self.tr("Export the log"), Path.home() / self.tr("log.csv"), "CSV (*.csv)")
        if path is None:
            return
        try:
            count = auditing.export(self._space, path, self.filter.wanted(), overwrite=True)
        except GisError as problem:
            self._fail(problem)
            return
        self._say(self.tr("{count} events were written to {path}.").format(count=f"{count:,}", path=path))

    def _show(self, events: list[Event]) -> None:
        self.table.show_events(events)
        self.filter.offer(sorted({event.user for event in events if event.user}))
        self._choose()
        told = self.tr("{count} events, newest first. That they were read stands in the log.")
        if len(events) == auditing.SHOWN:
            told = self.tr("The newest {count} events; narrow the filter for older ones.")
        self._say(told.format(count=f"{len(events):,}"))

    def _tell(self, verdict: Verdict) -> None:
        self.check.setEnabled(True)
        words = 0 if language.current() == language.CHINESE else 1
        self.findings.clear()
        self.findings.addItems([finding_words(one)[words] for one in verdict.findings])
        self.findings.setVisible(bool(verdict.findings))
        whole = self.tr("The log is whole.") if verdict.whole else self.tr("The log was touched: leave it as it is.")
        counted = self.tr(
            "{events} events, {anchors} anchors ({signed} signed), the last at {reached}; "
            "should the {open} after it be cut off, nothing would show it."
        ).format(
            events=f"{verdict.events:,}", anchors=verdict.anchors, signed=verdict.signed,
            reached=f"{verdict.anchored_to:,}", open=verdict.unprotected,
        )  # fmt: skip
        self._say(f"{whole} {counted}")
        if verdict.findings:
            self.findings.setFocus()

    def _signed(self, first: Anchor, second: Anchor) -> None:
        told = self.tr("Event {number} and all before it were signed by {first} and {second}; kept in {file}.")
        file = anchor_file(self._space)
        self._say(told.format(number=first.number, first=first.signer, second=second.signer, file=file))

    def _fail(self, problem: GisError) -> None:
        self.check.setEnabled(True)
        self._say("\n".join(filter(None, messages.sentence(problem))))

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setAccessibleName(text)

    def _choose(self) -> None:
        event = self.table.chosen()
        self.opens.setEnabled(event is not None and bool(event.sealed))
        self.query.hide()
        self.query.clear()

    def _forget(self) -> None:
        """Leave nothing of what was read in a window that is gone."""
        self._read.close()
        self._check.close()
        self.query.clear()
        self.table.show_events([])

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        role = QDialogButtonBox.ButtonRole.ActionRole
        self.opens = buttons.addButton(self.tr("Open the &query"), role)
        self.check = buttons.addButton(self.tr("&Verify"), role)
        self.signs = buttons.addButton(self.tr("&Sign with a second person…"), role)
        self.exports = buttons.addButton(self.tr("&Export…"), role)
        steps = (
            (self.opens, self.open_query), (self.check, self.verify), (self.signs, self.sign),
            (self.exports, self.export),
        )  # fmt: skip
        for button, step in steps:
            button.setAutoDefault(False)  # Enter in the filter shows
            button.clicked.connect(step)
        self.signs.setEnabled(self._window.session.may(Permission.AUDIT_SIGN) and self._space.has_accounts)
        column = QVBoxLayout(self)
        shown: tuple[QWidget, ...] = (self.filter, self.table, self.query, self.findings, self.said, buttons)
        for widget in shown:
            column.addWidget(widget, stretch=1 if widget is self.table else 0)
        buttons.rejected.connect(self.reject)
        self.filter.asked.connect(self.show_events)
        self.table.itemSelectionChanged.connect(self._choose)
        self.table.itemActivated.connect(self.open_query)
