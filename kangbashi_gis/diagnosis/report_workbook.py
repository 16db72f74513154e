"""The same report as a workbook with three sheets, for whoever works through it line by line."""

from collections.abc import Iterable
from pathlib import Path

from kangbashi_gis.diagnosis import report_text
from kangbashi_gis.importing.writers.dataset import harmless
from kangbashi_gis.importing.writers.workbook import MOST_LETTERS, save
from kangbashi_gis.model.diagnosis import FileReport


def write(reports: tuple[FileReport, ...], out: Path) -> None:
    """Write the workbook; texts that a spreadsheet would take for formulas are made harmless."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet(book, "汇总", report_text.SUMMARY, report_text.summary(reports))
    sheet(book, "发现", report_text.FINDINGS, report_text.findings(reports))
    sheet(book, "列", report_text.FIELDS, report_text.fields(reports))
    save(book, out)


def sheet(book: object, title: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Add a sheet with bold headings."""
    from openpyxl.styles import Alignment, Font

    made = book.create_sheet(title)  # type: ignore[attr-defined]
    made.append(headings)
    for row in rows:
        made.append([harmless(_printable(cell)[:MOST_LETTERS]) for cell in row])
    for cell in made[1]:
        cell.font = Font(bold=True)
    for place, heading in enumerate(headings, start=1):
        width = 60 if heading in ("发现", "建议") else 18
        made.column_dimensions[made.cell(1, place).column_letter].width = width
    for cells in made.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    made.freeze_panes = "A2"


def _printable(text: str) -> str:
    """Leave out what a workbook cannot hold: control characters and half characters from damaged names."""
    return "".join(sign for sign in text if sign >= " " and not "\ud800" <= sign <= "\udfff")
