"""Lists of people leave for a reason only: masked or counted, marked, in log and ledger before the file is there."""

import csv
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from kangbashi_gis.errors import (
    AmbiguousAddress,
    GisError,
    OutputExists,
    OutputUnwritable,
    PermissionDenied,
    QuotaUsed,
    ReasonUnknown,
    SelectionEmpty,
    UsageError,
)
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.operations import auditing, quotas
from kangbashi_gis.operations.export_guard import releases
from kangbashi_gis.operations.people_export import PeopleExport, PeopleReport, export_people
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from tests.conftest import PASSWORDS

ROOM = "康城小区2号楼1单元301室"
PEOPLE = (
    ('=HYPERLINK("x")张', "150699196001010054", "+8613800000001"),
    ("李<四>", "150699197001010061", "13800000002"),
)


@pytest.fixture
def space(staffed_folder: Path, quick_vault: None) -> Iterator[Workspace]:
    with open_workspace(staffed_folder) as opened:
        enter(opened, Role.CLERK)
        fid = opened.store.find(ADDRESSES, "code", ["A0003"])["A0003"]
        names = ("name", "id_number", "phone")
        table: dict[str, list[object]] = {name: [row[at] for row in PEOPLE] for at, name in enumerate(names)}
        with opened.change("data.import", "residents") as change:
            change.vault.append(RESIDENTS, Table({**table, "address_fid": [fid] * len(PEOPLE)}))
        yield opened


def enter(space: Workspace, role: Role) -> None:
    space.log_in(role.value, PASSWORDS[role.value])


def export(space: Workspace, out: Path, **words: object) -> PeopleReport:
    wanted = {"query": ROOM, "reason": "household_check", **words}
    return export_people(space, out, PeopleExport(**wanted), silent)  # type: ignore[arg-type]


def rows_of(out: Path) -> list[list[str]]:
    with out.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_list_is_masked_and_each_row_says_who_took_it_out(space: Workspace, tmp_path: Path) -> None:
    report = export(space, tmp_path / "名单.csv", recipient="滨河社区")
    titles, *rows = rows_of(report.path)
    assert report.people == len(rows) >= 2
    assert titles[0] == "姓名" and titles[-1] == "水印"
    assert {row[-1] for row in rows} == {report.mark}
    assert all(part in report.mark for part in ("clerk", "台账第 1 号", "脱敏", "滨河社区"))
    content = report.path.read_text(encoding="utf-8-sig")
    assert not any(one in content for _, number, phone in PEOPLE for one in (number, phone))
    assert "301室" not in content


def test_of_a_building_everybody_in_it_is_listed(space: Workspace, tmp_path: Path) -> None:
    room = export(space, tmp_path / "户.csv")
    building = export(space, tmp_path / "楼.csv", query="康城小区2号楼")
    assert building.people >= room.people > 1


def test_in_clear_each_person_is_an_event_and_no_spreadsheet_runs_a_name(space: Workspace, tmp_path: Path) -> None:
    report = export(space, tmp_path / "名单.xlsx", clear=True)
    book = openpyxl.load_workbook(report.path)
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    numbers = [row[3] for row in cells[1:]]
    assert {"150699196001010054", "150699197001010061"} <= set(numbers)
    assert '\'=HYPERLINK("x")张' in [row[0] for row in cells]
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row)
    assert report.mark in book.active.oddFooter.center.text
    assert len(space.log.events("kind = 'unmask'")) == report.people
    assert quotas.spent(space, "unmaskings") == quotas.spent(space, "exported") == report.people


def test_a_page_to_print_is_marked_and_runs_nothing(space: Workspace, tmp_path: Path) -> None:
    report = export(space, tmp_path / "名单.html", clear=True)
    page = report.path.read_text(encoding="utf-8")
    assert "李&lt;四&gt;" in page and "<四>" not in page
    assert page.count(report.mark) > 10


def test_the_ledger_has_the_file_before_it_is_there_and_no_name_of_it(space: Workspace, tmp_path: Path) -> None:
    report = export(space, tmp_path / "张三一家.csv")
    (row,) = releases(space, None)
    assert (row.theme, row.file, row.rows, row.outcome, row.approval) == (
        "residents", ".csv", report.people, "done", "household_check"
    )  # fmt: skip
    assert row.sha256 == report.sha256
    (event,) = space.log.events("kind = 'export'")
    enter(space, Role.AUDIT_ADMIN)
    assert auditing.query_text(space, event) == ROOM


@pytest.mark.parametrize(
    ("name", "words", "error"),
    [
        ("名单.csv", {"reason": "好奇"}, ReasonUnknown),
        ("名单.docx", {}, OutputUnwritable),
        ("名单.csv", {"query": ""}, UsageError),
        ("名单.csv", {"query": "张"}, SelectionEmpty),
        ("名单.csv", {"query": "", "community": "999"}, SelectionEmpty),
        ("名单.csv", {"query": "1号"}, AmbiguousAddress),
        ("名单.csv", {"reason": ""}, ReasonUnknown),
        ("在这里.csv", {}, OutputExists),
    ],
)
def test_what_cannot_be_written_leaves_nothing(
    space: Workspace, tmp_path: Path, name: str, words: dict[str, object], error: type[GisError]
) -> None:
    (tmp_path / "在这里.csv").write_text("旧", encoding="utf-8")
    with pytest.raises(error):
        export(space, tmp_path / name, **words)
    assert sorted(one.name for one in tmp_path.iterdir() if one.is_file()) == ["在这里.csv"]
    assert space.log.events("kind = 'export'") == []


def test_a_quota_that_does_not_hold_out_gives_nobody(space: Workspace, tmp_path: Path) -> None:
    enter(space, Role.SECURITY_ADMIN)
    quotas.set_limit(space, "unmaskings", 1)
    enter(space, Role.CLERK)
    with pytest.raises(QuotaUsed):
        export(space, tmp_path / "名单.csv", clear=True)
    assert not (tmp_path / "名单.csv").exists()
    assert space.log.events("kind = 'unmask'") == []


def test_only_clerks_take_people_out(space: Workspace, tmp_path: Path) -> None:
    for role in (Role.PLANNER, Role.LEADER, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN):
        enter(space, role)
        with pytest.raises(PermissionDenied):
            export(space, tmp_path / "名单.csv")
