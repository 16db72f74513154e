"""The gate, asked for every role: each operation and each command is let through, or refused, as the table says.

How each operation and command is called, and which permissions it asks for, stands in the tests (`test_gate.py`). Here
the commands are given by people who have logged in with a password, in a workspace that has an account of each role.
"""

import contextlib
import io
import os
import shlex
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

from benchmarks.report import promise
from kangbashi_gis.cli.main import run
from kangbashi_gis.errors import GisError, LoginRequired, PermissionDenied
from kangbashi_gis.model.account import ROLES, Permission, Role
from kangbashi_gis.operations import workspace
from kangbashi_gis.operations.accounts import Person, recovery_key, setup
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store.keys import Cost

CHEAP = Cost(1, 8192)  # the gate is asked, not the time that a password takes
STAFF = [Person(one.value, one, f"Mao-Wusu 2026 No{n}") for n, one in enumerate(Role) if one is not Role.VISITOR]
GATE = Workspace.require
ADDRESSES = "地址编码,标准地址全称,X,Y\nA0001,某街1号,384010,4383010\n"


class _ThroughError(GisError):
    """The gate has let a command through for all that it asks for."""

    code, exit_code = "through", 199


def row(room: Path, quick: bool) -> dict[str, object]:
    """Give the row. room: where a workspace is made for the commands; in a hurry only operations are asked for."""
    started = time.perf_counter()
    through_operations = list(_operations())
    through_commands = [] if quick else list(_commands(room / "门"))
    cells = [*through_operations, *through_commands]
    wrong = [name for name, right in cells if not right]
    return promise("role × operation and role × command: cells that differ from the table of roles", 0, len(wrong),
                   "cells", operations=len(through_operations), commands=len(through_commands), wrong=wrong[:10],
                   seconds=round(time.perf_counter() - started, 1))  # fmt: skip


def _operations() -> Iterator[tuple[str, bool]]:
    """Ask for each operation as somebody of each role; tells whether the answer is that of the table."""
    from tests.operations.test_gate import OPERATIONS, is_answered_rightly

    for role in Role:
        for name in OPERATIONS:
            yield f"{role.value}: {name}", is_answered_rightly(name, role)


def _commands(room: Path) -> Iterator[tuple[str, bool]]:
    """Give each command as somebody of each role, who has logged in with a password once."""
    from tests.cli.test_gate import ALSO, COMMANDS, OTHERWISE

    folder = _prepared(room)
    rows = [*COMMANDS.items(), *OTHERWISE.items()]
    for role in Role:
        with _entered(folder, role):
            for name, (words, permissions) in rows:
                wanted = {Permission.PEOPLE_READ} if (name, role) in ALSO else set(permissions)
                refused = LoginRequired if role is Role.VISITOR else PermissionDenied
                expected = _ThroughError if wanted <= ROLES[role] else refused
                typed = [str(folder) if word == "W" else word for word in shlex.split(words.replace("T/", f"{room}/"))]
                yield f"{role.value}: {name}", _given([*name.split(), *typed], role, wanted) == expected.exit_code


@contextlib.contextmanager
def _entered(folder: Path, role: Role) -> Iterator[None]:
    """Log in as somebody of a role; commands in the `with` find the workspace open, and leave it so."""
    with workspace.open_workspace(folder) as space:
        if role is not Role.VISITOR:
            space.log_in(role.value, next(one.password for one in STAFF if one.role is role))
        with (
            patch.object(workspace, "open_workspace", lambda *words, **named: space),
            patch.object(Workspace, "log_in", lambda *words: space.user),
            patch.object(Workspace, "close", lambda space: None),
        ):
            yield


def _prepared(room: Path) -> Path:
    """Make a small workspace with accounts, and the files that commands name."""
    from kangbashi_gis.operations.sample import build_sample

    room.mkdir()
    (room / "地址.csv").write_text(ADDRESSES, encoding="utf-8")
    (room / "密码.txt").write_text("\n".join(f"{one.name}:{one.password}" for one in STAFF), encoding="utf-8")
    (room / "新密码.txt").write_text("Some-Word 20 x9", encoding="utf-8")
    for what in ("NEW_PASSWORD", "RECOVERY"):
        os.environ[f"KANGBASHI_GIS_{what}_FILE"] = str(room / "新密码.txt")
    os.environ["KANGBASHI_GIS_PASSWORD_FILE"] = str(room / "密码.txt")
    with build_sample(room / "工作区", "small", silent) as space:
        setup(space, STAFF, recovery_key(), CHEAP)
    return room / "工作区"


def _given(words: list[str], role: Role, wanted: set[Permission]) -> int:
    """Give a command; gives its exit code. It ends once the gate has let it through for all that is wanted."""
    asked: set[Permission] = set()

    def require(space: Workspace, permission: Permission) -> None:
        GATE(space, permission)
        asked.add(permission)
        if wanted <= asked:
            raise _ThroughError

    user = [] if role is Role.VISITOR else ["--user", role.value]
    silence = (contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()))
    with patch.object(Workspace, "require", require), silence[0], silence[1]:
        return run([*words, *user])
