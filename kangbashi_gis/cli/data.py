"""`data import` and `data export`."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.importing.options import AXES
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.importing import ImportReport

ENCODINGS = ("UTF-8", "GBK")


@click.group(help="导入和导出数据。")
def data() -> None:
    """Commands on data."""


@data.command("import", help="把文件导入一个专题；要么全部导入，要么什么都不改。")
@click.argument("workspace", type=click.Path(path_type=Path))
# what cannot be read is said by our own sentence, not by click's
@click.argument("file", type=click.Path(path_type=Path, readable=False))
@click.option("--theme", required=True, help="专题名，如 parcels 或 宗地。")
@click.option("--layer", help="文件里的图层。")
@click.option("--crs", help="文件没有说明时的坐标系，如 EPSG:4546；网络地图的经纬度用 GCJ-02 或 BD-09。")
@click.option(
    "--axes", default="", type=click.Choice(["", *AXES]), help="坐标次序：east_north 东在前，north_east 北在前。"
)
@click.option(
    "--unit", default="", help="坐标单位与坐标系不同时给出：foot、kilometre、dms（度.分秒）、microdegree 等。"
)
@click.option("--encoding", help="文字编码，如 GB18030。")
@click.option("--map", "pairs", multiple=True, metavar="字段=列名", help="指定字段取自哪一列；可多次给出。")
@command
def bring_in(console: Console, workspace: Path, file: Path, theme: str, pairs: tuple[str, ...],
             **options: str | None) -> None:  # fmt: skip
    """Import one file into one theme."""
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.importing import import_file
    from kangbashi_gis.operations.indexing import follow

    wanted = find_theme(theme)
    chosen = ImportOptions(mapping=_mapping(pairs), **options)
    with opened(workspace, console) as space:
        report = import_file(space, file, wanted, chosen, console.progress())
        follow(space, console.progress())
    console.show(documents.plain(report), lambda: console.say(_zh(report, wanted), _en(report, wanted)))


def _zh(report: "ImportReport", theme: Theme) -> str:
    known = f"（其中按图形认出 {report.by_shape} 行）" if report.by_shape else ""
    placed = f"（其中未能定位 {report.unlocated} 行）" if report.unlocated else ""
    rows = "、".join(report.incomplete_rows) + (" 等" if report.incomplete > len(report.incomplete_rows) else "")
    gaps = f"\n有 {report.incomplete} 行缺少必填的值：{rows}。" if report.incomplete else ""
    return (
        f"已导入“{theme.title}”：读取 {report.read} 行，新增 {report.added}，更新 {report.replaced}{known}，"
        f"未变 {report.unchanged}{placed}。{gaps}"
    )


def _en(report: "ImportReport", theme: Theme) -> str:
    known = f" ({report.by_shape} of them recognised by their shape)" if report.by_shape else ""
    placed = f" ({report.unlocated} kept, without a place)" if report.unlocated else ""
    rows = ", ".join(report.incomplete_rows) + (" …" if report.incomplete > len(report.incomplete_rows) else "")
    gaps = f"\nA value that is needed is missing in {report.incomplete} rows: {rows}." if report.incomplete else ""
    return (
        f"Imported {theme.title_en}: {report.read} read, {report.added} added, {report.replaced} replaced{known}, "
        f"{report.unchanged} unchanged{placed}.{gaps}"
    )


@data.command("export", help="把一个专题导出为文件；格式由扩展名决定。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--theme", required=True, help="专题名。")
@click.option(
    "--encoding",
    type=click.Choice(ENCODINGS, case_sensitive=False),
    default=ENCODINGS[0],
    show_default=True,
    help="文字编码；GBK 只用于 .shp 和 .csv。",
)
@command
def export(console: Console, workspace: Path, out: Path, theme: str, encoding: str) -> None:
    """Export one theme to a file that does not exist yet."""
    from kangbashi_gis.operations.exporting import export_theme

    wanted = find_theme(theme)
    with opened(workspace, console) as space:
        report = export_theme(space, out, wanted, console.progress(), encoding)
    console.show(
        {"rows": report.rows, "path": str(report.path)},
        lambda: console.say(f"已导出 {report.rows} 行：{out}", f"{report.rows} rows exported: {out}"),
    )


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    mapping = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not (equals and field and column):
            raise UsageError(detail=f"--map {pair}")
        mapping[field.strip()] = column.strip()
    return mapping
