"""`data rows`: rows of a theme as a table shows them, grouped, or what a column holds."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.schema import Field, Theme
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.model.rows import Ask
    from kangbashi_gis.operations.workspace import Workspace

MOST = 100_000


@click.command("rows", help="按条件列出一个专题的行；可筛选、排序、分组，或统计一列。只含公开字段。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--theme", required=True, help="专题名，如 parcels 或 宗地。")
@click.option("--find", "typed", default="", help="任一字段含有的文字，也可用拼音或首字母；多个词用空格分开。")
@click.option("--where", default="", help='条件，写法同 QGIS，如 "area_m2" > 500。')
@click.option("--sort", "sorts", multiple=True, metavar="字段", help="排序字段，前面加 - 为降序；可多次给出。")
@click.option("--group", "by", multiple=True, metavar="字段", help="按字段分组计数；可多次给出。")
@click.option("--sum", "sums", multiple=True, metavar="字段", help="分组时求和的字段；可多次给出。")
@click.option("--statistics", "told", metavar="字段", help="统计一个字段。")
@click.option("--column", "columns", multiple=True, metavar="字段", help="列出的字段；可多次给出，不给则全部。")
@click.option("--from", "start", default=1, type=click.IntRange(1), help="从第几行列起。")
@click.option("--limit", default=20, type=click.IntRange(0, MOST), help="最多列出多少行或组。")
@command
def rows(console: Console, workspace: Path, theme: str, **words: Any) -> None:
    """List rows of a theme."""
    from kangbashi_gis.operations import table

    chosen = find_theme(theme)
    with opened(workspace, console, read_only=True) as space:
        table.opening(space, chosen)
        ask = _ask(chosen, words)
        if words["told"]:
            told = table.statistics(space, chosen, ask, _name(chosen, words["told"]), console.progress())
            document: dict[str, Any] = {"statistics": documents.plain(told)}
        elif words["by"]:
            document = _groups(console, space, chosen, ask, words)
        else:
            document = _rows(console, space, chosen, ask, words)
    document = {"theme": chosen.name, **document}
    console.show(document, lambda: _text(chosen, document))


def _groups(console: Console, space: "Workspace", theme: Theme, ask: "Ask", words: dict[str, Any]) -> dict[str, Any]:
    from kangbashi_gis.operations import table

    by = [_name(theme, one) for one in words["by"]]
    sums = [_name(theme, one) for one in words["sums"]]
    found = table.groups(space, theme, ask, by, sums, console.progress())
    listed = [documents.plain(one) for one in found[: words["limit"]]]
    return {"by": by, "sums": sums, "total": len(found), "groups": listed}


def _rows(console: Console, space: "Workspace", theme: Theme, ask: "Ask", words: dict[str, Any]) -> dict[str, Any]:
    from kangbashi_gis.operations import table

    names = [_name(theme, one) for one in words["columns"]] or [one.name for one in theme.open_fields]
    fids = table.ordered(space, theme, ask, console.progress())
    start = words["start"] - 1
    page = table.page(space, theme, fids[start : start + words["limit"]], names, whole=console.json)
    found = [{"fid": fid, **dict(zip(names, row, strict=True))} for fid, row in zip(page.fids, page.rows, strict=True)]
    return {"columns": names, "total": len(fids), "rows": found}


def _ask(theme: Theme, words: dict[str, Any]) -> "Ask":
    from kangbashi_gis.model.rows import Ask, Sorting

    sortings = tuple(Sorting(_name(theme, one.lstrip("-")), one.startswith("-")) for one in words["sorts"])
    if words["sums"] and not words["by"]:
        raise UsageError(detail="--sum")
    return Ask(words["typed"], where=words["where"], sortings=sortings)


def _name(theme: Theme, word: str) -> str:
    """Give the name of a field by its name or title; another word as it is, for the operation to refuse."""
    wanted = word.strip().lower()
    return next((one.name for one in theme.open_fields if wanted in (one.name.lower(), one.title.lower())), word)


def _text(theme: Theme, document: dict[str, Any]) -> str:
    if "statistics" in document:
        return "\n".join(f"{name}\t{value}" for name, value in document["statistics"].items())
    if "groups" in document:
        head = [*(theme.field(one).title for one in document["by"]), "行数"]
        head += [theme.field(one).title for one in document["sums"]]
        lines = [
            [*map(_shown, map(theme.field, document["by"]), one["values"]), one["count"], *one["sums"]]
            for one in document["groups"]
        ]
    else:
        fields = [theme.field(one) for one in document["columns"]]
        head = [one.title for one in fields]
        lines = [[_shown(field, one[field.name]) for field in fields] for one in document["rows"]]
    return "\n".join("\t".join(map(str, line)) for line in [head, *lines])


def _shown(field: Field, value: Any) -> str:
    from kangbashi_gis.operations.table import shown

    return shown(field, value).replace("\t", " ").replace("\n", " ")
