"""The window of one row: form and history beside the map, kept open while one goes from row to row."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.errors import GisError
from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.row_history import Row, RowChange
from kangbashi_gis.ui import language, messages
from kangbashi_gis.ui.rows import DIALOG, reading
from kangbashi_gis.ui.rows.form import RowForm
from kangbashi_gis.ui.rows.history import RowHistory

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

SIZE = (680, 620)
AROUND = 0.6  # of its size, that much more than a row is shown on each side
LEAST_M = 60.0
Answer = QMessageBox.StandardButton


class RowDialog(QDialog):
    """One row of a theme, or one after the other of several."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._theme, self._fids, self._at = "", tuple[int, ...](), 0
        self.changes: Sequence[RowChange] = ()
        self.setObjectName(DIALOG)
        self.setModal(False)
        self.resize(*SIZE)
        self._labels()
        self.form = RowForm(self)
        self.history = RowHistory(self)
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.form, self.tr("&Form"))
        self.tabs.addTab(self.history, self.tr("&History"))
        self._buttons()
        self._lay_out()
        self._read, self._write, self._shapes = (window.jobs.question("rows") for _ in range(3))
        self._connect()

    @property
    def row(self) -> Row | None:
        """The row that is shown; None for one that is gone."""
        return self.form.row

    def show_rows(self, theme: str, fids: Sequence[int], at: int = 0) -> None:
        """Show rows of a theme, one of them first, unless something typed is to be kept here."""
        if not self.may_leave():
            return
        self._theme, self._fids, self._at = theme, tuple(fids), at
        self._say("")
        self.reload()
        self.show()
        self.raise_()
        self.activateWindow()

    def reload(self) -> None:
        """Read the row anew; what was typed stays if it is still being typed."""
        if self._window.space is not None and self._fids:
            self._read.ask(reading.read, self._window.space, self._theme, self._fids[self._at])

    def forget(self) -> None:
        """Be about nothing: the workspace is closed."""
        for question in (self._read, self._write, self._shapes):
            question.drop()
        self._fids = ()
        self.form.show_row(None)
        self.history.show_changes("", (), False)
        self.hide()

    def save(self) -> None:
        """Keep what was typed, as one operation; where something does not fit, nothing is kept and it says why."""
        wrong = self.form.unfit()
        if wrong is not None:
            self.tabs.setCurrentWidget(self.form)
            wrong.box.setFocus()
            return
        wanted = self.form.changes()
        if wanted and self._window.space is not None:
            self._say("")
            self._write.ask(reading.write, self._window.space, self._theme, wanted)

    def step(self, by: int) -> None:
        """Go to the next row or the one before."""
        if 0 <= self._at + by < len(self._fids) and self.may_leave():
            self._at += by
            self._say("")
            self.reload()

    def may_leave(self) -> bool:
        """Ask what becomes of what was typed, if anything was; tells whether the row may be left now."""
        if not self.form.is_changed:
            return True
        answer = QMessageBox.question(
            self, self.windowTitle(), self.tr("What was typed is not saved. Save it?"),
            Answer.Save | Answer.Discard | Answer.Cancel, Answer.Save,
        )  # fmt: skip
        if answer == Answer.Save:
            self.save()  # stays here: whether it could be kept is known a moment later
        if answer == Answer.Discard:
            self.form.reset()
        return answer == Answer.Discard

    def reject(self) -> None:
        """Close on Esc, unless something typed is to be kept."""
        if self.may_leave():
            self._window.canvas.show_marks(())
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, unless something typed is to be kept."""
        if self.may_leave():
            self._window.canvas.show_marks(())
            super().closeEvent(event)
        else:
            event.ignore()

    def follow_user(self) -> None:
        """Let only be edited what may be."""
        space = self._window.space
        may = space is not None and not self._window.read_only and self._window.session.may(Permission.EDIT)
        self.form.set_fixed(not may or self.row is None)
        self._refresh()
        if self._fids:
            self.history.show_changes(self._theme, self.changes, may)

    def _take(self, found: tuple[Row | None, list[RowChange]]) -> None:
        row, self.changes = found
        if row is None:
            self._say(self.tr("This row was deleted. Its history is kept."))
        same = self.row is not None and row is not None and self.row == row
        if not same:
            lost = self.form.is_changed
            self.form.show_row(row)
            if lost:
                self._say(self.tr("The row was changed meanwhile; it is shown as it is now."))
        if row is None:
            self.tabs.setCurrentWidget(self.history)
        self._name(row)
        self._window.canvas.show_marks(())
        self.follow_user()

    def _name(self, row: Row | None) -> None:
        theme = themes.theme(self._theme)
        shown = (
            next((str(row.values[name]) for name in (*theme.searched, *theme.key) if row.values.get(name)), "")
            if row
            else ""
        )
        title = language.theme_title(theme)
        self.setWindowTitle(f"{title} · {shown}" if shown else title)
        self.title.setText(shown or f"{title} {self._fids[self._at]}")
        parts = [title, self.tr("row {fid}").format(fid=self._fids[self._at])]
        if row is not None:
            parts.append(self.tr("version {version}").format(version=row.version))
            parts += [self.tr("out of {file}").format(file=row.source)] if row.source else []
            parts += [self.tr("holds from {day}").format(day=row.valid_from)] if row.valid_from else []
        self.subtitle.setText(" · ".join(parts))
        several = len(self._fids) > 1
        self.place.setText(f"{self._at + 1} / {len(self._fids)}" if several else "")
        for button, by in ((self.previous, -1), (self.next, 1)):
            button.setVisible(several)
            button.setEnabled(0 <= self._at + by < len(self._fids))

    def _revert(self) -> None:
        self.form.reset()
        self._say("")
        self.reload()

    def _undo(self, number: int) -> None:
        if self._window.space is not None and self.may_leave():
            self._say("")
            self._write.ask(reading.undo, self._window.space, self._theme, self._fids[self._at], number)

    def _written(self, _answer: object) -> None:
        self.form.show_row(None)  # so that what was typed is not taken for something to be kept
        self.reload()
        self._window.reload()

    def _show_shapes(self, number: int) -> None:
        if self._window.space is not None:
            self._shapes.ask(reading.shapes, self._window.space, self._theme, self._fids[self._at], number)

    def _draw(self, found: tuple[list[Any], Any]) -> None:
        groups, bounds = found
        self._window.canvas.show_marks(groups)
        self.history.legend.setVisible(bool(groups))
        self._zoom(bounds)

    def _zoom(self, bounds: Any) -> None:
        if bounds is None:
            return
        west, south, east, north = bounds
        more = max((east - west) * AROUND, (north - south) * AROUND, LEAST_M)
        self._window.canvas.zoom_to((west - more, south - more, east + more, north + more))

    def _show_on_map(self) -> None:
        if self.row is not None:
            self._window.canvas.highlight({self._theme: [self.row.fid]})
            self._zoom(self.row.bounds)

    def _fail(self, error: GisError) -> None:
        self._say("\n".join(part for part in messages.sentence(error) if part))

    def _say(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.setVisible(bool(text))

    def _refresh(self) -> None:
        changed = self.form.is_changed
        self.save_button.setEnabled(changed)
        self.revert.setEnabled(changed)
        self.on_map.setEnabled(self.row is not None and self.row.bounds is not None)

    def _labels(self) -> None:
        self.title, self.subtitle, self.place, self.problem = (QLabel(self) for _ in range(4))
        for label, name in ((self.title, "cardTitle"), (self.subtitle, "cardSubtitle"), (self.problem, "problem")):
            label.setObjectName(name)
            label.setWordWrap(True)
        self.problem.hide()

    def _buttons(self) -> None:
        self.previous, self.next = QToolButton(self), QToolButton(self)
        for button, sign, tip in (
            (self.previous, "◀", self.tr("The row before (Page Up)")),
            (self.next, "▶", self.tr("The next row (Page Down)")),
        ):
            button.setText(sign)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.on_map = QPushButton(self.tr("Show on the &map"), self)
        self.revert = QPushButton(self.tr("&Revert"), self)
        self.save_button = QPushButton(self.tr("&Save"), self)
        self.save_button.setDefault(True)
        for quiet in (self.on_map, self.revert):
            quiet.setAutoDefault(False)

    def _lay_out(self) -> None:
        head, foot, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        head.addWidget(self.title, 1)
        for part in (self.previous, self.place, self.next):
            head.addWidget(part)
        foot.addWidget(self.on_map)
        foot.addStretch(1)
        for widget in (self.revert, self.save_button):
            foot.addWidget(widget)
        column.addLayout(head)
        column.addWidget(self.subtitle)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._read.answered.connect(self._take)
        self._write.answered.connect(self._written)
        self._shapes.answered.connect(self._draw)
        for question in (self._read, self._write, self._shapes):
            question.failed.connect(self._fail)
        self.form.changed.connect(self._refresh)
        self.history.undo_wanted.connect(self._undo)
        self.history.shape_wanted.connect(self._show_shapes)
        self.previous.clicked.connect(lambda: self.step(-1))
        self.next.clicked.connect(lambda: self.step(1))
        self.on_map.clicked.connect(self._show_on_map)
        self.revert.clicked.connect(self._revert)
        self.save_button.clicked.connect(self.save)
        for key, act in (("PgUp", self.previous.click), ("PgDown", self.next.click), ("Ctrl+S", self.save)):
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WindowShortcut)
        self._window.session.changed.connect(self.follow_user)


def dialog_of(window: QWidget) -> RowDialog | None:
    """Give the dialog of a window, if it was ever opened."""
    found = window.findChild(QDialog, DIALOG)
    return found if isinstance(found, RowDialog) else None
