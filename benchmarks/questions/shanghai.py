"""Schools and hospitals of Shanghai by their real addresses, asked for otherwise than they are written."""

import csv
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely

from benchmarks.questions import wording
from kangbashi_gis.model import crs
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.workspace import Workspace, create_workspace

PLANE = "EPSG:4549"  # CGCS2000, 3 degrees, central meridian 120
NEAR_M = 50.0
BRACKETS = re.compile(r"[(（].*?[)）]")


@dataclass(frozen=True)
class Real:
    """One row: its address as recorded, with the district in front and without, and its place in metres."""

    address: str
    full: str
    x: float
    y: float


def imported(folder: Path, workspace: Path) -> tuple[Workspace, list[Real]]:
    """Make a workspace that holds all rows as addresses."""
    rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path)]
    space = create_workspace(workspace, "上海", crs=PLANE)
    to_metres = crs.to_degrees(PLANE)
    x, y = to_metres.transform(
        [float(row["lon"]) for row in rows], [float(row["lat"]) for row in rows], direction="INVERSE"
    )
    real = [
        Real(row["address"], f"{row['pname']}{row['adname']}{row['address']}", float(east), float(north))
        for row, east, north in zip(rows, x, y, strict=True)
    ]
    with space.change("data.import", "addresses") as change:
        table = Table(
            {"full": [one.full for one in real], "code": [str(i) for i in range(len(real))]}, shapely.points(x, y)
        )
        change.writer.append(theme("addresses"), table)
    return space, real


def questions(real: list[Real], count: int, chance: random.Random) -> Iterator[tuple[str, Real]]:
    """Draw rows whose address, numbers included, stands at one place only, and write it otherwise."""
    places: dict[str, list[Real]] = {}
    by_numbers: dict[str, list[str]] = {}
    for one in real:
        places.setdefault(_plain(one.address), []).append(one)
    for address in places:
        by_numbers.setdefault(_numbers(address), []).append(address)
    alone = [
        several[0] for address, several in places.items() if re.search(r"[路街道].*\d", address) and _at_one(several)
    ]
    asked = 0
    while asked < count:
        one = chance.choice(alone)
        text = _otherwise(one, chance)
        if _clear(one, text, by_numbers):
            asked += 1
            yield text, one


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _plain(address: str) -> str:
    return BRACKETS.sub("", address)


def _numbers(text: str) -> str:
    return " ".join(re.findall(r"\d+", text))


def _at_one(several: list[Real]) -> bool:
    xy = np.array([(one.x, one.y) for one in several])
    return bool((np.hypot(*(xy - xy[0]).T) <= NEAR_M).all())


def _otherwise(one: Real, chance: random.Random) -> str:
    district = one.full.removeprefix("上海市").removesuffix(one.address)
    text = chance.choice(
        (one.address, _plain(one.address), district + _plain(one.address), "上海市" + _plain(one.address))
    )
    way = chance.randrange(6)
    if way == 0:
        return wording.with_numerals(text, chance)
    if way == 1:
        return wording.full_width(text)
    if way == 2:
        return wording.with_separators(text, chance)
    if way in (3, 4):
        return wording.mistaken(text, chance.choice(("wrong", "missing", "extra", "homophone")), chance)[0]
    return text


def _clear(one: Real, text: str, by_numbers: dict[str, list[str]]) -> bool:
    """Tell whether no other address with the same numbers is as near to the text, or the same with a word more."""
    plain = _plain(one.address)
    mine, core = wording.distance(plain, text), _core(plain)
    return not any(
        other != plain and (wording.distance(other, text) <= mine or core in other or _core(other) in plain)
        for other in by_numbers.get(_numbers(plain), ())
    )


def _core(address: str) -> str:
    return re.sub(r"(?:号|附近|号附近)$", "", address)
