"""Recipes on the doctor's page: all choices of an import under a name, used again on next month's file."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton

from kangbashi_gis.ui import messages
from kangbashi_gis.ui.panels.doctor_subjects import Subject

if TYPE_CHECKING:
    from kangbashi_gis.ui.panels.doctor import DoctorPanel


class RecipesButton(QToolButton):
    """A menu of what is kept: use one for the chosen layer, keep its choices, forget one."""

    def __init__(self, panel: "DoctorPanel") -> None:
        super().__init__(panel)
        self._panel, self._window = panel, panel.window_
        self.setText(self.tr("Recipes"))
        self.setToolTip(self.tr("All choices of an import, kept for next month's file"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.list = QMenu(self)
        self.setMenu(self.list)
        self._names = self._window.jobs.question("recipes")
        self._names.answered.connect(self._take)
        self._names.failed.connect(self._window.banner.fail)
        self._known: tuple[str, ...] = ()
        self.list.aboutToShow.connect(self.fill)
        self.ask()

    def ask(self) -> None:
        """Find out in the background what is kept."""
        from kangbashi_gis.operations.recipes import recipe_names

        if self._window.space is not None:
            self._names.ask(recipe_names, self._window.space)

    def fill(self) -> None:
        """Fill the menu."""
        self.list.clear()
        subject = self._panel.chosen()
        able = subject is not None and subject.first is not None and self._window.space is not None
        for name in self._known:
            use = self.list.addAction(self.tr("Use “{name}”").format(name=name), lambda name=name: self.use(name))
            use.setEnabled(able)
        if self._known:
            more = self.list.addMenu(self.tr("Use on another file"))
            for name in self._known:
                more.addAction(name, lambda name=name: self.use_on_file(name))
        if not self._known:
            self.list.addAction(self.tr("No recipe is kept yet")).setEnabled(False)
        self.list.addSeparator()
        keep = self.list.addAction(self.tr("Keep the choices as a recipe…"), self._ask_name)
        keep.setEnabled(able and self._seen() is not None and not self._window.read_only)
        if self._seen() is None:
            keep.setText(self.tr("Keep the choices as a recipe… (after “Try”)"))
        forget = self.list.addMenu(self.tr("Forget a recipe"))
        forget.setEnabled(bool(self._known) and not self._window.read_only)
        for name in self._known:
            forget.addAction(name, lambda name=name: self._ask_forget(name))

    def use(self, name: str) -> None:
        """Answer for the chosen layer as the recipe does, then try it."""
        subject = self._panel.chosen()
        if subject is None:
            return
        title = self.tr("Taking the recipe {name}").format(name=name)
        job = self._window.start("fit_recipe", self._window.folder, name, subject.ask(), title=title)
        job.finished.connect(lambda answer: self._apply(subject, answer))

    def use_on_file(self, name: str) -> None:
        """Ask for a file, look into it and answer as the recipe does."""
        from kangbashi_gis.ui.panels.doctor import run_recipe

        run_recipe(self._window, name)

    def keep(self, name: str) -> None:
        """Keep what was chosen for the chosen layer."""
        subject, seen = self._panel.chosen(), self._seen()
        if subject is None or seen is None:
            return
        title = self.tr("Keeping the recipe {name}").format(name=name)
        job = self._window.start("save_recipe", self._window.folder, name, subject.ask(), seen, title=title)
        said = self.tr("The choices are kept as “{name}”.").format(name=name)
        job.finished.connect(lambda _: self._window.banner.say("done", said))
        job.finished.connect(lambda _: self.ask())

    def forget(self, name: str) -> None:
        """Forget a recipe."""
        title = self.tr("Forgetting the recipe {name}").format(name=name)
        job = self._window.start("delete_recipe", self._window.folder, name, title=title)
        job.finished.connect(lambda _: self.ask())

    def _apply(self, subject: Subject, answer: dict[str, Any]) -> None:
        subject.options = {name: value for name, value in answer["options"].items() if value and name != "layer"}
        subject.theme, subject.chosen = answer["theme"], True
        self._panel.flow.again(subject)
        self._panel.show_again(subject)
        self._panel.flow.rehearse()

    def _seen(self) -> dict[str, Any] | None:
        """Give what the file of the chosen layer said of itself when it was tried."""
        chosen = self._panel.chosen()
        return next((outcome["seen"] for one, outcome in self._panel.flow.last if one is chosen), None)

    def _ask_name(self) -> None:
        subject = self._panel.chosen()
        assert subject is not None
        title, words = self.tr("Keep a recipe"), self.tr("Name, such as the firm and the kind of data:")
        name, agreed = QInputDialog.getText(self, title, words, text=Path(subject.file.file).stem)
        if agreed and name.strip():
            self.keep(name.strip())

    def _ask_forget(self, name: str) -> None:
        question = self.tr("Forget “{name}”? What was imported by it stays.").format(name=name)
        if messages.ask(self._panel, self.tr("Forget a recipe"), question):
            self.forget(name)

    def _take(self, names: tuple[str, ...]) -> None:
        self._known = names
