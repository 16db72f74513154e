"""Brings a table of residents in, step by step: look it through, see what is wrong, decide, import."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
)

from kangbashi_gis.diagnosis.plain import from_plain, to_plain
from kangbashi_gis.errors import Cancelled, GisError
from kangbashi_gis.model.resident_tables import TableReport
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.files import PathField, ask_save
from kangbashi_gis.ui.dialogs.resident_import_pages import (
    AddressesPage,
    ColumnsPage,
    DifferencesPage,
    EndPage,
    ProblemsPage,
)

if TYPE_CHECKING:
    from kangbashi_gis.ui.jobs import Job
    from kangbashi_gis.ui.main_window import MainWindow


class ResidentImportDialog(QDialog):
    """A file, five pages beside a list of them, and what runs. It goes when whoever is logged in goes."""

    def __init__(self, window: "MainWindow", file: Path | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._job: Job | None = None
        self._asked: dict[str, Any] = {}  # the options of the last look
        self.report: TableReport | None = None
        self.setWindowTitle(self.tr("Import residents"))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(980, 640)
        self._make()
        self._lay_out()
        window.session.ending.connect(self.reject)
        if file is not None:
            self.file.set_path(file)
            self.look()
        self._settle()

    def _make(self) -> None:
        self.file = PathField("open", self)
        self.file.setAccessibleName(self.tr("Table"))
        self.file.filter = self.tr("Tables ({suffixes})").format(suffixes="*.xlsx *.xlsm *.csv *.txt *.tsv")
        self.again = QPushButton(self.tr("&Look through"), self)
        self.steps = QListWidget(self)
        self.steps.setAccessibleName(self.tr("Steps"))
        self.steps.setMaximumWidth(200)
        self.pages = QStackedWidget(self)
        self.columns, self.problems, self.addresses = ColumnsPage(self), ProblemsPage(self), AddressesPage(self)
        self.differences, self.end = DifferencesPage(self), EndPage(self)
        titles = (self.tr("Columns"), self.tr("Problems"), self.tr("Addresses"), self.tr("Differences"),
                  self.tr("Import"))  # fmt: skip
        shown = (self.columns, self.problems, self.addresses, self.differences, self.end)
        for number, (title, page) in enumerate(zip(titles, shown, strict=True), start=1):
            self.steps.addItem(f"{number}  {title}")
            self.pages.addWidget(page)
        self.problem = QLabel(self)
        self.problem.setObjectName("problem")
        self.problem.setWordWrap(True)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.back, self.next = QPushButton(self.tr("< &Back"), self), QPushButton(self.tr("&Next >"), self)
        self.stop = QPushButton(self.tr("&Stop"), self)
        self.bring = QPushButton(self.tr("&Import"), self)
        self.shut = QPushButton(self.tr("&Close"), self)
        self.steps.setCurrentRow(0)
        for button in (self.again, self.back, self.stop, self.bring, self.shut):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        form = QFormLayout()
        line = QHBoxLayout()
        line.addWidget(self.file, 1)
        line.addWidget(self.again)
        label = QLabel(self.tr("&Table"), self)
        label.setBuddy(self.file)
        form.addRow(label, line)
        middle = QHBoxLayout()
        middle.addWidget(self.steps)
        middle.addWidget(self.pages, 1)
        below = QHBoxLayout()
        below.addWidget(self.bar, 1)
        for button in (self.stop, self.back, self.next, self.bring, self.shut):
            below.addWidget(button)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addLayout(middle, 1)
        column.addWidget(self.problem)
        column.addLayout(below)
        self.again.clicked.connect(self.look)
        self.file.line.textChanged.connect(self._forget)
        self.steps.currentRowChanged.connect(self._turn)
        self.columns.chosen.connect(self.look)
        self.problems.wanted.connect(self._write_report)
        self.back.clicked.connect(lambda: self.steps.setCurrentRow(self.steps.currentRow() - 1))
        self.next.clicked.connect(lambda: self.steps.setCurrentRow(self.steps.currentRow() + 1))
        self.stop.clicked.connect(self._stop)
        self.bring.clicked.connect(self.import_now)
        self.shut.clicked.connect(self.reject)

    def look(self) -> None:
        """Look the table through in the background; nothing is written."""
        self._run("rehearse_residents", self.tr("Looking through {file}"), self._show)

    def import_now(self) -> None:
        """Bring the table in."""
        self._run("import_residents", self.tr("Importing {file}"), self._imported)

    def done(self, result: int) -> None:
        """Stop what runs when the dialog goes; an import that is stopped leaves everything as it was."""
        self._stop()
        super().done(result)

    def _options(self) -> dict[str, Any]:
        answers = {"default": "ask", "fields": {}, "rows": self.differences.answers()}
        return {"sheet": "", "columns": dict(self.columns.stated), "encoding": "", "answers": answers}

    def _run(self, function: str, title: str, then: Any) -> None:
        path = self.file.path()
        if path is None or self._job is not None:
            return
        self.problem.clear()
        title = title.format(file=path.name)
        self._job = self._window.jobs.start(function, str(self._window.folder), str(path), self._options(), title=title)
        self._job.progressed.connect(self._progress)
        self._job.finished.connect(then)
        self._job.failed.connect(self._fail)
        self._job.ended.connect(self._ended)
        self._settle()

    def _progress(self, fraction: float, _step: str) -> None:
        self.bar.setValue(int(fraction * self.bar.maximum()))

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self.bar.setValue(0)
        self._settle()

    def _fail(self, error: GisError) -> None:
        stopped = isinstance(error, Cancelled)
        self.problem.setText(
            self.tr("Stopped; nothing was written.") if stopped else " ".join(messages.sentence(error))
        )

    def _show(self, plain: dict[str, Any]) -> None:
        self.report = from_plain(TableReport, plain)
        for page in (self.columns, self.problems, self.addresses, self.differences, self.end):
            page.show_report(self.report)
        self._asked = self._options()
        self._settle()

    def _imported(self, plain: dict[str, Any]) -> None:
        report = from_plain(TableReport, plain)
        counts = {"added": report.added, "changed": report.changed, "refused": report.refused}
        text = self.tr("{file}: {added} residents added, {changed} changed, {refused} rows kept out")
        undo = (self.tr("Undo"), lambda window=self._window: window.commands.trigger("edit.undo"))
        kind = "warning" if report.refused or report.undecided else "done"
        self._window.banner.say(kind, text.format(file=report.file, **counts), "", undo)
        self._window.reload()
        self.accept()

    def _forget(self) -> None:
        """Begin anew: what was found and chosen was of another file."""
        self.report = None
        self.columns.stated.clear()
        self.differences.table.setRowCount(0)
        self.steps.setCurrentRow(0)
        self._settle()

    def _turn(self, row: int) -> None:
        self.pages.setCurrentIndex(row)
        self._settle()
        # what is said at the end is what will be done, with all that was ticked
        if row == self.pages.count() - 1 and self.report is not None and self._options() != self._asked:
            self.look()

    def _settle(self) -> None:
        """Offer what can be done now."""
        row, busy, ready = self.steps.currentRow(), self._job is not None, self.report is not None
        last = row == self.pages.count() - 1
        self.pages.setEnabled(ready and not busy)
        self.steps.setEnabled(ready and not busy)
        self.file.setEnabled(not busy)
        self.again.setEnabled(not busy and self.file.path() is not None)
        self.stop.setEnabled(busy)
        self.bar.setEnabled(busy)
        self.back.setEnabled(ready and not busy and row > 0)
        self.next.setEnabled(ready and not busy and not last)
        self.bring.setEnabled(ready and not busy and last)
        self.bring.setDefault(last)
        self.next.setDefault(not last)

    def _write_report(self) -> None:
        if self.report is None:
            return
        path = self.file.path() or Path(self.report.file)
        suggestion = path.with_name(self.tr("{name} report.html").format(name=path.stem))
        if out := ask_save(self, self.tr("Report for the community"), suggestion, "HTML (*.html);;Excel (*.xlsx)"):
            title = self.tr("Writing {file}").format(file=out.name)
            job = self._window.jobs.start("write_resident_report", to_plain(self.report), str(out), title=title)
            job.failed.connect(self._fail)
            job.finished.connect(self._written)

    def _written(self, told: dict[str, str]) -> None:
        self.problem.setText(self.tr("Written: {file}").format(file=Path(told["out"]).name))
