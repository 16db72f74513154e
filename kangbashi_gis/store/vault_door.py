"""The door of the vault within its process: who has come in, and with which keys the vault may be opened.

Seeds and data keys live here alone, and go with the process when it ends. Without accounts the key file beside the
vault opens it; with accounts nobody but an owner of a sealed data key does.
"""

import hmac
import json
import logging
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kangbashi_gis import paths
from kangbashi_gis.errors import AccountsTouched, LoginRefused, VaultLocked
from kangbashi_gis.store import heads, keys, one_time, roster, rotation
from kangbashi_gis.store.accounts import Account, Accounts, exist
from kangbashi_gis.store.roster import Known, Roster
from kangbashi_gis.store.vault_room import Answer, Arrays, Room, read_key
from kangbashi_gis.store.wire import Message

logger = logging.getLogger(__name__)

TICKETS = "tickets"
TICKET_S = 600
SECOND_FACTOR = "second factor"
ROSTER = "roster"  # what the vault remembers of it


class Door:
    """What the process knows of who has come in; the room behind it is opened at the first question about people."""

    def __init__(self, path: Path, key_path: Path, accounts_path: Path | None, read_only: bool) -> None:
        self.path = path
        self.key_path = key_path
        self.accounts = Accounts(accounts_path) if accounts_path and exist(accounts_path) else None
        self.name = ""
        self.seed = b""
        self.known = Known()  # what the log knows of the roster
        self.idle_s = 0.0
        self._read_only = read_only
        self._room: Room | None = None
        self._tickets: list[Path] = []
        if self.accounts is None:
            self.room()

    def room(self) -> Room:
        """Give the open vault; raises VaultLocked where nobody came in who has a key to it."""
        if self._room is None:
            self._room = self._opened()
        return self._room

    def _opened(self) -> Room:
        if self.accounts is None:
            return Room(self.path, read_key(self.path, self.key_path), self._read_only)
        account = self.require_account()
        found = rotation.keys_of(account, self.seed)
        if not found:
            raise VaultLocked(user=self.name, reason="no_key")
        if self.path.exists() and not self._read_only:
            rotation.settle(self.accounts, self.path, found, self.known)
            found = rotation.keys_of(self.require_account(), self.seed)  # it may be under another key now
        room = Room(self.path, rotation.fitting(self.path, found), self._read_only)
        try:
            self._compare(room, roster.read(self.accounts, self.known))
        except BaseException:
            room.close()
            raise
        return room

    def _compare(self, room: Room, held: Roster) -> None:
        """Raise AccountsTouched where the vault remembers another roster, or a later one; else let it remember this."""
        kept = Known.read(heads.take(room.database, ROSTER))
        if kept.root and (kept.root != held.known.root or kept.serial > held.known.serial):
            reason = "roster_other" if kept.root != held.known.root else "roster_older"
            raise AccountsTouched(path=str(held.path), reason=reason)
        if kept != held.known and not room.database.read_only:
            heads.keep(room.database, held.known.document(), ROSTER)

    def require_account(self) -> Account:
        """Give the account that came in, as it stands now; raises VaultLocked where there is none (any more)."""
        account = self.accounts.account(self.name) if self.accounts and self.seed else None
        if account is None or account.disabled:
            raise VaultLocked(user=self.name, reason="nobody")
        return account

    def data_key(self) -> bytes:
        """Give the key of the vault to those who may have it; raises VaultLocked."""
        self.room()
        account = self.require_account()
        return rotation.fitting(self.path, rotation.keys_of(account, self.seed))

    def enter(self, account: Account, seed: bytes) -> None:
        """Let the owner of an account in."""
        self.leave_room()
        self.name, self.seed = account.name, seed

    def leave_room(self) -> None:
        """Close the vault; it opens again at the next question."""
        if self._room is not None:
            self._room.close()
            self._room = None

    def keep_ticket(self, path: Path) -> None:
        """Remember a ticket, to remove it should nobody have used it."""
        self._tickets.append(path)

    def close(self) -> None:
        """Close the vault and forget who came in."""
        self.leave_room()
        self.name, self.seed = "", b""
        for ticket in self._tickets:
            ticket.unlink(missing_ok=True)


def seed_of(accounts: Accounts, name: str, password: str) -> tuple[Account | None, bytes | None]:
    """Try a password; an unknown name costs as much time as a known one."""
    account = accounts.account(name)
    known = account or next(iter(accounts.all()), None)
    seed = keys.open_seed(known.seed, password) if known else None
    return (account, seed) if account and not account.disabled else (None, None)


