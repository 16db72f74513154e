"""A layer that does not say its CRS, or whose word cannot be believed: the frame and the base tell what they can."""

from collections.abc import Sequence

import numpy as np

from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.datum import BY_KEY, ZONES, Datum
from kangbashi_gis.diagnosis.datum_steps import beijing_steps
from kangbashi_gis.diagnosis.reference_case import (
    DEGREES,
    SURE,
    WEB_NEAR_M,
    Case,
    Weighed,
    candidate,
    candidates,
    named,
    of_proof,
    question,
    same_numbers,
    told,
    unmixed,
    warning,
)
from kangbashi_gis.diagnosis.reference_declared import meridian_named
from kangbashi_gis.diagnosis.reference_matches import Coincidence
from kangbashi_gis.diagnosis.reference_readings import Reading
from kangbashi_gis.importing.units import UNITS
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer

UNLIKELY = 0.5  # a reading so much less likely is offered, but not talked about
HINT_M = 12.0
A_FEW = 4
NEAR_LAT = 0.3


def undeclared(case: Case) -> Weighed:
    """Weigh a layer that says nothing: settled only where it meets the base within a metre, else asked."""
    found = case.in_frame
    if not found:
        return _not_here(case)
    proofs = [case.proof(one) for one in found]
    proven = [(one, proof) for one, proof in zip(found, proofs, strict=True) if proof.confirmed]
    if len(proven) == 1:
        return settled(case, *proven[0])
    return _asked(case, found, proofs)


def settled(case: Case, reading: Reading, proof: Coincidence) -> Weighed:
    """Answer with the one reading by which the layer meets the base."""
    answer = candidate(reading, "reference_why_base", SURE)
    values = {**named(reading.crs), **of_proof(proof)}
    web = bool(web_maps.correction(reading.crs))
    first = warning("reference_web", values) if web else told("reference_confirmed", values)
    others = (*same_numbers(reading), *_unusual(reading))
    return unmixed(case, reading, ReferenceAnswer(answer, "inferred", (answer,)), (first, *others))


def _asked(case: Case, found: Sequence[Reading], proofs: Sequence[Coincidence]) -> Weighed:
    """Ask, with what the base hints at first."""
    said = case.saying
    moved = [(one, proof) for one, proof in zip(found, proofs, strict=True) if proof.shifted]
    ordered = _hinted(case, _by_name(case, list(found)))
    prefer = said.datum
    findings: list[Finding] = []
    if moved:
        # two layers of one city agree once one is moved: the reading is right, its datum is not ours
        reading, proof = max(moved, key=lambda pair: pair[1].matched)
        ordered.sort(key=lambda one: one is not reading)
        findings.append(warning("reference_moved", {**named(reading.crs), **of_proof(proof)}))
        prefer = prefer or _other_datum(case, reading, proof)
    every = candidates(ordered, prefer=prefer)
    findings.insert(0, _question(ordered, len(every)))
    return ReferenceAnswer(None, "asked", every), (*findings, *same_numbers(ordered[0]), *_unusual(ordered[0]))


def _question(found: Sequence[Reading], count: int) -> Finding:
    values = {**named(found[0].crs), "answers": count}
    if all(_angular(one) for one in found):
        return question("reference_degrees", values)
    likely = [one for one in found if one.likelihood > found[0].likelihood - UNLIKELY]
    return question("reference_datum" if len(likely) == 1 else "reference_several", values)


def _angular(reading: Reading) -> bool:
    if reading.unit:
        return UNITS[reading.unit].angular
    return bool(web_maps.correction(reading.crs)) or reading.crs in DEGREES


