"""The map: a million parcels drawn whole and in windows, frames while the hand moves, beside QGIS.

    python benchmarks/render.py [--quick]

Software OpenGL is what is measured on a machine without a graphics card. The frames need a display (dev.py
gives one). Where QGIS is installed it draws the same GeoPackage at the same size in the same run.
"""

import argparse
import dataclasses
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import shapely

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "benchmarks" / "render_parts"
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model import themes  # noqa: E402
from kangbashi_gis.model.schema import Theme  # noqa: E402
from kangbashi_gis.model.symbol import Fill, LayerState  # noqa: E402
from kangbashi_gis.model.table import Table  # noqa: E402
from kangbashi_gis.operations.workspace import create_workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402
from kangbashi_gis.render import cache, labels, prepare  # noqa: E402
from kangbashi_gis.render.contexts import windowless  # noqa: E402
from kangbashi_gis.render.graphics import Easel  # noqa: E402
from kangbashi_gis.render.lettering import application, letter  # noqa: E402
from kangbashi_gis.render.offscreen import prepared  # noqa: E402
from kangbashi_gis.render.reading import reader  # noqa: E402
from kangbashi_gis.render.scene import Drawable, Scene  # noqa: E402
from kangbashi_gis.render.view import View  # noqa: E402

MANY, FEW = 1_000_000, 10_000
SIDE_M = 30.0  # of a parcel
X, Y = 400_000.0, 4_380_000.0
SIZE = 1600, 1000
# windows in kilometres (0: the whole extent), the promise in seconds, and how many times faster than QGIS
WINDOWS = ((0, 0.4, 30), (16, 0.25, 10), (4, 0.06, None), (1, 0.03, None))
BUILD_S, FIRST_S, CITY_S, FRAME_MS, BLOCK_MS, MEMORY_MB = 60.0, 3.0, 0.15, 33.0, 50.0, 800.0
RESTYLE_S = 5.0  # nobody has promised this; it is the time after which people look elsewhere
FIRST = (
    "import sys; from pathlib import Path; from benchmarks.render import PARCELS, drawables_of, parcels_space;"
    "from kangbashi_gis.render.lettering import application; from kangbashi_gis.render.offscreen import picture;"
    "application(); space = parcels_space(Path(sys.argv[1]));"
    "picture(space.store, drawables_of(space), (1600, 1000), None).save(sys.argv[2])"
)
IMPORTS = (
    "import sys, shutil, itertools; from pathlib import Path; from kangbashi_gis.progress import silent\n"
    "from kangbashi_gis.operations.sample import build_sample\n"
    "from kangbashi_gis.ui.worker import give_way\n"
    "if __name__ == '__main__':\n"
    "    give_way()\n"
    "    for turn in itertools.count():\n"
    "        build_sample(Path(sys.argv[1]) / f'导入 {turn}', 'small', silent).close()\n"
    "        print(turn, flush=True)\n"
)
PARCELS: Theme = dataclasses.replace(
    themes.theme("parcels"), symbol=Fill("#f6efe0", "#b8a888", 0.15), label=None, most_scale=float("inf")
)


