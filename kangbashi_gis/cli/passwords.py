"""Where the command line takes passwords from: a hidden prompt or a file that a variable names, never an argument.

What stands in an argument is seen by all who list the processes of the computer, and stays in the history of the shell.
"""

import os
import sys
from pathlib import Path

import click

from kangbashi_gis.errors import FileMissing, FileUnreadable, UsageError

PRESENT = "KANGBASHI_GIS_PASSWORD_FILE"
NEW = "KANGBASHI_GIS_NEW_PASSWORD_FILE"
RECOVERY = "KANGBASHI_GIS_RECOVERY_FILE"
CODE = "KANGBASHI_GIS_CODE"


def present(name: str) -> str:
    """Give the password of an account."""
    return _from_file(PRESENT, name) or _asked(f"{name} 的密码", PRESENT)


def new(name: str) -> str:
    """Give a password that an account is to have; at a prompt it is asked for twice."""
    return _from_file(NEW, name) or _asked(f"{name} 的新密码", NEW, twice=True)


def recovery() -> str:
    """Give the recovery key as it is printed."""
    return _from_file(RECOVERY, "") or _asked("恢复密钥", RECOVERY)


def code() -> str:
    """Give the code of the second factor; "" where none was given."""
    return os.environ.get(CODE, "")


def _from_file(variable: str, name: str) -> str:
    """Read a file of passwords: a line `name:password` for each account, or one line for whoever it is."""
    where = os.environ.get(variable, "")
    if not where:
        return ""
    try:
        lines = [line for line in Path(where).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except FileNotFoundError as problem:
        raise FileMissing(path=where) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise FileUnreadable(path=where, reason=type(problem).__name__) from problem
    named = [line.partition(":")[2] for line in lines if name and line.startswith(f"{name}:")]
    if named or len(lines) == 1:
        return named[0] if named else lines[0]
    raise UsageError(detail=f"{variable}：{name}")


def _asked(what: str, variable: str, twice: bool = False) -> str:
    if not sys.stdin.isatty():
        raise UsageError(detail=f"{what}：没有终端可以询问，请用 {variable} 给出一个文件")
    typed: str = click.prompt(what, hide_input=True, err=True, confirmation_prompt=twice)
    return typed
