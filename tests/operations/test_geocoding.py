"""A list of addresses in, the same list with places out."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import shapely

from kangbashi_gis.errors import AddressColumnMissing, Cancelled, FileEmpty, OutputExists, OutputUnwritable, RowsInvalid
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations.geocoding import Geocoder, candidates
from kangbashi_gis.operations.geocoding_files import GeocodeReport, GeocodeTask, columns_of, geocode_file
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import reporting, silent
from kangbashi_gis.search.exact import Exact
from kangbashi_gis.search.grading import Level, Reason
from tests.conftest import X, Y

REGION = "内蒙古自治区鄂尔多斯市康巴什区哈巴格希街道康新社区"
ROWS = (
    # full, kind, road, number, compound, building, unit, room
    ("天骄路8号", "door", "天骄路", "8号", None, None, None, None),
    ("天骄路18号", "door", "天骄路", "18号", None, None, None, None),
    ("康盛苑3号楼", "building", None, None, "康盛苑", "3号楼", None, None),
    ("康盛苑3号楼2单元", "unit", None, None, "康盛苑", "3号楼", "2单元", None),
    ("康盛苑3号楼2单元501室", "room", None, None, "康盛苑", "3号楼", "2单元", "501室"),
    ("同名路1号", "door", "同名路", "1号", None, None, None, None),
    ("同名路1号", "door", "同名路", "1号", None, None, None, None),
)
NAMES = ("full", "kind", "road", "number", "compound", "building", "unit", "room")


@pytest.fixture
def space(workspace: Workspace) -> Iterator[Workspace]:
    columns = {name: [row[at] for row in ROWS] for at, name in enumerate(NAMES)}
    columns["full"] = [REGION + str(text) for text in columns["full"]]
    points = np.array([shapely.Point(X + 50 * at, Y + 500) for at in range(len(ROWS))], dtype=object)
    with workspace.change("data.import", "addresses") as change:
        change.writer.append(theme("addresses"), Table({**columns, "code": list("tuvwxyz")}, points))
    yield workspace


def list_of(folder: Path, rows: list[list[str]], name: str = "名单.csv") -> Path:
    file = folder / name
    with file.open("w", encoding="gb18030", newline="") as opened:
        csv.writer(opened).writerows([["编号", "姓名", "地址"], *rows])
    return file


def run(space: Workspace, file: Path, out: Path, column: str = "地址", **more: object) -> GeocodeReport:
    return geocode_file(space, GeocodeTask(file, column, out, **more), silent)  # type: ignore[arg-type]


def written(out: Path) -> list[dict[str, str]]:
    with out.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize(("text", "level"), [
    (f"{REGION}天骄路8号", Level.DOOR), ("天骄路１８号", Level.DOOR), ("康巴什区天骄路18号", Level.DOOR),
    ("康盛苑三号楼", Level.BUILDING), ("康盛苑3号楼2单元", Level.BUILDING),
    ("康盛苑3号楼2单元501室", Level.ROOM), ("康盛苑3-2-501", Level.ROOM), ("康盛苑 3栋 2单元 501", Level.ROOM),
])  # fmt: skip
def test_complete_addresses_are_looked_up(space: Workspace, text: str, level: Level) -> None:
    assert Exact(space.index.words()).look_up(text) is not None
    with Geocoder(space) as geocoder:
        found = geocoder.grades([text])[0]
    assert (found.level, found.reason, found.score) == (level, Reason.SURE, 1.0)


@pytest.mark.parametrize(
    "text", ["", "同名路1号", "天骄路9号", "昆明市天骄路8号", "天骄路", "18", "康盛苑3号楼501室", "😀号"]
)
def test_what_is_not_complete_or_not_unambiguous_is_left_to_the_search(space: Workspace, text: str) -> None:
    assert Exact(space.index.words()).look_up(text) is None


def test_an_edited_address_is_looked_up_as_it_is_now(space: Workspace) -> None:
    fid = space.store.find(theme("addresses"), "full", [f"{REGION}天骄路8号"])[f"{REGION}天骄路8号"]
    new = Table({"full": [f"{REGION}天骄路10号"], "number": ["10号"]})
    with space.change("data.edit", "addresses") as change:
        change.writer.update(theme("addresses"), np.array([fid]), new)
    exact = Exact(space.index.words())
    assert exact.look_up("天骄路8号") is None
    assert (found := exact.look_up("天骄路10号")) is not None and found.fid == fid


def test_every_row_is_in_the_result_with_all_its_columns(space: Workspace, tmp_path: Path) -> None:
    texts = ["天骄路8号", "", "同名路1号", "火星路1号", "天骄路8号", "天骄路"]
    file = list_of(tmp_path, [[str(at), "甲", text] for at, text in enumerate(texts)])
    report = run(space, file, tmp_path / "结果.csv")
    rows = written(tmp_path / "结果.csv")
    assert [row["编号"] for row in rows] == [str(at) for at in range(6)]
    assert {row["姓名"] for row in rows} == {"甲"}
    assert [rows[at]["原因"] for at in (0, 1, 4)] == ["", "这一行没有地址", ""]
    assert (rows[0]["匹配级别"], rows[0]["X"], rows[0]["匹配地址"]) == ("门牌", f"{X:.1f}", f"{REGION}天骄路8号")
    assert rows[3]["匹配级别"] == "未匹配" and rows[3]["X"] == ""
    assert rows[2]["原因"].startswith("待核")
    assert (report.rows, report.empty, report.encoding) == (6, 1, "GB18030")
    assert report.rows == report.matched + report.doubtful + report.unmatched + report.empty
    assert sum(report.levels.values()) == report.rows
    assert dict(report.queue)["同名路1号"] == 1


def test_a_workbook_goes_in_and_out(space: Workspace, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["住户名单", None], ["户", "地址"], ["=1+1", "天骄路8号"], [2, "康盛苑3-2-501"]):
        book.active.append(row)
    book.save(tmp_path / "名单.xlsx")
    report = run(space, tmp_path / "名单.xlsx", tmp_path / "结果.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "结果.xlsx").active
    assert [cell.value for cell in sheet[1]][:3] == ["户", "地址", "匹配级别"]
    assert [sheet.cell(row, 3).value for row in (2, 3)] == ["门牌", "室"]
    assert report.matched == 2


def test_a_column_of_the_list_keeps_its_name_beside_ours(space: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("地址,X\n天骄路8号,原来的\n", encoding="utf-8")
    run(space, file, tmp_path / "结果.csv")
    row = written(tmp_path / "结果.csv")[0]
    assert (row["X"], row["X_2"]) == ("原来的", f"{X:.1f}")


def test_a_column_that_is_not_there_is_named(space: Workspace, tmp_path: Path) -> None:
    file = list_of(tmp_path, [["1", "甲", "天骄路8号"]])
    with pytest.raises(AddressColumnMissing) as caught:
        run(space, file, tmp_path / "结果.csv", "住址")
    assert caught.value.values == {"path": str(file), "column": "住址", "columns": "编号、姓名、地址"}
    assert not (tmp_path / "结果.csv").exists()


def test_of_columns_with_one_name_the_first_is_taken_and_another_can_be_named(space: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("编号,地址,地址\n1,天骄路8号,天骄路18号\n", encoding="utf-8")
    first, second = tmp_path / "一.csv", tmp_path / "二.csv"
    assert run(space, file, first).namesakes == 2 and run(space, file, second, "地址:2").namesakes == 1
    found = []
    for out in (first, second):
        with out.open(encoding="utf-8-sig", newline="") as opened:
            found.append(list(csv.reader(opened))[1][9].removeprefix(REGION))
    assert found == ["天骄路8号", "天骄路18号"]


@pytest.mark.parametrize(
    ("encoding", "mark", "stroke"),
    [("utf-8", b"", ","), ("utf-8", b"\xef\xbb\xbf", ";"), ("utf-16-le", b"\xff\xfe", ","),
     ("utf-16-be", b"\xfe\xff", "\t"), ("gb18030", b"", "\t"), ("big5", b"", ",")],
)  # fmt: skip
def test_a_list_in_any_encoding_is_read_and_traditional_signs_are_understood(
    space: Workspace, tmp_path: Path, encoding: str, mark: bytes, stroke: str
) -> None:
    rows = [["編號", "備註", "地址"], ["1", "門牌號", "天驕路18號"], ["2", "樓房的號碼", "康盛苑3號樓2單元501室"]]
    text = "".join(stroke.join(row) + "\r\n" for row in rows)
    (file := tmp_path / "名單.csv").write_bytes(mark + text.encode(encoding))
    report = run(space, file, tmp_path / "结果.csv")
    assert (report.rows, report.matched, report.levels["室"], report.levels["门牌"]) == (2, 2, 1, 1)


def test_an_error_in_the_list_names_the_list_and_not_the_result(space: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_text("编号,地址\n1,天骄路8号,东侧\n", encoding="utf-8")
    with pytest.raises(RowsInvalid) as caught:
        run(space, file, tmp_path / "结果.csv")
    assert caught.value.values["path"] == str(file)


def test_a_number_that_nobody_recorded_is_estimated_also_on_a_misspelt_road_and_said_so(space: Workspace) -> None:
    with Geocoder(space) as geocoder:
        right, wrong = geocoder.grades(["天骄路12号", "天娇路12号"])
    assert [(one.level, one.reason, one.doubtful) for one in (right, wrong)] == [
        (Level.DOOR, Reason.ESTIMATED, True)
    ] * 2
    assert right.hit is not None and wrong.hit is not None
    assert right.hit.title == wrong.hit.title == "天骄路12号（估计）" and right.hit.x == wrong.hit.x
    assert "天娇路" in wrong.hit.note and not right.hit.note


@pytest.mark.parametrize(
    ("text", "level", "reason"),
    [
        ("天骄路18号附3号", Level.DOOR, Reason.COARSER),
        ("康盛苑3号楼7单元", Level.BUILDING, Reason.COARSER),
        ("天骄路18号老王饭店", Level.DOOR, Reason.REMARK),
        ("鄂尔多斯大街9999号", Level.ROAD, Reason.COARSER),
        ("天骄路9999号", Level.NONE, Reason.NOTHING),  # a road that is no row: none of its doors is meant
    ],
)
def test_what_is_left_without_what_nobody_recorded_is_told(
    space: Workspace, text: str, level: Level, reason: Reason
) -> None:
    with Geocoder(space) as geocoder:
        found = geocoder.grades([text])[0]
    assert (found.level, found.reason) == (level, reason)


def test_the_address_that_is_left_can_be_chosen_but_no_estimate(space: Workspace) -> None:
    assert candidates(space, "天骄路18号附3号")[0].detail == f"{REGION}天骄路18号"
    assert all("估计" not in hit.title for hit in candidates(space, "天骄路12号"))


def test_an_address_without_a_recorded_level_has_the_one_that_its_text_tells(space: Workspace) -> None:
    texts = ["新街1号", "新街1号2号楼", "新街1号2号楼3单元", "新街1号2号楼3单元401室"]
    with space.change("data.import", "addresses") as change:
        at = np.array([shapely.Point(X + one, Y + 900) for one in range(4)], dtype=object)
        change.writer.append(theme("addresses"), Table({"full": texts, "code": list("abcd")}, at))
    with Geocoder(space) as geocoder:
        levels = [one.level for one in geocoder.grades(texts)]
    assert levels == [Level.DOOR, Level.BUILDING, Level.BUILDING, Level.ROOM]


def test_the_column_that_looks_like_the_address_is_offered(tmp_path: Path) -> None:
    assert columns_of(list_of(tmp_path, [["1", "甲", "天骄路8号"]])) == (("编号", "姓名", "地址"), "地址")


def test_nothing_is_written_over_or_in_another_format(space: Workspace, tmp_path: Path) -> None:
    file = list_of(tmp_path, [["1", "甲", "天骄路8号"]])
    with pytest.raises(OutputExists):
        run(space, file, file)
    with pytest.raises(OutputUnwritable):
        run(space, file, tmp_path / "结果.dbf")
    with pytest.raises(FileEmpty):
        run(space, list_of(tmp_path, [], "空的.csv"), tmp_path / "结果.csv")


def test_stopping_leaves_nothing_behind(space: Workspace, tmp_path: Path) -> None:
    file = list_of(tmp_path, [["1", "甲", "天骄路8号"]])
    with pytest.raises(Cancelled):
        geocode_file(space, GeocodeTask(file, "地址", tmp_path / "结果.csv"), reporting(lambda *_: None, lambda: True))
    assert sorted(
        one.name for one in tmp_path.iterdir() if "名单" in one.name or "结果" in one.name or one.name[0] == "."
    ) == ["名单.csv"]


def test_the_layer_holds_the_address_and_nothing_else_of_the_list(space: Workspace, tmp_path: Path) -> None:
    rows = [["1", "赵某某", "天骄路8号"], ["2", "钱某某", "火星路1号 13900000000"]]
    report = run(space, list_of(tmp_path, rows), tmp_path / "结果.csv", layer=True)
    table = space.store.read(theme("geocoded"))
    assert report.placed == 1 and report.operation
    assert list(table.columns["text"]) == ["天骄路8号", "火星路1号 *"]
    assert list(table.columns["level"]) == ["门牌", "未匹配"]
    assert "赵某某" not in repr(table.columns)
    assert shapely.get_x(table.geometry).tolist()[0] == pytest.approx(X)


def test_the_same_list_again_replaces_its_rows(space: Workspace, tmp_path: Path) -> None:
    file = list_of(tmp_path, [["1", "甲", "天骄路8号"]])
    for name in ("一.csv", "二.csv"):
        run(space, file, tmp_path / name, layer=True)
    assert space.store.count(theme("geocoded")) == 1


def test_two_processes_answer_as_one(space: Workspace) -> None:
    texts = [f"天骄路{number}号" for number in range(60)]
    with Geocoder(space) as alone:
        expected = alone.grades(texts)
    with Geocoder(space) as both:
        both.prepare(1_000_000)
        assert both.grades(texts) == expected


def test_candidates_are_offered_for_what_is_doubtful(space: Workspace) -> None:
    assert len([hit for hit in candidates(space, "同名路1号") if hit.kind == "addresses"]) == 2


def test_what_is_told_by_another_place_is_graded_as_a_guess_and_said_so(space: Workspace) -> None:
    with Geocoder(space) as geocoder:
        moved, listed, joined = geocoder.grades(["天骄路18号东侧200米", "天骄路8号、18号", "康盛苑3号楼；天骄路8号"])
    assert (moved.level, moved.reason, moved.doubtful) == (Level.DOOR, Reason.MOVED, True)
    assert moved.hit is not None and moved.hit.x == X + 250
    assert (listed.level, listed.reason) == (Level.DOOR, Reason.SEVERAL)
    assert (joined.level, joined.reason, joined.doubtful) == (Level.BUILDING, Reason.SEVERAL, True)


def test_the_time_that_a_list_took_is_reported(space: Workspace, tmp_path: Path) -> None:
    report = run(space, list_of(tmp_path, [["1", "", "天骄路8号"]]), tmp_path / "结果.csv")
    assert report.rows == 1 and report.elapsed_s > 0
