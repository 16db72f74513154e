"""Which encoding the bytes of a text are in: one judgement for the import and for the import doctor.

Every way to read the bytes is weighed by how likely the text is that comes out (`readings`). One is taken without
asking only where it is Chinese or Unicode, decodes everything, and leaves every other far behind. What a file says of
itself (`declared`) moves the order of candidates and may settle a short text, but never outweighs the bytes.
A question costs a click; text that went in wrong may never be found.
"""

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kangbashi_gis.errors import EncodingMixed, EncodingUnclear
from kangbashi_gis.importing import letters
from kangbashi_gis.importing.declared import BIG5, GB18030, UTF8, Declared, known
from kangbashi_gis.importing.doubled import CHAINS, Doubled, doubled
from kangbashi_gis.importing.mixed import Mixed, mixed
from kangbashi_gis.importing.readings import (
    EAST_ASIAN,
    LABELS,
    SEVEN_BITS,
    Evidence,
    Reading,
    evidence,
    failures,
    readings,
    seven_bits,
)

FEW_SIGNS = 8  # with fewer, two readings that both make sense are always asked about
MARGIN_BITS = 17.0  # by which the likeliest must lead
AGREED_BITS = 12.0  # the same where the file itself names the likeliest
DECLARED_BITS = 4.0  # what a claim of the file counts for in the order
LEAST_COMMON = 0.8  # share of everyday characters that makes a short reading one to reckon with
MOST_SIGN_BITS = 14.5  # more bits for each character than this, and the text is not Chinese as people write it
KNOWN_SIGNS = 4  # characters in column names that our themes know: as good as a word from the sender
NOTHING_ELSE_BITS = 1e6
UTF8_BITS = 6.0  # by which UTF-8 must lead where its structure shows it
EVERYDAY_BITS = 11.5
CERTAIN_UTF8 = 8  # characters of three bytes that nobody writes by accident
TEMPERATURE = 3.0  # pieces of a table are alike, so that bits count for less than they say
DOUBLED_CONFIDENCE = 0.9
DOUBLED_CODECS = frozenset(chain.codec for chain in CHAINS)
FAMILIES = {
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5hkscs": BIG5,
    "tis-620": "cp874",
    "iso8859-11": "cp874",
    "utf-8-sig": UTF8,
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
}
UNICODE_OR_CHINESE = (UTF8, GB18030, BIG5)
MOST_WIDE_BITS = 12.0
SHOWN_BITS, MOST_SHOWN, MOST_NAMED = 60.0, 5, 3
MOST_LINES_NAMED = 10


@dataclass(frozen=True)
class Candidate:
    """One way to read the bytes. codec: for Python; label: for people; confidence: 0 to 1."""

    codec: str
    label: str
    confidence: float
    reading: Reading | None = None


@dataclass(frozen=True)
class Judgement:
    """codec: the encoding that was recognised; None where a person has to say, the likeliest of `candidates` first.

    signs: how many characters beyond ASCII there were to go by; 0: all is ASCII, so that nothing is at stake.
    doubled: the text was read wrongly before and saved so. mixed: some texts are in another encoding than the rest, in
    a text file at `lines`.
    """

    codec: str | None
    candidates: tuple[Candidate, ...]
    signs: int
    evidence: Evidence
    doubled: Doubled | None = None
    mixed: Mixed | None = None
    lines: tuple[int, ...] = ()


def judge(names: Iterable[bytes], values: Iterable[bytes], declared: Declared = Declared()) -> Judgement:  # noqa: B008
    """Weigh every way to read names and values. A value that ends in a blank or line break was not cut off."""
    found = evidence(names, values)
    if not found.pieces and (seven := seven_bits(found.values)):
        signs = sum(not sign.isascii() for value in found.values for sign in value.decode(seven, "replace"))
        return Judgement(None, (Candidate(seven, SEVEN_BITS[seven], 1.0),), signs, found)
    if not found.pieces:
        return Judgement(UTF8, (Candidate(UTF8, LABELS[UTF8], 1.0),), 0, found)
    ranked = _ranked(readings(found), declared)
    candidates = _candidates(ranked, declared)
    if saved_wrong := _doubled(ranked):
        return Judgement(None, _turned_back(saved_wrong, candidates), ranked[0].signs, found, saved_wrong)
    best = ranked[0]
    sure = _is_sure(ranked, declared.codecs())
    if (several := mixed(found.values, best.encoding.codec if sure else None)) is not None:
        return Judgement(None, _mixed_first(several, candidates), best.signs, found, mixed=several)
    return Judgement(_as_declared(best, declared, found) if sure else None, candidates, best.signs, found)