def verified(accounts: Accounts, name: str, password: str, code: str) -> tuple[Account, bytes]:
    """Give the account and its seed; raises LoginRefused for anything that is not right, without saying what."""
    account, seed = seed_of(accounts, name, password)
    if account is None or seed is None:
        raise LoginRefused()
    if account.totp is not None:
        secret = keys.unlock(keys.digest(seed, SECOND_FACTOR), account.totp) or b""
        step = one_time.accepted_step(secret, code, time.time(), account.totp_step)
        if step is None:
            raise LoginRefused()
        with accounts.change() as change:
            change.set(name, totp_step=step)
    return account, seed


def required_accounts(door: Door) -> Accounts:
    """Give the accounts; raises VaultLocked where there are none yet."""
    if door.accounts is None:
        raise VaultLocked(user="", reason="no_accounts")
    return door.accounts


def log_in(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Come in with name, password and code. idle_s: without a question for so long the process ends; 0 for never."""
    accounts = required_accounts(door)
    account, seed = verified(accounts, request["name"], request["password"], request["code"])
    return _entered(door, account, seed, request)


def _entered(door: Door, account: Account, seed: bytes, request: Message) -> Answer:
    """Let somebody in whose row is as it was signed; raises AccountsTouched."""
    known = Known.read(request["known"])
    roster.read(required_accounts(door), known).require(account)
    door.enter(account, seed)
    door.known, door.idle_s = known, request["idle_s"]
    has_key = account.wrapped is not None
    return {"name": account.name, "role": account.role.value, "scope": account.scope, "has_key": has_key}, []


def ping(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Say that somebody is still there."""
    return {}, []


def sign(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Sign a statement as the one who came in."""
    door.require_account()
    return {"signature": keys.sign(door.seed, bytes.fromhex(request["statement"])).hex()}, []


def countersign(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Sign a statement as somebody else, by name and password, beside who came in. Gives the role too."""
    door.require_account()
    accounts = required_accounts(door)
    account, seed = verified(accounts, request["name"], request["password"], request["code"])
    roster.read(accounts, Known.read(request["known"])).require(account)
    signature = keys.sign(seed, bytes.fromhex(request["statement"]))
    return {"role": account.role.value, "signature": signature.hex()}, []


def open_sealed(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Open what was sealed to the one who came in; null for what was sealed to others."""
    door.require_account()
    opened = [keys.open_sealed(door.seed, bytes.fromhex(one)) for one in request["sealed"]]
    return {"opened": [None if one is None else one.hex() for one in opened]}, []


def hand_over(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Give a ticket with which the vault's process of a worker lets the same person in, once, within ten minutes.

    The secret lies in a file that only the ticket opens, so that the processes between never hold it.
    """
    door.require_account()
    ticket = secrets.token_bytes(keys.KEY_BYTES)
    path = _ticket_path(ticket)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"name": door.name, "seed": door.seed.hex(), "until": time.time() + TICKET_S}
    path.touch(0o600)
    path.write_bytes(keys.lock(ticket, json.dumps(content).encode()))
    door.keep_ticket(path)
    return {"ticket": ticket.hex()}, []


def accept(door: Door, request: Message, arrays: Arrays) -> Answer:
    """Come in with a ticket."""
    content = _used_up(request["ticket"])
    account = required_accounts(door).account(content.get("name", ""))
    if account is None or account.disabled or content["until"] < time.time():
        raise VaultLocked(user="", reason="ticket")
    seed = bytes.fromhex(content["seed"])
    if not hmac.compare_digest(keys.verify_key(seed), account.public):
        raise VaultLocked(user=account.name, reason="ticket")
    return _entered(door, account, seed, request)


def _used_up(text: str) -> dict[str, Any]:
    """Give what a ticket holds, nothing for what is none; of two who come with it at one moment only one gets it."""
    try:
        ticket = bytes.fromhex(text)
    except ValueError:  # not one of ours
        return {}
    if len(ticket) != keys.KEY_BYTES:
        return {}
    path = _ticket_path(ticket)
    own = path.with_name(f"{path.name}-{secrets.token_hex(8)}")
    try:
        path.rename(own)  # what two do at once, one does first
        opened = keys.unlock(ticket, own.read_bytes())
    except FileNotFoundError:  # used, or never given
        return {}
    finally:
        own.unlink(missing_ok=True)
    content: dict[str, Any] = json.loads(opened) if opened else {}
    return content


def _ticket_path(ticket: bytes) -> Path:
    return paths.cache_folder() / TICKETS / keys.digest(ticket, "ticket").hex()


VERBS: dict[str, Callable[[Door, Message, Arrays], Answer]] = {
    "log_in": log_in,
    "ping": ping,
    "sign": sign,
    "countersign": countersign,
    "open_sealed": open_sealed,
    "hand_over": hand_over,
    "accept": accept,
}
