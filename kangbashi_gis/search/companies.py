"""Companies and institutions whose name was typed with mistakes, another legal form or without its town.

Places are found by what is left of their names without a character; there are far too many companies for that.
What sounds the same or begins the same is looked at instead, and names that share most pairs of characters.
"""

import re
from collections.abc import Iterator

from kangbashi_gis.index.pinyin import sounds, syllables_of
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Part
from kangbashi_gis.search.candidates import Candidates, nothing
from kangbashi_gis.search.likeness import ALIKE, ONE, TWO
from kangbashi_gis.search.mistakes import mistakes
from kangbashi_gis.search.named import Weights, rows_of
from kangbashi_gis.search.reading import REGION_RANKS, Reading, read_places

SHORTEST, LONGEST = 3, 40
SHORTEST_FOR_TWO = 7  # characters that tell a company from others
MOST_SAME_START, MOST_SHARING = 400, 1_000
OTHER_FORM = 0.96  # the same name with 公司 for 有限责任公司, or without its town
_FORM = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|总公司|分公司|公司|商店|门店|店铺|店|\(.*\)|（.*）)+$"
)
_KIND = re.compile(
    r"(?:公司|集团|店|厂|中心|院|校|学|园|站|局|所|馆|部|社|场|行|委|队|处|会|超市|药房|银行|宾馆|酒店|办事处|政府|法院)$"
)
_TOWN = re.compile(r"^(?:(?:内蒙古?(?:自治区)?|鄂尔多斯市?|康巴什(?:新区|区)?|[一-鿿]{2,5}(?:省|市|区|县|旗)))+(?=..)")


def by_company(reading: Reading, segment: Segment) -> Candidates:
    """Names of companies that are the text but for a mistake or two; for texts without numbers that end as such do."""
    text = reading.text.replace(" ", "")
    numbered = any(label.parts[0] is not Part.ROOM or label.whole for label in reading.labels)
    if numbered or not SHORTEST <= len(text) <= LONGEST or not _KIND.search(text):
        return nothing()
    stem = _stem(text, _front(text, segment))
    if len(stem) < SHORTEST - 1:
        return nothing()
    found: dict[int, Weights] = {}
    for name in _candidates(stem, text, segment):
        if likeness := _likeness(stem, text, segment.names[name]):
            found[name] = Weights(1.0, likeness, 1.0)
    return rows_of(segment, found)


def _front(text: str, segment: Segment) -> int:
    """Give where the divisions end that the text begins with, as they are written."""
    at = 0
    for cut in read_places(Reading(text), segment).cuts:
        if cut.start == at and cut.rank in REGION_RANKS:
            at = cut.end
    return at


def _stem(text: str, front: int = 0) -> str:
    """Give what tells a company from others: without town and legal form."""
    bare = text[front:] if front else _TOWN.sub("", text)
    return _FORM.sub("", bare) or bare


def _candidates(stem: str, text: str, segment: Segment) -> list[int]:
    found: dict[int, None] = {}
    for low, high in _stretches(stem, segment):
        found |= dict.fromkeys(segment.arrays["spelling_name"][low:high].tolist())
    found |= dict.fromkeys(segment.holding(stem, MOST_SHARING).tolist())
    return [name for name in found if int(segment.rank[name]) not in REGION_RANKS]


def _stretches(stem: str, segment: Segment) -> Iterator[tuple[int, int]]:
    """Give the stretches of spellings that begin as the text does: as written, and as it sounds."""
    yield from _narrow(segment, [stem[:end] for end in range(len(stem), 0, -1)])
    syllables = syllables_of(stem)
    yield from _narrow(segment, ["".join(syllables[:end]) for end in range(len(syllables), 0, -1)])


def _narrow(segment: Segment, beginnings: list[str]) -> Iterator[tuple[int, int]]:
    """Give the shortest beginning that not too many spellings share."""
    best = (0, 0)
    for beginning in beginnings:
        low, high = segment.beginning(beginning)
        if high - low > MOST_SAME_START:
            break
        best = (low, high)
    if best[1] > best[0]:
        yield best


def _likeness(stem: str, text: str, name: str) -> float:
    """Tell how much a name is like the text, 0 for not at all; the legal form counts for little."""
    written = _stem(name)
    most = 2 if len(stem) >= SHORTEST_FOR_TWO else 1
    if abs(len(written) - len(stem)) > most:
        return 0.0
    count = mistakes(stem, written, most)
    if count > most or (count and count >= min(len(stem), len(written)) - 1):
        return 0.0
    form = OTHER_FORM if text not in name else 1.0
    if not count:
        return form
    same_length = len(stem) == len(written)
    if same_length and all(a == b or sounds(a) & sounds(b) for a, b in zip(stem, written, strict=True)):
        return ALIKE
    return ONE if count == 1 else TWO
