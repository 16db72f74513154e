"""Opening the window of a row: from the table, from what lies under a click, from what is chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QDockWidget

from kangbashi_gis.errors import ThemeUnknown
from kangbashi_gis.model import themes
from kangbashi_gis.ui.table import NAME as TABLE

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

MOST = 10_000  # chosen rows that are gone through one by one


def show_row(window: "MainWindow", theme: str, fid: int) -> None:
    """Show form and history of a row."""
    show_rows(window, theme, [fid])


def show_rows(window: "MainWindow", theme: str, fids: Sequence[int], at: int = 0) -> None:
    """Show rows of a theme one by one, that at a place first."""
    from kangbashi_gis.ui.rows.dialog import RowDialog, dialog_of

    dialog = dialog_of(window) or RowDialog(window)
    dialog.show_rows(theme, fids, at)


def show_known(window: "MainWindow") -> None:
    """Show what the user is looking at: a row of the table, the chosen rows, what lies under the click, the place."""
    dock = window.findChild(QDockWidget, TABLE)
    focus = QApplication.focusWidget()
    if dock is not None and focus is not None and dock.isAncestorOf(focus):
        from kangbashi_gis.ui.table.menus import form
        from kangbashi_gis.ui.table.panel import TablePanel

        if isinstance(panel := dock.widget(), TablePanel) and panel.slice.total:
            form(panel)
            return
    found = known(window)
    if found is not None:
        theme, fids, at = found
        show_rows(window, theme, fids, at)


def known(window: "MainWindow") -> tuple[str, list[int], int] | None:
    """Give theme, rows and which of them is meant; None where nothing is chosen and nothing was clicked."""
    for theme, fids in window.chooser.now.fids.items():
        if len(fids):
            return theme, [int(one) for one in fids[:MOST]], 0
    hits = [one for one in window.card.here.hits() if one.fid and _has_table(one.kind)]
    if hits:
        current = window.card.here.currentIndex().row()
        every = window.card.here.hits()
        meant = every[current] if 0 <= current < len(every) and every[current] in hits else hits[0]
        same = [one.fid for one in hits if one.kind == meant.kind]
        return meant.kind, same, same.index(meant.fid)
    place = window.inquiry.place
    if place is not None and place.fid and _has_table(place.kind):
        return place.kind, [place.fid], 0
    return None


def follow(window: "MainWindow", *, opened: bool = False) -> None:
    """Let the open dialog follow the data, or let go of them where another workspace was opened."""
    from kangbashi_gis.ui.rows.dialog import dialog_of

    dialog = dialog_of(window)
    if dialog is not None and opened:
        dialog.forget()
    elif dialog is not None and dialog.isVisible() and not dialog.form.is_changed:
        dialog.reload()


def _has_table(kind: str) -> bool:
    try:
        return not themes.theme(kind).in_vault
    except ThemeUnknown:
        return False
