"""A day's usual work with searches, an import, a list handed out, a lock and a crash: what of it lies on the disk."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.resident_parts import staff
from benchmarks.resident_parts.values import Values, count
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.themes import RESIDENTS, THEMES
from kangbashi_gis.operations import residents
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.people_export import PeopleExport, export_people
from kangbashi_gis.operations.search import find as search
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import people

HEADING = "姓名,公民身份号码,联系电话,性别,出生日期,民族,户号,与户主关系,住址"
TABLE = "社区 来表.csv"
ROOT = Path(__file__).resolve().parents[2]
IN_THE_MIDDLE_S = 0.2


def everybody(space: Workspace) -> Iterator[tuple[str, str, str]]:
    """Give name, ID number and phone of everybody: by a clerk, one record at a time."""
    for identity in space.vault.ask("ids", theme=RESIDENTS.name)[0]["ids"]:
        record = people.whole(space.vault, identity)[0]
        if record is not None:
            yield record["name"], record["id_number"], record["phone"]


def work(folder: Path, outside: Path, some: int, most: int | None = None) -> Values:
    """Work for a day as a clerk; gives what must not be found anywhere.

    outside: where files from others, and for others, lie. some: so many are looked up.
    most: so many are known; None for all, and only then a program is killed.
    """
    with open_workspace(folder) as space:
        open_text = _open_text(space)
        staff.enter(space, Role.CLERK)
        known = list(islice(everybody(space), most))
        fresh = _table(outside / TABLE, 200)
        for name, number, phone in known[:some]:
            _look_up(space, name, number, phone)
        import_file(space, outside / TABLE, RESIDENTS, ImportOptions(), silent)
        residents.find(space, fresh[0][0])
        undo(space)
        wanted = PeopleExport(query=known[0][1], reason="household_check", clear=True)
        export_people(space, outside / "名单.xlsx", wanted, silent)
        space.lock()
        search(space, known[0][1])
    if most is None:
        _crash(folder, outside / TABLE)
    return Values.of([*known, *fresh]).without(open_text)


def _look_up(space: Workspace, name: str, number: str, phone: str) -> None:
    """Ask for a person in all ways, open the card, and have the record in clear."""
    search(space, name)  # the search box asks for places too
    residents.find(space, name)
    residents.find(space, phone)
    for one in residents.find(space, number).people[:1]:
        residents.card(space, one.id)
        residents.unmask(space, one.id, "phone_service")


def _table(file: Path, rows: int) -> list[tuple[str, str, str]]:
    """Write a file of people as a community sends it."""
    made = [(f"测漏{chr(0x4E00 + number)}", _id_number(number), f"139{number:08d}") for number in range(rows)]
    lines = [f"{name},{id_number},{phone},男,1990-01-01,汉族,L{at:07d},户主,无此地址{at}号"
             for at, (name, id_number, phone) in enumerate(made)]  # fmt: skip
    file.write_text("\n".join([HEADING, *lines]), encoding="utf-8-sig")
    return made


def _id_number(number: int) -> str:
    """Give an ID number with a right check digit."""
    front = f"15062919900101{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return front + "10X98765432"[sum(int(digit) * one for digit, one in zip(front, weights, strict=True)) % 11]


def _crash(folder: Path, file: Path) -> None:
    """Kill a program while it imports people."""
    code = (
        "import sys; from pathlib import Path; from benchmarks.resident_parts import leaks;"
        " leaks.import_again(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(folder), str(file)]
    # a group of its own: the vault's process dies with it
    child = subprocess.Popen(command, cwd=ROOT, start_new_session=True, stdout=subprocess.PIPE)
    assert child.stdout is not None
    child.stdout.readline()  # it has logged in, and begins
    time.sleep(IN_THE_MIDDLE_S)
    os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()


def import_again(folder: Path, file: Path) -> None:
    """Import people until killed."""
    with open_workspace(folder) as space:
        staff.enter(space, Role.CLERK)
        print("begun", flush=True)
        while True:
            import_file(space, file, RESIDENTS, ImportOptions(), silent)
            undo(space)


def _open_text(space: Workspace) -> str:
    """Give the open texts of the layers: names that stand there too are no leak."""
    texts = []
    for theme in (one for one in THEMES if not one.in_vault and not one.raster and space.store.count(one)):
        fields = tuple(one.name for one in theme.fields if not one.personal)
        for values in space.store.read(theme, None, columns=fields, geometry=False).columns.values():
            texts += [value for value in values if isinstance(value, str)]
    return "\n".join(texts)


def looked_at(folders: list[Path], values: Values) -> dict[str, Any]:
    """Search everything; gives the counts beside how much was searched."""
    found, total, where = count(folders, values)
    return {"found": dict(found), "total": sum(found.values()), "megabytes": round(total / 1e6, 1), "where": where[:10]}
