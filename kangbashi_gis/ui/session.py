"""Who is logged in at this window: coming in, locking, leaving. What takes longer than a moment runs in a thread."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from kangbashi_gis.errors import GisError, PasswordExpired
from kangbashi_gis.model.account import VISITOR, Permission, Role, User
from kangbashi_gis.ui.idleness import Idleness
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

MINUTE_S = 60.0
GRACE_S = 30.0  # so much later the vault's process ends by itself, should this window hang


class Session(QObject):
    """The person at the window. `ending` comes before anything is waited for: whatever is personal goes then."""

    changed = Signal()  # the user is another one, or may do something else
    ending = Signal()
    entered = Signal(str)  # the name of who has logged in
    refused = Signal(object)  # GisError: why the log-in or the change of password failed
    expired = Signal(str)  # the name whose password was right and has to be changed first
    renewed = Signal()  # the password was changed
    locked = Signal(str)  # the name of who is to log in again
    failed = Signal(object)  # GisError: the end of a session could not be noted; it has ended all the same

    def __init__(self, jobs: Jobs, idle_minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.space: Workspace | None = None
        self.idle_minutes = idle_minutes
        self._jobs = jobs
        self._name = ""  # of who is logged in, as this window has been told
        self._leaving = False
        self._comes_back = False  # whoever locked is asked to log in again, whoever logged out is not
        self._enter = jobs.question("session")
        self._enter.answered.connect(self._take)
        self._enter.failed.connect(self._refuse)
        self._renew = jobs.question("session")
        self._renew.answered.connect(lambda _answer: self.renewed.emit())
        self._renew.failed.connect(self.refused)
        self._leave = jobs.question("session")
        self._leave.answered.connect(lambda _answer: self._left())
        self._leave.failed.connect(self._left_unnoted)
        self._touch = jobs.question("session")
        self._idleness = Idleness(self)
        self._idleness.looked.connect(self._look)
        self._idleness.active.connect(self._stay)
        self._idleness.idle.connect(self.lock)

    @property
    def user(self) -> User | None:
        """The user whom the window may show things to; None without a workspace."""
        if self.space is None:
            return None
        return VISITOR if self._leaving else self.space.user

    @property
    def name(self) -> str:
        """The name of who is logged in; "" for nobody."""
        return self._name

    @property
    def busy(self) -> bool:
        """Whether a password is being tried, or somebody is being logged out."""
        return self._enter.waiting or self._renew.waiting or self._leaving

    @property
    def has_accounts(self) -> bool:
        """Whether people log in to what is open."""
        return self.space is not None and self.space.has_accounts

    @property
    def can_enter(self) -> bool:
        """Whether somebody can log in to what is open: it has accounts, and a log that can be written."""
        return self.space is not None and self.space.has_accounts and not self.space.read_only

    def may(self, permission: Permission) -> bool:
        """Tell whether the user has a permission; without a workspace there is nobody to forbid anything."""
        return self.user is None or self.user.may(permission)

    def open(self, space: "Workspace | None") -> None:
        """Be at this workspace from now on; who was logged in at another one is logged out with its closing."""
        for question in (self._enter, self._renew, self._leave, self._touch):
            question.drop()
        self.space, self._leaving = space, False
        self.settle()

    def log_in(self, name: str, password: str, code: str = "") -> None:
        """Try a password; `entered`, `expired` or `refused` follows. Who was logged in leaves."""
        if self.space is not None:
            self.space.idle_s = self.idle_minutes * MINUTE_S + GRACE_S
            self._enter.ask(_log_in, self.space, name, password, code)

    def change_password(self, name: str, old: str, new: str, code: str = "") -> None:
        """Change a password by who knows the old one; `renewed` or `refused` follows."""
        if self.space is not None:
            self._renew.ask(_change_password, self.space, name, (old, new, code))

    def lock(self) -> None:
        """Hide everything personal and end the vault's process; the same person may come in again."""
        self._go(_lock, comes_back=True)

    def log_out(self) -> None:
        """Hide everything personal and end the session."""
        self._go(_log_out, comes_back=False)

    def set_idle_minutes(self, minutes: int) -> None:
        """Lock after so many minutes without a sign of life."""
        self.idle_minutes = minutes
        self._watch()

    def _go(self, way: Any, comes_back: bool) -> None:
        if self.space is None or not self._name or self._leaving:
            return
        self._leaving, self._comes_back = True, comes_back
        self._idleness.rest()
        self.ending.emit()
        self.changed.emit()
        self._leave.ask(way, self.space)

    def _left(self) -> None:
        name, self._leaving = self._name, False
        self.settle()
        if self._comes_back:
            self.locked.emit(name)

    def _left_unnoted(self, error: GisError) -> None:
        """Say that the end is not in the log; the vault's process has ended all the same."""
        self._left()
        self.failed.emit(error)

    def _take(self, user: User) -> None:
        if self._name:
            self.ending.emit()  # somebody else took over
        self.settle()
        self.entered.emit(user.name)

    def _refuse(self, error: GisError) -> None:
        if self._name:
            self.ending.emit()  # a failed try ends the session of who was there
        self.settle()
        if isinstance(error, PasswordExpired):
            self.expired.emit(str(error.values["user"]))
        else:
            self.refused.emit(error)

    def settle(self) -> None:
        """Let everything follow the user as the workspace knows them now."""
        user = self.user
        is_somebody = user is not None and user.role not in (None, Role.VISITOR)
        self._name = user.name if user is not None and is_somebody else ""
        self._jobs.admit = self.space.vault.hand_over if self.space is not None and is_somebody else None
        self._watch()
        self.changed.emit()

    def _watch(self) -> None:
        if self._name:
            self._idleness.watch(self.idle_minutes * MINUTE_S)
        else:
            self._idleness.rest()

    def _look(self) -> None:
        """Lock where the vault's process has ended by itself, whoever ended it; a log-in that runs ends it too."""
        if self.space is not None and self._name and not self.busy and not self.space.vault.is_entered:
            self.lock()

    def _stay(self) -> None:
        """Tell the vault's process that somebody is there."""
        if self.space is not None and not self._leaving:
            self._touch.ask(_touch, self.space)


def _log_in(space: "Workspace", name: str, password: str, code: str) -> User:
    return space.log_in(name, password, code)


def _change_password(space: "Workspace", name: str, words: tuple[str, str, str]) -> None:
    from kangbashi_gis.operations.accounts import change_password

    change_password(space, name, *words)


def _lock(space: "Workspace") -> None:
    space.lock()


def _log_out(space: "Workspace") -> None:
    space.log_out()


def _touch(space: "Workspace") -> None:
    space.touch()
