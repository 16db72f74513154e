"""Backups: what they cost in time and on the disk, restoring, the drill, and kill -9 at random moments.

    python benchmarks/backup.py [--quick] [--workspace FOLDER] [--kills N] [--seed S]

On a copy of the `city` workspace: the first backup, a second one of the unchanged workspace, one after an edited row,
all of them verified, one restored and one proved by a drill. Seconds are of the clock, with the files synced and read
back; a disk that syncs slowly makes them longer. Then programs that make backups, restore in place and erase people are
killed at random moments of a small workspace: every backup that is listed must be whole, the workspace must open and
pass its own check, the log must be whole, and nobody who was erased may be there again. 100 kills; 1 with --quick.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import RESIDENTS, ROADS  # noqa: E402
from kangbashi_gis.operations import auditing, backup, drilling, erasing, restoring  # noqa: E402
from kangbashi_gis.operations.upkeep import check  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.store import people_erased  # noqa: E402

T = TypeVar("T")
CITY = ROOT / "workspaces" / "city"
PEOPLE, ROAD_COUNT = 200, 300
LONGEST_S, LONGEST_QUICK_S = 3.5, 0.8
FIRST_S, UNCHANGED_S, VERIFY_S, RESTORE_S, DRILL_S = 30.0, 5.0, 15.0, 30.0, 60.0
UNCHANGED_MB, EDITED_MB = 0.1, 3.0


def main() -> None:
    """Work, when called by ourselves; else measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--workspace", type=Path, default=CITY)
    parser.add_argument("--kills", type=int)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        work(options.work, random.Random(options.seed))
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        os.environ["KANGBASHI_GIS_CONFIG"] = place
        whole = options.workspace.is_dir() and not options.quick
        rows = measured(Path(place), options.workspace if whole else None)
        kills = options.kills or (1 if options.quick else 100)
        faults, counted = kill_many(Path(place), kills, random.Random(options.seed))
    what = f"kill -9 at {kills} random moments of backups, restoring in place and erasing: backups whole, opens, clean"
    scaled = f"{kills} kills of 100" if kills < 100 else False
    rows.append(promise(what, 0, len(faults), "faults", scaled=scaled, faults=faults, backups_looked_at=counted))
    print(document("backup", rows))


def measured(place: Path, source: Path | None) -> list[dict[str, object]]:
    """Measure on a copy of a workspace, or on a small one."""
    folder, disk = place / "工作区", place / "备份盘"
    if source is None:
        furnish(folder)
    else:
        shutil.copytree(source, folder, ignore=shutil.ignore_patterns("staging"))
    scaled = "a small workspace" if source is None else False
    with open_workspace(folder) as space:
        rows = _measured(space, disk, place, source is not None)
    return [promise(what, limit, round(figure, 3), unit, scaled=scaled) for what, limit, figure, unit in rows]


