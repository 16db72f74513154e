"""The report that goes back to the firm, as one HTML page that needs nothing else: tables, and where things are."""

from collections.abc import Iterable, Iterator
from html import escape

from kangbashi_gis.diagnosis import report_text
from kangbashi_gis.model.diagnosis import FileReport, LayerReport, Severity

STYLE = """
body { font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", sans-serif; margin: 2rem auto;
  max-width: 72rem; padding: 0 1rem; color: #222; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { border: 1px solid #ccc; padding: .3rem .5rem; text-align: left; vertical-align: top; }
th { background: #f2f4f6; font-weight: 600; }
.error { color: #b3261e; } .question { color: #8a5a00; } .warning { color: #6b5900; } .info { color: #555; }
svg { border: 1px solid #ccc; background: #fafafa; max-width: 100%; }
@media print { body { margin: 0; } }
"""
KINDS = {"错误": "error", "问题": "question", "警告": "warning", "说明": "info"}
WIDE, HIGH, EDGE = 640, 400, 14
COLOURS = {Severity.ERROR: "#b3261e", Severity.QUESTION: "#8a5a00", Severity.WARNING: "#c77700", Severity.INFO: "#777"}


def page(reports: tuple[FileReport, ...], title: str, made: str) -> str:
    """Give the page. made: what stands under the title, as the day and the program."""
    parts = [
        f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{escape(title)}</title><style>{STYLE}</style>",
        f"<h1>{escape(title)}</h1><p>{escape(made)}</p>",
        "<h2>汇总</h2>", table(report_text.SUMMARY, report_text.summary(reports)),
        "<h2>发现</h2>", table(report_text.FINDINGS, report_text.findings(reports), 2),
        *_maps(reports),
        "<h2>列</h2>", table(report_text.FIELDS, report_text.fields(reports)),
        "</html>",
    ]  # fmt: skip
    return "\n".join(parts)


def table(headings: Iterable[str], rows: Iterable[tuple[str, ...]], marked: int | None = None) -> str:
    """Write a table; marked: the column whose words decide the colour of the row."""
    lines = ["<table><tr>", *(f"<th>{escape(one)}" for one in headings)]
    for row in rows:
        kind = f' class="{KINDS[row[marked]]}"' if marked is not None else ""
        lines += [f"<tr{kind}>", *(f"<td>{escape(one)}" for one in row)]
    return "".join([*lines, "</table>"])


def _maps(reports: tuple[FileReport, ...]) -> Iterator[str]:
    for report in reports:
        for layer in report.layers:
            if any(one.places for one in layer.findings):
                yield f"<h2>位置：{escape(report.file)} {escape(layer.name)}</h2>{_map(layer)}"


def _map(layer: LayerReport) -> str:
    """Draw where the findings of a layer are, north up, in its own proportions."""
    places = [(x, y, one.severity) for one in layer.findings for x, y in one.places]
    box = layer.crs.detected.box if layer.crs.detected and layer.crs.detected.box else _box(places)
    west, south, east, north = box
    scale = min((WIDE - 2 * EDGE) / max(east - west, 1e-9), (HIGH - 2 * EDGE) / max(north - south, 1e-9))
    dots = [
        f'<circle cx="{EDGE + (x - west) * scale:.1f}" cy="{HIGH - EDGE - (y - south) * scale:.1f}" r="4"'
        f' fill="{COLOURS[severity]}" fill-opacity=".6"><title>{x:.3f}, {y:.3f}</title></circle>'
        for x, y, severity in places
    ]
    frame = (
        f'<rect x="{EDGE}" y="{HIGH - EDGE - (north - south) * scale:.1f}" width="{(east - west) * scale:.1f}"'
        f' height="{(north - south) * scale:.1f}" fill="none" stroke="#999"/>'
    )
    return f'<svg viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}">{frame}{"".join(dots)}</svg>'


def _box(places: list[tuple[float, float, Severity]]) -> tuple[float, float, float, float]:
    xs, ys = [one[0] for one in places], [one[1] for one in places]
    return min(xs), min(ys), max(xs), max(ys)
