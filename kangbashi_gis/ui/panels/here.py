"""What lies under a click, one row each; a click on a row makes it the place."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListView, QWidget

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.ui.panels.hits import HitDelegate, HitModel

MOST_ROWS = 4


class HereList(QListView):
    """A short list of hits that is as high as its rows."""

    wanted = Signal(object)  # SearchHit
    current = Signal(object)  # SearchHit that the keyboard stands on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("What stands here"))
        self.setUniformItemSizes(True)
        self._model = HitModel(self)
        self.setModel(self._model)
        self.setItemDelegate(HitDelegate(self))
        self.selectionModel().currentChanged.connect(self._stand)
        self.clicked.connect(self._want)
        self.activated.connect(self._want)

    def hits(self) -> Sequence[SearchHit]:
        """Give the hits that are shown."""
        return self._model.hits

    def show_hits(self, hits: Sequence[SearchHit]) -> None:
        """Show these hits; without any the list is not there."""
        self._model.fill(hits, "")
        self.setVisible(bool(hits))
        if hits:
            self.setFixedHeight(self.sizeHintForRow(0) * min(len(hits), MOST_ROWS) + 2 * self.frameWidth())

    def step(self) -> None:
        """Go on to the next thing, after the last to the first, and show which it is."""
        count = len(self.hits())
        if count:
            self.setCurrentIndex(self._model.index((self.currentIndex().row() + 1) % count, 0))

    def _stand(self, current: QModelIndex) -> None:
        if hit := self._model.hit(current.row()):
            self.current.emit(hit)

    def _want(self, index: QModelIndex) -> None:
        if hit := self._model.hit(index.row()):
            self.wanted.emit(hit)
