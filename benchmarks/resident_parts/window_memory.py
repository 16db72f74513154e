"""The same with the window itself: names typed into its search box, cards opened, locked, then its memory."""

import gc
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.resident_parts import staff
from benchmarks.resident_parts.memory import CONTROL, dump
from kangbashi_gis.model.account import Role

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow

WAIT_S = 20.0
EACH_S = 3.0
AWAKE_MINUTES = 120


def look_up_and_lock(folder: Path, listed: Path, dumped: Path) -> None:
    """Type each name, open the first card, lock the window, write its memory down. Prints how many were shown."""
    from kangbashi_gis.settings import Settings
    from kangbashi_gis.ui import app, opening
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.panels import people
    from kangbashi_gis.ui.state import WindowState

    people.PAUSE_MS = 0  # a thousand pauses take seven minutes and change nothing
    control = CONTROL[:9] + CONTROL[9:]
    application = app.application(Settings())
    window = MainWindow(Settings(), WindowState(dumped.parent / "窗口"))
    window.show()
    assert opening.open_folder(window, folder)
    until(lambda: bool(window.facts.counts))
    clerk = staff.STAFF[Role.CLERK]
    window.session.set_idle_minutes(AWAKE_MINUTES)  # nobody touches a key here
    window.session.log_in(clerk.name, clerk.password)
    assert until(lambda: window.session.user is not None and window.session.user.name == clerk.name)
    shown = sum(looked_up(window, name) for name in listed.read_text(encoding="utf-8").splitlines())
    window.session.lock()
    until(lambda: window.session.user is None or window.session.user.name != clerk.name)
    until(lambda: False, 0.5)
    gc.collect()
    dump(dumped)
    print(shown, flush=True)
    assert len(control) == len(CONTROL) and application is not None
    window.close()


def looked_up(window: "MainWindow", name: str) -> int:
    """Type a name and open the card of the first; gives how many are listed."""
    from kangbashi_gis.ui.panels import person
    from kangbashi_gis.ui.panels.people import is_person

    window.search.box.setText(name)
    if not until(lambda: any(is_person(one) for one in window.search.model.hits), EACH_S):
        return 0
    found = [one for one in window.search.model.hits if is_person(one)]
    panel = person.shown(window)
    panel.ask(window.space, found[0].id)
    until(lambda: panel.card is not None, EACH_S)
    return len(found)


def until(done: Callable[[], object], seconds: float = WAIT_S) -> bool:
    """Let the window work until something is true, or the time is over; tells whether it is."""
    from PySide6.QtCore import QCoreApplication

    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QCoreApplication.processEvents()
        time.sleep(0.002)
    return bool(done())
