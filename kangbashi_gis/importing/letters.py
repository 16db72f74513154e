"""How likely a text is in a language, in bits: the fewer, the likelier. This tells encodings apart.

`resources/encodings/languages.txt` has how often characters and pairs of them are met (`python -m devtools.letters`
writes it). What the table lacks costs by its kind: a rare character of Chinese more, a box or a control character most.
Bits of the same bytes read in several ways may be compared; ASCII costs the same in each.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from kangbashi_gis import paths
from kangbashi_gis.model.spelling import simplified

ASCII_BITS = 5.0
ALONE_BITS = 1.0  # the pair is not in the table, so it is one of the rarer
MARKS = frozenset("、。，；：？！“”‘’（）《》〈〉【】〔〕—…·－～×℃㎡°′″　")
WESTERN_MARKS = frozenset("±²³§©®µ«»–¿¡€£½¼")
MARK_BITS, WIDE_BITS, TRADITIONAL_BITS, SIMPLE_BITS = 9.0, 11.0, 1.0, 14.0
KANJI_BITS = 2.0  # Japanese writes as Chinese does, with fewer characters, and other words
RARE, STRANGE, NEVER = 20.0, 24.0, 32.0
CASE_BITS = 8.0  # a capital inside a word
JOINT_BITS = 5.0
LATIN = ("latin", "central", "turkish", "vietnamese", "baltic", "any")
SAME_SCRIPT, OTHER_SCRIPT = 8.0, 15.0
CHINESE, JAPANESE, KOREAN, ANY = "zh", "ja", "ko", "any"


@dataclass(frozen=True)
class Language:
    """Bits of single characters and of a character after another."""

    alone: dict[str, int]
    pairs: dict[str, int]


def bits(text: str, language: str) -> float:
    """Give how many bits a piece of text costs in a language of the table, or in `any`: letters of one script."""
    table = languages().get(language, Language({}, {}))
    unknown = _UNKNOWN.get(language, _letter)
    before, total = "", 0.0
    if language == CHINESE:
        plain = text.translate(simplified())
        total += TRADITIONAL_BITS * sum(one != other for one, other in zip(text, plain, strict=True))
        text = plain
    for sign in text:
        total += ASCII_BITS if sign.isascii() else _bits(before, sign, table, unknown)
        if language not in LATIN and before and _is_joint(before, sign):
            total += JOINT_BITS
        before = sign
    return total


def _is_joint(before: str, sign: str) -> bool:
    """Tell whether a small Latin letter stands beside a letter of another script: in one word that hardly happens."""
    return before.isascii() != sign.isascii() and any("a" <= one <= "z" for one in (before, sign))


def _bits(before: str, sign: str, table: Language, unknown: Callable[[str, str], float]) -> float:
    lower = sign.lower()
    pair = table.pairs.get(("0" if before.isdigit() else before.lower()) + lower)
    extra = CASE_BITS if sign != lower and before != before.upper() else 0.0
    if pair is not None:
        return pair + extra
    alone = table.alone.get(lower)
    if alone is not None:
        return min(alone + ALONE_BITS, RARE) + extra
    return unknown(before, sign) + extra


@cache
def languages() -> dict[str, Language]:
    """Read the table."""
    found: dict[str, Language] = {}
    for line in paths.resource("encodings", "languages.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line[1:-1]] = language = Language({}, {})
            continue
        size, many, signs = line.split(" ", 2)
        table = language.alone if size == "1" else language.pairs
        table.update(dict.fromkeys((signs[at : at + int(size)] for at in range(0, len(signs), int(size))), int(many)))
    return found


def _chinese(before: str, sign: str) -> float:
    if sign in MARKS:
        return MARK_BITS
    if "\uff00" < sign < "\uff5f":
        return WIDE_BITS
    if "\u4e00" <= sign <= "\u9fff":
        return RARE
    return _other(sign)


def _japanese(before: str, sign: str) -> float:
    if "\u3041" <= sign <= "\u30fe":
        return SIMPLE_BITS
    if "\uff61" <= sign <= "\uff9f":  # half-width kana
        return SIMPLE_BITS
    simple = simplified()
    return _bits(before.translate(simple), sign.translate(simple), languages()[CHINESE], _chinese) + KANJI_BITS


def _korean(before: str, sign: str) -> float:
    if "\uac00" <= sign <= "\ud7a3":
        return SIMPLE_BITS
    return MARK_BITS if sign in MARKS else RARE if "\u4e00" <= sign <= "\u9fff" else _other(sign)


def _letter(before: str, sign: str) -> float:
    """Give the bits of a letter that no table has: letters of one script stand together."""
    if not (sign.isalpha() or _is_vowel_sign(sign)):
        return MARK_BITS if sign in MARKS or sign in WESTERN_MARKS else _other(sign)
    same = before and not before.isascii() and ord(before) >> 8 == ord(sign) >> 8
    return SAME_SCRIPT if same and "\u024f" < sign < "\u3000" else OTHER_SCRIPT


def _is_vowel_sign(sign: str) -> bool:
    """Tell whether a sign is one of those that Thai, Tibetan, Mongolian or Arabic write over letters."""
    import unicodedata

    return unicodedata.category(sign) in ("Mn", "Mc")


def _other(sign: str) -> float:
    """Give the bits of what no language writes often: letters of others, symbols; control and unassigned characters."""
    code = ord(sign)
    if code < 0xA0 or 0xE000 <= code <= 0xF8FF or sign == "\ufffd" or not sign.isprintable():
        return NEVER
    return RARE if code < 0x3100 else STRANGE


_UNKNOWN: dict[str, Callable[[str, str], float]] = {CHINESE: _chinese, JAPANESE: _japanese, KOREAN: _korean}
