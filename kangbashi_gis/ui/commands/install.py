"""Builds menus and toolbar from the rows of commands, and keeps them up to date."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from kangbashi_gis.errors import LoginRequired, PermissionDenied
from kangbashi_gis.model.account import Role
from kangbashi_gis.ui import icons, messages
from kangbashi_gis.ui.commands import recent
from kangbashi_gis.ui.commands.command import MENUS, Command

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


class Actions:
    """The actions of a window by the ids of their commands."""

    def __init__(self, window: "MainWindow", commands: Sequence[Command]) -> None:
        self._window = window
        self.commands = {command.id: command for command in commands}
        self.by_id = {command.id: _action(window, command) for command in commands}
        self.menus = _build_menus(window, commands, self.by_id)
        self.toolbar = _build_toolbar(window, commands, self.by_id)
        self.refresh()

    def trigger(self, command: str) -> None:
        """Run a command by its id, as its menu entry would; nothing happens while it is greyed out."""
        self.by_id[command].trigger()

    def refresh(self) -> None:
        """Grey out what cannot be run now and tick what is on."""
        for name, action in self.by_id.items():
            command = self.commands[name]
            permitted = command.permits(self._window.session.may)
            action.setEnabled(permitted and command.enabled(self._window))
            if command.checked is not None:
                action.setChecked(command.checked(self._window))
            detail = command.detail(self._window) if command.detail is not None and permitted else ""
            _name(action, command, detail, "" if permitted else self._reason(command))

    def _reason(self, command: Command) -> str:
        """Say why the user may not run a command, in the words of the operation that would refuse it."""
        user = self._window.session.user
        if user is None or user.role is Role.VISITOR:
            return " ".join(messages.sentence(LoginRequired(permission=command.permission.value)))
        return messages.sentence(PermissionDenied(user=user.name, permission=command.permission.value))[0]

    def repaint(self) -> None:
        """Paint the icons again, because the colours changed."""
        for name, action in self.by_id.items():
            if self.commands[name].icon:
                action.setIcon(icons.icon(self.commands[name].icon))


def _action(window: "MainWindow", command: Command) -> QAction:
    action = QAction(QCoreApplication.translate("Commands", command.text), window)
    action.setObjectName(command.id)
    if command.icon:
        action.setIcon(icons.icon(command.icon))
    keys = [QKeySequence(one) for one in command.shortcut.split("|") if one]
    action.setShortcuts(keys)
    _name(action, command)
    action.setIconText(command.title())
    action.setCheckable(command.checked is not None)
    # without the `checked` that Qt hands over
    action.triggered.connect(lambda *_checked: _run(window, command))
    window.addAction(action)
    return action


def _name(action: QAction, command: Command, detail: str = "", reason: str = "") -> None:
    """Say what the command does. detail: what exactly, now; reason: why this user may not."""
    text = QCoreApplication.translate("Commands", command.text)
    action.setText(f"{text}  {detail}" if detail else text)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    words = " ".join(filter(None, (command.title(), detail, f" ({keys})" if keys else "")))
    action.setToolTip(f"{words}\n{reason}" if reason else words)


def _run(window: "MainWindow", command: Command) -> None:
    command.run(window)
    window.commands.refresh()


def _build_menus(window: "MainWindow", commands: Sequence[Command], actions: dict[str, QAction]) -> dict[str, QMenu]:
    menus = {}
    for name, title in MENUS.items():
        menu = window.menuBar().addMenu(QCoreApplication.translate("Menus", title))
        group = None
        if name == "file":
            menus["recent"] = recent.add_menu(window, menu)
        for command in sorted((one for one in commands if one.menu == name), key=lambda one: one.group):
            if group not in (None, command.group):
                menu.addSeparator()
            group = command.group
            menu.addAction(actions[command.id])
        menu.setToolTipsVisible(True)
        menus[name] = menu
    return menus


def _build_toolbar(window: "MainWindow", commands: Sequence[Command], actions: dict[str, QAction]) -> QToolBar:
    bar = QToolBar(QCoreApplication.translate("Menus", "Toolbar"), window)
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    menu = None
    for command in commands:
        if not command.toolbar:
            continue
        if menu not in (None, (command.menu, command.group)):
            bar.addSeparator()
        menu = (command.menu, command.group)
        bar.addAction(actions[command.id])
    window.addToolBar(bar)
    # the margins of the style sheet are taken up at a change of style only, not at the start
    bar.ensurePolished()
    QCoreApplication.sendEvent(bar, QEvent(QEvent.Type.StyleChange))
    return bar
