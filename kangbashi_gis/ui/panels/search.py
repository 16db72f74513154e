"""The search box: results while typing, keyboard first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import SearchAnswer
from kangbashi_gis.ui import icons, messages
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.results import Results

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

WARM = "路"  # stands in the name of almost everything
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
        self._first = jobs.question("search")
        self._first.answered.connect(self._keep)
        self._first.failed.connect(lambda _error: None)  # what is wrong is said when somebody asks
        self._warm: SearchAnswer | None = None
        self._map_is_drawn = False
        self.shown = ""  # the query whose answer is in the list
        self._entered = False  # Enter came before the answer to what was typed last
        self.box = QLineEdit(self)
        self.results = Results(self.box)
        self.model = self.results.model
        self._set_up()

    def open(self, space: "Workspace | None") -> None:
        """Search this workspace from now on; once at once and for nobody, while the map is drawn."""
        self.space = space
        self._warm, self._map_is_drawn = None, False
        self._first.drop()
        self.box.clear()
        self.box.setEnabled(space is not None)
        if space is not None:
            self._first.ask(_find, space, WARM, self.most, None)

    def rehearse(self) -> None:
        """Paint the list once for nobody, when the map is drawn: the first key is then as quick as all others."""
        self._map_is_drawn = True
        if self._warm is not None:
            answer, self._warm = self._warm, None
            if self.results.isHidden():
                self.results.rehearse(answer.results, answer.query)

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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the keyboard stays in the box; the list goes when the keyboard does."""
        if event.type() == QEvent.Type.FocusOut:
            self._close()
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event.key())
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # else the window's own Esc would come first
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> bool:
        if key in MOVES and self._listed():
            self.results.move_by(MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Down:
            self._ask()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        else:
            return False
        return True

    def _listed(self) -> bool:
        return not self.results.isHidden() and self.model.rowCount() > 0

    def _enter(self) -> None:
        if self._question.waiting:
            self._entered = True
        elif self._listed():
            self.choose(self.results.list.currentIndex())
        else:
            self._ask()

    def _escape(self) -> None:
        if not self.results.isHidden():
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
        if not answer.results:
            self.results.say(self.tr("Nothing was found for “{query}”.").format(query=answer.query))
            return
        self.results.fill(answer.results, answer.query)
        if self._entered:
            self.choose(self.results.list.currentIndex())

    def _keep(self, answer: SearchAnswer) -> None:
        self._warm = answer
        if self._map_is_drawn:
            self.rehearse()

    def _fail(self, error: GisError) -> None:
        self.results.say(" ".join(messages.sentence(error)))

    def _close(self) -> None:
        self.shown = ""
        self.results.close_down()

    def _set_up(self) -> None:
        self.box.setObjectName("searchBox")
        self.box.setPlaceholderText(self.tr("Address, road, compound, company …"))
        self.box.setClearButtonEnabled(True)
        self.box.setAccessibleName(self.tr("Search"))
        self.box.setToolTip(self.tr("Type an address, a road, a compound, a company or a parcel (Ctrl+K or /)"))
        self._icon = self.box.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.box.textChanged.connect(self._ask)
        self.box.installEventFilter(self)
        self.results.list.clicked.connect(self.choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 10, 8, 6)
        column.addWidget(self.box)
        self.setFixedHeight(self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the type and paint the icon in the colours of now."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_icon"):
            self._icon.setIcon(icons.icon("search"))
            self.setFixedHeight(self.sizeHint().height())


def _find(space: "Workspace", query: str, limit: int, near: tuple[float, float] | None) -> SearchAnswer:
    from kangbashi_gis.operations.search import find

    return find(space, query, limit, near)
