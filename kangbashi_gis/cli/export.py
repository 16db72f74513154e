"""`data export`: one theme to a file, in the CRS, with the columns and from the area that are wanted."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.operations.exporting import ExportOptions, ExportReport

ENCODINGS = ("UTF-8", "GBK", "GB18030")


@click.command("export", help="把一个专题导出为文件；格式由扩展名决定。每次导出都记入登记（data ledger）。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--theme", required=True, help="专题名。")
@click.option(
    "--encoding",
    type=click.Choice(ENCODINGS, case_sensitive=False),
    default=None,
    help="文字编码；不给则 DXF 用 GBK，其他用 UTF-8。GBK 只用于 .shp、.csv 和 .dxf，GB18030 只用于 .csv。",
)
@click.option("--crs", default="", help="文件的坐标系，如 EPSG:4525；不给则用工作区的（KML、GeoJSON 用 WGS 84）。")
@click.option("--columns", default="", metavar="字段,字段…", help="只导出这些字段（名称或标题）。")
@click.option("--area", default="", help="只导出这个范围内的：WKT 多边形，或含多边形的文件。")
@click.option("--division", default="", help="只导出这个社区或街道内的：名称或代码。")
@click.option("--box", default="", metavar="西,南,东,北", help="只导出这个矩形内的（工作区坐标，米）。")
@click.option("--where", default="", metavar="条件", help="只导出符合条件的行，如 lanes >= 4。")
@click.option("--no-bom", is_flag=True, help="UTF-8 的 CSV 开头不写 BOM。")
@click.option("--elevation", default="", metavar="字段", help="DXF 里用作标高的数字字段。")
@click.option("--recipient", default="", help="接收单位；大比例尺底图按接收单位累计面积。")
@click.option("--approval", default="", help="涉密导出的审批号。")
@click.option("--overwrite", is_flag=True, help="替换已有的文件。")
@command
def export(console: Console, workspace: Path, out: Path, theme: str, **words: Any) -> None:
    """Export one theme to a file."""
    from kangbashi_gis.operations.exporting import export_theme

    wanted, options = find_theme(theme), _options(words)
    with opened(workspace, console) as space:
        report = export_theme(space, out, wanted, console.progress(), options)
    document = {**documents.plain(report), "path": str(report.path), "shortened": dict(report.shortened)}
    console.show(document, lambda: _text(console, report))


def _options(words: dict[str, Any]) -> "ExportOptions":
    from kangbashi_gis.operations.exporting import ExportOptions
    from kangbashi_gis.operations.selecting import Selection

    selection = Selection(words["area"], words["division"], _box(words["box"]), where=words["where"])
    columns = tuple(one.strip() for one in words["columns"].replace("，", ",").split(",") if one.strip())
    plain = {name: words[name] or "" for name in ("encoding", "crs", "elevation", "recipient", "approval")}
    return ExportOptions(
        columns=columns, mark=not words["no_bom"], selection=selection, overwrite=words["overwrite"], **plain
    )


def _box(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    try:
        west, south, east, north = map(float, text.replace("，", ",").split(","))
    except ValueError as problem:
        raise UsageError(detail=f"--box {text[:60]}") from problem
    return west, south, east, north


def _text(console: Console, report: "ExportReport") -> str:
    lines = [console.say(f"已导出 {report.rows} 行：{report.path}", f"{report.rows} rows exported: {report.path}")]
    if report.crs:
        lines.append(console.say(f"坐标系：{report.crs}", f"Coordinate system: {report.crs}"))
    if report.left_out:
        words = (
            f"{report.left_out} 行没有位置，图里画不出。",
            f"{report.left_out} rows have no place and are not drawn.",
        )
        lines.append(console.say(*words))
    if report.shortened:
        pairs = "、".join(f"{short}＝{title}" for short, title in report.shortened)
        lines.append(console.say(f"缩短的字段名：{pairs}", f"Shortened names: {pairs}"))
    lines.append(console.say(f"登记号：{report.release}", f"Number in the ledger: {report.release}"))
    return "\n".join(lines)
