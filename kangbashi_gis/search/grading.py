"""How well a line of a list was matched: to which level, how surely, and what a person should know about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from kangbashi_gis.model.address import Part, parse
from kangbashi_gis.model.answers import SearchHit

SURE = 0.85  # a hit below this is a suggestion, not an answer
EQUAL = 0.001
SAME_SPOT_M = 1.0


class Level(StrEnum):
    """To what an address was matched, from the narrowest; the values stand in files."""

    ROOM = "室"
    BUILDING = "楼"
    DOOR = "门牌"
    COMPOUND = "小区"
    ROAD = "路"
    COMMUNITY = "社区"
    NONE = "未匹配"


class Reason(StrEnum):
    """Why a match is what it is; "" where nothing need be said."""

    SURE = ""
    REMEMBERED = "remembered"
    BY_NAME = "by_name"
    EMPTY = "empty"
    NOTHING = "nothing"
    LIKELY = "likely"
    CROSSING = "crossing"
    BETWEEN = "between"
    MOVED = "moved"
    SEVERAL = "several"
    REMARK = "remark"
    ESTIMATED = "estimated"
    AMBIGUOUS = "ambiguous"
    COARSER = "coarser"
    WIDE = "wide"
    PLACELESS = "placeless"


# As they stand in the file; 待核 marks what a person should look at.
SENTENCES = {
    Reason.SURE: "",
    Reason.REMEMBERED: "按已登记的别名",
    Reason.BY_NAME: "按名称找到",
    Reason.EMPTY: "这一行没有地址",
    Reason.NOTHING: "没有找到",
    Reason.LIKELY: "待核：只是相近",
    Reason.CROSSING: "按道路交叉口定位",
    Reason.BETWEEN: "按两条路之间路段的中点定位",
    Reason.MOVED: "待核：按写明的方向和距离估计",
    Reason.SEVERAL: "待核：这里写了几个地址，按第一个定位",
    Reason.REMARK: "后面的文字没有登记，按前面的地址定位",
    Reason.ESTIMATED: "待核：没有登记这个号，按相邻门牌估计",
    Reason.AMBIGUOUS: "待核：有几个同样合适的地址",
    Reason.COARSER: "待核：没有这个号，只定位到更大的范围",
    Reason.WIDE: "只认出区划",
    Reason.PLACELESS: "找到了，但它还没有位置",
}
DOUBTFUL = frozenset(
    {
        Reason.LIKELY, Reason.AMBIGUOUS, Reason.ESTIMATED, Reason.MOVED, Reason.SEVERAL, Reason.COARSER,
        Reason.NOTHING, Reason.WIDE,
    }
)  # fmt: skip

_ADDRESS_LEVELS = {"room": Level.ROOM, "unit": Level.BUILDING, "building": Level.BUILDING, "door": Level.DOOR}
_LEVELS = {"compounds": Level.COMPOUND, "roads": Level.ROAD, "buildings": Level.BUILDING}
_NAMED = ("entities", "parcels", "water")


@dataclass(frozen=True)
class Grade:
    """The match of one text: its level, the hit that it stands for (None without one) and the reason."""

    level: Level
    hit: SearchHit | None
    reason: Reason

    @property
    def doubtful(self) -> bool:
        """Whether a person should choose."""
        return self.reason in DOUBTFUL

    @property
    def score(self) -> float:
        """How well it answers, 0 to 1."""
        return self.hit.score if self.hit else 0.0


def level_of(hit: SearchHit, kind: str | None) -> Level:
    """Give the level of a hit; kind: of an address (door, building …) or of a division (community …)."""
    if hit.kind == "addresses":
        return _ADDRESS_LEVELS.get(kind or "") or _level_told(hit.detail)
    if hit.kind == "divisions":
        return Level.COMMUNITY if kind == "community" else Level.NONE
    return _LEVELS.get(hit.kind, Level.DOOR)


def _level_told(full: str) -> Level:
    """Give the level of an address that is recorded without one, by its text."""
    parts = {element.part for element in parse(full)}
    if Part.ROOM in parts:
        return Level.ROOM
    return Level.BUILDING if parts & {Part.BUILDING, Part.UNIT} else Level.DOOR


def grade(hits: Sequence[SearchHit], kind: str | None) -> Grade:
    """Grade the hits of one text, best first; kind as in `level_of`, of the first of them."""
    if not hits:
        return Grade(Level.NONE, None, Reason.NOTHING)
    best = hits[0]
    level = level_of(best, kind)
    if level is Level.NONE:
        return Grade(level, best, Reason.WIDE)
    if best.place is None:
        return Grade(level, best, Reason.PLACELESS)
    if best.score < SURE:
        coarse = level in (Level.ROAD, Level.COMPOUND, Level.COMMUNITY)
        return Grade(level, best, Reason.COARSER if coarse else Reason.LIKELY)
    if _elsewhere(best, hits):
        return Grade(level, best, Reason.AMBIGUOUS)
    return Grade(level, best, Reason.BY_NAME if best.kind in _NAMED else Reason.SURE)


def _elsewhere(best: SearchHit, hits: Sequence[SearchHit]) -> bool:
    """Tell whether another hit of the same kind is as good and stands somewhere else."""
    assert best.x is not None and best.y is not None
    return any(
        hit.kind == best.kind
        and hit.score >= best.score - EQUAL
        and hit.x is not None
        and hit.y is not None
        and max(abs(hit.x - best.x), abs(hit.y - best.y)) > SAME_SPOT_M
        for hit in hits[1:]
    )
