"""A sheet is checked before it is printed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from kangbashi_gis.model import themes
from kangbashi_gis.model.account import Permission
from kangbashi_gis.model.page import Page
from kangbashi_gis.model.page.lint import Facts, Finding, findings
from kangbashi_gis.model.page.subject import Looks, Subject
from kangbashi_gis.operations.printing import Order, values
from kangbashi_gis.operations.styles import styles

if TYPE_CHECKING:
    from kangbashi_gis.operations.workspace import Workspace


class Measure(Protocol):
    """What lays a sheet out and says what came of it (`render.page.facts.measured`)."""

    def __call__(
        self, space: "Workspace", looks: Looks, page: Page, said: Mapping[str, str], subject: Subject
    ) -> Facts: ...


def check(space: "Workspace", order: Order, subject: Subject, measure: Measure) -> list[Finding]:
    """Say what is missing on a sheet or wrong with it; errors first."""
    space.require(Permission.VIEW)
    looks = Looks(order.layers if order.layers is not None else themes.first_layers(), styles(space))
    facts = measure(space, looks, order.page, values(space, order, subject), subject)
    return findings(order.page, facts)
