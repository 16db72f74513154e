"""Printed sheets: A0 as PNG and PDF with all themes and names, a hundred parcel sheets, the sheet beside the screen.

    python benchmarks/print.py [--quick]

Each sheet is made in a process of its own, so that its peak of memory is its own. What poppler says of the PDF is asked
of `pdfinfo`, `pdffonts`, `pdftotext` and `pdftoppm` where they are installed; else the document says that they are not.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.imagery.ground import Backdrop  # noqa: E402
from kangbashi_gis.model.page import Box, MapFrame, Page, Text  # noqa: E402
from kangbashi_gis.model.page.subject import NOTHING  # noqa: E402
from kangbashi_gis.model.themes import first_layers  # noqa: E402
from kangbashi_gis.operations import page_templates, print_subjects, printing  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402

A0_S, PEAK_MB, PDF_MB, PARCELS_S, OFF_MM, PIXELS = 60.0, 1000.0, 30.0, 60.0, 0.1, 0.02
PARCELS, QUICK_PARCELS = 100, 2
TITLE = "康巴什区全要素图"  # what pdftotext has to find


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--task", default="")
    parser.add_argument("--out", type=Path)
    said = parser.parse_args()
    if said.task:
        print(json.dumps(TASKS[said.task](said.out, said.quick)))
        return
    scaled = {"scaled": "small district, A5, 100 dpi, two parcels"} if said.quick else {}
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        png, pdf, parcels = (_done(task, room, said.quick) for task in ("png", "pdf", "parcels"))
        size = (room / "图.pdf").stat().st_size / 1e6
        rows = [
            promise(
                "A0 at 600 dpi as PNG, city, all themes and names", A0_S, png["s"], "s", cpu_s=png["cpu_s"], **scaled
            ),
            promise("the same: peak of memory", PEAK_MB, png["peak_mb"], "MB", **scaled),
            promise("A0 as vector PDF, the same", A0_S, pdf["s"], "s", cpu_s=pdf["cpu_s"], **scaled),
            promise("the same: size", PDF_MB, round(size, 2), "MB", **scaled),
            *_poppler(room / "图.pdf", scaled),
            promise("100 parcel sheets, A4, PDF", PARCELS_S, parcels["s"], "s", cpu_s=parcels["cpu_s"], **scaled),
            promise("lengths on paper, measured in the PDF: most off", OFF_MM, _off_mm(room), "mm", **scaled),
            promise(
                "pixels of a sheet at 96 dpi that differ much from the screen's picture", PIXELS, _differing(), "share"
            ),
        ]
    print(document("print", rows, poppler=shutil.which("pdftotext") is not None))


def _done(task: str, room: Path, quick: bool) -> dict[str, Any]:
    """Do a task in a process of its own; the quick ones here, where their peak is that of all of them."""
    if quick:
        return TASKS[task](room, quick)
    words = [sys.executable, __file__, "--task", task, "--out", str(room), *(["--quick"] if quick else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _space(quick: bool) -> Workspace:
    return open_workspace(workspace_of("small" if quick else "city"), read_only=True)


def _whole(quick: bool) -> Page:
    """Give a sheet with everything on it, whatever the limits of scale."""
    wide, high = (210.0, 148.0) if quick else (1189.0, 841.0)
    frame = MapFrame("图", Box(20, 30, wide - 40, high - 50), every_scale=True, around=0.02)
    return Page(TITLE, wide, high, (frame, Text("图名", Box(20, 8, wide - 40, 16), "{title}", 30.0, across="middle")))


def _sheet(out: Path, quick: bool) -> dict[str, Any]:
    from kangbashi_gis.render.page.output import drawer

    order = printing.Order(_whole(quick), {"title": TITLE}, 100.0 if quick else 600.0)
    with _space(quick) as space:
        return _timed(lambda: printing.print_sheet(space, order, NOTHING, out, drawer(Backdrop(), []), silent))


def _parcels(folder: Path, quick: bool) -> dict[str, Any]:
    from kangbashi_gis.render.page.output import drawer

    order = printing.Order(page_templates.template("parcel_sheet"), pattern="{code}.pdf")
    with _space(quick) as space:
        some = print_subjects.every(space, "parcels")[: QUICK_PARCELS if quick else PARCELS]
        out = folder / "宗地图"
        return _timed(lambda: printing.print_each(space, order, some, out, drawer(Backdrop(), []), silent))


TASKS = {
    "png": lambda room, quick: _sheet(room / "图.png", quick),
    "pdf": lambda room, quick: _sheet(room / "图.pdf", quick),
    "parcels": _parcels,
}


def _timed(work: Any) -> dict[str, Any]:
    import resource

    start, processor = time.perf_counter(), time.process_time()
    work()
    seconds, used = time.perf_counter() - start, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"s": round(seconds, 2), "cpu_s": round(used, 2), "peak_mb": round(peak, 1)}


def _poppler(file: Path, scaled: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask poppler whether it reads the file without a word, finds its text, and has all its fonts in it."""
    if not shutil.which("pdftotext"):
        return []
    complaints = 0
    for words in (["pdfinfo", str(file)], ["pdftoppm", "-r", "20", str(file), str(file.with_suffix(""))]):
        complaints += len(subprocess.run(words, capture_output=True, text=True, check=False).stderr.splitlines())
    text = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout.splitlines()[2:]
    loose = sum(not re.search(r"\byes yes yes\b", line) for line in fonts)
    return [
        promise("complaints of poppler about it", 0, complaints, "lines", **scaled),
        promise("title not found by pdftotext", 0, int(TITLE not in text), "texts", **scaled),
        promise("fonts that are not embedded, or cannot be searched", 0, loose, "fonts", fonts=len(fonts), **scaled),
    ]


