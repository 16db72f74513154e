"""What the log of events tells: the kinds of events, and why somebody looked at a person."""

from dataclasses import dataclass
from enum import StrEnum

from kangbashi_gis.terms import TERMS


class EventKind(StrEnum):
    """What happened; the text is what stands in the log."""

    CREATED = "created"
    BEGUN = "begun"
    ENDED = "ended"
    LOGIN = "login"
    LOGIN_FAILED = "login_failed"
    LOGOUT = "logout"
    LOCKED = "locked"
    LOOKUP = "lookup"
    UNMASK = "unmask"
    EXPORT = "export"
    PRINT = "print"
    ACCOUNT = "account"
    ACCOUNTS_ROOT = "accounts_root"
    ACCOUNTS_KEPT = "accounts_kept"
    LOG_READ = "log_read"
    ANCHOR = "anchor"
    SIGNED = "signed"
    HEAD_KEPT = "head_kept"
    STATISTICS = "statistics"
    ERASED = "erased"
    BACKUP = "backup"
    RESTORED = "restored"
    REFUSED = "refused"
    ALARM = "alarm"
    LIMITS = "limits"
    IMPORTED = "imported"


TYPING = "typing"  # the reason of a look-up that goes on with the one before
TITLES: dict[EventKind, tuple[str, str]] = {
    EventKind.CREATED: ("建立日志", "log made"),
    EventKind.BEGUN: ("开始操作", "operation begun"),
    EventKind.ENDED: ("操作结束", "operation ended"),
    EventKind.LOGIN: ("登录", "log-in"),
    EventKind.LOGIN_FAILED: ("登录失败", "log-in failed"),
    EventKind.LOGOUT: ("退出登录", "log-out"),
    EventKind.LOCKED: ("锁定", "locked"),
    EventKind.LOOKUP: ("查询居民", "residents looked up"),
    EventKind.UNMASK: ("查看明文", "record unmasked"),
    EventKind.EXPORT: ("导出", "export"),
    EventKind.PRINT: ("打印", "print"),
    EventKind.ACCOUNT: ("账户变更", "account changed"),
    EventKind.ACCOUNTS_ROOT: ("账户签名的起点", "first signer of the accounts"),
    EventKind.ACCOUNTS_KEPT: ("账户文件留底", "file of accounts kept"),
    EventKind.LOG_READ: ("查看日志", "log read"),
    EventKind.ANCHOR: ("锚定", "anchored"),
    EventKind.SIGNED: ("复核签名", "anchor signed"),
    EventKind.HEAD_KEPT: ("居民库留底", "head kept in the vault"),
    EventKind.STATISTICS: ("发布统计", "statistics published"),
    EventKind.ERASED: ("删除个人信息", "person erased"),
    EventKind.BACKUP: ("备份", "backup"),
    EventKind.RESTORED: ("恢复", "restored"),
    EventKind.REFUSED: ("拒绝", "refused"),
    EventKind.ALARM: ("异常提醒", "alarm"),
    EventKind.LIMITS: ("更改每日上限", "daily limit changed"),
    EventKind.IMPORTED: ("导入居民表", "residents imported"),
}


# codes that stand as the reason of an event, besides those of `model/reasons.py` and `model/alarms.py`
REASONS: dict[str, tuple[str, str]] = {
    "setup": ("建立第一批账户", "first accounts made"),
    "add": ("增加", "added"),
    "remove": ("删除", "removed"),
    "scope": ("改数据范围", "scope changed"),
    "role": ("改角色", "role changed"),
    "disable": ("停用", "disabled"),
    "enable": ("启用", "enabled"),
    "unlock": ("解锁", "unlocked"),
    "reset": ("重设密码", "password reset"),
    "password": ("改密码", "password changed"),
    "grant": ("授予钥匙", "key granted"),
    "rotate": ("换钥匙", "key changed"),
    "recover": ("用恢复密钥", "recovery key used"),
    "confirm_recovery": ("确认恢复密钥", "recovery key confirmed"),
    "second_factor_on": ("打开第二因素", "second factor on"),
    "second_factor_off": ("关闭第二因素", "second factor off"),
    "local_system.keep": ("存地方坐标系", "local system kept"),
    "local_system.forget": ("删地方坐标系", "local system forgotten"),
    "settled": ("补记", "noted afterwards"),
    "query": ("打开查询文字", "query opened"),
    "login_refused": ("密码不对", "wrong password"),
    "login_locked": ("还在等待", "still waiting"),
    "done": ("完成", "done"),
    "undone": ("没有做", "not done"),
    "idle": ("没有改动", "nothing changed"),
}

