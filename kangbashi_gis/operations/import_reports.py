"""What an import did, or would do, as a page or a workbook: counts for each file, repairs, and the first changes."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

from kangbashi_gis.diagnosis import report_page, report_workbook
from kangbashi_gis.diagnosis.plain import from_plain
from kangbashi_gis.diagnosis.report_text import theme_title
from kangbashi_gis.diagnosis.wording import worded
from kangbashi_gis.errors import OutputUnwritable
from kangbashi_gis.importing.writers.workbook import save
from kangbashi_gis.model.diagnosis import Finding
from kangbashi_gis.operations.exporting import publish, writable

Outcome = Mapping[str, Any]  # name, theme, refused (a sentence, or ""), report and difference as plain data
Lines = Iterator[tuple[str, ...]]
COUNTS = (
    ("read", "读取"), ("added", "新增"), ("replaced", "更新"), ("by_shape", "其中按图形认出"), ("unchanged", "未变"),
    ("gone", "消失"), ("removed", "删除"), ("unlocated", "未定位"), ("without_address", "没有对上地址"),
    ("incomplete", "缺必填值"), ("invalid", "自相交"),
)  # fmt: skip
ABOUT = (("crs", "坐标系"), ("encoding", "文字编码"), ("transformation", "坐标转换"))
SUMMARY = ("文件", "专题", *(title for _, title in (*COUNTS, *ABOUT)), "没有导入的原因")
REPAIRS = (
    "文件",
    "修复",
    "改动",
    "并入或去掉",
    "拆出",
    "没有图形",
    "没能修复",
    "修复前面积（平方米）",
    "修复后面积（平方米）",
)
TOLD = ("文件", "数量", "发现", "建议", "行号")
CHANGES = ("文件", "变化", "行号", "名称", "内容", "位置")


def write_outcome(files: Sequence[Outcome], out: Path, *, tried: bool) -> None:
    """Write .html or .xlsx, which must not exist yet; tried: nothing was written by the import.

    Raises OutputExists, OutputUnwritable, DiskFull.
    """
    title = "试导入报告" if tried else "导入报告"
    tables = (
        ("汇总", SUMMARY, _summary(files)),
        ("修复", REPAIRS, _repairs(files)),
        ("提示", TOLD, _told(files)),
        ("变化", CHANGES, _changes(files)),
    )
    write_tables(title, tables, out)


def write_tables(title: str, tables: Sequence[tuple[str, tuple[str, ...], Lines]], out: Path) -> None:
    """Write tables, each with its name, headings and rows, as .html or .xlsx, which must not exist yet.

    Raises OutputExists, OutputUnwritable, DiskFull.
    """
    if out.suffix.lower() not in (".html", ".xlsx"):
        raise OutputUnwritable(path=str(out), reason="unknown_format")
    with writable(out), tempfile.TemporaryDirectory(prefix=".kangbashi-gis-", dir=out.parent) as aside:
        target = Path(aside) / out.name
        if out.suffix.lower() == ".xlsx":
            _workbook(tables, target)
        else:
            target.write_text(_page(title, tables), encoding="utf-8")
        publish(Path(aside), out)


def _workbook(tables: Sequence[tuple[str, tuple[str, ...], Lines]], target: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, headings, rows in tables:
        report_workbook.sheet(book, name, headings, rows)
    save(book, target)


def _page(title: str, tables: Sequence[tuple[str, tuple[str, ...], Lines]]) -> str:
    head = f"<!doctype html><html lang=zh-CN><meta charset=utf-8><title>{title}</title>"
    parts = [f"{head}<style>{report_page.STYLE}</style><h1>{title}</h1><p>{date.today():%Y-%m-%d}</p>"]
    for name, headings, rows in tables:
        parts.append(f"<h2>{escape(name)}</h2>{report_page.table(headings, rows)}")
    return "\n".join([*parts, "</html>"])


def _summary(files: Sequence[Outcome]) -> Lines:
    for one in files:
        report = one["report"] or {}
        counts = (str(report.get(name, "")) for name, _ in COUNTS)
        yield (
            one["name"],
            theme_title(one["theme"]),
            *counts,
            *(str(report.get(name, "")) for name, _ in ABOUT),
            one["refused"],
        )


def _repairs(files: Sequence[Outcome]) -> Lines:
    numbers = ("changed", "left_out", "added", "emptied", "unmended")
    for one in files:
        for done in (one["report"] or {}).get("repairs", ()):
            areas = (f"{done[name]:,.2f}" for name in ("area_before_m2", "area_after_m2"))
            yield one["name"], done["name"], *(str(done[name]) for name in numbers), *areas


def _told(files: Sequence[Outcome]) -> Lines:
    for one in files:
        for plain in (one["report"] or {}).get("told", ()):
            found = from_plain(Finding, plain)
            yield one["name"], str(found.count), *worded(found), "、".join(map(str, found.rows))


def _changes(files: Sequence[Outcome]) -> Lines:
    for one in files:
        difference = one["difference"] or {}
        for kind, title in (("new", "新增"), ("changed", "更新"), ("gone", "消失")):
            for row in difference.get(kind, ()):
                place = row["place"]
                where = f"{place[0]:.3f}, {place[1]:.3f}" if place else ""
                # people count the heading as the first row
                number = str(row["row"] + 1) if row["row"] else ""
                yield one["name"], title, number, row["title"], changes_of(row), where


def changes_of(row: Mapping[str, Any]) -> str:
    """Say what changes in a row: old and new values of open fields, of personal ones only that they change."""
    said = [f"{one['title']}：{_value(one['before'])} → {_value(one['after'])}" for one in row.get("fields", ())]
    said += [f"{name}（个人信息）变" for name in row.get("personal", ())]
    said += ["图形变"] if row.get("moved") else []
    return "；".join(said)


def _value(value: object) -> str:
    return "（空）" if value is None else str(value)
