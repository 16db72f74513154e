"""`resident erase` and `resident readmit`: erase one person without a trace, and let somebody be recorded again."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.cli.documents import plain
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.reasons import ERASING

if TYPE_CHECKING:
    from kangbashi_gis.operations.erasing import Erased

WORD = "删除"


@click.command(help="永久删除一个人的全部登记（含历史），不能撤销；旧备份里还留到哪天会说明。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("identity")
@click.option(
    "--reason", required=True, help="依据：" + "、".join(f"{code}（{zh}）" for code, (zh, _) in ERASING.items())
)
@click.option("--yes", "sure", is_flag=True, help="不再询问。")
@command
def erase(console: Console, workspace: Path, identity: str, reason: str, sure: bool) -> None:
    """Erase a person."""
    from kangbashi_gis.operations import erasing

    with opened(workspace, console) as space:
        if not sure:
            _confirm(console)
        done = erasing.erase(space, identity, reason)
    console.show({**plain(done), "last_expiry": done.last_expiry}, lambda: _text(console, done))


@click.command(help="允许一个被删除过的人重新登记（例如本人又迁回）；身份证号从终端或标准输入读，不作参数。")
@click.argument("workspace", type=click.Path(path_type=Path))
@command
def readmit(console: Console, workspace: Path) -> None:
    """Let somebody be recorded again."""
    from kangbashi_gis.operations import erasing

    with opened(workspace, console) as space:
        space.require(Permission.PEOPLE_ERASE)  # nobody is asked for a number in vain
        person = erasing.readmit(space, _number(console))
    console.show({"person": person}, lambda: console.say("可以重新登记了。", "The person can be recorded again."))


def _confirm(console: Console) -> None:
    if not sys.stdin.isatty():
        raise UsageError(detail=console.say("删除要确认：加 --yes", "Erasing has to be confirmed: add --yes"))
    asked = console.say(f"永久删除，不能撤销。确认请输入“{WORD}”", f"This cannot be undone. Type {WORD} to go on")
    if click.prompt(asked, err=True) != WORD:
        raise click.Abort


def _number(console: Console) -> str:
    if sys.stdin.isatty():
        typed: str = click.prompt(console.say("身份证号", "ID number"), hide_input=True, err=True)
        return typed
    return sys.stdin.readline().strip()


def _text(console: Console, done: "Erased") -> str:
    lines = [
        console.say(
            f"已永久删除：登记 {done.rows} 条，历史 {done.images} 条。日志里的代号：{done.person}",
            f"Erased for good: {done.rows} rows, {done.images} earlier states. In the log: {done.person}",
        )
    ]
    if not done.cleaned:
        lines.append(
            console.say(
                "另一个程序开着人员保密库，空出来的存储还没有清扫；下次打开保密库时补做。",
                "Another program has the vault open: freed pages are cleaned when the vault is opened next.",
            )
        )
    if done.backups:
        lines.append(
            console.say(
                f"此前的 {len(done.backups)} 份备份里还有（加密的）此人，最晚 {done.last_expiry} 过期删除；"
                "从中恢复时会先删掉此人。另行拷走的副本不在其内。",
                f"{len(done.backups)} earlier backups still hold the person, encrypted; the last expires on"
                f" {done.last_expiry}. Whoever restores one has the person erased first. Copies made otherwise are not"
                " known.",
            )
        )
    return "\n".join(lines)
