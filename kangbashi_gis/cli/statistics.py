"""`statistics`: publish population statistics, list the releases, show one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.console import Console, command, opened

if TYPE_CHECKING:
    from kangbashi_gis.model.statistics import ReleaseLine, Statistics, StatisticsRow

WAYS = ("community", "grid", "block", "sex", "age", "year", "release")


@click.group(help="人口统计：发布、列出、查看（不含任何个人信息）。")
def statistics() -> None:
    """Commands about statistics of people."""


@statistics.command(help="由居民库生成一期人口统计并发布（需要发布人口统计的权限，记入日志）。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def publish(console: Console, workspace: Path) -> None:
    """Publish a release."""
    from kangbashi_gis.operations.statistics import publish as operation

    with opened(workspace, console) as space:
        line = operation(space, console.progress())
        words = console.say(
            "第 {number} 期已发布（{released}）：{blocks} 个小块，约 {people} 人",
            "Release {number} is published ({released}): {blocks} blocks, about {people} people",
        )
        console.show({"release": _line(line)}, lambda: words.format(**_line(line)))


@statistics.command("list", help="列出已发布的各期人口统计。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def list_releases(console: Console, workspace: Path) -> None:
    """List the releases."""
    from kangbashi_gis.operations.statistics import releases

    with opened(workspace, console) as space:
        found = [_line(one) for one in releases(space)]
        words = console.say("第 {number} 期  {released}  {blocks} 个小块  约 {people} 人",
                            "{number}  {released}  {blocks} blocks  about {people} people")  # fmt: skip
        console.show(
            {"releases": found},
            lambda: "\n".join(words.format(**one) for one in found) or unpublished(console),
        )


@statistics.command(help="查看人口统计；没有精确人数权限的人看到的是已发布的近似数。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--by", type=click.Choice(WAYS), default="community", show_default=True, help="按什么分。")
@click.option("--size", type=float, default=500.0, show_default=True, help="格网边长（米），与 --by grid 一起用。")
@click.option("--community", default="", help="只看一个社区。")
@click.option("--release", "number", type=int, help="看哪一期（默认最新）；给出后人人看到的都是已发布的数。")
@command
def show(console: Console, workspace: Path, by: str, size: float, community: str, number: int | None) -> None:
    """Show statistics."""
    from kangbashi_gis.operations.statistics import statistics as operation

    with opened(workspace, console) as space:
        found = operation(space, by, number, size, community)
        console.show(_document(found), lambda: _text(found, console))


def unpublished(console: Console) -> str:
    """Say that nothing was published, and who can do it."""
    return console.say(
        "还没有发布过人口统计。街道办事员可以用 statistics publish 发布。",
        "No statistics were published yet. A clerk publishes them with `statistics publish`.",
    )


def _line(one: "ReleaseLine") -> dict[str, Any]:
    return {"number": one.number, "released": one.released, "blocks": one.blocks, "people": one.people}


def _document(found: "Statistics") -> dict[str, Any]:
    return {
        "by": found.by,
        "exact": found.exact,
        "released": found.released or None,
        "community": found.community or None,
        "size_m": found.unit_m,
        "unplaced": found.unplaced,
        "rows": [_row(one, found.by) for one in found.rows],
        "pyramid": {band: {"male": men, "female": women} for band, (men, women) in found.pyramid.items()},
    }


def _row(one: "StatisticsRow", by: str) -> dict[str, Any]:
    row: dict[str, Any] = {"name": one.name, "people": one.people}
    if by in ("community", "grid", "block", "release"):
        row |= {"households": one.households, "by_sex": dict(one.by_sex), "by_age": dict(one.by_age)}
    if by == "age":
        row["by_sex"] = dict(one.by_sex)
    if one.x is not None:
        row |= {"x": one.x, "y": one.y, "blocks": one.blocks, "hidden": one.hidden}
    if by == "block":
        row["block"] = one.number
    return row


def _text(found: "Statistics", console: Console) -> str:
    if not found.rows:
        return unpublished(console)
    about = "" if found.exact else "≈"
    head = (
        console.say("精确数", "exact numbers")
        if found.exact
        else console.say(f"{found.released} 发布的近似数", f"rounded numbers, published {found.released}")
    )
    rows = [
        f"  {_name(one, found.by)}  {'—' if one.people is None else f'{about}{one.people:,}'}" for one in found.rows
    ]
    return "\n".join([head, *rows])


def _name(one: "StatisticsRow", by: str) -> str:
    if by == "block":
        return f"{one.number} {one.name}"
    return one.name
