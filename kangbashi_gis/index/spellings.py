"""In which ways a name may be typed, sorted, so that what begins alike stands together.

The texts of spellings are stretches of one run: a name as it is written, and the part of it that people use
alone, are the name's own bytes; only pinyin and initials need bytes of their own.
"""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np

from kangbashi_gis.index import pinyin
from kangbashi_gis.index.compact import narrow
from kangbashi_gis.index.draft import CODE_RANK, KINDS, PLACE_RANK, Draft
from kangbashi_gis.index.hashing import text_hash
from kangbashi_gis.index.texts import Ordered, Stretches, text_arrays

# How a spelling came about.
OWN, UNREAD, SHORT, WORD, PINYIN, INITIALS = range(6)
REGIONS = (KINDS.index("divisions"), KINDS.index("region"))
HEAD = 64  # so many best names are kept for every beginning that more names share
WIDE = 512
_SUFFIX = re.compile(
    r"(?:自治区|特别行政区|自治州|自治县|自治旗|街道办事处|街道|苏木|嘎查|艾里|社区|地区|[省市盟区县旗镇乡村])$"
)
# a town in front of a company's name where no division is recorded: 上海市徐汇区东兰幼儿园
_TOWN = re.compile(
    r"^(?:[一-鿿]{2,4}?(?:自治区|省|市|盟))?(?:[一-鿿]{1,4}?(?<![社小校园院景城厂矿开发新])(?:区|县|旗))?(?=.{4})"
)
_WORDS = re.compile(r"(?<= )[a-z0-9]")


def spelling_arrays(draft: Draft, texts: list[str], ranks: np.ndarray) -> dict[str, np.ndarray]:
    """Give the names, their spellings in order, and what is looked up by beginnings and stretches."""
    named = text_arrays("name", texts)
    run, start, length, names, kinds = _all_spellings(draft, texts, ranks, named)
    # of equal texts the better name comes first
    sort = np.lexsort((kinds, names)).astype(np.uint32)
    sort = sort[Stretches(run, start[sort], length[sort]).order()]
    spelled = Stretches(run, start[sort], length[sort])
    names = names[sort]
    arrays = {"name_text": run, "name_at": named["name_at"], "spelling_start": spelled.start}
    arrays |= {"spelling_length": spelled.length, "spelling_name": names, "spelling_kind": kinds[sort]}
    place = np.flatnonzero(ranks[names] <= PLACE_RANK)
    hashes = np.fromiter((text_hash(spelled[i]) for i in place.tolist()), np.uint64, len(place))
    by_hash = np.argsort(hashes, kind="stable")
    arrays |= {"place_hash": hashes[by_hash], "place_spelling": place.astype(np.uint32)[by_hash]}
    arrays |= Ordered.sampled("sample", spelled)
    return arrays | _head_arrays(spelled, names)


def _all_spellings(
    draft: Draft, texts: list[str], ranks: np.ndarray, named: Mapping[str, np.ndarray]
) -> tuple[np.ndarray, ...]:
    """Give the run, and where each spelling starts, how long it is, of which name and which kind."""
    at = named["name_at"].astype(np.int64)
    unread = {read: text for text, read in draft.raw.items()}
    prefixes = _region_prefixes(texts, ranks)
    start, length, name, kind, others = array("Q"), array("I"), array("I"), array("B"), bytearray()
    # codes have no other spelling than their own, and are last
    for number in range(int(np.searchsorted(ranks, CODE_RANK))):
        text, own = texts[number], len(others)
        for form, spelled in _others(text, int(ranks[number]), unread, prefixes):
            written = spelled.encode()
            if form in (SHORT, WORD):
                start.append(int(at[number]) + len(text[: text.find(spelled)].encode()))
            else:
                # without its region a name is read as the end of the whole
                known = others.find(written, own)
                start.append(int(at[-1]) + (len(others) if known < 0 else known))
                others += written if known < 0 else b""
            length.append(len(written))
            name.append(number)
            kind.append(form)
    columns = (
        (at[:-1], start, np.uint64), (np.diff(at), length, np.uint32),
        (np.arange(len(texts)), name, np.uint32), (np.full(len(texts), OWN), kind, np.uint8),
    )  # fmt: skip
    joined = (narrow(np.concatenate([own.astype(dtype), np.array(more, dtype)])) for own, more, dtype in columns)
    return np.concatenate([named["name_text"], np.frombuffer(others, np.uint8)]), *joined


def _others(text: str, rank: int, unread: Mapping[str, str], prefixes: "_Prefixes") -> Iterable[tuple[int, str]]:
    if text in unread:
        yield UNREAD, unread[text]
    yield from ((WORD, text[found.start() :]) for found in _WORDS.finditer(text))
    short = _short(text, rank, prefixes)
    if short:
        yield SHORT, short
    for spelled in (text, short):
        full, initials = pinyin.spelled(spelled, rank <= PLACE_RANK) if spelled else ("", "")
        if full:
            yield PINYIN, full
            yield INITIALS, initials


def _short(text: str, rank: int, prefixes: "_Prefixes") -> str:
    """Leave out what people leave out: 区 of 康巴什区, the region in front of a company's name."""
    if rank <= PLACE_RANK and rank not in REGIONS:
        return ""
    short = _SUFFIX.sub("", text) if rank in REGIONS else prefixes.without(text)
    if short == text and rank not in REGIONS:
        short = _TOWN.sub("", text)
    return short if 2 <= len(short) < len(text) else ""


class _Prefixes:
    """Names of divisions that stand in front of other names."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._lengths = sorted({len(name) for name in self._names}, reverse=True)

    def without(self, text: str) -> str:
        """Leave out all that stand in front, the longest first."""
        while front := next((length for length in self._lengths if text[:length] in self._names), 0):
            text = text[front:]
        return text


def _region_prefixes(texts: list[str], ranks: np.ndarray) -> _Prefixes:
    names = {texts[i] for i in np.flatnonzero(np.isin(ranks, REGIONS)).tolist()}
    names |= {_SUFFIX.sub("", name) for name in names}
    return _Prefixes(name for name in names if len(name) > 1)


def _head_arrays(spellings: Stretches, names: np.ndarray) -> dict[str, np.ndarray]:
    """Keep the best names of every wide stretch of spellings that begin alike."""
    keys, heads = [], []
    waiting = [(0, len(spellings), 0)]
    while waiting:
        low, high, depth = waiting.pop()
        if high - low <= WIDE:
            continue
        keys.append((low << 32) | high)
        best = np.argpartition(names[low:high], HEAD)[:HEAD] + low
        heads.append(best[np.argsort(names[best], kind="stable")])
        waiting += [(start, end, depth + 1) for start, end in _groups(spellings, low, high, depth)]
    order = np.argsort(np.array(keys, np.uint64), kind="stable")
    table = np.array(heads, np.uint32).reshape(-1, HEAD)
    return {"head_key": np.array(keys, np.uint64)[order], "head": table[order]}


def _groups(spellings: Stretches, low: int, high: int, depth: int) -> Iterable[tuple[int, int]]:
    """Cut a stretch where the byte at `depth` changes."""
    signs = spellings.byte_at(depth, slice(low, high))
    edges: Sequence[int] = [low, *(np.flatnonzero(np.diff(signs)) + 1 + low).tolist(), high]
    return ((start, end) for start, end in pairwise(edges) if signs[start - low] >= 0)
