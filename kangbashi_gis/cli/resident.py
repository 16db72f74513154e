"""`resident`: look residents up, masked, and unmask one record for a reason of the list."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.model.people import FORMS, MATCHES
from kangbashi_gis.model.reasons import REASONS

if TYPE_CHECKING:
    from kangbashi_gis.model.people import Resident, ResidentAnswer, Unmasked

KEPT = ("id", "name", "id_number", "phone", "sex", "age", "relation", "address", "household", "match")
WHOLE = ("id", "reason", "name", "id_number", "phone", "sex", "born", "ethnicity", "household", "relation", "address")


@click.group(help="查询居民（需要查看居民的权限，每次查询都记入日志）。")
def resident() -> None:
    """Commands about residents."""


@resident.command(help="按姓名（可用拼音）、身份证号、电话、户号、尾号或户室地址查询；结果脱敏显示。")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 50), default=50, help="最多列出几人。")
@click.option("--unmask", "identity", default="", help="查看这个 id 的明文，须同时给出 --reason。")
@click.option("--reason", default="", help="查看明文的理由：" + "、".join(REASONS))
@command
def find(console: Console, workspace: Path, query: str, limit: int, identity: str, reason: str) -> None:
    """Find residents."""
    from kangbashi_gis.operations.residents import find as ask
    from kangbashi_gis.operations.residents import unmask

    with opened(workspace, console) as space:
        answer = ask(space, query, limit)
        whole = unmask(space, identity, reason) if identity else None
        console.show(_document(answer, whole), lambda: _text(answer, whole, console))


def _document(answer: "ResidentAnswer", whole: "Unmasked | None") -> dict[str, Any]:
    return {
        "form": answer.form,
        "total": answer.total,
        "more": answer.more,
        "note": answer.note,
        "elapsed_ms": round(answer.elapsed_ms, 3),
        "results": [{name: getattr(one, name) for name in KEPT} for one in answer.people],
        "unmasked": whole and {name: getattr(whole, name) for name in (*WHOLE, "moved_in")},
    }


def _text(answer: "ResidentAnswer", whole: "Unmasked | None", console: Console) -> str:
    at = 0 if console.lang == "zh" else 1
    lines = [_line(one, at) for one in answer.people]
    if answer.note == "too_wide":
        lines.append(console.say("范围太大：请至少输入两个字或两个音节。", "Too wide: type at least two signs."))
    elif not answer.total:
        lines.append(console.say("没有找到。", "Nobody was found."))
    else:
        words = console.say("{form}：共 {total} 人，列出 {shown} 人", "{form}: {total} people, {shown} listed")
        lines.append(words.format(form=FORMS[answer.form][at], total=answer.total, shown=len(answer.people)))
    if whole is not None:
        why = REASONS[whole.reason][at]
        lines.append(console.say(f"明文（{why}）：", f"Unmasked ({why}):"))
        lines += [f"  {name}: {getattr(whole, name)}" for name in (*WHOLE[2:], "moved_in")]
    return "\n".join(lines)


def _line(one: "Resident", at: int) -> str:
    age = "?" if one.age is None else str(one.age)
    parts = (one.name, one.sex, age, one.id_number, one.phone, one.relation, one.address, MATCHES[one.match][at])
    return "  ".join([*filter(None, parts), one.id])
