"""The list that drops down under the search box, over whatever lies there."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QToolButton, QVBoxLayout, QWidget

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui.panels.hits import HitDelegate, HitModel, Row, grouped, recent

WIDTH, MOST_ROWS, EDGE = 460, 12, 8


class Results(QFrame):
    """Hits, or one sentence in their place. It takes no focus: the keyboard stays in the box."""

    why_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.setObjectName("results")
        self._box = box
        self.model = HitModel(self)
        self.people: tuple[Row, ...] = ()  # under the hits: a title and who was found
        self.list = QListView(self)
        self.note = QLabel(self)
        self.why = _link(self, self.tr("Why?"), self.tr("What was understood, and by which rule this was found"))
        self.clear = _link(self, self.tr("Forget these"), self.tr("Forget what was found before in this workspace"))
        self.why.clicked.connect(self.why_wanted)
        self.clear.clicked.connect(self.clear_wanted)
        self._set_up()
        self.close_down()

    @property
    def recalls(self) -> bool:
        """Whether it is what was found before that is listed."""
        return not self.clear.isHidden()

    def fill(self, hits: Sequence[SearchHit], query: str) -> None:
        """Drop down with these hits under their kinds, the first one chosen."""
        self.model.fill(hits, query, grouped, self.people)
        self._choose_row(0)
        self._drop(self.list, self.note, self.why)

    def recall(self, hits: Sequence[SearchHit]) -> None:
        """Drop down with what was found before."""
        self.model.fill(hits, "", recent)
        self._choose_row(0)
        self._drop(self.list, self.note, self.clear)

    def say(self, text: str, explained: bool = False) -> None:
        """Drop down with a sentence. explained: it can be asked why."""
        self.model.fill((), "")
        self.note.setText(text)
        self._drop(self.note, self.list, self.why if explained else None)

    def stand_on(self, row: int) -> None:
        """Choose a row again, if it holds a hit."""
        if row in self.model.hit_rows():
            self.list.setCurrentIndex(self.model.index(row, 0))

    def close_down(self) -> None:
        """Roll up; the hits are forgotten, and what was said."""
        self.people = ()
        self.note.clear()
        self.model.fill((), "")
        self.clear.hide()
        self.hide()

    def rehearse(self, hits: Sequence[SearchHit], query: str) -> None:
        """Paint hits where nobody sees it: fonts, styles and icons are then at hand for the first key."""
        self._stand_in(self._box.window())
        self.model.fill(hits, query, grouped)
        self.resize(WIDTH, self._wanted_height(WIDTH) if hits else WIDTH)
        self.grab()
        self.close_down()

    def move_by(self, rows: int) -> None:
        """Choose another hit, so many hits further down; the titles between them are stepped over."""
        hits = self.model.hit_rows()
        at = hits.index(self.list.currentIndex().row())
        self._choose_row(min(max(at + rows, 0), len(hits) - 1))

    def _choose_row(self, place: int) -> None:
        row = self.model.hit_rows()[place]
        self.list.setCurrentIndex(self.model.index(row, 0))
        if place == 0:
            self.list.scrollToTop()  # the title over it too

    def _drop(self, shown: QWidget, hidden: QWidget, link: QWidget | None) -> None:
        hidden.hide()
        shown.show()
        for one in (self.why, self.clear):
            one.setVisible(one is link)
        self._foot.setVisible(link is not None)
        whole = self._box.window()
        self._stand_in(whole)
        at = self._box.mapTo(whole, QPoint(0, self._box.height() + 2))
        width = min(max(self._box.width(), WIDTH), max(whole.width() - at.x() - EDGE, self._box.width()))
        self.setGeometry(at.x(), at.y(), width, min(self._wanted_height(width), whole.height() - at.y() - EDGE))
        self.show()
        self.raise_()

    def _stand_in(self, whole: QWidget) -> None:
        # only as a child of the window can it lie over the other panels
        if self.parentWidget() is not whole:
            self.setParent(whole)

    def _wanted_height(self, width: int) -> int:
        foot = 0 if self._foot.isHidden() else self._foot.sizeHint().height()
        if self.note.isHidden():
            rows = range(min(self.model.rowCount(), MOST_ROWS))
            return sum(self.list.sizeHintForRow(row) for row in rows) + foot + 4
        return self.note.heightForWidth(width - 2) + foot + 4

    def _set_up(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list, with_kind=False))
        self.list.setAccessibleName(self.tr("Search results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note.setObjectName("note")
        self.note.setWordWrap(True)
        self.note.setMargin(10)
        self._foot = QFrame(self)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(6, 2, 6, 2)
        row.addStretch(1)
        row.addWidget(self.clear)
        row.addWidget(self.why)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self.note)
        column.addWidget(self._foot)


def _link(parent: QWidget, text: str, tip: str) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("link")
    button.setAutoRaise(True)
    button.setText(text)
    button.setToolTip(tip)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    return button
