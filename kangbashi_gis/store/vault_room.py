"""The open vault within its process: its file, the transaction under way, and the census in memory."""

import logging
import secrets
from contextlib import ExitStack, closing, suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sqlcipher3.dbapi2 import Connection as DatabaseConnection

from kangbashi_gis.errors import GisError, VaultUnavailable, WorkspaceDamaged
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.store import people_index, reading
from kangbashi_gis.store.census import Census
from kangbashi_gis.store.connection import connect, create, translated
from kangbashi_gis.store.database import Database
from kangbashi_gis.store.layout import vault_layouts
from kangbashi_gis.store.migrations import FORMAT, bring_up, outdated
from kangbashi_gis.store.rows import RowWriter
from kangbashi_gis.store.tables import create_bookkeeping
from kangbashi_gis.store.wire import Message

logger = logging.getLogger(__name__)

KEY_BYTES = 32
PERSON_KEY = "person_key"  # under which ID numbers stand in the log; it stays when the key of the vault changes
Arrays = list[np.ndarray]
Answer = tuple[Message, Arrays]


class Room:
    """The open vault: its file, the transaction under way, and the census in memory."""

    def __init__(self, path: Path, key: bytes, read_only: bool) -> None:
        self.path = path
        self.closing = ExitStack()
        if read_only and not path.exists():
            # nobody lives here yet, and nothing may be made here: an empty vault elsewhere gives the same answers
            path, read_only = Path(self.closing.enter_context(TemporaryDirectory())) / path.name, False
        try:
            if not read_only:
                _prepare(path, key)
            elif outdated(path, vault_layouts(), key):
                logger.info("the vault is of an older format and is read as it is")
            self.database = Database(path, read_only=read_only, key=key, equip=people_index.equip)
        except GisError as problem:
            reason = "key_or_file" if isinstance(problem, WorkspaceDamaged) else problem.code
            raise VaultUnavailable(path=str(path), reason=reason) from problem
        self.layouts = {layout.table: layout for layout in vault_layouts()}
        self.transaction = ExitStack()
        self.writer: RowWriter | None = None
        self._census: tuple[int, date, Census] | None = None

    def writing(self) -> RowWriter:
        """Give the transaction under way."""
        if self.writer is None:
            raise VaultUnavailable(path=str(self.path), reason="no_transaction")
        return self.writer

    def census(self) -> Census:
        """Give the census of what holds now, built anew when a resident has changed or a day has passed."""
        stamp, today = reading.stamp(self.database.reader(), RESIDENTS.name), date.today()
        if self._census is None or self._census[:2] != (stamp, today):
            rows = self.database.reader().execute(
                "SELECT address_fid, sex, born, household FROM residents"
                " WHERE address_fid IS NOT NULL ORDER BY address_fid"
            )
            self._census = (stamp, today, Census.build(rows.fetchall(), today))
        return self._census[2]

    def close(self) -> None:
        """Roll back what was not committed, and close the file."""
        unfinished = EOFError()
        with suppress(EOFError, GisError):
            self.transaction.__exit__(EOFError, unfinished, None)
        self.database.close()
        self.closing.close()


def read_key(path: Path, key_path: Path) -> bytes:
    """Read the key of a vault that has no accounts from the file beside it; raises VaultUnavailable."""
    try:
        key = key_path.read_bytes()
    except OSError as problem:
        raise VaultUnavailable(path=str(key_path), reason=problem.strerror or type(problem).__name__) from problem
    if len(key) != KEY_BYTES:
        raise VaultUnavailable(path=str(key_path), reason="key_length")
    return key


def _prepare(path: Path, key: bytes) -> None:
    """Make the file at the first use; add what the program has learned since an older one was made."""
    with translated(path), closing(create(path, key)) as connection:
        if not _is_made(connection):
            connection.execute("BEGIN IMMEDIATE")
            # another program may have made it while we waited for the lock
            if not _is_made(connection):
                create_bookkeeping(connection)
                connection.execute("INSERT INTO kbs_meta VALUES ('format', ?)", (str(FORMAT),))
            connection.execute("COMMIT")
    bring_up(path, vault_layouts(), key=key)
    people_index.bring_up(path, key)
    _keep_person_key(path, key)


def _keep_person_key(path: Path, key: bytes) -> None:
    """Make the key of the keyed ids as early as the file: a backup without it could not tell who was erased since."""
    with translated(path), closing(connect(path, key=key)) as connection:
        command = "INSERT INTO kbs_meta (name, value) VALUES (?, ?)"
        if not connection.execute("SELECT count(*) FROM kbs_meta WHERE name = ?", (PERSON_KEY,)).fetchone()[0]:
            connection.execute(command + " ON CONFLICT (name) DO NOTHING", (PERSON_KEY, secrets.token_hex(32)))


def _is_made(connection: DatabaseConnection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
