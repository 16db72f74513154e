"""A person's name sign by sign: how each is written, read and shortened, as it is indexed and as it is typed.

A name has places: a Chinese character each, or a run of letters (乌云·其木格 has five, Anna Schmidt two).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kangbashi_gis.model import readings
from kangbashi_gis.model.surnames import COMPOUND_READINGS, READINGS

MOST_PLACES = 24
INITIALS = frozenset("abcdefghjklmnopqrstwxyz")
DOUBLE = ("zh", "ch", "sh")
# the characters of GB 18030-2022; later ones of the same planes too
HAN = (("㐀", "鿿"), ("豈", "\ufaff"), ("〇", "〇"), ("\U00020000", "\U0003ffff"))
_SIGNS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Piece:
    """What is typed for one place of a name. kind: sign, syllable, initial, or begun (the front of a syllable)."""

    kind: str
    text: str


def is_han(sign: str) -> bool:
    """Tell whether a sign is a Chinese character, those beyond the basic plane included."""
    return len(sign) == 1 and any(low <= sign <= high for low, high in HAN)


def places_of(name: str) -> tuple[str, ...]:
    """Give what stands at each place of a name: a Chinese character, or a run of letters in lower case."""
    places: list[str] = []
    run = ""
    for sign in unicodedata.normalize("NFKC", name):
        is_letter = bool(_SIGNS.match(sign)) and not is_han(sign)
        if run and not is_letter:
            places.append(run)
            run = ""
        if is_letter:
            run += sign.lower()
        elif is_han(sign):
            places.append(sign)
    return tuple([*places, run] if run else places)[:MOST_PLACES]


def syllables_of(places: tuple[str, ...], at: int) -> frozenset[str]:
    """Give every way the sign at a place may be read, that of a surname included; letters are read as they stand."""
    sign = places[at]
    if not is_han(sign):
        return frozenset((sign,))
    known = {readings.usual().get(sign, ""), *readings.others().get(sign, ())}
    if at == 0:
        known.add(READINGS.get(sign, ""))
    if at < 2:
        family = COMPOUND_READINGS.get("".join(places[:2]))
        known.add(family[at] if family else "")
    # 吕 is typed lv, lü and, in passports, lyu
    known |= {f"{one[0]}yu" for one in known if one in ("lv", "nv")}
    return frozenset(known - {""})


def pieces_of(text: str) -> Iterator[tuple[Piece, ...]]:
    """Read what was typed in every way: characters stand for themselves, letters for syllables and initials.

    Ways of whole syllables come first, then those with a syllable that is only begun, then initials.
    """
    runs = [_read(run) for run in places_of(text)]
    yield from sorted(_joined(runs), key=_cost)


def _joined(runs: list[tuple[tuple[Piece, ...], ...]]) -> list[tuple[Piece, ...]]:
    ways: list[tuple[Piece, ...]] = [()]
    for number, run in enumerate(runs):
        last = number == len(runs) - 1
        fitting = [one for one in run if last or one[-1].kind != "begun" or one[-1].text in DOUBLE]
        ways = [(*way, *one) for way in ways for one in fitting][:200]
    return ways


def way_cost(way: tuple[Piece, ...]) -> int:
    """Tell how loosely something was read: 0 by whole syllables, 1 with the last of them begun, 2 with initials."""
    loose = sum(piece.kind in ("initial", "begun") for piece in way)
    return 0 if loose == 0 else 1 if loose == 1 and way[-1].kind == "begun" else 2


def _cost(way: tuple[Piece, ...]) -> tuple[int, int]:
    return way_cost(way), sum(piece.kind in ("initial", "begun") for piece in way) * 2 + len(way)


def _read(run: str) -> tuple[tuple[Piece, ...], ...]:
    """Give the ways to read one character, or one run of letters."""
    if is_han(run):
        return ((Piece("sign", run),),)
    letters = run.replace("ü", "v")
    if not letters.isascii():
        return ((Piece("syllable", run),),)
    ways = list(_split(letters))
    whole = any(len(way) == 1 and way[0].kind == "syllable" for way in ways)
    if whole:
        # zhang is the surname, not z and hang
        ways = [way for way in ways if all(piece.kind == "syllable" for piece in way)]
    if len(letters) > 3 and not any(len(way) == 1 for way in ways):
        ways.append((Piece("begun", letters),))  # a name in letters: Anna
    return tuple(sorted(ways, key=_cost))[:16]


def _split(letters: str) -> Iterator[tuple[Piece, ...]]:
    """Cut a run of letters into syllables and initials, the last of which may be begun."""
    known, begun = _syllables()
    waiting: list[tuple[tuple[Piece, ...], str]] = [((), letters)]
    steps = 0
    while waiting and steps < 400:
        steps += 1
        way, rest = waiting.pop()
        if not rest:
            yield way
            continue
        if len(way) >= 8:
            continue
        if rest in begun and rest not in known and len(rest) > 1:
            yield (*way, Piece("begun", rest))
        for double in DOUBLE:
            if rest.startswith(double):
                waiting.append(((*way, Piece("begun", double)), rest[2:]))
        if rest[0] in INITIALS:
            waiting.append(((*way, Piece("initial", rest[0])), rest[1:]))
        # pushed last, so taken first: the longest syllable
        lengths = range(1, min(7, len(rest) + 1))
        waiting += [((*way, Piece("syllable", rest[:n])), rest[n:]) for n in lengths if rest[:n] in known]


@cache
def _syllables() -> tuple[frozenset[str], frozenset[str]]:
    """Give all syllables, and all beginnings of them."""
    known = {one for one in readings.usual().values() if one.isascii() and one.isalpha()}
    known |= {one for others in readings.others().values() for one in others if one.isascii()}
    known |= {"lyu", "nyu"}
    known -= {"m", "n", "ng", "hm", "hng"}
    return frozenset(known), frozenset(one[:n] for one in known for n in range(1, len(one) + 1))
