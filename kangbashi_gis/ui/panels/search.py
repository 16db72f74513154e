"""The search box: results while typing, keyboard first."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.answers import SearchAnswer, SearchHit
from kangbashi_gis.model.people import ResidentAnswer
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.ui import icons, messages
from kangbashi_gis.ui.history import History
from kangbashi_gis.ui.jobs import Jobs
from kangbashi_gis.ui.panels.hits import Group
from kangbashi_gis.ui.panels.people import PeopleSearch, as_hit, is_person
from kangbashi_gis.ui.panels.results import Results

if TYPE_CHECKING:
    from kangbashi_gis.operations.explaining import Explanation
    from kangbashi_gis.operations.workspace import Workspace

SLOW_MS = 500  # an answer that takes longer is said to be on its way
WARM = "路"  # stands in the name of almost everything
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
# Ways of the keyboard into the box that a person chose; a window that comes to the front is none.
ON_PURPOSE = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class SearchPanel(QWidget):
    """A line to type in and the list of what is found. Text an input method is still composing is not searched."""

    chosen = Signal(object)  # SearchHit
    explained = Signal(object)  # Explanation
    person_chosen = Signal(str)  # the id of a resident
    opened = Signal()  # another workspace, or none
    left = Signal()  # Esc in an empty box: the keyboard goes back to the map

    def __init__(self, jobs: Jobs, most: int, history: History, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.space: Workspace | None = None
        self.most = most
        self.near: Callable[[], tuple[float, float] | None] = lambda: None
        self._history = history
        self._question = jobs.question("search")
        self._question.answered.connect(self._show)
        self._question.failed.connect(self._fail)
        self._why = jobs.question("search")
        self._why.answered.connect(self.explained)
        self._why.failed.connect(self._fail)
        self._first = jobs.question("search")
        self._first.answered.connect(self._keep)
        self._first.failed.connect(lambda _error: None)  # what is wrong is said when somebody asks
        self._people = PeopleSearch(jobs, self)
        self._people.found.connect(self._show_people)
        self._people.failed.connect(self._fail_people)
        self._warm: SearchAnswer | None = None
        self._map_is_drawn = False
        self.shown = ""  # the query whose answer is in the list
        self._asked = ""  # the newest query
        self._entered = False  # Enter came before the answer to what was typed last
        self._recalled: SearchHit | None = None  # what was found before and is looked up again
        self._slow = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._slow.timeout.connect(self._say_slow)
        self._composing = False  # an input method holds letters that are no text yet
        self.box = QLineEdit(self)
        self.results = Results(self.box)
        self.model = self.results.model
        self._set_up()

    def open(self, space: "Workspace | None") -> None:
        """Search this workspace from now on; once at once and for nobody, while the map is drawn."""
        self.space = space
        self._warm, self._map_is_drawn = None, False
        self._first.drop()
        self._people.drop()
        self._asked = ""
        self.opened.emit()
        self.box.clear()
        self.box.setEnabled(space is not None)
        if space is not None:
            self._first.ask(_warm_up, space, self.most)

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
        self._recall()  # also where it had the keyboard before

    def forget(self) -> None:
        """Leave nothing of what was typed and found: it may be about people."""
        self._question.drop()
        self._people.drop()
        self._asked, self._recalled, self._entered = "", None, False
        self._write("")
        self.results.people = ()
        self._close()

    @property
    def can_explain(self) -> bool:
        """Whether something was searched."""
        return self.space is not None and bool(self._asked)

    def explain(self) -> None:
        """Ask why the newest query gave what it gave."""
        if self.space is not None and self._asked:
            self._why.ask(_explain, self.space, self._asked, self.most, self.near())

    def choose(self, index: QModelIndex) -> None:
        """Take a result: its title stays in the box, the list closes. One of before is looked up again first."""
        hit = self.model.hit(index.row())
        if hit is None:
            return
        if is_person(hit):
            self._question.drop()
            self._close()
            self.person_chosen.emit(hit.id)
            return
        self._write(hit.title)
        if self.results.recalls:
            self._look_up(hit)
        else:
            self._take(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the keyboard stays in the box; the list goes when the keyboard does."""
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif event.type() == QEvent.Type.FocusOut:
            self._close()
        elif event.type() == QEvent.Type.MouseButtonPress or _on_purpose(event):
            self._recall()
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            # a key that comes while letters are composed is the input method's
            return False if self._composing else self._key(event.key())
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
            self._close()
        else:
            self.left.emit()

    def _ask(self) -> None:
        query = self.box.text().strip()
        self._entered, self._recalled = False, None
        self._people.drop()
        self.results.people = ()
        if not query or self.space is None:
            self._question.drop()
            self._close()
            self._recall()
            return
        self._asked = query
        self._question.ask(_find, self.space, query, self.most, self.near())
        self._people.ask(self.space, query, self.near())
        if not self._slow.isActive():
            self._slow.start()

    def _say_slow(self) -> None:
        """Say that the answer is on its way: where the index has to be built first, that takes seconds."""
        if self._question.waiting and self.box.hasFocus():
            self.results.say(
                self.tr("Searching … The first time after a change of many rows the index is built first.")
            )

    def _show(self, answer: SearchAnswer) -> None:
        self.shown = answer.query
        self._slow.stop()
        if not answer.results and not self.results.people:
            self._say_nothing(answer.query)
            return
        self.results.fill(answer.results, answer.query)
        if self._recalled is not None:
            self._take_again(answer, self._recalled)
        elif self._entered:
            self.choose(self.results.list.currentIndex())

    def _say_nothing(self, query: str) -> None:
        """Say that no place was found, and to who may look people up, how it stands with those."""
        text = self.tr("Nothing was found for “{query}”.").format(query=query)
        people = self._people.said(self.space, query) if self.space is not None else ""
        self.results.say(" ".join(filter(None, (text, people))), explained=True)

    def _show_people(self, answer: ResidentAnswer) -> None:
        """Put the people under the addresses; where those are not there yet, they come together."""
        hits = tuple(as_hit(one) for one in answer.people)
        self.results.people = (Group(RESIDENTS.name, answer.total), *hits) if hits else ()
        if hits:
            self._merge()
        elif not self._listed() and not self._question.waiting and self.shown and self.shown == self._asked:
            self._say_nothing(self.shown)

    def _fail_people(self, error: GisError) -> None:
        self.results.people = (Group(RESIDENTS.name, 0, " ".join(messages.sentence(error))),)
        if self._listed():
            self._merge()
        else:
            self._fail(error)

    def _merge(self) -> None:
        if self._question.waiting or self.shown != self._asked or self.results.recalls:
            return
        row = self.results.list.currentIndex().row()
        self.results.fill(self.model.addresses, self.shown)
        self.results.stand_on(row)

    def _take(self, hit: SearchHit) -> None:
        self._question.drop()
        self._close()
        if self.space is not None:
            self._history.remember(self._folder(), hit)
        self.chosen.emit(hit)

    def _look_up(self, hit: SearchHit) -> None:
        """Search again for what was found before: the data may have changed since."""
        self._close()
        if self.space is not None:
            self._recalled = hit
            self._asked = hit.detail if hit.kind == ADDRESSES.name and hit.detail else hit.title
            self._question.ask(_find, self.space, self._asked, self.most, self.near())

    def _take_again(self, answer: SearchAnswer, before: SearchHit) -> None:
        """Take the same again; where it is gone, what is found instead stays in the list."""
        self._recalled = None
        now = [hit for hit in answer.results if (hit.id, hit.title) == (before.id, before.title)]
        if now:
            self._take(now[0])

    def _recall(self) -> None:
        """List what was found before, under the empty box that has the keyboard."""
        here = self.window().focusWidget() is self.box
        if self.space is None or self.box.text() or not here or self._composing:
            return
        if before := self._history.hits(self._folder()):
            self.results.recall(before)

    def _forget(self) -> None:
        if self.space is not None:
            self._history.clear(self._folder())
        self._close()

    def _folder(self) -> Path:
        assert self.space is not None
        return self.space.origin

    def _write(self, text: str) -> None:
        self.box.blockSignals(True)
        self.box.setText(text)
        self.box.blockSignals(False)

    def _keep(self, answer: SearchAnswer) -> None:
        self._warm = answer
        if self._map_is_drawn:
            self.rehearse()

    def _fail(self, error: GisError) -> None:
        self.results.say(" ".join(messages.sentence(error)))

    def _close(self) -> None:
        self._people.drop()
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
        self.results.why_wanted.connect(self.explain)
        self.results.clear_wanted.connect(self._forget)
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


def _on_purpose(event: QEvent) -> bool:
    return isinstance(event, QFocusEvent) and event.reason() in ON_PURPOSE


def _find(space: "Workspace", query: str, limit: int, near: tuple[float, float] | None) -> SearchAnswer:
    from kangbashi_gis.operations.search import find

    return find(space, query, limit, near)


def _warm_up(space: "Workspace", limit: int) -> SearchAnswer:
    """Search for nobody, and have at hand how characters are read: typed letters are marked with it."""
    from kangbashi_gis.index.pinyin import sounds

    answer = _find(space, WARM, limit, None)
    sounds(WARM)
    return answer


def _explain(space: "Workspace", query: str, limit: int, near: tuple[float, float] | None) -> "Explanation":
    from kangbashi_gis.operations.explaining import explain

    return explain(space, query, limit, near)
