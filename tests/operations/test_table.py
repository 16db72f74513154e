"""The table of a theme: which rows, in which order, what is told of them, and that it follows every edit."""

import numpy as np
import pytest

from kangbashi_gis.errors import Cancelled, ConditionUnfit, FieldUnknown, PersonalOnly
from kangbashi_gis.model.rows import ALL, Ask, Comparison, Group, Sorting, Wanted
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import table
from kangbashi_gis.operations.workspace import Workspace

ADDRESSES, PARCELS = theme("addresses"), theme("parcels")


@pytest.fixture
def parcels(workspace: Workspace) -> Workspace:
    """Give a workspace with six parcels, of which one has no area and one no use."""
    rows = {
        "code": ["GB2", "gb10", "GB3", "GB4", "GB5"],
        "use": ["0701", "0702", "0701", None, "0702"],
        "area_m2": [300.5, 20.0, 300.5, 7.0, None],
        "address": ["康巴什大街2号", "鄂尔多斯大街10号", None, "", "乌兰木伦街5号"],
        "registered": ["2020-01-05", "2019-06-08", None, "2020-12-31", "2021-01-01"],
    }
    with workspace.change("data.import", "parcels") as change:
        change.writer.append(PARCELS, Table(rows))
    return workspace


def found(space: Workspace, ask: Ask, of: Theme = PARCELS) -> list[int]:
    """Give the row numbers that are wanted."""
    return table.ordered(space, of, ask).tolist()


def test_all_rows_come_as_they_are_numbered(parcels: Workspace) -> None:
    assert found(parcels, ALL) == [1, 2, 3, 4, 5, 6]
    opened = table.opening(parcels, PARCELS)
    assert (opened.first, opened.last) == (1, 6)
    assert "holder" not in [one.name for one in opened.fields]


def test_rows_are_sorted_by_several_fields_and_equal_ones_stay_in_their_order(parcels: Workspace) -> None:
    assert found(parcels, Ask(sortings=(Sorting("area_m2"),))) == [6, 5, 3, 2, 4, 1]
    assert found(parcels, Ask(sortings=(Sorting("area_m2", True),))) == [1, 2, 4, 3, 5, 6]
    assert found(parcels, Ask(sortings=(Sorting("use"), Sorting("area_m2", True)))) == [5, 1, 2, 4, 3, 6]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        ("大街", [2, 3]), ("gb1", [3]), ("GB", [1, 2, 3, 4, 5, 6]), ("大街 10", [3]), ("eeds", [3]), ("eerduosi", [3]),
        ("kangbash", [2]), ("kbsdj", [2]), ("kbsx", []), ("没有", []), ("300.5", [2, 4]), ("  ", [1, 2, 3, 4, 5, 6]),
    ],
)  # fmt: skip
def test_what_is_typed_may_stand_in_any_field_also_in_pinyin(parcels: Workspace, typed: str, rows: list[int]) -> None:
    assert found(parcels, Ask(typed=typed)) == rows


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Wanted("use", Comparison.EQUAL, ("0702",)), [3, 6]),
        (Wanted("use", Comparison.EQUAL, ("城镇住宅用地",)), [1, 2, 4]),
        (Wanted("use", Comparison.DIFFERENT, ("0702",)), [1, 2, 4, 5]),
        (Wanted("use", Comparison.AMONG, ("0701", "0702")), [1, 2, 3, 4, 6]),
        (Wanted("use", Comparison.EMPTY), [5]),
        (Wanted("address", Comparison.EMPTY), [1, 4, 5]),
        (Wanted("address", Comparison.FILLED), [2, 3, 6]),
        (Wanted("address", Comparison.CONTAINS, ("街",)), [2, 3, 6]),
        (Wanted("area_m2", Comparison.RANGE, (7.0, 300.5)), [2, 3, 4, 5]),
        (Wanted("area_m2", Comparison.RANGE, (8, None)), [1, 2, 3, 4]),
        (Wanted("area_m2", Comparison.RANGE, (None, 8)), [5]),
        (Wanted("area_m2", Comparison.ABOVE, (20.0, None)), [1, 2, 4]),
        (Wanted("area_m2", Comparison.BELOW, (None, 20.0)), [5]),
        (Wanted("registered", Comparison.RANGE, ("2020-01-01", "2020-12-31")), [2, 5]),
    ],
)
def test_each_column_can_be_tested(parcels: Workspace, wanted: Wanted, rows: list[int]) -> None:
    assert found(parcels, Ask(wanted=(wanted,))) == rows


def test_conditions_and_chosen_rows_narrow_what_is_wanted(parcels: Workspace) -> None:
    assert found(parcels, Ask(where='"area_m2" > 100', only=np.array([2, 3, 9]))) == [2]
    with pytest.raises(ConditionUnfit):
        found(parcels, Ask(where="holder = '某人'"))


