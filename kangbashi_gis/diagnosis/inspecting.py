"""Looks into one file: opens it as the import would, reads it to the end, and tells what it found. Writes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from kangbashi_gis import messages
from kangbashi_gis.diagnosis import discretion, fields, reference, texts, together
from kangbashi_gis.diagnosis.frame import Frame
from kangbashi_gis.diagnosis.reference_readings import Reading, place
from kangbashi_gis.diagnosis.rows import Rows
from kangbashi_gis.diagnosis.shapes import Shapes, kind_of
from kangbashi_gis.errors import EncodingUnclear, GisError, LayerUnclear, NoReference
from kangbashi_gis.importing.doubts import answered
from kangbashi_gis.importing.options import NORTH_EAST, ImportOptions
from kangbashi_gis.importing.source import Source
from kangbashi_gis.importing.sources import RASTERS, open_source
from kangbashi_gis.importing.sources.dbf import VALUES_CUT
from kangbashi_gis.model import crs as references
from kangbashi_gis.model.diagnosis import (
    EncodingAnswer,
    FieldAnswer,
    FileReport,
    Finding,
    LayerReport,
    ReferenceAnswer,
    Severity,
    Verdict,
    verdict,
)  # fmt: skip
from kangbashi_gis.model.schema import Shape, Theme
from kangbashi_gis.model.table import Table
from kangbashi_gis.model.themes import theme as theme_named
from kangbashi_gis.progress import Progress, part

SAMPLE_ROWS = 2000
MOST_POINTS = 200_000  # that the reference is told from
ONE_LAYER = frozenset((".shp", ".dbf", ".csv", ".tsv", ".dat", *RASTERS))
# A file whose theme nobody has named is opened as one that may have any shape and needs no column.
ANY = Theme(name="", title="", title_en="", shape=Shape.POINT, fields=())


@dataclass(frozen=True)
class Request:
    """What to look into: where it is, how it is called, and what a person has said of it."""

    path: Path
    name: str
    theme: Theme | None = None
    options: ImportOptions = field(default_factory=ImportOptions)


def inspect(request: Request, frame: Frame, progress: Progress) -> FileReport:
    """Look into all layers of a file. Never raises for what is wrong with the file: that is in the report."""
    layers, broken = [], []
    names = _layer_names(request)
    for done, layer in enumerate(names):
        options = replace(request.options, layer=layer)
        piece = part(progress, done / len(names), (done + 1) / len(names))
        try:
            layers.append(_layer(replace(request, options=options), frame, piece))
        except GisError as problem:
            broken.append(_told(problem, layer, request.name))
    # one layer that cannot be read does not make the others useless
    telling = [one for layer in layers for one in layer.findings] if layers else broken
    return FileReport(request.name, str(request.path), verdict(tuple(telling)), tuple(layers), tuple(broken))


def _layer_names(request: Request) -> tuple[str | None, ...]:
    """Give the layers of a file; (None,) where it has one, or where opening it will tell what is wrong."""
    if request.options.layer is not None or request.path.suffix.lower() in ONE_LAYER:
        return (request.options.layer,)
    try:
        _opened(request).close()
    except LayerUnclear as problem:
        return tuple(problem.values["known"])  # type: ignore[arg-type]
    except GisError:
        pass  # told when the layer is looked into
    return (None,)


def _opened(request: Request) -> Source:
    return open_source(request.path, _stand_in(request), request.options)


def _stand_in(request: Request) -> Theme:
    if request.theme is not None:
        return request.theme
    return theme_named("elevation") if request.path.suffix.lower() in RASTERS else ANY


def _layer(request: Request, frame: Frame, progress: Progress) -> LayerReport:
    encoding, said = texts.weigh(request.path, request.options)
    if encoding.candidates and not request.options.encoding:
        # the rest is looked at as the likeliest reading has it; where it is not sure, the question stays
        likeliest = encoding.detected or encoding.candidates[0].encoding
        request = replace(request, options=replace(request.options, encoding=likeliest))
    try:
        with _opened(request) as source:
            return _looked(request, source, frame, (encoding, said), progress)
    except EncodingUnclear:
        if not any(one.severity is Severity.QUESTION for one in said):
            raise
        # no reading goes to the end: what the bytes have shown says why better than where it stopped
        return LayerReport(request.path.stem, "none", 0, encoding, ReferenceAnswer(None, "none"), (), said)


def _looked(
    request: Request, source: Source, frame: Frame, text: tuple[EncodingAnswer, tuple[Finding, ...]], progress: Progress
) -> LayerReport:
    encoding, said = text
    reader = _Reader(request, source, frame)
    for table in source.batches():
        progress(min(reader.read / max(source.count, 1), 1.0), "read")
        reader.add(table)
    known, reference_findings = reader.reference()
    # which values are cut the texts have told, with an example
    notes = tuple(Finding(f"note_{note}", Severity.INFO) for note in source.notes if note != VALUES_CUT)
    answers, theme = reader.fields()
    private = discretion.private_columns(answers, theme)
    encoding = discretion.discreet_encoding(encoding, reader.sample, private, request.path)
    findings = (*discretion.discreet(said, private), *notes, *reference_findings, *reader.findings())
    findings = tuple(on_the_map(one, known, frame) for one in answered(findings, request.options.repairs))
    order = list(Severity)
    return LayerReport(
        name=source.layer,
        geometry=reader.kind(),
        features=reader.read,
        encoding=encoding if encoding.detected or encoding.candidates else EncodingAnswer(source.encoding or None),
        crs=known,
        fields=answers,
        findings=tuple(sorted(findings, key=lambda one: order.index(one.severity))),
        theme=theme.name if theme else "",
    )


def on_the_map(finding: Finding, known: ReferenceAnswer, frame: Frame) -> Finding:
    """Bring the places of a finding to the workspace's CRS, as the answer or likeliest candidate has it; else none."""
    if not finding.places:
        return finding
    chosen = known.detected or next(iter(known.candidates), None)
    reading = Reading(chosen.crs, chosen.swapped, chosen.unit) if chosen else None
    moved = None if reading is None else place(np.array(finding.places), reading, frame)
    there = [] if moved is None else moved[np.isfinite(moved).all(axis=1)].tolist()
    return replace(finding, places=tuple((x, y) for x, y in there))


