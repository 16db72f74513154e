"""Charts of a theme: bars, years, histograms, scatters and pyramids of all its rows, of some, or of a selection.

Residents are counted as statistics are (`operations/statistics.py`): exactly for who may know, else as published.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from kangbashi_gis.analysis.charting import band_names, bands, correlation, thinned, year_of
from kangbashi_gis.errors import ChartUnfit, PersonalOnly
from kangbashi_gis.index.sheet_telling import MOST_GROUPS
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.chart import ChartAsk, ChartData, ChartKind, Series
from kangbashi_gis.model.rows import ALL, Ask, Comparison, Group, Value, Wanted, value_key
from kangbashi_gis.model.schema import Field, FieldType, Theme
from kangbashi_gis.operations import charts_people, table
from kangbashi_gis.progress import Progress, silent

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

NUMBERS = (FieldType.INTEGER, FieldType.REAL)
COUNT = "行数"
NOTHING = "（空）"
REST = "其他 {count} 类"
LINES = 8


def chart(
    space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress = silent
) -> ChartData:  # fmt: skip
    """Give the numbers of a chart. ask: of which rows; all for residents.

    Raises ChartUnfit where the fields do not fit the chart or hold nothing, FieldUnknown, ConditionInvalid, Cancelled.
    """
    space.require(Permission.VIEW)
    if theme.in_vault:
        if ask is not ALL and not ask.is_plain:
            raise PersonalOnly(theme=theme.title)
        return charts_people.chart(space, wanted)
    theme.open_field(wanted.by)
    made = _MAKERS[wanted.kind](space, theme, ask, wanted, progress)
    return replace(made, title=f"{theme.title}：{made.title}")


def _bar(space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress) -> ChartData:
    field, value = theme.open_field(wanted.by), _number(theme, wanted.value) if wanted.value else None
    found = _groups(space, theme, ask, [field], value, progress)
    found = _required(found, field)
    ordered = sorted(found, key=lambda one: (-_amount(one), value_key(one.values[0])))
    kept, rest = ordered[: wanted.most], ordered[wanted.most :]
    if field.type in NUMBERS:
        kept = sorted(kept, key=lambda one: value_key(one.values[0]))
    labels = [table.shown(field, one.values[0]) or NOTHING for one in kept]
    amounts = [_amount(one) for one in kept]
    if rest:
        labels.append(REST.format(count=len(rest)))
        amounts.append(sum(map(_amount, rest)))
    y_title = _titled(value) if value else COUNT
    title = f"按{field.title}的{value.title if value else COUNT}"
    return ChartData(
        ChartKind.BAR, title, field.title, y_title, tuple(labels), (Series(y_title, tuple(amounts)),),
        note=_rows(sum(one.count for one in found)),
    )  # fmt: skip


def _line(space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress) -> ChartData:
    field, value = theme.open_field(wanted.by), _number(theme, wanted.value) if wanted.value else None
    split = theme.open_field(wanted.split) if wanted.split else None
    found = _groups(space, theme, ask, [field, *([split] if split else [])], value, progress)
    sums: dict[Value, dict[int, float]] = {}
    yearless = 0
    for one in found:
        year = year_of(one.values[0])
        if year is None:
            yearless += one.count
            continue
        years = sums.setdefault(one.values[1] if split else None, {})
        years[year] = years.get(year, 0.0) + _amount(one)
    if not sums:
        raise ChartUnfit(field=field.title, reason="chart_year" if found else "chart_empty")
    known = [year for years in sums.values() for year in years]
    span = range(min(known), max(known) + 1)
    kept = sorted(sums, key=lambda one: (-sum(sums[one].values()), value_key(one)))[:LINES]
    y_title = _titled(value) if value else COUNT
    note = _rows(sum(one.count for one in found)) + (f"，其中 {yearless:,} 行没有年份" if yearless else "")
    return ChartData(
        ChartKind.LINE, f"{field.title}各年的{value.title if value else COUNT}", "年份", y_title, tuple(map(str, span)),
        tuple(
            Series(
                (table.shown(split, one) or NOTHING) if split else y_title,
                tuple(sums[one].get(year, 0.0) for year in span),
            )
            for one in kept
        ),
        note=note + (f"；只画了最多的 {LINES} 类" if len(sums) > LINES else ""),
    )  # fmt: skip


def _histogram(space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress) -> ChartData:
    field = _number(theme, wanted.by)
    found = table.histogram(space, theme, ask, field.name, wanted.classes, progress)
    if not found.counts:
        raise ChartUnfit(field=field.title, reason="chart_empty")
    counts = tuple(map(float, found.counts))
    return ChartData(
        ChartKind.HISTOGRAM, f"{field.title}的分布", _titled(field), COUNT, (), (Series(COUNT, counts),), found.edges,
        note=_rows(sum(found.counts)) + (f"，另有 {found.empty:,} 行没有数值" if found.empty else ""),
    )  # fmt: skip


def _scatter(space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress) -> ChartData:
    across, up = _number(theme, wanted.by), _number(theme, wanted.value)
    if across is up:
        raise ChartUnfit(field=across.title, reason="chart_same")
    x, y = table.numbers(space, theme, ask, [across.name, up.name], progress)
    known = np.isfinite(x) & np.isfinite(y)
    x, y = x[known], y[known]
    if not len(x):
        raise ChartUnfit(field=f"{across.title}、{up.title}", reason="chart_empty")
    strength = correlation(x, y)
    note = _rows(len(x)) + ("" if strength is None else f"，相关系数 r = {strength:.3f}")
    return ChartData(
        ChartKind.SCATTER, f"{up.title}与{across.title}", _titled(across), _titled(up), points=thinned(x, y), note=note
    )


def _pyramid(space: "Workspace", theme: Theme, ask: Ask, wanted: ChartAsk, progress: Progress) -> ChartData:
    field = theme.open_field(wanted.by)
    if not wanted.split:
        raise ChartUnfit(field=field.title, reason="chart_two")
    split = theme.open_field(wanted.split)
    kinds = [one for one in _groups(space, theme, ask, [split], None, progress) if one.values[0] not in (None, "")]
    if len(kinds) < 2:
        raise ChartUnfit(field=split.title, reason="chart_two")
    sides = sorted((one.values[0] for one in kinds[:2]), key=value_key)
    asks = [replace(ask, wanted=(*ask.wanted, Wanted(split.name, Comparison.EQUAL, (one,)))) for one in sides]
    banded = _in_bands if field.type in NUMBERS else _in_kinds
    labels, counts = banded(space, theme, asks, field, wanted, progress)
    title = f"{field.title}的构成：{'、'.join(table.shown(split, one) for one in sides)}"
    note = _rows(int(counts.sum())) + ("；只画了最多的两类" if len(kinds) > 2 else "")
    series = tuple(Series(table.shown(split, one), tuple(row.tolist())) for one, row in zip(sides, counts, strict=True))
    return ChartData(ChartKind.PYRAMID, title, COUNT, _titled(field), labels, series, note=note)


def _in_bands(
    space: "Workspace", theme: Theme, asks: Sequence[Ask], field: Field, wanted: ChartAsk, progress: Progress
) -> tuple[tuple[str, ...], np.ndarray]:
    """Count the numbers of each side in bands of equal width, the lowest first."""
    found = [table.numbers(space, theme, one, [field.name], progress)[0] for one in asks]
    known = [one[np.isfinite(one)] for one in found]
    together = np.concatenate(known)
    if not len(together):
        raise ChartUnfit(field=field.title, reason="chart_empty")
    whole = field.type is FieldType.INTEGER
    edges = bands(float(together.min()), float(together.max()), wanted.classes, whole)
    counts = [np.bincount(np.searchsorted(edges, one, "right") - 1, minlength=len(edges) - 1) for one in known]
    return band_names(edges.tolist(), whole), np.array(counts, float)


def _in_kinds(
    space: "Workspace", theme: Theme, asks: Sequence[Ask], field: Field, wanted: ChartAsk, progress: Progress
) -> tuple[tuple[str, ...], np.ndarray]:
    """Count the rows of each side by the kinds of a field, the commonest ones in their order."""
    found = [{one.values[0]: one.count for one in _groups(space, theme, ask, [field], None, progress)} for ask in asks]
    totals: Counter[Value] = Counter()
    for side in found:
        totals.update({value: count for value, count in side.items() if value not in (None, "")})
    if not totals:
        raise ChartUnfit(field=field.title, reason="chart_empty")
    kinds = sorted((value for value, _ in totals.most_common(wanted.most * 2)), key=value_key)
    counts = np.array([[side.get(one, 0) for one in kinds] for side in found], float)
    return tuple(table.shown(field, one) for one in kinds), counts


def _groups(
    space: "Workspace", theme: Theme, ask: Ask, by: Sequence[Field], value: Field | None, progress: Progress
) -> list[Group]:
    """Group rows; raises ChartUnfit where there are more groups than are told, as all sums would be wrong then."""
    found = table.groups(space, theme, ask, [one.name for one in by], [value.name] if value else [], progress)
    if len(found) >= MOST_GROUPS:
        raise ChartUnfit(field="、".join(one.title for one in by), reason="chart_many")
    return found


def _number(theme: Theme, name: str) -> Field:
    field = theme.open_field(name)
    if field.type not in NUMBERS or field.codes is not None:
        raise ChartUnfit(field=field.title, reason="chart_number")
    return field


def _required(found: list[Group], field: Field) -> list[Group]:
    if not found:
        raise ChartUnfit(field=field.title, reason="chart_empty")
    return found


def _amount(one: Group) -> float:
    return one.sums[0] if one.sums else float(one.count)


def _titled(field: Field) -> str:
    return f"{field.title}（{field.unit}）" if field.unit else field.title


def _rows(count: int) -> str:
    return f"共 {count:,} 行"


_MAKERS = {
    ChartKind.BAR: _bar,
    ChartKind.LINE: _line,
    ChartKind.HISTOGRAM: _histogram,
    ChartKind.SCATTER: _scatter,
    ChartKind.PYRAMID: _pyramid,
}
