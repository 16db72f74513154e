"""Other ways of saying an address: official and spoken words, blanks inside, repeated words, English street words."""

import re
from collections.abc import Callable, Iterator

from kangbashi_gis.model.spelling import NUMERAL, number_of, numeral_of
from kangbashi_gis.search.beside import the_address
from kangbashi_gis.search.sounds import in_characters, is_pinyin

_OFFICIAL = (
    (re.compile(r"^(?:中华人民共和国|中国)(?=内蒙|.{2,8}[省市区县旗盟])"), ""),
    (re.compile(r"街道办(?:事处)?"), "街道"),
    (re.compile(r"(?<=园区)(?:办事处|管委会)"), ""),
    (re.compile(r"(?<=[路街道])[东南西北中]段"), ""),
    (re.compile(r"村?(?:村民委员会|村委会)"), "村"),
    (re.compile(r"嘎查(?:委员会|委会)"), "嘎查"),
    (re.compile(r"(?:社区)?(?:居委会|居民委员会)"), "社区"),
)
# what the divisions around are called here for short, at the front of an address
_SHORT_FORMS = {
    "鄂市": "鄂尔多斯市", "康区": "康巴什区", "伊旗": "伊金霍洛旗", "准旗": "准格尔旗", "达旗": "达拉特旗",
    "鄂旗": "鄂托克旗", "鄂前旗": "鄂托克前旗", "乌旗": "乌审旗", "杭旗": "杭锦旗", "呼市": "呼和浩特市",
    "锡盟": "锡林郭勒盟", "阿盟": "阿拉善盟", "兴盟": "兴安盟", "乌盟": "乌兰察布市", "巴盟": "巴彦淖尔市",
    "呼盟": "呼伦贝尔市", "伊盟": "鄂尔多斯市", "阿左旗": "阿拉善左旗", "阿右旗": "阿拉善右旗", "内蒙": "内蒙古",
}  # fmt: skip
_SHORT = re.compile(rf"(?:{'|'.join(sorted(_SHORT_FORMS, key=len, reverse=True))})(?!古)")
_FRONT = re.compile(rf"^(?:内蒙古(?:自治区)?)?(?:{_SHORT.pattern} ?)+(?=.)")
# the number in the name of a road may be written in figures or in characters: 4段, 经三路
_IN_A_NAME = re.compile(rf"(?<![\x00-\x7f])(?:\d{{1,2}}(?!\d)|{NUMERAL})(?=[路街巷道环段村组社]|[国省县乡]道)")
_TOWER_ROOM = re.compile(r"(?<![a-z])([a-z])(\d{3,4})(?!\d)")
_MARK = re.compile(r"(?<=[^\x00-\x7f])-(?=[^\x00-\x7f])|(?<=[路街道巷弄区])-(?=\d)")
_NUMERAL = re.compile(rf"(?<=[路街道巷弄园苑区城庭邸居府楼栋座元]){NUMERAL}(?=附近|旁边|对面|周边|门口|院内)")
# on which side of the road
_ROADSIDE = re.compile(r"(?<=[路街道巷])(?:路[东南西北]侧?|[东南西北]侧)(?=$|\d|底商|门市|商铺)")
_NUMBER_SIGN = re.compile(r"(?:第|(?<![a-z])no ?|#) ?(?=\d)")
_APART = re.compile(r"(?<!\d)\d(?: \d)+(?!\d)")
_TWICE = re.compile(r"([^\x00-\x7f].{1,30})[ -]?\1")  # not 1212号, which is one number
# what stands behind a number and says nothing about which place it is
_REMARK = re.compile(
    r"(?<=[\d号院楼栋幢座元室户角处口侧区苑园庭邸居城府厦村路街巷]) ?"
    r"(?:(?:沿街|临街|[一1][层楼])?(?:门市部?|门面房?|商铺|铺面|店铺|底商|底店|商业)"
    r"|[小大]?[院区]内|大门口?|门口|门前|正门|楼下|临街|沿街)$"
)
_STREET_WORDS = {
    "rd": ("lu",), "st": ("jie", "dajie"), "ave": ("dajie", "dadao"), "blvd": ("dadao", "dajie"), "ln": ("xiang",),
    "hwy": ("gonglu", "kuaisulu"), "expressway": ("kuaisulu",), "district": ("qu",), "community": ("shequ",),
}  # fmt: skip
_ENGLISH = re.compile(rf"(?P<name>[a-z]+(?: [a-z]+)*?) (?P<word>{'|'.join(_STREET_WORDS)})(?![a-z])")
_LATIN = {"ordos": "eerduosi", "erdos": "eerduosi", "hohhot": "huhehaote", "inner mongolia": "neimenggu"}


def rephrased(text: str) -> Iterator[str]:
    """Give what a folded text says in other words, likeliest first; nothing where it says it plainly."""
    seen = {text}
    plain = text
    for way in _WAYS:
        plain = way(plain)
    for said in (in_characters(plain), *_from_english(plain), _in_other_figures(plain), _tower_and_room(plain)):
        if said and said not in seen:
            seen.add(said)
            yield said


def _official(text: str) -> str:
    for pattern, word in _OFFICIAL:
        text = pattern.sub(word, text)
    return text


def _in_full(text: str) -> str:
    """Write the divisions at the front in full."""
    return _FRONT.sub(lambda front: _SHORT.sub(lambda found: _SHORT_FORMS[found.group()], front.group()), text)


def _tower_and_room(text: str) -> str:
    """Take A1203 apart: room 1203 in tower A."""
    return _TOWER_ROOM.sub(r"\1座\2", text)


def _in_other_figures(text: str) -> str:
    """Write the numbers inside names the other way, characters for figures and figures for characters."""
    return _IN_A_NAME.sub(
        lambda found: numeral_of(int(found.group())) if found.group().isdigit() else str(number_of(found.group())), text
    )


def _without_marks(text: str) -> str:
    """Leave out dashes and strokes that only stand between words: 春晓路/100号."""
    return _MARK.sub("", text)


def _numbered(text: str) -> str:
    """Read a numeral before a word about the place as a number: 国康路四十四附近."""
    return _NUMERAL.sub(lambda found: str(number_of(found.group())), text)


def _without_number_signs(text: str) -> str:
    return _NUMBER_SIGN.sub("", text)


def _closed_up(text: str) -> str:
    """Join digits that stand apart: 1 0 3号."""
    return _APART.sub(lambda found: found.group().replace(" ", ""), text)


def _once(text: str) -> str:
    """Leave out what is said a second time at once: 大街大街, 天骄路18号天骄路18号."""
    return _TWICE.sub(r"\1", text)


def _without_roadside(text: str) -> str:
    """Leave out on which side of the road it is: 成吉思街路北30号."""
    return _ROADSIDE.sub("", text)


def _without_remark(text: str) -> str:
    return _REMARK.sub("", text)


_WAYS: tuple[Callable[[str], str], ...] = (
    the_address,
    _official,
    _in_full,
    _without_marks,
    _numbered,
    _without_number_signs,
    _closed_up,
    _once,
    _without_roadside,
    _without_remark,
)


def _from_english(text: str) -> Iterator[str]:
    """Give 18 tianjiao rd as 18 tianjiaolu; for names that are pinyin only."""
    for latin, pinyin in _LATIN.items():
        text = re.sub(rf"(?<![a-z]){latin}(?![a-z])", pinyin, text)
    found = _ENGLISH.search(text)
    if found is None or not is_pinyin(found["name"]):
        return
    for word in _STREET_WORDS[found["word"]]:
        yield in_characters(text[: found.start()] + found["name"].replace(" ", "") + word + text[found.end() :])
