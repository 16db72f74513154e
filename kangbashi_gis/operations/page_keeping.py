"""Sheets that somebody has laid out, kept in the workspace: `pages/NAME.json`, beside those of files of one's own.

They are no data: undo and history do not touch them. They hold what was typed into them, and nothing of any row.
"""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from kangbashi_gis.errors import PageInvalid
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.page import Page, written
from kangbashi_gis.model.page.codec import require
from kangbashi_gis.operations.folders import PAGES, swap_in, writable
from kangbashi_gis.operations.page_templates import read_page

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace

SUFFIX = ".json"
NAME = re.compile(r'[^\\/:*?"<>|.\x00-\x1f][^\\/:*?"<>|\x00-\x1f]{0,59}')


def kept_pages(space: "Workspace") -> tuple[str, ...]:
    """Give the names of the pages that a workspace keeps."""
    space.require(Permission.VIEW)
    return tuple(sorted(one.stem for one in (space.folder / PAGES).glob(f"*{SUFFIX}") if NAME.fullmatch(one.stem)))


def kept_page(space: "Workspace", name: str) -> Page:
    """Read a page that is kept. Raises PageInvalid, FileMissing, FileUnreadable."""
    space.require(Permission.VIEW)
    return read_page(_file(space, name))


def keep_page(space: "Workspace", name: str, page: Page) -> None:
    """Keep a page under a name, over an earlier one of that name.

    Raises PermissionDenied, WorkspaceReadOnly, PageInvalid, DiskFull, OutputUnwritable.
    """
    space.require(Permission.EDIT)
    space.require_writing()
    text = written(require(page))
    file = _file(space, name)
    with writable(file.parent):
        file.parent.mkdir(exist_ok=True)
        swap_in(file, text)


def forget_page(space: "Workspace", name: str) -> None:
    """Remove a page that is kept. Raises PermissionDenied, WorkspaceReadOnly, OutputUnwritable."""
    space.require(Permission.EDIT)
    space.require_writing()
    file = _file(space, name)
    with writable(file.parent):
        file.unlink(missing_ok=True)


def _file(space: "Workspace", name: str) -> Path:
    if not NAME.fullmatch(name):
        raise PageInvalid(reason="page_file_name", where=name[:60])
    return space.folder / PAGES / (name + SUFFIX)
