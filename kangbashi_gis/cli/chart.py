"""`data chart`: a chart of a theme into a PNG, SVG or PDF."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import OutputExists, UsageError
from kangbashi_gis.model.chart import ChartAsk, ChartData, ChartKind
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import theme as find_theme

if TYPE_CHECKING:
    from kangbashi_gis.render.charts import Look

KIND_HELP = "bar 条形图，line 逐年折线图，histogram 直方图，scatter 散点图，pyramid 金字塔图。"


@click.command("chart", help="把一个专题画成统计图，存为 PNG、SVG 或 PDF；居民只按发布的统计或权限内的确数画。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("theme")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--kind", required=True, type=click.Choice([one.value for one in ChartKind]), help=KIND_HELP)
@click.option("--by", required=True, metavar="字段", help="分组的字段，散点图的横轴；居民为 age、sex、community 等。")
@click.option("--value", default="", metavar="字段", help="求和的数字字段，散点图的纵轴；不给则数行数。")
@click.option("--split", default="", metavar="字段", help="折线图分成几条线、金字塔图分成两边的字段。")
@click.option("--where", default="", help='只画符合条件的行，写法同 QGIS，如 "area_m2" > 500。')
@click.option("--find", "typed", default="", help="只画任一字段含有这些文字的行。")
@click.option("--most", default=15, type=click.IntRange(1, 60), help="条形图最多几条，其余合为一条。")
@click.option("--classes", default=20, type=click.IntRange(1, 200), help="直方图、金字塔图的组数。")
@click.option("--size", default="160x100", metavar="宽x高", help="图的大小，毫米。")
@click.option("--dpi", default=200, type=click.IntRange(50, 1200), help="PNG 的分辨率。")
@click.option("--overwrite", is_flag=True, help="覆盖已有的文件。")
@command
def chart(console: Console, workspace: Path, theme: str, out: Path, kind: str, **words: Any) -> None:
    """Draw a chart of a theme."""
    from kangbashi_gis.model.rows import Ask
    from kangbashi_gis.operations import charts
    from kangbashi_gis.render.charts import SUFFIXES, save

    chosen = find_theme(theme)
    if out.suffix.lower() not in SUFFIXES:
        raise UsageError(detail=f"{out.suffix or '?'}: {' '.join(SUFFIXES)}")
    look = _look(words["size"], words["dpi"])
    if out.exists() and not words["overwrite"]:
        raise OutputExists(path=str(out))
    by, value, split = (_name(chosen, words[one]) for one in ("by", "value", "split"))
    wanted = ChartAsk(ChartKind(kind), by, value, split, words["most"], words["classes"])
    with opened(workspace, console, read_only=True) as space:
        drawn = charts.chart(space, chosen, Ask(words["typed"], where=words["where"]), wanted, console.progress())
    save(drawn, out, look)
    document = {"path": str(out), "theme": chosen.name, **_document(drawn)}
    console.show(document, lambda: f"{drawn.title}\n{drawn.note}\n{out}")


def _document(drawn: ChartData) -> dict[str, Any]:
    return {
        "kind": drawn.kind.value,
        "title": drawn.title,
        "x": drawn.x_title,
        "y": drawn.y_title,
        "labels": list(drawn.labels),
        "series": [{"name": one.name, "values": list(one.values)} for one in drawn.series],
        "edges": list(drawn.edges),
        "points": 0 if drawn.points is None else drawn.points.shape[1],
        "note": drawn.note,
    }


def _look(size: str, dpi: int) -> "Look":
    from kangbashi_gis.render.charts import Look

    width, _, height = size.lower().partition("x")
    try:
        wide, high = float(width), float(height)
    except ValueError:
        raise UsageError(detail=f"--size {size}") from None
    if not (30 <= wide <= 1500 and 30 <= high <= 1500):
        raise UsageError(detail=f"--size {size}: 30–1500")
    return Look(wide, high, dpi)


def _name(theme: Theme, word: str) -> str:
    """Give the name of a field by its name or title; another word as it is, for the operation to refuse."""
    wanted = word.strip().lower()
    return next((one.name for one in theme.open_fields if wanted in (one.name.lower(), one.title.lower())), word)
