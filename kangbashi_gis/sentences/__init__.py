"""The table behind `messages.py`: a sentence and a hint per error class, words per step of work."""

from kangbashi_gis.sentences import (
    backups,
    files,
    pages,
    people,
    places,
    rasters,
    statistics,
    styles,
    tables,
    workspaces,
)
from kangbashi_gis.sentences.sentence import Sentence

__all__ = ["FINDINGS", "NOTICES", "SENTENCES", "STEPS", "Sentence"]

SENTENCES: dict[type, Sentence] = {
    **places.SENTENCES,
    **files.SENTENCES,
    **workspaces.SENTENCES,
    **people.SENTENCES,
    **backups.SENTENCES,
    **statistics.SENTENCES,
    **styles.SENTENCES,
    **rasters.SENTENCES,
    **pages.SENTENCES,
    **tables.SENTENCES,
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
    "backup": ("正在写入备份", "Writing the backup"),
    "verify": ("正在核对备份", "Checking the backup"),
    "restore": ("正在恢复", "Restoring"),
    "statistics": ("正在统计人口", "Counting people"),
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
