"""The search: ordered rows of functions that read a query, collect what may answer it, and score that.

To add a rule, write a function and put it into its row. With `explain` an answer tells what each did.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from kangbashi_gis.index.draft import THEME_NAMES
from kangbashi_gis.index.old_names import OldNames
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.index.words import WordIndex, WordPart
from kangbashi_gis.model.spelling import NUMERAL, fold_query, number_of
from kangbashi_gis.search import companies, doors, likeness, named, reading, scoring
from kangbashi_gis.search.candidates import Candidates, Scored, all_scored, joined, none_scored, scored
from kangbashi_gis.search.likeness import Finder
from kangbashi_gis.search.loose import read_loosely
from kangbashi_gis.search.phrasing import rephrased
from kangbashi_gis.search.reading import Reader, Reading
from kangbashi_gis.search.scoring import LEAST_SCORE, Scorer
from kangbashi_gis.search.trace import Trace

Collector = Callable[[Reading, Segment], Candidates]
Done = list[tuple[int, Reading]]  # what has been collected for: the part's position, and how it was understood

READERS: tuple[Reader, ...] = (reading.read_places, reading.read_labels, reading.guess_names)
COLLECTORS: tuple[Collector, ...] = (
    named.by_name,
    named.by_place,
    doors.by_door,
    doors.by_number,
    doors.by_region,
    named.by_piece,
)
LOOSE_COLLECTORS: tuple[Collector, ...] = (doors.by_door, named.by_likeness, named.by_text, companies.by_company)
# Of these, what looks at nothing but the text: once is enough.
OF_THE_TEXT: tuple[Collector, ...] = (named.by_text, companies.by_company)
# Tried one after the other, while nothing good has been found.
LOOSELY: tuple[tuple[Finder, ...], ...] = (
    (likeness.mixed, likeness.by_sound, likeness.with_a_mistake),
    (likeness.with_two_mistakes,),
)
SCORERS: tuple[Scorer, ...] = (scoring.explained, scoring.spelled, scoring.finished, scoring.level)

AS_WRITTEN = "as written"
_NUMERAL_AT_END = re.compile(f"(?<=.){NUMERAL}$")
ROADS = THEME_NAMES.index("roads")
OLD_NAME, OLD_NAME_BEGUN = 0.99, 0.85
MOST_OLD = 3
GOOD = 0.8  # an answer that a loose reading cannot better
LEAST_LOOSE = 0.6  # what a loose reading finds is an answer or nothing
SHORTEST_LOOSE = 3
MANY_HITS = 3  # times as many rows are looked at first as hits are wanted
ROUNDED = 3  # decimals of a score within which nearness decides


@dataclass(frozen=True)
class Hit:
    """One row found: its theme and number, how well it answers, and where it is shown (NaN for nowhere)."""

    theme: str
    fid: int
    score: float
    x: float
    y: float


def search(
    index: WordIndex,
    query: str,
    limit: int,
    near: tuple[float, float] | None = None,
    trace: Trace | None = None,
    loosely: bool = True,
) -> list[Hit]:
    """Give the best rows for a query, best first; an empty list for nonsense, never an exception.

    near: x and y of what the map shows; decides between equally good rows. loosely: also with mistakes in names.
    """
    text = fold_query(query).text
    if limit < 1 or not any(sign.isalnum() for sign in text):
        return []
    done: Done = []
    found = all_scored(_collected(index, [Reading(text)], trace, done))
    readings = [Reading(text), *_otherwise(index, text, [read for _, read in done])]
    if readings[1:]:
        found = all_scored((found, *_collected(index, readings[1:], trace, done)))
    for finders in LOOSELY if loosely and len(text) >= SHORTEST_LOOSE else ():
        if found.best >= GOOD:
            break
        found = all_scored((found, *_loosely(index, _no_worse(index, readings), finders, trace, done)))
    return _ranked(found, limit, near) if len(found) else []


def _otherwise(index: WordIndex, text: str, read: Sequence[Reading]) -> Iterator[Reading]:
    """Read a text in other words and figures, but for what stands as it was typed in a name. read: the text itself."""
    yield from _with_numeral(text)
    yield from (Reading(one) for one in rephrased(text) if not any(_names_it(known, one) for known in read))
    yield from in_todays_words(index.old_names, text)


def _names_it(read: Reading, said: str) -> bool:
    """Tell whether what is said otherwise is all in names, as they are written, that stand in a text or begin there."""
    text, start, end = read.text, 0, len(read.text)
    while start < min(end, len(said)) and text[start] == said[start]:
        start += 1
    while end > start and len(text) - end < len(said) - start and text[end - 1] == said[end - 1 - len(text)]:
        end -= 1
    named = [(cut.start, cut.end) for cut in read.cuts if cut.spelled == 1.0]
    named += [(guess.start, guess.end) for guess in read.guesses]
    return start < end and all(any(low <= at < high for low, high in named) for at in range(start, end))


def _no_worse(index: WordIndex, readings: Sequence[Reading]) -> Iterator[Reading]:
    """Leave out what says the text in other words of which fewer are places."""
    least = _known(index, readings[0].text)
    yield readings[0]
    yield from (one for one in readings[1:] if one.factor < 1.0 or _known(index, one.text) >= least)


def _known(index: WordIndex, text: str) -> float:
    """Give the greatest share of a text that is places."""
    read = (reading.read_places(Reading(text), part.segment) for part in index.parts)
    return max(sum(cut.length for cut in one.cuts) for one in read) / len(text)


def _with_numeral(text: str) -> Iterator[Reading]:
    """Read a numeral at the end as a number too: its unit may still be coming (亿利城十二)."""
    if numeral := _NUMERAL_AT_END.search(text):
        yield Reading(text[: numeral.start()] + str(number_of(numeral.group())))


def in_todays_words(old_names: OldNames, text: str) -> list[Reading]:
    """Read old names as the names of today; a registered old name is nearly as good."""
    whole = [Reading(one, OLD_NAME) for one in islice(old_names.whole(text), MOST_OLD)]
    return whole or [Reading(one, OLD_NAME_BEGUN) for one in islice(old_names.begun(text), MOST_OLD)]


def _collected(index: WordIndex, readings: Iterable[Reading], trace: Trace | None, done: Done) -> Iterator[Scored]:
    for start in readings:
        for number, part in enumerate(index.parts):
            understood = _read(start, part.segment, trace)
            done += [(number, understood), (number, understood._replace(guesses=()))]
            yield _scored(part, understood, COLLECTORS, LEAST_SCORE, trace)


def _loosely(
    index: WordIndex, readings: Iterable[Reading], finders: tuple[Finder, ...], trace: Trace | None, done: Done
) -> Iterator[Scored]:
    for start in readings:
        for number, part in enumerate(index.parts):
            understood = read_loosely(start, part.segment, finders)
            collectors = OF_THE_TEXT if finders is LOOSELY[0] else ()
            if (number, understood) not in done:
                done.append((number, understood))
                collectors = (*(one for one in LOOSE_COLLECTORS if one not in OF_THE_TEXT), *collectors)
            if trace is not None:
                trace.read(understood, part.segment, " ".join(find.__name__ for find in finders))
            yield _scored(part, understood, collectors, LEAST_LOOSE, trace)


def _scored(
    part: WordPart, understood: Reading, collectors: tuple[Collector, ...], least: float, trace: Trace | None
) -> Scored:
    """Collect and weigh; keep what scores at least so much and still holds."""
    found = joined(_collect(understood, part.segment, collectors, trace))
    kept = _weighed(part, found, understood, least) if len(found) else none_scored()
    if trace is not None:
        trace.scored(len(found), len(kept), kept.best)
    return kept


def _weighed(part: WordPart, found: Candidates, understood: Reading, least: float) -> Scored:
    score = np.ones(len(found))
    for weigh in SCORERS:
        score = score * weigh(found, understood)
    good = np.flatnonzero(score >= least)
    if not len(good):
        return none_scored()
    kept = scored(part.segment, found.place[good], found.order[good], score[good])
    return kept.take(part.showing(kept.rows[0], kept.rows[1])) if part.hidden else kept


def _collect(
    understood: Reading, segment: Segment, collectors: tuple[Collector, ...], trace: Trace | None
) -> Iterator[Candidates]:
    for collect in collectors:
        found = collect(understood, segment)
        if trace is not None:
            trace.collected(collect.__name__, len(found))
        yield found


def _read(start: Reading, segment: Segment, trace: Trace | None) -> Reading:
    understood = start
    for read in READERS:
        understood = read(understood, segment)
    if trace is not None:
        trace.read(understood, segment, AS_WRITTEN)
    return understood


def _ranked(found: Scored, limit: int, near: tuple[float, float] | None) -> list[Hit]:
    rounded = np.round(found.numbers[2], ROUNDED)
    if len(rounded) > MANY_HITS * limit:
        # the best alone, unless too many of them are the same row
        least = np.partition(rounded, -MANY_HITS * limit)[-MANY_HITS * limit]
        best = np.flatnonzero(rounded >= least)
        if len(best) < len(rounded) and len(hits := _in_order(found.take(best), rounded[best], limit, near)) == limit:
            return hits
    return _in_order(found, rounded, limit, near)


def _in_order(found: Scored, rounded: np.ndarray, limit: int, near: tuple[float, float] | None) -> list[Hit]:
    x, y, _ = found.numbers
    away = np.zeros(len(x)) if near is None else np.hypot(x - near[0], y - near[1])
    away = np.where(x == x, away, np.inf)  # of equals, those that can be shown come first
    order = np.lexsort((found.rows[3], away, found.rows[2], -rounded))
    hits: list[Hit] = []
    seen: set[tuple[int, int]] = set()
    for at in range(0, len(order), MANY_HITS * limit):
        some = order[at : at + MANY_HITS * limit]
        for row, numbers in zip(found.rows[:, some].T.tolist(), found.numbers[:, some].T.tolist(), strict=True):
            theme, fid, _, name = row
            # the segments of a road are one hit: the nearest of them
            key = (-1, name) if theme == ROADS else (theme, fid)
            if key in seen:
                continue
            seen.add(key)
            hits.append(Hit(THEME_NAMES[theme], fid, min(numbers[2], 1.0), numbers[0], numbers[1]))
            if len(hits) == limit:
                return hits
    return hits
