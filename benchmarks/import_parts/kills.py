"""Kill -9 in the middle of imports of all kinds: afterwards all of it is there, or nothing of it.

A plan is a workspace as it is before, and one operation. It is run once undisturbed, which tells what the workspace
holds before and after and how long the operation takes; then again and again on a fresh copy, and killed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402
import shapely  # noqa: E402

from kangbashi_gis.importing.options import ImportOptions  # noqa: E402
from kangbashi_gis.model.schema import Theme  # noqa: E402
from kangbashi_gis.model.themes import THEMES  # noqa: E402
from kangbashi_gis.model.themes import theme as theme_named  # noqa: E402
from kangbashi_gis.operations import undo as undoing  # noqa: E402
from kangbashi_gis.operations.folders import RASTERS, STAGING  # noqa: E402
from kangbashi_gis.operations.importing import import_files  # noqa: E402
from kangbashi_gis.operations.staging import ImportRequest  # noqa: E402
from kangbashi_gis.operations.upkeep import check  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.store.connection import create  # noqa: E402
from kangbashi_gis.store.presence import SUFFIX, present  # noqa: E402

SAMPLE = ROOT / "sample_data"
LATE = 0.5  # of all kills fall into the last part of an operation, in which it writes
LAST = 0.35
CRS = "EPSG:4546"
PASSING = ("fid", "id", "version", "valid_from", "valid_to", "source")  # differ between two runs of the same import
Step = Callable[[Workspace, Path], object]
State = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Plan:
    """What stands in the workspace before, and what is done and killed."""

    before: tuple[str, ...]
    step: str


@dataclass(frozen=True)
class Known:
    """How an undisturbed run went. number: of the newest operation before it, 0 for none."""

    before: State
    after: State
    seconds: float
    number: int


def bring(*named: str, repairs: Sequence[str] = (), remove_gone: bool = False, crs: str | None = None) -> Step:
    """Give a step that imports files as one operation, each named `theme file` or `theme file|layer`."""

    def step(space: Workspace, files: Path) -> object:
        requests = []
        for one in named:
            theme, _, name = one.partition(" ")
            name, _, layer = name.partition("|")
            place = files / name if (files / name).exists() else SAMPLE / name
            options = ImportOptions(layer=layer or None, repairs=tuple(repairs), remove_gone=remove_gone, crs=crs)
            requests.append(ImportRequest(place, theme_named(theme), options))
        return import_files(space, requests, silent)

    return step


def take_back(space: Workspace, files: Path) -> object:
    """Undo."""
    return undoing.undo(space)


def again(space: Workspace, files: Path) -> object:
    """Redo."""
    return undoing.redo(space)


STEPS: Mapping[str, Step] = {
    "shp": bring("parcels 宗地.shp"),
    "repaired": bring("parcels 宗地.shp", repairs=("make-valid", "snap=0.01", "slivers", "duplicates")),
    "gpkg": bring("roads 道路与小区.gpkg|道路"),
    "geojson": bring("water 水系.geojson"),
    "csv": bring("addresses 标准地址.csv", crs=CRS),
    "csv and vault": bring("entities 法人单位.csv"),
    "xlsx": bring("residents 实有人口.xlsx"),
    "raster": bring("elevation 数字高程.tif"),
    "zip": bring("landuse 土地利用.zip"),
    "kml": bring("roads 道路.kml", crs="EPSG:4326"),
    "dxf": bring("buildings 楼.dxf", crs=CRS),
    "batch": bring("parcels 宗地.shp", "water 水系.geojson", "buildings 建筑物.shp", "landuse 土地利用.zip"),
    "changed": bring("addresses 新/标准地址.csv", crs=CRS, remove_gone=True),
    "changed people": bring("residents 新/实有人口.xlsx", remove_gone=True),
    "undo": take_back,
    "redo": again,
}
PLANS = (
    *(Plan((), step) for step in ("shp", "repaired", "gpkg", "geojson", "csv", "xlsx", "raster")),
    *(Plan((), step) for step in ("zip", "kml", "dxf", "batch")),
    Plan(("csv",), "csv and vault"),
    Plan(("csv",), "changed"),
    Plan(("xlsx",), "changed people"),
    Plan(("csv", "xlsx"), "undo"),
    Plan(("batch",), "undo"),
    Plan(("csv", "csv and vault", "undo"), "redo"),
)


def measure(folder: Path, kills: int, seed: int) -> dict[str, Any]:
    """Kill so many operations; gives what was not well, and the longest time to open in seconds."""
    os.environ["KANGBASHI_GIS_CONFIG"] = str(folder)
    files = folder / "收到"
    furnish(files)
    chance = random.Random(seed)
    plans = list(PLANS if kills >= len(PLANS) else chance.sample(PLANS, kills))
    known = [rehearsed(folder, files, plan, number) for number, plan in enumerate(plans)]
    faults, slowest, ends = [], 0.0, {"nothing": 0, "all": 0}
    for number in range(kills):
        turn = number % len(plans)
        place = folder / "被杀"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / f"先{turn}", place)
        kill(place, files, plans[turn], known[turn].seconds, chance)
        found, seconds, end = look(place, known[turn])
        faults += [f"{number} {plans[turn].step}: {one}" for one in found]
        slowest = max(slowest, seconds)
        ends[end] = ends.get(end, 0) + 1
    return {"faults": faults, "slowest_s": slowest, "ends": ends, "kinds": len(plans)}


def furnish(files: Path) -> None:
    """Put beside the sample what it has not: a zip, a KML, a drawing, and next month's tables."""
    import openpyxl

    (files / "新").mkdir(parents=True)
    landuse = files / "土地"
    landuse.mkdir()
    for one in SAMPLE.glob("土地利用.*"):
        shutil.copy(one, landuse)
    shutil.make_archive(str(files / "土地利用"), "zip", landuse)
    lines = (SAMPLE / "标准地址.csv").read_bytes().splitlines(keepends=True)
    changed = [
        line.replace(b".", b".1", 1) if number % 3 == 0 and number else line for number, line in enumerate(lines)
    ]
    (files / "新" / "标准地址.csv").write_bytes(b"".join(changed[: len(changed) * 2 // 3]))
    sheet = openpyxl.load_workbook(SAMPLE / "实有人口.xlsx", read_only=True).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    book, name = openpyxl.Workbook(), rows[0].index("姓名")
    for number, row in enumerate(rows[: len(rows) // 2]):
        row[name] = f"{row[name]}某" if number % 3 == 1 else row[name]
        book.active.append(row)
    book.save(files / "新" / "实有人口.xlsx")
    _kml(files / "道路.kml")
    _dxf(files / "楼.dxf")


def _kml(path: Path, count: int = 400) -> None:
    rows = [
        f"<Placemark><name>第{one}路</name><LineString><coordinates>109.78,{39.6 + one / 1e4} 109.79,{39.6 + one / 1e4}"
        "</coordinates></LineString></Placemark>"
        for one in range(count)
    ]
    text = f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document>{"".join(rows)}</Document></kml>'
    path.write_text(text, encoding="utf-8")


def _dxf(path: Path, count: int = 600) -> None:
    tags = ["0", "SECTION", "2", "ENTITIES"]
    for one in range(count):
        x, y = 396_000 + one % 30 * 20, 4_386_000 + one // 30 * 20
        tags += ["0", "LWPOLYLINE", "8", "JZD", "90", "4", "70", "1"]
        for east, north in ((x, y), (x + 19, y), (x + 19, y + 19), (x, y + 19)):
            tags += ["10", f"{east}.0", "20", f"{north}.0"]
    path.write_text("\n".join([*tags, "0", "ENDSEC", "0", "EOF"]) + "\n", encoding="ascii")


def rehearsed(folder: Path, files: Path, plan: Plan, number: int) -> Known:
    """Make the workspace of a plan, and run its operation once on a copy of it, undisturbed."""
    before, after = folder / f"先{number}", folder / f"后{number}"
    with create_workspace(before, "示例", crs=CRS) as space:
        for step in plan.before:
            STEPS[step](space, files)
        newest = latest(space)
    shutil.copytree(before, after)
    with start(after, files, plan) as program:
        begun = time.perf_counter()
        if program.wait():
            raise RuntimeError(f"{plan.step} does not work at all")
        seconds = time.perf_counter() - begun
    known = Known(state(before), state(after), seconds, newest)
    if known.before == known.after:
        raise RuntimeError(f"{plan.step} changes nothing")
    return known


def latest(space: Workspace) -> int:
    """Give the number of the newest operation."""
    return max((entry.number for entry in space.log.entries(1)), default=0)


def start(folder: Path, files: Path, plan: Plan) -> "subprocess.Popen[bytes]":
    """Start the operation in a program of its own; gives it once it is about to begin."""
    command = [sys.executable, __file__, str(folder), str(files), plan.step]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True)
    assert program.stdout is not None
    if program.stdout.readline() != b"ready\n":
        raise RuntimeError("the program did not start")
    return program


def kill(folder: Path, files: Path, plan: Plan, seconds: float, chance: random.Random) -> None:
    """Kill an operation at a random moment; every other time with all the processes that it started."""
    with start(folder, files, plan) as program:
        late = chance.random() < LATE
        time.sleep(chance.uniform(seconds * (1 - LAST) if late else 0.0, seconds))
        if chance.random() < 0.5:
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()


def look(folder: Path, known: Known) -> tuple[list[str], float, str]:
    """Open the workspace; gives what is not well, how long opening took, and whether nothing or all is there."""
    begun = time.perf_counter()
    with open_workspace(folder) as space:
        seconds = time.perf_counter() - begun
        faults = [f"check: {one.what} {one.where} {one.detail}" for one in check(space, silent).findings]
        faults += [f"unsettled {entry.number}" for entry in space.log.unsettled()]
        outcomes = [one.outcome for one in space.log.entries(10) if one.number > known.number]
        faults += [f"left behind: {name}" for name in _left_behind(space)]
    now = state(folder)
    if now != known.before and now != known.after:
        return [*faults, f"neither before nor after: {_differing(now, known.before, known.after)}"], seconds, "half"
    end = "all" if now == known.after else "nothing"
    if (end == "all") != ("done" in outcomes):
        faults.append(f"{end} is there, but the log says {outcomes}")
    return faults, seconds, end


def _left_behind(space: Workspace) -> list[str]:
    """Name what a killed program left where rows wait, or beside the rasters; not what the living have there.

    The living are this program, the process of its vault, and one of the killed program that is about to end.
    """
    staging = space.folder / STAGING
    waiting = [one.name for one in staging.iterdir() if not present(staging, one.name.removesuffix(SUFFIX))]
    return [*waiting, *(one.name for one in (space.folder / RASTERS).iterdir() if one.name.startswith("."))]


def _differing(now: State, before: State, after: State) -> str:
    return ", ".join(
        f"{name}: {len(now[name])} rows (before {len(before[name])}, after {len(after[name])})"
        for name in now
        if now[name] not in (before[name], after[name]) or (now[name] == before[name]) != (now == before)
    )


def state(folder: Path) -> State:
    """Give the rows of all layers, of the vault and the names of rasters, in a form that can be compared."""
    with open_workspace(folder) as space:
        found = {theme.name: _rows(space, theme) for theme in THEMES if not theme.in_vault}
    found["rasters"] = tuple(sorted(one.name for one in (folder / "rasters").glob("*") if one.is_file()))
    return {**found, **_vault(folder)}


def _rows(space: Workspace, theme: Theme) -> tuple[str, ...]:
    table = space.store.read(theme)
    names = [name for name in sorted(table.columns) if name not in PASSING]
    shapes = np.array([""] * len(table)) if table.geometry is None else shapely.to_wkb(table.geometry, hex=True)
    columns = [table.columns[name] for name in names]
    return tuple(sorted("\t".join(map(str, row)) for row in zip(shapes, *columns, strict=True)))


def _vault(folder: Path) -> dict[str, tuple[str, ...]]:
    """Read the vault as its own process would."""
    if not (folder / "vault.db").exists():
        return {f"vault {theme.name}": () for theme in THEMES if theme.personal_fields}
    found = {}
    with closing(create(folder / "vault.db", (folder / "vault.key").read_bytes())) as connection:
        made = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for theme in (one for one in THEMES if one.personal_fields):
            found[f"vault {theme.name}"] = ()
            if theme.name not in made:
                continue  # killed between the file and its tables: opening the vault makes them
            cursor = connection.execute(f'SELECT * FROM "{theme.name}"')  # noqa: S608 - a name of ours
            names = [one[0] for one in cursor.description]
            kept = [at for at, name in enumerate(names) if name not in PASSING]
            found[f"vault {theme.name}"] = tuple(sorted("\t".join(str(row[at]) for at in kept) for row in cursor))
    return found


def main() -> None:
    """Do the operation that the parent wants to kill."""
    folder, files, step = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    with open_workspace(folder) as space:
        print("ready", flush=True)
        STEPS[step](space, files)


if __name__ == "__main__":
    main()
