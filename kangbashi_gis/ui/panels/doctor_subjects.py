"""What the doctor's page works on: each layer that was found, what a person has answered, and whether it is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kangbashi_gis.importing.repairing import ON_THE_WAY, REPAIRS
from kangbashi_gis.model.diagnosis import FileReport, Finding, LayerReport, Verdict, verdict

# In this order shapes are mended, whatever the order of the ticks: lines are closed before polygons can be valid.
ORDER = (
    "close", "make-valid", "snap", "slivers", "split", "duplicates", "drop-z", "keep-z", "drop-totals", "keep-totals",
    "drop-outside", "keep-outside", "areas-mu", "areas-hectare", "keep-areas", "keep-digits",
)  # fmt: skip
assert set(ORDER) == {*REPAIRS, *ON_THE_WAY}


@dataclass
class Subject:
    """One layer, or a file that has none that can be read.

    first: as it was found, with all candidates; now: as it is with the answers. theme, options: the answers.
    """

    file: FileReport
    first: LayerReport | None
    now: LayerReport | None
    theme: str = ""
    options: dict[str, Any] = field(default_factory=dict)
    chosen: bool = False

    @property
    def verdict(self) -> Verdict:
        """Whether it can be imported with what has been answered."""
        return verdict(self.now.findings) if self.now else self.file.verdict

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in it, or in its file where no layer can be read."""
        return self.now.findings if self.now else self.file.findings

    @property
    def name(self) -> str:
        """How people call it: the file, and the layer where there are several."""
        several = self.first is not None and len(self.file.layers) > 1
        return f"{self.file.file} · {self.first.name}" if several and self.first else self.file.file

    @property
    def ready(self) -> bool:
        """Whether it can be imported as it is, into a theme that is known."""
        return self.now is not None and bool(self.theme) and self.verdict is Verdict.READY

    def ask(self) -> dict[str, Any]:
        """Give it with its answers as a job takes it."""
        several = self.first is not None and len(self.file.layers) > 1
        return {
            "origin": self.file.origin or self.file.path, "inside": self.file.inside, "name": self.file.file,
            "theme": self.theme, "layer": self.first.name if several and self.first else "",
            "options": dict(self.options),
        }  # fmt: skip

    def take(self, report: FileReport) -> None:
        """Take what was found with the answers."""
        self.now = report.layers[0] if report.layers else None
        if self.now is None:
            self.file = replace(self.file, findings=report.findings, verdict=report.verdict)
        self.theme = self.theme or (self.now.theme if self.now else "")

    def answer(self, **answers: Any) -> bool:
        """Take answers; empty ones are taken back. Tells whether anything is different now."""
        before = (self.theme, dict(self.options))
        self.theme = answers.pop("theme", self.theme)
        self.options.update(answers)
        self.options = {name: value for name, value in self.options.items() if value}
        return before != (self.theme, self.options)


def subjects_of(reports: Sequence[FileReport]) -> list[Subject]:
    """Give a subject for each layer; one for a file without any. What is ready is chosen."""
    found = []
    for report in reports:
        for layer in report.layers or (None,):
            made = Subject(report, layer, layer, layer.theme if layer else "")
            made.options = _inferred(layer) if layer else {}
            made.chosen = made.ready
            found.append(made)
    return found


def _inferred(layer: LayerReport) -> dict[str, Any]:
    """State what the file does not say itself and the points of the workspace have proved."""
    found = layer.crs.detected
    if found is None or layer.crs.source != "inferred":
        return {}
    stated = {"crs": found.crs, "axes": "north_east" if found.swapped else "", "unit": found.unit}
    return {name: value for name, value in stated.items() if value}


def in_order(repairs: Sequence[str]) -> tuple[str, ...]:
    """Put repairs (`snap=0.01`) in the order in which they make sense."""
    return tuple(sorted(repairs, key=lambda one: ORDER.index(one.partition("=")[0])))
