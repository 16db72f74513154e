"""Who may do what. Accounts come later; until then the local user may do everything, and the log says who it was."""

from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What an operation asks the gate for in its first line."""

    VIEW = "view"
    EDIT = "edit"
    EXPORT = "export"
    PEOPLE_COUNT = "people.count"
    PEOPLE_READ = "people.read"
    LOCAL_SYSTEMS = "local_systems"
    MANAGE = "manage"


@dataclass(frozen=True)
class User:
    """A person at the keyboard, as the gate sees them."""

    name: str
    permissions: frozenset[Permission] = frozenset(Permission)

    def may(self, permission: Permission) -> bool:
        """Tell whether this user has a permission."""
        return permission in self.permissions
