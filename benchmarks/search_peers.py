"""SQLite's own full-text index (FTS5) on the same texts: split into groups of three characters, and fed pairs."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from kangbashi_gis.model.themes import theme
from kangbashi_gis.store.base import Store

THEMES = ("addresses", "roads", "compounds", "entities", "parcels", "divisions", "water")
BATCH = 50_000
QUERY = "SELECT rowid, text FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 20"
FIRST = "SELECT rowid, text FROM texts WHERE texts MATCH ? LIMIT 20"
Ask = Callable[[str], object]


def trigram(store: Store, path: Path, ranked: bool = True) -> Ask:
    """Put the texts into a trigram index, or take the one that is there, and give its way to answer."""
    base = _filled(store, path, "text, tokenize='trigram'", lambda text: (text,))
    command = QUERY if ranked else FIRST
    return lambda key: base.execute(command, (_quoted(key),)).fetchall()


def pairs(store: Store, path: Path, ranked: bool = True) -> Ask:
    """Put the texts into an index whose words are pairs of neighbouring characters, and give its way to answer."""
    columns = "grams, text UNINDEXED, tokenize='unicode61 remove_diacritics 0'"
    base = _filled(store, path, columns, lambda text: (_paired(text), text))
    command = QUERY if ranked else FIRST
    return lambda key: base.execute(command, (_quoted(_paired(key)),)).fetchall()


def texts(store: Store) -> Iterator[str]:
    """Give every text that the search knows."""
    for name in THEMES:
        columns = theme(name).searched
        for table in store.batches(theme(name), BATCH, columns=columns, geometry=False):
            for column in columns:
                yield from (str(value) for value in table.columns[column] if value)


def _filled(store: Store, path: Path, columns: str, row: Callable[[str], tuple[str, ...]]) -> sqlite3.Connection:
    part = path.with_suffix(".part")
    if not path.exists():
        part.unlink(missing_ok=True)
        base = sqlite3.connect(part)
        base.execute("PRAGMA journal_mode = OFF")
        base.execute("PRAGMA synchronous = OFF")
        base.execute(f"CREATE VIRTUAL TABLE texts USING fts5({columns})")
        insert = "INSERT INTO texts VALUES (?)" if len(row("")) == 1 else "INSERT INTO texts VALUES (?, ?)"
        base.executemany(insert, (row(text) for text in texts(store)))
        base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        base.commit()
        base.close()
        part.rename(path)
    return sqlite3.connect(path)


def _paired(text: str) -> str:
    plain = "".join(sign for sign in text if sign.isalnum())
    return " ".join(plain[at : at + 2] for at in range(len(plain) - 1))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
