"""Kill -9 at random moments of imports, edits, undos and index building, then look whether all is well.

    python benchmarks/crash.py [--quick] [--kills N] [--seed S]

A program works on a workspace without pause and is killed, sometimes together with the vault's process. Then the
workspace must open, hold each operation wholly or not at all (as the log says), pass its own check, and its indexes
must find every row and no other. 100 kills; 1 with --quick.
"""

import argparse
import csv
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.errors import NothingToUndo  # noqa: E402
from kangbashi_gis.importing.options import ImportOptions  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS, ROADS  # noqa: E402
from kangbashi_gis.operations import undo as undoing  # noqa: E402
from kangbashi_gis.operations.importing import import_file  # noqa: E402
from kangbashi_gis.operations.search import find  # noqa: E402
from kangbashi_gis.operations.upkeep import check  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.store.audit import Entry  # noqa: E402

ROWS = 400  # in each imported file
ROAD_COUNT = 300
FRESH_AFTER = 10  # kills, then a new workspace: the look afterwards takes longer the more there is
LONGEST_S = 0.9
OPEN_LIMIT_S = 2.0  # beside opening, what was interrupted is settled, for which the vault is asked


def main() -> None:
    """Work, when called by ourselves; else kill and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, random.Random(options.seed))
    kills = options.kills or (1 if options.quick else 100)
    faults, slowest = kill_many(kills, random.Random(options.seed))
    print(report(kills, faults, slowest))


def report(kills: int, faults: list[str], slowest_s: float) -> str:
    """Give the document."""
    what = f"kill -9 at {kills} random moments of imports and edits: opens, all or nothing, check clean, indexes right"
    rows = [
        promise(what, 0, len(faults), "faults", scaled="10 kills of 100" if kills < 100 else False, faults=faults),
        promise("opening after a kill, the slowest", OPEN_LIMIT_S, round(slowest_s, 3), "s"),
    ]
    return document("crash", rows)


def kill_many(kills: int, chance: random.Random) -> tuple[list[str], float]:
    """Kill a working program again and again; gives what was not well, and the longest time to open in seconds."""
    faults: list[str] = []
    slowest = 0.0
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        os.environ["KANGBASHI_GIS_CONFIG"] = place
        for number in range(kills):
            folder = Path(place) / f"工作区{number // FRESH_AFTER}"
            if number % FRESH_AFTER == 0:
                furnish(folder)
            kill_once(folder, chance)
            found, seconds = look(folder)
            faults += [f"kill {number}: {fault}" for fault in found]
            slowest = max(slowest, seconds)
    return faults, slowest


def furnish(folder: Path) -> None:
    """Make a workspace with some roads."""
    with create_workspace(folder, "示例") as space, space.change("prepare", "roads") as change:
        change.writer.append(ROADS, Table({"name": ["旧名"] * ROAD_COUNT}))


def kill_once(folder: Path, chance: random.Random) -> None:
    """Start a program that works, and kill it after a random time; every other time with the vault's process."""
    command = [sys.executable, __file__, "--work", str(folder), "--seed", str(chance.randrange(10**9))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.uniform(0.0, LONGEST_S))
        if program.poll() is not None:
            raise RuntimeError(f"the program ended by itself with code {program.returncode}")
        if chance.random() < 0.5:
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()


def look(folder: Path) -> tuple[list[str], float]:
    """Open the workspace after a kill; gives what is not well, and how long it took to open."""
    start = time.perf_counter()
    with open_workspace(folder) as space:
        seconds = time.perf_counter() - start
        faults = [f"{one.what} {one.where} {one.detail}" for one in check(space, silent).findings]
        faults += [f"unsettled {entry.number}" for entry in space.log.unsettled()]
        faults += halves(space, standing(space.log.entries(100_000))) + wrong_indexes(space)
    return faults, seconds


def standing(entries: list[Entry]) -> list[Entry]:
    """Give the operations that are done and not undone, newest first."""
    left = list(entries)
    found = []
    while (entry := undoing.next_undo(left)) is not None:
        found.append(entry)
        left = [one for one in left if one.number != entry.number]
    return found


