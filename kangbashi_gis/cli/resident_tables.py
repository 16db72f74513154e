"""`resident import`: a table of residents from a community, rehearsed or brought in; all that is printed is masked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli import documents
from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError
from kangbashi_gis.model.resident_tables import (
    CHOICES,
    LEVELS,
    NOTES,
    TITLES,
    UNKEPT,
    WORDS,
    Answers,
    Role,
    TableOptions,
    Told,
)

if TYPE_CHECKING:
    from kangbashi_gis.model.resident_tables import FieldChange, TableReport

SHOWN = 30  # rows of each kind; --json and --report have more
PATH = click.Path(path_type=Path)
MOST_ANSWERS = 10_000_000


@click.command("import", help="导入社区交来的居民表（XLSX 或 CSV）：先用 --dry-run 核对，再导入；能撤销。")
@click.argument("workspace", type=PATH)
@click.argument("file", type=PATH)
@click.option("--dry-run", is_flag=True, help="只核对，什么都不写；数字与正式导入相同。")
@click.option("--sheet", default="", help="只读这个工作表；不给就读所有有居民表头的。")
@click.option("--column", "columns", multiple=True, metavar="项目=列名", help="指定列，如 姓名=户主姓名。可重复。")
@click.option("--encoding", default="", help="CSV 的编码，认不出时才要给。")
@click.option(
    "--differences",
    type=click.Choice(CHOICES),
    default="ask",
    help="已登记的人与表里不同时：keep 保留库里的，take 采用表里的，ask（默认）只列出、只填空缺。",
)
@click.option("--answers", type=PATH, help='逐行、逐项的答复，JSON：{"default": …, "fields": {…}, "rows": {…}}。')
@click.option("--report", "out", type=PATH, help="另存给社区的核对报告（.html 或 .xlsx，脱敏）。")
@command
def import_residents(console: Console, workspace: Path, file: Path, **words: Any) -> None:
    """Bring a table of residents in."""
    from kangbashi_gis.operations import resident_tables
    from kangbashi_gis.operations.resident_tables_report import require_report, write_report

    if words["out"] is not None:
        require_report(words["out"])
    settled = _answers(words["answers"], words["differences"])
    options = TableOptions(words["sheet"], dict(map(_column, words["columns"])), words["encoding"], settled)
    bring_in = resident_tables.rehearse_table if words["dry_run"] else resident_tables.import_table
    with opened(workspace, console) as space:
        report = bring_in(space, file, options, console.progress())
    if words["out"] is not None:
        write_report(report, words["out"])
    console.show(documents.plain(report), lambda: "\n".join(_lines(console, report)))


def _column(words: str) -> tuple[str, str]:
    """Read 姓名=户主姓名; what stands before the sign is a title of a role, or its name. 电话= is for no column."""
    said, sign, heading = words.partition("=")
    role = next((one.value for one in Role if said.strip() in (one.value, *TITLES[one.value])), "")
    if not role or not sign:
        raise UsageError(detail=f"--column {words}: {'、'.join(zh for zh, _ in TITLES.values())}")
    return role, heading.strip()


def _answers(path: Path | None, default: str) -> Answers:
    if path is None:
        return Answers(default)
    try:
        if path.stat().st_size > MOST_ANSWERS:
            raise UsageError(detail=f"--answers {path}")
        read = json.loads(path.read_text("utf-8-sig"))
        found = Answers(read.get("default", default), dict(read.get("fields", {})), dict(read.get("rows", {})))
    except (OSError, ValueError, AttributeError, TypeError) as problem:
        raise UsageError(detail=f"--answers {path}") from problem
    if not {found.default, *found.fields.values(), *found.rows.values()} <= set(CHOICES):
        raise UsageError(detail=f"--answers {path}: {', '.join(CHOICES)}")
    return found


def _lines(console: Console, report: "TableReport") -> Iterator[str]:
    yield _counted(console, report)
    yield console.say("住址：", "Addresses: ") + console.say("，", ", ").join(
        f"{console.say(*LEVELS[name])} {count}" for name, count in report.levels.items()
    )
    for name, count in report.notes.items():
        yield f"· {console.say(*NOTES[name])}" + (f"（{count}）" if count > 1 else "")
    if unkept := [*(name for role, name in report.columns.items() if role in UNKEPT), *report.ignored]:
        yield "· " + console.say("不保存的列：", "Columns that are not kept: ") + console.say("、", ", ").join(unkept)
    for name, count in sorted(report.counts.items(), key=lambda one: -one[1]):
        yield f"· {count}  {console.say(*WORDS[Told(name)])}"
    yield from _refused(console, report)
    yield from _differing(console, report)
    if report.gone_count:
        yield console.say(
            f"库里登记在这些房间、表里没有的有 {report.gone_count} 人；没有删除。",
            f"{report.gone_count} people of these rooms are not in the table; nobody was deleted.",
        )
    if report.dry_run:
        yield console.say("这是试运行，什么都没有写。", "This was a dry run: nothing was written.")


def _counted(console: Console, report: "TableReport") -> str:
    verb = console.say("将导入" if report.dry_run else "已导入", "Would import" if report.dry_run else "Imported")
    counts = (
        (report.added, "新增", "added"), (report.changed, "更新", "changed"), (report.unchanged, "未变", "unchanged"),
        (report.undecided, "有不同、未改", "differ and stay"), (report.doubled, "表内重复", "doubled"),
        (report.refused, "退回", "refused"),
    )  # fmt: skip
    said = console.say("，", ", ").join(f"{console.say(zh, en)} {count}" for count, zh, en in counts)
    return console.say(f"{verb}：读取 {report.read} 人，{said}。", f"{verb}: {report.read} people read, {said}.")


def _refused(console: Console, report: "TableReport") -> Iterator[str]:
    refused = [one for one in report.problems if one.refused]
    for one in refused[:SHOWN]:
        yield f"  {one.sheet}!{one.row}  {console.say(*WORDS[Told(one.told)])}  {one.shown}".rstrip()
    if len(refused) > SHOWN:
        yield console.say("  …… 其余见 --json 或 --report", "  … the rest is in --json or --report")


def _differing(console: Console, report: "TableReport") -> Iterator[str]:
    for one in report.differences[:SHOWN]:
        said = console.say("；", "; ").join(_said(console, change) for change in one.fields)
        yield f"  {one.sheet}!{one.row}  {one.name}  {said}"
    if report.differing > SHOWN:
        yield console.say("  …… 其余见 --json 或 --report", "  … the rest is in --json or --report")


def _said(console: Console, change: "FieldChange") -> str:
    kept = "" if change.taken else console.say("（未改）", " (kept)")
    return f"{console.say(*TITLES[change.field])} {change.before or '—'} → {change.after}{kept}"
