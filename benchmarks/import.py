"""The import: files looked into, topology, a million parcels beside ogr2ogr, and files that were mutated.

python benchmarks/import.py [--quick]
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.import_parts import kills, mutations, parcels  # noqa: E402
from benchmarks.report import document, promise  # noqa: E402

FILES, FILES_S = 20, 30.0
POLYGONS, TOPOLOGY_S, WRONG = 81_000, 15.0, 100
ROWS, OGR_S, PEAK_GB = 1_000_000, 23.0, 3.0
MUTATED, HANG_S, MUTATED_GB = 10_000, 10.0, 2.0
KILLS, OPENING_S, SEED = 200, 5.0, 2026
WHOLE = {"files": FILES, "polygons": POLYGONS, "rows": ROWS}
QUICK = {"files": 1, "rows": 2_000, "polygons": 2_500, "mutated": 5, "kills": 0}


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--mutated", type=int, default=MUTATED, help="how many mutated files")
    parser.add_argument("--kills", type=int, default=KILLS, help="how many imports to kill")
    parser.add_argument("--only", choices=PARTS, help="measure one part")
    chosen = parser.parse_args()
    counts = QUICK if chosen.quick else {**WHOLE, "mutated": chosen.mutated, "kills": chosen.kills}
    rows = []
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        for name, part in PARTS.items():
            if chosen.only in (None, name) and counts[name]:
                room = Path(place) / name
                room.mkdir()
                rows += part(room, counts[name])
    scaled = {"scaled": f"{QUICK} instead of all"} if chosen.quick else {}
    print(document("import", [{**row, **scaled} for row in rows]))


def looked_into(folder: Path, count: int) -> list[dict[str, Any]]:
    """Look into files as a surveyor gets them, beside the small sample district: its own, and parcels of others."""
    from benchmarks.window import workspace_of
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.inspecting import inspect_files
    from kangbashi_gis.operations.workspace import open_workspace
    from kangbashi_gis.progress import silent

    received = folder / "收到"
    shutil.copytree(ROOT / "sample_data", received, ignore=shutil.ignore_patterns("*.json", "*.txt"))
    named = sorted(one for one in received.iterdir() if one.suffix not in mutations.SIDES)
    named += [parcels.shapefile(received / f"图斑{number}.shp", 5_000) for number in range(count - len(named))]
    with open_workspace(workspace_of("small"), read_only=True) as space:
        started = time.perf_counter()
        found = inspect_files(space, named[:count], None, ImportOptions(), silent)
        seconds = time.perf_counter() - started
    assert len(found.files) == count
    return [promise(f"{FILES} files looked into", FILES_S, round(seconds, 2), "s", files=count)]


def topology(folder: Path, count: int) -> list[dict[str, Any]]:
    """Find what is planted among so many parcels: all of it, and nothing else."""
    import numpy as np

    from kangbashi_gis.analysis.topology import gaps, overlaps
    from kangbashi_gis.diagnosis.shapes import Shapes

    shapes, wide, missing = parcels.faulty(count, WRONG)
    started = time.perf_counter()
    shared, bare = overlaps(shapes), gaps(shapes)
    looker = Shapes(metres=True)
    looker.add(0, shapes)
    seconds = time.perf_counter() - started
    # each that is too wide overlaps its eight neighbours, and no pair overlaps without one of them
    wrong = int((~np.isin(shared.pairs, wide).any(axis=1)).sum()) + abs(len(bare.shapes) - missing)
    wrong += abs(len(shared.pairs) - 8 * len(wide))
    return [
        promise(f"topology of {POLYGONS} polygons: overlaps, gaps, duplicates, validity", TOPOLOGY_S, round(seconds, 2),
                "s", polygons=len(shapes), overlaps=len(shared.pairs), gaps=len(bare.shapes),
                peer="766 s, QGIS (qgis/QGIS#45498, another machine)"),
        promise("overlaps or gaps told that are none, or missed", 0, wrong, ""),
    ]  # fmt: skip


def million(folder: Path, count: int) -> list[dict[str, Any]]:
    """Import a shapefile of parcels, and have ogr2ogr copy it to a GeoPackage, one after the other."""
    path = parcels.shapefile(folder / "宗地.shp", count)
    peer = _ogr_s(path, folder / "ogr.gpkg")
    command = [sys.executable, "-m", "benchmarks.import_parts.million", str(path), str(folder / "工作区")]
    answer = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    limit = peer if peer is not None else OGR_S * count / ROWS
    return [
        promise(f"{ROWS} parcels, SHP to stored, checked and placed in the spatial index", round(limit, 2),
                answer["stored_s"], "s", rows=count, peer=peer, peer_is="ogr2ogr to GPKG in the same run",
                parts_s=answer["parts_s"]),
        promise("peak memory of it", PEAK_GB, answer["peak_gb"], "GB"),
    ]  # fmt: skip


def _ogr_s(path: Path, out: Path) -> float | None:
    if shutil.which("ogr2ogr") is None:
        return None
    started = time.perf_counter()
    subprocess.run(["ogr2ogr", "-f", "GPKG", str(out), str(path)], check=True)
    return round(time.perf_counter() - started, 2)


def mutants(folder: Path, count: int) -> list[dict[str, Any]]:
    """Look into mutated files of all formats, import some, and give some that were made on purpose."""
    found = mutations.measure(folder, count)
    text = f"of {MUTATED} mutated files"
    return [
        promise(f"readers brought down or hung {text}", 0, len(found["fallen"]), "", files=count,
                hostile=found["hostile"], which=found["fallen"][:10], verdicts=found["verdicts"]),
        promise(f"written outside, or left behind, {text}", 0, len(found["outside"]), "", which=found["outside"][:10]),
        promise(f"longest look {text}", HANG_S, round(found["slowest_s"], 2), "s", which=found["slowest"]),
        promise(f"peak memory {text}", MUTATED_GB, round(found["peak_gb"], 2), "GB"),
    ]  # fmt: skip


def killed(folder: Path, count: int) -> list[dict[str, Any]]:
    """Kill imports of all kinds, batches, repairs and undos; `crash.py` does the same to a program that never rests."""
    found = kills.measure(folder, count, SEED)
    text = f"kill -9 at {KILLS} random moments of imports: opens, all or nothing, check clean, nothing left behind"
    return [
        promise(text, 0, len(found["faults"]), "faults", kills=count, kinds=found["kinds"], ends=found["ends"],
                which=found["faults"][:10]),
        promise("opening after a kill, the slowest", OPENING_S, round(found["slowest_s"], 2), "s"),
    ]  # fmt: skip


PARTS: Mapping[str, Callable[[Path, int], list[dict[str, Any]]]] = {
    "files": looked_into, "polygons": topology, "rows": million, "mutated": mutants, "kills": killed,
}  # fmt: skip

if __name__ == "__main__":
    main()
