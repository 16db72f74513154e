"""What can be read and yet may be wrong is asked about or told; a person answers with a repair, and that is counted."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kangbashi_gis.errors import FileQuestioned
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.model.schema import Theme
from kangbashi_gis.model.themes import ADDRESSES, ENTITIES, PARCELS, RESIDENTS, ROADS
from kangbashi_gis.operations.importing import ImportReport, import_files, rehearse_files
from kangbashi_gis.operations.staging import ImportRequest
from kangbashi_gis.operations.workspace import Workspace
from kangbashi_gis.progress import silent
from tests.conftest import X, Y

CRS = "EPSG:4546"
PARCEL = "150699001001GB00001"  # where firms stand
HEAD = "宗地代码,统一社会信用代码,单位名称"
FIRM = f"{PARCEL},91150699MA9900009X"
FIRMS = f"{HEAD},从业人数\n" + "".join(f"{PARCEL},91150699MA99{at:05}X,康城{at}店,{at}\n" for at in range(1, 6))
PLACES = "地址编码,标准地址全称,X,Y\n" + "".join(
    f"D{at},天骄路{at}号,{X + 7 * at},{Y + 5 * at}\n" for at in range(1, 9)
)


def text(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def bring(space: Workspace, path: Path, theme: Theme, *repairs: str, **options: Any) -> ImportReport:
    """Rehearse and import; both count the same."""
    requests = [ImportRequest(path, theme, ImportOptions(crs=CRS, repairs=repairs, **options))]
    (tried,) = rehearse_files(space, requests, silent)
    (done,) = import_files(space, requests, silent)
    assert {**vars(tried.report), "operation": 0} == {**vars(done.report), "operation": 0}
    return done.report


def asked(space: Workspace, path: Path, theme: Theme, *repairs: str, **options: Any) -> str:
    with pytest.raises(FileQuestioned) as caught:
        bring(space, path, theme, *repairs, **options)
    return str(caught.value.values["finding"])


def told(report: ImportReport) -> dict[str, int]:
    return {one.code: one.count for one in report.told}


@pytest.mark.parametrize("total", [",合计,,15", ",,小　计:,15", "Total,,,15", ",总计,,"])
def test_a_sum_among_rows_is_asked_about_and_left_out_or_kept(workspace: Workspace, tmp_path: Path, total: str) -> None:
    path = text(tmp_path, "名录.csv", f"{FIRMS}{total}\n{FIRM},康城9店,9\n")
    assert asked(workspace, path, ENTITIES) == "row_total"
    report = bring(workspace, path, ENTITIES, "drop-totals")
    assert (report.read, report.added, report.repairs[0].left_out) == (7, 6, 1)
    assert told(report) == {"row_total": 1}
    kept = bring(workspace, path, ENTITIES, "keep-totals")
    assert (kept.unchanged, kept.added) == (6, 1)


def test_rows_that_are_left_out_do_not_move_the_numbers_of_the_others(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "名录.csv", f"{HEAD}\n,合计,\n{FIRM},康城9店\n")
    request = ImportRequest(path, ENTITIES, ImportOptions(crs=CRS, repairs=("drop-totals",)))
    (done,) = rehearse_files(workspace, [request], silent)
    assert [one.row for one in done.difference.new] == [2]


def test_a_firm_that_is_called_like_a_sum_is_none(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, text(tmp_path, "名录.csv", f"{FIRMS}{FIRM},合计设计院,9\n"), ENTITIES)
    assert report.added == 6


@pytest.mark.parametrize("far", [f"{X + 300_000},{Y}", f"{Y},{X}", f"37{X:.0f},{Y}"])
def test_a_point_far_from_all_others_is_asked_about(workspace: Workspace, tmp_path: Path, far: str) -> None:
    path = text(tmp_path, "地址.csv", f"{PLACES}D9,天骄路9号,{far}\n")
    assert asked(workspace, path, ADDRESSES) in ("shape_outside", "reference_mixed")
    report = bring(workspace, path, ADDRESSES, "drop-outside")
    assert (report.added, report.repairs[0].left_out) == (8, 1)
    assert bring(workspace, path, ADDRESSES, "keep-outside").added == 1


@pytest.mark.parametrize("place", ["-9999,-9999", "-1,-1", f"{X},0", f"0,{Y}", f"{X},-99"])
def test_a_coordinate_that_means_no_place_is_told(workspace: Workspace, tmp_path: Path, place: str) -> None:
    report = bring(workspace, text(tmp_path, "地址.csv", f"{PLACES}D9,天骄路9号,{place}\n"), ADDRESSES)
    assert told(report) == {"shape_nowhere": 1}
    assert report.unlocated == 1


def test_a_line_with_a_corner_that_is_nowhere_is_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    inside = f"POLYGON(({X} {Y},{X + 40} {Y},0 0,{X} {Y}))"
    path = text(tmp_path, "宗地.csv", f'宗地代码,WKT\nP1,"{inside}"\n')
    assert asked(workspace, path, PARCELS) == "shape_nowhere_corner"
    assert bring(workspace, path, PARCELS, "keep-outside").added == 1


def squares(stated: Sequence[object]) -> str:
    rows = ""
    for at, area in enumerate(stated):
        east = X + 50 * at
        ring = f"{east} {Y},{east + 40} {Y},{east + 40} {Y + 40},{east} {Y + 40},{east} {Y}"
        rows += f'P{at},{area},"POLYGON(({ring}))"\n'
    return "宗地代码,宗地面积,WKT\n" + rows


def test_areas_in_another_unit_are_asked_about_and_converted(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "宗地.csv", squares([2.4] * 5))
    assert asked(workspace, path, PARCELS) == "row_area_unit"
    report = bring(workspace, path, PARCELS, "areas-mu")
    assert report.repairs[0].changed == 5
    stored = workspace.store.read(PARCELS, workspace.store.bounds(PARCELS)[0][-5:])
    assert list(stored.columns["area_m2"]) == pytest.approx([1600] * 5)


def test_areas_of_two_units_in_one_column_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "宗地.csv", squares([1600, 0.16, 1600, 1600]))
    assert asked(workspace, path, PARCELS) == "row_area_mixed"
    assert bring(workspace, path, PARCELS, "keep-areas").added == 4


def test_areas_that_differ_from_the_shapes_are_told(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, text(tmp_path, "宗地.csv", squares([1600, 1900, -1600, 1601])), PARCELS)
    assert told(report) == {"row_area_differs": 2}


def test_numbers_of_people_are_written_plainly_and_that_is_told(workspace: Workspace, tmp_path: Path) -> None:
    rows = (
        "公民身份号码,姓名\n１５０６９９１９９００１０１１２３ｘ,甲\n150699 19900101 124x,乙\n15069919900101125X,丙\n"
    )
    report = bring(workspace, text(tmp_path, "人口.csv", rows), RESIDENTS)
    assert told(report) == {"row_tidied": 2}
    again = bring(workspace, text(tmp_path, "再次.csv", rows.replace("ｘ", "X").replace(" ", "")), RESIDENTS)
    assert (again.added, again.unchanged) == (0, 3)


def test_signs_that_nobody_sees_do_not_make_another_key(workspace: Workspace, tmp_path: Path) -> None:
    bring(workspace, text(tmp_path, "一月.csv", FIRMS), ENTITIES)
    hidden = FIRMS.replace("91150699MA9900001X", "\u200b91150699MA9900001X\ufeff").replace("康城2店", "康城\u20602店")
    report = bring(workspace, text(tmp_path, "二月.csv", hidden), ENTITIES)
    assert (report.unchanged, report.added) == (5, 0)
    assert [(one.values["field"], one.count) for one in report.told] == [("统一社会信用代码", 1), ("单位名称", 1)]


def test_what_a_spreadsheet_could_not_show_comes_in_empty_and_is_told(workspace: Workspace, tmp_path: Path) -> None:
    report = bring(workspace, text(tmp_path, "名录.csv", f"{FIRMS}{FIRM},#REF!,9\n"), ENTITIES)
    assert told(report) == {"row_value_failed": 1}


def test_two_columns_of_one_name_are_asked_about(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "名录.csv", f"{HEAD},单位名称\n{FIRM},甲店,乙店\n")
    assert asked(workspace, path, ENTITIES) == "field_name_twice"
    assert bring(workspace, path, ENTITIES, mapping={"单位名称": "单位名称_2"}).added == 1


def test_two_columns_of_one_name_that_say_the_same_are_no_question(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "名录.csv", f"{HEAD},单位名称\n{FIRM},甲店,甲店\n")
    assert bring(workspace, path, ENTITIES).added == 1


@pytest.mark.parametrize(
    ("kind", "last", "code"),
    [("Z", 1300.5, "shape_heights"), ("Z", 0, "shape_heights_zero"), ("M", 17.5, "shape_measures")],
)
def test_heights_are_asked_about_unless_they_are_nought_and_measures_are_told(
    workspace: Workspace, tmp_path: Path, kind: str, last: float, code: str
) -> None:
    line = f"LINESTRING {kind}({X} {Y} {last},{X + 90} {Y} {last})"
    path = text(tmp_path, "道路.csv", f'道路编码,道路名称,WKT\nR9,天骄路,"{line}"\n')
    if code == "shape_heights":
        assert asked(workspace, path, ROADS) == code
        report = bring(workspace, path, ROADS, "drop-z")
        assert report.repairs[0].changed == 1
    else:
        report = bring(workspace, path, ROADS)
    assert told(report)[code] == 1
    assert not workspace.store.read(ROADS).geometry[-1].has_z  # type: ignore[index]


def test_points_a_geocoder_did_not_find_and_rounded_degrees_are_told(workspace: Workspace, tmp_path: Path) -> None:
    rows = "".join(f"D{at},天骄路{at}号,{109.78 if at < 13 else 109.7 + at / 100},39.61\n" for at in range(1, 30))
    path = text(tmp_path, "地址.csv", f"地址编码,标准地址全称,经度,纬度\n{rows}")
    (done,) = import_files(workspace, [ImportRequest(path, ADDRESSES, ImportOptions(crs="EPSG:4490"))], silent)
    found = {one.code: one for one in done.report.told}
    assert (found["shape_one_point"].count, found["shape_coarse"].values["about_m"]) == (12, 1_100)
    (place,) = found["shape_one_point"].places
    assert abs(place[0] - X) < 50_000 and abs(place[1] - Y) < 50_000  # on the map, not in degrees


def test_long_codes_without_their_last_digits_are_asked_about_and_kept_if_a_person_says_so(
    workspace: Workspace, tmp_path: Path
) -> None:
    places = PLACES.replace("\nD", "\n15060300101234")
    rounded = "\n".join(
        line if at == 0 else f"15060300101{4567 + at}000,{line.partition(',')[2]}"
        for at, line in enumerate(places.splitlines())
    )
    path = text(tmp_path, "地址.csv", rounded)
    assert asked(workspace, path, ADDRESSES) == "row_digits_lost"
    assert (
        told(bring(workspace, path, ADDRESSES, "keep-digits"))["row_digits_lost"] == 7
    )  # 4570 ends in a nought itself


def test_a_key_that_comes_twice_in_a_file_is_told(workspace: Workspace, tmp_path: Path) -> None:
    path = text(tmp_path, "地址.csv", f"{PLACES}D3,天骄路3号院,{X + 500},{Y}\n")
    report = bring(workspace, path, ADDRESSES)
    assert (report.added, told(report)) == (9, {"row_key_twice": 1})
