"""What a person answers to the doctor: which encoding, with the text as it would read; which CRS, shown on the map."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from kangbashi_gis.diagnoses import words
from kangbashi_gis.model.diagnosis import EncodingCandidate, LayerReport, ReferenceCandidate
from kangbashi_gis.ui import language

EXAMPLES = 6
PERCENT = 100


class AnswersBox(QWidget):
    """Two lists, each with the likeliest first; hidden where there is nothing to choose."""

    placed = Signal(object)  # the box of the chosen CRS in the workspace's CRS, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.encoding, self.reference = QComboBox(self), QComboBox(self)
        self.examples, self.why = QLabel(self), QLabel(self)
        self.form = QFormLayout(self)
        self.form.setContentsMargins(0, 4, 0, 0)
        for title, field in (
            (self.tr("Text reads as"), self.encoding), ("", self.examples),
            (self.tr("Coordinates are in"), self.reference), ("", self.why),
        ):  # fmt: skip
            field.setAccessibleName(title)
            self.form.addRow(title, field)
        for label in (self.examples, self.why):
            label.setWordWrap(True)
        self.encoding.currentIndexChanged.connect(self._read)
        self.reference.currentIndexChanged.connect(self._place)
        self.show_layer(None)

    def show_layer(self, layer: LayerReport | None) -> None:
        """Offer what may be chosen for a layer."""
        for box in (self.encoding, self.reference):
            box.blockSignals(True)
            box.clear()
        if layer is not None:
            self._offer(layer)
        for box in (self.encoding, self.reference):
            box.blockSignals(False)
            self.form.setRowVisible(box, box.count() > 1)
        self._read()
        self._place()

    def options(self) -> dict[str, Any]:
        """Give the answers as fields of `ImportOptions`."""
        chosen: dict[str, Any] = {}
        text, place = self.encoding.currentData(), self.reference.currentData()
        if self.encoding.count() > 1 and isinstance(text, EncodingCandidate):
            chosen["encoding"] = text.encoding
        if isinstance(place, ReferenceCandidate):
            chosen["crs"] = place.crs
            if place.swapped:
                chosen["axes"] = "north_east"
            if place.unit:
                chosen["unit"] = place.unit
        return chosen

    def _offer(self, layer: LayerReport) -> None:
        for one in layer.encoding.candidates if layer.encoding.detected is None else ():
            self.encoding.addItem(f"{one.encoding}  ({one.confidence * PERCENT:.0f} %)", one)
        found = layer.crs.detected
        for other in layer.crs.candidates if found is None else (found,):
            self.reference.addItem(_name(other), other)
        if found is None and layer.crs.candidates:
            # nothing is chosen for the person: the datum cannot be seen, only asked for
            self.reference.setCurrentIndex(-1)
            self.reference.setPlaceholderText(self.tr("Choose…"))

    def _read(self) -> None:
        candidate = self.encoding.currentData()
        shown = candidate.examples[:EXAMPLES] if isinstance(candidate, EncodingCandidate) else ()
        self.examples.setText(" · ".join(shown))
        self.form.setRowVisible(self.examples, bool(shown) and self.encoding.count() > 1)

    def _place(self) -> None:
        candidate = self.reference.currentData()
        known = isinstance(candidate, ReferenceCandidate)
        self.why.setText(words(candidate.why, candidate.values, language.current())[0] if known else "")
        self.form.setRowVisible(self.why, known and self.reference.count() > 1)
        self.placed.emit(candidate.box if known else None)


def _name(candidate: ReferenceCandidate) -> str:
    from kangbashi_gis.errors import GisError
    from kangbashi_gis.model import crs

    try:
        name = crs.read(candidate.crs).name
    except GisError:
        return candidate.crs
    return f"{candidate.crs}  {name}" if candidate.crs.startswith("EPSG:") else name
