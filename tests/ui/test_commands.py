"""Commands as rows of data."""

from collections import Counter

from PySide6.QtGui import QKeySequence

from kangbashi_gis.ui.commands import COMMANDS
from kangbashi_gis.ui.commands.command import MENUS


def test_every_command_has_an_id_of_its_own() -> None:
    assert [name for name, count in Counter(command.id for command in COMMANDS).items() if count > 1] == []


def test_no_two_commands_share_a_key(qapp: object) -> None:
    keys = [QKeySequence(one).toString() for command in COMMANDS for one in command.shortcut.split("|") if one]
    assert "" not in keys
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_command_stands_in_a_menu_that_exists() -> None:
    assert {command.menu for command in COMMANDS} <= set(MENUS)


def test_no_menu_has_two_entries_with_the_same_marked_key(qapp: object) -> None:
    for menu in MENUS:
        marks = [text[text.index("&") + 1].lower() for text in _texts(menu) if "&" in text]
        assert [mark for mark, count in Counter(marks).items() if count > 1] == [], menu


def test_titles_are_chinese_without_the_mark_of_the_key(qapp: object) -> None:
    titles = {command.id: command.title() for command in COMMANDS}
    assert titles["workspace.open"] == "打开工作区"
    assert [title for title in titles.values() if "&" in title or "(" in title] == []


def _texts(menu: str) -> list[str]:
    from PySide6.QtCore import QCoreApplication

    return [QCoreApplication.translate("Commands", one.text) for one in COMMANDS if one.menu == menu]
