"""A table of residents as a community hands it in: how long it takes to bring in, and what is found of what is wrong.

    python benchmarks/resident_tables.py [--quick]

The table is made by code that shares nothing with the code that reads it: own check digits, own names, own faults.
Seconds are those of this process and its vault, by the clock; the processor's time of this process stands beside.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.report import document, promise  # noqa: E402
from benchmarks.window import workspace_of  # noqa: E402
from kangbashi_gis.model.resident_tables import TableOptions, TableReport  # noqa: E402
from kangbashi_gis.model.themes import ADDRESSES  # noqa: E402
from kangbashi_gis.operations.resident_tables import import_table, rehearse_table  # noqa: E402
from kangbashi_gis.operations.upkeep import copy  # noqa: E402
from kangbashi_gis.operations.workspace import Workspace, open_workspace  # noqa: E402
from kangbashi_gis.progress import silent  # noqa: E402

PEOPLE, QUICK_PEOPLE, LIMIT_S = 127_000, 400, 30.0
COUNTY = "999999"  # there is no such county, and the sample has none of it
HEADINGS = [
    "序号",
    "姓名",
    "公民身份证号码",
    "性别",
    "民族",
    "小区",
    "楼号",
    "单元",
    "室",
    "联系电话",
    "与户主关系",
    "备注",
]
GIVEN = "安宝晨丹恩峰刚海佳凯兰梅宁鹏勤荣山涛婉霞阳泽"
FAMILY = "王李张刘陈杨赵黄周吴"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml."
TYPES = (
    "".join(
        f'<Override PartName="/xl/{part}" ContentType="{SHEETS}{kind}+xml"/>'
        for part, kind in (
            ("workbook.xml", "sheet.main"),
            ("worksheets/sheet1.xml", "worksheet"),
            ("sharedStrings.xml", "sharedStrings"),
        )
    )
    + '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
)
TURN = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# what is planted in one row of so many, and what has to be told of it
PLANTED = {
    "id_check": 101, "id_rounded": 103, "id_date": 107, "no_number": 109, "sex_differs": 113, "name_unreadable": 127,
    "doubled": 131, "phone_doubtful": 137, "private_character": 139, "address_doubtful": 149,
}  # fmt: skip


def main() -> None:
    """Measure and print the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    count = QUICK_PEOPLE if quick else PEOPLE
    with tempfile.TemporaryDirectory(prefix="康巴什-") as place:
        with open_workspace(workspace_of("small" if quick else "city")) as space:
            copy(space, Path(place) / "副本", silent)
        with open_workspace(Path(place) / "副本") as space:
            path = Path(place) / "居民登记表.xlsx"
            planted = write_table(path, dwellings(space), count)
            rows = measured(space, path, planted, count)
        # the processes of the vault and of the search have ended with the workspace
        of_others = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(document("resident_tables", rows, children_s=round(of_others.ru_utime + of_others.ru_stime, 2)))


def measured(space: Workspace, path: Path, planted: Counter[str], count: int) -> list[dict[str, object]]:
    """Rehearse and bring in; give the rows."""
    more = {"scaled": False if count == PEOPLE else f"{count} people instead of {PEOPLE}"}
    space.index.words()
    rehearsal, tried_s, _ = timed(lambda: rehearse_table(space, path, TableOptions(), silent))
    report, took_s, own_s = timed(lambda: import_table(space, path, TableOptions(), silent))
    missing = {kind: number - report.counts.get(kind, 0) for kind, number in planted.items()}
    missed = sum(max(0, number) for number in missing.values())
    false = sum(max(0, report.counts.get(kind, 0) - number) for kind, number in planted.items())
    same = sum(getattr(rehearsal, one) != getattr(report, one) for one in ("added", "refused", "doubled", "counts"))
    return [
        promise(f"{PEOPLE} residents brought in from XLSX", LIMIT_S, took_s, "s", processor_s=own_s, **more),
        promise("rehearsed", LIMIT_S, tried_s, "s", **more),
        promise(
            "planted faults that were missed", 0, missed, "", planted=sum(planted.values()), differences=missing, **more
        ),
        promise("faults told that were not planted", 0, false, "", **more),
        promise("counts in which rehearsal and import differ", 0, same, "", **more),
    ]


def timed(work: Callable[[], TableReport]) -> tuple[TableReport, float, float]:
    """Give what comes of some work, its seconds, and those of the processor."""
    wall, own = time.perf_counter(), time.process_time()
    result = work()
    return result, round(time.perf_counter() - wall, 2), round(time.process_time() - own, 2)


