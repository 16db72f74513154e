"""Lists of people: XLSX, CSV, and a page to print. Each row and each page says who took it out, when, and under which
number of the ledger, so that a leaked sheet or a photograph of it leads back.
"""

import csv
import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kangbashi_gis.importing.writers.dataset import harmless, shown
from kangbashi_gis.importing.writers.workbook import save

MARK = "水印"
TITLE = "居民名单"
WIDTH = 16
REPEATED = 60  # so often the mark stands across a printed page


@dataclass(frozen=True)
class PeopleSheet:
    """Titles and rows of text, and the mark that stands on all of them."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)
    mark: str


def write_csv(out: Path, sheet: PeopleSheet) -> None:
    """Write UTF-8 with the byte order mark that spreadsheets need; the mark is the last column."""
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*sheet.titles, MARK])
        writer.writerows([*map(_cell, row), sheet.mark] for row in sheet.rows)


def write_workbook(out: Path, sheet: PeopleSheet) -> None:
    """Write one sheet; the mark is the last column, and above and below each printed page."""
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = TITLE
    page.append([*sheet.titles, MARK])
    for row in sheet.rows:
        page.append([*map(_cell, row), sheet.mark])
    for number in range(1, len(sheet.titles) + 2):
        page.column_dimensions[get_column_letter(number)].width = WIDTH
    page.freeze_panes, page.print_title_rows = "A2", "1:1"
    page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
    page.sheet_properties.pageSetUpPr = openpyxl.worksheet.properties.PageSetupProperties(fitToPage=True)
    # & begins a command there
    page.oddHeader.center.text = page.oddFooter.center.text = sheet.mark.replace("&", "&&")
    save(book, out)


def write_page(out: Path, sheet: PeopleSheet) -> None:
    """Write a page for a browser to print: the mark stands across it, and above and below the table of each page."""
    head = "".join(f"<th>{html.escape(one)}</th>" for one in sheet.titles)
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(shown(one))}</td>" for one in row) + "</tr>" for row in sheet.rows
    )
    mark = html.escape(sheet.mark)
    across = f"<span>{mark}</span>" * REPEATED
    line = f'<td colspan="{len(sheet.titles)}" class="mark">{mark}</td>'
    out.write_text(
        PAGE.format(title=TITLE, across=across, line=line, head=head, body=body), encoding="utf-8", newline="\n"
    )


PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>
@page {{ size: A4 landscape; margin: 12mm; }}
body {{ font: 10pt "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; -webkit-print-color-adjust: exact; }}
.across {{ position: fixed; inset: -20%; transform: rotate(-24deg); opacity: .13; z-index: 1; pointer-events: none;
  overflow: hidden; }}
.across span {{ display: inline-block; margin: 14mm 10mm; white-space: nowrap; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: .3pt solid #777; padding: 1mm 2mm; text-align: left; }}
.mark {{ border: 0; color: #555; font-size: 8pt; }}
tr {{ break-inside: avoid; }}
</style></head><body>
<div class="across" aria-hidden="true">{across}</div>
<table><thead><tr>{line}</tr><tr>{head}</tr></thead>
<tfoot><tr>{line}</tr></tfoot><tbody>
{body}
</tbody></table></body></html>
"""


def _cell(text: str) -> str:
    """Give a text that no spreadsheet runs and no XML breaks on."""
    return str(harmless(shown(text)))


PEOPLE_WRITERS: Mapping[str, Callable[[Path, PeopleSheet], None]] = {
    ".xlsx": write_workbook,
    ".csv": write_csv,
    ".html": write_page,
}
