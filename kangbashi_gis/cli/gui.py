"""`gui`: the window."""

from pathlib import Path

import click

from kangbashi_gis.cli.console import Console, command


@click.command(help="打开窗口；可给出要打开的工作区。")
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@command
def gui(console: Console, workspace: Path | None) -> int:
    """Open the window and give its exit code."""
    from kangbashi_gis.ui.app import run

    return run(workspace)
