"""The ways in which bytes may be read, each weighed by how likely the text is that comes out."""

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kangbashi_gis.importing import letters
from kangbashi_gis.importing.declared import BIG5, GB18030, UTF8

DBF_NAME_BYTES = 10
CUT_BITS, MOST_CUT = 20.0, 3  # a character cut in the middle at the end of a field
BROKEN_BITS = 60.0  # a value that does not decode
NAME_BITS = 6.0  # a column that our themes know by name
COUNTED = 64
MOST_FIRST = 120  # pieces that tell which encodings are worth a closer look
HOPELESS_BITS = 300.0  # by which one of these must not trail
MOST_BYTES = 8_000  # of different pieces; more would not tell more
# Bytes between blanks, digits and signs, with something beyond ASCII in them. The digits of a GB18030 character of
# four bytes belong to it, and the last digit before a piece says something of what follows: 3号, 5楼.
PIECE = re.compile(rb"[0-9]?(?:[\x81-\xfe][\x30-\x39][\x81-\xfe][\x30-\x39]|[\x40-\xff])+")
# Codes of seven bits say with an escape, a shift or ~{ that what follows is no ASCII.
SHIFTED = re.compile(rb"\x1b[$(]|\x0e|~\{")
SEVEN_BITS = {"iso2022_jp_2": "ISO-2022-JP", "iso2022_kr": "ISO-2022-KR", "hz": "HZ"}
LEADING_DIGIT = re.compile(rb"^[0-9]")
EVERY = (
    "zh",
    "ja",
    "ko",
    "ru",
    "latin",
    "central",
    "turkish",
    "greek",
    "thai",
    "vietnamese",
    "hebrew",
    "arabic",
    "any",
)


@dataclass(frozen=True)
class Encoding:
    """A codec, the languages that are written in it, and what it is called."""

    codec: str
    languages: tuple[str, ...]
    label: str
    bits: float = 0.0  # how much rarer it is here than GB18030


ENCODINGS = (
    Encoding(UTF8, EVERY, "UTF-8", -8.0),
    Encoding(GB18030, ("zh",), "GB18030"),
    Encoding(BIG5, ("zh",), "Big5", 3.0),
    Encoding("big5hkscs", ("zh",), "Big5-HKSCS", 10.0),
    Encoding("cp932", ("ja",), "Shift_JIS", 4.0),
    Encoding("euc_jp", ("ja",), "EUC-JP", 4.0),
    Encoding("cp949", ("ko",), "EUC-KR", 4.0),
    Encoding("cp1251", ("ru", "any"), "windows-1251", 3.0),
    Encoding("koi8-r", ("ru",), "KOI8-R", 4.0),
    Encoding("koi8-u", ("ru",), "KOI8-U", 5.0),
    Encoding("cp866", ("ru",), "IBM866", 8.0),
    Encoding("iso8859-5", ("ru",), "ISO-8859-5", 12.0),
    Encoding("cp1252", ("latin",), "windows-1252", 2.5),
    Encoding("cp850", ("latin",), "IBM850", 8.0),
    Encoding("mac-roman", ("latin",), "Mac Roman", 9.0),
    Encoding("cp1250", ("central",), "windows-1250", 6.0),
    Encoding("iso8859-2", ("central",), "ISO-8859-2", 7.0),
    Encoding("cp1254", ("turkish",), "windows-1254", 7.0),
    Encoding("cp1253", ("greek",), "windows-1253", 8.0),
    Encoding("iso8859-7", ("greek",), "ISO-8859-7", 8.0),
    Encoding("cp874", ("thai",), "windows-874", 8.0),
    Encoding("cp1255", ("hebrew",), "windows-1255", 10.0),
    Encoding("cp1256", ("arabic",), "windows-1256", 10.0),
    Encoding("cp1257", ("baltic",), "windows-1257", 8.0),
    Encoding("cp1258", ("vietnamese",), "windows-1258", 9.0),
)
EAST_ASIAN = (UTF8, GB18030, BIG5, "cp932", "euc_jp", "cp949")
LABELS = {one.codec: one.label for one in ENCODINGS} | {
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
}


