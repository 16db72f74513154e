"""Parcels that tile a district, any number of them, and a shapefile of them; faults are planted where wanted."""

from pathlib import Path

import numpy as np
import shapely

X, Y, WIDTH_M = 384_000.0, 4_383_000.0, 20.0
SEED = 150_603


def tiled(count: int) -> np.ndarray:
    """Give at least so many parcels of eight corners, whose neighbours share them."""
    chance = np.random.default_rng(SEED)
    side = int(np.ceil(np.sqrt(count)))
    corners = np.stack(np.meshgrid(np.arange(side + 1), np.arange(side + 1)), -1) * WIDTH_M + (X, Y)
    corners = corners + chance.uniform(-3, 3, corners.shape)
    row, column = np.divmod(np.arange(side * side), side)
    south_west, south_east = corners[row, column], corners[row, column + 1]
    north_east, north_west = corners[row + 1, column + 1], corners[row + 1, column]
    ring = [south_west, south_east, north_east, north_west]
    between = [(one + other) / 2 for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)]
    return np.asarray(shapely.polygons(np.stack([one for pair in zip(ring, between, strict=True) for one in pair], 1)))


def faulty(count: int, wrong: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Give parcels, which of them are half a metre too wide, and how many are missing."""
    chance = np.random.default_rng(SEED + 1)
    parcels = tiled(count)
    side = int(np.sqrt(len(parcels)))
    inner = np.array([i for i in range(len(parcels)) if 1 < i % side < side - 2 and 1 < i // side < side - 2])
    # far enough apart that no two faults meet
    chosen = inner[(inner % side % 4 == 0) & (inner // side % 4 == 0)]
    chosen = chance.permutation(chosen)[: 2 * wrong]
    wide, gone = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 :]
    parcels[wide] = shapely.buffer(parcels[wide], 0.5, join_style="mitre")
    return np.delete(parcels, gone), np.flatnonzero(np.delete(np.isin(np.arange(len(parcels)), wide), gone)), len(gone)


def shapefile(path: Path, count: int) -> Path:
    """Write a shapefile with a code, an address, a use and an area for each parcel, in GBK."""
    from pyogrio.raw import write

    parcels = tiled(count)[:count]
    columns = [
        np.array([f"150603{i // 100_000:06d}GB{i % 100_000:05d}" for i in range(count)], object),
        np.array([f"示例大街{i % 9999}号" for i in range(count)], object),
        np.array(["0701", "0702", "0501", "0801"], object)[np.arange(count) % 4],
        shapely.area(parcels),
    ]
    write(
        path, shapely.to_wkb(parcels), columns, np.array(["ZDDM", "坐落", "用途", "面积"], object),
        geometry_type="Polygon", crs="EPSG:4546", driver="ESRI Shapefile", encoding="GBK",
    )  # fmt: skip
    return path
