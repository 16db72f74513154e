"""Looks people up in the vault's index: which rows a name or a number means, best first. Runs in the vault's process.

A name is looked up in steps, from what was surely meant to what may have been: the whole name, names that begin or
go on so, names in which it stands, names that sound alike, names with one other character. The first step that
finds somebody ends it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.model.identifiers import modern_id_number
from kangbashi_gis.model.people import GRADES
from kangbashi_gis.model.person_name import Piece, syllables_of, way_cost
from kangbashi_gis.model.person_query import PersonQuery
from kangbashi_gis.store.people_index import (
    DIGITS,
    ID_END,
    OLD_ID_END,
    PHONE_END,
    initial_token,
    sign_token,
    syllable_token,
)
from kangbashi_gis.store.sql import Fragment, statement

MOST = 5_000  # rows that are told one from another by how near they live; a total beyond is still counted
DEEPEST = 3  # so far from its beginning a name may hold what is typed
Rows = list[tuple[int, int | None, str]]  # row number, address, how it matched

NAMED = """SELECT n.name, n.people FROM people_tokens JOIN people_names AS n ON n.name_id = people_tokens.rowid
  WHERE people_tokens MATCH ? ORDER BY people_tokens.rowid LIMIT ?"""
COUNTED = """SELECT coalesce(sum(n.people), 0) FROM people_tokens
  JOIN people_names AS n ON n.name_id = people_tokens.rowid WHERE people_tokens MATCH ?"""
NUMBERED = "SELECT fid, address_fid FROM residents WHERE {where} ORDER BY address_fid, fid LIMIT ?"
OLD_ENDS = "SELECT fid, address_fid, id_number FROM residents WHERE length(id_number) = 15 AND {end} = ? LIMIT ?"
BEARERS = "SELECT fid, address_fid FROM residents WHERE name = ? ORDER BY address_fid, fid LIMIT ?"


@dataclass(frozen=True)
class Found:
    """Rows, their addresses (0 for none) and grades (places in `GRADES`); total counts those beyond `MOST` too."""

    total: int
    fids: np.ndarray
    addresses: np.ndarray
    grades: np.ndarray


def find(connection: Connection, query: PersonQuery, within: np.ndarray | None) -> Found:
    """Find people. within: addresses to which the look-up is bound, ascending; None for all."""
    total = 0
    rows: Rows = []
    if query.form == "name":
        total, rows = _by_name(connection, query.ways)
    elif query.answerable:
        rows = _by_number(connection, query)
        total = len(rows)
    numbers = np.array([fid for fid, _, _ in rows], dtype=np.int64)
    addresses = np.array([address or 0 for _, address, _ in rows], dtype=np.int64)
    grades = np.array([GRADES.index(match) for _, _, match in rows], dtype=np.int64)
    if within is not None:
        inside = np.isin(addresses, within)
        numbers, addresses, grades = numbers[inside], addresses[inside], grades[inside]
        total = len(numbers)
    return Found(total, numbers, addresses, grades)


def _by_name(connection: Connection, ways: Sequence[tuple[Piece, ...]]) -> tuple[int, Rows]:
    by_cost: dict[int, list[tuple[Piece, ...]]] = {}
    for way in ways:
        by_cost.setdefault(way_cost(way), []).append(way)
    for step in STEPS:
        for cost in sorted(by_cost):
            found = step(by_cost[cost])
            if total := sum(_count(connection, match) for _, match in found):
                return total, _bearers(connection, found)
    return 0, []


Step = list[tuple[str, str]]  # how it matches, and the tokens


def _begins(ways: Sequence[tuple[Piece, ...]]) -> Step:
    """Ask for the whole name, and for those that go on: 张三 before 张三丰."""
    whole = _any(_all([*_tokens(way, 0), f"n{len(way)}"]) for way in ways if way[-1].kind != "begun")
    longer = _any(_all(_tokens(way, 0, begun=True)) for way in ways)
    if not whole:
        return [("start", longer)]
    return [("whole", whole), ("start", f"({longer}) NOT ({whole})")]


def _inside(ways: Sequence[tuple[Piece, ...]]) -> Step:
    places = range(1, DEEPEST + 1)
    return [("inside", _any(_all(_tokens(way, at)) for way in ways for at in places))]


def _sounds(ways: Sequence[tuple[Piece, ...]]) -> Step:
    """Ask for names of other characters that are read the same."""
    written = [way for way in ways if _written(way)]
    heard = [[*(_heard(way, at, piece) for at, piece in enumerate(way)), f"n{len(way)}"] for way in written]
    return [("sound", _any(_all(one) for one in heard))]


def _wrong(ways: Sequence[tuple[Piece, ...]]) -> Step:
    """Ask for names of three characters and more in which one is another."""
    tries = []
    for way in ways:
        if len(way) >= 3 and _written(way):
            known = _tokens(way, 0)
            tries += [_all([*known[:at], *known[at + 1 :], f"n{len(way)}"]) for at in range(len(way))]
    return [("wrong", _any(tries))]


STEPS: tuple[Callable[[Sequence[tuple[Piece, ...]]], Step], ...] = (_begins, _inside, _sounds, _wrong)


def _written(way: tuple[Piece, ...]) -> bool:
    return any(piece.kind == "sign" for piece in way)


def _tokens(way: tuple[Piece, ...], at: int, begun: bool = False) -> list[str]:
    """Give the token of each piece. begun: the last syllable may go on."""
    last = len(way) - 1
    return [_token(piece, at + number, begun and number == last) for number, piece in enumerate(way)]


def _token(piece: Piece, at: int, begun: bool) -> str:
    if piece.kind == "sign":
        return sign_token(at, piece.text)
    if piece.kind == "initial":
        return initial_token(at, piece.text)
    return syllable_token(at, piece.text) + (" *" if begun or piece.kind == "begun" else "")


def _heard(way: tuple[Piece, ...], at: int, piece: Piece) -> str:
    if piece.kind != "sign":
        return _token(piece, at, begun=False)
    signs = tuple(one.text for one in way)
    return _any(syllable_token(at, syllable) for syllable in sorted(syllables_of(signs, at)))


def _all(tokens: Sequence[str]) -> str:
    return "" if not all(tokens) else "(" + " AND ".join(tokens) + ")"


def _any(matches: Sequence[str] | Iterator[str]) -> str:
    tried = list(dict.fromkeys(match for match in matches if match))
    return "(" + " OR ".join(tried) + ")" if tried else ""


def _count(connection: Connection, match: str) -> int:
    return int(connection.execute(COUNTED, (match,)).fetchone()[0]) if match else 0


def _bearers(connection: Connection, found: Step) -> Rows:
    rows: Rows = []
    for how, match in found:
        if not match:
            continue
        for name, _people in connection.execute(NAMED, (match, MOST)).fetchall():
            rows += [(*row, how) for row in connection.execute(BEARERS, (name, MOST - len(rows)))]
            if len(rows) >= MOST:
                return rows
    return rows


def _by_number(connection: Connection, query: PersonQuery) -> Rows:
    seen: dict[int, tuple[int, int | None, str]] = {}
    for how, where, value in _numbers(query):
        for fid, address in connection.execute(statement(NUMBERED, where=Fragment(where)), (value, MOST)):
            seen.setdefault(fid, (fid, address, how))
    if query.form == "tail":
        for fid, address in _old_ends(connection, query.text):
            seen.setdefault(fid, (fid, address, "id_tail"))
    return sorted(seen.values(), key=lambda row: (GRADES.index(row[2]), row[1] or 0, row[0]))[:MOST]


def _numbers(query: PersonQuery) -> Iterator[tuple[str, str, str]]:
    """Give how a number may match: the name of that, the condition, and the value."""
    text = query.text
    if query.form == "tail":
        end = f"{ID_END} = substr(?1, -4) AND upper(substr(id_number, -length(?1))) = ?1"
        yield "id_tail", end, text
        if text.isdecimal() and len(text) == 4:
            yield "phone_tail", f"{PHONE_END} = ?", text
        yield "household", "household = ?", text
        return
    for form in _id_forms(text):
        yield "id_number", "id_number = ?", form
    if text.isdecimal():
        yield "phone", f"{DIGITS} = ?", text
    yield "household", "household = ?", text


def _id_forms(text: str) -> list[str]:
    """Give the ways a number may be recorded: with 18 characters and, before 1999, with 15."""
    old = text[:6] + text[8:17] if len(text) == 18 and text[6:8] == "19" and text[:17].isdecimal() else None
    forms = (text, text.lower(), modern_id_number(text), old if old and modern_id_number(old) == text else None)
    return list(dict.fromkeys(form for form in forms if form))


def _old_ends(connection: Connection, end: str) -> Iterator[tuple[int, int | None]]:
    """Find numbers of 15 digits whose 18 characters would end so: the check digit is not in them."""
    command = statement(OLD_ENDS, end=Fragment(OLD_ID_END))
    for fid, address, number in connection.execute(command, (end[-4:-1], MOST)).fetchall():
        if (modern_id_number(number) or "").endswith(end):
            yield fid, address