def _measured(space: Workspace, disk: Path, place: Path, whole: bool) -> list[tuple[str, float, float, str]]:
    first_s, first = timed(lambda: backup.make(space, disk, silent))
    second_s, second = timed(lambda: backup.make(space, disk, silent))
    with space.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": ["改了名的路"]}))
    _, edited = timed(lambda: backup.make(space, disk, silent))
    verify_s, verified = timed(lambda: backup.verify(space, disk, silent))
    drill_s, drilled = timed(lambda: drilling.drill(space, disk, silent))
    megabytes = first.size_bytes / 1e6
    rows = [
        (f"the first backup of {megabytes:.0f} MB ({first.written_bytes / 1e6:.0f} MB written)", FIRST_S, first_s, "s"),
        ("a backup of the unchanged workspace", UNCHANGED_S, second_s, "s"),
        ("what that one writes", UNCHANGED_MB, second.written_bytes / 1e6, "MB"),
        ("what a backup after an edited row writes", EDITED_MB, edited.written_bytes / 1e6, "MB"),
        (f"verifying three backups, {verified.pieces:,} pieces", VERIFY_S, verify_s, "s"),
        ("a drill: restored, opened, checked, counted", DRILL_S, drill_s, "s"),
        ("faults found by verifying and drilling", 0, len(verified.faults) + len(drilled.faults), "faults"),
    ]
    if whole:
        restore_s, _ = timed(lambda: restoring.restore(space, disk, place / "恢复的", silent))
        rows.append(("restoring into a new folder, indexes built", RESTORE_S, restore_s, "s"))
    return rows


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Give how long something took, and what it gave."""
    start = time.perf_counter()
    answer = run()
    return time.perf_counter() - start, answer


def furnish(folder: Path) -> None:
    """Make a small workspace with roads and people."""
    with create_workspace(folder, "示例") as space:
        with space.change("prepare", "roads") as change:
            change.writer.append(ROADS, Table({"name": ["旧名"] * ROAD_COUNT}))
        numbers = [f"150699{1940 + n // 12:04d}{n % 12 + 1:02d}01{n:04d}" for n in range(PEOPLE)]
        with space.change("prepare", "residents") as change:
            change.vault.append(RESIDENTS, Table({"id_number": numbers, "name": [f"居民{n}" for n in range(PEOPLE)]}))


def work(folder: Path, chance: random.Random) -> None:
    """Edit, back up, erase and restore in place, over and over, until killed."""
    print("ready", flush=True)
    disk = folder.parent / "备份盘"
    for turn in range(1_000_000):
        with open_workspace(folder) as space:
            with space.change("edit", "roads") as change:
                fids = np.array([chance.randrange(1, ROAD_COUNT)])
                change.writer.update(ROADS, fids, Table({"name": [f"路{turn}"]}))
            backup.make(space, disk, silent, keep_days=chance.choice((1, 90)))
            people = space.vault.ids(RESIDENTS)
            if chance.random() < 0.5:
                erase_one(space, chance.choice(people))
            if chance.random() < 0.5:
                restoring.replace(space, disk, silent, chance.choice(backup.listed(space, disk)).name)


def erase_one(space: Workspace, identity: str) -> None:
    """Erase somebody."""
    erasing.erase(space, identity, "period_over")


def kill_many(place: Path, kills: int, chance: random.Random) -> tuple[list[str], int]:
    """Kill a working program again and again; gives what was not well, and how many backups were looked at."""
    folder, faults, counted = place / "被杀的" / "工作区", [], 0
    folder.parent.mkdir()
    furnish(folder)
    for number in range(kills):
        kill_once(folder, chance, LONGEST_S if kills > 1 else LONGEST_QUICK_S)
        found, backups = look(folder)
        faults += [f"kill {number}: {fault}" for fault in found]
        counted += backups
    return faults, counted


def kill_once(folder: Path, chance: random.Random, longest_s: float) -> None:
    """Start a program that works, and kill it after a random time; every other time with the vault's process."""
    command = [sys.executable, __file__, "--work", str(folder), "--seed", str(chance.randrange(10**9))]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as program:
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.uniform(0.0, longest_s))
        if program.poll() is not None:
            raise RuntimeError(f"the program ended by itself with code {program.returncode}")
        if chance.random() < 0.5:
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()


def look(folder: Path) -> tuple[list[str], int]:
    """Open the workspace after a kill and verify all backups; gives what is not well, and how many there are."""
    disk = folder.parent / "备份盘"
    with open_workspace(folder) as space:
        space.vault.count(RESIDENTS)
        faults = [f"{one.what} {one.where} {one.detail}" for one in check(space, silent).findings]
        faults += [f"log {one.code} {one.number}" for one in auditing.verify(space).findings]
        faults += come_back(space)
        if not (disk / "backups").is_dir() or not any((disk / "backups").glob("*.kbsb")):
            return faults, 0
        report = backup.verify(space, disk, silent)
        # a kill between the line in the log and the name of the backup: it is told as missing, and is none
        faults += [f"backup {one.code} {one.where}" for one in report.faults]
        return faults, report.backups


def come_back(space: Workspace) -> list[str]:
    """Find people of whom the log says that they were erased."""
    gone = {one.person for one in space.log.events("kind = 'erased'", (), 1_000_000)}
    there = [one for identity in space.vault.ids(RESIDENTS) for one in people_erased.who(space.vault, identity)[0]]
    return [f"erased and there again: {one}" for one in there if one in gone]


if __name__ == "__main__":
    main()
