"""The table behind `messages.py`: a sentence and a hint per error class, words per step of work."""

from dataclasses import dataclass

from kangbashi_gis import errors as e


@dataclass(frozen=True)
class Sentence:
    """What happened and what to do about it, in both languages."""

    zh: str
    zh_hint: str
    en: str
    en_hint: str


SENTENCES: dict[type, Sentence] = {
    e.GisError: Sentence(
        "操作没有完成。",
        "请重试；仍不行请查看日志。",
        "The work was not done.",
        "Try again, or look in the log.",
    ),
    e.UsageError: Sentence(
        "命令写法不对：{detail}",
        "加上 --help 可看用法。",
        "The command is not right: {detail}",
        "Add --help to see how it is used.",
    ),
    e.AddressNotFound: Sentence(
        "没有找到地址“{query}”。",
        "请检查写法，或只输入路名、小区名试试。",
        "No address was found for “{query}”.",
        "Check the spelling, or try only the road or the compound.",
    ),
    e.AmbiguousAddress: Sentence(
        "“{query}”对应 {count} 个同样合适的地址。",
        "请从候选中选一个完整地址再试。",
        "“{query}” fits {count} addresses equally well.",
        "Choose one full address among the candidates.",
    ),
    e.BadRadius: Sentence(
        "半径 {radius_m} 米不能用。",
        "请输入 {least_m} 到 {most_m} 米之间的数。",
        "A radius of {radius_m} m cannot be used.",
        "Give a number between {least_m} and {most_m} metres.",
    ),
    e.BadPlace: Sentence(
        "位置“{text}”不能用。",
        "请用“东坐标,北坐标”（米），或给出有效的多边形。",
        "The place “{text}” cannot be used.",
        "Give “east,north” in metres, or a valid polygon.",
    ),
    e.BadDegrees: Sentence(
        "经纬度“{text}”不能用。",
        "请用“经度,纬度”（度），例如 109.79,39.61；米制坐标请用 --at。",
        "The longitude and latitude “{text}” cannot be used.",
        "Give “longitude,latitude” in degrees, such as 109.79,39.61; metres go with --at.",
    ),
    e.PolygonInvalid: Sentence(
        "多边形不能用：{reason}，在（{x}, {y}）。",
        "请改正那里的边界再试。",
        "The polygon cannot be used: {reason}, at ({x}, {y}).",
        "Correct its border there and try again.",
    ),
    e.PlaceUnknown: Sentence(
        "“{query}”找到了，但它还没有位置。",
        "请导入带有它的坐标或图形的文件，或换一个地址。",
        "“{query}” was found, but it has no place yet.",
        "Import a file with its coordinates or shape, or try another address.",
    ),
    e.NoRooms: Sentence(
        "“{query}”没有登记户室。",
        "请换一栋楼、一个小区，或导入带户室的标准地址。",
        "No rooms are registered at “{query}”.",
        "Try another building or compound, or import addresses with rooms.",
    ),
    e.FileMissing: Sentence(
        "找不到文件：{path}",
        "请检查路径和文件名。",
        "The file is not there: {path}",
        "Check the folder and the name.",
    ),
    e.FileEmpty: Sentence(
        "文件里没有内容：{path}",
        "请向提供者要一份完整的文件。",
        "The file is empty: {path}",
        "Ask for a complete copy.",
    ),
    e.FileUnreadable: Sentence(
        "文件读不出来：{path}（{reason}）",
        "它可能不完整或不是支持的格式，请要一份新的。",
        "The file cannot be read: {path} ({reason})",
        "It may be incomplete or of another format; ask for a new copy.",
    ),
    e.FileForeign: Sentence(
        "{path} 是{found}，不能直接读。",
        "{wanted}。",
        "{path} is {found}, which cannot be read as it is.",
        "{wanted}.",
    ),
    e.NoReference: Sentence(
        "文件没有说明坐标系：{path}",
        "请用 --crs 指定，例如 --crs EPSG:4546。",
        "The file does not say its coordinate system: {path}",
        "Give it with --crs, for example --crs EPSG:4546.",
    ),
    e.BadReference: Sentence(
        "坐标系不能用：{crs}（{reason}）",
        "请指定有效的坐标系；不同基准之间需要转换参数。",
        "The coordinate system cannot be used: {crs} ({reason})",
        "Give a valid one; between different datums parameters are needed.",
    ),
    e.FitRefused: Sentence(
        "这些控制点求不出可用的转换参数（{reason}）：{points} 个点，中误差 {rms_m} 米，限差 {tolerance_m} 米。",
        "请核对控制点的坐标和次序，至少要有三个好点。",
        "No usable transformation follows from these control points ({reason}): {points} points, RMS {rms_m} m, "
        "tolerance {tolerance_m} m.",
        "Check their coordinates and order; at least three good ones are needed.",
    ),
    e.LocalSystemUnknown: Sentence(
        "没有“{name}”这个地方坐标系。",
        "已有的：{known}。",
        "There is no local coordinate system “{name}”.",
        "Known: {known}.",
    ),
    e.HeightsUnkept: Sentence(
        "文件里有 {count} 个图形带高程，而图层只存平面坐标：{path}",
        "去掉 --repair keep-z；要明确舍去高程，请用 --repair drop-z。",
        "{count} shapes of the file have heights, and layers are flat: {path}",
        "Leave --repair keep-z out, or drop the heights with --repair drop-z.",
    ),
    e.RecipeMissing: Sentence(
        "没有名为“{name}”的导入方案，或者它读不出来。",
        "已有的方案：{known}。",
        "There is no import recipe called “{name}”, or it cannot be read.",
        "There are: {known}.",
    ),
    e.RecipeUnfit: Sentence(
        "导入方案“{name}”不再适合这个文件：{reason}（方案：{wanted}；文件：{found}）。{path}",
        "请不用方案、重新选择后导入，再用 --save-recipe 保存。",
        "The recipe “{name}” no longer fits the file: {reason} (recipe: {wanted}; file: {found}). {path}",
        "Import it without the recipe, choose again, and save that with --save-recipe.",
    ),
    e.RecipeUnkept: Sentence(
        "不能保存导入方案“{name}”：{reason}。",
        "请换一个名称，或改用有 EPSG 编号的坐标系。",
        "The recipe “{name}” cannot be saved: {reason}.",
        "Give another name, or a coordinate system that has an EPSG code.",
    ),
    e.FileQuestioned: Sentence(
        "文件还有疑问，没有导入：{said} {path}",
        "请先弄清，再用 --crs 说明：{advice}",
        "The file leaves a question and is not imported: {said} {path}",
        "Settle it, and say so with --crs: {advice}",
    ),
    e.BatchLinked: Sentence(
        "“{theme}”要靠“{other}”定位，两者不能在同一批里导入。",
        "请先导入“{other}”，再导入“{theme}”。",
        "“{theme}” is placed by “{other}”, so they cannot come in one batch.",
        "Import “{other}” first, then “{theme}”.",
    ),
    e.BatchConflict: Sentence(
        "同一批的两个文件里有 {count} 行编码相同而内容不同（{example}）：{path}、{other}",
        "请分别导入这两个文件，后导入的会更新先导入的。",
        "In two files of the batch {count} rows have the same key but differ ({example}): {path}, {other}",
        "Import the two one after the other: the later one replaces the rows of the earlier.",
    ),
    e.EntryUnknown: Sentence(
        "目录里没有第 {number} 号。",
        "已有的：{known}。",
        "The catalogue has no line {number}.",
        "There are: {known}.",
    ),
    e.ReleaseRefused: Sentence(
        "“{theme}”没有导出：{reason}（连片 {area_km2} 平方公里）。",
        "需要有涉密导出权限的人写明审批号（命令行：--approval 审批号 --recipient 接收单位），或缩小范围。",
        "“{theme}” was not exported: {reason} ({area_km2} km² in one piece).",
        "Somebody with the permission names an approval (--approval NUMBER --recipient WHO), or take a smaller area.",
    ),
    e.LetterUnwritable: Sentence(
        "没有导出：{encoding} 里没有“{letter}”这个字（出现在“{text}”）。{path}",
        "请改用 UTF-8（CSV 也可用 GB18030）。",
        "Nothing was exported: {encoding} has no character “{letter}” (in “{text}”). {path}",
        "Use UTF-8 (or GB18030 for CSV).",
    ),
    e.SelectionEmpty: Sentence(
        "“{theme}”在所选范围里没有数据，没有导出。",
        "请换一个范围或专题。",
        "“{theme}” has no rows where they were asked for; nothing was exported.",
        "Choose another area or theme.",
    ),
    e.FieldUnknown: Sentence(
        "专题“{theme}”没有可导出的字段“{field}”。",
        "可用的字段：{known}。",
        "The theme “{theme}” has no field “{field}” that can be exported.",
        "Fields: {known}.",
    ),
    e.ThemeUnknown: Sentence(
        "没有“{theme}”这个专题。",
        "可用的专题：{known}。",
        "There is no theme “{theme}”.",
        "Known themes: {known}.",
    ),
    e.ThemeMismatch: Sentence(
        "文件 {path} 的图形是{found}，专题“{theme}”需要{wanted}。",
        "请换一个专题或文件。",
        "{path} holds {found}; the theme “{theme}” needs {wanted}.",
        "Choose another theme or file.",
    ),
    e.ColumnMissing: Sentence(
        "文件 {path} 缺少专题“{theme}”需要的列“{column}”。",
        "如果它叫别的名字，请用 --map 字段=列名 指定。",
        "{path} lacks the column “{column}” that the theme “{theme}” needs.",
        "If it has another name, say so with --map FIELD=COLUMN.",
    ),
    e.AddressColumnMissing: Sentence(
        "文件 {path} 里没有地址列“{column}”。它的列是：{columns}。",
        "请指定其中哪一列是地址（命令行：--column 列名）。",
        "{path} has no column of addresses “{column}”. Its columns: {columns}.",
        "Say which of them holds the addresses (command line: --column NAME).",
    ),
    e.RowsInvalid: Sentence(
        "文件 {path} 有 {count} 行不符合要求，没有导入任何内容。例如：{example}（{reason}）",
        "请改正后再导入。",
        "{count} rows of {path} break the rules, nothing was imported. For example: {example} ({reason})",
        "Correct them and import again.",
    ),
    e.LayerUnknown: Sentence(
        "文件 {path} 里没有图层“{layer}”。",
        "可用的图层：{known}。",
        "{path} has no layer “{layer}”.",
        "Layers: {known}.",
    ),
    e.EncodingUnclear: Sentence(
        "文件 {path} 的文字不能有把握地按 {encoding} 读写。",
        "请用 --encoding 指定编码；列出几种时，可能性大的在前，data inspect 会列出各自读出来的样子。",
        "The text of {path} cannot be read or written as {encoding} with certainty.",
        "Give the encoding with --encoding; of several the likeliest is first, and data inspect shows how each reads.",
    ),
    e.OutputExists: Sentence(
        "已经有了：{path}",
        "请换一个名字，原有内容没有改动。",
        "It exists already: {path}",
        "Choose another name; nothing was changed.",
    ),
    e.OutputUnwritable: Sentence(
        "写不进去：{path}（{reason}）",
        "请换一个可写的位置。",
        "Cannot write: {path} ({reason})",
        "Choose another place.",
    ),
    e.LayerUnclear: Sentence(
        "文件 {path} 里有几个图层，不知道要哪一个。",
        "请用 --layer 指定其中之一：{known}。",
        "{path} holds several layers; which one is not clear.",
        "Name one of them with --layer: {known}.",
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
    e.VaultUnavailable: Sentence(
        "人员保密库打不开：{path}（{reason}）",
        "请检查保密库和密钥文件是否还在，必要时从备份恢复；其他数据不受影响。",
        "The vault of personal data cannot be opened: {path} ({reason})",
        "Check that the vault and its key file are there, or restore them from a copy; other data are not affected.",
    ),
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
        "查看明文要说明理由，没有这个理由：{reason}",
        "可用的理由：{known}。",
        "A record is unmasked for a reason of the list; this is none: {reason}",
        "Reasons: {known}.",
    ),
    e.PasswordWeak: Sentence(
        "这个密码不能用：{reason}。",
        "密码至少 10 个字符，大写、小写、数字、其他符号四类里至少三类，不含账户名，不用常见词，不与最近 5 个相同。",
        "This password cannot be used: {reason}.",
        "At least 10 characters, three of capitals, small letters, digits and others; not the account's name, no common "
        "word, none of the last 5.",
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

# What long work says while it runs: key to (Chinese, English).
STEPS: dict[str, tuple[str, str]] = {
    "read": ("正在读取文件", "Reading the file"),
    "geocode": ("正在匹配地址", "Finding addresses"),
    "locate": ("正在确定位置", "Locating rows"),
    "repair": ("正在修复图形", "Mending shapes"),
    "recognise": ("正在与已有的行对照", "Comparing with the rows that are there"),
    "write": ("正在写入", "Writing"),
    "index": ("正在建立索引", "Building indexes"),
    "check": ("正在检查", "Checking"),
    "copy": ("正在复制", "Copying"),
    "sample": ("正在生成示例城区", "Making the sample district"),
    "draw": ("正在绘制", "Drawing"),
    "open": ("正在打开工作区", "Opening the workspace"),
}

# Why a workspace is read from a local copy: key to (Chinese, English).
NOTICES: dict[str, tuple[str, str]] = {
    "network": (
        "工作区在网络位置上，打开的是本机副本，只能查看。要修改，请先复制到本机硬盘。",
        "The workspace lies on a network path: this is a local copy, to look at only. "
        "Copy it to a local disk to change it.",
    ),
    "read_only": (
        "工作区所在的位置不能写，打开的是本机副本，只能查看。要修改，请先复制到可写的硬盘。",
        "The workspace cannot be written where it lies: this is a local copy, to look at only. "
        "Copy it to a disk that can be written to change it.",
    ),
}

# What looking a workspace over can find: key to (Chinese, English).
FINDINGS: dict[str, tuple[str, str]] = {
    "integrity": ("数据库页损坏", "pages of the database are damaged"),
    "gpkg_reference": ("GeoPackage 的引用不完整", "a reference within the GeoPackage is broken"),
    "gate": ("变更登记的开关不对", "the switch of the change records is off"),
    "change_without_operation": ("有变更不属于任何操作", "changes belong to no operation"),
    "id_missing": ("有行没有标识", "rows have no identity"),
    "id_twice": ("标识重复", "rows share an identity"),
    "version": ("有行没有版本", "rows have no version"),
    "version_order": ("现行版本不比历史版本新", "a row is not newer than its history"),
    "valid_from": ("有行没有生效日期", "rows have no date from which they hold"),
    "change_lost": ("行数与变更记录不符", "the rows do not agree with the change records"),
    "image_lost": ("历史与变更记录不符", "the history does not agree with the change records"),
    "layer_unlisted": ("图层没有登记", "a layer is not listed"),
    "rtree": ("空间索引与图形不符", "the R*Tree does not agree with the shapes"),
    "source_unknown": ("有行的来源没有登记", "rows name a source that is not recorded"),
    "vault_missing": ("人员保密库不见了", "the vault is gone"),
    "vault_unavailable": ("人员保密库打不开", "the vault cannot be opened"),
    "workspace_damaged": ("文件损坏，读不下去", "the file is damaged beyond reading"),
    "vault_row_without_layer_row": ("保密信息找不到所属的行", "personal values belong to no row"),
    "people_index": ("人员检索与登记对不上", "the index of people does not agree with the rows"),
    "resident_without_address": ("居民登记在不存在的地址", "residents are at addresses that never were"),
    "operation_unsettled": ("有操作没有了结", "an operation is not settled"),
    "operation_not_in_vault": (
        "保密库比图层旧，缺少一次操作",
        "the vault is older than the layers and lacks an operation",
    ),
    "operation_not_in_layers": (
        "保密库比图层新，图层缺少一次操作",
        "the vault is newer than the layers, which lack an operation",
    ),
    "operation_not_in_log": ("有操作不在日志里", "an operation is not in the log"),
    "index_wrong": ("索引与图层不符", "an index does not agree with its layer"),
}
