"""The report of a table of residents that goes back to the community: people by row number and reason, masked."""

from collections.abc import Iterator
from pathlib import Path

from kangbashi_gis.errors import OutputExists, OutputUnwritable
from kangbashi_gis.model.resident_tables import LEVELS, NOTES, TITLES, UNKEPT, WORDS, TableReport, Told
from kangbashi_gis.operations.import_reports import write_tables

FORMATS = (".html", ".xlsx")
Lines = Iterator[tuple[str, ...]]
COUNTS = (
    ("read", "读取的人"), ("added", "新增"), ("changed", "更新"), ("unchanged", "未变"), ("undecided", "有不同、未改"),
    ("doubled", "表内重复"), ("refused", "退回"), ("households_made", "自编的户"), ("gone_count", "库里有、表里没有"),
)  # fmt: skip
SKIPPED = {"blank": "空行", "total": "合计行", "note": "说明行", "heading": "重复的表头", "section": "分段行"}


def require_report(out: Path) -> None:
    """Raise OutputExists, OutputUnwritable before anything is imported of which the report could not be written."""
    if out.exists():
        raise OutputExists(path=str(out))
    if out.suffix.lower() not in FORMATS:
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    if not out.parent.is_dir():
        raise OutputUnwritable(path=str(out), reason="no_folder")


def write_report(report: TableReport, out: Path) -> None:
    """Write .html or .xlsx, which must not exist yet. Raises OutputExists, OutputUnwritable, DiskFull."""
    title = "居民表核对报告（试导入）" if report.dry_run else "居民表导入报告"
    tables = (
        ("汇总", ("项目", "数量"), _summary(report)),
        ("要改的行", ("工作表", "行号", "处理", "原因", "内容（脱敏）"), _problems(report)),
        ("与库里不同", ("工作表", "行号", "姓名", "项目", "库里", "表里", "处理"), _differences(report)),
        ("列", ("项目", "表里的列"), _columns(report)),
    )
    write_tables(f"{title} {report.file}", tables, out)


def _summary(report: TableReport) -> Lines:
    for name, title in COUNTS:
        yield title, str(getattr(report, name))
    for name, count in report.skipped.items():
        yield SKIPPED[name], str(count)
    for name, count in report.levels.items():
        yield f"住址{LEVELS[name][0]}", str(count)
    for name, count in report.notes.items():
        yield NOTES[name][0], str(count)
    for name, count in sorted(report.counts.items(), key=lambda one: -one[1]):
        yield WORDS[Told(name)][0], str(count)


def _problems(report: TableReport) -> Lines:
    for one in report.problems:
        what = "退回" if one.refused else "提示"
        yield one.sheet, str(one.row), what, WORDS[Told(one.told)][0], one.shown


def _differences(report: TableReport) -> Lines:
    for one in report.differences:
        for change in one.fields:
            done = "采用表里的" if change.taken else "保留库里的"
            before = change.before or ("（空）" if change.fills else "")
            yield one.sheet, str(one.row), one.name, TITLES[change.field][0], before, change.after, done


def _columns(report: TableReport) -> Lines:
    for role, name in report.columns.items():
        yield TITLES[role][0] + ("（不保存）" if role in UNKEPT else ""), name
    for name in report.ignored:
        yield "（没有用）", name