# what a check may find, in Chinese and English
FINDINGS: dict[str, tuple[str, str]] = {
    "missing": ("第 {number} 条之前少了 {detail} 条", "{detail} events are missing before {number}"),
    "moved": ("第 {number} 条没有接在原来的前一条之后", "event {number} does not follow the one it followed"),
    "changed": ("第 {number} 条的内容被改过", "event {number} was changed"),
    "empty": ("日志是空的", "the log is empty"),
    "operation_missing": (
        "操作 {detail} 的记录被删去（见第 {number} 条）",
        "operation {detail} is gone (event {number})",
    ),
    "operation_changed": (
        "操作 {detail} 的记录被改过（见第 {number} 条）",
        "operation {detail} was changed ({number})",
    ),
    "operation_added": ("操作 {detail} 是后来插进去的", "operation {detail} was put in"),
    "other_log": ("这不是当初锚定的那份日志（{detail}）", "this is not the log that was anchored ({detail})"),
    "cut": ("日志被截短：{detail} 时曾有 {number} 条", "the log was cut: at {detail} it had {number} events"),
    "rewritten": ("第 {number} 条及以前在 {detail} 之后被重写", "events up to {number} were rewritten after {detail}"),
    "signature": ("第 {number} 条锚定的签名不是“{detail}”的", "the signature at {number} is not by {detail}"),
    "accounts": ("账户文件被动过：{detail}（日志第 {number} 条）", "the file of accounts: {detail} (event {number})"),
    "vault_older": ("居民库比日志旧：被换成了旧文件（{detail}）", "the vault is an older file ({detail})"),
}


@dataclass(frozen=True)
class Event:
    """One line of the log.

    subject: a theme, an account or a file's name. person: a keyed id, never a name or number. reason: a code.
    sealed: the text of a query, which only the auditors can open. hash: over all the rest and the hash before.
    """

    number: int
    at: str
    kind: str
    user: str
    session: str
    subject: str
    person: str
    reason: str
    count: int
    sealed: bytes
    previous: bytes
    hash: bytes


@dataclass(frozen=True)
class Anchor:
    """What was written down elsewhere of the log: that it had so many events, the last with this hash.

    signer and signature are empty for a line that nobody has signed.
    """

    chain: str
    number: int
    at: str
    hash: bytes
    signer: str = ""
    signature: bytes = b""

    @property
    def statement(self) -> bytes:
        """What a signature is over."""
        return f"{self.chain} {self.number} {self.at} {self.hash.hex()}".encode()


@dataclass(frozen=True)
class Finding:
    """Something about the log that cannot be true of one that nobody has touched. number: the event, 0 for none."""

    code: str
    number: int
    detail: str = ""


def finding_words(finding: Finding) -> tuple[str, str]:
    """Say a finding in Chinese and in English."""
    details = TERMS.get(finding.detail, (finding.detail, finding.detail))
    words = zip(FINDINGS[finding.code], details, strict=True)
    chinese, english = (text.format(number=finding.number, detail=detail) for text, detail in words)
    return chinese, english


@dataclass(frozen=True)
class Verdict:
    """What a check of the log came to. unprotected: events after the last anchor, whose cutting would not be seen."""

    chain: str
    events: int
    head: bytes
    anchors: int
    signed: int
    anchored_to: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Tell whether nothing was found."""
        return not self.findings

    @property
    def unprotected(self) -> int:
        """Number of events after the last anchor."""
        return max(0, self.events - self.anchored_to)
