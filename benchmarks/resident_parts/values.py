"""Which personal values are looked for, and where in bytes they are: in UTF-8, UTF-16 and GBK."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np

SHORTEST_NAME = 3  # of two characters a name stands in words too
PIECE = 32 << 20
OVERLAP = 256
SHORTEST_NUMBER, LONGEST_NUMBER = 11, 18
_CODE = re.compile("[0-9a-z]{6,}")
ENCODINGS = ("utf-8", "utf-16-le", "gbk")
WIDTH = 6  # bytes by which a name is first looked for
BITS = 26
SPREAD = np.uint64(0x9E3779B97F4A7C15)
STRETCH = 4 << 20


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
        """Leave out what stands in an open text too: a company called after somebody, and numbers made by chance.

        An index holds the codes of companies one behind the other: the end of one and the beginning of the next make
        some number of eleven digits.
        """
        begun = _beginnings(text)
        keys = _beginnings("".join(name[:SHORTEST_NAME] for name in self.names), step=SHORTEST_NAME)
        met = np.isin(keys, np.unique(begun)).tolist()
        # only a name whose beginning stands in the text is looked for in all of it
        known = (name for name, there in zip(self.names, met, strict=True) if there and name in text)
        numbers = _between(_CODE.findall(text.lower()), self.id_numbers | self.phones)
        return Values(self.id_numbers - numbers, self.phones - numbers, self.names - frozenset(known))


def _between(codes: list[str], numbers: frozenset[str]) -> frozenset[str]:
    """Give the numbers that two codes may make which stand one behind the other."""
    codes, lengths = list(set(codes)), range(1, LONGEST_NUMBER)
    ends = {code[-length:] for code in codes for length in lengths}
    begun = {code[:length] for code in codes for length in lengths}
    return frozenset(one for one in numbers if any(one[:at] in ends and one[at:] in begun for at in range(1, len(one))))


def _beginnings(text: str, step: int = 1) -> np.ndarray:
    """Give the signs at each place of a text, so many as the shortest name has, as one number."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    count = max(len(signs) - SHORTEST_NAME + 1, 0)
    keys = np.zeros(count, dtype=np.uint64)
    for place in range(SHORTEST_NAME):
        keys |= signs[place : place + count] << np.uint64(21 * place)
    return keys[::step]


def found_in(content: bytes, values: Values) -> Iterator[tuple[str, str]]:
    """Give the kind and the value of each find."""
    of_id, of_phone = values.id_numbers, values.phones
    numbered = (("id_number", 18, of_id), ("id_number", 15, of_id), ("phone", 11, of_phone))
    signs = np.frombuffer(content, dtype=np.uint8)
    followed = np.append(signs[1:], 1) == 0
    for part, wide in ((signs, None), (signs[0::2], followed[0::2]), (signs[1::2], followed[1::2])):
        for text in _numbers(part, wide):
            yield from _within(text, numbered)
    if values.names:
        for start in range(0, len(content), STRETCH):
            yield from _names(content, start, values.names)


def _names(content: bytes, start: int, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Give the names that begin in a stretch: by six bytes at once, then exactly."""
    keys = _keys(content[start : start + STRETCH + WIDTH - 1])
    by_key, table = _known(names)
    for at in np.flatnonzero(table[(keys * SPREAD) >> np.uint64(64 - BITS)]).tolist():
        for written, name in by_key.get(int(keys[at]), ()):
            if content.startswith(written, start + at):
                yield "name", name


def _keys(stretch: bytes) -> np.ndarray:
    """Give the six bytes from each place on as one number."""
    signs = np.frombuffer(stretch, dtype=np.uint8)
    keys = np.zeros(max(len(signs) - WIDTH + 1, 0), dtype=np.uint64)
    for place in range(WIDTH):
        keys |= signs[place : place + len(keys)].astype(np.uint64) << np.uint64(8 * place)
    return keys


@lru_cache(maxsize=2)
def _known(names: frozenset[str]) -> tuple[dict[int, list[tuple[bytes, str]]], np.ndarray]:
    by_key: dict[int, list[tuple[bytes, str]]] = {}
    for name in names:
        for code in ENCODINGS:
            written = name.encode(code, "ignore")
            if written.decode(code) == name:
                by_key.setdefault(int(_keys(written)[0]), []).append((written, name))
    table = np.zeros(1 << BITS, dtype=bool)
    table[(np.array(list(by_key), dtype=np.uint64) * SPREAD) >> np.uint64(64 - BITS)] = True
    return by_key, table


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
