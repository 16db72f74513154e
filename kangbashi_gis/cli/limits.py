"""`account limits`: how often each account may look people up on one day."""

from pathlib import Path

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.quotas import MOST, QUOTAS

COUNT = click.IntRange(0, MOST)


@click.command(help="每个账户每天查询、查看明文、导出居民的上限；不带选项时显示，更改须由安全管理员登录。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--lookups", type=COUNT, help="每天最多查询几次。")
@click.option("--unmaskings", type=COUNT, help="每天最多查看几人的明文。")
@click.option("--exported", type=COUNT, help="每天最多导出、打印几人。")
@command
def limits(console: Console, workspace: Path, **wanted: int | None) -> None:
    """Show or change the limits."""
    from kangbashi_gis.operations import quotas

    with opened(workspace, console) as space:
        for name, most in wanted.items():
            if most is not None:
                quotas.set_limit(space, name, most)
        found = quotas.limits(space)
    console.show(
        {"limits": found},
        lambda: "\n".join(f"{console.say(*QUOTAS[name].title)}: {most}" for name, most in found.items()),
    )
