"""`undo` and `redo`: take back the last change, also after a restart, or do it again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.themes import THEMES

if TYPE_CHECKING:
    from kangbashi_gis.operations.undo import UndoReport
    from kangbashi_gis.operations.workspace import Workspace


@click.command(help="撤销最近一次修改（导入或编辑）。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def undo(console: Console, workspace: Path) -> None:
    """Undo the last operation."""
    from kangbashi_gis.operations import undo as operation

    _step(console, workspace, operation.undo, ("已撤销", "Undone"))


@click.command(help="重做刚撤销的修改。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def redo(console: Console, workspace: Path) -> None:
    """Redo what was undone last."""
    from kangbashi_gis.operations import undo as operation

    _step(console, workspace, operation.redo, ("已重做", "Done again"))


def _step(console: Console, workspace: Path, take: "Callable[[Workspace], UndoReport]", words: tuple[str, str]) -> None:
    """Take one step and say, after the word for it, what it was about and how many rows."""
    with opened(workspace, console) as space:
        report = take(space)
    zh, en = words
    titles = {theme.name: (theme.title, theme.title_en) for theme in THEMES}
    title, title_en = titles.get(report.subject, (report.subject, report.subject))
    console.show(
        documents.plain(report),
        lambda: console.say(f"{zh}“{title}”，{report.rows} 行。", f"{en}: {title_en}, {report.rows} rows."),
    )
