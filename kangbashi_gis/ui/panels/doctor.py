"""The import doctor in the window: files looked into, questions answered, the import tried, then done in one step."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLabel,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.diagnosis import FileReport, Verdict
from kangbashi_gis.ui import docks, icons, language
from kangbashi_gis.ui.dialogs import files as ask_files
from kangbashi_gis.ui.dialogs.columns import ColumnTable
from kangbashi_gis.ui.panels.answers import AnswersBox
from kangbashi_gis.ui.panels.doctor_findings import FindingsBox
from kangbashi_gis.ui.panels.doctor_flow import Flow
from kangbashi_gis.ui.panels.doctor_recipes import RecipesButton
from kangbashi_gis.ui.panels.doctor_repairs import RepairsBox
from kangbashi_gis.ui.panels.doctor_subjects import Subject, subjects_of
from kangbashi_gis.ui.panels.doctor_trial import TrialBox

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "doctor_dock"
DATA = Qt.ItemDataRole.UserRole
ROOM_M = 60.0  # shown around the place of a finding
VERDICTS = {
    Verdict.READY: ("circle-check", "#2e7d32"),
    Verdict.QUESTION: ("info-circle", "#b26a00"),
    Verdict.BROKEN: ("alert-circle", "#c62828"),
}


class DoctorPanel(QWidget):
    """Layers on the left; findings with answers, columns, repairs and what the import changes in tabs on the right."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.window_ = window
        self.subjects: list[Subject] = []
        self.skipped: tuple[str, ...] = ()
        self.summary = QLabel(self)
        self.files = QTreeWidget(self)
        self.tabs = QTabWidget(self)
        self.findings, self.answers = FindingsBox(self), AnswersBox(self)
        self.columns, self.repairs, self.trial = ColumnTable(self), RepairsBox(self), TrialBox(self)
        self.add = QPushButton(self.tr("Add files…"), self)
        self.report = QPushButton(self.tr("Write a report…"), self)
        self.recipes = RecipesButton(self)
        self.try_it = QPushButton(self.tr("Try"), self)
        self.bring_in = QPushButton(self.tr("Import"), self)
        self.flow = Flow(self)
        self._lay_out()
        self._connect()
        self.show_reports((), ())

    def show_reports(self, reports: Sequence[FileReport], skipped: Sequence[str], *, add: bool = False) -> None:
        """Show what was found in files, in place of what was shown before or after it; one that asks is chosen."""
        fresh = subjects_of(reports)
        known = {(one.file.origin, one.file.inside) for one in fresh}
        kept = [one for one in self.subjects if (one.file.origin, one.file.inside) not in known] if add else []
        self.subjects = [*kept, *fresh]
        self.skipped = (*(self.skipped if add else ()), *skipped)
        self.flow.forget_trial()
        self.files.blockSignals(True)
        self.files.clear()
        for one in self.subjects:
            self.files.addTopLevelItem(_item(one))
        self.files.blockSignals(False)
        unready = next((row for row, one in enumerate(self.subjects) if one.verdict is not Verdict.READY), 0)
        self.choose_row(unready)
        if not self.subjects:
            self._show_chosen()
        self.refresh()

    def chosen(self) -> Subject | None:
        """Give the layer that is looked at."""
        item = self.files.currentItem()
        return item.data(0, DATA) if item is not None else None

    def ticked(self) -> list[Subject]:
        """Give the layers that are to be imported."""
        return [one for one in self.subjects if one.chosen and one.first is not None and one.theme]

    def show_again(self, subject: Subject) -> None:
        """Show a layer as it is with its answers."""
        row = self.subjects.index(subject)
        self.files.blockSignals(True)
        _fill(self.files.topLevelItem(row), subject)
        self.files.blockSignals(False)
        if subject is self.chosen():
            self.findings.show_findings(subject.findings)
        self.refresh()

    def step(self, by: int) -> None:
        """Go to the next or previous place of what was found, from layer to layer, round and round."""
        self.tabs.setCurrentIndex(0)
        if self.findings.step(by):
            return
        rows, at = self.files.topLevelItemCount(), self.files.currentIndex().row()
        for turn in range(1, rows + 1):
            self.choose_row((at + by * turn) % rows)
            if by < 0:
                self.findings.from_the_end()
            if self.findings.step(by):
                return

    def choose_row(self, row: int) -> None:
        """Look at another layer."""
        self.files.setCurrentIndex(self.files.model().index(row, 0))

    def refresh(self) -> None:
        """Say how many are ready, and let only that be pressed which can be done."""
        count = {one: sum(subject.verdict is one for subject in self.subjects) for one in Verdict}
        words = self.tr("{files} layers: {ready} ready, {question} with questions, {broken} that cannot be imported")
        told = {one.value: f"{number:,}" for one, number in count.items()}
        left = self.tr(" · {count} other files left out").format(count=len(self.skipped)) if self.skipped else ""
        empty = self.tr("Drop files or a folder onto the window, or press “Add files…”: nothing is changed by looking.")
        self.summary.setText(words.format(files=f"{len(self.subjects):,}", **told) + left if self.subjects else empty)
        able = bool(self.ticked()) and self.window_.space is not None
        self.try_it.setEnabled(able)
        self.try_it.setText(self.tr("Try ({count})").format(count=len(self.ticked())) if able else self.tr("Try"))
        may = self.window_.session.may(Permission.EDIT)
        self.bring_in.setEnabled(able and may and self.flow.tried and not self.window_.read_only)
        untried = "" if self.flow.tried else self.tr("Try it first: then it is known what changes.")
        self.bring_in.setToolTip(untried if may else self.tr("Who is logged in may not change data."))
        self.report.setEnabled(bool(self.subjects))

    def _show_chosen(self) -> None:
        subject = self.chosen()
        canvas = self.window_.canvas
        canvas.clear_place()
        canvas.show_marks(())
        self.findings.show_findings(subject.findings if subject else ())
        self.answers.show_subject(subject)
        self.repairs.show_subject(subject)
        self.show_columns(subject)
        if subject is not None and subject.options.get("crs"):
            self.flow.lay(subject)

    def show_columns(self, subject: Subject | None) -> None:
        """Show which column fills which field of the theme."""
        layer = subject.now if subject else None
        if layer is None or subject is None or not subject.theme:
            self.columns.clear_match()
            return
        matched = {one.theme_field: one.name for one in layer.fields if one.theme_field}
        self.columns.show_match(themes.theme(subject.theme), [one.name for one in layer.fields], matched)

    def _tick(self, item: QTreeWidgetItem) -> None:
        subject: Subject = item.data(0, DATA)
        subject.chosen = item.checkState(0) is Qt.CheckState.Checked
        self.flow.forget_trial()
        self.refresh()

    def _show_place(self, x: float, y: float) -> None:
        self.window_.canvas.show_place(x, y, ROOM_M / 4)
        self.window_.canvas.zoom_to((x - ROOM_M, y - ROOM_M, x + ROOM_M, y + ROOM_M))

    def _show_box(self, box: object) -> None:
        """Show on the map where the layer would lie."""
        canvas = self.window_.canvas
        if not isinstance(box, tuple):
            canvas.show_polygon(None)
            return
        west, south, east, north = box
        canvas.show_polygon([(west, south), (east, south), (east, north), (west, north)])
        room = max(east - west, north - south, ROOM_M) * 0.2
        canvas.zoom_to((west - room, south - room, east + room, north + room))

    def _connect(self) -> None:
        canvas = self.window_.canvas
        self.files.currentItemChanged.connect(lambda *_: self._show_chosen())
        self.files.itemChanged.connect(lambda item, _column: self._tick(item))
        self.findings.placed.connect(self._show_place)
        self.findings.filtered.connect(self.flow.keep_filters)
        self.answers.placed.connect(self._show_box)
        self.answers.answered.connect(self.flow.take_answers)
        self.window_.session.changed.connect(self.refresh)
        self.columns.changed.connect(self.flow.take_columns)
        self.repairs.answered.connect(self.flow.take_repairs)
        self.repairs.preview_wanted.connect(self.flow.preview_repairs)
        self.repairs.marked.connect(canvas.show_marks)
        self.repairs.zoom_wanted.connect(canvas.zoom_to)
        self.tabs.currentChanged.connect(lambda _tab: canvas.show_polygon(None))
        self.trial.marked.connect(canvas.show_marks)
        self.trial.zoom_wanted.connect(canvas.zoom_to)
        self.trial.gone_answered.connect(self.flow.take_gone)
        self.trial.next_version_answered.connect(self.flow.take_next_version)
        self.add.clicked.connect(lambda: start(self.window_, add=True))
        self.report.clicked.connect(self.flow.write_report)
        self.try_it.clicked.connect(self.flow.rehearse)
        self.bring_in.clicked.connect(self.flow.bring_in)

    def _lay_out(self) -> None:
        self.summary.setWordWrap(True)
        self.files.setHeaderLabels([self.tr("File"), self.tr("Verdict")])
        self.files.setRootIsDecorated(False)
        self.files.setTextElideMode(Qt.TextElideMode.ElideLeft)  # what tells files apart stands at the end
        self.files.header().setStretchLastSection(False)
        self.files.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.files.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.files.setAccessibleName(self.tr("Files"))
        self.files.setUniformRowHeights(True)
        asking = QSplitter(Qt.Orientation.Horizontal, self)
        asking.addWidget(self.findings)
        asking.addWidget(self.answers)
        asking.setSizes([380, 340])
        for page, title in (
            (asking, self.tr("Findings and answers")), (self.columns, self.tr("Columns")),
            (self.repairs, self.tr("Repairs")), (self.trial, self.tr("What changes")),
        ):  # fmt: skip
            self.tabs.addTab(page, title)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.files)
        parts.addWidget(self.tabs)
        parts.setStretchFactor(1, 2)
        parts.setSizes([280, 720])
        self.files.setMinimumWidth(160)
        buttons = QHBoxLayout()
        for one in (self.add, self.recipes):
            buttons.addWidget(one)
        buttons.addStretch(1)
        for one in (self.report, self.try_it, self.bring_in):
            buttons.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.addWidget(self.summary)
        column.addWidget(parts, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:
        """Ask for room for a few lines."""
        return QSize(860, 400)


def verdict_word(verdict: Verdict) -> str:
    """Say a verdict in two words."""
    words = {
        Verdict.READY: QCoreApplication.translate("DoctorPanel", "ready"),
        Verdict.QUESTION: QCoreApplication.translate("DoctorPanel", "asks"),
        Verdict.BROKEN: QCoreApplication.translate("DoctorPanel", "cannot be imported"),
    }
    return words[verdict]


def _item(subject: Subject) -> QTreeWidgetItem:
    item = QTreeWidgetItem()
    item.setData(0, DATA, subject)
    _fill(item, subject)
    return item


def _fill(item: QTreeWidgetItem | None, subject: Subject) -> None:
    if item is None:
        return
    theme = f" → {language.theme_title(themes.theme(subject.theme))}" if subject.theme else ""
    item.setText(0, subject.name)
    item.setToolTip(0, subject.name + theme)
    item.setText(1, verdict_word(subject.verdict))
    item.setIcon(0, icons.icon(*VERDICTS[subject.verdict]))
    if subject.first is not None:
        item.setCheckState(0, Qt.CheckState.Checked if subject.chosen else Qt.CheckState.Unchecked)


def start(window: "MainWindow", *, add: bool = False) -> None:
    """Ask for files and look into them."""
    if chosen := ask_files.ask_open(window, QCoreApplication.translate("DoctorPanel", "Look into files")):
        run(window, chosen, add=add)


def start_folder(window: "MainWindow") -> None:
    """Ask for a folder and look into all that it holds."""
    title = QCoreApplication.translate("DoctorPanel", "Look into a folder")
    if chosen := ask_files.ask_received(window, title):
        run(window, [chosen])


def run(window: "MainWindow", paths: list[Path], *, add: bool = False, recipe: str = "") -> None:
    """Look into files in the background, then show what was found; recipe: answers for the first of them, and tries."""
    title = QCoreApplication.translate("Tasks", "Looking into {count} files").format(count=len(paths))
    folder = str(window.folder) if window.space else ""
    job = window.start("inspect_files", folder, [str(one) for one in paths], title=title)
    job.finished.connect(lambda answer: _show(window, answer, add=add, recipe=recipe))


def shown(window: "MainWindow") -> DoctorPanel | None:
    """Give the doctor's page if it is there."""
    return window.findChild(DoctorPanel)


def run_recipe(window: "MainWindow", name: str = "") -> None:
    """Ask for a recipe and for the file it is to be used on, then look into that and try it."""
    from kangbashi_gis.operations.recipes import recipe_names

    assert window.space is not None
    known = recipe_names(window.space)
    title = QCoreApplication.translate("DoctorPanel", "Import by a recipe")
    if not name:
        words = QCoreApplication.translate("DoctorPanel", "Recipe:")
        name, agreed = QInputDialog.getItem(window, title, words, list(known), 0, False) if known else ("", False)
        if not known:
            none = QCoreApplication.translate("DoctorPanel", "No recipe is kept: try a file, then keep its choices.")
            window.banner.say("info", none)
        if not agreed:
            return
    if chosen := ask_files.ask_open(window, title):
        run(window, chosen[:1], add=True, recipe=name)


def _show(window: "MainWindow", answer: dict[str, Any], *, add: bool, recipe: str = "") -> None:
    from kangbashi_gis.diagnosis.plain import from_plain

    title = QCoreApplication.translate("DoctorPanel", "Import doctor")
    if shown(window) is None:
        window.card_dock.hide()  # the page needs the room; a click on the map brings the card back
    panel = docks.raised(window, NAME, title, lambda dock: DoctorPanel(window, dock))
    panel.show_reports([from_plain(FileReport, one) for one in answer["files"]], answer["skipped"], add=add)
    if recipe and answer["files"]:
        panel.choose_row(len(panel.subjects) - len(subjects_of([from_plain(FileReport, answer["files"][0])])))
        panel.recipes.use(recipe)
    window.commands.refresh()
