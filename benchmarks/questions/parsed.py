"""How many recorded addresses the parser takes apart into exactly the elements that their columns tell."""

from benchmarks.questions.addresses import Recorded
from kangbashi_gis.model.address import parse

FRONT = (("province", "内蒙古自治区"), ("city", "鄂尔多斯市"), ("county", "康巴什区"))


def inexact(addresses: list[Recorded], wrong: list[str]) -> float:
    """Give the share of addresses that come out otherwise: an element more, less, or cut elsewhere."""
    missed = 0
    for one in addresses:
        found = [(str(element.part), one.full[element.start : element.end]) for element in parse(one.full)]
        if found != _expected(one):
            missed += 1
            wrong.append(f"parser\t{one.full}\t{found}")
    return missed / max(len(addresses), 1)


def _expected(one: Recorded) -> list[tuple[str, str]]:
    columns = one.fields
    place = [("compound", one.name)] if one.name == columns["compound"] else []
    parts = [*FRONT, ("street", columns["street"].removeprefix("鄂尔多斯市")), ("community", columns["community"])]
    parts += place or [("road", columns["road"]), ("number", columns["number"])]
    parts += [(name, columns[name]) for name in ("building", "unit", "room")]
    return [(name, value) for name, value in parts if value and value in one.full]
