"""What is left of an address without what nobody has recorded: 18号附3 stands at 18号, 9单元 in its 1号楼."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kangbashi_gis.index.order import PINYIN
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.index.words import WordIndex
from kangbashi_gis.model.address import Label
from kangbashi_gis.model.spelling import fold_query
from kangbashi_gis.search.beside import without_person, without_words_about
from kangbashi_gis.search.reading import REGION_RANKS, SPELLED, Reading, read_labels, read_places

MOST = 5
SHORTEST_NAME = 2  # characters that may be a place with a mistake in it
_BRACKETS = re.compile(r"[(（\[【〔].*?(?:[)）\]】〕]|$)")
_SUB = re.compile(r"^(?P<main>\d+)-\d+$|^[a-z甲乙丙丁戊己庚辛]?(?P<bare>\d+)[a-z甲乙丙丁戊己庚辛]?$")


@dataclass(frozen=True)
class Coarser:
    """A text that says less, and what it leaves out.

    remark: that was no number, only a word about the place. numbered: some number is left.
    """

    text: str
    left_out: str
    remark: bool
    numbered: bool = True


def coarser(index: WordIndex, query: str) -> Iterator[Coarser]:
    """Give what a query says without its last elements, one after the other, from the least that is left out.

    Folded, except that brackets are taken away while they can still be seen.
    """
    bare = without_person(_BRACKETS.sub(" ", query))
    text = fold_query(bare).text
    read = _read(index, text)
    if bare != query and _names_a_place(read, len(text)):
        left_out = fold_query(query).text
        yield Coarser(text, left_out.replace(text, "", 1).strip(" -") if text in left_out else left_out, True)
    yield from (one for one in list(_shorter(read))[:MOST] if _names_a_place(read, len(one.text)))


def _read(index: WordIndex, text: str) -> Reading:
    """Read a text with that part of the index which knows more of its places."""
    readings = (_understood(text, part.segment) for part in index.parts)
    return max(readings, key=lambda read: sum(cut.length for cut in read.cuts), default=Reading(text))


def _understood(text: str, segment: Segment) -> Reading:
    return read_labels(read_places(Reading(text), segment), segment)


def _names_a_place(read: Reading, end: int) -> bool:
    """Tell whether the beginning of a text holds more than numbers and divisions; letters alone stand for any name."""
    if any(cut.end <= end and cut.rank not in REGION_RANKS and cut.spelled >= SPELLED[PINYIN] for cut in read.cuts):
        return True
    written = [min(end, stop) - start for start, stop in read.gaps if not read.text[start:end].isascii()]
    return max(written, default=0) >= SHORTEST_NAME


def _shorter(read: Reading) -> Iterator[Coarser]:
    text = read.text
    if (bare := without_words_about(text)) != text:
        numbered = any(label.start < len(bare) for label in read.labels)
        yield Coarser(bare, text[len(bare) :].strip(" -"), True, numbered)
    before = (None, *read.labels)
    for label, last in zip(reversed(read.labels), reversed(before[:-1]), strict=True):
        behind = text[label.end :].strip(" -#")
        if behind and label is read.labels[-1]:
            named = any(cut.end > label.end for cut in read.cuts)  # another place, which may contradict
            yield Coarser(text[: label.end], behind, not named)
        if main := _main(label):
            yield Coarser(f"{text[: label.start]}{main}号", text[label.start :], False)
        if head := without_words_about(text[: label.start].rstrip(" -#")):
            yield Coarser(head, text[len(head) :].strip(" -#"), False, label is not read.labels[0])
            if last is not None and len(head) > last.end:
                # words between two numbers, which nobody has recorded: 3号楼底商自西向东第2间
                yield Coarser(text[: last.end], text[last.end :].strip(" -#"), False)


def _main(label: Label) -> str:
    """Give the number that a number stands below: 18 of 18-3 and of 甲18; "" for one that stands alone."""
    found = _SUB.match(label.value)
    main = (found["main"] or found["bare"]) if found else ""
    return "" if main == label.value else main
