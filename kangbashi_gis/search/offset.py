"""Places that are told from another: 鄂尔多斯大街12号东侧200米, 天骄路与鄂尔多斯大街交叉口往北50米."""

import math
import re
from typing import NamedTuple

from kangbashi_gis.model.spelling import NUMERAL, number_of

FARTHEST_M = 5_000.0
_TURNS = {"北": 0, "东北": 45, "东": 90, "东南": 135, "南": 180, "西南": 225, "西": 270, "西北": 315}
_WIND = "东北|西北|东南|西南|[东西南北]"
_UNITS = {"米": 1.0, "m": 1.0, "公里": 1000.0, "千米": 1000.0, "km": 1000.0, "里": 500.0}
_TOLD = re.compile(
    rf" ?(?:[往向朝以之的]|正)*(?P<wind>{_WIND})(?:方向|方|侧|面|边|部|行|走|约|大约|近|大概|距离|距|[ ])*"
    rf"(?P<far>\d{{1,5}}(?:[ .]\d{{1,2}}(?=公里|千米|km))?|{NUMERAL}) ?(?P<unit>{'|'.join(_UNITS)})"
    r"(?:[处外远多]|左右|附近|位置|地方|的|路[东南西北]侧?)*$"
)


class Offset(NamedTuple):
    """The text of the place it is told from, what is said behind it, and metres to the east, to the north and in all.

    core: direction and distance alone, without words such as 附近.
    """

    text: str
    said: str
    east_m: float
    north_m: float
    far_m: float
    core: str


def offset(text: str) -> Offset | None:
    """Read direction and distance at the end of a folded text; None where there is none, or it is too far."""
    found = _TOLD.search(text)
    if found is None or not found.start():
        return None
    far = found["far"]  # folding makes a blank of the point in 1.5
    far_m = (float(far.replace(" ", ".")) if far[0].isdigit() else float(number_of(far))) * _UNITS[found["unit"]]
    if not 0 < far_m <= FARTHEST_M:
        return None
    turn = math.radians(_TURNS[found["wind"]])
    said = found.group().strip()
    return Offset(
        text[: found.start()],
        said,
        far_m * math.sin(turn),
        far_m * math.cos(turn),
        far_m,
        text[found.start("wind") : found.end("unit")],
    )
