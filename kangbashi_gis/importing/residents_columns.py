"""Finds the heading of a table of residents and what its columns are: by name, and by content where names fail."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kangbashi_gis.importing import personal
from kangbashi_gis.importing.residents_grid import Grid, first_rows
from kangbashi_gis.model.resident_tables import PIECES, Role

MOST_ABOVE = 30  # rows of titles, notes and merged headings above the first person
LOOKED_AT = 400  # rows by which columns without a telling name are judged
LEAST_SHARE = 0.5
SHORTEST_ADDRESS = 5
NAMES: Mapping[Role, tuple[str, ...]] = {
    Role.NAME: ("姓名", "名字", "居民姓名", "人员姓名", "居民", "家庭成员", "家庭成员姓名", "成员姓名", "xm", "name"),
    Role.ID_NUMBER: (
        "身份证", "身份证号", "身份证号码", "公民身份号码", "公民身份证号码", "公民身份证号", "居民身份证号",
        "居民身份证号码", "身份号码", "证件号", "证件号码", "证件编号", "身份证件号码", "sfz", "sfzh", "sfzhm",
        "gmsfhm", "id", "idnumber", "idcard", "idno",
    ),
    Role.SEX: ("性别", "xb", "sex", "gender"),
    Role.BORN: ("出生日期", "出生年月", "出生年月日", "出生时间", "生日", "csrq", "birth", "birthday", "birthdate"),
    Role.ETHNICITY: ("民族", "族别", "mz", "ethnicity"),
    Role.PHONE: (
        "电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式", "联系电话号码", "移动电话",
        "本人电话", "lxdh", "dh", "phone", "mobile", "tel",
    ),
    Role.HOUSEHOLD: ("户号", "户编号", "户口编号", "户籍号", "家庭编号", "家庭户号", "住户编号", "hh", "household"),
    Role.RELATION: ("与户主关系", "户主关系", "与户主的关系", "关系", "家庭关系", "成员关系", "yhzgx", "relation"),
    Role.MOVED_IN: ("入住日期", "入住时间", "迁入日期", "迁入时间", "居住开始时间", "rzrq", "movedin"),
    Role.ADDRESS: (
        "住址", "地址", "居住地址", "现住址", "现住地址", "现居住地", "现居住地址", "实际居住地址", "实际居住地",
        "家庭住址", "家庭地址", "居住地", "详细地址", "常住地址", "房屋地址", "门牌地址", "dz", "zz", "address",
    ),
    Role.ADDRESS_CODE: ("地址编码", "标准地址编码", "dzbm", "addresscode"),
    Role.COMPOUND: ("小区", "小区名称", "所在小区", "居住小区", "院落", "小区名", "xq", "xqmc"),
    Role.BUILDING: ("楼号", "楼栋", "楼栋号", "栋号", "幢号", "楼", "栋", "幢", "楼幢", "座", "楼宇", "lh", "ld"),
    Role.UNIT: ("单元", "单元号", "门洞", "dy", "dyh"),
    Role.ROOM: ("室", "房号", "室号", "房间号", "房间", "户室", "户室号", "门牌", "门牌号", "门号", "房屋号", "fh"),
    Role.COMMUNITY: ("社区", "所属社区", "所在社区", "社区名称", "街道", "所属街道", "网格", "所属网格"),
    Role.REGISTERED: ("户籍地址", "户籍所在地", "户口所在地", "户籍地", "籍贯", "户籍", "原籍"),
    Role.SERIAL: ("序号", "编号", "序列", "no", "xh", "行号"),
    Role.AGE: ("年龄", "周岁", "age", "nl"),
    Role.REMARK: ("备注", "说明", "其他", "bz", "remark", "note"),
}  # fmt: skip
KNOWN = {name: role for role, names in NAMES.items() for name in names}
_NOISE = re.compile(r"[\s*＊:：·.。、_\-/（）()【】\[\]]|必填|选填|\(.*?\)|（.*?）|填写")
_BRACKETS = re.compile(r"[（(【\[].*?[）)】\]]")
_PLACE = re.compile(r".*(?:小区|街|路|号楼|栋|单元|室|苑|园|巷)")
_LONG_NUMBER = re.compile(r"\d{5,}[xX]?")
LONGEST_TITLE = 40
ENOUGH = 2  # recognised headings that make a row a heading


@dataclass(frozen=True)
class Columns:
    """Where the roles of a sheet stand. heading: how many rows stand above the first person; names by role."""

    heading: int
    at: Mapping[Role, int]
    names: Mapping[Role, str]
    ignored: tuple[str, ...]
    by_content: bool = False

    @property
    def useful(self) -> bool:
        """Whether people can be read: a name, and something by which to know them."""
        return Role.NAME in self.at and any(
            one in self.at for one in (Role.ID_NUMBER, Role.ADDRESS, Role.ROOM, Role.PHONE, Role.HOUSEHOLD, Role.BORN)
        )


def find_columns(grid: Grid, stated: Mapping[str, str]) -> Columns:
    """Find the heading and the columns of a sheet. stated: heading by role, as somebody has said; "" for none."""
    wished = {_folded(heading): Role(role) for role, heading in stated.items() if heading}
    best, height, score = 0, 0, 0
    for place in range(min(MOST_ABOVE, len(grid.rows))):
        for tall in (1, 2):
            named = _named(_joined(grid.rows[place : place + tall]), wished)
            if (Role.NAME in named or Role.ID_NUMBER in named) and len(named) >= ENOUGH and len(named) > score:
                best, height, score = place, tall, len(named)
    heading = _joined(grid.rows[best : best + height])
    unused = {Role(role) for role, said in stated.items() if not said}
    named = {role: at for role, at in _named(heading, wished).items() if role not in unused}
    return _with_content(grid, best + height, heading, _stated(grid, heading, wished, named), unused)


def is_resident_table(path: Path) -> bool:
    """Tell whether a workbook has a heading of residents: names beside ID numbers."""
    found = (find_columns(grid, {}) for grid in first_rows(path))
    return any(not one.by_content and {Role.NAME, Role.ID_NUMBER} <= set(one.at) for one in found)


def _stated(
    grid: Grid, heading: Sequence[str], wished: Mapping[str, Role], named: Mapping[Role, int]
) -> dict[Role, int]:
    """Add the columns that were pointed out by what the program calls them, which has no heading or a long one."""
    width = max((len(row) for row in grid.rows[:LOOKED_AT]), default=0)
    said = {wished.get(_folded(_title(heading, place))): place for place in range(width)}
    pointed = {role: place for role, place in said.items() if role is not None}
    return {role: place for role, place in named.items() if place not in pointed.values()} | pointed


def _with_content(
    grid: Grid, start: int, heading: Sequence[str], named: dict[Role, int], unused: Collection[Role]
) -> Columns:
    sample = grid.rows[start : start + LOOKED_AT]
    width = max((len(row) for row in sample), default=0)
    at, told = dict(named), False
    for place in range(width):
        if place in at.values():
            continue
        role = _by_content([row[place] for row in sample if place < len(row)], at)
        free = role is not None and role not in at and role not in unused
        if role is not None and free and not (heading and _is_other(heading, place)):
            at[role], told = place, True
    names = {role: _title(heading, place) for role, place in at.items()}
    rest = (_title(heading, place) for place in range(width) if place not in at.values())
    return Columns(start, at, names, tuple(one for one in rest if one), told and not heading)


def _is_other(heading: Sequence[str], place: int) -> bool:
    """Tell whether a heading names somebody else: 户主姓名, 监护人电话 hold what belongs to another person."""
    said = heading[place] if place < len(heading) else ""
    return any(
        word in said for word in ("户主", "监护", "网格员", "联系人", "紧急", "父", "母", "配偶", "房主", "产权")
    )


def _named(heading: Sequence[str], wished: Mapping[str, Role]) -> dict[Role, int]:
    """Give the column of each role that a heading names; the first of several, but for what is stated."""
    found: dict[Role, int] = {}
    for known in (wished, KNOWN):
        for place, said in enumerate(heading):
            role = known.get(_folded(said)) or known.get(_folded(_BRACKETS.sub("", said)))
            if role is not None and role not in found and place not in found.values():
                found[role] = place
    return found


def _joined(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Give one heading of one or two rows: the lower cell, or where it names nothing the upper one."""
    width = max((len(row) for row in rows), default=0)
    joined = []
    for place in range(width):
        cells = [str(row[place]).strip() for row in rows if place < len(row) and row[place] is not None]
        said = [one for one in cells if one]
        known = [one for one in reversed(said) if _folded(_BRACKETS.sub("", one)) in KNOWN]
        joined.append((known or said[-1:] or [""])[0])
    return joined


def _by_content(cells: Iterable[Any], taken: Mapping[Role, int]) -> Role | None:
    filled = [text for text in (_plain(cell) for cell in cells) if text]
    if not filled:
        return None
    kind = personal.kind(filled)
    if kind:
        return {"id_number": Role.ID_NUMBER, "phone": Role.PHONE, "name": Role.NAME}[kind]
    if sum(one in ("男", "女") for one in filled) >= LEAST_SHARE * len(filled):
        return Role.SEX
    placed = sum(len(one) >= SHORTEST_ADDRESS and bool(_PLACE.match(one)) for one in filled)
    if placed >= LEAST_SHARE * len(filled) and not any(one in taken for one in PIECES):
        return Role.ADDRESS
    return None


def _title(heading: Sequence[str], place: int) -> str:
    said = heading[place] if place < len(heading) else ""
    # what stands beside a heading may be somebody's number
    return _LONG_NUMBER.sub("*", said)[:LONGEST_TITLE] or f"第 {place + 1} 列"


def _folded(text: object) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", str(text))).lower()


def _plain(cell: Any) -> str:
    return "" if cell is None else unicodedata.normalize("NFKC", str(cell)).strip().strip("'")
