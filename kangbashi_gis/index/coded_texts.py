"""Which of the different texts of a column hold what was typed: as it is written, in pinyin, or as initials.

A text is a run of UTF-16. A character is read in each way it may be read, so nothing more than a table of readings is
needed to find 鄂尔多斯 by eerduosi or eeds, and no spelling of any row is kept.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

import numpy as np

from kangbashi_gis.index.coded import Coded
from kangbashi_gis.model import readings

PIECE = 1 << 20
SAMPLE = 1 << 14
COMPARED = 2  # so few characters are compared one by one; for more, a table is looked into
MOST_READINGS = 12
LONGEST_TYPED = 200
SIGNS = 1 << 16

Element = np.ndarray  # the characters that may stand at one place of what is looked for, as UTF-16


def holding(column: Coded, typed: str) -> np.ndarray:
    """Tell for each text of a column whether it holds what was typed; bool. Latin letters match in either case."""
    found = np.zeros(column.texts, bool)
    for needle in _needles(typed[:LONGEST_TYPED]):
        for place in _places(column.text, needle):
            found[np.searchsorted(column.at, place.astype(column.at.dtype), "right") - 1] = True
    return found


def _needles(typed: str) -> Iterator[list[Element]]:
    yield [_either_case(sign) for sign in np.frombuffer(typed.encode("utf-16-le", "surrogatepass"), np.uint16)]
    letters = typed.lower()
    if not (letters.isascii() and letters.isalpha()):
        return
    yield [_initial(letter) for letter in letters]
    if len(letters) > 1:
        for reading in _readings(letters):
            yield [*(_syllable(one) for one in reading[:-1]), _begun(reading[-1])]


def _places(run: np.ndarray, needle: Sequence[Element]) -> Iterator[np.ndarray]:
    """Give where in a run a needle begins, piece by piece: the rarest of its signs first, then the others there."""
    if not needle or not all(map(len, needle)):
        return
    rarest = _rarest(run, needle)
    for start in range(0, len(run), PIECE):
        # a needle may begin in this piece and end in the next
        piece = run[start : start + PIECE + len(needle) - 1]
        end = len(piece) - len(needle) + 1
        if end <= 0:
            return
        found = np.flatnonzero(_met(piece[rarest : rarest + end], needle[rarest]))
        for at, element in enumerate(needle):
            if at != rarest and len(found):
                found = found[_met(piece[found + at], element)]
        if len(found):
            yield found + start


def _rarest(run: np.ndarray, needle: Sequence[Element]) -> int:
    sample = np.asarray(run[:: max(len(run) // SAMPLE, 1)])
    return int(np.argmin([np.count_nonzero(_met(sample, element)) for element in needle]))


def _met(signs: np.ndarray, element: Element) -> np.ndarray:
    met: np.ndarray
    if len(element) > COMPARED:
        return _table(element.tobytes())[signs]
    met = signs == element[0]
    for one in element[1:]:
        met |= signs == one
    return met


@lru_cache(maxsize=256)
def _table(element: bytes) -> np.ndarray:
    table = np.zeros(SIGNS, bool)
    table[np.frombuffer(element, np.uint16)] = True
    return table


def _either_case(sign: int) -> Element:
    letter = chr(sign)
    both = {letter.lower(), letter.upper()} if letter.isascii() else {letter}
    return np.array(sorted(map(ord, both)), np.uint16)


def _readings(letters: str) -> list[tuple[str, ...]]:
    """Give the ways to take letters apart into syllables, the last of which may only be begun."""
    found: list[tuple[str, ...]] = []

    def go(at: int, before: tuple[str, ...]) -> None:
        if len(found) >= MOST_READINGS:
            return
        if len(_begun(letters[at:])):
            found.append((*before, letters[at:]))
        for end in range(min(len(letters), at + 6), at, -1):
            if end < len(letters) and letters[at:end] in _signs():
                go(end, (*before, letters[at:end]))

    go(0, ())
    return found


@cache
def _signs() -> dict[str, np.ndarray]:
    """Give the characters of each syllable, in every way they may be read."""
    read: dict[str, list[int]] = {}
    for sign, syllable in readings.usual().items():
        for one in (syllable, *readings.others().get(sign, ())):
            if ord(sign) < SIGNS:
                read.setdefault(one, []).append(ord(sign))
    return {syllable: np.unique(np.array(signs, np.uint16)) for syllable, signs in read.items()}


def _syllable(syllable: str) -> Element:
    return _signs().get(syllable, np.empty(0, np.uint16))


@lru_cache(maxsize=1024)
def _begun(front: str) -> Element:
    some = [signs for syllable, signs in _signs().items() if syllable.startswith(front)]
    return np.unique(np.concatenate(some)) if some else np.empty(0, np.uint16)


def _initial(letter: str) -> Element:
    own = np.array([ord(letter), ord(letter.upper())], np.uint16)
    return np.unique(np.concatenate([_begun(letter), own]))