def _by_name(case: Case, found: list[Reading]) -> list[Reading]:
    """Put first what a broken .prj still names, or the heading of a column: bd09_lng, 高德经度."""
    meridian = meridian_named(case.saying.text)
    headings = " ".join(case.declared.columns).lower()
    web = "GCJ-02" if any(word in headings for word in ("gcj", "火星", "高德", "腾讯", "amap")) else ""
    web = "BD-09" if any(word in headings for word in ("bd09", "bd-09", "bd_", "百度", "baidu")) else web

    def unnamed(one: Reading) -> bool:
        zone = ZONES.get(one.crs)
        return not ((zone and zone.meridian == meridian) or (web and one.crs == web))

    return sorted(found, key=unnamed)


def _hinted(case: Case, found: list[Reading]) -> list[Reading]:
    """Put first what meets a few points of the base, or lies roughly on it once it is brought back from a web map."""
    met = [case.meeting(one) for one in found]
    if max(met) >= A_FEW:
        best = found[met.index(max(met))]
        return sorted(found, key=lambda one: one is not best)
    if not any(web_maps.correction(one.crs) for one in found):
        return found
    close = []
    for one in found:
        likeness = case.resemblance(one)
        if likeness.clear and likeness.distance_m <= WEB_NEAR_M:
            close.append((likeness.matched, one))
    if not close:
        return found
    best = max(close, key=lambda pair: pair[0])[1]
    return sorted(found, key=lambda one: one is not best)


def _other_datum(case: Case, reading: Reading, proof: Coincidence) -> Datum | None:
    """Give the datum that lies as far away as the layer does from the base; a hint for the order, never an answer."""
    zones = [ZONES[other] for other in reading.others if other in ZONES]
    if not zones:
        return None
    apart = [np.hypot(east - proof.east_m, north - proof.north_m) for east, north in beijing_steps(case.frame)]
    likely = BY_KEY["beijing1954" if min(apart, default=np.inf) <= HINT_M else "xian1980"]
    return likely if likely in [one.datum for one in zones] else zones[0].datum


def _unusual(reading: Reading) -> tuple[Finding, ...]:
    """Tell of axes and units that are not those of the CRS."""
    findings = []
    if reading.swapped:
        findings.append(warning("reference_axes", named(reading.crs)))
    if reading.unit:
        unit = UNITS[reading.unit]
        findings.append(warning("reference_unit", {**named(reading.crs), "unit": unit.zh, "unit_en": unit.en}))
    return tuple(findings)


def _not_here(case: Case) -> Weighed:
    """Ask where nothing brings the layer into the frame: it lies elsewhere, or in a system of its own."""
    far = readings.elsewhere(case.sample, case.frame)
    every = candidates(far, "reference_why_elsewhere", case.saying.datum) if far else ()
    meridian = _own_meridian(case)
    zone = ZONES.get(far[0].crs) if far else None
    if meridian is not None and zone is not None and not zone.prefixed:
        finding = question("reference_own_zone", {**named(far[0].crs), "meridian": meridian})
    elif far:
        finding = question("reference_elsewhere", {**named(far[0].crs), "km": _distance_km(case, far[0])})
    else:
        x, y = np.median(case.sample, axis=0).round(1).tolist()
        finding = question("reference_nowhere", {"x": x, "y": y})
    return ReferenceAnswer(None, "asked", every), (finding,)


def _own_meridian(case: Case) -> float | None:
    """Give the central meridian by which the layer would lie in the frame: many cities have a zone of their own."""
    place = readings.frame_place(case.frame)
    for points in (case.sample, case.sample[:, ::-1]):
        away, lat = readings.offset_from_meridian(points)
        if place is not None and abs(lat - place[1]) < NEAR_LAT:
            return float(round(place[0] - away, 2))
    return None


def _distance_km(case: Case, reading: Reading) -> int:
    box = readings.bounds(case.frame)
    if box is None:
        return 0
    centre = np.nanmedian(reading.placed, axis=0)
    away = np.maximum(np.maximum(np.array(box[:2]) - centre, centre - np.array(box[2:])), 0)
    return round(float(np.hypot(*away)) / 1000)
