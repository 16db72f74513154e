"""`audit`: is the log whole, what does it say, and how far had it come."""

from pathlib import Path
from typing import Any

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import LogTouched
from kangbashi_gis.model import alarms
from kangbashi_gis.model.events import TITLES, Event, EventKind, Finding, Verdict
from kangbashi_gis.store.anchors import line
from kangbashi_gis.terms import TERMS

FINDINGS = {
    "missing": ("第 {number} 条之前少了 {detail} 条", "{detail} events are missing before {number}"),
    "moved": ("第 {number} 条没有接在原来的前一条之后", "event {number} does not follow the one it followed"),
    "changed": ("第 {number} 条的内容被改过", "event {number} was changed"),
    "empty": ("日志是空的", "the log is empty"),
    "operation_missing": (
        "操作 {detail} 的记录被删去（见第 {number} 条）",
        "operation {detail} is gone (event {number})",
    ),
    "operation_changed": (
        "操作 {detail} 的记录被改过（见第 {number} 条）",
        "operation {detail} was changed ({number})",
    ),
    "operation_added": ("操作 {detail} 是后来插进去的", "operation {detail} was put in"),
    "other_log": ("这不是当初锚定的那份日志（{detail}）", "this is not the log that was anchored ({detail})"),
    "cut": ("日志被截短：{detail} 时曾有 {number} 条", "the log was cut: at {detail} it had {number} events"),
    "rewritten": ("第 {number} 条及以前在 {detail} 之后被重写", "events up to {number} were rewritten after {detail}"),
    "signature": ("第 {number} 条锚定的签名不是“{detail}”的", "the signature at {number} is not by {detail}"),
    "accounts": ("账户文件被动过：{detail}（日志第 {number} 条）", "the file of accounts: {detail} (event {number})"),
    "vault_older": ("居民库比日志旧：被换成了旧文件（{detail}）", "the vault is an older file ({detail})"),
}
KINDS = {kind.value: titles for kind, titles in TITLES.items()}


@click.group(help="操作与查询日志：校验、锚定、查看。")
def audit() -> None:
    """Hold the commands about the log."""


@audit.command(help="校验日志：改动、插入、删除、调换、截短都会被发现。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--anchors", "files", type=click.Path(path_type=Path), multiple=True, help="另外保存的锚定文件，可多次。")
@command
def verify(console: Console, workspace: Path, files: tuple[Path, ...]) -> None:
    """Check the log."""
    from kangbashi_gis.operations import auditing

    with opened(workspace, console) as space:
        verdict = auditing.verify(space, files)
    console.show(_document(verdict), lambda: _text(console, verdict))
    if not verdict.whole:
        raise LogTouched(count=len(verdict.findings))


def _document(verdict: Verdict) -> dict[str, Any]:
    found = [{"code": one.code, "number": one.number, "detail": one.detail} for one in verdict.findings]
    return {
        "whole": verdict.whole,
        "chain": verdict.chain,
        "events": verdict.events,
        "head": verdict.head.hex(),
        "anchors": verdict.anchors,
        "signed": verdict.signed,
        "anchored_to": verdict.anchored_to,
        "unprotected": verdict.unprotected,
        "findings": found,
    }


def _text(console: Console, verdict: Verdict) -> str:
    whole = console.say("日志完好。", "The log is whole.") if verdict.whole else ""
    count = console.say(
        f"共 {verdict.events} 条，锚定 {verdict.anchors} 次（签名 {verdict.signed} 次），"
        f"最近锚定到第 {verdict.anchored_to} 条；其后 {verdict.unprotected} 条若被截去，无从发现。",
        f"{verdict.events} events, {verdict.anchors} anchors ({verdict.signed} signed), the last at"
        f" {verdict.anchored_to}; should the {verdict.unprotected} after it be cut off, nothing would show it.",
    )
    return "\n".join(one for one in (*(_said(console, finding) for finding in verdict.findings), whole, count) if one)


def _said(console: Console, finding: Finding) -> str:
    zh, en = FINDINGS[finding.code]
    detail = console.say(*TERMS.get(finding.detail, (finding.detail, finding.detail)))
    return console.say(zh, en).format(number=finding.number, detail=detail)


@audit.command(help="锚定日志：把目前的条数和校验码记到工作区之外；登录后再由第二个账户签名。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--sign", is_flag=True, help="用登录账户的密钥签名。")
@command
def anchor(console: Console, workspace: Path, sign: bool) -> None:
    """Write down how far the log has come."""
    from kangbashi_gis.operations import auditing
    from kangbashi_gis.operations.noting import anchor_file

    with opened(workspace, console) as space:
        made = auditing.sign(space) if sign else auditing.put_down(space)
        kept = anchor_file(space)
    console.show(
        {"number": made.number, "hash": made.hash.hex(), "line": line(made), "file": str(kept)},
        lambda: f"{line(made)}\n{console.say('已记入', 'kept in')} {kept}",
    )


@audit.command(help="查看日志，最近的在前；查看本身也会记入日志。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in EventKind]), help="只看一类事件。")
@click.option("--by", default="", help="只看某个账户。")
@click.option("--person", default="", help="只看关于某个人的（代号）。")
@click.option("--since", default="", help="从哪一天起，如 2026-05-01。")
@click.option("--until", default="", help="到哪一天为止（不含）。")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=100, help="最多多少条。")
@click.option("--queries", is_flag=True, help="连同查询的文字（只有审计管理员能解封）。")
@command
def show(console: Console, workspace: Path, queries: bool, by: str, kind: str | None, **words: Any) -> None:
    """Show events."""
    from kangbashi_gis.operations import auditing

    with opened(workspace, console) as space:
        found = auditing.show(space, auditing.Wanted(kind=kind or "", user=by, **words))
        texts = [auditing.query_text(space, event) if queries else "" for event in found]
    rows = list(zip(found, texts, strict=True))
    console.show(
        {"events": [_event(event, text) for event, text in rows]},
        lambda: "\n".join(_row(console, event, text) for event, text in rows) or console.say("没有。", "None."),
    )


def _event(event: Event, text: str) -> dict[str, Any]:
    kept = ("number", "at", "kind", "user", "session", "subject", "person", "reason", "count")
    said = {name: getattr(event, name) for name in kept}
    return {**said, "hash": event.hash.hex(), **({"query": text} if text else {})}


def _row(console: Console, event: Event, text: str) -> str:
    kind = console.say(*KINDS.get(event.kind, (event.kind, event.kind)))
    reason = event.reason
    if event.kind == EventKind.ALARM.value:
        reason = console.say(*alarms.TITLES.get(reason, (reason, reason)))
    parts = (event.at[:19].replace("T", " "), event.user or "-", kind, event.subject, reason, event.person, text)
    return (
        f"{event.number:>7}  "
        + "  ".join(part for part in parts if part)
        + (f"  ×{event.count}" if event.count else "")
    )
