"""`resident`: look residents up, masked, and unmask one record for a reason of the list."""

from pathlib import Path

import click

from kangbashi_gis.cli import resident_documents as documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.reasons import REASONS

WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))
REASON = click.option("--reason", default="", help="查看明文的理由：" + "、".join(REASONS))


@click.group(help="查询居民（需要查看居民的权限，每次查询都记入日志）。")
def resident() -> None:
    """Commands about residents."""


@resident.command(help="按姓名（可用拼音）、身份证号、电话、户号、尾号或户室地址查询；结果脱敏显示。")
@WORKSPACE
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 50), default=50, help="最多列出几人。")
@click.option("--unmask", "identity", default="", help="查看这个 id 的明文，须同时给出 --reason。")
@REASON
@command
def find(console: Console, workspace: Path, query: str, limit: int, identity: str, reason: str) -> None:
    """Find residents."""
    from kangbashi_gis.operations import residents

    with opened(workspace, console) as space:
        answer = residents.find(space, query, limit)
        whole = residents.unmask(space, identity, reason) if identity else None
    lines = [*documents.found_lines(answer, console), *documents.unmasked_lines(whole, console)]
    console.show(documents.found(answer, whole), lambda: "\n".join(lines))


@resident.command(help="居民卡：一个人（用查询结果里的 id）、同户的人、楼栋、地块、楼盘表；脱敏显示。")
@WORKSPACE
@click.argument("identity", metavar="ID")
@click.option("--unmask", is_flag=True, help="查看本人的明文，须同时给出 --reason。")
@REASON
@command
def card(console: Console, workspace: Path, identity: str, unmask: bool, reason: str) -> None:
    """Show the card of a person."""
    from kangbashi_gis.operations import residents

    with opened(workspace, console) as space:
        told = residents.card(space, identity)
        whole = residents.unmask(space, identity, reason) if unmask else None
    lines = [*documents.card_lines(told, console), *documents.unmasked_lines(whole, console)]
    document = {"card": documents.card(told), "unmasked": documents.unmasked(whole)}
    console.show(document, lambda: "\n".join(lines))
