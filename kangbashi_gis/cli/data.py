"""`data import` and `data recipes`; what else there is of `data` lies in files of its own."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.catalogue import catalogue, describe, ledger
from kangbashi_gis.cli.chart import chart
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.cli.export import export
from kangbashi_gis.cli.history import history
from kangbashi_gis.cli.table import rows
from kangbashi_gis.errors import UsageError
from kangbashi_gis.importing.options import AXES, LOCAL
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.batches import Choice
    from kangbashi_gis.operations.staging import ImportRequest
    from kangbashi_gis.operations.workspace import Workspace

CRS_HELP = "文件没有说明时的坐标系，如 EPSG:4546；网络地图的经纬度用 GCJ-02 或 BD-09，地方坐标系用 local:名称。"
REPAIR_HELP = (
    "依次修复图形，用逗号分开：make-valid 修复自相交，snap=0.01 捕捉顶点（米），close=0.5 闭合成面（米），"
    "slivers 并掉狭长碎面，split 拆分多部分，duplicates 去掉完全重复的行，drop-z 明确舍去高程，keep-z 保留高程。"
    "对诊断问题的回答：drop-totals、keep-totals 去掉或保留合计行，drop-outside、keep-outside 去掉或保留远在区外的行，"
    "areas-mu、areas-hectare 把面积由亩、公顷换成平方米，keep-areas 面积照原样，keep-digits 长数字没有丢位。"
)


@click.group(help="导入和导出数据。")
def data() -> None:
    """Commands on data."""


for _one in (export, catalogue, describe, ledger, rows, history, chart):
    data.add_command(_one)


@data.command("import", help="把文件导入专题；要么全部导入，要么什么都不改。可给多个文件或文件夹，算一步。")
@click.argument("workspace", type=click.Path(path_type=Path))
# what cannot be read is said by our own sentence, not by click's
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--theme", help="专题名，如 parcels 或 宗地；用 --recipe 时可不给。")
@click.option("--layer", help="文件里的图层。")
@click.option("--crs", help=CRS_HELP)
@click.option(
    "--axes", default="", type=click.Choice(["", *AXES]), help="坐标次序：east_north 东在前，north_east 北在前。"
)
@click.option(
    "--unit", default="", help="坐标单位与坐标系不同时给出：foot、kilometre、dms（度.分秒）、microdegree 等。"
)
@click.option("--encoding", help="文字编码，如 GB18030。")
@click.option("--map", "pairs", multiple=True, metavar="字段=列名", help="指定字段取自哪一列；可多次给出。")
@click.option("--repair", default="", metavar="修复,修复…", help=REPAIR_HELP)
@click.option("--remove-gone", is_flag=True, help="删除上次从同名文件导入、而这次文件里已没有的行。")
@click.option(
    "--replaces",
    multiple=True,
    metavar="旧文件名",
    help="这个文件是哪个旧文件的新版：旧文件里有、这里没有的行算作消失。",
)
@click.option("--all", "everything", is_flag=True, help="压缩包里的数据全部导入，算一步。")
@click.option("--recipe", "recipes", multiple=True, help="按保存的方案导入；每个文件一个，或一个用于全部文件。")
@click.option("--save-recipe", help="把这次的选择存为方案。")
@click.option("--dry-run", is_flag=True, help="只试不写：行数与正式导入相同，并逐行列出差别。")
@command
def bring_in(console: Console, workspace: Path, files: tuple[Path, ...], dry_run: bool, save_recipe: str | None,
             **words: Any) -> None:  # fmt: skip
    """Import files into themes, as one operation."""
    from kangbashi_gis.cli import importing
    from kangbashi_gis.operations import batches
    from kangbashi_gis.operations.importing import rehearse_files
    from kangbashi_gis.operations.indexing import follow
    from kangbashi_gis.operations.ordered import import_in_order

    # that the parameters of a local system are used is logged, also for a dry run
    sealed = bool(words["recipes"]) or (words["crs"] or "").startswith(LOCAL)
    everything = words.pop("everything")
    choice = _choice(words)
    with opened(workspace, console, read_only=dry_run and not sealed) as space:
        requests, skipped = batches.requests(space, files, choice, everything=everything)
        if save_recipe:
            _require_one(requests, save_recipe, dry_run)
        step = rehearse_files if dry_run else import_in_order
        done = step(space, requests, console.progress())
        if not dry_run:
            follow(space, console.progress())
        if save_recipe:
            _save(space, save_recipe, requests[0], done[0].seen)
    themes = [request.theme for request in requests]
    console.show(
        importing.document(requests, done, skipped, dry_run=dry_run),
        lambda: importing.text(console, list(zip(themes, done, strict=True)), skipped, dry_run=dry_run),
    )


def _choice(words: dict[str, Any]) -> "Choice":
    """Turn the command line's words into what is chosen for all files; what is wrong with them is told first."""
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.batches import Choice

    pairs, repairs = words.pop("pairs"), tuple(one for one in words.pop("repair").split(",") if one.strip())
    theme, recipes = words.pop("theme"), words.pop("recipes")
    if not (theme or recipes):
        raise UsageError(detail="--theme")
    options = ImportOptions(mapping=_mapping(pairs), repairs=repairs, **words)
    return Choice(find_theme(theme) if theme else None, recipes, options)


def _require_one(requests: list["ImportRequest"], name: str, dry_run: bool) -> None:
    from kangbashi_gis.operations.recipes import require_name

    if len(requests) != 1 or dry_run:
        raise UsageError(detail="--save-recipe")
    require_name(name)


def _save(space: "Workspace", name: str, request: "ImportRequest", seen: Any) -> None:
    from kangbashi_gis.operations.recipes import save_recipe

    save_recipe(space, name, request.theme, request.options, seen)


@data.command("recipes", help="列出工作区里保存的导入方案，和记住的列名选择。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def recipes(console: Console, workspace: Path) -> None:
    """List recipes and what is remembered."""
    from kangbashi_gis.model.themes import THEMES
    from kangbashi_gis.operations.recipes import read_recipe, recipe_names, remembered

    with opened(workspace, console, read_only=True) as space:
        known = {name: documents.plain(read_recipe(space, name)) for name in recipe_names(space)}
        memory = {one.name: documents.plain(remembered(space, one)) for one in THEMES}
    chosen = {name: one for name, one in memory.items() if any(one.values())}
    lines = [f"{name}  {one['theme']}" for name, one in known.items()]
    lines += [f"{name}: {column} → {field}" for name, one in chosen.items() for column, field in one["columns"].items()]
    console.show({"recipes": known, "remembered": chosen}, lambda: "\n".join(lines))


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (equals and field and column):
            raise UsageError(detail=f"--map {pair}")
        mapping[field.strip()] = column.strip()
    return mapping
