"""Charts drawn by matplotlib, without Qt and without a window: as pixels, PNG, SVG or PDF with Chinese letters.

Its settings hold for the whole process, so that charts are to be drawn in one thread after another, not side by side.
"""

import io
import logging
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kangbashi_gis.errors import ChartUnfit, DiskFull, OutputUnwritable, UsageError
from kangbashi_gis.model.chart import ChartData, ChartKind, Series

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The first that is installed is used; each holds simplified Chinese in its Chinese shapes.
FAMILIES = (
    "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei", "SimHei", "SimSun", "Droid Sans Fallback",
)  # fmt: skip
COLOURS = ("#1f6fb2", "#e07b39", "#3b9a6c", "#b8508b", "#8a6fc9", "#c9a227", "#4aa7b8", "#7b8794")
SIDES = ("#4a8fd0", "#e07a92")
SUFFIXES = (".png", ".svg", ".pdf")
MM_PER_INCH = 25.4
MOST_WORDS = 12  # under an axis
LONGEST = 14  # characters of a name beside a bar
LINE_MM, FRAME_MM = 0.45, 26.0  # of a line for each point of the letters; of titles and axis together


@dataclass(frozen=True)
class Look:
    """How large a chart is and its colours. ground: "" for none, so that what lies behind is seen."""

    width_mm: float = 160.0
    height_mm: float = 100.0
    dpi: float = 200.0
    text: str = "#1d2730"
    faint: str = "#9aa5b1"
    ground: str = "#ffffff"
    points: float = 9.0


PLAIN = Look()


@dataclass(frozen=True)
class Pixels:
    """A picture: RGBA, four bytes a pixel, from the top."""

    width: int
    height: int
    rgba: bytes


def pixels(data: ChartData, look: Look = PLAIN) -> Pixels:
    """Draw a chart as pixels. Raises ChartUnfit where no Chinese font is installed."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    with _settings(look):
        canvas = FigureCanvasAgg(_figure(data, look))
        canvas.draw()
        width, height = canvas.get_width_height()
        return Pixels(width, height, bytes(canvas.buffer_rgba()))


def svg(data: ChartData, width_mm: float, height_mm: float) -> str:
    """Draw a chart as an SVG whose letters are outlines, so that it looks the same everywhere."""
    return encoded(data, ".svg", Look(width_mm, height_mm)).decode()


def encoded(data: ChartData, suffix: str, look: Look = PLAIN) -> bytes:
    """Draw a chart as the bytes of a file; suffix: one of SUFFIXES. Raises UsageError, ChartUnfit."""
    if suffix not in SUFFIXES:
        raise UsageError(detail=f"{suffix or '?'}: {' '.join(SUFFIXES)}")
    out = io.BytesIO()
    with _settings(look):
        _canvas(suffix)(_figure(data, look)).print_figure(
            out, format=suffix[1:], dpi=look.dpi, facecolor=look.ground or "none", metadata=_metadata(data, suffix)
        )
    return out.getvalue()


def save(data: ChartData, path: Path, look: Look = PLAIN) -> None:
    """Draw a chart into a file, PNG, SVG or PDF by its name; the file is there whole or not at all."""
    drawn = encoded(data, path.suffix.lower(), look)
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(drawn)
        aside.replace(path)
    except OSError as problem:
        aside.unlink(missing_ok=True)
        if problem.errno == 28:
            raise DiskFull(path=str(path)) from None
        raise OutputUnwritable(path=str(path), reason=problem.strerror or type(problem).__name__) from None


@lru_cache(maxsize=1)
def family() -> str:
    """Name the Chinese font that charts are lettered with; raises ChartUnfit where none is installed."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    from matplotlib import font_manager

    known = set(font_manager.get_font_names())
    for name in FAMILIES:
        if name in known:
            return name
    raise ChartUnfit(field="字体", reason="chart_font")


def _settings(look: Look) -> Any:
    from matplotlib import rc_context

    chosen: dict[Any, Any] = {
        "font.family": [family(), "DejaVu Sans"], "font.size": look.points, "axes.unicode_minus": False,
        "text.parse_math": False, "svg.fonttype": "path", "pdf.fonttype": 42, "svg.hashsalt": "chart",
    }  # fmt: skip
    return rc_context(chosen)


def _canvas(suffix: str) -> Any:
    if suffix == ".svg":
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        return FigureCanvasSVG
    if suffix == ".pdf":
        from matplotlib.backends.backend_pdf import FigureCanvasPdf

        return FigureCanvasPdf
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return FigureCanvasAgg


def _metadata(data: ChartData, suffix: str) -> dict[str, Any]:
    """Say what it is; without the time, so that the same data give the same file."""
    if suffix == ".png":
        return {"Title": data.title, "Software": None}
    return {"Title": data.title, **({"Date": None} if suffix == ".svg" else {"CreationDate": None})}


def _figure(data: ChartData, look: Look) -> "Figure":
    from matplotlib.figure import Figure

    size = (look.width_mm / MM_PER_INCH, look.height_mm / MM_PER_INCH)
    figure = Figure(size, dpi=look.dpi, layout="constrained", facecolor=look.ground or "none")
    axes = figure.add_subplot(facecolor="none")
    axes.tick_params(colors=look.text, length=0, pad=3)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(look.faint)
    figure.suptitle(data.title, color=look.text, fontsize=_title_points(data.title, look))
    axes.set_xlabel(data.x_title, color=look.text)
    axes.set_ylabel(data.y_title, color=look.text)
    _DRAWERS[data.kind](axes, data, look)
    if data.note:
        # below everything, where the layout leaves room for it
        figure.supxlabel(data.note, color=look.text, alpha=0.7, fontsize=look.points * 0.85, x=0.99, ha="right")
    return figure


