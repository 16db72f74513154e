"""What is read from the store for the word index, before it is put in order: names, rows and doors.

A name is a distinct folded text. A row (a road segment, a company) bears a name. A door is a row that
stands at an address: it belongs to a road, a compound or both, and has a number, building, unit, room.
"""

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from kangbashi_gis.index.compact import Names, narrow
from kangbashi_gis.model.address import REGION_PARTS, Part, label_of, parse
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.spelling import DIGITS, TENS, fold
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import THEMES

# The order of kinds in an answer where nothing else decides; a name that several kinds bear is of the first.
KINDS = ("divisions", "roads", "compounds", "water", "region", "door", "parcels", "entities")
CODE_RANK = len(KINDS)
DOOR_RANK = KINDS.index("door")
PLACE_RANK = DOOR_RANK  # names up to here are places that an address may be made of
TEXT_RANK = DOOR_RANK + 1  # of an address that is found by its text
ADDRESS_FIELDS = ("full", "address")
CODE_FIELDS = ("code", "credit_code")
FORMER_FIELD = "former_name"
DOOR_COLUMNS = ("number", "building", "unit", "room")
PART_COLUMNS = ("road", "compound", "street", "community", *DOOR_COLUMNS)
THEME_NAMES = tuple(theme.name for theme in THEMES)
VILLAGES = ("村", "嘎查", "艾里", "浩特")
LONGEST_PLACE = 24  # characters of a name that is looked for inside a text
NONE = 0xFFFFFFFF
NAMED = ("name", "road", "compound")  # columns of numbers of names
_PLACED: dict[str, Any] = {"theme": np.uint8, "fid": np.uint8, "x": np.float64, "y": np.float64}
ROW_KINDS = {"name": np.uint8, **_PLACED}
DOOR_KINDS = {
    **dict.fromkeys(("road", "compound", "region", *DOOR_COLUMNS), np.uint8), **_PLACED, "compound_told": np.bool_,
}  # fmt: skip
NUMERALS = frozenset((*DIGITS, *TENS))
MOST_KEPT = 100_000  # texts whose folded form is remembered
MOST_STAIRS = 1_000  # their rooms mostly follow one another
NOWHERE = (NONE,) * 7
Parts = tuple[str | None, ...]  # as in PART_COLUMNS


def indexed(theme: Theme) -> bool:
    """Tell whether rows of a theme are in the word index."""
    return bool(theme.searched)


def columns_of(theme: Theme) -> tuple[str, ...]:
    """Give the columns that the word index reads of a theme."""
    return (*theme.searched, *(PART_COLUMNS if "full" in theme.searched else ()))


class Lexicon:
    """Distinct texts numbered in the order in which they were met."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Give the number of a text, a new one when it is new."""
        return self.numbers.setdefault(text, len(self.numbers))

    def texts(self) -> list[str]:
        """Give the texts by number."""
        return list(self.numbers)


class Pieces:
    """Columns that grow by a piece per batch of rows, each piece in as few bytes as it needs."""

    def __init__(self, kinds: Mapping[str, Any]) -> None:
        self._pieces: dict[str, list[np.ndarray]] = {name: [np.empty(0, kind)] for name, kind in kinds.items()}

    def add(self, columns: Mapping[str, np.ndarray]) -> None:
        """Take a batch."""
        for name, values in columns.items():
            small = values if values.dtype.kind != "u" else Names.kept(values) if name in NAMED else narrow(values)
            self._pieces[name].append(small)

    def taken(self, name: str) -> np.ndarray:
        """Give a whole column, which is no longer held here."""
        whole = np.concatenate(self._pieces.pop(name))
        return Names(whole)[:] if name in NAMED else whole


