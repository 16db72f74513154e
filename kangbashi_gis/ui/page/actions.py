"""What can be done on a page, as rows: one row is an entry of the editor's menus, and a button where it has an icon."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from kangbashi_gis.ui.page import kinds, placing

if TYPE_CHECKING:
    from kangbashi_gis.ui.page.editor import PageEditor

MENUS: dict[str, Any] = {
    "page": QT_TRANSLATE_NOOP("PageMenus", "&Page"),
    "edit": QT_TRANSLATE_NOOP("PageMenus", "&Edit"),
    "add": QT_TRANSLATE_NOOP("PageMenus", "&Add"),
    "place": QT_TRANSLATE_NOOP("PageMenus", "P&lace"),
    "view": QT_TRANSLATE_NOOP("PageMenus", "&View"),
}
Does = Callable[["PageEditor"], object]


def _always(editor: "PageEditor") -> bool:
    return True


def _chosen(editor: "PageEditor") -> bool:
    return bool(editor.draft.movable)


def _several(least: int) -> Callable[["PageEditor"], bool]:
    return lambda editor: len(editor.draft.movable) >= least


@dataclass(frozen=True)
class Row:
    """An entry: its menu, its words, what it does, its key, and when it can be done."""

    menu: str
    text: Any
    run: Does
    key: str = ""
    enabled: Callable[["PageEditor"], bool] = _always
    icon: str = ""
    group: int = 0


def _align(side: placing.Side) -> Does:
    return lambda editor: editor.draft.put(placing.aligned(editor.draft.movable, side, editor.draft.page.box))


def _spread(axis: placing.Axis) -> Does:
    return lambda editor: editor.draft.put(placing.spread(editor.draft.movable, axis))


def _order(way: Any) -> Does:
    return lambda editor: editor.draft.change(placing.ordered(editor.draft.page, editor.draft.chosen, way))


def _lock(locked: bool) -> Does:
    return lambda editor: editor.draft.lock(editor.draft.chosen, locked=locked)


def _everything(editor: "PageEditor") -> None:
    editor.draft.choose(one.name for one in editor.draft.page.items)


ROWS = (
    Row(
        "page",
        QT_TRANSLATE_NOOP("PageActions", "Save in the &workspace"),
        lambda e: e.keep(),
        "Ctrl+S",
        icon="clipboard-check",
    ),
    Row(
        "page",
        QT_TRANSLATE_NOOP("PageActions", "Save in the workspace &as…"),
        lambda e: e.keep(ask=True),
        "Ctrl+Shift+S",
    ),
    Row("page", QT_TRANSLATE_NOOP("PageActions", "Save as a &template file…"), lambda e: e.save_file()),
    Row("page", QT_TRANSLATE_NOOP("PageActions", "Page &size and margins…"), lambda e: e.ask_size(), group=1),
    Row(
        "page",
        QT_TRANSLATE_NOOP("PageActions", "&Output: PDF, SVG, PNG, TIFF…"),
        lambda e: e.write(),
        "Ctrl+E",
        icon="file-export",
        group=2,
    ),
    Row(
        "page",
        QT_TRANSLATE_NOOP("PageActions", "A sheet for &each…"),
        lambda e: e.write_each(),
        "Ctrl+B",
        icon="copy",
        group=2,
    ),
    Row("page", QT_TRANSLATE_NOOP("PageActions", "&Print…"), lambda e: e.print(), "Ctrl+P", group=2),
    Row("page", QT_TRANSLATE_NOOP("PageActions", "&Close"), lambda e: e.close(), "Ctrl+W", group=3),
    Row(
        "edit",
        QT_TRANSLATE_NOOP("PageActions", "&Undo"),
        lambda e: e.draft.undo(),
        "Ctrl+Z",
        lambda e: e.draft.can_undo,
        "arrow-back-up",
    ),
    Row(
        "edit",
        QT_TRANSLATE_NOOP("PageActions", "&Redo"),
        lambda e: e.draft.redo(),
        "Ctrl+Y",
        lambda e: e.draft.can_redo,
        "arrow-forward-up",
    ),
    Row("edit", QT_TRANSLATE_NOOP("PageActions", "Re&move"), lambda e: e.draft.remove(), "Del", _chosen, "x", 1),
    Row("edit", QT_TRANSLATE_NOOP("PageActions", "&Double"), lambda e: e.double(), "Ctrl+D", _chosen, group=1),
    Row("edit", QT_TRANSLATE_NOOP("PageActions", "Choose &all"), _everything, "Ctrl+A", group=1),
    Row("edit", QT_TRANSLATE_NOOP("PageActions", "&Lock"), _lock(True), "Ctrl+L", _chosen, "lock", 2),
    Row(
        "edit",
        QT_TRANSLATE_NOOP("PageActions", "Unloc&k"),
        _lock(False),
        "Ctrl+Shift+L",
        lambda e: bool(e.draft.chosen),
        group=2,
    ),
    Row(
        "edit",
        QT_TRANSLATE_NOOP("PageActions", "Remove all &guides"),
        lambda e: e.clear_guides(),
        "",
        lambda e: bool(e.draft.page.guides),
        group=2,
    ),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align &left"), _align("left"), "", _chosen),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align in the &middle"), _align("middle"), "", _chosen),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align &right"), _align("right"), "", _chosen),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align at the &top"), _align("top"), "", _chosen, group=1),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align at the &centre"), _align("centre"), "", _chosen, group=1),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Align at the &bottom"), _align("bottom"), "", _chosen, group=1),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "&Spread across"), _spread("x"), "", _several(3), group=2),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Spread do&wn"), _spread("y"), "", _several(3), group=2),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "To the &front"), _order("top"), "Ctrl+Shift+]", _chosen, group=3),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Forw&ard"), _order("up"), "Ctrl+]", _chosen, group=3),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "Bac&kward"), _order("down"), "Ctrl+[", _chosen, group=3),
    Row("place", QT_TRANSLATE_NOOP("PageActions", "T&o the back"), _order("bottom"), "Ctrl+Shift+[", _chosen, group=3),
    Row("view", QT_TRANSLATE_NOOP("PageActions", "Zoom &in"), lambda e: e.view.zoom(1.25), "Ctrl++", icon="zoom-in"),
    Row("view", QT_TRANSLATE_NOOP("PageActions", "Zoom &out"), lambda e: e.view.zoom(0.8), "Ctrl+-", icon="zoom-out"),
    Row(
        "view",
        QT_TRANSLATE_NOOP("PageActions", "&Whole page"),
        lambda e: e.view.fit(),
        "Ctrl+0",
        icon="arrows-maximize",
    ),
    Row("view", QT_TRANSLATE_NOOP("PageActions", "As large as on &paper"), lambda e: e.view.show_true(), "Ctrl+1"),
    Row("view", QT_TRANSLATE_NOOP("PageActions", "&Draw again"), lambda e: e.draw_again(), "F5", group=1),
)


def install(editor: "PageEditor") -> list[tuple[QAction, Row]]:
    """Build the menus and the bar of an editor; gives the actions to be greyed out."""
    made: list[tuple[QAction, Row]] = []
    menus = {
        name: editor.menuBar().addMenu(QCoreApplication.translate("PageMenus", text)) for name, text in MENUS.items()
    }
    bar = editor.bar
    group = None
    for row in ROWS:
        menu = menus[row.menu]
        if group not in (None, (row.menu, row.group)) and menu.actions():
            menu.addSeparator()
        group = (row.menu, row.group)
        action = _action(editor, row)
        menu.addAction(action)
        if row.icon:
            bar.addAction(action)
        made.append((action, row))
    for kind in kinds.SIZES:
        action = QAction(kinds.title(kind), editor)
        action.setObjectName(f"page.add.{kind}")
        action.triggered.connect(lambda *_checked, kind=kind: editor.add(kind))
        menus["add"].addAction(action)
    editor.add_button.setMenu(menus["add"])
    return made


def _action(editor: "PageEditor", row: Row) -> QAction:
    from kangbashi_gis.ui import icons

    action = QAction(QCoreApplication.translate("PageActions", row.text), editor)
    if row.key:
        action.setShortcut(QKeySequence(row.key))
    if row.icon:
        action.setIcon(icons.icon(row.icon))
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setToolTip(" ".join(filter(None, (action.text().replace("&", ""), f"({keys})" if keys else ""))))
    action.triggered.connect(lambda *_checked: row.run(editor))
    return action
