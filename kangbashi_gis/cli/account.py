"""`account setup|add|remove|list|…`: who may log in to a workspace, and who has the key of the vault."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents, passwords
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.account import ROLE_TITLES, Role

if TYPE_CHECKING:
    from kangbashi_gis.operations.accounts import AccountLine

ROLE = click.Choice([role.value for role in Role if role is not Role.VISITOR])
WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))
NAME = click.argument("name")
SCOPE = click.option("--scope", multiple=True, metavar="社区代码", help="只能查这些社区的居民，可写多次；不写为全区。")


@click.group(help="账户、密码、保密库的钥匙。密码从提示或文件读，从不写在参数里。")
def account() -> None:
    """Commands about accounts."""


@account.command(help="建立第一批账户：三个管理员、一个办事员，并打印恢复密钥（只此一次）。")
@WORKSPACE
@click.option("--system-admin", default="系统管理员", show_default=True, help="系统管理员的账户名。")
@click.option("--security-admin", default="安全管理员", show_default=True, help="安全管理员的账户名。")
@click.option("--audit-admin", default="审计管理员", show_default=True, help="审计管理员的账户名。")
@click.option("--clerk", default="办事员", show_default=True, help="第一个办事员的账户名。")
@command
def setup(console: Console, workspace: Path, **names: str) -> None:
    """Make the first accounts."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.require_setup(space)
        people = [accounts.Person(name, Role(role), passwords.new(name)) for role, name in names.items()]
        people = accounts.require_setup(space, people)
        recovery = _shown_key(console)
        accounts.setup(space, people, recovery)
    document = {"accounts": [{"name": one.name, "role": one.role.value} for one in people], "recovery_key": recovery}
    console.show(
        document, lambda: console.say("账户已建立，请用 --user 登录。", "The accounts are made; log in with --user.")
    )


@account.command(name="list", help="列出账户（安全管理员和办事员）。")
@WORKSPACE
@command
def list_accounts(console: Console, workspace: Path) -> None:
    """List the accounts."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        found = accounts.accounts(space)
    console.show(
        {"accounts": [documents.plain(one) for one in found]}, lambda: "\n".join(_line(one, console) for one in found)
    )


@account.command(help="增加账户；初始密码第一次登录时必须改，办事员还要由另一位办事员授予钥匙。")
@WORKSPACE
@NAME
@click.option("--role", type=ROLE, required=True, help="角色。")
@SCOPE
@command
def add(console: Console, workspace: Path, name: str, role: str, scope: tuple[str, ...]) -> None:
    """Add an account."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.add_account(space, accounts.Person(name, Role(role), passwords.new(name), scope or None))
    _done(console, name, ("已增加账户", "Added"))


@account.command(help="删除账户；删除办事员后请用 rotate 换钥匙。")
@WORKSPACE
@NAME
@command
def remove(console: Console, workspace: Path, name: str) -> None:
    """Remove an account."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.remove_account(space, name)
    _done(console, name, ("已删除账户（办事员请接着 account rotate）", "Removed (for a clerk: account rotate next)"))


@account.command(help="改变能查哪些社区的居民。")
@WORKSPACE
@NAME
@SCOPE
@command
def scope(console: Console, workspace: Path, name: str, scope: tuple[str, ...]) -> None:
    """Change the scope of an account."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.set_scope(space, name, scope or None)
    _done(console, name, ("已改数据范围", "Scope changed"))


@account.command(help="改变角色。")
@WORKSPACE
@NAME
@click.argument("new_role", metavar="角色", type=ROLE)
@command
def role(console: Console, workspace: Path, name: str, new_role: str) -> None:
    """Change the role of an account."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.set_role(space, name, Role(new_role))
    _done(console, name, ("已改角色", "Role changed"))


@account.command(help="改自己的密码；安全管理员给出 NAME 则重设别人的密码。")
@WORKSPACE
@click.argument("name", required=False, default="")
@command
def password(console: Console, workspace: Path, name: str) -> None:
    """Change one's own password, or reset somebody else's."""
    from kangbashi_gis.operations import accounts

    own = not name or name == console.user
    if not name and not console.user:
        raise UsageError(detail="--user")
    # one's own may have expired, so nobody is logged in for it
    with opened(workspace, Console(console.json, "", console.lang) if own else console) as space:
        if own:
            old = passwords.present(console.user)
            accounts.change_password(space, console.user, old, passwords.new(console.user), passwords.code())
        else:
            accounts.reset_password(space, name, passwords.new(name))
    _done(console, name or console.user, ("密码已改", "Password changed"))


@account.command(help="把保密库的钥匙授予一位办事员（由有钥匙的办事员来做；先当面核对指纹）。")
@WORKSPACE
@NAME
@command
def grant(console: Console, workspace: Path, name: str) -> None:
    """Give a clerk the key."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.grant(space, name)
    _done(console, name, ("已授予钥匙", "Granted the key"))


