"""Accounts for a workspace that is measured: one of each kind that is needed, and no quota in the way."""

import time
from pathlib import Path

from kangbashi_gis.model.account import Role
from kangbashi_gis.model.quotas import MOST, QUOTAS
from kangbashi_gis.operations import quotas
from kangbashi_gis.operations.accounts import Person, recovery_key, setup
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.store.keys import MODERATE, Cost

ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.CLERK)
STAFF = {role: Person(f"测量 {role.value}", role, f"Mao-Wusu 2026 No{n}") for n, role in enumerate(ROLES)}


def establish(folder: Path, cost: Cost = MODERATE) -> None:
    """Give a workspace accounts, and quotas that are out of the way. cost: of opening an account's key."""
    with open_workspace(folder) as space:
        setup(space, list(STAFF.values()), recovery_key(), cost)
        enter(space, Role.SECURITY_ADMIN)
        for name in QUOTAS:
            quotas.set_limit(space, name, MOST)


def enter(space: Workspace, role: Role) -> float:
    """Log in; gives how many seconds it took."""
    person = STAFF[role]
    started = time.perf_counter()
    space.log_in(person.name, person.password)
    return time.perf_counter() - started
