"""Tables of residents against the vault: what is written, what only told, who may, and what nobody sees in clear."""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kangbashi_gis.cli.main import run
from kangbashi_gis.errors import ColumnMissing, PermissionDenied, UndoConflict
from kangbashi_gis.model.account import Permission, Role, User
from kangbashi_gis.model.resident_tables import Answers, TableOptions, TableReport
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import RESIDENTS, theme
from kangbashi_gis.operations import residents
from kangbashi_gis.operations.importing import import_files, rehearse_files
from kangbashi_gis.operations.resident_tables import import_table, rehearse_table
from kangbashi_gis.operations.resident_tables_report import write_report
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import redo, undo
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent
from tests.importing.resident_files import HEADING, number, row, workbook

ROOM, DOOR = "康城小区2号楼1单元301室", "鄂尔多斯大街1号"
NEW = number("19900101", 1)


@pytest.fixture
def space(workspace_folder: Path, quick_vault: None) -> Iterator[Workspace]:
    """Give a tiny workspace, opened, of which the vault costs no process."""
    with open_workspace(workspace_folder) as opened:
        yield opened


def table(folder: Path, *rows: tuple[object, ...], name: str = "康新社区.xlsx") -> Path:
    """Write a table of residents."""
    return workbook(folder / name, HEADING, *rows)


def bring(space: Workspace, path: Path, **answers: object) -> TableReport:
    """Bring a table in."""
    return import_table(space, path, TableOptions(answers=Answers(**answers)), silent)  # type: ignore[arg-type]


def counts(report: TableReport) -> tuple[int, ...]:
    """Give added, changed, unchanged, undecided, doubled, refused."""
    return (
        report.added, report.changed, report.unchanged, report.undecided, report.doubled, report.refused,
    )  # fmt: skip


def the_one(space: Workspace, code: str) -> dict[str, str]:
    """Give a record in clear, by its ID number."""
    (found,) = residents.find(space, code).people
    whole = residents.unmask(space, found.id, "record_correction")
    return {name: getattr(whole, name) for name in ("name", "phone", "address", "household", "relation")}


def test_a_rehearsal_says_what_the_import_then_does(space: Workspace, tmp_path: Path) -> None:
    path = table(
        tmp_path, row(), row("李四", number("19910101", 2), sex="女"), row("王五", 1.5e17), row("赵六", 0), row(),
    )  # fmt: skip
    before = space.vault.count(RESIDENTS)
    tried = rehearse_table(space, path, TableOptions(), silent)
    assert space.vault.count(RESIDENTS) == before
    done = bring(space, path)
    assert counts(tried) == counts(done) == (3, 0, 0, 0, 1, 1)
    assert (tried.counts, tried.levels, tried.problems) == (done.counts, done.levels, done.problems)
    assert space.vault.count(RESIDENTS) == before + 3
    assert done.read == sum(counts(done))


def test_the_same_table_again_changes_nothing(space: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, row(), row("乌云·其木格", 0, sex="女"))
    bring(space, path)
    assert counts(bring(space, path)) == (0, 0, 2, 0, 0, 0)


def test_an_import_is_one_step_that_can_be_undone_and_done_again(space: Workspace, tmp_path: Path) -> None:
    before = space.vault.count(RESIDENTS)
    bring(space, table(tmp_path, row(), row("李四", number("19910101", 2), sex="女")))
    assert undo(space).rows == 2
    assert space.vault.count(RESIDENTS) == before
    redo(space)
    assert space.vault.count(RESIDENTS) == before + 2


def test_a_change_of_a_known_person_can_be_undone_too(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row()))
    bring(space, table(tmp_path, row(phone="13911112222")), default="take")
    assert the_one(space, NEW)["phone"] == "13911112222"
    undo(space)
    assert the_one(space, NEW)["phone"] == "13800001234"


