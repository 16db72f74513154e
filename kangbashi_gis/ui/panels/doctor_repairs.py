"""Which repairs are to be made on the way in, and what each would change, before it does."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from kangbashi_gis.importing.doubts import ANSWERS
from kangbashi_gis.importing.repairing import ON_THE_WAY, REPAIRS
from kangbashi_gis.render.overlay import Marks
from kangbashi_gis.ui.panels.doctor_subjects import ORDER, Subject, in_order

TITLES: dict[str, Any] = {
    "close": QT_TRANSLATE_NOOP("RepairsBox", "Close lines to polygons"),
    "make-valid": QT_TRANSLATE_NOOP("RepairsBox", "Make shapes valid"),
    "snap": QT_TRANSLATE_NOOP("RepairsBox", "Snap vertices"),
    "slivers": QT_TRANSLATE_NOOP("RepairsBox", "Merge slivers"),
    "split": QT_TRANSLATE_NOOP("RepairsBox", "Split multi-parts"),
    "duplicates": QT_TRANSLATE_NOOP("RepairsBox", "Leave out duplicates"),
    "drop-z": QT_TRANSLATE_NOOP("RepairsBox", "Drop heights"),
    "keep-z": QT_TRANSLATE_NOOP("RepairsBox", "Keep heights"),
    "drop-totals": QT_TRANSLATE_NOOP("RepairsBox", "Leave out totals"),
    "keep-totals": QT_TRANSLATE_NOOP("RepairsBox", "Totals are data"),
    "drop-outside": QT_TRANSLATE_NOOP("RepairsBox", "Leave out what is far away"),
    "keep-outside": QT_TRANSLATE_NOOP("RepairsBox", "Keep what is far away"),
    "areas-mu": QT_TRANSLATE_NOOP("RepairsBox", "Areas are in mu"),
    "areas-hectare": QT_TRANSLATE_NOOP("RepairsBox", "Areas are in hectares"),
    "keep-areas": QT_TRANSLATE_NOOP("RepairsBox", "Keep areas as they are"),
    "keep-digits": QT_TRANSLATE_NOOP("RepairsBox", "Long numbers are right"),
}
# The findings that a repair is for.
MENDS = {
    "make-valid": ("shape_invalid",), "snap": ("shape_gap_thin", "shape_overlap_thin", "shape_undershoot"),
    "slivers": ("shape_sliver",), "split": ("shape_multi",), "duplicates": ("row_twice",), "drop-z": ("shape_heights",),
    "keep-z": ("shape_heights",), "close": ("shape_kinds_mixed",),
    **{answer: tuple(code for code, known in ANSWERS.items() if answer in known) for answer in ORDER[8:]},
}  # fmt: skip
ANSWER_ONLY = frozenset(ORDER[8:])  # shown where they are asked
EXCLUDE = {
    "drop-z": ("keep-z",), "keep-z": ("drop-z",), "drop-totals": ("keep-totals",), "keep-totals": ("drop-totals",),
    "drop-outside": ("keep-outside",), "keep-outside": ("drop-outside",),
    "areas-mu": ("areas-hectare", "keep-areas"), "areas-hectare": ("areas-mu", "keep-areas"),
    "keep-areas": ("areas-mu", "areas-hectare"),
}  # fmt: skip
BEFORE, AFTER = "#d32f2f", "#2e9d4e"
COLUMNS = 2
ROOM_M = 60.0


class RepairsBox(QWidget):
    """A tick for each repair, with its reach in metres; the table tells what was done or would be."""

    answered = Signal()
    preview_wanted = Signal()
    marked = Signal(list)  # Marks of the chosen line
    zoom_wanted = Signal(object)  # xmin, ymin, xmax, ymax

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ticks: dict[str, QCheckBox] = {}
        self.reaches: dict[str, QDoubleSpinBox] = {}
        self.preview = QPushButton(self.tr("Preview repairs"), self)
        self.note = QLabel(self)
        self.done = QTreeWidget(self)
        self._set_up()

    def show_subject(self, subject: Subject | None) -> None:
        """Show what is to be mended in a layer, and how much of that was found."""
        wanted = dict(one.partition("=")[::2] for one in (subject.options.get("repairs", ()) if subject else ()))
        counts = {one.code: one.count for one in (subject.findings if subject else ())}
        for name, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(name in wanted)
            tick.blockSignals(False)
            found = sum(counts.get(code, 0) for code in MENDS[name])
            title = QCoreApplication.translate("RepairsBox", TITLES[name])
            tick.setText(self.tr("{title} ({count} found)").format(title=title, count=f"{found:,}") if found else title)
            tick.setVisible(name not in ANSWER_ONLY or bool(found) or name in wanted)
            if name in self.reaches and wanted.get(name):
                self.reaches[name].setValue(float(wanted[name]))
        self.setEnabled(subject is not None and subject.first is not None)
        self.show_done(None)

    def repairs(self) -> tuple[str, ...]:
        """Give what is ticked as an import takes it."""
        ticked = [name for name, tick in self.ticks.items() if tick.isChecked()]
        return in_order([f"{one}={self.reaches[one].value():g}" if one in self.reaches else one for one in ticked])

    def show_done(self, repaired: Sequence[Mapping[str, Any]] | None) -> None:
        """Show what a rehearsal or an import has mended; None where nobody has looked yet."""
        self.done.clear()
        for one in repaired or ():
            title = QCoreApplication.translate("RepairsBox", TITLES[one["name"]])
            areas = f"{one['area_before_m2']:,.2f} → {one['area_after_m2']:,.2f}" if one["area_before_m2"] else ""
            numbers = (f"{one[name]:,}" for name in ("changed", "left_out", "added", "unmended"))
            item = QTreeWidgetItem([title, *numbers, areas])
            item.setData(0, 256, one)
            self.done.addTopLevelItem(item)
        hint = self.tr("Tick what is to be mended, then look at it with “Preview repairs”. Nothing is written by that.")
        self.note.setText(
            hint if repaired is None else self.tr("Choose a line to see it on the map: red before, green after.")
        )
        if repaired:
            busy = (turn for turn, one in enumerate(repaired) if one["before"] or one["after"] or one["places"])
            self.done.setCurrentIndex(self.done.model().index(next(busy, 0), 0))

    def _show(self) -> None:
        item = self.done.currentItem()
        one = item.data(0, 256) if item is not None else None
        if one is None:
            self.marked.emit([])
            return
        places = [] if one["before"] else one["places"]
        points = [*one["places"], *(point for line in one["before"] for point in line)]
        if points:
            xs, ys = zip(*points, strict=True)
            self.zoom_wanted.emit((min(xs) - ROOM_M, min(ys) - ROOM_M, max(xs) + ROOM_M, max(ys) + ROOM_M))
        self.marked.emit([Marks(BEFORE, one["before"], places), Marks(AFTER, one["after"])])

    def _set_up(self) -> None:
        grid = QGridLayout()
        for turn, name in enumerate(ORDER):
            self.ticks[name] = tick = QCheckBox(QCoreApplication.translate("RepairsBox", TITLES[name]), self)
            tick.toggled.connect(lambda on, name=name: self._toggle(name, on))
            cell = QHBoxLayout()
            cell.addWidget(tick)
            if (usual := {**{key: reach for key, (_, reach) in REPAIRS.items()}, **ON_THE_WAY}[name]) is not None:
                self.reaches[name] = reach = self._reach(name, usual)
                cell.addWidget(reach)
            cell.addStretch(1)
            grid.addLayout(cell, turn // COLUMNS, turn % COLUMNS)
        self.preview.clicked.connect(self.preview_wanted)
        self.note.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.note, 1)
        row.addWidget(self.preview)
        self.done.setHeaderLabels(
            [self.tr("Repair"), self.tr("Changed"), self.tr("Merged or left out"), self.tr("Split off"),
             self.tr("Not mended"), self.tr("Area before → after, m²")]
        )  # fmt: skip
        self.done.setRootIsDecorated(False)
        self.done.setAccessibleName(self.tr("What the repairs do"))
        self.done.currentItemChanged.connect(lambda *_: self._show())
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 4, 6, 4)
        column.addLayout(grid)
        column.addLayout(row)
        column.addWidget(self.done, 1)

    def _reach(self, name: str, usual: float) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(0.001, 10.0)
        box.setDecimals(3)
        box.setSingleStep(usual)
        box.setValue(usual)
        box.setSuffix(self.tr(" m"))
        box.setAccessibleName(QCoreApplication.translate("RepairsBox", TITLES[name]))
        box.valueChanged.connect(lambda _value: self.answered.emit() if self.ticks[name].isChecked() else None)
        return box

    def _toggle(self, name: str, on: bool) -> None:
        for other in EXCLUDE.get(name, ()) if on else ():
            self.ticks[other].setChecked(False)
        self.answered.emit()
