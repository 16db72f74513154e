"""`resident`: look residents up, masked, and unmask one record for a reason of the list."""

from pathlib import Path
from typing import Any

import click

from kangbashi_gis.cli import resident_documents as documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.cli.resident_tables import import_residents
from kangbashi_gis.model.reasons import REASONS

WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))
REASON = click.option("--reason", default="", help="查看明文的理由：" + "、".join(REASONS))


@click.group(help="查询居民（需要查看居民的权限，每次查询都记入日志）。")
def resident() -> None:
    """Commands about residents."""


resident.add_command(import_residents)


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


@resident.command(help="导出或打印居民名单（.xlsx、.csv，.html 供打印）：默认脱敏，每行每页有水印，登记台账。")
@WORKSPACE
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--query", default="", help="要谁：同 resident find 的写法（姓名、户号、楼栋或户室地址……）。")
@click.option("--community", default="", help="要谁：一个社区的全部居民，写社区代码。")
@click.option("--reason", required=True, help="理由：" + "、".join(REASONS))
@click.option("--clear", is_flag=True, help="明文；每人都记一次查看明文，计入每天的份额。")
@click.option("--recipient", default="", help="给谁，写进水印和台账。")
@click.option("--overwrite", is_flag=True, help="覆盖已有的文件。")
@command
def export(console: Console, workspace: Path, out: Path, **words: Any) -> None:
    """Write a list of people."""
    from kangbashi_gis.operations.people_export import PeopleExport, export_people

    with opened(workspace, console) as space:
        report = export_people(space, out, PeopleExport(**words), console.progress())
    document = {
        "people": report.people, "path": str(out), "release": report.release, "sha256": report.sha256,
        "mark": report.mark,
    }  # fmt: skip
    said = console.say(
        f"已写出 {report.people} 人：{out}（台账第 {report.release} 号）",
        f"{report.people} people written: {out} (ledger {report.release})",
    )
    console.show(document, lambda: said)