def test_nothing_is_overwritten_unless_somebody_says_so(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row()))
    other = table(tmp_path, row("张三丰", phone="13911112222"))
    report = bring(space, other)
    assert counts(report) == (0, 0, 0, 1, 0, 0)
    (change,) = report.differences
    said = {one.field: (one.before, one.after, one.taken) for one in change.fields}
    assert said == {"name": ("张*", "张**", False), "phone": ("138****1234", "139****2222", False)}
    assert the_one(space, NEW)["name"] == "张三"
    assert counts(bring(space, other, default="keep")) == (0, 0, 1, 0, 0, 0)


def test_differences_are_settled_by_field_and_by_row(space: Workspace, tmp_path: Path) -> None:
    second = number("19910101", 3)
    bring(space, table(tmp_path, row(), row("李四", second)))
    other = table(tmp_path, row("张小三", phone="13911112222"), row("李小四", second, phone="13922223333"))
    assert counts(bring(space, other, fields={"phone": "take"}, rows={"3": "keep"})) == (0, 1, 1, 0, 0, 0)
    assert the_one(space, NEW) | {"address": ""} == {
        "name": "张三", "phone": "13911112222", "address": "", "household": the_one(space, NEW)["household"],
        "relation": "户主",
    }  # fmt: skip
    assert the_one(space, second)["phone"] == "13800001234"


def test_what_the_vault_lacks_is_filled_and_told(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row(phone=None)))
    report = bring(space, table(tmp_path, row()))
    assert counts(report) == (0, 1, 0, 0, 0, 0)
    assert [(one.field, one.fills, one.taken) for one in report.differences[0].fields] == [("phone", True, True)]
    assert the_one(space, NEW)["phone"] == "13800001234"


def test_an_empty_cell_takes_nothing_away(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row()))
    assert counts(bring(space, table(tmp_path, row(phone=None, kin=None)), default="take")) == (0, 0, 1, 0, 0, 0)


def test_a_number_of_15_digits_in_the_vault_is_known_by_18(space: Workspace, tmp_path: Path) -> None:
    with space.change("data.import", "residents") as change:
        old = Table({"id_number": [NEW[:6] + NEW[8:17]], "name": ["张三"], "address_fid": [3]})
        change.vault.append(RESIDENTS, old)
    report = bring(space, table(tmp_path, row()))
    assert report.added == 0 and report.changed == 1


def test_somebody_who_was_there_without_a_number_may_be_the_same_and_that_is_told(
    space: Workspace, tmp_path: Path
) -> None:
    bring(space, table(tmp_path, row("张三", 0), row("李四", number("19910101", 3))))
    report = bring(space, table(tmp_path, row("张三"), row("李四", 0), row("王五", number("19920101", 3))))
    told = {one.row for one in report.problems if one.told == "perhaps_known"}
    assert (told, report.added) == ({2, 3}, 3)
    assert "perhaps_known" not in bring(space, table(tmp_path, row("王五", number("19930101", 3)))).counts


def test_addresses_are_matched_to_rooms_with_their_level(space: Workspace, tmp_path: Path) -> None:
    codes = [number("19900101", rest) for rest in (1, 3, 5, 7)]
    places = (ROOM, DOOR, "鄂尔多斯大街", "火星基地")
    report = bring(space, table(tmp_path, *(row(code=c, address=a) for c, a in zip(codes, places, strict=True))))
    assert report.levels == {"room": 1, "building": 1, "street": 1, "none": 1}
    assert report.counts["address_none"] == 1 and report.counts["address_doubtful"] == 1
    assert [one.name for one in residents.find(space, ROOM).people].count("张*") == 1


def test_who_is_not_in_the_table_any_more_is_told_and_stays(space: Workspace, tmp_path: Path) -> None:
    before = space.vault.count(RESIDENTS)
    report = bring(space, table(tmp_path, row()))
    assert [one.name for one in report.gone] == ["赵*", "钱*"] and report.gone_count == 2
    assert space.vault.count(RESIDENTS) == before + 1


