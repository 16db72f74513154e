"""The attribute table at a million and at ten million rows: open, jump to the end, sort, filter while typing.

    python benchmarks/table.py [--quick] [--rows N]…

Rows are parcels without shapes, with a code, a use, an address, an area and a date. Seconds are of the clock; the
processor's are told beside them, for a machine that does other work too. `prepare` is what is done once, in the
background, after the table opened; kept columns are used the next time. Memory is what the process holds of its own
(anonymous), above what it held before; mapped files can be let go of at any time and do not count.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, own_mb, promise  # noqa: E402
from kangbashi_gis.model.rows import ALL, Ask, Sorting  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import PARCELS  # noqa: E402
from kangbashi_gis.operations import table  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402

SIZES = (1_000_000, 10_000_000)
PIECE = 100_000
TYPED = ("9977", "大街99", "鄂尔多斯", "eerduosi", "eeds", "gb0000")
ROADS = ("鄂尔多斯大街", "乌兰木伦街", "康巴什大街", "哈巴格希街", "成吉思街", "民族团结路", "草原路", "马头琴路")
USES = ("0701", "0702", "0801", "0901", "1001", None)
NAMES = [one.name for one in PARCELS.open_fields]
MEMORY_MB, BLOCK_MS = 200.0, 50.0
CPU = " (processor)"
PROMISES = {"open": 1.0, "end": 0.3, "sort": 1.0, "filter": 0.2}


def main() -> None:
    """Measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rows", type=int, action="append")
    chosen = parser.parse_args()
    told: list[dict[str, Any]] = []
    figures: dict[str, float] = {}
    if chosen.quick:
        with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
            told, figures = _measure(_made(Path(place) / "工作区", 5_000), 5_000, SIZES[0])
    else:
        for count in chosen.rows or SIZES:
            more = _measure(_made(ROOT / "workspaces" / f"table-{count}", count), count, count)
            told, figures = told + more[0], figures | more[1]
    print(document("table", told, figures=figures))


def _made(folder: Path, count: int) -> Path:
    """Give a workspace of so many parcels; made where it is not there."""
    if not folder.exists():
        with create_workspace(folder, "表格") as space, space.change("data.import", PARCELS.name) as change:
            for start in range(0, count, PIECE):
                change.writer.append(PARCELS, _parcels(np.arange(start, min(start + PIECE, count))))
    shutil.rmtree(folder / "index" / "tables", ignore_errors=True)  # columns are made anew
    return folder


def _parcels(numbers: np.ndarray) -> Table:
    mixed = (numbers * 7919) % 1_000_003
    return Table(
        {
            "code": [f"150699001001GB{number:08d}" for number in mixed.tolist()],
            "use": [USES[number % len(USES)] for number in mixed.tolist()],
            "address": [f"{ROADS[number % len(ROADS)]}{number}号" for number in mixed.tolist()],
            "right": ["国有建设用地使用权"] * len(numbers),
            "area_m2": (mixed % 99_991 + 0.25).tolist(),
            "registered": [f"20{n % 25:02d}-{n % 12 + 1:02d}-{n % 28 + 1:02d}" for n in mixed.tolist()],
        }
    )


def _measure(folder: Path, rows: int, promised: int) -> tuple[list[dict[str, Any]], dict[str, float]]:
    with open_workspace(folder) as space:
        before = own_mb()
        peak = _Peak()
        figures = _asked(space)
        figures["memory"] = peak.end() - before
    with open_workspace(folder) as space:
        start = time.perf_counter()
        table.opening(space, PARCELS)
        table.ordered(space, PARCELS, Ask(typed=TYPED[0]))
        figures["first filter of the next time"] = time.perf_counter() - start
    scaled = f"{rows} instead of {promised}" if rows < promised else False
    told = []
    for name, value in figures.items():
        limit = _limit(name, promised)
        if limit is not None:
            unit = "MB" if name == "memory" else "s"
            told.append(promise(f"{promised:,} rows: {name}", limit, round(value, 3), unit, scaled=scaled))
    if os.environ.get("DISPLAY"):
        seen = _in_the_window(folder)
        figures |= {f"window: {name}": value for name, value in seen.items()}
        worked = max(value for name, value in seen.items() if name.endswith("worked ms"))
        told.append(
            promise(f"{promised:,} rows: the window's thread, longest work", BLOCK_MS, worked, "ms", scaled=scaled)
        )
    return told, {f"{promised:,} rows: {name}": round(value, 3) for name, value in figures.items()}


def _in_the_window(folder: Path) -> dict[str, float]:
    """Measure the table in a window of its own."""
    script = Path(__file__).parent / "table_parts" / "window.py"
    done = subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def _limit(name: str, promised: int) -> float | None:
    if name == "memory":
        return MEMORY_MB if promised > SIZES[0] else None
    if promised > SIZES[0] and name != "open":
        return None
    return None if name.endswith(CPU) else PROMISES.get(name.split(" ")[0])


def _asked(space: Workspace) -> dict[str, float]:
    figures: dict[str, float] = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        start, used = time.perf_counter(), time.process_time()
        found = work()
        figures[name] = time.perf_counter() - start
        figures[name + CPU] = time.process_time() - used
        return found

    opened = timed("open", lambda: _first_page(space))
    timed("end", lambda: table.page(space, PARCELS, np.arange(opened.last - 99, opened.last + 1), NAMES))
    timed("sort at once, by area", lambda: table.ordered(space, PARCELS, Ask(sortings=(Sorting("area_m2"),))))
    timed("prepare all columns", lambda: table.prepare(space, PARCELS))
    for name in ("code", "address"):
        timed(f"sort by {name}", partial(table.ordered, space, PARCELS, Ask(sortings=(Sorting(name, True),))))
    two = Ask(sortings=(Sorting("use"), Sorting("area_m2", True)))
    timed("sort by two", lambda: table.ordered(space, PARCELS, two))
    for typed in TYPED:
        timed(f"filter {typed}", partial(table.ordered, space, PARCELS, Ask(typed=typed)))
    timed("group with sums", lambda: table.groups(space, PARCELS, ALL, ["use"], ["area_m2"]))
    timed("statistics", lambda: table.statistics(space, PARCELS, ALL, "area_m2"))
    return figures


def _first_page(space: Workspace) -> table.Opening:
    opened = table.opening(space, PARCELS)
    table.page(space, PARCELS, np.arange(opened.first, opened.first + 100), NAMES)
    return opened


class _Peak:
    """Looks ten times a second how much memory the process holds of its own."""

    def __init__(self) -> None:
        self._most, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, name="peak")
        self._thread.start()

    def end(self) -> float:
        """Give the most that was seen, in MB."""
        self._over.set()
        self._thread.join()
        return self._most

    def _look(self) -> None:
        while not self._over.wait(0.1):
            self._most = max(self._most, own_mb())


if __name__ == "__main__":
    main()
