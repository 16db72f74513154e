"""`map print`: sheets as PDF, SVG, PNG or TIFF, one or one for each of many features; no display needed."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kangbashi_gis.cli.console import Console, command, opened
from kangbashi_gis.errors import UsageError

if TYPE_CHECKING:
    from kangbashi_gis.model.page import Page
    from kangbashi_gis.model.page.lint import Finding
    from kangbashi_gis.operations.printing import Printed


@click.command("print", help="按模板出图：PDF、SVG、PNG 或 TIFF；也可以给一批对象每个出一张。")
@click.argument("workspace", required=False, type=click.Path(path_type=Path))
@click.argument("out", required=False, type=click.Path(path_type=Path))
@click.option("--template", "-t", default="district_map", show_default=True, help="模板名称，或自己的 .json 文件。")
@click.option("--list-templates", is_flag=True, help="列出自带的模板和其中可填的内容。")
@click.option("--feature", metavar="专题:编码", help="图是关于哪一个对象的；分幅图写 sheet:图号。")
@click.option("--each", metavar="专题[:条件]", help="每个对象一张，写进文件夹 OUT；分幅图写 sheet:比例尺分母。")
@click.option("--pattern", default="{name}.pdf", show_default=True, help="成批时文件名的样式，例如 {code}.pdf。")
@click.option("--set", "said", multiple=True, metavar="名称=内容", help="填进图中的文字，可重复，例如 title=……。")
@click.option("--scale", type=float, metavar="分母", help="主图的比例尺分母。")
@click.option("--extent", metavar="XMIN,YMIN,XMAX,YMAX", help="主图的范围（米）。")
@click.option("--paper", metavar="大小", help="换一种纸：A4–A0，或 宽x高（毫米）。")
@click.option("--dpi", type=float, default=300.0, show_default=True, help="PNG 和 TIFF 的分辨率。")
@click.option("--overwrite", is_flag=True, help="替换已有的文件；成批时重做已有的图。")
@click.option("--strict", is_flag=True, help="检查有错误时不出图。")
@command
def print_(console: Console, workspace: Path | None, out: Path | None, list_templates: bool, **said: object) -> None:
    """Print sheets."""
    if list_templates:
        _list(console)
        return
    if workspace is None or out is None:
        raise UsageError(detail="WORKSPACE OUT")
    _print(console, workspace, out, said)


def _print(console: Console, workspace: Path, out: Path, said: dict[str, object]) -> None:
    from kangbashi_gis.errors import GisError, PageInvalid
    from kangbashi_gis.messages import sentence
    from kangbashi_gis.model.themes import first_layers
    from kangbashi_gis.operations import print_subjects, printing
    from kangbashi_gis.operations.base_maps import backdrop
    from kangbashi_gis.operations.page_checks import check
    from kangbashi_gis.render.page.facts import measured
    from kangbashi_gis.render.page.output import drawer

    page, problems = _page(said), list[GisError]()
    values = dict(_pair(one) for one in said["said"])  # type: ignore[attr-defined]
    order = printing.Order(
        page, values, float(str(said["dpi"])), pattern=str(said["pattern"]), overwrite=bool(said["overwrite"])
    )
    with opened(workspace, console) as space:
        draw = drawer(backdrop(space, first_layers()), problems)
        if said["each"]:
            subjects = print_subjects.every(space, str(said["each"]))
            findings = check(space, order, subjects[0], measured)
        else:
            subjects = [print_subjects.subject(space, str(said["feature"]))] if said["feature"] else []
            findings = check(space, order, subjects[0] if subjects else printing.NOTHING, measured)
        if said["strict"] and any(one.level == "error" for one in findings):
            raise PageInvalid(reason="page_findings", where="、".join(one.rule for one in findings))
        if said["each"]:
            done = printing.print_each(space, order, subjects, out, draw, console.progress())
        else:
            about = subjects[0] if subjects else printing.NOTHING
            done = printing.print_sheet(space, order, about, out, draw, console.progress())
    _tell(console, done, findings, [sentence(one, console.lang)[0] for one in problems])


def _page(said: dict[str, object]) -> "Page":
    from kangbashi_gis.cli.map import extent_of
    from kangbashi_gis.operations import page_templates

    page = page_templates.template(str(said["template"]))
    if said["paper"]:
        page = page_templates.on_paper(page, str(said["paper"]))
    if said["scale"]:
        page = page_templates.at_scale(page, float(str(said["scale"])))
    if said["extent"]:
        area = extent_of(str(said["extent"]))
        assert area is not None
        page = page_templates.of_area(page, area)
    return page


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise UsageError(detail=f"--set {text[:60]}")
    return name.strip(), value


def _tell(console: Console, done: "Printed", findings: "list[Finding]", problems: list[str]) -> None:
    from kangbashi_gis.sentences.page_checks import words

    lines = [words(one.rule, one.item, console.lang) for one in findings]

    def text() -> str:
        made = console.say(f"已出图 {len(done.written)} 张", f"{len(done.written)} sheets printed")
        if len(done.written) == 1:
            made += f"：{done.written[0]}"
        if done.skipped:
            made += console.say(f"，另有 {len(done.skipped)} 张已有，没有重做", f", {len(done.skipped)} were there")
        told = [f"  [{one.level}] {line}" for one, line in zip(findings, lines, strict=True)]
        return "\n".join([made, *told, *problems])

    console.show(
        {
            "written": [str(one) for one in done.written],
            "skipped": [str(one) for one in done.skipped],
            "findings": [
                {"rule": one.rule, "level": one.level, "item": one.item, "grade": one.grade, "message": line}
                for one, line in zip(findings, lines, strict=True)
            ],
            "problems": problems,
        },
        text,
    )


def _list(console: Console) -> None:
    from kangbashi_gis.model.page.filling import wanted
    from kangbashi_gis.operations.page_templates import templates

    rows = [
        {
            "name": one.name, "title": one.page.title, "title_en": one.page.title_en,
            "paper": f"{one.page.width_mm:g}×{one.page.height_mm:g}", "about": one.page.about,
            "fields": wanted(one.page),
        }
        for one in templates()
    ]  # fmt: skip
    console.show(
        {"templates": rows},
        lambda: "\n".join(
            f"{row['name']:<14} {row['title']}  {row['paper']} mm  {json.dumps(row['fields'], ensure_ascii=False)}"
            for row in rows
        ),
    )
