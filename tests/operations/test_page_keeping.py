"""Sheets that somebody has laid out, kept in the workspace."""

from pathlib import Path

import pytest

from kangbashi_gis.errors import FileMissing, PageInvalid
from kangbashi_gis.model.page import Box, Page, Text
from kangbashi_gis.operations import page_keeping, upkeep
from kangbashi_gis.operations.page_templates import template
from kangbashi_gis.operations.workspace import Workspace, open_workspace
from kangbashi_gis.progress import silent

PAGE = Page("天骄社区", 210.0, 297.0, (Text("图名", Box(10, 10, 100, 12), "天骄社区 {date}"),))


def test_a_page_is_kept_by_its_name_read_again_replaced_and_forgotten(workspace: Workspace) -> None:
    assert page_keeping.kept_pages(workspace) == ()
    page_keeping.keep_page(workspace, "社区 挂图", template("theme_map"))
    page_keeping.keep_page(workspace, "社区 挂图", PAGE)
    assert page_keeping.kept_pages(workspace) == ("社区 挂图",)
    assert page_keeping.kept_page(workspace, "社区 挂图") == PAGE
    page_keeping.forget_page(workspace, "社区 挂图")
    assert page_keeping.kept_pages(workspace) == ()
    with pytest.raises(FileMissing):
        page_keeping.kept_page(workspace, "社区 挂图")


@pytest.mark.parametrize("name", ["../外面", "a/b", "", ".隐藏", "很" * 61, "问?"])
def test_a_name_that_no_file_may_have_is_refused(workspace: Workspace, name: str) -> None:
    with pytest.raises(PageInvalid) as problem:
        page_keeping.keep_page(workspace, name, PAGE)
    assert problem.value.values["reason"] == "page_file_name"


def test_a_page_that_cannot_be_drawn_is_not_kept(workspace: Workspace) -> None:
    with pytest.raises(PageInvalid):
        page_keeping.keep_page(workspace, "五米", Page("五米", 5000.0, 297.0))
    assert page_keeping.kept_pages(workspace) == ()


def test_kept_pages_go_along_when_a_workspace_is_copied(workspace: Workspace, tmp_path: Path) -> None:
    page_keeping.keep_page(workspace, "社区", PAGE)
    upkeep.copy(workspace, tmp_path / "副本", silent)
    with open_workspace(tmp_path / "副本") as copied:
        assert page_keeping.kept_page(copied, "社区") == PAGE
