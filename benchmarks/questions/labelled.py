"""Addresses that others have labelled, and how far the parser agrees with them.

The labels of address_labelled/train.txt and the parts of ours that stand for them:

    province, city, county     province, city, county
    town                       street (街道, 镇, 乡, 苏木, 办事处) and community
    road                       road; a numbered lane (68弄) is a road there and a number of ours, so either will do
    number                     number, building, unit, floor, room: what has a figure or letter and a unit
    landmark, poi              compound: a place with a name of its own
    orient, conj, punc         no element of an address: not counted, wherever ours puts them
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kangbashi_gis.model.address import Part, parse

GROUPS = {
    "province": "province", "city": "city", "county": "county", "town": "street", "road": "road", "number": "number",
    "landmark": "place", "poi": "place",
}  # fmt: skip
OURS = {
    Part.PROVINCE: "province", Part.CITY: "city", Part.COUNTY: "county", Part.STREET: "street",
    Part.COMMUNITY: "street", Part.ROAD: "road", Part.COMPOUND: "place", Part.NUMBER: "number",
    Part.BUILDING: "number", Part.UNIT: "number", Part.FLOOR: "number", Part.ROOM: "number",
}  # fmt: skip
Span = tuple[str, int, int]


def agreement(path: Path, wrong: list[str]) -> tuple[float, float, int]:
    """Give F1 by whole elements (kind, begin and end), F1 by characters, and how many addresses there are."""
    elements, signs, count = Counter[str](), Counter[str](), 0
    for text, spans in _labelled(path):
        count += 1
        uncounted = [span for span in spans if span[0] == ""]
        expected = {_lane(span, text) for span in spans if span[0]}
        found = {_lane(span, text) for span in _parsed(text) if not _inside(span, uncounted)}
        _tally(elements, expected, found)
        _tally(signs, _by_sign(expected), _by_sign(found))
        if expected != found:
            wrong.append(f"{text}\t- {_told(text, expected - found)}\t+ {_told(text, found - expected)}")
    return _f1(elements), _f1(signs), count


def _labelled(path: Path) -> Iterator[tuple[str, list[Span]]]:
    """Give each address with its spans; the group "" is what is not counted."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.splitlines() if line.strip()]
        text = ""
        spans: list[Span] = []
        for sign, label in rows:
            place, _, kind = label.partition("-")
            if place in ("B", "S", "O") or not spans:
                spans.append((GROUPS.get(kind, ""), len(text), len(text)))
            text += sign
            spans[-1] = (*spans[-1][:2], len(text))
        if text:
            yield text, spans


def _parsed(text: str) -> list[Span]:
    return [(OURS[one.part], one.start, one.end) for one in parse(text) if one.part in OURS]


def _lane(span: Span, text: str) -> Span:
    return ("number", *span[1:]) if text[span[2] - 1] == "弄" and text[span[1]].isdigit() else span


def _inside(span: Span, others: list[Span]) -> bool:
    return any(start <= span[1] and span[2] <= end for _, start, end in others)


def _by_sign(spans: set[Span]) -> set[Span]:
    return {(kind, at, at + 1) for kind, start, end in spans for at in range(start, end)}


def _tally(counts: Counter[str], expected: set[Span], found: set[Span]) -> None:
    counts["right"] += len(expected & found)
    counts["expected"] += len(expected)
    counts["found"] += len(found)


def _f1(counts: Counter[str]) -> float:
    return 2 * counts["right"] / max(counts["expected"] + counts["found"], 1)


def _told(text: str, spans: set[Span]) -> list[str]:
    return [f"{text[start:end]}/{kind}" for kind, start, end in sorted(spans, key=lambda span: span[1])]
