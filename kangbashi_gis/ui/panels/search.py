"""The search box: results while typing, keyboard first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import SearchAnswer, SearchHit
from kangbashi_gis.ui import icons, messages
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.hits import HitDelegate, HitModel

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchPanel(QWidget):
    """A line to type in and the list of what is found. Text an input method is still composing is not searched."""

    chosen = Signal(object)  # SearchHit
    left = Signal()  # Esc in an empty box: the keyboard goes back to the map

    def __init__(self, jobs: Jobs, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.space: Workspace | None = None
        self.most = most
        self.near: Callable[[], tuple[float, float] | None] = lambda: None
        self._question = jobs.question("search")
        self._question.answered.connect(self._show)
        self._question.failed.connect(self._fail)
        self.shown = ""  # the query whose answer is in the list
        self._entered = False  # Enter came before the answer to what was typed last
        self.box = QLineEdit(self)
        self.model = HitModel(self)
        self.list = QListView(self)
        self.note = QLabel(self)
        self._set_up()
        self._lay_out()

    def open(self, space: "Workspace | None") -> None:
        """Search this workspace from now on."""
        self.space = space
        self.box.clear()
        self.box.setEnabled(space is not None)

    def focus(self) -> None:
        """Put the keyboard into the box, with what stands there selected."""
        self.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def choose(self, index: QModelIndex) -> None:
        """Take a result: its title stays in the box, the list closes."""
        hit = self.model.hit(index.row())
        if hit is None:
            return
        self._question.drop()
        self.box.blockSignals(True)
        self.box.setText(hit.title)
        self.box.blockSignals(False)
        self._close()
        self.chosen.emit(hit)

    def offer(self, hits: tuple[SearchHit, ...]) -> None:
        """List things that were not searched for, such as all that lies under a click."""
        self._question.drop()
        self._fill(hits, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the keyboard stays in the box."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # else the window's own Esc would come first
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in MOVES and self.list.isVisibleTo(self):
            self._move(MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _move(self, by: int) -> None:
        row = min(max(self.list.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _enter(self) -> None:
        if self._question.waiting:
            self._entered = True
        elif self.list.isVisibleTo(self):
            self.choose(self.list.currentIndex())
        else:
            self._ask()

    def _escape(self) -> None:
        if self.list.isVisibleTo(self) or self.note.isVisibleTo(self):
            self._close()
        elif self.box.text():
            self.box.clear()
        else:
            self.left.emit()

    def _ask(self) -> None:
        query = self.box.text().strip()
        self._entered = False
        if not query or self.space is None:
            self._question.drop()
            self._close()
            return
        self._question.ask(_find, self.space, query, self.most, self.near())

    def _show(self, answer: SearchAnswer) -> None:
        self.shown = answer.query
        self._fill(answer.results, answer.query)
        if not answer.results:
            self._say(self.tr("Nothing was found for “{query}”.").format(query=answer.query))
        elif self._entered:
            self.choose(self.list.currentIndex())

    def _fill(self, hits: tuple[SearchHit, ...], query: str) -> None:
        self.model.fill(hits, query)
        self.note.hide()
        self.list.setVisible(bool(hits))
        if hits:
            self.list.setCurrentIndex(self.model.index(0, 0))
            self.list.scrollToTop()

    def _fail(self, error: GisError) -> None:
        self._say(" ".join(messages.sentence(error)))

    def _say(self, text: str) -> None:
        self.model.fill((), "")
        self.list.hide()
        self.note.setText(text)
        self.note.show()

    def _close(self) -> None:
        self.shown = ""
        self.model.fill((), "")
        self.list.hide()
        self.note.hide()

    def _set_up(self) -> None:
        self.box.setObjectName("searchBox")
        self.box.setPlaceholderText(self.tr("Address, road, compound, company …"))
        self.box.setClearButtonEnabled(True)
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setToolTip(self.tr("Type an address, a road, a compound, a company or a parcel (Ctrl+K or /)"))
        self._icon = self.box.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.box.textChanged.connect(self._ask)
        self.box.installEventFilter(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setAccessibleName(self.tr("Search results"))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(self.choose)
        self.note.setObjectName("note")
        self.note.setWordWrap(True)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 4)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self._close()


def _find(space: "Workspace", query: str, limit: int, near: tuple[float, float] | None) -> SearchAnswer:
    from kangbashi_gis.operations.search import find

    return find(space, query, limit, near)
