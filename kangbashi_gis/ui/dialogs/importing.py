"""Asks which file goes into which theme, and shows which column will fill which field before anything happens."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGroupBox, QLabel, QVBoxLayout

from kangbashi_gis.errors import Cancelled, GisError, LayerUnclear, LayerUnknown
from kangbashi_gis.importing.readings import LABELS
from kangbashi_gis.importing.sources import READERS
from kangbashi_gis.model import themes
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.ui import icons, language, messages
from kangbashi_gis.ui.dialogs.columns import ColumnTable
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask
from kangbashi_gis.ui.dialogs.new_workspace import reference, reference_box
from kangbashi_gis.ui.jobs import Job

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

PAUSE_MS = 250  # after the last change, before the file is looked into again


@dataclass(frozen=True)
class ImportChoice:
    """What is to be imported; options are the fields of `ImportOptions` as plain data."""

    file: Path
    theme: str
    options: dict[str, Any]


def guessed_theme(file: Path) -> Theme | None:
    """Guess the theme from the words in a file's name: the longest name, title or alias in it wins."""
    name = file.stem.lower()
    found = [
        (len(word), theme)
        for theme in themes.THEMES
        for word in (theme.name, theme.title, theme.title_en.lower(), *theme.aliases)
        if word.lower() in name
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


class ImportDialog(FormDialog):
    """File, theme, layer, CRS, encoding and the match of columns, looked up in the worker process."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, QCoreApplication.translate("ImportDialog", "Import data"), "", 640)
        self._jobs = window.jobs
        self._folder_crs = window.space.project.crs if window.space else ""
        self.ok.setText(self.tr("Import"))
        self.file = PathField("open", self)
        self.file.filter = self._filter()
        self.theme = QComboBox(self)
        self.layer = QComboBox(self)
        self.reference = reference_box(self, self.tr("As the file says"))
        self.encoding = QComboBox(self)
        self.table = ColumnTable(self)
        self.summary = QLabel(self)
        self._job: Job | None = None
        self._weighed: Path | None = None  # the file whose readings are offered
        self._reading: dict[str, str] = {}  # axes and unit, which the doctor tells and nobody types
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._look)
        self._set_up()

    @classmethod
    def ask(cls, window: "MainWindow", known: ImportChoice | None = None) -> ImportChoice | None:
        """Show the dialog, with what is known already; None when it was cancelled."""
        dialog = cls(window)
        if known is not None:
            dialog.begin_with(known)
        return ask(dialog, dialog.choice)

    def begin_with(self, known: ImportChoice) -> None:
        """Fill in what the doctor has found out or a person has answered there."""
        self._weighed = known.file  # the doctor has asked already
        self.file.set_path(known.file)
        if known.theme:
            self.theme.setCurrentIndex(self.theme.findData(known.theme))
        self.layer.setCurrentText(known.options.get("layer") or "")
        if crs := known.options.get("crs"):
            self.reference.setCurrentText(crs)
        if encoding := known.options.get("encoding"):
            if self.encoding.findData(encoding) < 0:
                self.encoding.addItem(encoding, encoding)
            self.encoding.setCurrentIndex(self.encoding.findData(encoding))
        self._reading = {name: known.options[name] for name in ("axes", "unit") if known.options.get(name)}
        self._again()

    def choice(self) -> ImportChoice:
        """Give what was chosen."""
        return ImportChoice(self.file.path() or Path(), str(self.theme.currentData()), self._options(with_mapping=True))

    def done(self, result: int) -> None:
        """Stop looking into the file when the dialog closes."""
        self._later.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(result)

    def _options(self, *, with_mapping: bool) -> dict[str, Any]:
        return {
            "layer": self.layer.currentText().strip() or None,
            "crs": reference(self.reference) or None,
            "encoding": self.encoding.currentData() or None,
            "mapping": self.table.mapping() if with_mapping else {},
            **self._reading,
        }

    def _take_file(self) -> None:
        path = self.file.path()
        self.layer.clear()
        self._reading = {}  # they were of another file
        if path is not None and (theme := guessed_theme(path)):
            self.theme.setCurrentIndex(self.theme.findData(theme.name))
        self._again()

    def _again(self) -> None:
        self.complain(" ")
        self.summary.setText(self.tr("Looking into the file …") if self.file.path() else "")
        self._later.start()

    def _look(self) -> None:
        path = self.file.path()
        if path is None:
            self._show_trouble(self.tr("Choose a file."))
            return
        if self._job is not None:
            self._job.cancel()
        theme = str(self.theme.currentData())
        options = self._options(with_mapping=False)
        self._job = job = self._jobs.start("preview", str(path), theme, options, title=self.tr("Looking into the file"))
        job.finished.connect(self._show)
        self._weigh(path)
        job.failed.connect(self._fail)
        job.ended.connect(self._forget)

    def _weigh(self, path: Path) -> None:
        """Have the bytes of a new file weighed, so that its readings can be offered, the likeliest first."""
        if path != self._weighed:
            self._weighed = path
            job = self._jobs.start("weigh_encoding", str(path), title=self.tr("Looking into the file"))
            job.finished.connect(lambda answer: self._offer_encodings(path, answer))
            self.finished.connect(job.cancel)

    def _offer_encodings(self, path: Path, answer: dict[str, Any]) -> None:
        """Put the candidates as weighed from the bytes before all other encodings; what is chosen stays chosen."""
        if path != self.file.path():
            return
        chosen, detected = self.encoding.currentData(), answer["detected"]
        candidates = {one["encoding"]: one for one in answer["candidates"]}
        self.encoding.blockSignals(True)
        self.encoding.clear()
        found = self.tr("Found out from the file")
        self.encoding.addItem(f"{found}: {detected}" if detected else found, "")
        for name, one in candidates.items():
            self.encoding.addItem(f"{name}  ({one['confidence'] * 100:.0f} %)", name)
            examples = "\n".join(one["examples"])
            self.encoding.setItemData(self.encoding.count() - 1, examples, Qt.ItemDataRole.ToolTipRole)
        self.encoding.insertSeparator(self.encoding.count())
        for name in (one for one in dict.fromkeys(LABELS.values()) if one not in candidates):
            self.encoding.addItem(name, name)
        self.encoding.setCurrentIndex(max(self.encoding.findData(chosen), 0))
        self.encoding.blockSignals(False)

    def _forget(self) -> None:
        self._job = None

    def _show(self, preview: dict[str, Any]) -> None:
        theme = themes.theme(str(self.theme.currentData()))
        self.table.show_match(theme, preview["columns"], preview["matched"])
        crs = preview["crs"] or self.tr("none")
        self.summary.setText(
            self.tr("{count} rows, {columns} columns, coordinate system: {crs}").format(
                count=f"{preview['count']:,}", columns=len(preview["columns"]), crs=crs
            )
        )
        self._check()

    def _fail(self, error: GisError) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, LayerUnclear | LayerUnknown):
            self._offer_layers(error)
        self._show_trouble(" ".join(messages.sentence(error)))

    def _offer_layers(self, error: GisError) -> None:
        known = error.values.get("known")
        names = [str(one) for one in known] if isinstance(known, list | tuple) else []
        self.layer.blockSignals(True)
        self.layer.clear()
        self.layer.addItems(["", *names])
        self.layer.blockSignals(False)

    def _show_trouble(self, text: str) -> None:
        self.summary.clear()
        self.table.clear_match()
        self.complain(text)

    def _check(self) -> None:
        missing = self.table.missing()
        wanted = self.tr("Say which column is: {fields}").format(fields="、".join(missing))
        self.complain(wanted if missing else "")

    def _filter(self) -> str:
        suffixes = " ".join(f"*{suffix}" for suffix in READERS)
        return self.tr("Geographic data ({suffixes});;All files (*)").format(suffixes=suffixes)

    def _set_up(self) -> None:
        for theme in themes.THEMES:
            self.theme.addItem(icons.kind_icon(theme.name), language.theme_title(theme), theme.name)
        self.layer.setEditable(True)
        self.encoding.addItem(self.tr("Found out from the file"), "")
        for name in dict.fromkeys(LABELS.values()):
            self.encoding.addItem(name, name)
        self.add_row(self.tr("File"), self.file)
        self.add_row(self.tr("Into the theme"), self.theme)
        self.add_row(self.tr("Layer or sheet"), self.layer, self.tr("Only where the file holds several"))
        self.add_row(self.tr("Coordinate system"), self.reference)
        self.add_row(self.tr("Encoding"), self.encoding)
        box = QGroupBox(self.tr("Which column fills which field"), self)
        inside = QVBoxLayout(box)
        inside.addWidget(self.summary)
        inside.addWidget(self.table)
        self.column.insertWidget(1, box, 1)
        self.resize(680, 720)
        self.file.line.textChanged.connect(self._take_file)
        for choice in (self.theme, self.layer, self.reference, self.encoding):
            choice.currentTextChanged.connect(self._again)
        self.table.changed.connect(self._check)
        self._show_trouble(self.tr("Choose a file."))
