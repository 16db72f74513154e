"""What the vault's process does with keys: first accounts, new ones, passwords, granting, rotation, recovery.

It writes the results into the file of accounts itself, so that neither seeds nor data keys cross the pipe. Who may
ask for what is decided by the operations; here a key is only given by somebody who has it.
"""

import hmac
import secrets
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import (
    AccountRefused,
    AccountUnknown,
    PasswordWeak,
    RecoveryKeyWrong,
    SetupRefused,
    VaultLocked,
)
from kangbashi_gis.model.account import ROLES, Permission, Role
from kangbashi_gis.model.passwords import KEPT_OLD
from kangbashi_gis.store import accounts as file
from kangbashi_gis.store import keys, local_systems, one_time, roster, rotation, vault_systems
from kangbashi_gis.store.accounts import Account, Accounts, OldPassword
from kangbashi_gis.store.keys import Cost, SealedSeed
from kangbashi_gis.store.recovery import recovery_seed
from kangbashi_gis.store.roster import Known
from kangbashi_gis.store.vault_door import SECOND_FACTOR, Door, required_accounts, verified
from kangbashi_gis.store.vault_room import Answer, Arrays, Room, read_key
from kangbashi_gis.store.wire import Message

ISSUER = "Kangbashi GIS"
OLD = "old password"
LOCAL_RECOVERY = "local_recovery"  # the key of the local systems, sealed to the recovery key
# what an account is left with whose keys are taken away
KEYLESS: dict[str, Any] = {"wrapped": None, "pending": None, "wrapped_by": "", "local_key": None}


