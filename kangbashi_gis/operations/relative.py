"""Places told by others: a stretch of road between two, so far to one side of something, and several in one text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.spelling import fold
from kangbashi_gis.model.themes.roads import ROADS
from kangbashi_gis.operations.shown import degrees, hits
from kangbashi_gis.search.address import GOOD, Hit, search
from kangbashi_gis.search.between import Middle, Stretch, middle, pairs_between, stretches
from kangbashi_gis.search.crossing import REACH_M, Named
from kangbashi_gis.search.offset import Offset, offset
from kangbashi_gis.search.several import several

if TYPE_CHECKING:
    from kangbashi_gis.index.catalogue import Indexes
    from kangbashi_gis.index.words import WordIndex
    from kangbashi_gis.store.base import Store

MOST_SHOWN = 5
MOST_BOXES = 24
MOST_MET = 60  # roads that two have in common and that are looked at
MOVED, ONE_OF_SEVERAL = 0.78, 0.79  # below any address that is recorded
STANDING = ("addresses", "compounds", "buildings", "parcels", "entities", "roads")


def between_roads(store: "Store", indexes: "Indexes", index: "WordIndex", texts: Iterable[str]) -> list[SearchHit]:
    """Give the middles of the stretches between two roads that folded texts ask for, the likeliest first."""
    asked = {(one.road.name, one.one.name, one.other.name): one for text in texts for one in stretches(index, text)}
    if not asked:
        return []
    spatial = indexes.spatial(ROADS)
    found = []
    for one in sorted(asked.values(), key=lambda stretch: -stretch.sure):
        at = middle(*(spatial.pieces(road.fids)[0] for road in (one.road, one.one, one.other)))
        if at is not None:
            found += _stretch(store, one, at)
    return found[:MOST_SHOWN]


def crossing_both(store: "Store", indexes: "Indexes", index: "WordIndex", texts: Iterable[str]) -> list[SearchHit]:
    """Give the roads that lead from one to the other of two, for texts that ask for what lies between: the shortest."""
    pairs = [pair for text in texts for pair in pairs_between(index, text)]
    if not pairs:
        return []
    one, other = pairs[0]
    spatial = indexes.spatial(ROADS)
    pieces = spatial.pieces(one.fids)[0], spatial.pieces(other.fids)[0]
    beside = [np.unique(np.concatenate([spatial.intersects(*box) for box in _boxes(road)])) for road in pieces]
    by_name: dict[str, list[int]] = {}
    table = store.read(ROADS, np.union1d(*beside), columns=("name",), geometry=False)
    assert table.fid is not None
    for fid, name in zip(table.fid.tolist(), table.columns["name"], strict=True):
        by_name.setdefault(name or "", []).append(fid)
    met = [{name for name, fids in by_name.items() if np.isin(fids, some).any()} for some in beside]
    found = []
    for name in sorted((met[0] & met[1]) - {"", one.name, other.name})[:MOST_MET]:
        road = Named(name, np.array(by_name[name]), 1.0)
        if (at := middle(spatial.pieces(road.fids)[0], *pieces)) is not None:
            found.append((Stretch(road, one, other), at))
    found.sort(key=lambda pair: pair[1].length_m)
    shown = [hit for stretch, at in found[:MOST_SHOWN] for hit in _stretch(store, stretch, at)]
    # that there are several roads between the two makes each a suggestion only
    return [replace(hit, score=hit.score * ONE_OF_SEVERAL) for hit in shown] if len(shown) > 1 else shown


def _boxes(pieces: np.ndarray) -> list[tuple[float, float, float, float]]:
    """Give some boxes around a road, a little wider, so that a road that ends at it touches."""
    boxes = []
    for some in np.array_split(pieces, min(MOST_BOXES, len(pieces))):
        low, high = some.reshape(-1, 2).min(axis=0) - REACH_M, some.reshape(-1, 2).max(axis=0) + REACH_M
        boxes.append((*low.tolist(), *high.tolist()))
    return boxes


def _stretch(store: "Store", asked: Stretch, at: Middle) -> list[SearchHit]:
    row = Hit(ROADS.name, int(asked.road.fids[0]), asked.sure, at.x, at.y)
    title = f"{asked.road.name}（{asked.one.name}与{asked.other.name}之间）"
    detail = f"路段的中点，路段长约 {at.length_m:.0f} 米"
    return [replace(hit, id="", fid=0, title=title, detail=detail) for hit in hits(store, [row])]


def moved(
    store: "Store", text: str, resolve: Callable[[str], Sequence[SearchHit]]
) -> tuple[Offset, list[SearchHit]] | None:
    """Give what lies so far to one side of what a folded text begins with; None where it tells no such thing.

    resolve: gives the places that a text means, best first.
    """
    told = offset(text)
    if told is None:
        return None
    return told, list(_moved(store, told, resolve(told.text)))


def _moved(store: "Store", told: Offset, found: Iterable[SearchHit]) -> Iterator[SearchHit]:
    for hit in found:
        if hit.x is None or hit.y is None or (hit.kind == ROADS.name and hit.fid):
            continue  # so far to the east of a road is no place
        if told.core in fold(f"{hit.title} {hit.detail}"):
            yield replace(hit, score=hit.score * ONE_OF_SEVERAL)  # recorded in just these words
            continue
        x, y = hit.x + told.east_m, hit.y + told.north_m
        lon, lat = degrees(store.crs, [x], [y])
        detail = f"估计位置：从{hit.title}按直线量 {told.far_m:.0f} 米"
        yield replace(
            hit, id="", fid=0, title=f"{hit.title}{told.said}（估计）", detail=detail, score=hit.score * MOVED,
            x=x, y=y, lon=lon[0], lat=lat[0],
        )  # fmt: skip


def each_of_several(store: "Store", index: "WordIndex", query: str) -> list[SearchHit]:
    """Give the first answer to each of the addresses that a text lists; nothing unless the first and another are good.

    The note of each says which of them it is.
    """
    texts = several(query)
    best = [next(iter(search(index, text, 1)), None) for text in texts]
    good = [hit if hit and hit.score >= GOOD and hit.theme in STANDING else None for hit in best]
    if not good or good[0] is None or len({(hit.theme, hit.fid) for hit in good if hit}) < 2:
        return []
    shown = {(hit.kind, hit.fid): hit for hit in hits(store, [hit for hit in good if hit])}
    found = []
    for number, hit in enumerate(good, 1):
        if hit and (one := shown.get((hit.theme, hit.fid))):
            note = f"这里写了 {len(texts)} 个地址，这是第 {number} 个"
            found.append(replace(one, score=hit.score * ONE_OF_SEVERAL - 0.001 * number, note=note))
    return found