def detect(texts: Iterable[bytes], path: Path, hint: str = "", names: Sequence[bytes] = ()) -> str:
    """Choose the codec of byte strings; hint: what the file says.

    Raises EncodingUnclear where a person has to say.
    """
    return settled(judge(names, texts, Declared(other=hint)), path)


def certain(codec: str, found: Evidence) -> Judgement:
    """Give the judgement on a text that a mark or its very structure puts beyond doubt."""
    signs = sum(not sign.isascii() for value in found.values for sign in value.decode(codec, "replace"))
    return Judgement(codec, (Candidate(codec, LABELS.get(codec, "UTF-8"), 1.0),), signs, found)


def wide(head: bytes) -> str:
    """Recognise UTF-16 without a mark: one byte order decodes to a text that makes sense; "" where neither does."""
    weighed = []
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = head.decode(codec)
        except UnicodeDecodeError:
            continue
        weighed.append((min(letters.bits(text, language) for language in ("zh", "any")) / len(text), codec))
    best = min(weighed, default=(letters.NEVER, ""))
    return best[1] if best[0] < MOST_WIDE_BITS else ""


def settled(judgement: Judgement, path: Path) -> str:
    """Give the codec of a judgement; raises EncodingUnclear, naming the candidates, where it is a question."""
    if (several := judgement.mixed) is not None:
        lines = ", ".join(map(str, judgement.lines[:MOST_LINES_NAMED])) or "?"
        raise EncodingMixed(path=str(path), encoding=LABELS[several.main], other=LABELS[several.other], lines=lines)
    if judgement.codec is None:
        likeliest = " / ".join(one.label for one in judgement.candidates[:MOST_NAMED])
        raise EncodingUnclear(path=str(path), encoding=likeliest)
    return judgement.codec


def chosen(name: str, path: Path) -> str:
    """Give the codec that the user named; raises EncodingUnclear for a name nobody knows."""
    codec = known(name)
    if not codec:
        raise EncodingUnclear(path=str(path), encoding=name)
    return codec


def cuts(judgement: Judgement) -> bool:
    """Tell whether some of the values that were weighed end in half a character."""
    if judgement.codec is None or judgement.codec in DOUBLED_CODECS:
        return False
    return failures(replace(judgement.evidence, names=()), judgement.codec)[1] > 0


def decode(text: bytes, encoding: str) -> str:
    """Decode strictly, but leave away a character that was cut in the middle at the end of a fixed-width field."""
    if encoding in DOUBLED_CODECS:
        return text.decode(encoding)
    return codecs.getincrementaldecoder(encoding)().decode(text)


def _ranked(found: list[Reading], declared: Declared) -> list[Reading]:
    """Order the readings, the likeliest first; of those that come to the same text only the first is kept."""
    claims = declared.codecs()
    different: dict[str, Reading] = {}
    for one in sorted(found, key=lambda one: _weight(one, claims)):
        different.setdefault(one.text if not one.broken else one.encoding.codec, one)
    return list(different.values())


def _weight(one: Reading, claims: Sequence[str]) -> float:
    return _plain(one) - DECLARED_BITS * len({claim for claim in claims if same_family(claim, one.encoding.codec)})


def same_family(one: str, other: str) -> bool:
    """Tell whether two codecs are one code and its extension, as Shift_JIS and cp932."""
    return FAMILIES.get(one, one) == FAMILIES.get(other, other)


def _doubled(ranked: Sequence[Reading]) -> Doubled | None:
    """Look for text that was read wrongly before and saved as UTF-8."""
    sound = next((one for one in ranked if one.encoding.codec == UTF8 and not one.broken), None)
    return doubled(sound.text.split("\n")) if sound else None


