"""The import doctor in the window: what was found in foreign files, where it is on the map, and what to answer."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.model.diagnosis import FileReport, Finding, LayerReport, Severity, Verdict
from kangbashi_gis.ui import docks, icons
from kangbashi_gis.ui.panels.answers import AnswersBox

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
SEVERITIES = {
    Severity.ERROR: ("alert-circle", "#c62828"),
    Severity.QUESTION: ("info-circle", "#b26a00"),
    Severity.WARNING: ("alert-triangle", "#b28900"),
    Severity.INFO: ("info-circle", "#607d8b"),
}


class DoctorPanel(QWidget):
    """Files and layers on the left, what was found in the chosen one on the right, with its places on the map."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._reports: tuple[FileReport, ...] = ()
        self._next = 0  # of the places of the chosen finding
        self.summary = QLabel(self)
        self.files = QTreeWidget(self)
        self.findings = QListWidget(self)
        self.answers = AnswersBox(self)
        self.report = QPushButton(self.tr("Write a report…"), self)
        self.bring_in = QPushButton(self.tr("Import this layer…"), self)
        self._set_up()

    def show_reports(self, reports: tuple[FileReport, ...], skipped: tuple[str, ...]) -> None:
        """Show what was found in files; the first that is not ready is chosen."""
        self._reports = reports
        count = {one: sum(report.verdict is one for report in reports) for one in Verdict}
        words = self.tr("{files} files: {ready} ready, {question} with questions, {broken} that cannot be imported")
        told = {one.value: f"{number:,}" for one, number in count.items()}
        left = self.tr(" · {count} other files left out").format(count=len(skipped)) if skipped else ""
        self.summary.setText(words.format(files=f"{len(reports):,}", **told) + left)
        self.files.clear()
        for report in reports:
            self.files.addTopLevelItem(self._file_item(report))
        self.files.expandAll()
        unready = next((i for i, one in enumerate(reports) if one.verdict is not Verdict.READY), 0)
        if item := self.files.topLevelItem(unready):
            self.files.setCurrentItem(item)
        self._refresh()

    def chosen(self) -> tuple[FileReport, LayerReport | None] | None:
        """Give the chosen file and layer; a file with one layer means that layer."""
        item = self.files.currentItem()
        if item is None:
            return None
        report, layer = item.data(0, DATA)
        return report, layer or (report.layers[0] if len(report.layers) == 1 else None)

    def _file_item(self, report: FileReport) -> QTreeWidgetItem:
        item = QTreeWidgetItem([report.file])
        item.setIcon(0, icons.icon(*VERDICTS[report.verdict]))
        item.setToolTip(0, report.file)
        item.setData(0, DATA, (report, None))
        for layer in report.layers if len(report.layers) > 1 else ():
            inner = QTreeWidgetItem([layer.name])
            inner.setData(0, DATA, (report, layer))
            item.addChild(inner)
        return item

    def _show_findings(self) -> None:
        self.findings.clear()
        self._window.canvas.clear_place()
        chosen = self.chosen()
        if chosen is None:
            self.answers.show_layer(None)
            return
        report, layer = chosen
        for one in (*report.findings, *(layer.findings if layer else ())):
            self.findings.addItem(_finding_item(one))
        if not self.findings.count():
            self.findings.addItem(self.tr("Nothing was found; it can be imported as it is."))
        self.answers.show_layer(layer)
        self._refresh()

    def _show_place(self) -> None:
        """Go to the first place of a finding."""
        self._next = 0
        self._go_on()

    def _go_on(self) -> None:
        """Go to the next place of the finding; activating it again walks through all of them."""
        item = self.findings.currentItem()
        finding = item.data(DATA) if item is not None else None
        if not isinstance(finding, Finding) or not finding.places:
            return
        x, y = finding.places[self._next % len(finding.places)]
        self._next += 1
        self._window.canvas.show_place(x, y, ROOM_M / 4)
        self._window.canvas.zoom_to((x - ROOM_M, y - ROOM_M, x + ROOM_M, y + ROOM_M))

    def _show_box(self, box: object) -> None:
        """Show on the map where the layer would lie."""
        if not isinstance(box, tuple):
            self._window.canvas.show_polygon(None)
            return
        west, south, east, north = box
        self._window.canvas.show_polygon([(west, south), (east, south), (east, north), (west, north)])
        room = max(east - west, north - south, ROOM_M) * 0.2
        self._window.canvas.zoom_to((west - room, south - room, east + room, north + room))

    def _write(self) -> None:
        title = self.tr("Write a report")
        kinds = self.tr("Page (*.html);;Workbook (*.xlsx)")
        chosen, kind = QFileDialog.getSaveFileName(self, title, self.tr("Data check report"), kinds)
        if chosen:
            suffix = ".xlsx" if "xlsx" in kind else ".html"
            out = Path(chosen) if Path(chosen).suffix else Path(chosen + suffix)
            job = self._window.start("write_report", [_plain(one) for one in self._reports], str(out), title=title)
            job.finished.connect(
                lambda _answer: self._window.banner.say("success", self.tr("Written: {file}").format(file=out))
            )

    def _import(self) -> None:
        from kangbashi_gis.ui.commands.data import import_data
        from kangbashi_gis.ui.dialogs.importing import ImportChoice

        chosen = self.chosen()
        if chosen is None or chosen[1] is None:
            return
        report, layer = chosen
        assert layer is not None
        options = {"layer": layer.name if len(report.layers) > 1 else None, **self.answers.options()}
        import_data(self._window, ImportChoice(Path(report.path), layer.theme, options))

    def _refresh(self) -> None:
        chosen = self.chosen()
        able = chosen is not None and chosen[1] is not None and Path(chosen[0].path).exists()
        self.bring_in.setEnabled(able and not self._window.read_only)
        self.report.setEnabled(bool(self._reports))

    def _set_up(self) -> None:
        self.summary.setWordWrap(True)
        self.files.setHeaderHidden(True)
        self.files.setAccessibleName(self.tr("Files"))
        self.files.setUniformRowHeights(True)
        self.findings.setAccessibleName(self.tr("What was found"))
        self.findings.setWordWrap(True)
        self.findings.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.findings.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.findings.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentItemChanged.connect(lambda *_: self._show_findings())
        self.findings.currentItemChanged.connect(lambda *_: self._show_place())
        self.findings.itemActivated.connect(lambda *_: self._go_on())
        self.answers.placed.connect(self._show_box)
        self.report.clicked.connect(self._write)
        self.bring_in.clicked.connect(self._import)
        right = QWidget(self)
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.findings, 1)
        side.addWidget(self.answers)
        parts = QSplitter(Qt.Orientation.Horizontal, self)
        parts.addWidget(self.files)
        parts.addWidget(right)
        parts.setStretchFactor(1, 2)
        parts.setSizes([260, 600])
        self.files.setMinimumWidth(180)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.report)
        buttons.addWidget(self.bring_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.summary)
        column.addWidget(parts, 1)
        column.addLayout(buttons)

    def sizeHint(self) -> QSize:
        """Ask for room for a few lines."""
        return QSize(860, 380)


