"""A drawn chart in the window: made in a thread at the screen's own resolution, again when size or colours change."""

from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from kangbashi_gis.model.chart import ChartData
from kangbashi_gis.render.charts import Look, Pixels, pixels
from kangbashi_gis.ui.jobs import Jobs

DPI = 96.0
MM_PER_INCH = 25.4
LEAST = QSize(260, 160)
PAUSE_MS = 80


class ChartPicture(QLabel):
    """Shows a chart, or a sentence in its place."""

    failed = Signal(object)  # GisError
    drawn = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.data: ChartData | None = None
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setMinimumSize(LEAST)
        # a picture wants no size of its own, so that the panel can become smaller again
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        # the lane of all charts: the settings of what draws them hold for the whole process
        self._question = jobs.question("charts")
        self._question.answered.connect(self._take)
        self._question.failed.connect(self.failed)
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self._ask)

    def show_data(self, data: ChartData) -> None:
        """Draw a chart."""
        self.data = data
        self.setAccessibleName(data.title)
        self._later.start(0)

    def say(self, text: str) -> None:
        """Show a sentence and no chart."""
        self.data = None
        self._question.drop()
        self._later.stop()
        self.setText(text)
        self.setAccessibleName(text)

    def event(self, event: QEvent) -> bool:
        """Draw again in the new size, the new colours, on the other screen."""
        again = (QEvent.Type.Resize, QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange)
        if event.type() in again and self.data is not None:
            self._later.start(PAUSE_MS)
        return super().event(event)

    def _ask(self) -> None:
        if self.data is None:
            return
        ratio, palette = self.devicePixelRatioF(), self.palette()
        look = Look(
            max(self.width(), LEAST.width()) / DPI * MM_PER_INCH,
            max(self.height(), LEAST.height()) / DPI * MM_PER_INCH,
            DPI * ratio, palette.windowText().color().name(), palette.dark().color().name(), "",
        )  # fmt: skip
        self._question.ask(_draw, self.data, look, ratio)

    def _take(self, image: QImage) -> None:
        self.setPixmap(QPixmap.fromImage(image))
        self.drawn.emit()


def as_image(drawn: Pixels, ratio: float) -> QImage:
    """Make a picture of the window out of pixels."""
    image = QImage(drawn.rgba, drawn.width, drawn.height, 4 * drawn.width, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _draw(data: ChartData, look: Look, ratio: float) -> Any:
    return as_image(pixels(data, look), ratio)
