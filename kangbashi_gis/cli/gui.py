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

    _forbid_core_files()
    return run(workspace)


def _forbid_core_files() -> None:
    """Write no memory to the disk should the window crash: masked rows and one unmasked record may be in it."""
    try:
        import resource
    except ImportError:
        return  # Windows: no core files to forbid
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
