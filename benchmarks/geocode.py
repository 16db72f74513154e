"""Geocoding: a list of 50,000 addresses, and what a clicked place is called.

    python benchmarks/geocode.py [--quick]

The list is made by a fixed choice: three in four as recorded, short, with dashes, in full width or as a district
says it; the rest with a letter missing or wrong, half written, or of places that do not exist; some twice, some empty.
"""

import argparse
import csv
import os
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import numpy as np  # noqa: E402

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model.themes import theme  # noqa: E402
from kangbashi_gis.operations.geocoding_files import GeocodeReport, GeocodeTask, geocode_file  # noqa: E402
from kangbashi_gis.operations.reverse import reverse  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402

SEED = 150_603
BATCH_S, QUICK_S, REVERSE_MS = 10.0, 2.0, 2.0
ADDRESSES = theme("addresses")
FULL_WIDTH = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    scaled = {"scaled": "small district, 2,000 rows instead of 50,000"} if quick else {}
    rows, places = (2_000, 300) if quick else (50_000, 5_000)
    with open_workspace(workspace_of("small" if quick else "city")) as space:
        space.index.words()
        seconds, processor_s, report = batch(space, rows)
        times, cpu = reversed_ms(space, places)
        limit = QUICK_S if quick else BATCH_S
        promises = [
            promise(f"batch, {rows:,} rows", limit, round(seconds, 2), "s", **scaled,
                    processor_s=round(processor_s, 2), matched=report.matched,
                    doubtful=report.doubtful, unmatched=report.unmatched, empty=report.empty, texts=report.texts),
            promise("reverse lookup, p99", REVERSE_MS, at(times, 99), "ms", **scaled, median=at(times, 50),
                    processor_p99=at(cpu, 99), places=places),
        ]  # fmt: skip
    print(document("geocode", promises))


def batch(space: Workspace, rows: int) -> tuple[float, float, GeocodeReport]:
    """Give the seconds from the file to the finished file, by the clock and by the processors of both processes."""
    with tempfile.TemporaryDirectory() as folder:
        file, out = Path(folder) / "名单.csv", Path(folder) / "结果.csv"
        write_list(space, file, rows)
        started, worked = time.perf_counter(), sum(os.times()[:4])
        report = geocode_file(space, GeocodeTask(file, "地址", out), silent)
        return time.perf_counter() - started, sum(os.times()[:4]) - worked, report


def write_list(space: Workspace, file: Path, rows: int) -> None:
    """Write the list in GB18030, as most are."""
    chance = random.Random(SEED)
    table = space.store.read(ADDRESSES, columns=("full", "road", "compound"), geometry=False)
    picked = [chance.randrange(len(table)) for _ in range(rows)]
    texts = [changed(table.columns["full"][at], table.row(at), chance) for at in picked]
    with file.open("w", encoding="gb18030", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(["编号", "地址", "备注"])
        writer.writerows((number, text, f"备注{number}") for number, text in enumerate(texts))


def changed(full: str, row: dict[str, str | None], chance: random.Random) -> str:
    """Write an address as somebody might."""
    starts = [full.find(name) for name in (row["road"], row["compound"]) if name and name in full]
    short = full[min(starts, default=0) :]
    dashed = short.replace("号楼", "-").replace("单元", "-").replace("室", "").rstrip("-")
    at = chance.randrange(1, 3)
    ways = (
        (35, full),
        (25, short),
        (6, dashed),
        (5, short.translate(FULL_WIDTH)),
        (5, f"康巴什区{short}"),
        (9, short[:at] + short[at + 1 :]),
        (5, short[:at] + chance.choice("天地人和") + short[at + 1 :]),
        (4, short[:3]),
        (5, f"某省某市不存在路{chance.randrange(999)}号"),
        (1, ""),
    )
    return chance.choices([text for _, text in ways], [weight for weight, _ in ways])[0]


def reversed_ms(space: Workspace, count: int) -> tuple[list[float], list[float]]:
    """Give what each of many places takes, by the clock and by the processor; a fixed choice within the district."""
    extent = space.store.extent(ADDRESSES)
    assert extent is not None
    chance = random.Random(SEED)
    reverse(space, extent[0], extent[1])
    times, cpu = [], []
    for _ in range(count):
        x, y = chance.uniform(extent[0], extent[2]), chance.uniform(extent[1], extent[3])
        started, worked = time.perf_counter(), time.process_time()
        reverse(space, x, y)
        times.append((time.perf_counter() - started) * 1000)
        cpu.append((time.process_time() - worked) * 1000)
    return times, cpu


def at(times: list[float], percent: int) -> float:
    """Give a percentile, in milliseconds."""
    return round(float(np.percentile(times, percent)), 3)


if __name__ == "__main__":
    main()
