"""Makes a theme ready to be drawn: triangles, levels of detail, chunks, as plain arrays beside the store.

A plain function that takes `progress`, so that it can run in a worker process. Wiped and made again
whenever the store's stamp of the theme has moved on.
"""

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Categorised
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.render import cache, order
from kangbashi_gis.render.edges import twins
from kangbashi_gis.render.levels import LEVELS, Detail, detail, joined
from kangbashi_gis.render.places import extents, inner_points, middles
from kangbashi_gis.render.rings import Rings, gather, lines, points, polygons
from kangbashi_gis.store.base import Store

BATCH = 50_000
MOST_RANKS = 12


@dataclass(frozen=True)
class Pieces:
    """Pieces of some rows, in any order, with coordinates relative to the layer's origin."""

    fid: np.ndarray
    category: np.ndarray
    bounds: np.ndarray
    centre: np.ndarray
    side: np.ndarray
    levels: tuple[Detail, ...]


def prepare(store_path: Path, cache_folder: Path, theme: Theme, progress: Progress) -> Path:
    """Make a theme of the store at a path ready; gives the folder. Nothing is done when it already is."""
    # imported here: a worker process needs it, whoever hands over an open store does not
    from kangbashi_gis.store.geopackage import GeoPackageStore

    store = GeoPackageStore(store_path, read_only=True)
    try:
        return build(store, cache_folder, theme, progress)
    finally:
        store.close()


def build(store: Store, cache_folder: Path, theme: Theme, progress: Progress) -> Path:
    """Make a theme of an open store ready; gives the folder. Cancelling leaves nothing behind."""
    stamp = store.stamp(theme)
    found = cache.find(cache_folder, theme, stamp)
    if found:
        return found.folder
    folder = cache_folder / cache.FOLDER / cache.name_of(theme, stamp)
    # two threads of one process may be at the same theme, when the store changes while it is prepared
    aside = folder.with_name(f"{folder.name}.{os.getpid()}-{threading.get_ident()}.new")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    try:
        _write(store, theme, stamp, aside, progress)
        cache.publish(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    progress(1.0, "draw")
    return folder


def _write(store: Store, theme: Theme, stamp: int, aside: Path, progress: Progress) -> None:
    extent = store.extent(theme)
    origin = (0.0, 0.0)
    if extent and np.isfinite(extent).all():
        origin = (round((extent[0] + extent[2]) / 2), round((extent[1] + extent[3]) / 2))
    values: dict[Any, int] = {}
    found = list(_batches(store, theme, np.array(origin), values, part(progress, 0.0, 0.8)))
    pieces = _together(found)
    _arrange(
        pieces, _ranks(theme, values), np.array(origin, np.float64), (theme.shape, aside), part(progress, 0.8, 1.0)
    )
    low, high = pieces.bounds[:, :2] + origin, pieces.bounds[:, 2:] + origin
    real = [*low.min(axis=0), *high.max(axis=0)] if len(low) else None
    cache.write_meta(
        aside, theme=theme.name, stamp=stamp, kind=str(theme.shape), field=cache.category_field(theme),
        values=list(values), origin=origin, extent=real,
    )  # fmt: skip


def _batches(
    store: Store, theme: Theme, origin: np.ndarray, values: dict[Any, int], progress: Progress
) -> Iterator[Pieces]:
    field = cache.category_field(theme)
    total, done = max(store.count(theme), 1), 0
    for table in store.batches(theme, BATCH, columns=[field] if field else []):
        progress(done / total, "draw")
        done += len(table)
        if table.geometry is None or table.fid is None or not len(table):
            continue
        column = table.columns[field] if field else [None] * len(table)
        numbers = [values.setdefault(value, len(values)) for value in column]
        for one in _bundles(theme.shape, table.geometry, origin):
            rows = one.category
            yield Pieces(
                table.fid[rows], np.array(numbers, np.uint16)[rows], one.bounds, one.centre, one.side, one.levels
            )


def _bundles(shape: Shape, shapes: np.ndarray, origin: np.ndarray) -> Iterator[Pieces]:
    """Give the pieces of some shapes; `category` holds the row position for now."""
    if shape == Shape.POLYGON:
        whole, insides, edges = polygons(shapes)
        yield _pieces(_moved(whole, origin), filled=True, edged=True)
        yield _pieces(_moved(insides, origin), filled=True, edged=False)
        yield _pieces(_moved(edges, origin), filled=False, edged=True)
    else:
        rings = lines(shapes) if shape == Shape.LINE else points(shapes)
        yield _pieces(_moved(rings, origin), filled=False, edged=True)


def _moved(rings: Rings, origin: np.ndarray) -> Rings:
    return Rings(rings.xy - origin, rings.ring, rings.piece, rings.row, rings.closed)


def _pieces(rings: Rings, filled: bool, edged: bool) -> Pieces:
    bounds = extents(rings.xy, rings.vertices)
    size = (bounds[:, 2:] - bounds[:, :2]).max(axis=1, initial=0.0)
    count = len(LEVELS) if rings.closed or len(rings.xy) > len(rings) else 1
    levels = [detail(rings, size, level, filled, edged) for level in range(count)]
    levels += [_none(len(rings))] * (len(LEVELS) - count)
    if filled:
        centre, area = inner_points(levels[0])
    else:
        centre, area = middles(levels[0]), np.zeros(len(rings))
    return Pieces(rings.row, rings.row, bounds, centre, np.sqrt(area), tuple(levels))


def _none(pieces: int) -> Detail:
    nothing = np.zeros(pieces + 1, np.int64)
    return Detail(np.empty((0, 2)), np.empty(0, bool), nothing, np.empty(0, np.uint32), nothing)


def _together(found: list[Pieces]) -> Pieces:
    if not found:
        empty = np.empty(0, np.int64)
        return Pieces(
            empty, empty, np.empty((0, 4)), np.empty((0, 2)), np.empty(0), tuple(_none(0) for _ in LEVELS)
        )  # fmt: skip
    return Pieces(
        np.concatenate([one.fid for one in found]),
        np.concatenate([one.category for one in found]),
        np.concatenate([one.bounds for one in found]),
        np.concatenate([one.centre for one in found]),
        np.concatenate([one.side for one in found]),
        tuple(joined([one.levels[level] for one in found]) for level in range(len(LEVELS))),
    )


def _ranks(theme: Theme, values: dict[Any, int]) -> np.ndarray:
    """Give each value's place in the drawing order: the first case of a symbol lies on top.

    Not where there are many cases, as of land use: those do not overlap, and would tear chunks apart.
    """
    ranks = np.zeros(len(values) or 1, np.int64)
    if isinstance(theme.symbol, Categorised) and len(theme.symbol.cases) <= MOST_RANKS:
        cases = list(theme.symbol.cases)
        for value, number in values.items():
            ranks[number] = len(cases) - cases.index(value) if value in cases else 0
    return ranks


def _arrange(
    pieces: Pieces, ranks: np.ndarray, origin: np.ndarray, target: tuple[Shape, Path], progress: Progress
) -> None:
    """Sort the pieces, cut them into chunks and pages, and write them."""
    shape, folder = target
    size = (pieces.bounds[:, 2:] - pieces.bounds[:, :2]).max(axis=1, initial=0.0)
    sorted_, group = order.drawing_order(ranks[pieces.category], size, pieces.centre)
    count = np.diff(pieces.levels[0].vertex)
    chunk = order.chunks(group, count[sorted_])
    sorted_ = sorted_[order.biggest_first(chunk, size[sorted_])]
    bounds = extents(pieces.bounds[sorted_].reshape(-1, 2), chunk * 2)
    page = order.pages(np.add.reduceat(count[sorted_], chunk[:-1]) if len(sorted_) else np.empty(0, np.int64))
    page_bounds = extents(bounds.reshape(-1, 2), page * 2)
    page_origin = np.round((page_bounds[:, :2] + page_bounds[:, 2:]) / 2)
    arrays = {
        "fid": pieces.fid[sorted_].astype(np.int64), "category": pieces.category[sorted_].astype(np.uint16),
        "size": size[sorted_].astype(np.float32), "side": pieces.side[sorted_].astype(np.float32),
        "centre": pieces.centre[sorted_].astype(np.float32), "chunk": chunk, "page": page,
        "chunk_bounds": bounds + np.tile(origin, 2), "page_origin": page_origin + origin,
    }  # fmt: skip
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)
    first_piece = chunk[page]
    for number, one in enumerate(pieces.levels):
        progress(number / len(LEVELS), "draw")
        if number == 0 or len(one.xy):
            shared = twins(one, size) if shape == Shape.POLYGON else np.zeros(len(one.xy), bool)
            _write_level(one, shared, (sorted_, first_piece, page_origin), folder / f"level{number}")