def dwellings(space: Workspace) -> list[tuple[str, str, str, str]]:
    """Give the rooms of the district as a community writes them: compound, building, unit, room."""
    table = space.store.read(ADDRESSES, None, geometry=False)
    names = ("kind", "compound", "building", "unit", "room")
    rows = zip(*(table.columns[name] for name in names), strict=True)
    return [tuple(str(one) for one in row[1:]) for row in rows if row[0] == "room" and all(row[1:])]  # type: ignore[misc]


def write_table(path: Path, rooms: list[tuple[str, str, str, str]], count: int) -> Counter[str]:
    """Write the table; gives how many faults of each kind are in it."""
    dice, planted = random.Random(7), Counter[str]()
    before: list[object] = []
    rows: list[list[object]] = [["康巴什区实有人口登记表（社区填报）"], [], list(HEADINGS)]
    for turn in range(count):
        row = person(turn, rooms[turn // 3 % len(rooms)], dice)
        fault = next((kind for kind, step in PLANTED.items() if turn % step == step - 1), "")
        if fault:
            row = spoilt(fault, row, before)
            planted[fault] += 1
        else:
            before = row
        rows.append([turn + 1, *row[1:]])
    save(path, [*rows, ["合计", count]])
    return planted


def save(path: Path, rows: list[list[object]]) -> None:
    """Write a workbook as a spreadsheet program does: each text once, and cells that point at it."""
    texts: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for letter, value in zip("ABCDEFGHIJKL", row, strict=False):
            shared = isinstance(value, str)
            said = texts.setdefault(value, len(texts)) if shared else value  # type: ignore[arg-type]
            cells.append(
                f'<c r="{letter}{number}"{" t=" + chr(34) + "s" + chr(34) if shared else ""}><v>{said}</v></c>'
            )
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    strings = "".join(f"<si><t>{text}</t></si>" for text in texts)
    sheet = f'<dimension ref="A1:L{len(rows)}"/><sheetData>{"".join(lines)}</sheetData>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types">{TYPES}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships">{relation("officeDocument", "xl/workbook.xml")}'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="人口" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">'
        f"{relation('worksheet', 'worksheets/sheet1.xml')}{relation('sharedStrings', 'sharedStrings.xml', 'r2')}"
        "</Relationships>",
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)


def relation(kind: str, target: str, name: str = "r1") -> str:
    """Give a line that says which part is what."""
    return f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def person(turn: int, room: tuple[str, str, str, str], dice: random.Random) -> list[object]:
    """Make a person up; each has a number of an own."""
    day, rest = divmod(turn, 700)
    born = f"{date(1930, 1, 1) + timedelta(days=day):%Y%m%d}"
    first17 = f"{COUNTY}{born}{100 + rest:03d}"
    name = dice.choice(FAMILY) + dice.choice(GIVEN) + dice.choice(GIVEN)
    sex = "男" if int(first17[16]) % 2 else "女"
    phone = f"138{turn:08d}"
    kin = ("户主", "配偶", "子")[turn % 3]
    return [0, name, first17 + last_sign(first17), sex, "汉", *room, phone, kin, ""]


def last_sign(first17: str) -> str:
    """Give the sign that makes the weighted sum of all eighteen 1 modulo 11 (GB 11643)."""
    total = sum(int(one) * weight for one, weight in zip(first17, TURN, strict=True))
    return next(sign for value, sign in enumerate("0123456789X") if (total + value) % 11 == 1)


def spoilt(fault: str, row: list[object], before: list[object]) -> list[object]:
    """Do to a row what clerks and their programs do."""
    bad, number = list(row), str(row[2])
    if fault == "id_check":
        bad[2] = number[:16] + str((int(number[16]) + (4 if number[15:] == "090" else 1)) % 10) + number[17]
    elif fault == "id_rounded":
        bad[2] = float(int(number[:15] + "000"))
    elif fault == "id_date":
        first17 = number[:10] + "0231" + number[14:17]
        bad[2] = first17 + last_sign(first17)
    elif fault == "no_number":
        bad[2] = 0
    elif fault == "sex_differs":
        bad[3] = "女" if row[3] == "男" else "男"
    elif fault == "name_unreadable":
        bad[1] = f"{str(row[1])[0]}?"
    elif fault == "doubled":
        bad = list(before)
    elif fault == "phone_doubtful":
        bad[9] = "13800"
    elif fault == "private_character":
        bad[1] = f"{str(row[1])[0]}\ue863"
    else:
        bad[8] = "9901"
    return bad


if __name__ == "__main__":
    main()
