"""`audit`: is the log whole, what does it say, and how far had it come."""

from pathlib import Path
from typing import Any

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import LogTouched
from kangbashi_gis.model import alarms
from kangbashi_gis.model.events import TITLES, Event, EventKind, Finding, Verdict, finding_words
from kangbashi_gis.model.moments import local_time
from kangbashi_gis.store.anchors import line

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
    return console.say(*finding_words(finding))


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
        texts = auditing.query_texts(space, found) if queries else [""] * len(found)
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
    reason = console.say(*alarms.words_of(event))
    parts = (local_time(event.at), event.user or "-", kind, event.subject, reason, event.person, text)
    return (
        f"{event.number:>7}  "
        + "  ".join(part for part in parts if part)
        + (f"  ×{event.count}" if event.count else "")
    )


@audit.command(help="把日志（不含查询文字）导出为 CSV，交给检查的人；导出也会记入日志。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice([kind.value for kind in EventKind]), help="只要一类事件。")
@click.option("--by", default="", help="只要某个账户。")
@click.option("--since", default="", help="从哪一天起。")
@click.option("--until", default="", help="到哪一天为止（不含）。")
@click.option("--overwrite", is_flag=True, help="替换已有的文件。")
@command
def export(
    console: Console, workspace: Path, out: Path, kind: str | None, by: str, overwrite: bool, **words: Any
) -> None:
    """Write events into a table."""
    from kangbashi_gis.operations import auditing

    with opened(workspace, console) as space:
        wanted = auditing.Wanted(kind=kind or "", user=by, limit=auditing.MOST, **words)
        count = auditing.export(space, out, wanted, overwrite=overwrite)
    told = (f"已导出 {count} 条：{out}", f"{count} events written: {out}")
    console.show({"events": count, "path": str(out)}, lambda: console.say(*told))
