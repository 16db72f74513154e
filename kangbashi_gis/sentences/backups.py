"""Sentences: backups and restoring."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.BackupFolderUnfit: Sentence(
        "这个文件夹不能用作本工作区的备份：{path}（{reason}）",
        "请换一个空文件夹，或选回原来的备份文件夹。",
        "This folder cannot be used for backups of this workspace: {path} ({reason})",
        "Choose an empty folder, or the one with this workspace's backups.",
    ),
    e.BackupDamaged: Sentence(
        "备份不完好，共 {count} 处：{path}",
        "请换一份较早的备份恢复，用 backup verify 看是哪几份；这个盘可能坏了，请换盘重做备份。",
        "Backups are damaged in {count} places: {path}",
        "Restore an earlier one (`backup verify` says which are whole); the disk may be failing, use another.",
    ),
    e.BackupDiskGone: Sentence(
        "备份盘读写到一半没有响应了：{path}",
        "可能被拔出。请重新接好再做一次；此前的备份都还在，做了一半的不算备份。",
        "The backup disk stopped answering: {path}",
        "It may have been pulled out. Connect it and try again; earlier backups are whole, a half one does not count.",
    ),
    e.BackupLocked: Sentence(
        "您没有这些备份的钥匙：{path}",
        "请用系统管理员账户（做过一次备份之后新增的，要等下一次备份），或用恢复密钥（--recovery）。",
        "You have no key to these backups: {path}",
        "Use a system administrator's account (one that is new gets the key at the next backup), or the recovery key"
        " (--recovery).",
    ),
    e.BackupUnknown: Sentence(
        "没有这份备份：{name}",
        "现有：{known}",
        "There is no such backup: {name}",
        "There are: {known}",
    ),
    e.RestoreRefused: Sentence(
        "不能恢复到这里：{path}（{reason}）",
        "请用 --into 恢复到一个新文件夹，或明确加 --replace 替换（替换前请让别的程序关闭这个工作区）。",
        "A backup is not restored here: {path} ({reason})",
        "Restore into a new folder with --into, or say --replace (and let other programs close the workspace first).",
    ),
    e.BackupBusy: Sentence(
        "另一个程序正在往这个文件夹做备份：{path}",
        "请等它做完再试。",
        "Another program is writing backups into this folder: {path}",
        "Wait until it is done.",
    ),
    e.PersonErased: Sentence(
        "有 {count} 人是依法删除过的，不能再写入；没有写入任何行。",
        "请从文件里去掉这些人。确需重新登记的（例如本人又迁回），先用 resident readmit 逐个允许。",
        "{count} rows are of people who were erased at their request; nothing was written.",
        "Take them out of the file. Who has to be recorded again (moved back, say) is let in by `resident readmit`.",
    ),
}
