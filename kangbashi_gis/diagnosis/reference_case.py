"""One layer whose CRS is weighed: its numbers, what is said of them, the frame; and the words for what is found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from kangbashi_gis.diagnosis import datum
from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference_declared import Declared, Saying
from kangbashi_gis.diagnosis.reference_matches import Base, Coincidence, coincide, meeting, resemble
from kangbashi_gis.diagnosis.reference_readings import Reading
from kangbashi_gis.importing.doubts import nowhere_points
from kangbashi_gis.importing.units import UNITS
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer, ReferenceCandidate, Severity

SURE, LIKELY, HALF = 0.99, 0.9, 0.5
OTHER_ZONES, OTHER_DEGREES = 0.5, 0.15  # how much less each further datum is believed
LESS, STEEP = 0.95, 4.0
FEW = 0.2
DEGREES = frozenset(one.degrees for one in datum.DATUMS) | {"EPSG:4326"}
COMPARED = 20_000
LARGEST = 1e11  # millimetres, ten-millionths of a degree: no number of a place is larger
WEB_NEAR_M = 60.0  # a drawing over a web map that is brought back lies so near to the base

Weighed = tuple[ReferenceAnswer, tuple[Finding, ...]]


@dataclass(frozen=True)
class Case:
    """A layer: all its usable numbers, what is said of its CRS, and what it is held against."""

    numbers: np.ndarray
    declared: Declared
    saying: Saying
    frame: Frame

    @cached_property
    def sample(self) -> np.ndarray:
        """Some of the numbers, for what need not be done on all."""
        return readings.sample(self.numbers)

    @cached_property
    def some(self) -> np.ndarray:
        """As many of the numbers as are worth comparing with the base."""
        return readings.sample(self.numbers, COMPARED)

    @cached_property
    def base(self) -> Base:
        """The points that the workspace already has."""
        return Base(np.concatenate((self.frame.corners.reshape(-1, 2), self.frame.nodes.reshape(-1, 2))))

    @cached_property
    def in_frame(self) -> list[Reading]:
        """The readings by which the layer lies in the frame, likeliest first."""
        return readings.in_frame(self.sample, self.frame)

    def placed(self, reading: Reading) -> np.ndarray | None:
        """All numbers in the frame's CRS."""
        return readings.place(self.numbers, reading, self.frame)

    def proof(self, reading: Reading) -> Coincidence:
        """Compare the layer with the base, to the metre."""
        placed = readings.place(self.some, reading, self.frame)
        return Coincidence(False) if placed is None else coincide(_finite(placed), self.base)

    def resemblance(self, reading: Reading) -> Coincidence:
        """Compare the layer with the base roughly."""
        placed = readings.place(self.some, reading, self.frame)
        return Coincidence(False) if placed is None else resemble(_finite(placed), self.base)

    def meeting(self, reading: Reading) -> int:
        """Count the points that the base has too."""
        placed = readings.place(self.some, reading, self.frame)
        return 0 if placed is None else meeting(_finite(placed), self.base)

    def left_over(self, reading: Reading) -> np.ndarray:
        """Give the numbers that a reading does not bring near the frame."""
        placed = self.placed(reading)
        box = readings.bounds(self.frame)
        if placed is None or box is None:
            return self.numbers[:0]
        low, high = np.array(box[:2]) - readings.NEAR_M, np.array(box[2:]) + readings.NEAR_M
        with np.errstate(invalid="ignore"):
            return np.asarray(self.numbers[~((placed >= low) & (placed <= high)).all(axis=1)])


def usable(points: np.ndarray) -> np.ndarray:
    """Give the points that are numbers of a place at all; 0, 0 and its kin are what programs write for "nowhere"."""
    with np.errstate(invalid="ignore"):
        kept = (np.abs(points) < LARGEST).all(axis=1) & ~nowhere_points(points)
    return np.asarray(points[kept])


def named(crs: str) -> dict[str, object]:
    """Give the values by which a sentence names a CRS: crs, name, datum, zone."""
    web = web_maps.correction(crs)
    zone = datum.ZONES.get(crs)
    known = zone.datum if zone else next((one for one in datum.DATUMS if one.degrees == crs), None)
    return {
        "crs": crs if len(crs) < 40 else references.read(crs).name,
        "name": web or references.read(crs).name,
        "datum": known.zh if known else (web or _datum_name(crs)),
        "zone": zone.number if zone else 0,
        "meridian": zone.meridian if zone else 0,
    }


def candidate(reading: Reading, why: str, confidence: float) -> ReferenceCandidate:
    """Say a reading as what may be chosen."""
    unit = UNITS.get(reading.unit)
    values = {
        **named(reading.crs),
        "unit": reading.unit,
        "unit_zh": unit.zh if unit else "",
        "same": " ".join(reading.same),
    }
    return ReferenceCandidate(
        crs=reading.crs,
        why=why,
        confidence=round(confidence, 2),
        swapped=reading.swapped,
        unit_m=(unit.metres or 1.0) if unit else 1.0,
        unit=reading.unit,
        box=reading.box,
        values=values,
    )


