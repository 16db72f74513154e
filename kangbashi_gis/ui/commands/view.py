"""Commands on the window itself: panels, palette, settings."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def _toggle(dock: str) -> Callable[["MainWindow"], None]:
    def run(window: "MainWindow") -> None:
        panel = getattr(window, dock)
        panel.setVisible(not panel.isVisible())

    return run


def _shown(dock: str) -> Callable[["MainWindow"], bool]:
    return lambda window: not getattr(window, dock).isHidden()


def palette(window: "MainWindow") -> None:
    """Type the name of a command to run it."""
    from kangbashi_gis.ui.dialogs.palette import CommandPalette

    if chosen := CommandPalette.ask(window):
        window.commands.trigger(chosen)


def settings(window: "MainWindow") -> None:
    """Ask for the settings and use them from now on."""
    from kangbashi_gis.ui.dialogs.settings import SettingsDialog

    if changed := SettingsDialog.ask(window):
        window.take_settings(changed)


def language(window: "MainWindow") -> None:
    """Switch between Chinese and English, from the next start on."""
    other = "en" if window.settings.language == "zh" else "zh"
    window.take_settings(dataclasses.replace(window.settings, language=other))
    window.banner.say("info", QCoreApplication.translate("Tasks", "The language changes at the next start."))


VIEW = (
    Command(
        "view.search", QT_TRANSLATE_NOOP("Commands", "&Search panel"), _toggle("search_dock"), "view", 0, "F7",
        "", opened, checked=_shown("search_dock"),
    ),
    Command(
        "view.layers", QT_TRANSLATE_NOOP("Commands", "&Layers panel"), _toggle("layers_dock"), "view", 0, "F8",
        "", opened, checked=_shown("layers_dock"),
    ),
    Command(
        "view.card", QT_TRANSLATE_NOOP("Commands", "&Place panel"), _toggle("card_dock"), "view", 0, "F9", "", opened,
        checked=_shown("card_dock"),
    ),
    Command(
        "view.layout", QT_TRANSLATE_NOOP("Commands", "&Usual layout"), lambda window: window.reset_layout(), "view", 0,
        enabled=opened,
    ),
    Command(
        "view.palette", QT_TRANSLATE_NOOP("Commands", "All &commands…"), palette, "view", 3, "Ctrl+Shift+P", "command"
    ),
    Command(
        "view.language", QT_TRANSLATE_NOOP("Commands", "中文 / &English"), language, "view", 4, "", "language"
    ),
    Command(
        "view.settings", QT_TRANSLATE_NOOP("Commands", "Se&ttings…"), settings, "view", 4, "Ctrl+,", "settings"
    ),
)  # fmt: skip
