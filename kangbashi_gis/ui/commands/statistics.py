"""Commands about statistics of people: show them, publish them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui.commands.command import Command, opened, writable

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def population(window: "MainWindow") -> None:
    """Show how many people live where, in a panel under the map."""
    from kangbashi_gis.ui.panels.population import show

    show(window)


def publish(window: "MainWindow") -> None:
    """Publish a release of the statistics in the background."""
    title = QCoreApplication.translate("Tasks", "Publishing the statistics")
    job = window.start("publish_statistics", window.folder, title=title)
    job.finished.connect(lambda answer: _published(window, answer))


def _published(window: "MainWindow", answer: dict[str, object]) -> None:
    from kangbashi_gis.ui.panels.population import refresh

    words = QCoreApplication.translate("Tasks", "Release {number} of the statistics is published: {blocks} blocks.")
    window.banner.say("done", words.format(**answer))
    window.reload()
    refresh(window)


STATISTICS = (
    Command(
        "map.population", QT_TRANSLATE_NOOP("Commands", "Pop&ulation"), population, "map", 3, "Ctrl+D",
        "users", opened, permission=Permission.PEOPLE_STATISTICS,
    ),
    Command(
        "data.publish_statistics", QT_TRANSLATE_NOOP("Commands", "Publish s&tatistics of people"), publish, "file", 1,
        "", "", writable, permission=Permission.STATISTICS_PUBLISH,
    ),
)  # fmt: skip
