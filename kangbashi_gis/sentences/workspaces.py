"""Sentences: what can be wrong with a workspace and its files, the disk and the screen."""

from kangbashi_gis import errors as e
from kangbashi_gis.sentences.sentence import Sentence

SENTENCES: dict[type, Sentence] = {
    e.GisError: Sentence(
        "操作没有完成。",
        "请重试；仍不行请查看日志。",
        "The work was not done.",
        "Try again, or look in the log.",
    ),
    e.WorkspaceMissing: Sentence(
        "这里没有工作区：{path}",
        "请检查路径，或用 workspace new 新建。",
        "There is no workspace here: {path}",
        "Check the path, or make one with workspace new.",
    ),
    e.WorkspaceDamaged: Sentence(
        "工作区打不开：{path}（{reason}）",
        "请从副本恢复；现有文件没有改动。",
        "The workspace cannot be opened: {path} ({reason})",
        "Restore it from a copy; the files were not changed.",
    ),
    e.WorkspaceTooNew: Sentence(
        "工作区由更新的版本写成（格式 {found}，本程序认识到 {known}）：{path}",
        "请升级本程序后再打开。",
        "The workspace was written by a newer version (format {found}, known {known}): {path}",
        "Update this program.",
    ),
    e.WorkspaceHeld: Sentence(
        "另一个程序正在写这个工作区：{holder}",
        "请等它写完或关闭它，再试一次。",
        "Another program is writing to this workspace: {holder}",
        "Wait for it or close it, then try again.",
    ),
    e.WorkspaceReadOnly: Sentence(
        "工作区是以本机副本只读打开的：{path}",
        "请先用 workspace copy 复制到本机硬盘再修改。",
        "The workspace was opened as a local read-only copy: {path}",
        "Copy it to a local disk with workspace copy first.",
    ),
    e.NothingToUndo: Sentence(
        "没有可以撤销或重做的操作。",
        "",
        "There is nothing to undo or redo.",
        "",
    ),
    e.UndoConflict: Sentence(
        "操作 {operation} 涉及的 {count} 行后来又改过，不能撤销。",
        "请先撤销后来的修改。",
        "{count} rows of operation {operation} were changed since; it cannot be undone.",
        "Undo the later changes first.",
    ),
    e.UndoBeyondScope: Sentence(
        "操作 {operation} 改了您管辖社区以外的居民，您不能撤销或重做它。",
        "请管辖全区的办事员来做。",
        "Operation {operation} reached residents outside your communities; you cannot undo or redo it.",
        "Ask a clerk of the whole district.",
    ),
    e.VaultUnavailable: Sentence(
        "人员保密库打不开：{path}（{reason}）",
        "请检查保密库和密钥文件是否还在，必要时从备份恢复；由更新的版本写成的，请更新程序。其他数据不受影响。",
        "The vault of personal data cannot be opened: {path} ({reason})",
        "Check that the vault and its key file are there, or restore them from a copy; update the program where a "
        "newer one wrote it. Other data are not affected.",
    ),
    e.DiskFull: Sentence(
        "磁盘空间不足：{path}",
        "请腾出空间后再试，原有内容没有改动。",
        "The disk is full: {path}",
        "Free some space and try again; nothing was changed.",
    ),
    e.NoGraphics: Sentence(
        "这台电脑上没有可用的 OpenGL 3.3（{reason}）。",
        "请安装显卡驱动或软件 OpenGL（Mesa）。",
        "There is no usable OpenGL 3.3 on this computer ({reason}).",
        "Install a graphics driver or software OpenGL (Mesa).",
    ),
    e.NoDisplay: Sentence(
        "这里没有显示器，打不开窗口。",
        "请在图形桌面上运行；其他命令不需要显示器，加上 --help 可看有哪些。",
        "There is no display here, so no window can open.",
        "Run it on a graphical desktop; the other commands need none: see --help.",
    ),
    e.Cancelled: Sentence(
        "已取消，没有改动任何内容。",
        "",
        "Cancelled; nothing was changed.",
        "",
    ),
}
