"""Tables in every encoding that offices send, with every mark of it, true or false: DBF, CSV and TXT.

Written byte by byte. Whether a file can be decided is settled by a rule of its own: Chinese with eight or more
characters beyond ASCII can; other languages cannot, for they are rare enough here that a person should look. Fewer
characters cannot where another national code of the same bytes, read strictly, gives nothing but everyday characters.
Where none does, and where the file itself names the true encoding and nothing else, both an answer and a question are
right; but UTF-8, which other texts hardly ever happen to be, can then be decided.
"""

import random
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import encoding_texts as texts

SEED = 506
LDIDS = (0x00, 0x03, 0x57, 0x4D, 0x7A, 0x78, 0x4F, 0x13)
CPGS = (None, "GBK", "936", "ANSI 936", "OEM", "UTF-8", "UTF8", "Big5", "ISO-8859-1")
AMOUNTS = ("much", "12", "5", "2", "none")
FEW = 8
WIDTH = 60
MANY_ROWS = 40
NAMED = {
    "GBK": "gbk", "936": "gbk", "ANSI 936": "gbk", "UTF-8": "utf-8", "UTF8": "utf-8", "Big5": "big5",
    0x4D: "gbk", 0x7A: "gbk", 0x78: "big5", 0x4F: "big5", 0x13: "shift_jis",
}  # fmt: skip


@dataclass(frozen=True)
class Script:
    """An encoding and the language that is written in it. chinese: a reader who is sure need not ask."""

    encoding: str
    words: Callable[[random.Random], Iterator[str]]
    chinese: bool = False


SCRIPTS = (
    Script("utf-8", texts.chinese, True),
    Script("gbk", texts.chinese, True),
    Script("big5", texts.listed("taiwan"), True),
    Script("gb18030", texts.with_rare_characters, True),
    Script("latin-1", texts.listed("western")),
    Script("shift_jis", texts.listed("japanese")),
    Script("euc_jp", texts.listed("japanese")),
    Script("euc_kr", texts.listed("korean")),
    Script("cp1251", texts.listed("russian")),
    Script("koi8_r", texts.listed("russian")),
)
WIDE = (Script("utf-16-le", texts.chinese, True), Script("utf-16-be", texts.chinese, True))


@dataclass(frozen=True)
class Case:
    """One file. rows: what stands in its column NAME. decidable: None where an answer and a question are both right."""

    path: Path
    encoding: str
    rows: tuple[str, ...]
    decidable: bool | None


def cases(folder: Path, quick: bool = False) -> Iterator[Case]:
    """Write the files one after the other and yield them; quick: one in fifty of the DBFs."""
    chance = random.Random(SEED)
    for number, (script, ldid, cpg, amount) in enumerate(_marked()):
        if quick and number % 50:
            continue
        rows = _rows(script, amount, chance)
        path = folder / f"表{number}_{script.encoding}_{amount}.dbf"
        path.write_bytes(dbf(rows, script.encoding, ldid))
        if cpg is not None:
            path.with_suffix(".cpg").write_text(cpg, encoding="ascii")
        yield Case(path, script.encoding, rows, decidable(script, rows, (ldid, cpg)))
    for number, (script, amount, suffix, mark) in enumerate(_plain(1 if quick else 12)):
        rows = _rows(script, amount, chance)
        path = folder / f"文本{number}_{script.encoding}_{amount}{suffix}"
        path.write_bytes(mark + _lines(rows, suffix).encode(script.encoding))
        settled = bool(mark) or script in WIDE
        yield Case(path, script.encoding, rows, True if settled else decidable(script, rows, ()))


def _marked() -> Iterator[tuple[Script, int, str | None, str]]:
    for amount in AMOUNTS:
        for script in SCRIPTS:
            for ldid in LDIDS:
                for cpg in CPGS:
                    yield script, ldid, cpg, amount


def _plain(times: int) -> Iterator[tuple[Script, str, str, bytes]]:
    for script in SCRIPTS:
        for amount in AMOUNTS:
            for suffix in (".csv", ".txt"):
                yield from [(script, amount, suffix, b"")] * times
    for script in WIDE:
        mark = "\ufeff".encode(script.encoding)
        for amount in AMOUNTS[:3]:
            yield script, amount, ".csv", mark
            yield script, amount, ".txt", b""
    yield SCRIPTS[0], "2", ".csv", b"\xef\xbb\xbf"


