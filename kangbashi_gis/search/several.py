"""Several addresses in one cell of a table: 成吉思街30号、32号; 瑞悦小区2号楼302室；草原路215号."""

import re

from kangbashi_gis.model.address import Label, labels
from kangbashi_gis.model.spelling import fold_query

MOST = 12
_APART = re.compile(
    r"[;；、,，/／|\n\r]+|(?<=[\d号楼栋幢座室])(?:至|到|和|及|与|~|～|—+)(?=\d)|(?<=[号楼室])(?:和|及|以及)"
)


def several(text: str) -> list[str]:
    """Give the addresses that a text lists, each in full and folded but for its own words; none where it is one.

    Of 成吉思街30号、32号 the second is written without its road: it gets what stands before the first number.
    """
    pieces = [fold_query(piece).text for piece in _APART.split(text)]
    pieces = [piece for piece in pieces if any(sign.isalnum() for sign in piece)]
    if not 2 <= len(pieces) <= MOST:
        return []
    full = [pieces[0]]
    for piece in pieces[1:]:
        whole = _completed(piece, full[-1])
        if not whole:
            return []
        full.append(whole)
    return full


def _completed(piece: str, before: str) -> str:
    """Put in front of a piece that begins with a number what the address before has in front of such numbers."""
    own = list(labels(piece))
    if not own or own[0].start:
        return piece
    others = list(labels(before))
    with_unit = own[0].end - own[0].start > len(own[0].value)
    at = _same(own[0], others) if with_unit else None
    if at is None:
        at = len(others) - len(own)
    return before[: others[at].start] + piece if 0 <= at < len(others) else ""


def _same(first: Label, others: list[Label]) -> int | None:
    """Give the position of the last label that stands for the same as the first of the piece."""
    alike = (at for at, one in enumerate(others) if one.whole and one.parts == first.parts)
    return max(alike, default=None)
