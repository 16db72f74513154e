"""What was typed in pinyin where a number stands beside it: 1haolou2danyuan601shi, and blanks between syllables."""

import re

UNITS = {
    "haolou": "号楼", "haoyuan": "号院", "danyuan": "单元", "dong": "栋", "zhuang": "幢", "zuo": "座", "ceng": "层",
    "lou": "楼", "hao": "号", "shi": "室", "hu": "户", "men": "门", "nong": "弄",
}  # fmt: skip
_BLANKS_INSIDE = (r" ?".join(re.findall(r"[zcs]?h?[^aeiou]?[aeiou]+(?:ng|n)?", unit)) for unit in UNITS)
_UNIT = re.compile(r"(?<=\d) ?(" + "|".join(_BLANKS_INSIDE) + r")(?=[\d\- ]|$|[^\x00-\x7f]) ?")
_FINAL = (
    "uang|iang|iong|ueng|ang|eng|ong|ing|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|ve|a|o|e|i|u|v"
)
_SYLLABLES = re.compile(rf"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:{_FINAL}))+")
_WORDS = re.compile(r"[a-z]+(?: [a-z]+)+")


def in_characters(text: str) -> str:
    """Give a folded text with the units behind its numbers in characters, and its syllables joined."""
    text = _UNIT.sub(lambda found: UNITS[found[1].replace(" ", "")], text)
    return _WORDS.sub(lambda found: _together(found.group()), text)


def is_pinyin(words: str) -> bool:
    """Tell whether all words are made of syllables."""
    return all(_SYLLABLES.fullmatch(word) for word in words.split(" "))


def _together(words: str) -> str:
    """Join words that are syllables; English words stay apart."""
    return words.replace(" ", "") if is_pinyin(words) else words
