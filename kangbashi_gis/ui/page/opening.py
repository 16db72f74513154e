"""Opens the editor of a sheet beside the map; none outlives its workspace, or the user who opened it."""

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kangbashi_gis.model.page.subject import Subject

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace
    from kangbashi_gis.ui.main_window import MainWindow
    from kangbashi_gis.ui.page.beginning import Beginning
    from kangbashi_gis.ui.page.editor import PageEditor

REMEMBERED = ("maker", "heights", "surveyor", "checker")  # the same on each sheet of an office
KEPT = "page_fields"


class Pages(QObject):
    """What the window knows of sheets that are laid out."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._question = window.jobs.question("pages")
        self._wanted: Beginning | None = None
        self.editor: PageEditor | None = None
        self._question.answered.connect(self._take)
        self._question.failed.connect(window.banner.fail)
        window.session.ending.connect(self.close)

    def begin(self) -> None:
        """Ask with what a sheet begins, then open it."""
        from kangbashi_gis.ui.page.beginning import BeginningDialog

        if self._window.space is not None and (wanted := BeginningDialog.ask(self._window)):
            self.open(wanted)

    def open(self, wanted: "Beginning") -> None:
        """Open a page; what it is about is found first, in a thread."""
        self.close()
        self._wanted = wanted
        self._question.ask(_found, self._window.space, wanted.found)

    def close(self) -> None:
        """Close the editor without asking, as before another workspace is shown."""
        self._question.drop()
        if self.editor is not None:
            editor, self.editor = self.editor, None
            editor.draft.saved = editor.draft.page
            editor.close()

    def _take(self, subject: object) -> None:
        from kangbashi_gis.ui.page.editor import About, PageEditor

        wanted = self._wanted
        if wanted is None or self._window.space is None or not isinstance(subject, Subject):
            return
        said = {**wanted.page.fields, **{name: text for name, text in self._kept().items() if text}}
        page = wanted.page if wanted.kept else replace(wanted.page, fields=said)
        self.editor = PageEditor(self._window, page, About(subject, wanted.found, wanted.kept))
        self.editor.remembered.connect(self._remember)
        self.editor.closing.connect(self._forget)
        self.editor.show()

    def _kept(self) -> dict[str, str]:
        try:
            kept = json.loads(self._window.state.kept(KEPT, "{}"))
        except ValueError:
            return {}
        return {name: str(kept[name]) for name in REMEMBERED if name in kept} if isinstance(kept, dict) else {}

    def _remember(self, name: str, text: str) -> None:
        """Keep what is the same on every sheet of an office for the next one."""
        if name in REMEMBERED:
            self._window.state.keep(KEPT, json.dumps({**self._kept(), name: text}, ensure_ascii=False))

    def _forget(self) -> None:
        self.editor = None


def _found(space: "Workspace", wanted: dict[str, object]) -> Subject:
    from kangbashi_gis.ui.work_printing import subject_of

    return subject_of(space, wanted)