def candidates(
    found: Sequence[Reading], why: str = "reference_why_frame", prefer: datum.Datum | None = None
) -> tuple[ReferenceCandidate, ...]:
    """Give every reading on every datum, likeliest first; the readings come in the order in which they are believed.

    The datum that is spoken of goes before the others.
    """
    every: list[tuple[float, Reading, str]] = []
    weight, best = 1.0, found[0].likelihood
    for one in found:
        weight = min(weight * LESS, float(np.exp(STEEP * min(one.likelihood - best, 0.0))))
        rarer = OTHER_DEGREES if one.crs in DEGREES else OTHER_ZONES
        for place, variant in enumerate(_on_every_datum(one, prefer)):
            every.append((weight * rarer**place, variant, why if variant.crs == one.crs else "reference_why_datum"))
    every.sort(key=lambda item: -item[0])
    total = sum(item[0] for item in every)
    return tuple(candidate(variant, reason, share / total) for share, variant, reason in every)


def with_others(case: Case, said: Reading) -> tuple[ReferenceCandidate, ...]:
    """Give its own word first, then everything else that lies in the frame."""
    own = candidate(said, "reference_why_prj", HALF)
    others = candidates(case.in_frame, prefer=case.saying.datum) if case.in_frame else ()
    return distinct((own, *others))


def distinct(every: Iterable[ReferenceCandidate]) -> tuple[ReferenceCandidate, ...]:
    """Leave out what was offered before."""
    found: dict[tuple[str, bool, str], ReferenceCandidate] = {}
    for one in every:
        found.setdefault((one.crs, one.swapped, one.unit), one)
    return tuple(found.values())


def _on_every_datum(reading: Reading, prefer: datum.Datum | None) -> Iterator[Reading]:
    variants = [reading, *(replace(reading, crs=other, same=(), placed=np.empty((0, 2))) for other in reading.others)]
    yield from sorted(variants, key=lambda one: not (prefer and _datum_of(one.crs) is prefer))


def _datum_of(crs: str) -> datum.Datum | None:
    zone = datum.ZONES.get(crs)
    return zone.datum if zone else next((one for one in datum.DATUMS if one.degrees == crs), None)


def question(code: str, values: Mapping[str, object], count: int = 1) -> Finding:
    """Make a finding that keeps the import waiting."""
    return Finding(code, Severity.QUESTION, count, values)


def warning(code: str, values: Mapping[str, object], count: int = 1) -> Finding:
    """Make a finding that should be read."""
    return Finding(code, Severity.WARNING, count, values)


def told(code: str, values: Mapping[str, object], count: int = 1) -> Finding:
    """Make a finding that is good to know."""
    return Finding(code, Severity.INFO, count, values)


def of_proof(proof: Coincidence) -> dict[str, object]:
    """Give the values by which a sentence tells an agreement with the base."""
    return {
        "matched": proof.matched,
        "tested": proof.tested,
        "shift_m": round(proof.distance_m, 1),
        "azimuth": round(proof.azimuth),
    }


def unmixed(case: Case, reading: Reading, answer: ReferenceAnswer, findings: tuple[Finding, ...]) -> Weighed:
    """Take the answer back where some of the points fit the frame only by another reading: two zones in one file."""
    left = case.left_over(reading)
    if not 0 < len(left) < len(case.numbers):
        return answer, findings
    others = readings.in_frame(readings.sample(left), case.frame)
    if not others:
        # a layer that reaches across the border is no mistake; a few points far from all others may be
        few = len(left) < FEW * len(case.numbers)
        away = (question if few else told)("shape_outside", {}, len(left))
        return (ReferenceAnswer(None, "asked", answer.candidates) if few else answer), (away, *findings)
    asked = ReferenceAnswer(None, "asked", answer.candidates)
    return asked, (question("reference_mixed", named(others[0].crs), len(left)), *findings)


def same_numbers(reading: Reading) -> tuple[Finding, ...]:
    """Tell, instead of asking, that two names mean the same numbers."""
    if not reading.same:
        return ()
    degrees = "EPSG:4326" in reading.same
    code = "reference_same_degrees" if degrees else "reference_same_numbers"
    return (told(code, {**named(reading.crs), "same": " ".join(reading.same)}),)


def _finite(points: np.ndarray) -> np.ndarray:
    return np.asarray(points[np.isfinite(points).all(axis=1)])


def _datum_name(crs: str) -> str:
    geodetic = references.read(crs).geodetic_crs
    return geodetic.name if geodetic else crs[:40]
