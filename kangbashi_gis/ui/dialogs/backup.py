"""备份: a folder, the backups in it, and what can be done with them, each with its progress and a way to stop it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs import backup_words, files
from kangbashi_gis.ui.dialogs.backup_clerk import ask_clerk
from kangbashi_gis.ui.dialogs.backup_replace import ReplaceDialog, replace
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import ask
from kangbashi_gis.ui.jobs import Job

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

FOLDER = "backup_folder"  # under which the window remembers where backups go
KEEP_DAYS, MOST_DAYS = 90, 3650
NAME = Qt.ItemDataRole.UserRole
Answer = dict[str, Any]


class BackupDialog(QDialog):
    """Backups of the open workspace. Closing it stops what runs; half a backup is none."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self.setWindowTitle(self.tr("Backups"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(880, 520)
        self.folder = PathField("folder", self)
        self.keep_days = QSpinBox(self)
        self.keep_days.setRange(1, MOST_DAYS)
        self.keep_days.setValue(KEEP_DAYS)
        self.table = QTableWidget(self)
        self.make = self._button(self.tr("Make a &backup"), self._make)
        self.verify = self._button(self.tr("&Verify all"), self._verify)
        self.drill = self._button(self.tr("&Drill…"), self._drill)
        self.restore = self._button(self.tr("&Restore into a new folder…"), self._restore)
        self.replace = self._button(self.tr("Re&place the workspace…"), self._replace)
        self.bar = QProgressBar(self)
        self.stop = self._button(self.tr("&Stop"), self._stop)
        self.said = QLabel(self)
        self._lay_out()
        self.folder.line.setText(window.state.kept(FOLDER))
        self.folder.line.textChanged.connect(self._follow)
        self.folder.line.editingFinished.connect(self._list)
        self.table.itemSelectionChanged.connect(self._follow)
        self._follow()
        self._list()

    def _button(self, text: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)  # Enter in the line of the folder starts nothing
        button.clicked.connect(run)
        return button

    def _lay_out(self) -> None:
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.bar.setTextVisible(False)
        self.table.setAccessibleName(self.tr("Backups in the folder"))
        self.bar.setAccessibleName(self.tr("Progress"))
        self.said.setWordWrap(True)
        self.said.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.said.setAccessibleName(self.tr("Result"))
        form = QFormLayout()
        for title, field in (
            (self.tr("&Folder or USB disk"), self.folder),
            (self.tr("&Keep for (days)"), self.keep_days),
        ):
            label = QLabel(title, self)
            label.setBuddy(field)
            field.setAccessibleName(title.replace("&", ""))
            form.addRow(label, field)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addWidget(self.table, 1)
        column.addLayout(self._row(self.make, self.verify, self.drill, self.restore, self.replace))
        column.addLayout(self._row(self.bar, self.stop))
        column.addWidget(self.said)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        close.rejected.connect(self.reject)
        column.addWidget(close)

    def _row(self, *widgets: "QPushButton | QProgressBar") -> QHBoxLayout:
        row = QHBoxLayout()
        for widget in widgets:
            row.addWidget(widget)
        return row

    def chosen(self) -> str:
        """Give the name of the backup that is chosen; "" for the newest."""
        row = self.table.currentRow()
        item = self.table.item(row, 0) if row >= 0 else None
        return str(item.data(NAME)) if item is not None else ""

    def show_backups(self, answer: Answer) -> None:
        """List backups, the newest first and chosen."""
        lines = list(reversed(answer["backups"]))
        headings = [self.tr("Made"), self.tr("Size"), self.tr("Kept until"), self.tr("By"), self.tr("In the log")]
        self.table.setColumnCount(len(headings))
        self.table.setHorizontalHeaderLabels(headings)
        self.table.setRowCount(len(lines))
        for row, one in enumerate(lines):
            for column, text in enumerate(backup_words.cells(one)):
                item = QTableWidgetItem(text)
                item.setData(NAME, one["name"])
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        if lines:
            self.table.selectRow(0)
        self._follow()

    def _follow(self) -> None:
        """Offer what can be done now."""
        idle, folder = self._job is None, self.folder.path() is not None
        there = idle and self.table.rowCount() > 0
        self.make.setEnabled(idle and folder and not self._window.read_only)
        for button in (self.verify, self.drill, self.restore):
            button.setEnabled(there)
        self.replace.setEnabled(there and not self._window.read_only)
        self.stop.setEnabled(not idle)
        self.folder.setEnabled(idle)
        self.bar.setVisible(not idle)
        self.stop.setVisible(not idle)

    def _start(self, function: str, done: Callable[[Answer], None], title: str, *arguments: object) -> None:
        if self._job is not None:
            return
        self.said.setText(title)
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        words = [str(one) if isinstance(one, Path) else one for one in (self._window.folder, *arguments)]
        self._job = self._window.jobs.start(function, *words, title=title)
        self._job.progressed.connect(self._progress)
        self._job.finished.connect(done)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._ended)
        self._follow()

    def _progress(self, fraction: float, step: str) -> None:
        self.bar.setValue(round(fraction * 100))
        self.said.setText(messages.step(step))

    def _fail(self, error: GisError) -> None:
        stopped = self.tr("Stopped. What was half done is no backup; the earlier ones are whole.")
        sentence = "\n".join(filter(None, messages.sentence(error)))
        self.said.setText(stopped if isinstance(error, Cancelled) else sentence)

    def _ended(self) -> None:
        self._job = None
        self._follow()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _list(self) -> None:
        folder = self.folder.path()
        if folder is None or self._job is not None:
            return
        self._window.state.keep(FOLDER, str(folder))
        self._start("backup_list", self._listed, self.tr("Looking into the folder"), folder)

    def _listed(self, answer: Answer) -> None:
        self.show_backups(answer)
        self.said.setText("" if answer["backups"] else self.tr("There are no backups in this folder yet."))

    def _make(self) -> None:
        folder = self.folder.path()
        if folder is not None:
            self._window.state.keep(FOLDER, str(folder))
            days = self.keep_days.value()
            self._start("backup_make", self._made, self.tr("Making a backup"), folder, days)

    def _made(self, answer: Answer) -> None:
        words = backup_words.made(answer)
        self._then_list(words)

    def _verify(self) -> None:
        self._start("backup_verify", self._verified, self.tr("Checking the backups"), self.folder.path())

    def _verified(self, answer: Answer) -> None:
        self.said.setText(backup_words.verified(answer))

    def _drill(self) -> None:
        clerk = ask_clerk(self, self._window.session.has_accounts)
        if clerk is not None:
            title = self.tr("Proving the backup")
            self._start("backup_drill", self._drilled, title, self.folder.path(), self.chosen(), *clerk)

    def _drilled(self, answer: Answer) -> None:
        self.said.setText(backup_words.drilled(answer))

    def _restore(self) -> None:
        title = self.tr("Restore into a new folder")
        target = files.ask_new_folder(self, title, f"{self._window.folder.name}-{self.chosen()[:8]}")
        if target is not None:
            self._start("backup_restore", self._restored, title, self.folder.path(), target, self.chosen())

    def _replace(self) -> None:
        backups, name = self.folder.path(), self.chosen()
        dialog = ReplaceDialog(self, self._window.folder.name, self._window.session.name)
        login = ask(dialog, dialog.login)
        if login is not None and backups is not None and self._window.space is not None:
            self.accept()
            replace(self._window, backups, name, login)

    def _restored(self, answer: Answer) -> None:
        self.said.setText(backup_words.restored(answer))

    def _then_list(self, words: str) -> None:
        """List anew once the job is over, and say what came of it."""
        job = self._job
        assert job is not None

        def again() -> None:
            self._start("backup_list", self.show_backups, words, self.folder.path())

        job.ended.connect(again)

    def done(self, result: int) -> None:
        """Stop what runs; the dialog is gone when it ends."""
        if self._job is not None:
            for signal in (self._job.progressed, self._job.finished, self._job.failed, self._job.ended):
                signal.disconnect()
            self._job.cancel()
            self._job = None
        super().done(result)