def _finding_item(finding: Finding) -> QListWidgetItem:
    from kangbashi_gis.diagnosis.wording import worded
    from kangbashi_gis.ui import language

    message, action = worded(finding, language.current())
    item = QListWidgetItem(f"{message}\n{action}" if action else message)
    item.setIcon(icons.icon(*SEVERITIES[finding.severity]))
    item.setData(DATA, finding)
    return item


def _plain(report: FileReport) -> Any:
    from kangbashi_gis.diagnosis.plain import to_plain

    return to_plain(report)


def start(window: "MainWindow") -> None:
    """Ask for files and look into them."""
    title = QCoreApplication.translate("DoctorPanel", "Look into files")
    chosen, _kind = QFileDialog.getOpenFileNames(window, title)
    if chosen:
        run(window, [Path(one) for one in chosen])


def start_folder(window: "MainWindow") -> None:
    """Ask for a folder and look into all that it holds."""
    title = QCoreApplication.translate("DoctorPanel", "Look into a folder")
    chosen = QFileDialog.getExistingDirectory(window, title)
    if chosen:
        run(window, [Path(chosen)])


def run(window: "MainWindow", paths: list[Path]) -> None:
    """Look into files in the background, then show what was found."""
    title = QCoreApplication.translate("Tasks", "Looking into {count} files").format(count=len(paths))
    folder = str(window.folder) if window.space else ""
    job = window.start("inspect_files", folder, [str(one) for one in paths], title=title)
    job.finished.connect(lambda answer: _show(window, answer))


def _show(window: "MainWindow", answer: dict[str, Any]) -> None:
    from kangbashi_gis.diagnosis.plain import from_plain

    title = QCoreApplication.translate("DoctorPanel", "Import doctor")
    panel = docks.raised(window, NAME, title, lambda dock: DoctorPanel(window, dock))
    panel.show_reports(tuple(from_plain(FileReport, one) for one in answer["files"]), tuple(answer["skipped"]))