def halves(space: Workspace, done: list[Entry]) -> list[str]:
    """Compare the rows with the operations that the log says are done."""
    faults = []
    imports = Counter(entry.subject for entry in done if entry.operation == "data.import")
    files = Counter(space.store.read(ADDRESSES, columns=("street",), geometry=False).columns["street"])
    if any(count != ROWS for count in files.values()) or len(files) != imports["addresses"]:
        faults.append(f"{imports['addresses']} imports of addresses gave {dict(files)}")
    people = space.vault.count(RESIDENTS)
    if people != ROWS * imports["residents"]:
        faults.append(f"{imports['residents']} imports of residents gave {people} rows")
    edited = next((f"名{entry.number}" for entry in done if entry.operation == "edit"), "旧名")
    names = set(space.store.read(ROADS, columns=("name",), geometry=False).columns["name"])
    if names != {edited}:
        faults.append(f"roads are called {sorted(names)}, not {edited}")
    return faults


def wrong_indexes(space: Workspace) -> list[str]:
    """Ask the indexes for every row, and the search for one."""
    fids, _ = space.store.bounds(ADDRESSES)
    extent = space.store.extent(ADDRESSES)
    if extent is None:
        return []
    faults = []
    if not np.array_equal(np.sort(space.index.spatial(ADDRESSES).intersects(*extent)), fids):
        faults.append("the spatial index does not find the rows that are there")
    full = space.store.read(ADDRESSES, fids[-1:]).columns["full"][0]
    hits = find(space, str(full)).results
    if not hits or hits[0].fid != fids[-1]:
        faults.append(f"the search does not find {full}")
    return faults


def work(folder: Path, chance: random.Random) -> None:
    """Import, edit, undo, redo and index without pause, until killed."""
    with open_workspace(folder) as space:
        print("ready", flush=True)
        while True:
            chance.choice((add_addresses, add_addresses, add_people, add_people, edit, edit, take_back, again, index))(
                space
            )


def add_addresses(space: Workspace) -> None:
    """Import a file of addresses that are not there yet."""
    number = space.log.entries(1)[0].number + 1
    rows = [
        {"地址编码": f"D{number}-{at}", "标准地址全称": f"批次{number}路{at}号", "街道": f"批次{number}",
         "X": 384_000 + at, "Y": 4_383_000 + number}
        for at in range(ROWS)
    ]  # fmt: skip
    path = written(space, f"地址{number}.csv", rows)
    import_file(space, path, ADDRESSES, ImportOptions(crs=space.project.crs), silent)


def add_people(space: Workspace) -> None:
    """Import a file of people who are not there yet, at whatever addresses there are."""
    number = space.log.entries(1)[0].number + 1
    codes = space.store.read(ADDRESSES, columns=("code",), geometry=False).columns["code"] or ["无"]
    rows = [
        {
            "公民身份号码": f"150699{number:06d}{at:06d}",
            "姓名": "某某",
            "性别": "男",
            "地址编码": codes[at % len(codes)],
        }
        for at in range(ROWS)
    ]
    import_file(space, written(space, f"人口{number}.csv", rows), RESIDENTS, ImportOptions(), silent)


def written(space: Workspace, name: str, rows: list[dict[str, object]]) -> Path:
    """Write a CSV file beside the workspace."""
    path = space.folder.parent / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def edit(space: Workspace) -> None:
    """Give all roads a name that says which operation it was."""
    with space.change("edit", "roads") as change:
        fids = np.arange(1, ROAD_COUNT + 1)
        change.writer.update(ROADS, fids, Table({"name": [f"名{change.number}"] * ROAD_COUNT}))


def take_back(space: Workspace) -> None:
    """Undo the latest operation, but not the roads themselves."""
    target = undoing.next_undo(space.log.entries())
    if target is not None and target.operation != "prepare":
        undoing.undo(space)


def again(space: Workspace) -> None:
    """Redo, where there is something to redo."""
    try:
        undoing.redo(space)
    except NothingToUndo:
        edit(space)


def index(space: Workspace) -> None:
    """Bring all indexes on disk up to the store."""
    space.index.refresh(silent)


if __name__ == "__main__":
    main()