class _Reader:
    """Goes through the batches of one layer and keeps what the checks need."""

    def __init__(self, request: Request, source: Source, frame: Frame) -> None:
        self._request, self._source, self._frame = request, source, frame
        self._points: list[np.ndarray] = []
        self._all: list[np.ndarray] = []
        self._room = MOST_POINTS
        self._fields: fields.Fields | None = None
        self._rows: Rows | None = None
        self._shapes: Shapes | None = None
        self._metres = True
        self._has_shapes = False
        self.read = 0
        self.sample = Table({})

    def add(self, table: Table) -> None:
        """Take the next batch."""
        import shapely

        if self._fields is None:
            self._begin(table)
        assert self._rows is not None and self._shapes is not None
        self._rows.add(self.read, table)
        if table.geometry is not None:
            self._has_shapes = True
            self._rows.doubts.placed(self.read, table.geometry)
            self._rows.doubts.heights(self.read, table.geometry)
            self._shapes.add(self.read, table.geometry)
            if self._metres and self.read < together.MOST_SHAPES:
                self._all.append(table.geometry)
            if self._room > 0:
                points = shapely.get_coordinates(table.geometry)[: self._room]
                self._room -= len(points)
                self._points.append(points)
        self.read += len(table)

    def reference(self) -> tuple[ReferenceAnswer, tuple[Finding, ...]]:
        """Tell the CRS; a table without places has none, and needs none."""
        points = np.concatenate(self._points) if self._points else np.empty((0, 2))
        if not len(points):
            return ReferenceAnswer(None, "none"), ()
        source, options = self._source, self._request.options
        own = source.crs or reference.side_file(self._request.path)
        stated = options.crs is not None
        axes = stated and options.axes == NORTH_EAST
        declared = reference.Declared(
            options.crs or own,
            source.assumed,
            stated,
            source.guessed,
            axes,
            options.unit if stated else "",
            source.place,
            own if stated and not source.assumed else None,
        )
        return reference.weigh(points, declared, self._frame)

    def fields(self) -> tuple[tuple[FieldAnswer, ...], Theme | None]:
        """Give the columns and the theme."""
        return (self._fields.answers, self._fields.theme) if self._fields else ((), self._request.theme)

    def kind(self) -> str:
        """Give what the shapes are."""
        if self._request.path.suffix.lower() in RASTERS:
            return "raster"
        return self._shapes.kind() if self._shapes else "none"

    def findings(self) -> Iterator[Finding]:
        """Give what columns, rows and shapes have shown."""
        if self._fields is not None and self._rows is not None and self._shapes is not None:
            yield from self._fields.findings
            yield from self._rows.findings()
            if self._has_shapes:
                yield from self._shapes.findings()
            if self._all:
                name = self._fields.theme.name if self._fields.theme else ""
                yield from together.findings(np.concatenate(self._all), self._shapes.kind(), name)
        if not self.read:
            yield Finding("file_without_rows", Severity.ERROR)

    def _begin(self, table: Table) -> None:
        self.sample = sample = table.take(np.arange(min(SAMPLE_ROWS, len(table))))
        self._metres = _in_metres(self._request.options.crs or self._source.crs)
        kind = kind_of(sample.geometry) if sample.geometry is not None else "none"
        request = self._request
        self._fields = fields.weigh(Table(sample.columns), kind, request.theme, request.options.mapping, request.path)
        taken = {one.name: one.theme_field for one in self._fields.answers if one.theme_field}
        self._rows = Rows(self._fields.theme, taken, self._metres)
        fields_of = {field: column for column, field in taken.items()}
        stated = {*request.options.mapping, *_titles(self._fields.theme, request.options.mapping)}
        self._rows.doubts.look_for_twins(fields_of, table, stated)
        self._shapes = Shapes(self._metres)


def _titles(theme: Theme | None, mapping: Mapping[str, str]) -> list[str]:
    return [one.name for one in theme.fields if one.title in mapping] if theme else []


def _in_metres(crs: str | None) -> bool:
    """Tell whether areas in a CRS are square metres; where nobody says, nearly all surveys are."""
    try:
        return crs is None or references.read(crs).is_projected
    except GisError:
        return True


def _told(problem: GisError, layer: str | None, name: str) -> Finding:
    """Turn an error of reading into a finding that says the same sentence."""
    if "path" in problem.values:
        problem.values["path"] = name  # an unpacked copy means nothing to the user
    zh, zh_hint = messages.sentence(problem, "zh")
    en, en_hint = messages.sentence(problem, "en")
    words = {"zh": zh, "zh_hint": zh_hint, "en": en, "en_hint": en_hint, "layer": layer or ""}
    asks = isinstance(problem, EncodingUnclear | NoReference)
    return Finding("file_asks" if asks else "file_unreadable", Severity.QUESTION if asks else Severity.ERROR, 1, words)


def failed(request: Request, reason: str) -> FileReport:
    """Report a file whose reading took too long, too much memory, or ended the process: "time", "memory", "crash"."""
    finding = Finding(f"file_{reason}", Severity.ERROR)
    return FileReport(request.name, str(request.path), Verdict.BROKEN, (), (finding,))
