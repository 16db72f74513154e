"""Puts a draft in order: the arrays of one part of the word index, ready to be written and mapped.

Names are numbered by rank, so that the first of any list are the best of it. Spellings (the name itself,
its pinyin, its short form …) are sorted, so that what begins alike stands together. Doors are sorted by
road or compound, number, building, unit and room, so that an address is a short stretch of them.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from kangbashi_gis.index import pinyin
from kangbashi_gis.index.draft import CODE_RANK, DOOR_COLUMNS, KINDS, NONE, PLACE_RANK, Draft
from kangbashi_gis.index.grams import gram_arrays
from kangbashi_gis.index.hashing import text_hash
from kangbashi_gis.index.neighbours import neighbour_arrays
from kangbashi_gis.model.address import REGION_PARTS, parse

# How a spelling came about.
OWN, UNREAD, SHORT, WORD, PINYIN, INITIALS = range(6)
HEAD = 64  # so many best names are kept for every beginning that more names share
WIDE = 512
REGION_HEAD = 32
ROW_COLUMNS = ("theme", "fid", "x", "y")
_NATURAL = re.compile(r"(\d+)")
_SUFFIX = re.compile(
    r"(?:自治区|特别行政区|自治州|自治县|自治旗|街道办事处|街道|苏木|嘎查|社区|地区|[省市盟区县旗镇乡村])$"
)


def arranged(draft: Draft) -> dict[str, np.ndarray]:
    """Give the arrays."""
    _name_regions(draft)
    order, texts = _ranked(draft)
    new = np.empty(len(order) + 1, np.uint32)
    new[order] = np.arange(len(order), dtype=np.uint32)
    new[-1] = NONE
    ranks = np.array(draft.ranks, np.uint8)[order]
    arrays = text_arrays("name", texts) | {"name_rank": ranks}
    arrays |= _spelling_arrays(draft, texts, ranks)
    arrays |= gram_arrays(texts, ranks < CODE_RANK)
    arrays |= neighbour_arrays(texts, ranks <= PLACE_RANK)
    arrays |= _row_arrays(draft, new, len(texts))
    return arrays | _door_arrays(draft, new, len(texts)) | _former_arrays(draft)


def text_arrays(name: str, texts: Sequence[str]) -> dict[str, np.ndarray]:
    """Keep texts as one run of UTF-8 and where each begins."""
    pieces = [text.encode() for text in texts]
    starts = np.zeros(len(pieces) + 1, np.int64)
    np.cumsum([len(piece) for piece in pieces], out=starts[1:])
    return {f"{name}_text": np.frombuffer(b"".join(pieces), np.uint8), f"{name}_at": starts}


def _name_regions(draft: Draft) -> None:
    """Make names of the divisions that addresses begin with, also of those that no layer holds (省, 市)."""
    rank = KINDS.index("region")
    for region in draft.regions.texts():
        for element in parse(region):
            if element.part in REGION_PARTS:
                draft.name(element.value, rank)


def _ranked(draft: Draft) -> tuple[np.ndarray, list[str]]:
    """Order names by kind, then often used first, then short first."""
    texts = draft.names.texts()
    lengths = [len(text) for text in texts]
    keys = (np.arange(len(texts)), np.array(lengths), -np.array(draft.weights, np.int64), np.array(draft.ranks))
    order = np.lexsort(keys)
    return order, [texts[i] for i in order]


def _spelling_arrays(draft: Draft, texts: list[str], ranks: np.ndarray) -> dict[str, np.ndarray]:
    unread = {read: text for text, read in draft.raw.items()}
    prefixes = _region_prefixes(draft)
    found = sorted(
        {
            (spelling.encode(), number, kind)
            for number, text in enumerate(texts)
            for kind, spelling in _spellings(text, int(ranks[number]), unread, prefixes)
        }
    )
    names = np.array([number for _, number, _ in found], np.uint32)
    kinds = np.array([kind for _, _, kind in found], np.uint8)
    arrays = text_arrays("spelling", [spelling.decode() for spelling, _, _ in found])
    arrays |= {"spelling_name": names, "spelling_kind": kinds}
    place = [i for i in range(len(found)) if ranks[names[i]] <= PLACE_RANK]
    hashes = np.array([text_hash(found[i][0].decode()) for i in place], np.uint64)
    by_hash = np.argsort(hashes, kind="stable")
    arrays |= {"place_hash": hashes[by_hash], "place_spelling": np.array(place, np.uint32)[by_hash]}
    return arrays | _head_arrays([spelling for spelling, _, _ in found], names)


def _spellings(text: str, rank: int, unread: dict[str, str], prefixes: tuple[str, ...]) -> Iterable[tuple[int, str]]:
    yield OWN, text
    if rank == CODE_RANK:
        return
    if text in unread:
        yield UNREAD, unread[text]
    words = [found.start() for found in re.finditer(r"(?<= )[a-z0-9]", text)]
    yield from ((WORD, text[at:]) for at in words)
    short = _short(text, rank, prefixes)
    for form, spelled in ((OWN, text), (SHORT, short)):
        if form == SHORT and not spelled:
            continue
        if form == SHORT:
            yield SHORT, spelled
        full, initials = pinyin.spelled(spelled, rank <= PLACE_RANK)
        if full:
            yield PINYIN, full
            yield INITIALS, initials


def _short(text: str, rank: int, prefixes: tuple[str, ...]) -> str:
    """Leave out what people leave out: 区 of 康巴什区, the region in front of a company's name."""
    if rank in (KINDS.index("divisions"), KINDS.index("region")):
        short = _SUFFIX.sub("", text)
        return short if 2 <= len(short) < len(text) else ""
    if rank <= PLACE_RANK:
        return ""
    short = text
    while front := next((one for one in prefixes if short.startswith(one)), ""):
        short = short[len(front) :]
    return short if 2 <= len(short) < len(text) else ""


