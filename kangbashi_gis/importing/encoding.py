"""Which encoding the bytes of a text are in. The bytes decide; what a file says of itself is only a hint.

Bytes that are strict UTF-8 are UTF-8: Chinese in GBK practically never is. Else they are GB18030,
provided that what comes out looks like Chinese as people write it; else a hint that decodes. Where a hint
and the bytes both make sense and differ, and where nothing does, we ask.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kangbashi_gis.errors import EncodingUnclear

UTF8, GB18030 = "UTF-8", "GB18030"
# Of the non-ASCII characters of real Chinese tables, far more than this share is in GB 2312.
# Western, Japanese or Big5 bytes misread as GB18030 mostly give rare characters.
LEAST_COMMON = 0.7
# What programs write as a hint without having looked: it says nothing, for any bytes decode as these.
DEFAULTS = ("iso8859-1", "cp1252", "latin-1", "cp437", "cp850")
HINTS = {
    "936": "GB18030",
    "gbk": "GB18030",
    "gb2312": "GB18030",
    "cp936": "GB18030",
    "65001": "UTF-8",
    "950": "big5",
    "big-5": "big5",
    "koi8r": "koi8_r",
}


def detect(texts: Iterable[bytes], path: Path, hint: str = "") -> str:
    """Choose the encoding of byte strings, each whole but for a character cut off at its end.

    Raises EncodingUnclear where nothing fits; then the user has to say.
    """
    telling = [text for text in texts if not text.isascii()]
    if decodes(telling, UTF8):
        return UTF8
    declared = known(hint)
    told = declared not in ("", UTF8, GB18030, *DEFAULTS) and decodes(telling, declared)
    chinese = decodes(telling, GB18030) and looks_chinese("".join(decode(text, GB18030) for text in telling))
    if chinese and not told:
        return GB18030
    if told and not chinese:
        return declared
    # neither, or both: KOI8-R that happens to read as Chinese, for one
    raise EncodingUnclear(path=str(path), encoding=hint if told else GB18030)


def known(name: str) -> str:
    """Give a Python codec for `GBK`, `936`, `ANSI 1252`, `utf8` …, or "" where there is none."""
    plain = name.strip().lower().removeprefix("ansi").removeprefix("oem").strip()
    for candidate in (HINTS.get(plain, plain), f"cp{plain}", re.sub(r"^(windows|win)[-_ ]?", "cp", plain)):
        try:
            found = codecs.lookup(candidate)
        except (LookupError, ValueError):
            continue
        # "rot13", "zip" and the like are codecs too, but no encodings of text
        return (
            {"utf-8": UTF8, "gb18030": GB18030, "gbk": GB18030}.get(found.name, found.name) if _is_text(found) else ""
        )
    return ""


def chosen(name: str, path: Path) -> str:
    """Give the codec that the user named; raises EncodingUnclear for a name nobody knows."""
    codec = known(name)
    if not codec:
        raise EncodingUnclear(path=str(path), encoding=name)
    return codec


def decodes(texts: Iterable[bytes], encoding: str) -> bool:
    """Tell whether all texts decode strictly, a character cut off at the end of one left aside."""
    try:
        for text in texts:
            decode(text, encoding)
    except UnicodeDecodeError:
        return False
    return True


def decode(text: bytes, encoding: str) -> str:
    """Decode strictly, but leave away a character that was cut in the middle at the end of a fixed-width field."""
    return codecs.getincrementaldecoder(encoding)().decode(text)


def looks_chinese(text: str) -> bool:
    """Tell whether most non-ASCII characters are in GB 2312, as in nearly all that is written in Chinese."""
    telling = {letter: count for letter, count in Counter(text).items() if not letter.isascii()}
    common = sum(count for letter, count in telling.items() if _in_gb2312(letter))
    return common >= LEAST_COMMON * sum(telling.values())


def _in_gb2312(letter: str) -> bool:
    return bool(letter.encode("gb2312", "ignore"))


def _is_text(codec: codecs.CodecInfo) -> bool:
    return bool(getattr(codec, "_is_text_encoding", True))
