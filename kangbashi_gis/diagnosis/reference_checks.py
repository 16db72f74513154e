"""A layer that says its CRS: its word is held against its own numbers, against the frame, and against the base."""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import numpy as np

from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.datum import ZONES
from kangbashi_gis.diagnosis.reference_case import (
    HALF,
    LIKELY,
    SURE,
    Case,
    Weighed,
    candidate,
    candidates,
    distinct,
    named,
    of_proof,
    question,
    told,
    unmixed,
    warning,
    with_others,
)
from kangbashi_gis.diagnosis.reference_declared import known_code
from kangbashi_gis.diagnosis.reference_matches import Coincidence
from kangbashi_gis.diagnosis.reference_open import undeclared
from kangbashi_gis.diagnosis.reference_readings import Reading
from kangbashi_gis.diagnosis.reference_rivals import rivals
from kangbashi_gis.diagnosis.reference_web import as_web, from_web, may_be_web, only_the_format
from kangbashi_gis.errors import BadReference
from kangbashi_gis.importing.units import UNITS
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer, ReferenceCandidate

DEGREES = np.array([360.0, 90.0 + 1e-9])
BEYOND_AREA = 2.0  # degrees that surveys reach beyond the area for which a CRS is made
FARTHEST_FROM_MERIDIAN = 10.0


def declared(case: Case) -> Weighed:
    """Weigh a layer with a word of its own."""
    said = Reading(known_code(case.saying.text), case.declared.swapped, case.declared.unit)
    own = own_place(case.sample, said)
    if own is None:
        return _not_believed(case, said)
    said = replace(said, placed=_approximately(own, case))
    if readings.shares(said.placed, case.frame)[0] >= HALF or _spans(said, case):
        return _here(case, said)
    return _outside(case, said)


def _spans(said: Reading, case: Case) -> bool:
    """Tell whether a layer reaches around the frame, as one of the whole province; or whether nobody knows a frame."""
    frame, layer = readings.bounds(case.frame), said.box
    if frame is None or layer is None:
        return frame is None
    return layer[0] <= frame[0] and layer[1] <= frame[1] and layer[2] >= frame[2] and layer[3] >= frame[3]


def own_place(points: np.ndarray, reading: Reading) -> np.ndarray | None:
    """Give lon and lat on the reading's own datum; None where the numbers cannot be of that CRS."""
    plain = points[:, ::-1] if reading.swapped else points
    if reading.unit:
        plain = UNITS[reading.unit].plain(plain)
    web = bool(web_maps.correction(reading.crs))
    with np.errstate(invalid="ignore"):
        degrees_like = bool((np.abs(plain) <= DEGREES).all(axis=1).mean() > HALF)
    if degrees_like != (web or references.read(reading.crs).is_geographic):
        return None
    if web:
        return plain
    if reading.unit and not UNITS[reading.unit].angular:
        plain = plain / references.read(reading.crs).axis_info[0].unit_conversion_factor
    try:
        lonlat = _to_own_degrees(reading.crs, plain)
    except BadReference:
        return None
    return lonlat if _in_own_area(reading.crs, lonlat) >= HALF else None


def _to_own_degrees(crs: str, points: np.ndarray) -> np.ndarray:
    geodetic = references.read(crs).geodetic_crs
    assert geodetic is not None
    if references.read(crs).is_geographic:
        return points
    way = references.transformer(crs, geodetic.to_wkt())
    return np.column_stack(way.transform(points[:, 0], points[:, 1]))


def _in_own_area(crs: str, lonlat: np.ndarray) -> float:
    west, south, east, north = _own_area(crs)
    with np.errstate(invalid="ignore"):
        lon = np.where(lonlat[:, 0] < west - BEYOND_AREA, lonlat[:, 0] + 360, lonlat[:, 0])
        inside = (lon >= west - BEYOND_AREA) & (lon <= east + BEYOND_AREA)
        inside &= (lonlat[:, 1] >= south - BEYOND_AREA) & (lonlat[:, 1] <= north + BEYOND_AREA)
    return float(inside.mean())


@lru_cache(maxsize=64)
def _own_area(crs: str) -> tuple[float, float, float, float]:
    """Give west, south, east, north in degrees of where a CRS is made for; around its meridian where nobody says."""
    known = references.read(crs)
    place = known.area_of_use
    if place is not None:
        west, south, east, north = place.bounds
        return west, south, east if east >= west else east + 360, north
    operation = known.coordinate_operation
    if operation is not None and "Transverse Mercator" in operation.method_name:
        for one in operation.params:
            if one.name == "Longitude of natural origin":
                meridian = float(one.value)
                return meridian - FARTHEST_FROM_MERIDIAN, -90.0, meridian + FARTHEST_FROM_MERIDIAN, 90.0
    return -180.0, -90.0, 180.0, 90.0