@account.command(help="停用账户；--enable 恢复，--unlock 解除失败后的等待。")
@WORKSPACE
@NAME
@click.option("--enable", is_flag=True, help="重新启用。")
@click.option("--unlock", is_flag=True, help="解除等待。")
@command
def disable(console: Console, workspace: Path, name: str, enable: bool, unlock: bool) -> None:
    """Disable, enable or unlock an account."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        if unlock:
            accounts.unlock(space, name)
        else:
            accounts.disable(space, name, not enable)
    _done(console, name, ("已改账户状态", "Changed"))


@account.command(help="给保密库换一把新钥匙（由有钥匙的办事员来做）。")
@WORKSPACE
@click.option("--new-recovery-key", "renew", is_flag=True, help="同时换恢复密钥，旧的作废。")
@command
def rotate(console: Console, workspace: Path, renew: bool) -> None:
    """Change the key of the vault."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.require_rotation(space)
        recovery = _shown_key(console) if renew else ""
        accounts.rotate(space, recovery)
    document = {"rotated": True, **({"recovery_key": recovery} if recovery else {})}
    console.show(document, lambda: console.say("钥匙已更换。", "The key is changed."))


@account.command(name="confirm-recovery", help="确认办事员换的恢复密钥：从此它也能取回账户（安全管理员）。")
@WORKSPACE
@command
def confirm_recovery(console: Console, workspace: Path) -> None:
    """Confirm a recovery key."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        accounts.confirm_recovery(space)
    console.show({"confirmed": True}, lambda: console.say("恢复密钥已确认。", "The recovery key is confirmed."))


@account.command(help="用打印的恢复密钥给账户设新密码（办事员同时取回钥匙）。")
@WORKSPACE
@NAME
@command
def recover(console: Console, workspace: Path, name: str) -> None:
    """Use the recovery key."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, Console(console.json, "", console.lang)) as space:
        accounts.recover(space, passwords.recovery(), name, passwords.new(name))
    _done(console, name, ("已恢复", "Recovered"))


@account.command(name="second-factor", help="打开或关闭自己的第二因素（手机验证码）。")
@WORKSPACE
@click.argument("state", type=click.Choice(["on", "off"]))
@command
def second_factor(console: Console, workspace: Path, state: str) -> None:
    """Switch one's second factor."""
    from kangbashi_gis.operations import accounts

    with opened(workspace, console) as space:
        secret, address = accounts.set_second_factor(space, state == "on")
    console.show(
        {"secret": secret, "address": address},
        lambda: f"{secret}\n{address}" if secret else console.say("已关闭。", "Off."),
    )


def _shown_key(console: Console) -> str:
    """Make a recovery key, and show it before it is used: who stops now has changed nothing, and no key is lost."""
    from kangbashi_gis.operations import accounts

    recovery = accounts.recovery_key()
    if not console.json:
        words = console.say("恢复密钥（请抄写并锁好，不会再显示）：", "Recovery key (write it down now):")
        click.echo(f"{words}\n\n    {recovery}\n")
    return recovery


def _done(console: Console, name: str, words: tuple[str, str]) -> None:
    document: dict[str, Any] = {"name": name}
    console.show(document, lambda: console.say(f"{words[0]}：{name}", f"{words[1]}: {name}"))


def _line(one: "AccountLine", console: Console) -> str:
    role = ROLE_TITLES[Role(one.role)][0 if console.lang == "zh" else 1]
    marks = [
        (one.has_key, "有钥匙", "has the key"),
        (one.has_local_key, "能用地方坐标系", "uses local systems"),
        (one.disabled, "已停用", "disabled"),
        (one.locked, "等待中", "waiting"),
        (one.must_change, "须改密码", "must change the password"),
        (one.second_factor, "两步", "two factors"),
    ]
    told = [console.say(zh, en) for is_so, zh, en in marks if is_so]
    where = "" if one.scope is None else "、".join(one.scope)
    return "  ".join(word for word in (one.name, role, where, *told, one.fingerprint) if word)
