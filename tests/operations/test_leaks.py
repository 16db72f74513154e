"""Nothing of what a clerk's day is about lies anywhere on the disk in clear, while the workspace is open and after."""

from pathlib import Path

import pytest

from benchmarks.resident_parts.values import Values, count, found_in
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.themes import RESIDENTS
from kangbashi_gis.operations import residents
from kangbashi_gis.operations.importing import import_file
from kangbashi_gis.operations.people_export import PeopleExport, export_people
from kangbashi_gis.operations.search import find as search
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.progress import silent
from tests.conftest import PASSWORDS

PEOPLE = (("欧阳测漏", "15069919600101001X", "13800001111"), ("乌云其其格", "150699196001010089", "13900002222"))
KNOWN = Values.of(PEOPLE)


def test_a_days_work_leaves_nobody_in_clear(
    staffed_folder: Path, quick_vault: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KANGBASHI_GIS_CONFIG", str(tmp_path / "配置"))
    table, folders = tmp_path / "来表.csv", [staffed_folder, tmp_path / "配置"]
    lines = ["姓名,公民身份号码,联系电话,住址", *(",".join((*one, "康城小区2号楼1单元301室")) for one in PEOPLE)]
    table.write_text("\n".join(lines), encoding="utf-8-sig")
    with open_workspace(staffed_folder) as space:
        space.log_in(Role.CLERK.value, PASSWORDS[Role.CLERK.value])
        import_file(space, table, RESIDENTS, ImportOptions(), silent)
        for name, number, phone in PEOPLE:
            person = residents.find(space, number).people[0]
            for text in (name, phone):
                assert residents.find(space, text).total == 1
                search(space, text)
            residents.card(space, person.id)
            residents.unmask(space, person.id, "court")
        wanted = PeopleExport(query=PEOPLE[0][0], reason="court", clear=True)
        export_people(space, tmp_path / "名单.csv", wanted, silent)
        assert count(folders, KNOWN)[0] == {}
        undo(space)
        space.lock()
        assert count(folders, KNOWN)[0] == {}
    assert count(folders, KNOWN)[0] == {}


def test_what_searches_for_leaks_finds_them_in_each_encoding(tmp_path: Path) -> None:
    for code in ("utf-8", "utf-16-le", "gbk"):
        (tmp_path / f"{code}.bin").write_bytes(b"\1\2" + " | ".join(PEOPLE[0]).encode(code) + b"\3")
    found, _, where = count([tmp_path], KNOWN)
    assert found == {"name": 3, "id_number": 3, "phone": 3}
    assert len(where) == 9
    assert list(found_in("欧阳锋 150699196001010000".encode(), KNOWN)) == []
