"""The gate through the command line: every role × every command is exactly the table of roles.

A command without a row here fails the first test: say how it is called and which permissions it asks for.
"""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from kangbashi_gis.cli.main import main, run
from kangbashi_gis.errors import GisError, LoginRequired, PermissionDenied
from kangbashi_gis.model.account import ROLES, Permission, Role, User
from kangbashi_gis.operations import workspace as room
from kangbashi_gis.operations.workspace import Workspace, open_workspace

P = Permission

# how each command is called (W: the workspace, T: a folder of this test), and the permissions it asks for in turn
COMMANDS: dict[str, tuple[str, tuple[Permission, ...]]] = {
    "account add": ("W 小张 --role clerk", (P.ACCOUNTS,)),
    "account confirm-recovery": ("W", (P.ACCOUNTS,)),
    "account disable": ("W planner", (P.ACCOUNTS,)),
    "account grant": ("W clerk", (P.PEOPLE_READ,)),
    "account limits": ("W --lookups 9", (P.ACCOUNTS,)),
    "account list": ("W", (P.ACCOUNTS,)),
    "account password": ("W 某人", (P.ACCOUNTS,)),
    "account recover": ("W planner", (P.VIEW,)),
    "account remove": ("W planner", (P.ACCOUNTS,)),
    "account role": ("W planner leader", (P.ACCOUNTS,)),
    "account rotate": ("W", (P.PEOPLE_READ,)),
    "account scope": ("W clerk", (P.ACCOUNTS,)),
    "account second-factor": ("W on", (P.VIEW,)),
    "account setup": ("W", (P.MANAGE,)),
    "around": ("W --address 鄂尔多斯大街1号", (P.VIEW,)),
    "audit anchor": ("W --sign", (P.AUDIT_SIGN,)),
    "audit export": ("W T/日志.csv", (P.AUDIT_READ,)),
    "audit show": ("W", (P.AUDIT_READ,)),
    "audit verify": ("W", (P.AUDIT_READ,)),
    "backup drill": ("W T/盘", (P.BACKUP,)),
    "backup list": ("W T/盘", (P.BACKUP,)),
    "backup make": ("W T/盘", (P.BACKUP,)),
    "backup restore": ("W T/盘 --into T/新", (P.BACKUP,)),
    "backup verify": ("W T/盘", (P.BACKUP,)),
    "data catalogue": ("W", (P.VIEW,)),
    "map base add": ("W T/底图.tif", (P.EDIT,)),
    "map base list": ("W", (P.VIEW,)),
    "map base remove": ("W 底图", (P.EDIT,)),
    "map relief": ("W --shade 0.5", (P.EDIT,)),
    "map measure": ("W --line '384010,4383010 384110,4383010'", (P.VIEW,)),
    "map print": ("W T/图.pdf", (P.VIEW,)),
    "map project": ("W T/工程.qgs", (P.VIEW,)),
    "map style save": ("W 道路 T/道路.qml", (P.VIEW,)),
    "map style set": ("W 道路 --reset", (P.EDIT,)),
    "map style show": ("W", (P.VIEW,)),
    "data chart": ("W 道路 T/图.png --kind bar --by class", (P.VIEW,)),
    "data describe": ("W 1 --owner 街道办", (P.EDIT,)),
    "data export": ("W T/道路.gpkg --theme 道路", (P.EXPORT,)),
    "data history": ("W 道路 R0001", (P.VIEW,)),
    "data import": ("W T/地址.csv --theme 地址 --crs EPSG:4546", (P.EDIT,)),
    "data inspect": ("T/地址.csv --workspace W", (P.VIEW,)),
    "data ledger": ("W", (P.EXPORT,)),
    "data recipes": ("W", (P.VIEW,)),
    "data rows": ("W --theme 道路", (P.VIEW,)),
    "geocode": ("W T/地址.csv T/结果.csv", (P.VIEW,)),
    "local-system fit": ("W T/控制点.csv --name 老坐标", (P.LOCAL_SYSTEMS,)),
    "local-system forget": ("W 老坐标", (P.LOCAL_SYSTEMS,)),
    "local-system list": ("W", (P.VIEW,)),
    "map render": ("W T/图.png", (P.VIEW,)),
    "redo": ("W", (P.EDIT,)),
    "resident card": ("W 某人", (P.PEOPLE_READ,)),
    "resident erase": ("W 某人 --reason by_order --yes", (P.PEOPLE_ERASE,)),
    "resident export": ("W T/名单.csv --query 赵一 --reason court", (P.PEOPLE_EXPORT,)),
    "resident find": ("W 赵一 --unmask 某人 --reason phone_service", (P.PEOPLE_READ, P.PEOPLE_UNMASK)),
    "resident readmit": ("W", (P.PEOPLE_ERASE,)),
    "resident import": ("W T/居民.csv", (P.PEOPLE_WRITE,)),
    "reverse": ("W --at 384010,4383010", (P.VIEW,)),
    "rooms": ("W --address 康城小区", (P.VIEW,)),
    "search": ("W 鄂尔多斯", (P.VIEW,)),
    "statistics list": ("W", (P.PEOPLE_STATISTICS,)),
    "statistics publish": ("W", (P.STATISTICS_PUBLISH,)),
    "statistics show": ("W --by age", (P.PEOPLE_STATISTICS,)),
    "undo": ("W", (P.EDIT,)),
    "workspace check": ("W", (P.VIEW,)),
    "workspace copy": ("W T/副本", (P.EXPORT,)),
    "workspace info": ("W", (P.VIEW,)),
}
# with other options the same command asks for more
OTHERWISE = {
    "account limits": ("W", (P.VIEW,)),
    "audit anchor": ("W", (P.VIEW,)),
    "data history": ("W 道路 R0001 --undo 1", (P.VIEW, P.EDIT)),
    "data import": ("W T/地址.csv --theme 地址 --crs EPSG:4546 --dry-run", (P.EDIT,)),
    "geocode": ("W T/地址.csv T/结果.csv --layer", (P.EDIT,)),
    "resident export": ("W T/名单.csv --query 赵一 --reason court --clear", (P.PEOPLE_EXPORT, P.PEOPLE_UNMASK)),
    "resident find": ("W 赵一", (P.PEOPLE_READ,)),
    "resident import": ("W T/居民.csv --dry-run", (P.PEOPLE_WRITE,)),
}
# commands that open no workspace, or, as the window does, one in which nobody is logged in
OPEN = {"gui", "sample build", "self-test", "workspace new"}
# clerks compare fingerprints before they grant the key
ALSO = {("account list", Role.CLERK)}
GATE = Workspace.require


