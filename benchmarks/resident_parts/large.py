"""A vault of millions of residents, made aside: rows in bulk, then the index of people as the program makes it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
from sqlcipher3.dbapi2 import Connection

from benchmarks.resident_parts import staff
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.themes import ADDRESSES, RESIDENTS
from kangbashi_gis.operations.workspace import open_workspace
from kangbashi_gis.store import keys, people_index
from kangbashi_gis.store.accounts import Accounts
from kangbashi_gis.store.connection import connect
from kangbashi_gis.store.sql import Fragment, statement

SCHEMA = "SELECT name, sql FROM sqlite_master WHERE type = ? AND tbl_name = 'residents' AND sql NOT NULL"
PER_ADDRESS = 3
PIECE = 200_000
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲建国春梅红志华斌海燕鹏飞宇晨欣怡子涵梓轩浩然雨泽思远"


def fill(folder: Path, people: int) -> None:
    """Add so many people to the vault of a workspace with accounts."""
    with open_workspace(folder) as space:
        staff.enter(space, Role.CLERK)
        space.vault.count(RESIDENTS)
        here = space.store.count(ADDRESSES)
    person = staff.STAFF[Role.CLERK]
    account = Accounts(folder / "accounts.db").account(person.name)
    assert account is not None and account.wrapped is not None
    seed = keys.open_seed(account.seed, person.password)
    assert seed is not None
    key = keys.open_sealed(seed, account.wrapped)
    assert key is not None
    with closing(connect(folder / "vault.db", key=key)) as connection:
        people_index.equip(connection)
        _append(connection, people, here)


def _append(connection: Connection, people: int, here: int) -> None:
    execute = connection.execute
    triggers, indexes = (execute(SCHEMA, (kind,)).fetchall() for kind in ("trigger", "index"))
    names = [row[1] for row in execute("PRAGMA table_info(residents)")]
    execute("PRAGMA journal_mode = OFF")
    execute("PRAGMA synchronous = OFF")
    execute("BEGIN IMMEDIATE")
    for name, _ in triggers:
        execute(f'DROP TRIGGER "{name}"')
    for name, _ in indexes:
        execute(f'DROP INDEX "{name}"')
    template = dict(zip(names, execute("SELECT * FROM residents LIMIT 1").fetchone(), strict=True))
    command = statement("INSERT INTO residents ({columns}) VALUES ({values})", columns=names, values=_marks(names))
    first = execute("SELECT max(fid) FROM residents").fetchone()[0] + 1
    for start in range(0, people, PIECE):
        rows = _rows(template, names, np.arange(start, min(start + PIECE, people)), first, here)
        connection.executemany(command, rows)
    execute("DELETE FROM people_names")
    execute(people_index.COUNTED)
    for _, command in (*indexes, *triggers):
        execute(command)
    execute("COMMIT")
    execute("PRAGMA journal_mode = WAL")


def _marks(names: list[str]) -> Fragment:
    return Fragment(",".join("?" * len(names)))


def _rows(
    template: dict[str, object], names: list[str], numbers: np.ndarray, first: int, here: int
) -> Iterator[list[object]]:
    """Make people: names as frequent as names are, ID numbers and phones of their own."""
    dice = np.random.default_rng(int(numbers[0]) + 7)
    family = (dice.zipf(1.3, len(numbers)) - 1) % len(FAMILY)
    given = dice.integers(0, len(GIVEN), (len(numbers), 2))
    short = dice.random(len(numbers)) < 0.2
    for at, number in enumerate(numbers.tolist()):
        name = FAMILY[family[at]] + GIVEN[given[at, 0]] + ("" if short[at] else GIVEN[given[at, 1]])
        year, day = 1940 + number % 80, number // 80 % 365
        born = np.datetime64(f"{year}-01-01") + day
        said = {
            "fid": first + number,
            "id": f"{number:08x}-aaaa-7aaa-8aaa-{number:012x}",
            "name": name,
            "id_number": f"{150600 + number % 90}{str(born).replace('-', '')}{number // 29200 % 10000:04d}",
            "phone": f"1{30_000_000_00 + number}",
            "born": str(born),
            "household": f"{number // PER_ADDRESS:012d}",
            "address_fid": number // PER_ADDRESS % max(here * 60, 1) + 1,
        }
        yield [said.get(one, template[one]) for one in names]
