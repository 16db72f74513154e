"""A million parcels written out: GeoPackage and shapefile against ogr2ogr on the same rows, a drawing and a table.

    python benchmarks/export.py [--quick]

Seconds are those of the processor, of ogr2ogr's too. Ours read the workspace, enter the ledger and rename; ogr2ogr
copies the GeoPackage that ours made.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import PARCELS  # noqa: E402
from kangbashi_gis.operations.exporting import export_theme  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402

COUNT, PIECE, PER_ROW = 1_000_000, 100_000, 1_000
LIMITS_S = {".gpkg": 30.0, ".shp": 30.0, ".dxf": 45.0, ".csv": 25.0}
CORNERS = ((0, 0), (0, 12), (5, 20), (15, 20), (20, 12), (15, 0), (0, 0))


def main() -> None:
    """Measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    count = COUNT // 200 if parser.parse_args().quick else COUNT
    scaled = f"{count} instead of {COUNT}" if count < COUNT else False
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        folder = Path(place)
        with create_workspace(folder / "工作区", "宗地") as space:
            _fill(space, count)
            ours = {suffix: _ours(space, folder / f"宗地{suffix}") for suffix in LIMITS_S}
        theirs = {suffix: _theirs(folder, suffix) for suffix in (".gpkg", ".shp")} if shutil.which("ogr2ogr") else {}
    rows = [
        promise(f"{COUNT:,} parcels to {suffix}", LIMITS_S[suffix], figure, "s", scaled=scaled)
        | {"peer": theirs.get(suffix)}
        for suffix, figure in ours.items()
    ]
    print(document("export", rows))


def _fill(space: Workspace, count: int) -> None:
    with space.change("data.import", PARCELS.name) as change:
        for start in range(0, count, PIECE):
            change.writer.append(PARCELS, _parcels(np.arange(start, min(start + PIECE, count))))


def _parcels(numbers: np.ndarray) -> Table:
    x, y = 384_000.0 + numbers % PER_ROW * 25, 4_383_000.0 + numbers // PER_ROW * 25
    rings = np.stack([np.stack([x + east, y + north], axis=1) for east, north in CORNERS], axis=1)
    columns = {
        "code": [f"150699001001GB{number:07d}" for number in numbers.tolist()],
        "use": ["0701"] * len(numbers),
        "address": [f"鄂尔多斯大街{number}号" for number in numbers.tolist()],
        "right": ["国有建设用地使用权"] * len(numbers),
        "area_m2": (numbers % 997 + 0.25).tolist(),
        "registered": ["2016-06-08"] * len(numbers),
    }
    return Table(columns, shapely.multipolygons(shapely.polygons(rings)[:, None]))


def _ours(space: Workspace, out: Path) -> float:
    start = time.process_time()
    export_theme(space, out, PARCELS, silent)
    return round(time.process_time() - start, 2)


def _theirs(folder: Path, suffix: str) -> float:
    before = os.times()
    command = ["ogr2ogr", str(folder / f"对照{suffix}"), str(folder / "宗地.gpkg")]
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    return round(after.children_user + after.children_system - before.children_user - before.children_system, 2)


if __name__ == "__main__":
    main()