def main() -> None:
    """Print the document."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    application()
    count = FEW if quick else MANY
    scaled = {"scaled": f"{count:,} parcels instead of {MANY:,}"} if quick else {}
    folder = parcels(count)
    rows = preparing(folder, scaled) + windows(folder, qgis_s(folder) if not quick else {}, scaled)
    rows.append(
        promise("new process to the first complete picture, caches present", FIRST_S, first_s(folder), "s", **scaled)
    )
    rows += [] if quick else moving(folder, "parcels", quick, scaled) + restyling(folder, scaled)
    district = "small" if quick else "city"
    city = {"scaled": "small district instead of city"} if quick else {}
    rows += redrawing(workspace_of(district), city) + moving(workspace_of(district), "city", quick, city)
    print(document("render", rows))


def parcels(count: int) -> Path:
    """Give a workspace of made-up parcels with 8 corners, each shared with its neighbours; built once."""
    folder = ROOT / "workspaces" / f"parcels-{count}"
    if not (folder / "project.toml").exists():
        shutil.rmtree(folder, ignore_errors=True)
        shapes = lattice(count)
        codes = np.array([f"150699001001GB{number:07d}" for number in range(count)], object)
        with create_workspace(folder, "宗地") as space, space.change("data.import", "parcels") as change:
            for start in range(0, count, 50_000):
                some = slice(start, start + 50_000)
                change.writer.append(
                    themes.theme("parcels"),
                    Table({"code": codes[some], "area_m2": shapely.area(shapes[some])}, shapes[some]),
                )
    open_workspace(folder).close()  # one that an older program made is brought up, or it would be read as a copy
    return folder


def lattice(count: int) -> np.ndarray:
    """Give parcels that tile the ground: corners and side middles moved a little, the same on both sides."""
    rng = np.random.default_rng(1)
    rows = round((count / 1.6) ** 0.5)
    columns = -(-count // rows)
    across, up = np.meshgrid(np.arange(2 * columns + 1), np.arange(2 * rows + 1))
    nodes = np.stack([across, up], axis=-1) * SIDE_M / 2 + rng.uniform(-0.08, 0.08, (*across.shape, 2)) * SIDE_M
    nodes += np.array([X, Y])
    column, row = (axis.ravel()[:count] * 2 for axis in np.meshgrid(np.arange(columns), np.arange(rows)))
    steps = [(0, 0), (1, 0), (2, 0), (2, 1), (2, 2), (1, 2), (0, 2), (0, 1), (0, 0)]
    rings = np.stack([nodes[row + down, column + right] for right, down in steps], axis=1)
    offsets = np.arange(count + 1)
    return shapely.from_ragged_array(shapely.GeometryType.POLYGON, rings.reshape(-1, 2), (offsets * 9, offsets))


def parcels_space(folder: Path) -> Any:
    """Open the workspace of parcels."""
    return open_workspace(folder, read_only=True)


def drawables_of(space: Any) -> list[Drawable]:
    """Give the parcels, filled and outlined at every scale."""
    ready = cache.find(space.folder / "cache", PARCELS)
    assert ready is not None
    return [Drawable(PARCELS, ready, LayerState("parcels"))]


def preparing(folder: Path, scaled: dict[str, str]) -> list[dict[str, Any]]:
    """Measure the making of the caches, and their size beside the layer's own."""
    shutil.rmtree(folder / "cache" / cache.FOLDER, ignore_errors=True)
    begun = time.perf_counter()
    made = prepare.prepare(folder / "city.gpkg", folder / "cache", PARCELS, silent)
    seconds = time.perf_counter() - begun
    size = sum(one.stat().st_size for one in made.rglob("*") if one.is_file())
    whole = (folder / "city.gpkg").stat().st_size
    return [
        promise("make the caches", BUILD_S, round(seconds, 1), "s", **scaled),
        promise("size of the caches, of the layer's own", 1.0, round(size / whole, 2), "ratio",
                caches_mb=round(size / 1e6), layer_mb=round(whole / 1e6), **scaled),
    ]  # fmt: skip


def windows(folder: Path, peers: dict[str, float], scaled: dict[str, str]) -> list[dict[str, Any]]:
    """Measure drawing, filled and outlined, from warm data."""
    rows = []
    with parcels_space(folder) as space, windowless() as graphics:
        scene = Scene(graphics)
        scene.show(drawables_of(space))
        easel = Easel(graphics, *SIZE)
        extent = scene.extent
        assert extent is not None
        for kilometres, limit, times in WINDOWS:
            view = View(0, 0, 1, *SIZE).fitted(extent, 0.0)
            view = dataclasses.replace(view, metres=kilometres * 1000 / SIZE[0]) if kilometres else view
            figure = timed(lambda view=view: (scene.paint(easel, view), graphics.ctx.finish()))
            peer = peers.get(str(kilometres))
            more = {"times_faster": round(peer / figure, 1), "wanted_times": times} if peer else {}
            name = f"a {kilometres} km window" if kilometres else "the whole extent"
            rows.append(promise(f"draw {name}", limit, round(figure, 4), "s", **more, **scaled, peer=peer))
        scene.release()
    return rows


def timed(work: Callable[[], object], turns: int = 5) -> float:
    """Give the median of some turns, after one to warm up."""
    work()
    seconds = []
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def first_s(folder: Path) -> float:
    """Start a process and wait for its picture."""
    with tempfile.TemporaryDirectory() as place:
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", FIRST, str(folder), f"{place}/图.png"], cwd=ROOT, check=True)
        return round(time.perf_counter() - begun, 2)


