"""The vault of personal data, as the rest of the program sees it: a client of the process that holds it.

Personal values go in, and come out only as counts, masked rows and row numbers.
"""

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from kangbashi_gis.errors import VaultUnavailable
from kangbashi_gis.model.events import Anchor
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.store import heads
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.local_systems import sealed_names
from kangbashi_gis.store.vault_access import VaultAccess
from kangbashi_gis.store.vault_room import KEY_BYTES
from kangbashi_gis.store.wire import from_table

ID_BYTES = "S36"


def make_key(path: Path) -> None:
    """Write a new random key that only this user can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())


class Vault(VaultAccess):
    """Asks the vault's process; starts it at the first question, and again should it have ended.

    `used` tells whether an operation ever put something in: then a file that is gone is never made anew,
    because an empty vault would answer that nobody lives here. `require_agreement` raises where the vault does not
    belong to the layers beside it; it is called before the first question about people and before writing.
    """

    def count(self, theme: Theme) -> int:
        """Number of rows of a theme in the vault."""
        return int(self.ask("count", theme=theme.name)[0]["count"])

    def stamp(self, theme: Theme) -> int:
        """The number of the last change of a theme in the vault."""
        return int(self.ask("stamp", theme=theme.name)[0]["stamp"])

    def match(self, theme: Theme, table: Table, key: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """Find the rows that have the same key columns, without taking anything out of the vault.

        Gives for each row of `table` the row number (0 for a new one), and whether all columns that
        `table` has are the same already.
        """
        _, (fids, same) = self.ask("match", theme=theme.name, key=list(key), **from_table(table))
        return fids, same

    def absent(self, theme: Theme, kept: Sequence[Any], sources: Sequence[int]) -> np.ndarray:
        """Give the rows from some sources that have a key which is not among those kept, without taking a key out.

        For a theme whose key is one field. Rows without a key are never among them.
        """
        keys = Table({theme.key[0]: list(kept)})
        return self.ask("absent", theme=theme.name, sources=list(sources), **from_table(keys))[1][0]

    def population(self, address_fids: np.ndarray) -> dict[str, Any]:
        """Count the people who live at addresses: total, households, by_sex, by_age (as in answers.Population)."""
        found, _ = self.ask("population", arrays=[_fids(address_fids)])
        return {**found, "by_age": {band: tuple(line) for band, line in found["by_age"].items()}}

    def per_address(self, address_fids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give those of the addresses at which people live, ascending, and how many live at each."""
        _, (fids, counts) = self.ask("per_address", arrays=[_fids(address_fids)])
        return fids, counts

    def tally(
        self, by: str, addresses: np.ndarray, groups: np.ndarray, count: int
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Count people in groups of addresses (ascending): a row per group, and what else is told; `vault_tally`."""
        told, (found,) = self.ask("tally", by=by, count=count, arrays=[_fids(addresses), _fids(groups)])
        return found.reshape(count, -1) if count else found.reshape(0, 0), told

    def people_at(self, address_fids: np.ndarray, limit: int = 100) -> list[dict[str, Any]]:
        """Give the people at addresses with name, ID number and phone masked, in the order of the addresses."""
        found, _ = self.ask("people_at", limit=limit, arrays=[_fids(address_fids)])
        people: list[dict[str, Any]] = found["people"]
        return people

    def ids(self, theme: Theme) -> list[str]:
        """Give the ids of a theme's rows in the vault."""
        ids: list[str] = self.ask("ids", theme=theme.name)[0]["ids"]
        return ids

    def address_fids(self) -> np.ndarray:
        """Give the addresses at which people live."""
        return self.ask("address_fids")[1][0]

    def keep_head(self, anchor: Anchor) -> None:
        """Remember how far the log has come."""
        self.ask("keep_head", document=heads.written(anchor))

    def head(self) -> Anchor | None:
        """Give how far the log had come when this was last remembered; None where it never was."""
        return heads.read(self.ask("head")[0]["document"])

    def keep_system(self, name: str, document: dict[str, Any]) -> None:
        """Keep the parameters of a local coordinate system under a name."""
        self.ask("keep_system", name=name, document=document)

    def forget_system(self, name: str) -> None:
        """Take a local coordinate system out; raises LocalSystemUnknown."""
        self.ask("forget_system", name=name)

    def system(self, name: str) -> dict[str, Any]:
        """Give the parameters of a local coordinate system; raises LocalSystemUnknown."""
        document: dict[str, Any] = self.ask("system", name=name)[0]["document"]
        return document

    def systems(self) -> tuple[str, ...]:
        """Give the names of the local coordinate systems; none where there is no vault yet."""
        if self.has_accounts and self.accounts_path:
            return sealed_names(Accounts(self.accounts_path))  # names are no secret, and need no process
        return tuple(self.ask("systems")[0]["names"]) if self.made() else ()

    def holds(self, operation: int) -> bool:
        """Tell whether an operation of that number was committed here; False for a vault that was never made."""
        return self.made() and bool(self.ask("holds", operation=operation)[0]["holds"])

    def operations(self) -> dict[int, str]:
        """Give the operations that were committed here, by number, and when; none for a vault that was never made."""
        return {int(number): at for number, at in self.ask("operations")[0]["operations"]} if self.made() else {}

    def made(self) -> bool:
        """Tell whether there is a vault yet; raises VaultUnavailable where there was one and it is gone or emptied."""
        found = self.path.exists()
        if (not found or self.path.stat().st_size == 0) and self._used():
            raise VaultUnavailable(path=str(self.path), reason="missing")
        return found

    def erase(self, operation: int) -> None:
        """Take an operation out without a trace, because its other half was not committed."""
        if self.made():
            self.ask("erase", operation=operation)

    def check(self) -> list[tuple[str, str]]:
        """Look for damage; gives findings as (what, where), none when all is well."""
        return [(what, where) for what, where in self.ask("check")[0]["findings"]]

    def copy(self, target: Path) -> None:
        """Write a whole copy, under the same key."""
        self.ask("copy", target=str(target))

    @contextmanager
    def write(self, operation: int, undoes: int | None = None) -> "Iterator[VaultWriter]":
        """One transaction: commits at the end of the `with`, rolls back on any exception."""
        self.ask("begin", operation=operation, undoes=undoes)
        try:
            yield VaultWriter(self)
        except BaseException:
            self._give_up()
            raise
        self.ask("commit")

    def _give_up(self) -> None:
        """Roll back; where the process is gone, it has taken the transaction with it."""
        if self._pipe is not None:
            self.ask("roll_back")


class VaultWriter:
    """What a transaction over the vault offers; the verbs of `base.Writer`, without shapes and sources."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def append(self, theme: Theme, table: Table) -> np.ndarray:
        """Add rows in bulk. Gives their row numbers in the vault, in order."""
        return self._vault.ask("append", theme=theme.name, **from_table(table))[1][0]

    def update(self, theme: Theme, fids: np.ndarray, table: Table) -> None:
        """Replace the columns that `table` has in rows `fids`; versions go up by one."""
        self._vault.ask("update", theme=theme.name, arrays=[_fids(fids)], **from_table(table))

    def delete(self, theme: Theme, fids: np.ndarray) -> None:
        """Close rows: they stay in the theme's history in the vault."""
        self._vault.ask("delete", theme=theme.name, arrays=[_fids(fids)])

    def undo(self, operation: int, counted: Sequence[str] = ()) -> int:
        """Take back what an operation did; raises UndoConflict if its rows changed since.

        Gives the number of rows without those, by id, that were counted already: they are the same rows' other half.
        """
        ids = np.array(counted, dtype=ID_BYTES)
        return int(self._vault.ask("undo", operation=operation, arrays=[ids])[0]["rows"])


def _fids(numbers: np.ndarray) -> np.ndarray:
    return np.asarray(numbers, dtype=np.int64)
