"""Imports one file in a process of its own, so that its memory is its own, and prints the seconds of each part."""

import json
import resource
import sys
import time
from pathlib import Path

from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.themes import PARCELS
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.workspace import create_workspace
from kangbashi_gis.progress import silent

PLACES = "spatial-parcels"


def main(file: Path, folder: Path) -> None:
    """Import and index; the words are made in the background afterwards and are timed apart."""
    with create_workspace(folder, "宗地") as space:
        started = time.perf_counter()
        report = import_file(space, file, PARCELS, ImportOptions(), silent)
        stored = time.perf_counter()
        space.index.spatial(PARCELS)
        placed = time.perf_counter()
        space.index.words()
        worded = time.perf_counter()
    assert report.added == report.read
    parts = {"import": stored - started, "places": placed - stored, "words, apart": worded - placed}
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_048_576
    document = {
        "stored_s": round(placed - started, 2), "peak_gb": round(most, 2),
        "parts_s": {name: round(seconds, 2) for name, seconds in parts.items()},
    }  # fmt: skip
    print(json.dumps(document, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