def _region_prefixes(draft: Draft) -> tuple[str, ...]:
    regions = (KINDS.index("divisions"), KINDS.index("region"))
    names = {text for text, rank in zip(draft.names.texts(), draft.ranks, strict=True) if rank in regions}
    names |= {_SUFFIX.sub("", name) for name in names}
    return tuple(sorted((name for name in names if len(name) > 1), key=len, reverse=True))


def _head_arrays(spellings: list[bytes], names: np.ndarray) -> dict[str, np.ndarray]:
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


def _groups(spellings: list[bytes], low: int, high: int, depth: int) -> Iterable[tuple[int, int]]:
    """Cut a stretch where the byte at `depth` changes."""
    bytes_at = np.fromiter((s[depth] if len(s) > depth else 256 for s in spellings[low:high]), np.int16, high - low)
    edges = [low, *(np.flatnonzero(np.diff(bytes_at)) + 1 + low), high]
    return ((int(start), int(end)) for start, end in pairwise(edges) if len(spellings[int(start)]) > depth)


def _row_arrays(draft: Draft, new: np.ndarray, names: int) -> dict[str, np.ndarray]:
    if not draft.rows:
        empty = {"theme": np.uint8, "fid": np.int64, "x": np.float64, "y": np.float64}
        none = {f"row_{column}": np.empty(0, kind) for column, kind in empty.items()}
        return none | {"row_start": np.zeros(names + 1, np.int64)}
    rows = {column: np.concatenate(parts) for column, parts in draft.rows.items()}
    name = new[rows["name"]]
    order = np.argsort(name, kind="stable")
    arrays = {f"row_{column}": rows[column][order] for column in ROW_COLUMNS}
    return arrays | {"row_start": starts_of(name[order], names)}


def _door_arrays(draft: Draft, new: np.ndarray, names: int) -> dict[str, np.ndarray]:
    labels, natural = _natural_labels(draft.labels.texts())
    doors = {column: np.concatenate(parts) for column, parts in draft.doors.items()} if draft.doors else _no_doors()
    for column in ("road", "compound"):
        doors[column] = new[np.minimum(doors[column], len(new) - 1)]
    for column in DOOR_COLUMNS:
        doors[column] = natural[doors[column]]
    # sorted by what people say first: the compound where there is one, else the road
    first = np.where(doors["compound"] != NONE, doors["compound"], doors["road"])
    order = np.lexsort((*(doors[column] for column in reversed(DOOR_COLUMNS)), first))
    doors = {column: values[order] for column, values in doors.items()}
    arrays = {f"door_{column}": values for column, values in doors.items() if column != "compound_told"}
    arrays |= _entry_arrays(doors, first[order], names)
    depth = sum((doors[column] > 0).astype(np.uint8) << i for i, column in enumerate(DOOR_COLUMNS))
    told = doors.pop("compound_told") & (doors["compound"] != NONE)
    arrays |= {"door_depth": np.asarray(depth, np.uint8) | (told.astype(np.uint8) << len(DOOR_COLUMNS))}
    arrays |= text_arrays("label", labels) | text_arrays("region", draft.regions.texts())
    return arrays | _label_orders(doors, len(labels)) | _region_arrays(doors, len(draft.regions.numbers))