@dataclass(frozen=True)
class Evidence:
    """What is looked at: the different names and values that are not ASCII, and the different pieces of them.

    Names come as the file has them; a value that ends in a blank or a line break was not cut off.
    """

    names: tuple[bytes, ...]
    values: tuple[bytes, ...]
    pieces: tuple[bytes, ...]


@dataclass(frozen=True)
class Reading:
    """What one encoding makes of the evidence.

    bits: how unlikely its text is. broken, cut: how many names and values do not decode, or end in half a character.
    signs: characters beyond ASCII. common: the share of them that people write every day; known: how many of them are
    in column names that our themes know.
    rate: bits of each of them. text: the pieces decoded, to tell readings apart that come to the same.
    """

    encoding: Encoding
    bits: float
    broken: int
    cut: int
    signs: int
    common: float
    known: int
    rate: float
    text: str


def evidence(names: Iterable[bytes], values: Iterable[bytes]) -> Evidence:
    """Take what tells an encoding, in the order it comes."""
    kept_names = tuple(dict.fromkeys(name for name in names if not name.isascii()))
    kept = tuple(dict.fromkeys(value for value in values if is_telling(value)))
    pieces: dict[bytes, None] = {}
    size = 0
    for piece in _pieces((*kept_names, *kept)):
        if piece not in pieces:
            pieces[piece] = None
            size += len(piece)
        if size > MOST_BYTES:
            break
    return Evidence(kept_names, kept, tuple(pieces))


def _pieces(texts: Iterable[bytes]) -> Iterator[bytes]:
    for text in texts:
        yield from (LEADING_DIGIT.sub(b"0", piece) for piece in PIECE.findall(text) if not piece.isascii())


def is_telling(text: bytes) -> bool:
    """Tell whether a text says something of its encoding: it is not, or not meant to be, ASCII."""
    return not text.isascii() or SHIFTED.search(text) is not None


def seven_bits(texts: Iterable[bytes]) -> str:
    """Give the code of seven bits that ASCII texts are written in, or ""."""
    shifted = [text for text in texts if text.isascii() and SHIFTED.search(text)]
    for codec in SEVEN_BITS if shifted else ():
        try:
            decoded = [text.decode(codec) for text in shifted]
        except UnicodeDecodeError:
            continue
        if not "".join(decoded).isascii():
            return codec
    return ""


def readings(found: Evidence) -> list[Reading]:
    """Read the evidence in every encoding, the likeliest first; all of it only in those that a part leaves a chance."""
    some = _part(found)
    if some is found:
        return sorted((reading(found, encoding) for encoding in ENCODINGS), key=lambda one: one.bits)
    first = [reading(some, encoding) for encoding in ENCODINGS]
    chance = min(one.bits for one in first) + HOPELESS_BITS
    share = len(found.pieces) / len(some.pieces)
    whole = (
        reading(found, one.encoding) if one.bits <= chance else replace(one, bits=one.bits * share) for one in first
    )
    return sorted(whole, key=lambda one: one.bits)


