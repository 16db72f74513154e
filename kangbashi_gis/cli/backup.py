"""`backup`: make, list, verify, restore and drill encrypted backups in a folder or on a USB disk."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import passwords
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.cli.documents import plain
from kangbashi_gis.errors import BackupDamaged, RestoreRefused

if TYPE_CHECKING:
    from kangbashi_gis.operations.backup import BackupLine, BackupReport, Fault, VerifyReport
    from kangbashi_gis.operations.drilling import DrillReport, Opener
    from kangbashi_gis.operations.restoring import RestoreReport

FAULTS = {
    "index": ("一包数据的目录读不了", "the index of a pack cannot be read"),
    "manifest": ("备份清单损坏或被改动", "the list of a backup is damaged or was changed"),
    "not_in_log": ("日志里没有这份备份，或与日志记的不同", "the log does not know this backup, or knows another"),
    "signature": ("制作人的签名不对", "the signature of its maker is wrong"),
    "piece": ("有数据块损坏", "a piece is damaged"),
    "check": ("恢复后检查出问题", "the restored copy has something the matter"),
    "count": ("恢复后行数不符", "the restored copy has another number of rows"),
    "login": ("办事员登录不了恢复出来的副本", "the clerk cannot log in to the restored copy"),
    "no_key": ("这个账户打不开人员保密库", "this account has no key to the vault"),
}


@click.group(help="备份与恢复：加密、增量、可验证，可演练。")
def backup() -> None:
    """Hold the commands about backups."""


@backup.command(help="做一份备份；未改动的部分不重复写。过期的旧备份随后删除。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--keep", "keep_days", type=click.IntRange(1, 3650), default=90, help="保留多少天（默认 90）。")
@command
def make(console: Console, workspace: Path, folder: Path, keep_days: int) -> None:
    """Make a backup."""
    from kangbashi_gis.operations import backup as backups

    with opened(workspace, console) as space:
        report = backups.make(space, folder, console.progress(), keep_days)
    console.show(plain(report), lambda: _made(console, report))


@backup.command("list", help="列出文件夹里的备份，旧的在前。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@command
def list_backups(console: Console, workspace: Path, folder: Path) -> None:
    """List the backups in a folder."""
    from kangbashi_gis.operations import backup as backups

    with opened(workspace, console) as space:
        found = backups.listed(space, folder)
    console.show({"backups": [plain(one) for one in found]}, lambda: "\n".join(_line(console, one) for one in found))


@backup.command(help="逐块读回并核对所有备份、签名和日志。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@command
def verify(console: Console, workspace: Path, folder: Path) -> None:
    """Check every piece of every backup; exit code 93 when something is wrong."""
    from kangbashi_gis.operations import backup as backups

    with opened(workspace, console) as space:
        report = backups.verify(space, folder, console.progress())
    console.show({**plain(report), "ok": report.ok}, lambda: _verified(console, report))
    if not report.ok:
        raise BackupDamaged(path=str(folder), count=len(report.faults))


@backup.command(help="恢复一份备份：--into 到新文件夹，或 --replace 替换工作区。工作区已不在时用恢复密钥。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--backup", "name", default="", help="备份名（见 backup list），不给就是最新的一份。")
@click.option("--into", type=click.Path(path_type=Path), default=None, help="恢复到这个新文件夹。")
@click.option("--replace", is_flag=True, help="替换这个工作区；日志和账户保持现在的。")
@click.option("--recovery", is_flag=True, help="用恢复密钥（另外询问），不打开工作区。")
@command
def restore(console: Console, workspace: Path, folder: Path, name: str, **how: Any) -> None:
    """Restore a backup. how: into, replace, recovery."""
    report = _restore(console, workspace, folder, name, _How(**how))
    console.show(plain(report), lambda: _restored(console, report))


@dataclass(frozen=True)
class _How:
    """Where a backup goes, and by which key it is opened."""

    into: Path | None
    replace: bool
    recovery: bool


def _restore(console: Console, workspace: Path, folder: Path, name: str, how: _How) -> "RestoreReport":
    from kangbashi_gis.operations import restoring

    progress = console.progress()
    if how.recovery or not workspace.exists():
        return restoring.restore_elsewhere(folder, how.into or workspace, passwords.recovery(), progress, name)
    if (how.into is None) != how.replace:
        raise RestoreRefused(path=str(workspace), reason="not_asked")
    with opened(workspace, console) as space:
        if how.into is not None:
            return restoring.restore(space, folder, how.into, progress, name)
        return restoring.replace(space, folder, progress, name)


@backup.command(help="恢复演练：恢复到临时文件夹，打开、检查、清点，结果记入日志。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--backup", "name", default="", help="备份名，不给就是最新的一份。")
@click.option("--clerk", default="", help="请这位办事员登录恢复出来的副本，证明人员保密库打得开（密码另外询问）。")
@command
def drill(console: Console, workspace: Path, folder: Path, name: str, clerk: str) -> None:
    """Prove a backup; exit code 93 when it is not proved."""
    from kangbashi_gis.operations import drilling

    with opened(workspace, console) as space:
        report = drilling.drill(space, folder, console.progress(), name, _opener(clerk))
    console.show({**plain(report), "ok": report.ok}, lambda: _drilled(console, report))
    if not report.ok:
        raise BackupDamaged(path=str(folder), count=len(report.faults))


def _opener(clerk: str) -> "Opener | None":
    from kangbashi_gis.operations.drilling import Opener

    return Opener(clerk, passwords.present(clerk)) if clerk else None


def _made(console: Console, report: "BackupReport") -> str:
    lines = [
        console.say(
            f"备份 {report.name} 已写好并读回核对：共 {_size(report.size_bytes)}，"
            f"新写入 {_size(report.written_bytes)}，保留到 {report.expires[:10]}。",
            f"Backup {report.name} is written and was read back: {_size(report.size_bytes)}, of which"
            f" {_size(report.written_bytes)} are new; kept until {report.expires[:10]}.",
        )
    ]
    if report.expired:
        freed = _size(report.freed_bytes)
        lines.append(
            console.say(
                f"已删除过期备份 {len(report.expired)} 份，腾出 {freed}。",
                f"{len(report.expired)} expired backups are removed, which freed {freed}.",
            )
        )
    if report.printed_key:
        lines.append(
            console.say(
                f"恢复密钥（只显示这一次，请抄写或打印，另放一处）：\n  {report.printed_key}",
                f"Recovery key (shown only now: write it down and keep it elsewhere):\n  {report.printed_key}",
            )
        )
    return "\n".join(lines)


def _line(console: Console, one: "BackupLine") -> str:
    if one.damaged:
        return f"{one.name}  " + console.say("读不了", "cannot be read")
    logged = "" if one.logged else console.say("  日志里没有！", "  not in the log!")
    until = console.say(f"保留到 {one.expires[:10]}", f"kept until {one.expires[:10]}")
    return f"{one.name}  {one.at}  {_size(one.size_bytes)}  {until}  {one.user}{logged}".rstrip()


def _fault(console: Console, one: "Fault") -> str:
    words = FAULTS[one.code][0 if console.lang == "zh" else 1]
    return f"{words}：{one.where}" if console.lang == "zh" else f"{words}: {one.where}"


def _verified(console: Console, report: "VerifyReport") -> str:
    lines = [_fault(console, one) for one in report.faults]
    if report.ok:
        lines.append(
            console.say(
                f"{report.backups} 份备份、{report.pieces:,} 个数据块（{_size(report.bytes_read)}）全部完好。",
                f"{report.backups} backups with {report.pieces:,} pieces ({_size(report.bytes_read)}) are whole.",
            )
        )
    lines += [
        console.say(f"日志记有而这里没有的备份：{name}", f"The log knows a backup that is not here: {name}")
        for name in report.missing
    ]
    return "\n".join(lines)


def _restored(console: Console, report: "RestoreReport") -> str:
    lines = [
        console.say(
            f"备份 {report.name}（{report.at}）已恢复到：{report.path}",
            f"Backup {report.name} ({report.at}) is restored to: {report.path}",
        )
    ]
    if report.undone:
        lines.append(
            console.say(
                f"备份之后的 {report.undone} 次操作不在其中，日志已注明。",
                f"{report.undone} operations after the backup are not in it; the log says so.",
            )
        )
    if report.erased:
        lines.append(
            console.say(
                f"日志里有 {report.erased} 次删除个人信息，办事员打开保密库时会先在恢复的库里再删一遍。",
                f"The log knows {report.erased} erasings: they are done again before anybody asks about people.",
            )
        )
    if not report.keys:
        lines.append(
            console.say(
                "现在的账户都打不开备份里的保密库，请用恢复密钥：account recover",
                "No present account opens the vault of this backup; use the recovery key: account recover",
            )
        )
    return "\n".join(lines)


def _drilled(console: Console, report: "DrillReport") -> str:
    lines = [_fault(console, one) for one in report.faults]
    people = console.say("没有打开", "not opened") if report.people is None else f"{report.people:,}"
    lines.append(
        console.say(
            f"演练{'通过' if report.ok else '没有通过'}：备份 {report.name}，恢复 {report.restore_s:.1f} 秒，"
            f"检查 {report.check_s:.1f} 秒，公开数据 {report.rows:,} 行，居民 {people}。",
            f"The drill {'proves' if report.ok else 'does not prove'} backup {report.name}: restored in"
            f" {report.restore_s:.1f} s, checked in {report.check_s:.1f} s, {report.rows:,} rows, people: {people}.",
        )
    )
    return "\n".join(lines)


def _size(count: int) -> str:
    return f"{count / 1e6:,.1f} MB"
