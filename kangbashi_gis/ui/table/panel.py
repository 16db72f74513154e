"""属性表: all rows of a theme, filtered, sorted, chosen, changed. Asks in threads; nothing here reads a row itself."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model import column_words, themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.chosen import Way, chosen
from kangbashi_gis.model.rows import Ask, Sorting
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.operations import table
from kangbashi_gis.operations.table_editing import CellChange
from kangbashi_gis.ui import icons, language, messages
from kangbashi_gis.ui.table import asking, memory
from kangbashi_gis.ui.table.asking import Answer, Stop
from kangbashi_gis.ui.table.frame import Frame
from kangbashi_gis.ui.table.memory import Columns

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

PAUSE_MS = 120  # after the last key that was typed into a filter


class TablePanel(Frame):
    """The table of one theme, with its filters above and what is shown below."""

    progressed = Signal(float)
    shown = Signal()  # the rows that are wanted now are shown

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        super().__init__(parent)
        self.window_ = window
        self.theme: Theme | None = None
        self.columns = Columns()
        self._typed: dict[str, str] = {}
        self._sortings: tuple[Sorting, ...] = ()
        self._stop, self._stop_preparing = Stop(), Stop()
        self._done: Callable[[Any], object] = lambda _answer: None
        self._refused = False  # whether a change was, which is said until the next one
        self._all = 0  # rows of the theme
        self._answered = Ask()  # what is shown now
        self._asked = Ask()
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._make_questions()
        self._connect()

    @property
    def slice(self) -> Any:
        """The rows on the screen."""
        return self.grid.slice

    def open(self, name: str | None = None) -> None:
        """Show the table of a theme; of the one that was shown, or the first, where none is named."""
        space = self.window_.space
        self._drop()
        self._fill_themes()
        wanted = name or (self.theme.name if self.theme else self.window_.layers.current())
        at = max(self.themes.findData(wanted), 0)
        self.themes.blockSignals(True)
        self.themes.setCurrentIndex(at)
        self.themes.blockSignals(False)
        if space is None:
            self.theme = None
            self.slice.set_fields(())
            self.grid.set_total()
            return
        self._take_theme()

    def reload(self) -> None:
        """Show the data as they are now."""
        if self.theme is not None and self.window_.space is not None:
            self.slice.forget()
            self._want()

    def follow_choice(self) -> None:
        """Mark what is chosen on the map, and go to it."""
        if self.theme is None:
            return
        now = self.window_.chooser.now.of(self.theme.name)
        self.slice.set_chosen(now)
        if self.only.isChecked():
            self._want()
        self._tell()

    def ask(self) -> Ask:
        """Give what is wanted by all that is filled in; raises GisError for what cannot be read."""
        assert self.theme is not None
        wanted = (column_words.read(self.theme.field(name), text) for name, text in self._typed.items())
        only = self.window_.chooser.now.of(self.theme.name) if self.only.isChecked() else None
        return Ask(self.filter.text(), tuple(filter(None, wanted)), self.where.text(), self._sortings, only)

    def field(self) -> Field | None:
        """Give the field in which the cursor stands."""
        fields = self.slice.fields
        return fields[self.grid.column] if self.grid.column < len(fields) else None

    def sort(self, column: int, beside: bool, descending: bool | None = None) -> None:
        """Sort by a column: up, then down, then not at all; beside: after what sorts already."""
        name = self.slice.fields[column].name
        before = next((one for one in self._sortings if one.field == name), None)
        others = tuple(one for one in self._sortings if one.field != name) if beside else ()
        if descending is not None:
            self._sortings = (*others, Sorting(name, descending))
        elif before is None:
            self._sortings = (*others, Sorting(name))
        else:
            self._sortings = others if before.descending else (*others, Sorting(name, True))
        self.slice.sortings = self._sortings
        self.slice.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.slice.fields) - 1)
        self._want()

    def clear_filters(self) -> None:
        """Show all rows again."""
        self._typed = {}
        self._sortings = self.slice.sortings = ()
        for line in (self.filter, self.where, *self.grid.left.filters.lines, *self.grid.right.filters.lines):
            line.blockSignals(True)
            line.clear()
            line.blockSignals(False)
        self.only.setChecked(False)
        self._want()

    def set_columns(self, columns: Columns) -> None:
        """Have other columns hidden or frozen, and remember it."""
        if self.theme is None:
            return
        self.columns = columns
        names = [one.name for one in self.slice.fields]
        self.grid.freeze(min(columns.frozen, len(names)), {names.index(one) for one in columns.hidden if one in names})
        memory.keep(self.window_.state, self.theme.name, columns)

    def keep_widths(self) -> None:
        """Remember how wide the columns are."""
        if self.theme is None:
            return
        views = [self.grid.left if at < self.grid.frozen else self.grid.right for at in range(len(self.slice.fields))]
        widths = {one.name: views[at].columnWidth(at) or 100 for at, one in enumerate(self.slice.fields)}
        kept = {name: width for name, width in widths.items() if name not in self.columns.hidden}
        self.columns = Columns(self.columns.hidden, self.columns.frozen, self.columns.widths | kept)
        memory.keep(self.window_.state, self.theme.name, self.columns)

    def choose(self, fids: np.ndarray, way: Way) -> None:
        """Choose rows, here and on the map."""
        if self.theme is not None:
            self.window_.chooser.choose(chosen({self.theme.name: fids}), way)

    def ask_beside(self, done: Callable[[Any], object], function: Callable[..., Any], *arguments: Any) -> None:
        """Ask something beside the rows, such as a statistic; the newest question of these is answered."""
        self._done = done
        self._beside.ask(function, *arguments)

    def complain(self, error: object) -> None:
        """Say what is wrong below the filters; the rows stay as they were."""
        message, hint = messages.sentence(error) if isinstance(error, GisError) else ("", "")
        self.complaint.setText(f"{message} {hint}".strip())
        self.complaint.setVisible(bool(message))
        self._tell()

    def _take_theme(self) -> None:
        space = self.window_.space
        if space is None or self.themes.currentData() is None:
            return
        self._drop()
        self.keep_widths()
        self.theme = themes.theme(str(self.themes.currentData()))
        try:
            opened = table.opening(space, self.theme)
        except GisError as problem:
            self.complain(problem)
            return
        self._typed, self._sortings, self._refused = {}, (), False
        self.slice.set_fields(opened.fields)
        self.slice.editable = not self.window_.read_only and self.window_.session.may(Permission.EDIT)
        self.grid.begin([language.theme_title(self.theme)])
        self._show_columns()
        self.slice.set_chosen(self.window_.chooser.now.of(self.theme.name))
        self._all = max(opened.last - opened.first + 1, 0)
        self.slice.set_order(range(opened.first, opened.last + 1))
        self.grid.set_total()
        self.grid.go(0, 0)
        self.complain(None)
        self._want()

    def _show_columns(self) -> None:
        assert self.theme is not None
        self.columns = memory.kept(self.window_.state, self.theme.name)
        usual = self.fontMetrics().averageCharWidth() * 16
        for at, field in enumerate(self.slice.fields):
            for view in self.grid.views():
                view.filters.blockSignals(True)
                view.setColumnWidth(at, self.columns.widths.get(field.name, usual))
                view.filters.blockSignals(False)
        self.set_columns(self.columns)

    def _want(self) -> None:
        """Ask for the rows that are wanted now."""
        space = self.window_.space
        if space is None or self.theme is None:
            return
        self._stop.now()
        try:
            self._asked = self.ask()
        except GisError as problem:
            self.complain(problem)
            return
        self._stop = Stop(lambda fraction, _step: self.progressed.emit(fraction))
        self._rows.ask(asking.ordered, space, self.theme, self._asked, self._stop)
        self._busy(True)

    def _take(self, answer: Answer) -> None:
        self._busy(False)
        if answer.stopped:
            return
        self._answered = self._asked
        self.slice.set_order(answer.fids)
        self.grid.set_total()
        if self._asked.is_plain:
            self._all = len(answer.fids)
        if not self._refused:
            self.complain(None)
        self._tell()
        self.shown.emit()
        space = self.window_.space
        if space is not None and self.theme is not None and not self._preparing.waiting:
            self._stop_preparing = Stop()
            self._preparing.ask(asking.prepare, space, self.theme, self._stop_preparing)

    def _fail(self, error: object) -> None:
        self._busy(False)
        self.complain(error)

    def _refuse(self, error: object) -> None:
        self._refused = True
        self.complain(error)

    def _read(self, wanted: object) -> None:
        if self.window_.space is not None and self.theme is not None:
            self._pages.ask(asking.page, self.window_.space, self.theme, wanted)

    def _take_pages(self, found: Any) -> None:
        self.slice.take(*found)
        if self.theme is not None and not self.columns.widths:
            self.grid.fit_widths()
            self.keep_widths()

    def _edit(self, fid: int, version: int, field: str, text: str) -> None:
        if self.window_.space is not None and self.theme is not None:
            self._refused = False
            changes = [CellChange(fid, version, field, text)]
            self._changes.ask(asking.change, self.window_.space, self.theme, changes)

    def _mark(self, first: int, last: int) -> None:
        self.choose(self.slice.fids(first, last), Way.REPLACE)

    def _turn(self, row: int) -> None:
        self.choose(self.slice.fids(row, row), Way.TOGGLE)

    def _type(self, field: str, text: str) -> None:
        self._typed[field] = text
        column = [one.name for one in self.slice.fields].index(field)
        for view in self.grid.views():
            view.filters.show_typed(column, text)
        self._later.start()

    def _busy(self, busy: bool) -> None:
        self.cancel.setVisible(busy)
        if not busy:
            self._tell()

    def _tell(self) -> None:
        now = len(self.window_.chooser.now.of(self.theme.name)) if self.theme is not None else 0
        if self.theme is None:
            self.told.setText(self.tr("No workspace is open."))
        elif not self._all:
            self.told.setText(self.tr("There are no rows of this theme yet: import some."))
        elif not self.slice.total:
            self.told.setText(self.tr("No row fits. Change the filters, or clear them."))
        else:
            words = self.tr("{shown} of {all} rows · {chosen} selected")
            self.told.setText(words.format(shown=f"{self.slice.total:,}", all=f"{self._all:,}", chosen=f"{now:,}"))

    def _tell_progress(self, fraction: float) -> None:
        if not self.cancel.isHidden():
            self.told.setText(self.tr("Looking through the rows… {percent} %").format(percent=round(100 * fraction)))

    def _halt(self) -> None:
        self._stop.now()
        self._busy(False)

    def _drop(self) -> None:
        self._stop.now()
        self._stop_preparing.now()
        for question in (self._rows, self._pages, self._changes, self._preparing, self._beside):
            question.drop()
        self._busy(False)

    def _fill_themes(self) -> None:
        if self.themes.count():
            return
        self.themes.blockSignals(True)
        for theme in themes.THEMES:
            if not theme.in_vault and not theme.raster:
                self.themes.addItem(icons.kind_icon(theme.name), language.theme_title(theme), theme.name)
        self.themes.blockSignals(False)

    def _make_questions(self) -> None:
        jobs = self.window_.jobs
        self._rows, self._pages = jobs.question("table_rows"), jobs.question("table_pages")
        self._changes, self._preparing = jobs.question("table_changes"), jobs.question("table_columns")
        self._beside = jobs.question("table_beside")
        self._beside.answered.connect(lambda answer: self._done(answer))
        self._rows.answered.connect(self._take)
        self._pages.answered.connect(self._take_pages)
        self._changes.failed.connect(self._refuse)
        self._changes.answered.connect(lambda _count: self.window_.reload())
        for question in (self._rows, self._pages, self._preparing, self._beside):
            question.failed.connect(self._fail)

    def _connect(self) -> None:
        self.themes.currentIndexChanged.connect(lambda _row: self._take_theme())
        self.filter.textChanged.connect(lambda _text: self._later.start())
        self.filter.returnPressed.connect(self.grid.right.setFocus)
        self.where.editingFinished.connect(self._want_where)
        self.only.toggled.connect(lambda _on: self._want())
        self.cancel.clicked.connect(self._halt)
        self._later.timeout.connect(self._want)
        self.progressed.connect(self._tell_progress)
        self.slice.wanted.connect(self._read)
        self.slice.edited.connect(self._edit)
        self.grid.typed.connect(self._type)
        self.grid.sorted.connect(self.sort)
        self.grid.marked.connect(self._mark)
        self.grid.turned.connect(self._turn)
        self.grid.key_wanted.connect(self._run_key)
        self.grid.menu_wanted.connect(self._offer)
        self.grid.header_menu_wanted.connect(self._offer_header)
        self.window_.chooser.changed.connect(self.follow_choice)
        self.window_.jobs.stopping.connect(self._drop)

    def _want_where(self) -> None:
        if self.where.text() != self._asked.where:
            self._want()

    def _run_key(self, letter: str) -> None:
        from kangbashi_gis.ui.table import menus

        {"C": menus.copy, "A": menus.choose_all, "G": menus.jump}[letter](self)

    def _offer(self, at: QPoint) -> None:
        from kangbashi_gis.ui.table import menus

        menus.rows_menu(self).exec(at)

    def _offer_header(self, column: int, at: QPoint) -> None:
        from kangbashi_gis.ui.table import menus

        if 0 <= column < len(self.slice.fields):
            menus.column_menu(self, column).exec(at)
