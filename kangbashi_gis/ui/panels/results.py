"""The list that drops down under the search box, over whatever lies there."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QLabel, QListView, QVBoxLayout, QWidget

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui.panels.hits import HitDelegate, HitModel

WIDTH, MOST_ROWS, EDGE = 460, 10, 8


class Results(QFrame):
    """Hits, or one sentence in their place. It takes no focus: the keyboard stays in the box."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box)
        self.setObjectName("results")
        self._box = box
        self.model = HitModel(self)
        self.list = QListView(self)
        self.note = QLabel(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitDelegate(self.list))
        self.list.setAccessibleName(self.tr("Search results"))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.note.setObjectName("note")
        self.note.setWordWrap(True)
        self.note.setMargin(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.list)
        column.addWidget(self.note)
        self.close_down()

    def fill(self, hits: Sequence[SearchHit], query: str) -> None:
        """Drop down with these hits, the first one chosen."""
        self.model.fill(hits, query)
        self.list.setCurrentIndex(self.model.index(0, 0))
        self.list.scrollToTop()
        self._drop(self.list, self.note)

    def say(self, text: str) -> None:
        """Drop down with a sentence."""
        self.model.fill((), "")
        self.note.setText(text)
        self._drop(self.note, self.list)

    def close_down(self) -> None:
        """Roll up; the hits are forgotten."""
        self.model.fill((), "")
        self.hide()

    def rehearse(self, hits: Sequence[SearchHit], query: str) -> None:
        """Paint hits where nobody sees it: fonts, styles and icons are then at hand for the first key."""
        self._stand_in(self._box.window())
        self.model.fill(hits, query)
        self.resize(WIDTH, self._wanted_height(WIDTH) if hits else WIDTH)
        self.grab()
        self.close_down()

    def move_by(self, rows: int) -> None:
        """Choose another hit, so many rows further down."""
        row = min(max(self.list.currentIndex().row() + rows, 0), self.model.rowCount() - 1)
        self.list.setCurrentIndex(self.model.index(row, 0))

    def _drop(self, shown: QWidget, hidden: QWidget) -> None:
        hidden.hide()
        shown.show()
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
        if self.note.isHidden():
            return self.list.sizeHintForRow(0) * min(self.model.rowCount(), MOST_ROWS) + 4
        return self.note.heightForWidth(width - 2) + 4