def establish(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Make the first accounts, seal the vault's key to those that read people, and change it: it lay on the disk.

    request: path, people (name, role, scope, password), recovery (as printed), cost, now.
    """
    if door.accounts is not None:
        raise SetupRefused(reason="accounts_there")
    old, made = read_key(door.path, door.key_path), door.path.exists()
    data_key = old if made else keys.new_key()
    recovery = keys.verify_key(recovery_seed(request["recovery"]))
    cost = Cost(*request["cost"])
    local, systems = keys.new_key(), vault_systems.all_systems(door.room())
    door.leave_room()
    seeds = [keys.new_key() for _ in request["people"]]
    people = [
        _with_local_key(_new_account(one, seed, cost, request["now"], data_key), local)
        for one, seed in zip(request["people"], seeds, strict=True)
    ]
    signer = next(seed for one, seed in zip(people, seeds, strict=True) if one.role is Role.SECURITY_ADMIN)
    facts = {rotation.RECOVERY: recovery, rotation.RECOVERY_WRAPPED: keys.seal_to(recovery, data_key)}
    facts[LOCAL_RECOVERY] = keys.seal_to(recovery, local)
    facts[local_systems.FACT] = local_systems.written(local, systems)
    if made:
        facts[rotation.DUE] = b"1"
    path = Path(request["path"])
    file.make(path, people, facts, roster.first(people, recovery, signer))
    door.accounts = Accounts(path)
    file.destroy(door.key_path)
    if made:
        new = rotation.rotate(door.accounts, door.path, old, Known())
        with closing(Room(door.path, new, False)) as room:
            vault_systems.leave_vault(room)
    return {}, []


def _with_local_key(account: Account, local: bytes) -> Account:
    """Give an account the key of the local systems where its role has it."""
    sealed = keys.seal_to(account.public, local) if vault_systems.has_local_key(account.role) else None
    return replace(account, local_key=sealed)


def _new_account(one: Message, seed: bytes, cost: Cost, now: float, data_key: bytes | None) -> Account:
    """Make an account; those that may read people get the data key where there is one to give."""
    role = Role(one["role"])
    public = keys.verify_key(seed)
    wrapped = keys.seal_to(public, data_key) if data_key and reads_people(role) else None
    kept, known = _under(seed, one["password"], cost)
    return Account(
        name=one["name"],
        role=role,
        scope=None if one["scope"] is None else tuple(one["scope"]),
        public=public,
        seed=kept,
        wrapped=wrapped,
        password_set=now,
        old_passwords=(known,),
        created=datetime.now().isoformat(timespec="seconds"),
    )


def reads_people(role: Role) -> bool:
    """Tell whether a role is one that has the key to the vault."""
    return Permission.PEOPLE_READ in ROLES[role]


def add_account(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Add an account with a password of somebody else's choice, which has to be changed at the first log-in."""
    accounts = required_accounts(door)
    made = _new_account(request["person"], keys.new_key(), _cost(accounts), 0.0, None)
    with roster.amended(accounts, door.seed, door.known) as change:
        if any(one.name == made.name for one in change.all()):
            raise AccountRefused(name=made.name, reason="name_taken")
        change.add(made)
    return {}, []


def reset_password(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Give an account a new key pair under a new password: whoever had the old password, and its keys, is out."""
    accounts = required_accounts(door)
    account = _required(accounts, request["name"])
    seed = keys.new_key()
    with roster.amended(accounts, door.seed, door.known) as change:
        change.set_seed(_resealed(account, seed, request["password"], 0.0))
        change.set(account.name, **KEYLESS, totp=None, totp_step=0, disabled=False)
    return {}, []


def amend(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Change role, scope or whether an account is disabled, or remove it (what: "remove"), by who may sign that."""
    accounts = required_accounts(door)
    account, what, value = _required(accounts, request["name"]), request["what"], request["value"]
    with roster.amended(accounts, door.seed, door.known) as change:
        if what == "remove":
            change.remove(account.name)
            return {}, []
        change.set(account.name, **{what: value})
        if what == "role" and not reads_people(Role(value)):
            kept = account.local_key if vault_systems.has_local_key(Role(value)) else None
            change.set(account.name, **{**KEYLESS, "local_key": kept})
    return {}, []


def new_password(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Change one's own password: the seed stays, so nothing is encrypted anew. request: name, old, new, code, now."""
    accounts = required_accounts(door)
    account, seed = verified(accounts, request["name"], request["old"], request["code"])
    roster.read(accounts, Known.read(request["known"])).require(account)
    if _is_known(account, request["new"]):
        raise PasswordWeak(reason="password_used")
    with accounts.change() as change:
        change.set_seed(_resealed(account, seed, request["new"], request["now"]))
    return {}, []


def _resealed(account: Account, seed: bytes, password: str, now: float) -> Account:
    """Give an account with its seed under a new password; the one so far joins the old ones."""
    kept, known = _under(seed, password, account.seed.cost)
    old = (known, *account.old_passwords)[:KEPT_OLD]
    return replace(account, public=keys.verify_key(seed), seed=kept, password_set=now, old_passwords=old)


def _under(seed: bytes, password: str, cost: Cost) -> tuple[SealedSeed, OldPassword]:
    """Seal a seed under a password, and note by what the password is known again."""
    salt = secrets.token_bytes(keys.SALT_BYTES)
    key = keys.from_password(password, salt, cost)
    return SealedSeed(keys.lock(key, seed), salt, cost), OldPassword(salt, cost, keys.digest(key, OLD))


def _is_known(account: Account, password: str) -> bool:
    """Tell whether a password is one of the last five, the present one among them."""
    return any(_is(one, password) for one in account.old_passwords)


def _is(old: OldPassword, password: str) -> bool:
    check = keys.digest(keys.from_password(password, old.salt, old.cost), OLD)
    return hmac.compare_digest(check, old.check)


def grant(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Seal to an account the keys that its role has, of vault and local systems, by somebody who has them."""
    accounts = required_accounts(door)
    account = _required(accounts, request["name"])
    if not vault_systems.has_local_key(account.role):
        raise AccountRefused(name=account.name, reason="no_people")
    sealed = {"local_key": vault_systems.handed_on(door, account) or account.local_key, "wrapped_by": door.name}
    if reads_people(account.role):
        sealed |= {"wrapped": keys.seal_to(account.public, door.data_key()), "pending": None}
    with accounts.change() as change:
        roster.held(change.connection, door.known, accounts.path).require(account)
        change.set(account.name, **sealed)
    return {}, []


def rotate(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Encrypt the vault under a new key. recovery: a new recovery key as printed, or "" to keep the old one."""
    accounts = required_accounts(door)
    key = door.data_key()
    door.leave_room()
    if request["recovery"]:
        public = keys.verify_key(recovery_seed(request["recovery"]))
        with accounts.change() as change:
            change.set_fact(rotation.RECOVERY, public)
            change.set_fact(rotation.RECOVERY_BY, rotation.vouched(door.name, door.seed, public))
            if door.require_account().local_key:
                change.set_fact(LOCAL_RECOVERY, keys.seal_to(public, vault_systems.local_key(door)))
            change.set_fact(rotation.RECOVERY_WRAPPED, keys.seal_to(public, key))
    rotation.rotate(accounts, door.path, key, door.known)
    return {}, []


def confirm_recovery(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Let the recovery key that a clerk has made stand for accounts too, by who may sign that."""
    accounts = required_accounts(door)
    with accounts.change() as change:
        recovery = rotation.trusted_recovery(change, door.known, accounts.path)
    with roster.amended(accounts, door.seed, door.known, recovery) as change:
        change.set_fact(rotation.RECOVERY_BY, None)
    return {}, []


def recover(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Give an account a new password, and the key if it may read people, to who has the recovery key in hand.

    request: recovery (as printed), name, password, now.
    """
    accounts = required_accounts(door)
    seed = recovery_seed(request["recovery"])
    if keys.verify_key(seed) != accounts.fact(rotation.RECOVERY):
        raise RecoveryKeyWrong(group=0)
    known = Known.read(request["known"])
    if keys.verify_key(seed) != roster.read(accounts, known).recovery:
        raise AccountRefused(name=request["name"], reason="recovery_unconfirmed")
    account = _required(accounts, request["name"])
    own = keys.new_key()
    renewed = _resealed(account, own, request["password"], request["now"])
    sealed: dict[str, Any] = dict(KEYLESS)
    local = keys.open_sealed(seed, accounts.fact(LOCAL_RECOVERY) or b"")
    if local and vault_systems.has_local_key(account.role):
        sealed["local_key"] = keys.seal_to(renewed.public, local)
    if reads_people(account.role):
        names = (rotation.RECOVERY_WRAPPED, rotation.RECOVERY_PENDING)
        for column, fact in zip(("wrapped", "pending"), names, strict=True):
            opened = keys.open_sealed(seed, accounts.fact(fact) or b"")
            sealed[column] = None if opened is None else keys.seal_to(renewed.public, opened)
    with roster.amended(accounts, seed, known) as change:
        change.set_seed(renewed)
        change.set(account.name, **sealed, totp=None, totp_step=0, disabled=False)
    accounts.succeed(account.name)
    return {}, []


def set_second_factor(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Switch the second factor of the one who came in on or off; gives its secret for the phone, once."""
    account = door.require_account()
    accounts = required_accounts(door)
    secret = one_time.new_secret() if request["on"] else b""
    sealed = keys.lock(keys.digest(door.seed, SECOND_FACTOR), secret) if secret else None
    with accounts.change() as change:
        change.set(account.name, totp=sealed, totp_step=0)
    if not secret:
        return {"secret": "", "address": ""}, []
    return {"secret": one_time.written(secret), "address": one_time.address(secret, account.name, ISSUER)}, []


def _required(accounts: Accounts, name: str) -> Account:
    account = accounts.account(name)
    if account is None:
        raise AccountUnknown(name=name, known=tuple(one.name for one in accounts.all()))
    return account


def _cost(accounts: Accounts) -> Cost:
    """Give what a try of a password costs in this workspace: the most that any account has."""
    every: Sequence[Cost] = [one.seed.cost for one in accounts.all()]
    if not every:
        raise VaultLocked(user="", reason="no_accounts")
    return max(every, key=lambda cost: (cost.memory, cost.passes))


VERBS: dict[str, Callable[[Door, Message, Any], Answer]] = {
    "establish": establish,
    "add_account": add_account,
    "reset_password": reset_password,
    "new_password": new_password,
    "amend": amend,
    "confirm_recovery": confirm_recovery,
    "grant": grant,
    "rotate": rotate,
    "recover": recover,
    "set_second_factor": set_second_factor,
}
