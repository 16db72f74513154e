"""Puts prepared pieces into the order in which they are drawn, and writes them."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from kangbashi_gis.model.schema import Shape
from kangbashi_gis.progress import Progress
from kangbashi_gis.render import order
from kangbashi_gis.render.edges import twins
from kangbashi_gis.render.levels import LEVELS, Detail, joined
from kangbashi_gis.render.places import extents
from kangbashi_gis.render.rings import gather
from kangbashi_gis.render.view import Extent


@dataclass(frozen=True)
class Pieces:
    """Pieces of some rows, in any order, with coordinates relative to the layer's origin."""

    fid: np.ndarray
    category: np.ndarray
    bounds: np.ndarray
    centre: np.ndarray
    side: np.ndarray

    @property
    def size(self) -> np.ndarray:
        """The longer side of the bounds."""
        longer: np.ndarray = (self.bounds[:, 2:] - self.bounds[:, :2]).max(axis=1, initial=0.0)
        return longer


@dataclass
class Collected:
    """What came out of the batches so far; a level is given away when it is written, to spare memory."""

    shape: Shape
    origin: np.ndarray
    pieces: list[Pieces] = field(default_factory=list)
    levels: list[list[Detail]] = field(default_factory=lambda: [[] for _ in LEVELS])

    def add(self, pieces: Pieces, levels: list[Detail]) -> None:
        """Take the pieces of a batch."""
        self.pieces.append(pieces)
        for number, kept in enumerate(self.levels):
            kept.append(levels[number] if number < len(levels) else _none(len(pieces.fid)))

    def together(self) -> Pieces:
        """Give the pieces of all batches."""
        some = self.pieces or [Pieces(*(np.empty(0, np.int64),) * 2, np.empty((0, 4)), np.empty((0, 2)), np.empty(0))]
        names = ("fid", "category", "bounds", "centre", "side")
        return Pieces(*(np.concatenate([getattr(one, name) for one in some]) for name in names))

    def take(self, number: int) -> Detail:
        """Give a level of all batches, and keep it no longer."""
        found, self.levels[number] = self.levels[number], []
        return joined(found) if found else _none(0)


@dataclass(frozen=True)
class Places:
    """Where each piece goes: order, chunks (piece offsets), pages (chunk offsets) and what pages are relative to."""

    sorted: np.ndarray
    chunk: np.ndarray
    page: np.ndarray
    page_origin: np.ndarray

    @property
    def first_piece(self) -> np.ndarray:
        """Piece offsets of the pages."""
        pieces: np.ndarray = self.chunk[self.page]
        return pieces


def arrange(collected: Collected, ranks: np.ndarray, folder: Path, progress: Progress) -> Extent | None:
    """Sort what was collected, cut it into chunks and pages, and write it; gives its extent.

    ranks: the place of each category in the drawing order.
    """
    pieces, full = collected.together(), collected.take(0)
    places, bounds = _places(pieces, ranks[pieces.category.astype(np.int64)], np.diff(full.vertex))
    _write_pieces(pieces, places, bounds, collected.origin, folder)
    for number in range(len(LEVELS)):
        progress(number / len(LEVELS), "draw")
        one = full if number == 0 else collected.take(number)
        if number == 0 or len(one.xy):
            shared = twins(one, pieces.size) if collected.shape == Shape.POLYGON else np.zeros(len(one.xy), bool)
            _write_level(one, shared, places, folder / f"level{number}")
        full = one
    if not len(pieces.fid):
        return None
    west, south = (pieces.bounds[:, :2].min(axis=0) + collected.origin).tolist()
    east, north = (pieces.bounds[:, 2:].max(axis=0) + collected.origin).tolist()
    return west, south, east, north


def _places(pieces: Pieces, rank: np.ndarray, vertices: np.ndarray) -> tuple[Places, np.ndarray]:
    """Give the places, and the bounds of the chunks."""
    sorted_, group = order.drawing_order(rank, pieces.size, pieces.centre)
    chunk = order.chunks(group, vertices[sorted_])
    sorted_ = sorted_[order.biggest_first(chunk, pieces.size[sorted_])]
    bounds = extents(pieces.bounds[sorted_].reshape(-1, 2), chunk * 2)
    page = order.pages(np.add.reduceat(vertices[sorted_], chunk[:-1]) if len(sorted_) else np.empty(0, np.int64))
    page_bounds = extents(bounds.reshape(-1, 2), page * 2)
    return Places(sorted_, chunk, page, np.round((page_bounds[:, :2] + page_bounds[:, 2:]) / 2)), bounds


def _write_pieces(pieces: Pieces, places: Places, bounds: np.ndarray, origin: np.ndarray, folder: Path) -> None:
    where = places.sorted
    arrays = {
        "fid": pieces.fid[where].astype(np.int64), "category": pieces.category[where].astype(np.uint16),
        "size": pieces.size[where].astype(np.float32), "side": pieces.side[where].astype(np.float32),
        "centre": pieces.centre[where].astype(np.float32), "chunk": places.chunk, "page": places.page,
        "chunk_bounds": bounds + np.tile(origin, 2), "page_origin": places.page_origin + origin,
    }  # fmt: skip
    for name, values in arrays.items():
        np.save(folder / f"{name}.npy", values, allow_pickle=False)


def _write_level(one: Detail, shared: np.ndarray, places: Places, folder: Path) -> None:
    folder.mkdir()
    members, vertex = gather(one.vertex, places.sorted)
    in_page = np.diff(places.first_piece)
    page = np.repeat(np.arange(len(in_page)), in_page)
    xy = one.xy[members] - np.repeat(places.page_origin[page], np.diff(vertex), axis=0)
    np.save(folder / "xy.npy", xy.astype(np.float32), allow_pickle=False)
    np.save(folder / "starts.npy", np.packbits(one.starts[members], bitorder="little"), allow_pickle=False)
    np.save(folder / "twins.npy", np.packbits(shared[members], bitorder="little"), allow_pickle=False)
    np.save(folder / "vertex.npy", vertex.astype(np.uint32), allow_pickle=False)
    del members, xy
    corners, triangle = gather(one.triangle, places.sorted)
    before = vertex[:-1] - vertex[places.first_piece[:-1]][page] if len(page) else vertex[:-1]
    index = one.index[corners] + np.repeat(before, np.diff(triangle))
    np.save(folder / "index.npy", index.astype(np.uint16), allow_pickle=False)
    np.save(folder / "triangle.npy", triangle.astype(np.uint32), allow_pickle=False)


def _none(pieces: int) -> Detail:
    nothing = np.zeros(pieces + 1, np.int64)
    return Detail(np.empty((0, 2)), np.empty(0, bool), nothing, np.empty(0, np.uint32), nothing)
