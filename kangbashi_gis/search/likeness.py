"""Which place names a text may mean where none stands in it as written: with mistakes, by sound, in mixed writing."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from kangbashi_gis.index.order import INITIALS, PINYIN
from kangbashi_gis.index.pinyin import sounds, syllables_of
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.search.mistakes import mistakes

SHORTEST = 3  # a name of two characters with a mistake is any name
SHORTEST_FOR_TWO = 5
MOST_LIKE = 300  # looked at for one text
ALIKE = 0.94  # sounds the same
ONE, TWO = 0.88, 0.82  # mistakes
MIXED = 0.9


class Like(NamedTuple):
    """A stretch of the text that may be a name, and how much it is like it, 0 to 1."""

    start: int
    end: int
    name: int
    likeness: float


Finder = Callable[[str, Segment], Iterator[Like]]


def with_a_mistake(text: str, segment: Segment) -> Iterator[Like]:
    """Names with one wrong, missing or extra character, or two exchanged."""
    return _mistaken(text, segment, 1)


def with_two_mistakes(text: str, segment: Segment) -> Iterator[Like]:
    """Longer names with two."""
    return _mistaken(text, segment, 2)


def by_sound(text: str, segment: Segment) -> Iterator[Like]:
    """Names that sound the same, however many characters are others."""
    if text.isascii():
        return
    for start, end, spelling in _spelled(syllables_of(text), segment, PINYIN):
        name = int(segment.arrays["spelling_name"][spelling])
        typed, written = text[start:end], segment.names[name]
        if len(typed) == len(written) >= SHORTEST and not typed.isascii() and typed != written:
            yield Like(start, end, name, ALIKE)


def mixed(text: str, segment: Segment) -> Iterator[Like]:
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


def _mistaken(text: str, segment: Segment, most: int) -> Iterator[Like]:
    shortest = SHORTEST if most == 1 else SHORTEST_FOR_TWO
    for start, end, name in segment.places_like(text, most)[:MOST_LIKE].tolist():
        if end - start < shortest - most:
            continue
        typed, written = text[start:end], segment.names[name]
        if len(written) < shortest or len({*typed} & {*written}) < len({*written}) - most:
            continue
        # a name that stands in the stretch as it is written has been found already
        if written in typed or not _alike_in_figures(typed, written):
            continue
        count = mistakes(typed, written, most)
        if 0 < count <= most and len(written) - count > count and not _better_shorter(typed, written, count):
            yield Like(start, end, name, _likeness(typed, written, count))


def _better_shorter(typed: str, written: str, count: int) -> bool:
    """Tell whether a stretch is more like a name without its first or last character, which then is no part of it."""
    return mistakes(typed[1:], written) < count or mistakes(typed[:-1], written) < count


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
    for start, end, spelling in segment.places_in("".join(pieces)):
        if int(segment.arrays["spelling_kind"][spelling]) == kind and start in boundary and end in boundary:
            yield boundary[start], boundary[end], spelling
