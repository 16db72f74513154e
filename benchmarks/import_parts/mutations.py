"""What becomes of small files of every format when bytes are changed, cut out or put in, and of hostile ones."""

import os
import random
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.import_parts import hostile
from benchmarks.import_parts.seeds import seeds
from kangbashi_gis.diagnosis.apart import Apart
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.inspecting import Request
from kangbashi_gis.errors import GisError
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import FileReport
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.operations.importing import rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace, create_workspace
from kangbashi_gis.progress import silent

SEED = 193
SIDES = (".dbf", ".shx", ".prj", ".cpg")
BLOWN_UP = (
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\xff\xff\xff\x7f",
    b"\0\0\0\0",
    b"999999999",
    b"-1",
    b"1e999",
    b"nan",
)
IMPORTED = 5  # each fifth file is imported too
FALLEN = frozenset({"file_crash", "file_time", "file_memory"})
CRS = "EPSG:4546"


@dataclass
class Measured:
    """What was seen so far."""

    fallen: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    slowest_s: float = 0.0
    slowest: str = ""

    def took(self, seconds: float, what: str) -> None:
        """Keep the longest look."""
        if seconds > self.slowest_s:
            self.slowest_s, self.slowest = seconds, what


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Change some bytes, mostly near the start, where lengths and offsets stand; or cut out, double or end early."""
    kind, found = chance.randrange(7), bytearray(data)
    at = chance.randrange(min(len(found), 512) if chance.random() < 0.7 else len(found))
    if kind < 3:
        for place in range(at, min(at + chance.choice((1, 2, 4, 8)), len(found))):
            found[place] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))
    elif kind == 3:
        del found[at : at + chance.randrange(1, 200)]
    elif kind == 4:
        found[at:at] = found[at : at + chance.randrange(1, 400)]
    elif kind == 5:
        value = chance.choice(BLOWN_UP)
        found[at : at + len(value)] = value
    else:
        del found[at:]
    return bytes(found)


def measure(folder: Path, count: int) -> dict[str, Any]:
    """Look into so many mutated files, and into the hostile ones; gives what fell, hung or was left behind."""
    chance, found = random.Random(SEED), Measured()
    originals = seeds(folder / "原件")
    aside = folder / "临时"
    aside.mkdir()
    tempfile.tempdir = os.environ["TMPDIR"] = str(aside)
    os.environ["KANGBASHI_GIS_CONFIG"] = str(folder / "配置")
    made = list(islice(hostile.files(folder / "敌意"), None if count >= 100 else 2))
    before = _listed(folder)
    with create_workspace(folder / "工作区", "示例", crs=CRS) as space, Apart(Frame(CRS)) as reader:
        for number in range(count):
            path = _mutant(chance.choice(originals), folder / "变", chance)
            _look(reader, path, found, f"{number} {path.name}")
            if number % IMPORTED == 0:
                _bring(space, path, chance, found, f"{number} {path.name}")
        for number, path in enumerate(made):
            _look(reader, path, found, f"hostile {number} {path.name}")
            _bring(space, path, chance, found, f"hostile {number} {path.name}")
    found.outside += sorted(one for one in _listed(folder) - before if not one.startswith(("变", "工作区", "配置")))
    tempfile.tempdir = None
    del os.environ["TMPDIR"]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1_048_576
    return {"fallen": found.fallen, "outside": found.outside, "verdicts": dict(found.verdicts), "hostile": len(made),
            "slowest_s": found.slowest_s, "slowest": found.slowest, "peak_gb": most}  # fmt: skip


def _listed(folder: Path) -> set[str]:
    inside = {str(one.relative_to(folder)) for one in folder.rglob("*")}
    return inside | {f"/{one.name}" for one in Path("/tmp").glob("外面*")}


def _look(reader: Apart, path: Path, found: Measured, what: str) -> None:
    started = time.perf_counter()
    report: FileReport = reader.inspect(Request(path, path.name), silent)
    found.took(time.perf_counter() - started, f"{what} inspect")
    found.verdicts[str(report.verdict)] += 1
    if codes := {one.code for one in report.findings} & FALLEN:
        found.fallen.append(f"{what} {' '.join(sorted(codes))}")


def _bring(space: Workspace, path: Path, chance: random.Random, found: Measured, what: str) -> None:
    """Rehearse the import, which does all that an import does but write."""
    started = time.perf_counter()
    try:
        rehearse_files(space, [ImportRequest(path, _theme(path, chance), ImportOptions(crs=CRS))], silent)
        found.verdicts["imported"] += 1
    except GisError as problem:
        found.verdicts["refused"] += 1
        if problem.values.get("reason") in ("crash", "time"):
            found.fallen.append(f"{what} {problem.values['reason']}")
    except Exception as problem:  # what a person would see as a crash
        found.fallen.append(f"{what} {type(problem).__name__}")
    found.took(time.perf_counter() - started, f"{what} import")


def _theme(path: Path, chance: random.Random) -> Theme:
    """Give a theme that may take the file."""
    fits = [one for one in THEMES if one.raster == (path.suffix == ".tif") and one.shape is not Shape.NONE]
    return chance.choice(fits)


def _mutant(original: Path, folder: Path, chance: random.Random) -> Path:
    """Write a file with one of its parts mutated."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(original.parent, folder)
    parts = list(_parts(folder))
    chosen = chance.choice(parts)
    chosen.write_bytes(mutated(chosen.read_bytes(), chance))
    return folder / original.name


def _parts(folder: Path) -> Iterator[Path]:
    yield from sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size)
