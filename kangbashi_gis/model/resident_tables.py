"""What a table of residents from a community is understood as, and what is told of it: nothing here is in the clear."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a column of such a table holds."""

    NAME = "name"
    ID_NUMBER = "id_number"
    SEX = "sex"
    BORN = "born"
    ETHNICITY = "ethnicity"
    PHONE = "phone"
    HOUSEHOLD = "household"
    RELATION = "relation"
    MOVED_IN = "moved_in"
    ADDRESS = "address"
    ADDRESS_CODE = "address_code"
    COMPOUND = "compound"
    BUILDING = "building"
    UNIT = "unit"
    ROOM = "room"
    COMMUNITY = "community"
    REGISTERED = "registered"
    SERIAL = "serial"
    AGE = "age"
    REMARK = "remark"


# the columns by which a place is put together, in the order in which it is said
PIECES = (Role.COMPOUND, Role.BUILDING, Role.UNIT, Role.ROOM)
# what is recognised so that it is not taken for something else, and does not go into the vault
UNKEPT = (Role.COMMUNITY, Role.REGISTERED, Role.SERIAL, Role.AGE, Role.REMARK)
TITLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "name": ("姓名", "name"),
        "id_number": ("身份证号", "ID number"),
        "sex": ("性别", "sex"),
        "born": ("出生日期", "date of birth"),
        "ethnicity": ("民族", "ethnicity"),
        "phone": ("电话", "phone"),
        "household": ("户号", "household"),
        "relation": ("与户主关系", "relation"),
        "moved_in": ("入住日期", "moved in"),
        "address": ("住址", "address"),
        "address_code": ("地址编码", "address code"),
        "compound": ("小区", "compound"),
        "building": ("楼号", "building"),
        "unit": ("单元", "unit"),
        "room": ("室", "room"),
        "community": ("社区", "community"),
        "registered": ("户籍地址", "registered address"),
        "serial": ("序号", "serial number"),
        "age": ("年龄", "age"),
        "remark": ("备注", "remark"),
    }
)


class Told(StrEnum):
    """What is the matter with a row. Those of `REFUSED` keep it out."""

    ID_ROUNDED = "id_rounded"
    ID_FORM = "id_form"
    ID_DATE = "id_date"
    ID_CHECK = "id_check"
    ID_SHARED = "id_shared"
    DUPLICATE_DIFFERS = "duplicate_differs"
    NAME_MISSING = "name_missing"
    NAME_UNREADABLE = "name_unreadable"
    FORMULA_EMPTY = "formula_empty"
    OUTSIDE_SCOPE = "outside_scope"
    ERASED = "erased"
    DOUBLED = "doubled"
    PERHAPS_KNOWN = "perhaps_known"
    NO_NUMBER = "no_number"
    OTHER_DOCUMENT = "other_document"
    ID_OLD = "id_old"
    BORN_DIFFERS = "born_differs"
    BORN_IMPOSSIBLE = "born_impossible"
    SEX_DIFFERS = "sex_differs"
    SEX_UNKNOWN = "sex_unknown"
    PHONE_DOUBTFUL = "phone_doubtful"
    PHONE_SEVERAL = "phone_several"
    MOVED_IMPOSSIBLE = "moved_impossible"
    HOUSEHOLD_ROUNDED = "household_rounded"
    HOUSEHOLD_MADE = "household_made"
    RARE_CHARACTER = "rare_character"
    PRIVATE_MAPPED = "private_mapped"
    PRIVATE_CHARACTER = "private_character"
    NAME_ODD = "name_odd"
    ADDRESS_NONE = "address_none"
    ADDRESS_DOUBTFUL = "address_doubtful"