def _entry_arrays(doors: dict[str, np.ndarray], first: np.ndarray, names: int) -> dict[str, np.ndarray]:
    """List the doors of each name: under its road as well as under its compound."""
    both = np.flatnonzero((doors["compound"] != NONE) & (doors["road"] != NONE))
    door = np.concatenate([np.arange(len(first), dtype=np.uint32), both.astype(np.uint32)])
    name = np.concatenate([first, doors["road"][both]])
    number = doors["number"][door]
    order = np.lexsort((door, number, name))
    return {"entry_door": door[order], "entry_start": starts_of(name[order], names)}


def _label_orders(doors: dict[str, np.ndarray], labels: int) -> dict[str, np.ndarray]:
    """List doors by a bare number or building: for 12号 and 12号楼 without a road or compound."""
    deeper = {"number": ("building", "unit", "room"), "building": ("unit", "room")}
    arrays: dict[str, np.ndarray] = {}
    for column, below in deeper.items():
        bare = np.flatnonzero((doors[column] > 0) & ~np.any([doors[one] > 0 for one in below], axis=0))
        order = bare[np.argsort(doors[column][bare], kind="stable")]
        arrays |= {
            f"by_{column}": order.astype(np.uint32),
            f"by_{column}_start": starts_of(doors[column][order], labels),
        }
    return arrays


def _region_arrays(doors: dict[str, np.ndarray], regions: int) -> dict[str, np.ndarray]:
    """Keep the first doors of each region, the shallowest first, for whoever types only a region."""
    labelled = np.sum([doors[column] > 0 for column in DOOR_COLUMNS], axis=0)
    order = np.lexsort((labelled, doors["region"]))
    start = starts_of(doors["region"][order], regions)
    place = np.arange(len(order)) - np.repeat(start[:-1], np.diff(start))
    kept = place < REGION_HEAD
    counts = np.minimum(np.diff(start), REGION_HEAD)
    return {"region_door": order[kept].astype(np.uint32), "region_start": np.concatenate([[0], np.cumsum(counts)])}


def _natural_labels(labels: list[str]) -> tuple[list[str], np.ndarray]:
    """Order labels as people count (2 before 12, 12 before 12-1); gives them and the new number of each."""
    order = sorted(range(len(labels)), key=lambda i: [_as_number(one) for one in _NATURAL.split(labels[i])])
    natural = np.empty(len(labels), np.uint32)
    natural[order] = np.arange(len(labels), dtype=np.uint32)
    return [labels[i] for i in order], natural


def _as_number(piece: str) -> tuple[int, str]:
    return (int(piece[:15]), "") if piece.isdecimal() else (-1, piece)


def _former_arrays(draft: Draft) -> dict[str, np.ndarray]:
    pairs = sorted((old, new) for old, names in draft.former.items() for new in names)
    return text_arrays("old", [old for old, _ in pairs]) | text_arrays("new", [new for _, new in pairs])


def starts_of(keys: np.ndarray, count: int) -> np.ndarray:
    """Give where each of `count` keys begins in an ascending array of keys, and its end."""
    return np.searchsorted(keys, np.arange(count + 1)).astype(np.int64)


def _no_doors() -> dict[str, np.ndarray]:
    kinds = {"fid": np.int64, "x": np.float64, "y": np.float64, "theme": np.uint8, "compound_told": np.bool_}
    others = dict.fromkeys(("road", "compound", "region", *DOOR_COLUMNS), np.uint32)
    return {column: np.empty(0, kind) for column, kind in (kinds | others).items()}
