"""Lists every key of the window, read from the commands themselves."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


class KeysDialog(QDialog):
    """A table of commands and their keys."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Keys"))
        table = QTreeWidget(self)
        table.setHeaderLabels([self.tr("Command"), self.tr("Key")])
        table.setRootIsDecorated(False)
        table.setAccessibleName(self.tr("Keys"))
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for name, action in window.commands.by_id.items():
            keys = "   ".join(one.toString() for one in action.shortcuts())
            if keys:
                table.addTopLevelItem(QTreeWidgetItem([window.commands.commands[name].title(), keys]))
        for words, keys in (
            (self.tr("Zoom"), self.tr("Mouse wheel")),
            (self.tr("Move the map"), self.tr("Drag")),
            (self.tr("Ask about a point"), self.tr("Click")),
            (self.tr("End an area"), self.tr("Double-click")),
        ):
            table.addTopLevelItem(QTreeWidgetItem([words, keys]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, parent=self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(table)
        column.addWidget(buttons)
        self.resize(460, 560)
