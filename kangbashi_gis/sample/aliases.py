"""Old names: those of the district that history knows, and the made-up ones of its roads and compounds."""

from kangbashi_gis.model.table import Table
from kangbashi_gis.sample.compounds import Compounds
from kangbashi_gis.sample.town import Town

# alias, name today, kind, since, until. Only the years are known; they stand for their first or last day.
HISTORY = (
    ("康巴什新区", "康巴什区", "行政区划", "2004-01-01", "2016-06-08"),
    ("青春山经济技术开发区", "康巴什区", "行政区划", "2000-01-01", "2004-12-31"),
    ("伊克昭盟", "鄂尔多斯市", "行政区划", "", "2001-12-31"),
    ("伊盟", "鄂尔多斯市", "行政区划", "", "2001-12-31"),
    ("哈巴格希乡", "哈巴格希街道", "行政区划", "", ""),
    ("高新区", "鄂尔多斯市高新技术产业园区", "简称", "", ""),
)


def aliases(town: Town, homes: Compounds) -> Table:
    """Give every old name with the dates between which it held."""
    rows = list(HISTORY) if town.number == 1 else []
    for number, one in enumerate(town.road_names):
        if one.former:
            rows.append((one.former, one.name, "道路", f"{2004 + number % 5}-01-01", f"{2010 + number % 9}-12-31"))
    for year, one in zip(homes.years.tolist(), homes.named, strict=True):
        if one.former:
            rows.append((one.former, one.name, "小区", f"{year}-01-01", f"{year + 3}-12-31"))
    names = ("alias", "name", "kind", "since", "until")
    return Table({name: [row[place] for row in rows] for place, name in enumerate(names)})
