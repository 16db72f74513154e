"""The same with the window itself: names typed into its search box, cards opened, locked, then its memory."""

import gc
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.resident_parts import staff
from benchmarks.resident_parts.memory import CONTROL, dump
from kangbashi_gis.model.account import Role

WAIT_S = 20.0
EACH_S = 3.0


def look_up_and_lock(folder: Path, listed: Path, dumped: Path) -> None:
    """Type each name, open the first card, lock the window, write its memory down. Prints how many were shown."""
    from PySide6.QtCore import QCoreApplication

    from kangbashi_gis.settings import Settings
    from kangbashi_gis.ui import app, opening
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.panels import people, person
    from kangbashi_gis.ui.panels.people import is_person
    from kangbashi_gis.ui.state import WindowState

    def until(done: Callable[[], object], seconds: float = WAIT_S) -> bool:
        end = time.monotonic() + seconds
        while not done() and time.monotonic() < end:
            QCoreApplication.processEvents()
            time.sleep(0.002)
        return bool(done())

    people.PAUSE_MS = 0  # a thousand pauses take seven minutes and change nothing
    control = CONTROL[:9] + CONTROL[9:]
    application = app.application(Settings())
    window = MainWindow(Settings(), WindowState(dumped.parent / "窗口"))
    window.show()
    assert opening.open_folder(window, folder)
    until(lambda: bool(window.facts.counts))
    clerk = staff.STAFF[Role.CLERK]
    window.session.log_in(clerk.name, clerk.password)
    assert until(lambda: window.session.user is not None and window.session.user.name == clerk.name)
    shown = 0
    for name in listed.read_text(encoding="utf-8").splitlines():
        window.search.box.setText(name)
        if not until(lambda: any(is_person(one) for one in window.search.model.hits), EACH_S):
            continue
        found = [one for one in window.search.model.hits if is_person(one)]
        shown += len(found)
        panel = person.shown(window)
        panel.ask(window.space, found[0].id)
        until(lambda panel=panel: panel.card is not None, EACH_S)  # type: ignore[misc]
    window.session.lock()
    until(lambda: window.session.user is None or window.session.user.name != clerk.name)
    until(lambda: False, 0.5)
    gc.collect()
    dump(dumped)
    print(shown, flush=True)
    assert len(control) == len(CONTROL) and application is not None
    window.close()