def _bar(axes: "Axes", data: ChartData, look: Look) -> None:
    """Bars lie, because Chinese names are read along the line; the first is on top."""
    values = _known(data.series[0])
    places = range(len(values))
    axes.barh(places, values, color=COLOURS[0], height=0.72)
    axes.invert_yaxis()
    every = _every(len(values), look)
    axes.set_yticks(list(places)[::every], [_short(one) for one in data.labels[::every]])
    low, high = min(0.0, *values), max(0.0, *values)
    axes.set_xlim(low * 1.14, (high or 1.0) * 1.14)
    axes.xaxis.set_major_formatter(_plain)
    axes.grid(axis="x", color=look.faint, alpha=0.3, linewidth=0.6)
    axes.set_axisbelow(True)
    if every == 1:
        for place, value in zip(places, values, strict=True):
            axes.text(max(value, 0.0), place, f" {_figures(value)}", va="center", color=look.text, fontsize=7.5)
    # they lie, so the title of the values stands below
    axes.set(xlabel=data.y_title, ylabel=data.x_title)


def _line(axes: "Axes", data: ChartData, look: Look) -> None:
    places = list(range(len(data.labels)))
    for one, colour in zip(data.series, COLOURS * 2, strict=False):
        shown = "o" if len(places) <= 60 else ""
        axes.plot(
            places, _known(one), color=colour, marker=shown, markersize=3.5, linewidth=1.6, label=_short(one.name)
        )
    every = max(1, math.ceil(len(places) / MOST_WORDS))
    axes.set_xticks(places[::every], data.labels[::every])
    least = min(0.0, *(value for one in data.series for value in _known(one) if value == value))
    axes.set_ylim(bottom=least)
    axes.yaxis.set_major_formatter(_plain)
    axes.grid(axis="y", color=look.faint, alpha=0.3, linewidth=0.6)
    if len(data.series) > 1:
        axes.legend(frameon=False, labelcolor=look.text, fontsize=look.points * 0.9)


def _histogram(axes: "Axes", data: ChartData, look: Look) -> None:
    axes.stairs(_known(data.series[0]), data.edges, fill=True, color=COLOURS[0], edgecolor=look.ground or None)
    axes.yaxis.set_major_formatter(_plain)
    axes.xaxis.set_major_formatter(_plain)
    axes.grid(axis="y", color=look.faint, alpha=0.3, linewidth=0.6)
    axes.set_axisbelow(True)


def _scatter(axes: "Axes", data: ChartData, look: Look) -> None:
    if data.points is None:
        return
    x, y = data.points
    many = len(x) > 2000
    # as pixels also in a drawing of lines: so many points would make it larger than any picture
    axes.scatter(x, y, s=3 if many else 10, color=COLOURS[0], alpha=0.5 if many else 0.7, lw=0, rasterized=many)
    axes.xaxis.set_major_formatter(_plain)
    axes.yaxis.set_major_formatter(_plain)
    axes.grid(color=look.faint, alpha=0.3, linewidth=0.6)
    axes.set_axisbelow(True)


def _pyramid(axes: "Axes", data: ChartData, look: Look) -> None:
    left, right = ([0.0 if value != value else value for value in _known(one)] for one in data.series[:2])
    places = range(len(data.labels))
    axes.barh(places, [-value for value in left], color=SIDES[0], height=0.86)
    axes.barh(places, right, color=SIDES[1], height=0.86)
    most = max(1.0, *left, *right) * 1.1
    axes.set_xlim(-most, most)
    every = _every(len(data.labels), look)
    axes.set_yticks(list(places)[::every], [_short(one) for one in data.labels[::every]])
    axes.axvline(0, color=look.faint, linewidth=0.8)
    axes.xaxis.set_major_formatter(lambda value, _at: _figures(abs(value)))
    for at, side, one in ((0.02, "left", data.series[0]), (0.98, "right", data.series[1])):
        axes.text(at, 0.98, _short(one.name), transform=axes.transAxes, ha=side, va="top", color=look.text)


def _title_points(title: str, look: Look) -> float:
    """Give the size of a title that is no wider than the chart."""
    squares = sum(0.55 if letter.isascii() else 1.0 for letter in title)
    return min(look.points * 1.25, look.width_mm / MM_PER_INCH * 72 * 0.96 / max(squares, 1.0))


def _every(count: int, look: Look) -> int:
    """Tell of which bars there is room for the names: 1 for each, 2 for every second."""
    room = max((look.height_mm - FRAME_MM) / (LINE_MM * look.points), 1.0)
    return math.ceil(count / room)


def _known(one: Series) -> list[float]:
    return [float("nan") if value is None else value for value in one.values]


def _short(name: str) -> str:
    plain = " ".join(name.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _plain(value: float, _at: object = None) -> str:
    return _figures(value)


def _figures(value: float) -> str:
    """Write a number as people do: 1,200 and 0.5, in 万 and 亿 where it is long."""
    for size, word in ((1e8, "亿"), (1e4, "万")):
        if abs(value) >= size * 10:
            return f"{value / size:,.4g}{word}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.6g}"


_DRAWERS = {
    ChartKind.BAR: _bar,
    ChartKind.LINE: _line,
    ChartKind.HISTOGRAM: _histogram,
    ChartKind.SCATTER: _scatter,
    ChartKind.PYRAMID: _pyramid,
}
