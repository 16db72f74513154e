"""Charts of the card, drawn by matplotlib in a thread: an age pyramid and a bar per industry."""

import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from kangbashi_gis.ui.appearance import FAMILIES
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

POINTS_PER_PIXEL = 0.75
DPI = 96
MOST_WORDS = 6  # under a line


@dataclass(frozen=True)
class Sheet:
    """What a chart is drawn on: size in device-independent pixels, pixels per such pixel, colours, words."""

    width: int
    height: int
    ratio: float
    text: str
    faint: str
    words: tuple[str, ...] = ()


def pyramid(sheet: Sheet, by_age: Mapping[str, tuple[int, int, int]]) -> QImage:
    """Draw men to the left and women to the right, a bar per band of five years, the youngest at the bottom."""
    bands = [band for band in by_age if band]
    men = [by_age[band][0] for band in bands]
    women = [by_age[band][1] for band in bands]

    def draw(axes: "Axes") -> None:
        axes.barh(range(len(bands)), [-n for n in men], color="#4a8fd0", height=0.86)
        axes.barh(range(len(bands)), women, color="#e07a92", height=0.86)
        most = max([1, *men, *women]) * 1.08
        axes.set_xlim(-most, most)
        axes.set_yticks(range(0, len(bands), 2), [bands[row].replace("-", "–") for row in range(0, len(bands), 2)])
        axes.axvline(0, color=sheet.faint, linewidth=0.8)
        axes.xaxis.set_major_formatter(lambda value, _at: f"{abs(value):g}")
        for at, word, side in ((0.02, sheet.words[0], "left"), (0.98, sheet.words[1], "right")):
            axes.text(at, 0.98, word, transform=axes.transAxes, ha=side, va="top", color=sheet.text, fontsize=9)

    return _paint(sheet, draw)


def bars(sheet: Sheet, counts: Mapping[str, int]) -> QImage:
    """Draw a bar per name, the longest on top, each with its number."""
    ordered = sorted(counts.items(), key=lambda one: one[1])

    def draw(axes: "Axes") -> None:
        values = [count for _name, count in ordered]
        axes.barh(range(len(ordered)), values, color="#5aa58c", height=0.7)
        axes.set_yticks(range(len(ordered)), [_short(name) for name, _count in ordered])
        axes.set_xlim(0, max([1, *values]) * 1.16)
        axes.set_xticks([])
        for row, value in enumerate(values):
            axes.text(value, row, f" {value:,}", va="center", color=sheet.text, fontsize=8)

    return _paint(sheet, draw)


def lines(sheet: Sheet, series: Mapping[str, int | None]) -> QImage:
    """Draw numbers over time as one line, each with its number; what is held back leaves a gap."""
    names = list(series)
    values = [float("nan") if series[name] is None else float(series[name] or 0) for name in names]

    def draw(axes: "Axes") -> None:
        known = [value for value in values if not math.isnan(value)]
        axes.plot(range(len(values)), values, color="#1f6fb2", marker="o", markersize=4, linewidth=1.6)
        axes.set_ylim(0, max([1.0, *known]) * 1.18)
        every = -(-len(names) // MOST_WORDS)
        axes.set_xticks(range(0, len(names), every), [names[at] for at in range(0, len(names), every)])
        for at, value in enumerate(values):
            if not math.isnan(value) and at % every == 0:
                axes.text(at, value, f"{value:,.0f}", ha="center", va="bottom", color=sheet.text, fontsize=8)
        axes.yaxis.set_major_formatter(lambda value, _at: f"{value:,.0f}")

    return _paint(sheet, draw)


def _short(name: str) -> str:
    return name if len(name) <= 11 else name[:10] + "…"


def _paint(sheet: Sheet, draw: "Callable[[Axes], None]") -> QImage:
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    style: Any = {"font.family": _families(), "font.size": 8.5, "axes.unicode_minus": False}
    with rc_context(style):
        dpi = DPI * sheet.ratio
        figure = Figure((sheet.width / DPI, sheet.height / DPI), dpi=dpi, layout="constrained")
        figure.patch.set_alpha(0)
        draw(_axes(figure, sheet))
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        width, height = canvas.get_width_height()
        image = QImage(bytes(canvas.buffer_rgba()), width, height, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(sheet.ratio)
    return image


def _axes(figure: "Figure", sheet: Sheet) -> "Axes":
    axes = figure.add_subplot()
    axes.patch.set_alpha(0)
    axes.tick_params(colors=sheet.text, length=0, pad=3)
    for side, spine in axes.spines.items():
        spine.set_visible(side == "left")
        spine.set_color(sheet.faint)
    return axes


@lru_cache(maxsize=1)
def _families() -> list[str]:
    """Give those of our Chinese families that matplotlib knows; one that is missing would only fill the log."""
    logging.getLogger("matplotlib").setLevel(logging.WARNING)
    from matplotlib import font_manager

    known = set(font_manager.get_font_names())
    return [*(name for name in FAMILIES if name in known), "DejaVu Sans"]


class Chart(QLabel):
    """A picture of a chart that is drawn again, in the background, when data, size or colours change."""

    def __init__(self, jobs: Jobs, draw: Callable[..., QImage], height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumSize(180, height)
        self.setFixedHeight(height)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._draw = draw
        self._data: Any = None
        self._words: tuple[str, ...] = ()
        self._question = jobs.question("charts")
        self._question.answered.connect(self._take)
        self._later = QTimer(self, singleShot=True, interval=60)
        self._later.timeout.connect(self._ask)

    def show_data(self, data: Any, words: tuple[str, ...] = ()) -> None:
        """Draw these data; None empties the picture."""
        self._data, self._words = data, words
        if data is None:
            self._question.drop()
            self.clear()
        else:
            self._later.start()

    def event(self, event: QEvent) -> bool:
        """Draw again in the new size or the new colours."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.PaletteChange) and self._data is not None:
            self._later.start()
        return super().event(event)

    def _ask(self) -> None:
        if self._data is None:
            return
        palette = self.palette()
        sheet = Sheet(
            max(self.width(), 120), self.height(), self.devicePixelRatioF(),
            palette.windowText().color().name(), palette.dark().color().name(), self._words,
        )  # fmt: skip
        self._question.ask(self._draw, sheet, self._data)

    def _take(self, image: QImage) -> None:
        self.setPixmap(QPixmap.fromImage(image))
