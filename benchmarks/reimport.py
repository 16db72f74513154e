"""Knowing the rows of a million parcels that come again: by key, by shape, one whole file beside the layer.

    python benchmarks/reimport.py [--quick]

Seconds are those of the processor: what is measured is done by one thread and waits for nobody.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.importing.merging import Merger  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.model.themes import PARCELS  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, create_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402

ROWS, QUICK_ROWS, BATCH = 1_000_000, 20_000, 20_000
SAME_S, NEW_S, FEW_S, PEAK_GB = 10.0, 30.0, 1.0, 1.0
X, Y, WIDTH_M, DEPTH_M, PER_STREET = 384_000.0, 4_383_000.0, 40.0, 30.0, 1_000


def main() -> None:
    """Measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    rows = QUICK_ROWS if quick else ROWS
    with (
        tempfile.TemporaryDirectory(prefix="康巴什-") as place,
        create_workspace(Path(place) / "宗地", "宗地") as space,
    ):
        fill(space, rows)
        figures = {name: look_over(space, name, count) for name, count in (("A", rows), ("新", rows), ("新新", 100))}
    scaled = f"{rows} rows instead of {ROWS}" if quick else False
    same, new, few = (figures[name] for name in ("A", "新", "新新"))
    print(
        document(
            "reimport",
            [
                promise(
                    "1,000,000 parcels come again as they are: looking for shapes", SAME_S, same, "s", scaled=scaled
                ),
                promise("all with new codes: all known by their shape", NEW_S, new, "s", scaled=scaled),
                promise("100 of them with new codes", FEW_S, few, "s", scaled=scaled),
                promise("peak memory", PEAK_GB, peak_gb(), "GB", scaled=scaled),
            ],
        )
    )


def fill(space: Workspace, rows: int) -> None:
    """Put the parcels into the layer."""
    with space.change("data.import", PARCELS.name) as change:
        for batch in parcels("A", rows):
            change.writer.append(PARCELS, batch)


def parcels(code: str, rows: int) -> Iterator[Table]:
    """Give parcels side by side along streets, batch by batch; their codes begin with `code`."""
    for start in range(0, rows, BATCH):
        numbers = np.arange(start, min(start + BATCH, rows))
        west, south = X + numbers % PER_STREET * WIDTH_M, Y + numbers // PER_STREET * DEPTH_M
        shapes = shapely.box(west, south, west + WIDTH_M, south + DEPTH_M)
        yield Table(
            {"code": [f"{code}{number:09d}" for number in numbers.tolist()]},
            shapely.multipolygons(shapes, indices=np.arange(len(numbers))),
        )


def look_over(space: Workspace, code: str, rows: int) -> float:
    """Look a file over, the time to make it taken off; gives seconds. Known are none with old codes, all with new."""
    begun = time.process_time()
    for _ in parcels(code, rows):
        pass
    made = time.process_time() - begun
    merger = Merger(space.store, PARCELS)
    begun = time.process_time()
    merger.look_over(parcels(code, rows), rows, silent)
    seconds = time.process_time() - begun - made
    known = sum(int(merger.sort(batch).recognised.sum()) for batch in parcels(code, min(rows, BATCH)))
    if known != (0 if code == "A" else min(rows, BATCH)):
        raise RuntimeError(f"{known} rows were known by their shape")
    return round(seconds, 2)


def peak_gb() -> float:
    """Give the largest size that this process has had."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576, 3)


if __name__ == "__main__":
    main()
