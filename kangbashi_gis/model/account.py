"""Who may do what: permissions, roles, and the user whom the gate sees.

`ROLES` is the whole table. The guide shows it, and the tests go through it cell by cell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Permission(StrEnum):
    """What an operation asks the gate for in its first line."""

    VIEW = "view"
    EDIT = "edit"
    EXPORT = "export"
    EXPORT_SECRET = "export.secret"
    LOCAL_SYSTEMS = "local_systems"
    MANAGE = "manage"
    PEOPLE_STATISTICS = "people.statistics"
    PEOPLE_COUNT = "people.count"
    PEOPLE_READ = "people.read"
    PEOPLE_UNMASK = "people.unmask"
    PEOPLE_WRITE = "people.write"
    PEOPLE_EXPORT = "people.export"
    PEOPLE_ERASE = "people.erase"
    STATISTICS_PUBLISH = "statistics.publish"
    ACCOUNTS = "accounts"
    AUDIT_READ = "audit.read"
    AUDIT_SIGN = "audit.sign"
    BACKUP = "backup"


class Role(StrEnum):
    """What somebody is there for. The three administrators are never one person."""

    SYSTEM_ADMIN = "system_admin"
    SECURITY_ADMIN = "security_admin"
    AUDIT_ADMIN = "audit_admin"
    CLERK = "clerk"
    PLANNER = "planner"
    SURVEYOR = "surveyor"
    LEADER = "leader"
    VISITOR = "visitor"


P = Permission
LOOKING = frozenset({P.VIEW, P.PEOPLE_STATISTICS})
WORKING = LOOKING | {P.EDIT, P.EXPORT}
PEOPLE = frozenset(one for one in Permission if one.startswith("people."))

ROLES: Mapping[Role, frozenset[Permission]] = {
    Role.SYSTEM_ADMIN: LOOKING | {P.MANAGE, P.BACKUP},
    Role.SECURITY_ADMIN: LOOKING | {P.ACCOUNTS, P.AUDIT_SIGN},
    Role.AUDIT_ADMIN: LOOKING | {P.AUDIT_READ, P.AUDIT_SIGN},
    Role.CLERK: WORKING | PEOPLE | {P.STATISTICS_PUBLISH},
    Role.PLANNER: WORKING,
    Role.SURVEYOR: WORKING | {P.EXPORT_SECRET, P.LOCAL_SYSTEMS},
    Role.LEADER: LOOKING,
    Role.VISITOR: LOOKING,
}
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)

ROLE_TITLES: Mapping[Role, tuple[str, str]] = {
    Role.SYSTEM_ADMIN: ("系统管理员", "system administrator"),
    Role.SECURITY_ADMIN: ("安全管理员", "security administrator"),
    Role.AUDIT_ADMIN: ("审计管理员", "audit administrator"),
    Role.CLERK: ("街道办事员", "street-office clerk"),
    Role.PLANNER: ("规划员", "planner"),
    Role.SURVEYOR: ("测绘员", "surveyor"),
    Role.LEADER: ("领导", "leader"),
    Role.VISITOR: ("未登录", "not logged in"),
}


@dataclass(frozen=True)
class User:
    """A person at the keyboard, as the gate sees them.

    role is None in a workspace without accounts. scope: the codes of the communities whose people the user may look
    up; None for the whole district. People outside the scope are not found, and not counted exactly.
    """

    name: str
    permissions: frozenset[Permission] = frozenset(Permission)
    role: Role | None = None
    scope: tuple[str, ...] | None = None

    @classmethod
    def of(cls, name: str, role: Role, scope: tuple[str, ...] | None = None) -> "User":
        """Give the user of an account: what the role may."""
        return cls(name, ROLES[role], role, scope)

    def may(self, permission: Permission) -> bool:
        """Tell whether this user has a permission."""
        return permission in self.permissions


VISITOR = User.of("visitor", Role.VISITOR)
