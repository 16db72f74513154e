"""`data history`: what became of one row, and the undoing of a single change of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.moments import local_time
from kangbashi_gis.model.row_history import KINDS, Difference, RowChange
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


@click.command("history", help="一行的来历：谁在什么时候、从哪个文件改了什么；--undo 只撤销其中一次修改。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("theme")
@click.argument("row", metavar="ID")
@click.option("--undo", "number", type=click.IntRange(1), help="撤销第几次修改；后来的修改建立在它上面时不撤销。")
@command
def history(console: Console, workspace: Path, theme: str, row: str, number: int | None) -> None:
    """Tell what became of a row; ID is its key, its id or its row number."""
    from kangbashi_gis.operations import row_history

    chosen = find_theme(theme)
    with opened(workspace, console, read_only=number is None) as space:
        fid = row_history.find_row(space, chosen, row)
        undone = _undone(console, space, chosen, fid, number)
        found = row_history.changes(space, chosen, fid)
    document: dict[str, Any] = {"theme": chosen.name, "fid": fid, "changes": [documents.plain(one) for one in found]}
    if undone is not None:
        document["undone"] = number
    console.show(document, lambda: "\n".join(line for one in found for line in _lines(console, chosen, one)))


def _undone(console: Console, space: "Workspace", theme: Theme, fid: int, number: int | None) -> RowChange | None:
    if number is None:
        return None
    from kangbashi_gis.operations.indexing import follow
    from kangbashi_gis.operations.row_history import undo_change

    done = undo_change(space, theme, fid, number)
    follow(space, console.progress())
    return done


def _lines(console: Console, theme: Theme, one: RowChange) -> list[str]:
    who = one.user or console.say("其他程序" if one.operation is None else "不详", "another program")
    head = [f"{one.number}.", console.say(*KINDS[one.kind]), local_time(one.at), who, one.source]
    moved = [console.say("  图形改变", "  the shape was changed")] if one.moved else []
    told = [_difference(theme, each) for each in one.differences]
    return ["  ".join(filter(None, head)), *told, *moved]


def _difference(theme: Theme, one: Difference) -> str:
    from kangbashi_gis.operations.table import shown

    field = theme.field(one.field)
    before, after = (shown(field, value) or "（空）" for value in (one.before, one.after))
    return f"  {one.title}：{before} → {after}"
