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
    e.PermissionDenied: Sentence(
        "用户“{user}”没有权限：{permission}",
        "请联系系统管理员。",
        "The user “{user}” has no permission: {permission}",
        "Ask the administrator.",
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

# Values of errors that are keys rather than words: what a file holds, what is wrong with it.
TERMS: dict[str, tuple[str, str]] = {
    "point": ("点", "points"),
    "line": ("线", "lines"),
    "polygon": ("面", "polygons"),
    "multipoint": ("多点", "multipoints"),
    "mixed": ("混合图形", "mixed shapes"),
    "none": ("没有图形", "no shapes"),
    "vector": ("矢量数据", "vector data"),
    "raster": ("栅格", "a raster"),
    "image": ("影像", "a picture"),
    "heights": ("单波段高程栅格", "a raster of heights"),
    "damaged": ("已损坏", "damaged"),
    "truncated": ("不完整", "cut short"),
    "value_not_readable": ("该列的值读不出来或位数已丢失", "the value cannot be read, or has lost digits"),
    "value_missing": ("必填的值是空的", "a value that is needed is missing"),
    "coordinates_not_usable": ("坐标不是有限的数", "the coordinates are not finite numbers"),
    "longer_than_heading": ("单元格比表头多", "more cells than the heading"),
    "not_a_file": ("是管道或设备，不是普通文件", "a pipe or a device, not a file"),
    "foreign": ("内容与扩展名不符", "not what its name says"),
    "unknown_format": ("不支持的格式", "a format that is not supported"),
    "too_large": ("太大", "too large"),
    "too_many_rows": ("行数超过该格式的上限", "more rows than the format can hold"),
    "shp_dbf_differ": (".shp 与 .dbf 的记录数不一致", ".shp and .dbf differ in their number of records"),
    "no_data_in_zip": ("压缩包里没有能读的数据", "no data in the zip that can be read"),
    "password": ("有密码；请先解压", "locked by a password: unpack it first"),
    "unpack_first": ("是 RAR 或 7z 压缩包；请先解压", "a RAR or 7z archive: unpack it first"),
    "convert_dwg": (
        "是 DWG 图；请在 CAD 里另存为 DXF，或安装 dwg2dxf（LibreDWG）后再试",
        "a DWG drawing: save it as DXF in the CAD program, or install dwg2dxf (LibreDWG)",
    ),
    "convert_mdb": (
        "是 Access 数据库；请在 ArcGIS 里导出为 GDB 或 Shapefile，或安装 mdbtools 后再试",
        "an Access database: export it as GDB or shapefile in ArcGIS, or install mdbtools",
    ),
    "convert_mapgis": (
        "是 MapGIS 6.7 文件；请在 MapGIS 的文件转换里输出为 Shapefile 或 DXF",
        "a file of MapGIS 6.7: convert it to a shapefile or DXF there",
    ),
    "convert_office": ("是旧式 Office 文件；请另存为 .xlsx", "an old Office file: save it as .xlsx"),
    "not_data": ("是文档，不是数据", "a document, not data"),
    "curve_unknown": ("有不认识的曲线类型", "it has a kind of curve that is not known"),
    "coordinates_do_not_fit": ("坐标与它不符", "the coordinates do not fit it"),
    "unit_does_not_fit": ("单位与它不符", "the unit does not fit it"),
    "cell_too_long": ("有图形的坐标超过一个单元格的上限", "a shape has more coordinates than a cell can hold"),
    "text_too_long": ("有文字超过 254 字节", "a text has more than 254 bytes"),
    "no_folder": ("文件夹不存在", "there is no such folder"),
    "not_ours": ("不是本程序的文件", "not a file of this program"),
    "disk_error": ("磁盘读写出错", "the disk reports an error"),
    "cannot_be_opened": ("打不开", "it cannot be opened"),
    "missing": ("文件不见了或已被清空", "the file is gone or was emptied"),
    "inside_itself": ("在被复制的工作区里面", "it is within the workspace that is copied"),
    "crs_differs": ("与图层的坐标系不一致", "it names another coordinate system than the layers"),
    "no_process": ("保密库进程启动不了", "its process cannot be started"),
    "process_ended": ("保密库进程已结束", "its process has ended"),
    "no_transaction": ("没有进行中的写入", "no write is under way"),
    "key_length": ("密钥文件不完整", "the key file is incomplete"),
    "crs_unknown": ("没有这个坐标系", "there is no such coordinate system"),
    "not_metres": ("不是以米为单位的投影坐标系", "not projected in metres"),
    "web_mercator": ("网络墨卡托的长度不是实地长度", "lengths in web Mercator are not those on the ground"),
    "no_way": ("不能与工作区的坐标系互相转换", "there is no way from it to that of the workspace"),
    "self_crossing": ("边界自己相交", "its border crosses itself"),
    "self_touching": ("边界自己重叠", "its border touches itself"),
    "hole_outside": ("洞在外边界之外", "a hole lies outside its border"),
    "holes_overlap": ("洞与洞重叠", "its holes overlap"),
    "parts_overlap": ("各部分互相重叠", "its parts overlap"),
    "border_twice": ("同一条边界有两次", "a border is there twice"),
    "too_few_corners": ("角点不够", "it has too few corners"),
    "falls_apart": ("内部被洞切断", "holes cut its inside apart"),
    "border_broken": ("边界不对", "its border is not right"),
    "no_datum_shift": (
        "缺少到工作区基准的转换参数",
        "the parameters from its datum to that of the workspace are missing",
    ),
    "no OpenGL context": ("不能建立 OpenGL 环境", "no OpenGL context"),
    "no OpenGL functions": ("找不到 OpenGL 函数", "no OpenGL functions"),
    "the OpenGL context was lost": ("OpenGL 环境已丢失", "the OpenGL context was lost"),
    "UnicodeDecodeError": ("不是 UTF-8 文字", "not text in UTF-8"),
    # what the operating system says
    "Permission denied": ("没有权限", "no permission"),
    "Operation not permitted": ("没有权限", "no permission"),
    "Read-only file system": ("磁盘只读", "the disk is read-only"),
    "No such file or directory": ("没有这个文件或文件夹", "no such file or folder"),
    "Not a directory": ("路径中有一段不是文件夹", "a part of the path is not a folder"),
    "Is a directory": ("那是一个文件夹", "that is a folder"),
    "File name too long": ("名称太长", "the name is too long"),
    "File exists": ("已经存在", "it exists already"),
    "Input/output error": ("磁盘读写出错", "the disk reports an error"),
    "unnamed": ("没有留下名字的程序，可能是 QGIS", "a program that leaves no name, perhaps QGIS"),
    "workspace_too_new": ("由更新的版本写成", "written by a newer version"),
    "workspace_held": ("另一个程序正在写它", "another program is writing to it"),
    "workspace_read_only": ("只能读", "it can only be read"),
    "disk_full": ("磁盘空间不足", "the disk is full"),
    "older_than_layers": ("它比图层旧，像是单独从备份恢复的", "it is older than the layers, as if restored alone"),
    "newer_than_layers": ("它比图层新，像是只恢复了图层", "it is newer than the layers, as if only they were restored"),
    "key_or_file": ("密钥不对或文件已损坏", "the key is wrong or the file is damaged"),
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