def _write_level(
    one: Detail, shared: np.ndarray, places: tuple[np.ndarray, np.ndarray, np.ndarray], folder: Path
) -> None:
    """Write a level. places: order of the pieces, first piece and origin of each page."""
    folder.mkdir()
    sorted_, first_piece, origin = places
    members, vertex = gather(one.vertex, sorted_)
    corners, triangle = gather(one.triangle, sorted_)
    in_page = np.diff(first_piece)
    page_of_piece = np.repeat(np.arange(len(in_page)), in_page)
    xy = one.xy[members] - np.repeat(origin[page_of_piece], np.diff(vertex), axis=0)
    before = vertex[:-1] - vertex[first_piece[:-1]][page_of_piece] if len(sorted_) else vertex[:-1]
    index = one.index[corners] + np.repeat(before, np.diff(triangle))
    np.save(folder / "xy.npy", xy.astype(np.float32), allow_pickle=False)
    np.save(folder / "starts.npy", np.packbits(one.starts[members], bitorder="little"), allow_pickle=False)
    np.save(folder / "twins.npy", np.packbits(shared[members], bitorder="little"), allow_pickle=False)
    np.save(folder / "vertex.npy", vertex.astype(np.uint32), allow_pickle=False)
    np.save(folder / "index.npy", index.astype(np.uint16), allow_pickle=False)
    np.save(folder / "triangle.npy", triangle.astype(np.uint32), allow_pickle=False)
