"""Control points are read from the tables that surveyors keep them in."""

from pathlib import Path

import pytest

from kangbashi_gis.diagnosis.fitting_points import read_control_points
from kangbashi_gis.errors import FitRefused, RowsInvalid
from kangbashi_gis.model.crs import area

AREA = area("EPSG:4546")


def table(folder: Path, text: str) -> Path:
    path = folder / "控制点.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("点名,旧东,旧北,新东,新北", "C1,52000.5,61000.25,396082,4386593"),
        ("点名,旧北坐标X,旧东坐标Y,新北坐标X,新东坐标Y", "C1,61000.25,52000.5,4386593,396082"),
        ("新东,新北,点名,旧东,旧北", "396082,4386593,C1,52000.5,61000.25"),
        ("点,a,b,c,d", "C1,52000.5,61000.25,396082,4386593"),
        ("点名,源x,源y,目标X,目标Y", "C1,52000.5,61000.25,4386593,396082"),
    ],
)
def test_columns_are_told_by_their_headings_or_their_order(tmp_path: Path, heading: str, row: str) -> None:
    (point,) = read_control_points(table(tmp_path, f"{heading}\n{row}\n"), AREA)
    assert point.name == "C1"
    assert point.source == (52_000.5, 61_000.25)
    assert point.target == (396_082.0, 4_386_593.0)


def test_a_number_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RowsInvalid):
        read_control_points(table(tmp_path, "点名,旧东,旧北,新东,新北\nC1,缺,1,2,3\n"), AREA)


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FitRefused):
        read_control_points(table(tmp_path, "姓名,年龄\n某人,30\n"), AREA)
