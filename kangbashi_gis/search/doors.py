"""Collectors of addresses: the doors, buildings, units and rooms under a road or compound."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kangbashi_gis.index.draft import DOOR_COLUMNS, NONE
from kangbashi_gis.index.segment import Segment
from kangbashi_gis.model.address import Label, Part
from kangbashi_gis.search.candidates import WEIGHTS, Candidates, covered, joined, nothing
from kangbashi_gis.search.fitting import Fit, fitting, left_out, matching
from kangbashi_gis.search.reading import REGION_RANKS, Cut, Reading
from kangbashi_gis.search.scoring import LEAST_SCORE, worth

MOST_DOORS = 60_000  # looked at for one query
FIRST_DOORS = 32  # of a name, where no number was typed
MOST_ANCHORS = 2
MOST_NUMBERS = 64
MOST_NUMBERED = 20_000  # doors of a number alone, all over the district
MOST_ALIKE = 6_000  # of them, where nothing else tells them apart
ALL_LABELS = (1 << len(DOOR_COLUMNS)) - 1  # a depth beyond has the bit of a compound that is part of the address
NUMBER_ALONE = 0.86  # an answer, if only one door has the number
UNASKED = 0.99  # the place that was named comes before the doors in it
GATE = 0.98  # a number behind the name of a compound is rather a building's than that of its gate on the road
HOUSE = 0.75
NUMBER_BIT = 1
ASTRAY = 2  # so many unexplained characters before a name mean that it is another place of that name
MOST_REGIONS = 4


Each = np.ndarray  # one for each door
OneOrEach = float | Each


@dataclass(frozen=True, slots=True)
class Anchor:
    """The stretch of the text that leads to doors, with the name of each door's list and how sure it is."""

    start: int
    end: int
    doors: np.ndarray
    names: int | Each
    spelled: OneOrEach
    finished: OneOrEach


class _Rows:
    """Doors with those of their columns that have been asked for."""

    def __init__(self, segment: Segment, doors: np.ndarray) -> None:
        self.segment, self.doors = segment, doors
        self._read: dict[str, np.ndarray] = {}

    def __getitem__(self, column: str) -> np.ndarray:
        found = self._read.get(column)
        if found is None:
            found = self._read[column] = self.segment.column(column)[self.doors]
        return found


def by_door(reading: Reading, segment: Segment) -> Candidates:
    """Addresses under the names in the text, with its numbers."""
    anchors = [*_cut_anchors(reading, segment), *_guess_anchors(reading, segment)]
    parts = [_doors(reading, segment, anchor) for anchor in anchors]
    return joined(parts) if parts else nothing()


def by_number(reading: Reading, segment: Segment) -> Candidates:
    """Addresses by a number alone, or within a division: 12号, 康巴什区12号楼."""
    if not reading.labels or any(cut.rank not in REGION_RANKS for cut in reading.cuts):
        return nothing()
    label = reading.labels[0]
    pieces = [np.empty(0, np.uint32)]
    for column in ("number", "building"):
        if Part(column) in label.parts:
            start, order = segment.arrays[f"by_{column}_start"], segment.arrays[f"by_{column}"]
            numbers = matching(segment, label, reading.text)
            pieces += [order[start[number] : start[number + 1]] for number in numbers[:MOST_NUMBERS]]
    doors = _in_their_regions(reading, segment, np.concatenate(pieces)[:MOST_NUMBERED])[:MOST_ALIKE]
    return _doors(reading, segment, Anchor(0, 0, doors, NONE, NUMBER_ALONE, 1.0))


def _in_their_regions(reading: Reading, segment: Segment, doors: np.ndarray) -> np.ndarray:
    """Leave out doors in regions which account for too little of what stands beside a number to be an answer."""
    if not len(doors) or not (reading.cuts or reading.gaps):
        return doors
    chars = np.full(len(segment.regions), float(sum(label.end - label.start for label in reading.labels)))
    possible = np.ones(len(segment.regions), bool)
    for cut in reading.cuts:
        inside = segment.is_place(cut.name) | segment.regions_holding(segment.names[cut.name])
        chars += cut.length * inside
    for start, end in reading.gaps:
        # with a number alone any word is another place, unless it is a part of the region's name
        possible &= _holding_all(segment, reading.text[start:end])
        chars += end - start
    weight = max(reading.weight, 1)
    possible &= worth(np.minimum(chars / weight, 1.0), weight) * NUMBER_ALONE >= LEAST_SCORE
    if not possible.any():
        return doors[:0]
    return doors[possible[segment.column("region")[doors]]]


