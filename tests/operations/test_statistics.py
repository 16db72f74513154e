"""Releases are published, kept and shown; who may know exactly sees what is, everybody else what was published."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from benchmarks.disclosure_parts import village
from kangbashi_gis.errors import (
    DiskFull,
    LoginRequired,
    PermissionDenied,
    ReleaseUnknown,
    StatisticsRefused,
    UsageError,
    WorkspaceDamaged,
)
from kangbashi_gis.model.account import VISITOR, Permission, Role, User
from kangbashi_gis.model.answers import Population
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import backup, restoring, statistics, upkeep
from kangbashi_gis.operations.around import around, place_at, within
from kangbashi_gis.operations.catalogue import catalogue
from kangbashi_gis.operations.export_guard import releases
from kangbashi_gis.operations.rooms import rooms
from kangbashi_gis.operations.search import find
from kangbashi_gis.operations.statistics_answers import WAYS
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.progress import silent
from kangbashi_gis.store import statistics_file
from kangbashi_gis.store.ledger import Ledger, Release

HOUSES = 120
EVERYWHERE = shapely.box(village.X - 1, village.Y - 1, village.X + 5000, village.Y + 5000)
WITHOUT = [Role.VISITOR, Role.LEADER, Role.PLANNER, Role.SURVEYOR, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """Give a village with one release; not to be changed."""
    with village.found(tmp_path_factory.mktemp("统计") / "村", HOUSES, 5) as space:
        statistics.publish(space)
        yield space


@pytest.fixture
def published(kept: Workspace) -> Iterator[Workspace]:
    user = kept.user
    yield kept
    kept.user = user


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Workspace]:
    with village.found(tmp_path / "村", 60, 6) as space:
        yield space


def people_at(space: Workspace, user: User, radius_m: float = 1500.0) -> Population:
    space.user = user
    return around(space, place_at(space, village.X + 2000, village.Y + 2000), radius_m).population


def test_publishing_is_noted_before_it_is_done(published: Workspace) -> None:
    event = published.log.first(EventKind.STATISTICS)
    assert event is not None
    (line,) = statistics.releases(published)
    assert (event.subject, event.count) == (line.released, line.blocks)


@pytest.mark.parametrize("role", WITHOUT)
def test_without_the_right_to_exact_numbers_people_come_out_of_the_release(published: Workspace, role: Role) -> None:
    people = people_at(published, User.of("某人", role))
    release = statistics.release_of(published)
    assert release is not None
    away = np.hypot(*(release.blocks.centres - (village.X + 2000, village.Y + 2000)).T)
    assert not people.exact
    assert people.released == release.released
    assert people.total == release.blocks.cells[away <= 1500.0, 0].sum()
    assert people.total % 5 == 0
    assert not people.by_age


def test_with_it_they_are_counted(published: Workspace) -> None:
    exact = people_at(published, User("办事员"))
    assert exact.exact
    assert exact.released == ""
    assert exact.total == sum(sum(line) for line in exact.by_age.values())


def test_between_two_centres_the_radius_changes_nothing(published: Workspace) -> None:
    release = statistics.release_of(published)
    assert release is not None
    away = np.sort(np.hypot(*(release.blocks.centres - (village.X + 2000, village.Y + 2000)).T))
    told = {people_at(published, VISITOR, radius).total for radius in np.linspace(away[2], away[3] - 0.01, 9)}
    assert len(told) == 1


def test_where_no_centre_lies_nothing_is_told_and_not_nought(published: Workspace) -> None:
    published.user = VISITOR
    people = within(published, shapely.box(village.X - 50, village.Y - 50, village.X - 40, village.Y - 40)).population
    assert (people.total, people.households, people.blocks) == (None, None, 0)


def test_a_clerk_of_one_community_counts_there_and_is_shown_the_release_elsewhere(fresh: Workspace) -> None:
    statistics.publish(fresh)
    around_all = shapely.box(village.X, village.Y, village.X + 1000, village.Y + 4000)
    shape = shapely.box(village.X - 10, village.Y - 10, village.X + 1000, village.Y + 4010)
    with fresh.change("data.import", "divisions") as change:
        columns = {"code": ["150699001001"], "name": ["西片"], "level": ["community"]}
        change.writer.append(theme("divisions"), Table(columns, np.array([shape])))
    fresh.user = User.of("小王", Role.CLERK, ("150699001001",))
    assert within(fresh, around_all).population.exact
    assert not within(fresh, EVERYWHERE).population.exact
    assert not statistics.statistics(fresh).exact
    assert upkeep.counts(fresh)["residents"] is None
    with pytest.raises(StatisticsRefused):
        statistics.publish(fresh)


def test_before_the_first_release_nothing_is_told(fresh: Workspace) -> None:
    people = people_at(fresh, VISITOR)
    assert (people.total, people.released, people.exact) == (None, "", False)
    for by in WAYS:
        assert statistics.statistics(fresh, by).rows == ()
    assert statistics.releases(fresh) == []


@pytest.mark.parametrize("by", [one for one in WAYS if one != "release"])
def test_each_way_of_counting_is_exact_for_who_may_and_rounded_for_others(published: Workspace, by: str) -> None:
    published.user = VISITOR
    told = statistics.statistics(published, by)
    published.user = User("办事员")
    exact = statistics.statistics(published, by)
    assert (told.exact, exact.exact) == (False, True)
    assert told.released
    assert exact.released == ""
    shown = [one.people for one in told.rows if one.people is not None]
    assert shown
    assert all(number % 5 == 0 and number >= 10 for number in shown)
    if by != "age":
        true = sum(one.people or 0 for one in exact.rows)
        assert true == published.vault.count(theme("residents")) or by == "year"
        assert abs(sum(shown) - true) < 0.2 * true


def test_who_may_know_exactly_can_look_at_a_release_too(published: Workspace) -> None:
    assert not statistics.statistics(published, "community", number=1).exact
    with pytest.raises(ReleaseUnknown):
        statistics.statistics(published, "community", number=7)


def test_one_community_is_shown_alone(published: Workspace) -> None:
    published.user = VISITOR
    one = statistics.statistics(published, "block", community="东社区")
    assert {row.name for row in one.rows} == {"东社区"}
    whole, pyramid = (
        statistics.statistics(published, "age"),
        statistics.statistics(published, "age", community="东社区"),
    )
    assert whole.pyramid != pyramid.pyramid


def test_a_grid_or_a_way_that_is_none_is_a_mistake_of_usage(published: Workspace) -> None:
    with pytest.raises(UsageError):
        statistics.statistics(published, "grid", unit_m=1.0)
    with pytest.raises(UsageError):
        statistics.statistics(published, "name")


def test_blocks_stay_when_people_move_and_older_releases_are_kept(fresh: Workspace) -> None:
    first = statistics.publish(fresh)
    before = statistics.release_of(fresh)
    village.move_in(fresh, np.array([1]), np.random.default_rng(1))
    second = statistics.publish(fresh)
    after = statistics.release_of(fresh)
    assert before is not None
    assert after is not None
    assert (first.number, second.number) == (1, 2)
    assert before.blocks.centres.tolist() == after.blocks.centres.tolist()
    assert before.blocks.cells.tolist() == after.blocks.cells.tolist()
    again = statistics.release_of(fresh, 1)
    assert again is not None
    assert again.released == before.released
    assert [one.number for one in statistics.releases(fresh)] == [2, 1]
    assert [row.name for row in statistics.statistics(fresh, "release").rows] == [first.released, second.released]


def test_people_without_a_place_are_told_apart_from_the_blocks(fresh: Workspace) -> None:
    table = Table({"id_number": [f"无地点{at}" for at in range(23)], "sex": ["1"] * 23, "address_fid": [None] * 23})
    with fresh.change("data.import", "residents") as change:
        change.vault.append(theme("residents"), table)
    line = statistics.publish(fresh)
    release = statistics.release_of(fresh)
    assert release is not None
    assert release.unplaced == 25
    assert line.people == release.blocks.cells[:, 0].sum()


def test_fewer_than_ten_people_make_no_release(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "空", "空") as space:
        with pytest.raises(StatisticsRefused):
            statistics.publish(space)
        assert not statistics.file_of(space).exists()


def test_only_who_may_publish_does(fresh: Workspace) -> None:
    fresh.user = User.of("规划", Role.PLANNER)
    with pytest.raises(PermissionDenied):
        statistics.publish(fresh)
    fresh.user = VISITOR
    with pytest.raises(LoginRequired):
        statistics.publish(fresh)


def test_what_is_killed_before_the_swap_leaves_the_release_before(
    fresh: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = statistics.publish(fresh)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(statistics_file, "_swap", killed)
    with pytest.raises(KeyboardInterrupt):
        statistics.publish(fresh)
    assert statistics.releases(fresh) == [first]
    monkeypatch.undo()
    assert statistics.publish(fresh).number == 2


def test_without_a_log_nothing_is_published(fresh: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(fresh.log, "note", full)
    with pytest.raises(DiskFull):
        statistics.publish(fresh)
    assert not statistics.file_of(fresh).exists()


@pytest.mark.parametrize("content", [b"", b"not a database" * 20, None])
def test_a_damaged_file_is_said_to_be_one(fresh: Workspace, content: bytes | None) -> None:
    path = statistics.file_of(fresh)
    statistics.publish(fresh)
    path.write_bytes(path.read_bytes()[:3000] if content is None else content)
    fresh.user = VISITOR
    with pytest.raises(WorkspaceDamaged):
        statistics.statistics(fresh)
    people = people_at(fresh, VISITOR)
    assert (people.total, type(people.trouble)) == (None, WorkspaceDamaged)
    fresh.user = User("local")
    assert statistics.STATISTICS in {one.where for one in upkeep.check(fresh, silent).findings}


def test_a_copy_takes_the_releases_along_and_qgis_sees_a_layer(fresh: Workspace, tmp_path: Path) -> None:
    statistics.publish(fresh)
    upkeep.copy(fresh, tmp_path / "副本", silent)
    with open_workspace(tmp_path / "副本") as copied:
        assert statistics.releases(copied) == statistics.releases(fresh)
    with sqlite3.connect(tmp_path / "副本" / statistics.STATISTICS) as connection:
        (layer,) = connection.execute("SELECT table_name FROM gpkg_contents").fetchone()
        boxes = connection.execute("SELECT count(*) FROM rtree_population_blocks_geom").fetchone()
        rows = connection.execute(f"SELECT count(*) FROM {layer}").fetchone()
    assert layer == "population_blocks"
    assert boxes == rows


@pytest.mark.parametrize(("lost", "left"), [(False, 2), (True, 1)])
def test_a_backup_put_in_place_leaves_what_was_published(tmp_path: Path, lost: bool, left: int) -> None:
    with village.found(tmp_path / "村", 60, 6) as space:
        statistics.publish(space)
        backup.make(space, tmp_path / "备份盘", silent)
        statistics.publish(space)
        if lost:
            statistics.file_of(space).unlink()
        restoring.replace(space, tmp_path / "备份盘", silent)
    with open_workspace(tmp_path / "村") as space:
        assert len(statistics.releases(space)) == left


def test_no_other_way_leads_to_the_number_of_people(published: Workspace) -> None:
    """Search, rooms, counts, catalogue: whatever a visitor may ask, it is the same whoever lives where."""
    published.user = VISITOR
    hit = find(published, "示例路7号").results[0]
    assert hit.place is not None
    assert upkeep.counts(published)["residents"] is None
    assert upkeep.info(published).counts["residents"] is None
    assert [one.rows for one in catalogue(published) if one.theme == "residents"] in ([], [None])
    with pytest.raises(LoginRequired):
        from kangbashi_gis.operations.residents import at_addresses

        at_addresses(published, [hit.fid])


def test_the_ledger_tells_a_planner_no_number_of_people(fresh: Workspace) -> None:
    row = Release("办事员", "社区", "residents", ".xlsx", 37, "", 0.0, "", "court")
    Ledger(fresh.folder / "log.db").begin(row)
    assert [one.rows for one in releases(fresh)] == [37]
    fresh.user = User.of("规划", Role.PLANNER)
    assert [one.rows for one in releases(fresh)] == [None]


def test_rooms_hold_no_people_for_a_visitor(tmp_path: Path) -> None:
    with create_workspace(tmp_path / "楼", "楼") as space:
        columns = {
            "code": ["A1", "A2"],
            "full": ["康城小区2号楼1单元301室", "康城小区2号楼1单元302室"],
            "kind": ["room"] * 2,
            "compound": ["康城小区"] * 2,
            "building": ["2号楼"] * 2,
            "unit": ["1单元"] * 2,
            "room": ["301室", "302室"],
        }
        points = shapely.points([[village.X, village.Y], [village.X, village.Y]])
        with space.change("data.import", "addresses") as change:
            change.writer.append(theme("addresses"), Table(columns, points))
        village.move_in(space, np.array([1, 1, 2]), np.random.default_rng(1))
        place = find(space, "康城小区2号楼1单元301室").results[0].place
        assert place is not None
        assert [room.people for room in rooms(space, place).table.rooms] == [2, 1]
        space.user = replace(User.of("领导", Role.LEADER))
        book = rooms(space, place)
        assert [room.people for room in book.table.rooms] == [None, None]
        assert not book.permitted


def test_nobody_without_the_right_to_statistics_sees_them(published: Workspace) -> None:
    published.user = User("访客", frozenset({Permission.VIEW}))
    assert people_at(published, published.user).total is None
    with pytest.raises(PermissionDenied):
        statistics.statistics(published)
