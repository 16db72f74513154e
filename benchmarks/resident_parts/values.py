"""Which personal values are looked for, and where in bytes they are: in UTF-8, UTF-16 and GBK."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

SHORTEST_NAME = 3  # of two characters a name stands in words too
PIECE = 32 << 20
OVERLAP = 256
SHORTEST_NUMBER = 11
SIGNS = {  # runs of three Chinese characters and more
    "utf-8": re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){3,}"),
    "utf-16-le": re.compile(rb"(?:[\x00-\xff][\x4e-\x9f]){3,}"),
    "gbk": re.compile(rb"(?:[\x81-\xfe][\x40-\xfe]){3,}"),
}


@dataclass(frozen=True)
class Values:
    """ID numbers, phones and names of people, none of which may be found."""

    id_numbers: frozenset[str] = field(repr=False)
    phones: frozenset[str] = field(repr=False)
    names: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, people: Iterable[tuple[str | None, str | None, str | None]]) -> "Values":
        """Take them from names, ID numbers and phones."""
        rows = list(people)
        return cls(
            frozenset(number.upper() for _, number, _ in rows if number and len(number) in (15, 18)),
            frozenset(phone for _, _, phone in rows if phone and phone.isdecimal() and len(phone) == 11),
            frozenset(name for name, _, _ in rows if name and len(name) >= SHORTEST_NAME),
        )

    def without(self, text: str) -> "Values":
        """Leave out the names that stand in a text which is open: a company called after somebody."""
        return Values(self.id_numbers, self.phones, frozenset(name for name in self.names if name not in text))


def found_in(content: bytes, values: Values) -> Iterator[tuple[str, str]]:
    """Give the kind and the value of each find."""
    of_id, of_phone = values.id_numbers, values.phones
    numbered = (("id_number", 18, of_id), ("id_number", 15, of_id), ("phone", 11, of_phone))
    signs = np.frombuffer(content, dtype=np.uint8)
    followed = np.append(signs[1:], 1) == 0
    for part, wide in ((signs, None), (signs[0::2], followed[0::2]), (signs[1::2], followed[1::2])):
        for text in _numbers(part, wide):
            yield from _within(text, numbered)
    named = (("name", 3, values.names), ("name", 4, values.names))
    for code, pattern in SIGNS.items():
        for run in pattern.findall(content) if values.names else ():
            yield from _within(run.decode(code, "ignore"), named)


def _numbers(signs: np.ndarray, also: np.ndarray | None) -> Iterator[str]:
    """Give runs of digits that are long enough, with an X behind; also: what must be true of each besides."""
    is_digit = (signs >= ord("0")) & (signs <= ord("9"))
    if also is not None:
        is_digit &= also
    edges = np.flatnonzero(np.diff(np.concatenate(([False], is_digit, [False])).astype(np.int8)))
    starts, ends = edges[0::2], edges[1::2]
    for at in np.flatnonzero(ends - starts >= SHORTEST_NUMBER).tolist():
        yield signs[starts[at] : ends[at] + 1].tobytes().decode("latin-1").upper()


def _within(text: str, wanted: tuple[tuple[str, int, frozenset[str]], ...]) -> Iterator[tuple[str, str]]:
    for kind, length, known in wanted:
        for at in range(len(text) - length + 1):
            if text[at : at + length] in known:
                yield kind, text[at : at + length]


def count(folders: Iterable[Path], values: Values) -> tuple[Counter[str], int, list[str]]:
    """Count the finds below folders, and bytes; and say in which files, and what kind."""
    found: Counter[str] = Counter()
    where: list[str] = []
    total = 0
    for file in (one for folder in folders for one in folder.rglob("*") if one.is_file()):
        for piece in _pieces(file):
            total += len(piece)
            for kind, _value in found_in(piece, values):
                found[kind] += 1
                where.append(f"{kind} in {file.name}")
    return found, total, sorted(set(where))


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        before = b""
        while piece := stream.read(PIECE):
            yield before + piece
            before = piece[-OVERLAP:]
