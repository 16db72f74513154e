"""What `data import` answers: one document or a few lines for each file, and with --dry-run what would change."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console
from kangbashi_gis.model.schema import Theme

if TYPE_CHECKING:
    from kangbashi_gis.importing.difference import Difference, RowChange, RowShown
    from kangbashi_gis.importing.repairing import Repaired
    from kangbashi_gis.operations.importing import Done, ImportReport
    from kangbashi_gis.operations.staging import ImportRequest

SHOWN = 20  # lines of each kind; --json has the first 1,000


def document(
    requests: Sequence["ImportRequest"], done: Sequence["Done"], skipped: Sequence[str], *, dry_run: bool
) -> dict[str, Any]:
    """Give the report of one file, or the reports of a batch."""
    reports = [_document(one, dry_run=dry_run) for one in done]
    if len(reports) == 1 and not skipped:
        return reports[0]
    named = [{**report, "name": request.name} for request, report in zip(requests, reports, strict=True)]
    return {"operation": done[0].report.operation, "files": named, "skipped": list(skipped)}


def _document(done: "Done", *, dry_run: bool) -> dict[str, Any]:
    report = documents.plain(done.report)
    return {**report, "dry_run": True, "difference": documents.plain(done.difference)} if dry_run else report


def text(console: Console, done: Sequence[tuple[Theme, "Done"]], skipped: Sequence[str], *, dry_run: bool) -> str:
    """Say in a few lines what was done, or what would be."""
    lines = [line for theme, one in done for line in _lines(console, theme, one, dry_run=dry_run)]
    if skipped:
        lines.append(
            console.say(f"不是数据、没有导入：{'、'.join(skipped)}", f"No data, left out: {', '.join(skipped)}")
        )
    if dry_run:
        lines.append(console.say("这是试运行，什么都没有写。", "This was a dry run: nothing was written."))
    return "\n".join(lines)


def _lines(console: Console, theme: Theme, done: "Done", *, dry_run: bool) -> Iterator[str]:
    from kangbashi_gis.diagnosis.wording import worded

    report = done.report
    yield console.say(_zh(report, theme, dry_run), _en(report, theme, dry_run))
    for one in report.repairs:
        yield _repaired(console, one)
    for found in report.told:
        yield f"· {console.say(worded(found, 'zh')[0], worded(found, 'en')[0])}"
    if report.remembered:
        columns = "、".join(report.remembered)
        yield console.say(f"按以前的选择取用了列：{columns}", f"Columns taken as chosen before: {columns}")
    if report.gone and not report.removed:
        yield console.say(
            f"上次从同名文件（或 --replaces 的文件）导入的 {report.gone} 行这次没有，仍保留；要删除加 --remove-gone。",
            f"{report.gone} rows of an earlier file of this name are not in it any more. They stay; "
            "--remove-gone deletes them.",
        )
    if dry_run:
        yield from _difference(console, done.difference)


def _zh(report: "ImportReport", theme: Theme, dry_run: bool) -> str:
    known = f"（其中按图形认出 {report.by_shape} 行）" if report.by_shape else ""
    placed = f"（其中未能定位 {report.unlocated} 行）" if report.unlocated else ""
    removed = f"，删除 {report.removed}" if report.removed else ""
    rows = "、".join(report.incomplete_rows) + (" 等" if report.incomplete > len(report.incomplete_rows) else "")
    gaps = f"\n有 {report.incomplete} 行缺少必填的值：{rows}。" if report.incomplete else ""
    verb = "将导入" if dry_run else "已导入"
    return (
        f"{verb}“{theme.title}”：读取 {report.read} 行，新增 {report.added}，更新 {report.replaced}{known}，"
        f"未变 {report.unchanged}{placed}{removed}。{gaps}"
    )


def _en(report: "ImportReport", theme: Theme, dry_run: bool) -> str:
    known = f" ({report.by_shape} of them recognised by their shape)" if report.by_shape else ""
    placed = f" ({report.unlocated} kept, without a place)" if report.unlocated else ""
    removed = f", {report.removed} deleted" if report.removed else ""
    rows = ", ".join(report.incomplete_rows) + (" …" if report.incomplete > len(report.incomplete_rows) else "")
    gaps = f"\nA value that is needed is missing in {report.incomplete} rows: {rows}." if report.incomplete else ""
    verb = "Would import" if dry_run else "Imported"
    return (
        f"{verb} {theme.title_en}: {report.read} read, {report.added} added, {report.replaced} replaced{known}, "
        f"{report.unchanged} unchanged{placed}{removed}.{gaps}"
    )


def _repaired(console: Console, one: "Repaired") -> str:
    counts = (
        (one.left_out, "并入或去掉 {} 行", "{} merged or left out"),
        (one.added, "拆出 {} 行", "{} split off"),
        (one.emptied, "{} 行修复后没有图形", "{} without a shape afterwards"),
        (one.unmended, "{} 行没能修复、保持原样", "{} could not be mended and stay"),
    )
    done, did = ("保留高程", "rows with heights") if one.name == "keep-z" else ("改动", "rows changed")
    parts = [console.say(f"修复 {one.name}：{done} {one.changed} 行", f"Repair {one.name}: {one.changed} {did}")]
    parts += [console.say(zh, en).format(count) for count, zh, en in counts if count]
    said = console.say("，", ", ").join(parts)
    if one.area_before_m2 or one.area_after_m2:
        said += console.say("；总面积", "; area") + f" {one.area_before_m2:,.2f} → {one.area_after_m2:,.2f} m²"
    return said


def _difference(console: Console, found: "Difference") -> Iterator[str]:
    kinds = (("+", found.new), ("~", found.changed), ("-", found.gone))
    for mark, rows in kinds:
        for one in rows[:SHOWN]:
            yield f"  {mark} {_head(one)}{_changes(console, one)}"
        if len(rows) > SHOWN:
            yield console.say(f"  {mark} …… 其余见 --json", f"  {mark} … the rest is in --json")


def _head(one: "RowShown") -> str:
    place = f"({one.place[0]:.2f}, {one.place[1]:.2f})" if one.place else ""
    return "  ".join(part for part in (f"#{one.row + 1}" if one.row else "", one.title, place) if part)


def _changes(console: Console, one: "RowShown | RowChange") -> str:
    changes = [f"{field.title} {_value(field.before)} → {_value(field.after)}" for field in getattr(one, "fields", ())]
    changes += [
        console.say(f"{name}（个人信息）变", f"{name} (personal) differs") for name in getattr(one, "personal", ())
    ]
    changes += [console.say("图形变", "its shape differs")] if getattr(one, "moved", False) else []
    return ("  " + "；".join(changes)) if changes else ""


def _value(value: object) -> str:
    return "（空）" if value is None else str(value)
