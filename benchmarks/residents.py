"""Residents: the look-up from the question to the masked answer in the log, leaks on disk and in memory, the import.

    python benchmarks/residents.py [--quick] [--people 10000000 --room FOLDER]

Each look-up is on the disk before it is answered: the promise is therefore above what one fsync costs here. What
writing the log takes of it stands beside each number. Everything is measured with accounts, so with the text sealed,
quotas counted and alarms watched. --people: with so many residents, made in a folder that is removed afterwards.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.resident_parts import gate, large, leaks, memory, staff  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.importing.options import ImportOptions  # noqa: E402
from kangbashi_gis.model.account import Role  # noqa: E402
from kangbashi_gis.model.events import EventKind  # noqa: E402
from kangbashi_gis.model.person_name import is_han  # noqa: E402
from kangbashi_gis.model.readings import usual  # noqa: E402
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS, theme  # noqa: E402
from kangbashi_gis.operations.importing import import_file  # noqa: E402
from kangbashi_gis.operations.residents import find  # noqa: E402
from kangbashi_gis.operations.upkeep import copy  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.sample import write_district  # noqa: E402
from kangbashi_gis.store import people  # noqa: E402
from kangbashi_gis.store.keys import MODERATE, SALT_BYTES, Cost, from_password  # noqa: E402

ABOVE_MS = {"city": {"name": 20.0, "": 20.0}, "large": {"name": 50.0, "": 30.0}}
STEP = 997  # a prime: people from all over the district
KEY_S = (0.3, 1.0)
CHEAP = Cost(1, 8192)
SALT = bytes(SALT_BYTES)
IMPORT_S = 30.0
LOOKED_UP = 1000


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--people", type=int, default=0)
    parser.add_argument("--room", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-bench-", dir=options.room) as place:
        room = Path(place)
        for name, variable in (("配置", "KANGBASHI_GIS_CONFIG"), ("临时", "TMPDIR")):
            (room / name).mkdir()
            os.environ[variable] = str(room / name)
        tempfile.tempdir = str(room / "临时")
        workspace = _copied(room, options.quick)
        if options.people:
            print(document("residents", large_rows(workspace, room, options.people)))
        else:
            print(document("residents", all_rows(workspace, room, options.quick)))


def _copied(room: Path, quick: bool) -> Path:
    """Copy a sample workspace, and give it accounts."""
    with open_workspace(workspace_of("small" if quick else "city")) as space:
        copy(space, room / "工作区", silent)
    staff.establish(room / "工作区", CHEAP if quick else MODERATE)
    return room / "工作区"


def all_rows(workspace: Path, room: Path, quick: bool) -> list[dict[str, object]]:
    """Give a row for each promise."""
    scaled: dict[str, object] = {"scaled": "small district, few queries, nothing killed"} if quick else {}
    with open_workspace(workspace) as space:
        opening = [staff.enter(space, Role.CLERK) for _ in range(1 if quick else 5)]
        if quick:  # the accounts of a quick run are cheap to open
            opening = [one / 1000 for one in times(lambda _: from_password("Mao-Wusu", SALT, MODERATE), range(1))]
        rows = rows_of(space, room, 2 if quick else 100, ABOVE_MS["city"], scaled)
    rows += [key_row(opening), gate.row(room, quick), *privacy_rows(workspace, room, quick, scaled)]
    return rows if quick else [*rows, import_row(room)]


def large_rows(workspace: Path, room: Path, count: int) -> list[dict[str, object]]:
    """Give the rows of look-ups among so many people."""
    large.fill(workspace, count)
    with open_workspace(workspace) as space:
        opening = [staff.enter(space, Role.CLERK)]
        people_there = space.vault.count(RESIDENTS)
        size = round((workspace / "vault.db").stat().st_size / 1e6)
        rows = rows_of(space, room, 100, ABOVE_MS["large"], {"people": people_there, "vault_mb": size})
    return [*rows, key_row(opening)]


def rows_of(
    space: Workspace, folder: Path, count: int, above_ms: dict[str, float], more: dict[str, object]
) -> list[dict[str, object]]:
    """Give a row for each kind of question."""
    asked = questions(space, count)
    find(space, asked["by ID number"][0])
    find(space, asked["by room"][0])
    disk = p99(times(lambda _: synced(folder), range(count)))
    log = p99(times(lambda _: space.note(EventKind.LOOKUP, subject="name", count=0), range(count)))
    rows = []
    for kind, texts in asked.items():
        taken = times(lambda text: find(space, text), texts)
        limit = above_ms["name" if "name" in kind else ""]
        rows.append(
            promise(f"resident {kind}, p99 above the disk's fsync p99", limit, round(max(p99(taken) - disk, 0.0), 2),
                    "ms", **more, p99_ms=p99(taken), median_ms=round(float(np.median(taken)), 2),
                    fsync_p99_ms=disk, log_p99_ms=log, queries=len(texts))
        )  # fmt: skip
    return rows


def key_row(opening: list[float]) -> dict[str, object]:
    """Give the row of opening an account's key: neither too slow for a clerk nor too quick for a thief."""
    seconds = round(float(np.median(opening)), 2)
    text = "opening an account's key, argon2id and the log-in around it"
    row = promise(text, KEY_S[1], seconds, "s", at_least=KEY_S[0])
    return {**row, "holds": KEY_S[0] <= seconds <= KEY_S[1]}


