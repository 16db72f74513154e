"""Looking into files beside a workspace, and the report that goes back."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from kangbashi_gis.errors import Cancelled, FileMissing, OutputExists, OutputUnwritable
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.diagnosis import Verdict
from kangbashi_gis.operations.inspecting import Inspection, inspect_files, write_report
from kangbashi_gis.operations.workspace import create_workspace
from kangbashi_gis.progress import silent

HEAD = "地址编码,标准地址全称,级别\n"


@pytest.fixture
def found(tmp_path: Path) -> Inspection:
    good = tmp_path / "地址<一>.csv"
    good.write_text(HEAD + "A1,=1+1,门牌\nA1,天骄路2号,门牌\n", encoding="utf-8")
    return inspect_files(None, [good], None, ImportOptions(), silent)


def test_the_page_says_what_was_found_and_lets_no_markup_through(found: Inspection, tmp_path: Path) -> None:
    write_report(found, tmp_path / "报告.html")
    page = (tmp_path / "报告.html").read_text(encoding="utf-8")
    assert "地址&lt;一&gt;.csv" in page
    assert "地址<一>" not in page
    assert "主键在文件里重复出现" in page


def test_the_workbook_has_three_sheets_and_no_formula(found: Inspection, tmp_path: Path) -> None:
    write_report(found, tmp_path / "报告.xlsx")
    book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
    assert book.sheetnames == ["汇总", "发现", "列"]
    assert [cell.value for cell in book["汇总"][2]][:2] == ["地址<一>.csv", "可以导入"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_a_report_is_never_written_over_another(found: Inspection, tmp_path: Path) -> None:
    write_report(found, tmp_path / "报告.html")
    with pytest.raises(OutputExists):
        write_report(found, tmp_path / "报告.html")
    with pytest.raises(OutputUnwritable):
        write_report(found, tmp_path / "报告.docx")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        inspect_files(None, [tmp_path / "没有.shp"], None, ImportOptions(), silent)


def test_looking_changes_nothing_in_the_workspace(tmp_path: Path) -> None:
    path = tmp_path / "地址.csv"
    path.write_text(HEAD + "A1,天骄路1号,门牌\n", encoding="utf-8")
    with create_workspace(tmp_path / "工作区", "试") as space:
        before = space.log.entries(10)
        report = inspect_files(space, [path], None, ImportOptions(), silent).files[0]
        assert report.verdict is Verdict.READY
        assert space.log.entries(10) == before


def packed(path: Path, count: int) -> Path:
    with zipfile.ZipFile(path, "w") as box:
        for number in range(count):
            box.writestr(f"镇{number % 3}/地址{number}.csv", HEAD + f"A{number},天骄路{number}号,门牌\n")
    return path


def test_a_zip_of_many_tables_tells_how_far_it_is_and_never_goes_back(tmp_path: Path) -> None:
    folder = tmp_path / "收到"
    folder.mkdir()
    packed(folder / "七月.zip", 6)
    packed(folder / "八月.zip", 3)
    told: list[float] = []
    found = inspect_files(None, [folder], None, ImportOptions(), lambda fraction, step="": told.append(fraction))
    assert len(found.files) == 9
    assert told == sorted(told)
    assert {round(9 * one) for one in told} >= {0, 3, 6}
    assert max(told) < 1


def test_looking_into_a_zip_of_many_tables_stops_where_it_is_told_to(tmp_path: Path) -> None:
    told: list[float] = []

    def stopped_in_the_middle(fraction: float, step: str = "") -> None:
        told.append(fraction)
        if fraction > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        inspect_files(None, [packed(tmp_path / "表.zip", 10)], None, ImportOptions(), stopped_in_the_middle)
    assert max(told) == pytest.approx(0.5)
