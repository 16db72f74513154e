"""Collectors of rows by their name: roads, compounds, divisions, companies, codes."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from kangbashi_gis.index.segment import Segment
from kangbashi_gis.search.candidates import WEIGHTS, Candidates, covered, nothing
from kangbashi_gis.search.mistakes import mistakes_within
from kangbashi_gis.search.reading import REGION_RANKS, SPELLED, Reading

MOST_NAMES = 64
LONGEST_PIECE = 48
MOST_COMPARED = 6  # letter by letter
MOST_ROWS = 400  # of one name: a road of many segments is one hit, but the nearest of them is shown
BESIDE_OTHERS = 0.75  # so much of a text a place accounts for at least, when the rest are numbers and other places


class Weights(NamedTuple):
    """How well a name answers, as `Candidates` has it."""

    explained: float
    spelled: float
    finished: float


def by_name(reading: Reading, segment: Segment) -> Candidates:
    """Names that are, or begin with, the whole text: written, in pinyin, by initials or from a word inside."""
    kinds, names = segment.arrays["spelling_kind"], segment.arrays["spelling_name"]
    low, high = segment.beginning(reading.text)
    found: dict[int, Weights] = {}
    several = np.array([*_exact(segment, reading.text, low), *segment.best_of(low, high)[: 2 * MOST_NAMES]], np.int64)
    columns = (names[several].tolist(), kinds[several].tolist(), segment.spellings.some(several))
    for name, kind, written in zip(*columns, strict=True):
        share = len(reading.text) / len(written)
        spelled = SPELLED.get(kind, 1.0)
        finished = 1.0 if share == 1.0 else 0.8 + 0.19 * share
        if name not in found or spelled * finished > found[name].spelled * found[name].finished:
            found[name] = Weights(1.0, spelled, finished)
    return rows_of(segment, found)


def by_place(reading: Reading, segment: Segment) -> Candidates:
    """Roads, compounds and divisions that stand in the text, also beside a number that nobody has recorded."""
    regions = [cut for cut in reading.cuts if cut.rank in REGION_RANKS]
    found: dict[int, Weights] = {}
    for cut in reading.cuts:
        explained = (cut.length + sum(other.length for other in regions if other is not cut)) / max(reading.weight, 1)
        if not reading.gaps:
            explained = max(explained, BESIDE_OTHERS)
        if reading.labels:
            # however long the rest is, a number that the place does not have makes it another place
            explained = min(explained, BESIDE_OTHERS)
        wider = cut in regions and cut is not reading.cuts[-1]
        found[cut.name] = Weights(min(explained, 1.0), cut.spelled * (0.9 if wider else 1.0), 1.0)
    return rows_of(segment, found)


def by_likeness(reading: Reading, segment: Segment) -> Candidates:
    """Places that are meant by a text with mistakes and without numbers."""
    found: dict[int, Weights] = {}
    if reading.labels:
        return nothing()
    beside = sum(cut.length for cut in reading.cuts if cut.rank in REGION_RANKS)
    for guess in reading.guesses:
        explained = min((guess.end - guess.start + beside) / max(reading.weight, 1), 1.0)
        for name, finished in zip(guess.names, guess.finished, strict=True):
            if name not in found or explained * finished > found[name].explained * found[name].finished:
                found[name] = Weights(explained, 1.0, finished)
    for cut in reading.cuts:
        if cut.spelled < 1.0:
            found[cut.name] = Weights(min(beside / max(reading.weight, 1), 1.0), cut.spelled, 1.0)
    return rows_of(segment, found)


def by_piece(reading: Reading, segment: Segment) -> Candidates:
    """Names that hold the text somewhere, or its pieces in any order; no text that is an address from end to end."""
    return nothing() if reading.cuts and reading.labels and not reading.gaps else _by_pieces(reading, segment, 0)


def by_text(reading: Reading, segment: Segment) -> Candidates:
    """Names, and addresses that say more than their numbers, which hold the text with mistakes."""
    return _by_pieces(reading, segment, MOST_COMPARED)


def _by_pieces(reading: Reading, segment: Segment, compared: int) -> Candidates:
    text = reading.text.replace(" ", "")
    found: dict[int, Weights] = {}
    if len(text) > LONGEST_PIECE:
        return nothing()  # longer than any name
    names = segment.holding(text, MOST_NAMES)
    for place, (name, written) in enumerate(zip(names.tolist(), segment.names.some(names), strict=True)):
        whole = written.replace(" ", "")
        together = text in whole
        known = len(text) if together else covered(text, whole)
        if place < compared and known < len(text):
            known = max(known, len(text) - mistakes_within(text, whole))
        if known >= 0.6 * len(text):
            finished = (0.62 if together else 0.54) + 0.2 * min(len(text) / len(whole), 1.0)
            found[name] = Weights(known / len(text), 1.0, finished)
    return rows_of(segment, found)


def _exact(segment: Segment, text: str, low: int) -> Iterator[int]:
    """Names spelled exactly so stand first of all that begin so, but need not be among the best of a wide stretch."""
    for spelling in range(low, min(low + MOST_NAMES, len(segment.spellings))):
        if segment.spellings[spelling] != text:
            return
        yield spelling


def rows_of(segment: Segment, found: Mapping[int, Weights]) -> Candidates:
    """Give the rows that bear names."""
    if not found:
        return nothing()
    names = np.fromiter(found, np.int64, len(found))
    weights = np.zeros((len(WEIGHTS), len(found)))
    weights[:3] = np.array(list(found.values())).T
    start = segment.arrays["row_start"]
    first = start[names]
    counts = np.minimum(start[names + 1] - first, MOST_ROWS)
    if (counts == 1).all():
        return Candidates(-1 - first, names, weights)
    owner = np.repeat(np.arange(len(names)), counts)
    places = np.arange(len(owner)) + (first - np.cumsum(counts) + counts)[owner]
    return Candidates(-1 - places, names[owner], weights[:, owner])