def _off_mm(room: Path) -> float:
    """Print a map of known lines, and measure them in the file: how far off the worst one is."""
    from kangbashi_gis.render.page import pdf
    from kangbashi_gis.render.page.fonts import typeface
    from kangbashi_gis.render.page.ink import Sheet, Stroke, segments

    ends = np.random.default_rng(1).uniform(0, 800, (200, 4)).round(3)
    file = room / "量.pdf"
    lines = Stroke(*segments([(a, b, c, d) for a, b, c, d in ends.tolist()]), "#000000", 0.2)
    pdf.write([Sheet(841.0, 841.0, (lines,))], file, typeface(), silent)
    import zlib

    streams = re.findall(rb"stream\n(.*?)\nendstream", file.read_bytes(), re.DOTALL)
    content = next(text for text in map(zlib.decompress, streams) if b" cm" in text)
    unit = float(content.split()[0]) / 72 * 25.4  # millimetres
    found = np.array(re.findall(rb"(\d+) (\d+) m\n(\d+) (\d+) l\n", content), np.float64) * unit
    asked = np.hypot(ends[:, 2] - ends[:, 0], ends[:, 3] - ends[:, 1])
    return round(float(np.abs(np.hypot(found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]) - asked).max()), 4)


def _differing() -> float:
    """Draw the small district on a sheet and as the screen does, without names, and compare the pixels."""
    from kangbashi_gis.operations.styles import styles
    from kangbashi_gis.render.contexts import windowless
    from kangbashi_gis.render.lettering import to_array
    from kangbashi_gis.render.offscreen import painted
    from kangbashi_gis.render.page import atlas, bands
    from kangbashi_gis.render.page.compose import begun, composed
    from kangbashi_gis.render.scene import Scene
    from kangbashi_gis.render.view import View

    wide, high = 800, 500
    size = wide * 25.4 / 96, high * 25.4 / 96
    with _space(True) as space, atlas.opened(space, first_layers(), styles(space), Backdrop()) as book:
        frame = MapFrame("图", Box(0, 0, *size), 10_000.0, labels=False, border_mm=0.0, background="#f5f3ee")
        work = begun(Page("图", *size, (frame,)), book, {}, styles(space))
        mine = to_array(bands.image(composed(work), 96.0, book.face))[..., :3].astype(int)
        seen = work.places["图"].view
        with windowless() as graphics:
            scene = Scene(graphics)
            scene.show(book.layers((), every_scale=False))
            view = View(seen.x, seen.y, 1.0, wide, high).with_scale(10_000.0)
            screen = to_array(painted(scene, view))[..., 2::-1].astype(int)
            scene.release()
    return round(float((np.abs(mine - screen).max(axis=2) > 48).mean()), 4)


if __name__ == "__main__":
    main()
