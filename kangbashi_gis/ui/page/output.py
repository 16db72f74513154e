"""Asks where to and how, then writes sheets in the worker process; progress and cancelling are in the status bar."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from kangbashi_gis.model.page import Page
from kangbashi_gis.operations.printing import FORMATS
from kangbashi_gis.ui.dialogs.files import PathField
from kangbashi_gis.ui.dialogs.form import FormDialog, ask
from kangbashi_gis.ui.jobs import Job
from kangbashi_gis.ui.page.editors import drawn

if TYPE_CHECKING:
    from kangbashi_gis.model.chosen import Chosen
    from kangbashi_gis.ui.page.editor import PageEditor

DPIS = (96, 150, 200, 300, 400, 600, 1200)
PIXELS = (".png", ".tif", ".tiff")
SUFFIXES = (".pdf", ".svg", ".png", ".tif")
TITLES = {".pdf": "PDF", ".svg": "SVG", ".png": "PNG", ".tif": "TIFF"}


@dataclass(frozen=True)
class Choice:
    """Where to, and what the worker is told."""

    out: Path
    options: dict[str, Any]


class OutputDialog(FormDialog):
    """A file whose suffix says the format; the resolution is for pixels."""

    def __init__(self, parent: QWidget, page: Page, name: str) -> None:
        super().__init__(parent, QCoreApplication.translate("OutputDialog", "Output of the sheet"), "")
        self.ok.setText(self.tr("Write"))
        self._page = page
        self.file = PathField("save", self)
        self.file.filter = ";;".join(f"{title} (*{suffix})" for suffix, title in TITLES.items())
        self.file.set_path(Path.home() / f"{name}.pdf")
        self.dpi = dpi_box(self)
        self.replace = QCheckBox(self.tr("Replace the file that is there"), self)
        self.add_row(self.tr("File"), self.file, self.tr("The suffix says the format: {formats}").format(
            formats=" ".join(SUFFIXES)))  # fmt: skip
        self.form.addRow("", self.replace)
        self.add_row(self.tr("Resolution (dpi)"), self.dpi)
        self.file.line.textChanged.connect(lambda _text: self._check())
        self.replace.toggled.connect(lambda _on: self._check())
        self.dpi.currentIndexChanged.connect(lambda _row: self._check())
        self._check()

    def choice(self) -> Choice:
        """Give what was chosen."""
        options = {"dpi": int(self.dpi.currentText()), "overwrite": self.replace.isChecked()}
        return Choice(self.file.path() or Path(), options)

    def _check(self) -> None:
        path = self.file.path()
        suffix = path.suffix.lower() if path else ""
        self.dpi.setEnabled(suffix in PIXELS)
        self.replace.setVisible(path is not None and path.is_file())
        if path is None or suffix not in FORMATS:
            self.complain(self.tr("Give a file that ends in {formats}.").format(formats=" ".join(SUFFIXES)))
        elif path.exists() and not self.replace.isChecked():
            self.complain(self.tr("This file exists already; choose another name, or replace it."))
        else:
            self.complain("")
            self.say(self._size() if suffix in PIXELS else "")

    def _size(self) -> str:
        unit = int(self.dpi.currentText()) / 25.4
        wide, high = round(self._page.width_mm * unit), round(self._page.height_mm * unit)
        return self.tr("{width} × {height} pixels").format(width=f"{wide:,}", height=f"{high:,}")


class EachDialog(FormDialog):
    """A sheet for each feature: of a theme, of what is selected, or for each sheet of the national series."""

    def __init__(self, parent: QWidget, about: str, chosen: "Chosen") -> None:
        super().__init__(parent, QCoreApplication.translate("EachDialog", "A sheet for each"), "")
        self.ok.setText(self.tr("Write"))
        self._chosen = chosen
        self.what, self.suffix, self.dpi = QComboBox(self), QComboBox(self), dpi_box(self)
        for name, title in drawn():
            if count := len(chosen.of(name)):
                text = self.tr("{theme}: the {count} selected").format(theme=title, count=f"{count:,}")
                self.what.addItem(text, ("fids", name))
        for name, title in drawn():
            self.what.addItem(self.tr("{theme}: all, or by the condition").format(theme=title), ("theme", name))
        for scale in (500, 1000, 2000, 5000, 10000, 25000, 50000):
            self.what.addItem(self.tr("Map sheets 1:{scale}").format(scale=f"{scale:,}"), ("sheet", str(scale)))
        self._first(about)
        self.where, self.pattern = QLineEdit(self), QLineEdit("{name}", self)
        for suffix in SUFFIXES:
            self.suffix.addItem(TITLES[suffix], suffix)
        self.folder = PathField("folder", self)
        self.again = QCheckBox(self.tr("Write again what is there already"), self)
        self._lay_out()

    def choice(self) -> Choice:
        """Give what was chosen."""
        kind, name = self.what.currentData()
        pattern = self.pattern.text().strip() or "{name}"
        options: dict[str, Any] = {
            "dpi": int(self.dpi.currentText()),
            "pattern": pattern + str(self.suffix.currentData()),
            "overwrite": self.again.isChecked(),
        }
        if kind == "fids":
            options |= {"theme": name, "fids": self._chosen.of(name).tolist()}
        else:
            where = self.where.text().strip()
            options["each"] = f"sheet:{name}" if kind == "sheet" else f"{name}:{where}" if where else name
        return Choice(self.folder.path() or Path(), options)

    def _first(self, about: str) -> None:
        theme, _, scale = about.partition(":")
        wanted = ("sheet", scale) if theme == "sheet" else ("theme", theme)
        known = [tuple(self.what.itemData(row)) for row in range(self.what.count())]  # Qt does not compare pairs
        if wanted in known and not self._chosen.total:
            self.what.setCurrentIndex(known.index(wanted))

    def _lay_out(self) -> None:
        names = self.tr("{name}, {sheet}, or a field of the feature in braces, such as {code}")
        self.add_row(self.tr("For each of"), self.what)
        self.add_row(self.tr("Only where"), self.where, self.tr("A condition on fields, such as name LIKE '天骄%'"))
        self.add_row(self.tr("Names of files"), self.pattern, names)
        self.add_row(self.tr("Format"), self.suffix)
        self.add_row(self.tr("Resolution (dpi)"), self.dpi)
        self.add_row(self.tr("Folder"), self.folder)
        self.form.addRow("", self.again)
        resumed = self.tr(
            "Sheets that are in the folder already are left out, so that a batch goes on where it stopped."
        )
        self.again.setToolTip(resumed)
        self.folder.line.textChanged.connect(lambda _text: self._check())
        self.what.currentIndexChanged.connect(lambda _row: self._check())
        self._check()

    def _check(self) -> None:
        kind, _name = self.what.currentData()
        self.where.setEnabled(kind == "theme")
        folder = self.folder.path()
        if folder is None or folder.is_file():
            self.complain(self.tr("Choose the folder for the sheets."))
        else:
            self.complain("")


def dpi_box(parent: QWidget) -> QComboBox:
    """Make a choice of resolutions."""
    box = QComboBox(parent)
    box.addItems([str(one) for one in DPIS])
    box.setCurrentText("300")
    return box


def write(editor: "PageEditor") -> None:
    """Ask for a file, then write the sheet."""
    dialog = OutputDialog(editor, editor.draft.page, editor.about.subject.name or editor.draft.page.title)
    if choice := ask(dialog, dialog.choice):
        start(editor, choice)


def start(editor: "PageEditor", choice: Choice) -> None:
    """Write the sheet in the worker process."""
    main = editor.main
    job = _begin(editor, choice, "print_page", QCoreApplication.translate("Tasks", "Writing the sheet"))
    done = QCoreApplication.translate("Tasks", "The sheet was written: {file}").format(file=choice.out)
    job.finished.connect(lambda _answer: editor.say(done))
    job.finished.connect(lambda _answer: main.banner.say("done", done))
    editor.follow(job)


def _begin(editor: "PageEditor", choice: Choice, task: str, title: str) -> Job:
    """Start a task of the worker process that writes sheets, and tell how far it is."""
    main = editor.main
    options = {**editor.options, **choice.options}
    job = main.start(task, main.folder, choice.out, editor.json(), options, title=title)
    job.progressed.connect(lambda share, _step: editor.say(f"{title} {share:.0%}"))
    job.failed.connect(editor.fail)
    return job


def write_each(editor: "PageEditor") -> None:
    """Ask for what, then write a sheet for each."""
    dialog = EachDialog(editor, editor.draft.page.about, editor.main.chooser.now)
    if choice := ask(dialog, dialog.choice):
        start_each(editor, choice)


def start_each(editor: "PageEditor", choice: Choice) -> None:
    """Write the sheets in the worker process."""
    job = _begin(editor, choice, "print_pages", QCoreApplication.translate("Tasks", "Writing sheets"))
    job.finished.connect(lambda answer: _tell_each(editor, answer, choice.out))
    editor.follow(job)


def _tell_each(editor: "PageEditor", answer: dict[str, Any], folder: Path) -> None:
    words = QCoreApplication.translate("Tasks", "{written} sheets were written into {folder}; {skipped} were there.")
    done = words.format(written=f"{answer['written']:,}", folder=folder, skipped=f"{answer['skipped']:,}")
    editor.say(done)
    editor.main.banner.say("done", done)
