"""Which place names a text may mean where none stands in it as written: with mistakes, by sound, in mixed writing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kangbashi_gis.index.order import INITIALS, PINYIN
from kangbashi_gis.index.pinyin import sounds, syllables_of
from kangbashi_gis.index.resembling import Spans
from kangbashi_gis.index.segment import Segment

SHORTEST = 3  # a name of two characters with a mistake is any name
SHORTEST_FOR_TWO = 5
MOST_LIKE = 600  # taken of one text
ALIKE = 0.94  # sounds the same
ONE, TWO = 0.88, 0.82  # mistakes
MIXED = 0.9


class Like(NamedTuple):
    """A stretch of the text that may be a name, and how much it is like it, 0 to 1."""

    start: int
    end: int
    name: int
    likeness: float


# known: where names stand as they should be written, which need not be found
Finder = Callable[[str, Segment, Spans], Iterator[Like]]


def with_a_mistake(text: str, segment: Segment, known: Spans) -> Iterator[Like]:
    """Names with one wrong, missing or extra character, or two exchanged."""
    return _mistaken(text, segment, known, 1)


def with_two_mistakes(text: str, segment: Segment, known: Spans) -> Iterator[Like]:
    """Longer names with two."""
    return _mistaken(text, segment, known, 2)


def by_sound(text: str, segment: Segment, known: Spans) -> Iterator[Like]:
    """Names that sound the same, however many characters are others."""
    if text.isascii():
        return
    for start, end, spelling in _spelled(syllables_of(text), segment, PINYIN):
        name = int(segment.arrays["spelling_name"][spelling])
        typed, written = text[start:end], segment.names[name]
        if len(typed) == len(written) >= SHORTEST and not typed.isascii() and typed != written:
            yield Like(start, end, name, ALIKE)


def mixed(text: str, segment: Segment, known: Spans) -> Iterator[Like]:
    """Names of which some characters are written and some by letters: eeds大街, eerduosi大街."""
    if text.isascii() or not any("a" <= sign <= "z" for sign in text):
        return
    chinese = [sign > "\x7f" for sign in text]
    syllables = syllables_of(text)
    letters = [one[:1] for one in syllables]
    for kind, pieces in ((INITIALS, letters), (PINYIN, syllables)):
        for start, end, spelling in _spelled(pieces, segment, kind):
            name = int(segment.arrays["spelling_name"][spelling])
            both = any(chinese[start:end]) and not all(chinese[start:end])
            if both and _written(text[start:end], segment.names[name]):
                yield Like(start, end, name, MIXED)


def _written(typed: str, name: str) -> bool:
    """Tell whether the characters that were typed stand in the name in this order."""
    rest = iter(name)
    return all(sign in rest for sign in typed if sign > "\x7f")


def _mistaken(text: str, segment: Segment, known: Spans, most: int) -> Iterator[Like]:
    shortest = SHORTEST if most == 1 else SHORTEST_FOR_TWO
    like = segment.places_like(text, most, known)
    texts = segment.names.some(like.name[:MOST_LIKE])
    columns = (column[:MOST_LIKE].tolist() for column in like)
    for start, end, name, count, written in zip(*columns, texts, strict=True):
        typed = text[start:end]
        if len(written) < max(shortest, 2 * count + 1) or len(typed) < shortest - most:
            continue
        # a name that stands in the stretch as it is written has been found already
        if written not in typed and _alike_in_figures(typed, written):
            yield Like(start, end, name, _likeness(typed, written, count))


def _alike_in_figures(typed: str, written: str) -> bool:
    figures = [sign for sign in typed if sign.isascii()]
    return not figures or figures == [sign for sign in written if sign.isascii()]


def _likeness(typed: str, written: str, count: int) -> float:
    if len(typed) == len(written):
        others = [(a, b) for a, b in zip(typed, written, strict=True) if a != b]
        if all(sounds(a) & sounds(b) for a, b in others):
            return ALIKE
    return ONE if count == 1 else TWO


def _spelled(pieces: list[str], segment: Segment, kind: int) -> Iterator[tuple[int, int, int]]:
    """Give start and end (of pieces) and spelling where pieces together are a name's spelling of a kind."""
    at, boundary = 0, {0: 0}
    for number, piece in enumerate(pieces):
        at += len(piece)
        boundary[at] = number + 1
    for start, end, spelling in segment.places_in("".join(pieces), tuple(boundary)):
        if int(segment.arrays["spelling_kind"][spelling]) == kind:
            yield boundary[start], boundary[end], spelling
