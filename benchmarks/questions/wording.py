"""How people write an address otherwise than it is recorded: numerals, widths, separators, order, mistakes, pinyin.

Written for the benchmarks alone. Nothing here knows how the search reads a text.
"""

import random
import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

FIGURES = "零一二三四五六七八九"
NUMERAL_SIGNS = set(FIGURES + "十百千两〇甲乙丙丁")
UNITS = "号楼栋单元室层路街巷区"
LEVEL_ONE = range(0xB0, 0xD8)  # of GB 2312: the 3,755 common characters


def chinese_numeral(number: int) -> str:
    """Write a number below 10,000 as people say it: 12 is 十二, 103 is 一百零三."""
    text, rest, pending = "", number, False
    for unit, value in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        figure, rest = divmod(rest, value)
        if figure:
            text += ("零" if pending and text else "") + FIGURES[figure] + unit
        pending = figure == 0
    return text.removeprefix("一") if 10 <= number < 20 else text


def with_numerals(text: str, chance: random.Random) -> str:
    """Write the numbers in Chinese; long ones digit by digit, as room numbers are said."""

    def said(found: re.Match[str]) -> str:
        digits = found.group()
        if len(digits) > 2 and chance.random() < 0.5:
            return "".join(FIGURES[int(digit)] for digit in digits)
        return chinese_numeral(int(digits))

    return re.sub(r"\d+", said, text)


def full_width(text: str) -> str:
    """Write digits and letters as wide as Chinese characters."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def with_separators(text: str, chance: random.Random) -> str:
    """Put blanks, commas or brackets between the elements."""
    pieces = re.findall(r"\d+[^\d]*?(?=\d|$)|[^\d]+", text)
    mark = chance.choice((" ", "，", "、", "　", ", "))
    return mark.join(piece for piece in pieces if piece)


def dashed(tail: str, chance: random.Random) -> str:
    """Write 3号楼2单元501室 as 3-2-501 or 3#2-501."""
    numbers = re.findall(r"\d+", tail)
    if len(numbers) > 1 and chance.random() < 0.3:
        return f"{numbers[0]}#" + "-".join(numbers[1:])
    return chance.choice(("-", "—", "－")).join(numbers)


@lru_cache(maxsize=1)
def common() -> str:
    """Give the common characters."""
    codes = [bytes((high, low)) for high in LEVEL_ONE for low in range(0xA1, 0xFF)]
    return "".join(code.decode("gb2312", "ignore") for code in codes)


@lru_cache(maxsize=1)
def by_sound() -> dict[str, str]:
    """Give the common characters by their sound without its tone."""
    found: dict[str, str] = {}
    for sign in common():
        sound = pinyin(sign, style=Style.NORMAL)[0][0]
        found[sound] = found.get(sound, "") + sign
    return found


def homophone(sign: str, chance: random.Random) -> str:
    """Give another character of the same sound; the same one where there is none."""
    others = by_sound().get(pinyin(sign, style=Style.NORMAL)[0][0], "").replace(sign, "")
    others = "".join(one for one in others if one not in NUMERAL_SIGNS)
    return chance.choice(others) if others else sign


def mistaken(text: str, kind: str, chance: random.Random) -> tuple[str, int]:
    """Make one mistake in a character that is no digit; gives the text and where the mistake is."""
    places = [at for at, sign in enumerate(text) if not sign.isdigit() and not sign.isascii()]
    at = chance.choice(places)
    if kind == "missing":
        return text[:at] + text[at + 1 :], at
    if kind == "homophone":
        return text[:at] + homophone(text[at], chance) + text[at + 1 :], at
    other = chance.choice(common())
    while other in NUMERAL_SIGNS or other == text[at]:
        other = chance.choice(common())
    return (text[:at] + other + text[at:], at) if kind == "extra" else (text[:at] + other + text[at + 1 :], at)


def sounds(name: str) -> list[str]:
    """Give a name's syllables without tones."""
    # the type stubs know only a text, but a list keeps one entry per character
    if name.startswith("康巴什"):  # the dictionary reads it shen; nobody here does
        return ["kang", "ba", "shi", *sounds(name[3:])]
    return list(lazy_pinyin(name, errors=lambda signs: list(signs)))  # type: ignore[arg-type, return-value]


def in_pinyin(name: str, tail: str, chance: random.Random) -> str:
    """Write a name in pinyin, and what follows in one of the ways in which it is typed after that."""
    joined = chance.choice(("", "", " ")).join(sounds(name))
    way = chance.random()
    if way < 0.35:
        return joined + chance.choice(("", " ")) + "-".join(re.findall(r"\d+", tail))
    if way < 0.7:
        return joined + tail
    return joined + "".join(sounds(tail))


def initials(name: str) -> str:
    """Give the first letters of a name's syllables."""
    return "".join(one[:1] for one in sounds(name))


def mixed(name: str) -> str:
    """Write the front of a name by its first letters and leave its ending: eeds大街."""
    ending = next((one for one in ("快速路", "大街", "社区", "小区", "路", "街", "巷") if name.endswith(one)), name[-1])
    return initials(name.removesuffix(ending)) + ending


def distance(one: str, other: str) -> int:
    """Count mistakes between two texts; two exchanged neighbours are one."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, sign in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            best = min(last[j] + 1, row[-1] + 1, last[j - 1] + (sign != against))
            if i > 1 and j > 1 and sign == other[j - 2] and one[i - 2] == against:
                best = min(best, before[j - 2] + 1)
            row.append(best)
        before, last = last, row
    return last[-1]
