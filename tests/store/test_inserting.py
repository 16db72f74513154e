"""Rows go in many at a time, whatever their number, in order."""

import pytest
from sqlcipher3 import dbapi2

from kangbashi_gis.store.inserting import AT_ONCE, insert


@pytest.mark.parametrize("count", [1, 19, 20, 21, 299, 300, 301, 641])
def test_any_number_of_rows_goes_in_whole_and_in_order(count: int) -> None:
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute("CREATE TABLE 宗地 (fid INTEGER PRIMARY KEY, 名称 TEXT, 来源 INTEGER)")
    numbers = list(range(1, count + 1))
    insert(connection, "宗地", ("fid", "名称", "来源"), (numbers, [f"第{one}号" for one in numbers], [7] * count))
    rows = connection.execute("SELECT * FROM 宗地 ORDER BY rowid").fetchall()
    assert rows == [(one, f"第{one}号", 7) for one in numbers]
    connection.close()


def test_a_table_of_very_many_columns_goes_in_with_fewer_rows_at_a_time() -> None:
    names, count = [f"列{one}" for one in range(150)], AT_ONCE[0] * 2 + 1
    connection = dbapi2.connect(":memory:", isolation_level=None)
    connection.execute(f"CREATE TABLE 宽表 ({', '.join(names)})")
    insert(connection, "宽表", names, [[place * row for row in range(count)] for place in range(1, 151)])
    found = connection.execute("SELECT count(*), sum(列0), sum(列149) FROM 宽表").fetchone()
    total = count * (count - 1) // 2
    assert found == (count, total, 150 * total)
    connection.close()
