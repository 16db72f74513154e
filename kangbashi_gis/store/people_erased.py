"""What the vault is asked about erasing by the rest of the program; only keyed ids come out."""

from collections.abc import Sequence
from dataclasses import dataclass

from kangbashi_gis.model.table import Table
from kangbashi_gis.store.vault import Vault
from kangbashi_gis.store.wire import from_table


@dataclass(frozen=True)
class Gone:
    """What an erasing came to. cleaned: no page of the file holds it any more; else others still had it open."""

    rows: int
    images: int
    cleaned: bool


def who(vault: Vault, identity: str) -> tuple[list[str], int]:
    """Give the keyed ids of the person of a row, the first that of the ID number, and how many rows there are."""
    found, _ = vault.ask("who", id=identity)
    return list(found["keyed"]), int(found["rows"])


def erase(vault: Vault, identity: str, chain: str, number: int) -> Gone:
    """Erase the person of a row; chain and number name the event of the log that says so."""
    found, _ = vault.ask("erase_person", id=identity, chain=chain, number=number)
    return Gone(**found)


def follow_log(vault: Vault, keyed: Sequence[str], chain: str, number: int) -> Gone:
    """Erase whom the log says that were erased."""
    found, _ = vault.ask("follow_log", keyed=list(keyed), chain=chain, number=number)
    return Gone(**found)


def reached(vault: Vault, chain: str) -> tuple[int, bool]:
    """Give the event of the log up to which its erasings were done, and whether the file is still to be cleaned."""
    found, _ = vault.ask("erased_to", chain=chain)
    return int(found["number"]), bool(found["dirty"])


def clean(vault: Vault) -> bool:
    """Clean the file, should it have to be; False while others read it."""
    return bool(vault.ask("clean_file")[0]["cleaned"])


def known(vault: Vault, numbers: Sequence[str | None]) -> list[bool]:
    """Tell for each ID number whether that person was erased."""
    found, _ = vault.ask("known_erased", **from_table(Table({"id_number": list(numbers)})))
    return [bool(one) for one in found["erased"]]


def keys_of(vault: Vault, number: str) -> list[str]:
    """Give the keyed ids of an ID number."""
    return list(vault.ask("keys_of_number", number=number)[0]["keyed"])


def readmit(vault: Vault, keyed: Sequence[str], chain: str, number: int) -> None:
    """Let a person in again; chain and number name the event of the log that says so."""
    vault.ask("readmit_person", keyed=list(keyed), chain=chain, number=number)