def _part(found: Evidence) -> Evidence:
    """Give a part of much evidence, spread over all of it."""
    if len(found.pieces) < 2 * MOST_FIRST:
        return found
    values = found.values[:: max(1, len(found.values) // MOST_FIRST)]
    return Evidence(found.names, values, found.pieces[:: len(found.pieces) // MOST_FIRST])


def reading(found: Evidence, encoding: Encoding) -> Reading:
    """Read the evidence in one encoding."""
    broken, cut = failures(found, encoding.codec)
    texts = [_decoded(piece, encoding.codec) for piece in found.pieces]
    bits = sum(_least(text, encoding) for text in texts) + broken * BROKEN_BITS + min(cut, MOST_CUT) * CUT_BITS
    saved, known = _bonus(found.names, encoding)
    telling = [sign for text in texts for sign in text if not sign.isascii()]
    common = sum(_is_common(sign, encoding.codec) for sign in telling) / max(1, len(telling))
    signs = max(len(telling), _signs(found, encoding.codec))
    plain = sum(map(len, texts)) - len(telling)
    rate = (bits - letters.ASCII_BITS * plain) / max(1, len(telling))
    return Reading(encoding, max(0.0, bits - saved), broken, cut, signs, common, known, rate, "\n".join(texts))


def _least(text: str, encoding: Encoding) -> float:
    return min(letters.bits(text, language) for language in encoding.languages)


def _signs(found: Evidence, codec: str) -> int:
    """Count characters beyond ASCII in the first different names and values: where there are few, each counts."""
    some = (_decoded(text, codec) for text in (*found.names, *found.values)[:COUNTED])
    return sum(not sign.isascii() for text in some for sign in text)


def _decoded(piece: bytes, codec: str) -> str:
    """Decode what decodes; half a character at the end is left away, other faults become U+FFFD, which costs most."""
    return codecs.getincrementaldecoder(codec)("replace").decode(piece)


def failures(found: Evidence, codec: str) -> tuple[int, int]:
    """Count the names and values that do not decode, and those that end in half a character."""
    if _whole(b"\n".join((*found.names, *found.values, b"")), codec):
        return 0, 0
    states = [_state(name, codec, len(name) >= DBF_NAME_BYTES) for name in found.names]
    states += [_state(value, codec, value[-1:] not in b" \n\r\0") for value in found.values]
    return states.count("broken"), states.count("cut")


def _whole(text: bytes, codec: str) -> bool:
    try:
        text.decode(codec)
    except UnicodeDecodeError:
        return False
    return True


def _state(text: bytes, codec: str, may_be_cut: bool) -> str:
    if _whole(text, codec):
        return "whole"
    try:
        kept = codecs.getincrementaldecoder(codec)().decode(text)
    except UnicodeDecodeError:
        return "broken"
    return "cut" if may_be_cut and not kept.isascii() else "broken"


def _bonus(names: Sequence[bytes], encoding: Encoding) -> tuple[float, int]:
    """Give the bits that names save which our themes know, and how many characters these have."""
    saved, signs = 0.0, 0
    for name in names:
        text = _decoded(name, encoding.codec)
        if not text.isascii() and (text in column_names() or _is_cut_name(name, text)):
            saved += max(0.0, _least(text, encoding) - NAME_BITS)
            signs += sum(not sign.isascii() for sign in text)
    return saved, signs


def _is_cut_name(name: bytes, text: str) -> bool:
    return len(name) >= DBF_NAME_BYTES - 2 and text in _beginnings()


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(name[:end] for name in column_names() for end in range(len(name) + 1))


@cache
def column_names() -> frozenset[str]:
    """Give the Chinese column names that our themes know."""
    from kangbashi_gis.model.themes import THEMES

    fields = (one for theme in THEMES for one in theme.fields)
    return frozenset(word for one in fields for word in (one.title, *one.aliases) if not word.isascii())


def _is_common(sign: str, codec: str) -> bool:
    """Tell whether a character is of the everyday part of its code: GB 2312, the first plane of Big5, kana, Hangul."""
    if codec == UTF8:
        return sign.isalpha()
    if codec == GB18030:
        return bool(sign.encode("gb2312", "ignore"))
    if codec == BIG5:
        return sign.encode(BIG5, "ignore") < b"\xc9\x40"
    if codec == "cp949":
        return "\uac00" <= sign <= "\ud7a3" and bool(sign.encode("euc_kr", "ignore"))
    if codec in ("cp932", "euc_jp"):
        return "\u3041" <= sign <= "\u30fe" or b"\xb0" <= sign.encode("euc_jp", "ignore") < b"\xd0"
    return sign.isalpha()
