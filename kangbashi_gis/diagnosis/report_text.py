"""What both written reports say: verdicts, kinds and headings in Chinese, and a line per finding."""

from collections.abc import Iterator, Mapping

from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.model.diagnosis import FileReport, Finding, LayerReport, Severity, Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.READY: "可以导入",
    Verdict.QUESTION: "需要回答问题",
    Verdict.BROKEN: "不能导入",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "错误",
    Severity.QUESTION: "问题",
    Severity.WARNING: "警告",
    Severity.INFO: "说明",
}
GEOMETRIES: Mapping[str, str] = {
    "point": "点", "line": "线", "polygon": "面", "mixed": "混合", "raster": "栅格", "none": "无图形",
}  # fmt: skip
SUMMARY = ("文件", "结论", "图层", "图形", "行数", "文字编码", "坐标系", "专题")
FINDINGS = ("文件", "图层", "级别", "数量", "发现", "建议", "行号", "位置")
FIELDS = ("文件", "图层", "列名", "类型", "对应字段", "个人信息")
PERSONAL: Mapping[str, str] = {"": "", "id_number": "身份证号", "phone": "手机号", "name": "姓名"}


def summary(reports: tuple[FileReport, ...]) -> Iterator[tuple[str, ...]]:
    """Give a line per layer; a file without any has one too."""
    for report in reports:
        verdict = VERDICTS[report.verdict]
        if not report.layers:
            yield report.file, verdict, "", "", "", "", "", ""
        for layer in report.layers:
            crs = layer.crs.detected.crs if layer.crs.detected else ""
            yield (
                report.file, verdict, layer.name, GEOMETRIES[layer.geometry], str(layer.features),
                layer.encoding.detected or "", crs, theme_title(layer.theme),
            )  # fmt: skip


def findings(reports: tuple[FileReport, ...]) -> Iterator[tuple[str, ...]]:
    """Give a line per finding."""
    for report in reports:
        for layer, finding in _all(report):
            message, action = worded(finding)
            yield (
                report.file, layer.name if layer else "", SEVERITIES[finding.severity], str(finding.count), message,
                action, "、".join(map(str, finding.rows)), places(finding),
            )  # fmt: skip


def fields(reports: tuple[FileReport, ...]) -> Iterator[tuple[str, ...]]:
    """Give a line per column."""
    for report in reports:
        for layer in report.layers:
            for one in layer.fields:
                title = _field_title(layer.theme, one.theme_field)
                yield report.file, layer.name, one.name, one.type, title, PERSONAL[one.personal]


def places(finding: Finding) -> str:
    """Give the first places as text, east before north."""
    return "；".join(f"{x:.3f}, {y:.3f}" for x, y in finding.places[:5])


def theme_title(name: str) -> str:
    """Give the Chinese title of a theme; "" for none."""
    from kangbashi_gis.model.themes import theme

    return theme(name).title if name else ""


def _field_title(theme_name: str, field: str) -> str:
    from kangbashi_gis.model.themes import theme

    return theme(theme_name).field(field).title if theme_name and field else ""


def _all(report: FileReport) -> Iterator[tuple[LayerReport | None, Finding]]:
    yield from ((None, one) for one in report.findings)
    for layer in report.layers:
        yield from ((layer, one) for one in layer.findings)
