"""What the window does when somebody comes in or leaves: what is personal goes at once, the rest is asked anew."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QDialog

from kangbashi_gis.errors import VaultLocked
from kangbashi_gis.model.account import Permission
from kangbashi_gis.ui import alarms, messages
from kangbashi_gis.ui.facts import Facts
from kangbashi_gis.ui.panels import person, rooms

if TYPE_CHECKING:
    from kangbashi_gis.ui.main_window import MainWindow


def attach(window: "MainWindow") -> None:
    """Let the window follow its session."""
    session = window.session
    session.ending.connect(lambda: hide(window))
    # later: ending the vault's process comes first, and waits for nobody
    session.ending.connect(window.jobs.retire, Qt.ConnectionType.QueuedConnection)
    session.changed.connect(lambda: follow(window))
    session.entered.connect(lambda name: remember(window, name))
    session.entered.connect(lambda _name: alarms.warn(window))
    session.locked.connect(lambda name: ask(window, name, locked=True))
    session.failed.connect(window.banner.fail)


def greet(window: "MainWindow") -> None:
    """Ask who it is, or say that nobody is asked here; of the made-up sample there is nothing to say."""
    space = window.space
    if window.session.can_enter:
        ask(window)
    elif space is not None and not (space.read_only or space.has_accounts or space.project.sample):
        text = QCoreApplication.translate(
            "Entrance", "There are no accounts yet: whoever can open this folder can read its residents."
        )
        hint = QCoreApplication.translate("Entrance", "Make the accounts before residents come in.")
        action = QCoreApplication.translate("Entrance", "Make the accounts…")
        window.banner.say("warning", text, hint, (action, lambda: window.commands.trigger("user.setup")))


def ask(window: "MainWindow", name: str = "", *, locked: bool = False) -> None:
    """Ask who it is, without holding up the map behind; name: who is expected, locked: who was here before."""
    from kangbashi_gis.ui.dialogs.login import LoginDialog

    if not window.session.can_enter:
        return
    if (shown := window.findChild(LoginDialog)) is not None and shown.isVisible():
        return
    LoginDialog(window, name, locked).open()


def hide(window: "MainWindow") -> None:
    """Take everything personal off the screen: sheets, lists, rooms, numbers, open dialogs, what stands in the box."""
    for dialog in (one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()):
        if dialog.objectName() != "login":
            dialog.reject()
    person.forget(window)
    rooms.forget(window)
    window.search.forget()
    window.inquiry.clear()
    window.facts = Facts({})
    window.banner.hide()


def follow(window: "MainWindow") -> None:
    """Ask anew what the user may see now, and say who it is."""
    window.status.user.show_user(window.session)
    window.commands.refresh()
    if window.space is not None and not window.session.busy:
        window.showing.follow_user()


def remember(window: "MainWindow", name: str) -> None:
    """Offer the name in the list the next time; tell a new clerk that somebody has to give the key."""
    window.state.remember_login(window.folder, name)
    if window.space is not None and window.session.may(Permission.PEOPLE_READ) and not window.space.holds_key:
        text, _hint = messages.sentence(VaultLocked(user=name, reason="no_key"))
        hint = QCoreApplication.translate("Entrance", "A clerk who has it gives it to you: User menu, Accounts.")
        window.banner.say("warning", text, hint)
