"""The user in the status bar: name, role and the communities, always to be seen; a click opens the menu of the user."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from kangbashi_gis.model.account import ROLE_TITLES, Permission, Role, User
from kangbashi_gis.terms import PERMISSIONS
from kangbashi_gis.ui import icons, language

if TYPE_CHECKING:
    from kangbashi_gis.ui.session import Session


class UserButton(QToolButton):
    """Says who is logged in, as what, and for which communities."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("user")
        self.setAutoRaise(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._icon = "user"
        self.hide()

    def show_user(self, session: "Session") -> None:
        """Show who is logged in to what is open; nothing without a workspace."""
        user = session.user
        self.setVisible(user is not None)
        if user is None:
            return
        self._icon = "lock" if user.role is Role.VISITOR else "user"
        self.setText(self._words(user))
        self.setToolTip(self._tip(user))
        self.setAccessibleName(self.tr("User: {user}").format(user=self.text()))
        self.setIcon(icons.icon(self._icon))

    def _words(self, user: User) -> str:
        if user.role is None:
            return self.tr("No accounts")
        if user.role is Role.VISITOR:
            return self.tr("Not logged in")
        return " · ".join(filter(None, (user.name, role_title(user.role), self._scope(user))))

    def _scope(self, user: User) -> str:
        if not user.may(Permission.PEOPLE_READ):
            return ""
        if user.scope is None:
            return self.tr("whole district")
        return self.tr("{count} communities").format(count=len(user.scope))

    def _tip(self, user: User) -> str:
        if user.role is None:
            return self.tr("Whoever can open this folder may do everything and can read its people.")
        allowed = [title for code, title in permission_titles().items() if user.may(Permission(code))]
        return self.tr("May: {what}").format(what=_joined(allowed))

    def changeEvent(self, event: QEvent) -> None:
        """Paint the icon in the colours of now."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_icon"):
            self.setIcon(icons.icon(self._icon))


def role_title(role: Role) -> str:
    """Give what a role is called in the language of the window."""
    return ROLE_TITLES[role][0 if language.current() == language.CHINESE else 1]


def permission_titles() -> dict[str, str]:
    """Give what each permission lets somebody do, in the language of the window."""
    at = 0 if language.current() == language.CHINESE else 1
    return {code: titles[at] for code, titles in PERMISSIONS.items()}


def _joined(parts: Sequence[str]) -> str:
    return ("、" if language.current() == language.CHINESE else ", ").join(parts)
