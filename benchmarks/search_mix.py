"""Queries of every kind that people type, made with a fixed seed from the rows of a workspace."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from kangbashi_gis.index.pinyin import spelled
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace

SEED = 150_603
FIXED = ("康巴什新区", "有限公司", "12号", "12号楼", "鄂尔多斯", "eeds", "康", "e")
NUMERALS = "零一二三四五六七八九"
SOUNDS_ALIKE = str.maketrans("源泽润波岭原川峰林", "元则闰玻领源穿锋临")
Row = Mapping[str, Any]


def queries(space: Workspace, count: int) -> list[str]:
    """Make queries of every kind from so many addresses, companies and others."""
    chance = random.Random(SEED)
    found: list[str] = list(FIXED)
    for row in sampled(space, "addresses", count, chance):
        found += [kind(row, chance) for kind in KINDS]
    companies = sampled(space, "entities", count, chance)
    found += [str(row["name"]) for row in companies]
    found += [str(row["credit_code"]) for row in companies[: count // 4]]
    found += [spelled(str(row["name"]), phrases=True)[0] for row in sampled(space, "compounds", count // 4, chance)]
    found += [str(row["code"]) for row in sampled(space, "parcels", count // 4, chance)]
    found += list(_crossings(space, count // 4, chance))
    return [query for query in found if query]


def sampled(space: Workspace, name: str, count: int, chance: random.Random) -> list[dict[str, Any]]:
    """Take rows of a theme at random."""
    total = space.store.count(theme(name))
    fids = np.array(sorted(chance.sample(range(1, total + 1), min(count, total))))
    table = space.store.read(theme(name), fids, geometry=False)
    return [table.row(position) for position in range(len(table))]


def prefixes(texts: Iterable[str]) -> list[str]:
    """Give everything that stands in the box while the texts are typed, each once, in a fixed order."""
    return list(dict.fromkeys(text[:end] for text in texts for end in range(1, len(text) + 1)))


def _full(row: Row, chance: random.Random) -> str:
    return str(row["full"])


def _without_province(row: Row, chance: random.Random) -> str:
    return str(row["full"]).removeprefix("内蒙古自治区鄂尔多斯市")


def _short(row: Row, chance: random.Random) -> str:
    full = str(row["full"])
    starts = [full.find(name) for name in (row["road"], row["compound"]) if name and name in full]
    return full[min(starts, default=0) :]


def _by_community(row: Row, chance: random.Random) -> str:
    return f"{row['community'] or ''}{_short(row, chance)}"


def _other_order(row: Row, chance: random.Random) -> str:
    short = _short(row, chance)
    name = row["compound"] if row["compound"] and row["compound"] in short else row["road"] or ""
    return f"{short.removeprefix(name)} {name}"


def _initials(row: Row, chance: random.Random) -> str:
    return spelled(str(row["road"] or ""), phrases=True)[1] + str(row["number"] or "").rstrip("号")


def _pinyin(row: Row, chance: random.Random) -> str:
    return spelled(_name(row), phrases=True)[0] + str(row["building"] or row["number"] or "").rstrip("号楼")


def _mixed(row: Row, chance: random.Random) -> str:
    name = _name(row)
    return spelled(name[:-1], phrases=True)[1] + name[-1:] + str(row["number"] or "")


def _numeral(row: Row, chance: random.Random) -> str:
    return "".join(NUMERALS[int(sign)] if sign in "0123456789" else sign for sign in _short(row, chance))


def _separated(row: Row, chance: random.Random) -> str:
    parts = (str(row[name]).strip("号楼单元室") for name in ("building", "unit", "room") if row[name])
    return _name(row) + "-".join(parts)


def _wrong_character(row: Row, chance: random.Random) -> str:
    short = _short(row, chance)
    at = chance.randrange(len(short))
    return short[:at] + chance.choice("区大天安号") + short[at + 1 :]


def _missing_character(row: Row, chance: random.Random) -> str:
    short = _short(row, chance)
    at = chance.randrange(len(short))
    return short[:at] + short[at + 1 :]


def _homophone(row: Row, chance: random.Random) -> str:
    return _short(row, chance).translate(SOUNDS_ALIKE)


def _no_such_number(row: Row, chance: random.Random) -> str:
    return f"{row['road'] or ''}{chance.randrange(5_000, 9_000)}号"


def _name(row: Row) -> str:
    return str(row["compound"] or row["road"] or "")


KINDS: tuple[Callable[[Row, random.Random], str], ...] = (
    _full, _without_province, _short, _by_community, _other_order, _initials, _pinyin, _mixed, _numeral,
    _separated, _wrong_character, _missing_character, _homophone, _no_such_number,
)  # fmt: skip


def _crossings(space: Workspace, count: int, chance: random.Random) -> Iterator[str]:
    roads = [str(row["name"]) for row in sampled(space, "roads", 2 * count, chance)]
    return (f"{one}与{other}交叉口" for one, other in zip(roads[::2], roads[1::2], strict=False))