def by_region(reading: Reading, segment: Segment) -> Candidates:
    """Some addresses of a division, for whoever has typed no more yet."""
    if reading.labels or any(cut.rank not in REGION_RANKS for cut in reading.cuts):
        return nothing()
    holding = np.ones(len(segment.regions), bool)
    for cut in reading.cuts:
        holding &= segment.regions_holding(segment.names[cut.name])
    for begin, end in reading.gaps:
        holding &= segment.regions_holding(reading.text[begin:end])
    start = segment.arrays["region_start"]
    pieces = [
        segment.arrays["region_door"][start[one] : start[one + 1]] for one in np.flatnonzero(holding)[:MOST_REGIONS]
    ]
    doors = np.concatenate([np.empty(0, np.uint32), *pieces])
    return _candidates(doors, 1.0, 0.6, 1.0, 0.0, 0.0)


def _cut_anchors(reading: Reading, segment: Segment) -> Iterator[Anchor]:
    places = [cut for cut in reading.cuts if segment.is_place(cut.name)]
    # a village is a division and has doors of its own, but a road or compound in it says more
    places.sort(key=lambda cut: (cut.rank in REGION_RANKS, segment.door_count(cut.name)))
    for cut in places[:MOST_ANCHORS]:
        doors, _ = _under(segment, [cut.name], bool(reading.labels) or len(places) > 1)
        sure = cut.spelled * (1.0 if reading.labels else UNASKED)
        yield Anchor(cut.start, cut.end, doors, cut.name, sure, 1.0)


def _guess_anchors(reading: Reading, segment: Segment) -> Iterator[Anchor]:
    for guess in reading.guesses:
        doors, owner = _under(segment, guess.names, bool(reading.labels))
        names, finished = np.array(guess.names)[owner], np.array(guess.finished)[owner]
        yield Anchor(guess.start, guess.end, doors, names, 1.0, finished)


def doors_of(segment: Segment, name: int) -> np.ndarray:
    """Give the doors under a name."""
    return _under(segment, [name], all_of_them=True)[0]


def _under(segment: Segment, names: Sequence[int], all_of_them: bool) -> tuple[np.ndarray, np.ndarray]:
    """Give the doors under names, and for each the position of its name."""
    most = MOST_DOORS if all_of_them else FIRST_DOORS
    pieces, owners, total = [np.empty(0, np.uint32)], [np.empty(0, np.int64)], 0
    for position, name in enumerate(names):
        doors = segment.doors_under(name, min(most, MOST_DOORS - total))
        pieces.append(doors)
        owners.append(np.full(len(doors), position))
        total += len(doors)
        if total >= MOST_DOORS:
            break
    return np.concatenate(pieces), np.concatenate(owners)


def _doors(reading: Reading, segment: Segment, anchor: Anchor) -> Candidates:
    """Keep the doors that fit the numbers, and weigh how much of the text they account for."""
    if not len(anchor.doors):
        return nothing()
    labels = [label for label in reading.labels if not _overlap(label, anchor)]
    fit = fitting(segment, anchor.doors, labels, reading.text) if labels else None
    kept = slice(None) if fit is None else fit.kept
    rows = _Rows(segment, anchor.doors[kept])
    if not len(rows.doors):
        return nothing()
    names, spelled, finished = (_of(values, kept) for values in (anchor.names, anchor.spelled, anchor.finished))
    cuts = [cut for cut in reading.cuts if not _overlap(cut, anchor)]
    named = rows["compound"] == names
    chars: OneOrEach = float(anchor.end - anchor.start + sum(label.end - label.start for label in labels))
    for cut in cuts:
        named = named | (rows["compound"] == cut.name)
        chars = chars + cut.length * _standing(rows, cut)
    explained, astray = _by_gaps(reading, rows, anchor)
    explained = np.minimum((chars + explained) / max(reading.weight, 1), 1.0)
    depth = rows["depth"]
    deeper, skipped = left_out(None if fit is None else fit.given, depth, named)
    return _candidates(
        rows.doors,
        explained=explained if astray is None else np.where(astray, 0.0, explained),
        spelled=spelled,
        finished=finished if fit is None else finished * _by_numbers(rows, names, cuts, named, fit, labels[0]),
        deeper=deeper + ((depth > ALL_LABELS) & ~named),
        skipped=skipped,
    )


def _of(values: OneOrEach, kept: np.ndarray | slice) -> OneOrEach:
    return values[kept] if isinstance(values, np.ndarray) else values


def _by_numbers(
    rows: _Rows, names: OneOrEach, cuts: Sequence[Cut], named: np.ndarray, fit: Fit, first: Label
) -> np.ndarray:
    """Weigh for each door how well the numbers fit that were typed. first: the first of them."""
    road = rows["road"]
    on_road = road == names
    for cut in cuts:
        on_road = on_road | (road == cut.name)
    numbered = fit.given & NUMBER_BIT > 0
    weight = np.where(fit.unfinished, 0.95, 1.0)
    weight[named & numbered & ~on_road & (rows["compound"] != NONE)] *= GATE
    if first.parts[0] is Part.NUMBER:
        # 201号 behind a road is a house number, hardly room 201 of some house on it
        weight[on_road & ~(named | numbered)] *= HOUSE
    return weight