def redrawing(folder: Path, scaled: dict[str, str]) -> list[dict[str, Any]]:
    """Measure a full redraw of the district, all themes and names on: the slowest of several scales."""
    figures = {}
    with open_workspace(folder, read_only=True) as space, windowless() as graphics:
        scene = Scene(graphics)
        scene.show(prepared(space.store, folder / "cache", themes.first_layers()))
        easel, texts = Easel(graphics, *SIZE), labels.Texts(reader(space.store))
        xmin, ymin, xmax, ymax = space.store.extent(themes.theme("buildings"))
        for scale in (60_000, 20_000, 8_000, 3_000, 1_000):
            view = View((xmin + xmax) / 2, (ymin + ymax) / 2, 1.0, *SIZE).with_scale(scale)
            figures[f"1:{scale}"] = round(timed(lambda view=view: redraw(scene, easel, texts, view)), 4)
        scene.release()
    return [
        promise("full redraw, all themes and names on", CITY_S, max(figures.values()), "s", by_scale=figures, **scaled)
    ]


def redraw(scene: Scene, easel: Easel, texts: labels.Texts, view: View) -> None:
    """Paint a view, lay out its names and letter them."""
    scene.paint(easel, view)
    placed = labels.layout(view, [(layer.prepared, layer.theme) for layer in scene.shown(view)], texts)
    for words in {one.words for one in placed}:
        letter(words)
    scene.graphics.ctx.finish()


def moving(folder: Path, what: str, quick: bool, scaled: dict[str, str]) -> list[dict[str, Any]]:
    """Measure frames in a window while the hand pans and zooms: alone, and (not when quick) beside an import."""
    alone = frames(folder, what, quick)
    frame = f"{what}: from a movement of the hand to the frame that shows it, p95"
    rows = [
        promise(frame, FRAME_MS, alone.get("p95_ms"), "ms", **scaled, **alone),
        promise(f"{what}: longest block of the window's thread", BLOCK_MS, alone.get("block_ms"), "ms", **scaled),
    ]
    if not quick:
        with importing() as turns:
            busy = {**frames(folder, what, quick), "imports": turns()}
        rows.append(promise(f"{frame}, while an import runs", FRAME_MS, busy.get("p95_ms"), "ms", **scaled, **busy))
    if what == "parcels":
        rows.append(promise("memory above the bare window", MEMORY_MB, alone.get("memory_mb"), "MB", **scaled))
    return rows


def restyling(folder: Path, scaled: dict[str, str]) -> list[dict[str, Any]]:
    """Measure how long a layer in a window takes to be drawn in another style, and how it holds the window up."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        return [promise("another style, until it is drawn", RESTYLE_S, None, "s", missing="no display", **scaled)]
    command = [sys.executable, str(PARTS / "restyle.py"), str(folder)]
    found = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    slowest = max(one["s"] for one in found["styles"].values())
    return [
        promise("another style, until it is drawn", RESTYLE_S, slowest, "s", styles=found["styles"], **scaled),
        promise("another style: longest block of the window's thread", BLOCK_MS, found["block_ms"], "ms", **scaled),
        promise("another style: memory above the bare window", MEMORY_MB, found["memory_mb"], "MB", **scaled),
    ]


def frames(folder: Path, what: str, quick: bool) -> dict[str, Any]:
    """Run `render_parts/window.py` and give what it says; nothing where there is no display."""
    if sys.platform == "linux" and not os.environ.get("DISPLAY"):
        return {"missing": "no display"}
    seconds = "1" if quick else "8"
    command = [sys.executable, str(PARTS / "window.py"), str(folder), what, seconds]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def importing() -> Iterator[Callable[[], int]]:
    """Let another process import files as the window's worker does, district after district; gives how many."""
    with tempfile.TemporaryDirectory(prefix="kangbashi-gis-bench-") as place:
        script, log = Path(place) / "imports.py", Path(place) / "done"
        script.write_text(IMPORTS, encoding="utf-8")
        path = {**os.environ, "PYTHONPATH": str(ROOT)}
        with (
            log.open("w") as file,
            subprocess.Popen([sys.executable, str(script), place], env=path, stdout=file) as process,
        ):
            yield lambda: len(log.read_text().split())
            process.terminate()


def qgis_s(folder: Path) -> dict[str, float]:
    """Let QGIS draw the same windows; nothing where it is not installed."""
    if not shutil.which("qgis"):
        return {}
    script = PARTS / "peer.py"
    kilometres = [str(window[0]) for window in WINDOWS]
    command = ["/usr/bin/python3", str(script), str(folder / "city.gpkg"), *kilometres]
    # QGIS may crash on leaving, after it has said what was asked
    done = subprocess.run(command, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"}, stdout=subprocess.PIPE)
    found: dict[str, float] = json.loads(done.stdout or b"{}")
    return found


if __name__ == "__main__":
    main()
