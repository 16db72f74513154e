"""Which characters of a result are those that were typed, also where letters were typed for Chinese characters."""

import re
from collections.abc import Sequence

from kangbashi_gis.index.pinyin import sounds

SIGNS = re.compile(r"[a-z]+|[0-9]+|\S")
Runs = list[tuple[str, bool]]


def marked(text: str, query: str) -> Runs:
    """Cut a text into runs, True where the characters of the query stand in it, the longest runs first.

    Numbers and words of letters count as a whole: the 5 of 57 is no part of 1503.
    """
    plain = "".join(map(_small, text))
    flags = [False] * len(text)
    rest = SIGNS.findall("".join(map(_small, query)))
    while rest:
        size = next((n for n in range(len(rest), 0, -1) if "".join(rest[:n]) in plain), 0)
        start, end = _stretch(plain, "".join(rest[:size])) if size else _spoken(plain, rest[0])
        flags[start:end] = [True] * (end - start)
        rest = rest[size or 1 :]
    return _runs(text, flags)


def _stretch(plain: str, typed: str) -> tuple[int, int]:
    start = plain.index(typed)
    return start, start + len(typed)


def _small(sign: str) -> str:
    """Give the small letter, where that is one letter too (İ becomes two)."""
    small = sign.lower()
    return small if len(small) == 1 else sign


def _spoken(plain: str, typed: str) -> tuple[int, int]:
    """Give the first stretch whose characters are spelled so, by syllables or by their initials; (0, 0) for none."""
    if not typed.isascii() or not typed.isalpha():
        return 0, 0
    for start in range(len(plain)):
        if end := _spelled(plain, start, typed):
            return start, end
    return 0, 0


def _spelled(plain: str, at: int, typed: str) -> int:
    """Give where the characters end that letters stand for, the last of which may be begun; 0 where they do not."""
    if at == len(plain) or plain[at].isascii():
        return 0
    for syllable in sounds(plain[at]):
        if syllable.startswith(typed):
            return at + 1
        for part in (syllable, syllable[:1]):
            if typed.startswith(part) and (end := _spelled(plain, at + 1, typed[len(part) :])):
                return end
    return 0


def _runs(text: str, flags: Sequence[bool]) -> Runs:
    runs: Runs = []
    for character, flag in zip(text, flags, strict=True):
        if runs and runs[-1][1] == flag:
            runs[-1] = (runs[-1][0] + character, flag)
        else:
            runs.append((character, flag))
    return runs
