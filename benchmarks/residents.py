"""The people look-up, from the question to the masked answer that is in the log, beside the disk's own pace.

    python benchmarks/residents.py [--quick]

Each look-up is on the disk before it is answered: the promise is therefore above what one fsync costs here. What
writing the log takes of it stands beside each number.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model.events import EventKind  # noqa: E402
from kangbashi_gis.model.person_name import is_han  # noqa: E402
from kangbashi_gis.model.readings import usual  # noqa: E402
from kangbashi_gis.model.themes import ADDRESSES  # noqa: E402
from kangbashi_gis.operations.residents import find  # noqa: E402
from kangbashi_gis.operations.upkeep import copy  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.store import people  # noqa: E402

ABOVE_MS = 20.0
STEP = 997  # a prime: people from all over the district


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        with open_workspace(workspace_of("small" if quick else "city")) as space:
            copy(space, Path(folder) / "copy", silent)
        with open_workspace(Path(folder) / "copy") as space:
            print(document("residents", rows_of(space, Path(folder), 2 if quick else 100, quick)))


def rows_of(space: Workspace, folder: Path, count: int, quick: bool) -> list[dict[str, object]]:
    """Give a row for each kind of question."""
    asked = questions(space, count)
    find(space, asked["by ID number"][0])
    find(space, asked["by room"][0])
    disk = p99(times(lambda _: synced(folder), range(count)))
    log = p99(times(lambda _: space.note(EventKind.LOOKUP, subject="name", count=0), range(count)))
    scaled = {"scaled": "small district and few queries instead of city"} if quick else {}
    rows = []
    for kind, texts in asked.items():
        taken = times(lambda text: find(space, text), texts)
        rows.append(
            promise(f"resident {kind}, p99 above the disk's fsync p99", ABOVE_MS, round(max(p99(taken) - disk, 0.0), 2),
                    "ms", **scaled, p99_ms=p99(taken), median_ms=round(float(np.median(taken)), 2),
                    fsync_p99_ms=disk, log_p99_ms=log, queries=len(texts))
        )  # fmt: skip
    return rows


def questions(space: Workspace, count: int) -> dict[str, list[str]]:
    """Give what is asked, of people who live in the district."""
    total = space.store.count(ADDRESSES)
    fids = np.unique(np.arange(1, count * 8 + 1, dtype=np.int64) * STEP % total + 1)
    residents = space.vault.people_at(fids, count * 4)
    chosen = residents[:: max(len(residents) // count, 1)][:count]
    known = [people.whole(space.vault, one["id"])[0] for one in chosen]
    whole = [one for one in known if one is not None]
    table = space.store.read(ADDRESSES, fids[:count], columns=("full",), geometry=False)
    return {
        "by ID number": [one["id_number"] for one in whole if one["id_number"]],
        "by phone": [one["phone"] for one in whole if one["phone"]],
        "by room": [str(text) for text in table.columns["full"]],
        "by name": [one["name"] for one in whole],
        "by name in letters": [letters(one["name"]) for one in whole if all(map(is_han, one["name"]))],
    }


def letters(name: str) -> str:
    """Give a name as it is typed in letters."""
    return "".join(usual().get(sign, "") for sign in name)


def times(ask: Callable[..., object], values: Sequence[object]) -> list[float]:
    """Give the milliseconds of each."""
    taken = []
    for value in values:
        started = time.perf_counter()
        ask(value)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def synced(folder: Path) -> None:
    """Write a page and have it on the disk."""
    with (folder / "page").open("ab") as file:
        file.write(b"\0" * 4096)
        file.flush()
        os.fsync(file.fileno())


def p99(taken: Sequence[float]) -> float:
    """Give the 99th percentile, rounded."""
    return round(float(np.percentile(taken, 99)), 2)


if __name__ == "__main__":
    main()