def decidable(script: Script, rows: Sequence[str], marks: Sequence[int | str | None]) -> bool | None:
    """Tell by the rule of this corpus whether the encoding can be decided."""
    beyond = sum(not sign.isascii() for row in dict.fromkeys(rows) for sign in row)
    if not beyond:
        return True
    named = {NAMED[mark] for mark in marks if mark in NAMED}
    true_name = {"gb18030": "gbk"}.get(script.encoding, script.encoding)
    if not script.chinese:
        return None if named == {true_name} else False
    octets = [row.encode(script.encoding) for row in rows]
    if beyond >= FEW:
        return True
    if not any(_is_everyday(octets, code) for code in EVERYDAY if code != true_name):
        return True if script.encoding == "utf-8" else None
    return None if named == {true_name} else False


def _is_everyday(octets: Sequence[bytes], code: str) -> bool:
    try:
        read = "".join(octet.decode(code) for octet in octets)
    except UnicodeDecodeError:
        return False
    return all(EVERYDAY[code](sign.encode(code), sign) for sign in read if not sign.isascii())


EVERYDAY: dict[str, Callable[[bytes, str], bool]] = {
    "utf-8": lambda octets, sign: len(octets) == 3,
    "gbk": lambda octets, sign: octets[0] in range(0xB0, 0xF8) and octets[1] >= 0xA1,
    "big5": lambda octets, sign: octets[0] in range(0xA4, 0xC7),
    "euc_kr": lambda octets, sign: octets[0] in range(0xB0, 0xC9),
    "euc_jp": lambda octets, sign: octets[0] in (0xA4, 0xA5) or octets[0] in range(0xB0, 0xD0),
    "shift_jis": lambda octets, sign: len(octets) == 2 and octets[0] in (0x82, 0x83, *range(0x88, 0x99)),
}


def _rows(script: Script, amount: str, chance: random.Random) -> tuple[str, ...]:
    words = (word for word in script.words(chance) if _fits(word, script.encoding))
    if amount == "none":
        return tuple(f"A{number:04}" for number in range(5))
    if amount == "much":
        return tuple(next(words) for _ in range(MANY_ROWS))
    rows, wanted = [], int(amount)
    while wanted:
        word = next(words)
        kept = _first(word, wanted)
        wanted -= sum(not sign.isascii() for sign in kept)
        if kept and kept not in rows:
            rows.append(kept)
        elif kept:
            wanted += sum(not sign.isascii() for sign in kept)
    return tuple(rows)


def _first(word: str, most: int) -> str:
    """Give the beginning of a word with at most so many characters beyond ASCII."""
    for end in range(len(word), 0, -1):
        if sum(not sign.isascii() for sign in word[:end]) <= most:
            return word[:end].strip()
    return ""


def _fits(word: str, encoding: str) -> bool:
    try:
        return word.encode(encoding).decode(encoding) == word
    except UnicodeError:
        return False


def dbf(rows: Sequence[str], encoding: str, ldid: int) -> bytes:
    """Give a dBASE III table of two columns, CODE and NAME."""
    columns = ((b"CODE", 8), (b"NAME", WIDTH))
    width = 1 + sum(size for _, size in columns)
    head = struct.pack("<BBBBIHH17xB2x", 3, 126, 3, 1, len(rows), 32 + 32 * len(columns) + 1, width, ldid)
    fields = b"".join(struct.pack("<11sc4xBB14x", name, b"C", size, 0) for name, size in columns)
    records = b"".join(
        b" " + f"K{number}".encode().ljust(8) + row.encode(encoding)[: WIDTH - 1].ljust(WIDTH)
        for number, row in enumerate(rows)
    )
    return head + fields + b"\r" + records + b"\x1a"


def _lines(rows: Sequence[str], suffix: str) -> str:
    comma = "\t" if suffix == ".txt" else ","
    return f"CODE{comma}NAME\r\n" + "".join(f"K{number}{comma}{row}\r\n" for number, row in enumerate(rows))