@dataclass
class Draft:
    """Everything gathered so far."""

    names: Lexicon = field(default_factory=Lexicon)
    ranks: bytearray = field(default_factory=bytearray)
    weights: "array[int]" = field(default_factory=lambda: array("Q"))
    regions: Lexicon = field(default_factory=Lexicon)
    labels: Lexicon = field(default_factory=Lexicon)
    rows: "Pieces" = field(default_factory=lambda: Pieces(ROW_KINDS))
    doors: "Pieces" = field(default_factory=lambda: Pieces(DOOR_KINDS))
    former: dict[str, set[str]] = field(default_factory=dict)
    raw: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.labels.number("")  # 0 is no label
        self._folded: dict[str, str] = {}
        self._labelled: dict[str, int] = {}
        self._stairs: dict[tuple[str, Parts], tuple[int, ...]] = {}
        self._partly = False  # whether the address read last says more than its elements

    def add(self, theme: Theme, table: Table, xy: np.ndarray) -> None:
        """Take rows of a theme; xy: where each is shown, n × 2, NaN for rows without a place."""
        for name in theme.searched:
            if name == FORMER_FIELD:
                self._add_former(table)
            elif name in ADDRESS_FIELDS:
                nameless = _nameless(table)
                if nameless.all():
                    self._add_doors(theme, table, xy, name)
                else:
                    self._add_doors(theme, table.take(nameless), xy[nameless], name)
            else:
                self._add_named(theme, table, xy, name)

    def name(self, text: str, rank: int) -> int:
        """Give the number of a name as somebody wrote it; NONE for no name."""
        folded = self._fold(text)
        if not folded:
            return NONE
        number = self.names.number(folded)
        if number == len(self.ranks):
            self.ranks.append(rank)
            self.weights.append(0)
        elif rank < self.ranks[number]:
            self.ranks[number] = rank
        self.weights[number] += 1
        return number

    def forget_names(self) -> None:
        """Let go of names and of what was remembered on the way; there may be millions."""
        self.names.numbers.clear()
        self.ranks.clear()
        del self.weights[:]
        self._folded.clear()
        self._stairs.clear()

    def _fold(self, text: str) -> str:
        folded = self._folded.get(text)
        if folded is None:
            if len(self._folded) > MOST_KEPT:
                self._folded.clear()
            unread = fold(text, numerals=False)
            folded = self._folded[text] = unread if NUMERALS.isdisjoint(unread) else fold(text)
            if unread != folded:
                self.raw[unread] = folded
        return folded

    def _add_named(self, theme: Theme, table: Table, xy: np.ndarray, column: str) -> None:
        rank = (
            CODE_RANK if column in CODE_FIELDS else KINDS.index(theme.name) if theme.name in KINDS else PLACE_RANK + 1
        )
        values = table.columns[column]
        names = np.fromiter((self.name(text or "", rank) for text in values), np.uint32, len(values))
        kept = names != NONE
        assert table.fid is not None
        columns: dict[str, np.ndarray] = {
            "name": names,
            "fid": table.fid.astype(np.uint64),
            "x": xy[:, 0],
            "y": xy[:, 1],
        }
        columns["theme"] = np.full(len(names), THEME_NAMES.index(theme.name), np.uint8)
        self.rows.add({name: column[kept] for name, column in columns.items()})

    def _add_former(self, table: Table) -> None:
        for old, new in zip(table.columns[FORMER_FIELD], table.columns["name"], strict=True):
            if old and new:
                self.former.setdefault(self._fold(old), set()).add(self._fold(new))

    def _add_doors(self, theme: Theme, table: Table, xy: np.ndarray, column: str) -> None:
        full = table.columns[column]
        split = _from_columns(table, full) if "road" in table.columns else ((text, None) for text in full)
        count = len(full)
        found: list[tuple[int, ...]] = [NOWHERE] * count
        told = np.zeros(count, bool)
        names = np.full(count, NONE, np.uint32)
        for i, (text, parts) in enumerate(split):
            if text:
                self._partly = False
                found[i] = self._door_beside(text, parts)
                if self._partly:
                    names[i] = self.name(text, TEXT_RANK)
                # a compound may stand in its column only: then the address is whole without it
                told[i] = parts is None or not parts[1] or parts[1] in text
        out = np.array(found, np.uint32).reshape(-1, len(NOWHERE))
        assert table.fid is not None
        columns = {"fid": table.fid.astype(np.uint64), "x": xy[:, 0], "y": xy[:, 1]}
        columns["theme"] = np.full(count, THEME_NAMES.index(theme.name), np.uint8)
        columns["compound_told"] = told
        columns |= {name: out[:, i] for i, name in enumerate(("road", "compound", "region", *DOOR_COLUMNS))}
        kept = out[:, 2] != NONE
        self.doors.add({name: values[kept] for name, values in columns.items()})
        bearing = names != NONE
        columns = {"name": names} | {name: columns[name] for name in ("fid", "x", "y", "theme")}
        self.rows.add({name: values[bearing] for name, values in columns.items()})

    def _door_beside(self, full: str, parts: Parts | None) -> tuple[int, ...]:
        """Read an address; the rooms of a stairway say all but the last the same, which is read once."""
        room = parts[-1] if parts else None
        if parts is None or not room or not full.endswith(room):
            return self._door(full, parts)
        stem = full[: -len(room)]
        known = self._stairs.get((stem, parts[:-1]))
        if known is None:
            found = self._door(full, parts)
            if _agree(stem, parts):
                if len(self._stairs) > MOST_STAIRS:
                    self._stairs.clear()
                self._stairs[stem, parts[:-1]] = found[:-1]
            return found
        for number in known[:2]:
            if number != NONE:
                self.weights[number] += 1
        return (*known, self._label(room))

    def _door(self, full: str, parts: Parts | None) -> tuple[int, ...]:
        """Give numbers of road, compound and region, and of the four labels."""
        if parts is None or not any(parts[len(PART_COLUMNS) - len(DOOR_COLUMNS) :]):
            return self._parsed_door(full, *(parts or ())[:2])
        road, compound, street, community, *named = parts
        if not _agree(full, parts):
            # somebody changed the text and left the columns: what is shown is what must be found
            return self._parsed_door(full)
        starts = [at for name in (road, compound) if name and (at := full.find(name)) >= 0]
        region = full[: min(starts, default=0)]
        # an address may be recorded without the divisions that stand beside it in their own columns
        region += "".join(name for name in (street, community) if name and name not in region)
        numbers = (self.name(name or "", DOOR_RANK) for name in (road, compound))
        return (*numbers, self._region(region), *(self._label(one) for one in named))

    def _parsed_door(self, full: str, road: str | None = None, compound: str | None = None) -> tuple[int, ...]:
        """Read an address that comes without its numbers; one with no road and no compound is a name itself."""
        found: dict[Part, str] = {}
        region, last, read = "", "", 0
        for element in parse(full):
            read += element.end - element.start
            if element.part in REGION_PARTS:
                region, last = region + element.value, element.value
            else:
                self._partly |= element.part in found or element.part in (Part.FLOOR, Part.REST)
                found.setdefault(element.part, element.value)
        # what the numbers do not tell (大林路358号4层, 两路交叉口西北100米) is found by the text itself
        self._partly |= read < len(full)
        road, compound = road or found.get(Part.ROAD), compound or found.get(Part.COMPOUND)
        if not road and not compound and last and (Part.NUMBER in found or last.endswith(VILLAGES)):
            compound = last  # the houses of a village are numbered without streets: 布日都嘎查12号
        self._partly |= len(compound or "") > LONGEST_PLACE
        if not road and not compound:
            # only divisions: nothing that stands somewhere in particular
            return NOWHERE if region and not found else (self.name(full, DOOR_RANK), NONE, self._region(""), 0, 0, 0, 0)
        numbers = (self.name(name or "", DOOR_RANK) for name in (road, compound))
        named = (found.get(part, "") for part in (Part.NUMBER, Part.BUILDING, Part.UNIT, Part.ROOM))
        return (*numbers, self._region(region), *(self._label(one) for one in named))

    def _region(self, text: str) -> int:
        return self.regions.number(self._fold(text))

    def _label(self, text: str | None) -> int:
        if not text:
            return 0
        number = self._labelled.get(text)
        if number is None:
            number = self._labelled[text] = self.labels.number(label_of(text))
        return number


def _agree(full: str, parts: Parts) -> bool:
    """Tell whether an address says what its columns say."""
    return _tells(full, parts[0], parts[4]) or _tells(full, parts[1], parts[5])


def _tells(full: str, name: str | None, label: str | None) -> bool:
    """Tell whether an address has a road (or compound) and its number as the columns have them."""
    return bool(name and name in full and (not label or label in full))


def _nameless(table: Table) -> np.ndarray:
    """Tell which rows are found by their address; a company that has a name is found by that, not at every door."""
    names = table.columns.get("name")
    return np.ones(len(table), bool) if names is None else np.array([not name for name in names], bool)


def _from_columns(table: Table, full: Iterable[str]) -> Iterable[tuple[str, Parts]]:
    parts = zip(*(table.columns[name] for name in PART_COLUMNS), strict=True)
    return zip(full, parts, strict=True)
