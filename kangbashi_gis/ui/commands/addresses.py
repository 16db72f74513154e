"""Commands on addresses: a list to places, the rooms of a building."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.model.answers import Place
from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def geocode(window: "MainWindow") -> None:
    """Ask for a list, find its addresses in the background, then show what is doubtful."""
    from kangbashi_gis.ui.panels.geocoding import start

    start(window)


def rooms(window: "MainWindow") -> None:
    """Show the rooms of the building that the card is about."""
    from kangbashi_gis.ui.panels.rooms import show

    if place := place_with_rooms(window):
        show(window, place)


def place_with_rooms(window: "MainWindow") -> Place | None:
    """Give the place that may have rooms: the one asked about, else what lies under the click."""
    from kangbashi_gis.operations.rooms import KINDS

    place = window.inquiry.place
    if place is not None and place.kind in KINDS:
        return place
    here = (hit.place for kind in KINDS for hit in window.card.here.hits() if hit.kind == kind)
    return next((one for one in here if one is not None), None)


def has_rooms(window: "MainWindow") -> bool:
    """The command needs a place that may have rooms."""
    return opened(window) and place_with_rooms(window) is not None


def idle(window: "MainWindow") -> bool:
    """The command needs an open workspace and no other work that runs."""
    return opened(window) and window.jobs.current is None


ADDRESSES = (
    Command(
        "map.rooms", QT_TRANSLATE_NOOP("Commands", "&Rooms of the building"), rooms, "map", 3, "Ctrl+R",
        "building-community", has_rooms,
    ),
    Command(
        "map.geocode", QT_TRANSLATE_NOOP("Commands", "&Geocode a list…"), geocode, "map", 3, "Ctrl+G",
        "clipboard-check", idle,
    ),
)  # fmt: skip
