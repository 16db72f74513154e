"""What looking into a foreign file has found out: plain frozen values that window, command line and report share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Whether a file can be imported as it is, only after an answer, or not at all."""

    READY = "ready"
    QUESTION = "question"
    BROKEN = "broken"


class Severity(StrEnum):
    """How much a finding matters. A question keeps the import waiting until it is answered."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"
    INFO = "info"


@dataclass(frozen=True)
class Finding:
    """One thing found: what (a key of `diagnoses.DIAGNOSES`), how often, and the evidence.

    values: what the sentence is filled with. rows: the first row numbers, counted from 1. places: the first places
    in the workspace's CRS, for the map; empty where they are not known there. What to do stands with the words.
    """

    code: str
    severity: Severity
    count: int = 1
    values: Mapping[str, object] = field(default_factory=dict)
    rows: tuple[int, ...] = ()
    places: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class EncodingCandidate:
    """One way to read the bytes: how sure, 0 to 1, and what up to 20 values look like then."""

    encoding: str
    confidence: float
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class EncodingAnswer:
    """The encoding of a layer's text. detected: None where we ask; then the likeliest candidate stands first.

    declared: what the file says of itself in words, as `LDID 0x4D, .cpg UTF-8`; "" where it says nothing.
    stated: the user said so.
    """

    detected: str | None
    declared: str = ""
    confidence: float = 0.0
    candidates: tuple[EncodingCandidate, ...] = ()
    stated: bool = False


@dataclass(frozen=True)
class ReferenceCandidate:
    """One CRS that the coordinates may be in.

    crs: `EPSG:4546`, WKT, or a correction we know (`GCJ-02`, `BD-09`). why: a key of `diagnoses.DIAGNOSES`.
    swapped: the axes are exchanged. unit_m: metres of one unit of a projected file (0.3048 for feet, 1000 for km);
    unit: the key of `importing.units.UNITS` where the numbers are not in the unit of the CRS (foot, dms, microdegree).
    box: xmin, ymin, xmax, ymax in the workspace's CRS where the layer would then lie; None where there is no safe way.
    """

    crs: str
    why: str
    confidence: float
    swapped: bool = False
    unit_m: float = 1.0
    unit: str = ""
    box: tuple[float, float, float, float] | None = None
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class ReferenceAnswer:
    """The CRS of a layer. detected: None where we ask. source: "prj" (its own word), "inferred", "asked" or "none"."""

    detected: ReferenceCandidate | None
    source: str
    candidates: tuple[ReferenceCandidate, ...] = ()


@dataclass(frozen=True)
class FieldAnswer:
    """One column: its name and type in the file, the field of the theme that takes it, whether it looks personal.

    personal: "" or "id_number", "phone", "name". content: what its values are by themselves, as "parcel_code".
    """

    name: str
    type: str
    theme_field: str = ""
    personal: str = ""
    content: str = ""


@dataclass(frozen=True)
class LayerReport:
    """One layer. geometry: "point", "line", "polygon", "raster" or "none". theme: the one that it fits best, or ""."""

    name: str
    geometry: str
    features: int
    encoding: EncodingAnswer
    crs: ReferenceAnswer
    fields: tuple[FieldAnswer, ...] = ()
    findings: tuple[Finding, ...] = ()
    theme: str = ""


@dataclass(frozen=True)
class FileReport:
    """One file looked into. file: its name below what was asked for (`收到.zip/宗地.shp`); path: where it was read.

    origin: the file that the user has, which an import is to be given. inside: its name within that, where it is a zip.
    """

    file: str
    path: str
    verdict: Verdict
    layers: tuple[LayerReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    origin: str = ""
    inside: str = ""


def verdict(findings: tuple[Finding, ...]) -> Verdict:
    """Give the verdict that findings add up to: an error breaks, a question asks, all else is ready."""
    worst = {one.severity for one in findings}
    if Severity.ERROR in worst:
        return Verdict.BROKEN
    return Verdict.QUESTION if Severity.QUESTION in worst else Verdict.READY
