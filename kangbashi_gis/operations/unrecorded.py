"""Places that no row stands for: where two roads cross, a number that nobody has recorded, an address that says more.

Each says in its title, detail or note what is recorded and what is not.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kangbashi_gis.model.answers import SearchHit
from kangbashi_gis.model.spelling import fold_query
from kangbashi_gis.model.themes.addresses import ADDRESSES
from kangbashi_gis.model.themes.roads import ROADS
from kangbashi_gis.operations.relative import between_roads, crossing_both, each_of_several, moved
from kangbashi_gis.operations.shown import hits
from kangbashi_gis.search.address import GOOD, Hit, in_todays_words, search
from kangbashi_gis.search.beside import without_sides, without_words_about
from kangbashi_gis.search.coarser import Coarser, coarser
from kangbashi_gis.search.crossing import crossing_roads, meeting_points
from kangbashi_gis.search.estimate import Estimate, as_written, read_with_mistakes, with_mistakes
from kangbashi_gis.search.grading import Reason
from kangbashi_gis.search.phrasing import rephrased
from kangbashi_gis.search.reading import REGION_RANKS
from kangbashi_gis.search.trace import Trace

if TYPE_CHECKING:
    from kangbashi_gis.index.catalogue import Indexes
    from kangbashi_gis.index.words import WordIndex
    from kangbashi_gis.store.base import Store

MOST_PAIRS, MOST_CROSSINGS = 12, 3
# All below any address that is recorded, and below what is an answer without a question.
ESTIMATED, WITHOUT_REMARK, WITHOUT_NUMBER, ROAD_ALONE = 0.8, 0.79, 0.7, 0.6
STANDING = ("addresses", "compounds", "roads", "buildings", "parcels")  # what an address can be a part of
MOST_WIDER = 3
EQUAL, AS_WRITTEN = 0.001, 0.99
STANDS_INSIDE = 0.72  # of an address that holds the whole text and says a little more


@dataclass(frozen=True)
class Unrecorded:
    """A place as a hit, and how it came about."""

    hit: SearchHit
    reason: Reason


@dataclass(frozen=True)
class _Asking:
    """Who is asked, and where it is told what was done."""

    store: "Store"
    indexes: "Indexes"
    index: "WordIndex"
    trace: Trace | None

    def note(self, step: str, what: str) -> None:
        """Write down one step, if anybody wants to know."""
        if self.trace is not None:
            self.trace.note(step, what)


def unrecorded(store: "Store", indexes: "Indexes", query: str, trace: Trace | None = None) -> list[Unrecorded]:
    """Give what a query asks for that is not recorded, best first; for one whose search has found nothing good."""
    asking = _Asking(store, indexes, indexes.words(), trace)
    texts = _texts(asking.index, query)
    if told := _relative(asking, query, texts):
        return told
    found = [Unrecorded(hit, Reason.CROSSING) for hit in _crossings(asking, texts)] or _near_crossings(asking, texts)
    estimates = as_written(asking.index, texts)
    reads = [] if estimates else read_with_mistakes(asking.index, texts)
    estimates = estimates or with_mistakes(reads)
    found += _shown(asking, estimates)
    # where nothing is like a place, nothing of the text is recorded
    like = any(read.guesses or any(cut.rank not in REGION_RANKS for cut in read.cuts) for _, read in reads)
    return found or (list(_wider(asking, query)) if like else [])


def _relative(asking: _Asking, query: str, texts: Sequence[str]) -> list[Unrecorded]:
    """Give what is told by other places: several at once, a stretch between two roads, or so far from something."""
    store, index = asking.store, asking.index
    if cornered := _cornered(asking, texts):
        return cornered
    if listed := each_of_several(store, index, query):
        asking.note("several", str(len(listed)))
        return [Unrecorded(hit, Reason.SEVERAL) for hit in listed]
    between = between_roads(store, asking.indexes, index, texts)
    if between := between or crossing_both(store, asking.indexes, index, texts):
        asking.note("between", between[0].title)
        reason = Reason.BETWEEN if between[0].score >= GOOD else Reason.AMBIGUOUS
        return [Unrecorded(hit, reason) for hit in between]
    for text in texts:
        told = moved(store, text, lambda base: _meant(asking, base))
        if told is not None and told[1]:
            asking.note("moved", f"{told[0].text} + {told[0].said}")
            return [Unrecorded(hit, Reason.MOVED) for hit in told[1]]
    return []


def _meant(asking: _Asking, text: str) -> list[SearchHit]:
    """Give the places that a text means: crossings, or rows that answer it well and as well as each other."""
    if crossings := _crossings(asking, _texts(asking.index, text)):
        return crossings
    found = [hit for hit in search(asking.index, text, MOST_WIDER) if hit.score >= GOOD and hit.theme in STANDING]
    return list(hits(asking.store, [hit for hit in found if hit.score >= found[0].score - EQUAL][:1]))


def _texts(index: "WordIndex", query: str) -> list[str]:
    """Give the folded query in its own words, in others and in those of today."""
    text = fold_query(query).text
    texts = [text, *rephrased(text)]
    return texts + [reading.text for one in texts for reading in in_todays_words(index.old_names, one)]


def _crossings(asking: _Asking, texts: Iterable[str]) -> list[SearchHit]:
    """Give the crossings that a query asks for: places on a road, called by both roads."""
    pairs = [pair for text in texts for pair in crossing_roads(asking.index, text)]
    if not pairs:
        return []
    spatial = asking.indexes.spatial(ROADS)
    found: list[SearchHit] = []
    for one, other in pairs[:MOST_PAIRS]:
        points = meeting_points(spatial.pieces(one.fids)[0], spatial.pieces(other.fids)[0])
        rows = [Hit(ROADS.name, int(one.fids[0]), one.sure * other.sure, *point.tolist()) for point in points]
        title = f"{one.name}与{other.name}交叉口"
        found += [
            replace(hit, id="", fid=0, title=title, detail="道路交叉口")
            for hit in hits(asking.store, rows[:MOST_CROSSINGS])
        ]
        asking.note("crossings", f"{one.name} × {other.name}: {len(points)}")
    return sorted(found, key=lambda hit: -hit.score)[:MOST_CROSSINGS]


def _cornered(asking: _Asking, texts: Iterable[str]) -> list[Unrecorded]:
    """Give the crossings at whose corner land lies: 草原路以西康巴什大街以北."""
    for text in texts:
        bare, sides = without_sides(text)
        if sides > 1 and (found := _crossings(asking, [bare])):
            corner = (replace(hit, score=hit.score * WITHOUT_REMARK, note=f"按路口：“{text}”") for hit in found)
            return [Unrecorded(hit, Reason.REMARK) for hit in corner]
    return []


def _near_crossings(asking: _Asking, texts: Iterable[str]) -> list[Unrecorded]:
    """Give the crossings of texts that say more about where it is: 天骄路康巴什大街以北."""
    for text in texts:
        bare = without_words_about(text)
        if bare != text and (found := _crossings(asking, [bare])):
            note = f"没有登记“{text[len(bare) :].strip(' -')}”"
            near = (replace(hit, score=hit.score * WITHOUT_REMARK, note=note) for hit in found)
            return [Unrecorded(hit, Reason.REMARK) for hit in near]
    return []


def _shown(asking: _Asking, found: Sequence[Estimate]) -> list[Unrecorded]:
    """Give the estimated place of a number that is not recorded; its title and detail say that it is an estimate."""
    for one in found:
        asking.note("estimates", f"{one.road}: {one.below} < {one.number} < {one.above}")
    rows = [Hit(ADDRESSES.name, one.neighbour, ESTIMATED * one.likeness, one.x, one.y) for one in found]
    shown = {(hit.fid, hit.x, hit.y): hit for hit in hits(asking.store, rows)}
    pairs = ((one, shown.get((one.neighbour, one.x, one.y))) for one in found)
    return [
        Unrecorded(_told(one, hit), Reason.LIKELY if one.within else Reason.ESTIMATED)
        for one, hit in pairs
        if hit is not None
    ]


def _told(one: Estimate, hit: SearchHit) -> SearchHit:
    if one.within:
        return replace(hit, note=f"登记为 {one.within} 号")
    between = f"估计位置：{one.road}{one.below}号与{one.above}号之间，没有登记这个号"
    meant = f"没有“{one.typed}”，按“{one.road}”" if one.typed else ""
    title = f"{one.road}{one.number}号（估计）"
    return replace(hit, id="", fid=0, title=title, detail=between, note=meant)  # it is not the row of its neighbour


def _wider(asking: _Asking, query: str) -> Iterator[Unrecorded]:
    """Give the address that is left when the least is taken away which leaves a good one."""
    several = list(coarser(asking.index, query))
    if several and several[0].remark and (best := _good(asking, several[0])):
        yield from _left(asking, several[0], best)
        return
    # where nothing is good without any number, nothing is with some: the place itself is not here
    place = _good(asking, several[-1]) if several else []
    if not place and not _stands(asking, several):
        return
    for one in several:
        # a place that stands there as it is written was not misspelt in the longer texts either
        best = place if one is several[-1] else _good(asking, one, loosely=not place or place[0].score <= AS_WRITTEN)
        if best:
            yield from _left(asking, one, best)
            return


def _left(asking: _Asking, one: Coarser, best: Sequence[Hit]) -> Iterator[Unrecorded]:
    if best[0].theme not in STANDING:
        return
    equal = [hit for hit in best if hit.theme == best[0].theme and hit.score >= best[0].score - EQUAL]
    corrected = list(_corrected(asking, one, best[0]))
    yield from corrected or (_without(one, hit) for hit in hits(asking.store, equal))


def _stands(asking: _Asking, several: Sequence[Coarser]) -> bool:
    """Tell whether addresses stand under the place, though it has no row of its own."""
    return bool(several) and any(hit.score >= GOOD for hit in search(asking.index, several[-1].text, 1))


def _good(asking: _Asking, one: Coarser, loosely: bool = True) -> list[Hit]:
    found = search(asking.index, one.text, MOST_WIDER, loosely=loosely)
    best = [hit for hit in found if hit.score >= (STANDS_INSIDE if one.remark else GOOD)]
    if not one.numbered:
        # a road without a number is not one of the doors on it
        best = [hit for hit in best if hit.theme != ADDRESSES.name]
    asking.note("coarser", f"{one.text} ({one.left_out}): {len(best)}")
    return best


def _corrected(asking: _Asking, one: Coarser, place: Hit) -> Iterator[Unrecorded]:
    """Give the whole address under the name as it is written, where only the name was misspelt."""
    named = next(iter(hits(asking.store, [place])), None)
    if named is None or place.score > AS_WRITTEN or named.kind not in ("roads", "compounds") or one.remark:
        return
    whole = [hit for hit in search(asking.index, f"{named.title} {one.left_out}", MOST_WIDER)
             if hit.score >= GOOD and hit.theme == ADDRESSES.name]  # fmt: skip
    for hit in hits(asking.store, whole):
        told = replace(hit, score=hit.score * WITHOUT_REMARK, note=f"按“{named.title}”")
        yield Unrecorded(told, Reason.LIKELY)


def _without(one: Coarser, hit: SearchHit) -> Unrecorded:
    worth = WITHOUT_REMARK if one.remark else ROAD_ALONE if hit.kind == ROADS.name else WITHOUT_NUMBER
    told = replace(hit, score=hit.score * worth, note=f"没有登记“{one.left_out}”")
    return Unrecorded(told, Reason.REMARK if one.remark else Reason.COARSER)
