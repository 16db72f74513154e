"""`search`: find addresses, roads, compounds, entities, parcels and divisions by their words."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.answers import SearchAnswer, SearchHit

if TYPE_CHECKING:
    from kangbashi_gis.operations.explaining import Explanation
    from kangbashi_gis.operations.workspace import Workspace


@click.command(help="查找地址、道路、小区、法人、宗地和区划。加 --stdin 时每行一个查询，逐行输出 JSON。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("query", required=False)
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="最多几条结果。")
@click.option("--stdin", "from_stdin", is_flag=True, help="从标准输入逐行读取查询。")
@click.option("--explain", is_flag=True, help="说明每一步读出了什么、找到了多少。")
@command
def search(console: Console, workspace: Path, query: str | None, limit: int, from_stdin: bool, explain: bool) -> None:
    """Answer one query, or one a line."""
    if (query is None) == (not from_stdin):
        raise UsageError(detail=console.say("请给出查询文字，或用 --stdin", "give a query, or --stdin"))
    with opened(workspace, console) as space:
        if query is None:
            _stream(space, limit, explain)
            return
        answer, told = _answered(space, query, limit, explain)
        console.show(
            documents.search(answer) | _why(told), lambda: "\n".join([_text(answer, console), *_reasons(told, console)])
        )


def _answered(space: "Workspace", query: str, limit: int, explain: bool) -> tuple[SearchAnswer, "Explanation | None"]:
    """Give the answer, and its reasons where they are asked for."""
    if explain:
        from kangbashi_gis.operations.explaining import explain as tell

        told = tell(space, query, limit)
        return told.answer, told
    from kangbashi_gis.operations.search import find

    return find(space, query, limit), None


def _why(told: "Explanation | None") -> dict[str, Any]:
    return documents.explanation(told) if told else {}


def _reasons(told: "Explanation | None", console: Console) -> list[str]:
    from kangbashi_gis.operations.reasoning import reasons

    return ["", *reasons(told, console.lang)] if told else []


def _stream(space: "Workspace", limit: int, explain: bool) -> None:
    for line in sys.stdin:
        answer, told = _answered(space, line.rstrip("\r\n"), limit, explain)
        sys.stdout.write(
            json.dumps({"version": 1, **documents.search(answer), **_why(told)}, ensure_ascii=False) + "\n"
        )
        sys.stdout.flush()


def _text(answer: SearchAnswer, console: Console) -> str:
    if not answer.results:
        return console.say(f"没有找到“{answer.query}”。", f"Nothing was found for “{answer.query}”.")
    from kangbashi_gis.model.themes import theme

    return "\n".join(
        f"{theme(one.kind).title:6}  {one.title}  {one.detail if one.detail != one.title else ''}  "
        f"({_where(one, console)})" + (f"  [{one.note}]" if one.note else "")
        for one in answer.results
    )


def _where(one: SearchHit, console: Console) -> str:
    place = one.place
    return f"{place.x:.2f}, {place.y:.2f}" if place else console.say("未定位", "no place")
