"""Text that was once read in a wrong encoding and saved: 鍚嶇О or Ãû³Æ for 名称, ï¿½ and 锟斤拷 for what is lost.

Such a file is sound UTF-8, so nothing but the look of its text gives it away. Where all of it can be turned back, a
codec of Python does so (`utf8-in-gbk` …), which may be named like any other encoding.
"""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kangbashi_gis.importing import letters
from kangbashi_gis.importing.declared import GB18030, UTF8

LOST = ("\ufffd", "锟斤拷", "ï¿½", "烫烫烫", "屯屯屯")  # 烫, 屯: memory that was never written to, read as GBK
CUT_MARKS = "?\ufffd"
LEAST_SAVED, LEAST_SHARE, PLAUSIBLE_BITS = 20.0, 0.3, 11.5
LANGUAGES = ("zh", "ja", "ko", "ru", "latin", "central", "any")


@dataclass(frozen=True)
class Chain:
    """Bytes of `inner`, a text in one of `languages`, were taken for `via`, and what came out was saved as UTF-8."""

    codec: str
    inner: str
    via: str
    languages: tuple[str, ...] = ("zh",)


CHAINS = (
    Chain("utf8-in-gbk", UTF8, GB18030),
    Chain("utf8-in-latin1", UTF8, "cp1252", ("zh", "ja", "ko", "ru", "latin", "central")),
    Chain("gbk-in-latin1", GB18030, "cp1252"),
    Chain("big5-in-latin1", "cp950", "cp1252"),
)


@dataclass(frozen=True)
class Doubled:
    """What happened, how many pieces of text show it, whether all of it can be had back, and an example of both."""

    chain: Chain
    count: int
    whole: bool
    wrong: str
    right: str


def doubled(texts: Sequence[str]) -> Doubled | None:
    """Find out whether texts read as UTF-8 were saved from a wrong reading; None for all that look right."""
    found = (one for chain in CHAINS if (one := _along(chain, texts)) is not None)
    return max(found, key=lambda one: one.count, default=None)


def is_lost(text: str) -> bool:
    """Tell whether a text has places where nothing but the trace of a wrong reading is left."""
    return any(mark in text for mark in LOST)


def turned_back(text: str, chain: Chain) -> str:
    """Give what a text was; raises UnicodeError where part of it is lost."""
    return _bytes(text, chain.via).decode(chain.inner)


def _along(chain: Chain, texts: Sequence[str]) -> Doubled | None:
    telling = [text for text in texts if not text.isascii()]
    pairs = [(text, right, whole) for text in telling for right, whole in [_most(text, chain)] if right]
    saved = [_bits(text) - _bits(right, chain.languages) for text, right, _ in pairs]
    better = [pair for pair, bits in zip(pairs, saved, strict=True) if bits > 0 and _is_plausible(pair[1], chain)]
    if sum(saved) < LEAST_SAVED or len(better) < LEAST_SHARE * len(telling):
        return None
    wrong, right, _ = max(better, key=lambda pair: len(pair[1]))
    whole = len(pairs) == len(telling) and all(whole for _, _, whole in pairs)
    return Doubled(chain, len(better), whole, wrong, right)


def _most(text: str, chain: Chain) -> tuple[str, bool]:
    """Give what can be had back of a text and whether that is all; "" where the text did not come about so."""
    try:
        return turned_back(text, chain), True
    except UnicodeError:
        pass
    try:
        octets = _bytes(text.rstrip(CUT_MARKS), chain.via)
        return codecs.getincrementaldecoder(chain.inner)().decode(octets), False
    except UnicodeError:
        return "", False


def _bytes(text: str, via: str) -> bytes:
    """Give the bytes that were taken for `via`; windows-1252 leaves five undefined, which pass as they are."""
    if via != "cp1252":
        return text.encode(via)
    return b"".join(sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else via) for sign in text)


def _bits(text: str, languages: Sequence[str] = LANGUAGES) -> float:
    return min(letters.bits(text, language) for language in languages)


def _is_plausible(text: str, chain: Chain) -> bool:
    return _bits(text, chain.languages) <= PLAUSIBLE_BITS * len(text)


def _registered(name: str) -> codecs.CodecInfo | None:
    chain = next((one for one in CHAINS if one.codec.replace("-", "_") == name), None)
    if chain is None:
        return None
    found = chain

    def decode(octets: bytes, errors: str = "strict") -> tuple[str, int]:
        text = bytes(octets).decode(UTF8, errors)
        return "".join(_line(line, found, errors) for line in text.splitlines(keepends=True)), len(octets)

    def encode(text: str, errors: str = "strict") -> tuple[bytes, int]:
        raise UnicodeEncodeError(found.codec, text, 0, len(text), "only for reading")

    class Whole(codecs.BufferedIncrementalDecoder):
        """Decodes line by line: a line is never read twice, so that nothing of it needs to be kept."""

        def _buffer_decode(self, input: Any, errors: str, final: bool) -> tuple[str, int]:
            end = len(input) if final else input.rfind(b"\n") + 1
            return decode(input[:end], errors)[0], end

    return codecs.CodecInfo(encode, decode, incrementaldecoder=Whole, name=found.codec)  # type: ignore[arg-type]


def _line(line: str, chain: Chain, errors: str) -> str:
    if line.isascii():
        return line
    try:
        return turned_back(line, chain)
    except UnicodeError as problem:
        if errors != "strict":
            return _most(line, chain)[0] or line
        octets = line.encode(UTF8)
        raise UnicodeDecodeError(chain.codec, octets, 0, len(octets), "part of it is lost") from problem


codecs.register(_registered)