def _approximately(lonlat: np.ndarray, case: Case) -> np.ndarray:
    """Give the frame's coordinates of degrees as if there were one datum only: good to some 100 m, never to import."""
    geodetic = references.read(case.frame.crs).geodetic_crs
    assert geodetic is not None
    way = references.transformer(geodetic.to_wkt(), case.frame.crs)
    return np.column_stack(way.transform(lonlat[:, 0], lonlat[:, 1]))


# --- its word does not fit its numbers ---------------------------------------------------------


def _not_believed(case: Case, said: Reading) -> Weighed:
    """Look for the small mistake that makes the word true: axes, zone number; else ask."""
    repaired = [one for one in _repairs(said) if _near(case, one)]
    if len(repaired) == 1 and not case.declared.swapped:
        return _repaired(case, said, repaired[0])
    code = _misfit(case, said)
    if case.declared.assumed:
        # the format prescribes degrees; nobody said it of this file
        answer, others = undeclared(without_word(case))
        return answer, (warning(code, named(said.crs)), *others)
    answer, others = undeclared(without_word(case))
    finding = _in_another_unit(case, said, answer) or question(code, named(said.crs))
    if answer.detected is not None:
        # the base proves another CRS: still the file says otherwise, and two witnesses disagree
        answer = ReferenceAnswer(None, "asked", answer.candidates)
    return ReferenceAnswer(None, "asked", answer.candidates), (finding, *(one for one in others if not _asks(one)))


def _in_another_unit(case: Case, said: Reading, answer: ReferenceAnswer) -> Finding | None:
    """Ask about the unit where every reading that fits is in kilometres, feet …; None where one is in metres."""
    units = {one.unit for one in answer.candidates}
    unit = UNITS.get(next(iter(units))) if len(units) == 1 else None
    if unit is None or unit.angular:
        return None
    fits = not references.read(said.crs).is_geographic and _near(case, replace(said, unit=units.pop()))
    code = "reference_unit_misfit" if fits else "reference_unit_and_misfit"
    return question(code, {**named(said.crs), "unit": unit.zh, "unit_en": unit.en})


def without_word(case: Case) -> Case:
    """Give the case as one without a word; the datum that was named is kept as a hint."""
    return Case(case.numbers, case.declared, replace(case.saying, state="broken"), case.frame)


def _asks(finding: Finding) -> bool:
    return finding.severity == "question"


def _misfit(case: Case, said: Reading) -> str:
    geographic = bool(web_maps.correction(said.crs)) or references.read(said.crs).is_geographic
    with np.errstate(invalid="ignore"):
        degrees_like = bool((np.abs(case.sample) <= DEGREES).all(axis=1).mean() > HALF)
    if geographic and not degrees_like and not _near_swapped_degrees(case.sample):
        return "reference_metres_as_degrees"
    return "reference_degrees_as_metres" if degrees_like and not geographic else "reference_misfit"


def _near_swapped_degrees(points: np.ndarray) -> bool:
    with np.errstate(invalid="ignore"):
        return bool((np.abs(points[:, ::-1]) <= DEGREES).all(axis=1).mean() > HALF)


def _repairs(said: Reading) -> Iterator[Reading]:
    """Give the word with other axes, with or without zone number: datum and central meridian stay."""
    yield replace(said, swapped=not said.swapped)
    zone = ZONES.get(said.crs)
    if zone is None:
        return
    other = zone.datum.zone(zone.width, zone.meridian, not zone.prefixed)
    yield replace(said, crs=other)
    yield replace(said, crs=other, swapped=not said.swapped)


def _near(case: Case, reading: Reading) -> bool:
    own = own_place(case.sample, reading)
    return own is not None and readings.shares(_approximately(own, case), case.frame)[0] >= readings.MOST


def _repaired(case: Case, said: Reading, repaired: Reading) -> Weighed:
    own = own_place(case.sample, repaired)
    assert own is not None
    findings: list[Finding] = []
    if repaired.swapped != said.swapped:
        findings.append(warning("reference_axes", named(repaired.crs)))
    if repaired.crs != said.crs:
        findings.append(warning("reference_prefix", {**named(repaired.crs), "said": said.crs}))
    answer, others = _here(case, replace(repaired, placed=_approximately(own, case)))
    return answer, (*findings, *others)


# --- it lies in the frame ----------------------------------------------------------------------


def _here(case: Case, said: Reading) -> Weighed:
    """The layer lies in the frame by its own word: the base may still show another datum or a web map."""
    exact = readings.place(case.sample, said, case.frame)
    if exact is None:
        return _without_way(case, said)
    said = replace(said, placed=exact)
    proof = case.proof(said)
    if proof.confirmed:
        answer = candidate(said, "reference_why_prj", SURE)
        found = told("reference_confirmed", {**named(said.crs), **of_proof(proof)})
        return unmixed(case, said, _answered(case, said, answer), (found, *_of_web(said)))
    if proof.shifted:
        found = question("reference_shifted", {**named(said.crs), **of_proof(proof)})
        return ReferenceAnswer(None, "asked", with_others(case, said)), (found,)
    suspect = may_be_web(case, said)
    if suspect and (weighed := from_web(case, said)):
        return weighed
    if weighed := _otherwise(case, said):
        return weighed
    degrees = suspect and references.read(said.crs).is_geographic
    if degrees and case.declared.assumed:
        return only_the_format(case, said)
    values = named(said.crs)
    unsure = warning("reference_unproven", values) if degrees else told("reference_unconfirmed", values)
    plain = bool(web_maps.correction(said.crs)) or (case.declared.stated and not degrees)
    findings = () if plain else (unsure,)
    answer = candidate(said, "reference_why_prj", LIKELY)
    others = rivals(case, said) if case.declared.stated else ()
    return unmixed(case, said, _answered(case, said, answer), (*findings, *others, *_of_web(said)))


