"""Puts a draft in order: the arrays of one part of the word index, ready to be written and mapped.

Names are numbered by rank, so that the first of any list are the best of it.
"""

import re

import numpy as np

from kangbashi_gis.index.doors import door_arrays, placed, starts_of
from kangbashi_gis.index.draft import CODE_RANK, KINDS, NONE, PLACE_RANK, Draft
from kangbashi_gis.index.grams import gram_arrays
from kangbashi_gis.index.neighbours import neighbour_arrays
from kangbashi_gis.index.spellings import HEAD as HEAD
from kangbashi_gis.index.spellings import INITIALS as INITIALS
from kangbashi_gis.index.spellings import OWN as OWN
from kangbashi_gis.index.spellings import PINYIN as PINYIN
from kangbashi_gis.index.spellings import SHORT as SHORT
from kangbashi_gis.index.spellings import UNREAD as UNREAD
from kangbashi_gis.index.spellings import WIDE as WIDE
from kangbashi_gis.index.spellings import WORD as WORD
from kangbashi_gis.index.spellings import spelling_arrays
from kangbashi_gis.index.texts import text_arrays
from kangbashi_gis.model.address import REGION_PARTS, parse

_NATURAL = re.compile(r"(\d+)")


def arranged(draft: Draft) -> dict[str, np.ndarray]:
    """Give the arrays; the draft is used up, so that at no time everything is held twice."""
    _name_regions(draft)
    order, texts = _ranked(draft)
    new = np.empty(len(order) + 1, np.uint32)
    new[order] = np.arange(len(order), dtype=np.uint32)
    new[-1] = NONE
    ranks = np.array(draft.ranks, np.uint8)[order]
    draft.forget_names()
    labels, natural = _natural_labels(list(draft.labels.numbers))
    arrays = door_arrays(draft, new, natural) | _row_arrays(draft, new, len(texts))
    arrays |= text_arrays("label", labels) | text_arrays("region", list(draft.regions.numbers))
    arrays |= {"name_rank": ranks} | spelling_arrays(draft, texts, ranks)
    arrays |= gram_arrays(texts, ranks < CODE_RANK)
    arrays |= neighbour_arrays(texts, ranks <= PLACE_RANK)
    return arrays | _former_arrays(draft)


def _name_regions(draft: Draft) -> None:
    """Make names of the divisions that addresses begin with, also of those that no layer holds (省, 市)."""
    rank = KINDS.index("region")
    for region in list(draft.regions.numbers):
        for element in parse(region):
            if element.part in REGION_PARTS:
                draft.name(element.value, rank)


def _ranked(draft: Draft) -> tuple[np.ndarray, list[str]]:
    """Order names by kind, then often used first, then short first."""
    texts = list(draft.names.numbers)
    lengths = np.fromiter(map(len, texts), np.uint16, len(texts))
    keys = (np.arange(len(texts)), lengths, -np.array(draft.weights, np.int64), np.array(draft.ranks))
    order = np.lexsort(keys)
    return order, [texts[i] for i in order.tolist()]


def _row_arrays(draft: Draft, new: np.ndarray, names: int) -> dict[str, np.ndarray]:
    name = new[draft.rows.taken("name")]
    order = np.argsort(name, kind="stable")
    columns = placed(draft.rows, order)
    return {f"row_{what}": values for what, values in columns.items()} | {"row_start": starts_of(name[order], names)}


def _natural_labels(labels: list[str]) -> tuple[list[str], np.ndarray]:
    """Order labels as people count (2 before 12, 12 before 12-1); gives them and the new number of each."""
    order = sorted(range(len(labels)), key=lambda i: [_as_number(one) for one in _NATURAL.split(labels[i])])
    natural = np.empty(len(labels), np.uint32)
    natural[order] = np.arange(len(labels), dtype=np.uint32)
    return [labels[i] for i in order], natural


def _as_number(piece: str) -> tuple[int, str]:
    return (int(piece[:15]), "") if piece.isdecimal() else (-1, piece)


def _former_arrays(draft: Draft) -> dict[str, np.ndarray]:
    pairs = sorted((old, new) for old, names in draft.former.items() for new in names)
    return text_arrays("old", [old for old, _ in pairs]) | text_arrays("new", [new for _, new in pairs])
