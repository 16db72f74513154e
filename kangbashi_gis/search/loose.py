"""Reading a query loosely, once reading it as written has found nothing good: mistakes in names and in unit words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kangbashi_gis.index.order import SHORT
from kangbashi_gis.index.resembling import MOST_BESIDE, Spans
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Label
from kangbashi_gis.search.likeness import SHORTEST, Finder, Like
from kangbashi_gis.search.mistakes import mistakes
from kangbashi_gis.search.reading import REGION_RANKS, SPELLED, Cut, Guess, Reading, best_cover, places, read_labels

LONGEST = 64  # characters of a text that are read loosely
MOST_STRETCHES = 6
MOST_NAMES = 64
UNIT_WORDS = ("号楼", "单元", "号", "室", "层", "楼", "栋", "幢", "座", "户")
MOST_UNIT = 3  # characters of a unit word with a mistake


def read_loosely(reading: Reading, segment: Segment, finders: Iterable[Finder]) -> Reading:
    """Read a text anew: divisions may have mistakes, and every stretch that is like a road or compound is a guess."""
    if len(reading.text) > LONGEST:
        return reading
    read: Reading = segment.once(_read, reading.text, tuple(finders))
    return read._replace(factor=reading.factor)


def _read(text: str, segment: Segment, finders: tuple[Finder, ...]) -> Reading:
    reading = Reading(text)
    exact = places(text, segment)
    known = tuple((cut.start, cut.end) for cut in exact if cut.spelled == 1.0 and cut.length >= SHORTEST)
    found = [one for find in finders for one in find(reading.text, segment, known)]
    inside = {stretch: _within(*stretch, known) for stretch in {(one.start, one.end) for one in found}}
    like = [one for one in found if not inside[one.start, one.end]]
    others = _swallowing(like, exact)
    ranks = segment.rank[[one.name for one in like]].tolist() if like else []
    divisions = [
        one for one, rank in zip(like, ranks, strict=True)
        if rank in REGION_RANKS and (one.start, one.end) not in others
    ]  # fmt: skip
    cuts = best_cover([*exact, *_as_cuts(divisions, segment)], len(reading.text))
    read = read_labels(reading._replace(cuts=tuple(cuts)), segment)
    labels, gaps = _with_unit_words(read)
    guesses = _guesses([one for one in like if segment.is_place(one.name)])
    return read._replace(labels=labels, gaps=gaps, guesses=tuple(guesses))


def _within(begin: int, stop: int, known: Spans) -> bool:
    """Tell whether a stretch lies inside a name as it should be written, is little more than one, or is several."""
    whole = {at for start, end in known if begin <= start and end <= stop for at in range(start, end)}
    return len(whole) == stop - begin or any(
        (start <= begin and stop <= end)
        or (begin <= start and end <= stop and stop - begin <= end - start + MOST_BESIDE)
        for start, end in known
    )


def _swallowing(like: Iterable[Like], exact: Iterable[Cut]) -> set[tuple[int, int]]:
    """Give the stretches that are a short division as written and the beginning of another name: 康巴什厚."""
    stretches = {(one.start, one.end) for one in like}
    short = [cut for cut in exact if cut.length >= SHORTEST and cut.spelled >= SPELLED[SHORT]]
    return {
        (cut.start, end)
        for cut in short
        for start, end in stretches
        if cut.start == start and cut.end < end and any(cut.end <= low < end < high for low, high in stretches)
    }


def _as_cuts(divisions: Sequence[Like], segment: Segment) -> Iterator[Cut]:
    for (start, end), names in _by_stretch(divisions).items():
        best, *others = names
        yield Cut(start, end, best, int(segment.rank[best]), names[best], tuple(others))


def _guesses(like: Sequence[Like]) -> Iterator[Guess]:
    """Give the stretches that are most like names, each with its names, the likest first."""
    ranked = sorted(_by_stretch(like).items(), key=lambda item: -max(item[1].values()) * (item[0][1] - item[0][0]))
    for (start, end), names in ranked[:MOST_STRETCHES]:
        yield Guess(start, end, tuple(names), tuple(names.values()), loose=True)


def _by_stretch(like: Iterable[Like]) -> dict[tuple[int, int], dict[int, float]]:
    """Give for each stretch its names with how alike they are, the likest first."""
    found: dict[tuple[int, int], dict[int, float]] = {}
    for one in like:
        names = found.setdefault((one.start, one.end), {})
        names[one.name] = max(names.get(one.name, 0.0), one.likeness)
    return {
        stretch: dict(sorted(names.items(), key=lambda item: (-item[1], item[0]))[:MOST_NAMES])
        for stretch, names in found.items()
    }


def _with_unit_words(reading: Reading) -> tuple[tuple[Label, ...], tuple[tuple[int, int], ...]]:
    """Let a number take the word behind it that is a unit with a mistake in it: 2单远, 2元."""
    gaps = dict(reading.gaps)
    labels = []
    for label in reading.labels:
        end = gaps.get(label.end)
        if end is not None and _is_unit(reading.text[label.end : end]):
            del gaps[label.end]
            label = replace(label, end=end, whole=True)
        labels.append(label)
    return tuple(labels), tuple(gaps.items())


def _is_unit(word: str) -> bool:
    return len(word) <= MOST_UNIT and any(mistakes(word, unit) <= 1 for unit in UNIT_WORDS)
