"""Local coordinate systems as the vault's process keeps them.

Without accounts they lie in the vault. Where people log in they lie in the file of accounts, sealed under a key of
their own, which is sealed to surveyors too: these use them without having the key to anybody's data.
"""

from collections.abc import Callable

from kangbashi_gis.errors import LocalSystemLocked
from kangbashi_gis.model.account import ROLES, Permission, Role
from kangbashi_gis.store import keys, local_systems
from kangbashi_gis.store.accounts import Account, Accounts
from kangbashi_gis.store.vault_door import Door
from kangbashi_gis.store.vault_room import Answer, Arrays, Room
from kangbashi_gis.store.wire import Message


def has_local_key(role: Role) -> bool:
    """Tell whether a role has the key of the local systems: who uses them, and the clerks, who hand it on."""
    return bool({Permission.LOCAL_SYSTEMS, Permission.PEOPLE_READ} & ROLES[role])


def local_key(door: Door) -> bytes:
    """Give the key of the local systems to who came in; raises LocalSystemLocked where there is none."""
    account = door.require_account()
    key = keys.open_sealed(door.seed, account.local_key) if account.local_key else None
    if key is None:
        raise LocalSystemLocked(user=account.name)
    return key


def handed_on(door: Door, account: Account) -> bytes | None:
    """Seal the key of the local systems to an account, where its role uses it and who came in has it."""
    own = door.require_account()
    return keys.seal_to(account.public, local_key(door)) if own.local_key and has_local_key(account.role) else None


def all_systems(room: Room) -> dict[str, dict[str, object]]:
    """Give the systems that lie in a vault, by name."""
    return {name: local_systems.take(room.database, name) for name in local_systems.names(room.database)}


def leave_vault(room: Room) -> None:
    """Take the systems out of a vault, because the file of accounts has them."""
    for name in local_systems.names(room.database):
        local_systems.forget(room.database, name)


def keep_system(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Keep a local system."""
    name, document = request["name"], request["document"]
    if door.accounts is None:
        local_systems.keep(door.room().database, name, document)
    else:
        local_systems.keep_sealed(door.accounts, local_key(door), name, document)
    return {}, []


def forget_system(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Take a local system out."""
    if door.accounts is None:
        local_systems.forget(door.room().database, request["name"])
    else:
        local_key(door)
        local_systems.forget_sealed(door.accounts, request["name"])
    return {}, []


def system(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Give the parameters of a local system."""
    if door.accounts is None:
        return {"document": local_systems.take(door.room().database, request["name"])}, []
    return {"document": local_systems.take_sealed(door.accounts, local_key(door), request["name"])}, []


def systems(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Name the local systems."""
    accounts: Accounts | None = door.accounts
    names = local_systems.names(door.room().database) if accounts is None else local_systems.sealed_names(accounts)
    return {"names": list(names)}, []


VERBS: dict[str, Callable[[Door, Message, Arrays], Answer]] = {
    "keep_system": keep_system,
    "forget_system": forget_system,
    "system": system,
    "systems": systems,
}
