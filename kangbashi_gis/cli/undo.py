"""`undo` and `redo`: take back the last change, also after a restart, or do it again."""

from pathlib import Path

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened


@click.command(help="撤销最近一次修改（导入或编辑）。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def undo(console: Console, workspace: Path) -> None:
    """Undo the last operation."""
    from kangbashi_gis.operations import undo as operation

    with opened(workspace, console) as space:
        report = operation.undo(space)
    console.show(
        documents.plain(report),
        lambda: console.say(
            f"已撤销“{report.subject}”，{report.rows} 行。", f"Undone: {report.subject}, {report.rows} rows."
        ),
    )


@click.command(help="重做刚撤销的修改。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def redo(console: Console, workspace: Path) -> None:
    """Redo what was undone last."""
    from kangbashi_gis.operations import undo as operation

    with opened(workspace, console) as space:
        report = operation.redo(space)
    console.show(
        documents.plain(report),
        lambda: console.say(
            f"已重做“{report.subject}”，{report.rows} 行。", f"Done again: {report.subject}, {report.rows} rows."
        ),
    )
