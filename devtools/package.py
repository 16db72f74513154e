"""Freezes the program with PyInstaller and proves that the folder works where there is no Python.

The proof runs from a copy whose path has Chinese and a blank in it, with no PATH, no home of ours and none of
our environment: first without a display (all but the window), then with one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from devtools.environment import ROOT
from devtools.trouble import Trouble

SPEC = ROOT / "installer" / "kangbashi_gis.spec"
DIST = ROOT / "dist"
PROGRAM = "kangbashi-gis.exe" if os.name == "nt" else "kangbashi-gis"


def freeze() -> Path:
    """Build the folder `dist/kangbashi-gis`; gives it."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(ROOT / "build"), str(SPEC)]
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        raise Trouble("the program could not be frozen; the lines above say why.")
    return DIST / "kangbashi-gis"


def prove(folder: Path) -> None:
    """Run the frozen program's own test from a copy, without and with a display."""
    with tempfile.TemporaryDirectory() as somewhere:
        copy = Path(somewhere) / "程序 副本"
        shutil.copytree(folder, copy, symlinks=True)
        for display in ({}, _display()):
            _self_test(copy / PROGRAM, Path(somewhere), display)


def _self_test(program: Path, home: Path, display: dict[str, str]) -> None:
    print(f"== self-test {'with a display' if display else 'without a display'}", flush=True)
    empty = home / "nothing on the path"
    empty.mkdir(exist_ok=True)
    bare = {"HOME": str(home), "PATH": str(empty), "LANG": "C.UTF-8", **display}
    if os.name == "nt":
        bare |= {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "USERPROFILE") if name in os.environ}
    if subprocess.run([str(program), "self-test"], env=bare, cwd=home, check=False).returncode:
        raise Trouble("the frozen program does not pass its own test; the lines above say which part failed.")


def _display() -> dict[str, str]:
    names = ("DISPLAY", "XAUTHORITY", "QT_QPA_PLATFORM")
    return {name: os.environ[name] for name in names if name in os.environ}


def size_mb(folder: Path) -> int:
    """Give how much disk the folder takes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if not file.is_symlink()) // 1_000_000


def main() -> int:
    """Freeze, prove, say where it lies."""
    folder = freeze()
    prove(folder)
    print(f"{folder} ({size_mb(folder)} MB) is ready: start {folder / PROGRAM}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Trouble as trouble:
        sys.exit(f"dev.py: {trouble}")
