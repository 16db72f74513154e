"""Readers: how a query is understood before anything is looked for. Each adds to what the ones before it read."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from kangbashi_gis.index.draft import KINDS
from kangbashi_gis.index.order import INITIALS, PINYIN, SHORT, UNREAD, WORD
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Label, labels

REGION_RANKS = (KINDS.index("divisions"), KINDS.index("region"))
MOST_LABELS = 5
MOST_GUESSES = 4
MOST_BEGUN = 64  # spellings that begin so
SHORTEST_INITIALS = 3
BEGUN, WHOLE = 0.78, 0.97  # how good a name is of which nothing, or all but nothing, is still to come
NOISE = ("附近", "旁边", "对面", "周边")
# How sure a name is that was typed in some other way than it is written.
SPELLED = {UNREAD: 1.0, SHORT: 0.97, WORD: 0.95, PINYIN: 0.93, INITIALS: 0.88}


class Cut(NamedTuple):
    """A place name that stands in the text from start to end. spelled: 1 as written, less by pinyin and the like.

    others: names that a stretch with a mistake in it may be as well.
    """

    start: int
    end: int
    name: int
    rank: int
    spelled: float
    others: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """Number of characters."""
        return self.end - self.start


class Guess(NamedTuple):
    """A stretch that may stand for any of some names (best first): how well it does for each is 0 to 1.

    Either the names begin with it, or (loose) it is one of them with mistakes.
    """

    start: int
    end: int
    names: tuple[int, ...]
    finished: tuple[float, ...]
    loose: bool = False


class Reading(NamedTuple):
    """A query as understood so far. factor: less than 1 where an old name was put into today's words."""

    text: str
    factor: float = 1.0
    cuts: tuple[Cut, ...] = ()
    labels: tuple[Label, ...] = ()
    guesses: tuple[Guess, ...] = ()
    gaps: tuple[tuple[int, int], ...] = ()

    @property
    def weight(self) -> int:
        """Number of characters that want explaining."""
        return _weight(self.text)


Reader = Callable[[Reading, Segment], Reading]


@lru_cache(maxsize=64)
def _weight(text: str) -> int:
    noise = sum(len(word) for word in NOISE if word in text)
    return len(text) - text.count(" ") - text.count("-") - noise


def read_places(reading: Reading, segment: Segment) -> Reading:
    """Cut out known place names: those that together cover most, in the longest pieces."""
    return reading._replace(cuts=segment.once(_covering, reading.text))


def _covering(text: str, segment: Segment) -> tuple[Cut, ...]:
    return tuple(best_cover(places(text, segment), len(text)))


def places(text: str, segment: Segment) -> tuple[Cut, ...]:
    """Give every known place name in a text that may stand there."""
    found: tuple[Cut, ...] = segment.once(_places, text)
    return found


def _places(text: str, segment: Segment) -> tuple[Cut, ...]:
    found = list(_cuts(text, segment))
    # in pinyin, one name may follow the other: kangbashiqutianjiaolu
    spelled = [cut for cut in found if cut.spelled == SPELLED[PINYIN]]
    starts, ends = {cut.start for cut in spelled}, {cut.end for cut in spelled}
    return tuple(
        cut
        for cut in found
        if (not _joined(text, cut.start) or (cut in spelled and cut.start in ends))
        and (not _joined(text, cut.end) or (cut in spelled and cut.end in starts))
    )


def read_labels(reading: Reading, segment: Segment) -> Reading:
    """Read numbers and letters between the names; what is left over are gaps."""
    found: list[Label] = []
    gaps: list[tuple[int, int]] = []
    for start, end in _free(reading.text, reading.cuts):
        at = start
        for label in labels(reading.text, start, end):
            if len(found) < MOST_LABELS:
                gaps += _gap(reading.text, at, label.start)
                found.append(label)
                at = label.end
        gaps += _gap(reading.text, at, end)
    return reading._replace(labels=tuple(found), gaps=tuple(gaps))


