"""Sentences: who may do what, and the look-up of people."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.VaultLocked: Sentence(
        "人员保密库锁着：{reason}",
        "请由能读居民资料的账户（街道办事员）登录后再试；其他数据不受影响。",
        "The vault of personal data is locked: {reason}",
        "Log in with an account that may read people (a clerk); other data are not affected.",
    ),
    e.LoginRequired: Sentence(
        "没有登录，不能{permission}。",
        "请先登录：窗口里用“登录”，命令行加 --user 账户名（密码会另外询问）。",
        "Nobody is logged in: visitors cannot {permission}.",
        "Log in first: “Log in” in the window, --user NAME on the command line (the password is asked for).",
    ),
    e.LoginRefused: Sentence(
        "账户名、密码或验证码不对。",
        "请检查大小写和输入法；连续错 5 次要等 30 分钟。",
        "The account name, the password or the code is not right.",
        "Check capitals and the input method; after 5 failures in a row there is a wait of 30 minutes.",
    ),
    e.LoginLocked: Sentence(
        "错误次数太多，这个账户名还要等 {minutes} 分钟才能再试。",
        "请稍后再试，或请安全管理员解锁。",
        "Too many failures: this name can be tried again in {minutes} minutes.",
        "Try later, or ask the security administrator to unlock it.",
    ),
    e.PasswordExpired: Sentence(
        "账户“{user}”的密码到期了，要先改密码。",
        "请改密码：account password 工作区 --user 账户名。",
        "The password of “{user}” has expired and has to be changed first.",
        "Change it: account password WORKSPACE --user NAME.",
    ),
    e.ResidentUnknown: Sentence(
        "没有这个人的登记，或不在您的管辖范围内。",
        "登记可能已经更改，请重新查询。",
        "There is no such resident, or none whom you may look up.",
        "The record may have changed: look the person up again.",
    ),
    e.ReasonUnknown: Sentence(
        "要从列表里选一个理由，给出的是：{reason}。",
        "用 --reason 写出其中一个：{known}。",
        "A reason of the list is needed; given was: {reason}.",
        "Name one of them with --reason: {known}.",
    ),
    e.QuotaUsed: Sentence(
        "今天的份额用完了：{reason}，每天最多 {limit}。",
        "北京时间零点后可以继续；工作确实需要时，请安全管理员调高：account limits 工作区。",
        "Used up for today: {reason}, at most {limit} a day.",
        "It begins anew at midnight in China; the security administrator can raise it: account limits WORKSPACE.",
    ),
    e.PasswordWeak: Sentence(
        "这个密码不能用：{reason}。",
        "密码至少 10 个字符，大写、小写、数字、其他符号四类里至少三类，不含账户名，不用常见词，不与最近 5 个相同。",
        "This password cannot be used: {reason}.",
        "At least 10 characters, three of capitals, small letters, digits and others; not the account's name, no "
        "common word, none of the last 5.",
    ),
    e.AccountUnknown: Sentence(
        "没有账户“{name}”。",
        "已有的账户：{known}。",
        "There is no account “{name}”.",
        "Accounts: {known}.",
    ),
    e.AccountRefused: Sentence(
        "账户“{name}”不能这样改：{reason}。",
        "系统、安全、审计三个管理员必须是三个账户，每种管理员和办事员至少留一个。",
        "The account “{name}” cannot be changed so: {reason}.",
        "System, security and audit administrator are three accounts, and one of each, and one clerk, has to stay.",
    ),
    e.AccountsMissing: Sentence(
        "这个工作区还没有账户。",
        "先用 account setup 工作区 建立第一批账户。",
        "This workspace has no accounts yet.",
        "Make the first ones: account setup WORKSPACE.",
    ),
    e.SetupRefused: Sentence(
        "第一批账户没有建立：{reason}。",
        "系统、安全、审计三个管理员和第一个办事员必须是四个不同的账户；已有账户的工作区用 account add 增加。",
        "The first accounts were not made: {reason}.",
        "System, security and audit administrator and the first clerk are four accounts; later ones: account add.",
    ),
    e.LoginReadOnly: Sentence(
        "这里不能登录：工作区在只读的位置，登录记不进日志。",
        "请把整个文件夹复制到可写的硬盘再打开；不登录可以看图。",
        "Nobody can log in here: the workspace is read only, so that the log-in could not be noted.",
        "Copy the whole folder to a disk that can be written; the map can be seen without logging in.",
    ),
    e.AccountsTouched: Sentence(
        "账户文件被动过：{reason}。",
        "请保留现场，报告安全管理员和审计管理员；从同一时间的备份里恢复 accounts.db 和 log.db。",
        "The file of accounts was touched: {reason}.",
        "Leave the folder as it is, tell the administrators of security and audit, and restore accounts.db and log.db "
        "from a backup of one time.",
    ),
    e.RecoveryKeyWrong: Sentence(
        "恢复密钥不对（第 {group} 组；0 表示整个密钥）。",
        "请对照打印的纸逐组检查；每组最后一个字符是校验符。",
        "The recovery key is not right (group {group}; 0 stands for the whole).",
        "Compare it with the printed sheet, group by group; the last character of each group is its check.",
    ),
    e.PermissionDenied: Sentence(
        "用户“{user}”没有权限：{permission}",
        "请换一个有权限的账户，或请安全管理员调整角色。",
        "The user “{user}” has no permission: {permission}",
        "Use an account that has it, or ask the security administrator.",
    ),
    e.LogTouched: Sentence(
        "日志被动过：发现 {count} 处。",
        "请保留现场，不要再改动工作区文件夹，并报告安全管理员和审计管理员。",
        "The log was touched: {count} findings.",
        "Leave the folder of the workspace as it is, and tell the administrators of security and audit.",
    ),
    e.PersonalOnly: Sentence(
        "专题“{theme}”全部是个人信息，不能导出。",
        "请使用统计结果。",
        "All of the theme “{theme}” is personal; it is not exported.",
        "Use the counts instead.",
    ),
}
