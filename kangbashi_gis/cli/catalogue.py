"""`data catalogue`, `data describe` and `data ledger`: what there is, whose it is, and who was given what."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.catalogue import LEVELS
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.catalogue import Entry
    from kangbashi_gis.store.ledger import Release

UNKNOWN = "—"


@click.command("catalogue", help="列出目录：每份数据的来源、权属单位、日期、密级、坐标系和更新情况；到期未更新的在前。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--theme", help="只列一个专题。")
@click.option("--overdue", is_flag=True, help="只列到期未更新的。")
@command
def catalogue(console: Console, workspace: Path, theme: str | None, overdue: bool) -> None:
    """List the catalogue."""
    from kangbashi_gis.operations.catalogue import catalogue as entries

    wanted = find_theme(theme).name if theme else None
    with opened(workspace, console, read_only=True) as space:
        found = [one for one in entries(space) if wanted in (None, one.theme) and (one.overdue or not overdue)]
    console.show({"entries": [documents.plain(one) for one in found]}, lambda: "\n".join(map(_line, found)))


@click.command("describe", help="在目录里写明一份数据的权属单位、日期、密级和更新周期；可以撤销。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("number", metavar="ID", type=int)
@click.option("--owner", help="权属单位；给空字符串则清除。")
@click.option("--secrecy", help=f"密级：{'、'.join(LEVELS)}。")
@click.option("--date", "data_date", help="数据日期，如 2026-06-30。")
@click.option("--every", "every_days", type=int, help="多少天更新一次；0 表示不再提醒。")
@command
def describe(console: Console, workspace: Path, number: int, **said: Any) -> None:
    """Describe one entry."""
    from kangbashi_gis.operations.catalogue import Description
    from kangbashi_gis.operations.catalogue import describe as say

    about = Description(**said)
    if about == Description():
        raise UsageError(detail="--owner, --secrecy, --date, --every")
    with opened(workspace, console) as space:
        entry = say(space, number, about)
    console.show(documents.plain(entry), lambda: _line(entry))


@click.command("ledger", help="列出导出登记：谁、何时、把什么、给了谁，范围、行数、文件指纹和审批号。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--recipient", help="只列给某个接收单位的。")
@command
def ledger(console: Console, workspace: Path, recipient: str | None) -> None:
    """List what was given out."""
    from kangbashi_gis.operations.export_guard import releases

    with opened(workspace, console, read_only=True) as space:
        found = releases(space, recipient)
    console.show(
        {"releases": [{**documents.plain(one), "sheets": len(one.sheets)} for one in found]},
        lambda: "\n".join(map(_release, found)),
    )


def _line(one: "Entry") -> str:
    titles = {theme.name: theme.title for theme in THEMES}
    accuracy = f"±{one.accuracy_m:g} m" if one.accuracy_m is not None else UNKNOWN
    told = (
        f"{one.number}", titles.get(one.theme, one.theme), one.file, one.owner, one.data_date, one.secrecy, one.crs,
        accuracy, one.renewed, f"{one.every_days} 天" if one.every_days else None, "到期未更新" if one.overdue else "",
    )  # fmt: skip
    return "  ".join(UNKNOWN if cell is None else cell for cell in told).rstrip()


def _release(one: "Release") -> str:
    titles = {theme.name: theme.title for theme in THEMES}
    told = (
        f"{one.number}", one.at, one.user, one.recipient or UNKNOWN, titles.get(one.theme, one.theme), one.file,
        UNKNOWN if one.rows is None else f"{one.rows:,} 行",
        f"{one.area_km2:g} km²", one.approval or UNKNOWN, one.sha256[:12], one.outcome,
    )  # fmt: skip
    return "  ".join(told)