class _Through(GisError):
    """The gate has let a command through for all that it asks for."""

    code, exit_code = "through", 99


class _Asked:
    """Stands before the gate, which decides as always; ends a command once all was asked."""

    def __init__(self) -> None:
        self.wanted: tuple[Permission, ...] = ()
        self.asked: list[Permission] = []

    def require(self, space: Workspace, permission: Permission) -> None:
        """Ask the gate."""
        GATE(space, permission)
        self.asked += [] if permission in self.asked else [permission]
        if set(self.wanted) <= set(self.asked):
            raise _Through


def leaves(group: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    """Name every command, as it is typed."""
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from leaves(command, (*words, name))
    else:
        yield " ".join(words)


@pytest.fixture(scope="module")
def opened(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    import shutil

    with open_workspace(Path(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("门") / "工作区"))) as space:
        yield space


@pytest.fixture
def call(
    opened: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[str, str, tuple[Permission, ...], Role], int]:
    """Run a command as somebody of a role; gives the exit code, 99 where it was let through."""
    (tmp_path / "地址.csv").write_text("地址编码,标准地址全称,X,Y\nA0001,某街1号,384010,4383010\n", encoding="utf-8")
    (tmp_path / "新密码.txt").write_text("Some-Word 20 x9", encoding="utf-8")
    for name in ("NEW_PASSWORD", "RECOVERY"):
        monkeypatch.setenv(f"KANGBASHI_GIS_{name}_FILE", str(tmp_path / "新密码.txt"))
    monkeypatch.setattr(Workspace, "close", lambda space: None)
    before = _Asked()
    monkeypatch.setattr(Workspace, "require", lambda space, permission: before.require(space, permission))

    def enter(folder: Path, user: str = "local", **how: object) -> Workspace:
        opened.user = User.of(user, Role.VISITOR if user == "local" else Role(user))
        return opened

    monkeypatch.setattr(room, "open_workspace", enter)

    def called(name: str, words: str, wanted: tuple[Permission, ...], role: Role) -> int:
        before.wanted, before.asked = wanted, []
        typed = shlex.split(words.replace("T/", f"{tmp_path}/"))
        placed = [str(opened.folder) if word == "W" else word for word in typed]
        code = run([*name.split(), *placed, *([] if role is Role.VISITOR else ["--user", role.value])])
        capsys.readouterr()
        return code

    return called


def test_every_command_has_a_row_that_says_which_permissions_it_asks_for() -> None:
    missing = set(leaves(main)) - {*COMMANDS, *OPEN}
    assert missing == set(), f"add to COMMANDS in {__file__} how it is called and the permissions it asks for"
    assert {*COMMANDS, *OPEN} - set(leaves(main)) == set(), "a row for a command that is not there any more"


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("table", [COMMANDS, OTHERWISE], ids=["commands", "otherwise"])
def test_a_role_may_give_exactly_the_commands_of_the_table(
    call: Callable[..., int], role: Role, table: dict[str, tuple[str, tuple[Permission, ...]]]
) -> None:
    refusal = LoginRequired if role is Role.VISITOR else PermissionDenied
    wrong = {}
    for name, (words, wanted) in table.items():
        if (name, role) in ALSO:
            wanted = (P.PEOPLE_READ,)
        may = set(wanted) <= ROLES[role]
        code = call(name, words, wanted, role)
        if code != (_Through.exit_code if may else refusal.exit_code):
            wrong[name] = code
    assert wrong == {}
