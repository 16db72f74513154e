"""The status bar: where the pointer is, at which scale, what is being worked on."""

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QStatusBar,
    QToolButton,
    QWidget,
)

from kangbashi_gis.model import crs, themes
from kangbashi_gis.model.chosen import Chosen
from kangbashi_gis.render.view import View
from kangbashi_gis.ui import icons, language, messages, units
from kangbashi_gis.ui.jobs import Job, Jobs
from kangbashi_gis.ui.panels.user import UserButton

SCALES = (500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000)


class Status(QStatusBar):
    """Coordinates in the workspace's CRS and in degrees, an editable scale, progress with a way to stop it."""

    scale_wanted = Signal(float)
    angle_wanted = Signal(float)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._job: Job | None = None
        self._crs: str | None = None
        self.user = UserButton(self)
        self.notice = QLabel(self)
        self.notice.setObjectName("readOnly")
        self.working = QLabel(self)
        self.chosen = QLabel(self)
        self.bar = QProgressBar(self)
        self.stop = QToolButton(self)
        self.metres = self._coordinates(self.tr("East and north in metres"), "E 0,000,000.0  N 0,000,000.0")
        self.degrees = self._coordinates(
            self.tr("Longitude and latitude in degrees (CGCS2000)"), "000.00000°, 00.00000°"
        )
        self.scale = QComboBox(self)
        self._line = QLineEdit(self)
        self.angle = QDoubleSpinBox(self)
        self._set_up()
        jobs.changed.connect(self._follow)
        self._follow()

    def set_crs(self, text: str | None) -> None:
        """Show degrees computed from this CRS; None while no workspace is open."""
        self._crs = text
        self.scale.setVisible(text is not None)
        self.angle.setVisible(text is not None)
        for label in (self.metres, self.degrees):
            label.clear()

    def show_pointer(self, x: float, y: float) -> None:
        """Show where the pointer is."""
        if self._crs is None:
            return
        (lon,), (lat,) = crs.degrees(self._crs, [x], [y])
        self.metres.setText(units.coordinates(x, y))
        self.degrees.setText(f"{lon:.5f}°, {lat:.5f}°")

    def show_view(self, view: View) -> None:
        """Show the scale of the map, and by how much it is turned."""
        self.show_scale(view.scale)
        self.angle.blockSignals(True)
        self.angle.setValue(view.angle)
        self.angle.blockSignals(False)

    def show_scale(self, scale: float) -> None:
        """Show the scale of the map."""
        if scale > 0 and not self._line.hasFocus():
            self.scale.setEditText(f"1:{scale:,.0f}")

    def ask_angle(self) -> None:
        """Put the keyboard where degrees are typed."""
        self.angle.setFocus()
        self.angle.selectAll()

    def show_chosen(self, now: Chosen) -> None:
        """Say how many rows are chosen, and of which layers."""
        parts = [f"{language.theme_title(themes.theme(name))} {len(fids):,}" for name, fids in now.fids.items()]
        self.chosen.setText(self.tr("{count} selected").format(count=f"{now.total:,}") if parts else "")
        self.chosen.setToolTip(" · ".join(parts))
        self.chosen.setAccessibleName(self.chosen.text())
        self.chosen.setVisible(bool(parts))

    def show_read_only(self, read_only: bool) -> None:
        """Say that what is open is a copy that cannot be changed."""
        self.notice.setText(self.tr("Read-only copy"))
        self.notice.setToolTip(
            self.tr("The workspace lies on a network or read-only medium; you see a local copy that cannot be changed.")
        )
        self.notice.setVisible(read_only)

    def _read_scale(self) -> None:
        digits = re.sub(r"\D", "", self.scale.currentText().split(":")[-1])
        if digits and int(digits) > 0:
            self.scale_wanted.emit(float(digits))
        self._line.clearFocus()

    def _follow(self) -> None:
        job = self._jobs.current
        if job is not None and job is not self._job:
            self.bar.setValue(0)
            self.working.setText(job.title)
            job.progressed.connect(self._progress)
        self._job = job
        for part in (self.working, self.bar, self.stop):
            part.setVisible(job is not None)

    def _progress(self, fraction: float, step: str) -> None:
        self.bar.setValue(round(fraction * 1000))
        if self._job is not None:
            self.working.setText(" · ".join(filter(None, (self._job.title, messages.step(step)))))

    def _cancel(self) -> None:
        if self._job is not None:
            self.working.setText(self.tr("Stopping …"))
            self._job.cancel()

    def _coordinates(self, name: str, widest: str) -> QLabel:
        label = QLabel(self)
        label.setAccessibleName(name)
        label.setToolTip(name)
        label.setMinimumWidth(label.fontMetrics().horizontalAdvance(widest) + 12)
        return label

    def _set_up(self) -> None:
        self.bar.setRange(0, 1000)
        self.bar.setFixedWidth(160)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.stop.setIcon(icons.icon("x"))
        self.stop.setAutoRaise(True)
        self.stop.setToolTip(self.tr("Stop this work; nothing is changed"))
        self.stop.setAccessibleName(self.tr("Stop this work; nothing is changed"))
        self.stop.clicked.connect(self._cancel)
        self.scale.setEditable(True)
        self.scale.setLineEdit(self._line)
        self.scale.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.scale.addItems([f"1:{one:,}" for one in SCALES])
        self.scale.setEditText("")
        self.scale.setMinimumWidth(self.scale.fontMetrics().horizontalAdvance("1:1,000,000") + 48)
        self.scale.setAccessibleName(self.tr("Scale"))
        self.scale.setToolTip(self.tr("Scale of the map; type one, such as 2000"))
        self._line.returnPressed.connect(self._read_scale)
        self.scale.activated.connect(lambda _row: self._read_scale())
        self._set_up_angle()
        left: tuple[QWidget, ...] = (self.user, self.chosen, self.working, self.bar, self.stop)
        right: tuple[QWidget, ...] = (self.notice, self.metres, self.degrees, self.scale, self.angle)
        for part in left:
            self.addWidget(part)
        for part in right:
            self.addPermanentWidget(part)
        self.show_read_only(False)
        self.show_chosen(Chosen())

    def _set_up_angle(self) -> None:
        spin = self.angle
        spin.setRange(0.0, 359.99)
        spin.setDecimals(2)
        spin.setSingleStep(5.0)
        spin.setWrapping(True)
        spin.setKeyboardTracking(False)
        spin.setSuffix("°")
        spin.setAccessibleName(self.tr("Rotation of the map"))
        spin.setToolTip(self.tr("By how many degrees the map is turned clockwise; 0 is north up"))
        spin.valueChanged.connect(self.angle_wanted)
