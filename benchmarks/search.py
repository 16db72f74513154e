"""The search: from a key to results, over every prefix of what people type, the first character included.

    python benchmarks/search.py [--quick | --scale 10M [--cache FOLDER] [--peers-at 1M]]

With a scale, the table of the address engine: see search_scale.py. SQLite FTS5 (trigram) answers the same prefixes
from the same rows in the same run, where it can: from three
characters on. Queries are made from the workspace's own rows with a fixed seed.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks import search_scale  # noqa: E402
from benchmarks.report import document, promise  # noqa: E402
from benchmarks.search_mix import SEED, prefixes, queries  # noqa: E402
from benchmarks.search_peers import trigram  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.index.catalogue import Indexes  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import theme  # noqa: E402
from kangbashi_gis.operations.search import find, nearest  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402

PASSES = 2
KEY_MS, EDIT_S, OPEN_S, REVERSE_MS, GRAM = 5.0, 1.0, 0.2, 2.0, 3


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--scale", type=addresses, help="10M or 1M: the table of the address engine")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kangbashi-gis-addresses")
    parser.add_argument("--peers-at", type=addresses, help="FTS5 at a tenth only, whose files take an hour less")
    given = parser.parse_args()
    if given.scale:
        city = workspace_of("city") / "city.gpkg"
        print(search_scale.measure(city, given.cache, given.scale, given.peers_at or given.scale))
        return
    quick = given.quick
    scaled = {"scaled": "small district and fewer queries instead of city"} if quick else {}
    with open_workspace(workspace_of("small" if quick else "city")) as space, tempfile.TemporaryDirectory() as folder:
        keys = prefixes(queries(space, 5 if quick else 40))
        ours = timed(lambda key: find(space, key, near=middle(space)), keys)
        long = [key for key in keys if len(key) >= GRAM]
        peer = percentiles(timed(trigram(space.store, Path(folder) / "fts.db"), long).values())
        same = percentiles(ours[key] for key in long)
        rows = [
            promise("keystroke to results (core), p99 over every prefix", KEY_MS, percentiles(ours.values())["p99"],
                    "ms", **scaled, peer={"sqlite fts5 trigram": peer["p99"], "ours on the same keys": same["p99"]},
                    median=percentiles(ours.values())["p50"], worst=percentiles(ours.values())["worst"],
                    keystrokes=len(keys), passes=PASSES),
            promise("nearest address at a click, p99", REVERSE_MS, reverse_ms(space), "ms", **scaled),
            promise("edited address is found", EDIT_S, edited_s(space, Path(folder)), "s", **scaled),
            promise("word index opens", OPEN_S, opened_s(space), "s", **scaled,
                    build_s=built_s(space, Path(folder)), on_disk_mb=on_disk_mb(space), memory_mb=memory_mb()),
        ]  # fmt: skip
    print(document("search", rows))


def addresses(text: str) -> int:
    """Read 10M as ten million."""
    return int(float(text.rstrip("Mm")) * 1_000_000)


def timed(ask: Callable[[str], object], keys: Sequence[str]) -> dict[str, float]:
    """Give the milliseconds of each question, the better of two passes: other programs' work is not ours."""
    found = dict.fromkeys(keys, float("inf"))
    for _ in range(PASSES):
        for key in keys:
            started = time.perf_counter()
            ask(key)
            found[key] = min(found[key], (time.perf_counter() - started) * 1000)
    return found


def percentiles(milliseconds: Iterable[float]) -> dict[str, float]:
    """Give median, p99 and worst."""
    values = np.array(list(milliseconds))
    return {"p50": at(values, 50), "p99": at(values, 99), "worst": at(values, 100)}


def at(values: np.ndarray, percent: float) -> float:
    """Give a percentile, rounded."""
    return round(float(np.percentile(values, percent)), 3)


def middle(space: Workspace) -> tuple[float, float]:
    """Give the middle of the district, as what the map shows."""
    xmin, ymin, xmax, ymax = space.store.extent(theme("addresses")) or (0.0, 0.0, 0.0, 0.0)
    return (xmin + xmax) / 2, (ymin + ymax) / 2


def reverse_ms(space: Workspace) -> float:
    """Give the p99 of the nearest address at random places of the district."""
    chance = random.Random(SEED)
    xmin, ymin, xmax, ymax = space.store.extent(theme("addresses")) or (0.0, 0.0, 1.0, 1.0)
    places = [f"{chance.uniform(xmin, xmax)},{chance.uniform(ymin, ymax)}" for _ in range(500)]
    found = timed(lambda place: nearest(space, *(float(part) for part in place.split(","))), places)
    return percentiles(found.values())["p99"]


def edited_s(space: Workspace, folder: Path) -> float:
    """Give the seconds from an edit to the answer that knows it, in a copy of the workspace."""
    from kangbashi_gis.operations.upkeep import copy
    from kangbashi_gis.progress import silent

    copy(space, folder / "copy", silent)
    with open_workspace(folder / "copy") as edited:
        edited.index.refresh()
        find(edited, "文明路")
        with edited.change("edit", "addresses") as change:
            row = {"full": ["新天地专用路88号"], "road": ["新天地专用路"], "number": ["88号"]}
            change.writer.update(theme("addresses"), np.array([1]), Table(row))
        started = time.perf_counter()
        hits = find(edited, "新天地专用路88号").results
        seconds = time.perf_counter() - started
    if not hits or hits[0].fid != 1:
        raise SystemExit("the edited address was not found")
    return round(seconds, 4)


def opened_s(space: Workspace) -> float:
    """Give the seconds in which the word index is ready in a new catalogue."""
    started = time.perf_counter()
    with Indexes(space.index.folder, space.store) as again:
        again.words()
        return round(time.perf_counter() - started, 4)


def built_s(space: Workspace, folder: Path) -> float:
    """Give the seconds in which all indexes are built from nothing."""
    started = time.perf_counter()
    with Indexes(folder / "index", space.store) as new:
        new.refresh()
    return round(time.perf_counter() - started, 2)


def on_disk_mb(space: Workspace) -> float:
    """Give the size of the word index."""
    files = [path for path in space.index.folder.rglob("*") if path.is_file() and "words" in path.parent.name]
    return round(sum(path.stat().st_size for path in files) / 1e6, 1)


def memory_mb() -> float:
    """Give the most that this process has held, everything included."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
