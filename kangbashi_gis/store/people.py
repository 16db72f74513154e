"""What the vault is asked about people by the rest of the program: masked rows, and one whole record."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kangbashi_gis.store.vault import Vault


@dataclass(frozen=True)
class Matches:
    """Rows that a query means: numbers in the vault, addresses (0 for none), grades (places in `people.GRADES`).

    total counts all people; the arrays hold the first thousands. form: what the query was taken for.
    """

    form: str
    total: int
    fids: np.ndarray
    addresses: np.ndarray
    grades: np.ndarray


def find(vault: Vault, text: str, within: np.ndarray | None = None) -> Matches:
    """Find people by a name or a number. within: the addresses to which the asker is bound; None for all."""
    arrays = [] if within is None else [np.sort(np.asarray(within, dtype=np.int64))]
    told, (fids, addresses, grades) = vault.ask("find_people", text=text, arrays=arrays)
    return Matches(told["form"], told["total"], fids, addresses, grades)


def masked(vault: Vault, fids: np.ndarray) -> list[dict[str, Any]]:
    """Give rows masked, in the order asked for."""
    rows: list[dict[str, Any]] = vault.ask("people", arrays=[np.asarray(fids, dtype=np.int64)])[0]["people"]
    return rows


def with_household(vault: Vault, identity: str) -> list[dict[str, Any]]:
    """Give a person masked, and then the others of the household; nothing where the id is not known."""
    rows: list[dict[str, Any]] = vault.ask("person", id=identity)[0]["people"]
    return rows


def whole(vault: Vault, identity: str) -> tuple[dict[str, str] | None, str]:
    """Give one record unmasked, and the keyed id of the person for the log; None where the id is not known."""
    told = vault.ask("unmask", id=identity)[0]
    return told["record"], str(told["keyed"])


def keyed(vault: Vault, fids: Sequence[int]) -> list[str]:
    """Give the keyed ids of rows, under which the log knows their people."""
    ids: list[str] = vault.ask("keyed", arrays=[np.array(fids, dtype=np.int64)])[0]["keyed"]
    return ids


def homes_of(vault: Vault, operation: int) -> np.ndarray:
    """Give the addresses of all whom an operation added, changed or removed, before and after; 0 for nowhere."""
    return vault.ask("homes_of", operation=operation)[1][0]
