"""Commands on the map: find, tools, zoom, picture."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.ui import language
from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def search(window: "MainWindow") -> None:
    """Put the keyboard into the search box."""
    window.search_dock.show()
    window.search.focus()


def why(window: "MainWindow") -> None:
    """Tell why the newest search gave what it gave; without one, begin one."""
    if window.search.can_explain:
        window.search.explain()
    else:
        search(window)


def picture(window: "MainWindow") -> None:
    """Ask for a file, then draw the map into it."""
    from kangbashi_gis.ui.dialogs import files

    if out := files.ask_picture(window):
        ratio = window.canvas.devicePixelRatioF()
        size = [round(window.canvas.width() * ratio), round(window.canvas.height() * ratio)]
        seen = [*window.canvas.view.upright, window.canvas.view.angle]
        layers = [
            {"theme": one.theme, "visible": one.visible, "opacity": one.opacity} for one in window.layers.layers()
        ]
        title = QCoreApplication.translate("Tasks", "Drawing the map")
        job = window.start("draw_map", window.folder, out, size, seen, layers, title=title)
        done = QCoreApplication.translate("Tasks", "The map was saved as {file}.").format(file=out)
        job.finished.connect(lambda _answer: window.banner.say("done", done))


def style(window: "MainWindow") -> None:
    """Edit the style of the chosen layer."""
    if theme := window.layers.current():
        window.styles.open(theme)


def grounds(window: "MainWindow") -> None:
    """Edit what lies under the layers."""
    window.styles.open_grounds()


def has_layer(window: "MainWindow") -> bool:
    """The command needs a layer that is chosen."""
    return opened(window) and window.layers.current() is not None


def project(window: "MainWindow") -> None:
    """Ask for a file, then write a project of QGIS that shows what is shown here."""
    from kangbashi_gis.errors import GisError
    from kangbashi_gis.operations.projects import write_project
    from kangbashi_gis.ui.dialogs import files

    out = files.ask_project(window)
    if out is None or window.space is None:
        return
    try:
        view = window.canvas.view
        lost = write_project(window.space, out, window.layers.layers(), (*view.upright, view.angle))
    except GisError as problem:
        window.banner.fail(problem)
        return
    done = QCoreApplication.translate("Tasks", "The project was saved as {file}.").format(file=out)
    window.banner.say("done", done + "".join(f" {one.words(language.current())}。" for one in lost))


def clear(window: "MainWindow") -> None:
    """Forget the place and go back to moving the map."""
    window.set_tool("pan")
    window.inquiry.clear()


def _tool(name: str) -> Callable[["MainWindow"], None]:
    return lambda window: window.set_tool(name)


def _is_tool(name: str) -> Callable[["MainWindow"], bool]:
    return lambda window: window.tool == name and opened(window)


def _zoom(factor: float) -> Callable[["MainWindow"], object]:
    return lambda window: window.canvas.zoom_by(factor)


def has_place(window: "MainWindow") -> bool:
    """The command needs a place or polygon that was asked about."""
    return window.inquiry.place is not None or window.inquiry.polygon is not None


MAP = (
    Command(
        "map.search", QT_TRANSLATE_NOOP("Commands", "&Find an address"), search, "map", 0, "Ctrl+K|/", "search", opened
    ),
    Command("map.why", QT_TRANSLATE_NOOP("Commands", "Wh&y was this found"), why, "map", 0, "Ctrl+H", "", opened),
    Command(
        "map.pan", QT_TRANSLATE_NOOP("Commands", "&Move and ask"), _tool("pan"), "map", 1, "H", "hand-stop", opened,
        _is_tool("pan"), toolbar=True,
    ),
    Command(
        "map.polygon", QT_TRANSLATE_NOOP("Commands", "&Draw an area"), _tool("polygon"), "map", 1, "P", "polygon",
        opened, _is_tool("polygon"), toolbar=True,
    ),
    Command(
        "map.clear", QT_TRANSLATE_NOOP("Commands", "&Clear the place"), clear, "map", 1, "Esc", "x", has_place
    ),
    Command(
        "map.zoom_in", QT_TRANSLATE_NOOP("Commands", "Zoom &in"), _zoom(2.0), "map", 2, "Ctrl++|Ctrl+=", "zoom-in",
        opened, toolbar=True,
    ),
    Command(
        "map.zoom_out", QT_TRANSLATE_NOOP("Commands", "Zoom &out"), _zoom(0.5), "map", 2, "Ctrl+-", "zoom-out", opened,
        toolbar=True,
    ),
    Command(
        "map.fit", QT_TRANSLATE_NOOP("Commands", "Whole &workspace"), lambda window: window.canvas.fit(), "map", 2,
        "Home|Ctrl+0", "arrows-maximize", opened, toolbar=True,
    ),
    Command(
        "map.place", QT_TRANSLATE_NOOP("Commands", "Zoom to the &place"), lambda window: window.zoom_to_answer(),
        "map", 2, "Ctrl+J", "focus-2", has_place,
    ),
    Command(
        "map.style", QT_TRANSLATE_NOOP("Commands", "Style of the lay&er…"), style, "map", 3, "F6", "palette", has_layer
    ),
    Command(
        "map.grounds", QT_TRANSLATE_NOOP("Commands", "&Base maps and relief…"), grounds, "map", 3, "", "map-2", opened
    ),
    Command(
        "map.project", QT_TRANSLATE_NOOP("Commands", "Export a pro&ject for QGIS…"), project, "file", 1, "", "", opened
    ),
    Command(
        "map.picture", QT_TRANSLATE_NOOP("Commands", "Export the &map as a picture…"), picture, "file", 1,
        "Ctrl+Shift+S", "photo", opened,
    ),
)  # fmt: skip
