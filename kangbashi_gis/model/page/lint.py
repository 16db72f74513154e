"""What is missing on a sheet or wrong with it, before it is printed. Nothing here is a legal finding.

Each rule names the standard it comes from and how sure that is: V the text was seen or it was computed, V2 from a
transcription, M from memory; empty for what is plain craft.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kangbashi_gis.model.page.filling import names, texts
from kangbashi_gis.model.page.map_frame import MapFrame
from kangbashi_gis.model.page.page import Page
from kangbashi_gis.model.page.text import Legend, NorthArrow, ScaleBar

Level = Literal["error", "warning", "hint"]
NUMBER = re.compile(r"(GS|GS[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,2}S)[(（]\d{4}[)）]\d{1,5}号")
SECRET = ("秘密", "机密", "绝密")
LARGE_SCALE = 5_000  # larger than this, contiguous maps of much ground are secret
SECRET_KM2 = 25.0
PROVINCE_KM = 300.0  # a map that shows so much may be one of a province or of the country
MARGIN_MM = 3.0  # what most printers cannot reach


@dataclass(frozen=True)
class Facts:
    """What is known of a sheet once it is laid out.

    values: what fills its texts. scales, kilometres: of each map, the longer side of its ground. topographic_km2:
    ground of the large-scale base that a map shows. overflowing: texts and legends that have no room for all they say.
    letters: characters no font has. empty: maps on which nothing is. sheet_scale: of the series' sheet it is about; 0
    for none.
    """

    values: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    kilometres: Mapping[str, float] = field(default_factory=dict)
    topographic_km2: Mapping[str, float] = field(default_factory=dict)
    overflowing: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    sheet_scale: int = 0


@dataclass(frozen=True)
class Rule:
    """A rule: how bad it is, the standard and its grade, and what finds it: the items it is about, or letters."""

    name: str
    level: Level
    standard: str
    grade: str
    find: Callable[[Page, Facts], Iterator[str]]


@dataclass(frozen=True)
class Finding:
    """Something that is missing or wrong. item: the part of the sheet, or empty for all of it."""

    rule: str
    level: Level
    item: str
    standard: str
    grade: str


def findings(page: Page, facts: Facts) -> list[Finding]:
    """Check a sheet by all rules; errors first."""
    found = [
        Finding(rule.name, rule.level, item, rule.standard, rule.grade)
        for rule in RULES
        for item in rule.find(page, facts)
    ]
    order = ("error", "warning", "hint")
    return sorted(found, key=lambda one: order.index(one.level))


def _says(name: str) -> Callable[[Page, Facts], Iterator[str]]:
    """A value that has to stand on the sheet somewhere, and may not be empty."""

    def find(page: Page, facts: Facts) -> Iterator[str]:
        asked = any(name in names(text) for _, text in texts(page))
        if not asked or not facts.values.get(name, "").strip():
            yield ""

    return find


def _number(page: Page, facts: Facts) -> Iterator[str]:
    if page.purpose == "public":
        yield from _says("approval_number")(page, facts)


def _number_form(page: Page, facts: Facts) -> Iterator[str]:
    number = facts.values.get("approval_number", "").replace(" ", "")
    if number and not NUMBER.fullmatch(number):
        yield number[:40]


def _secret_public(page: Page, facts: Facts) -> Iterator[str]:
    if page.purpose == "public" and any(word in facts.values.get("secrecy", "") for word in SECRET):
        yield facts.values["secrecy"]


def _secret_area(page: Page, facts: Facts) -> Iterator[str]:
    marked = any(word in facts.values.get("secrecy", "") for word in SECRET)
    for name, area in facts.topographic_km2.items():
        if area > SECRET_KM2 and facts.scales.get(name, LARGE_SCALE) < LARGE_SCALE and not marked:
            yield name


def _islands(page: Page, facts: Facts) -> Iterator[str]:
    if page.purpose == "public":
        yield from (name for name, far in facts.kilometres.items() if far > PROVINCE_KM)


def _scale(page: Page, facts: Facts) -> Iterator[str]:
    said = any("scale" in names(text) for _, text in texts(page))
    if page.maps and not said and not any(isinstance(one, ScaleBar) for one in page.items):
        yield ""


def _north(page: Page, facts: Facts) -> Iterator[str]:
    if page.maps and not any(isinstance(one, NorthArrow) for one in page.items):
        yield ""


def _legend(page: Page, facts: Facts) -> Iterator[str]:
    if page.maps and page.about == "" and not any(isinstance(one, Legend) for one in page.items):
        yield ""


def _sheet_scale(page: Page, facts: Facts) -> Iterator[str]:
    first = page.first_map
    if facts.sheet_scale and first and abs(facts.scales.get(first.name, 0.0) / facts.sheet_scale - 1) > 1e-6:
        yield first.name


def _outside(page: Page, facts: Facts) -> Iterator[str]:
    reach = page.box.shrunk(MARGIN_MM)
    yield from (one.name for one in page.items if not reach.holds(one.box))


def _unknown(page: Page, facts: Facts) -> Iterator[str]:
    known = {*facts.values, "scale"}
    yield from dict.fromkeys(name for _, text in texts(page) for name in names(text) if name not in known)


def _overlapping(page: Page, facts: Facts) -> Iterator[str]:
    maps = [one for one in page.items if isinstance(one, MapFrame) and not one.linked]
    for at, one in enumerate(maps):
        yield from (other.name for other in maps[at + 1 :] if one.box.meets(other.box))


LAW, SECRECY = "地图管理条例（国务院令第664号）", "自然资发〔2020〕95号 第18项"
RULES = (
    Rule("public_number", "error", LAW, "M", _number),
    Rule("public_secret", "error", SECRECY, "V", _secret_public),
    Rule("secret_area", "error", SECRECY, "V", _secret_area),
    Rule("letters_missing", "error", "", "", lambda page, facts: iter(facts.letters)),
    Rule("sheet_scale", "error", "GB/T 13989-2012", "V", _sheet_scale),
    Rule("title_missing", "error", "", "", _says("title")),
    Rule("secrecy_missing", "error", "地图审核管理规定", "M", _says("secrecy")),
    Rule("crs_missing", "error", "地图审核管理规定", "M", _says("crs")),
    Rule("number_form", "warning", "地图审核管理规定", "M", _number_form),
    Rule("islands", "warning", "公开地图内容表示规范（自然资规〔2023〕2号）", "M", _islands),
    Rule("heights_missing", "warning", "", "M", _says("heights")),
    Rule("maker_missing", "warning", LAW, "M", _says("maker")),
    Rule("date_missing", "warning", "", "M", _says("date")),
    Rule("scale_missing", "warning", "", "", _scale),
    Rule("north_missing", "warning", "", "", _north),
    Rule("legend_missing", "warning", "", "", _legend),
    Rule("overflowing", "warning", "", "", lambda page, facts: iter(facts.overflowing)),
    Rule("map_empty", "warning", "", "", lambda page, facts: iter(facts.empty)),
    Rule("outside_paper", "warning", "", "", _outside),
    Rule("maps_overlap", "warning", "", "", _overlapping),
    Rule("unknown_name", "hint", "", "", _unknown),
)
