"""Collectors of rows by their name: roads, compounds, divisions, companies, codes."""

from collections.abc import Iterable, Sequence

import numpy as np

from kangbashi_gis.index.segment import Segment
from kangbashi_gis.search.candidates import Candidates, covered, joined, nothing
from kangbashi_gis.search.reading import REGION_RANKS, SPELLED, Reading

MOST_NAMES = 64
MOST_ROWS = 400  # of one name: a road of many segments is one hit, but the nearest of them is shown
BESIDE_OTHERS = 0.75  # so much of a text a place accounts for at least, when the rest are numbers and other places


def by_name(reading: Reading, segment: Segment) -> Candidates:
    """Names that are, or begin with, the whole text: written, in pinyin, by initials or from a word inside."""
    kinds, names = segment.arrays["spelling_kind"], segment.arrays["spelling_name"]
    low, high = segment.beginning(reading.text)
    found: dict[int, tuple[float, float]] = {}
    for spelling in segment.best_of(low, high)[: 2 * MOST_NAMES]:
        whole = len(segment.spellings[spelling])
        share = len(reading.text) / whole
        spelled = SPELLED.get(int(kinds[spelling]), 1.0)
        finished = 1.0 if share == 1.0 else 0.8 + 0.19 * share
        name = int(names[spelling])
        if name not in found or spelled * finished > found[name][0] * found[name][1]:
            found[name] = (spelled, finished)
    exact = _exact(segment, reading.text, low)
    return _rows(segment, {**exact, **found} if exact else found, 1.0)


def _exact(segment: Segment, text: str, low: int) -> dict[int, tuple[float, float]]:
    """Names spelled exactly so stand first of all that begin so, but need not be among the best of a wide stretch."""
    found: dict[int, tuple[float, float]] = {}
    while low < len(segment.spellings) and len(found) < MOST_NAMES and segment.spellings[low] == text:
        name = int(segment.arrays["spelling_name"][low])
        found.setdefault(name, (SPELLED.get(int(segment.arrays["spelling_kind"][low]), 1.0), 1.0))
        low += 1
    return found


def by_place(reading: Reading, segment: Segment) -> Candidates:
    """Roads, compounds and divisions that stand in the text, also beside a number that nobody has recorded."""
    regions = [cut for cut in reading.cuts if cut.rank in REGION_RANKS]
    parts = []
    for cut in reading.cuts:
        explained = (cut.length + sum(other.length for other in regions if other is not cut)) / max(reading.weight, 1)
        if not reading.gaps:
            explained = max(explained, BESIDE_OTHERS)
        wider = cut in regions and cut is not reading.cuts[-1]
        parts.append(_rows(segment, {cut.name: (cut.spelled * (0.9 if wider else 1.0), 1.0)}, min(explained, 1.0)))
    return joined(parts) if parts else nothing()


def by_piece(reading: Reading, segment: Segment) -> Candidates:
    """Names that hold the text somewhere, or its pieces in any order."""
    text = reading.text
    parts = []
    for name in segment.holding(text, MOST_NAMES):
        whole = segment.names[int(name)]
        known = len(text) if text in whole else covered(text, whole)
        finished = 0.62 + 0.2 * min(len(text) / len(whole), 1.0) - (0.0 if text in whole else 0.08)
        if known >= 0.6 * len(text):
            parts.append(_rows(segment, {int(name): (1.0, finished)}, known / len(text)))
    return joined(parts) if parts else nothing()


def _rows(segment: Segment, found: dict[int, tuple[float, float]], explained: float) -> Candidates:
    """Give the rows that bear names; found: name to how it was spelled and how far it is finished."""
    places, names = _places(segment, found)
    arrays = segment.arrays
    spelled = np.array([found[name][0] for name in names])
    finished = np.array([found[name][1] for name in names])
    owner = np.array(names, np.int64)
    none = np.zeros(len(places))
    return Candidates(
        theme=arrays["row_theme"][places],
        fid=arrays["row_fid"][places],
        x=arrays["row_x"][places],
        y=arrays["row_y"][places],
        rank=segment.rank[owner] if len(owner) else none,
        order=owner,
        explained=np.full(len(places), explained),
        spelled=spelled,
        finished=finished,
        deeper=none,
        skipped=none,
    )


def _places(segment: Segment, names: Iterable[int]) -> tuple[np.ndarray, Sequence[int]]:
    pieces, owners = [np.empty(0, np.int64)], []
    for name in names:
        rows = segment.rows(name)
        count = min(rows.stop - rows.start, MOST_ROWS)
        if count:
            pieces.append(np.arange(rows.start, rows.start + count))
            owners += [name] * count
    return np.concatenate(pieces), owners
