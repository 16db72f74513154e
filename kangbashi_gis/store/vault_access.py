"""Coming in to the vault, and what is done with keys: the side of the process that asks."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import VISITOR, Role, User
from kangbashi_gis.store.keys import Cost
from kangbashi_gis.store.roster import Known
from kangbashi_gis.store.vault_link import VaultLink


class VaultAccess(VaultLink):
    """Who comes in, who signs, and who is given keys; seeds and data keys themselves never come out.

    known: gives what the log knows of the roster of accounts. user: who came in, as the roster that was signed says.
    """

    known: Callable[[], Known] = Known
    user: User = VISITOR

    def log_in(self, name: str, password: str, code: str = "", idle_s: float = 0.0) -> None:
        """Come in; raises LoginRefused. idle_s: without a question for so long the process ends; 0 for never."""
        self._enter("log_in", known=self.known().document(), name=name, password=password, code=code, idle_s=idle_s)

    def accept(self, ticket: str) -> None:
        """Come in with the ticket of another process; raises VaultLocked."""
        self._enter("accept", known=self.known().document(), ticket=ticket, idle_s=0.0)

    def _enter(self, verb: str, **request: Any) -> None:
        self.close()
        try:
            answer, _ = self.ask(verb, **request)
        except GisError:
            self.close()
            raise
        self.entered, self.has_key = answer["name"], answer["has_key"]
        scope = answer["scope"]
        self.user = User.of(answer["name"], Role(answer["role"]), None if scope is None else tuple(scope))

    def hand_over(self) -> str:
        """Give a ticket with which a worker process comes in as the same person: once, within ten minutes."""
        ticket: str = self.ask("hand_over")[0]["ticket"]
        return ticket

    def touch(self) -> None:
        """Say that somebody is there; nothing where the process is busy, which says as much."""
        if self.entered and self._turn.acquire(blocking=False):
            try:
                with suppress(GisError):  # it has ended: the next question tells
                    self.ask("ping")
            finally:
                self._turn.release()

    def sign(self, statement: bytes) -> bytes:
        """Sign a statement as the one who came in."""
        return bytes.fromhex(self.ask("sign", statement=statement.hex())[0]["signature"])

    def countersign(self, name: str, password: str, code: str, statement: bytes) -> tuple[Role, bytes]:
        """Sign a statement as somebody else, by a password; gives that one's role too. Who came in stays the same."""
        known, said = self.known().document(), statement.hex()
        answer, _ = self.ask("countersign", known=known, name=name, password=password, code=code, statement=said)
        return Role(answer["role"]), bytes.fromhex(answer["signature"])

    def open_sealed(self, sealed: Sequence[bytes]) -> list[bytes | None]:
        """Open what was sealed to the one who came in; None for what was sealed to others."""
        opened = self.ask("open_sealed", sealed=[one.hex() for one in sealed])[0]["opened"]
        return [None if one is None else bytes.fromhex(one) for one in opened]

    def establish(self, path: Path, people: list[dict[str, Any]], recovery: str, cost: Cost, now: float) -> None:
        """Make the first accounts, and lock the vault with them; whoever wants to go on logs in."""
        limits = (cost.passes, cost.memory)
        self.ask("establish", path=str(path), people=people, recovery=recovery, cost=limits, now=now)
        self.close()

    def add_account(self, person: dict[str, Any]) -> None:
        """Add an account: name, role, scope, and a password that has to be changed at the first log-in."""
        self.ask("add_account", person=person)

    def reset_password(self, name: str, password: str) -> None:
        """Give an account new keys under a new password; a clerk then has to be granted the vault again."""
        self.ask("reset_password", name=name, password=password)

    def new_password(self, name: str, old: str, new: str, code: str, now: float) -> None:
        """Change a password by the one who knows it; raises LoginRefused, PasswordWeak."""
        self.ask("new_password", name=name, old=old, new=new, code=code, now=now, known=self.known().document())

    def amend(self, name: str, what: str, value: Any = None) -> None:
        """Set role, scope or disabled of an account, or remove it, by a security administrator, who signs that."""
        self.ask("amend", name=name, what=what, value=value)

    def confirm_recovery(self) -> None:
        """Let a recovery key that a clerk has made stand for accounts too, by a security administrator."""
        self.ask("confirm_recovery")

    def grant(self, name: str) -> None:
        """Seal the key of the vault to an account, by somebody who has it; raises VaultLocked."""
        self.ask("grant", name=name)

    def rotate(self, recovery: str = "") -> None:
        """Encrypt the vault under a new key, and with a new recovery key should one be given."""
        self.ask("rotate", recovery=recovery)

    def recover(self, recovery: str, name: str, password: str, now: float) -> None:
        """Give an account a new password, and its key to the vault, by the recovery key; raises RecoveryKeyWrong."""
        known = self.known().document()
        self.ask("recover", recovery=recovery, name=name, password=password, now=now, known=known)

    def set_second_factor(self, on: bool) -> tuple[str, str]:
        """Switch one's second factor on or off; gives its secret and its `otpauth:` address, once."""
        answer, _ = self.ask("set_second_factor", on=on)
        return answer["secret"], answer["address"]
