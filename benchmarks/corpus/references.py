"""Tries the files of `reference_files` on the doctor: known rightly, asked about, or silently wrong."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import shapely

from benchmarks.corpus.reference_files import BOX, WORKSPACE, Case, Town, cases, town
from benchmarks.corpus.trials import Outcome, Trial
from kangbashi_gis.diagnosis import reference
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.errors import BadReference
from kangbashi_gis.importing import georeference
from kangbashi_gis.importing.options import ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import open_source
from kangbashi_gis.model.diagnosis import Finding, ReferenceAnswer, ReferenceCandidate, Severity
from kangbashi_gis.model.schema import Shape, Theme

ONE_IN = 30
WITHIN_M = 1.0
LIKELY = 0.5
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())


def trials(folder: Path, quick: bool) -> Iterator[Trial]:
    """Yield how each file fared; quick: one in thirty."""
    known = town()
    for case in islice(cases(folder, quick), 0, None, ONE_IN if quick else 1):
        answer, findings, points = weighed(case.path, frame(case.base, known))
        yield Trial(case.path.name, case.decidable, outcome(case, answer, findings, points))


def frame(base: str, known: Town) -> Frame:
    """Give what the workspace knows; without a base it still knows where its data lie."""
    return Frame(WORKSPACE, BOX, known.corners, known.bends) if base else Frame(WORKSPACE, BOX)


def weighed(path: Path, space: Frame) -> tuple[ReferenceAnswer, tuple[Finding, ...], np.ndarray]:
    """Open a file as the import does and weigh its CRS; gives also its numbers."""
    with open_source(path, ANY, ImportOptions()) as source:
        points = np.concatenate([shapely.get_coordinates(table.geometry) for table in source.batches()])
        answer, findings = reference.weigh(points, said(source, path), space)
    return answer, findings, points


def said(source: Source, path: Path) -> reference.Declared:
    """Give what a file says of its CRS."""
    return reference.Declared(source.crs or reference.side_file(path), source.assumed, guessed=source.guessed)


def asks(findings: tuple[Finding, ...]) -> bool:
    """Tell whether an import would wait for an answer."""
    return any(one.severity is Severity.QUESTION for one in findings)


def outcome(case: Case, answer: ReferenceAnswer, findings: tuple[Finding, ...], points: np.ndarray) -> Outcome:
    """Hold an answer against the truth."""
    if answer.detected is None or asks(findings):
        first = answer.detected or next(iter(answer.candidates), None)
        if not case.answers[0][0]:
            # none of the systems that can be named is right: none may be put forward
            return Outcome.ASKED if first and first.confidence >= LIKELY else Outcome.ASKED_FIRST
        given = (first.crs, first.swapped, first.unit) if first else ("", False, "")
        return Outcome.ASKED_FIRST if given in case.answers else Outcome.ASKED
    placed = imported(answer.detected, points)
    near = placed is not None and float(np.abs(placed - case.truth).max()) <= WITHIN_M
    return Outcome.RIGHT if near else Outcome.WRONG


def imported(chosen: ReferenceCandidate, points: np.ndarray) -> np.ndarray | None:
    """Give where an import with that answer would put the points; None where it would refuse."""
    try:
        way = georeference.between(chosen.crs, WORKSPACE, chosen.swapped, chosen.unit)
    except BadReference:
        return None
    return points if way.move is None else way.move(points)
