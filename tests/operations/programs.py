"""What tests of workspaces share: a small edit, and another program that is in the middle of one."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np

from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ROADS
from kangbashi_gis.operations.workspace import Workspace

ROOT = Path(__file__).resolve().parents[2]


def rename(space: Workspace, name: str) -> None:
    with space.change("edit", "roads") as change:
        change.writer.update(ROADS, np.array([1]), Table({"name": [name]}))


def road(space: Workspace) -> str:
    return str(space.store.read(ROADS, np.array([1])).columns["name"][0])


def other_program(folder: Path, work: str) -> "subprocess.Popen[str]":
    """Start a program that has the workspace open and runs one line of work in a change, then waits."""
    lines = (
        "import sys",
        "from pathlib import Path",
        "import numpy as np",
        "from kangbashi_gis.model.table import Table",
        "from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS, ROADS",
        "from kangbashi_gis.operations.workspace import open_workspace",
        "if __name__ == '__main__':",
        "    space = open_workspace(Path(sys.argv[1]))",
        "    with space.change('edit', 'roads') as change:",
        f"        {work}",
        "        print('ready', flush=True)",
        "        sys.stdin.readline()",
    )
    script = folder.parent / "另一个程序.py"
    script.write_text("\n".join(lines), encoding="utf-8")
    here = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(script), str(folder)]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=here)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    return program
