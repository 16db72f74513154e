"""Texts of one file in two encodings: rows that another program added, files that were put together.

GB18030 decodes nearly anything, so that such rows would come in as other characters. A text stands out where the
encoding of the rest makes nonsense of it and another one makes Chinese.
"""

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kangbashi_gis.importing import letters
from kangbashi_gis.importing.declared import BIG5, GB18030, UTF8

CHINESE = (UTF8, GB18030, BIG5)
LEAD_BITS = 25.0  # by which the other reading must be likelier: two or three characters
MOST_SIGN_BITS = 12.5  # of Chinese as people write it
MOST_WEIGHED = 4000
LEAST_EXPLAINED = 0.9
# two characters of every day in a row; the bytes of GB18030 and Big5 fall into this pattern by accident only
SHAPED_AS_UTF8 = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2}")


@dataclass(frozen=True)
class Mixed:
    """Most texts are in `main`, `odd` in `other`."""

    main: str
    other: str
    odd: frozenset[bytes]


def mixed(texts: Sequence[bytes], codec: str | None) -> Mixed | None:
    """Tell whether some texts are in another encoding than the rest; codec: that of the rest, None where nobody knows.

    Without one, two encodings must explain nearly all, and each text only one of them.
    """
    if codec in CHINESE:
        return _strays(texts, codec)
    return None if codec else _two(texts)


def _strays(texts: Sequence[bytes], codec: str) -> Mixed | None:
    """Find the texts that another encoding reads far better; decoding and encoding sieve before anything is weighed."""
    found: dict[str, set[bytes]] = {}
    for text in _doubtful(texts, codec):
        own = _weight(text, codec)
        best = min((_weight(text, one), one) for one in CHINESE if one != codec)
        if own[1] > MOST_SIGN_BITS > best[0][1] and own[0] - best[0][0] >= LEAD_BITS:
            found.setdefault(best[1], set()).add(text)
    if not found:
        return None
    other = max(found, key=lambda one: len(found[one]))
    return Mixed(codec, other, frozenset(found[other]))


def _doubtful(texts: Iterable[bytes], codec: str) -> list[bytes]:
    """Give the texts that are not plainly in an encoding, some at most."""
    kept = []
    for text in texts:
        if (codec != UTF8 and _decodes(text, UTF8)) or (codec == GB18030 and not _is_plain(text)):
            kept.append(text)
            if len(kept) == MOST_WEIGHED:
                break
    return kept


def _is_plain(text: bytes) -> bool:
    """Tell whether a text has only characters of GB 2312, in whose bytes Big5 is hardly ever all written."""
    try:
        text.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return True


def _decodes(text: bytes, codec: str) -> bool:
    try:
        text.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _two(texts: Sequence[bytes]) -> Mixed | None:
    """Sort texts that no encoding reads as a whole into UTF-8 and one of the others."""
    some = texts[:: max(1, len(texts) // MOST_WEIGHED)]
    of: dict[str, list[bytes]] = {one: [] for one in CHINESE}
    for text in some:
        (_, rate), codec = min((_weight(text, one), one) for one in CHINESE)
        if rate <= MOST_SIGN_BITS:
            of[codec].append(text)
    main, other, third = sorted(CHINESE, key=lambda one: -len(of[one]))
    if not of[other] or len(of[third]) + len(some) - sum(map(len, of.values())) > (1 - LEAST_EXPLAINED) * len(some):
        return None
    if not all(_weight(text, main)[0] - _weight(text, other)[0] >= LEAD_BITS for text in of[other][:1]):
        return None
    return Mixed(main, other, frozenset(of[other]))


def _weight(text: bytes, codec: str) -> tuple[float, float]:
    """Give the bits of a reading, and of each of its characters beyond ASCII; what does not decode is out."""
    try:
        read = codecs.getincrementaldecoder(codec)().decode(text)
    except UnicodeDecodeError:
        return letters.NEVER * len(text), letters.NEVER
    beyond = sum(not sign.isascii() for sign in read)
    bits = letters.bits(read, "zh")
    return bits, (bits - letters.ASCII_BITS * (len(read) - beyond)) / max(1, beyond)