def guess_names(reading: Reading, segment: Segment) -> Reading:
    """Find names of which only the beginning was typed: at the end, or before a number (鄂尔多斯12号)."""
    guesses: list[Guess] = []
    for start, end in _stretches(reading):
        if guess := _guess(reading, segment, start, end):
            guesses.append(guess)
    return reading._replace(guesses=tuple(guesses[:MOST_GUESSES]))


def _cuts(text: str, segment: Segment) -> Iterable[Cut]:
    kinds, names = segment.arrays["spelling_kind"], segment.arrays["spelling_name"]
    for start, end, spelling in segment.places_in(text):
        kind, name = int(kinds[spelling]), int(names[spelling])
        if kind != INITIALS or end - start >= SHORTEST_INITIALS:
            yield Cut(start, end, name, int(segment.rank[name]), SPELLED.get(kind, 1.0))


def _joined(text: str, at: int) -> bool:
    """Tell whether a place lies inside a Latin word or a number."""
    if at == 0 or at == len(text):
        return False
    before, after = text[at - 1], text[at]
    if not (before.isascii() and after.isascii()):
        return False
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def best_cover(cuts: Iterable[Cut], length: int) -> list[Cut]:
    """Choose cuts that do not overlap, with the greatest sum of squared lengths; pinyin counts for less."""
    by_end: dict[int, list[Cut]] = {}
    for cut in cuts:
        by_end.setdefault(cut.end, []).append(cut)
    best: list[tuple[float, Cut | None]] = [(0.0, None)]
    for end in range(1, length + 1):
        top: tuple[float, Cut | None] = (best[end - 1][0], None)
        for cut in by_end.get(end, ()):
            worth = best[cut.start][0] + cut.length**2 * cut.spelled
            if worth > top[0]:
                top = (worth, cut)
        best.append(top)
    chosen, at = [], length
    while at > 0:
        cut_here = best[at][1]
        if cut_here is None:
            at -= 1
        else:
            chosen.append(cut_here)
            at = cut_here.start
    return chosen[::-1]


def _free(text: str, cuts: tuple[Cut, ...]) -> Iterable[tuple[int, int]]:
    at = 0
    for cut in cuts:
        if cut.start > at:
            yield at, cut.start
        at = cut.end
    if at < len(text):
        yield at, len(text)


def _gap(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Give a stretch without what holds no meaning; nothing when nothing is left."""
    while start < end and text[start] in " -#":
        start += 1
    while end > start and text[end - 1] in " -#":
        end -= 1
    return [] if start == end or text[start:end] in NOISE else [(start, end)]


def _stretches(reading: Reading) -> Iterable[tuple[int, int]]:
    """Give stretches that may be the beginning of a name: gaps, alone and with the name before, and last names."""
    ends = {gap[1]: gap[0] for gap in reading.gaps}
    for start, end in reading.gaps:
        yield from ((cut.start, end) for cut in reading.cuts if cut.end == start)
        yield start, end
    for cut in reading.cuts:
        followed = cut.end == len(reading.text) or any(label.start == cut.end for label in reading.labels)
        if followed and cut.end not in ends:
            yield cut.start, cut.end


def _guess(reading: Reading, segment: Segment, start: int, end: int) -> Guess | None:
    text = reading.text[start:end]
    low, high = segment.beginning(text)
    spellings = segment.best_of(low, high)[:MOST_BEGUN]
    bearing = segment.are_places(segment.arrays["spelling_name"][spellings])
    spellings = spellings[bearing]
    columns = (segment.arrays[f"spelling_{what}"][spellings].tolist() for what in ("name", "kind"))
    names: dict[int, float] = {}
    for name, kind, whole in zip(*columns, segment.spellings.some(spellings), strict=True):
        # a name that is whole already has been cut out; here only what goes on
        if name not in names and len(whole) > len(text):
            names[name] = BEGUN + (WHOLE - BEGUN) * len(text) / len(whole) * SPELLED.get(kind, 1.0)
    return Guess(start, end, tuple(names), tuple(names.values())) if names else None
