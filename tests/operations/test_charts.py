"""Charts of a theme as numbers: what is counted, summed, laid over years; and what residents are counted as."""

import numpy as np
import pytest

from kangbashi_gis.errors import ChartUnfit, FieldUnknown, PermissionDenied, PersonalOnly
from kangbashi_gis.model.account import Permission, User
from kangbashi_gis.model.chart import ChartAsk, ChartKind
from kangbashi_gis.model.rows import ALL, Ask
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import charts
from kangbashi_gis.operations.charts import chart
from kangbashi_gis.operations.workspace import Workspace

K = ChartKind
ENTITIES, ROADS, RESIDENTS = theme("entities"), theme("roads"), theme("residents")
STAFF, CAPITAL = ENTITIES.field("staff").title, "注册资本（万元）"


@pytest.fixture
def space(workspace: Workspace) -> Workspace:
    """Give a workspace with entities of which numbers and dates are known."""
    with workspace.change("data.edit", "entities") as change:
        change.writer.delete(ENTITIES, np.array([1, 2]))
        change.writer.append(
            ENTITIES,
            Table(
                {
                    "credit_code": [f"9115069900000{at}" for at in range(6)],
                    "name": [f"甲{at}" for at in range(6)],
                    "industry": ["F", "F", "H", "F", "H", None],
                    "registered": ["2016-06-08", "2016-01-01", "2018-03-03", "2018-03-03", None, "2019-01-01"],
                    "staff": [1, 4, 9, 12, 30, None],
                    "capital": [10.0, 20.0, 30.0, 40.5, None, 5.0],
                }
            ),
        )
    return workspace


def test_bars_count_rows_by_a_field_with_the_titles_of_its_codes(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.BAR, "industry"))
    assert found.labels == ("批发和零售业", "住宿和餐饮业", "（空）")
    assert (found.series[0].values, found.y_title, found.note) == ((3.0, 2.0, 1.0), "行数", "共 6 行")


def test_bars_sum_a_field_up_with_its_unit_and_the_rest_is_one_bar(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.BAR, "industry", "capital", most=1))
    assert (found.labels, found.series[0].values) == (("批发和零售业", "其他 2 类"), (70.5, 35.0))
    assert found.y_title == CAPITAL


def test_a_line_has_every_year_between_and_says_how_many_rows_have_none(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.LINE, "registered"))
    assert found.labels == ("2016", "2017", "2018", "2019")
    assert (found.series[0].values, found.note) == ((2.0, 0.0, 2.0, 1.0), "共 6 行，其中 1 行没有年份")
    split = chart(space, ENTITIES, ALL, ChartAsk(K.LINE, "registered", split="industry"))
    assert {one.name: one.values for one in split.series}["批发和零售业"] == (2.0, 0.0, 1.0, 0.0)


def test_a_histogram_counts_numbers_and_a_scatter_lays_two_against_each_other(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.HISTOGRAM, "staff", classes=4))
    assert (sum(found.series[0].values), found.note) == (5, "共 5 行，另有 1 行没有数值")
    points = chart(space, ENTITIES, ALL, ChartAsk(K.SCATTER, "staff", "capital"))
    assert points.points is not None and points.points.tolist() == [[1, 4, 9, 12], [10, 20, 30, 40.5]]
    assert (points.x_title, points.y_title) == (STAFF, CAPITAL)


def test_a_pyramid_lays_two_kinds_back_to_back_in_bands(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.PYRAMID, "staff", split="industry", classes=3))
    assert found.labels == ("0–9", "10–19", "20–29", "30–39")
    assert [one.values for one in found.series] == [(2, 1, 0, 0), (1, 0, 0, 1)]


def test_a_pyramid_of_kinds_counts_each_side(space: Workspace) -> None:
    found = chart(space, ENTITIES, ALL, ChartAsk(K.PYRAMID, "registered", split="industry"))
    assert found.labels == ("2016-01-01", "2016-06-08", "2018-03-03")
    assert ([one.values for one in found.series], found.note) == ([(1, 1, 1), (0, 0, 1)], "共 4 行")


def test_what_cannot_be_grouped_is_refused_rather_than_counted_wrongly(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "MOST_GROUPS", 6)
    with pytest.raises(ChartUnfit) as refused:
        chart(space, ENTITIES, ALL, ChartAsk(K.BAR, "name"))
    assert refused.value.values["reason"] == "chart_many"


def test_only_the_rows_that_are_asked_for_are_drawn(space: Workspace) -> None:
    some = chart(space, ENTITIES, Ask(where='"capital" > 15'), ChartAsk(K.BAR, "industry"))
    assert some.series[0].values == (2.0, 1.0)
    chosen = chart(space, ENTITIES, Ask(only=np.array([3, 5])), ChartAsk(K.BAR, "industry"))
    assert sum(chosen.series[0].values) == 2
    with pytest.raises(ChartUnfit):
        chart(space, ENTITIES, Ask(only=np.array([], np.int64)), ChartAsk(K.BAR, "industry"))


@pytest.mark.parametrize(
    ("wanted", "reason"),
    [
        (ChartAsk(K.HISTOGRAM, "name"), "chart_number"),
        (ChartAsk(K.SCATTER, "staff", "industry"), "chart_number"),
        (ChartAsk(K.SCATTER, "staff", "staff"), "chart_same"),
        (ChartAsk(K.BAR, "industry", "name"), "chart_number"),
        (ChartAsk(K.LINE, "name"), "chart_year"),
        (ChartAsk(K.PYRAMID, "staff"), "chart_two"),
        (ChartAsk(K.PYRAMID, "staff", split="kind"), "chart_two"),
    ],
)
def test_fields_that_do_not_fit_are_refused_with_the_reason(space: Workspace, wanted: ChartAsk, reason: str) -> None:
    with pytest.raises(ChartUnfit) as refused:
        chart(space, ENTITIES, ALL, wanted)
    assert refused.value.values["reason"] == reason


def test_personal_fields_are_no_fields_of_a_chart(space: Workspace) -> None:
    for name in ("representative", "phone", "没有"):
        with pytest.raises(FieldUnknown):
            chart(space, ENTITIES, ALL, ChartAsk(K.BAR, name))


def test_residents_are_counted_as_statistics_are(workspace: Workspace, quick_vault: None) -> None:
    exact = chart(workspace, RESIDENTS, ALL, ChartAsk(K.PYRAMID, "age"))
    assert [one.name for one in exact.series] == ["男", "女"]
    assert sum(value or 0 for one in exact.series for value in one.values) == 4
    workspace.user = User("只看的人", frozenset({Permission.VIEW, Permission.PEOPLE_STATISTICS}))
    with pytest.raises(ChartUnfit):  # nothing is published yet
        chart(workspace, RESIDENTS, ALL, ChartAsk(K.PYRAMID, "age"))
    workspace.user = User("别的人", frozenset({Permission.VIEW}))
    with pytest.raises(PermissionDenied):
        chart(workspace, RESIDENTS, ALL, ChartAsk(K.BAR, "sex"))


def test_nothing_finer_is_asked_of_residents(workspace: Workspace) -> None:
    with pytest.raises(PersonalOnly):
        chart(workspace, RESIDENTS, Ask(typed="赵一"), ChartAsk(K.BAR, "sex"))
    for wanted in (ChartAsk(K.BAR, "name"), ChartAsk(K.SCATTER, "age", "sex"), ChartAsk(K.BAR, "block")):
        with pytest.raises(ChartUnfit):
            chart(workspace, RESIDENTS, ALL, wanted)