def _mixed_first(several: Mixed, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Offer the two encodings that were found before all others."""
    known = {one.codec: one for one in candidates}
    first = [known.get(codec, Candidate(codec, LABELS[codec], 0.0)) for codec in (several.main, several.other)]
    return (*first, *(one for one in candidates if one not in first))


def _turned_back(saved_wrong: Doubled, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Offer the text turned back, where nothing is lost, then as it is."""
    as_it_is = next((one for one in candidates if one.codec == UTF8), Candidate(UTF8, LABELS[UTF8], 0.0))
    if not saved_wrong.whole:
        return (replace(as_it_is, confidence=DOUBLED_CONFIDENCE),)
    chain = saved_wrong.chain.codec
    return Candidate(chain, chain, DOUBLED_CONFIDENCE), replace(as_it_is, confidence=1 - DOUBLED_CONFIDENCE)


def _as_declared(best: Reading, declared: Declared, found: Evidence) -> str:
    """Give the codec under the name that the file has for it (`shift_jis` for cp932), where that decodes everything."""
    named = (
        claim
        for claim in declared.codecs()
        if same_family(claim, best.encoding.codec) and not any(failures(found, claim))
    )
    return next(named, best.encoding.codec)


def _is_sure(ranked: Sequence[Reading], claims: Sequence[str]) -> bool:
    best, *others = ranked
    codec = best.encoding.codec
    agreed = bool(claims) and all(same_family(claim, codec) for claim in claims)
    if best.broken or not (agreed or codec in UNICODE_OR_CHINESE):
        return False
    whole = [one for one in others if not one.broken]
    margin = min((_plain(one) for one in whole), default=NOTHING_ELSE_BITS) - _plain(best)
    if codec == UTF8 and margin >= UTF8_BITS and _is_built_as_utf8(best, whole):
        return True
    margin += min(0.0, _plain(best) - best.bits)  # what UTF-8 has in advance is for its structure only
    if codec in (GB18030, BIG5) and best.rate > MOST_SIGN_BITS:
        return False
    if best.signs >= FEW_SIGNS or codec not in UNICODE_OR_CHINESE:
        return margin >= MARGIN_BITS
    enough = margin >= (AGREED_BITS if agreed else MARGIN_BITS)
    return enough and (best.known >= KNOWN_SIGNS or not any(_explains(one) for one in whole))


def _plain(one: Reading) -> float:
    """Give the bits of a reading and of its encoding, whatever the file says of itself."""
    if one.encoding.codec == UTF8 and _wide(one) < one.signs:
        return one.bits  # only East Asian characters show the structure of UTF-8 well enough
    return one.bits + one.encoding.bits


def _is_built_as_utf8(one: Reading, rivals: Sequence[Reading]) -> bool:
    """Tell whether bytes are UTF-8 by their structure alone: other texts fall into its pattern only by a rare accident.

    So a few Chinese or Japanese characters are enough, unless they read as everyday Chinese, too, or are three Thai
    letters (ไนจ is 乨).
    """
    wide = _wide(one)
    if wide >= CERTAIN_UTF8:
        return True
    letters_only = (_plain(rival) for rival in rivals if rival.encoding.codec not in EAST_ASIAN)
    if min(letters_only, default=NOTHING_ELSE_BITS) - one.bits < MARGIN_BITS:
        return False
    return wide == one.signs and all(rival.rate > EVERYDAY_BITS for rival in rivals if _explains(rival))


def _wide(one: Reading) -> int:
    """Count kana, Chinese characters, Hangul and full-width signs."""
    return sum("\u3000" <= sign <= "\u30ff" or "\u4e00" <= sign <= "\u9fff" or sign >= "\uac00" for sign in one.text)


def _explains(one: Reading) -> bool:
    """Tell whether a reading is one to reckon with: nothing cut, and all of it characters of every day."""
    return one.encoding.codec in EAST_ASIAN and not one.cut and one.common >= LEAST_COMMON


def _candidates(ranked: Sequence[Reading], declared: Declared) -> tuple[Candidate, ...]:
    claims = declared.codecs()
    weights = [_weight(one, claims) for one in ranked]
    shares = [2.0 ** -min(1000.0, (weight - weights[0]) / TEMPERATURE) for weight in weights]
    shown = [
        Candidate(one.encoding.codec, one.encoding.label, share / sum(shares), one)
        for one, share, weight in zip(ranked, shares, weights, strict=True)
        if weight - weights[0] <= SHOWN_BITS or one in ranked[:2]
    ]
    return tuple(shown[:MOST_SHOWN])
