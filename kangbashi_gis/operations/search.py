"""Finding: by words, by nearness to a place, and what lies under a click."""

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.analysis.whereabouts import Goal, goal, sixtieths
from kangbashi_gis.errors import BadPlace
from kangbashi_gis.model import crs, themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.answers import SearchAnswer, SearchHit
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.spelling import fold, fold_query
from kangbashi_gis.model.themes import LAYER_ORDER
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.operations.unrecorded import unrecorded
from kangbashi_gis.search.address import GOOD, Hit, search
from kangbashi_gis.search.trace import Trace

if TYPE_CHECKING:
    from kangbashi_gis.index.old_names import Known, OldNames
    from kangbashi_gis.operations.workspace import Workspace

MOST_IDENTIFIED = 40  # of each layer: a tower full of companies must not hide the parcel under it


def find(
    space: "Workspace", query: str, limit: int = 20, near: tuple[float, float] | None = None, trace: Trace | None = None
) -> SearchAnswer:
    """Answer a query, also one that is still being typed. near: what the map shows, decides between equals.

    Coordinates and numbers of map sheets, which no address looks like, are answered with the place they name.
    """
    space.require(Permission.VIEW)
    started = time.perf_counter()
    if limit > 0 and (there := goal(query, space.project.crs)):
        return SearchAnswer(query, (time.perf_counter() - started) * 1000, (_place(space, there),))
    index = space.index.words()
    found = _each_road_once(hits(space.store, search(index, query, limit, near, trace)))
    if limit > 0 and (not found or found[0].score < GOOD):
        more = [one.hit for one in unrecorded(space.store, space.index, query, trace)]
        told = {(hit.kind, hit.title) for hit in more}
        others = (hit for hit in found if (hit.kind, hit.title) not in told)
        found = tuple(sorted((*more, *others), key=lambda hit: -hit.score))[:limit]
    found = tuple(_with_old_names(index.old_names, query, found))
    return SearchAnswer(query, (time.perf_counter() - started) * 1000, found)


def nearest(space: "Workspace", x: float, y: float) -> SearchHit | None:
    """Give the address nearest to a place; its score falls from 1 by a tenth each 100 m. None without addresses."""
    space.require(Permission.VIEW)
    _require_finite(x, y)
    index = space.index.spatial(ADDRESSES)
    fids = index.nearest(x, y, 1)
    if not len(fids):
        return None
    px, py = index.boxes(fids)[0, :2].tolist()
    score = max(0.0, 1.0 - float(np.hypot(px - x, py - y)) / 1000)
    return next(iter(hits(space.store, [Hit(ADDRESSES.name, int(fids[0]), score, px, py)])), None)


def identify(
    space: "Workspace", x: float, y: float, tolerance_m: float, layers: Sequence[str] = LAYER_ORDER
) -> list[SearchHit]:
    """Give what lies under a click, layer by layer from the top: areas that hold it, points and lines within reach.

    Where no area of a layer holds it, those within reach count, so that a small one can be hit at a small scale.
    """
    space.require(Permission.VIEW)
    _require_finite(x, y, tolerance_m)
    reach = max(tolerance_m, 0.0)
    wanted = [themes.theme(name) for name in layers]
    drawn = [theme for theme in wanted if theme.shape is not Shape.NONE and not theme.in_vault]
    found = [hit for theme in drawn for hit in _under(space, theme, x, y, reach)[:MOST_IDENTIFIED]]
    return _with_heights(space, list(hits(space.store, found)))


def _with_heights(space: "Workspace", found: list[SearchHit]) -> list[SearchHit]:
    """Say of each thing that has heights how high it lies."""
    from kangbashi_gis.store import heights

    told: dict[tuple[str, int], str] = {}
    for name in {hit.kind for hit in found}:
        theme = themes.theme(name)
        if theme.flat or not space.store.has_heights(theme):
            continue
        table = space.store.read(theme, np.array([hit.fid for hit in found if hit.kind == name]), columns=(), high=True)
        assert table.fid is not None and table.geometry is not None
        for fid, pair in zip(table.fid.tolist(), heights.ranges(table.geometry), strict=True):
            if text := heights.told(pair):
                told[name, fid] = f"{heights.TITLE} {text} m"
    return [
        replace(hit, detail=" · ".join(filter(None, (hit.detail, told.get((hit.kind, hit.fid), ""))))) for hit in found
    ]


def _under(space: "Workspace", theme: Theme, x: float, y: float, reach: float) -> list[Hit]:
    """Give rows of a theme under a click, nearest first. Boxes first, so that only few shapes are looked at."""
    import shapely

    fids = space.index.spatial(theme).intersects(x - reach, y - reach, x + reach, y + reach)
    if not len(fids):
        return []
    table = space.store.read(theme, np.sort(fids), columns=(), geometry=True)
    assert table.fid is not None and table.geometry is not None
    click = shapely.Point(x, y)
    away = shapely.distance(table.geometry, click)  # 0 inside of an area
    inside = (away == 0.0) & (theme.shape is Shape.POLYGON)
    size = np.where(inside, shapely.area(table.geometry), away)
    under = inside if inside.any() else away <= reach
    order = np.lexsort((table.fid, size))
    return [_hit(theme, int(table.fid[i]), float(away[i]), reach, x, y) for i in order if under[i]]


def _hit(theme: Theme, fid: int, away: float, reach: float, x: float, y: float) -> Hit:
    return Hit(theme.name, fid, 1.0 - (away / reach if reach else 0.0) / 2, x, y)


def _place(space: "Workspace", there: Goal) -> SearchHit:
    (lon,), (lat,) = crs.degrees(space.project.crs, [there.x], [there.y])
    detail = f"{sixtieths(float(lon))}, {sixtieths(float(lat))}"
    return SearchHit("point", "", there.title, detail, 1.0, there.x, there.y, float(lon), float(lat))


def _with_old_names(old_names: "OldNames", query: str, found: Iterable[SearchHit]) -> Iterator[SearchHit]:
    """Say of each hit whose old name was typed what that is, and between which dates it held."""
    text = fold_query(query).text
    typed = [(known, name) for known, name in old_names.standing_in(text) if name not in text] if len(old_names) else []
    for hit in found:
        said = fold(f"{hit.title} {hit.detail}") if typed and not hit.note else ""
        meant = next((known for known, name in typed if name in said and fold(known.alias) not in said), None)
        yield replace(hit, note=_told(meant)) if meant else hit


def _told(known: "Known") -> str:
    dates = " 至 ".join(filter(None, (known.since or ("？" if known.until else ""), known.until)))
    word = "旧称" if known.until or not known.kind else "别名"
    return f"{word} {known.alias}（{dates}）" if known.until else f"{word} {known.alias}"


def _each_road_once(found: Sequence[SearchHit]) -> tuple[SearchHit, ...]:
    """Leave out further segments of a road that was edited since the index was written."""
    seen: set[str] = set()
    kept = []
    for hit in found:
        if hit.kind == "roads":
            if hit.title in seen:
                continue
            seen.add(hit.title)
        kept.append(hit)
    return tuple(kept)


def _require_finite(*numbers: float) -> None:
    if not np.isfinite(numbers).all():
        raise BadPlace(text=",".join(f"{number:g}" for number in numbers))
