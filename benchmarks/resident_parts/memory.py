"""What a process that looked a thousand people up still has in its memory once it has locked."""

import ctypes
import gc
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.resident_parts import staff
from benchmarks.resident_parts.values import Values, found_in
from kangbashi_gis.model.account import Role

ROOT = Path(__file__).resolve().parents[2]
PR_SET_DUMPABLE = 4
CONTROL = "150699190001019999"  # is in the memory on purpose: who does not find it, finds nothing
PIECE = 64 << 20


def remains(folder: Path, room: Path, names: list[str], values: Values, who: str = "memory") -> dict[str, Any]:
    """Let a process of its own look the names up and lock, and search all that it then holds.

    who: `memory` for the operations alone, `window_memory` for the window.
    """
    listed, dumped = room / "names.txt", room / "memory.bin"
    listed.write_text("\n".join(names), encoding="utf-8")
    code = (
        f"import sys; from pathlib import Path; from benchmarks.resident_parts import {who};"
        f" {who}.look_up_and_lock(*map(Path, sys.argv[1:]))"
    )
    command = [sys.executable, "-c", code, str(folder), str(listed), str(dumped)]
    asked = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    wanted = Values(values.id_numbers | {CONTROL}, values.phones, frozenset())
    found: Counter[str] = Counter()
    with dumped.open("rb") as stream:
        while piece := stream.read(PIECE):
            found.update("control" if value == CONTROL else kind for kind, value in found_in(piece, wanted))
    size = dumped.stat().st_size
    dumped.unlink()
    return {"found": found, "people": int(asked), "megabytes": round(size / 1e6, 1)}


def look_up_and_lock(folder: Path, listed: Path, dumped: Path) -> None:
    """Look people up masked, open each card, lock; then write down all of the memory. Prints how many were shown."""
    from kangbashi_gis.operations import residents
    from kangbashi_gis.operations.workspace import open_workspace

    control = CONTROL[:9] + CONTROL[9:]
    shown = 0
    with open_workspace(folder) as space:
        staff.enter(space, Role.CLERK)
        for name in listed.read_text(encoding="utf-8").splitlines():
            answer = residents.find(space, name)
            shown += len(answer.people)
            for one in answer.people[:1]:
                residents.card(space, one.id)
        space.lock()
        gc.collect()
        dump(dumped)
    print(shown, flush=True)
    assert len(control) == len(CONTROL)


def dump(to: Path) -> None:
    """Write down all of this process's memory but the files that are mapped read-only."""
    # the program has forbidden it; this process asks for its own
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
    with Path("/proc/self/maps").open() as maps, Path("/proc/self/mem").open("rb", 0) as memory, to.open("wb") as out:
        for line in list(maps):
            where, rights, *_, path = [*line.split(maxsplit=5), ""][:6]
            if not rights.startswith("r") or path.startswith("[v") or (path.startswith("/") and "w" not in rights):
                continue
            start, end = (int(one, 16) for one in where.split("-"))
            memory.seek(start)
            try:
                out.write(memory.read(end - start))
            except OSError:  # a guard page
                continue
