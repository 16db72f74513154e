"""Guards for all tests: nobody's settings are touched, no warning goes unheard, nothing is left running.

And what many of them work on: a tiny workspace with a few Chinese rows.
"""

import logging
import multiprocessing
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely

from kangbashi_gis.importing.sources import apart
from kangbashi_gis.model.account import Role
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme
from kangbashi_gis.operations import accounts
from kangbashi_gis.operations.workspace import Workspace, create_workspace, open_workspace
from kangbashi_gis.store.keys import Cost
from tests.quick_vault import CHANGES

# a corner of the district in EPSG:4546
X, Y = 384_000.0, 4_383_000.0
# what a try of a password costs where only the rules are looked at
CHEAP = Cost(1, 8192)
# an account of each role, called as the role
STAFF = [
    accounts.Person(role.value, role, f"Ulan-Mulun 2026 No{n}")
    for n, role in enumerate(Role)
    if role.value != "visitor"
]
PASSWORDS = {one.name: one.password for one in STAFF}


@pytest.fixture(scope="session", autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep settings, caches and logs of the tests away from those of the person who runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KANGBASHI_GIS_CONFIG", str(tmp_path_factory.mktemp("配置")))
        yield


class _Heard(logging.Handler):
    """Collects what the program warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_unexpected_warning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which the program logs a warning; one that expects it asks for `caplog` and reads it."""
    heard = _Heard()
    root = logging.getLogger("kangbashi_gis")
    root.addHandler(heard)
    yield
    root.removeHandler(heard)
    if "caplog" not in request.fixturenames:
        assert heard.lines == []


@pytest.fixture(scope="module", autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a file of tests that leaves a thread or a child process behind."""
    threads, children = set(threading.enumerate()), set(multiprocessing.active_children())
    yield
    apart.rest()  # what waits for the next file to read
    left = [thread for thread in threading.enumerate() if thread not in threads and not _is_foreign(thread)]
    for thread in left:
        thread.join(timeout=5)
    assert [thread.name for thread in left if thread.is_alive()] == []
    assert [child.name for child in multiprocessing.active_children() if child not in children] == []


def _is_foreign(thread: threading.Thread) -> bool:
    """Threads of Qt and of compiled libraries show up as dummies once they have called Python."""
    return thread.name.startswith("Dummy-")


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a tiny workspace, made once; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("底版") / "康巴什 小样"
    with create_workspace(folder, "康巴什小样") as space:
        fill(space)
    return folder


@pytest.fixture(scope="session")
def staffed(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Give the folder of a tiny workspace with an account of each role, and its recovery key, made once."""
    folder = Path(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("账户") / "有账户"))
    recovery = accounts.recovery_key()
    with open_workspace(folder) as space:
        accounts.setup(space, STAFF, recovery, CHEAP)
    return folder, recovery


@pytest.fixture
def staffed_folder(staffed: tuple[Path, str], tmp_path: Path) -> Path:
    """Give the folder of a tiny workspace with accounts of this test's own, not opened."""
    return Path(shutil.copytree(staffed[0], tmp_path / "有账户 工作区"))


@pytest.fixture
def quick_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the vault's own code answer from a thread in place of a process."""

    for owner, name, replacement in CHANGES:
        monkeypatch.setattr(owner, name, replacement)


@pytest.fixture
def workspace_folder(tiny_folder: Path, tmp_path: Path) -> Path:
    """Give the folder of a tiny workspace of this test's own, not opened."""
    return Path(shutil.copytree(tiny_folder, tmp_path / "康巴什 工作区"))


@pytest.fixture
def workspace(workspace_folder: Path) -> Iterator[Workspace]:
    """Give a tiny workspace of this test's own, opened."""
    with open_workspace(workspace_folder) as space:
        yield space


def fill(space: Workspace) -> None:
    """Put the tiny rows into a workspace: one operation per theme, as imports do."""
    for name, table in tiny_rows().items():
        with space.change("data.import", name) as change:
            change.writer.append(theme(name), table)
    with space.change("data.import", "residents") as change:
        change.vault.append(theme("residents"), tiny_residents())


def tiny_rows() -> dict[str, Table]:
    """Give rows for the layers: one community, one parcel, one compound, two roads, four addresses, two entities."""
    block = shapely.box(X, Y, X + 400, Y + 300)
    return {
        "divisions": _table([block], code=["150603001001"], name=["康新社区"], level=["community"]),
        "parcels": _table([block], code=["150699001001GB00001"], use=["0701"], area_m2=[120000.0]),
        "compounds": _table([shapely.box(X + 50, Y + 50, X + 250, Y + 250)], code=["XQ0001"], name=["康城小区"]),
        "roads": _table(
            [shapely.LineString([(X, Y), (X + 400, Y)]), shapely.LineString([(X, Y), (X, Y + 300)])],
            code=["R0001", "R0002"],
            name=["鄂尔多斯大街", "乌兰木伦街"],
            **{"class": ["arterial", "branch"]},
        ),
        "addresses": _table(
            [shapely.Point(X + east, Y + 10) for east in (10, 20, 100, 390)],
            code=["A0001", "A0002", "A0003", "A0004"],
            full=["鄂尔多斯大街1号", "鄂尔多斯大街3号", "康城小区2号楼1单元301室", "鄂尔多斯大街77号"],
            kind=["door", "door", "room", "door"],
            community=["康新社区"] * 4,
            road=["鄂尔多斯大街"] * 4,
        ),
        "entities": _table(
            [shapely.Point(X + 10, Y + 10), shapely.Point(X + 390, Y + 10)],
            credit_code=["91150699MA0000001X", "91150699MA0000002Y"],
            name=["康巴什示例商贸有限公司", "康巴什示例餐饮店"],
            industry=["F", "H"],
            address_code=["A0001", "A0004"],
        ),
        "aliases": Table({"alias": ["康巴什新区"], "name": ["康巴什区"], "until": ["2016-06-08"]}),
    }


def tiny_residents() -> Table:
    """Give five made-up people in two households; the last one's address is not known."""
    years = (60, 62, 90, 88, 10)
    return Table(
        {
            "id_number": [f"15069919{year}0101001{digit}" for year, digit in zip(years, "12345", strict=True)],
            "name": ["赵一", "钱二", "孙三", "李四", "周五五"],
            "sex": ["1", "2", "1", "2", "0"],
            "born": ["1960-01-01", "1962-01-01", "1990-01-01", "1988-01-01", None],
            "phone": ["10000000001", "10000000002", "10000000003", None, None],
            "household": ["H1", "H1", "H2", "H2", None],
            "address": ["康城小区2号楼1单元301室"] * 2 + ["鄂尔多斯大街1号"] * 2 + ["某处"],
            "address_code": ["A0003", "A0003", "A0001", "A0001", None],
            "address_fid": [3, 3, 1, 1, None],
        }
    )


def _table(shapes: list[shapely.Geometry], **columns: list[object]) -> Table:
    return Table(columns, np.array(shapes, dtype=object))
