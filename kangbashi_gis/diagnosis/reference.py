"""Finds out in which CRS a layer is: by its own word where that holds, by the frame and the base where it does not.

The datum is never inferred from where a layer lies: CGCS2000, Xian 1980 and Beijing 1954 share their numbers. Only
points that the workspace already has can tell it; else a person is asked.
"""

from dataclasses import replace

import numpy as np

from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference_case import Case, Weighed, named, usable, warning
from kangbashi_gis.diagnosis.reference_checks import declared as weigh_word
from kangbashi_gis.diagnosis.reference_declared import Declared as Declared
from kangbashi_gis.diagnosis.reference_declared import known_code, read
from kangbashi_gis.diagnosis.reference_declared import side_file as side_file
from kangbashi_gis.diagnosis.reference_open import undeclared
from kangbashi_gis.importing.options import LOCAL
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer, ReferenceCandidate, Severity

OF_ROWS = frozenset({"reference_mixed", "shape_outside"})  # one CRS for all rows does not answer these
IMPOSSIBLE = frozenset(
    {
        "reference_no_shift",
        "reference_metres_as_degrees",
        "reference_degrees_as_metres",
        "reference_misfit",
        "reference_unit_misfit",
        "reference_unit_and_misfit",
    }
)


def weigh(points: np.ndarray, declared: Declared, frame: Frame) -> Weighed:
    """Give the CRS of a layer and what was found about it.

    points: n × 2 as the file has them, first column first. Answers without asking only where a wrong answer would
    have been seen: the layer's own word that fits, or at least 20 points of the base met within a metre.
    """
    numbers = usable(np.asarray(points, dtype=float).reshape(-1, 2))
    if not len(numbers):
        return ReferenceAnswer(None, "none"), ()
    if declared.stated and (declared.text or "").startswith(LOCAL):
        # only the vault knows where that is, and only for an import
        chosen = ReferenceCandidate(str(declared.text), "reference_why_stated", 1.0, declared.swapped)
        return ReferenceAnswer(chosen, "asked", (chosen,)), ()
    saying = read(declared)
    case = Case(numbers, declared, saying, frame)
    if saying.state in ("crs", "web") and (declared.stated or not declared.guessed):
        answer, findings = weigh_word(case)
        if not declared.stated:
            return answer, findings
        answer, findings = _stated(case, answer, findings)
        return answer, (*_against_own_word(case), *findings)
    answer, findings = undeclared(case)
    return answer, (*_unreadable(saying.state), *findings)


def _unreadable(state: str) -> tuple[Finding, ...]:
    if state == "broken":
        return (warning("reference_broken", {}),)
    return (warning("reference_local", {}),) if state == "local" else ()


def _against_own_word(case: Case) -> tuple[Finding, ...]:
    """Tell where a person states another datum than the file does: nothing in the numbers would show who is right."""
    own = read(Declared(case.declared.own))
    if own.state != "crs" or own.datum is None or case.saying.datum in (None, own.datum):
        return ()
    values = {**named(known_code(case.saying.text)), "said": named(known_code(own.text))["name"]}
    return (warning("reference_against_word", values),)


def _stated(case: Case, answer: ReferenceAnswer, findings: tuple[Finding, ...]) -> Weighed:
    """A person has answered: what speaks against it is said, but not asked again; what cannot be still blocks."""
    if any(one.code in IMPOSSIBLE for one in findings):
        return answer, findings
    chosen = (known_code(case.saying.text), case.declared.swapped, case.declared.unit)
    own = next((one for one in answer.candidates if (one.crs, one.swapped, one.unit) == chosen), None)
    said = tuple(
        replace(one, severity=Severity.WARNING)
        if one.severity is Severity.QUESTION and one.code not in OF_ROWS
        else one
        for one in findings
    )
    return replace(answer, detected=answer.detected or own, source="asked"), said
