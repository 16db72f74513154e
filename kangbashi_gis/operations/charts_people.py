"""Charts of residents, out of the same statistics as everywhere: exact for who may know, else as published."""

from typing import TYPE_CHECKING

from kangbashi_gis.errors import ChartUnfit
from kangbashi_gis.model.chart import ChartAsk, ChartData, ChartKind, Series
from kangbashi_gis.model.statistics import Statistics
from kangbashi_gis.operations.statistics import statistics

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

# what residents are counted by, and how that is called
BY = {"age": "年龄", "sex": "性别", "community": "社区", "year": "迁入年份", "release": "发布日期"}
PEOPLE = "人数（人）"


def chart(space: "Workspace", wanted: ChartAsk) -> ChartData:
    """Give the numbers of a chart of residents; by: one of BY. Raises ChartUnfit, PermissionDenied."""
    by = "age" if wanted.kind is ChartKind.PYRAMID else wanted.by
    if by not in BY or wanted.kind not in (ChartKind.PYRAMID, ChartKind.BAR, ChartKind.LINE):
        raise ChartUnfit(field=BY.get(by, by), reason="chart_people")
    found = statistics(space, by)
    if wanted.kind is ChartKind.PYRAMID:
        return _pyramid(found)
    rows = [one for one in found.rows if one.people is not None]
    if not rows:
        raise ChartUnfit(field=BY[by], reason="chart_empty")
    if by == "community" and wanted.kind is ChartKind.BAR:
        rows = sorted(rows, key=lambda one: -(one.people or 0))[: wanted.most]
    values = tuple(float(one.people or 0) for one in rows)
    labels = tuple(one.name or "（不详）" for one in rows)
    series = (Series(PEOPLE, values),)
    return ChartData(wanted.kind, f"居民：按{BY[by]}的人数", BY[by], PEOPLE, labels, series, note=_note(found))


def _pyramid(found: Statistics) -> ChartData:
    known = {band: pair for band, pair in found.pyramid.items() if band}
    if not known:
        raise ChartUnfit(field=BY["age"], reason="chart_empty")
    sides = tuple(
        Series(name, tuple(None if pair[at] is None else float(pair[at] or 0) for pair in known.values()))
        for at, name in enumerate(("男", "女"))
    )
    labels = tuple(band.replace("-", "–") for band in known)
    return ChartData(ChartKind.PYRAMID, "居民：年龄与性别", PEOPLE, "年龄（岁）", labels, sides, note=_note(found))


def _note(found: Statistics) -> str:
    return "" if found.exact else f"{found.released[:10]} 发布的统计，已取整"
