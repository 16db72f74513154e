"""A condition asked of SQLite says what it says in plain Python."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from kangbashi_gis.errors import ConditionUnfit
from kangbashi_gis.model.expression import parse
from kangbashi_gis.model.themes import theme
from kangbashi_gis.store.conditions import condition

PARCELS = theme("parcels")
ROWS = [
    (1, "0701", 500.0, "康巴什大街12号"),
    (2, "0702", 7.0, "Ordos Street 50%"),
    (3, None, None, "ordos_street"),
    (4, "1001", 3.0, "[内部]?*"),
]


@pytest.fixture
def rows() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute('CREATE TABLE parcels (fid INTEGER, "use" TEXT, area_m2 REAL, address TEXT)')
        connection.executemany("INSERT INTO parcels VALUES (?, ?, ?, ?)", ROWS)
        yield connection


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\"use\" = '0701'", [1]),
        ("NOT \"use\" = '0701'", [2, 4]),
        ('"use" IS NULL', [3]),
        ("area_m2 BETWEEN 3 AND 7", [2, 4]),
        ("area_m2 / 2 = 3.5", [2]),
        ("fid / 2 = 1.5", [3]),
        ("-area_m2 < -100 OR \"use\" IN ('1001', '9')", [1, 4]),
        ("address LIKE 'Ordos%'", [2]),
        ("address ILIKE 'ordos%'", [2, 3]),
        ("address LIKE '%大街__号'", [1]),
        ("address LIKE '[内部]?*'", [4]),
        ("address LIKE '%50%'", [2]),
        ("\"use\" || '-' = '0701-'", [1]),
        ("TRUE", [1, 2, 3, 4]),
        ("area_m2 = NULL", []),
    ],
)
def test_a_condition_finds_its_rows(rows: sqlite3.Connection, text: str, expected: list[int]) -> None:
    where, values = condition(PARCELS, parse(text))
    found = rows.execute(f"SELECT fid FROM parcels WHERE {where} ORDER BY fid", values).fetchall()
    assert [fid for (fid,) in found] == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nothing = 1", "no_such_field"),
        ("holder = '张三'", "personal_field"),
        ("area_m2 = '7'", "text_and_number"),
        ('"use" = 701', "text_and_number"),
        ('"use" + 1 = 2', "not_number"),
        ("area_m2 LIKE '7%'", "not_text"),
        ('"use" LIKE address', "pattern"),
        ('"use"', "no_condition"),
        ("\"use\" IN ('1', 2)", "text_and_number"),
    ],
)
def test_what_does_not_fit_a_theme_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ConditionUnfit) as caught:
        condition(PARCELS, parse(text))
    assert caught.value.values["reason"] == reason


def test_a_value_never_becomes_sql() -> None:
    where, values = condition(PARCELS, parse("address = '''; DROP TABLE parcels; --'"))
    assert "DROP" not in where
    assert values == ("'; DROP TABLE parcels; --",)
