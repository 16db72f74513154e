"""What happens on the doctor's page: each answer looks again, trying shows what changes, and only then is imported."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from kangbashi_gis.diagnosis.plain import from_plain, to_plain
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.doubts import ANSWERS
from kangbashi_gis.model import themes
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.operations.batches import waiting
from kangbashi_gis.render.overlay import Marks
from kangbashi_gis.ui import messages, reports
from kangbashi_gis.ui.jobs import Job
from kangbashi_gis.ui.panels.doctor_subjects import Subject
from kangbashi_gis.ui.wire import revive

if TYPE_CHECKING:
    from kangbashi_gis.ui.panels.doctor import DoctorPanel

PAUSE_MS = 500  # after the last answer, before the file is looked into again
LAID = "#8e24aa"
ANSWERING = frozenset(answer for answers in ANSWERS.values() for answer in answers)
PLAIN = dict[str, Any]


class Flow(QObject):
    """Carries answers to the subjects and starts the work."""

    def __init__(self, panel: "DoctorPanel") -> None:
        super().__init__(panel)
        self._panel, self._window = panel, panel.window_
        self.tried = False
        self.last: list[tuple[Subject, PLAIN]] = []  # what the last trial or import did with each
        self._looking: Job | None = None
        self._laying: Job | None = None
        self._held_back: list[str] = []
        self._waiting: Subject | None = None
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._look)
        self._restore_filters()

    def take_answers(self) -> None:
        """Take what was chosen for theme, encoding and coordinates, and look again."""
        panel = self._panel
        if (subject := panel.chosen()) is None:
            return
        theme = str(panel.answers.theme.currentData() or "")
        other = theme != subject.theme
        if not subject.answer(theme=theme, **panel.answers.options(), **({"mapping": {}} if other else {})):
            return
        self._again(subject)

    def take_columns(self) -> None:
        """Take which column fills which field, and look again."""
        if (subject := self._panel.chosen()) is not None:
            mapping = {**subject.options.get("mapping", {}), **self._panel.columns.mapping()}
            if subject.answer(mapping=mapping):
                self._again(subject)

    def take_repairs(self) -> None:
        """Take which repairs are wanted; what was tried without them no longer holds. One that answers looks again."""
        subject, wanted = self._panel.chosen(), self._panel.repairs.repairs()
        if subject is None:
            return
        before = subject.options.get("repairs", ())
        if subject.answer(repairs=wanted):
            self.forget_trial()
            self._panel.refresh()
            if ANSWERING & {one.partition("=")[0] for one in {*before} ^ {*wanted}}:
                self._again(subject)

    def take_gone(self, remove: bool) -> None:
        """Take whether rows that are gone are deleted, for all layers; what was tried is tried again."""
        for one in self._panel.subjects:
            one.answer(remove_gone=remove)
        if self.last:
            self.forget_trial()
            self._panel.refresh()
            self.rehearse()

    def take_next_version(self, earlier: str) -> None:
        """Take the chosen file of the trial for the next version of an earlier one, and try again."""
        row = self._panel.trial.files.currentIndex().row()
        if 0 <= row < len(self.last):
            self.last[row][0].answer(replaces=(earlier,))
            self.forget_trial()
            self._panel.refresh()
            self.rehearse()

    def forget_trial(self) -> None:
        """What was tried does not hold any more."""
        self.tried, self.last = False, []
        self._panel.trial.clear_trial()

    def lay(self, subject: Subject) -> None:
        """Show the shapes of a layer where its answers put them."""
        if self._window.space is None or not subject.options.get("crs"):
            return
        if self._laying is not None:
            self._laying.cancel()
        job = self._window.jobs.start(
            "lay_on_map", str(self._window.folder), subject.ask(), title=self.tr("Laying on the map")
        )
        self._laying = job
        job.finished.connect(lambda laid: self._show_laid(subject, laid))
        job.ended.connect(lambda: self._forget("_laying", job))

    def rehearse(self) -> None:
        """Go through the whole import of what is ticked, and write nothing.

        What is placed by other layers of the batch waits until these are imported, and stays ticked.
        """
        ticked = self._panel.ticked()
        waits = waiting([themes.theme(one.theme) for one in ticked])
        self._held_back = [one.name for one, later in zip(ticked, waits, strict=True) if later]
        self._try([one for one, later in zip(ticked, waits, strict=True) if not later], self._show_trial)

    def preview_repairs(self) -> None:
        """Go through the import of the chosen layer alone, to see what its repairs do."""
        if (subject := self._panel.chosen()) is not None and subject.theme:
            self._try([subject], self._show_repairs)

    def bring_in(self) -> None:
        """Import what was tried, as one step."""
        wanted = [one for one, outcome in self.last if not outcome["refused"]]
        if not wanted:
            return
        title = self.tr("Importing {count} files").format(count=len(wanted))
        job = self._window.start("import_files", self._window.folder, [one.ask() for one in wanted], title=title)
        job.finished.connect(lambda answer: self._show_done(wanted, answer))

    def write_report(self) -> None:
        """Write what is shown: what the import changes where that is in front, else what was found."""
        outcomes = self._panel.trial.outcomes
        if self._panel.tabs.currentWidget() is self._panel.trial and outcomes:
            self._write(self.tr("Import report"), "write_outcome", outcomes, self.tried)
        else:
            self._write(self.tr("Data check report"), "write_report", [to_plain(one) for one in self._reports()])

    def keep_filters(self) -> None:
        """Remember what the list of findings shows."""
        box = self._panel.findings
        self._window.state.keep("doctor_filters", f"{box.level.currentIndex()},{box.kind.currentIndex()}")

    def again(self, subject: Subject) -> None:
        """Show a layer whose answers came from elsewhere, such as a recipe, and look again."""
        self._panel.choose_row(self._panel.subjects.index(subject))
        self._panel.answers.show_subject(subject)
        self._panel.repairs.show_subject(subject)
        self._again(subject)

    def _again(self, subject: Subject) -> None:
        self.forget_trial()
        self._panel.refresh()
        self._waiting = subject
        self._later.start()

    def _look(self) -> None:
        subject = self._waiting
        if self._window.space is None or subject is None:
            return
        if self._looking is not None:
            self._looking.cancel()
        title = self.tr("Looking again into {file}").format(file=Path(subject.file.file).name)
        job = self._window.start("inspect_again", self._window.folder, [subject.ask()], title=title)
        self._looking = job
        job.finished.connect(lambda answer: self._show_again(subject, from_plain(FileReport, answer["files"][0])))
        job.ended.connect(lambda: self._forget("_looking", job))
        self.lay(subject)

    def _forget(self, name: str, job: Job) -> None:
        if getattr(self, name) is job:
            setattr(self, name, None)

    def _show_again(self, subject: Subject, report: FileReport) -> None:
        if subject not in self._panel.subjects:
            return
        theme = subject.now.theme if subject.now else ""
        subject.take(report)
        subject.chosen = subject.ready
        self._panel.show_again(subject)
        if subject is self._panel.chosen() and (subject.now is None or subject.now.theme != theme):
            self._panel.show_columns(subject)

    def _show_laid(self, subject: Subject, laid: PLAIN) -> None:
        if subject is self._panel.chosen() and self._panel.tabs.currentWidget() is not self._panel.trial:
            self._window.canvas.show_marks([Marks(LAID, laid["lines"], laid["points"])])

    def _try(self, subjects: list[Subject], show: Callable[[list[Subject], PLAIN], None]) -> None:
        title = self.tr("Trying the import of {count} files").format(count=len(subjects))
        job = self._window.start("rehearse", self._window.folder, [one.ask() for one in subjects], title=title)
        job.finished.connect(lambda answer: show(subjects, answer))

    def _show_trial(self, subjects: list[Subject], answer: PLAIN) -> None:
        self.last = list(zip(subjects, _outcomes(subjects, answer), strict=True))
        self.tried = any(not outcome["refused"] for _, outcome in self.last)
        self._panel.tabs.setCurrentWidget(self._panel.trial)
        self._panel.trial.show_outcomes([outcome for _, outcome in self.last], tried=True, later=self._held_back)
        self._panel.refresh()

    def _show_repairs(self, subjects: list[Subject], answer: PLAIN) -> None:
        outcome = _outcomes(subjects, answer)[0]
        if outcome["refused"]:
            self._window.banner.fail(revive(answer["refused"]["0"]))
        elif subjects[0] is self._panel.chosen():
            self._panel.repairs.show_done(outcome["report"]["repairs"])

    def _show_done(self, subjects: list[Subject], answer: PLAIN) -> None:
        outcomes = _outcomes(subjects, answer)
        for one in subjects:
            one.chosen = False
            self._panel.show_again(one)
        self.forget_trial()
        self._panel.trial.show_outcomes([{**one, "difference": None} for one in outcomes], tried=False)
        self._panel.tabs.setCurrentWidget(self._panel.trial)
        self._panel.refresh()
        reports.show_batch(self._window, [one["report"] for one in outcomes])

    def _write(self, name: str, function: str, *arguments: Any) -> None:
        title, kinds = self.tr("Write a report"), self.tr("Page (*.html);;Workbook (*.xlsx)")
        chosen, kind = QFileDialog.getSaveFileName(self._panel, title, name, kinds)
        if not chosen:
            return
        out = Path(chosen) if Path(chosen).suffix else Path(chosen + (".xlsx" if "xlsx" in kind else ".html"))
        first, *rest = arguments
        job = self._window.start(function, first, str(out), *rest, title=title)
        job.finished.connect(lambda _: self._window.banner.say("done", self.tr("Written: {file}").format(file=out)))

    def _reports(self) -> list[FileReport]:
        """Give what was found, as the list shows it: with its filters, and with the answers."""
        from dataclasses import replace

        shows, found = self._panel.findings.shows, []
        for one in self._panel.subjects:
            layers = (replace(one.now, findings=tuple(filter(shows, one.now.findings))),) if one.now else ()
            found.append(replace(one.file, verdict=one.verdict, layers=layers, findings=() if layers else one.findings))
        return found

    def _restore_filters(self) -> None:
        level, _, kind = str(self._window.state.kept("doctor_filters", "0,0")).partition(",")
        box = self._panel.findings
        for one, row in ((box.level, level), (box.kind, kind)):
            one.setCurrentIndex(min(int(row), one.count() - 1) if row.isdigit() else 0)


def _outcomes(subjects: list[Subject], answer: PLAIN) -> list[PLAIN]:
    """Give what became of each file, with the sentence of those that are refused."""
    found = []
    for turn, one in enumerate(subjects):
        done, error = answer["done"].get(str(turn)), answer["refused"].get(str(turn))
        said = " ".join(filter(None, messages.sentence(_told(revive(error), one)))) if error else ""
        known = {"report": None, "difference": None, "seen": None, **(done or {})}
        found.append({"name": one.name, "theme": one.theme, "refused": said, **known})
    return found


def _told(error: GisError, subject: Subject) -> GisError:
    """Name the file as the page does; the folder it lies in says nothing here."""
    if "path" in error.values:
        error.values["path"] = subject.file.file
    return error
