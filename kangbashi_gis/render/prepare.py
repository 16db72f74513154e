"""Makes a theme ready to be drawn: triangles, levels of detail, chunks, as plain arrays beside the store.

A plain function that takes `progress`, so that it can run in a worker process. Wiped and made again
whenever the store's stamp of the theme has moved on.
"""

import os
import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.symbol import Categorised
from kangbashi_gis.progress import Progress, part
from kangbashi_gis.render import cache
from kangbashi_gis.render.arrange import Collected, Pieces, arrange
from kangbashi_gis.render.levels import Detail, detail, details
from kangbashi_gis.render.places import extents, inner_points, middles
from kangbashi_gis.render.rings import Rings, lines, points, polygons
from kangbashi_gis.store.base import Store

BATCH = 50_000
MOST_RANKS = 12
MOST_VALUES = 4096  # different values of the drawn field; what comes later is drawn as `other`


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
    origin = np.zeros(2)
    if extent and np.isfinite(extent).all():
        origin = np.round([(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2])
    values: dict[Any, int] = {}
    collected = Collected(theme.shape, origin)
    for pieces, levels in _batches(store, theme, origin, values, part(progress, 0.0, 0.8)):
        collected.add(pieces, levels)
    real = arrange(collected, _ranks(theme, values), aside, part(progress, 0.8, 1.0))
    cache.write_meta(
        aside, theme=theme.name, stamp=stamp, kind=str(theme.shape), field=cache.category_field(theme),
        values=list(values), origin=origin.tolist(), extent=real,
    )  # fmt: skip


def _batches(
    store: Store, theme: Theme, origin: np.ndarray, values: dict[Any, int], progress: Progress
) -> Iterator[tuple[Pieces, list[Detail]]]:
    field = cache.category_field(theme)
    total, done = max(store.count(theme), 1), 0
    for table in store.batches(theme, BATCH, columns=[field] if field else []):
        progress(done / total, "draw")
        done += len(table)
        if table.geometry is None or table.fid is None or not len(table):
            continue
        numbers = _numbers(table.columns[field], values) if field else np.zeros(len(table), np.uint16)
        for rings, filled, edged in _bundles(theme.shape, table.geometry):
            moved = Rings(rings.xy - origin, rings.ring, rings.piece, rings.row, rings.closed)
            levels = _levels(moved, filled, edged)
            yield _pieces(moved, table.fid, numbers, levels[0] if filled else None), levels


def _numbers(column: Sequence[Any] | np.ndarray, values: dict[Any, int]) -> np.ndarray:
    """Give each row's value a number; the table of numbers grows with what is found."""
    for value in set(column) - values.keys():
        if len(values) < MOST_VALUES:
            values[value] = len(values)
    other = values.get(None, 0)
    return np.array([values.get(value, other) for value in column], np.uint16)


def _bundles(shape: Shape, shapes: np.ndarray) -> Iterator[tuple[Rings, bool, bool]]:
    """Give the pieces of some shapes, whether they are filled, and whether they have edges to be drawn."""
    if shape == Shape.POLYGON:
        whole, insides, edges = polygons(shapes)
        yield from ((whole, True, True), (insides, True, False), (edges, False, True))
    else:
        yield lines(shapes) if shape == Shape.LINE else points(shapes), False, True


def _pieces(rings: Rings, fid: np.ndarray, numbers: np.ndarray, inside: Detail | None) -> Pieces:
    """Give what is known of each piece. inside: its triangles, where it is filled."""
    if inside is None:
        full = detail(rings, np.full(len(rings), np.inf), 0, filled=False, edged=True)
        centre, area = middles(full), np.zeros(len(rings))
    else:
        centre, area = inner_points(inside)
    return Pieces(fid[rings.row], numbers[rings.row], extents(rings.xy, rings.vertices), centre, np.sqrt(area))


def _levels(rings: Rings, filled: bool, edged: bool) -> list[Detail]:
    bounds = extents(rings.xy, rings.vertices)
    return details(rings, (bounds[:, 2:] - bounds[:, :2]).max(axis=1, initial=0.0), filled, edged)


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
