"""What every command shares: options, one JSON document on stdout, one sentence on stderr, exit codes."""

import json
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from kangbashi_gis import messages
from kangbashi_gis.cli import passwords
from kangbashi_gis.errors import AmbiguousAddress, GisError
from kangbashi_gis.progress import Progress, reporting

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

VERSION = 1


@dataclass(frozen=True)
class Console:
    """How one call talks: JSON or text, as whom, in which language."""

    json: bool
    user: str
    lang: str

    def show(self, document: dict[str, Any], text: Callable[[], str]) -> None:
        """Print the one answer: the document with --json, else the text."""
        if self.json:
            _write(sys.stdout, json.dumps({"version": VERSION, **document}, ensure_ascii=False))
        else:
            _write(sys.stdout, text())

    def say(self, zh: str, en: str) -> str:
        """Choose the words of the language."""
        return zh if self.lang == "zh" else en

    def fail(self, error: GisError) -> None:
        """Print the sentence of an error on stderr, or its JSON; never a traceback."""
        message, hint = messages.sentence(error, self.lang)
        if not self.json:
            _write(sys.stderr, "\n".join(line for line in (message, hint, *_candidate_lines(error)) if line))
            return
        body: dict[str, Any] = {"code": error.code, "message": message, "hint": hint}
        if isinstance(error, AmbiguousAddress):
            body["candidates"] = candidates(error)
        _write(sys.stderr, json.dumps({"error": body}, ensure_ascii=False))

    def notify(self, code: str) -> None:
        """Print on stderr what is to be known of the workspace, a key of `sentences.NOTICES`; nothing for ""."""
        words = messages.notice(code, self.lang)
        if words:
            document = {"notice": {"code": code, "message": words}}
            _write(sys.stderr, json.dumps(document, ensure_ascii=False) if self.json else words)

    def alert(self, count: int) -> None:
        """Print on stderr how many alarms wait for the auditor who has logged in; nothing for 0."""
        if not count:
            return
        words = self.say(
            f"有 {count} 条异常提醒还没有看：audit show 工作区 --kind alarm",
            f"{count} alarms wait to be seen: audit show WORKSPACE --kind alarm",
        )
        document = {"notice": {"code": "alarms", "count": count, "message": words}}
        _write(sys.stderr, json.dumps(document, ensure_ascii=False) if self.json else words)

    def progress(self) -> Progress:
        """Give a bar on a terminal's stderr; where stderr is a file, nothing is drawn."""
        if self.json or not sys.stderr.isatty():
            return reporting(lambda fraction, step: None, lambda: False)
        return reporting(self._bar, threading.Event().is_set)

    def _bar(self, fraction: float, step: str) -> None:
        full = round(fraction * 30)
        words = messages.step(step, self.lang)
        end = "\n" if fraction >= 1 else ""
        sys.stderr.write(f"\r\x1b[K{'█' * full}{'·' * (30 - full)} {fraction:4.0%} {words}{end}")
        sys.stderr.flush()


def candidates(error: AmbiguousAddress) -> list[dict[str, Any]]:
    """Give the equally good addresses of an error, as in a search."""
    from kangbashi_gis.cli.documents import hit

    found = error.values.get("candidates", ())
    return [hit(one) for one in found]  # type: ignore[attr-defined]


def _candidate_lines(error: GisError) -> list[str]:
    if not isinstance(error, AmbiguousAddress):
        return []
    return [f"  {_full(one)}" for one in candidates(error)]


def _full(one: dict[str, Any]) -> str:
    """Name a candidate: an address says all in its detail, of anything else that is only its kind or where it lies."""
    if one["kind"] == "addresses":
        return str(one["detail"] or one["title"])
    return "  ".join(part for part in (one["title"], one["detail"]) if part)


def _write(stream: IO[str], text: str) -> None:
    stream.write(text.rstrip("\n") + "\n")
    stream.flush()


def speak_utf8() -> None:
    """Make stdout and stderr UTF-8 on every console; what cannot be encoded is escaped, not fatal."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "replace")


def command(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Give a command the three options that all have, and hand it a `Console` first."""

    @click.option("--json", "as_json", is_flag=True, help="输出一个 JSON 文档。")
    @click.option("--user", default="", envvar="KANGBASHI_GIS_USER", help="用哪个账户登录；不给就是未登录。")
    @click.option("--lang", type=click.Choice(messages.LANGUAGES), default="zh", help="提示语言。")
    @wraps(function)
    def called(as_json: bool, user: str, lang: str, **words: Any) -> int | None:
        return function(Console(as_json, user, lang), **words)

    return called


def opened(folder: Path, console: Console, *, read_only: bool = False) -> "Workspace":
    """Open a workspace for a command, and log in where an account was named; a local copy is told on stderr.

    One that is only to be read is opened for writing where somebody logs in: that is noted.
    """
    from kangbashi_gis.operations.folders import ACCOUNTS
    from kangbashi_gis.operations.workspace import open_workspace

    noted = bool(console.user) and (folder / ACCOUNTS).exists()
    space = open_workspace(folder, console.user or "local", read_only=read_only and not noted)
    try:
        console.notify(space.notice)
        if console.user and space.has_accounts:
            space.log_in(console.user, passwords.present(console.user), passwords.code())
            console.alert(_alarms(space))
    except BaseException:
        space.close()
        raise
    return space


def _alarms(space: "Workspace") -> int:
    from kangbashi_gis.model.account import Permission
    from kangbashi_gis.operations import watching

    return len(watching.waiting(space)) if space.user.may(Permission.AUDIT_READ) else 0
