"""A second set of ways to write an address, as clerks, planners and surveyors do: made without a look at the search.

Each way changes a recorded address so that a person still knows at once which one is meant.
"""

import random
import re
from collections.abc import Callable

from benchmarks.questions import wording
from benchmarks.questions.addresses import District, Question, Recorded

MARKS = "，,、。；;：:|｜/·.-— 　\t"
REMARKS = ("附近", "门口", "院内", "对面", "旁边", "门市", "（近路口）", "(物业)", "【南门】", "底商")
TRADITIONAL = str.maketrans("号楼单园层东华园兴达区万庆汇润泽鸿顺馨荣", "號樓單園層東華園興達區萬慶匯潤澤鴻順馨榮")
Way = Callable[[Recorded, random.Random], str]


def by_street(one: Recorded, chance: random.Random) -> str:
    """Street office, compound, building."""
    street = chance.choice((one.street, f"{one.street}办事处", one.street.removesuffix("街道")))
    return f"{street}{one.name}{one.tail}"


def spoken(one: Recorded, chance: random.Random) -> str:
    """As it is said over the telephone: 十二栋二单元五零幺."""
    tail = one.tail.replace("号楼", chance.choice(("号楼", "栋", "幢", "号楼")))
    tail = tail.replace("单元", chance.choice(("单元", "门", "单元")))

    def said(found: re.Match[str]) -> str:
        digits = found.group()
        if len(digits) < 3:
            return wording.chinese_numeral(int(digits))
        signs = "零幺二三四五六七八九" if chance.random() < 0.5 else wording.FIGURES
        return "".join(signs[int(digit)] for digit in digits)

    return one.name + re.sub(r"\d+", said, tail)


def with_marks(one: Recorded, chance: random.Random) -> str:
    """Different marks between the elements, wide and narrow."""
    elements = [one.street, one.community, one.name, *re.findall(r"\d+[^\d]*", one.tail)]
    return "".join(element + chance.choice(MARKS) for element in elements if element)[:-1]


def with_blanks(one: Recorded, chance: random.Random) -> str:
    """Blanks anywhere but inside a number."""
    text = f"{one.community}{one.name}{one.tail}"
    pieces = re.findall(r"\d+|\D", text)
    return "".join(piece + (" " if chance.random() < 0.4 else "") for piece in pieces).strip()


def without_district(one: Recorded, chance: random.Random) -> str:
    """The province or town in front, and nothing between it and the name."""
    front = chance.choice(
        ("内蒙古", "内蒙古自治区", "鄂尔多斯", "鄂尔多斯市", "内蒙古鄂尔多斯", "中国内蒙古鄂尔多斯市")
    )
    return f"{front}{one.name}{one.tail}"


def stammered(one: Recorded, chance: random.Random) -> str:
    """A stretch of the name twice."""
    size = chance.randint(1, min(3, len(one.name)))
    at = chance.randrange(len(one.name) - size + 1)
    return one.name[: at + size] + one.name[at:] + one.tail


def twice(one: Recorded, chance: random.Random) -> str:
    """The whole, or its divisions, said again."""
    front = f"康巴什区{one.street}"
    return chance.choice((f"{front}{front}{one.name}{one.tail}", f"{one.name}{one.tail}{one.name}{one.tail}"))


def traditional(one: Recorded, chance: random.Random) -> str:
    """In the characters of a keyboard set to another script."""
    return f"{one.community}{one.name}{one.tail}".translate(TRADITIONAL)


def with_remark(one: Recorded, chance: random.Random) -> str:
    """A word behind it about the place."""
    return f"{one.name}{one.tail}{chance.choice(REMARKS)}"


def from_within(one: Recorded, chance: random.Random) -> str:
    """From the room outwards, with commas."""
    inner = re.findall(r"\d+[^\d]*", one.tail)[::-1]
    return chance.choice(("，", ", ", " ")).join((*inner, one.name, one.community))


WAYS: tuple[Way, ...] = (
    by_street, spoken, with_marks, with_blanks, without_district, stammered, twice, traditional, with_remark,
    from_within,
)  # fmt: skip


def questions(district: District, count: int, way: Way, chance: random.Random) -> list[Question]:
    """Write so many addresses one way."""
    return [one.question(way(one, chance)) for one in district.drawn(count)]
