"""Rasters under the map: a file of 10 GB beside one of 5 MB: the first picture, pieces, frames while the hand moves.

    python benchmarks/raster.py [--quick]

The large file is sparse, with overviews, and filled where it is looked at from near.
--quick makes 7 MB of it, and draws three pieces of each.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import rasterio
from rasterio.enums import Resampling
from rasterio.transform import from_origin
from rasterio.windows import Window

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from kangbashi_gis.imagery.ground import Backdrop, Box, Ground, Shown  # noqa: E402
from kangbashi_gis.imagery.painter import Painter  # noqa: E402
from kangbashi_gis.render.contexts import windowless  # noqa: E402
from kangbashi_gis.render.lettering import application  # noqa: E402
from kangbashi_gis.render.stage import Lacking, Stage  # noqa: E402
from kangbashi_gis.render.view import View  # noqa: E402

CRS = "EPSG:4546"
LARGE, SMALL, TINY = 57_600, 1_280, 1_536  # pixels of a side, three bands each
PIXEL_M = 0.2
X, Y = 394_000.0, 4_388_000.0
FILLED = 4_096  # pixels of a side in the middle that hold something
SIZE = 1600, 1000
TIMES, FRAME_MS, FIRST_S = 1.5, 33.0, 3.0


def main() -> None:
    """Measure and print one JSON document."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        large = made(Path(folder) / "大.tif", TINY if quick else LARGE)
        small = made(Path(folder) / "小.tif", SMALL)
        found = dict(zip(("large", "small"), measured([large, small], quick), strict=True))
        size = apparent(large.path)
    times = found["large"]["piece_ms"] / found["small"]["piece_ms"]
    promises = [promise("a piece of the large file, in pieces of the small one", TIMES, round(times, 2), "")]
    if not quick:
        promises += [
            promise("first picture of the large file, its process included", FIRST_S, found["large"]["first_s"], "s"),
            promise("frame while the hand moves, processor, p95", FRAME_MS, found["large"]["frame_ms"], "ms"),
        ]
    print(document("raster", promises, large_gb=round(size / 1e9, 2), **found))


def made(path: Path, side: int) -> Ground:
    """Write a tiled raster, sparse but for its middle, with overviews."""
    profile = {"driver": "GTiff", "count": 3, "height": side, "width": side, "dtype": "uint8", "crs": CRS}
    profile |= {"tiled": True, "blockxsize": 512, "blockysize": 512, "interleave": "pixel", "BIGTIFF": "YES"}
    part = min(FILLED, side)
    values = np.random.default_rng(1).integers(0, 255, (3, part, part), np.uint8)
    low = (side - part) // 2 // 512 * 512
    with rasterio.open(
        path, "w", transform=from_origin(X, Y, PIXEL_M, PIXEL_M), SPARSE_OK=True, **profile
    ) as file:  # fmt: skip
        file.write(values, window=Window(low, low, part, part))
    with rasterio.Env(SPARSE_OK_OVERVIEW="ON"), rasterio.open(path, "r+") as file:
        levels = [2**one for one in range(1, 9) if side / 2**one > 128]
        file.build_overviews(levels, Resampling.nearest)
    return Ground(path.stem, path, "raster")


def apparent(path: Path) -> int:
    """How large a raster is when it is not sparse."""
    with rasterio.open(path) as file:
        return file.width * file.height * file.count


def measured(grounds: list[Ground], quick: bool) -> list[dict[str, float]]:
    """Give for each file the time of a piece and, unless quick, to the first picture and of the frames of a pan."""
    painter = Painter()
    pieces = [piece_ms(painter, one, quick) for one in grounds]
    painter.close()
    return [
        {"piece_ms": piece, **({} if quick else panned(one))} for piece, one in zip(pieces, grounds, strict=True)
    ]  # fmt: skip


def middle_of(ground: Ground) -> tuple[float, float]:
    """Give the middle of a file."""
    with rasterio.open(ground.path) as file:
        return X + file.width * PIXEL_M / 2, Y - file.height * PIXEL_M / 2


def piece_ms(painter: Painter, ground: Ground, quick: bool) -> float:
    """Give the median time of a piece of 512 pixels from near and from far, in milliseconds."""
    x, y = middle_of(ground)
    took = []
    for count in range(3 if quick else 30):
        metres = PIXEL_M * (1.0, 1.7, 4.3)[count % 3]
        box = Box(x - 256 * metres + count, y + 256 * metres, metres, 512, 512)
        begun = time.perf_counter()
        painter.picture(ground, CRS, box)
        if count:
            took.append(time.perf_counter() - begun)
    return round(statistics.median(took) * 1000, 1)


def panned(ground: Ground) -> dict[str, float]:
    """Give the time until a first picture, a new process included, and the processor time of frames of a pan."""
    application()
    with windowless() as graphics:
        stage = Stage(graphics, None)
        stage.scene.lay_under(Backdrop(CRS, (Shown(ground),)))
        target = graphics.ctx.framebuffer([graphics.ctx.renderbuffer(SIZE, 4)])
        view = View(*middle_of(ground), PIXEL_M, *SIZE)
        begun = time.perf_counter()
        while stage.frame(target, view, 0.018, False) is Lacking.PICTURE:
            time.sleep(0.004)
        first = time.perf_counter() - begun
        took = []
        for _ in range(120):
            view = view.moved(-12, -5)
            before = time.thread_time()
            stage.frame(target, view, 0.010, True)
            took.append(time.thread_time() - before)
            time.sleep(0.008)
        stage.release()
        target.release()
    return {"first_s": round(first, 2), "frame_ms": round(sorted(took)[int(len(took) * 0.95)] * 1000, 1)}


if __name__ == "__main__":
    main()
