"""The table in the window: how soon it shows, how long the window ever stands still, how much memory it takes.

    python benchmarks/table_parts/window.py WORKSPACE

A process of its own, so that memory is that of the table alone. A timer beats every few milliseconds; what lies between
two beats stood still. Beside it stands the longest that the window's thread itself worked without a pause, which is
what the table is to answer for where the machine does other work too.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402

from benchmarks.report import own_mb  # noqa: E402
from kangbashi_gis.settings import Settings  # noqa: E402
from kangbashi_gis.ui import app, opening, table  # noqa: E402
from kangbashi_gis.ui.main_window import MainWindow  # noqa: E402
from kangbashi_gis.ui.state import WindowState  # noqa: E402

BEAT_MS, PATIENCE_S = 2, 900.0
TYPED = ("9977", "大街99", "eeds")


class Beats:
    """Counts how long the window's thread did not come round to its timer."""

    def __init__(self) -> None:
        self.still_ms = self.worked_ms = 0.0
        self._at, self._used = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=BEAT_MS)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def taken(self) -> tuple[float, float]:
        """Give the longest standstill and the longest work since the last time, in ms."""
        found = round(self.still_ms, 1), round(self.worked_ms, 1)
        self.still_ms = self.worked_ms = 0.0
        return found

    def _beat(self) -> None:
        now, used = time.perf_counter(), time.thread_time()
        self.still_ms = max(self.still_ms, (now - self._at) * 1000 - BEAT_MS)
        self.worked_ms = max(self.worked_ms, (used - self._used) * 1000)
        self._at, self._used = now, used


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-bench-") as config:
        os.environ["KANGBASHI_GIS_CONFIG"] = config
        application = app.application(Settings(appearance="light"))
        window = MainWindow(Settings(appearance="light"), WindowState(Path(config)))
        window.resize(1600, 900)
        window.show()
        opening.open_folder(window, Path(sys.argv[1]))
        _until(lambda: bool(window.facts.counts))
        figures = _measured(window)
        print(json.dumps(figures), flush=True)
        window.close()
        application.processEvents()


def _measured(window: MainWindow) -> dict[str, float]:
    figures: dict[str, float] = {}
    before = most = own_mb()
    beats = Beats()

    def timed(name: str, start: Callable[[], object], over: Callable[[], bool]) -> None:
        nonlocal most
        begun = time.perf_counter()
        start()
        _until(over)
        figures[f"{name}, s"] = round(time.perf_counter() - begun, 3)
        figures[f"{name}, stood still ms"], figures[f"{name}, worked ms"] = beats.taken()
        most = max(most, own_mb())
        print(name, figures[f"{name}, s"], file=sys.stderr, flush=True)

    beats.taken()
    panel = None
    shown: list[int] = []

    def show() -> None:
        nonlocal panel
        panel = table.show(window, "parcels")
        panel.shown.connect(lambda: shown.append(1))

    timed("open", show, lambda: panel is not None and panel.slice.is_read(0))
    assert panel is not None
    timed("rows counted", lambda: None, lambda: bool(shown))
    timed("end", lambda: panel.grid.go(panel.slice.total - 1), lambda: panel.slice.is_read(panel.slice.total - 1))
    last = len(panel.slice.fields) - 1
    for name, column in (("sort by area", last - 1), ("sort by address", 2)):
        shown.clear()
        timed(name, lambda column=column: panel.sort(column, False), lambda: bool(shown))  # type: ignore[misc]
    for typed in TYPED:
        shown.clear()
        timed(f"filter {typed}", lambda typed=typed: panel.filter.setText(typed), lambda: bool(shown))  # type: ignore[misc]
    figures["memory above the window, MB"] = round(most - before, 1)
    return figures


def _until(over: Callable[[], bool]) -> None:
    loop, begun = QEventLoop(), time.perf_counter()
    timer = QTimer(interval=5)
    timer.timeout.connect(lambda: loop.quit() if over() or time.perf_counter() - begun > PATIENCE_S else None)
    timer.start()
    loop.exec()


if __name__ == "__main__":
    main()
