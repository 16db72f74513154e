"""`workspace new|info|check|copy`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis import messages
from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import FileMissing, FileUnreadable
from kangbashi_gis.model import crs as reference
from kangbashi_gis.model.themes import THEMES
from kangbashi_gis.terms import TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kangbashi_gis.operations.upkeep import Finding, WorkspaceInfo
    from kangbashi_gis.sample.demonstration import Demonstration


@click.group(help="新建、查看、检查和复制工作区。")
def workspace() -> None:
    """Commands on a whole workspace."""


@workspace.command(help="新建工作区。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option(
    "--crs", default=reference.DEFAULT, show_default=True, metavar="EPSG:…|WKT文件", help="投影坐标系（米）。"
)
@click.option("--name", help="工作区名称，默认用文件夹名。")
@command
def new(console: Console, workspace: Path, crs: str, name: str | None) -> None:
    """Make an empty workspace."""
    from kangbashi_gis.operations import upkeep
    from kangbashi_gis.operations.workspace import create_workspace

    with create_workspace(workspace, name or workspace.name, crs=_crs(crs), user=console.user or "local") as space:
        made = upkeep.info(space)
    console.show(documents.plain(made), lambda: console.say(f"已新建工作区：{workspace}", f"Made: {workspace}"))


@workspace.command(help="查看工作区的名称、坐标系和各专题的行数。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def info(console: Console, workspace: Path) -> None:
    """Show what a workspace holds."""
    from kangbashi_gis.operations import upkeep
    from kangbashi_gis.operations.demonstrating import demonstrations

    with opened(workspace, console) as space:
        found, known, locked = upkeep.info(space), demonstrations(space), space.has_accounts
    document = {**documents.plain(found), "accounts": locked, "demonstration_accounts": documents.demonstrations(known)}
    console.show(
        document, lambda: "\n".join([*_lines(found, console), *_locked(locked, console), *_known(known, console)])
    )


@workspace.command(help="检查工作区是否完好。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def check(console: Console, workspace: Path) -> int:
    """Check a workspace; exit code 31 when something is found."""
    from kangbashi_gis.operations import upkeep

    with opened(workspace, console) as space:
        report = upkeep.check(space, console.progress())
    console.show(
        documents.plain(report),
        lambda: (
            "\n".join(_found(one, console.lang) for one in report.findings)
            or console.say("工作区完好。", "The workspace is sound.") + _unchecked(report.unchecked, console)
        ),
    )
    return 0 if report.ok else 31


@workspace.command(help="把工作区完整地复制到另一个文件夹。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@command
def copy(console: Console, workspace: Path, target: Path) -> None:
    """Copy a workspace; the way to carry one away."""
    from kangbashi_gis.operations import upkeep

    with opened(workspace, console) as space:
        upkeep.copy(space, target, console.progress())
    console.show({"target": str(target)}, lambda: console.say(f"已复制到：{target}", f"Copied to: {target}"))


def _locked(locked: bool, console: Console) -> list[str]:
    """Say it plainly where nobody has to log in."""
    open_to_all = console.say(
        "还没有账户，谁能打开这个文件夹，谁就能读居民资料；请先建立账户：account setup",
        "There are no accounts: whoever can open this folder can read its people. Make accounts: account setup",
    )
    return [] if locked else [open_to_all]


def _known(known: "Sequence[Demonstration]", console: Console) -> list[str]:
    return documents.demonstration_lines(known, console.lang)


def _unchecked(files: tuple[str, ...], console: Console) -> str:
    """Say which files could not be looked into."""
    named = "、".join(files)
    said = console.say(f"（{named} 要由办事员登录后检查）", f" ({named} is checked when a clerk is logged in)")
    return said if files else ""


def _crs(text: str) -> str:
    """Take an EPSG code as it is; anything else that names a file is read as WKT."""
    if ":" in text and not Path(text).exists():
        return text
    try:
        return Path(text).read_text(encoding="utf-8").strip()
    except FileNotFoundError as problem:
        raise FileMissing(path=text) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise FileUnreadable(path=text, reason=type(problem).__name__) from problem


def _found(one: "Finding", lang: str) -> str:
    titles = {theme.name: theme.title if lang == "zh" else theme.title_en for theme in THEMES}
    detail = TERMS.get(one.detail, (one.detail, one.detail))[0 if lang == "zh" else 1]
    beside = " ".join(titles.get(word, word) for word in (one.where, detail) if word)
    return messages.finding(one.what, lang) + (f"（{beside}）" if lang == "zh" else f" ({beside})")


def _lines(found: "WorkspaceInfo", console: Console) -> list[str]:
    say = console.say
    yes, no = say("是", "yes"), say("否", "no")
    extent = "—" if found.extent is None else ", ".join(f"{side:.2f}" for side in found.extent)
    rows = (
        (say("名称", "Name"), found.name),
        (say("位置", "Folder"), found.path),
        (say("坐标系", "Coordinate system"), f"{found.crs_name}  {found.crs}"),
        (say("范围（米）", "Extent in metres"), extent),
        (say("建立时间", "Made"), found.created),
        (say("格式版本", "Format"), found.format_version),
        (say("示例数据", "Made-up sample"), yes if found.sample else no),
        (say("只读", "Read-only"), yes if found.read_only else no),
        (say("大小", "Size"), f"{found.size_bytes / 1e6:,.1f} MB"),
        (say("操作数", "Operations"), found.operations),
    )
    counted = [(theme, found.counts[theme.name]) for theme in THEMES if theme.name in found.counts]
    hidden = say("无权查看", "not permitted")
    return [
        *(say(f"{title}：{value}", f"{title}: {value}") for title, value in rows),
        say("各专题行数：", "Rows by theme:"),
        *(
            f"  {say(theme.title, theme.title_en)}  {hidden if rows is None else f'{rows:,}'}"
            for theme, rows in counted
        ),
    ]
