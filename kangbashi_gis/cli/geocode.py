"""`geocode`: a list of addresses in, the same list with places out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened

if TYPE_CHECKING:
    from kangbashi_gis.operations.geocoding_files import GeocodeReport


@click.command(help="批量地理编码：给 CSV 或 XLSX 里每一行地址找到位置，另存为 .csv 或 .xlsx。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--column", default="", help="地址所在的列；不给时找像地址的列。同名的列：地址:2 是第二列。")
@click.option("--sheet", help="工作簿里的工作表。")
@click.option("--encoding", help="文字编码，如 GB18030；不给时自己判断。")
@click.option("--layer", is_flag=True, help="结果同时存为“地理编码结果”图层。")
@command
def geocode(
    console: Console, workspace: Path, file: Path, out: Path, layer: bool, column: str, **options: str | None
) -> None:
    """Geocode one list."""
    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.operations.geocoding_files import GeocodeTask, geocode_file

    chosen = ImportOptions(layer=options["sheet"], encoding=options["encoding"])
    with opened(workspace, console) as space:
        report = geocode_file(space, GeocodeTask(file, column, out, chosen, layer), console.progress())
        if report.operation:
            space.index.refresh(console.progress())
    document = documents.plain(report)
    document["queue"] = [{"text": text, "rows": rows} for text, rows in report.queue]
    console.show(document, lambda: _text(report, console))


def _text(report: "GeocodeReport", console: Console) -> str:
    several = (
        [
            console.say(
                f"“{report.column}”有 {report.namesakes} 列，用了第一列；要另一列写 --column {report.column}:2。",
                f"{report.namesakes} columns are called “{report.column}”; for another say --column {report.column}:2.",
            )
        ]
        if report.namesakes > 1
        else []
    )
    rate = report.rows / max(report.elapsed_s, 0.001)
    levels = "，".join(f"{level} {count}" for level, count in report.levels.items() if count)
    return "\n".join(
        (
            console.say(
                f"共 {report.rows} 行：匹配 {report.matched}，待核 {report.doubtful}，未匹配 {report.unmatched}，"
                f"没有地址 {report.empty}。",
                f"{report.rows} rows: {report.matched} matched, {report.doubtful} doubtful, "
                f"{report.unmatched} unmatched, {report.empty} without an address.",
            ),
            console.say("级别：", "Levels: ") + levels,
            console.say("结果：", "Result: ") + report.out,
            console.say(
                f"用时 {report.elapsed_s:.1f} 秒，每秒 {rate:,.0f} 行。",
                f"It took {report.elapsed_s:.1f} s, {rate:,.0f} rows a second.",
            ),
            *several,
        )
    )
