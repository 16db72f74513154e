"""Commands on the user: log in, lock, password, accounts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui import entrance
from kangbashi_gis.ui.commands.command import Command, opened

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def log_in(window: "MainWindow") -> None:
    """Ask who it is; who was logged in stays until somebody else's password is tried."""
    entrance.ask(window)


def password(window: "MainWindow") -> None:
    """Change one's own password."""
    from kangbashi_gis.ui.dialogs.password import PasswordDialog

    PasswordDialog(window).open()


def second_factor(window: "MainWindow") -> None:
    """Switch one's own second factor on or off."""
    from kangbashi_gis.ui.dialogs.second_factor import SecondFactorDialog

    SecondFactorDialog(window).open()


def setup(window: "MainWindow") -> None:
    """Make the first accounts."""
    from kangbashi_gis.ui.dialogs.setup_accounts import SetupDialog

    SetupDialog(window).open()


def accounts(window: "MainWindow") -> None:
    """Show the accounts, and change them."""
    from kangbashi_gis.ui.dialogs.accounts import AccountsDialog

    AccountsDialog(window).show()


def can_set_up(window: "MainWindow") -> bool:
    """The command needs a workspace without accounts that can be changed; other work may go on meanwhile."""
    return opened(window) and not window.read_only and not window.session.has_accounts


def can_enter(window: "MainWindow") -> bool:
    """The command needs a workspace to which people log in."""
    return window.session.can_enter


def logged_in(window: "MainWindow") -> bool:
    """The command needs somebody who is logged in."""
    return bool(window.session.name) and not window.session.busy


USER = (
    Command(
        "user.log_in", QT_TRANSLATE_NOOP("Commands", "&Log in or change the user…"), log_in, "user", 0,
        "Ctrl+Shift+U", "login", can_enter,
    ),
    Command(
        "user.lock", QT_TRANSLATE_NOOP("Commands", "Loc&k"), lambda window: window.session.lock(), "user", 0,
        "Ctrl+Shift+L", "lock", logged_in,
    ),
    Command(
        "user.log_out", QT_TRANSLATE_NOOP("Commands", "Log &out"), lambda window: window.session.log_out(), "user", 0,
        "", "logout", logged_in,
    ),
    Command(
        "user.password", QT_TRANSLATE_NOOP("Commands", "Change one's &password…"), password, "user", 1, "", "key",
        logged_in,
    ),
    Command(
        "user.second_factor", QT_TRANSLATE_NOOP("Commands", "One's &second factor…"), second_factor, "user", 1, "",
        "key", logged_in,
    ),
    Command(
        "user.setup", QT_TRANSLATE_NOOP("Commands", "&Make the first accounts…"), setup, "user", 3, "", "users",
        can_set_up, permission=Permission.MANAGE,
    ),
    Command(
        "user.accounts", QT_TRANSLATE_NOOP("Commands", "&Accounts…"), accounts, "user", 3, "", "users", logged_in,
        permission=Permission.ACCOUNTS, or_permission=Permission.PEOPLE_READ,
    ),
)  # fmt: skip