def test_every_edit_shows_at_once_also_those_of_other_programs(parcels: Workspace) -> None:
    sorting = Ask(sortings=(Sorting("area_m2"),))
    found(parcels, sorting)
    with parcels.change("table.edit", "parcels") as change:
        change.writer.update(PARCELS, np.array([2]), Table({"area_m2": [10.0], "address": ["哈巴格希街1号"]}))
        change.writer.delete(PARCELS, np.array([3]))
        change.writer.append(PARCELS, Table({"code": ["GB7"], "area_m2": [300.5]}))
    assert found(parcels, sorting) == [6, 5, 2, 4, 7, 1]
    assert found(parcels, ALL) == [1, 2, 4, 5, 6, 7]
    assert found(parcels, Ask(typed="hbgx")) == [2]
    with parcels.store.database.connect() as other:
        other.execute("UPDATE parcels SET area_m2 = 1 WHERE fid = 4")
    assert found(parcels, sorting) == [6, 4, 5, 2, 7, 1]
    assert table.statistics(parcels, PARCELS, ALL, "area_m2").least == 1


def test_what_was_made_is_kept_and_taken_up_again(parcels: Workspace) -> None:
    table.prepare(parcels, PARCELS)
    assert table.is_prepared(parcels, PARCELS, Ask(typed="a"))
    kept = sorted(path.name for path in (parcels.folder / "index" / "tables").iterdir())
    other = parcels.index.sheets.__class__(parcels.folder / "index" / "tables", parcels.store)
    assert len(other.sheet(PARCELS, ("code",)).base.fids) == 6
    assert sorted(path.name for path in (parcels.folder / "index" / "tables").iterdir()) == kept


def test_groups_have_counts_and_sums(parcels: Workspace) -> None:
    assert table.groups(parcels, PARCELS, ALL, ["use"], ["area_m2"]) == [
        Group(("0701",), 3, (120601.0,)), Group(("0702",), 2, (20.0,)), Group((None,), 1, (7.0,)),
    ]  # fmt: skip
    with parcels.change("table.edit", "parcels") as change:
        change.writer.update(PARCELS, np.array([5]), Table({"use": ["0702"]}))
    assert table.groups(parcels, PARCELS, ALL, ["use"])[1] == Group(("0702",), 3)


def test_statistics_and_histograms_follow_the_filter(parcels: Workspace) -> None:
    told = table.statistics(parcels, PARCELS, Ask(where='"area_m2" < 1000'), "area_m2")
    assert (told.count, told.empty, told.distinct, told.least, told.greatest) == (4, 0, 3, 7.0, 300.5)
    assert (told.total, told.mean, told.median) == (628.0, 157.0, 160.25)
    assert told.most[0] == (300.5, 2)
    bars = table.histogram(parcels, PARCELS, Ask(where='"area_m2" < 1000'), "area_m2", 2)
    assert (bars.edges, bars.counts, bars.empty) == ((7.0, 153.75, 300.5), (2, 2), 0)
    texts = table.statistics(parcels, PARCELS, ALL, "address")
    assert (texts.count, texts.empty, texts.distinct, texts.mean) == (6, 3, 4, None)


def test_a_field_of_numbers_that_holds_texts_is_told_and_sorted(parcels: Workspace) -> None:
    with parcels.store.database.connect() as other:
        other.execute("UPDATE parcels SET area_m2 = '约三亩' WHERE fid = 2")
    assert table.statistics(parcels, PARCELS, ALL, "area_m2").odd == 1
    assert found(parcels, Ask(sortings=(Sorting("area_m2"),)))[-1] == 2
    assert found(parcels, Ask(typed="三亩")) == [2]


def test_a_cell_of_a_megabyte_is_cut_where_a_table_shows_it(parcels: Workspace) -> None:
    with parcels.change("table.edit", "parcels") as change:
        change.writer.update(PARCELS, np.array([2]), Table({"address": ["长" * 1_000_000 + "尾"]}))
    assert found(parcels, Ask(typed="长尾")) == [2]
    cut = table.page(parcels, PARCELS, np.array([2, 99, 1]), ["address"])
    assert (cut.fids, len(cut.rows[0][0])) == ((2, 1), table.LONGEST_SHOWN)
    assert len(table.page(parcels, PARCELS, np.array([2]), ["address"], whole=True).rows[0][0]) == 1_000_001


def test_nothing_personal_has_a_table(workspace: Workspace) -> None:
    with pytest.raises(PersonalOnly):
        table.opening(workspace, theme("residents"))
    with pytest.raises(FieldUnknown):
        table.page(workspace, PARCELS, np.array([1]), ["holder"])
    with pytest.raises(FieldUnknown):
        found(workspace, Ask(sortings=(Sorting("holder"),)))


def test_a_question_that_is_cancelled_leaves_nothing_half_made(parcels: Workspace) -> None:
    def stop(fraction: float, step: str = "") -> None:
        raise Cancelled()

    with pytest.raises(Cancelled):
        table.ordered(parcels, PARCELS, Ask(typed="大街"), stop)
    assert found(parcels, Ask(typed="大街")) == [2, 3]


def test_an_empty_theme_has_an_empty_table(workspace: Workspace) -> None:
    water = theme("water")
    assert found(workspace, Ask(typed="河", sortings=(Sorting("name"),)), water) == []
    assert table.groups(workspace, water, ALL, ["name"]) == []
    assert table.statistics(workspace, water, ALL, "name").count == 0
    assert table.histogram(workspace, water, ALL, "name").counts == ()


def test_codes_are_shown_with_their_titles() -> None:
    assert table.shown(PARCELS.field("use"), "0701") == "城镇住宅用地"
    assert [table.shown(PARCELS.field("area_m2"), one) for one in (None, 2.5, 300.0)] == ["", "2.5", "300"]