def test_a_clerk_brings_in_only_people_of_the_own_communities(space: Workspace, tmp_path: Path) -> None:
    path = table(tmp_path, row(), row("李四", number("19910101", 3), address="鄂尔多斯大街77号"))
    space.user = User.of("clerk", Role.CLERK, ("没有这个社区",))
    assert counts(rehearse_table(space, path, TableOptions(), silent)) == (0, 0, 0, 0, 0, 2)
    space.user = User.of("clerk", Role.CLERK, ("150603001001",))
    assert counts(bring(space, path)) == (2, 0, 0, 0, 0, 0)


def test_of_somebody_registered_elsewhere_a_clerk_is_told_nothing(space: Workspace, tmp_path: Path) -> None:
    with space.change("data.import", "residents") as change:
        change.vault.append(RESIDENTS, Table({"id_number": [NEW], "name": ["张老三"], "address_fid": [None]}))
    space.user = User.of("clerk", Role.CLERK, ("150603001001",))
    report = rehearse_table(space, table(tmp_path, row()), TableOptions(), silent)
    assert report.refused == 1 and report.differences == () and report.counts["outside_scope"] == 1


def test_a_clerk_of_some_communities_does_not_get_around_them_by_another_import(
    space: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "居民.csv"
    path.write_text(f"姓名,身份证号,地址\n张三,{NEW},{ROOM}\n", encoding="utf-8")
    for user in (User.of("clerk", Role.CLERK, ("150603001001",)), User.of("planner", Role.PLANNER)):
        space.user = user
        for ask in (import_files, rehearse_files):
            with pytest.raises(PermissionDenied):
                ask(space, [ImportRequest(path, RESIDENTS)], silent)


@pytest.mark.parametrize("role", [Role.PLANNER, Role.LEADER, Role.SYSTEM_ADMIN])
def test_who_may_not_write_people_brings_no_table_in(space: Workspace, tmp_path: Path, role: Role) -> None:
    path = table(tmp_path, row())
    space.user = User.of("某人", role)
    for ask in (import_table, rehearse_table):
        with pytest.raises(PermissionDenied):
            ask(space, path, TableOptions(), silent)
    assert not space.user.may(Permission.PEOPLE_WRITE)


def test_the_log_has_the_counts_and_no_names(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row(), row("李四", number("19910101", 3))))
    events = space.log.events("kind IN ('imported', 'lookup')", (), 9)
    assert {(one.kind, one.subject, one.count) for one in events} == {
        ("imported", "resident_table", 2), ("lookup", "resident_table", 2),
    }  # fmt: skip
    assert "张三" not in repr(events)


def test_an_import_that_is_stopped_leaves_everything_as_it_was(space: Workspace, tmp_path: Path) -> None:
    from kangbashi_gis.errors import Cancelled

    def stop(fraction: float, step: str = "") -> None:
        if step == "write":
            raise Cancelled()

    before = space.vault.count(RESIDENTS)
    with pytest.raises(Cancelled):
        import_table(space, table(tmp_path, row()), TableOptions(), stop)
    assert space.vault.count(RESIDENTS) == before


def test_an_import_whose_people_changed_since_is_not_undone(space: Workspace, tmp_path: Path) -> None:
    bring(space, table(tmp_path, row()))
    fids, _ = space.vault.match(RESIDENTS, Table({"id_number": [NEW]}), ("id_number",))
    log = space.log.entries(5)[0].number
    with space.change("data.edit", "residents") as change:
        change.vault.update(RESIDENTS, np.asarray(fids), Table({"phone": ["13999990000"]}))
    undo(space)
    assert space.log.entries(5)[0].undoes != log
    with space.change("data.edit", "residents") as change:
        change.vault.update(RESIDENTS, np.asarray(fids), Table({"phone": ["13999990000"]}))
    with pytest.raises(UndoConflict), space.change("undo", "residents", undoes=log) as change:
        change.vault.undo(log)


