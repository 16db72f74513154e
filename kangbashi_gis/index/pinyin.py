"""How names are typed in pinyin: 鄂尔多斯大街 as eerduosidajie and as eedsdj, without tones."""

from functools import cache, lru_cache

from kangbashi_gis.model import readings

# Read here otherwise than the dictionary has it: 什 of 康巴什 is shi, not shen; 朝阳 is mostly the morning sun.
LOCAL = {"康巴什": ("kang", "ba", "shi"), "乌审": ("wu", "shen"), "朝阳": ("chao", "yang")}


def spelled(name: str, phrases: bool) -> tuple[str, str]:
    """Give full pinyin and initials of a name; ("", "") when it holds no Chinese character.

    phrases: read by words, so that 重 in 重庆 is chong; a hundred times as slow, so not for every company.
    """
    if not phrases:
        return _by_sign(name)
    syllables = _as_here(name, _by_phrase(name))
    if all(one == sign for one, sign in zip(syllables, name, strict=False)):
        return "", ""
    return "".join(syllables), "".join(one[:1] for one in syllables)


def _by_sign(name: str) -> tuple[str, str]:
    full = initials = name
    for known, local in LOCAL.items():
        if known in name:
            full = full.replace(known, "".join(local))
            initials = initials.replace(known, "".join(one[0] for one in local))
    whole, first = _tables()
    full = full.translate(whole)
    return (full, initials.translate(first)) if full != name else ("", "")


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    usual = readings.usual()
    return {ord(sign): one for sign, one in usual.items()}, {ord(sign): one[:1] for sign, one in usual.items()}


def syllables_of(text: str) -> list[str]:
    """Give the usual syllable of each character without its tone; signs that are not Chinese stay as they are."""
    usual = readings.usual()
    return _as_here(text, [usual.get(sign, sign) for sign in text])


@lru_cache(maxsize=65_536)
def sounds(sign: str) -> frozenset[str]:
    """Give every syllable that a character may be read as; of a sign that is not Chinese, the sign."""
    return frozenset((readings.usual().get(sign, sign), *readings.others().get(sign, ())))


def _as_here(text: str, syllables: list[str]) -> list[str]:
    for name, local in LOCAL.items():
        at = text.find(name)
        while at >= 0:
            syllables[at : at + len(name)] = local
            at = text.find(name, at + 1)
    return syllables


def _by_phrase(name: str) -> list[str]:
    """Read a name by words; signs that are not Chinese stay as they are."""
    from pypinyin import lazy_pinyin

    # the type stubs know only a text, but a list keeps one entry per character
    return list(lazy_pinyin(name, errors=lambda signs: list(signs)))  # type: ignore[arg-type, return-value]
