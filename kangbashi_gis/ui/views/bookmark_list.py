"""The list of bookmarks beside the map: Enter goes there, F2 renames, Delete forgets."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from kangbashi_gis.ui.panels.layers import first_layers
from kangbashi_gis.ui.views.bookmarks import LONGEST, Bookmark, Bookmarks

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

NAME = "bookmarks_dock"
SHOWN = Qt.ItemDataRole.UserRole  # the bookmark of a row


class BookmarkList(QWidget):
    """The bookmarks of the open workspace, a row each, with buttons for what can be done with them."""

    def __init__(self, window: "MainWindow", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._kept = Bookmarks(window.state.folder)
        self.rows = QListWidget(self)
        self.rows.setAccessibleName(self.tr("Bookmarks"))
        self.rows.setEditTriggers(QListWidget.EditTrigger.EditKeyPressed)
        self.rows.itemActivated.connect(self._go)
        self.rows.itemChanged.connect(self._rename)
        self.rows.currentItemChanged.connect(lambda *_items: self._grey())
        self.rows.installEventFilter(self)
        self.new = QPushButton(self.tr("Add"), self)
        self.go = QPushButton(self.tr("Go there"), self)
        self.edit = QPushButton(self.tr("Rename"), self)
        self.remove = QPushButton(self.tr("Delete"), self)
        self._lay_out()
        self.show_bookmarks()

    def show_bookmarks(self, chosen: str = "") -> None:
        """Read the list anew. chosen: the name of the row to be on."""
        self.rows.blockSignals(True)
        self.rows.clear()
        for bookmark in self._kept.of(self._window.folder) if self._window.space else ():
            item = QListWidgetItem(bookmark.name, self.rows)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(SHOWN, bookmark)
            if bookmark.name == chosen or self.rows.currentRow() < 0:
                self.rows.setCurrentItem(item)
        self.rows.blockSignals(False)
        self._grey()

    def add(self) -> None:
        """Keep what is shown now, under a name that can be typed over at once."""
        window = self._window
        if window.space is None:
            return
        known = {one.name for one in self._kept.of(window.folder)}
        number = next(count for count in range(1, len(known) + 2) if self._named(count) not in known)
        name = self._named(number)
        view, layers = window.canvas.view, tuple(window.layers.layers())
        self._kept.add(window.folder, Bookmark(name, view.upright, layers, view.angle))
        self.show_bookmarks(name)
        self.rows.setFocus()
        self.rows.editItem(self.rows.currentItem())

    def delete(self) -> None:
        """Forget the bookmark of the row."""
        if item := self.rows.currentItem():
            row = self.rows.row(item)
            self._kept.delete(self._window.folder, item.data(SHOWN).name)
            self.show_bookmarks()
            self.rows.setCurrentRow(min(row, self.rows.count() - 1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete by the key, as long as no name is being typed."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete:
            self.delete()
            return True
        return super().eventFilter(watched, event)

    def _named(self, number: int) -> str:
        return self.tr("View {number}").format(number=number)

    def _go(self, item: QListWidgetItem | None) -> None:
        if item is not None and self._window.space is not None:
            go(self._window, item.data(SHOWN))

    def _rename(self, item: QListWidgetItem) -> None:
        before: Bookmark = item.data(SHOWN)
        name = " ".join(item.text().split())[:LONGEST] or before.name
        if not self._kept.rename(self._window.folder, before.name, name):
            self._window.banner.say("warning", self.tr("There is a bookmark called {name} already.").format(name=name))
            name = before.name
        self.rows.blockSignals(True)
        item.setText(name)
        item.setData(SHOWN, replace(before, name=name))
        self.rows.blockSignals(False)

    def _grey(self) -> None:
        for button in (self.go, self.edit, self.remove):
            button.setEnabled(self.rows.currentItem() is not None)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        for button, act in (
            (self.new, self.add),
            (self.go, lambda: self._go(self.rows.currentItem())),
            (self.edit, lambda: self.rows.editItem(self.rows.currentItem())),
            (self.remove, self.delete),
        ):
            button.clicked.connect(act)
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.rows, 1)
        column.addLayout(row)


def go(window: "MainWindow", bookmark: Bookmark) -> None:
    """Show what a bookmark shows: its layers, and its part of the ground whatever the window's shape."""
    if bookmark.layers:
        window.layers.show_layers(first_layers(bookmark.layers))
        window.layers.show_counts(window.facts.counts)
        window.canvas.set_layers(window.layers.layers())
    window.canvas.set_extent(bookmark.extent, bookmark.angle)
    window.canvas.setFocus()


def shown(window: "MainWindow") -> BookmarkList:
    """Give the list, in front; it is made when it is first wanted."""
    dock = window.findChild(QDockWidget, NAME)
    if dock is None:
        dock = QDockWidget(QCoreApplication.translate("BookmarkList", "Bookmarks"), window)
        dock.setObjectName(NAME)
        dock.setWidget(BookmarkList(window, dock))
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    dock.show()
    dock.raise_()
    found: BookmarkList = dock.widget()  # type: ignore[assignment]
    found.show_bookmarks()
    return found


def follow(window: "MainWindow") -> None:
    """Show the bookmarks of the workspace that is open now, if the list is there; without one, hide it."""
    if dock := window.findChild(QDockWidget, NAME):
        if window.space is None:
            dock.hide()
        dock.widget().show_bookmarks()  # type: ignore[attr-defined]
