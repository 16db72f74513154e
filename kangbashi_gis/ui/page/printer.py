"""The printer dialog; the sheet is put on paper in a thread, in its true size."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.model.page import Page
from kangbashi_gis.model.page.box import Box
from kangbashi_gis.model.page.subject import Subject
from kangbashi_gis.render.page.painting import play

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from kangbashi_gis.ui.page.composer import Composer
    from kangbashi_gis.ui.page.editor import PageEditor


def print_page(editor: "PageEditor") -> None:
    """Ask for the printer, then print."""
    from PySide6.QtPrintSupport import QPrintDialog

    printer = made(editor.draft.page)
    dialog = QPrintDialog(printer, editor)
    if dialog.exec():
        start(editor, printer)


def start(editor: "PageEditor", printer: "QPrinter") -> None:
    """Print in the thread in which pages are drawn."""
    editor.print_with(put_on_paper, printer)


def made(page: Page) -> "QPrinter":
    """Give a printer set to the paper of a page, without margins of its own."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    lying = page.width_mm > page.height_mm
    short, long = sorted((page.width_mm, page.height_mm))
    size = QPageSize(QSizeF(short, long), QPageSize.Unit.Millimeter)
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)
    printer.setDocName(page.title)
    return printer


def put_on_paper(composer: "Composer", page: Page, subject: Subject, printer: "QPrinter") -> bool:
    """In a thread: print a page that the operation has let through. Raises OutputUnwritable and what drawing raises."""
    sheet, face = composer.sheet(page, subject)
    painter = QPainter()
    if not painter.begin(printer):
        raise OutputUnwritable(path=printer.printerName() or printer.outputFileName(), reason="printer")
    unit = printer.resolution() / 25.4
    painter.scale(unit, unit)
    play(painter, sheet.inks, face, Box(0.0, 0.0, sheet.width_mm, sheet.height_mm))
    painter.end()
    return True
