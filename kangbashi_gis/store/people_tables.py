"""What the vault is asked about a table of residents: who is there already, what differs, who is not in it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kangbashi_gis.model.table import Table
from kangbashi_gis.store.vault import Vault
from kangbashi_gis.store.vault_compare import COMPARED as COMPARED
from kangbashi_gis.store.wire import from_table

NOWHERE = 0


@dataclass(frozen=True)
class Compared:
    """For each row: who it is (0 for somebody new), where that one lives (0 for nowhere), and bits of `COMPARED`.

    differs: fields of which the table says something that the vault does not have; fills: of these, where it has
    nothing. perhaps: whether somebody new may be one of that name at that address who is there without a number.
    before: by row and field what the vault has, masked.
    """

    fids: np.ndarray
    addresses: np.ndarray
    differs: np.ndarray
    fills: np.ndarray
    perhaps: np.ndarray
    before: Mapping[int, Mapping[str, str]]


def compare(vault: Vault, table: Table) -> Compared:
    """Hold people against the vault. The table has `id_number`, `address_fid` and all of `COMPARED`."""
    told, (fids, addresses, differs, fills, perhaps) = vault.ask("compare_people", **from_table(table))
    before = {int(row): fields for row, fields in told["before"].items()}
    return Compared(fids, addresses, differs, fills, perhaps, before)


def absent(vault: Vault, met: np.ndarray, addresses: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """Give the rows at addresses or from sources that are not among those met."""
    arrays = [np.asarray(one, dtype=np.int64) for one in (met, addresses, sources)]
    return vault.ask("absent_people", arrays=arrays)[1][0]