def _otherwise(case: Case, said: Reading) -> Weighed | None:
    """Ask where the layer meets the base by another reading than its own word, as it is or once it is moved."""
    found = _witnesses(case)
    if proven := next((pair for pair in found if pair[1].confirmed), None):
        return _contradicted(case, said, *proven)
    if moved := next((pair for pair in found if pair[1].shifted), None):
        values = {**named(moved[0].crs), **of_proof(moved[1])}
        return ReferenceAnswer(None, "asked", with_others(case, said)), (question("reference_moved", values),)
    return None


def _answered(case: Case, said: Reading, answer: ReferenceCandidate) -> ReferenceAnswer:
    return ReferenceAnswer(answer, "asked" if case.declared.stated else "prj", (answer,))


def _of_web(said: Reading) -> tuple[Finding, ...]:
    return (warning("reference_web_stated", named(said.crs)),) if web_maps.correction(said.crs) else ()


def _without_way(case: Case, said: Reading) -> Weighed:
    """Between its datum and ours no way is known: PROJ would shift by nothing, which is wrong by some 100 m."""
    said = replace(said, placed=np.empty((0, 2)))
    if proven := _proven(case):
        return _contradicted(case, said, *proven)
    return _answered(case, said, candidate(said, "reference_why_prj", LIKELY)), (_no_shift(case, said),)


def _proven(case: Case) -> tuple[Reading, Coincidence] | None:
    """Give another reading by which the layer meets the base."""
    return next(((one, proof) for one, proof in _witnesses(case) if proof.confirmed), None)


def _witnesses(case: Case) -> list[tuple[Reading, Coincidence]]:
    return [(one, case.proof(one)) for one in case.in_frame]


def _contradicted(case: Case, said: Reading, proven: Reading, proof: Coincidence) -> Weighed:
    """Ask which of two witnesses to believe: the layer's word, or the points that the workspace has."""
    first = candidate(proven, "reference_why_base", HALF)
    others = candidates(case.in_frame, prefer=case.saying.datum)
    every = distinct((first, candidate(said, "reference_why_prj", HALF), *others))
    values = {**named(said.crs), "base": proven.crs, **of_proof(proof)}
    return ReferenceAnswer(None, "asked", every), (question("reference_contradicted", values),)


def _no_shift(case: Case, said: Reading) -> Finding:
    ours = readings.datum_of(case.frame)
    name = ours.zh if ours else references.read(case.frame.crs).name
    return question("reference_no_shift", {**named(said.crs), "ours": name})


# --- it lies elsewhere -------------------------------------------------------------------------


def _outside(case: Case, said: Reading) -> Weighed:
    """Never pull a layer into the district: where its own word leads elsewhere, it is asked."""
    exact = readings.place(case.sample, said, case.frame)
    said = replace(said, placed=np.empty((0, 2)) if exact is None else exact)
    repaired = [one for one in _repairs(said) if _near(case, one)]
    if case.in_frame or repaired:
        if proven := _proven(case):
            return _contradicted(case, said, *proven)
        found = question("reference_here_or_there", named(said.crs))
        small = tuple(candidate(one, "reference_why_repaired", HALF) for one in repaired)
        here = candidates(case.in_frame, prefer=case.saying.datum) if case.in_frame else ()
        # that a layer from elsewhere would by chance lie in the district is less likely than a wrong zone
        own = candidate(said, "reference_why_prj", here[0].confidence / 2 if here else HALF / 2)
        return ReferenceAnswer(None, "asked", distinct((*small, *here[:1], own, *here[1:]))), (found,)
    away = question("reference_outside", named(said.crs))
    web = tuple(as_web(case, said, name) for name in web_maps.CORRECTIONS if _perhaps_web(case, said))
    every = (candidate(said, "reference_why_prj", LIKELY), *(candidate(one, "reference_why_habit", 0.1) for one in web))
    blocked = () if exact is not None else (_no_shift(case, said),)
    return ReferenceAnswer(None, "asked", every), (away, *blocked)


def _perhaps_web(case: Case, said: Reading) -> bool:
    own = own_place(case.sample, said)
    return case.declared.assumed and own is not None and readings.in_china(*np.nanmedian(own, axis=0).tolist())
