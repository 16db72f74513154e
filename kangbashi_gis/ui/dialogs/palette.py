"""The command palette: type a few characters of what you want, Enter does it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout

from kangbashi_gis.ui.dialogs.form import ask

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

ID = Qt.ItemDataRole.UserRole
MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class CommandPalette(QDialog):
    """All commands that can be run now, filtered while typing."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setWindowTitle(self.tr("All commands"))
        self.line = QLineEdit(self)
        self.line.setPlaceholderText(self.tr("What do you want to do?"))
        self.line.setAccessibleName(self.tr("What do you want to do?"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("All commands"))
        self._actions = window.commands
        self.line.textChanged.connect(self._fill)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self.accept())
        self.list.itemActivated.connect(lambda _item: self.accept())
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.line)
        column.addWidget(self.list)
        self.resize(460, 380)
        self.move(
            window.mapToGlobal(window.rect().center()).x() - 230, window.mapToGlobal(window.rect().topLeft()).y() + 80
        )
        self._fill("")

    @classmethod
    def ask(cls, window: "MainWindow") -> str | None:
        """Show the palette; gives the id of a command, None when it was left."""
        dialog = cls(window)
        return ask(dialog, dialog.chosen)

    def chosen(self) -> str | None:
        """Give the id of the command that is marked."""
        item = self.list.currentItem()
        return str(item.data(ID)) if item else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move through the list while the keyboard stays in the line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in MOVES:
                QApplication.sendEvent(self.list, event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.accept() if self.chosen() else self.reject()
                return True
        return super().eventFilter(watched, event)

    def _fill(self, typed: str) -> None:
        wanted = typed.lower().split()
        self.list.clear()
        for name, action in self._actions.by_id.items():
            command = self._actions.commands[name]
            words = f"{command.title()} {command.text.replace('&', '')} {name}".lower()
            if name != "view.palette" and action.isEnabled() and all(word in words for word in wanted):
                keys = action.shortcut().toString()
                item = QListWidgetItem(action.icon(), f"{command.title()}    {keys}" if keys else command.title())
                item.setData(ID, name)
                self.list.addItem(item)
        self.list.setCurrentRow(0)
