"""What a person answers to the doctor: theme, encoding with the text as it would read, CRS as it lies on the map."""

from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QScrollArea, QSizePolicy, QWidget

from kangbashi_gis.diagnoses import words
from kangbashi_gis.importing.readings import LABELS
from kangbashi_gis.importing.units import UNITS
from kangbashi_gis.model import themes
from kangbashi_gis.model.diagnosis import EncodingCandidate, ReferenceCandidate
from kangbashi_gis.ui import icons, language
from kangbashi_gis.ui.dialogs.new_workspace import REFERENCES, reference
from kangbashi_gis.ui.panels.doctor_subjects import Subject

EXAMPLES = 20
PERCENT = 100


class AnswersBox(QScrollArea):
    """A list for each question, the likeliest answer first; what the file does not tell nobody chooses for one."""

    answered = Signal()
    placed = Signal(object)  # the box of the chosen CRS in the workspace's CRS, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inside = QWidget(self)
        self.theme, self.encoding, self.reference = QComboBox(inside), QComboBox(inside), QComboBox(inside)
        self.axes, self.unit = QComboBox(inside), QComboBox(inside)
        self.examples, self.why = QLabel(inside), QLabel(inside)
        self.form = QFormLayout(inside)
        self.form.setContentsMargins(6, 4, 6, 4)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._fill()
        self._line = QLineEdit(inside)
        self.reference.setLineEdit(self._line)
        for title, box in (
            (self.tr("Into the theme"), self.theme), (self.tr("Text reads as"), self.encoding), ("", self.examples),
            (self.tr("Coordinates are in"), self.reference), ("", self.why),
            (self.tr("Order of the axes"), self.axes), (self.tr("Unit"), self.unit),
        ):  # fmt: skip
            box.setAccessibleName(title)
            self.form.addRow(title, box)
            if isinstance(box, QComboBox):
                box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
                box.setMinimumContentsLength(12)
                box.currentIndexChanged.connect(lambda *_: self._answer())
        for label in (self.examples, self.why):
            label.setWordWrap(True)
        self._line.editingFinished.connect(self._answer)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.show_subject(None)

    def show_subject(self, subject: Subject | None) -> None:
        """Offer what may be chosen for a layer, with what is chosen already."""
        layer = subject.first if subject else None
        self.setEnabled(layer is not None)
        boxes = (self.theme, self.encoding, self.reference, self.axes, self.unit)
        for box in boxes:
            box.blockSignals(True)
        self.encoding.clear()
        self.reference.clear()
        if subject is not None and layer is not None:
            self._offer_encodings(subject)
            self._offer_references(subject)
            self.theme.setCurrentIndex(max(self.theme.findData(subject.theme), 0))
            self._choose_reading(subject.options)
        for box in boxes:
            box.blockSignals(False)
        located = layer is not None and layer.crs.source != "none"
        for box in (self.reference, self.axes, self.unit):
            self.form.setRowVisible(box, located)
        self.form.setRowVisible(self.encoding, self.encoding.count() > 0)
        self._show_reading()

    def options(self) -> dict[str, Any]:
        """Give the answers as fields of `ImportOptions`, "" for what is left to the file."""
        text, place = self.encoding.currentData(), self._candidate()
        chosen = {
            "encoding": text.encoding if isinstance(text, EncodingCandidate) else str(text or ""),
            "crs": place.crs if place else self._typed(),
            "axes": str(self.axes.currentData() or ""),
            "unit": str(self.unit.currentData() or ""),
        }
        return chosen

    def _answer(self) -> None:
        if self.sender() is self.reference and (place := self._candidate()):
            self._choose_reading({"axes": "north_east" if place.swapped else "", "unit": place.unit})
        self._show_reading()
        self.answered.emit()

    def _choose_reading(self, options: dict[str, Any]) -> None:
        for box, name in ((self.axes, "axes"), (self.unit, "unit")):
            box.blockSignals(True)
            box.setCurrentIndex(max(box.findData(options.get(name) or ""), 0))
            box.blockSignals(False)

    def _candidate(self) -> ReferenceCandidate | None:
        text = self.reference.currentText()
        row = self.reference.findText(text) if text else -1
        data = self.reference.itemData(row) if row >= 0 else None
        return data if isinstance(data, ReferenceCandidate) else None

    def _typed(self) -> str:
        return reference(self.reference) if self.reference.currentText().strip() else ""

    def _offer_encodings(self, subject: Subject) -> None:
        """Offer the readings as weighed from the bytes, and every other code after them."""
        assert subject.first is not None
        answer = subject.first.encoding
        if not answer.candidates and not answer.detected:
            return
        if answer.detected:
            self.encoding.addItem(self.tr("{name}, as found from the bytes").format(name=answer.detected), "")
        for one in answer.candidates:
            if one.encoding != answer.detected:
                self.encoding.addItem(f"{one.encoding}  ({one.confidence * PERCENT:.0f} %)", one)
        known = {answer.detected, *(one.encoding for one in answer.candidates)}
        self.encoding.insertSeparator(self.encoding.count())
        for label in dict.fromkeys(LABELS.values()):
            if label not in known:
                self.encoding.addItem(label, label)
        stated = subject.options.get("encoding")
        rows = range(self.encoding.count())
        row = next((row for row in rows if _encoding(self.encoding.itemData(row)) == stated), 0) if stated else 0
        self.encoding.setCurrentIndex(row if stated or answer.detected else -1)
        self.encoding.setPlaceholderText(self.tr("Choose…"))

    def _offer_references(self, subject: Subject) -> None:
        assert subject.first is not None
        found = subject.first.crs.detected
        if found is not None:
            told = subject.first.crs.source == "prj"
            self.reference.addItem(self.tr("{name}, as found").format(name=_name(found)), "" if told else found)
        for one in subject.first.crs.candidates:
            if one != found:
                self.reference.addItem(_name(one), one)
        known = {one.crs for one in subject.first.crs.candidates}
        self.reference.insertSeparator(self.reference.count())
        for code, title in REFERENCES:
            if code not in known:
                self.reference.addItem(f"{code}  {QCoreApplication.translate('References', title)}", code)
        self._take_stated(subject, found is not None)

    def _take_stated(self, subject: Subject, found: bool) -> None:
        """Show what was stated; else nothing is chosen, for the datum cannot be seen, only asked for."""
        stated = subject.options.get("crs")
        axes, unit = subject.options.get("axes", ""), subject.options.get("unit", "")
        row = 0 if found and not stated else -1
        for place in range(self.reference.count()):
            data = self.reference.itemData(place)
            if stated and (
                data == stated or (isinstance(data, ReferenceCandidate) and _reading(data) == (stated, axes, unit))
            ):
                row = place
        self.reference.setCurrentIndex(row)
        self._line.setPlaceholderText(self.tr("Choose or type an EPSG code…"))
        if stated and row < 0:
            self.reference.setEditText(stated)
        elif row < 0:
            self.reference.clearEditText()
        self._line.setCursorPosition(0)  # the code stands in front

    def _show_reading(self) -> None:
        data = self.encoding.currentData()
        shown = data.examples[:EXAMPLES] if isinstance(data, EncodingCandidate) else ()
        self.examples.setText(" · ".join(shown))
        self.form.setRowVisible(self.examples, bool(shown))
        place = self._candidate()
        self.why.setText(words(place.why, place.values, language.current())[0] if place else "")
        self.form.setRowVisible(self.why, place is not None)
        self.placed.emit(place.box if place else None)

    def _fill(self) -> None:
        self.theme.addItem(self.tr("Choose…"), "")
        for theme in themes.THEMES:
            self.theme.addItem(icons.kind_icon(theme.name), language.theme_title(theme), theme.name)
        self.axes.addItem(self.tr("As the file says"), "")
        self.axes.addItem(self.tr("East first"), "east_north")
        self.axes.addItem(self.tr("North first"), "north_east")
        self.unit.addItem(self.tr("That of the coordinate system"), "")
        for name, unit in UNITS.items():
            self.unit.addItem(unit.zh if language.current() == language.CHINESE else unit.en, name)
        self.reference.setEditable(True)
        self.reference.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)


def _encoding(data: object) -> str:
    return data.encoding if isinstance(data, EncodingCandidate) else str(data or "")


def _reading(one: ReferenceCandidate) -> tuple[str, str, str]:
    return one.crs, "north_east" if one.swapped else "", one.unit


def _name(candidate: ReferenceCandidate) -> str:
    from kangbashi_gis.errors import GisError
    from kangbashi_gis.model import crs

    try:
        name = crs.read(candidate.crs).name
    except GisError:
        return candidate.crs
    swapped = " ⇄" if candidate.swapped else ""
    unit = f" · {candidate.unit}" if candidate.unit else ""
    return (f"{candidate.crs}  {name}" if candidate.crs.startswith("EPSG:") else name) + swapped + unit