def privacy_rows(workspace: Path, room: Path, quick: bool, scaled: dict[str, object]) -> list[dict[str, object]]:
    """Give the rows of what is left on the disk and in memory."""
    outside = room / "外来"
    outside.mkdir()
    values = leaks.work(workspace, outside, 3 if quick else 50, 60 if quick else None)
    folders = [workspace, room / "配置", room / "临时"]
    crashed = leaks.looked_at(folders, values)
    with open_workspace(workspace):
        pass  # what the killed program left is settled
    settled = leaks.looked_at(folders, values)
    control = leaks.looked_at([outside], values)
    known = {"id_numbers": len(values.id_numbers), "phones": len(values.phones), "names": len(values.names)}
    names = sorted(values.names)[:: max(len(values.names) // LOOKED_UP, 1)][:LOOKED_UP]
    return [
        promise("ID numbers, phones, names on the disk after a day's work and a crash", 0, crashed["total"], "found",
                **scaled, **known, **crashed, in_the_file_handed_out=control["total"]),
        promise("the same once the workspace was opened again", 0, settled["total"], "found", **scaled, **settled),
        *(memory_row(who, memory.remains(workspace, room, names, values, who), scaled)
          for who in _dumped(quick)),
    ]  # fmt: skip


def _dumped(quick: bool) -> list[str]:
    """Say which processes are dumped: none in a hurry, the window where there is a display."""
    return [] if quick else ["memory", *(["window_memory"] if os.environ.get("DISPLAY") else [])]


def memory_row(who: str, left: dict[str, Any], scaled: dict[str, object]) -> dict[str, object]:
    """Give the row of what a process still held."""
    found = left["found"]
    what = "the window" if who == "window_memory" else "the operations"
    return promise(f"ID numbers and phones in memory after so many people masked and a lock, {what}", 0,
                   found["id_number"] + found["phone"], "found", **scaled, people=left["people"],
                   megabytes=left["megabytes"], control_found=found["control"])  # fmt: skip


def import_row(room: Path) -> dict[str, object]:
    """Give the row of bringing in the residents of the city, whose addresses are there."""
    made = write_district(room / "城区", "city", silent)
    files = {one.theme: one for one in made.files}
    with create_workspace(room / "导入", made.name, made.crs) as space:
        for name in ("addresses", "residents"):
            one = files[name]
            options = ImportOptions(layer=one.layer, crs=one.crs, encoding=one.encoding)
            started = time.perf_counter()
            import_file(space, made.folder / one.path, theme(name), options, silent)
            seconds = time.perf_counter() - started
    return promise(f"import of {files['residents'].rows:,} residents", IMPORT_S, round(seconds, 1), "s")


def questions(space: Workspace, count: int) -> dict[str, list[str]]:
    """Give what is asked, of people who live in the district."""
    total = space.store.count(ADDRESSES)
    fids = np.unique(np.arange(1, count * 8 + 1, dtype=np.int64) * STEP % total + 1)
    residents = space.vault.people_at(fids, count * 4)
    chosen = residents[:: max(len(residents) // count, 1)][:count]
    known = [people.whole(space.vault, one["id"])[0] for one in chosen]
    whole = [one for one in known if one is not None]
    table = space.store.read(ADDRESSES, fids[:count], columns=("full",), geometry=False)
    return {
        "by ID number": [one["id_number"] for one in whole if one["id_number"]],
        "by phone": [one["phone"] for one in whole if one["phone"]],
        "by room": [str(text) for text in table.columns["full"]],
        "by name": [one["name"] for one in whole],
        "by name in letters": [letters(one["name"]) for one in whole if all(map(is_han, one["name"]))],
    }


def letters(name: str) -> str:
    """Give a name as it is typed in letters."""
    return "".join(usual().get(sign, "") for sign in name)


def times(ask: Callable[..., object], values: Sequence[object]) -> list[float]:
    """Give the milliseconds of each."""
    taken = []
    for value in values:
        started = time.perf_counter()
        ask(value)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def synced(folder: Path) -> None:
    """Write a page and have it on the disk."""
    with (folder / "page").open("ab") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())


def p99(taken: Sequence[float]) -> float:
    """Give the 99th percentile, rounded."""
    return round(float(np.percentile(taken, 99)), 2)


if __name__ == "__main__":
    main()
