"""The address engine at 10 million addresses: speed, memory, size and building, with FTS5 on the same texts.

Called by `search.py --scale 10M`. The workspaces (about 7 GB) and FTS5's own files (about 10 GB) are kept in a folder
outside the repository and taken again by the next run.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import search_peers
from benchmarks.many_addresses import ENTITIES, make
from benchmarks.report import document, promise
from benchmarks.search_mix import SEED, prefixes, queries
from kangbashi_gis.index.catalogue import Indexes
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.search import find, nearest
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace

ADDRESSES, PEER_KEYS, REVERSE, SAMPLED, PASSES = theme("addresses"), 400, 2_000, 60, 3
INDEXED = ("spatial-addresses", "words")
Figures = Mapping[str, Any]


def measure(city: Path, cache: Path, addresses: int, peers_at: int) -> str:
    """Give the document of a scale, and of a tenth of it for growth."""
    small = _measured(city, cache, addresses // 10, addresses // 10 == peers_at)
    large = _measured(city, cache, addresses, addresses == peers_at)
    peers = (large if addresses == peers_at else small)["peers"]
    load = {"load_average": os.getloadavg(), "note": "times are wall-clock beside whatever else ran; cpu_* are not"}
    return document("search at scale", _promises(small, large, peers), addresses=addresses, load=load, data={
        "copies_of_the_city": -(-addresses // 150_000), "entities_per_copy": ENTITIES, "peers_at": peers_at,
        "made_by": "benchmarks/many_addresses.py: rows of the city copied, places renamed for each copy",
    })  # fmt: skip


def _promises(small: Figures, large: Figures, peers: Figures) -> list[dict[str, Any]]:
    built, mix, typed = large["built"], large["mix"], large["typed"]
    rows = [
        promise("query over a mix of all kinds, p50", 1.0, mix["p50"], "ms", **mix),
        promise("query over a mix of all kinds, p99", 5.0, mix["p99"], "ms"),
        promise("every prefix while typing, p50", 1.0, typed["p50"], "ms", **typed),
        promise("every prefix while typing, p99", 5.0, typed["p99"], "ms", slowest=large["slowest"]),
        promise("index opens", 0.2, large["open_s"], "s"),
        promise("resident memory after 10,000 queries", 1000.0, large["memory_mb"], "MB", queries=large["asked"],
                share_that_is_mapped_files_mb=large["mapped_mb"]),
        promise("index size on disk", 1500.0, large["disk_mb"], "MB", parts=large["parts_mb"]),
        promise("index built", 600.0, built["wall_s"], "s", **built),
        promise("reverse lookup p99", 2.0, large["reverse"]["p99"], "ms", **large["reverse"]),
        promise("growth of p99 over every prefix from a tenth", 2.0, _ratio(typed["p99"], small["typed"]["p99"]), "×",
                cpu=_ratio(typed["cpu_p99"], small["typed"]["cpu_p99"]), a_tenth=small["typed"], mix=small["mix"]),
    ]  # fmt: skip
    for name, limit in (("trigram", 0.1), ("pairs", 1.0)):
        figures = peers[name]
        share = _ratio(figures["ours"]["p99"], figures["fts5"]["p99"])
        rows.append(promise(f"p99 against FTS5 {name}, as a share of its time", limit, share, "×", peer=figures))
    return rows


def _ratio(one: float, other: float) -> float:
    return round(one / other, 3) if other else 0.0


def _measured(city: Path, cache: Path, addresses: int, with_peers: bool) -> dict[str, Any]:
    """Measure one scale in a process of its own, so that its memory is its own."""
    folder = workspace(city, cache, addresses)
    built = _built(folder)
    command = [sys.executable, "-m", "benchmarks.search_scale", str(folder), "peers" if with_peers else ""]
    root = Path(__file__).resolve().parent.parent
    answer = subprocess.run(command, cwd=root, check=True, stdout=subprocess.PIPE)
    return {**json.loads(answer.stdout), "built": built}


def workspace(city: Path, cache: Path, addresses: int) -> Path:
    """Give a workspace with so many addresses, made where it is missing."""
    folder = cache / f"ws-{addresses}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        data = make(city, cache / f"{addresses}.gpkg", addresses)
        create_workspace(folder, f"{addresses} addresses").close()
        data.replace(folder / "city.gpkg")
    return folder


def _built(folder: Path) -> dict[str, Any]:
    """Build the words and the places of addresses side by side, each in a process; or tell of the last time."""
    known = folder / "built.json"
    with open_workspace(folder) as space:
        stale = set(space.index.stale()) & set(INDEXED)
    if stale or not known.exists():
        code = "import sys; from benchmarks.search_scale import build; build(*sys.argv[1:])"
        started = time.perf_counter()
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(folder), what], stdout=subprocess.PIPE)
            for what in INDEXED
        ]
        parts = {what: json.loads(one.communicate()[0]) for what, one in zip(INDEXED, running, strict=True)}
        wall = round(time.perf_counter() - started, 1)
        cpu = round(sum(part["cpu_s"] for part in parts.values()), 1)
        figures = {"wall_s": wall, "cpu_s": cpu, "parts": parts, "load_average": os.getloadavg()}
        known.write_text(json.dumps(figures), encoding="utf-8")
    found: dict[str, Any] = json.loads(known.read_text(encoding="utf-8"))
    return found


def build(folder: str, what: str) -> None:
    """Build one index and print what it took."""
    from kangbashi_gis.index import spatial, words

    with open_workspace(Path(folder)) as space:
        if what == words.NAME:
            words.build(space.index.folder, space.store)
        else:
            spatial.build(space.index.folder, space.store, ADDRESSES)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"cpu_s": round(time.process_time(), 1), "memory_mb": most // 1024}))


def ask(folder: Path, with_peers: bool) -> dict[str, Any]:
    """Ask everything of one workspace."""
    with open_workspace(folder) as space:
        opened = _opened_s(space)
        middle = _middle(space)
        whole = queries(space, SAMPLED)
        keys = prefixes(whole)
        ours = timed(lambda key: find(space, key, near=middle), keys)
        typed = percentiles(ours.values())
        asked = len(keys) * PASSES
        figures = {
            "typed": {**typed, "keystrokes": len(keys)}, "asked": asked, "open_s": opened,
            "mix": {**percentiles(ours[key] for key in whole), "queries": len(whole)},
            "memory_mb": _memory_mb("VmRSS"), "mapped_mb": _memory_mb("RssFile"),
            "slowest": sorted(keys, key=lambda key: -ours[key][1])[:8], **_sizes(space),
            "reverse": _reverse(space),
        }  # fmt: skip
        return figures | {"peers": _peers(space, folder, keys, ours) if with_peers else {}}


def timed(question: Callable[[str], object], keys: Sequence[str]) -> dict[str, tuple[float, float]]:
    """Give wall-clock and processor milliseconds of each question, the best of some passes."""
    found = dict.fromkeys(keys, (float("inf"), float("inf")))
    for _ in range(PASSES):
        for key in keys:
            worked, started = time.thread_time(), time.perf_counter()
            question(key)
            wall, cpu = (time.perf_counter() - started) * 1000, (time.thread_time() - worked) * 1000
            found[key] = min(found[key][0], wall), min(found[key][1], cpu)
    return found


def percentiles(pairs: Iterable[tuple[float, float]]) -> dict[str, float]:
    """Give median, p99 and worst of both clocks."""
    table = np.array(list(pairs))
    at = {"p50": 50, "p99": 99, "worst": 100}
    return {
        f"{clock}{name}": round(float(np.percentile(table[:, column], percent)), 3)
        for column, clock in enumerate(("", "cpu_"))
        for name, percent in at.items()
    }


def _opened_s(space: Workspace) -> float:
    """Give the seconds in which words and places are ready in a new catalogue: the second time, files being warm."""
    for _ in range(2):
        started = time.perf_counter()
        with Indexes(space.index.folder, space.store) as again:
            again.words()
            again.spatial(ADDRESSES)
            seconds = time.perf_counter() - started
    return round(seconds, 4)


def _middle(space: Workspace) -> tuple[float, float]:
    box = space.index.spatial(ADDRESSES).boxes(np.array([1]))[0]
    return float(box[0]), float(box[1])


def _reverse(space: Workspace) -> dict[str, float]:
    """Ask for the nearest address to places within 300 m of addresses, all over the districts."""
    chance = np.random.default_rng(SEED)
    index = space.index.spatial(ADDRESSES)
    near = index.boxes(chance.integers(1, len(index), REVERSE))[:, :2] + chance.uniform(-300, 300, (REVERSE, 2))
    places = {f"{x:.2f},{y:.2f}": (float(x), float(y)) for x, y in near}
    return percentiles(timed(lambda place: nearest(space, *places[place]), list(places)).values())


def _memory_mb(name: str) -> float:
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith(name + ":"):
            return round(int(line.split()[1]) / 1024, 1)
    return float("nan")


def _sizes(space: Workspace) -> dict[str, Any]:
    parts = {}
    for folder in space.index.folder.iterdir():
        if folder.is_dir() and folder.name.rpartition("-")[0] in INDEXED:
            size = sum(path.stat().st_size for path in folder.iterdir())
            parts[folder.name.rpartition("-")[0]] = round(size / 1e6, 1)
    return {"disk_mb": round(sum(parts.values()), 1), "parts_mb": parts}


def _peers(
    space: Workspace, folder: Path, keys: Sequence[str], ours: Mapping[str, tuple[float, float]]
) -> dict[str, Any]:
    """Ask FTS5 the same, where it can answer at all: from three (two) characters on, and where it finds something."""
    found = {}
    for name, least, index in (("trigram", 3, search_peers.trigram), ("pairs", 2, search_peers.pairs)):
        for ranked in (True, False):
            question = index(space.store, folder / f"{name}.db", ranked)
            able = [key for key in keys if sum(sign.isalnum() for sign in key) >= least]
            # where FTS5 finds nothing there is nothing to compare; asking it everything would take an hour
            some = [key for key in able[:: max(1, len(able) // PEER_KEYS)] if question(key)]
            theirs = timed(question, some)
            title = name if ranked else f"{name}, unranked"
            found[title] = {
                "fts5": percentiles(theirs.values()), "ours": percentiles(ours[key] for key in some), "keys": len(some),
                "ours_slower_at": sum(ours[key][0] > theirs[key][0] for key in some),
                "file_mb": round((folder / f"{name}.db").stat().st_size / 1e6),
            }  # fmt: skip
    return found


if __name__ == "__main__":
    print(json.dumps(ask(Path(sys.argv[1]), sys.argv[2:] == ["peers"]), ensure_ascii=False))