def test_a_table_of_something_else_is_refused(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(ColumnMissing):
        rehearse_table(space, workbook(tmp_path / "路.xlsx", ("路名", "长度"), ("甲路", 3)), TableOptions(), silent)


@pytest.mark.parametrize("suffix", [".html", ".xlsx", ".json"])
def test_what_goes_back_to_the_community_names_nobody(space: Workspace, tmp_path: Path, suffix: str) -> None:
    bad = NEW[:17] + ("1" if NEW[17] != "1" else "2")
    bring(space, table(tmp_path, row()))
    report = bring(space, table(tmp_path, row(phone="13911112222"), row("欧阳修远", bad), row("赵？", 0)))
    out = tmp_path / f"报告{suffix}"
    if suffix == ".json":
        from dataclasses import asdict

        out.write_text(json.dumps(asdict(report), ensure_ascii=False), encoding="utf-8")
    else:
        write_report(report, out)
    text = readable(out)
    for secret in (NEW, bad, "欧阳修远", "13911112222", "13800001234", "张三", ROOM):
        assert secret not in text
    assert suffix == ".json" or "校验码" in text


def test_numbers_in_the_wrong_columns_are_masked_as_well(space: Workspace, tmp_path: Path) -> None:
    heading = ("姓名", "身份证号", "电话", "住址", "户号", "与户主关系", "联系人13911112222")
    first = ("张三", NEW, None, f"找{NEW}", "13800001234", "150699199001010031", None)
    second = ("张三", NEW, None, f"找{NEW}", "13800005678", "15069919900101005X", None)
    bring(space, workbook(tmp_path / "一.xlsx", heading, first))
    report = repr(bring(space, workbook(tmp_path / "二.xlsx", heading, second)))
    assert "138****5678" in report and "150699********005X" in report
    for secret in (NEW, "13911112222", "13800001234", "13800005678", "150699199001010031"):
        assert secret not in report


def readable(path: Path) -> str:
    """Give all the text of a file, also of a packed one."""
    import zipfile

    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as packed:
        return "".join(packed.read(name).decode("utf-8", "replace") for name in packed.namelist())


def test_no_person_lies_in_clear_on_the_disk(space: Workspace, tmp_path: Path, workspace_folder: Path) -> None:
    bring(space, table(tmp_path, row("司马不愚", address=ROOM)))
    for path in workspace_folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        for secret in (NEW, "司马不愚", "13800001234"):
            for encoding in ("utf-8", "gb18030", "utf-16-le"):
                assert secret.encode(encoding) not in content, path


def test_the_command_line_rehearses_imports_and_writes_the_report(
    workspace_folder: Path, quick_vault: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, answers = table(tmp_path, row(), row("王五", 1.5e17)), tmp_path / "答复.json"
    answers.write_text('{"fields": {"phone": "take"}}', encoding="utf-8")
    words = ["resident", "import", str(workspace_folder), str(path)]
    assert run([*words, "--dry-run", "--json", "--report", str(tmp_path / "报告.html")]) == 0
    tried = json.loads(capsys.readouterr().out)
    assert run([*words, "--json", "--answers", str(answers), "--column", "姓名=姓名"]) == 0
    done = json.loads(capsys.readouterr().out)
    assert (tried["added"], tried["refused"]) == (done["added"], done["refused"]) == (1, 1)
    assert tried["dry_run"] and done["operation"] and (tmp_path / "报告.html").exists()
    assert run(words) == 0
    assert "退回 1" in capsys.readouterr().out
    path.with_suffix(".csv").write_text("姓名,地址,备注,爱好\n王五,某处,低保,棋\n", encoding="utf-8")
    assert run([*words[:3], str(path.with_suffix(".csv")), "--dry-run"]) == 0
    assert "不保存的列：备注、爱好" in capsys.readouterr().out
    answers.write_text('{"default": "删"}', encoding="utf-8")
    assert run([*words, "--answers", str(answers)]) == 2
    assert run([*words, "--column", "爱好=x"]) == 2
    before = (workspace_folder / "log.db").read_bytes()
    assert run([*words, "--report", str(tmp_path / "报告.html")]) != 0
    assert run([*words, "--report", str(tmp_path / "报告.docx")]) != 0
    assert (workspace_folder / "log.db").read_bytes() == before


def test_communities_of_the_tiny_district_are_where_the_scope_says(space: Workspace) -> None:
    assert space.store.find(theme("divisions"), "code", ["150603001001"])
