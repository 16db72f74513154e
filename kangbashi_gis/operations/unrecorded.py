"""Places that no row stands for: where two roads cross, and where a number would stand that nobody has recorded."""

from dataclasses import replace
from typing import TYPE_CHECKING

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.spelling import fold_query
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.roads import ROADS
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.search.address import Hit, Trace, in_todays_words
from kangbashi_gis.search.crossing import crossing_roads, meeting_points
from kangbashi_gis.search.estimate import estimated

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MOST_PAIRS, MOST_CROSSINGS = 12, 3
ESTIMATED = 0.8  # below any address that is recorded, and below what is an answer without a question


def crossings(space: "Workspace", query: str, trace: Trace | None = None) -> list[SearchHit]:
    """Give the crossings that a query asks for: places on a road, called by both roads."""
    index = space.index.words()
    texts = [reading.text for reading in in_todays_words(index.old_names, fold_query(query).text)]
    pairs = [pair for text in (fold_query(query).text, *texts) for pair in crossing_roads(index, text)]
    if not pairs:
        return []
    spatial = space.index.spatial(ROADS)
    found: list[SearchHit] = []
    for one, other in pairs[:MOST_PAIRS]:
        points = meeting_points(spatial.pieces(one.fids)[0], spatial.pieces(other.fids)[0])
        rows = [Hit(ROADS.name, int(one.fids[0]), one.sure * other.sure, *point.tolist()) for point in points]
        title = f"{one.name}与{other.name}交叉口"
        found += [replace(hit, title=title, detail="道路交叉口") for hit in hits(space.store, rows[:MOST_CROSSINGS])]
        if trace is not None:
            trace.note("crossings", f"{one.name} × {other.name}: {len(points)}")
    return sorted(found, key=lambda hit: -hit.score)[:MOST_CROSSINGS]


def estimates(space: "Workspace", query: str, trace: Trace | None = None) -> list[SearchHit]:
    """Give the estimated place of a number that is not recorded; its title and detail say that it is an estimate."""
    found = estimated(space.index.words(), fold_query(query).text)
    if found is None:
        return []
    if trace is not None:
        trace.note("estimates", f"{found.road}: {found.below} < {found.number} < {found.above}")
    rows = hits(space.store, [Hit(ADDRESSES.name, found.neighbour, ESTIMATED, found.x, found.y)])
    between = f"估计位置：{found.road}{found.below}号与{found.above}号之间，没有登记这个号"
    return [replace(hit, title=f"{found.road}{found.number}号（估计）", detail=between) for hit in rows]
