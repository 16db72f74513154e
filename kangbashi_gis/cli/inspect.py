"""`data inspect`: what is the matter with foreign files, before anything is imported."""

from pathlib import Path
from typing import Any

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.diagnosis import FileReport, Finding, LayerReport, Severity, Verdict

MARKS = {Severity.ERROR: "✗", Severity.WARNING: "!", Severity.QUESTION: "?", Severity.INFO: "·"}
VERDICTS = {
    Verdict.READY: "ready",
    Verdict.QUESTION: "has a question",
    Verdict.BROKEN: "cannot be imported",
}


@click.command("inspect", help="诊断外来文件：编码、坐标系、列、行、图形。什么都不写，原文件不动。")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option("--workspace", type=click.Path(path_type=Path), help="对照哪个工作区的底图和坐标系。")
@click.option("--theme", help="专题名；不给时自动判断。")
@click.option("--report", type=click.Path(path_type=Path), help="把结果写成报告：.html 或 .xlsx，不能已存在。")
@click.option("--layer", help="文件里的图层。")
@click.option("--crs", help="坐标系，如 EPSG:4546。")
@click.option("--encoding", help="文字编码，如 GB18030。")
@command
def inspect(console: Console, files: tuple[Path, ...], workspace: Path | None, theme: str | None,
            report: Path | None, **options: Any) -> None:  # fmt: skip
    """Look into files."""
    from contextlib import ExitStack

    from kangbashi_gis.importing.options import ImportOptions
    from kangbashi_gis.model.themes import theme as find_theme
    from kangbashi_gis.operations.inspecting import inspect_files, write_report

    wanted = find_theme(theme) if theme else None
    with ExitStack() as stack:
        space = stack.enter_context(opened(workspace, console, read_only=True)) if workspace else None
        found = inspect_files(space, files, wanted, ImportOptions(**options), console.progress())
    if report:
        write_report(found, report)
    console.show(
        {"files": [document(one, console.lang) for one in found.files], "skipped": list(found.skipped)},
        lambda: "\n".join(_text(console, one) for one in found.files),
    )


def document(report: FileReport, lang: str) -> dict[str, Any]:
    """Give the JSON of one file."""
    return {
        "file": report.file,
        "verdict": str(report.verdict),
        "layers": [_layer(one, lang) for one in report.layers],
        "findings": [_finding(one, lang) for one in report.findings],
    }


def _layer(layer: LayerReport, lang: str) -> dict[str, Any]:
    known = layer.crs.detected
    return {
        "name": layer.name,
        "geometry": layer.geometry,
        "features": layer.features,
        "theme": layer.theme,
        "encoding": {
            "detected": layer.encoding.detected,
            "declared": layer.encoding.declared,
            "confidence": round(layer.encoding.confidence, 3),
            "candidates": [
                {"encoding": one.encoding, "confidence": round(one.confidence, 3), "examples": list(one.examples)}
                for one in layer.encoding.candidates
            ],
        },
        "crs": {
            "detected": known.crs if known else None,
            "source": layer.crs.source,
            "candidates": [
                {
                    "crs": one.crs, "why": _words(one.why, one.values, lang), "confidence": round(one.confidence, 3),
                    "swapped": one.swapped, "unit_m": one.unit_m, "box": list(one.box) if one.box else None,
                }
                for one in layer.crs.candidates
            ],
        },
        "fields": [
            {"name": one.name, "type": one.type, "theme_field": one.theme_field, "personal": one.personal or None}
            for one in layer.fields
        ],
        "findings": [_finding(one, lang) for one in layer.findings],
    }  # fmt: skip


def _finding(finding: Finding, lang: str) -> dict[str, Any]:
    from kangbashi_gis.diagnosis.wording import worded

    message, action = worded(finding, lang, commands=True)
    return {
        "code": finding.code, "severity": str(finding.severity), "message": message, "action": action,
        "count": finding.count, "rows": list(finding.rows), "places": [list(one) for one in finding.places],
    }  # fmt: skip


def _words(code: str, values: Any, lang: str) -> str:
    from kangbashi_gis.diagnoses import words

    return words(code, values, lang)[0]


def _text(console: Console, report: FileReport) -> str:
    from kangbashi_gis.diagnosis import report_text

    said = console.say(report_text.VERDICTS[report.verdict], VERDICTS[report.verdict])
    lines = [f"{report.file}  —  {said}"]
    lines += _finding_lines(report.findings, console, "  ")
    for layer in report.layers:
        crs = layer.crs.detected.crs if layer.crs.detected else "—"
        about = (
            layer.name,
            layer.geometry,
            str(layer.features),
            layer.encoding.detected or "—",
            crs,
            layer.theme or "—",
        )
        lines.append("  " + "  ".join(about))
        lines += _finding_lines(layer.findings, console, "    ")
    return "\n".join(lines)


def _finding_lines(findings: tuple[Finding, ...], console: Console, indent: str) -> list[str]:
    from kangbashi_gis.diagnosis.wording import worded

    return [f"{indent}{MARKS[one.severity]} {' '.join(worded(one, console.lang, commands=True))}" for one in findings]
