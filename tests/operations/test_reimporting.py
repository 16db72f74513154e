"""A file that comes again: rows known by their shape, needed values that are missing."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from kangbashi_gis.errors import RowsInvalid, SourceUnknown
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.rows import prepare
from kangbashi_gis.importing.spool import Spool
from kangbashi_gis.model.themes import ADDRESSES, PARCELS
from kangbashi_gis.operations import staging
from kangbashi_gis.operations.importing import import_files, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.undo import undo
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from tests.operations.bringing import CRS, bring, counts, parcels, write


def test_a_parcel_with_another_code_keeps_its_id_and_its_holder_and_can_be_taken_back(
    workspace: Workspace, tmp_path: Path
) -> None:
    bring(workspace, parcels(tmp_path, ["甲一", "甲二", "甲三"], 权利人=["张三丰", "李四", None]), PARCELS)
    before = workspace.store.read(PARCELS)
    people = workspace.vault.ids(PARCELS)
    renamed = parcels(tmp_path, ["甲一", "乙二", "乙三"], 权利人=["张三丰", "李四", None])
    report = bring(workspace, renamed, PARCELS)
    assert (counts(report), report.by_shape) == ((0, 2, 1, 0), 2)
    after = workspace.store.read(PARCELS)
    assert after.columns["id"] == before.columns["id"]
    assert (after.columns["code"][1:], after.columns["version"][1:]) == (["甲一", "乙二", "乙三"], [1, 2, 2])
    assert workspace.vault.ids(PARCELS) == people
    again = bring(workspace, renamed, PARCELS)
    assert (counts(again), again.by_shape) == ((0, 0, 3, 0), 0)
    undo(workspace)
    assert workspace.store.read(PARCELS).columns["code"] == before.columns["code"]


def test_rows_that_wait_on_disk_are_recognised_too(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(workspace, parcels(tmp_path, [f"甲{n}" for n in range(7)]), PARCELS)
    monkeypatch.setattr(staging, "prepare", partial(prepare, size=2))
    monkeypatch.setattr(staging, "Spool", partial(Spool, in_memory=2))
    report = bring(workspace, parcels(tmp_path, ["甲0", *(f"乙{n}" for n in range(1, 7))]), PARCELS)
    assert (counts(report), report.by_shape) == ((0, 6, 1, 0), 6)


GAPS = """地址编码,标准地址全称,东坐标,北坐标
A0001,,384010,4383010
A0007,  ,384011,4383010
A0008,有全称的地址,384012,4383010
A0009,-,384013,4383010
A0010,,384014,4383010
A0011,,384015,4383010
"""


def test_rows_in_which_a_needed_value_is_missing_are_kept_and_told(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, write(tmp_path, GAPS), ADDRESSES, crs=CRS)
    assert counts(report) == (5, 0, 1, 0)
    assert report.incomplete == 4
    assert report.incomplete_rows == ("#2 标准地址全称", "#3 标准地址全称", "#6 标准地址全称")
    # what is known of a row is not erased by a blank
    assert workspace.store.read(ADDRESSES).columns["full"][0] == "鄂尔多斯大街1号"


def test_a_file_in_which_a_needed_value_is_missing_everywhere_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.store.stamp()
    text = "地址编码,标准地址全称,东坐标,北坐标\nA7,,384010,4383010\nA8,,384011,4383010\n"
    with pytest.raises(RowsInvalid) as caught:
        bring(workspace, write(tmp_path, text), ADDRESSES, crs=CRS)
    values = caught.value.values
    assert (values["count"], values["example"], values["reason"]) == (2, "#2 标准地址全称", "value_missing")
    assert workspace.store.stamp() == before


MONTH = "地址编码,标准地址全称,X,Y\n"


def month(folder: Path, name: str, numbers: range) -> Path:
    path = folder / name
    rows = "".join(f"M{at},天骄路{at}号,{384_010 + at},{4_383_010 + at}\n" for at in numbers)
    path.write_text(MONTH + rows, encoding="utf-8")
    return path


def test_the_next_version_of_a_file_may_have_another_name(workspace: Workspace, tmp_path: Path) -> None:
    def request(path: Path, **options: Any) -> list[ImportRequest]:
        return [ImportRequest(path, ADDRESSES, ImportOptions(crs=CRS, **options))]

    import_files(workspace, request(month(tmp_path, "一月.csv", range(10))), silent)
    second = month(tmp_path, "二月.csv", range(2, 12))
    (tried,) = rehearse_files(workspace, request(second), silent)
    (told,) = tried.report.told
    assert (told.code, told.values["name"], told.values["met"], told.count) == ("row_gone_perhaps", "一月.csv", 8, 2)
    assert tried.report.gone == 0
    stated = request(second, replaces=("一月.csv",), remove_gone=True)
    (tried,) = rehearse_files(workspace, stated, silent)
    assert sorted(row.title for row in tried.difference.gone) == ["天骄路0号", "天骄路1号"]
    (done,) = import_files(workspace, stated, silent)
    assert (done.report.gone, done.report.removed, done.report.added, done.report.told) == (2, 2, 2, ())


def test_a_file_of_which_nothing_came_cannot_be_replaced(workspace: Workspace, tmp_path: Path) -> None:
    before = workspace.store.count(ADDRESSES)
    options = ImportOptions(crs=CRS, replaces=("没有.csv",))
    with pytest.raises(SourceUnknown):
        import_files(workspace, [ImportRequest(month(tmp_path, "三月.csv", range(3)), ADDRESSES, options)], silent)
    assert workspace.store.count(ADDRESSES) == before