def _by_gaps(reading: Reading, rows: _Rows, anchor: Anchor) -> tuple[OneOrEach, np.ndarray | None]:
    """Count for each door the characters beside its name that it accounts for, and tell where they mean another place.

    Behind a name there may be a word about the place; with a number alone any word is another place, and one
    character stands in any region: 街 in 街道.
    """
    explained: OneOrEach = 0.0
    astray: np.ndarray | None = None
    for start, end in _beside(reading.gaps, anchor):
        known = _in_guesses(reading, rows, (start, end), _in_regions(rows, reading.text[start:end]))
        explained = explained + known
        if anchor.end and start >= anchor.start:
            continue
        missing = end - start - known
        here = missing >= ASTRAY if anchor.end else (missing >= 1) | (end - start == 1)
        astray = here if astray is None else astray | here
    return explained, astray


def _beside(gaps: Iterable[tuple[int, int]], anchor: Anchor) -> Iterator[tuple[int, int]]:
    """Give what of the gaps lies before and behind an anchor."""
    for start, end in gaps:
        if start < anchor.start:
            yield start, min(end, anchor.start)
        if end > anchor.end:
            yield max(start, anchor.end), end


def _overlap(one: Cut | Label, anchor: Anchor) -> bool:
    return one.start < anchor.end and anchor.start < one.end


def stand_in(segment: Segment, doors: np.ndarray, cut: Cut) -> np.ndarray:
    """Tell which doors stand at the road, in the compound or in the division that was cut out."""
    return _standing(_Rows(segment, doors), cut)


def _standing(rows: _Rows, cut: Cut) -> np.ndarray:
    segment = rows.segment
    borne = (rows["road"] == cut.name) | (rows["compound"] == cut.name)
    for name in (cut.name, *cut.others) if len(segment.regions) else ():
        borne |= segment.regions_holding(segment.names[name])[rows["region"]]
    return borne


def _in_guesses(reading: Reading, rows: _Rows, gap: tuple[int, int], known: np.ndarray) -> np.ndarray:
    """Count for each door the characters of a gap that are its road or compound with a mistake."""
    for guess in reading.guesses:
        if guess.loose and gap[0] <= guess.start and guess.end <= gap[1]:
            names = np.array(guess.names)
            borne = np.isin(rows["road"], names) | np.isin(rows["compound"], names)
            known = np.maximum(known, borne * (guess.end - guess.start))
    return known


def _in_regions(rows: _Rows, text: str) -> np.ndarray:
    """Count for each door the characters of a text that stand in its region."""
    region = rows["region"]
    here = np.zeros(len(rows.segment.regions), bool)
    here[region] = True
    return covering(rows.segment, text, here)[region]


def _holding_all(segment: Segment, text: str) -> np.ndarray:
    """Tell which regions hold all of a text, in pieces of two or more."""
    whole = segment.regions_holding(text) if len(text) > 1 else np.zeros(len(segment.regions), bool)
    pairs = [segment.regions_holding(text[at : at + 2]) for at in range(len(text) - 1)]
    if len(pairs) < 2:
        return whole
    # every character has a neighbour beside which it stands in the region too
    some = pairs[0] & pairs[-1] & ~whole
    for left, right in pairwise(pairs):
        some &= left | right
    for one in np.flatnonzero(some).tolist():
        some[one] = covered(text, segment.regions[one]) == len(text)
    return whole | some


def covering(segment: Segment, text: str, wanted: np.ndarray | None = None) -> np.ndarray:
    """Count for each region what of a text stands in it in pieces of two or more. wanted: which matter."""
    whole = segment.regions_holding(text)
    counts = np.where(whole, float(len(text)), 0.0)
    some = np.zeros(len(counts), bool)
    for pair in {text[at : at + 2] for at in range(len(text) - 1)}:
        some |= segment.regions_holding(pair)
    some &= ~whole if wanted is None else ~whole & wanted
    for one in np.flatnonzero(some).tolist():
        counts[one] = covered(text, segment.regions[one])
    return counts


def _candidates(
    doors: np.ndarray,
    explained: OneOrEach,
    spelled: OneOrEach,
    finished: OneOrEach,
    deeper: OneOrEach,
    skipped: OneOrEach,
) -> Candidates:
    weights = np.empty((len(WEIGHTS), len(doors)))
    weights[0], weights[1], weights[2], weights[3], weights[4] = explained, spelled, finished, deeper, skipped
    place = doors.astype(np.int64)
    return Candidates(place, place, weights)
