"""Building the `city` workspace from files, and opening it.

    python benchmarks/build.py [--quick]

The files are written first (their time is printed beside); building, its peak memory and opening are each
measured in a process of their own. Opening counts from before the first import of ours to the open workspace.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.sample import write_district  # noqa: E402

BUILD_S, BUILD_GB, OPEN_S = 90.0, 1.5, 1.0

# The vault is a process of its own: its largest size is added, so the sum is never too small.
BUILD = """
import json, resource, sys, time
from pathlib import Path
from kangbashi_gis.operations.sample import build_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.sample import manifest
if __name__ == "__main__":
    begun = time.perf_counter()
    build_workspace(Path(sys.argv[2]), manifest.read(Path(sys.argv[1])), "local", silent)
    seconds = time.perf_counter() - begun
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": seconds, "gigabytes": peak / 1_048_576}))
"""
OPEN = """
import sys, time
begun = time.perf_counter()
from pathlib import Path
from kangbashi_gis.operations.workspace import open_workspace
if __name__ == "__main__":
    with open_workspace(Path(sys.argv[1])):
        print(time.perf_counter() - begun)
"""


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    scale = "small" if quick else "city"
    scaled: dict[str, Any] = {"scaled": "small district instead of city"} if quick else {}
    with tempfile.TemporaryDirectory(prefix="建库-") as room:
        files, workspace, script = Path(room, "文件"), Path(room, "工作区"), Path(room, "build.py")
        begun = time.perf_counter()
        write_district(files, scale, silent)
        written = time.perf_counter() - begun
        # a script on disk, because the vault's process imports the main module again
        script.write_text(BUILD, encoding="utf-8")
        built = json.loads(_run(str(script), str(files), str(workspace)))
        opened = statistics.median(float(_run("-c", OPEN, str(workspace))) for _ in range(5))
    rows = [
        promise("build the workspace from files", BUILD_S, built["seconds"], "s", files_written_s=written, **scaled),
        promise("build the workspace from files: peak memory", BUILD_GB, built["gigabytes"], "GB", **scaled),
        promise("workspace opens, new process", OPEN_S, opened, "s", **scaled),
    ]
    print(document("build", rows))


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True, text=True,
                          env=_environment())  # fmt: skip
    return done.stdout


def _environment() -> dict[str, str]:
    import os

    return {**os.environ, "PYTHONPATH": str(ROOT)}


if __name__ == "__main__":
    main()
