"""`sample build`: the made-up district as a workspace, ready to use."""

from pathlib import Path

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command


@click.group(help="示例城区（虚构数据）。")
def sample() -> None:
    """Commands on the sample district."""


@sample.command(help="生成示例工作区：small（小）、city（真实规模）或 Nx（N 个并排，如 3x）。")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--scale", default="small", show_default=True, help="small、city 或 Nx。")
@click.option("--accounts/--no-accounts", default=True, show_default=True, help="带不带演示账户。")
@command
def build(console: Console, folder: Path, scale: str, accounts: bool) -> None:
    """Build a sample workspace in a folder that does not exist yet."""
    from kangbashi_gis.operations import upkeep
    from kangbashi_gis.operations.demonstrating import demonstrations
    from kangbashi_gis.operations.sample import build_sample

    with build_sample(folder, scale, console.progress(), console.user or "local", accounts=accounts) as space:
        info = upkeep.info(space)
        known = demonstrations(space)
    console.show(
        {**documents.plain(info), "demonstration_accounts": documents.demonstrations(known)},
        lambda: "\n".join(
            [
                console.say(f"示例工作区已建好：{folder}", f"The sample workspace is ready: {folder}"),
                *documents.demonstration_lines(known, console.lang),
            ]
        ),
    )
