"""Sheets are whole or absent, one for each of many, and never about what is gone."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from kangbashi_gis.errors import Cancelled, DiskFull, OutputExists, PageFeatureGone, PageInvalid
from kangbashi_gis.model.events import EventKind
from kangbashi_gis.model.page.subject import NOTHING, Looks, Task
from kangbashi_gis.operations import page_templates, print_subjects, printing
from kangbashi_gis.operations.printing import Order, Printed, print_each, print_sheet
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import Progress, silent

Draws = Callable[..., Iterator[Task]]
PARCELS = Order(page_templates.template("parcel_sheet"))


def drawing(fails_at: int = 99, problem: BaseException | None = None) -> Draws:
    """Draw by writing what a sheet is about; fails in the middle of a sheet where that is wanted."""

    def draw(space: Workspace, looks: Looks, tasks: Sequence[Task], dpi: float, progress: Progress) -> Iterator[Task]:
        for number, task in enumerate(tasks):
            task.out.write_text(task.subject.name or task.page.title, encoding="utf-8")
            if number == fails_at and problem:
                raise problem
            yield task

    return draw


def test_a_sheet_is_written_whole_and_beside_it_nothing_is_left(workspace: Workspace, tmp_path: Path):
    about = print_subjects.subject(workspace, "parcels:150699001001GB00001")
    out = tmp_path / "宗地 图.pdf"
    assert print_sheet(workspace, PARCELS, about, out, drawing(), silent) == Printed((out,))
    assert out.read_text(encoding="utf-8") == "150699001001GB00001"
    assert [one.name for one in tmp_path.iterdir() if one.suffix == ".pdf"] == ["宗地 图.pdf"]
    with pytest.raises(OutputExists):
        print_sheet(workspace, PARCELS, about, out, drawing(), silent)


def test_a_full_disk_leaves_no_half_sheet_and_keeps_the_finished_ones(workspace: Workspace, tmp_path: Path):
    subjects = print_subjects.every(workspace, "addresses")
    folder = tmp_path / "成批"
    with pytest.raises(DiskFull):
        print_each(workspace, PARCELS, subjects, folder, drawing(2, OSError(28, "No space left on device")), silent)
    assert sorted(one.name for one in folder.glob("*.pdf")) == ["A0001.pdf", "A0002.pdf"]
    assert not [one for one in folder.iterdir() if one.is_dir()]


def test_a_batch_that_was_stopped_goes_on_where_it_was(workspace: Workspace, tmp_path: Path):
    subjects = print_subjects.every(workspace, "addresses")
    folder = tmp_path / "成批"
    with pytest.raises(Cancelled):
        print_each(workspace, PARCELS, subjects, folder, drawing(1, Cancelled()), silent)
    done = print_each(workspace, PARCELS, subjects, folder, drawing(), silent)
    assert len(done.skipped) == 1 and len(done.written) == 3
    assert print_each(workspace, PARCELS, subjects, folder, drawing(), silent).written == ()


def test_names_of_a_batch_follow_the_pattern_and_are_names_of_files(workspace: Workspace, tmp_path: Path):
    subjects = print_subjects.every(workspace, "addresses:\"kind\" = 'door'")
    order = Order(PARCELS.page, pattern="图/{road}:{没有}.png")
    done = print_each(workspace, order, subjects, tmp_path / "图", drawing(), silent)
    assert [one.name for one in done.written] == [
        "图_鄂尔多斯大街_.png", "图_鄂尔多斯大街__2.png", "图_鄂尔多斯大街__3.png"
    ]  # fmt: skip


@pytest.mark.parametrize("named", ["parcels:没有这个", "roads:", "sheet:123", "parcels:\"code\" = 'x'"])
def test_what_is_not_there_is_said(workspace: Workspace, named: str):
    with pytest.raises((PageFeatureGone, Exception)) as caught:
        print_subjects.subject(workspace, named)
    assert caught.type.__module__.startswith("kangbashi_gis.errors")


def test_an_empty_list_is_said(workspace: Workspace):
    with pytest.raises(PageFeatureGone):
        print_subjects.every(workspace, "parcels:\"code\" = '没有'")


def test_a_template_about_a_feature_is_not_printed_without_one(workspace: Workspace, tmp_path: Path):
    with pytest.raises(PageInvalid):
        print_sheet(workspace, PARCELS, NOTHING, tmp_path / "a.pdf", drawing(), silent)


def test_a_map_sheet_lies_where_its_number_says(workspace: Workspace):
    sheet = print_subjects.subject(workspace, "sheet:J49H019058")
    assert sheet.extent is not None and sheet.denominator == 5000
    assert 2600 < sheet.extent[2] - sheet.extent[0] < 2750
    assert "J49H019058" in {one.sheet for one in print_subjects.every(workspace, "sheet:5000")} | {"J49H019058"}


def test_personal_fields_never_reach_a_sheet(workspace: Workspace):
    values = print_subjects.subject(workspace, "entities:91150699MA0000001X").values
    assert not {"representative", "phone", "法定代表人", "联系电话"} & values.keys()


def test_what_the_user_says_goes_before_the_feature_and_the_template(workspace: Workspace):
    about = print_subjects.subject(workspace, "parcels:150699001001GB00001")
    order = Order(PARCELS.page, {"code": "改过", "title": "我的图"})
    said = printing.values(workspace, order, about)
    assert (said["code"], said["title"], said["crs"][:8]) == ("改过", "我的图", "CGCS2000")


@pytest.mark.parametrize(("size", "sides"), [("A0", (1189.0, 841.0)), ("600x400", (600.0, 400.0))])
def test_a_page_is_put_on_other_paper(size: str, sides: tuple[float, float]):
    page = page_templates.on_paper(page_templates.template("district_map"), size)
    assert (page.width_mm, page.height_mm) == sides


@pytest.mark.parametrize("size", ["5000x5000", "A9", "很大"])
def test_paper_that_is_none_is_refused(size: str):
    with pytest.raises(PageInvalid):
        page_templates.on_paper(page_templates.template("district_map"), size)


def test_who_may_not_export_prints_with_name_and_moment_over_it_and_it_is_noted(staffed_folder: Path, tmp_path: Path):
    pages = []

    def draw(space: Workspace, looks: Looks, tasks: Sequence[Task], dpi: float, progress: Progress) -> Iterator[Task]:
        for task in tasks:
            pages.append(task.page)
            task.out.write_text("图", encoding="utf-8")
            yield task

    with open_workspace(staffed_folder) as space:
        print_sheet(space, Order(page_templates.template("district_map")), NOTHING, tmp_path / "图.pdf", draw, silent)
        noted = [one for one in space.log.events() if one.kind == EventKind.PRINT]
        mark = pages[0].item(printing.WATERMARK)
        assert space.user.name in mark.text and len(noted) == 1
