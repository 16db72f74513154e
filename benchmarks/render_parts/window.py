"""A window in which a hand pans, zooms and turns; prints how long its frames were waited for. Started by `render.py`.

python benchmarks/render_parts/window.py WORKSPACE parcels|city SECONDS
"""

import json
import math
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.render import PARCELS, SIZE, drawables_of  # noqa: E402
from kangbashi_gis.model.themes import first_layers, theme  # noqa: E402
from kangbashi_gis.operations.workspace import open_workspace  # noqa: E402
from kangbashi_gis.render.view import View  # noqa: E402
from kangbashi_gis.ui.app import prepare  # noqa: E402
from kangbashi_gis.ui.canvas import MapCanvas  # noqa: E402

SCALES = {"parcels": (24.0, 10.0, 2.5, 0.6), "city": (12.0, 4.0, 2.0, 0.8, 0.3)}  # metres per pixel
EVENT_S = 0.008  # between two reports of a mouse
TURN = 1.25  # of a wheel
ASKEW = 33.0  # degrees, of a map that is panned turned


class Watched(MapCanvas):
    """A canvas that notes how long each frame was waited for: from the first movement it shows to its end."""

    def __init__(self) -> None:
        super().__init__()
        self.waited: list[float] = []
        self._since: float | None = None

    def move_to(self, view: View) -> None:
        """Look from elsewhere, as the hand wants it."""
        self._since = self._since or time.perf_counter()
        super().move_to(view)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw one frame."""
        super().paintEvent(event)
        if self._since:
            self.waited.append(time.perf_counter() - self._since)
            self._since = None


class Watch:
    """Runs the event loop, and notes how long it was blocked while the hand moved."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.block = 0.0

    def run(self, seconds: float, act: Any = None) -> None:
        """Process events for so long, with a movement of the mouse every few milliseconds."""
        begun, due, turn = time.perf_counter(), 0.0, 0
        while (now := time.perf_counter()) - begun < seconds:
            if act and now - begun >= due:
                act(turn)
                turn, due = turn + 1, now - begun + EVENT_S
            before = time.perf_counter()
            self.app.processEvents()
            if act:
                self.block = max(self.block, time.perf_counter() - before)


def main() -> None:
    """Print the document."""
    folder, what, seconds = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    prepare()
    app = QApplication([])
    canvas = Watched()
    watch = Watch(app)
    canvas.resize(*SIZE)
    canvas.show()
    watch.run(0.5)
    bare = memory_mb()
    space = open_workspace(folder, read_only=True)
    if what == "parcels":  # the promise speaks of parcels that are filled, at every scale
        canvas.layers.drawables = lambda states: drawables_of(space)  # type: ignore[method-assign]
    canvas.set_layers(first_layers())
    canvas.set_workspace(space)
    watch.run(0.5 if seconds < 5 else 2.0)
    extent = space.store.extent(PARCELS if what == "parcels" else theme("buildings"))
    assert extent is not None
    canvas.center_on((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2)
    spent = time.process_time()
    for metres in SCALES[what]:
        pan(watch, canvas, metres, seconds / len(SCALES[what]))
    panning = part(canvas, 0, spent)
    zoom(watch, canvas, seconds / 2)
    canvas.move_to(canvas.view.with_metres(SCALES[what][1]))
    watch.run(min(seconds / 4, 2.0))  # what is turned is a whole picture, not an empty one
    upright, spent = len(canvas.waited), time.process_time()
    swing(watch, canvas, seconds / 2)
    turning = {"turning": part(canvas, upright, spent)}
    before, spent = len(canvas.waited), time.process_time()
    canvas.set_angle(ASKEW)
    for metres in SCALES[what]:
        pan(watch, canvas, metres, seconds / len(SCALES[what]) / 2)
    turning["panning_turned"] = part(canvas, before, spent)
    grown = memory_mb() - bare
    canvas.set_workspace(None)
    space.close()
    canvas.close()
    print(json.dumps({**figures(canvas.waited, watch.block, grown), "panning": panning, **turning}))


def pan(watch: Watch, canvas: Watched, metres: float, seconds: float) -> None:
    """Drag the map about at a scale."""
    canvas.move_to(canvas.view.with_metres(metres))
    watch.run(0.4)
    middle = QPointF(SIZE[0] / 2, SIZE[1] / 2)
    canvas.hand.press(middle)
    watch.run(
        seconds, lambda turn: canvas.hand.drag(middle + QPointF(420 * math.sin(turn / 60), 300 * math.sin(turn / 83)))
    )
    canvas.hand.stop()


def zoom(watch: Watch, canvas: Watched, seconds: float) -> None:
    """Turn the wheel to and fro, some twelve notches a second."""

    def notch(turn: int) -> None:
        if turn % 10 == 0:
            nearer = (turn // 10) % 12 < 6
            canvas.move_to(canvas.view.zoomed(TURN if nearer else 1 / TURN, 500.0, 400.0))

    watch.run(seconds, notch)


def swing(watch: Watch, canvas: Watched, seconds: float) -> None:
    """Turn the map to and fro, a third of a degree with each report of the mouse."""
    watch.run(seconds, lambda turn: canvas.set_angle(80 * math.sin(turn / 240)))


def part(canvas: Watched, first: int, spent: float) -> dict[str, float]:
    """Give the figures of the frames from one on, with the processor time since then for each of them."""
    some = np.array(canvas.waited[first:]) * 1000
    return {
        "p95_ms": round(float(np.percentile(some, 95)), 1),
        "processor_ms": round((time.process_time() - spent) * 1000 / max(len(some), 1), 1),
        "frames": len(some),
    }


def figures(waited: list[float], block: float, grown: float) -> dict[str, Any]:
    """Give the figures in milliseconds and megabytes."""
    some = np.array(waited) * 1000
    return {
        "p95_ms": round(float(np.percentile(some, 95)), 1),
        "median_ms": round(float(np.median(some)), 1),
        "worst_ms": round(float(some.max()), 1),
        "frames": len(some),
        "block_ms": round(block * 1000, 1),
        "memory_mb": round(grown),
    }


def memory_mb() -> float:
    """Give the memory of this process that lies in the machine's, as far as it can be told."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


if __name__ == "__main__":
    main()
