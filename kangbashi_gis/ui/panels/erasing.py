"""The button on a person's sheet that erases the person for good, after a reason and a typed word."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kangbashi_gis.errors import GisError
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.people import ResidentCard
from kangbashi_gis.ui import messages
from kangbashi_gis.ui.dialogs.erasing import ask_erasing
from kangbashi_gis.ui.jobs import Jobs

if TYPE_CHECKING:
    from kangbashi_gis.operations.erasing import Erased
    from kangbashi_gis.operations.workspace import Workspace


class EraseButton(QPushButton):
    """Greyed out for who may not erase; what came of it is told once the person is gone."""

    erased = Signal(str)  # what to say of it
    failed = Signal(str)

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText(self.tr("Erase for good…"))
        self._card: ResidentCard | None = None
        self._space: Workspace | None = None
        self._asked = jobs.question("people")
        self._asked.answered.connect(self._tell)
        self._asked.failed.connect(self._fail)
        self.clicked.connect(self.ask)

    def follow(self, card: ResidentCard | None, space: "Workspace | None") -> None:
        """Be for the person who is shown."""
        self._card, self._space = card, space
        may = space is not None and not space.read_only and space.user.may(Permission.PEOPLE_ERASE)
        self.setVisible(card is not None and (space is None or space.user.may(Permission.PEOPLE_ERASE)))
        self.setEnabled(card is not None and may)

    def ask(self) -> None:
        """Ask for the reason and the word, then erase."""
        card, space = self._card, self._space
        if card is None or space is None:
            return
        reason = ask_erasing(self, card.person.name)
        if reason and self._card is card:
            self.setEnabled(False)
            self._asked.ask(_erase, space, card.person.id, reason)

    def _tell(self, done: "Erased") -> None:
        lines = [self.tr("Erased for good: {rows} records, {images} earlier states.")]
        if done.backups:
            lines.append(
                self.tr("{count} backups hold the person until {until}; restoring one erases the person again.")
            )
        if not done.cleaned:
            lines.append(self.tr("Another program has the vault open: freed pages are cleaned at the next opening."))
        values = {"rows": done.rows, "images": done.images, "count": len(done.backups), "until": done.last_expiry}
        self.erased.emit(" ".join(lines).format(**values))

    def _fail(self, error: GisError) -> None:
        self.failed.emit("\n".join(filter(None, messages.sentence(error))))


def _erase(space: "Workspace", identity: str, reason: str) -> "Erased":
    from kangbashi_gis.operations.erasing import erase

    return erase(space, identity, reason)
