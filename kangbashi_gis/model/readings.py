"""How each character may be read, without tones: a table of our own, as pypinyin takes a third of a second to load.

`resources/pinyin/readings.txt` has a line per syllable: the syllable, the characters usually read so, and those that
are so read in some words. `python -m devtools.readings` writes it from pypinyin's dictionary.
"""

from collections.abc import Iterator
from functools import cache

from kangbashi_gis import paths


@cache
def usual() -> dict[str, str]:
    """Give the usual syllable of each character that has one."""
    return {sign: syllable for syllable, signs, _ in _lines() for sign in signs}


@cache
def others() -> dict[str, tuple[str, ...]]:
    """Give the further syllables of the characters that have several."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, _, signs in _lines():
        for sign in signs:
            found[sign] = (*found.get(sign, ()), syllable)
    return found


def _lines() -> Iterator[tuple[str, str, str]]:
    for line in paths.resource("pinyin", "readings.txt").read_text(encoding="utf-8").splitlines():
        syllable, signs, also = line.split(" ")
        yield syllable, signs, also
