"""What can be done with rows and columns of the table: the two menus, and what their entries do."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.chosen import Way, chosen
from kangbashi_gis.model.schema import FieldType, Shape
from kangbashi_gis.ui.table import asking, telling
from kangbashi_gis.ui.table.asking import Stop

if TYPE_CHECKING:
    from kangbashi_gis.ui.table.panel import TablePanel

NUMBERS = (FieldType.INTEGER, FieldType.REAL)


def rows_menu(panel: "TablePanel") -> QMenu:
    """Make the menu of the rows."""
    menu = QMenu(panel)
    placed = panel.theme is not None and panel.theme.shape is not Shape.NONE
    field = panel.field()
    editable = panel.slice.editable and field is not None
    entries = (
        (QCoreApplication.translate("TableMenus", "Zoom to"), lambda: zoom(panel), placed),
        (QCoreApplication.translate("TableMenus", "Form and history…") + "\tCtrl+Shift+F", lambda: form(panel), True),
        (QCoreApplication.translate("TableMenus", "Edit the cell") + "\tF2", panel.grid.edit, editable),
        (QCoreApplication.translate("TableMenus", "Copy") + "\tCtrl+C", lambda: copy(panel), True),
        (QCoreApplication.translate("TableMenus", "Go to a row or value…") + "\tCtrl+G", lambda: jump(panel), True),
        (QCoreApplication.translate("TableMenus", "Select all shown") + "\tCtrl+A", lambda: choose_all(panel), True),
        (QCoreApplication.translate("TableMenus", "Clear filters and sorting"), panel.clear_filters, True),
        (
            QCoreApplication.translate("TableMenus", "Export what is shown…"),
            lambda: export(panel),
            panel.window_.session.may(Permission.EXPORT),
        ),
    )
    for text, run, enabled in entries:
        action = menu.addAction(text)
        action.triggered.connect(lambda _on=False, run=run: run())
        action.setEnabled((bool(enabled) and panel.slice.total > 0) or run == panel.clear_filters)
    return menu


def column_menu(panel: "TablePanel", column: int) -> QMenu:
    """Make the menu of a column."""
    menu = QMenu(panel)
    name = panel.slice.fields[column].name
    hidden = panel.columns.hidden
    entries = (
        (QCoreApplication.translate("TableMenus", "Sort ascending"), lambda: panel.sort(column, False, False)),
        (QCoreApplication.translate("TableMenus", "Sort descending"), lambda: panel.sort(column, False, True)),
        (QCoreApplication.translate("TableMenus", "Statistics and histogram…"), lambda: statistics(panel, name)),
        (QCoreApplication.translate("TableMenus", "Group by this column…"), lambda: group(panel, [name])),
        (
            QCoreApplication.translate("TableMenus", "Freeze up to this column"),
            lambda: panel.set_columns(replace(panel.columns, frozen=column + 1)),
        ),
        (
            QCoreApplication.translate("TableMenus", "Freeze no column"),
            lambda: panel.set_columns(replace(panel.columns, frozen=0)),
        ),
        (
            QCoreApplication.translate("TableMenus", "Hide the column"),
            lambda: panel.set_columns(replace(panel.columns, hidden=(*hidden, name))),
        ),
        (
            QCoreApplication.translate("TableMenus", "Show all columns"),
            lambda: panel.set_columns(replace(panel.columns, hidden=())),
        ),
        (QCoreApplication.translate("TableMenus", "Chart of this column"), lambda: chart(panel, name)),
    )
    for text, run in entries:
        menu.addAction(text).triggered.connect(lambda _on=False, run=run: run())
    if len(panel.grid.shown_columns()) < 2:
        menu.actions()[6].setEnabled(False)
    return menu


def form(panel: "TablePanel") -> None:
    """Show form and history of the row of the cursor; from there one goes on through the rows that are shown."""
    from kangbashi_gis.ui.rows.opening import MOST, show_rows

    if panel.theme is None or not panel.slice.total:
        return
    at = panel.grid.cursor_row
    first = max(at - MOST // 2, 0)
    fids = panel.slice.fids(first, min(first + MOST, panel.slice.total) - 1).tolist()
    show_rows(panel.window_, panel.theme.name, fids, min(at - first, len(fids) - 1))


def chart(panel: "TablePanel", name: str) -> None:
    """Draw a column of the rows that are shown."""
    from kangbashi_gis.ui.panels.chart_panel import show_chart

    if panel.theme is not None:
        show_chart(panel.window_, panel.theme.name, panel.ask(), name)


def zoom(panel: "TablePanel") -> None:
    """Show the chosen rows on the map, or the row of the cursor."""
    window, theme = panel.window_, panel.theme
    if window.space is None or theme is None:
        return
    fids = window.chooser.now.of(theme.name)
    if not len(fids):
        fids = panel.slice.fids(panel.grid.cursor_row, panel.grid.cursor_row)
    panel.ask_beside(lambda box: window.canvas.zoom_to(box) if box else None, asking.bounds, window.space, theme, fids)


def copy(panel: "TablePanel") -> None:
    """Copy the chosen rows that are shown, with titles; without any, the cell of the cursor."""
    window, theme = panel.window_, panel.theme
    if window.space is None or theme is None:
        return
    now = window.chooser.now.of(theme.name)
    fields = [panel.slice.fields[at] for at in panel.grid.shown_columns()]
    if not len(now):
        field = panel.field()
        fields = [field] if field is not None else []
        now = panel.slice.fids(panel.grid.cursor_row, panel.grid.cursor_row)
    order = panel.slice.all_fids() if len(now) > 1 else now
    panel.ask_beside(QApplication.clipboard().setText, _copied, window.space, theme, order, now, fields)


def _copied(space: Any, theme: Any, order: np.ndarray, now: np.ndarray, fields: list[Any]) -> str:
    """Give what is copied: of one cell its text alone."""
    text = asking.whole_text(space, theme, order[np.isin(order, now)], fields)
    return text.partition("\n")[2] if len(fields) == 1 and len(now) == 1 else text


def choose_all(panel: "TablePanel") -> None:
    """Choose all rows that are shown."""
    panel.choose(panel.slice.all_fids(), Way.REPLACE)


def jump(panel: "TablePanel") -> None:
    """Ask for the number of a row, or for what the column of the cursor holds, and go there."""
    field = panel.field()
    if field is None or not panel.slice.total:
        return
    title = QCoreApplication.translate("TableMenus", "Go to")
    label = QCoreApplication.translate("TableMenus", "Number of the row, or what stands in “{field}”:")
    text, given = QInputDialog.getText(panel, title, label.format(field=field.title))
    if given and text.strip():
        jump_to(panel, text.strip())


def jump_to(panel: "TablePanel", text: str) -> None:
    """Go to a row by its number, or to the next one whose column of the cursor holds a text."""
    plain = text.replace(",", "")
    if plain.isdigit() and 1 <= int(plain) <= panel.slice.total:
        panel.grid.go(int(plain) - 1)
        return
    space, theme, field = panel.window_.space, panel.theme, panel.field()
    if space is None or theme is None or field is None:
        return
    order, start = panel.slice.all_fids(), panel.grid.cursor_row
    panel.ask_beside(lambda row: _went(panel, row), asking.place_of, space, theme, order, start, field, text)


def _went(panel: "TablePanel", row: int) -> None:
    if row >= 0:
        panel.grid.go(row)
    else:
        panel.told.setText(QCoreApplication.translate("TableMenus", "No row that is shown has this."))


def statistics(panel: "TablePanel", name: str) -> None:
    """Tell what a column holds, of the rows that are shown."""
    space, theme = panel.window_.space, panel.theme
    if space is None or theme is None:
        return

    def show(found: Any) -> None:
        if found is not None:
            telling.statistics_dialog(panel, theme.field(name), *found).show()

    panel.ask_beside(show, asking.told, space, theme, panel.ask(), name, Stop())


def group(panel: "TablePanel", by: list[str]) -> None:
    """Group the rows that are shown, with the sums of all columns of numbers."""
    space, theme = panel.window_.space, panel.theme
    if space is None or theme is None:
        return
    sums = [one.name for one in theme.open_fields if one.type in NUMBERS and one.name not in by]

    def show(found: Any) -> None:
        if found is not None:
            fields = [theme.field(one) for one in by], [theme.field(one) for one in sums]
            telling.groups_dialog(panel, *fields, found).show()

    panel.ask_beside(show, asking.grouped, space, theme, panel.ask(), by, sums, Stop())


def export(panel: "TablePanel") -> None:
    """Export the rows and columns that are shown, through the export with its guard and its ledger."""
    from kangbashi_gis.ui import reports
    from kangbashi_gis.ui.dialogs.exporting import ExportDialog
    from kangbashi_gis.ui.dialogs.form import ask

    window, theme = panel.window_, panel.theme
    if theme is None:
        return
    dialog = ExportDialog(window, theme.name, chosen=chosen({theme.name: panel.slice.all_fids()}))
    dialog.setWindowTitle(QCoreApplication.translate("TableMenus", "Export what the table shows"))
    if not panel.ask().is_plain:
        dialog.area.setCurrentIndex(dialog.area.findData({"fids": []}))
    dialog.theme.setEnabled(False)
    dialog.area.setEnabled(False)
    if (path := dialog.file.path()) is not None:
        dialog.file.set_path(path.with_suffix(".xlsx"))
    if choice := ask(dialog, dialog.choice):
        names = [panel.slice.fields[at].name for at in panel.grid.shown_columns()]
        options = {**choice.options, "columns": names}
        title = QCoreApplication.translate("Tasks", "Exporting {file}").format(file=choice.file.name)
        job = window.start("export_theme", window.folder, choice.file, theme.name, options, title=title)
        job.finished.connect(lambda report: reports.show_export(window, report))
