"""Whether what is said to be WGS 84 or CGCS2000 was taken from a web map: GCJ-02 and BD-09 are written so as well."""

from dataclasses import replace

import numpy as np

from kangbashi_gis.diagnosis import reference_readings as readings
from kangbashi_gis.diagnosis.reference_case import (
    HALF,
    WEB_NEAR_M,
    Case,
    Weighed,
    candidate,
    distinct,
    named,
    of_proof,
    question,
    with_others,
)
from kangbashi_gis.diagnosis.reference_matches import Coincidence, coincide, resemble
from kangbashi_gis.diagnosis.reference_open import settled
from kangbashi_gis.diagnosis.reference_readings import Reading
from kangbashi_gis.model import crs as references
from kangbashi_gis.model import web_maps
from kangbashi_gis.model.diagnosis import ReferenceAnswer

WGS84 = "EPSG:4326"


def only_the_format(case: Case, said: Reading) -> Weighed:
    """Ask: GeoJSON and KML have to be WGS 84, but what is taken from China's web maps is written so as well."""
    every = [said, *(as_web(case, said, name) for name in web_maps.CORRECTIONS)]
    every.sort(key=lambda one: -case.meeting(one))
    offered = [candidate(every[0], _why(every[0], said), HALF)]
    offered += [candidate(one, _why(one, said), HALF / 4) for one in every[1:]]
    return ReferenceAnswer(None, "asked", tuple(offered)), (question("reference_degrees", named(every[0].crs)),)


def _why(reading: Reading, said: Reading) -> str:
    return "reference_why_format" if reading is said else "reference_why_habit"


def as_web(case: Case, said: Reading, name: str) -> Reading:
    """Give the layer's word with the degrees of a web map in its place."""
    placed = readings.place(case.sample, replace(said, crs=name), case.frame)
    return replace(said, crs=name, placed=np.empty((0, 2)) if placed is None else placed)


def may_be_web(case: Case, said: Reading) -> bool:
    """Tell whether a layer is said to be WGS 84 or CGCS2000 in a country whose web maps are not."""
    place = readings.frame_place(case.frame)
    return not web_maps.correction(said.crs) and place is not None and readings.in_china(*place)


def from_web(case: Case, said: Reading) -> Weighed | None:
    """Ask, or decide where only the format said WGS 84, when a layer meets the base once it is brought back."""
    for name in web_maps.CORRECTIONS:
        placed = _back(case, said, name)
        proof = coincide(placed, case.base)
        degrees = references.read(said.crs).is_geographic
        if proof.confirmed and case.declared.assumed and degrees:
            return settled(case, replace(said, crs=name, placed=placed), proof)
        likeness = proof if proof.confirmed else resemble(placed, case.base)
        if likeness.clear and likeness.distance_m <= WEB_NEAR_M and not _as_good(case, said, likeness):
            found = question("reference_web_likely", {**named(said.crs), "web": name, **of_proof(likeness)})
            # what was brought into metres cannot be brought back by a name
            first = (candidate(replace(said, crs=name, placed=placed), "reference_why_web", HALF),) if degrees else ()
            return ReferenceAnswer(None, "asked", distinct((*first, *with_others(case, said)))), (found,)
    return None


def _as_good(case: Case, said: Reading, likeness: Coincidence) -> bool:
    plain = case.resemblance(said)
    return plain.clear and plain.distance_m <= WEB_NEAR_M and plain.matched >= likeness.matched


def _back(case: Case, said: Reading, name: str) -> np.ndarray:
    """Give all numbers in the frame's CRS as if their degrees were those of a web map."""
    placed = readings.place(case.some, said, case.frame)
    assert placed is not None
    placed = placed[np.isfinite(placed).all(axis=1)]
    degrees = references.transformer(case.frame.crs, WGS84)
    back = web_maps.CORRECTIONS[name](np.column_stack(degrees.transform(placed[:, 0], placed[:, 1])))
    return np.column_stack(degrees.transform(back[:, 0], back[:, 1], direction="INVERSE"))
