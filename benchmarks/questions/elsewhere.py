"""Addresses that do not exist in the district: other cities, invented roads, nonsense."""

import csv
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.questions import wording

CITIES = (
    "北京市朝阳区", "上海市浦东新区", "广东省深圳市福田区", "浙江省杭州市西湖区", "四川省成都市武侯区", "天津市和平区",
    "陕西省西安市雁塔区", "内蒙古自治区呼和浩特市赛罕区", "内蒙古自治区包头市昆都仑区", "内蒙古自治区乌海市海勃湾区",
    "湖北省武汉市江汉区", "江苏省南京市鼓楼区", "山东省青岛市市南区", "新疆维吾尔自治区乌鲁木齐市天山区",
    "重庆市渝中区",
)  # fmt: skip
ROADS = (
    "建设路", "人民路", "解放路", "中山路", "南京西路", "建国门外大街", "长安街", "新华大街", "深南大道", "春熙路",
    "延安中路", "天府大道", "珠江路", "北京路", "胜利街", "劳动路", "西湖大道", "钢铁大街", "光谷大道", "和平路",
)  # fmt: skip
BUILDINGS = ("世纪城", "万达广场", "阳光花园", "水岸新城", "国际大厦", "书香门第", "碧桂园", "恒大名都", "保利百合")
FIRST, SECOND = "龙虎熊狮竹柳椿橡铁铜锌钛墨朱赭靛", "旗门桥塔井墙窗鼓琴棋书画盘碗杯壶"
KEYS = "abcdefghijklmnopqrstuvwxyz;[]0123456789"
NEAR = 1


def questions(count: int, names: Iterable[str], real: Iterator[str], chance: random.Random) -> list[str]:
    """Give texts that mean nothing here; none holds a name of the district with one mistake or less.

    real: addresses of another city as they were recorded, as many as there are.
    """
    known = _Known(names)
    makers = (_city, _invented, _nonsense, lambda chance: next(real, "") or _city(chance))
    found: list[str] = []
    while len(found) < count:
        text = makers[len(found) % len(makers)](chance)
        if not known.meets(text):
            found.append(text)
    return found


def recorded_elsewhere(folder: Path, chance: random.Random) -> Iterator[str]:
    """Give addresses of schools and hospitals of Shanghai in a fixed order; none where the files are absent."""
    rows: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += [f"{row['pname']}{row['adname']}{row['address']}" for row in csv.DictReader(file)]
    chance.shuffle(rows)
    return iter(rows)


def _city(chance: random.Random) -> str:
    text = f"{chance.choice(CITIES)}{chance.choice(ROADS)}{chance.randint(1, 900)}号"
    if chance.random() < 0.5:
        text += f"{chance.choice(BUILDINGS)}{chance.randint(1, 30)}号楼{chance.randint(1, 4)}单元"
    return text


def _invented(chance: random.Random) -> str:
    front = chance.choice(("康巴什区", "内蒙古自治区鄂尔多斯市康巴什区", "鄂尔多斯市康巴什区青春山街道", ""))
    stem = chance.choice(FIRST) + chance.choice(SECOND)
    if chance.random() < 0.5:
        return f"{front}{stem}{chance.choice(('大道', '胡同', '里弄', '公路'))}{chance.randint(1, 300)}号"
    building = f"{chance.randint(1, 20)}号楼{chance.randint(1, 5)}单元"
    return f"{front}{stem}{chance.choice(('公馆', '山庄', '广场', '大厦'))}{building}"


def _nonsense(chance: random.Random) -> str:
    if chance.random() < 0.4:
        return "".join(chance.choice(KEYS) for _ in range(chance.randint(6, 20)))
    return "".join(chance.choice(wording.common()) for _ in range(chance.randint(4, 16)))


class _Known:
    """The names of the district, asked whether a text holds one of them or nearly."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted({name for name in names if len(name) > 2})

    def meets(self, text: str) -> bool:
        """Tell whether a stretch of a text is a name with one mistake at most."""
        for name in self.names:
            if len(set(name) & set(text)) < len(name) - NEAR:
                continue
            for length in range(len(name) - 1, len(name) + 2):
                for at in range(max(1, len(text) - length + 1)):
                    if wording.distance(text[at : at + length], name) <= NEAR:
                        return True
        return False
