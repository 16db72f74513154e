"""The window: from a key to the painted list, and from a new process to the drawn map.

    python benchmarks/window.py [--quick]

Needs a display (dev.py gives one). With QGIS on the PATH its start, empty and with the map of nothing, is measured in
the same run: the promise is to be no slower.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402

QGIS_EMPTY_S = 1.9  # measured on this kind of machine, where QGIS itself is not installed
TYPING_MS, START_S = 50.0, 1.9
# A key typed the moment the map is there, and while everything that follows the start is under way.
FIRST_KEYS = (("鄂", 0.0), ("e", 0.0), ("9", 0.0), ("康", 0.05), ("路", 0.2), ("天", 0.4), ("k", 0.5), ("亿", 1.5))
WINDOW = (
    "import sys; from pathlib import Path; from kangbashi_gis.ui.app import run; sys.exit(run(Path(sys.argv[1]), True))"
)
FIRST_KEY = (
    "import sys; from pathlib import Path; from benchmarks.window import first_key; "
    "first_key(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))"
)
QGIS = "import os, qgis.utils\nqgis.utils.iface.initializationCompleted.connect(lambda: os._exit(0))\n"


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    scale = "small" if quick else "city"
    scaled = {"scaled": "small district instead of city"} if quick else {}
    workspace = workspace_of(scale)
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-bench-") as config:
        os.environ["KANGBASHI_GIS_CONFIG"] = config
        caches_s = started_s(workspace)  # the first start makes what is kept beside the store
        ours = min(started_s(workspace) for _ in range(1 if quick else 5))
        peer = None if quick else qgis_s(3)
        keys = typing_ms(workspace, 2 if quick else 12)
        first = first_keys_ms(workspace, FIRST_KEYS[:3] if quick else FIRST_KEYS * 2)
    limit = peer if peer is not None else START_S
    keys.sort()
    rows = [
        promise("keystroke to painted list in the window, p99", TYPING_MS, round(at(keys, 0.99), 2), "ms",
                median=round(at(keys, 0.5), 2), worst=round(keys[-1], 2), keystrokes=len(keys), **scaled),
        promise("first key in a new process to painted list, worst of all processes", TYPING_MS, max(first), "ms",
                median=sorted(first)[len(first) // 2], processes=len(first), **scaled),
        promise("new process to a window with the map drawn", round(limit, 2), round(ours, 2), "s",
                **scaled, peer=peer, first_start_s=round(caches_s, 2)),
    ]  # fmt: skip
    print(document("window", rows))


def workspace_of(scale: str) -> Path:
    """Give the sample workspace of a scale, built once beside the repository's other throw-away files."""
    folder = ROOT / "workspaces" / scale
    if not folder.exists():
        command = [
            sys.executable,
            "-m",
            "kangbashi_gis",
            "sample",
            "build",
            str(folder),
            "--scale",
            scale,
            "--no-accounts",
        ]
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)
    return folder


def started_s(workspace: Path) -> float:
    """Start the program and give the seconds until it says that the whole map is on the screen."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-c", WINDOW, str(workspace)], cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - start
    if "drawn_s" not in json.loads(line or b"{}"):
        raise SystemExit("the window ended before the map was drawn")
    return seconds


def qgis_s(times: int) -> float | None:
    """Give the seconds in which QGIS starts empty, None where it is not installed."""
    program = shutil.which("qgis")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="qgis-bench-") as folder:
        script = Path(folder) / "quit.py"
        script.write_text(QGIS, encoding="utf-8")
        command = [program, "--nologo", "--noversioncheck", "--profiles-path", folder, "--code", str(script)]
        # QGIS takes its Python from the PATH, and stops with a question where that is not the system's own
        env = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PATH": "/usr/local/bin:/usr/bin:/bin"}
        found = []
        for _ in range(times + 1):  # the first start makes the profile
            start = time.perf_counter()
            subprocess.run(command, env=env, check=False, timeout=120, capture_output=True)
            found.append(time.perf_counter() - start)
    return round(min(found[1:]), 2)


def typing_ms(workspace: Path, queries: int) -> list[float]:
    """Type addresses key by key; give the milliseconds from each key to the list painted with its answer."""
    with opened_window(workspace) as window:
        return [key for query in _queries(window, queries) for key in _typed(window, query)]


def first_keys_ms(workspace: Path, keys: Sequence[tuple[str, float]]) -> list[float]:
    """Type one key into each of so many new windows; give the milliseconds to the list painted with its answer."""
    found = []
    for key, wait_s in keys:
        command = [sys.executable, "-c", FIRST_KEY, str(workspace), key, str(wait_s)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
        found.append(round(float(done.stdout), 2))
    return found


def first_key(workspace: Path, key: str, wait_s: float) -> None:
    """Open a window, type one key so long after the map is drawn, and print the milliseconds to the painted list."""
    with opened_window(workspace, wholly=False) as window:
        until = time.monotonic() + wait_s
        _live_until(lambda: time.monotonic() >= until)
        print(next(_typed(window, key)), flush=True)


@contextmanager
def opened_window(workspace: Path, wholly: bool = True) -> Iterator[Any]:
    """Give a window on a workspace, with its map drawn; wholly: with all that follows in the background done too."""
    from kangbashi_gis.settings import Settings
    from kangbashi_gis.ui import app, opening
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.state import WindowState

    app.application(Settings())
    window = MainWindow(Settings(), WindowState())
    window.show()
    drawn: list[bool] = []
    window.canvas.drawn.connect(lambda: drawn.append(True))
    opening.open_folder(window, workspace)
    _live_until(lambda: bool(drawn))
    if wholly:
        _live_until(lambda: bool(window.facts.counts) and not window.canvas.layers.busy)
    yield window
    window.close()


def _queries(window: Any, count: int) -> list[str]:
    """Take addresses evenly out of the whole district, as they are said without the divisions."""
    import numpy as np

    from kangbashi_gis.model.themes import theme
    from kangbashi_gis.operations.search import find

    fids, _ = window.space.store.bounds(theme("addresses"))
    rows = window.space.store.read(theme("addresses"), fids[np.linspace(0, len(fids) - 1, count).astype(int)], ["full"])
    return [find(window.space, str(full), 1).results[0].title for full in rows.columns["full"]]


def _typed(window: Any, query: str) -> Iterator[float]:
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for character in query:
        wanted = window.search.box.text() + character
        painted = _watch(window.search, wanted)
        start = time.perf_counter()
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(window.search.box, key)
        _live_until(lambda: bool(painted))  # noqa: B023 the list is this key's own
        yield (painted[0] - start) * 1000
    window.search.box.clear()


def _watch(panel: Any, wanted: str) -> list[float]:
    """Give a list that will hold the moment after the answer to what was typed has been painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    moments: list[float] = []

    class Watch(QObject):
        """Waits for the painting; a timer of 0 runs when it is over and on the screen."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and panel.shown == wanted and not moments:
                watched.removeEventFilter(self)
                QTimer.singleShot(0, lambda: moments.append(time.perf_counter()))
            return False

    watch = Watch(panel)
    for part in (panel.results.list.viewport(), panel.results.note):
        part.installEventFilter(watch)
    return moments


def _live_until(true: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window live until something is so."""
    from PySide6.QtCore import QEventLoop, QTimer

    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise SystemExit("the window did not come to the state that was waited for")
        loop = QEventLoop()
        QTimer.singleShot(1, loop.quit)
        loop.exec()


def at(ordered: list[float], share: float) -> float:
    """Give the value below which a share of the ordered values lies."""
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    main()
