"""The index of people within the vault: their names by sign, reading and initial; numbers by their last digits.

Each different name stands once in `people_names`, with how many people bear it, and once in `people_tokens`
(FTS5), as tokens that say what stands at which place: of 张三 `0c5f20 1c4e09 0szhang 1ssan 0iz 1is n2`. So a
name in any mixture of characters, syllables and initials, or with a wrong character, is a conjunction of tokens.
Triggers on the table of residents keep both, whoever writes, in the same transaction.
"""

from contextlib import closing
from pathlib import Path

from sqlcipher3.dbapi2 import Connection

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.model.person_name import places_of, syllables_of
from kangbashi_gis.store.connection import connect, translated

VERSION = "1"  # of the tokens: a vault with others is indexed anew
CACHE_KB = 32_000
FUNCTION = "kbs_name_tokens"
DIGITS = "replace(replace(replace(phone, ' ', ''), '-', ''), '+86', '')"
ID_END, PHONE_END = "upper(substr(id_number, -4))", f"substr({DIGITS}, -4)"
OLD_ID_END = "substr(id_number, -3)"

TABLES = (
    "CREATE TABLE people_names (name_id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, people INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE people_tokens USING fts5"
    "(tokens, content='', contentless_delete=1, detail=none, tokenize='ascii')",
    # what is deleted leaves nothing behind in the segments
    "INSERT INTO people_tokens (people_tokens, rank) VALUES ('secure-delete', 1)",
)
INDEXES = (
    "CREATE INDEX kbs_people_name ON residents (name, address_fid)",
    f"CREATE INDEX kbs_people_id_end ON residents ({ID_END}, id_number, address_fid)",
    f"CREATE INDEX kbs_people_old_id_end ON residents ({OLD_ID_END}) WHERE length(id_number) = 15",
    f"CREATE INDEX kbs_people_phone ON residents ({DIGITS}, address_fid)",
    f"CREATE INDEX kbs_people_phone_end ON residents ({PHONE_END}, address_fid)",
    "CREATE INDEX kbs_people_household ON residents (household, address_fid)",
)
ADD = (
    "INSERT INTO people_names (name, people) SELECT NEW.name, 1 WHERE NEW.name <> ''"
    " ON CONFLICT (name) DO UPDATE SET people = people + 1;"
)
TAKE = (
    "UPDATE people_names SET people = people - 1 WHERE name = OLD.name;"
    " DELETE FROM people_names WHERE name = OLD.name AND people <= 0;"
)
TRIGGERS = (
    f"CREATE TRIGGER kbs_people_I AFTER INSERT ON residents BEGIN {ADD} END",
    f"CREATE TRIGGER kbs_people_D AFTER DELETE ON residents BEGIN {TAKE} END",
    "CREATE TRIGGER kbs_people_U AFTER UPDATE OF name ON residents WHEN NEW.name IS NOT OLD.name"
    f" BEGIN {TAKE} {ADD} END",
    "CREATE TRIGGER kbs_names_I AFTER INSERT ON people_names BEGIN"
    " INSERT INTO people_tokens (rowid, tokens) VALUES (NEW.name_id, kbs_name_tokens(NEW.name)); END",
    "CREATE TRIGGER kbs_names_D AFTER DELETE ON people_names BEGIN"
    " DELETE FROM people_tokens WHERE rowid = OLD.name_id; END",
)
DROP = "SELECT type, name FROM sqlite_master WHERE name GLOB 'kbs_people_*' OR name GLOB 'kbs_names_*'"
COUNTED = (
    "INSERT INTO people_names (name, people)"
    " SELECT name, count(*) FROM residents WHERE name <> '' GROUP BY name ORDER BY name"
)
WRONG = (
    "SELECT (SELECT coalesce(sum(people), 0) FROM people_names)"
    " <> (SELECT count(*) FROM residents WHERE name <> '')"
    " OR (SELECT count(*) FROM people_names) <> (SELECT count(DISTINCT name) FROM residents WHERE name <> '')"
    " OR EXISTS (SELECT 1 FROM people_names WHERE name NOT IN (SELECT name FROM residents))"
)


def equip(connection: Connection) -> None:
    """Give a connection what the triggers ask for."""
    connection.create_function(FUNCTION, 1, tokens, deterministic=True)
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def tokens(name: str) -> str:
    """Give the tokens of a name."""
    places = places_of(name)
    found = [f"n{len(places)}"]
    for at, sign in enumerate(places):
        readings = sorted(syllables_of(places, at))
        found += [sign_token(at, sign), *(syllable_token(at, one) for one in readings)]
        found += sorted({initial_token(at, one[0]) for one in readings})
    return " ".join(found)


def sign_token(at: int, sign: str) -> str:
    """Name a sign at a place; by its code, as a tokenizer may not know the newest characters."""
    return f"{at}c" + "".join(f"{ord(one):x}" for one in sign)


def syllable_token(at: int, syllable: str) -> str:
    """Name a reading at a place."""
    return f"{at}s" + "".join(one if one.isascii() else f"{ord(one):x}" for one in syllable)


def initial_token(at: int, letter: str) -> str:
    """Name the first letter of a reading at a place."""
    return f"{at}i" + (letter if letter.isascii() else f"{ord(letter):x}")


def bring_up(path: Path, key: bytes) -> None:
    """Make the index where it is missing or of other tokens, in one transaction."""
    with translated(path), closing(connect(path, key=key)) as connection:
        if is_kept(connection):
            return
        equip(connection)
        connection.execute("BEGIN IMMEDIATE")
        # another program may have made it while we waited for the lock
        if not is_kept(connection):
            _make(connection)
        connection.execute("COMMIT")


def is_kept(connection: Connection) -> bool:
    """Tell whether a vault has the index, with the tokens of this program."""
    row = connection.execute("SELECT value FROM kbs_meta WHERE name = 'people_index'").fetchone()
    return row is not None and row[0] == VERSION


def require(connection: Connection, path: Path) -> None:
    """Raise VaultUnavailable where a vault has no index: one of an older format that may only be read."""
    if not is_kept(connection):
        raise VaultUnavailable(path=str(path), reason="no_people_index")


def is_wrong(connection: Connection) -> bool:
    """Tell whether the index does not agree with the rows; False where there is none."""
    return is_kept(connection) and bool(connection.execute(WRONG).fetchone()[0])


def _make(connection: Connection) -> None:
    for kind, name in connection.execute(DROP).fetchall():
        connection.execute(f'DROP {kind} "{name}"')
    for table in ("people_tokens", "people_names"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    for command in (*TABLES, *INDEXES, *TRIGGERS, COUNTED):
        connection.execute(command)
    connection.execute("INSERT OR REPLACE INTO kbs_meta VALUES ('people_index', ?)", (VERSION,))