REFUSED = frozenset(
    {
        Told.ID_ROUNDED, Told.ID_FORM, Told.ID_DATE, Told.ID_CHECK, Told.ID_SHARED, Told.DUPLICATE_DIFFERS,
        Told.NAME_MISSING, Told.NAME_UNREADABLE, Told.FORMULA_EMPTY, Told.OUTSIDE_SCOPE, Told.ERASED,
    }
)  # fmt: skip
WORDS: Mapping[Told, tuple[str, str]] = MappingProxyType(
    {
        Told.ID_ROUNDED: (
            "身份证号被表格软件当作数字存了，后几位已丢失；请按文本格式重新填写",
            "the ID number was kept as a number and has lost digits: fill it in again, as text",
        ),
        Told.ID_FORM: ("身份证号的位数或字符不对", "the ID number has the wrong length or signs"),
        Told.ID_DATE: ("身份证号里的出生日期不存在", "there is no such day of birth as in the ID number"),
        Told.ID_CHECK: ("身份证号的校验码不对，有一位填错了", "the check digit of the ID number is wrong"),
        Told.ID_SHARED: ("同一身份证号在表里是不同的姓名", "one ID number stands with different names"),
        Told.DUPLICATE_DIFFERS: ("同一人在表里前面已有一行，内容不同", "this person has an earlier row that differs"),
        Told.NAME_MISSING: ("没有姓名", "there is no name"),
        Told.NAME_UNREADABLE: ("姓名里有变成问号或方框的字", "a character of the name was lost"),
        Told.FORMULA_EMPTY: (
            "有公式没有算出值；请在 Excel 或 WPS 里打开、保存后再交",
            "a formula has no value: open and save the table in Excel",
        ),
        Told.OUTSIDE_SCOPE: ("不在您管辖的社区里", "outside your communities"),
        Told.ERASED: ("这个人已依法删除，不能再导入", "this person was erased and is not let in again"),
        Told.DOUBLED: ("与前面一行完全相同，只导入一次", "the same as an earlier row, taken once"),
        Told.PERHAPS_KNOWN: (
            "库里同一住址有同名、没有身份证号的人，可能是同一人，请核对",
            "somebody of the name is recorded there without an ID number: perhaps the same person",
        ),
        Told.NO_NUMBER: ("没有身份证号，作为无号人员保留", "no ID number: kept as a person without one"),
        Told.OTHER_DOCUMENT: ("不是身份证号，按其他证件保留", "no ID number: kept as another document"),
        Told.ID_OLD: ("15 位旧身份证号，已换成 18 位", "an old number of 15 digits, made one of 18"),
        Told.BORN_DIFFERS: ("出生日期与身份证号不一致，按身份证号", "the birth date differs from the ID number's"),
        Told.BORN_IMPOSSIBLE: ("出生日期不存在或不完整", "there is no such birth date, or it is incomplete"),
        Told.SEX_DIFFERS: ("性别与身份证号不一致，按身份证号", "the sex differs from the ID number's"),
        Told.SEX_UNKNOWN: ("性别看不懂", "the sex is not understood"),
        Told.PHONE_DOUBTFUL: ("电话不像电话，没有导入", "this is no phone number, and was left out"),
        Told.PHONE_SEVERAL: ("有几个电话，只取第一个", "there are several phones: the first is taken"),
        Told.MOVED_IMPOSSIBLE: ("入住日期不存在，没有导入", "there is no such day of moving in"),
        Told.HOUSEHOLD_ROUNDED: ("户号的位数已丢失，按没有户号处理", "the household number has lost digits"),
        Told.HOUSEHOLD_MADE: ("没有户号，按住址和户主归户，户号以“自编”开头", "no household number: made by address"),
        Told.RARE_CHARACTER: ("姓名有生僻字，请核对显示是否正确", "a rare character: see whether it is shown right"),
        Told.PRIVATE_MAPPED: (
            "旧字库造字已按国标换成标准字",
            "characters of an old font were exchanged by the standard",
        ),
        Told.PRIVATE_CHARACTER: ("有旧字库的自造字，别的电脑显示不出，请改成标准字", "a private character of a font"),
        Told.NAME_ODD: ("姓名里有数字或符号", "digits or signs in the name"),
        Told.ADDRESS_NONE: ("住址没有对上", "the address was not found"),
        Told.ADDRESS_DOUBTFUL: ("住址没有对到户，请核对", "the address was not matched to a room"),
    }
)
LEVELS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "room": ("对到户", "room"),
        "building": ("对到楼或门牌", "building or door"),
        "street": ("只对到小区、路或社区", "compound, road or community"),
        "none": ("没有对上", "not found"),
    }
)
CHOICES = ("keep", "take", "ask")
# What is to be known of the file itself.
NOTES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "macros": ("文件带有宏，没有运行", "it has macros, which were not run"),
        "external_links": ("文件链接到别的文件，没有去读", "it is linked to other files, which were not read"),
        "formulas": ("有公式单元格，取的是上次保存的值", "cells with formulas: their saved values were taken"),
        "hidden_sheets": ("隐藏的工作表没有读", "hidden sheets were not read"),
        "other_sheets": ("有的工作表没有居民表头，没有读", "sheets without a heading of residents were not read"),
        "no_heading": ("没有找到表头，按内容认列", "there is no heading: columns were told by their content"),
    }
)


@dataclass(frozen=True)
class Problem:
    """One thing about one row, by its number in the file. shown: the value, masked."""

    sheet: str
    row: int
    told: str
    shown: str = ""

    @property
    def refused(self) -> bool:
        """Whether it keeps the row out."""
        return self.told in REFUSED


@dataclass(frozen=True)
class FieldChange:
    """A value that the vault has otherwise, both masked. fills: the vault has none so far. taken: whether it is."""

    field: str
    before: str
    after: str
    fills: bool
    taken: bool


@dataclass(frozen=True)
class PersonChange:
    """A known person of whom the table says something else."""

    sheet: str
    row: int
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Gone:
    """Somebody whom the vault has at the addresses of the table, and the table has not. Never deleted by it."""

    name: str
    id_number: str
    address: str


@dataclass(frozen=True)
class Answers:
    """How differences are settled: by row ("12", "表1!12", "12:phone" for one field), by field, else as `default`."""

    default: str = "ask"
    fields: Mapping[str, str] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)

    def choice(self, sheet: str, row: int, name: str) -> str:
        """Give "keep", "take" or "ask" for a field of a row."""
        for key in (f"{sheet}!{row}:{name}", f"{row}:{name}", f"{sheet}!{row}", str(row)):
            if key in self.rows:
                return self.rows[key]
        return self.fields.get(name, self.default)


@dataclass(frozen=True)
class TableOptions:
    """How a table is read. sheet: "" for all that hold residents.

    columns: heading by role, where the program is told; "" for none.
    """

    sheet: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    encoding: str = ""
    answers: Answers = field(default_factory=Answers)


@dataclass(frozen=True)
class TableReport:
    """What came of a table, or would: read = added + changed + unchanged + undecided + doubled + refused.

    undecided: known people of whom only differences remain that nobody has settled. skipped: rows that are no people,
    by kind. levels: rows that are not refused, by the level of their address. counts: rows by what is told of them.
    problems, differences, gone: the first of them.
    """

    file: str
    sheets: tuple[str, ...]
    columns: Mapping[str, str]
    ignored: tuple[str, ...]
    notes: Mapping[str, int]
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    undecided: int = 0
    doubled: int = 0
    refused: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    households_made: int = 0
    levels: Mapping[str, int] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    differing: int = 0
    differences: tuple[PersonChange, ...] = ()
    gone_count: int = 0
    gone: tuple[Gone, ...] = ()
    operation: int = 0
    dry_run: bool = False
