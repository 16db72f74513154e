"""One way of writing: widths, case, separators, English street words and Chinese numerals folded together.

What people type and what is recorded are folded alike, so that they can be compared letter by letter.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from kangbashi_gis import paths

SAME_QUESTION = 16  # texts whose folding is kept: one question asks for it several times
LONGEST = 160  # no address is as long; what comes after is left out of a query, not out of an index

# 第12号 and 12号: the words of a count that turn the numeral before them into a number
UNITS = "号|楼|栋|幢|座|单元|门|层|室|户|弄|院|期|区|组|队|排|米|#"
DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
# as they are said over the telephone, and as they stand in contracts
DIGITS |= {"幺": 1, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
NUMERAL = "[" + "".join((*DIGITS, *TENS)) + "]+"

# Street words as USPS Publication 28 abbreviates them.
STREET_WORDS = {
    "street": "st", "avenue": "ave", "road": "rd", "highway": "hwy", "drive": "dr", "place": "pl", "court": "ct",
    "square": "sq", "lane": "ln", "terrace": "ter", "boulevard": "blvd", "parkway": "pkwy", "circle": "cir",
}  # fmt: skip

_DASHES = frozenset("-‐‑‒–—―−－~～∼_/／")
_SILENT = frozenset("'’‘`´\"“”")
_SPACES = re.compile(r"(?<![a-z0-9 ]) +| +(?![a-z0-9 ])|(?<= ) +")
_WORD = re.compile(r"[a-z]+")
# also where a numeral stands below a number or beside another: 1号之一, 五-十八
_COUNTED = re.compile(
    f"{NUMERAL}(?={UNITS})|(?<=号[附之]){NUMERAL}|(?<=\\d[附之]){NUMERAL}"
    f"|{NUMERAL}(?=-(?:\\d|{NUMERAL}))|(?<=[\\d号楼栋院零一二三四五六七八九十]-){NUMERAL}"
)


@dataclass(frozen=True)
class Folded:
    """Folded text, and for each of its characters the position (in code points) where it stood before."""

    text: str
    places: tuple[int, ...]


def fold(text: str, numerals: bool = True) -> str:
    """Fold a recorded text. numerals: also turn 十二号 into 12号."""
    return _folded(_Folding(text, None), numerals).text


@lru_cache(maxsize=SAME_QUESTION)
def fold_query(text: str) -> Folded:
    """Fold what is being typed, keeping places; an unfinished last street word counts as finished."""
    head = text[:LONGEST]
    folding = _folded(_Folding(head, list(range(len(head)))), True)
    folding.substitute(re.compile(r"(?<=[a-z] )[a-z]{3,}$"), lambda found: _street_word_begun(found.group()))
    return Folded(folding.text, tuple(folding.places or ()))


def number_of(numeral: str) -> int:
    """Read a Chinese numeral: 十二 is 12, 一百零三 is 103, 二〇一 is 201."""
    if not any(sign in TENS for sign in numeral):
        return int("".join(str(DIGITS[sign]) for sign in numeral))
    total, digit, last = 0, 0, 10
    for sign in numeral:
        if sign in TENS:
            last = TENS[sign]
            total += (digit or 1) * last
            digit = 0
        else:
            digit = DIGITS[sign]
            last = 10 if sign in "零〇" else last
    return total + digit * (last // 10 or 1) if last > 10 else total + digit


def numeral_of(number: int) -> str:
    """Write a number below a hundred as people say it: 12 is 十二, 4 is 四."""
    tens, ones = divmod(number, 10)
    signs = "零一二三四五六七八九"
    if not tens:
        return signs[ones]
    return ("" if tens == 1 else signs[tens]) + "十" + (signs[ones] if ones else "")


class _Folding:
    """Text under way, with the places of its characters when they are wanted."""

    def __init__(self, text: str, places: list[int] | None) -> None:
        self.text = text
        self.places = places

    def translate(self) -> None:
        """Replace each character by what it is folded to."""
        if self.places is None:
            self.text = self.text.translate(_CHARACTERS)
            return
        pieces = [self.text[i].translate(_CHARACTERS) for i in range(len(self.text))]
        self.places = [place for place, piece in zip(self.places, pieces, strict=True) for _ in piece]
        self.text = "".join(pieces)

    def substitute(self, pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str]) -> None:
        """Replace what a pattern finds; each new character stands where the found text began."""
        if self.places is None:
            self.text = pattern.sub(replace, self.text)
            return
        text, places, end = [], [], 0
        for found in pattern.finditer(self.text):
            new = replace(found)
            text += [self.text[end : found.start()], new]
            places += self.places[end : found.start()]
            places += _spread(self.places[found.start() : found.end()], len(new))
            end = found.end()
        self.text = "".join([*text, self.text[end:]])
        self.places = places + self.places[end:]


def _folded(folding: _Folding, numerals: bool) -> _Folding:
    folding.translate()
    folding.substitute(_SPACES, _nothing)
    if folding.text and not folding.text.isdecimal():
        folding.substitute(_WORD, _street_word)
    if numerals:
        folding.substitute(_COUNTED, _counted)
    return folding


def _spread(places: list[int], count: int) -> list[int]:
    """Let `count` characters stand in for those at `places`."""
    return [places[min(i, len(places) - 1)] for i in range(count)] if places else []


def _nothing(found: re.Match[str]) -> str:
    return ""


def _street_word(found: re.Match[str]) -> str:
    return STREET_WORDS.get(found.group(), found.group())


def _street_word_begun(word: str) -> str:
    return next((short for long, short in STREET_WORDS.items() if long.startswith(word)), word)


def _counted(found: re.Match[str]) -> str:
    return str(number_of(found.group()))


class _Characters(dict[int, str]):
    """What each character is folded to, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        plain = "".join(_plain(one) for one in unicodedata.normalize("NFKC", chr(code)).casefold())
        self[code] = folded = plain.translate(simplified())
        return folded


@cache
def simplified() -> dict[int, int]:
    """Give traditional characters with the simplified ones, for `str.translate`: 號 and 号 are one."""
    traditional, simple = paths.resource("spelling", "traditional.txt").read_text(encoding="utf-8").splitlines()
    return str.maketrans(traditional, simple)


def _plain(sign: str) -> str:
    if sign in _DASHES:
        return "-"
    if sign in _SILENT:
        return ""
    if sign in "#№":
        return "#"
    category = unicodedata.category(sign)
    if category in ("Cs", "Cc", "Cf", "Mn", "Me"):
        return " " if sign.isspace() else ""
    return " " if category[0] in "PZ" or category in ("Sk", "Sm", "Sc") else sign


_CHARACTERS = _Characters()
